// Random parts of plans, for tests that live through random years: the core's alone and those of
// the whole daemon. What comes out depends on the seed alone, whatever the library.
#pragma once

#include <cstddef>
#include <random>
#include <string>

#include "tests/workflows/world.h"

namespace dondoc::test {

class Chance {
public:
    explicit Chance(unsigned seed) : engine_(seed) {}

    // Both ends included. Not a standard distribution: those differ between libraries.
    int between(int low, int high) {
        return low + static_cast<int>(engine_() % static_cast<unsigned>(high - low + 1));
    }
    bool one_in(int n) { return between(1, n) == 1; }
    template <class Choices>
    auto of(const Choices& choices) {
        return choices[static_cast<std::size_t>(between(0, static_cast<int>(choices.size()) - 1))];
    }

private:
    std::mt19937 engine_;
};

// For has_ladder(): a few rungs of all audiences, some of them copies or in need of a release.
std::string random_rungs(Chance&);
// A day of the first half of 2017.
Date random_day(Chance&);
// Of any kind that hangs on no event.
Deadline random_deadline(Chance&);
// Hangs on this event; now and then it is a buffer before another that does.
Deadline random_anchored(Chance&, const std::string& event);
Decision random_decision(Chance&, Date today);
// At most so many days and a day on, at any millisecond.
Instant later(Chance&, Instant now, int days_max);

}  // namespace dondoc::test
