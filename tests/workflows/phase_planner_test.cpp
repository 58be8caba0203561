// Phases by their dates, by completion and by hand; and the nudges to the coordinator.
#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;

// One duty due by 15/6/2017 in a phase.
World midterm(std::string_view from = "", std::string_view to = "") {
    World world;
    world.has_ladder("-5.contact -1.contact +1.head +3.superior");
    world.has_phase("so-ket", from, to);
    world.owes("bao-cao", by("2017-06-15"), "so-ket");
    return world;
}

// The lines of phases alone.
std::string phase_lines(const Timeline& year) {
    std::istringstream lines(year.log());
    std::string kept = "\n";
    for (std::string line; std::getline(lines, line);) {
        if (line.find("  phase ") != line.npos) kept += line + '\n';
    }
    return kept;
}

void settle(Timeline& year, std::string_view duty = "bao-cao",
            std::string_view unit = "bv-da-khoa") {
    year.decide(submission(), duty, unit);
    year.decide(acceptance(), duty, unit);
}

TEST(PhasePlanner, OpensOnItsFirstDayAndClosesAfterItsLastWhenNothingIsLeft) {
    Timeline year(midterm("2017-06-05", "2017-06-30"), "2017-01-03 08:00");
    EXPECT_EQ(year.phase("so-ket").next, at("2017-06-05 00:00"));
    year.run_to("2017-06-12 00:00");
    year.decide(submission(), "bao-cao");
    year.run_to("2017-07-05 09:00");
    year.decide(acceptance(), "bao-cao");
    EXPECT_EQ(phase_lines(year), R"(
2017-06-05 00:00  phase so-ket  open  from_date
2017-07-01 00:00  phase so-ket  closing  end_date
2017-07-05 09:00  phase so-ket  closed  all_settled
)");
}

TEST(PhasePlanner, DoesNotOpenBeforeItsDateBecauseItWasHeldAndReleased) {
    Timeline year(midterm("2017-06-05", "2017-06-30"), "2017-05-01 08:00");
    year.decide_phase("so-ket", PhaseVerb::hold);
    year.run_to("2017-05-03 08:00");
    year.decide_phase("so-ket", PhaseVerb::release);
    year.run_to("2017-06-06 08:00");
    year.decide_phase("so-ket", PhaseVerb::hold);
    year.run_to("2017-06-07 08:00");
    year.decide_phase("so-ket", PhaseVerb::release);
    EXPECT_EQ(phase_lines(year), R"(
2017-05-01 08:00  phase so-ket  held  by_hand
2017-05-03 08:00  phase so-ket  planned  by_hand
2017-06-05 00:00  phase so-ket  open  from_date
2017-06-06 08:00  phase so-ket  held  by_hand
2017-06-07 08:00  phase so-ket  open  by_hand
)");
}

TEST(PhasePlanner, OpensWithItsFirstRungAndClosesAfterItsLastDeadlineWithoutDates) {
    World world = midterm();
    world.owes("so-lieu", by("2017-06-20"), "so-ket");
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(phase_lines(year), R"(
2017-06-08 07:30  phase so-ket  open  first_rung
2017-06-21 00:00  phase so-ket  closing  end_date
)");
}

TEST(PhasePlanner, ClosesBeforeItsEndWhenEverythingIsSettled) {
    Timeline year(midterm("2017-06-05", "2017-06-30"), "2017-01-03 08:00");
    year.run_to("2017-06-12 09:00");
    settle(year);
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(phase_lines(year), R"(
2017-06-05 00:00  phase so-ket  open  from_date
2017-06-12 09:00  phase so-ket  closed  all_settled
)");
}

TEST(PhasePlanner, WaitsForEveryUnitBeforeItCloses) {
    World world = midterm("2017-06-05");
    world.duty("bao-cao").obligors = {"bv-da-khoa", "tt-y-te"};
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-06-12 09:00");
    settle(year);
    EXPECT_EQ(year.phase("so-ket").state, PhaseState::open);
    year.decide(waiver(), "bao-cao", "tt-y-te");
    EXPECT_EQ(year.phase("so-ket").state, PhaseState::closed);
}

TEST(PhasePlanner, MovesAJanuaryPhaseThroughOpenAndClosingAtOnceInJune) {
    World world;
    world.has_phase("dang-ky");
    world.owes("ban-dang-ky", before("2017-01-30"), "dang-ky");
    Timeline year(world, "2017-06-05 10:00");
    EXPECT_EQ(phase_lines(year), R"(
2017-06-05 10:00  phase dang-ky  open  first_rung
2017-06-05 10:00  phase dang-ky  closing  end_date
)");
    EXPECT_EQ(year.phase("dang-ky").next, std::nullopt);
}

