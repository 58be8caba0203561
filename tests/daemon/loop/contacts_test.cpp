// The quarterly question about contacts over the days of a running daemon: who is asked, what the
// letters say, and that nothing is asked twice across restarts, reloads, pauses and downtime.
#include <gmock/gmock.h>

#include "daemon/store/words.h"
#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;
using testing::Not;

// Two units, contacts `an` and `chi`; the coordinator is `giang`. Nothing else is owed.
World asks() {
    World world;
    world.sending.confirm_contacts = true;
    return world;
}

std::string confirm(Office& office, const std::string& unit) {
    return said(office.loop->execute({ConfirmContact{unit}, "cli:lan"}, office.now));
}

// What became of the questions to one unit, a line each.
std::string asked(const Office& office, const std::string& unit) {
    return fates(office, {Subject::Kind::unit, unit});
}

TEST(ContactQuestion, IsAskedOnceAQuarterAndTheSilentAreListedInOneLetter) {
    Office office(asks());
    office.start("2017-01-01 00:00");
    office.run_to("2017-07-31 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-03 07:30  an  confirm bv-da-khoa
2017-01-03 07:30  chi  confirm tt-y-te
2017-01-17 07:30  giang  unconfirmed bv-da-khoa, unconfirmed tt-y-te
2017-04-03 07:30  an  confirm bv-da-khoa
2017-04-03 07:30  chi  confirm tt-y-te
2017-04-18 07:30  giang  unconfirmed bv-da-khoa, unconfirmed tt-y-te
2017-07-03 07:30  an  confirm bv-da-khoa
2017-07-03 07:30  chi  confirm tt-y-te
2017-07-17 07:30  giang  unconfirmed bv-da-khoa, unconfirmed tt-y-te
)");
    EXPECT_THAT(asked(office, "tt-y-te"),
                HasSubstr("\nthi-dua-2017/confirm/tt-y-te/2017-q1  sent  confirm_contact\n"
                          "thi-dua-2017/unconfirmed/tt-y-te/2017-q1  sent  contact_unconfirmed\n"));
    rebuilds_to_itself(office);
}

