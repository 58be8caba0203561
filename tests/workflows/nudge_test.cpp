// What the coordinator is asked: duties without a date, and obligations that were overdue at birth.
#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;

World without_date() {
    World world;
    world.owes("ke-hoach", undated());
    return world;
}

TEST(Nudge, AsksForADateAtOnceAndThenOnTheFirstWorkingDayOfEachMonthOfTheCampaign) {
    World world = without_date();
    world.campaign.period = {day("2017-01-01"), day("2017-06-01")};
    Timeline year(world, "2017-01-16 09:02");
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.log(), R"(
2017-01-16 09:02  born  undated
2017-01-16 09:05  nudge  giang  undated
2017-02-02 07:30  nudge  giang  undated
2017-03-01 07:30  nudge  giang  undated
2017-04-03 07:30  nudge  giang  undated
2017-05-03 07:30  nudge  giang  undated
2017-06-01 07:30  nudge  giang  undated
)");
}

TEST(Nudge, GoesOnWhenAPeriodThatIsOverIsExtended) {
    World world = without_date();
    world.campaign.period = {day("2017-01-01"), day("2017-02-28")};
    Timeline year(world, "2017-02-06 08:00");
    year.run_to("2017-04-17 10:00");
    world.campaign.period.last = day("2017-05-31");
    year.change(world);
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-02-06 08:05  nudge  giang  undated
2017-04-17 10:05  nudge  giang  undated
2017-05-03 07:30  nudge  giang  undated
)");
}

TEST(Nudge, IsOneForADutyHoweverManyUnitsOweIt) {
    World world = without_date();
    world.duty("ke-hoach").obligors = {"bv-da-khoa", "tt-y-te"};
    Timeline year(world, "2017-01-16 09:02");
    year.run_to("2017-01-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-16 09:05  nudge  giang  undated
)");
    ASSERT_EQ(year.notices().size(), 1U);
    EXPECT_EQ(year.notices().front().key, "thi-dua-2017/ke-hoach/nudge/2017-01");
    EXPECT_EQ(year.notices().front().kind, NoticeKind::nudge);
    EXPECT_EQ(year.notices().front().audience, Audience::coordinator);
}

TEST(Nudge, IsOneForEachDuty) {
    World world = without_date();
    world.owes("bo-phieu", undated());
    Timeline year(world, "2017-01-16 09:02");
    EXPECT_EQ(year.notices().size(), 2U);
}

TEST(Nudge, WaitsForTheCampaignToBegin) {
    Timeline year(without_date(), "2016-12-05 09:00");
    year.run_to("2017-01-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-03 07:30  nudge  giang  undated
)");
}

TEST(Nudge, WaitsForTheSendingWindow) {
    Timeline year(without_date(), "2017-01-13 22:00");
    year.run_to("2017-01-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-16 07:30  nudge  giang  undated
)");
}

TEST(Nudge, JoinsTheMorningsMessageWhenItIsDueJustBeforeTheWindowOpens) {
    Timeline year(without_date(), "2017-01-16 07:28");
    year.run_to("2017-01-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-16 07:30  nudge  giang  undated
)");
}

TEST(Nudge, IsNotRepeatedForMonthsThatWereSleptOver) {
    Timeline year(without_date(), "2017-01-16 09:02");
    year.down_until("2017-04-19 10:00");
    year.run_to("2017-05-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-16 09:05  nudge  giang  undated
2017-04-19 10:05  nudge  giang  undated
2017-05-03 07:30  nudge  giang  undated
)");
}

TEST(Nudge, EndsWhenADateIsGrantedOrTheUnitIsWaived) {
    World world = without_date();
    world.duty("ke-hoach").obligors = {"bv-da-khoa", "tt-y-te"};
    world.has_ladder("-1.contact");
    Timeline year(world, "2017-01-16 09:02");
    year.run_to("2017-01-17 09:00");
    year.decide(extension("2017-06-15"), "ke-hoach");
    year.decide(waiver(), "ke-hoach", "tt-y-te");
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.told(), R"(
2017-01-16 09:05  nudge  giang  undated
2017-06-14 07:30  reminder  -1.contact  ke-hoach.bv-da-khoa  an  on_time
)");
}

TEST(Nudge, IsPassedOverWhenTheCoordinatingOfficeHasNoContact) {
    World world = without_date();
    world.unit("phong-tccb").contact = "";
    Timeline year(world, "2017-01-16 09:02");
    EXPECT_EQ(year.log(), R"(
2017-01-16 09:02  born  undated
2017-01-16 09:02  passed over  nudge  thi-dua-2017.ke-hoach  no_person
)");
}

TEST(Nudge, SpeaksOfWhatIsOverdueEvenOutsideTheCampaignsPeriod) {
    World world;
    world.owes("dang-ky", before("2017-01-30"));
    world.campaign.period = {day("2017-01-01"), day("2017-03-31")};
    Timeline year(world, "2017-06-05 10:02");
    year.run_to("2017-07-04 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-05 10:05  nudge  giang  overdue_at_birth
2017-07-03 07:30  nudge  giang  overdue_at_birth
)");
    world.campaign.period = {day("2017-09-01"), day("2017-12-31")};
    EXPECT_EQ(Timeline(world, "2017-06-05 10:02").told(), R"(
2017-06-05 10:05  nudge  giang  overdue_at_birth
)");
}

}  // namespace
}  // namespace dondoc
