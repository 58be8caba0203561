#include "workflows/suspension.h"

#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;

// Due by 29/01/2017: rungs on 18, 23 and 24 January, 2, 6 and 8 February.
World plan() {
    World world;
    world.owes("dang-ky", before("2017-01-30"))
        .has_ladder(
            "-5.contact -2.contact -1.contact "
            "+1.head +3.superior +5.director");
    return world;
}

TEST(Suspension, TellsNobodyOnItsDaysAndGoesOnWithTheRungsAhead) {
    Timeline year(plan(), "2017-01-10 08:00");
    year.run_to("2017-01-20 09:00");
    year.suspend("bv-da-khoa", "2017-01-20", "2017-02-05");
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.log(), R"(
2017-01-10 08:00  born  2017-01-29
2017-01-18 07:30  reminder  -5.contact  an  on_time
2017-01-20 09:00  suspended  bv-da-khoa  2017-01-20  2017-02-05
2017-01-23 07:30  passed over  -2.contact  suspended
2017-01-24 07:30  passed over  -1.contact  suspended
2017-02-02 07:30  passed over  +1.head  suspended
2017-02-06 07:30  escalation  +3.superior  hai  on_time
2017-02-08 07:30  escalation  +5.director  khanh  on_time
)");
    EXPECT_EQ(year.obligation().term->last_permitted, day("2017-01-29"));
}

TEST(Suspension, TakesADayFarFromTheCampaignForATypingError) {
    Timeline year(plan(), "2017-01-10 08:00");
    year.suspend("bv-da-khoa", "2017-01-20", "2107-02-05");
    year.suspend("bv-da-khoa", "1017-01-20", "2017-02-05");
    year.suspend("bv-da-khoa", "2017-01-20", "2019-01-01");
    EXPECT_EQ(year.log(), R"(
2017-01-10 08:00  born  2017-01-29
2017-01-10 08:00  refused  date_far_from_campaign
2017-01-10 08:00  refused  date_far_from_campaign
2017-01-10 08:00  suspended  bv-da-khoa  2017-01-20  2019-01-01
)");
}

TEST(Suspension, LeavesOtherUnitsAlone) {
    World world;
    world.owes("dang-ky", before("2017-01-30"), "", {"bv-da-khoa", "tt-y-te"})
        .has_ladder("-1.contact");
    Timeline year(world, "2017-01-10 08:00");
    year.suspend("bv-da-khoa", "2017-01-20", "2017-01-25");
    year.run_to("2017-02-28 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-24 07:30  reminder  -1.contact  dang-ky.tt-y-te  chi  on_time
)");
}

TEST(Suspension, IsSilentAboutWhatIsBornInsideIt) {
    World world = plan();
    Surroundings around;
    around.suspended = {{day("2017-01-16"), day("2017-01-23")}};
    const Plan born =
        plan_birth(world.definition(), {}, owed_by("dang-ky"), around, at("2017-01-18 07:30"));
    ASSERT_EQ(born.events.size(), 2u);
    const auto& passed = std::get<RungPassedOver>(born.events[1]);
    EXPECT_EQ(passed.rung + " " + passed.because, "-5.contact suspended");
    EXPECT_EQ(born.next, at("2017-01-23 07:30"));
}

TEST(Suspension, ThatMeetsAnotherIsOneSpanWithIt) {
    const std::vector<Suspension> all{
        {"tram", {day("2017-03-01"), day("2017-03-05")}, "", "", "nganh"},
        {"tram", {day("2017-02-20"), day("2017-02-28")}, "", ""},
        {"tram", {day("2017-02-22"), day("2017-02-21")}, "", ""},
        {"khac", {day("2017-03-06"), day("2017-03-07")}, "", ""},
        {"tram", {day("2017-04-01"), day("2017-04-01")}, "", ""}};
    const std::vector<DateSpan> expected{{day("2017-02-20"), day("2017-03-05")},
                                         {day("2017-04-01"), day("2017-04-01")}};
    EXPECT_EQ(days_of(all, "tram"), expected);
}

TEST(Suspension, OfACampaignIsOpenToUnitsThatOweByItsPartsAlone) {
    World whole;
    World part = plan();
    const SuspendAsked asked{{"bv-da-khoa"}, day("2017-01-18"), day("2017-01-20"), "lũ", "GĐ"};
    const auto decided = [&](const Parts& parts) {
        return suspend(whole.definition(), {}, asked, day("2017-01-10"), Language::vi, parts);
    };
    EXPECT_EQ(std::get<Refusal>(decided({})).code, "unit_unknown");
    const auto shared = std::make_shared<const Definition>(part.definition());
    EXPECT_EQ(std::get<std::vector<Event>>(decided({shared})).size(), 1u);
}

