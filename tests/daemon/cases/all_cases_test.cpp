// Each of the 28 hard cases of the plans has one test, and its name begins with its number.
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace dondoc::cases {
namespace {

const testing::TestSuite* suite_named(const std::string& name) {
    const auto& tests = *testing::UnitTest::GetInstance();
    for (int i = 0; i < tests.total_test_suite_count(); ++i) {
        if (tests.GetTestSuite(i)->name() == name) return tests.GetTestSuite(i);
    }
    return nullptr;
}

TEST(HardCases, HaveOneTestEach) {
    constexpr int cases = 28;
    const testing::TestSuite* suite = suite_named("HardCase");
    ASSERT_NE(suite, nullptr);
    std::map<std::string, int> tests;
    for (int i = 0; i < suite->total_test_count(); ++i)
        ++tests[std::string(suite->GetTestInfo(i)->name()).substr(0, 3)];
    for (int number = 1; number <= cases; ++number) {
        const std::string code = (number < 10 ? "C0" : "C") + std::to_string(number);
        EXPECT_EQ(tests[code], 1) << code;
    }
    EXPECT_EQ(tests.size(), std::size_t{cases});
}

}  // namespace
}  // namespace dondoc::cases
