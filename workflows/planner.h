// The planner: from definition, state and now to events and the next moment. It is pure: no clock,
// no store, no mail. What it returns is data, each decision with its reason, so the forecast, the
// simulator, the tests and the daemon run the very same code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/obligation.h"
#include "workflows/phase.h"

namespace dondoc {

struct Plan {
    std::vector<Event> events;    // in order
    std::optional<Instant> next;  // when to plan again; empty: never by itself
};

// What a planner must know of an obligation beside its own state.
struct Surroundings {
    PhaseState phase = PhaseState::open;  // open for duties outside any phase
    bool earlier_on_its_way = false;      // a notice of this round is queued or being retried
    bool event_dated = false;             // planned anew because the day of its event was set
    std::vector<DateSpan> suspended{};    // on these days nothing is told about the unit
    bool barred = false;                  // it does not pass a gate before the duty (eligibility.h)
    bool escalated = false;               // somebody has been told in this round after its deadline
    // When the last leaves, or left, that a person asked for of that reader, if not before today.
    std::optional<Instant> reminded_by_hand{};
    std::vector<DateSpan> silenced{};  // on these days its ladder tells nobody (silence.h)
};

// An obligation that nobody has seen before: it is born, and rungs already past are passed over, as
// are, when their moment comes, those before the day on which the plan is issued: that day may be
// corrected. One that takes over what others owed keeps the day that was granted to them, if
// it is later than the plan's.
Plan plan_birth(const Definition&, const EventDates&, const ObligationId&, const Surroundings&,
                Instant now, const TookOver& = {});

// Rungs that have fallen due at `now`, and the next one. Of rungs overtaken by a downtime only the
// latest of each audience is told, if young enough. Nothing is told outside the sending window: the
// plan is then to look again when it opens. What falls due in a silence falls due when that is
// over. An obligation that is not owed, is asking, or whose phase is held has no next moment. A
// rung that falls due while the unit is suspended, or is still to be told when that begins, is
// passed over; those after it go on. A unit's request for a later day is told to the coordinator
// once, as soon as it may be, whatever the ladder does. Of a unit that is barred the coordinator is
// told once a round, from `gate_days` working days before its first rung on; the ladder goes on
// until a person waives what is owed. Of what is overdue, with no rung ahead and nobody told after
// its deadline (a suspension, a hold or a downtime outlasted the ladder, or a report was reopened),
// the coordinator is told once a round. Escalations wait for earlier rungs that are on their way,
// those of the same plan included. While a person holds the escalations of the round those that
// fall due wait, as does a rung that needs a release until it has one, however long ago its day
// was; they are announced the day before (escalation.h). A plan whose next moment differs from the
// obligation's has at least one event.
Plan plan_obligation(const Definition&, const Obligation&, const Surroundings&, Instant now);

// The same obligation under a changed definition: a new round if its own deadline moved, else only
// what has not been told is planned anew. A day that a person granted outlives every edit, but to
// a day that is later still; a return to an earlier day than the plan's outlives that too. A
// relative term whose last day moves begins a round too, whether its start or the calendar was
// edited: telling a unit once more is better than never telling it the new day. A withdrawn
// obligation comes back in a new round; one that was submitted before comes back as submitted.
// `around.phase` is the phase that the changed definition puts it in; a skipped one withdraws it.
// What an ended unit does not owe any more, and what a person gave to another, never comes back.
// What is accepted is judged by the new day if that is later.
// The same holds for a day that was set, or set anew, for the event its deadline hangs on. A day of
// issue that makes a question of a deadline, or no question any more, begins a round as well.
Plan plan_change(const Definition&, const EventDates&, const Obligation&, const Surroundings&,
                 Instant now);

// What comes from others to an obligation that is there already. It goes on as planned, with both
// shares; one that was freed (succession.h) is owed again in a new round; of what was handed in the
// coordinator is asked whether it covers the added share.
Plan plan_added(const Definition&, const EventDates&, const Obligation&, const Surroundings&,
                const TookOver&, Instant now);

// A phase opens on its date or with its first rung, is closing from its end while obligations are
// unsettled, and closes when all are settled.
Plan plan_phase(const Definition&, const EventDates&, const PhaseRecord&, Instant now);

// Obligations of one duty that wait for the coordinator: undated, or overdue at birth.
struct DutyWatch {
    std::string campaign;
    std::string duty;
    int undated = 0;
    int asking = 0;
    std::string last_month;  // of the last nudge, "2017-06" or "2017-06/overdue"
    std::optional<Instant> next;
    // Of these, those whose units are suspended today: nobody asks about them. `hidden_until` is
    // the day on which the first of them comes back, less one.
    int undated_hidden = 0;
    int asking_hidden = 0;
    std::optional<Date> hidden_until{};

    int undated_shown() const { return undated - undated_hidden; }
    int asking_shown() const { return asking - asking_hidden; }
};

// At once, then on the first working day of each month; what turns overdue waits for no month.
Plan plan_duty(const Definition&, const DutyWatch&, Instant now);

// ---- parts that explanations and tests need too

struct RungMoment {
    const Rung* rung;
    Date day;
    Instant at;  // the opening of the sending window of its day
};
// Every rung of a term in the order they fall due.
std::vector<RungMoment> rung_moments(const Definition&, const Duty&, const Term&);
// Of an obligation that has a term: those, and, in a round that began with a return, the one that
// tells the unit so when the next sending window opens. A ladder's rung of that very moment speaks
// in its place. A return of what the issuer itself owes upward is recorded by the one who would be
// told of it, and tells nobody.
std::vector<RungMoment> rung_moments(const Definition&, const Obligation&);

// `day` itself, or the first working day after the silence that covers it.
Date heard_again(const Definition&, const std::vector<DateSpan>& silenced, Date day);

bool in_sending_window(const Definition&, Instant);
// `at` itself if it lies in a sending window, else the next opening.
Instant next_sending_time(const Definition&, Instant at);

// The first opening of a window after `now`: when to plan again what could not be told at `now`.
Instant next_opening(const Definition&, Instant now);

// The moment of the message that a notice planned at `now` joins; nothing if today's window is over
// or closed. A row whose agenda moment `due` is the opening of a window keeps that message from
// leaving until the row is planned, so it may still join it for a slot's length; any other joins
// the next slot, which lies ahead of now and so cannot have left yet. One slot collects what a
// catch-up tells one person.
std::optional<Instant> sending_moment(const Definition&, std::optional<Instant> due, Instant now);
inline constexpr std::chrono::minutes sending_slot{5};

// How often an escalation looks whether the reminder before it has left.
inline constexpr std::chrono::minutes escalation_recheck{15};

// So many working days before the first rung of a round the gates before the duty are looked at.
inline constexpr int gate_days = 3;

std::string notice_key(const ObligationId&, int round, const std::string& rung);
// The key of the notice that tells of the unit's nth request.
std::string request_key(const ObligationId&, int request);

}  // namespace dondoc
