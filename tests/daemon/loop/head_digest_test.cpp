// The daily digest to the heads of units over the days of a running daemon: who gets it, what it
// says, what brings it about, and that no day is told twice or without a reason.
#include <gmock/gmock.h>

#include "daemon/store/words.h"
#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;
using testing::Not;

// `binh` is the head of bv-da-khoa, `dung` of tt-y-te; the ladder keeps out of the way.
World tells() {
    World world;
    world.sending.head_digest = true;
    world.has_ladder("+30.director");
    return world;
}

World named(World world) {
    for (Duty& duty : world.campaign.duties)
        duty.deliverable = duty.id;
    return world;
}

std::string digests(const Office& office, const std::string& person = "binh") {
    return fates(office, {Subject::Kind::digest, person + ".daily"});
}

TEST(HeadDigest, TellsTheHeadEachWorkingDayWhatTheUnitOwes) {
    World world = tells();
    world.owes("dang-ky", by("2017-06-08"));
    Office office(world);
    office.start("2017-06-01 00:00");
    office.run_to("2017-06-12 09:00");
    EXPECT_EQ(office.sent(), R"(
2017-06-05 07:30  binh  daily binh.daily
2017-06-06 07:30  binh  daily binh.daily
2017-06-07 07:30  binh  daily binh.daily
2017-06-08 07:30  binh  daily binh.daily
2017-06-09 07:30  binh  daily binh.daily
2017-06-12 07:30  binh  daily binh.daily
)");
    EXPECT_EQ(office.decide(submission()), "carried");
    office.run_to("2017-06-20 00:00");
    EXPECT_EQ(office.sent(), "\n") << "nothing is owed, so nothing is said";
    rebuilds_to_itself(office);
}

TEST(HeadDigest, SaysWhatIsLateWhatIsDueSoonAndWhatWaits) {
    World world = tells();
    world.organisation.people["binh"].title = "Giám đốc";
    world.organisation.people["giang"].phone = "0214 999 999";
    world.owes("tre-nhieu", by("2017-06-02"));
    world.owes("tre-it", by("2017-06-08"));
    world.owes("sap-den", by("2017-06-14"));
    world.owes("con-xa", by("2017-07-14"));
    world.owes("da-nop", by("2017-06-15"));
    world.owes("tra-lai", by("2017-06-30"));
    world.owes("cua-noi-khac", by("2017-06-09"), "", {"tt-y-te"});
    Office office(named(world));
    office.configuration.language = Language::vi;
    office.start("2017-05-27 00:00");
    office.run_to("2017-06-09 09:00");
    EXPECT_EQ(office.decide(submission(), "da-nop"), "carried");
    EXPECT_EQ(office.decide(submission(), "tra-lai"), "carried");
    EXPECT_EQ(office.decide(rework("2017-06-29"), "tra-lai"), "carried");
    office.run_to("2017-06-12 12:00");
    EXPECT_EQ(office.message_to("binh").subject,
              "[so-y-te] Bản tin ngày 12/6/2017: quá hạn 02, sắp đến hạn 01");
    const std::string letter = office.letter_to("binh");
    EXPECT_THAT(letter, HasSubstr("Kính gửi: Đồng chí binh, Giám đốc bv-da-khoa\n"));
    EXPECT_THAT(letter, HasSubstr("Những việc của bv-da-khoa đến 07 giờ 30 phút ngày 12/6/2017:"));
    const char* lines[] = {"- Quá hạn 06 ngày làm việc: tre-nhieu (chậm nhất là ngày 02/6/2017",
                           "- Quá hạn 02 ngày làm việc: tre-it (chậm nhất là ngày 08/6/2017",
                           "- Còn 02 ngày làm việc: sap-den (chậm nhất là ngày 14/6/2017",
                           "- Được trả lại để bổ sung, hoàn thiện: tra-lai (",
                           "- Đã nộp, chờ tiếp nhận: da-nop (",
                           "điện thoại 0214 999 999"};
    std::size_t from = 0;
    for (const char* line : lines) {
        const auto found = letter.find(line, from);
        ASSERT_NE(found, letter.npos) << line << "\n" << letter;
        from = found;
    }
    EXPECT_THAT(letter, Not(HasSubstr("con-xa")));
    EXPECT_THAT(letter, Not(HasSubstr("cua-noi-khac")));
    rebuilds_to_itself(office);
}

TEST(HeadDigest, IsOneForTheHeadOfSeveralUnitsAndSeveralCampaigns) {
    World world = tells();
    world.unit("tt-y-te").head = "binh";
    world.owes("dang-ky", by("2017-06-08"), "", {"bv-da-khoa", "tt-y-te"});
    Office office(named(world));
    world.campaign.id = "thi-dua-khac";
    world.campaign.title = "Phong trào khác";
    office.changes(named(world));
    office.configuration.language = Language::vi;
    office.start("2017-06-01 00:00");
    office.run_to("2017-06-05 12:00");
    EXPECT_EQ(office.sent(), "\n2017-06-05 07:30  binh  daily binh.daily\n");
    const std::string letter = office.letter_to("binh");
    EXPECT_THAT(letter, HasSubstr("Những việc của các đơn vị do đồng chí phụ trách đến"));
    EXPECT_THAT(letter, HasSubstr("- Còn 03 ngày làm việc: bv-da-khoa: dang-ky ("));
    EXPECT_THAT(letter, HasSubstr("- Còn 03 ngày làm việc: tt-y-te: dang-ky ("));
    EXPECT_THAT(letter, HasSubstr("Kế hoạch “Phong trào khác”"));
}

