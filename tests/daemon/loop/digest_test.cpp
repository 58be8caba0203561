// The weekly digest over the days of a running daemon: who gets it, what it says, and that no week
// is told twice across restarts, reloads, pauses and downtime.
#include <gmock/gmock.h>

#include "daemon/store/words.h"
#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;
using testing::Not;

// The coordinator is `giang`; `an` and `chi` are the contacts of two units.
World tells() {
    World world;
    world.sending.weekly_digest = true;
    return world;
}

// Each duty's deliverable is called by its id.
World named(World world) {
    for (Duty& duty : world.campaign.duties)
        duty.deliverable = duty.id;
    return world;
}

// What became of the digests to one officer, a line each.
std::string digests(const Office& office, const std::string& person = "giang") {
    return fates(office, {Subject::Kind::digest, person});
}

TEST(Digest, TellsTheOfficerEveryWeekInOneLetterHoweverManyCampaigns) {
    World world = tells();
    world.owes("so-ket", by("2017-06-15"));
    Office office(world);
    world.campaign.id = "thi-dua-khac";
    world.campaign.title = "Phong trào khác";
    office.changes(world);
    office.configuration.language = Language::vi;
    office.start("2017-03-31 00:00");
    office.run_to("2017-04-17 12:00");
    EXPECT_EQ(office.sent(), R"(
2017-04-03 07:30  giang  weekly giang
2017-04-10 07:30  giang  weekly giang
2017-04-17 07:30  giang  weekly giang
)");
    const std::string letter = office.letter_to("giang");
    EXPECT_THAT(letter, HasSubstr("Không có việc quá hạn, đến hạn trong tuần hoặc chờ quyết định: "
                                  "Kế hoạch “"));
    EXPECT_THAT(letter, HasSubstr("” (đã nộp 0/01); Kế hoạch “Phong trào khác” (đã nộp 0/01).\n"));
    EXPECT_EQ(office.message_to("giang").subject,
              "[so-y-te] Bản tin tuần từ 17/4 đến 21/4/2017: không có việc quá hạn hoặc đến hạn");
    rebuilds_to_itself(office);
}

TEST(Digest, SaysWhatIsLateWhatIsDueAndWhatWaitsForADecision) {
    World world = tells();
    world.has_ladder("+1.superior");
    world.organisation.people["an"].phone = "0214 111 111";
    world.organisation.people["hai"].title = "Phó Giám đốc";
    world.organisation.people["hai"].name = "Hải";
    world.owes("dang-ky", by("2017-06-02"), "", {"bv-da-khoa", "tt-y-te"});
    world.owes("so-ket", by("2017-06-15"), "", {"bv-da-khoa", "tt-y-te"});
    world.owes("khong-ngay", undated());
    world.owes("da-qua", by("2017-03-01"));
    Office office(named(world));
    office.configuration.language = Language::vi;
    office.start("2017-05-27 00:00");
    office.run_to("2017-06-01 09:00");
    EXPECT_EQ(office.decide(submission(), "dang-ky", "tt-y-te"), "carried");
    EXPECT_EQ(office.decide(request("2017-06-20"), "so-ket", "tt-y-te"), "carried");
    office.run_to("2017-06-12 12:00");
    const std::string letter = office.letter_to("giang");
    EXPECT_EQ(office.message_to("giang").subject,
              "[so-y-te] Bản tin tuần từ 12/6 đến 16/6/2017: quá hạn 02, đến hạn trong tuần 02");
    EXPECT_THAT(letter, HasSubstr("phải nộp 06; đã nộp 01, trong đó chờ tiếp nhận 01; còn phải nộp "
                                  "05, trong đó quá hạn 02.\n"));
    EXPECT_THAT(letter, HasSubstr("- Quá hạn: dang-ky, chậm nhất là ngày 02/6/2017 (thứ Sáu): "
                                  "01/02 đơn vị chưa nộp: bv-da-khoa (0214 111 111).\n"));
    EXPECT_THAT(letter, HasSubstr("- Chờ đồng chí trả lời: da-qua: thời hạn đã qua khi hệ thống "
                                  "nhận, 01 đơn vị"));
    EXPECT_THAT(letter, HasSubstr("- Xin gia hạn, chờ quyết định: tt-y-te: so-ket, đến ngày "
                                  "20/6/2017"));
    EXPECT_THAT(letter, HasSubstr("- Đến hạn trong tuần: so-ket, chậm nhất là ngày 15/6/2017 (thứ "
                                  "Năm): 02/02 đơn vị chưa nộp: "));
    EXPECT_THAT(letter, HasSubstr("- Đã báo cáo lãnh đạo kể từ bản tin trước: Phó Giám đốc Hải (01 "
                                  "việc).\n"));
    EXPECT_THAT(letter, HasSubstr("- Chưa xác định thời hạn: khong-ngay.\n"));
    rebuilds_to_itself(office);
}

