#include "workflows/organisation.h"

#include <algorithm>

namespace dondoc {

namespace {

template <class Map>
auto* find_in(const Map& map, std::string_view id) {
    const auto found = map.find(id);
    return found == map.end() ? nullptr : &found->second;
}

// The last entry that has begun; nullptr before the first.
template <class From>
const From* in_force(const std::vector<From>& entries, Date day) {
    const auto after = std::ranges::upper_bound(entries, day, {}, &From::from);
    return after == entries.begin() ? nullptr : &*std::prev(after);
}

}  // namespace

const std::string& Unit::name_on(Date day) const {
    const NameFrom* later = in_force(renamed, day);
    return later ? later->name : name;
}

const std::string& Unit::short_name_on(Date day) const {
    const NameFrom* later = in_force(renamed, day);
    return later ? later->short_name : short_name;
}

const std::string& Unit::parent_on(Date day) const {
    const ParentFrom* later = in_force(moved, day);
    return later ? later->parent : parent;
}

std::string_view Cluster::lead_on(Date day) const {
    const auto found =
        std::ranges::find_if(leads, [&](const Lead& lead) { return lead.days.contains(day); });
    return found == leads.end() ? std::string_view() : found->unit;
}

const Person* Organisation::person(std::string_view id) const {
    return find_in(people, id);
}
const Unit* Organisation::unit(std::string_view id) const {
    return find_in(units, id);
}
const Group* Organisation::group(std::string_view id) const {
    return find_in(groups, id);
}

const Cluster* Organisation::cluster_of(std::string_view unit) const {
    const auto found = std::ranges::find_if(clusters, [&](const auto& entry) {
        return std::ranges::find(entry.second.units, unit) != entry.second.units.end();
    });
    return found == clusters.end() ? nullptr : &found->second;
}

const Absence* Organisation::absence(std::string_view person, Date day) const {
    const auto found = std::ranges::find_if(absences, [&](const Absence& absence) {
        return absence.person == person && absence.days.contains(day);
    });
    return found == absences.end() ? nullptr : &*found;
}

const Person* Organisation::reader_for(const Person& meant, Date day) const {
    const Person* reader = &meant;
    // Stand-ins never come round to the person (config checks it); the count bounds what is not
    // checked.
    for (std::size_t hops = 0; hops <= absences.size(); ++hops) {
        const Absence* away = absence(reader->id, day);
        const Person* stand_in = away ? person(away->stand_in) : nullptr;
        if (!stand_in) return reader;
        reader = stand_in;
    }
    return &meant;
}

const Unit& Organisation::acting(const Unit& unit, Date day) const {
    const Unit* last = &unit;
    for (const std::string& id :
         unit.ended_on(day) ? unit.successors : std::vector<std::string>()) {
        const Unit* next = this->unit(id);
        if (!next) continue;
        last = &acting(*next, day);
        if (!last->ended_on(day)) break;
    }
    return *last;
}

}  // namespace dondoc
