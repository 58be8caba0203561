// Whether the wall clock may be believed. It is fed with pairs of what the wall clock says and how
// long the machine has been up (CLOCK_BOOTTIME, which goes on while the machine sleeps and which
// nobody can set), and reads neither. A wall clock that departs from the other by more than five
// minutes within a day has jumped: somebody, or a time server, has set it. So has one that says, at
// a start, a moment more than five minutes before what the store recorded last. A later start is a
// downtime, and nothing is wrong with it.
//
// A clock that jumped is not believed: the time goes on from where it stood, at the pace of the
// machine, so that what people do meanwhile is recorded in order and planned as if nothing had
// happened. That ends when the clock comes back by itself, within five minutes of that time (after
// a start, when it is back on this side of what was recorded), or when a person confirms it. What
// it comes back to after a jump forward that outlasted a restart is known by being earlier than the
// clock that was wrong. Not thread-safe.
#pragma once

#include <chrono>
#include <optional>

#include "daemon/store/records.h"

namespace dondoc {

using Uptime = std::chrono::milliseconds;

class ClockWatch {
public:
    static constexpr std::chrono::minutes tolerance{5};
    // A clock that is slewed, or set a little now and then, drifts from the other one.
    static constexpr std::chrono::hours compared_over{24};

    ClockWatch(Instant wall, Uptime up) : base_(wall), base_up_(up) {}
    // At a start on a store. `recorded` is its last moment; `open` the jump that it says nobody has
    // confirmed.
    ClockWatch(Instant wall, Uptime up, std::optional<Instant> recorded,
               std::optional<ClockJump> open);

    // The time to go by. To be asked at least once in a while: every minute.
    Instant look(Instant wall, Uptime up);

    // Of a clock that is not believed, as of the last look.
    const std::optional<ClockJump>& jump() const { return jump_; }

    // The clock is right, a person says.
    void confirm(Instant wall, Uptime up);

private:
    bool back(Instant wall, Instant expected) const;

    Instant base_;  // what the time was
    Uptime base_up_;
    std::optional<ClockJump> jump_;
    bool since_start_ = false;  // nobody knows how long the daemon was down before the jump
};

}  // namespace dondoc
