#include "workflows/planner.h"

#include <algorithm>
#include <utility>

#include "workflows/check.h"

namespace dondoc {

namespace {

// One look at the ladder of one obligation. Decisions are collected and written out in ladder order.
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
        Plan plan{std::move(events_), next_};
        if (plan.events.empty() && plan.next != obligation_.next) {
            plan.events.push_back(Rescheduled{because_});
        }
        return plan;
    }

private:
    bool done(const Rung& rung) const {
        return std::ranges::find(obligation_.rungs_done, rung.id) != obligation_.rungs_done.end();
    }

    // Rungs already told are left alone, those before the round began passed over, those ahead give
    // the next moment.
    void sort_out() {
        for (const RungMoment& moment : moments_) {
            if (done(*moment.rung)) continue;
            if (moment.at < obligation_.round_began) {
                pass_over(moment, "before_first_seen");
            } else if (moment.at <= now_) {
                due_.push_back(moment);
            } else {
                look_again(moment.at);
            }
        }
    }

    void decide_due() {
        const auto moment = sending_moment(definition_, obligation_.next, now_);
        if (!moment) {
            because_ = "outside_window";
            look_again(next_sending_time(definition_, std::chrono::ceil<std::chrono::minutes>(
                                                          now_ + sending_slot)));
            return;
        }
        for (const RungMoment& rung : due_) {
            const std::string_view obstacle = obstacle_of(rung);
            if (obstacle == "earlier_rung_on_its_way") {
                because_ = obstacle;
                look_again(std::min(now_ + escalation_recheck, patience_ends(rung)));
            } else if (obstacle.empty()) {
                tell(rung, *moment);
            } else {
                pass_over(rung, obstacle);
            }
        }
    }

    // Why this rung tells nobody now; empty if it does.
    std::string_view obstacle_of(const RungMoment& rung) const {
        const auto later = [&](const RungMoment& other) {
            return other.rung->audience == rung.rung->audience && other.at > rung.at &&
                   (other.at <= now_ || done(*other.rung));
        };
        if (std::ranges::any_of(moments_, later)) return "overtaken";
        const Date today = definition_.zone.date_of(now_);
        const int age = definition_.calendar->count(rung.day, today);
        if (age > definition_.sending.catch_up_age_max) return "too_old";
        const Person* person = person_of(rung);
        if (!person) return "no_person";
        if (must_wait(rung)) return "earlier_rung_on_its_way";
        return higher_rung_reaches(*person, rung) ? "same_person" : "";
    }

    const Person* person_of(const RungMoment& rung) const {
        return resolve(definition_, duty_, obligation_.id.unit, rung.rung->audience);
    }

    // Two audiences may be one person: the higher rung speaks, and of one offset the one that is not a
    // copy, else the one written later.
    bool higher_rung_reaches(const Person& person, const RungMoment& rung) const {
        bool past = false;
        for (const RungMoment& other : due_) {
            if (other.rung == rung.rung) {
                past = true;
                continue;
            }
            const Person* reached = person_of(other);
            if (!reached || reached->id != person.id) continue;
            if (other.at > rung.at) return true;
            if (other.at < rung.at) continue;
            if (other.rung->copy != rung.rung->copy ? rung.rung->copy : past) return true;
        }
        return false;
    }

    // An escalation waits for the reminders before it, one working day at most.
    Instant patience_ends(const RungMoment& rung) const {
        const Date last = definition_.calendar->shift(rung.day, 1);
        return definition_.zone.at(last, definition_.sending.window.from);
    }
    bool must_wait(const RungMoment& rung) const {
        return rung.rung->after_deadline() && around_.earlier_on_its_way &&
               now_ < patience_ends(rung);
    }

