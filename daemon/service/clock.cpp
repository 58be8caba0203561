#include "daemon/service/clock.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace dondoc {

namespace {

// Goes on while the machine sleeps; setting the clock does not touch it.
Uptime uptime() {
    timespec up{};
    clock_gettime(CLOCK_BOOTTIME, &up);
    return std::chrono::duration_cast<Uptime>(std::chrono::seconds(up.tv_sec) +
                                              std::chrono::nanoseconds(up.tv_nsec));
}

}  // namespace

std::chrono::microseconds monotonic_time() {
    const auto since_start = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(since_start);
}

RealClock::RealClock(boost::asio::io_context& context, const Known& known)
    : watch_(wall(), uptime(), known.recorded, known.jump), timer_(context) {}

Instant RealClock::wall() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Instant RealClock::now() const {
    const std::lock_guard lock(mutex_);
    return watch_.look(wall(), uptime());
}

std::optional<ClockJump> RealClock::jump() const {
    const std::lock_guard lock(mutex_);
    watch_.look(wall(), uptime());
    return watch_.jump();
}

void RealClock::confirm() {
    const std::lock_guard lock(mutex_);
    watch_.confirm(wall(), uptime());
}

void RealClock::wake_at(Instant moment, std::function<void()> callback) {
    ++turn_;
    wanted_ = moment;
    callback_ = std::move(callback);
    believed_ = !jump();
    sleep();
}

void RealClock::sleep() {
    // Rounded up, so that the wanted moment is never looked at a fraction too early.
    const auto left = wanted_ - now() + std::chrono::milliseconds(1);
    timer_.expires_after(std::clamp<std::chrono::milliseconds>(left, {}, sleep_max));
    timer_.async_wait([this, turn = turn_](const boost::system::error_code& failed) {
        if (failed || turn != turn_) return;
        if (believed_ == !jump() && now() < wanted_) return sleep();
        std::exchange(callback_, {})();
    });
}

void RealClock::cancel() {
    ++turn_;
    timer_.cancel();
    callback_ = {};
}

VirtualClock::VirtualClock(boost::asio::io_context& context, Span span)
    : timer_(context),
      span_(span),
      position_(span.from.time_since_epoch().count()),
      arrived_(std::chrono::steady_clock::now()) {}

Instant VirtualClock::now() const {
    return Instant(std::chrono::milliseconds(position_.load()));
}

void VirtualClock::wake_at(Instant moment, std::function<void()> callback) {
    const Instant target = std::clamp(moment, now(), std::max(now(), span_.to));
    using Seconds = std::chrono::duration<double>;
    const Seconds year = span_.to - span_.pace_from;
    const double share = year.count() > 0 ? Seconds(target - now()) / year : 0;
    const Seconds wait = share * Seconds(span_.pace);
    timer_.expires_at(arrived_ +
                      std::chrono::duration_cast<std::chrono::steady_clock::duration>(wait));
    const unsigned turn = ++turn_;
    timer_.async_wait([this, turn, target, callback = std::move(callback)](const auto& failed) {
        if (failed || turn != turn_) return;
        position_ = target.time_since_epoch().count();
        arrived_ = std::chrono::steady_clock::now();
        callback();
    });
}

void VirtualClock::cancel() {
    ++turn_;
    timer_.cancel();
}

}  // namespace dondoc
