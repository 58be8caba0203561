// What people ask the daemon to do, and what it answers. Values: they cross threads by being
// posted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "notifiers/delivery_report.h"
#include "workflows/access.h"
#include "workflows/handover.h"
#include "workflows/obligation.h"
#include "workflows/period.h"
#include "workflows/phase.h"
#include "workflows/remind.h"
#include "workflows/result.h"
#include "workflows/silence.h"
#include "workflows/suspension.h"

namespace dondoc {

struct DecideObligation {
    ObligationId id;
    Decision decision;
};

struct DecidePhase {
    std::string campaign;
    std::string phase;
    PhaseVerb verb = PhaseVerb::open;
    std::string reason;
};

// On which day an event of the campaign takes place; everything that hangs on it moves with it.
struct DateEvent {
    std::string campaign;
    std::string event;
    std::optional<Date> day;  // required
    std::string reason;       // required
};

// Nothing is told about these units by the campaign for some days; or that ends early.
struct SuspendUnits {
    std::string campaign;
    SuspendAsked asked;
};
struct EndSuspension {
    std::string campaign;
    std::vector<std::string> units;  // required
    std::string reason;              // required
};

// A reminder at once, on behalf of a unit.
struct RemindNow {
    ObligationId id;
    Reminding reminding;
};

// What a unit still owes passes to another: one obligation, or all that is open in a campaign.
struct HandOverShares {
    std::string campaign;
    std::string unit;                 // of which unit
    std::optional<ObligationId> one;  // its obligation; empty: all of the unit's
    HandingOver asked;
};

// A unit's contact is still the right one.
struct ConfirmContact {
    std::string unit;
};

// Nobody is told what some ladders say for some days; or that ends early.
struct SetSilence {
    SilenceAsked asked;
};
struct EndSilence {
    int number = 0;
    std::string reason;  // required
};

// All sending, with a reason.
struct PauseSending {
    std::string reason;
};
struct ResumeSending {
    std::string reason;
};

// What becomes of a message that failed: it is tried again, or a person has settled otherwise what
// it was to tell.
struct SettleMessage {
    std::int64_t number = 0;
    bool again = false;
    std::string reason;  // required
};

// A mail server reports what became of a message.
struct TakeReport {
    DeliveryReport report;
};

// What a downtime held back may leave, or is dropped.
struct GiveGoAhead {
    std::string reason;  // required
    bool discard = false;
};

// The clock that is not believed is right.
struct ConfirmClock {
    std::string reason;  // required
};

// Who may ask the daemon for something.
struct CreateToken {
    TokenAsked asked;
};
struct SetPassword {
    std::string name;
    std::string password;  // argon2id
};
struct RevokeToken {
    std::string name;
    std::string reason;  // required
};
// The links that were sent to the unit so far end.
struct RevokeLinks {
    std::string unit;
    std::string reason;  // required
};
// By the daemon itself, when a token is used.
struct NoteUse {
    std::string name;
};

struct Command {
    std::variant<DecideObligation, DecidePhase, DateEvent, PauseSending, ResumeSending,
                 SuspendUnits, EndSuspension, RemindNow, ConfirmContact, HandOverShares,
                 SettleMessage, TakeReport, GiveGoAhead, ConfirmClock, CreateToken, SetPassword,
                 RevokeToken, NoteUse, SetSilence, EndSilence, RevokeLinks>
        what;
    std::string by;  // who asks: "cli:tccb", a token's name
    // Of refusals and warnings; else the configuration's.
    std::optional<Language> language{};
};

// What came of a report.
enum class ReportTaken {
    recorded,     // the message has come back
    known,        // it had failed before
    information,  // it is only late, or has arrived: nothing is to be done
};

// Carried out and committed; for a decision about an obligation, what became of it.
struct Carried {
    std::optional<Obligation> obligation;
    std::vector<std::string> warnings{};  // sentences: what who decided should know
    std::optional<ReportTaken> report{};  // of a report
};
// No such obligation, campaign, phase, event, unit or message.
struct NotFound {
    std::string text;
};

using Answer = std::variant<Carried, Refusal, NotFound, Error>;

// What whoever asks hears within a limit, if not the answer.
struct NotTakenUp {};  // it is dropped, and never carried out
struct NotYetDone {};  // it was begun: what becomes of it shows in the state
using Heard = std::variant<Answer, NotTakenUp, NotYetDone>;

}  // namespace dondoc
