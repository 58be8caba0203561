#include "workflows/organisation.h"

namespace dondoc {

namespace {

template <class Map>
auto* find_in(const Map& map, std::string_view id) {
    const auto found = map.find(id);
    return found == map.end() ? nullptr : &found->second;
}

}  // namespace

const Person* Organisation::person(std::string_view id) const {
    return find_in(people, id);
}
const Unit* Organisation::unit(std::string_view id) const {
    return find_in(units, id);
}
const Group* Organisation::group(std::string_view id) const {
    return find_in(groups, id);
}

}  // namespace dondoc
