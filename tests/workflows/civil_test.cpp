#include "workflows/civil.h"

#include <gtest/gtest.h>

namespace dondoc {
namespace {

TEST(Civil, MakesOnlyDaysThatExist) {
    EXPECT_TRUE(make_date(2024, 2, 29).has_value());
    EXPECT_FALSE(make_date(2025, 2, 29).has_value());
    EXPECT_FALSE(make_date(2025, 2, 30).has_value());
    EXPECT_FALSE(make_date(2025, 0, 1).has_value());
    EXPECT_FALSE(make_date(2025, 13, 1).has_value());
    EXPECT_FALSE(make_date(2025, 4, 31).has_value());
    EXPECT_FALSE(make_date(2025, 4, 0).has_value());
    EXPECT_FALSE(make_date(0, 4, 1).has_value());
    EXPECT_FALSE(make_date(10000, 1, 1).has_value());
}

// A month is kept in a byte: 257 must not become January.
TEST(Civil, DoesNotWrapLargeNumbersIntoRealDays) {
    EXPECT_FALSE(make_date(2025, 257, 1).has_value());
    EXPECT_FALSE(make_date(2025, 1, 257).has_value());
    EXPECT_FALSE(make_date(67561, 1, 1).has_value());
}

TEST(Civil, WritesAndReadsIsoDates) {
    for (const char* text :
         {"0001-01-01", "2017-01-30", "2024-02-29", "2025-12-31", "9999-12-31"}) {
        auto day = parse_iso_date(text);
        ASSERT_TRUE(day.has_value()) << text;
        EXPECT_EQ(iso_date(*day), text);
    }
}

TEST(Civil, RefusesWhatIsNotExactlyAnIsoDate) {
    for (const char* text :
         {"", "2017-1-30", "2017-01-3", " 2017-01-30", "2017-01-30 ", "2017/01/30", "30-01-2017",
          "2017-02-30", "2017-13-01", "+017-01-30", "2017-01-+3", "2017-01-30T00:00:00Z",
          "20170130", "0000-01-01", "2017-0a-01"})
        EXPECT_FALSE(parse_iso_date(text).has_value()) << text;
}

TEST(Civil, WritesTimesOfDayUpToMidnight) {
    EXPECT_EQ(clock_time(std::chrono::minutes{7 * 60 + 30}), "07:30");
    EXPECT_EQ(clock_time(std::chrono::hours{24}), "24:00");
}

// Decree 30/2020/NĐ-CP: a zero before days below ten and before January and February, no other.
TEST(Civil, WritesDatesInTheOfficialForm) {
    EXPECT_EQ(official_date(*make_date(2017, 6, 5)), "05/6/2017");
    EXPECT_EQ(official_date(*make_date(2017, 2, 15)), "15/02/2017");
    EXPECT_EQ(official_date(*make_date(2017, 1, 30)), "30/01/2017");
    EXPECT_EQ(official_date(*make_date(2017, 3, 1)), "01/3/2017");
    EXPECT_EQ(official_date(*make_date(2017, 6, 15)), "15/6/2017");
    EXPECT_EQ(official_date(*make_date(2025, 12, 15)), "15/12/2025");
    EXPECT_EQ(official_day_month(*make_date(2017, 6, 5)), "05/6");
    EXPECT_EQ(official_day_month(*make_date(2017, 2, 1)), "01/02");
}

TEST(Civil, SpansMonthsAndYearsFromTheirFirstDayToTheirLast) {
    EXPECT_EQ(month_span(2024, 2), (DateSpan{*make_date(2024, 2, 1), *make_date(2024, 2, 29)}));
    EXPECT_EQ(month_span(2025, 9), (DateSpan{*make_date(2025, 9, 1), *make_date(2025, 9, 30)}));
    EXPECT_EQ(year_span(2017), (DateSpan{*make_date(2017, 1, 1), *make_date(2017, 12, 31)}));

    DateSpan june = month_span(2017, 6);
    EXPECT_TRUE(june.contains(*make_date(2017, 6, 1)));
    EXPECT_TRUE(june.contains(*make_date(2017, 6, 30)));
    EXPECT_FALSE(june.contains(*make_date(2017, 5, 31)));
    EXPECT_FALSE(june.contains(*make_date(2017, 7, 1)));
}

TEST(Civil, KnowsTheDayOfTheWeekAndTheYear) {
    Date day = *make_date(2017, 6, 15);
    EXPECT_EQ(weekday(day), std::chrono::Thursday);
    EXPECT_EQ(year_of(day), 2017);
    EXPECT_EQ(static_cast<unsigned>(ymd(day).day()), 15u);
}

}  // namespace
}  // namespace dondoc
