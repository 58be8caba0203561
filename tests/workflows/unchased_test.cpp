// What nobody was told of after its deadline, and no rung will tell of any more: the coordinator is
// asked to see to it, once a round.
#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;

// Due by 15/6/2017: rungs on 14, 16, 20 and 22 June.
World midterm() {
    World world;
    world.has_phase("gd");
    world.owes("dang-ky", by("2017-06-15"), "gd");
    world.has_ladder("-1.contact +1.head +3.superior +5.director");
    return world;
}

Timeline begun() {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.run_to("2017-06-15 09:00");
    return year;
}

// What was told since the reminder before the deadline.
std::string told_late(const Timeline& year) {
    const std::string reminded = "\n2017-06-14 07:30  reminder  -1.contact  an  on_time";
    const std::string& told = year.told();
    EXPECT_EQ(told.substr(0, reminded.size()), reminded);
    return told.substr(std::min(told.size(), reminded.size()));
}

TEST(Unchased, AsksTheCoordinatorOnceASuspensionHasOutlastedTheLadder) {
    Timeline year = begun();
    year.suspend("bv-da-khoa", "2017-06-16", "2017-06-26");
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(told_late(year), "\n2017-06-27 07:30  nudge  unchased  giang  unchased\n");
    EXPECT_EQ(year.obligation().next, std::nullopt);
}

TEST(Unchased, AsksAsSoonAsTheSuspensionEndsEarly) {
    Timeline year = begun();
    year.suspend("bv-da-khoa", "2017-06-16", "2017-07-31");
    year.run_to("2017-06-29 09:01");
    EXPECT_EQ(told_late(year), "\n");
    year.end_suspension("bv-da-khoa");
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(told_late(year), "\n2017-06-29 09:05  nudge  unchased  giang  unchased\n");
}

TEST(Unchased, AsksAfterAHoldThatOutlastedTheLadder) {
    Timeline year = begun();
    year.decide_phase("gd", PhaseVerb::hold);
    year.run_to("2017-07-03 09:01");
    year.decide_phase("gd", PhaseVerb::release);
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(told_late(year), "\n2017-07-03 09:05  nudge  unchased  giang  unchased\n");
    EXPECT_EQ(year.passed_over(year.obligation(), "+5.director"), "too_old");
}

TEST(Unchased, AsksAfterADowntimeThatOutlastedTheLadder) {
    Timeline year = begun();
    year.down_until("2017-07-03 09:01");
    EXPECT_EQ(told_late(year), "\n2017-07-03 09:05  nudge  unchased  giang  unchased\n");
}

TEST(Unchased, AsksAboutAReportThatIsReopenedAfterTheLastRung) {
    Timeline year = begun();
    year.decide(submission());
    year.run_to("2017-06-30 09:01");
    year.decide(reopening());
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(told_late(year), "\n2017-06-30 09:05  nudge  unchased  giang  unchased\n");
    EXPECT_FALSE(year.obligation().asking) << "that would excuse the unit in its record";
}

TEST(Unchased, AsksNothingWhileARungIsAheadOrOnceOneHasSpoken) {
    Timeline ahead = begun();
    ahead.suspend("bv-da-khoa", "2017-06-16", "2017-06-20");
    ahead.run_to("2017-12-31 00:00");
    EXPECT_EQ(told_late(ahead), "\n2017-06-22 07:30  escalation  +5.director  khanh  on_time\n");
    Timeline spoken = begun();
    spoken.suspend("bv-da-khoa", "2017-06-19", "2017-06-26");
    spoken.run_to("2017-12-31 00:00");
    EXPECT_EQ(told_late(spoken), "\n2017-06-16 07:30  escalation  +1.head  binh  on_time\n");
}

TEST(Unchased, AsksNothingAboutWhatCameMeanwhileOrHasNoRungAfterItsDeadline) {
    Timeline came = begun();
    came.suspend("bv-da-khoa", "2017-06-16", "2017-06-26");
    came.run_to("2017-06-23 09:00");
    came.decide(submission());
    came.run_to("2017-12-31 00:00");
    EXPECT_EQ(told_late(came), "\n");
    World gentle = midterm();
    gentle.has_ladder("-2.contact -1.contact");
    Timeline year(gentle, "2017-06-01 08:00");
    year.run_to("2017-06-19 09:00");
    gentle.has_ladder("-3.contact -1.contact");
    year.change(gentle);
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-13 07:30  reminder  -2.contact  an  on_time
2017-06-14 07:30  reminder  -1.contact  an  on_time
)");
}

}  // namespace
}  // namespace dondoc
