// What a campaign still lacks before it is launched, put before whoever can settle it. It gathers
// what reading has warned of and adds, name by name, what the definition shows: who holds no role,
// who cannot be written to, what has no date. Nothing is changed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/configuration.h"

namespace dondoc {

enum class Settler {
    administrator,  // organisation.toml, calendars
    issuer,         // who signed the plan says what it means
    coordinator,    // dates, load, time to collate
    nobody,         // is as it is: to be known before the launch
};
std::string_view to_string(Settler);

struct Finding {
    Settler who = Settler::nobody;
    bool must = false;  // the campaign is not ready while this stands
    std::string topic;  // that of a warning; or "superior", "load"
    std::string where;  // `file:line:column`; may be empty
    std::string text;   // "what is missing; what to do"
};

// The campaign and its parts, and the parts of those.
std::vector<std::shared_ptr<const Definition>> family_of(const Configuration&,
                                                         std::string_view campaign);

// Of the whole family; by who settles it, then what must be done first. `reading` holds a
// configuration that has the campaign.
std::vector<Finding> findings(const Reading& reading, std::string_view campaign);

// Puts one more in its place.
void add(std::vector<Finding>&, Finding);

}  // namespace dondoc