TEST(PhasePlanner, LeavesAPhaseWithoutDatesToPeople) {
    World world;
    world.has_phase("phat-dong");
    world.owes("ke-hoach", undated(), "phat-dong");
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-06-05 10:00");
    year.decide_phase("phat-dong", PhaseVerb::open);
    year.run_to("2017-07-05 10:00");
    settle(year, "ke-hoach");
    EXPECT_EQ(phase_lines(year), R"(
2017-06-05 10:00  phase phat-dong  open  by_hand
2017-07-05 10:00  phase phat-dong  closed  all_settled
)");
}

TEST(PhasePlanner, ClosesAPhaseWithoutDutiesOnItsEndDate) {
    World world;
    world.has_phase("phat-dong", "2017-01-10", "2017-01-20", PhaseKind::launch);
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(phase_lines(year), R"(
2017-01-10 00:00  phase phat-dong  open  from_date
2017-01-21 00:00  phase phat-dong  closed  end_date
)");
    year.decide_phase("phat-dong", PhaseVerb::open);
    EXPECT_EQ(year.phase("phat-dong").state, PhaseState::open);
    year.decide_phase("phat-dong", PhaseVerb::close);
    EXPECT_EQ(year.phase("phat-dong").state, PhaseState::closed);
}

TEST(PhasePlanner, KeepsAPhaseClosedThatAPersonClosedAndStillChasesItsDuties) {
    World world = midterm("2017-06-05");
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-06-06 09:00");
    year.decide_phase("so-ket", PhaseVerb::close);
    world.duty("bao-cao").obligors = {"bv-da-khoa", "tt-y-te"};
    year.change(world);
    year.run_to("2017-06-09 00:00");
    EXPECT_EQ(phase_lines(year), R"(
2017-06-05 00:00  phase so-ket  open  from_date
2017-06-06 09:00  phase so-ket  closed  by_hand
)");
    EXPECT_EQ(year.told(), R"(
2017-06-08 07:30  reminder  -5.contact  bao-cao.bv-da-khoa  an  on_time
2017-06-08 07:30  reminder  -5.contact  bao-cao.tt-y-te  chi  on_time
)");
}

TEST(PhasePlanner, ReopensACompletedPhaseForANewObligation) {
    World world = midterm("2017-06-05", "2017-06-30");
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-06-06 09:00");
    settle(year);
    world.duty("bao-cao").obligors = {"bv-da-khoa", "tt-y-te"};
    year.run_to("2017-06-07 09:00");
    year.change(world);
    year.run_to("2017-07-07 09:00");
    settle(year, "bao-cao", "tt-y-te");
    EXPECT_EQ(phase_lines(year), R"(
2017-06-05 00:00  phase so-ket  open  from_date
2017-06-06 09:00  phase so-ket  closed  all_settled
2017-06-07 09:00  phase so-ket  open  reopened
2017-07-01 00:00  phase so-ket  closing  end_date
2017-07-07 09:00  phase so-ket  closed  all_settled
)");
}

TEST(PhasePlanner, TakesUpACompletedPhaseAgainAsClosingAfterItsEnd) {
    World world = midterm("2017-06-05", "2017-06-30");
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-06-06 09:00");
    settle(year);
    world.duty("bao-cao").obligors = {"bv-da-khoa", "tt-y-te"};
    year.run_to("2017-07-10 09:00");
    year.change(world);
    EXPECT_EQ(phase_lines(year), R"(
2017-06-05 00:00  phase so-ket  open  from_date
2017-06-06 09:00  phase so-ket  closed  all_settled
2017-07-10 09:00  phase so-ket  closing  reopened
)");
}

TEST(PhasePlanner, ReopensAClosingPhaseWhoseEndIsMovedAhead) {
    World world = midterm("2017-06-05", "2017-06-20");
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-06-22 09:00");
    world.campaign.phases.front().to = day("2017-06-30");
    year.change(world);
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(phase_lines(year), R"(
2017-06-05 00:00  phase so-ket  open  from_date
2017-06-21 00:00  phase so-ket  closing  end_date
2017-06-22 09:00  phase so-ket  open  reopened
2017-07-01 00:00  phase so-ket  closing  end_date
)");
}