TEST(HeadDigest, NamesTheOfficeOfEachCampaignAtTheFootThatOfTheMostPressing) {
    World world = tells();
    world.owes("dang-ky", by("2017-06-08"));
    Office office(world);
    World other = tells();
    other.campaign.id = "a-khac";  // by its id the first
    other.campaign.coordinator = "tt-y-te";
    other.owes("bao-cao", by("2017-06-09"));
    office.changes(other);
    office.configuration.language = Language::vi;
    office.start("2017-06-01 00:00");
    office.run_to("2017-06-05 12:00");
    EXPECT_THAT(office.letter_to("binh"), HasSubstr("Đầu mối: giang, phong-tccb"));
    EXPECT_THAT(office.letter_to("binh"), Not(HasSubstr("tt-y-te")));
    office.run_to("2017-06-06 12:00");
    EXPECT_THAT(office.letter_to("binh"), HasSubstr("Đầu mối: giang, phong-tccb"));
    EXPECT_THAT(office.letter_to("binh"), HasSubstr("Đầu mối khác: chi, tt-y-te"));
}

TEST(HeadDigest, StandsBehindWhatElseTheHeadIsToldThatMorning) {
    World world = tells();
    world.has_ladder("-2.head +1.head");
    world.owes("tre", by("2017-06-09"));
    world.owes("sap-den", by("2017-06-14"));
    Office office(named(world));
    office.configuration.language = Language::vi;
    office.start("2017-06-05 08:00");
    office.run_to("2017-06-12 12:00");
    EXPECT_EQ(office.message_to("binh").subject,
              "[so-y-te] 02 việc cần thực hiện: 01 quá hạn, 01 đến hạn; bản tin ngày");
    const std::string letter = office.letter_to("binh");
    EXPECT_LT(letter.find("\n2. "), letter.find("\n3. Bản tin ngày 12/6/2017")) << letter;
    std::string keys;
    for (const NoticeRecord& notice :
         must(office.store->read().notices_in(office.message_to("binh").key)))
        keys += notice.key + ' ' + std::string(to_word(notice.state)) + '\n';
    EXPECT_THAT(keys, HasSubstr("digest/2017-06-12/binh sent\n"));
    EXPECT_THAT(keys, HasSubstr("+1.head sent\n"));
}

TEST(HeadDigest, IsOfTodayAloneAfterADowntimeOrAPause) {
    World world = tells();
    world.owes("dang-ky", by("2017-06-08"));
    Office office(world);
    office.start("2017-06-04 00:00");
    office.down_until("2017-06-07 10:00");
    office.run_to("2017-06-07 12:00");
    EXPECT_EQ(office.sent(), "\n2017-06-07 10:05  binh  daily binh.daily\n");
    EXPECT_EQ(office.pause(), "carried");
    office.run_to("2017-06-09 10:00");
    EXPECT_EQ(office.resume(), "carried");
    office.run_to("2017-06-09 12:00");
    EXPECT_EQ(office.sent(), "\n2017-06-09 10:00  binh  daily binh.daily\n");
    EXPECT_EQ(digests(office), R"(
digest/2017-06-05/binh  passed_over  overtaken
digest/2017-06-06/binh  passed_over  overtaken
digest/2017-06-07/binh  sent  daily_digest
digest/2017-06-08/binh  suppressed  overtaken
digest/2017-06-09/binh  sent  daily_digest
)");
    rebuilds_to_itself(office);
}

