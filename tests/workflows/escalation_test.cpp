// Escalations before they leave: announced to the coordinator the day before, held and released by
// a person, and those that need a release.
#include "workflows/escalation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;
using testing::HasSubstr;

// Due by 15/6/2017, a Thursday: rungs on 16, 20 and 22 June.
World midterm(std::string_view rungs = "+1.head +3.superior +5.director") {
    World world;
    world.owes("dang-ky", by("2017-06-15"));
    world.has_ladder(rungs);
    world.sending.announce_escalations = true;
    return world;
}

TEST(Escalations, AreAnnouncedToTheCoordinatorOnTheWorkingDayBefore) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-15 07:30  nudge  announced-2017-06-15  giang  announced
2017-06-16 07:30  escalation  +1.head  binh  on_time
2017-06-19 07:30  nudge  announced-2017-06-19  giang  announced
2017-06-20 07:30  escalation  +3.superior  hai  on_time
2017-06-21 07:30  nudge  announced-2017-06-21  giang  announced
2017-06-22 07:30  escalation  +5.director  khanh  on_time
)");
    EXPECT_EQ(year.obligation().next, std::nullopt);
}

TEST(Escalations, AreAnnouncedOnTheLastWorkingDayBeforeABreak) {
    World world = midterm("+1.head");
    world.deadline("dang-ky") = before("2017-01-30");
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-25 07:30  nudge  announced-2017-01-25  giang  announced
2017-02-02 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(Escalations, AreNotAnnouncedWhenOnlyTheContactOrTheCoordinatorReadsThem) {
    Timeline year(midterm("+1.contact +3.coordinator"), "2017-06-01 08:00");
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-16 07:30  escalation  +1.contact  an  on_time
2017-06-20 07:30  escalation  +3.coordinator  giang  on_time
)");
}

TEST(Escalations, OfWhatTheOfficeItselfOwesUpwardAreNotAnnounced) {
    World world = midterm();
    world.duty("dang-ky").upward = true;
    world.duty("dang-ky").obligors = {"so-y-te"};
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-12-31 00:00");
    EXPECT_THAT(year.told(), testing::Not(HasSubstr("announced")));
    EXPECT_THAT(year.told(), HasSubstr("+3.superior"));
}

TEST(Escalations, AreNotAnnouncedWhereThatIsSwitchedOff) {
    World world = midterm("+1.head +3.superior/release");
    world.sending.announce_escalations = false;
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-20 12:00");
    EXPECT_EQ(year.told(), R"(
2017-06-16 07:30  escalation  +1.head  binh  on_time
2017-06-19 07:30  nudge  announced-2017-06-19  giang  announced
)") << "but for one that would wait for ever unseen";
}

TEST(Escalations, WhoseAnnouncementADowntimeOversleptLeaveUnannounced) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.run_to("2017-06-16 09:00");
    year.down_until("2017-06-20 08:00");
    year.run_to("2017-06-20 12:00");
    EXPECT_THAT(year.told(), HasSubstr("2017-06-20 08:05  escalation  +3.superior  hai  catch_up"));
    EXPECT_THAT(year.told(), testing::Not(HasSubstr("announced-2017-06-19")));
}

TEST(Escalations, OfASuspendedUnitAreNotAnnounced) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.run_to("2017-06-16 09:00");
    year.suspend("bv-da-khoa", "2017-06-19", "2017-06-20");
    year.run_to("2017-06-21 09:00");
    EXPECT_THAT(year.told(), testing::Not(HasSubstr("announced-2017-06-19")));
    EXPECT_THAT(year.told(), HasSubstr("announced-2017-06-21"));
}

TEST(Escalations, ThatAPersonHoldsWaitAndTheLatestOfEachAudienceLeavesOnceReleased) {
    Timeline year(midterm("+1.head +3.superior +4.superior +5.director"), "2017-06-01 08:00");
    year.run_to("2017-06-19 09:00");
    year.decide(holding());
    year.run_to("2017-06-23 09:01");
    EXPECT_TRUE(year.obligation().held);
    year.decide(releasing());
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-15 07:30  nudge  announced-2017-06-15  giang  announced
2017-06-16 07:30  escalation  +1.head  binh  on_time
2017-06-19 07:30  nudge  announced-2017-06-19  giang  announced
2017-06-19 09:00  escalations_held
2017-06-21 07:30  passed over  +3.superior  overtaken
2017-06-23 09:01  escalations_released
2017-06-23 09:05  escalation  +4.superior  hai  catch_up
2017-06-23 09:20  escalation  +5.director  khanh  catch_up
)");
}

TEST(Escalations, ThatNeedAReleaseWaitAreAnnouncedAgainAndLeaveHoweverLateItComes) {
    Timeline year(midterm("+1.head +3.superior/release"), "2017-06-01 08:00");
    year.run_to("2017-07-04 09:01");
    year.decide(releasing());
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-15 07:30  nudge  announced-2017-06-15  giang  announced
2017-06-16 07:30  escalation  +1.head  binh  on_time
2017-06-19 07:30  nudge  announced-2017-06-19  giang  announced
2017-06-26 07:30  nudge  announced-2017-06-26  giang  announced
2017-07-03 07:30  nudge  announced-2017-07-03  giang  announced
2017-07-04 09:05  escalation  +3.superior  hai  released
)");
    EXPECT_EQ(year.obligation().next, std::nullopt);
}

