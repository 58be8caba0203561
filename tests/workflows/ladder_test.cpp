#include "workflows/ladder.h"

#include <gtest/gtest.h>

#include "tests/workflows/world.h"

namespace dondoc {
namespace {

using namespace test;

// `-10 2017-01-11`, a line for each rung that has a day.
std::string days_of(std::string_view rungs, const Deadline& deadline, const World& world = {}) {
    const Definition definition = world.definition();
    const Term term = *term_of(deadline, *definition.calendar);
    std::string text = "\n";
    for (const Rung& rung : ladder(rungs).rungs) {
        const auto falls_due = rung_day(rung, term, *definition.calendar);
        text += rung.id + (falls_due ? ' ' + iso_date(*falls_due) : " -") + '\n';
    }
    return text;
}

TEST(Ladder, CountsBackFromTheLastWorkingDayAndForwardFromTheLastPermittedOne) {
    EXPECT_EQ(
        days_of("-10.contact -5.contact -2.contact -1.contact +1.head +3.superior +5.director",
                before("2017-01-30")),
        R"(
-10.contact 2017-01-11
-5.contact 2017-01-18
-2.contact 2017-01-23
-1.contact 2017-01-24
+1.head 2017-02-02
+3.superior 2017-02-06
+5.director 2017-02-08
)");
}

TEST(Ladder, CountsTheDayItselfOfAnInclusiveDeadline) {
    EXPECT_EQ(days_of("-10.contact -5.contact -2.contact -1.contact 0.contact +1.head +5.director",
                      by("2017-06-15")),
              R"(
-10.contact 2017-06-01
-5.contact 2017-06-08
-2.contact 2017-06-13
-1.contact 2017-06-14
0.contact 2017-06-15
+1.head 2017-06-16
+5.director 2017-06-22
)");
}

TEST(Ladder, PutsRungZeroOnTheLastWorkingDayItself) {
    EXPECT_EQ(days_of("0.contact 0.head", before("2017-01-30")), R"(
0.contact 2017-01-25
0.head 2017-01-25
)");
}

TEST(Ladder, StartsAMonthOnItsFirstWorkingDayAndThenCountsBackFromItsLast) {
    EXPECT_EQ(days_of("start.contact -10.contact +1.head", within_month(2017, 5)), R"(
start.contact 2017-05-03
-10.contact 2017-05-17
+1.head 2017-06-01
)");
}

TEST(Ladder, HasNoStartForASingleDay) {
    EXPECT_EQ(days_of("start.contact -1.contact", by("2017-06-15")), R"(
start.contact -
-1.contact 2017-06-14
)");
}

TEST(Ladder, HasNoStartThatWouldNotComeBeforeTheLastWorkingDay) {
    Deadline weekend = {
        .op = DueOperator::within, .span = {day("2017-06-16"), day("2017-06-18")}, .written = ""};
    EXPECT_EQ(days_of("start.contact -1.contact", weekend), R"(
start.contact -
-1.contact 2017-06-15
)");
}

TEST(Ladder, StepsOverADayThatBecameAHoliday) {
    World world;
    world.has_off_days({"2017-06-14"});
    EXPECT_EQ(days_of("-2.contact -1.contact +1.head", by("2017-06-15"), world), R"(
-2.contact 2017-06-12
-1.contact 2017-06-13
+1.head 2017-06-16
)");
}

TEST(Ladder, NamesARungByItsWrittenOffsetAndAudience) {
    EXPECT_EQ(rung_id(-10, Audience::contact), "-10.contact");
    EXPECT_EQ(rung_id(0, Audience::head), "0.head");
    EXPECT_EQ(rung_id(3, Audience::superior), "+3.superior");
    EXPECT_EQ(rung_id(5, Audience::director), "+5.director");
    EXPECT_EQ(rung_id(std::nullopt, Audience::coordinator), "start.coordinator");
}

TEST(Ladder, CallsOnlyRungsBehindTheDeadlineAfterIt) {
    const Ladder steps = ladder("start.contact -1.contact 0.contact +1.head");
    EXPECT_FALSE(steps.rungs[0].after_deadline());
    EXPECT_FALSE(steps.rungs[1].after_deadline());
    EXPECT_FALSE(steps.rungs[2].after_deadline());
    EXPECT_TRUE(steps.rungs[3].after_deadline());
}

}  // namespace
}  // namespace dondoc
