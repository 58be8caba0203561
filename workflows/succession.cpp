#include "workflows/succession.h"

#include <algorithm>
#include <map>
#include <set>

namespace dondoc {

namespace {

using Ids = std::vector<std::string>;

void add_once(Ids& ids, const std::string& id) {
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
}

std::string in_one(const Ids& ids) {
    std::string text;
    for (const std::string& id : ids)
        text += (text.empty() ? "" : " ") + id;
    return text;
}

// Nothing is left of it that could pass to a successor.
bool done_with(const Obligation& obligation) {
    if (obligation.handed_over_by_hand()) return true;
    switch (obligation.state) {
        case ObligationState::submitted:
        case ObligationState::accepted:
        case ObligationState::waived: return true;
        case ObligationState::pending:
        case ObligationState::returned:
        case ObligationState::withdrawn: return false;
    }
    return false;
}

// Follows each obligor to those who stand in its place on a day.
class Tracing {
public:
    Tracing(const Definition& definition, std::optional<Date> last_permitted, const Held& held,
            Date day)
        : definition_(definition), last_permitted_(last_permitted), held_(held), day_(day) {}

    void owes_itself(const std::string& id) {
        const Unit& unit = definition_.unit(id);
        const bool begins_too_late = unit.from && last_permitted_ && *last_permitted_ < *unit.from;
        if (!begins_too_late && unit.begun_on(day_)) return has_share(id);
        if (const Obligation* own = held_(id); own && done_with(*own))
            result_.history.push_back(id);
    }

    void has_share(const std::string& id) {
        const Unit& unit = definition_.unit(id);
        if (unit.ended_on(day_)) {
            hand_over(unit, {id});
        } else {
            share_of(id);
        }
    }

    Succession result() && { return std::move(result_); }

private:
    // Who has it in the end; `from` are the ended units that they take it over from.
    Ids pass_on(const std::string& id, const Ids& from) {
        const Unit& unit = definition_.unit(id);
        if (unit.ended_on(day_)) return hand_over(unit, from);
        for (const std::string& origin : from)
            add_once(share_of(id).from, origin);
        return {id};
    }

    Ids hand_over(const Unit& unit, Ids from) {
        const Obligation* own = held_(unit.id);
        if (own) {
            // What came to it before goes on with its own.
            std::erase_if(from, [&](const std::string& id) {
                const Obligation* its = held_(id);
                return !its || !its->owed();
            });
            add_once(from, unit.id);
        }
        if (const auto known = passed_.find(unit.id); known != passed_.end()) {
            for (const std::string& heir : known->second)
                if (!definition_.unit(heir).ended_on(day_)) pass_on(heir, from);
            return known->second;
        }
        if (own && done_with(*own)) {
            result_.history.push_back(unit.id);
            return passed_[unit.id] = {unit.id};
        }
        Ids to;
        for (const std::string& successor : unit.successors)
            for (const std::string& heir : pass_on(successor, from))
                add_once(to, heir);
        result_.ended.push_back({unit.id, to});
        return passed_[unit.id] = std::move(to);
    }

    Share& share_of(const std::string& id) {
        const auto [known, added] = shares_.try_emplace(id, result_.shares.size());
        if (added) result_.shares.push_back({id, {}});
        return result_.shares[known->second];
    }

    const Definition& definition_;
    const std::optional<Date> last_permitted_;
    const Held& held_;
    const Date day_;
    std::map<std::string, Ids> passed_;          // ended units, each looked at once
    std::map<std::string, std::size_t> shares_;  // where each share stands
    Succession result_;
};

void consider(const Organisation& organisation, const std::string& id, Date today,
              std::set<std::string>& seen, std::optional<Date>& next) {
    const Unit* unit = organisation.unit(id);
    if (!unit || !seen.insert(id).second) return;
    const auto take = [&](std::optional<Date> day) {
        if (day && *day > today && (!next || *day < *next)) next = day;
    };
    take(unit->from);
    if (unit->until) take(*unit->until + std::chrono::days(1));
    for (const std::string& successor : unit->successors)
        consider(organisation, successor, today, seen, next);
}

}  // namespace

Succession succession(const Definition& definition, const Duty& duty,
                      std::optional<Date> last_permitted, const Held& held, Date day,
                      const std::vector<std::string>& given) {
    Tracing tracing(definition, last_permitted, held, day);
    for (const std::string& unit : duty.obligors)
        tracing.owes_itself(unit);
    for (const std::string& unit : given)
        tracing.has_share(unit);
    return std::move(tracing).result();
}

void carry_request(TookOver& event, const Obligation& from, const Obligation* own) {
    if (!from.request) return;
    const auto& [to, reason, document, told] = *from.request;
    const bool asks =
        !own || (own->owed() && !own->request && (!own->term || own->term->last_permitted < to));
    if (!asks || event.asked_to >= to) return;
    event.asked_to = to;
    event.asked_reason = reason;
    event.asked_document = document;
}

bool freed(const Obligation& obligation) {
    const bool waived = obligation.state == ObligationState::waived && !obligation.arrived;
    return waived || obligation.handed_over_by_hand();
}

bool moves(const Share& share, const Held& held) {
    return std::ranges::any_of(share.from, [&](const std::string& unit) {
        const Obligation* its = held(unit);
        return its && its->owed();
    });
}

TookOver took_over(const Share& share, const Held& held) {
    TookOver event{in_one(share.from), {}};
    const Obligation* own = held(share.unit);
    if (own && freed(*own)) own = nullptr;
    for (const std::string& unit : share.from) {
        const Obligation* its = held(unit);
        if (!its) continue;
        if (!its->in_place_of.empty()) event.in_place_of = its->in_place_of;
        if (!own) event.granted = std::max(event.granted, its->granted);
        carry_request(event, *its, own);
    }
    return event;
}

Event ending(const HandOver& hand_over) {
    if (hand_over.to.empty()) return Withdrawn{"unit_ended"};
    return HandedOver{in_one(hand_over.to)};
}

std::vector<std::string> predecessors(const Organisation& organisation, std::string_view unit) {
    Ids ids;
    for (const auto& [id, other] : organisation.units) {
        if (std::ranges::find(other.successors, unit) != other.successors.end()) ids.push_back(id);
    }
    return ids;
}

std::optional<Date> next_change(const Definition& definition, Date today) {
    std::set<std::string> seen;
    std::optional<Date> next;
    for (const Duty& duty : definition.campaign.duties)
        for (const std::string& unit : duty.obligors)
            consider(*definition.organisation, unit, today, seen, next);
    // One that owes nothing by the plan may have been given something.
    for (const std::string& unit : definition.campaign.participants)
        consider(*definition.organisation, unit, today, seen, next);
    return next;
}

}  // namespace dondoc
