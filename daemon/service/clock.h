// The one place where time is read. Everything else gets `now` as a value.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/service/clock_watch.h"
#include "workflows/civil.h"

namespace dondoc {

// Serves real and virtual time alike. wake_at() and cancel() belong to the loop's thread; now() may
// be asked from any.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    // Calls back once, from the loop's io_context, when that instant is reached; a later call
    // replaces an earlier one. An instant that has passed calls back soon, but never from inside
    // wake_at().
    virtual void wake_at(Instant, std::function<void()> callback) = 0;
    virtual void cancel() = 0;
    // Of a clock that is not believed (clock_watch.h): now() is then not what it says. From any
    // thread.
    virtual std::optional<ClockJump> jump() const { return {}; }
};

// Time since the machine was started, by CLOCK_MONOTONIC: for the service manager alone.
std::chrono::microseconds monotonic_time();

// The system's wall clock, as far as it may be believed. Sleeps at most sleep_max before it looks
// again, and calls back before the wanted moment if it begins or ceases to be believed meanwhile.
class RealClock final : public Clock {
public:
    // What the store holds of the clock at a start.
    struct Known {
        std::optional<Instant> recorded{};  // the last moment in the journal
        std::optional<ClockJump> jump{};    // that nobody has confirmed
    };
    RealClock(boost::asio::io_context&, const Known&);
    explicit RealClock(boost::asio::io_context& context) : RealClock(context, Known{}) {}
    Instant now() const override;
    void wake_at(Instant, std::function<void()> callback) override;
    void cancel() override;
    std::optional<ClockJump> jump() const override;

    // What the wall clock says, believed or not; and that it is right.
    static Instant wall();
    void confirm();

    static constexpr std::chrono::seconds sleep_max{60};

private:
    void sleep();

    mutable std::mutex mutex_;  // guards watch_
    mutable ClockWatch watch_;
    bool believed_ = true;  // when it fell asleep
    boost::asio::steady_timer timer_;
    Instant wanted_{};
    std::function<void()> callback_;
    // Which call a wait belongs to: a timer that has fired cannot be recalled, only ignored.
    unsigned turn_ = 0;
};

// Jumps from moment to moment. Who drives it asks for the next moment only when nothing is left to
// do at this one; the pace only spreads the jumps over real time. Asking again, as after a command,
// does not put a jump off: its wait counts from when the clock came to where it stands.
class VirtualClock final : public Clock {
public:
    struct Span {
        Instant from;  // where it starts
        Instant to;    // it never goes further
        std::chrono::milliseconds
            pace;           // real time from the start of the year to its end; 0: no waiting
        Instant pace_from;  // what the pace spreads: pace_from to `to`
    };
    VirtualClock(boost::asio::io_context&, Span);
    Instant now() const override;
    void wake_at(Instant, std::function<void()> callback) override;
    void cancel() override;

    bool at_end() const { return now() >= span_.to; }

private:
    boost::asio::steady_timer timer_;
    const Span span_;
    unsigned turn_ = 0;                              // as above
    std::atomic<Instant::rep> position_;             // milliseconds since 1970
    std::chrono::steady_clock::time_point arrived_;  // real time at which it came there
};

}  // namespace dondoc
