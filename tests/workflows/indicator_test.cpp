// Targets are numbers as the plan writes them, and are compared exactly.
#include "workflows/indicator.h"

#include <gtest/gtest.h>

namespace dondoc {
namespace {

Decimal number(std::string_view text) {
    const auto value = parse_decimal(text);
    EXPECT_TRUE(value) << text;
    return value.value_or(Decimal{});
}

Indicator target(Comparator comparator, std::string_view value,
                 IndicatorUnit unit = IndicatorUnit::percent, Better better = Better::higher) {
    Indicator made;
    made.comparator = comparator;
    made.value = number(value);
    made.unit = unit;
    made.better = better;
    return made;
}

Indicator range(std::string_view low, std::string_view high, Better better = Better::higher) {
    Indicator made = target(Comparator::range, low, IndicatorUnit::count, better);
    made.upper = number(high);
    return made;
}

TEST(Decimal, IsReadWithACommaOrAPoint) {
    EXPECT_EQ(number("1,1"), number("1.1"));
    EXPECT_EQ(number("18.8").digits, 188);
    EXPECT_EQ(number("18.8").scale, 1);
    EXPECT_EQ(number("01"), number("1"));
    EXPECT_EQ(number("-0,5").digits, -5);
}

TEST(Decimal, ComparesWhatIsWrittenDifferently) {
    EXPECT_EQ(number("18.0"), number("18"));
    EXPECT_LT(number("1,09"), number("1,1"));
    EXPECT_LT(number("-1"), number("0,0001"));
    EXPECT_LT(number("999999999"), number("999999999.0001"));
    EXPECT_GT(number("999999999.9999"), number("-999999999.9999"));
}

TEST(Decimal, KeepsTheDecimalsItWasWrittenWith) {
    EXPECT_EQ(to_text(number("18.0"), DecimalMark::comma), "18,0");
    EXPECT_EQ(to_text(number("1,1"), DecimalMark::point), "1.1");
    EXPECT_EQ(to_text(number("0,05"), DecimalMark::comma), "0,05");
    EXPECT_EQ(to_text(number("-0.5"), DecimalMark::point), "-0.5");
    EXPECT_EQ(to_text(number("100"), DecimalMark::comma), "100");
}

TEST(Decimal, IsNothingElseThanDigitsWithOneMarkBetweenThem) {
    for (const char* text : {"", "-", ",5", "5,", "1.000,5", "1 000", "1e3", "+1", "--1", "1,1%",
                             "1234567890", "1,12345", "một"}) {
        EXPECT_FALSE(parse_decimal(text)) << text;
    }
}

TEST(Decimal, AddsUpExactly) {
    EXPECT_EQ(number("0,1") + number("0.2"), number("0,3"));
    EXPECT_EQ(number("-1") + number("0,25"), number("-0,75"));
    Decimal sum;
    for (int i = 0; i < 2000; ++i)
        sum = sum + number("999999999.9999");
    EXPECT_EQ(to_text(sum, DecimalMark::point), "1999999999999.8000");
    EXPECT_GT(sum, number("999999999.9999"));
}

TEST(Indicator, IsReachedByTheNumberItselfUnlessItSaysAbove) {
    EXPECT_TRUE(reaches(target(Comparator::at_least, "95"), number("95.0")));
    EXPECT_FALSE(reaches(target(Comparator::at_least, "95"), number("94,99")));
    EXPECT_FALSE(reaches(target(Comparator::above, "80"), number("80")));
    EXPECT_TRUE(reaches(target(Comparator::above, "80"), number("80,01")));
    EXPECT_FALSE(reaches(target(Comparator::below, "5"), number("5,0")));
    EXPECT_TRUE(reaches(target(Comparator::at_most, "5"), number("5,0")));
}

TEST(Indicator, IsReachedWhenItIsPassedInItsBetterDirection) {
    EXPECT_TRUE(reaches(target(Comparator::equal, "70"), number("75")));
    EXPECT_FALSE(reaches(target(Comparator::equal, "70"), number("69,9")));
    const auto lower = target(Comparator::equal, "18.0", IndicatorUnit::unwritten, Better::lower);
    EXPECT_TRUE(reaches(lower, number("17,5")));
    EXPECT_FALSE(reaches(lower, number("18,1")));
    EXPECT_TRUE(reaches(range("1", "2"), number("3")));
    EXPECT_FALSE(reaches(range("1", "2"), number("0")));
    EXPECT_TRUE(reaches(range("1", "2", Better::lower), number("2")));
    EXPECT_FALSE(reaches(range("1", "2", Better::lower), number("3")));
}

TEST(Indicator, IsImpossibleAboveAHundredPercentAndBelowNothing) {
    EXPECT_TRUE(impossible(target(Comparator::above, "100")));
    EXPECT_TRUE(impossible(target(Comparator::at_least, "100,5")));
    EXPECT_TRUE(impossible(target(Comparator::below, "0")));
    EXPECT_TRUE(impossible(target(Comparator::at_most, "-1")));
    EXPECT_FALSE(impossible(target(Comparator::equal, "100")));
    EXPECT_FALSE(impossible(target(Comparator::above, "99,9")));
    EXPECT_FALSE(impossible(target(Comparator::above, "100", IndicatorUnit::count)));
    EXPECT_FALSE(impossible(target(Comparator::at_most, "0")));
    EXPECT_FALSE(impossible(target(Comparator::above, "100", IndicatorUnit::percent_change)));
    EXPECT_FALSE(impossible(target(Comparator::below, "0", IndicatorUnit::percent_change)));
}

TEST(Indicator, TakesTheValuesThatItsUnitCanHave) {
    const auto fault = [](IndicatorUnit unit, std::string_view value) {
        return fault_of(target(Comparator::equal, "1", unit), number(value));
    };
    EXPECT_EQ(fault(IndicatorUnit::percent, "0"), ValueFault::none);
    EXPECT_EQ(fault(IndicatorUnit::percent, "100,0"), ValueFault::none);
    EXPECT_EQ(fault(IndicatorUnit::percent, "100,0001"), ValueFault::above_hundred);
    EXPECT_EQ(fault(IndicatorUnit::percent, "-0,1"), ValueFault::negative);
    EXPECT_EQ(fault(IndicatorUnit::per_10000, "-1"), ValueFault::negative);
    EXPECT_EQ(fault(IndicatorUnit::count, "500"), ValueFault::none);
    EXPECT_EQ(fault(IndicatorUnit::count, "1,2"), ValueFault::not_whole);
    EXPECT_EQ(fault(IndicatorUnit::percent_change, "-1,2"), ValueFault::none);
    EXPECT_EQ(fault(IndicatorUnit::percent_change, "150"), ValueFault::none);
    EXPECT_EQ(fault(IndicatorUnit::unwritten, "-1"), ValueFault::none);
}

TEST(Indicator, MayLieBelowNothingWhereItsUnitDoesNotForbidIt) {
    using enum IndicatorUnit;
    for (const IndicatorUnit unit : {percent, per_1000, per_10000, count}) {
        EXPECT_TRUE(impossible(target(Comparator::below, "0", unit))) << to_string(unit);
        EXPECT_TRUE(impossible(target(Comparator::at_most, "-0,5", unit))) << to_string(unit);
    }
    for (const IndicatorUnit unit : {unwritten, ratio}) {
        EXPECT_FALSE(impossible(target(Comparator::below, "0", unit))) << to_string(unit);
        EXPECT_FALSE(impossible(target(Comparator::at_most, "-1", unit))) << to_string(unit);
    }
}

}  // namespace
}  // namespace dondoc
