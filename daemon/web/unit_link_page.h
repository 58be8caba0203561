// What a unit's page shows: what the unit owes, each with its forms, and what waits to be accepted.
// Part of unit_links.h.
#pragma once

#include <string>

#include "daemon/http/vantage.h"
#include "notifiers/compose_template.h"

namespace dondoc {

// A link that opens the page, and the same as it stands in the path.
struct Opened {
    UnitLink link;
    std::string token;
};

// What the page says of what was just asked for.
struct Said {
    std::string done{};
    std::string fault{};
    int status = 200;
};

// «5 MB»; "" if no files are taken.
std::string file_max_words(const Sight&);

Result<Response> link_page(const Sight&, const Opened&, const Template&, const Said&);
// The page of a link that opens nothing: the reason, and whom to call. `unit` may be empty.
Response closed_link_page(const Sight&, const std::string& unit, const Template&, const Said&);

}  // namespace dondoc
