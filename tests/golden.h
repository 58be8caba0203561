// Golden files: long expected output that stands in a file of its own, beside the test.
// `UPDATE_GOLDEN=1 ctest …` writes what the product says now; the change is then read in review.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace dondoc {

// Bytes of a file; what is not there is a failure of the test that asked.
inline std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) ADD_FAILURE() << "cannot read " << path;
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

// The first line (1-based) at which two texts part, with both sides; empty if they are the same.
inline std::string first_difference(std::string_view expected, std::string_view actual) {
    if (expected == actual) return "";
    for (int number = 1;; ++number) {
        const auto expected_end = expected.find('\n');
        const auto actual_end = actual.find('\n');
        const auto expected_line = expected.substr(0, expected_end);
        const auto actual_line = actual.substr(0, actual_end);
        const bool last = expected_end == expected.npos || actual_end == actual.npos;
        if (last || expected_line != actual_line) {
            std::ostringstream text;
            text << "line " << number << "\n  expected: " << expected_line
                 << "\n  actual:   " << actual_line;
            return text.str();
        }
        expected.remove_prefix(expected_end + 1);
        actual.remove_prefix(actual_end + 1);
    }
}

// EXPECT_TRUE(matches_golden(mail, "notifiers/golden/reminder.eml")); `name` is below tests/.
inline testing::AssertionResult matches_golden(std::string_view actual, std::string_view name) {
    const auto path = std::filesystem::path(DONDOC_TESTS_DIR) / name;
    if (const char* update = std::getenv("UPDATE_GOLDEN"); update && *update) {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << actual;
    }
    const auto difference = first_difference(read_bytes(path), actual);
    if (difference.empty()) return testing::AssertionSuccess();
    return testing::AssertionFailure()
           << path << ", " << difference
           << "\nIf the new text is right: UPDATE_GOLDEN=1, and read it.";
}

}  // namespace dondoc