TEST(Digest, TellsWhatIsFreshFromWhatItToldBefore) {
    World world = tells();
    world.has_ladder("+9.director");
    world.owes("dang-ky", by("2017-06-02"), "", {"bv-da-khoa", "tt-y-te"});
    Office office(world);
    office.configuration.language = Language::vi;
    office.start("2017-05-27 00:00");
    office.run_to("2017-06-05 12:00");
    EXPECT_THAT(office.letter_to("giang"),
                HasSubstr("02/02 đơn vị chưa nộp, 02 mới quá hạn kể từ bản tin trước: "));
    office.run_to("2017-06-12 12:00");
    EXPECT_THAT(office.letter_to("giang"), HasSubstr("02/02 đơn vị chưa nộp: "));
}

TEST(Digest, NamesTheLettersThatFailedAndTheUnitsWithoutAnAddress) {
    World world = tells();
    world.has_ladder("-5.contact");
    world.owes("so-ket", by("2017-06-15"), "", {"bv-da-khoa", "tt-y-te"});
    world.campaign.participants = {"bv-da-khoa", "tt-y-te"};
    world.organisation.people["an"].phone = "0214 111 111";
    world.organisation.people["chi"].address = "";
    world.unit("tt-y-te").phone = "0214 222 222";
    Office office(world);
    office.configuration.language = Language::vi;
    office.channel = [](const Consignment& consignment) {
        return consignment.parcel.address.starts_with("an@") ? Outcome(Rejected{"550 không có"})
                                                             : Outcome(Sent{"250 ok"});
    };
    office.start("2017-06-06 00:00");
    office.run_to("2017-06-12 12:00");
    const std::string letter = office.letter_to("giang");
    EXPECT_THAT(letter, HasSubstr("Đơn vị chưa có địa chỉ nhận thư: tt-y-te (0214 222 222).\n"));
    EXPECT_THAT(letter, HasSubstr("Thư không gửi được: an, điện thoại 0214 111 111: “"));
    EXPECT_THAT(letter, HasSubstr("(550 không có).\n"));
    EXPECT_THAT(letter, HasSubstr("Thư không gửi được: chi (người nhận không có địa chỉ).\n"));
}

TEST(Digest, StandsBehindWhatIsLateInTheLetterOfThatMorningAndEachKeepsItsKey) {
    World world = tells();
    world.has_ladder("-2.coordinator +1.coordinator");
    world.owes("dang-ky", by("2017-06-09"), "", {"bv-da-khoa", "tt-y-te"});
    world.owes("so-ket", by("2017-06-14"));
    Office office(named(world));
    office.configuration.language = Language::vi;
    office.start("2017-06-05 08:00");
    office.run_to("2017-06-12 12:00");
    const std::string letter = office.letter_to("giang");
    EXPECT_EQ(office.message_to("giang").subject,
              "[so-y-te] 02 việc cần thực hiện: 01 quá hạn, 01 đến hạn; bản tin tuần");
    const auto late = letter.find("1. Đơn vị chưa gửi dang-ky");
    const auto due = letter.find("2. Tình hình gửi so-ket");
    const auto digest = letter.find("3. Bản tin tuần từ 12/6 đến 16/6/2017");
    EXPECT_NE(late, letter.npos) << letter;
    EXPECT_LT(late, due) << letter;
    EXPECT_LT(due, digest) << letter;
    std::string keys;
    for (const NoticeRecord& notice :
         must(office.store->read().notices_in(office.message_to("giang").key)))
        keys += notice.key + ' ' + std::string(to_word(notice.state)) + '\n';
    EXPECT_EQ(keys,
              "thi-dua-2017/dang-ky/1/bv-da-khoa/1/+1.coordinator sent\n"
              "thi-dua-2017/dang-ky/1/tt-y-te/1/+1.coordinator sent\n"
              "thi-dua-2017/so-ket/1/bv-da-khoa/1/-2.coordinator sent\n"
              "digest/2017-w24/giang sent\n");
}

