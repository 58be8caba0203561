// Random lives of the daemon. A failure prints the whole story; DONDOC_SEED=17 lives that one again
// and DONDOC_SEEDS=2000 lives many more than a usual run does.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "tests/daemon/loop/life.h"

namespace dondoc::loop_test {

namespace {

constexpr int moves_a_life = 14;
constexpr unsigned lives = 60;

unsigned number_from(const char* variable, unsigned otherwise) {
    const char* text = std::getenv(variable);
    return text ? static_cast<unsigned>(std::strtoul(text, nullptr, 10)) : otherwise;
}

TEST(RandomLife, KeepsEveryPromiseWhateverHappens) {
    if (const unsigned seed = number_from("DONDOC_SEED", 0); seed > 0) {
        Life life(seed);
        life.live(moves_a_life);
        std::cout << life.story;
        return;
    }
    const unsigned last = number_from("DONDOC_SEEDS", lives);
    for (unsigned seed = 1; seed <= last && !testing::Test::HasFailure(); ++seed)
        Life(seed).live(moves_a_life);
}

}  // namespace

}  // namespace dondoc::loop_test
