// Whether the daemon may be asked from other machines.
#pragma once

#include "config/configuration.h"
#include "daemon/store/reader.h"
#include "workflows/result.h"

namespace dondoc {

bool is_loopback(const std::string& address);

// A loopback address always. Any other only once somebody has a token or a password, and behind a
// proxy, since the daemon itself speaks no TLS. The error says what to do.
Done may_listen(const Configuration&, const Reader&, Instant now);

}  // namespace dondoc