    void tell(const RungMoment& rung, Instant moment) {
        const Person& person = *person_of(rung);
        const bool undelivered = rung.rung->after_deadline() && around_.earlier_on_its_way;
        const NoticeKind kind =
            rung.rung->after_deadline() ? NoticeKind::escalation : NoticeKind::reminder;
        const std::string& channel =
            person.channel.empty() ? definition_.sending.channel : person.channel;
        events_.push_back(NoticeFellDue{
            key(rung), rung.rung->id, obligation_.round, kind, rung.rung->audience, person.id,
            channel, rung.rung->copy, moment, rung.at,
            undelivered ? "reminder_undelivered" : (moment == rung.at ? "on_time" : "catch_up")});
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
    std::vector<RungMoment> due_;
    std::vector<Event> events_;
    std::optional<Instant> next_;
    std::string because_ = "definition_changed";
};

// No next moment; said only if there was one.
Plan at_rest(const Obligation& obligation, std::string because) {
    Plan plan;
    if (obligation.next) plan.events.push_back(Rescheduled{std::move(because)});
    return plan;
}

bool passed(const Definition& definition, const std::optional<Term>& term, Instant now) {
    return term && term->last_permitted < definition.zone.date_of(now);
}

std::optional<Term> defined_term(const Definition& definition, const Obligation& obligation) {
    if (obligation.granted) return term_by(*obligation.granted, *definition.calendar);
    const Duty* duty = definition.campaign.duty(obligation.id.duty);
    const Occurrence* occurrence = duty->occurrence(obligation.id.occurrence);
    return term_of(occurrence->deadline, *definition.calendar);
}

std::optional<Date> last_day(const std::optional<Term>& term) {
    return term ? std::optional(term->last_permitted) : std::nullopt;
}

// The event itself, and then the plan of what it leaves behind.
Plan follow(const Definition& definition, Obligation obligation, const Surroundings& around,
            Event event, Instant now) {
    apply(obligation, event, now);
    Plan plan = plan_obligation(definition, obligation, around, now);
    plan.events.insert(plan.events.begin(), std::move(event));
    return plan;
}

}  // namespace

Plan plan_obligation(const Definition& definition, const Obligation& obligation,
                     const Surroundings& around, Instant now) {
    if (!obligation.owed()) return at_rest(obligation, "not_owed");
    if (!obligation.term) return at_rest(obligation, "undated");
    if (obligation.asking) return at_rest(obligation, "overdue_at_birth");
    if (around.phase == PhaseState::held) return at_rest(obligation, "phase_held");
    return Pass(definition, obligation, around, now).plan();
}

Plan plan_birth(const Definition& definition, const ObligationId& id, PhaseState phase,
                Instant now) {
    const Duty* duty = definition.campaign.duty(id.duty);
    CHECK(duty != nullptr);
    const Occurrence* occurrence = duty->occurrence(id.occurrence);
    CHECK(occurrence != nullptr);
    const auto term = term_of(occurrence->deadline, *definition.calendar);
    const ObligationBorn event{duty->phase, term, passed(definition, term, now)};
    const Obligation obligation = born(id, event, now);
    if (phase == PhaseState::skipped) return {{event, Withdrawn{"phase_skipped"}}, {}};
    Plan plan = plan_obligation(definition, obligation, {phase, false}, now);
    std::erase_if(plan.events, [](const Event& e) { return std::holds_alternative<Rescheduled>(e); });
    plan.events.insert(plan.events.begin(), event);
    return plan;
}

Plan plan_change(const Definition& definition, const Obligation& obligation,
                 const Surroundings& around, Instant now) {
    const Duty* duty = definition.campaign.duty(obligation.id.duty);
    CHECK(duty != nullptr);
    if (around.phase == PhaseState::skipped) {
        if (obligation.settled()) return {{}, obligation.next};
        return {{Withdrawn{"phase_skipped"}}, {}};
    }
    const auto term = defined_term(definition, obligation);
    if (obligation.state == ObligationState::withdrawn) {
        const RoundBegun event{"restored", term, obligation.granted, passed(definition, term, now)};
        return follow(definition, obligation, around, event, now);
    }
    if (obligation.settled()) return {{}, obligation.next};
    if (obligation.owed() && last_day(term) != last_day(obligation.term)) {
        const RoundBegun event{"edited", term, obligation.granted, passed(definition, term, now)};
        return follow(definition, obligation, around, event, now);
    }
    if (term != obligation.term || duty->phase != obligation.phase) {
        return follow(definition, obligation, around, TermRecomputed{duty->phase, term}, now);
    }
    return plan_obligation(definition, obligation, around, now);
}

}  // namespace dondoc
