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
2017-01-03 08:00  passed over  -10.contact  before_issue
2017-01-03 08:00  passed over  -5.contact  before_issue
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

}  // namespace
}  // namespace dondoc
