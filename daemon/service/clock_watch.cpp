#include "daemon/service/clock_watch.h"

#include <algorithm>

namespace dondoc {

ClockWatch::ClockWatch(Instant wall, Uptime up, std::optional<Instant> recorded,
                       std::optional<ClockJump> open)
    : base_(wall), base_up_(up) {
    if (!recorded) return;
    const bool earlier = wall < *recorded - tolerance;
    const bool ahead = open && open->from < open->to && wall >= open->to - tolerance;
    if (!earlier && !ahead) return;
    base_ = *recorded;
    since_start_ = true;
    jump_ = earlier ? ClockJump{*recorded, wall} : *open;
}

Instant ClockWatch::look(Instant wall, Uptime up) {
    const Instant expected = base_ + (up - base_up_);
    if (jump_) {
        if (!back(wall, expected)) return expected;
        confirm(wall, up);
    } else if (wall < expected - tolerance || wall > expected + tolerance) {
        jump_ = ClockJump{expected, wall};
        return expected;
    } else if (up - base_up_ >= compared_over) {
        confirm(wall, up);
    }
    return wall;
}

bool ClockWatch::back(Instant wall, Instant expected) const {
    if (wall < expected - tolerance) return false;
    if (!since_start_) return wall <= expected + tolerance;
    return jump_->to < jump_->from || wall < jump_->to - tolerance;
}

void ClockWatch::confirm(Instant wall, Uptime up) {
    base_ = wall;
    base_up_ = up;
    jump_.reset();
    since_start_ = false;
}

}  // namespace dondoc
