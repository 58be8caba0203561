// When a delivery is tried again.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

#include "workflows/campaign.h"

namespace dondoc {

// Each try waits longer, up to an hour, and a little longer still by a part that differs from
// message to message, so that those which failed together do not come back together; at least as
// long as the other side asked for. It leaves inside the sending window only. Nothing if that would
// be more than give_up_after working days after the message's moment. Without a definition (no
// campaign is configured at all) no window is known; the message is then given up after a week.
std::optional<Instant> retry_at(const std::shared_ptr<const Definition>&, std::string_view message,
                                Instant moment, int attempt, Instant now,
                                std::optional<std::chrono::seconds> asked = {});

inline constexpr int give_up_after = 5;  // working days

}  // namespace dondoc
