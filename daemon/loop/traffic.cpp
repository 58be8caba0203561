#include "daemon/loop/traffic.h"

#include <algorithm>
#include <array>

namespace dondoc {

namespace {

using std::chrono::minutes;
constexpr std::array waits{minutes{1}, minutes{2}, minutes{5}, minutes{10}, minutes{20}};

std::chrono::seconds wait_after(int tries, const RetryLater& later) {
    const auto step = static_cast<std::size_t>(tries - 1);
    const std::chrono::seconds wait = waits[std::min(step, waits.size() - 1)];
    return std::max(wait, later.after.value_or(wait));
}

}  // namespace

Traffic::Traffic(std::vector<DownChannel> down) {
    for (const DownChannel& one : down) {
        lanes_[one.channel].tries = one.tries;
        lanes_[one.channel].until = one.until;
    }
}

Room Traffic::room(const std::string& channel, int per_minute, Instant now) {
    Lane& lane = lanes_[channel];
    if (lane.tries > 0) {
        if (now < lane.until) return {0, lane.until};
        return {lane.out.empty() ? std::size_t{1} : 0};
    }
    std::size_t room = in_flight_max - std::min(lane.out.size(), in_flight_max);
    while (!lane.left.empty() && lane.left.front() + minutes{1} <= now)
        lane.left.pop_front();
    if (per_minute > 0) {
        const auto most = static_cast<std::size_t>(per_minute);
        if (lane.left.size() >= most) return {0, lane.left.front() + minutes{1}};
        room = std::min(room, most - lane.left.size());
    }
    return {room};
}

void Traffic::leaves(const std::string& channel, const std::string& message, Instant now) {
    lanes_[channel].out.push_back(message);
    lanes_[channel].left.push_back(now);
}

std::size_t Traffic::out() const {
    std::size_t all = 0;
    for (const auto& [channel, lane] : lanes_)
        all += lane.out.size();
    return all;
}

void Traffic::settled(const std::string& message) {
    for (auto& [channel, lane] : lanes_)
        std::erase(lane.out, message);
}

void Traffic::try_now() {
    for (auto& [channel, lane] : lanes_)
        lane.until = {};
}

std::optional<Event> Traffic::heard(const std::string& message, const Outcome& outcome,
                                    Instant now) {
    const auto found = std::ranges::find_if(lanes_, [&](const auto& one) {
        return std::ranges::find(one.second.out, message) != one.second.out.end();
    });
    if (found == lanes_.end()) return {};
    auto& [channel, lane] = *found;
    const auto* later = std::get_if<RetryLater>(&outcome);
    if (later && later->for_all) {
        // Those that left before it was known say nothing new.
        if (lane.tries > 0 && now < lane.until) return {};
        ++lane.tries;
        lane.until = now + wait_after(lane.tries, *later);
        return ChannelDown{channel, later->why, lane.tries, lane.until};
    }
    // A lost reply does not tell whether the other side is there.
    if (lane.tries == 0 || std::holds_alternative<Unknown>(outcome)) return {};
    lane.tries = 0;
    return ChannelUp{channel};
}

}  // namespace dondoc
