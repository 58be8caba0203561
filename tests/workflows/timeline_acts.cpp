// What people do in a timeline, now.
#include "tests/workflows/timeline.h"

namespace dondoc::test {

void Timeline::decide(const Decision& decision, std::string_view duty, std::string_view unit) {
    Row& row = rows_.at(owed_by(duty, unit).text());
    const auto decided = dondoc::decide(definition_, row.obligation, decision, now_, Language::vi,
                                        around(row.obligation).phase);
    if (const auto* refusal = std::get_if<Refusal>(&decided)) {
        line(now_, {"refused", refusal->code});
        return;
    }
    record(row, std::get<std::vector<Event>>(decided));
    if (decision.verb == Verb::reopen) {
        plan(row, [&](const Obligation& o, const Surroundings& s) {
            return plan_change(definition_, dates_, o, s, now_);
        });
    } else {
        plan_again(row);
    }
    plan_due();
}

void Timeline::decide_phase(std::string_view id, PhaseVerb verb) {
    PhaseRow& phase = phases_.at(std::string(id));
    const auto decided = dondoc::decide(phase.record, verb, "theo chỉ đạo", Language::vi);
    if (const auto* refusal = std::get_if<Refusal>(&decided)) {
        line(now_, {"refused", refusal->code});
        return;
    }
    for (const Event& event : std::get<std::vector<Event>>(decided)) {
        apply(phase.record, event);
        write("phase " + phase.record.phase, event);
    }
    for (auto& [text, row] : rows_) {
        if (row.obligation.phase != id) continue;
        plan(row, [&](const Obligation& o, const Surroundings& s) {
            return plan_change(definition_, dates_, o, s, now_);
        });
    }
    phase.due = true;
    plan_due();
}

void Timeline::suspend(const std::string& unit, std::string_view from, std::string_view to) {
    const SuspendAsked asked{{unit}, day(from), day(to), "lũ", "Giám đốc Sở"};
    const auto decided = dondoc::suspend(definition_, suspensions_, asked,
                                         definition_.zone.date_of(now_), Language::vi);
    if (const auto* refusal = std::get_if<Refusal>(&decided)) {
        line(now_, {"refused", refusal->code});
        return;
    }
    suspensions_.push_back({unit, {day(from), day(to)}, "lũ", "Giám đốc Sở"});
    line(now_, {"suspended", unit, std::string(from), std::string(to)});
    plan_due();
}

// What waited for its last day looks again.
void Timeline::end_suspension(const std::string& unit) {
    const Date today = definition_.zone.date_of(now_);
    const auto decided =
        dondoc::end_suspension(suspensions_, {unit}, "hết lũ", today, Language::vi);
    if (const auto* refusal = std::get_if<Refusal>(&decided)) {
        line(now_, {"refused", refusal->code});
        return;
    }
    for (const Event& event : std::get<std::vector<Event>>(decided)) {
        const auto& ended = std::get<SuspensionEnded>(event);
        for (Suspension& one : suspensions_)
            if (one.unit == unit && one.days.first == ended.from) one.days.last = ended.to;
    }
    line(now_, {"suspended no more", unit});
    for (auto& [text, row] : rows_) {
        Obligation& one = row.obligation;
        const bool asked_for = one.request && !one.request->told;
        const bool overdue = one.next && one.overdue_on(today);
        if (one.id.unit == unit && (asked_for || overdue)) one.next = now_;
    }
    for (auto& [id, watch] : watches_)
        if (watch.undated + watch.asking > 0) watch.next = now_;
    plan_due();
}

void Timeline::date_event(std::string_view event, std::string_view iso) {
    dates_.insert_or_assign(std::string(event), day(iso));
    for (auto& [text, row] : rows_) {
        const ObligationId& id = row.obligation.id;
        const Duty* duty = definition_.campaign.duty(id.duty);
        const Occurrence* occurrence = duty ? duty->occurrence(id.occurrence) : nullptr;
        const bool hangs = occurrence && occurrence->deadline.anchor &&
                           occurrence->deadline.anchor->event == event;
        if (!hangs || row.obligation.state == ObligationState::withdrawn) continue;
        plan(row, [&](const Obligation& o, Surroundings s) {
            s.event_dated = true;
            return plan_change(definition_, dates_, o, s, now_);
        });
    }
    for (auto& [id, phase] : phases_)
        phase.due = true;
    plan_due();
}

void Timeline::change(const World& world) {
    definition_ = world.definition();
    begin();
    for (auto& [text, row] : rows_) {
        const ObligationId& id = row.obligation.id;
        const Duty* duty = definition_.campaign.duty(id.duty);
        if (duty && std::ranges::count(duty->obligors, id.unit) > 0) {
            plan(row, [&](const Obligation& o, const Surroundings& s) {
                return plan_change(definition_, dates_, o, s, now_);
            });
        } else if (!row.obligation.settled()) {
            record(row, {Withdrawn{"not_in_definition"}});
            row.obligation.next.reset();
        }
    }
    for (auto& [id, watch] : watches_) {
        if (watch.undated + watch.asking > 0) watch.next = now_;
    }
    for (auto& [id, phase] : phases_)
        phase.due = true;
    plan_due();
}

}  // namespace dondoc::test
