// Who hears of a rung, and when an escalation waits.
#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;

World midterm(std::string_view rungs) {
    World world;
    world.owes("so-ket", by("2017-06-15"));
    world.has_ladder(rungs);
    return world;
}

// ---- one person in two roles

TEST(Audience, HearsOnceAtTheHigherRungWhenContactAndHeadAreOnePerson) {
    World world = midterm("-1.contact -1.head +1.head");
    world.unit("bv-da-khoa").contact = "binh";
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-07-01 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-14 07:30  passed over  -1.contact  same_person
2017-06-14 07:30  reminder  -1.head  binh  on_time
2017-06-16 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(Audience, HearsTheLaterRungOfTwoThatASleepMadeDueTogether) {
    World world = midterm("-1.contact 0.head");
    world.unit("bv-da-khoa").contact = "binh";
    Timeline year(world, "2017-06-01 08:00");
    year.down_until("2017-06-15 09:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-15 09:00  passed over  -1.contact  same_person
2017-06-15 09:05  reminder  0.head  binh  catch_up
)");
}

TEST(Audience, HearsInItsOwnNameRatherThanByCopy) {
    World world = midterm("+3.superior +3.head/copy");
    world.unit("bv-da-khoa").head = "hai";
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-07-01 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-20 07:30  escalation  +3.superior  hai  on_time
2017-06-20 07:30  passed over  +3.head  same_person
)");
}

TEST(Audience, HearsByCopyBesideAnotherPerson) {
    Timeline year(midterm("-5.contact -5.head/copy"), "2017-06-01 08:00");
    year.run_to("2017-06-09 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-08 07:30  reminder  -5.head  binh copy  on_time
)");
    EXPECT_TRUE(year.notices().back().copy);
}

TEST(Audience, HearsOnceWhenTheStartOfAShortSpanIsARungsDay) {
    World world = midterm("start.contact -9.contact");
    world.deadline("so-ket") = {
        .op = DueOperator::within, .span = {day("2017-06-05"), day("2017-06-16")}, .written = ""};
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-15 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-16
2017-06-05 07:30  passed over  start.contact  same_person
2017-06-05 07:30  reminder  -9.contact  an  on_time
)");
}

// ---- roles and the people in them

TEST(Audience, IsPassedOverWhenNobodyHoldsTheRole) {
    World world = midterm("-1.contact -1.head +1.head");
    world.unit("bv-da-khoa").head = "";
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-15 00:00");
    world.unit("bv-da-khoa").head = "dung";
    year.change(world);
    year.run_to("2017-07-01 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-14 07:30  reminder  -1.contact  an  on_time
2017-06-14 07:30  passed over  -1.head  no_person
2017-06-16 07:30  escalation  +1.head  dung  on_time
)");
}

TEST(Audience, IsNotToldAgainWhenThePersonIsReplaced) {
    World world = midterm("-5.contact -2.contact");
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-08 10:00");
    world.unit("bv-da-khoa").contact = "chi";
    year.change(world);
    year.run_to("2017-07-01 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-13 07:30  reminder  -2.contact  chi  on_time
)");
}

// ---- escalations wait for what is on its way

TEST(Escalation, WaitsForAReminderThatIsOnItsWayAndLeavesWhenItHasLeft) {
    Timeline year(midterm("-1.contact +1.head"), "2017-06-01 08:00");
    year.mail_server_away();
    year.run_to("2017-06-16 10:07");
    year.mail_server_back();
    year.run_to("2017-07-01 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-14 07:30  reminder  -1.contact  an  on_time
2017-06-16 10:20  escalation  +1.head  binh  catch_up
)");
}

TEST(Escalation, WaitsOneWorkingDayAtMostAndThenSaysWhy) {
    Timeline year(midterm("-1.contact +1.head +3.superior"), "2017-06-01 08:00");
    year.mail_server_away();
    year.run_to("2017-07-01 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-14 07:30  reminder  -1.contact  an  on_time
2017-06-19 07:30  escalation  +1.head  binh  reminder_undelivered
2017-06-21 07:30  escalation  +3.superior  hai  reminder_undelivered
)");
}

TEST(Escalation, LooksAgainEveryQuarterOfAnHour) {
    Timeline year(midterm("-1.contact +1.head"), "2017-06-01 08:00");
    year.mail_server_away();
    year.run_to("2017-06-16 07:30");
    EXPECT_EQ(year.obligation("so-ket").next, at("2017-06-16 07:45"));
    year.run_to("2017-06-16 16:20");
    EXPECT_EQ(year.obligation("so-ket").next, at("2017-06-16 16:30"));
    year.run_to("2017-06-16 16:30");
    EXPECT_EQ(year.obligation("so-ket").next, at("2017-06-19 07:30"));
}

TEST(Escalation, WaitsForTheReminderThatIsCaughtUpOnBesideIt) {
    Timeline year(midterm("-1.contact +1.head +1.superior/copy"), "2017-06-01 08:00");
    year.down_until("2017-06-16 09:00");
    year.run_to("2017-07-01 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-16 09:05  reminder  -1.contact  an  catch_up
2017-06-16 09:20  escalation  +1.head  binh  catch_up
2017-06-16 09:20  escalation  +1.superior  hai copy  catch_up
)");
}

TEST(Escalation, WaitsForTheCaughtUpReminderEvenWhenItIsLateItself) {
    Timeline year(midterm("-1.contact +1.head +3.superior"), "2017-06-01 08:00");
    year.down_until("2017-06-20 09:00");
    year.run_to("2017-07-01 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-20 09:05  reminder  -1.contact  an  catch_up
2017-06-20 09:20  escalation  +1.head  binh  catch_up
2017-06-20 09:35  escalation  +3.superior  hai  catch_up
)");
}

TEST(Escalation, LeavesAfterAQuarterOfAnHourWhenTheCaughtUpReminderDoesNot) {
    Timeline year(midterm("-1.contact +1.head"), "2017-06-01 08:00");
    year.mail_server_away();
    year.down_until("2017-06-20 09:00");
    year.run_to("2017-07-01 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-20 09:05  reminder  -1.contact  an  catch_up
2017-06-20 09:20  escalation  +1.head  binh  reminder_undelivered
)");
}

TEST(Escalation, DoesNotHoldUpRemindersOfItsRound) {
    Timeline year(midterm("-2.contact -1.contact"), "2017-06-01 08:00");
    year.mail_server_away();
    year.run_to("2017-07-01 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-13 07:30  reminder  -2.contact  an  on_time
2017-06-14 07:30  reminder  -1.contact  an  on_time
)");
}

TEST(Escalation, DoesNotWaitForAnEarlierRound) {
    Timeline year(midterm("-1.contact +1.head"), "2017-06-01 08:00");
    year.mail_server_away();
    year.run_to("2017-06-15 09:00");
    year.decide(extension("2017-06-16"), "so-ket");
    year.run_to("2017-07-01 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-14 07:30  reminder  -1.contact  an  on_time
2017-06-19 07:30  escalation  +1.head  binh  on_time
)");
}

}  // namespace
}  // namespace dondoc
