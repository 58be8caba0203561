// A definition that changes while its campaign runs.
#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;

World midterm() {
    World world;
    world.has_ladder("-5.contact -2.contact -1.contact +1.head");
    world.owes("so-ket", by("2017-06-15"));
    return world;
}

// Told −5 on 08/6.
Timeline begun(const World& world) {
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-09 10:00");
    return year;
}

TEST(PlanChange, BeginsARoundWhenTheDateMoves) {
    World world = midterm();
    Timeline year = begun(world);
    world.deadline("so-ket") = by("2017-06-22");
    year.change(world);
    year.run_to("2017-06-30 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-09 10:00  round  edited  2017-06-22
2017-06-15 07:30  reminder  -5.contact  an  on_time
2017-06-20 07:30  reminder  -2.contact  an  on_time
2017-06-21 07:30  reminder  -1.contact  an  on_time
2017-06-23 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(PlanChange, AsksWhenTheDateMovesIntoThePast) {
    World world = midterm();
    Timeline year = begun(world);
    world.deadline("so-ket") = before("2017-06-09");
    year.change(world);
    year.run_to("2017-06-30 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-09 10:00  round  edited  2017-06-08  asking
2017-06-09 10:00  passed over  -5.contact  before_first_seen
2017-06-09 10:00  passed over  -2.contact  before_first_seen
2017-06-09 10:00  passed over  -1.contact  before_first_seen
2017-06-09 10:00  passed over  +1.head  before_first_seen
2017-06-09 10:05  nudge  giang  overdue_at_birth
)");
}

TEST(PlanChange, TakesTheSameDayInOtherWordsForNoChange) {
    World world = midterm();
    Timeline year = begun(world);
    world.deadline("so-ket") = before("2017-06-16");
    year.change(world);
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
)");
}

TEST(PlanChange, MovesOnlyWhatHasNotBeenToldWhenTheCalendarIsEdited) {
    World world = midterm();
    Timeline year = begun(world);
    world.has_off_days({"2017-06-14"});
    year.change(world);
    year.run_to("2017-06-30 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-12 07:30  reminder  -2.contact  an  on_time
2017-06-13 07:30  reminder  -1.contact  an  on_time
2017-06-16 07:30  escalation  +1.head  binh  on_time
)");
    EXPECT_EQ(year.obligation("so-ket").round, 1);
}

TEST(PlanChange, RecomputesTheLastWorkingDayWithoutANewRound) {
    World world = midterm();
    Timeline year = begun(world);
    world.has_off_days({"2017-06-15"});
    year.change(world);
    year.run_to("2017-06-13 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-09 10:00  recomputed  2017-06-15  2017-06-14
2017-06-12 07:30  reminder  -2.contact  an  on_time
)");
}

TEST(PlanChange, FiresARungThatTheLadderGainsAndForgetsOneThatItLoses) {
    World world = midterm();
    Timeline year = begun(world);
    world.has_ladder("-5.contact -3.contact -1.contact +1.superior");
    year.change(world);
    year.run_to("2017-06-30 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-12 07:30  reminder  -3.contact  an  on_time
2017-06-14 07:30  reminder  -1.contact  an  on_time
2017-06-16 07:30  escalation  +1.superior  hai  on_time
)");
}

TEST(PlanChange, LetsALaterRungThatWasToldStandForAnAddedEarlierOne) {
    World world = midterm();
    Timeline year = begun(world);
    world.has_ladder("-8.contact -5.contact -1.contact");
    year.change(world);
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-09 10:00  passed over  -8.contact  overtaken
)");
}

TEST(PlanChange, LetsARungThatWasToldStandThoughTheCalendarMovesItAhead) {
    World world = midterm();
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-08 10:00");
    world.has_ladder("-6.contact -5.contact -1.contact");
    world.years.front().days.push_back({day("2017-06-10"), DayKind::make_up, "làm bù"});
    year.change(world);
    year.run_to("2017-06-13 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-08 10:00  passed over  -6.contact  overtaken
)");
}

TEST(PlanChange, CatchesUpAtOnceOnAnAddedRungThatIsFreshlyPast) {
    World world = midterm();
    Timeline year = begun(world);
    world.has_ladder("-5.contact -5.head -1.contact");
    year.change(world);
    EXPECT_EQ(year.told(), R"(
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-09 10:05  reminder  -5.head  binh  catch_up
)");
}

