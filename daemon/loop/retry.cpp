#include "daemon/loop/retry.h"

#include <algorithm>
#include <array>

#include "workflows/planner.h"

namespace dondoc {

namespace {

using std::chrono::minutes;
constexpr std::array delays{minutes{1},  minutes{2},  minutes{5}, minutes{10},
                            minutes{20}, minutes{30}, minutes{60}};

}  // namespace

std::optional<Instant> retry_at(const std::shared_ptr<const Definition>& definition, Instant moment,
                                int attempt, Instant now,
                                std::optional<std::chrono::seconds> asked) {
    const auto step = static_cast<std::size_t>(std::max(attempt, 1) - 1);
    const std::chrono::seconds wait = delays[std::min(step, delays.size() - 1)];
    const Instant at = now + std::max(wait, asked.value_or(wait));
    if (!definition) {
        return at < moment + std::chrono::days(7) ? std::optional(at) : std::nullopt;
    }
    const Zone& zone = definition->zone;
    const Instant next = next_sending_time(*definition, at);
    const int age = definition->calendar->count(zone.date_of(moment), zone.date_of(next));
    return age > give_up_after ? std::nullopt : std::optional(next);
}

}  // namespace dondoc
