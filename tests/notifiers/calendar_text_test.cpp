#include "notifiers/calendar_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

namespace dondoc {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Date day(const char* text) {
    return *parse_iso_date(text);
}

std::string with(const CalendarEntry& entry) {
    CalendarText calendar("test", Language::vi, Instant{});
    calendar.add(entry);
    return calendar.finish();
}

std::string unfolded(const std::string& text) {
    return std::regex_replace(text, std::regex("\r\n "), "");
}

TEST(CalendarText, HoldsAWholeDayAndItsNextOne) {
    EXPECT_THAT(
        with({.uid = "a@b.example", .sequence = 2, .summary = "Hạn", .day = day("2017-02-28")}),
        AllOf(HasSubstr("UID:a@b.example\r\n"), HasSubstr("SEQUENCE:2\r\n"),
              HasSubstr("DTSTART;VALUE=DATE:20170228\r\n"),
              HasSubstr("DTEND;VALUE=DATE:20170301\r\n"),
              HasSubstr("DTSTAMP:19700101T000000Z\r\n")));
}

TEST(CalendarText, HoldsAMomentInUtc) {
    const Instant at = Instant(std::chrono::hours(24 * 365 + 7));
    EXPECT_THAT(
        with({.uid = "a", .summary = "b", .at = at, .length = std::chrono::minutes(15)}),
        AllOf(HasSubstr("DTSTART:19710101T070000Z\r\n"), HasSubstr("DTEND:19710101T071500Z\r\n")));
}

TEST(CalendarText, FoldsBetweenWholeLettersAt75Octets) {
    std::string long_words;
    for (int i = 0; i < 60; ++i)
        long_words += "ệ";
    const std::string text =
        with({.uid = "a", .summary = "x" + long_words, .day = day("2017-01-01")});
    std::size_t begin = 0;
    while (begin < text.size()) {
        const auto end = text.find("\r\n", begin);
        ASSERT_NE(end, text.npos);
        EXPECT_LE(end - begin, 75u) << text.substr(begin, end - begin);
        EXPECT_NE(static_cast<unsigned char>(text[begin]) & 0xC0U, 0x80U);
        begin = end + 2;
        if (begin < text.size() && text[begin] == ' ') {
            EXPECT_NE(static_cast<unsigned char>(text[begin + 1]) & 0xC0U, 0x80U);
        }
    }
    EXPECT_THAT(unfolded(text), HasSubstr("SUMMARY:x" + long_words + "\r\n"));
}

TEST(CalendarText, LetsNoTextBecomeALineOfItsOwn) {
    const std::string text = with({.uid = "a",
                                   .summary = "a, b; c\\d\r\nEND:VCALENDAR",
                                   .description = "\x01x\r\nBEGIN:VALARM",
                                   .day = day("2017-01-01")});
    EXPECT_THAT(unfolded(text), HasSubstr("SUMMARY:a\\, b\\; c\\\\d\\nEND:VCALENDAR\r\n"));
    EXPECT_THAT(unfolded(text), HasSubstr("DESCRIPTION:x\\nBEGIN:VALARM\r\n"));
    EXPECT_EQ(text.find("\r\nEND:VCALENDAR\r\n"), text.size() - 17);
}

TEST(CalendarText, RemindsSomeDaysBefore) {
    CalendarText calendar("test", Language::en, Instant{});
    calendar.name("Sở Y tế", std::chrono::hours(6));
    calendar.add({.uid = "a", .summary = "b", .day = day("2017-01-01"), .alarms_days_before = {2}});
    EXPECT_THAT(calendar.finish(),
                AllOf(HasSubstr("PRODID:-//dondoc//test//EN\r\n"), HasSubstr("TRIGGER:-P2D\r\n"),
                      HasSubstr("ACTION:DISPLAY\r\n"), HasSubstr("X-WR-CALNAME:Sở Y tế\r\n"),
                      HasSubstr("X-PUBLISHED-TTL:PT6H\r\n")));
}

}  // namespace
}  // namespace dondoc