TEST(Escalations, ReleasedAtNightArePlannedForTheOpeningTheyLeaveAtThoughItWasMissedByAMoment) {
    Timeline year(midterm("+3.superior/release"), "2017-06-01 08:00");
    year.run_to("2017-07-03 18:00");
    year.decide(releasing());
    year.down_until(at("2017-07-04 07:30") + std::chrono::seconds(5));
    ASSERT_THAT(year.told(), HasSubstr("2017-07-04 07:30  escalation  +3.superior  hai  released"));
    EXPECT_EQ(year.notices().back().planned, at("2017-07-04 07:30"));
}

TEST(Escalations, ReleasedBeforeTheirDayLeaveOnTheirDay) {
    Timeline year(midterm("+3.superior/release +5.director/release"), "2017-06-01 08:00");
    year.run_to("2017-06-19 09:00");
    year.decide(releasing());
    year.run_to("2017-06-22 12:00");
    EXPECT_EQ(year.told(), R"(
2017-06-19 07:30  nudge  announced-2017-06-19  giang  announced
2017-06-20 07:30  escalation  +3.superior  hai  released
2017-06-21 07:30  nudge  announced-2017-06-21  giang  announced
)") << "and the director's needs one of its own";
}

TEST(Escalations, ThatNobodyReleasesAreAnnouncedTwelveTimesAtMostAndStay) {
    Timeline year(midterm("+3.superior/release"), "2017-06-01 08:00");
    year.run_to("2017-12-31 00:00");
    int announced = 0;
    for (const NoticeFellDue& notice : year.notices())
        announced += notice.because == "announced";
    EXPECT_EQ(announced, announcements_max);
    EXPECT_EQ(year.obligation().next, std::nullopt);
    const auto ahead =
        escalations_ahead(year.definition(), year.obligation(), {}, at("2017-12-31 00:00"));
    ASSERT_EQ(ahead.size(), 1U);
    EXPECT_TRUE(ahead.front().waits);
    EXPECT_EQ(kept_words(year.obligation(), ahead, Language::vi),
              "chờ đồng ý gửi lãnh đạo phụ trách (bậc +3)");
    year.decide(releasing());
    EXPECT_THAT(year.log(), HasSubstr("released"));
}

TEST(Escalations, ThatWaitForAReleaseAreOverWhenTheUnitSubmitsOrANewRoundBegins) {
    Timeline handed_in(midterm("+3.superior/release"), "2017-06-01 08:00");
    handed_in.run_to("2017-06-21 09:00");
    handed_in.decide(submission());
    handed_in.run_to("2017-12-31 00:00");
    EXPECT_THAT(handed_in.told(), testing::Not(HasSubstr("announced-2017-06-26")));
    Timeline extended(midterm("+3.superior/release"), "2017-06-01 08:00");
    extended.run_to("2017-06-21 09:00");
    extended.decide(holding());
    extended.decide(extension("2017-06-30"));
    EXPECT_FALSE(extended.obligation().held) << "a hold is of its round";
    extended.run_to("2017-07-04 09:00");
    EXPECT_EQ(extended.told(), R"(
2017-06-19 07:30  nudge  announced-2017-06-19  giang  announced
2017-07-04 07:30  nudge  announced-2017-07-04  giang  announced
)");
}

TEST(Escalations, ThatNeedAReleaseDoNotStandInTheWayOfOthers) {
    Timeline year(midterm("-1.contact +1.head +3.head/release +5.head"), "2017-06-01 08:00");
    year.run_to("2017-06-19 09:00");
    year.down_until("2017-06-21 09:00");
    EXPECT_THAT(year.told(), HasSubstr("2017-06-16 07:30  escalation  +1.head  binh  on_time"));
    EXPECT_THAT(year.log(), testing::Not(HasSubstr("passed over")));
    year.run_to("2017-12-31 00:00");
    EXPECT_THAT(year.told(), HasSubstr("2017-06-22 07:30  escalation  +5.head  binh  on_time"));
    EXPECT_EQ(year.passed_over(year.obligation(), "+3.head"), "overtaken");
}

TEST(Escalations, HeldForLongerThanAMissedRungIsCaughtUpOnAreToldNoMoreAndTheCoordinatorIsAsked) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.run_to("2017-06-15 09:00");
    year.decide(holding());
    year.run_to("2017-07-10 09:01");
    EXPECT_THAT(year.told(), testing::Not(HasSubstr("unchased"))) << "while they wait";
    year.decide(releasing());
    EXPECT_EQ(year.passed_over(year.obligation(), "+5.director"), "too_old");
    EXPECT_THAT(year.told(), HasSubstr("2017-07-10 09:05  nudge  unchased  giang  unchased"));
}

TEST(Escalations, AreHeldAndReleasedOnlyWhereThereIsSomethingToHoldOrRelease) {
    Timeline year(midterm("-1.contact +1.head"), "2017-06-01 08:00");
    year.decide(releasing());
    year.decide(holding());
    year.decide(holding());
    year.decide(releasing());
    year.run_to("2017-06-16 09:00");
    year.decide(holding());
    year.decide(submission());
    year.decide(releasing());
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-01 08:00  refused  nothing_held
2017-06-01 08:00  escalations_held
2017-06-01 08:00  refused  already_held
2017-06-01 08:00  escalations_released
2017-06-14 07:30  reminder  -1.contact  an  on_time
2017-06-15 07:30  nudge  announced-2017-06-15  giang  announced
2017-06-16 07:30  escalation  +1.head  binh  on_time
2017-06-16 09:00  refused  no_escalation_ahead
2017-06-16 09:00  submitted
2017-06-16 09:00  refused  already_submitted
)");
}

}  // namespace
}  // namespace dondoc
