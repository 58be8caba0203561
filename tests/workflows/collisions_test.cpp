#include "workflows/collisions.h"

#include <gtest/gtest.h>

#include "tests/golden.h"
#include "tests/workflows/world.h"

namespace dondoc {
namespace {

using namespace test;

// A line a collision, in both languages.
std::string told(const World& world, Language language = Language::vi) {
    const Definition definition = world.definition();
    const Duty& duty = *definition.campaign.duty("dang-ky");
    const auto term = term_of(duty.occurrences.front().deadline, *definition.calendar);
    std::string lines = "\n";
    for (const Collision& one : collisions(definition, duty, *term))
        lines += std::string(to_string(one.kind)) + ": " + words(one, *term, language) + "\n";
    return lines;
}

World owing(const Deadline& deadline) {
    World world;
    world.has_ladder(usual_rungs);
    world.owes("dang-ky", deadline);
    return world;
}

TEST(Collisions, OfARegistrationAtTetAreAllToldWithTheirDays) {
    const World world = owing(before("2017-01-30"));
    EXPECT_TRUE(matches_golden(told(world) + told(world, Language::en),
                               "workflows/golden/collisions-at-tet.txt"));
}

TEST(Collisions, OfASundayAreOneSentence) {
    EXPECT_EQ(told(owing(by("2017-06-18"))), R"(
day_off: ngày cuối 18/6/2017 là ngày nghỉ; ngày làm việc cuối là 16/6/2017
)");
    EXPECT_EQ(told(owing(by("2017-06-18")), Language::en), R"(
day_off: the last permitted day 2017-06-18 is not worked; the last working day is 2017-06-16
)");
}

TEST(Collisions, OfAWorkingDayFarFromHolidaysAreNone) {
    EXPECT_EQ(told(owing(by("2017-06-15"))), "\n");
}

// «trong tháng 12/2017»: that the 31st is a Sunday misleads nobody.
TEST(Collisions, OfAMonthDoNotSpeakOfItsLastDay) {
    EXPECT_EQ(told(owing(within_month(2017, 12))), "\n");
}

TEST(DaysOff, ReachFromTheFirstDayNotWorkedToTheLast) {
    const Definition definition = World().definition();
    const auto tet = days_off_around(day("2017-01-29"), *definition.calendar);
    ASSERT_TRUE(tet);
    EXPECT_EQ(tet->days, (DateSpan{day("2017-01-26"), day("2017-02-01")}));
    EXPECT_EQ(tet->count(), 7);
    EXPECT_FALSE(days_off_around(day("2017-01-25"), *definition.calendar));
}

TEST(Breaks, OfAYearAreThoseLongerThanAWeekendAndADay) {
    const Definition definition = World().definition();
    const auto breaks = breaks_in(year_span(2017), *definition.calendar);
    ASSERT_FALSE(breaks.empty());
    EXPECT_EQ(breaks.front().days.first, day("2017-01-26"));
    for (const DaysOff& one : breaks)
        EXPECT_GE(one.count(), break_days_min);
}

}  // namespace
}  // namespace dondoc