TEST(HeadDigest, IsDroppedIfNothingIsLeftToTellWhenItLeaves) {
    World world = tells();
    world.owes("dang-ky", by("2017-06-08"));
    Office office(world);
    office.start("2017-06-04 00:00");
    EXPECT_EQ(office.pause(), "carried");
    office.run_to("2017-06-05 09:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    EXPECT_EQ(office.resume(), "carried");
    office.run_to("2017-06-12 00:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(digests(office), "\ndigest/2017-06-05/binh  suppressed  nothing_to_tell\n");
}

TEST(HeadDigest, ComesTheNextMorningWhenAReportIsReturned) {
    World world = tells();
    world.owes("dang-ky", by("2017-06-30"));
    Office office(world);
    office.start("2017-06-01 00:00");
    office.run_to("2017-06-05 09:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    EXPECT_EQ(office.decide(rework("2017-06-07")), "carried");
    office.run_to("2017-06-06 12:00");
    EXPECT_THAT(office.sent(), HasSubstr("2017-06-06 07:30  binh  daily binh.daily\n"));
    rebuilds_to_itself(office);
}

TEST(HeadDigest, ComesTheNextMorningWhenASubmissionIsTakenBack) {
    World world = tells();
    world.owes("dang-ky", by("2017-06-08"));
    Office office(world);
    office.start("2017-06-01 00:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    office.run_to("2017-06-06 09:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(office.decide(reopening()), "carried");
    office.run_to("2017-06-07 12:00");
    EXPECT_EQ(office.sent(), "\n2017-06-07 07:30  binh  daily binh.daily\n");
    rebuilds_to_itself(office);
}

TEST(HeadDigest, IsHeldBackBySuspensionsAndHeldPhasesAndComesBackWithThem) {
    World world = tells();
    world.has_phase("dot-1", "2017-05-01", "2017-06-30");
    world.owes("dang-ky", by("2017-06-08"), "dot-1");
    Office office(world);
    office.start("2017-06-01 00:00");
    EXPECT_EQ(office.suspend({"bv-da-khoa"}, "2017-06-01", "2017-06-20"), "carried");
    office.run_to("2017-06-06 09:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(office.end_suspension({"bv-da-khoa"}), "carried");
    office.run_to("2017-06-07 12:00");
    EXPECT_EQ(office.sent(), "\n2017-06-07 07:30  binh  daily binh.daily\n");
    EXPECT_EQ(office.phase("dot-1", PhaseVerb::hold), "carried");
    office.run_to("2017-06-09 12:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(office.phase("dot-1", PhaseVerb::release), "carried");
    office.run_to("2017-06-12 12:00");
    EXPECT_EQ(office.sent(), "\n2017-06-12 07:30  binh  daily binh.daily\n");
    rebuilds_to_itself(office);
}

TEST(HeadDigest, GoesToTheHeadOfTheUnitThatTookOverAndToANewHead) {
    World world = tells();
    world.unit("bv-da-khoa").until = day("2017-06-06");
    world.unit("bv-da-khoa").successors = {"tt-y-te"};
    world.owes("dang-ky", by("2017-06-09"));
    Office office(world);
    office.start("2017-06-05 12:00");
    office.run_to("2017-06-08 12:00");
    const std::string sent = office.sent();
    EXPECT_THAT(sent, HasSubstr("2017-06-06 07:30  binh  daily binh.daily\n"));
    EXPECT_THAT(sent, HasSubstr("2017-06-08 07:30  dung  daily dung.daily\n"));
    EXPECT_THAT(sent, Not(HasSubstr("2017-06-07 07:30  binh")));
    world.unit("tt-y-te").head = "chi";
    office.changes(world);
    office.apply();
    office.run_to("2017-06-09 12:00");
    EXPECT_EQ(office.sent(), "\n2017-06-09 07:30  chi  daily chi.daily\n");
    rebuilds_to_itself(office);
}

TEST(HeadDigest, GoesToWhoeverStandsInAndSaysForWhom) {
    World world = tells();
    world.organisation.absences.push_back(
        {"binh", {day("2017-06-05"), day("2017-06-05")}, "an", "nghỉ phép"});
    world.owes("dang-ky", by("2017-06-08"));
    Office office(world);
    office.start("2017-06-04 00:00");
    office.run_to("2017-06-06 12:00");
    EXPECT_EQ(office.sent(), R"(
2017-06-05 07:30  an  daily binh.daily
2017-06-06 07:30  binh  daily binh.daily
)");
    EXPECT_THAT(office.letter_to("an"), HasSubstr("binh"));
}

TEST(HeadDigest, BeginsWhenItIsSwitchedOnAndEndsWhenItIsSwitchedOff) {
    World world = tells();
    world.sending.head_digest = false;
    world.owes("dang-ky", by("2017-06-08"));
    Office office(world);
    office.start("2017-06-01 00:00");
    office.run_to("2017-06-06 09:00");
    EXPECT_EQ(office.sent(), "\n");
    world.sending.head_digest = true;
    office.changes(world);
    const Difference told = office.apply();
    EXPECT_FALSE(told.notices.empty()) << "the coming days are foreseen";
    office.run_to("2017-06-07 12:00");
    EXPECT_EQ(office.sent(), "\n2017-06-07 07:30  binh  daily binh.daily\n");
    world.sending.head_digest = false;
    office.changes(world);
    office.apply();
    office.run_to("2017-06-12 00:00");
    EXPECT_EQ(office.sent(), "\n");
    rebuilds_to_itself(office);
}

TEST(HeadDigest, StandsBesideTheWeeklyOneInOneLetterToWhomBothAreTold) {
    World world = tells();
    world.sending.weekly_digest = true;
    world.unit("bv-da-khoa").head = "giang";
    world.owes("dang-ky", by("2017-06-14"));
    Office office(world);
    office.configuration.language = Language::vi;
    office.start("2017-06-10 00:00");
    office.run_to("2017-06-12 12:00");
    EXPECT_EQ(office.message_to("giang").subject, "[so-y-te] bản tin tuần; bản tin ngày");
    EXPECT_THAT(office.letter_to("giang"), HasSubstr("2. Bản tin ngày 12/6/2017: sắp đến hạn 01"));
}

}  // namespace

}  // namespace dondoc::loop_test