TEST(PhasePlanner, FollowsAFirstDayThatIsMoved) {
    World world = midterm("2017-06-05");
    Timeline year(world, "2017-01-03 08:00");
    world.campaign.phases.front().from = day("2017-05-22");
    year.change(world);
    EXPECT_EQ(year.phase("so-ket").next, at("2017-05-22 00:00"));
}

// ---- held and skipped

TEST(PhasePlanner, TellsNothingWhileItsPhaseIsHeldAndCatchesUpWhenItIsReleased) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.decide_phase("so-ket", PhaseVerb::hold);
    EXPECT_EQ(year.obligation("bao-cao").next, std::nullopt);
    year.run_to("2017-06-19 09:00");
    year.decide_phase("so-ket", PhaseVerb::release);
    year.run_to("2017-06-21 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-01 08:00  phase so-ket  held  by_hand
2017-06-19 09:00  phase so-ket  planned  by_hand
2017-06-19 09:00  passed over  -5.contact  overtaken
2017-06-19 09:05  reminder  -1.contact  an  catch_up
2017-06-19 09:00  phase so-ket  open  first_rung
2017-06-19 09:00  phase so-ket  closing  end_date
2017-06-19 09:20  escalation  +1.head  binh  catch_up
2017-06-20 07:30  escalation  +3.superior  hai  on_time
)");
}

TEST(PhasePlanner, BearsIntoAHeldPhaseInSilence) {
    World world = midterm();
    Timeline year(world, "2017-06-01 08:00");
    year.decide_phase("so-ket", PhaseVerb::hold);
    world.duty("bao-cao").obligors.push_back("tt-y-te");
    year.change(world);
    EXPECT_EQ(year.obligation("bao-cao", "tt-y-te").next, std::nullopt);
    year.run_to("2017-06-30 00:00");
    EXPECT_EQ(year.told(), "\n");
}

TEST(PhasePlanner, DecidesAboutAHeldObligationButTellsNothingOfIt) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.decide_phase("so-ket", PhaseVerb::hold);
    year.decide(extension("2017-06-22"), "bao-cao");
    EXPECT_EQ(year.obligation("bao-cao").round, 2);
    EXPECT_EQ(year.obligation("bao-cao").next, std::nullopt);
}

TEST(PhasePlanner, WithdrawsTheObligationsOfASkippedPhaseAndRestoresThemWhenItIsReopened) {
    World world = midterm();
    world.duty("bao-cao").obligors = {"bv-da-khoa", "tt-y-te"};
    Timeline year(world, "2017-06-01 08:00");
    settle(year, "bao-cao", "tt-y-te");
    year.run_to("2017-06-09 09:00");
    year.decide_phase("so-ket", PhaseVerb::skip);
    year.run_to("2017-06-12 09:00");
    year.decide_phase("so-ket", PhaseVerb::open);
    year.run_to("2017-06-15 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  bao-cao.bv-da-khoa  2017-06-15
2017-06-01 08:00  born  bao-cao.tt-y-te  2017-06-15
2017-06-01 08:00  submitted  bao-cao.tt-y-te
2017-06-01 08:00  accepted  bao-cao.tt-y-te
2017-06-08 07:30  phase so-ket  open  first_rung
2017-06-08 07:30  reminder  -5.contact  bao-cao.bv-da-khoa  an  on_time
2017-06-09 09:00  phase so-ket  skipped  by_hand
2017-06-09 09:00  withdrawn  bao-cao.bv-da-khoa  phase_skipped
2017-06-12 09:00  phase so-ket  open  by_hand
2017-06-12 09:00  round  bao-cao.bv-da-khoa  restored  2017-06-15
2017-06-12 09:00  passed over  -5.contact  bao-cao.bv-da-khoa  before_first_seen
2017-06-14 07:30  reminder  -1.contact  bao-cao.bv-da-khoa  an  on_time
)");
}

TEST(PhasePlanner, WithdrawsWhatIsBornIntoASkippedPhase) {
    World world = midterm();
    Timeline year(world, "2017-06-01 08:00");
    year.decide_phase("so-ket", PhaseVerb::skip);
    world.duty("bao-cao").obligors.push_back("tt-y-te");
    year.change(world);
    EXPECT_EQ(year.obligation("bao-cao", "tt-y-te").state, ObligationState::withdrawn);
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.told(), "\n");
}

}  // namespace
}  // namespace dondoc
