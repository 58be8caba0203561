// What is kept for the fuzzers, and what they begin with, as ordinary tests: an input that once
// ended a fuzzer stays in corpus/<target>/ and must pass for ever after.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzzing/target.h"

namespace dondoc::fuzzing {

void PrintTo(const Target& target, std::ostream* to) {
    *to << target.name;
}

namespace {

std::vector<std::filesystem::path> kept_inputs(std::string_view target) {
    const auto folder = std::filesystem::path(DONDOC_TESTS_DIR) / "corpus" / target;
    std::vector<std::filesystem::path> files;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none))
        files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

class Fuzzing : public testing::TestWithParam<Target> {};

TEST_P(Fuzzing, HoldsForAllItBeginsWith) {
    const auto seeds = GetParam().seeds();
    EXPECT_FALSE(seeds.empty());
    for (const std::string& seed : seeds)
        GetParam().run(seed);
}

TEST_P(Fuzzing, HoldsForAllThatIsKept) {
    const auto files = kept_inputs(GetParam().name);
    EXPECT_FALSE(files.empty());
    for (const auto& file : files) {
        std::ifstream stream(file, std::ios::binary);
        const std::string input{std::istreambuf_iterator<char>(stream), {}};
        std::fprintf(stderr, "%s\n", file.c_str());  // the last one named is the one at fault
        GetParam().run(input);
    }
}

TEST_P(Fuzzing, HoldsForWhatIsNeverWritten) {
    GetParam().run("");
    GetParam().run(std::string(1, '\0'));
    GetParam().run(std::string(300, '\xFF'));
    GetParam().run("\r\n\r\n\r\n");
}

INSTANTIATE_TEST_SUITE_P(Every, Fuzzing, testing::ValuesIn(targets().begin(), targets().end()),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace dondoc::fuzzing
