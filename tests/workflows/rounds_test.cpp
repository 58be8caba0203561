// Rounds, as the planner and people's decisions make them together.
#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;

World midterm() {
    World world;
    world.owes("so-ket", by("2017-06-15"));
    world.has_ladder("-5.contact -2.contact -1.contact +1.head +3.superior");
    return world;
}

TEST(Rounds, ChaseAReturnedReportByTheNewDate) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.run_to("2017-06-09 09:00");
    year.decide(submission(), "so-ket");
    year.run_to("2017-06-12 14:00");
    year.decide(rework("2017-06-20"), "so-ket");
    year.run_to("2017-07-31 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-09 09:00  submitted
2017-06-12 14:00  returned
2017-06-12 14:00  round  returned  2017-06-20
2017-06-13 07:30  passed over  returned  same_person
2017-06-13 07:30  reminder  -5.contact  an  on_time
2017-06-16 07:30  reminder  -2.contact  an  on_time
2017-06-19 07:30  reminder  -1.contact  an  on_time
2017-06-21 07:30  escalation  +1.head  binh  on_time
2017-06-23 07:30  escalation  +3.superior  hai  on_time
)");
}

TEST(Rounds, ChaseAReturnedReportWithinItsOldDeadlineWhileThatIsAhead) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.run_to("2017-06-13 09:00");
    year.decide(submission(), "so-ket");
    year.decide(rework(), "so-ket");
    year.run_to("2017-06-16 12:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-13 07:30  reminder  -2.contact  an  on_time
2017-06-13 09:00  submitted
2017-06-13 09:00  returned
2017-06-13 09:00  round  returned  2017-06-15
2017-06-13 09:00  passed over  -5.contact  before_first_seen
2017-06-13 09:00  passed over  -2.contact  before_first_seen
2017-06-14 07:30  passed over  returned  same_person
2017-06-14 07:30  reminder  -1.contact  an  on_time
2017-06-16 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(Rounds, GiveFiveWorkingDaysToAReportReturnedAfterItsDeadline) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.run_to("2017-06-15 09:00");
    year.decide(submission(), "so-ket");
    year.run_to("2017-06-19 10:00");
    year.decide(rework(), "so-ket");
    year.run_to("2017-06-27 12:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-13 07:30  reminder  -2.contact  an  on_time
2017-06-14 07:30  reminder  -1.contact  an  on_time
2017-06-15 09:00  submitted
2017-06-19 10:00  returned
2017-06-19 10:00  round  returned  2017-06-26
2017-06-19 10:00  passed over  -5.contact  before_first_seen
2017-06-20 07:30  reminder  returned  an  on_time
2017-06-22 07:30  reminder  -2.contact  an  on_time
2017-06-23 07:30  reminder  -1.contact  an  on_time
2017-06-27 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(Rounds, LeaveTimeForAReportReturnedOnItsLastDay) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.run_to("2017-06-12 09:00");
    year.decide(submission(), "so-ket");
    year.run_to("2017-06-15 16:00");
    year.decide(rework(), "so-ket");
    year.run_to("2017-06-23 12:00");
    EXPECT_EQ(year.obligation("so-ket").term->last_permitted, day("2017-06-22"));
    EXPECT_EQ(year.told(), R"(
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-16 07:30  reminder  returned  an  on_time
2017-06-20 07:30  reminder  -2.contact  an  on_time
2017-06-21 07:30  reminder  -1.contact  an  on_time
2017-06-23 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(Rounds, BeginOnAnExtensionAndFireOnlyWhatIsAheadOfIt) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.run_to("2017-06-20 10:00");
    year.decide(extension("2017-06-22"), "so-ket");
    year.run_to("2017-06-23 12:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-13 07:30  reminder  -2.contact  an  on_time
2017-06-14 07:30  reminder  -1.contact  an  on_time
2017-06-16 07:30  escalation  +1.head  binh  on_time
2017-06-20 07:30  escalation  +3.superior  hai  on_time
2017-06-20 10:00  extended
2017-06-20 10:00  round  extended  2017-06-22
2017-06-20 10:00  passed over  -5.contact  before_first_seen
2017-06-20 10:00  passed over  -2.contact  before_first_seen
2017-06-21 07:30  reminder  -1.contact  an  on_time
2017-06-23 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(Rounds, NameTheirNoticesApart) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.run_to("2017-06-09 09:00");
    year.decide(extension("2017-06-20"), "so-ket");
    year.run_to("2017-06-13 12:00");
    ASSERT_EQ(year.notices().size(), 2U);
    EXPECT_EQ(year.notices()[0].key, "thi-dua-2017/so-ket/1/bv-da-khoa/1/-5.contact");
    EXPECT_EQ(year.notices()[1].key, "thi-dua-2017/so-ket/1/bv-da-khoa/2/-5.contact");
}

TEST(Rounds, ChaseAnExtendedReturnedReportStill) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.run_to("2017-06-09 09:00");
    year.decide(submission(), "so-ket");
    year.decide(rework("2017-06-12"), "so-ket");
    year.decide(extension("2017-06-14"), "so-ket");
    EXPECT_EQ(year.obligation("so-ket").state, ObligationState::returned);
    EXPECT_EQ(year.obligation("so-ket").round, 3);
    year.run_to("2017-06-15 12:00");
    EXPECT_EQ(year.told(), R"(
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-12 07:30  reminder  -2.contact  an  on_time
2017-06-13 07:30  reminder  -1.contact  an  on_time
2017-06-15 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(Rounds, EndForGoodWithAWaiver) {
    Timeline year(midterm(), "2017-06-01 08:00");
    year.run_to("2017-06-09 09:00");
    year.decide(waiver(), "so-ket");
    year.decide(submission(), "so-ket");
    year.run_to("2017-12-31 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-09 09:00  waived
2017-06-09 09:00  refused  already_waived
)");
}

}  // namespace
}  // namespace dondoc