TEST(PlanChange, LetsAGrantedDayOutliveEveryEdit) {
    World world = midterm();
    Timeline year = begun(world);
    year.decide(extension("2017-06-20"), "so-ket");
    world.deadline("so-ket") = by("2017-06-12");
    world.has_ladder("-2.contact +1.head");
    year.change(world);
    EXPECT_EQ(year.obligation("so-ket").round, 2);
    year.run_to("2017-06-30 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-09 10:00  extended
2017-06-09 10:00  round  extended  2017-06-20
2017-06-16 07:30  reminder  -2.contact  an  on_time
2017-06-21 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(PlanChange, LetsAReturnKeepThePlansOwnDayThoughAnEarlierOneHadBeenGranted) {
    World world = midterm();
    Timeline year = begun(world);
    year.decide(extension("2017-06-20"), "so-ket");
    year.decide(submission(), "so-ket");
    world.deadline("so-ket") = by("2017-06-30");
    year.change(world);
    year.decide(rework(""), "so-ket");
    year.change(world);
    EXPECT_EQ(year.obligation("so-ket").term->last_permitted, day("2017-06-30"));
}

TEST(PlanChange, KeepsTheDayOfAReturnThatIsExtendedAndStillBeforeThePlansOwn) {
    Timeline year = begun(midterm());
    year.decide(submission(), "so-ket");
    year.decide(rework("2017-06-12"), "so-ket");
    year.decide(extension("2017-06-13"), "so-ket");
    year.change(midterm());
    EXPECT_EQ(year.obligation("so-ket").term->last_permitted, day("2017-06-13"));
}

TEST(PlanChange, GivesWhoWasGrantedADayThePlansOwnWhenThatIsLater) {
    World world = midterm();
    Timeline extended = begun(world);
    extended.decide(extension("2017-06-20"), "so-ket");
    Timeline returned = begun(world);
    returned.decide(submission(), "so-ket");
    returned.decide(rework("2017-06-20"), "so-ket");
    Timeline overdue = begun(world);
    overdue.decide(submission(), "so-ket");
    overdue.run_to("2017-06-16 10:00");
    overdue.decide(rework(), "so-ket");
    ASSERT_EQ(overdue.obligation("so-ket").granted, day("2017-06-23"));
    world.deadline("so-ket") = by("2017-06-30");
    for (Timeline* year : {&extended, &returned, &overdue}) {
        year->change(world);
        EXPECT_EQ(year->obligation("so-ket").term->last_permitted, day("2017-06-30"));
        EXPECT_EQ(year->obligation("so-ket").round_why, "edited");
    }
    world.deadline("so-ket") = by("2017-06-12");
    for (Timeline* year : {&extended, &returned})
        year->change(world);
    EXPECT_EQ(extended.obligation("so-ket").term->last_permitted, day("2017-06-20"));
    EXPECT_EQ(returned.obligation("so-ket").term->last_permitted, day("2017-06-20"));
}

TEST(PlanChange, KeepsAReturnedReportToADayThatWasNamedBeforeThePlans) {
    World world = midterm();
    Timeline year = begun(world);
    year.decide(submission(), "so-ket");
    year.decide(rework("2017-06-13"), "so-ket");
    world.has_ladder("-1.contact +1.head");
    year.change(world);
    world.deadline("so-ket") = by("2017-06-30");
    year.change(world);
    EXPECT_EQ(year.obligation("so-ket").term->last_permitted, day("2017-06-13"));
    EXPECT_EQ(year.obligation("so-ket").round, 2);
}

TEST(PlanChange, ForgivesAnAcceptedReportTooWhenItsDeadlineMovesLater) {
    World world = midterm();
    world.duty("so-ket").obligors.push_back("tt-y-te");
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-19 09:00");
    for (const char* unit : {"bv-da-khoa", "tt-y-te"})
        year.decide(submission(), "so-ket", unit);
    year.decide(acceptance(), "so-ket");
    world.deadline("so-ket") = by("2017-06-22");
    year.change(world);
    for (const char* unit : {"bv-da-khoa", "tt-y-te"})
        EXPECT_FALSE(year.obligation("so-ket", unit).late()) << unit;
    EXPECT_EQ(year.obligation("so-ket").state, ObligationState::accepted);
    EXPECT_EQ(year.obligation("so-ket").next, std::nullopt);
    world.deadline("so-ket") = by("2017-06-16");
    year.change(world);
    EXPECT_EQ(year.obligation("so-ket").term->last_permitted, day("2017-06-22"))
        << "never less forgiving than before";
}

TEST(PlanChange, WithdrawsWhatThePlanLosesAndBringsItBackInANewRound) {
    World world = midterm();
    world.owes("tong-ket", by("2017-12-15"));
    Timeline year = begun(world);
    World without;
    without.has_ladder("-5.contact -2.contact -1.contact +1.head");
    without.owes("tong-ket", by("2017-12-15"));
    year.change(without);
    year.run_to("2017-06-13 10:00");
    year.change(world);
    year.run_to("2017-06-17 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  so-ket.bv-da-khoa  2017-06-15
2017-06-01 08:00  born  tong-ket.bv-da-khoa  2017-12-15
2017-06-08 07:30  reminder  -5.contact  so-ket.bv-da-khoa  an  on_time
2017-06-09 10:00  withdrawn  so-ket.bv-da-khoa  not_in_definition
2017-06-13 10:00  round  so-ket.bv-da-khoa  restored  2017-06-15
2017-06-13 10:00  passed over  -5.contact  so-ket.bv-da-khoa  before_first_seen
2017-06-13 10:00  passed over  -2.contact  so-ket.bv-da-khoa  before_first_seen
2017-06-14 07:30  reminder  -1.contact  so-ket.bv-da-khoa  an  on_time
2017-06-16 07:30  escalation  +1.head  so-ket.bv-da-khoa  binh  on_time
)");
}

TEST(PlanChange, DoesNotChaseAReportThatWasSubmittedBeforeItWasWithdrawn) {
    World world = midterm();
    Timeline year = begun(world);
    year.decide(submission(), "so-ket");
    World without;
    without.has_ladder("-1.contact");
    year.change(without);
    year.run_to("2017-06-20 10:00");
    year.change(world);
    EXPECT_EQ(year.obligation("so-ket").state, ObligationState::submitted);
    EXPECT_FALSE(year.obligation("so-ket").asking);
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-08 07:30  reminder  -5.contact  an  on_time
)");
}

TEST(PlanChange, DatesAnUndatedDutyInANewRound) {
    World world = midterm();
    world.deadline("so-ket") = undated();
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-09 10:00");
    world.deadline("so-ket") = by("2017-06-15");
    year.change(world);
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  undated
2017-06-01 08:05  nudge  giang  undated
2017-06-09 10:00  round  edited  2017-06-15
2017-06-09 10:00  passed over  -5.contact  before_first_seen
2017-06-13 07:30  reminder  -2.contact  an  on_time
2017-06-14 07:30  reminder  -1.contact  an  on_time
2017-06-16 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(PlanChange, FallsSilentWhenTheDateIsTakenOut) {
    World world = midterm();
    Timeline year = begun(world);
    world.deadline("so-ket") = undated();
    year.change(world);
    EXPECT_EQ(year.obligation("so-ket").next, std::nullopt);
    year.run_to("2017-06-30 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-09 10:00  round  edited  undated
2017-06-09 10:05  nudge  giang  undated
)");
}

TEST(PlanChange, JudgesASubmittedReportByTheEditedDateWithoutChasingIt) {
    World world = midterm();
    Timeline year = begun(world);
    year.decide(submission(), "so-ket");
    world.deadline("so-ket") = before("2017-06-09");
    year.change(world);
    EXPECT_TRUE(year.obligation("so-ket").late());
    EXPECT_EQ(year.obligation("so-ket").round, 1);
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-09 10:00  submitted
2017-06-09 10:00  recomputed  2017-06-08  2017-06-08
)");
}

TEST(PlanChange, LeavesWhatIsSettledAlone) {
    World world = midterm();
    Timeline year = begun(world);
    year.decide(submission(), "so-ket");
    year.decide(acceptance(), "so-ket");
    world.deadline("so-ket") = by("2017-12-15");
    year.change(world);
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.obligation("so-ket").state, ObligationState::accepted);
    EXPECT_EQ(year.told(), R"(
2017-06-08 07:30  reminder  -5.contact  an  on_time
)");
}

