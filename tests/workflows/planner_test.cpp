#include "workflows/planner.h"

#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;

World registration() {
    World world;
    world.owes("dang-ky", before("2017-01-30"));
    return world;
}

// ---- the ladder on time

TEST(Planner, ClimbsTheLadderOfADeadlineThatNobodyMeets) {
    Timeline year(registration(), "2017-01-03 08:00");
    year.run_to("2018-01-01 00:00");
    EXPECT_EQ(year.log(), R"(
2017-01-03 08:00  born  2017-01-29
2017-01-11 07:30  reminder  -10.contact  an  on_time
2017-01-18 07:30  reminder  -5.contact  an  on_time
2017-01-23 07:30  reminder  -2.contact  an  on_time
2017-01-23 07:30  reminder  -2.head  binh  on_time
2017-01-24 07:30  reminder  -1.contact  an  on_time
2017-01-24 07:30  reminder  -1.head  binh  on_time
2017-02-02 07:30  escalation  +1.head  binh  on_time
2017-02-06 07:30  escalation  +3.superior  hai  on_time
2017-02-08 07:30  escalation  +5.director  khanh  on_time
)");
    EXPECT_EQ(year.obligation().next, std::nullopt);
}

TEST(Planner, StartsAMonthAndThenRemindsOfItsLastDay) {
    World world;
    world.has_ladder("start.contact -10.contact -1.contact 0.contact +1.head");
    world.owes("so-ket", within_month(2017, 6));
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-01 07:30  reminder  start.contact  an  on_time
2017-06-16 07:30  reminder  -10.contact  an  on_time
2017-06-29 07:30  reminder  -1.contact  an  on_time
2017-06-30 07:30  reminder  0.contact  an  on_time
2017-07-03 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(Planner, FallsSilentWhenTheUnitSubmits) {
    Timeline year(registration(), "2017-01-03 08:00");
    year.run_to("2017-01-19 10:00");
    year.decide(submission());
    EXPECT_EQ(year.obligation().next, std::nullopt);
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.log(), R"(
2017-01-03 08:00  born  2017-01-29
2017-01-11 07:30  reminder  -10.contact  an  on_time
2017-01-18 07:30  reminder  -5.contact  an  on_time
2017-01-19 10:00  submitted
)");
}

TEST(Planner, ChasesTheDepartmentItselfThroughItsCoordinatorAndItsDirector) {
    World world = registration();
    world.has_ladder("-1.contact -1.head +1.superior");
    world.duty("dang-ky").upward = true;
    world.duty("dang-ky").obligors = {"so-y-te"};
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-03-01 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-24 07:30  reminder  -1.contact  giang  on_time
2017-01-24 07:30  reminder  -1.head  khanh  on_time
2017-02-02 07:30  escalation  +1.superior  hai  on_time
)");
}

TEST(Planner, TellsEachOneOnItsOwnChannelOrTheDefaultOne) {
    World world = registration();
    world.has_ladder("-1.contact -1.head");
    world.organisation.people.at("binh").channel = "webhook";
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-03-01 00:00");
    ASSERT_EQ(year.notices().size(), 2U);
    EXPECT_EQ(year.notices()[0].channel, "mail");
    EXPECT_EQ(year.notices()[1].channel, "webhook");
}

// ---- first sight

TEST(Planner, PassesOverWhatIsPastWhenItFirstSeesAnObligation) {
    Timeline year(registration(), "2017-01-18 10:00");
    year.run_to("2017-01-24 00:00");
    EXPECT_EQ(year.log(), R"(
2017-01-18 10:00  born  2017-01-29
2017-01-18 10:00  passed over  -10.contact  before_first_seen
2017-01-18 10:00  passed over  -5.contact  before_first_seen
2017-01-23 07:30  reminder  -2.contact  an  on_time
2017-01-23 07:30  reminder  -2.head  binh  on_time
)");
}

