#include "workflows/planner.h"

#include <algorithm>
#include <utility>

#include "workflows/check.h"
#include "workflows/suspension.h"

namespace dondoc {

namespace {

// A plan that is not issued yet tells nobody anything, and what it asks for an earlier day was
// overdue when it came.
bool before_issue(const Definition& definition, Date day) {
    return definition.campaign.issued && day < *definition.campaign.issued;
}

// One look at the ladder of one obligation. Decisions are collected and written out in ladder
// order.
class Pass {
public:
    Pass(const Definition& definition, const Obligation& obligation, const Surroundings& around,
         Instant now)
        : definition_(definition),
          obligation_(obligation),
          around_(around),
          now_(now),
          duty_(*definition.campaign.duty(obligation.id.duty)),
          moments_(rung_moments(definition, duty_, *obligation.term)) {}

    Plan plan() {
        sort_out();
        if (!due_.empty()) decide_due();
        return result();
    }

    // Nobody is told until a person answers; what is past is said to be past.
    Plan plan_asking() {
        for (const RungMoment& moment : moments_) {
            if (done(*moment.rung)) continue;
            const std::string_view too_early = too_early_for(moment);
            if (moment.at <= now_ && !too_early.empty()) pass_over(moment, too_early);
        }
        because_ = "overdue_at_birth";
        return result();
    }

private:
    Plan result() {
        if (events_.empty() && next_ != obligation_.next) events_.push_back(Rescheduled{because_});
        return {std::move(events_), next_};
    }

    // Why a rung fell before its time; empty if it did not.
    std::string_view too_early_for(const RungMoment& moment) const {
        if (moment.at < obligation_.round_began) return "before_first_seen";
        return before_issue(definition_, moment.day) ? "before_issue" : "";
    }
    bool done(const Rung& rung) const {
        return std::ranges::find(obligation_.rungs_done, rung.id) != obligation_.rungs_done.end();
    }

    // Nobody may be told of a rung while the unit is suspended, nor afterwards of one that was
    // still to be told when that began.
    bool falls_to_suspension(const RungMoment& moment) const {
        const Date today = definition_.zone.date_of(now_);
        return touches(around_.suspended, moment.day, std::max(moment.day, today));
    }

    // Rungs already told are left alone, those before the round began or the plan was issued, and
    // those of a suspended unit, passed over; those ahead give the next moment.
    void sort_out() {
        for (const RungMoment& moment : moments_) {
            if (done(*moment.rung)) continue;
            const std::string_view too_early = too_early_for(moment);
            if (moment.at > now_) {
                look_again(moment.at);
            } else if (!too_early.empty()) {
                pass_over(moment, too_early);
            } else if (falls_to_suspension(moment)) {
                pass_over(moment, "suspended");
            } else {
                due_.push_back(moment);
            }
        }
    }

    void decide_due() {
        const auto moment = sending_moment(definition_, obligation_.next, now_);
        if (!moment) {
            because_ = "outside_window";
            look_again(next_opening(definition_, now_));
            return;
        }
        for (const RungMoment& rung : due_) {
            const std::string_view obstacle = obstacle_of(rung);
            if (obstacle == "earlier_rung_on_its_way") {
                because_ = obstacle;
                look_again(now_ + escalation_recheck);
            } else if (obstacle.empty()) {
                tell(rung, *moment);
            } else {
                pass_over(rung, obstacle);
            }
        }
    }

    // Why this rung tells nobody now; empty if it does.
    std::string_view obstacle_of(const RungMoment& rung) const {
        if (needs_release(rung)) return "needs_release";
        const auto later = [&](const RungMoment& other) {
            return other.rung->audience == rung.rung->audience && other.at > rung.at &&
                   !needs_release(other) && (other.at <= now_ || done(*other.rung));
        };
        if (std::ranges::any_of(moments_, later)) return "overtaken";
        const Date today = definition_.zone.date_of(now_);
        const int age = definition_.calendar->count(rung.day, today);
        if (age > definition_.sending.catch_up_age_max) return "too_old";
        const Addressee addressee = addressee_of(rung);
        if (!addressee.person) return addressee.nobody;
        if (must_wait(rung)) return "earlier_rung_on_its_way";
        return higher_rung_reaches(*addressee.person, rung) ? "same_person" : "";
    }

