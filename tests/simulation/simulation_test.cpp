// A few lives; the program dondoc_simulation lives many. DONDOC_SEED=17 lives that one and tells
// its story, DONDOC_SEEDS=12 lives fewer.
#include "tests/simulation/simulation.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

namespace dondoc::simulation {
namespace {

constexpr unsigned lives = 100;
constexpr unsigned slices = 4;  // so that several cores have their share

unsigned number_from(const char* variable, unsigned otherwise) {
    const char* text = std::getenv(variable);
    return text ? static_cast<unsigned>(std::strtoul(text, nullptr, 10)) : otherwise;
}

class Lives : public testing::TestWithParam<unsigned> {};

TEST_P(Lives, KeepEveryPromiseWhateverFails) {
    if (const unsigned seed = number_from("DONDOC_SEED", 0); seed > 0) {
        if (seed % slices != GetParam()) return;
        Simulation life(seed);
        life.run();
        std::cout << life.story;
        return;
    }
    const unsigned last = number_from("DONDOC_SEEDS", lives);
    std::map<std::string, std::int64_t> all;
    for (unsigned seed = GetParam() + 1; seed <= last && !HasFailure(); seed += slices) {
        Simulation life(seed);
        life.run();
        for (const auto& [name, count] : life.figures())
            all[name] += count;
    }
    if (last < lives || HasFailure()) return;
    EXPECT_EQ(all["notices lost"], 0);
    for (const DiskFault fault :
         {DiskFault::read_fails, DiskFault::write_fails, DiskFault::write_torn,
          DiskFault::sync_fails, DiskFault::disk_full, DiskFault::power_cut, DiskFault::killed})
        EXPECT_GT(all["fault: " + std::string(to_string(fault))], 0) << to_string(fault);
    EXPECT_GT(all["fault: writes lost in power cuts"], 0);
    EXPECT_GT(all["repeats with the same id and bytes"], 0);
}

INSTANTIATE_TEST_SUITE_P(Simulation, Lives, testing::Range(0U, slices));

std::pair<std::string, std::map<std::string, std::int64_t>> lived(unsigned seed) {
    Simulation life(seed);
    life.run();
    return {life.story, life.figures()};
}

TEST(Simulation, TellsTheSameStoryForTheSameSeed) {
    for (const unsigned seed : {7U, 21U})
        EXPECT_EQ(lived(seed), lived(seed));
}

}  // namespace
}  // namespace dondoc::simulation
