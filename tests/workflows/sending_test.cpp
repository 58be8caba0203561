#include <gtest/gtest.h>

#include "tests/workflows/world.h"
#include "workflows/planner.h"

namespace dondoc {
namespace {

using namespace test;

// The moment of a notice planned at `now` by a row that was due at `due` ("" for no row).
std::string moment_of(std::string_view due, std::string_view now, const World& world = {}) {
    const auto row = due.empty() ? std::nullopt : std::optional(at(due));
    const auto moment = sending_moment(world.definition(), row, at(now));
    return moment ? clock(*moment) : "none";
}

std::string opening_after(std::string_view now) {
    return clock(next_opening(World().definition(), at(now)));
}

TEST(SendingWindow, IsOpenOnWorkingDaysFromHalfPastSevenUntilHalfPastFour) {
    const Definition definition = World().definition();
    const auto open = [&](std::string_view when) {
        return in_sending_window(definition, at(when));
    };
    EXPECT_FALSE(open("2017-01-11 07:29:59"));
    EXPECT_TRUE(open("2017-01-11 07:30"));
    EXPECT_TRUE(open("2017-01-11 16:29:59"));
    EXPECT_FALSE(open("2017-01-11 16:30"));
    EXPECT_FALSE(open("2017-01-14 09:00"));  // Saturday
    EXPECT_FALSE(open("2017-01-27 09:00"));  // Tết
}

TEST(SendingWindow, OpensNextOnTheNextWorkingDay) {
    EXPECT_EQ(opening_after("2017-01-11 06:00"), "2017-01-11 07:30");
    EXPECT_EQ(opening_after("2017-01-11 07:30"), "2017-01-12 07:30");
    EXPECT_EQ(opening_after("2017-01-11 16:45"), "2017-01-12 07:30");
    EXPECT_EQ(opening_after("2017-01-13 12:00"), "2017-01-16 07:30");
    EXPECT_EQ(opening_after("2017-01-25 16:30"), "2017-02-02 07:30");
}

TEST(SendingWindow, KeepsAMomentThatLiesInIt) {
    const Definition definition = World().definition();
    EXPECT_EQ(next_sending_time(definition, at("2017-01-11 10:12")), at("2017-01-11 10:12"));
    EXPECT_EQ(next_sending_time(definition, at("2017-01-11 05:12")), at("2017-01-11 07:30"));
    EXPECT_EQ(next_sending_time(definition, at("2017-01-11 16:30")), at("2017-01-12 07:30"));
}

TEST(SendingMoment, IsTheOpeningForARowThatWaitedForIt) {
    EXPECT_EQ(moment_of("2017-01-11 07:30", "2017-01-11 07:30"), "2017-01-11 07:30");
    EXPECT_EQ(moment_of("2017-01-11 07:30", "2017-01-11 07:34:59"), "2017-01-11 07:30");
    EXPECT_EQ(moment_of("2017-01-11 07:30", "2017-01-11 07:35"), "2017-01-11 07:40");
}

TEST(SendingMoment, IsTheNextSlotForAnyOther) {
    EXPECT_EQ(moment_of("", "2017-01-11 07:30"), "2017-01-11 07:35");
    EXPECT_EQ(moment_of("", "2017-01-11 09:02:30"), "2017-01-11 09:05");
    EXPECT_EQ(moment_of("", "2017-01-11 09:04:59"), "2017-01-11 09:05");
    EXPECT_EQ(moment_of("", "2017-01-11 09:05"), "2017-01-11 09:10");
    EXPECT_EQ(moment_of("2017-01-11 09:03", "2017-01-11 09:03"), "2017-01-11 09:05");
    EXPECT_EQ(moment_of("2017-01-10 07:30", "2017-01-11 09:03"), "2017-01-11 09:05");
}

TEST(SendingMoment, IsNotADayThatTheRowStillWaitsFor) {
    EXPECT_EQ(moment_of("2017-01-18 07:30", "2017-01-11 09:03"), "2017-01-11 09:05");
}

TEST(SendingMoment, IsNoneOutsideTheWindowAndWhenItsLastSlotHasBegun) {
    EXPECT_EQ(moment_of("2017-01-11 07:30", "2017-01-11 16:24:59"), "2017-01-11 16:25");
    EXPECT_EQ(moment_of("2017-01-11 07:30", "2017-01-11 16:25"), "none");
    EXPECT_EQ(moment_of("2017-01-11 07:30", "2017-01-11 22:00"), "none");
    EXPECT_EQ(moment_of("2017-01-11 07:30", "2017-01-14 09:00"), "none");
    EXPECT_EQ(moment_of("2017-01-11 07:30", "2017-01-12 06:00"), "none");
}

TEST(SendingMoment, FitsAWindowShorterThanASlotOnceADay) {
    World world;
    world.sending.window = {TimeOfDay{8 * 60 + 2}, TimeOfDay{8 * 60 + 4}};
    EXPECT_EQ(moment_of("2017-01-11 08:02", "2017-01-11 08:02", world), "2017-01-11 08:02");
    EXPECT_EQ(moment_of("2017-01-11 08:02", "2017-01-11 08:04", world), "none");
    EXPECT_EQ(moment_of("", "2017-01-11 08:03", world), "none");
}

TEST(RungMoments, ComeInTheOrderTheyFallDueAtTheOpeningOfTheirDay) {
    World world;
    world.has_ladder("start.contact -10.contact -9.contact +1.head");
    // A fortnight is so short that its tenth day back lies before its first.
    world.owes(
        "dang-ky",
        {.op = DueOperator::within, .span = {day("2017-06-05"), day("2017-06-16")}, .written = ""});
    const Definition definition = world.definition();
    const Duty& duty = definition.campaign.duties.front();
    const Term term = *term_of(duty.occurrences.front().deadline, *definition.calendar);
    std::string text = "\n";
    for (const RungMoment& moment : rung_moments(definition, duty, term)) {
        EXPECT_EQ(definition.zone.date_of(moment.at), moment.day);
        text += clock(moment.at) + ' ' + moment.rung->id + '\n';
    }
    EXPECT_EQ(text, R"(
2017-06-02 07:30 -10.contact
2017-06-05 07:30 start.contact
2017-06-05 07:30 -9.contact
2017-06-19 07:30 +1.head
)");
}

TEST(NoticeKey, NamesThePromiseAndNotThePerson) {
    EXPECT_EQ(notice_key(owed_by("dang-ky"), 2, "-5.contact"),
              "thi-dua-2017/dang-ky/1/bv-da-khoa/2/-5.contact");
}

}  // namespace
}  // namespace dondoc