    // Nobody can give the release yet, so such a rung speaks to nobody and stands in nobody's way.
    static bool needs_release(const RungMoment& rung) {
        return rung.rung->release == Release::required;
    }

    // Today's: what is told now is read today.
    Addressee addressee_of(const RungMoment& rung) const {
        return resolve(definition_, duty_, obligation_.id.unit, rung.rung->audience,
                       definition_.zone.date_of(now_));
    }

    // Two audiences may be one person: the higher rung speaks, and of one offset the one that is
    // not a copy, else the one written later.
    bool higher_rung_reaches(const Person& person, const RungMoment& rung) const {
        bool past = false;
        for (const RungMoment& other : due_) {
            if (other.rung == rung.rung) {
                past = true;
                continue;
            }
            const Person* reached = needs_release(other) ? nullptr : addressee_of(other).person;
            if (!reached || reached->id != person.id) continue;
            if (other.at > rung.at) return true;
            if (other.at < rung.at) continue;
            if (other.rung->copy != rung.rung->copy ? rung.rung->copy : past) return true;
        }
        return false;
    }

    // An escalation waits for the rungs of its round that are on their way, one working day at
    // most; for those told in this very pass until it looks again, which is what a row that is not
    // yet due says.
    bool must_wait(const RungMoment& rung) const {
        if (!rung.rung->after_deadline()) return false;
        if (first_told_ && *first_told_ < rung.at) return true;
        const bool waiting = obligation_.next && *obligation_.next > now_;
        return around_.earlier_on_its_way && (waiting || now_ < patience_ends(rung));
    }
    Instant patience_ends(const RungMoment& rung) const {
        const Date last = definition_.calendar->shift(rung.day, 1);
        return definition_.zone.at(last, definition_.sending.window.from);
    }

    void tell(const RungMoment& rung, Instant moment) {
        if (!first_told_) first_told_ = rung.at;
        const Addressee addressee = addressee_of(rung);
        const Person& person = *addressee.person;
        const bool undelivered = rung.rung->after_deadline() && around_.earlier_on_its_way;
        const NoticeKind kind =
            rung.rung->after_deadline() ? NoticeKind::escalation : NoticeKind::reminder;
        const std::string& channel =
            person.channel.empty() ? definition_.sending.channel : person.channel;
        events_.push_back(NoticeFellDue{
            key(rung), rung.rung->id, obligation_.round, kind, rung.rung->audience, person.id,
            channel, rung.rung->copy, moment, rung.at,
            undelivered ? "reminder_undelivered" : (moment == rung.at ? "on_time" : "catch_up"),
            addressee.instead_of ? addressee.instead_of->id : ""});
    }

    void pass_over(const RungMoment& rung, std::string_view because) {
        events_.push_back(RungPassedOver{key(rung), rung.rung->id, obligation_.round,
                                         rung.rung->audience, rung.at, std::string(because)});
    }

    void look_again(Instant at) { next_ = next_ ? std::min(*next_, at) : at; }

    std::string key(const RungMoment& rung) const {
        return notice_key(obligation_.id, obligation_.round, rung.rung->id);
    }

