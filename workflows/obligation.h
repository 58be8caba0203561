// One unit's share of a duty: what is chased. Its state is a fold over its events; overdue and late
// are derived from the days and never stored.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/event.h"

namespace dondoc {

// accepted, waived and withdrawn are settled; an obligation is overdue or late by its days.
enum class ObligationState { pending, submitted, accepted, returned, waived, withdrawn };

// A unit's wish for a later day, while nobody has answered it.
struct ExtensionRequest {
    Date to{};
    std::string reason;
    std::string document;  // may be empty
    bool told = false;     // the coordinator has been told, or there is none
};

// In place of a rung's id, in the notices that ask the coordinator about one obligation: of a
// request; of a unit that may not be put up for what it is about to be reminded of; of a share that
// came to a unit after it had handed in its own; of what nobody was told of after its deadline and
// no rung will tell of any more.
inline constexpr std::string_view request_rung = "request";
inline constexpr std::string_view gate_rung = "gate";
inline constexpr std::string_view share_rung = "share";
inline constexpr std::string_view unchased_rung = "unchased";
// Likewise, before the day it is told on: what the ladder tells the next working day, and what
// waits for a release (escalation.h).
inline constexpr std::string_view announced_rung = "announced-";
bool is_question(std::string_view rung);

// Likewise, in the notice that tells the unit's contact of a return: with which reason what it had
// handed in came back, and by when it is due again.
inline constexpr std::string_view returned_rung = "returned";

struct Obligation {
    ObligationId id;
    std::string phase;  // empty: outside any phase
    ObligationState state = ObligationState::pending;
    int round = 1;
    // Or RoundBegun::why; of a share taken over "took_over", of a return to an earlier day than
    // the one before "returned_sooner", and of an extension of that "extended_sooner".
    std::string round_why = "born";
    Instant round_began{};
    std::optional<Term> term;             // empty: undated
    std::optional<Date> granted;          // the day a person granted, if one did
    bool asking = false;                  // overdue at birth: nobody is told until a person answers
    std::vector<std::string> rungs_done;  // of this round: told or passed over
    std::optional<Date> arrived;  // of the submission that stands; a returned one stands no more
    std::string document;         // likewise
    std::optional<Date> dated;    // likewise: the date the letter bears
    std::string signer;           // likewise
    std::string last_reason;      // of the last decision
    std::optional<ExtensionRequest> request;  // of the unit, still unanswered
    int requests = 0;                         // how often the unit has asked
    // The obligor of the plan whose share this is, if a person gave it to the unit; else empty.
    std::string in_place_of{};
    std::optional<Instant> acknowledged{};  // when the unit took note of it, in this round
    bool held = false;                      // a person holds the escalations of this round
    std::string held_reason{};
    std::vector<std::string> released{};  // rungs of this round that need a release and have it
    std::optional<Instant> next;          // its agenda row; empty: nothing will happen by itself

    // Still owed by the unit: what reminders are about.
    bool owed() const {
        return state == ObligationState::pending || state == ObligationState::returned;
    }
    // Nothing is expected of anybody any more.
    bool settled() const { return !owed() && state != ObligationState::submitted; }
    // Others owe it now: the unit has ended, or a person decided so.
    bool handed_over() const {
        return handed_over_by_hand() ||
               (state == ObligationState::withdrawn && last_reason == "handed_over");
    }
    bool handed_over_by_hand() const {
        return state == ObligationState::withdrawn && last_reason == "handed_over_by_hand";
    }
    // Still owed on a day after the last permitted one.
    bool overdue_on(Date today) const { return owed() && term && term->last_permitted < today; }
    // The day that was granted, unless the plan's own has become a later one.
    std::optional<Date> own_day() const {
        return term && granted == term->last_permitted ? granted : std::nullopt;
    }
    // A person must still say that this rung may be told.
    bool needs_release(const Rung&) const;
    // Submitted, and the registered arrival lies after the last permitted day.
    bool late() const { return arrived && term && *arrived > term->last_permitted; }
};

// The obligation that its first event makes.
Obligation born(ObligationId, const ObligationBorn&, Instant at);
// What a later event makes of it. Events about other things change nothing.
void apply(Obligation&, const Event&, Instant at);

// ---- what people decide

enum class Verb {
    submit,
    accept,
    return_for_rework,
    extend,
    waive,
    request,      // the unit asks for a later day
    decline,      // what it asked for
    reopen,       // takes back one step that was recorded by mistake: an acceptance or a waiver, so
                  // that what was submitted waits again, or a submission
    hold,         // the escalations of this round, until
    release,      // which also consents to those that need it
    acknowledge,  // the unit has taken note of what it owes
};
inline constexpr std::array all_verbs{Verb::submit,  Verb::accept,     Verb::return_for_rework,
                                      Verb::extend,  Verb::waive,      Verb::request,
                                      Verb::decline, Verb::reopen,     Verb::hold,
                                      Verb::release, Verb::acknowledge};
std::string_view to_string(Verb);  // as the command line writes it: "return"
std::optional<Verb> parse_verb(std::string_view);
std::string_view to_string(ObligationState);

// A number as it was handed in, not read yet.
struct GivenFigure {
    std::string indicator;
    std::string value;  // "1,2" or "1.2"
};

struct Decision {
    Verb verb = Verb::submit;
    // Required, but for accept, acknowledge and for the submission of a letter. For a submission
    // without a letter it says how it came: by telephone, in person.
    std::string reason;
    std::string document;         // submit, request: number and symbol of the unit's letter
    std::optional<Date> arrived;  // submit: registered arrival; default: the day it is recorded
    // extend: the new last permitted day, by default the one the unit asks for; return: likewise,
    // optional; request: the day asked for.
    std::optional<Date> due;
    std::optional<Date> dated{};         // submit: the date the letter bears
    std::string signer{};                // submit: who signed it
    std::string approver{};              // extend, waive: who granted it; required
    std::vector<GivenFigure> figures{};  // submit: targets or actual values (figure.h)
    std::optional<FileHandedIn> file{};  // submit: kept already; counts only with the submission
};

// Why a decision is not taken, in a sentence that says which rule refuses it and what would be
// accepted.
struct Refusal {
    std::string code;  // "already_submitted", "reason_missing"
    std::string text;
};

// The refusal of a decision that needs a reason, or somebody who granted it, and has none; blanks
// are none.
std::optional<Refusal> without_reason(std::string_view reason, Language);
std::optional<Refusal> without_approver(std::string_view approver, Language);
bool blank(std::string_view);

// The refusal of a day that a person gives and that lies further than this from the campaign's
// period: a typing error, which would silence everybody for decades.
std::optional<Refusal> far_from_campaign(const Campaign&, Date, Language);
inline constexpr std::chrono::days given_distance_max{366};

// The events a decision makes, the last permitted day a return falls back on included; changes
// nothing. `phase` is the state of the obligation's phase: in a skipped one nothing can be owed.
std::variant<std::vector<Event>, Refusal> decide(const Definition&, const Obligation&,
                                                 const Decision&, Instant now, Language,
                                                 PhaseState phase = PhaseState::open);

}  // namespace dondoc
