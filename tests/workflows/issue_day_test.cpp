// A plan may speak of a time before it was issued. Nobody is told anything before it exists.
#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;

World issued(std::string_view iso) {
    World world;
    world.campaign.issued = day(iso);
    return world;
}

TEST(IssueDay, PassesOverTheRungsBeforeIt) {
    World world = issued("2017-01-20");
    world.has_ladder("-10.contact -5.contact -1.contact").owes("dang-ky", before("2017-01-30"));
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-02-01 00:00");
    EXPECT_EQ(year.log(), R"(
2017-01-03 08:00  born  2017-01-29
2017-01-11 07:30  passed over  -10.contact  before_issue
2017-01-18 07:30  passed over  -5.contact  before_issue
2017-01-24 07:30  reminder  -1.contact  an  on_time
)");
}

TEST(IssueDay, IsADayOnWhichAlreadyIsTold) {
    World world = issued("2017-01-18");
    world.has_ladder("-5.contact -1.contact").owes("dang-ky", before("2017-01-30"));
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-02-01 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-18 07:30  reminder  -5.contact  an  on_time
2017-01-24 07:30  reminder  -1.contact  an  on_time
)");
}

TEST(IssueDay, MakesWhatWasDueBeforeItAQuestionAndNoEscalation) {
    World world = issued("2017-02-02");
    world.has_ladder("-1.contact +1.head +3.superior").owes("dang-ky", before("2017-01-30"));
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-03-31 00:00");
    EXPECT_TRUE(year.obligation().asking);
    EXPECT_EQ(year.told(), R"(
2017-02-02 07:30  nudge  giang  overdue_at_birth
2017-03-01 07:30  nudge  giang  overdue_at_birth
)");
}

TEST(IssueDay, ThatIsCorrectedGivesBackTheRungsAhead) {
    World world = issued("2017-12-05");
    world.has_ladder("-10.contact -5.contact -1.contact +1.head");
    world.owes("dang-ky", before("2017-02-28")).owes("ke-hoach", undated());
    Timeline year(world, "2017-01-01 08:00");
    year.run_to("2017-01-04 08:00");
    world.campaign.issued = day("2017-01-05");
    year.change(world);
    EXPECT_FALSE(year.obligation().asking);
    year.run_to("2017-03-02 00:00");
    EXPECT_EQ(year.log(), R"(
2017-01-01 08:00  born  dang-ky.bv-da-khoa  2017-02-27  asking
2017-01-01 08:00  born  ke-hoach.bv-da-khoa  undated
2017-01-04 08:00  round  dang-ky.bv-da-khoa  issue_edited  2017-02-27
2017-01-05 07:30  nudge  giang  undated
2017-02-02 07:30  nudge  giang  undated
2017-02-13 07:30  reminder  -10.contact  dang-ky.bv-da-khoa  an  on_time
2017-02-20 07:30  reminder  -5.contact  dang-ky.bv-da-khoa  an  on_time
2017-02-24 07:30  reminder  -1.contact  dang-ky.bv-da-khoa  an  on_time
2017-02-28 07:30  escalation  +1.head  dang-ky.bv-da-khoa  binh  on_time
2017-03-01 07:30  nudge  giang  undated
)");
}

TEST(IssueDay, ThatIsCorrectedToALaterDayMakesAQuestionOfWhatIsDueBefore) {
    World world = issued("2017-01-05");
    world.has_ladder("-1.contact +1.head").owes("dang-ky", before("2017-02-28"));
    world.owes("ke-hoach", before("2017-02-28"));
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-01-09 08:00");
    year.decide(extension("2017-03-10"), "ke-hoach");
    world.campaign.issued = day("2017-03-01");
    year.change(world);
    EXPECT_TRUE(year.obligation().asking);
    EXPECT_EQ(year.obligation().round_why, "issue_edited");
    EXPECT_EQ(year.obligation("ke-hoach").round, 2) << "a person has answered";
    year.run_to("2017-04-01 00:00");
    EXPECT_EQ(year.told(), R"(
2017-03-01 07:30  nudge  giang  overdue_at_birth
2017-03-09 07:30  reminder  -1.contact  ke-hoach.bv-da-khoa  an  on_time
2017-03-13 07:30  escalation  +1.head  ke-hoach.bv-da-khoa  binh  on_time
)");
}

TEST(IssueDay, ThatIsCorrectedMakesNoQuestionOfWhatAPersonReturned) {
    World world;
    world.has_ladder("-1.contact").owes("dang-ky", before("2017-01-30"));
    Timeline year(world, "2017-01-03 08:00");
    year.decide(submission());
    year.decide(rework());
    Obligation returned = year.obligation();
    EXPECT_FALSE(returned.granted);
    world.campaign.issued = day("2017-02-10");
    const Plan plan = plan_change(world.definition(), {}, returned, {}, at("2017-01-09 08:00"));
    for (const Event& event : plan.events)
        EXPECT_FALSE(std::holds_alternative<RoundBegun>(event));
}

TEST(IssueDay, IsWhenTheFirstQuestionForADateIsAsked) {
    World world = issued("2017-02-20");
    world.owes("ke-hoach", undated());
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-04-15 00:00");
    EXPECT_EQ(year.told(), R"(
2017-02-20 07:30  nudge  giang  undated
2017-03-01 07:30  nudge  giang  undated
2017-04-03 07:30  nudge  giang  undated
)");
}

TEST(IssueDay, DoesNotDelayACampaignThatBeginsLater) {
    World world = issued("2016-12-01");
    world.owes("ke-hoach", undated());
    Timeline year(world, "2016-12-05 09:00");
    year.run_to("2017-01-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-03 07:30  nudge  giang  undated
)");
}

TEST(IssueDay, IsWhatARequestWaitsForBeforeItAndNoSuspension) {
    World world = issued("2017-01-20");
    world.has_ladder("").owes("dang-ky", before("2017-01-30"));
    Timeline year(world, "2017-01-03 08:00");
    Obligation one = year.obligation();
    one.request = ExtensionRequest{day("2017-02-06"), "lũ", "", false};
    const auto waits_for = [&](const Surroundings& around) {
        const Plan plan = plan_obligation(world.definition(), one, around, at("2017-01-10 08:00"));
        return clock(plan.next.value()) + ' ' + std::get<Rescheduled>(plan.events.front()).because;
    };
    EXPECT_EQ(waits_for({}), "2017-01-20 07:30 before_issue");
    Surroundings flood;
    flood.suspended = {{day("2017-01-09"), day("2017-01-24")}};
    EXPECT_EQ(waits_for(flood), "2017-01-25 07:30 suspended");
    flood.suspended = {{day("2017-01-09"), day("2017-01-12")}};
    EXPECT_EQ(waits_for(flood), "2017-01-20 07:30 before_issue");
}

}  // namespace
}  // namespace dondoc