    const Definition& definition_;
    const Obligation& obligation_;
    const Surroundings around_;
    const Instant now_;
    const Duty& duty_;
    const std::vector<RungMoment> moments_;
    std::vector<RungMoment> due_;        // in the order they fell due
    std::optional<Instant> first_told_;  // when the first rung told in this pass fell due
    std::vector<Event> events_;
    std::optional<Instant> next_;
    std::string because_ = "planned_anew";
};

// No next moment; said only if there was one.
Plan at_rest(const Obligation& obligation, std::string because) {
    Plan plan;
    if (obligation.next) plan.events.push_back(Rescheduled{std::move(because)});
    return plan;
}

bool passed(const Definition& definition, const std::optional<Term>& term, Instant now) {
    if (!term) return false;
    const Date today = definition.zone.date_of(now);
    return term->last_permitted < today || before_issue(definition, term->last_permitted);
}

Deadline defined_deadline(const Definition& definition, const EventDates& dates,
                          const ObligationId& id) {
    const Duty* duty = definition.campaign.duty(id.duty);
    CHECK(duty != nullptr);
    const Occurrence* occurrence = duty->occurrence(id.occurrence);
    CHECK(occurrence != nullptr);
    return dated(occurrence->deadline, dates);
}

std::optional<Term> defined_term(const Definition& definition, const EventDates& dates,
                                 const Obligation& obligation) {
    if (obligation.granted) return term_by(*obligation.granted, *definition.calendar);
    return term_of(defined_deadline(definition, dates, obligation.id), *definition.calendar);
}

// On which day the unit may be spoken of at the earliest, from today on.
Date first_day_to_speak(const Definition& definition, const Surroundings& around, Date today) {
    Date day = std::max(today, definition.campaign.issued.value_or(today));
    while (const auto span = covering(around.suspended, day))
        day = span->last + std::chrono::days(1);
    return day;
}

// The coordinator is told of the unit's request once, as soon as anybody may be told anything.
Plan plan_request(const Definition& definition, const Obligation& obligation,
                  const Surroundings& around, Instant now) {
    const Date today = definition.zone.date_of(now);
    const Date day = first_day_to_speak(definition, around, today);
    if (day > today) {
        return {{Rescheduled{"suspended"}},
                next_sending_time(definition, definition.zone.at(day, TimeOfDay{0}))};
    }
    const auto moment = sending_moment(definition, obligation.next, now);
    if (!moment) return {{Rescheduled{"outside_window"}}, next_opening(definition, now)};
    const std::string key = request_key(obligation.id, obligation.requests);
    const std::string rung(request_rung);
    const Campaign& campaign = definition.campaign;
    const auto [person, instead_of, nobody] =
        resolve(definition, *campaign.duty(obligation.id.duty), campaign.coordinator,
                Audience::coordinator, today);
    if (!person) {
        return {{RungPassedOver{key, rung, obligation.round, Audience::coordinator, now,
                                std::string(nobody)}},
                {}};
    }
    const std::string& channel =
        person->channel.empty() ? definition.sending.channel : person->channel;
    return {{NoticeFellDue{key, rung, obligation.round, NoticeKind::nudge, Audience::coordinator,
                           person->id, channel, false, *moment, *moment, "extension_requested",
                           instead_of ? instead_of->id : ""}},
            {}};
}

// Two plans of one obligation as one: that the next moment moved is said only if nothing else is.
Plan together(const Obligation& obligation, Plan first, Plan second) {
    Plan plan;
    plan.next = first.next && second.next ? std::min(*first.next, *second.next)
                : first.next              ? first.next
                                          : second.next;
    const Event* put_off = nullptr;
    for (const Plan* one : {&first, &second}) {
        for (const Event& event : one->events) {
            if (std::holds_alternative<Rescheduled>(event)) {
                put_off = &event;
            } else {
                plan.events.push_back(event);
            }
        }
    }
    if (plan.events.empty() && plan.next != obligation.next) {
        plan.events.push_back(put_off ? *put_off : Event(Rescheduled{"planned_anew"}));
    }
    return plan;
}

Plan plan_ladder(const Definition& definition, const Obligation& obligation,
                 const Surroundings& around, Instant now) {
    if (!obligation.term) return at_rest(obligation, "undated");
    Pass pass(definition, obligation, around, now);
    return obligation.asking ? pass.plan_asking() : pass.plan();
}

std::optional<Date> last_day(const std::optional<Term>& term) {
    return term ? std::optional(term->last_permitted) : std::nullopt;
}

// The events themselves, and then the plan of what they leave behind.
Plan follow(const Definition& definition, Obligation obligation, const Surroundings& around,
            std::vector<Event> events, Instant now) {
    for (const Event& event : events)
        apply(obligation, event, now);
    const Plan rest = plan_obligation(definition, obligation, around, now);
    for (const Event& event : rest.events) {
        if (!std::holds_alternative<Rescheduled>(event)) events.push_back(event);
    }
    return {std::move(events), rest.next};
}

// Whether a corrected day of issue makes a question of the deadline, or no question any more,
// though nobody has answered.
bool issue_edited(const Definition& definition, const Obligation& obligation,
                  const std::optional<Term>& term, Instant now) {
    if (obligation.asking) return !passed(definition, term, now);
    const bool answered = obligation.granted || obligation.round_why == "returned";
    return term && !answered && before_issue(definition, term->last_permitted);
}

bool ended(const Definition& definition, const std::string& unit, Instant now) {
    return definition.unit(unit).ended_on(definition.zone.date_of(now));
}

// Why a changed definition begins a new round; empty: it does not.
std::string reason_for_round(const Definition& definition, const Obligation& obligation,
                             const Surroundings& around, const std::optional<Term>& term,
                             Instant now) {
    if (obligation.state == ObligationState::withdrawn) return "restored";
    if (!obligation.owed()) return "";
    if (last_day(term) == last_day(obligation.term)) {
        return issue_edited(definition, obligation, term, now) ? "issue_edited" : "";
    }
    return around.event_dated ? "event_dated" : "edited";
}

}  // namespace

Plan plan_obligation(const Definition& definition, const Obligation& obligation,
                     const Surroundings& around, Instant now) {
    if (!obligation.owed()) return at_rest(obligation, "not_owed");
    if (around.phase == PhaseState::held) return at_rest(obligation, "phase_held");
    Plan ladder = plan_ladder(definition, obligation, around, now);
    if (!obligation.request || obligation.request->told) return ladder;
    return together(obligation, std::move(ladder),
                    plan_request(definition, obligation, around, now));
}

Plan plan_birth(const Definition& definition, const EventDates& dates, const ObligationId& id,
                PhaseState phase, Instant now, const TookOver& took_over) {
    const auto term = took_over.granted
                          ? std::optional(term_by(*took_over.granted, *definition.calendar))
                          : term_of(defined_deadline(definition, dates, id), *definition.calendar);
    const Duty* duty = definition.campaign.duty(id.duty);
    const ObligationBorn event{duty->phase, term, passed(definition, term, now)};
    std::vector<Event> events{event};
    if (!took_over.from.empty()) events.push_back(took_over);
    if (phase == PhaseState::skipped) {
        events.push_back(Withdrawn{"phase_skipped"});
        return {std::move(events), {}};
    }
    return follow(definition, born(id, event, now), {phase, false}, std::move(events), now);
}

Plan plan_change(const Definition& definition, const EventDates& dates,
                 const Obligation& obligation, const Surroundings& around, Instant now) {
    const Duty* duty = definition.campaign.duty(obligation.id.duty);
    CHECK(duty != nullptr);
    const bool withdrawn = obligation.state == ObligationState::withdrawn;
    const bool over = withdrawn && ended(definition, obligation.id.unit, now);
    if (over || (obligation.settled() && !withdrawn)) return {{}, obligation.next};
    if (around.phase == PhaseState::skipped) {
        return withdrawn ? Plan{{}, obligation.next} : Plan{{Withdrawn{"phase_skipped"}}, {}};
    }
    const auto term = defined_term(definition, dates, obligation);
    const std::string why = reason_for_round(definition, obligation, around, term, now);
    std::vector<Event> events;
    if (!why.empty()) {
        const bool asking = !obligation.arrived && passed(definition, term, now);
        events.push_back(RoundBegun{why, term, obligation.granted, asking});
    }
    if (duty->phase != obligation.phase || (why.empty() && term != obligation.term)) {
        events.push_back(TermRecomputed{duty->phase, term});
    }
    if (events.empty()) return plan_obligation(definition, obligation, around, now);
    return follow(definition, obligation, around, std::move(events), now);
}

}  // namespace dondoc
