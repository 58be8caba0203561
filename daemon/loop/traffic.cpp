#include "daemon/loop/traffic.h"

#include <algorithm>
#include <array>
#include <limits>

namespace dondoc {

namespace {

using std::chrono::minutes;
constexpr std::array waits{minutes{1}, minutes{2}, minutes{5}, minutes{10}, minutes{20}};

std::chrono::seconds wait_after(int tries, const RetryLater& later) {
    const auto step = static_cast<std::size_t>(tries - 1);
    const std::chrono::seconds wait = waits[std::min(step, waits.size() - 1)];
    // A letter waits as long as the other side asks; a whole channel is looked at every hour.
    const std::chrono::seconds longest = std::chrono::hours{1};
    return std::max(wait, std::min(later.after.value_or(wait), longest));
}

Room within_rate(std::deque<Instant>& left, int per_minute, Instant now) {
    while (!left.empty() && left.front() + minutes{1} <= now)
        left.pop_front();
    if (per_minute == 0) return {std::numeric_limits<std::size_t>::max()};
    const auto most = static_cast<std::size_t>(per_minute);
    if (left.size() >= most) return {0, left.front() + minutes{1}};
    return {most - left.size()};
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
    const std::size_t room = in_flight_max - std::min(lane.out.size(), in_flight_max);
    const Room within = within_rate(lane.left, per_minute, now);
    return {std::min(room, within.messages), within.from};
}

Room Traffic::room(int per_minute, Instant now) {
    return within_rate(left_, per_minute, now);
}

void Traffic::leaves(const std::string& channel, const std::string& message, Instant now) {
    lanes_[channel].out[message] = now;
    lanes_[channel].left.push_back(now);
    left_.push_back(now);
}

std::vector<std::string> Traffic::in_flight() const {
    std::vector<std::string> all;
    for (const auto& [channel, lane] : lanes_)
        for (const auto& [message, left] : lane.out)
            all.push_back(message);
    return all;
}

void Traffic::settled(const std::string& message) {
    for (auto& [channel, lane] : lanes_)
        lane.out.erase(message);
}

void Traffic::forget_times() {
    left_.clear();
    for (auto& [channel, lane] : lanes_) {
        lane.left.clear();
        lane.down = lane.until = {};
    }
}

void Traffic::try_now() {
    for (auto& [channel, lane] : lanes_)
        lane.until = {};
}

std::optional<Event> Traffic::heard(const std::string& message, const Outcome& outcome,
                                    const std::vector<DownChannel>& recorded, Instant now) {
    const auto found = std::ranges::find_if(
        lanes_, [&](const auto& one) { return one.second.out.contains(message); });
    if (found == lanes_.end()) return {};
    auto& [channel, lane] = *found;
    // What left before it was known to be down says nothing new, and no reply nothing at all.
    const bool before = lane.tries > 0 && lane.out.at(message) <= lane.down;
    if (before || std::holds_alternative<Unknown>(outcome)) return {};
    const auto* later = std::get_if<RetryLater>(&outcome);
    if (later && later->for_all) {
        ++lane.tries;
        lane.down = now;
        lane.until = now + wait_after(lane.tries, *later);
        return ChannelDown{channel, later->why, lane.tries, lane.until};
    }
    lane.tries = 0;
    const auto row = std::ranges::find(recorded, channel, &DownChannel::channel);
    return row == recorded.end() ? std::nullopt : std::optional<Event>(ChannelUp{channel});
}

}  // namespace dondoc
