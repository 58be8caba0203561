// What every page stands in: the head with today, the way to the other pages, what everybody must
// see at once, and the foot.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "daemon/http/vantage.h"
#include "notifiers/compose_template.h"
#include "notifiers/facts.h"

namespace dondoc {

// By name, "status" for status.html. Parsed once, when the routes are added.
using Templates = std::map<std::string, Template, std::less<>>;
Templates parsed_templates();

// What one page shows.
struct Sheet {
    std::string_view body;  // the name of its template
    Facts facts;
    std::string title;  // the daemon's name is put behind it
    int status = 200;
};
Result<Response> page(const Sight&, const Request&, const Templates&, const Sheet&);

Result<Response> fault_page(const Sight&, const Request&, const Templates&, int status,
                            const std::string& words);

}  // namespace dondoc
