// Who may ask for which route: the one table. A route that does not stand in it answers nobody; a
// test holds it against the routes, each with every role.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "workflows/access.h"

namespace dondoc {

// What a route speaks of, by the values of its path; a scope that does not have it is refused.
enum class About {
    anything,    // no matter of scopes, or the route leaves out what lies outside
    everything,  // whoever is limited is refused
    campaign,    // {id}, with all of its units
    obligation,  // {id}
    unit,        // {id}, in some of its campaigns
    whole_unit,  // {id}, in all of its campaigns
    message,     // {number}
};

struct RouteRight {
    std::string_view method;
    std::string_view pattern;    // "*": whatever no other route knows
    std::optional<Right> right;  // nothing: it is for everybody, and nobody is asked who he is
    About about = About::anything;
};

std::span<const RouteRight> route_rights();
// nullptr if it has none.
const RouteRight* right_of(std::string_view method, std::string_view pattern);

}  // namespace dondoc
