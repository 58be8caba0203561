// Phases by their dates and by completion, and the monthly nudges to the coordinator.
#include <algorithm>

#include "workflows/check.h"
#include "workflows/planner.h"

namespace dondoc {

namespace {

// When a phase opens and ends by its dates; empty: never by a date.
struct PhaseTimes {
    std::optional<Instant> opens;
    bool opens_with_rung = false;
    std::optional<Instant> ends;  // the first moment after its last day
};

void widen(const Definition& definition, const EventDates& dates, const Duty& duty,
           PhaseTimes& times, std::optional<Date>& last) {
    for (const Occurrence& occurrence : duty.occurrences) {
        const auto term = term_of(dated(occurrence.deadline, dates), *definition.calendar);
        if (!term) continue;
        last = last ? std::max(*last, term->last_permitted) : term->last_permitted;
        const auto moments = rung_moments(definition, duty, *term);
        if (moments.empty()) continue;
        const Instant first = moments.front().at;
        times.opens = times.opens ? std::min(*times.opens, first) : first;
    }
}

// The day an end of a phase names: its own, or that of its event.
std::optional<Date> named_day(const std::optional<Date>& own, const std::string& event,
                              const EventDates& dates) {
    const auto set = dates.find(event);
    return set != dates.end() ? std::optional(set->second) : own;
}

PhaseTimes times_of(const Definition& definition, const EventDates& dates, const Phase& phase) {
    PhaseTimes times;
    std::optional<Date> last;
    for (const Duty& duty : definition.campaign.duties) {
        if (duty.phase == phase.id) widen(definition, dates, duty, times, last);
    }
    const auto from = named_day(phase.from, phase.from_event, dates);
    times.opens_with_rung = !from;
    if (from || !phase.from_event.empty()) times.opens.reset();
    if (from) times.opens = definition.zone.at(*from, TimeOfDay{0});
    const auto to = named_day(phase.to, phase.to_event, dates);
    if (to || !phase.to_event.empty()) last = to;
    if (last) times.ends = definition.zone.at(*last + std::chrono::days(1), TimeOfDay{0});
    return times;
}

bool reached(std::optional<Instant> moment, Instant now) {
    return moment && *moment <= now;
}

// The one move that holds now, if any.
std::optional<PhaseMoved> move_of(const PhaseRecord& record, const PhaseTimes& times, Instant now) {
    using enum PhaseState;
    const bool all_settled = record.obligations > 0 && record.unsettled == 0;
    const bool ended = reached(times.ends, now);
    switch (record.state) {
        case planned:
            if (all_settled) return PhaseMoved{closed, "all_settled", ""};
            if (!reached(times.opens, now)) return {};
            return PhaseMoved{open, times.opens_with_rung ? "first_rung" : "from_date", ""};
        case open:
            if (all_settled) return PhaseMoved{closed, "all_settled", ""};
            if (!ended) return {};
            if (record.unsettled > 0) return PhaseMoved{closing, "end_date", ""};
            if (record.by_hand) return {};  // opened by a person for no obligation: closed by one
            return PhaseMoved{closed, "end_date", ""};
        case closing:
            if (record.unsettled == 0) return PhaseMoved{closed, "all_settled", ""};
            if (!ended) return PhaseMoved{open, "reopened", ""};
            return {};
        case closed:
            if (record.by_hand || record.unsettled == 0) return {};
            return PhaseMoved{ended ? closing : open, "reopened", ""};
        case skipped:
        case held: return {};
    }
    CHECK(false);
}

std::optional<Instant> next_of(const PhaseRecord& record, const PhaseTimes& times, Instant now) {
    const auto ahead = [&](std::optional<Instant> moment) {
        return moment && *moment > now ? moment : std::nullopt;
    };
    switch (record.state) {
        case PhaseState::planned: return ahead(times.opens);
        case PhaseState::open: return ahead(times.ends);
        case PhaseState::closing:
        case PhaseState::closed:
        case PhaseState::skipped:
        case PhaseState::held: return {};
    }
    CHECK(false);
}

std::string month_of(Date day) {
    return iso_date(day).substr(0, 7);
}

// The opening of the first working day of the month after `day`.
Instant next_month(const Definition& definition, Date day) {
    const auto date = ymd(day);
    const DateSpan month = month_span(int(date.year()), unsigned(date.month()));
    const Date first =
        definition.calendar->first_working_on_or_after(month.last + std::chrono::days(1));
    return definition.zone.at(first, definition.sending.window.from);
}

}  // namespace

Plan plan_phase(const Definition& definition, const EventDates& dates, const PhaseRecord& before,
                Instant now) {
    const Phase* phase = definition.campaign.phase(before.phase);
    CHECK(phase != nullptr);
    const PhaseTimes times = times_of(definition, dates, *phase);
    PhaseRecord record = before;
    Plan plan;
    while (const auto move = move_of(record, times, now)) {
        apply(record, *move);
        plan.events.push_back(*move);
    }
    plan.next = next_of(record, times, now);
    if (plan.events.empty() && plan.next != before.next) {
        plan.events.push_back(Rescheduled{"phase_dates"});
    }
    return plan;
}

Plan plan_duty(const Definition& definition, const DutyWatch& watch, Instant now) {
    const auto wait = [&](std::optional<Instant> until, std::string because) {
        Plan plan{{}, until};
        if (until != watch.next) plan.events.push_back(Rescheduled{std::move(because)});
        return plan;
    };
    const Date today = definition.zone.date_of(now);
    const DateSpan& period = definition.campaign.period;
    const bool undated = watch.undated_shown() > 0 && today <= period.last;
    if (!undated && watch.asking_shown() == 0) {
        const bool hidden =
            watch.asking_hidden > 0 || (watch.undated_hidden > 0 && today <= period.last);
        if (!hidden) return wait({}, "nothing_to_ask");
        const Date back = *watch.hidden_until + std::chrono::days(1);
        return wait(next_sending_time(definition, definition.zone.at(back, TimeOfDay{0})),
                    "suspended");
    }
    // What is overdue is asked about before the period begins, but not before the plan is issued.
    const Date begins = watch.asking_shown() == 0 ? definition.campaign.begins()
                                                  : definition.campaign.issued.value_or(today);
    if (today < begins) {
        const Instant start = definition.zone.at(begins, TimeOfDay{0});
        return wait(next_sending_time(definition, start), "campaign_not_begun");
    }
    // What is overdue cannot wait for the next month because a date was asked for in this one.
    const bool overdue = watch.asking_shown() > 0;
    const std::string month = month_of(today) + (overdue ? "/overdue" : "");
    if (watch.last_month.starts_with(month))
        return wait(next_month(definition, today), "asked_this_month");
    const auto moment = sending_moment(definition, watch.next, now);
    if (!moment) {
        return wait(next_opening(definition, now), "outside_window");
    }
    const Duty* duty = definition.campaign.duty(watch.duty);
    CHECK(duty != nullptr);
    const std::string key = watch.campaign + '/' + watch.duty + "/nudge/" + month;
    const auto [person, instead_of, nobody] =
        resolve(definition, *duty, definition.campaign.coordinator, Audience::coordinator, today);
    if (!person) {
        return {{RungPassedOver{key, "nudge", 0, Audience::coordinator, now, std::string(nobody)}},
                next_month(definition, today)};
    }
    const std::string& channel = definition.channel_of(*person);
    const std::string because = overdue ? "overdue_at_birth" : "undated";
    return {{NoticeFellDue{key, "nudge", 0, NoticeKind::nudge, Audience::coordinator, person->id,
                           channel, false, *moment, *moment, because,
                           instead_of ? instead_of->id : ""}},
            next_month(definition, today)};
}

}  // namespace dondoc