TEST(Planner, StillEscalatesWhatItFirstSawBetweenTheLastWorkingDayAndTheDeadline) {
    Timeline year(registration(), "2017-01-28 10:00");
    EXPECT_FALSE(year.obligation().asking);
    year.run_to("2017-02-02 12:00");
    EXPECT_EQ(year.told(), R"(
2017-02-02 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(Planner, AsksTheCoordinatorOnceAMonthAboutWhatWasOverdueAtBirth) {
    Timeline year(registration(), "2017-01-31 08:00");
    year.run_to("2017-04-01 00:00");
    EXPECT_EQ(year.log(), R"(
2017-01-31 08:00  born  2017-01-29  asking
2017-01-31 08:00  passed over  -10.contact  before_first_seen
2017-01-31 08:00  passed over  -5.contact  before_first_seen
2017-01-31 08:00  passed over  -2.contact  before_first_seen
2017-01-31 08:00  passed over  -2.head  before_first_seen
2017-01-31 08:00  passed over  -1.contact  before_first_seen
2017-01-31 08:00  passed over  -1.head  before_first_seen
2017-02-02 07:30  nudge  giang  overdue_at_birth
2017-03-01 07:30  nudge  giang  overdue_at_birth
)");
}

TEST(Planner, SaysNothingAboutJanuaryWhenItIsFirstStartedInJune) {
    World world = registration();
    world.duty("dang-ky").obligors = {"bv-da-khoa", "tt-y-te"};
    world.owes("tong-ket", by("2017-06-30"));
    Timeline year(world, "2017-06-05 10:02");
    year.run_to("2017-06-19 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-05 10:05  nudge  giang  overdue_at_birth
2017-06-16 07:30  reminder  -10.contact  tong-ket.bv-da-khoa  an  on_time
)");
}

TEST(Planner, ChasesAgainOnceAnExtensionAnswersForWhatWasOverdueAtBirth) {
    Timeline year(registration(), "2017-06-05 10:00");
    year.run_to("2017-06-06 09:00");
    year.decide(extension("2017-06-15"));
    EXPECT_FALSE(year.obligation().asking);
    year.run_to("2017-07-15 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-05 10:05  nudge  giang  overdue_at_birth
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-13 07:30  reminder  -2.contact  an  on_time
2017-06-13 07:30  reminder  -2.head  binh  on_time
2017-06-14 07:30  reminder  -1.contact  an  on_time
2017-06-14 07:30  reminder  -1.head  binh  on_time
2017-06-16 07:30  escalation  +1.head  binh  on_time
2017-06-20 07:30  escalation  +3.superior  hai  on_time
2017-06-22 07:30  escalation  +5.director  khanh  on_time
)");
}

TEST(Planner, StopsAskingOnceTheUnitSubmits) {
    Timeline year(registration(), "2017-06-05 10:00");
    year.run_to("2017-06-06 09:00");
    year.decide(submission());
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-05 10:05  nudge  giang  overdue_at_birth
)");
}

// ---- downtime

TEST(Planner, TellsEachAudienceOnceAfterALongSleep) {
    Timeline year(registration(), "2017-01-03 08:00");
    year.run_to("2017-01-10 00:00");
    year.down_until("2017-01-24 09:02");
    EXPECT_EQ(year.log(), R"(
2017-01-03 08:00  born  2017-01-29
2017-01-24 09:02  passed over  -10.contact  overtaken
2017-01-24 09:02  passed over  -5.contact  overtaken
2017-01-24 09:02  passed over  -2.contact  overtaken
2017-01-24 09:02  passed over  -2.head  overtaken
2017-01-24 09:05  reminder  -1.contact  an  catch_up
2017-01-24 09:05  reminder  -1.head  binh  catch_up
)");
}

TEST(Planner, CatchesUpOnWhatIsFiveWorkingDaysOldAndNotOnWhatIsSix) {
    World world = registration();
    world.has_ladder("-10.contact -1.contact");
    Timeline five(world, "2017-01-03 08:00");
    five.down_until("2017-01-18 09:00");
    EXPECT_EQ(five.told(), R"(
2017-01-18 09:05  reminder  -10.contact  an  catch_up
)");
    Timeline six(world, "2017-01-03 08:00");
    six.down_until("2017-01-19 09:00");
    EXPECT_EQ(six.log(), R"(
2017-01-03 08:00  born  2017-01-29
2017-01-19 09:00  passed over  -10.contact  too_old
)");
}

TEST(Planner, SleepsOverTheWholeDeadlineAndEscalatesOnlyWhatIsFresh) {
    Timeline year(registration(), "2017-01-03 08:00");
    year.down_until("2017-02-14 08:00");
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-02-14 08:05  escalation  +5.director  khanh  catch_up
)");
    EXPECT_EQ(year.passed_over(year.obligation(), "+1.head"), "too_old");
    EXPECT_EQ(year.passed_over(year.obligation(), "+3.superior"), "too_old");
    EXPECT_EQ(year.passed_over(year.obligation(), "-1.contact"), "too_old");
}

TEST(Planner, WaitsForTheWindowAndThenDecidesWhatWasOvertaken) {
    Timeline year(registration(), "2017-01-03 08:00");
    year.run_to("2017-01-17 00:00");
    year.down_until("2017-01-20 21:00");
    EXPECT_EQ(year.obligation().next, at("2017-01-23 07:30"));
    year.run_to("2017-01-23 12:00");
    EXPECT_EQ(year.log(), R"(
2017-01-03 08:00  born  2017-01-29
2017-01-11 07:30  reminder  -10.contact  an  on_time
2017-01-23 07:30  passed over  -5.contact  overtaken
2017-01-23 07:30  reminder  -2.contact  an  on_time
2017-01-23 07:30  reminder  -2.head  binh  on_time
)");
}

TEST(Planner, JoinsTheMorningsMessageWhenItWakesJustBeforeTheWindowOpens) {
    Timeline year(registration(), "2017-01-03 08:00");
    year.run_to("2017-01-17 00:00");
    year.down_until("2017-01-19 07:28");
    year.run_to("2017-01-19 12:00");
    EXPECT_EQ(year.told(), R"(
2017-01-11 07:30  reminder  -10.contact  an  on_time
2017-01-19 07:30  reminder  -5.contact  an  catch_up
)");
}

TEST(Planner, WaitsForTheNextDayWhenItWakesShortlyBeforeTheWindowCloses) {
    Timeline year(registration(), "2017-01-03 08:00");
    year.run_to("2017-01-17 00:00");
    year.down_until("2017-01-18 16:26");
    EXPECT_EQ(year.obligation().next, at("2017-01-19 07:30"));
    year.run_to("2017-01-19 12:00");
    EXPECT_EQ(year.told(), R"(
2017-01-11 07:30  reminder  -10.contact  an  on_time
2017-01-19 07:30  reminder  -5.contact  an  catch_up
)");
}

TEST(Planner, ForgetsWhatItOwedToSayWhenTheUnitSubmitsBeforeTheWindowOpens) {
    Timeline year(registration(), "2017-01-03 08:00");
    year.run_to("2017-01-17 00:00");
    year.down_until("2017-01-18 18:00");
    year.decide(submission());
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-11 07:30  reminder  -10.contact  an  on_time
)");
}

}  // namespace
}  // namespace dondoc