TEST(Digest, IsToldOnceAcrossRestartsAndReloads) {
    World world = tells();
    Office office(world);
    office.start("2017-04-01 00:00");
    office.run_to("2017-04-03 07:30");
    office.down_until("2017-04-03 07:40");
    office.run_to("2017-04-04 00:00");
    world.campaign.title = "đổi tên";
    office.changes(world);
    office.apply();
    office.run_to("2017-04-08 00:00");
    EXPECT_EQ(office.sent(), "\n2017-04-03 07:30  giang  weekly giang\n");
    rebuilds_to_itself(office);
}

TEST(Digest, IsCaughtUpOnAfterADowntimeButForTheLastWeekAlone) {
    Office office(tells());
    office.start("2017-04-08 00:00");
    office.down_until("2017-04-26 10:00");
    office.run_to("2017-04-27 00:00");
    EXPECT_EQ(office.sent(), "\n2017-04-26 10:05  giang  weekly giang\n");
    EXPECT_EQ(digests(office), R"(
digest/2017-w14/giang  passed_over  before_first_seen
digest/2017-w15/giang  passed_over  overtaken
digest/2017-w16/giang  passed_over  overtaken
digest/2017-w17/giang  sent  weekly_digest
)");
    rebuilds_to_itself(office);
}

TEST(Digest, ThatAPauseKeptUntilTheNextWeekIsDropped) {
    Office office(tells());
    office.start("2017-04-08 00:00");
    EXPECT_EQ(office.pause(), "carried");
    office.run_to("2017-04-18 10:00");
    EXPECT_EQ(office.resume(), "carried");
    office.run_to("2017-04-19 00:00");
    EXPECT_EQ(office.sent(), "\n2017-04-18 10:00  giang  weekly giang\n");
    EXPECT_THAT(digests(office), HasSubstr("digest/2017-w15/giang  suppressed  overtaken\n"
                                           "digest/2017-w16/giang  sent  weekly_digest\n"));
    rebuilds_to_itself(office);
}