TEST(PlanChange, MovesADutyToAnotherPhaseTogetherWithItsDate) {
    World world = midterm();
    world.has_phase("so-ket-nam", "2017-06-01").has_phase("tong-ket-nam", "2017-06-01");
    world.duty("so-ket").phase = "so-ket-nam";
    Timeline year = begun(world);
    world.duty("so-ket").phase = "tong-ket-nam";
    world.deadline("so-ket") = by("2017-06-22");
    year.change(world);
    EXPECT_EQ(year.obligation("so-ket").phase, "tong-ket-nam");
    EXPECT_EQ(year.obligation("so-ket").round, 2);
    EXPECT_EQ(year.phase("so-ket-nam").obligations, 0);
    EXPECT_EQ(year.phase("tong-ket-nam").obligations, 1);
}

TEST(PlanChange, BearsWhatThePlanGains) {
    World world = midterm();
    Timeline year = begun(world);
    world.duty("so-ket").obligors.push_back("tt-y-te");
    year.change(world);
    year.run_to("2017-06-14 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-09 10:00  born  so-ket.tt-y-te  2017-06-15
2017-06-09 10:00  passed over  -5.contact  so-ket.tt-y-te  before_first_seen
2017-06-13 07:30  reminder  -2.contact  so-ket.bv-da-khoa  an  on_time
2017-06-13 07:30  reminder  -2.contact  so-ket.tt-y-te  chi  on_time
)");
}

TEST(PlanChange, CatchesUpOnWhatADowntimeMissedThoughTheDefinitionChangedMeanwhile) {
    World world = midterm();
    Timeline year(world, "2017-06-01 08:00");
    world.unit("bv-da-khoa").contact = "chi";
    year.down_until("2017-06-09 10:00", world);
    year.run_to("2017-06-12 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-09 10:05  reminder  -5.contact  chi  catch_up
)");
}

}  // namespace
}  // namespace dondoc
