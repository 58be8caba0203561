// Facts that happened and are never changed. Everything the daemon knows is built from these: the
// state of phases, obligations, notices and messages is a projection of them (obligation.h,
// phase.h, daemon/store). The journal adds to each: its number, when it was recorded, who did it,
// and the hash chain.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/civil.h"

namespace dondoc {

// `campaign.duty.occurrence.unit`; ids match [a-z0-9-]+, so the dots are safe.
struct ObligationId {
    std::string campaign;
    std::string duty;
    std::string occurrence;
    std::string unit;

    std::string text() const;
    static std::optional<ObligationId> parse(std::string_view);
    friend auto operator<=>(const ObligationId&, const ObligationId&) = default;
};

enum class PhaseState { planned, open, closing, closed, skipped, held };
enum class NoticeKind { reminder, escalation, digest, nudge };

// ---- campaigns and phases; subject: the campaign or `campaign.phase`

struct CampaignApplied {
    std::string fingerprint;
    int version = 1;
};

// A person says on which day an event of the plan takes place, or moves it.
struct EventDated {
    std::string event;  // id in Campaign::events
    Date day{};
    std::string reason;
};

struct PhaseBorn {
    PhaseState state = PhaseState::planned;
};

struct PhaseMoved {
    PhaseState to = PhaseState::planned;
    std::string why;  // "from_date", "first_rung", "end_date", "all_settled", "reopened", "by_hand"
    std::string reason;  // by hand: the person's
};

struct PhaseWithdrawn {
    std::string why;
};

// ---- obligations; subject: ObligationId::text()

struct ObligationBorn {
    std::string phase;         // empty: outside any phase
    std::optional<Term> term;  // empty: undated
    bool asking = false;       // overdue at birth: nobody is told until a person answers
};

// A new pass up the ladder.
struct RoundBegun {
    std::string why;  // "returned", "extended", "edited", "event_dated", "restored"
    std::optional<Term> term;
    std::optional<Date> granted;  // the day a person granted; empty: the definition's own deadline
    bool asking = false;          // edited to a day that has passed: the coordinator is asked again
};

// The same deadline comes down to other days (a calendar edit), or moved to another phase; no new
// round.
struct TermRecomputed {
    std::string phase;
    std::optional<Term> term;
};

struct Submitted {
    Date arrived;          // decides lateness
    std::string document;  // number and symbol; may be empty
    std::string reason;
};

struct Accepted {
    std::string reason;
};

struct Returned {
    std::string reason;
};

struct Extended {
    std::string reason;
    Date to;
};

struct Waived {
    std::string reason;
};

struct Withdrawn {
    std::string why;  // "not in the definition any more", "phase skipped"
};

// ---- rungs; subject: the obligation, or `campaign.duty` for nudges

// A notice fell due and is put into the message of (person, channel, moment, copy).
struct NoticeFellDue {
    std::string key;   // names the promise it keeps; unique for ever
    std::string rung;  // rung id; "nudge" for nudges
    int round = 1;     // 0 for nudges
    NoticeKind kind = NoticeKind::reminder;
    Audience audience = Audience::contact;
    std::string person;
    std::string channel;
    bool copy = false;
    Instant moment;   // the sending moment; not before `planned`
    Instant planned;  // when the rung was due
    std::string
        because;  // "on_time", "catch_up", "reminder_undelivered", "undated", "overdue_at_birth"
};

// A rung that told nobody, and why; it will not be tried again in this round.
struct RungPassedOver {
    std::string key;
    std::string rung;
    int round = 1;
    Audience audience = Audience::contact;
    Instant planned;
    std::string because;  // "before_first_seen", "before_issue", "overtaken", "too_old",
                          // "same_person", "no_person", "needs_release"
};

// The next moment moved though nothing was told.
struct Rescheduled {
    std::string
        because;  // "outside_window", "phase_held", "earlier_rung_on_its_way", "planned_anew"
};

// ---- messages; subject: the message's key `person/channel/moment[/copy]`

struct NoticeSuppressed {
    std::string key;
    std::string
        because;  // "submitted", "accepted", "waived", "withdrawn", "round_over", "phase_held"
};

struct MessageComposed {
    std::string address;
    std::string sha256;  // hex, of the stored bytes that every try repeats
    std::string subject;
    bool rehearsal = false;  // goes to the rehearsal address: the person is not told
};

struct DeliverySucceeded {
    int attempt = 1;
    std::string reply;
};

// Will be tried again at the message's next moment.
struct DeliveryDelayed {
    int attempt = 1;
    std::string why;
    bool unknown = false;  // the reply was lost after the message was handed over
};

struct DeliveryFailed {
    int attempt = 0;
    std::string why;
};

// Every notice in it was suppressed.
struct MessageSuppressed {};

// ---- the daemon; subject: "dondoc"

struct SendingPaused {
    std::string reason;
};

struct SendingResumed {
    std::string reason;
};

// What could not be read, planned or recorded, and was taken out of the way of all others: it waits
// for nothing any more until it can be read again.
struct SetAside {
    std::string kind;  // "phase", "obligation", "duty", "message"
    std::string id;
    std::string why;
};

using Event =
    std::variant<CampaignApplied, PhaseBorn, PhaseMoved, PhaseWithdrawn, ObligationBorn, RoundBegun,
                 TermRecomputed, Submitted, Accepted, Returned, Extended, Waived, Withdrawn,
                 NoticeFellDue, RungPassedOver, Rescheduled, NoticeSuppressed, MessageComposed,
                 DeliverySucceeded, DeliveryDelayed, DeliveryFailed, MessageSuppressed,
                 SendingPaused, SendingResumed, SetAside, EventDated>;

// The word an event is stored and shown under: "obligation_born", "notice_fell_due".
std::string_view name_of(const Event&);

}  // namespace dondoc
