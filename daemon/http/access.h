// The door of the routes: finds out who asks, and lets pass whom the table of rights (rights.h)
// and the caller's scope let.
//
// Who sends a token is who it was given to; a wrong, revoked or expired one opens nothing, not even
// what is open without. Who is logged in is known by the cookie, and his POSTs must carry what only
// our pages know. Without either, everybody may read on the daemon's own machine, texts included,
// unless `open_reading` is off. Calendars and badges are opened by a token of the role `feed` in
// their path, which opens nothing else. Of a proxy in `trusted_proxies` it is believed for whom it
// asks. A route that does not stand in the table answers 500.
#pragma once

#include <memory>
#include <string>

#include "daemon/http/vantage.h"

namespace dondoc {

// For all routes of the router, added before or after.
void guard_routes(Router&, const std::shared_ptr<Vantage>&);

// Who did it, for the journal: whom the request names, and the token that says so.
std::string who_acts(const Caller&, const std::string& named, const std::string& otherwise);

}  // namespace dondoc
