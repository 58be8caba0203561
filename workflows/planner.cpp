#include "workflows/planner.h"

#include <algorithm>
#include <utility>

#include "workflows/check.h"
#include "workflows/eligibility.h"
#include "workflows/escalation.h"
#include "workflows/ladder_look.h"
#include "workflows/succession.h"
#include "workflows/suspension.h"

namespace dondoc {

namespace {

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

// The plan's own day, or the one that was granted if that is later.
std::optional<Term> defined_term(const Definition& definition, const EventDates& dates,
                                 const ObligationId& id, const std::optional<Date>& granted) {
    const auto term = term_of(defined_deadline(definition, dates, id), *definition.calendar);
    if (!granted || (term && *granted < term->last_permitted)) return term;
    return term_by(*granted, *definition.calendar);
}

std::optional<Term> defined_term(const Definition& definition, const EventDates& dates,
                                 const Obligation& obligation) {
    // What comes back after it was withdrawn waits for no rework any more.
    const bool withdrawn = obligation.state == ObligationState::withdrawn;
    if (obligation.round_why.ends_with("_sooner") && !withdrawn)
        return term_by(*obligation.granted, *definition.calendar);
    return defined_term(definition, dates, obligation.id, obligation.granted);
}

// The day from which on the unit may be spoken of: one more suspension may begin on it.
Date first_day_to_speak(const Definition& definition, const Surroundings& around, Date today) {
    const Date day = std::max(today, definition.campaign.issued.value_or(today));
    const auto span = covering(around.suspended, day);
    return span ? span->last + std::chrono::days(1) : day;
}

// A notice that asks the coordinator about one obligation.
struct Question {
    std::string key;
    std::string_view rung;
    std::string_view because;
};

// Told once, as soon as anybody may be told anything.
Plan plan_question(const Definition& definition, const Obligation& obligation,
                   const Surroundings& around, const Question& question, Instant now) {
    const Date today = definition.zone.date_of(now);
    const Date day = first_day_to_speak(definition, around, today);
    if (day > today) {
        const bool flood = covering(around.suspended, day - std::chrono::days(1)).has_value();
        return {{Rescheduled{flood ? "suspended" : "before_issue"}},
                next_sending_time(definition, definition.zone.at(day, TimeOfDay{0}))};
    }
    const auto moment = sending_moment(definition, obligation.next, now);
    if (!moment) return {{Rescheduled{"outside_window"}}, next_opening(definition, now)};
    const std::string rung(question.rung);
    const Campaign& campaign = definition.campaign;
    const auto [person, instead_of, nobody] =
        resolve(definition, *campaign.duty(obligation.id.duty), campaign.coordinator,
                Audience::coordinator, today);
    if (!person) {
        return {{RungPassedOver{question.key, rung, obligation.round, Audience::coordinator, now,
                                std::string(nobody)}},
                {}};
    }
    const std::string& channel = definition.channel_of(*person);
    return {{NoticeFellDue{question.key, rung, obligation.round, NoticeKind::nudge,
                           Audience::coordinator, person->id, channel, false, *moment, *moment,
                           std::string(question.because), instead_of ? instead_of->id : ""}},
            {}};
}

// When the gates before an obligation are looked at in this round: so many working days before its
// first rung that is still to be told. Nothing if there is none.
std::optional<Instant> gate_moment(const Definition& definition, const Obligation& obligation) {
    const Duty& duty = *definition.campaign.duty(obligation.id.duty);
    if (duty.upward || !obligation.term || obligation.asking) return {};
    if (gates_before(definition.campaign, duty.phase).empty()) return {};
    for (const RungMoment& rung : rung_moments(definition, duty, *obligation.term)) {
        if (rung.at < obligation.round_began || before_issue(definition, rung.day)) continue;
        const Date day = definition.calendar->shift(rung.day, -gate_days);
        const Instant at = definition.zone.at(day, definition.sending.window.from);
        return std::max(at, obligation.round_began);
    }
    return {};
}

Plan plan_gates(const Definition& definition, const Obligation& obligation,
                const Surroundings& around, Instant now) {
    const auto& done = obligation.rungs_done;
    if (std::ranges::find(done, gate_rung) != done.end()) return {};
    const auto at = gate_moment(definition, obligation);
    if (!at) return {};
    if (*at > now) return {{}, at};
    if (!around.barred) return {};
    const std::string key = notice_key(obligation.id, obligation.round, std::string(gate_rung));
    return plan_question(definition, obligation, around, {key, gate_rung, "gate_closed"}, now);
}

// Overdue, with no rung ahead, and nobody told since the deadline: unless the coordinator is,
// nobody ever will be.
bool unchased(const Definition& definition, const Obligation& obligation,
              const Surroundings& around, const Plan& ladder, Instant now) {
    const auto& done = obligation.rungs_done;
    const bool asked = std::ranges::find(done, unchased_rung) != done.end();
    if (asked || obligation.asking || around.escalated || ladder.next) return false;
    if (!obligation.overdue_on(definition.zone.date_of(now))) return false;
    const auto escalates = [](const Event& event) {
        const auto* told = std::get_if<NoticeFellDue>(&event);
        return told && told->kind == NoticeKind::escalation;
    };
    if (std::ranges::any_of(ladder.events, escalates)) return false;
    const Duty& duty = *definition.campaign.duty(obligation.id.duty);
    return std::ranges::any_of(
        rung_moments(definition, duty, *obligation.term),
        [](const RungMoment& moment) { return moment.rung->after_deadline(); });
}

Plan plan_unchased(const Definition& definition, const Obligation& obligation,
                   const Surroundings& around, const Plan& ladder, Instant now) {
    if (!unchased(definition, obligation, around, ladder, now)) return {};
    const std::string key = notice_key(obligation.id, obligation.round, std::string(unchased_rung));
    return plan_question(definition, obligation, around, {key, unchased_rung, "unchased"}, now);
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
    return look_at_ladder(definition, obligation, around, now);
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
    const bool answered = obligation.granted || obligation.round_why.starts_with("returned");
    return term && !answered && before_issue(definition, term->last_permitted);
}

// Whether what came by the one day is less late by the other.
bool forgives(const std::optional<Term>& before, const std::optional<Term>& term) {
    return before && (!term || term->last_permitted > before->last_permitted);
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
    Obligation after = obligation;
    for (const Event& event : ladder.events)
        apply(after, event, now);
    const auto ahead =
        escalations_ahead(definition, after, {around.suspended, around.silenced}, now);
    Plan over;
    if (std::ranges::none_of(ahead, &Escalation::waits))
        over = plan_unchased(definition, obligation, around, ladder, now);
    Plan plan = together(obligation, std::move(ladder), std::move(over));
    plan = together(obligation, std::move(plan), plan_announcement(definition, after, around, now));
    plan = together(obligation, std::move(plan), plan_gates(definition, obligation, around, now));
    if (!obligation.request || obligation.request->told) return plan;
    const Question question{request_key(obligation.id, obligation.requests), request_rung,
                            "extension_requested"};
    return together(obligation, std::move(plan),
                    plan_question(definition, obligation, around, question, now));
}

namespace {

// Whether what a unit handed in covers the share that came to it since; it leaves when the next
// window opens.
Event share_question(const Definition& definition, const Obligation& obligation,
                     const TookOver& taken, Instant now) {
    const Instant moment =
        sending_moment(definition, {}, now).value_or(next_opening(definition, now));
    std::string key =
        notice_key(obligation.id, obligation.round, std::string(share_rung) + '-' + taken.from);
    std::ranges::replace(key, ' ', '+');
    const Campaign& campaign = definition.campaign;
    const auto [person, instead_of, nobody] =
        resolve(definition, *campaign.duty(obligation.id.duty), campaign.coordinator,
                Audience::coordinator, definition.zone.date_of(moment));
    if (!person) {
        return RungPassedOver{key, std::string(share_rung), obligation.round, Audience::coordinator,
                              now, std::string(nobody)};
    }
    return NoticeFellDue{key,
                         std::string(share_rung),
                         obligation.round,
                         NoticeKind::nudge,
                         Audience::coordinator,
                         person->id,
                         definition.channel_of(*person),
                         false,
                         moment,
                         now,
                         "share_added",
                         instead_of ? instead_of->id : ""};
}

}  // namespace

Plan plan_birth(const Definition& definition, const EventDates& dates, const ObligationId& id,
                const Surroundings& around, Instant now, const TookOver& took_over) {
    const auto term = defined_term(definition, dates, id, took_over.granted);
    const Duty* duty = definition.campaign.duty(id.duty);
    const ObligationBorn event{duty->phase, term, passed(definition, term, now)};
    std::vector<Event> events{event};
    if (!took_over.from.empty()) events.push_back(took_over);
    if (around.phase == PhaseState::skipped) {
        events.push_back(Withdrawn{"phase_skipped"});
        return {std::move(events), {}};
    }
    return follow(definition, born(id, event, now), around, std::move(events), now);
}

Plan plan_change(const Definition& definition, const EventDates& dates,
                 const Obligation& obligation, const Surroundings& around, Instant now) {
    const Duty* duty = definition.campaign.duty(obligation.id.duty);
    CHECK(duty != nullptr);
    if (obligation.state == ObligationState::accepted) {
        const auto term = defined_term(definition, dates, obligation);
        if (!forgives(obligation.term, term)) return {{}, obligation.next};
        return {{TermRecomputed{obligation.phase, term}}, obligation.next};
    }
    const bool withdrawn = obligation.state == ObligationState::withdrawn;
    const bool over = withdrawn && (obligation.handed_over_by_hand() ||
                                    ended(definition, obligation.id.unit, now));
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

Plan plan_added(const Definition& definition, const EventDates& dates, const Obligation& obligation,
                const Surroundings& around, const TookOver& took, Instant now) {
    Obligation own = obligation;
    apply(own, took, now);
    Plan plan;
    if (freed(own) && around.phase != PhaseState::skipped) {
        const auto term = defined_term(definition, dates, own);
        std::vector<Event> again{
            RoundBegun{"took_over", term, own.granted, passed(definition, term, now)}};
        // What nobody owes is left where an older plan had it.
        const std::string& phase = definition.campaign.duty(own.id.duty)->phase;
        if (phase != own.phase) again.push_back(TermRecomputed{phase, term});
        plan = follow(definition, own, around, std::move(again), now);
    } else {
        plan = plan_change(definition, dates, own, around, now);
    }
    plan.events.insert(plan.events.begin(), took);
    // What was handed in spoke of the unit's own share.
    if (own.arrived) plan.events.push_back(share_question(definition, own, took, now));
    return plan;
}

}  // namespace dondoc