TEST(ContactQuestion, IsNotAskedUnlessTheSettingSaysSo) {
    Office office{World()};
    office.start("2017-01-01 00:00");
    office.run_to("2017-12-31 00:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(must(office.store->read().contacts_watched()), std::vector<std::string>{});
}

TEST(ContactQuestion, SaysWhoIsOnRecordAndWhomToAnswer) {
    World world = asks();
    world.organisation.people["an"].name = "Trần Văn An";
    world.organisation.people["an"].title = "Chuyên viên";
    world.organisation.people["an"].phone = "0214 111 1111";
    world.unit("bv-da-khoa").name = "Bệnh viện Đa khoa";
    world.unit("bv-da-khoa").phone = "0214 222 2222";
    world.unit("phong-tccb").name = "Phòng Tổ chức cán bộ";
    world.unit("tt-y-te").contact = "";
    Office office(world);
    office.configuration.language = Language::vi;
    office.start("2017-04-01 00:00");
    office.run_to("2017-04-20 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-04-03 07:30  an  confirm bv-da-khoa
2017-04-18 07:30  giang  unconfirmed bv-da-khoa, unconfirmed tt-y-te
)") << "a unit without a contact cannot be asked, and the coordinator hears of it";
    const std::string letter = office.letter_to("an");
    EXPECT_THAT(letter, HasSubstr("Kính gửi: Bệnh viện Đa khoa\n"));
    EXPECT_THAT(letter, HasSubstr("- Đầu mối: Chuyên viên Trần Văn An, điện thoại 0214 111 1111, "
                                  "thư điện tử an@so-y-te.example.\n"
                                  "- Thủ trưởng đơn vị: binh.\n"
                                  "- Điện thoại đơn vị: 0214 222 2222.\n"));
    EXPECT_THAT(letter, HasSubstr("chậm nhất là ngày 17/4/2017 báo cho Phòng Tổ chức cán bộ"));
    EXPECT_EQ(office.message_to("an").subject,
              "[so-y-te] Đề nghị xác nhận đầu mối của Bệnh viện Đa khoa, kỳ quý II/2017");
    const std::string list = office.letter_to("giang");
    EXPECT_THAT(list, HasSubstr("còn 02 đơn vị chưa xác nhận:\n\n"
                                "- Bệnh viện Đa khoa: đầu mối Chuyên viên Trần Văn An; điện thoại "
                                "đơn vị 0214 222 2222.\n"
                                "- tt-y-te: chưa có đầu mối.\n"));
    EXPECT_THAT(asked(office, "tt-y-te"), HasSubstr("2017-q2  passed_over  no_person"));
    rebuilds_to_itself(office);
}

TEST(ContactQuestion, IsOverForTheQuarterOnceTheUnitHasConfirmed) {
    Office office(asks());
    office.start("2017-04-01 00:00");
    EXPECT_EQ(confirm(office, "tt-y-te"), "carried") << "before it is asked";
    office.run_to("2017-04-05 09:00");
    EXPECT_EQ(confirm(office, "bv-da-khoa"), "carried");
    office.run_to("2017-07-03 08:00");
    EXPECT_EQ(office.sent(), R"(
2017-04-03 07:30  an  confirm bv-da-khoa
2017-07-03 07:30  an  confirm bv-da-khoa
2017-07-03 07:30  chi  confirm tt-y-te
)");
    rebuilds_to_itself(office);
}

TEST(ContactQuestion, IsAskedOnceAcrossRestartsReloadsAndPlansThatShareAUnit) {
    World world = asks();
    Office office(world);
    world.campaign.id = "thi-dua-khac";
    office.changes(world);
    office.start("2017-04-01 00:00");
    office.run_to("2017-04-03 07:30");
    office.down_until("2017-04-03 07:40");
    office.run_to("2017-04-04 00:00");
    world.campaign.title = "đổi tên";
    office.changes(world);
    office.apply();
    office.run_to("2017-04-10 00:00");
    office.drops(campaign_id);
    office.apply();
    office.run_to("2017-04-30 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-04-03 07:30  an  confirm bv-da-khoa
2017-04-03 07:30  chi  confirm tt-y-te
2017-04-18 07:30  giang  unconfirmed bv-da-khoa, unconfirmed tt-y-te
)");
    EXPECT_EQ(asked(office, "tt-y-te"), R"(
thi-dua-2017/confirm/tt-y-te/2017-q2  sent  confirm_contact
thi-dua-khac/unconfirmed/tt-y-te/2017-q2  sent  contact_unconfirmed
)") << "the plan that asked is gone: the other lists";
    rebuilds_to_itself(office);
}

TEST(ContactQuestion, IsLeftForTheNextQuarterWhenTheSettingComesInTheMiddleOfOne) {
    Office office{World()};
    office.start("2017-04-01 00:00");
    office.run_to("2017-04-04 09:00");
    office.changes(asks());
    const Difference told = office.apply();
    EXPECT_FALSE(told.notices.empty()) << "the coming quarter is foreseen";
    office.run_to("2017-07-03 12:00");
    EXPECT_EQ(office.sent(), R"(
2017-07-03 07:30  an  confirm bv-da-khoa
2017-07-03 07:30  chi  confirm tt-y-te
)");
    EXPECT_THAT(asked(office, "tt-y-te"), HasSubstr("2017-q2  passed_over  before_first_seen"));
    office.changes(World());
    office.apply();
    office.run_to("2017-12-31 00:00");
    EXPECT_EQ(office.sent(), "\n") << "switched off, it is not even listed";
    rebuilds_to_itself(office);
}

TEST(ContactQuestion, IsCaughtUpOnAfterAShortDowntimeAndPassedOverAfterALongOne) {
    Office office(asks());
    office.start("2017-04-01 00:00");
    office.down_until("2017-04-05 20:00");
    office.run_to("2017-04-17 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-04-07 07:30  an  confirm bv-da-khoa
2017-04-07 07:30  chi  confirm tt-y-te
)") << "in the evening it waits for the next window; 06/4 is a holiday";
    office.down_until("2017-07-14 09:00");
    office.run_to("2017-07-31 00:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(asked(office, "bv-da-khoa"), R"(
thi-dua-2017/confirm/bv-da-khoa/2017-q2  sent  confirm_contact
thi-dua-2017/unconfirmed/bv-da-khoa/2017-q2  passed_over  too_old
thi-dua-2017/confirm/bv-da-khoa/2017-q3  passed_over  too_old
)");
    rebuilds_to_itself(office);
}

TEST(ContactQuestion, IsPutOnlyToUnitsThatStandInACampaignThatRuns) {
    World world = asks();
    world.campaign.period = {day("2017-04-15"), day("2017-10-05")};
    world.unit("bv-da-khoa").until = day("2017-06-30");
    world.unit("bv-da-khoa").successors = {"moi"};
    Unit moi = world.unit("tt-y-te");
    moi.id = moi.name = "moi";
    moi.contact = "hai";
    moi.from = day("2017-07-01");
    world.organisation.units["moi"] = moi;
    world.unit("tt-y-te").from = day("2017-08-01");
    world.campaign.participants.push_back("phong-tccb");
    Office office(world);
    office.start("2017-04-01 00:00");
    office.run_to("2017-12-31 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-07-03 07:30  hai  confirm moi
2017-07-17 07:30  giang  unconfirmed moi
2017-10-02 07:30  hai  confirm moi
2017-10-02 07:30  chi  confirm tt-y-te
)") << "the successor from its first quarter, the office that coordinates never, nobody when it is "
       "over";
    rebuilds_to_itself(office);
}

TEST(ContactQuestion, GoesToTheStandInWithBothNames) {
    World world = asks();
    world.organisation.people["an"].name = "Trần Văn An";
    world.organisation.absences = {
        {"an", {day("2017-04-03"), day("2017-04-07")}, "binh", "nghỉ phép"}};
    Office office(world);
    office.configuration.language = Language::vi;
    office.start("2017-04-01 00:00");
    office.run_to("2017-04-04 00:00");
    EXPECT_THAT(office.sent(), HasSubstr("2017-04-03 07:30  binh  confirm bv-da-khoa"));
    EXPECT_THAT(office.letter_to("binh"), HasSubstr("nhận thay đồng chí Trần Văn An vắng mặt từ"));
    EXPECT_THAT(office.letter_to("binh"), HasSubstr("- Đầu mối: Trần Văn An,"));
}

TEST(ContactQuestion, IsNotPutToASuspendedUnitAndIsDroppedIfAnsweredWhileSendingIsPaused) {
    World world = asks();
    world.owes("so-ket", by("2017-12-15"), "", {"bv-da-khoa", "tt-y-te"});
    world.has_ladder("-1.contact");
    world.duty("so-ket").ladder = world.steps.id;
    Office office(world);
    office.start("2017-04-01 00:00");
    EXPECT_EQ(office.suspend({"tt-y-te"}, "2017-04-01", "2017-04-30"), "carried");
    EXPECT_EQ(office.pause(), "carried");
    office.run_to("2017-04-03 09:00");
    EXPECT_EQ(confirm(office, "bv-da-khoa"), "carried");
    EXPECT_EQ(office.resume(), "carried");
    office.run_to("2017-06-30 00:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(asked(office, "bv-da-khoa"),
              "\nthi-dua-2017/confirm/bv-da-khoa/2017-q2  suppressed  contact_confirmed\n");
    EXPECT_EQ(asked(office, "tt-y-te"),
              "\nthi-dua-2017/confirm/tt-y-te/2017-q2  passed_over  suspended\n");
    rebuilds_to_itself(office);
}

TEST(ContactQuestion, StandsInTheSameLetterAsTheRemindersOfThatMorning) {
    World world = asks();
    world.has_ladder("-10.contact");
    world.owes("so-ket", by("2017-04-18"), "", {"bv-da-khoa"});
    Office office(world);
    office.configuration.language = Language::vi;
    office.start("2017-04-01 00:00");
    office.run_to("2017-04-04 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-04-03 07:30  an  -10.contact so-ket.bv-da-khoa, confirm bv-da-khoa
2017-04-03 07:30  chi  confirm tt-y-te
)");
    EXPECT_THAT(office.letter_to("an"), HasSubstr("Đề nghị xác nhận đầu mối"));
}

TEST(Contact, IsConfirmedByAPersonAndRemembered) {
    Office office{World()};
    office.start("2017-05-02 08:00");
    EXPECT_EQ(confirm(office, "tt-y-te"), "carried");
    EXPECT_EQ(confirm(office, "khong-co"), "not found");
    EXPECT_EQ(confirm(office, "so-y-te"), "refused no_person");
    const auto contacts = must(office.store->read().contacts());
    ASSERT_EQ(contacts.size(), 1u);
    EXPECT_EQ(contacts[0].unit, "tt-y-te");
    EXPECT_EQ(contacts[0].person, "chi");
    EXPECT_EQ(contacts[0].by, "cli:lan");
    EXPECT_EQ(contacts[0].at, office.now);
    rebuilds_to_itself(office);
}

}  // namespace

}  // namespace dondoc::loop_test
