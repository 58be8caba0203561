// The one place where time is read. Everything else gets `now` as a value.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "workflows/civil.h"

namespace dondoc {

// Serves real and virtual time alike. Lives on the loop's thread.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    // Calls back once, on the loop's thread, when that instant is reached; a later call replaces an
    // earlier one. An instant that has passed calls back at once, but never from inside wake_at().
    virtual void wake_at(Instant, std::function<void()> callback) = 0;
    virtual void cancel() = 0;
};

// The system's wall clock.
Instant wall_clock_now();

}  // namespace dondoc
