// After a downtime: what it held back leaves as ever if it is little; if it comes to more messages
// than `[sending] go_ahead_above`, they wait until a person lets them leave or drops them, because
// much of what they say may have been settled while nothing could be recorded. Messages alone wait:
// what falls due from now on is planned and leaves, and so does a letter that had failed and that a
// person has tried again meanwhile.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "daemon/loop/command.h"
#include "daemon/loop/definitions.h"
#include "daemon/loop/sending_commands.h"
#include "daemon/store/store.h"

namespace dondoc {

// In place of a rung's id: the question to a campaign's coordinator.
inline constexpr std::string_view go_ahead_rung = "go-ahead";

// A row of the agenda that is older was missed: the daemon was down, or could plan nothing.
inline constexpr std::chrono::hours downtime_min{1};

// The first moment of a downtime that has just ended and is not recorded yet; empty: there was
// none.
Result<std::optional<Instant>> downtime_begun(const Reader&, Instant now);

// What is recorded when the first message after it may leave: whether they wait, and, if so, the
// letters that say so to the coordinators of the campaigns they speak of. `most` 0: none waits.
Result<Step> weighed(const Reader&, const Definitions&, int most, Instant now);

// They leave; or they are dropped, all but those whose text is written, since they may have been
// tried before.
Settled release_catch_up(const Reader&, const GiveGoAhead&, Language);

}  // namespace dondoc
