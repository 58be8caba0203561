// Escalations before they leave: what the coordinator reads the day before, and what becomes of
// letters that a person holds.
#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;
using testing::Not;

// Due by 15/6/2017, a Thursday: rungs on 16 and 20 June.
World plan(std::string_view rungs = "+1.head +3.superior") {
    World world;
    world.owes("dang-ky", by("2017-06-15"), "", {"bv-da-khoa", "tt-y-te"}).has_ladder(rungs);
    world.sending.announce_escalations = true;
    return world;
}

void begin(Office& office, std::string_view until) {
    office.configuration.language = Language::vi;
    office.start("2017-06-01 08:00");
    office.run_to(until);
}

TEST(Escalations, AreListedToTheCoordinatorInOneLetterWithTheWordsThatHoldThem) {
    Office office(plan("+3.superior/release"));
    begin(office, "2017-06-19 09:00");
    EXPECT_EQ(office.sent(),
              "\n2017-06-19 07:30  giang  announced-2017-06-19 dang-ky.bv-da-khoa, "
              "announced-2017-06-19 dang-ky.tt-y-te\n");
    const std::string letter = office.letter_to("giang");
    EXPECT_THAT(letter, HasSubstr("chậm nhất là ngày 15/6/2017"));
    EXPECT_THAT(letter, HasSubstr("ngày 20/6/2017 gửi lãnh đạo phụ trách (hai), cần đồng ý trước "
                                  "khi gửi"));
    EXPECT_THAT(letter, HasSubstr("thi-dua-2017.dang-ky.1.tt-y-te"));
    EXPECT_THAT(letter, HasSubstr("dondoc hold MÃ --reason"));
}

TEST(Escalations, OfUnitsThatHandInBeforeTheAnnouncementLeavesAreNotInIt) {
    Office office(plan());
    begin(office, "2017-06-19 07:00");
    office.pause();
    office.run_to("2017-06-19 08:00");
    office.decide(submission());
    office.resume();
    office.run_to("2017-06-19 09:00");
    const std::string letter = office.letter_to("giang");
    EXPECT_THAT(letter, HasSubstr("dang-ky.1.tt-y-te"));
    EXPECT_THAT(letter, Not(HasSubstr("dang-ky.1.bv-da-khoa")));
}

TEST(Escalations, AreNotAnnouncedAfterTheyLeft) {
    Office office(plan());
    begin(office, "2017-06-19 07:00");
    office.pause();
    office.run_to("2017-06-20 08:00");
    office.resume();
    office.run_to("2017-06-20 09:00");
    EXPECT_THAT(office.notices(), HasSubstr("/1/announced-2017-06-19  suppressed  "
                                            "nothing_announced\n"));
    EXPECT_THAT(office.notices(), HasSubstr("bv-da-khoa/1/+3.superior  sent  on_time\n"));
}

TEST(Escalations, HeldWhileTheirLetterWaitsToLeaveWaitOnAndLeaveOnceReleased) {
    for (const bool beside_another : {false, true}) {
        World world = plan("+1.head +3.head");
        if (!beside_another) world.duty("dang-ky").obligors = {"bv-da-khoa"};
        if (beside_another) world.unit("tt-y-te").head = world.unit("bv-da-khoa").head;
        Office office(world);
        begin(office, "2017-06-15 12:00");
        office.pause();
        office.run_to("2017-06-16 08:00");
        EXPECT_EQ(office.decide(holding()), "carried");
        office.resume();
        office.run_to("2017-06-19 08:00");
        EXPECT_THAT(office.notices(), Not(HasSubstr("bv-da-khoa/1/+1.head  sent")));
        EXPECT_EQ(office.decide(releasing()), "carried");
        office.run_to("2017-06-19 09:00");
        EXPECT_THAT(office.notices(),
                    HasSubstr(beside_another ? "bv-da-khoa/1/+1.head/anew  sent  catch_up\n"
                                             : "bv-da-khoa/1/+1.head  sent  on_time\n"));
        rebuilds_to_itself(office);
    }
}

TEST(Escalations, ThatWereReleasedLongAfterTheirDayAreStillToldWhenTheirLetterLeaves) {
    Office office(plan("+3.superior/release"));
    begin(office, "2017-07-10 09:01");
    EXPECT_EQ(office.decide(releasing()), "carried");
    office.run_to("2017-07-10 10:00");
    EXPECT_THAT(office.notices(), HasSubstr("bv-da-khoa/1/+3.superior  sent  released\n"));
    EXPECT_THAT(office.letter_to("hai"), HasSubstr("quá hạn 17 ngày làm việc"));
}

}  // namespace

}  // namespace dondoc::loop_test
