#include "daemon/loop/shares.h"

#include <algorithm>
#include <set>
#include <utility>

#include "daemon/loop/migration.h"
#include "daemon/loop/silences.h"
#include "workflows/succession.h"
#include "workflows/suspension.h"

namespace dondoc {

namespace {

Subject subject_of(const ObligationId& id) {
    return {Subject::Kind::obligation, id.text()};
}

ObligationId id_of(const Definition& definition, const Duty& duty, const Occurrence& occurrence,
                   std::string_view unit) {
    return {definition.campaign.id, duty.id, occurrence.id, std::string(unit)};
}

Held held_of(const Definition& definition, const Duty& duty, const Occurrence& occurrence,
             const HeldObligations& held) {
    return [&](std::string_view unit) -> const Obligation* {
        const auto found = held.find(id_of(definition, duty, occurrence, unit).text());
        return found == held.end() ? nullptr : &found->second;
    };
}

// The days on which nothing is told of a share: those of its unit, and what is left of those of the
// ended units that it comes from.
Result<std::vector<DateSpan>> suspended(const ShareSettings& given, const Share& share) {
    const Definition& definition = given.definition;
    const Date today = definition.zone.date_of(given.now);
    std::vector<Suspension> all;
    const auto add = [&](const std::string& unit) -> Done {
        const auto its = suspensions_of(given.reader, &definition, definition.campaign.id, unit);
        if (!its) return its.error();
        for (const SuspensionRecord& one : *its)
            all.push_back(one.suspension);
        return done;
    };
    if (auto own = add(share.unit); !own) return own.error();
    for (const std::string& unit : share.from) {
        if (auto more = add(unit); !more) return more.error();
        for (const UnitSuspended& one : passed_on(all, definition.unit(unit), share.unit, today))
            all.push_back({one.unit, {one.from, one.to}, one.reason, one.approver});
    }
    return days_of(all, share.unit);
}

// One unit's share: born, taken over beside its own, or looked at again.
Result<Plan> plan_share(const ShareSettings& given, const ObligationId& id, const Share& share,
                        const Held& held) {
    const Duty& duty = *given.definition.campaign.duty(id.duty);
    const TookOver taken = took_over(share, held);
    const Obligation* own = held(share.unit);
    if (!own) {
        auto days = suspended(given, share);
        if (!days) return days.error();
        Surroundings around;
        around.phase = state_of(given.phases, duty.phase);
        around.suspended = *std::move(days);
        auto silenced = silent_days(given.reader, given.definition, id,
                                    given.definition.zone.date_of(given.now));
        if (!silenced) return silenced.error();
        around.silenced = *std::move(silenced);
        const auto bars = obstacles_before(given.reader, given.definition, id,
                                           given.definition.zone.date_of(given.now), Language::vi);
        if (!bars) return bars.error();
        around.barred = !bars->empty();
        return plan_birth(given.definition, given.dates, id, around, given.now, taken);
    }
    const bool more = moves(share, held);
    // A withdrawn one comes back once its unit is there.
    const bool back = own->state == ObligationState::withdrawn;
    if (given.extent == Extent::moved && !more && !back) return Plan{};
    auto around = surroundings_of(given.reader, given.definition, *own, given.now);
    if (!around) return around.error();
    around->event_dated = given.extent == Extent::event_dated;
    if (!more) return plan_change(given.definition, given.dates, *own, *around, given.now);
    auto days = suspended(given, share);
    if (!days) return days.error();
    around->suspended = *std::move(days);
    return plan_added(given.definition, given.dates, *own, *around, taken, given.now);
}

// The units that a person gave a share of this time of a duty to.
std::vector<std::string> given_by_hand(const Definition& definition, const ObligationId& time,
                                       const HeldObligations& held) {
    std::vector<std::string> units;
    const std::string prefix = time.text();  // with its dot
    for (auto at = held.lower_bound(prefix); at != held.end() && at->first.starts_with(prefix);
         ++at) {
        const Obligation& one = at->second;
        if (!one.in_place_of.empty() && definition.names(one)) units.push_back(one.id.unit);
    }
    return units;
}

// Those of this time of a duty that are nobody's share any more.
void withdraw_left(const ObligationId& time, const HeldObligations& held,
                   std::vector<Change>& changes) {
    const std::string prefix = time.text();  // with its dot
    for (auto left = held.lower_bound(prefix);
         left != held.end() && left->first.starts_with(prefix); ++left)
        if (!left->second.settled()) changes.push_back(withdrawal(left->second));
}

Succession succession_of(const Definition& definition, const EventDates& dates, const Duty& duty,
                         const Occurrence& occurrence, const HeldObligations& held, Instant now) {
    const auto term = term_of(dated(occurrence.deadline, dates), *definition.calendar);
    return succession(definition, duty, term ? std::optional(term->last_permitted) : std::nullopt,
                      held_of(definition, duty, occurrence, held), definition.zone.date_of(now),
                      given_by_hand(definition, id_of(definition, duty, occurrence, ""), held));
}

}  // namespace

PhaseState state_of(const std::vector<PhaseRecord>& records, const std::string& phase) {
    const auto record = std::ranges::find(records, phase, &PhaseRecord::phase);
    const bool known = record != records.end() && !record->withdrawn;
    return known ? record->state : PhaseState::open;
}

Result<std::vector<Change>> plan_shares(const ShareSettings& given, const Duty& duty,
                                        const Occurrence& occurrence, HeldObligations& held) {
    const auto share_id = [&](std::string_view unit) {
        return id_of(given.definition, duty, occurrence, unit);
    };
    const Held known = held_of(given.definition, duty, occurrence, held);
    const Succession now =
        succession_of(given.definition, given.dates, duty, occurrence, held, given.now);
    std::vector<Change> changes;
    for (const HandOver& ended : now.ended) {
        const Obligation* its = known(ended.unit);
        if (its && its->owed()) changes.push_back({subject_of(its->id), {ending(ended)}, {}});
    }
    // What an ended unit handed in stays with it, to be judged by a deadline that moves.
    std::vector<Share> shares = now.shares;
    for (const std::string& unit : now.history)
        shares.push_back({unit, {}});
    for (const Share& share : shares) {
        auto plan = plan_share(given, share_id(share.unit), share, known);
        if (!plan) return plan.error();
        auto change = change_of(subject_of(share_id(share.unit)), *std::move(plan));
        if (change) changes.push_back(*std::move(change));
    }
    for (const Share& share : shares)
        held.erase(share_id(share.unit).text());
    for (const HandOver& ended : now.ended)
        held.erase(share_id(ended.unit).text());
    return changes;
}

Result<std::vector<Change>> follow_event(const ShareSettings& given, const std::string& event) {
    const Campaign& campaign = given.definition.campaign;
    auto all = obligations_of(given.reader, campaign.id);
    if (!all) return all.error();
    HeldObligations held = by_id(*std::move(all));
    std::vector<Change> changes;
    for (const Duty& duty : campaign.duties) {
        for (const Occurrence& occurrence : duty.occurrences) {
            const auto& anchor = occurrence.deadline.anchor;
            if (!anchor || anchor->event != event) continue;
            auto some = plan_shares(given, duty, occurrence, held);
            if (!some) return some.error();
            std::ranges::move(*some, std::back_inserter(changes));
            withdraw_left(id_of(given.definition, duty, occurrence, ""), held, changes);
        }
    }
    return changes;
}

bool has_share(const Definition& definition, const EventDates& dates, const HeldObligations& held,
               const ObligationId& id, Instant now) {
    const Duty& duty = *definition.campaign.duty(id.duty);
    const Occurrence& occurrence = *duty.occurrence(id.occurrence);
    const auto shares = succession_of(definition, dates, duty, occurrence, held, now).shares;
    return std::ranges::find(shares, id.unit, &Share::unit) != shares.end();
}

HeldObligations by_id(std::vector<Obligation> all) {
    HeldObligations held;
    for (Obligation& obligation : all) {
        std::string id = obligation.id.text();
        held.emplace(std::move(id), std::move(obligation));
    }
    return held;
}

Done pass_suspensions_on(const Reader& reader, const Definition& definition, Step& step) {
    std::set<std::pair<std::string, std::string>> moved;  // from whom to whom
    for (const Change& change : step.changes) {
        for (const Event& event : change.events) {
            const auto* given = std::get_if<HandedOver>(&event);
            if (!given || !given->reason.empty()) continue;
            for (std::string& heir : ids_in(given->to))
                moved.emplace(ObligationId::parse(change.subject.id)->unit, std::move(heir));
        }
    }
    if (moved.empty()) return done;
    const auto records = suspensions_of(reader, &definition, definition.campaign.id);
    if (!records) return records.error();
    // Each goes on by the campaign it was said of, so that it can be ended there.
    std::map<std::string, std::vector<Suspension>> known;
    for (const SuspensionRecord& one : *records) {
        const std::string& above = one.suspension.above;
        known[above.empty() ? definition.campaign.id : above].push_back(one.suspension);
    }
    const Date today = definition.zone.date_of(step.at);
    for (auto& [campaign, all] : known) {
        Change change{{Subject::Kind::campaign, campaign}, {}, {}};
        for (const auto& [ended, heir] : moved) {
            for (const UnitSuspended& one : passed_on(all, definition.unit(ended), heir, today)) {
                all.push_back({one.unit, {one.from, one.to}, one.reason, one.approver});
                change.events.push_back(one);
            }
        }
        if (!change.events.empty()) step.changes.push_back(std::move(change));
    }
    return done;
}

std::optional<Instant> next_organisation_moment(const Definition& definition, Instant now) {
    const auto day = next_change(definition, definition.zone.date_of(now));
    if (!day) return {};
    return definition.zone.at(*day, TimeOfDay{0});
}

Result<Step> follow_organisation(const Reader& reader, const Definition& definition, Instant now) {
    const Campaign& campaign = definition.campaign;
    const auto phases = reader.phases(campaign.id);
    if (!phases) return phases.error();
    const auto dates = reader.event_dates(campaign.id);
    if (!dates) return dates.error();
    auto all = obligations_of(reader, campaign.id);
    if (!all) return all.error();
    HeldObligations held = by_id(*std::move(all));
    Step step{now};
    step.changes.push_back({{Subject::Kind::campaign, campaign.id},
                            {Rescheduled{"organisation_changed"}},
                            next_organisation_moment(definition, now)});
    const ShareSettings given{reader, definition, *phases, *dates, now, Extent::moved};
    for (const Duty& duty : campaign.duties) {
        for (const Occurrence& occurrence : duty.occurrences) {
            auto changes = plan_shares(given, duty, occurrence, held);
            if (!changes) return changes.error();
            std::ranges::move(*changes, std::back_inserter(step.changes));
            withdraw_left(id_of(definition, duty, occurrence, ""), held, step.changes);
        }
    }
    if (auto passed = pass_suspensions_on(reader, definition, step); !passed) return passed.error();
    return step;
}

}  // namespace dondoc