TEST(Suspension, IsEndedWhereItWasSaid) {
    const std::vector<Suspension> known{
        {"tram", {day("2017-03-01"), day("2017-03-05")}, "", "", "nganh"}};
    const auto decided = end_suspension(known, {"tram"}, "hết lũ", day("2017-03-02"), Language::vi);
    const auto& refusal = std::get<Refusal>(decided);
    EXPECT_EQ(refusal.code, "suspended_above");
    EXPECT_NE(refusal.text.find("«nganh»"), std::string::npos) << refusal.text;
}

TEST(Suspension, GoesOnForTheUnitThatTakesOver) {
    Unit ended;
    ended.id = "tram";
    ended.until = day("2017-03-03");
    std::vector<Suspension> known{{"tram", {day("2017-02-01"), day("2017-02-05")}, "bão", "GĐ"},
                                  {"tram", {day("2017-03-01"), day("2017-03-10")}, "lũ", "GĐ"}};
    const auto rest = [&](std::string_view today) {
        std::string text;
        for (const UnitSuspended& one : passed_on(known, ended, "moi", day(today)))
            text += one.unit + " " + iso_date(one.from) + " " + iso_date(one.to) + " " +
                    one.reason + " " + one.approver + ";";
        return text;
    };
    EXPECT_EQ(rest("2017-03-04"), "moi 2017-03-04 2017-03-10 lũ GĐ;");
    EXPECT_EQ(rest("2017-03-11"), "") << "it is over";
    known.push_back({"moi", {day("2017-03-01"), day("2017-03-07")}, "lũ", "GĐ"});
    EXPECT_EQ(rest("2017-03-04"), "moi 2017-03-08 2017-03-10 lũ GĐ;") << "what is left";
    known.push_back({"moi", {day("2017-03-08"), day("2017-03-20")}, "lũ", "GĐ"});
    EXPECT_EQ(rest("2017-03-04"), "");
    ended.until = day("2017-03-10");
    EXPECT_EQ(rest("2017-03-04"), "") << "it lasts as long as the suspension";
}