TEST(Digest, SaysWhatIsTrueWhenItLeaves) {
    World world = tells();
    world.has_ladder("+9.director");
    world.owes("dang-ky", by("2017-04-07"));
    Office office(world);
    office.start("2017-04-04 00:00");
    EXPECT_EQ(office.pause(), "carried");
    office.run_to("2017-04-11 10:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    EXPECT_EQ(office.resume(), "carried");
    office.run_to("2017-04-11 12:00");
    EXPECT_THAT(office.letter_to("giang"), HasSubstr("(in: 1/1)"));
    EXPECT_THAT(office.letter_to("giang"), Not(HasSubstr("Overdue")));
}

TEST(Digest, BeginsWithTheNextWeekWhenItIsSwitchedOnAndEndsWhenItIsSwitchedOff) {
    Office office{World()};
    office.start("2017-04-01 00:00");
    office.run_to("2017-04-05 09:00");
    office.changes(tells());
    const Difference told = office.apply();
    EXPECT_FALSE(told.notices.empty()) << "the coming weeks are foreseen";
    office.run_to("2017-04-11 12:00");
    EXPECT_EQ(office.sent(), "\n2017-04-10 07:30  giang  weekly giang\n");
    office.changes(World());
    office.apply();
    office.run_to("2017-12-31 00:00");
    EXPECT_EQ(office.sent(), "\n");
    rebuilds_to_itself(office);
}

TEST(Digest, OfACampaignThatIsOverTellsOfWhatIsOwedBeyondItsPeriod) {
    World world = tells();
    world.campaign.period = {day("2017-06-01"), day("2017-06-02")};
    world.has_ladder("+9.director");
    world.owes("dang-ky", by("2017-06-09"));
    Office office(world);
    office.start("2017-06-01 08:00");
    office.run_to("2017-06-12 12:00");
    EXPECT_EQ(office.sent(), R"(
2017-06-05 07:30  giang  weekly giang
2017-06-12 07:30  giang  weekly giang
)");
}

TEST(Digest, ComesAgainWhenWhatEndedItIsReopened) {
    World world = tells();
    world.campaign.period = {day("2017-05-01"), day("2017-06-02")};
    world.owes("dang-ky", by("2017-06-09"));
    Office office(world);
    office.start("2017-06-01 08:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    EXPECT_EQ(office.decide(acceptance()), "carried");
    office.run_to("2017-06-20 09:00");
    EXPECT_EQ(office.sent(), "\n") << "nothing is open any more";
    EXPECT_EQ(office.decide(reopening()), "carried");
    office.run_to("2017-06-26 12:00");
    EXPECT_THAT(office.sent(), HasSubstr("2017-06-26 07:30  giang  weekly giang"));
    rebuilds_to_itself(office);
}

TEST(Digest, IsPlannedAtTheNextStartIfTheDaemonDiedBeforeItWas) {
    World world = tells();
    world.campaign.period = {day("2017-05-01"), day("2017-06-02")};
    world.owes("dang-ky", by("2017-06-30"));
    Office office(world);
    office.start("2017-05-20 08:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    EXPECT_EQ(office.decide(acceptance()), "carried");
    office.run_to("2017-06-02 12:00");
    EXPECT_EQ(office.decide(reopening()), "carried");
    office.start("2017-06-02 13:00");
    office.run_to("2017-06-05 12:00");
    EXPECT_THAT(office.sent(), HasSubstr("2017-06-05 07:30  giang  weekly giang"));
}

// As what units owe is, which is first seen in the same moment.
TEST(Digest, OfWhatWasFirstSeenJustBeforeADowntimeIsCaughtUpOn) {
    Office office{World()};
    office.start("2017-04-05 08:00");
    office.run_to("2017-04-05 09:00");
    office.changes(tells());
    office.adopt();
    office.down_until("2017-04-26 10:00");
    office.run_to("2017-04-27 00:00");
    EXPECT_EQ(office.sent(), "\n2017-04-26 10:05  giang  weekly giang\n");
    EXPECT_EQ(digests(office), R"(
digest/2017-w14/giang  passed_over  before_first_seen
digest/2017-w15/giang  passed_over  overtaken
digest/2017-w16/giang  passed_over  overtaken
digest/2017-w17/giang  sent  weekly_digest
)");
    rebuilds_to_itself(office);
}

TEST(Digest, ThatAPauseKeptGoesToWhoeverReadsItThen) {
    World world = tells();
    world.organisation.absences.push_back(
        {"giang", {day("2017-04-11"), day("2017-04-14")}, "hai", "nghỉ phép"});
    Office office(world);
    office.start("2017-04-08 00:00");
    EXPECT_EQ(office.pause(), "carried");
    office.run_to("2017-04-11 10:00");
    EXPECT_EQ(office.resume(), "carried");
    office.run_to("2017-04-12 12:00");
    EXPECT_EQ(office.sent(), "\n2017-04-11 10:05  hai  weekly giang\n");
    EXPECT_THAT(office.letter_to("hai"), HasSubstr("giang"));
    EXPECT_THAT(digests(office), HasSubstr("digest/2017-w15/giang  suppressed  reader_changed\n"
                                           "digest/2017-w15/giang/anew  sent  weekly_digest\n"));
    rebuilds_to_itself(office);
}

TEST(Digest, GoesToTheRehearsalAddressMarkedWithItsTrueReader) {
    Office office(tells());
    office.configuration.rehearsal = "thu@so-y-te.example";
    office.start("2017-04-08 00:00");
    office.run_to("2017-04-10 12:00");
    const MessageRecord message = office.message_to("giang");
    EXPECT_TRUE(message.rehearsal);
    EXPECT_EQ(message.address, "thu@so-y-te.example");
    EXPECT_THAT(office.letter_to("giang"), HasSubstr("giang@so-y-te.example"));
}

TEST(Digest, IsNotHeldBackByHeldPhasesOrSuspensionsAndSaysSo) {
    World world = tells();
    world.has_ladder("+9.director");
    world.has_phase("dot-1", "2017-04-01", "2017-04-30");
    world.owes("dang-ky", by("2017-04-07"), "dot-1");
    Office office(world);
    office.start("2017-04-03 08:00");
    EXPECT_EQ(office.phase("dot-1", PhaseVerb::hold), "carried");
    EXPECT_EQ(office.suspend({"bv-da-khoa"}, "2017-04-03", "2017-04-20"), "carried");
    office.run_to("2017-04-10 12:00");
    EXPECT_EQ(office.sent(), "\n2017-04-10 07:30  giang  weekly giang\n");
    EXPECT_THAT(office.letter_to("giang"), HasSubstr("bv-da-khoa (suspended)"));
}

TEST(Escalation, OfManyUnitsInSeveralCampaignsComesToOneLetterWithLateThingsFirst) {
    World world;
    world.has_ladder("-1.superior +3.superior");
    std::vector<std::string> units;
    for (int i = 1; i <= 30; ++i) {
        const std::string id = (i < 10 ? "don-vi-0" : "don-vi-") + std::to_string(i);
        world.organisation.units[id] = world.unit("tt-y-te");
        world.unit(id).id = world.unit(id).name = id;
        units.push_back(id);
    }
    world.owes("dang-ky", by("2017-06-07"), "", units);
    world.owes("sap-toi", by("2017-06-13"), "", {"don-vi-01"});
    world = named(world);
    Office office(world);
    for (const char* other : {"thi-dua-2018", "thi-dua-2019"}) {
        world.campaign.id = other;
        world.campaign.title = other;
        world.duty("dang-ky").deliverable = std::string("dang-ky-") + other;
        office.changes(world);
    }
    office.configuration.language = Language::vi;
    office.start("2017-06-05 08:00");
    office.run_to("2017-06-12 12:00");
    std::vector<std::string> morning;
    for (const Office::Carried& one : office.carried)
        if (clock(one.at).starts_with("2017-06-12")) morning.push_back(one.person);
    EXPECT_EQ(morning, std::vector<std::string>{"hai"});
    EXPECT_EQ(must(office.store->read().notices_in(office.message_to("hai").key)).size(), 93u);
    EXPECT_EQ(office.message_to("hai").subject,
              "[Báo cáo] 06 việc có đơn vị chưa gửi: 03 quá hạn, 03 đến hạn");
    const std::string letter = office.letter_to("hai");
    const char* headings[] = {"\n1. Đơn vị chưa gửi dang-ky",
                              "\n2. Đơn vị chưa gửi dang-ky-thi-dua-2018",
                              "\n3. Đơn vị chưa gửi dang-ky-thi-dua-2019",
                              "\n4. Tình hình gửi sap-toi",
                              "\n5. Tình hình gửi sap-toi",
                              "\n6. Tình hình gửi sap-toi"};
    std::size_t from = 0;
    for (const char* heading : headings) {
        const auto found = letter.find(heading, from);
        ASSERT_NE(found, letter.npos) << heading << "\n" << letter;
        from = found;
    }
    EXPECT_THAT(letter, HasSubstr("có 30/30 đơn vị chưa gửi dang-ky-thi-dua-2018"));
    std::size_t named = 0;
    for (auto found = letter.find("\n- don-vi-"); found != letter.npos;
         found = letter.find("\n- don-vi-", found + 1))
        ++named;
    EXPECT_EQ(named, 93u) << "every unit stands in the section of its duty";
}

}  // namespace

}  // namespace dondoc::loop_test
