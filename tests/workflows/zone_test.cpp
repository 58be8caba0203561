#include "workflows/zone.h"

#include <gtest/gtest.h>

namespace dondoc {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

Zone zone(std::string_view name) {
    auto found = Zone::find(name);
    EXPECT_TRUE(found.has_value()) << name;
    return *found;
}

Instant utc(std::string_view text) {
    auto instant = parse_rfc3339(text);
    EXPECT_TRUE(instant.has_value()) << text;
    return *instant;
}

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

TEST(Zone, OpensTheMorningOfHanoiAtHalfPastMidnightUtc) {
    Zone hanoi = zone("Asia/Ho_Chi_Minh");
    Instant opening = hanoi.at(day("2017-01-11"), minutes{7 * 60 + 30});
    EXPECT_EQ(opening, utc("2017-01-11T00:30:00Z"));
    EXPECT_EQ(hanoi.date_of(opening), day("2017-01-11"));
    EXPECT_EQ(hanoi.time_of(opening), minutes{7 * 60 + 30});
    EXPECT_EQ(hanoi.offset_at(opening), hours{7});
    EXPECT_EQ(hanoi.name(), "Asia/Ho_Chi_Minh");
}

TEST(Zone, ChangesTheDayAtItsOwnMidnight) {
    Zone hanoi = zone("Asia/Ho_Chi_Minh");
    EXPECT_EQ(hanoi.date_of(utc("2017-01-29T16:59:59Z")), day("2017-01-29"));
    EXPECT_EQ(hanoi.date_of(utc("2017-01-29T17:00:00Z")), day("2017-01-30"));
    EXPECT_EQ(hanoi.at(day("2017-01-29"), hours{24}), hanoi.at(day("2017-01-30"), hours{0}));
    EXPECT_EQ(hanoi.time_of(utc("2017-01-29T16:59:59.999Z")), minutes{23 * 60 + 59});
}

TEST(Zone, RoundsDownBefore1970Too) {
    Zone universal = zone("UTC");
    Instant instant = utc("1969-12-31T23:59:59.999Z");
    EXPECT_EQ(universal.date_of(instant), day("1969-12-31"));
    EXPECT_EQ(universal.time_of(instant), minutes{23 * 60 + 59});
    EXPECT_EQ(universal.rfc3339(instant), "1969-12-31T23:59:59.999+00:00");
}

TEST(Zone, KnowsNoZoneThatTheSystemDoesNotKnow) {
    for (const char* name :
         {"", "Asia/Hanoi_City", "asia/ho_chi_minh ", "../../etc/passwd", "+07:00"})
        EXPECT_FALSE(Zone::find(name).has_value()) << name;
}

TEST(Zone, WritesRfc3339WithItsOffsetAndReadsItBack) {
    Zone hanoi = zone("Asia/Ho_Chi_Minh");
    Instant instant = utc("2017-01-11T00:30:00Z");
    EXPECT_EQ(hanoi.rfc3339(instant), "2017-01-11T07:30:00+07:00");
    EXPECT_EQ(hanoi.rfc3339(instant + milliseconds{7}), "2017-01-11T07:30:00.007+07:00");
    EXPECT_EQ(zone("America/New_York").rfc3339(instant), "2017-01-10T19:30:00-05:00");
    EXPECT_EQ(zone("Asia/Kolkata").rfc3339(instant), "2017-01-11T06:00:00+05:30");

    for (const char* name : {"Asia/Ho_Chi_Minh", "America/St_Johns", "Australia/Lord_Howe", "UTC"})
        for (auto step = 0; step < 40; ++step) {
            Instant then = utc("1905-01-01T00:00:00Z") + step * milliseconds{121'234'567'891};
            EXPECT_EQ(parse_rfc3339(zone(name).rfc3339(then)), then) << name << " " << step;
        }
}

TEST(Zone, WritesTheDateOfAMail) {
    Instant instant = utc("2017-01-11T00:30:00Z");
    EXPECT_EQ(zone("Asia/Ho_Chi_Minh").rfc5322(instant), "Wed, 11 Jan 2017 07:30:00 +0700");
    EXPECT_EQ(zone("America/St_Johns").rfc5322(instant), "Tue, 10 Jan 2017 21:00:00 -0330");
    EXPECT_EQ(zone("UTC").rfc5322(utc("2024-09-01T05:06:07.9Z")),
              "Sun, 01 Sep 2024 05:06:07 +0000");
}

TEST(Zone, ReadsRfc3339WithAnyOffset) {
    Instant instant = utc("2017-01-11T00:30:00Z");
    EXPECT_EQ(parse_rfc3339("2017-01-11T07:30:00+07:00"), instant);
    EXPECT_EQ(parse_rfc3339("2017-01-10T19:30:00-05:00"), instant);
    EXPECT_EQ(parse_rfc3339("2017-01-11t00:30:00z"), instant);
    EXPECT_EQ(parse_rfc3339("2017-01-11T00:30:00-00:00"), instant);
    EXPECT_EQ(parse_rfc3339("2017-01-11T00:30:00.5Z"), instant + milliseconds{500});
    EXPECT_EQ(parse_rfc3339("2017-01-11T00:30:00.0079999Z"), instant + milliseconds{7});
}

TEST(Zone, RefusesWhatIsNotAWholeRfc3339DateAndTime) {
    for (const char* text :
         {"", "2017-01-11", "2017-01-11T07:30:00", "2017-01-11T07:30Z", "2017-01-11 07:30:00Z",
          "2017-02-30T07:30:00Z", "2017-01-11T24:00:00Z", "2017-01-11T07:60:00Z",
          "2017-01-11T07:30:60Z", "2017-01-11T07:30:00.Z", "2017-01-11T07:30:00+7:00",
          "2017-01-11T07:30:00+0700", "2017-01-11T07:30:00+24:00", "2017-01-11T07:30:00+07:60",
          "2017-01-11T07:30:00Zz", "2017-01-11T07:30:00+07:00 ", " 2017-01-11T07:30:00Z",
          "2017-01-11T-7:30:00Z"})
        EXPECT_FALSE(parse_rfc3339(text).has_value()) << text;
}

// On 2025-03-30 Berlin goes from 02:00 to 03:00, on 2025-10-26 from 03:00 back to 02:00.
TEST(Zone, TakesTheMomentOfTheSwitchForATimeThatSummerTimeLeavesOut) {
    Zone berlin = zone("Europe/Berlin");
    EXPECT_EQ(berlin.at(day("2025-03-30"), minutes{2 * 60 + 30}), utc("2025-03-30T01:00:00Z"));
    EXPECT_EQ(berlin.at(day("2025-03-30"), minutes{1 * 60 + 59}), utc("2025-03-30T00:59:00Z"));
    EXPECT_EQ(berlin.at(day("2025-03-30"), minutes{3 * 60}), utc("2025-03-30T01:00:00Z"));
}

TEST(Zone, TakesTheFirstOfATimeThatComesTwice) {
    Zone berlin = zone("Europe/Berlin");
    EXPECT_EQ(berlin.at(day("2025-10-26"), minutes{2 * 60 + 30}), utc("2025-10-26T00:30:00Z"));
    EXPECT_EQ(berlin.at(day("2025-10-26"), minutes{3 * 60}), utc("2025-10-26T02:00:00Z"));
}

// The zone files list their switches up to 2037; the rule goes on.
TEST(Zone, KeepsSummerTimeAfterTheListedYears) {
    Zone new_york = zone("America/New_York");
    EXPECT_EQ(new_york.offset_at(utc("2050-07-01T12:00:00Z")), hours{-4});
    EXPECT_EQ(new_york.offset_at(utc("2050-01-01T12:00:00Z")), hours{-5});
    EXPECT_EQ(new_york.at(day("2050-07-01"), hours{8}), utc("2050-07-01T12:00:00Z"));

    // Summer time of 2044 begins on Sunday 13 March and ends on Sunday 6 November, to the minute.
    EXPECT_EQ(new_york.offset_at(utc("2044-03-13T06:59:59Z")), hours{-5});
    EXPECT_EQ(new_york.offset_at(utc("2044-03-13T07:00:00Z")), hours{-4});
    EXPECT_EQ(new_york.at(day("2044-03-13"), minutes{2 * 60 + 30}), utc("2044-03-13T07:00:00Z"));
    EXPECT_EQ(new_york.offset_at(utc("2044-11-06T05:59:59Z")), hours{-4});
    EXPECT_EQ(new_york.offset_at(utc("2044-11-06T06:00:00Z")), hours{-5});

    EXPECT_EQ(zone("Australia/Sydney").offset_at(utc("2048-12-31T13:30:00Z")), hours{11});
    EXPECT_EQ(zone("Asia/Ho_Chi_Minh").at(day("2060-02-29"), hours{8}),
              utc("2060-02-29T01:00:00Z"));
}

}  // namespace
}  // namespace dondoc
