// How the daemon itself stands, in words and for programs: a clock that is not believed, and what
// waits for a go-ahead after a downtime.
#pragma once

#include <boost/json/value.hpp>

#include "daemon/http/vantage.h"

namespace dondoc {

struct DaemonStanding {
    std::optional<ClockJump> clock{};
    std::optional<CatchUp> held{};  // set while messages wait
    std::size_t messages = 0;       // how many
};
Result<DaemonStanding> daemon_standing(const Sight&);

// A sentence each, with what a person can do; empty if there is nothing to say.
std::string clock_words(const Sight&, const DaemonStanding&);
std::string go_ahead_words(const Sight&, const DaemonStanding&);

// «đồng hồ chỉ …, lẽ ra …»
std::string doubt_words(const Sight&, const ClockJump&);

// Both with `words`; null if there is nothing to say.
boost::json::value clock_view(const Sight&, const DaemonStanding&);
boost::json::value go_ahead_view(const Sight&, const DaemonStanding&);

}  // namespace dondoc
