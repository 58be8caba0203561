// What a unit hears of a report that is returned to it.
#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;
using testing::Not;

// Due by 29/01/2017; rungs on 18 and 24 January, 2 February.
World plan() {
    World world;
    world.owes("dang-ky", before("2017-01-30")).has_ladder("-5.contact -1.contact +1.head");
    return world;
}

// Handed in late and returned on Tuesday 7 February: due again by the 14th.
void return_late(Office& office) {
    office.configuration.language = Language::vi;
    office.start("2017-01-09 08:00");
    office.run_to("2017-02-07 10:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    EXPECT_EQ(office.decide(rework()), "carried");
    office.sent();
}

TEST(Return, IsToldTheUnitOnTheNextMorningWithTheReasonAndTheNewDay) {
    Office office(plan());
    return_late(office);
    office.run_to("2017-02-10 00:00");
    EXPECT_EQ(office.sent(), "\n2017-02-08 07:30  an  returned dang-ky.bv-da-khoa\n");
    const std::string letter = office.letter_to("an");
    EXPECT_THAT(letter, HasSubstr("Văn bản đã gửi được trả lại để bổ sung, hoàn thiện, lý do: "
                                  "thiếu biểu."));
    EXPECT_THAT(letter, HasSubstr("14/02/2017"));
    EXPECT_THAT(letter, Not(HasSubstr("hệ thống chưa ghi nhận"))) << "nobody has had time yet";
    EXPECT_THAT(
        office.message_to("an").subject,
        HasSubstr(
            "Trả lại để bổ sung, hoàn thiện Bản đăng ký thi đua năm 2017: còn 04 ngày làm việc"));
    office.run_to("2017-02-13 12:00");
    EXPECT_EQ(office.sent(), "\n2017-02-13 07:30  an  -1.contact dang-ky.bv-da-khoa\n")
        << "the ladder goes on";
    EXPECT_THAT(office.letter_to("an"), HasSubstr("hệ thống chưa ghi nhận bản bổ sung"));
}

TEST(Return, IsToldAlsoIfTheDayMovesBeforeTheNextMorning) {
    Office office(plan());
    return_late(office);
    office.run_to("2017-02-07 15:00");
    EXPECT_EQ(office.decide(extension("2017-02-20")), "carried");
    office.run_to("2017-02-09 00:00");
    EXPECT_EQ(office.sent(), "\n2017-02-08 07:30  an  returned dang-ky.bv-da-khoa\n");
    const std::string letter = office.letter_to("an");
    EXPECT_THAT(letter, HasSubstr("lý do: thiếu biểu."));
    EXPECT_THAT(letter, HasSubstr("20/02/2017"));
}

TEST(Return, IsToldInOneLetterWithTheRungOfThatMorning) {
    World world = plan();
    world.has_ladder("-4.contact -1.contact +1.head");
    Office office(world);
    return_late(office);
    office.run_to("2017-02-09 00:00");
    EXPECT_EQ(office.sent(), "\n2017-02-08 07:30  an  -4.contact dang-ky.bv-da-khoa\n");
    EXPECT_THAT(office.letter_to("an"), HasSubstr("lý do: thiếu biểu."));
    EXPECT_THAT(office.notices(), HasSubstr("/2/returned  passed over  same_person\n"));
}

TEST(Return, IsToldAgainWhenWhatCameIsReturnedAgain) {
    Office office(plan());
    return_late(office);
    office.run_to("2017-02-08 10:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    EXPECT_EQ(office.decide(rework("2017-02-20")), "carried");
    office.sent();
    office.run_to("2017-02-10 00:00");
    EXPECT_EQ(office.sent(), "\n2017-02-09 07:30  an  returned dang-ky.bv-da-khoa\n");
    EXPECT_THAT(office.letter_to("an"), HasSubstr("20/02/2017"));
}

TEST(Return, IsNotToldOnceTheUnitHasHandedInAnew) {
    Office office(plan());
    return_late(office);
    office.run_to("2017-02-07 15:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    office.run_to("2017-02-10 00:00");
    EXPECT_EQ(office.sent(), "\n");
}

// The one who would be told recorded it.
TEST(Return, OfWhatTheIssuerOwesUpwardTellsNobody) {
    World world = plan();
    world.campaign.duties.front().upward = true;
    Office office(world);
    return_late(office);
    office.run_to("2017-02-10 00:00");
    EXPECT_EQ(office.sent(), "\n");
}

}  // namespace

}  // namespace dondoc::loop_test
