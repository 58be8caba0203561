// How many messages may leave by each channel now. A channel that takes nothing at all is left
// alone for a while, then tried with one message (a circuit breaker); one that is limited to a rate
// keeps to it. Known from outcomes alone: reads no clock and no store.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/store/records.h"
#include "notifiers/channel.h"

namespace dondoc {

struct Room {
    std::size_t messages = 0;
    // None before this moment. Empty, and no room: until an outcome has come in.
    std::optional<Instant> from{};
};

class Traffic {
public:
    // What the store knows of channels that take nothing, at a start.
    explicit Traffic(std::vector<DownChannel> = {});

    // `per_minute` 0: as fast as it goes.
    Room room(const std::string& channel, int per_minute, Instant now);
    // By all channels together.
    Room room(int per_minute, Instant now);
    void leaves(const std::string& channel, const std::string& message, Instant now);
    // Messages that have left and were not settled yet.
    std::vector<std::string> in_flight() const;
    // What is to be recorded about its channel: it takes nothing, once for each time that it was
    // tried, or takes something again. Nothing changed: empty. `recorded`: those that the store
    // says take nothing.
    std::optional<Event> heard(const std::string& message, const Outcome&,
                               const std::vector<DownChannel>& recorded, Instant now);
    void settled(const std::string& message);  // its outcome is committed
    void forget_times();                       // the clock was set
    void try_now();                            // whatever takes nothing may have been mended

private:
    struct Lane {
        std::map<std::string, Instant> out;  // messages, and when they left
        std::deque<Instant> left;  // within the last minute, if there is a rate to keep to
        int tries = 0;             // that failed in a row for what any message would meet
        Instant down{};            // when the last of them was heard of
        Instant until{};           // nothing leaves before; if tries > 0
    };
    std::map<std::string, Lane> lanes_;  // by channel
    std::deque<Instant> left_;           // by any of them
};

// How many messages of one channel are out at once.
inline constexpr std::size_t in_flight_max = 64;

}  // namespace dondoc
