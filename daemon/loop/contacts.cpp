#include "daemon/loop/contacts.h"

#include <set>
#include <utility>

#include "daemon/loop/migration.h"

namespace dondoc {

namespace {

// A unit and everybody who may come to stand in its place.
void add_with_successors(const Organisation& organisation, const std::string& id,
                         std::set<std::string>& units) {
    const Unit* unit = organisation.unit(id);
    if (!unit || !units.insert(id).second) return;
    for (const std::string& successor : unit->successors)
        add_with_successors(organisation, successor, units);
}

Result<std::vector<ContactAsker>> askers_of(const Reader& reader, const Definitions& definitions,
                                            const std::string& unit) {
    std::vector<ContactAsker> askers;
    for (const auto& [id, definition] : definitions.all()) {
        if (!definition->sending.confirm_contacts) continue;
        const auto suspensions = suspensions_of(reader, definition.get(), id, unit);
        if (!suspensions) return suspensions.error();
        askers.push_back({definition.get(), days_of(*suspensions, unit)});
    }
    return askers;
}

}  // namespace

Result<Plan> plan_unit(const Reader& reader, const Definitions& definitions,
                       const std::string& unit, Instant now) {
    const auto askers = askers_of(reader, definitions, unit);
    if (!askers) return askers.error();
    auto watch = reader.contact_watch(unit);
    if (!watch) return watch.error();
    ContactWatch known = watch->value_or(ContactWatch{});
    known.unit = unit;
    return plan_contact(*askers, known, now);
}

Result<Step> plan_contacts(const Reader& reader, const Definitions& definitions, Instant now) {
    const auto watched = reader.contacts_watched();
    if (!watched) return watched.error();
    std::set<std::string> units(watched->begin(), watched->end());
    for (const auto& [id, definition] : definitions.all()) {
        if (!definition->sending.confirm_contacts) continue;
        for (const std::string& unit : definition->campaign.participants)
            add_with_successors(*definition->organisation, unit, units);
    }
    Step step{now};
    for (const std::string& unit : units) {
        auto plan = plan_unit(reader, definitions, unit, now);
        if (!plan) return plan.error();
        auto change = change_of({Subject::Kind::unit, unit}, *std::move(plan));
        if (change) step.changes.push_back(*std::move(change));
    }
    return step;
}

}  // namespace dondoc
