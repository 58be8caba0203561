// When messages may leave.
#include <algorithm>

#include "workflows/planner.h"

namespace dondoc {

namespace {

Instant opening(const Definition& definition, Date day) {
    return definition.zone.at(day, definition.sending.window.from);
}

}  // namespace

std::vector<RungMoment> rung_moments(const Definition& definition, const Duty& duty,
                                     const Term& term) {
    std::vector<RungMoment> moments;
    for (const Rung& rung : definition.ladder_of(duty).rungs) {
        if (const auto day = rung_day(rung, term, *definition.calendar)) {
            moments.push_back({&rung, *day, opening(definition, *day)});
        }
    }
    std::ranges::stable_sort(moments, {}, &RungMoment::at);
    return moments;
}

std::vector<RungMoment> rung_moments(const Definition& definition, const Obligation& obligation) {
    static const Rung returned{
        {}, Audience::contact, false, Release::none, std::string(returned_rung)};
    const Duty& duty = *definition.campaign.duty(obligation.id.duty);
    std::vector<RungMoment> moments = rung_moments(definition, duty, *obligation.term);
    // In every round of it: the day may move before the unit has heard that it was returned.
    if (duty.upward || obligation.state != ObligationState::returned) return moments;
    const Instant at = next_opening(definition, obligation.round_began);
    const auto next = std::ranges::lower_bound(moments, at, {}, &RungMoment::at);
    moments.insert(next, {&returned, definition.zone.date_of(at), at});
    return moments;
}

bool in_sending_window(const Definition& definition, Instant at) {
    const TimeOfDay time = definition.zone.time_of(at);
    const SendingWindow& window = definition.sending.window;
    return definition.calendar->working(definition.zone.date_of(at)) && window.from <= time &&
           time < window.to;
}

Instant next_opening(const Definition& definition, Instant now) {
    const Date today = definition.zone.date_of(now);
    const bool still_ahead =
        definition.calendar->working(today) && now < opening(definition, today);
    return opening(definition, still_ahead ? today : definition.calendar->shift(today, 1));
}

Instant next_sending_time(const Definition& definition, Instant at) {
    return in_sending_window(definition, at) ? at : next_opening(definition, at);
}

std::optional<Instant> sending_moment(const Definition& definition, std::optional<Instant> due,
                                      Instant now) {
    if (!in_sending_window(definition, now)) return {};
    const bool due_at_opening = due && *due == opening(definition, definition.zone.date_of(*due));
    if (due_at_opening && *due <= now && now < *due + sending_slot) return due;
    const Instant next_slot = now - now.time_since_epoch() % sending_slot + sending_slot;
    return in_sending_window(definition, next_slot) ? std::optional(next_slot) : std::nullopt;
}

std::string notice_key(const ObligationId& id, int round, const std::string& rung) {
    return id.campaign + '/' + id.duty + '/' + id.occurrence + '/' + id.unit + '/' +
           std::to_string(round) + '/' + rung;
}

std::string request_key(const ObligationId& id, int request) {
    return id.campaign + '/' + id.duty + '/' + id.occurrence + '/' + id.unit + '/' +
           std::string(request_rung) + '/' + std::to_string(request);
}

}  // namespace dondoc