TEST(Suspension, LeavesWhatABreakdownHeldBackUntold) {
    Timeline year(plan(), "2017-01-10 08:00");
    year.run_to("2017-01-22 09:00");
    year.suspend("bv-da-khoa", "2017-01-24", "2017-01-24");
    year.down_until("2017-01-25 09:00");
    EXPECT_EQ(year.passed_over(year.obligation(), "-2.contact"), "suspended");
    EXPECT_EQ(year.passed_over(year.obligation(), "-1.contact"), "suspended");
    year.run_to("2017-02-02 12:00");
    EXPECT_EQ(year.told(), R"(
2017-01-18 07:30  reminder  -5.contact  an  on_time
2017-02-02 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(Suspension, EndsEarlyAndTellsTheRungOfThatVeryMorning) {
    Timeline year(plan(), "2017-01-10 08:00");
    year.suspend("bv-da-khoa", "2017-01-18", "2017-01-31");
    year.run_to("2017-01-24 07:00");
    year.end_suspension("bv-da-khoa");
    year.run_to("2017-01-31 00:00");
    EXPECT_EQ(year.log(), R"(
2017-01-10 08:00  born  2017-01-29
2017-01-10 08:00  suspended  bv-da-khoa  2017-01-18  2017-01-31
2017-01-18 07:30  passed over  -5.contact  suspended
2017-01-23 07:30  passed over  -2.contact  suspended
2017-01-24 07:00  suspended no more  bv-da-khoa
2017-01-24 07:30  reminder  -1.contact  an  on_time
)");
}

TEST(Suspension, ThatIsEndedBeforeItBeginsHasNoDays) {
    Timeline year(plan(), "2017-01-10 08:00");
    year.suspend("bv-da-khoa", "2017-01-18", "2017-01-31");
    year.end_suspension("bv-da-khoa");
    year.run_to("2017-01-19 00:00");
    EXPECT_EQ(year.told(), "\n2017-01-18 07:30  reminder  -5.contact  an  on_time\n");
}

TEST(Suspension, ThatWasEndedBeforeItBeganHidesNothingOnTheDaysAround) {
    EXPECT_FALSE(
        touches({{day("2017-01-18"), day("2017-01-17")}}, day("2017-01-17"), day("2017-01-18")));
}

TEST(Suspension, MayEndTodayAndBeOfASuccessor) {
    World world = plan();
    world.unit("bv-da-khoa").until = day("2017-01-15");
    world.unit("bv-da-khoa").successors = {"tt-y-te"};
    const auto decided =
        suspend(world.definition(), {},
                {{"tt-y-te"}, day("2017-01-16"), day("2017-01-18"), "lũ", "Giám đốc Sở"},
                day("2017-01-18"), Language::en);
    EXPECT_TRUE(std::holds_alternative<std::vector<Event>>(decided));
}

TEST(Suspension, AsksTheCoordinatorAboutNothingThatIsHidden) {
    World world;
    world.owes("dang-ky", before("2017-01-10"));
    Timeline year(world, "2017-02-14 18:00");
    EXPECT_TRUE(year.obligation().asking);
    year.suspend("bv-da-khoa", "2017-02-15", "2017-03-15");
    year.run_to("2017-03-31 00:00");
    EXPECT_EQ(year.told(), "\n2017-03-16 07:30  nudge  giang  overdue_at_birth\n");
}

TEST(Suspension, AsksTheCoordinatorAgainWhenItEndsEarly) {
    World world;
    world.owes("dang-ky", undated());
    Timeline year(world, "2017-02-14 18:00");
    year.suspend("bv-da-khoa", "2017-02-14", "2017-03-15");
    year.run_to("2017-02-20 09:00");
    EXPECT_EQ(year.told(), "\n");
    year.end_suspension("bv-da-khoa");
    year.run_to("2017-02-28 00:00");
    EXPECT_EQ(year.told(), "\n2017-02-20 09:05  nudge  giang  undated\n");
}

// ---- what a unit asks for

TEST(Request, IsToldToTheCoordinatorOnceAndTheRemindersGoOn) {
    Timeline year(plan(), "2017-01-10 08:00");
    year.run_to("2017-01-20 09:02");
    year.decide(request("2017-02-06"));
    year.decide(request("2017-02-07"));
    year.run_to("2017-01-24 12:00");
    EXPECT_EQ(year.log(), R"(
2017-01-10 08:00  born  2017-01-29
2017-01-18 07:30  reminder  -5.contact  an  on_time
2017-01-20 09:02  extension_requested
2017-01-20 09:05  nudge  request  giang  extension_requested
2017-01-20 09:02  refused  already_requested
2017-01-23 07:30  reminder  -2.contact  an  on_time
2017-01-24 07:30  reminder  -1.contact  an  on_time
)");
    ASSERT_TRUE(year.obligation().request);
    EXPECT_EQ(year.obligation().request->to, day("2017-02-06"));
}

TEST(Request, WaitsForTheSendingHours) {
    Timeline year(plan(), "2017-01-10 08:00");
    year.run_to("2017-01-20 21:00");
    year.decide(request("2017-02-06"));
    year.run_to("2017-01-23 08:00");
    EXPECT_EQ(year.told(), R"(
2017-01-18 07:30  reminder  -5.contact  an  on_time
2017-01-23 07:30  reminder  -2.contact  an  on_time
2017-01-23 07:30  nudge  request  giang  extension_requested
)");
}

TEST(Request, WaitsWhileTheUnitIsSuspendedOrItsPhaseHeld) {
    World world;
    world.has_phase("gd").owes("dang-ky", before("2017-01-30"), "gd").has_ladder("-10.contact");
    Timeline year(world, "2017-01-05 08:00");
    year.run_to("2017-01-16 09:00");
    year.suspend("bv-da-khoa", "2017-01-16", "2017-01-17");
    year.decide(request("2017-02-06"));
    year.run_to("2017-01-17 23:00");
    year.decide_phase("gd", PhaseVerb::hold);
    year.run_to("2017-01-19 10:01");
    year.decide_phase("gd", PhaseVerb::release);
    year.run_to("2017-01-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-11 07:30  reminder  -10.contact  an  on_time
2017-01-19 10:05  nudge  request  giang  extension_requested
)");
}

TEST(Request, IsToldAfterTwoSuspensionsHoweverFarTheNextRungLies) {
    Timeline year(plan(), "2017-01-03 08:00");
    year.suspend("bv-da-khoa", "2017-01-03", "2017-01-04");
    year.suspend("bv-da-khoa", "2017-01-05", "2017-01-09");
    year.decide(request("2017-02-06"));
    year.run_to("2017-01-17 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-10 07:30  nudge  request  giang  extension_requested
)");
}

TEST(Request, IsAnsweredByAnExtensionToTheDayThatWasAskedFor) {
    Timeline year(plan(), "2017-01-10 08:00");
    year.decide(request("2017-02-06"));
    Decision grant = extension("2017-02-06");
    grant.due.reset();
    year.decide(grant);
    EXPECT_FALSE(year.obligation().request);
    EXPECT_EQ(year.obligation().granted, day("2017-02-06"));
    year.decide(request("2017-02-10"));
    EXPECT_EQ(year.obligation().requests, 2);
}

TEST(Request, IsDeclinedAndMayBeMadeAgain) {
    Timeline year(plan(), "2017-01-10 08:00");
    year.decide(request("2017-02-06"));
    year.decide(declining());
    EXPECT_FALSE(year.obligation().request);
    EXPECT_EQ(year.obligation().round, 1);
    year.decide(declining());
    year.decide(request("2017-02-03"));
    EXPECT_EQ(year.log(), R"(
2017-01-10 08:00  born  2017-01-29
2017-01-10 08:00  extension_requested
2017-01-10 08:05  nudge  request  giang  extension_requested
2017-01-10 08:00  extension_declined
2017-01-10 08:00  refused  not_requested
2017-01-10 08:00  extension_requested
2017-01-10 08:05  nudge  request  giang  extension_requested
)");
}

TEST(Request, IsOverOnceNothingIsOwed) {
    for (const Decision& decision : {submission(), waiver()}) {
        Timeline year(plan(), "2017-01-10 18:00");
        year.decide(request("2017-02-06"));
        year.decide(decision);
        EXPECT_FALSE(year.obligation().request);
        year.run_to("2017-01-12 00:00");
        EXPECT_EQ(year.told(), "\n");
    }
}

TEST(Request, FindsNobodyWhereNobodyCoordinates) {
    World world = plan();
    world.unit("phong-tccb").contact = "";
    Timeline year(world, "2017-01-10 08:00");
    year.decide(request("2017-02-06"));
    EXPECT_EQ(year.log(), R"(
2017-01-10 08:00  born  2017-01-29
2017-01-10 08:00  extension_requested
2017-01-10 08:00  passed over  request  no_person
)");
}

// ---- taking back what was recorded by mistake

TEST(Reopening, ChasesWhatWasSubmittedByMistakeWithTheRungsStillAhead) {
    Timeline year(plan(), "2017-01-10 08:00");
    year.run_to("2017-01-20 09:00");
    year.decide(submission());
    year.run_to("2017-01-23 09:00");
    year.decide(reopening());
    EXPECT_EQ(year.obligation().arrived, std::nullopt);
    year.run_to("2017-01-25 00:00");
    EXPECT_EQ(year.log(), R"(
2017-01-10 08:00  born  2017-01-29
2017-01-18 07:30  reminder  -5.contact  an  on_time
2017-01-20 09:00  submitted
2017-01-23 09:00  reopened
2017-01-23 09:00  round  undone  2017-01-29
2017-01-23 09:00  passed over  -5.contact  before_first_seen
2017-01-23 09:00  passed over  -2.contact  before_first_seen
2017-01-24 07:30  reminder  -1.contact  an  on_time
)");
}

TEST(Reopening, TakesBackAnAcceptanceOrAWaiverAndLeavesTheReportOnTheDesk) {
    for (const Decision& mistake : {acceptance(), waiver()}) {
        Timeline year(plan(), "2017-01-10 08:00");
        year.decide(submission());
        year.decide(mistake);
        year.decide(reopening());
        EXPECT_EQ(year.obligation().state, ObligationState::submitted);
        EXPECT_EQ(year.obligation().arrived, day("2017-01-10"));
        EXPECT_EQ(year.obligation().round, 1);
        year.run_to("2017-02-28 00:00");
        EXPECT_EQ(year.told(), "\n") << "nobody is chased for what has come";
        year.decide(reopening());
        EXPECT_EQ(year.obligation().state, ObligationState::pending) << "one step at a time";
    }
}

TEST(Reopening, FollowsAPlanThatMovedTheDateMeanwhile) {
    World world = plan();
    Timeline year(world, "2017-01-10 08:00");
    year.decide(waiver());
    world.deadline("dang-ky") = before("2017-03-01");
    year.change(world);
    EXPECT_EQ(year.obligation().term->last_permitted, day("2017-01-29"));
    year.decide(reopening());
    EXPECT_EQ(year.obligation().state, ObligationState::pending);
    EXPECT_EQ(year.obligation().term->last_permitted, day("2017-02-28"));
}

TEST(Reopening, OpensAPhaseThatHadClosedBecauseAllWasSettled) {
    World world;
    world.has_phase("gd").owes("dang-ky", before("2017-01-30"), "gd");
    Timeline year(world, "2017-01-05 08:00");
    year.decide(waiver());
    EXPECT_EQ(year.phase("gd").state, PhaseState::closed);
    year.decide(reopening());
    EXPECT_EQ(year.phase("gd").state, PhaseState::open);
}

}  // namespace
}  // namespace dondoc
