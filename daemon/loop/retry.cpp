#include "daemon/loop/retry.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "workflows/planner.h"

namespace dondoc {

namespace {

using std::chrono::minutes;
constexpr std::array delays{minutes{1},  minutes{2},  minutes{5}, minutes{10},
                            minutes{20}, minutes{30}, minutes{60}};

// Up to an eighth of the wait. Made of the message and the try (FNV-1a), so that a year that is
// lived again comes out the same.
std::chrono::seconds spread(std::string_view message, int attempt, std::chrono::seconds wait) {
    std::uint64_t hash = 14695981039346656037U + static_cast<std::uint64_t>(attempt);
    for (const char c : message)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    const auto most = static_cast<std::uint64_t>(wait.count() / 8);
    return std::chrono::seconds((hash >> 32) % (most + 1));
}

}  // namespace

std::optional<Instant> retry_at(const std::shared_ptr<const Definition>& definition,
                                std::string_view message, Instant moment, int attempt, Instant now,
                                std::optional<std::chrono::seconds> asked) {
    const auto step = static_cast<std::size_t>(std::max(attempt, 1) - 1);
    const std::chrono::seconds wait = delays[std::min(step, delays.size() - 1)];
    const auto longest = std::max(wait, asked.value_or(wait));
    const Instant at = now + longest + spread(message, attempt, wait);
    if (!definition) {
        return at < moment + std::chrono::days(7) ? std::optional(at) : std::nullopt;
    }
    const Zone& zone = definition->zone;
    const Instant next = next_sending_time(*definition, at);
    const int age = definition->calendar->count(zone.date_of(moment), zone.date_of(next));
    return age > give_up_after ? std::nullopt : std::optional(next);
}

}  // namespace dondoc
