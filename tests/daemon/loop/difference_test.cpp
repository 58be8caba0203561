// What a changed plan is said to change before it is applied.
#include "daemon/loop/difference.h"

#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

World plan() {
    return World()
        .has_ladder("-5.contact -1.contact +1.head")
        .has_phase("dang-ky-gd")
        .owes("dang-ky", before("2017-01-30"), "dang-ky-gd", {"bv-da-khoa", "tt-y-te"});
}

// In force since 3 January and past the first rung, -5 on the 18th.
void reach_the_first_rung(Office& office) {
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-19 08:00");
    office.sent();
}

std::string words(const Difference& told) {
    return "\n" +
           difference_text(told, "dondoc.toml", *Zone::find("Asia/Ho_Chi_Minh"), Language::en);
}

// What is told when the plan becomes `changed` on 19 January; and what is sent after it.
struct Told {
    std::string foretold;
    std::string sent;
    int round = 0;  // of bv-da-khoa's registration
};
Told applied(const World& changed) {
    Office office(plan());
    reach_the_first_rung(office);
    office.changes(changed);
    Told told{words(office.apply()), {}, office.obligation().round};
    office.run_to("2017-03-31 00:00");
    told.sent = office.sent();
    EXPECT_TRUE(must(office.store->read().set_aside()).empty());
    return told;
}

TEST(Difference, OfADateMovedLater) {
    World changed = plan();
    changed.deadline("dang-ky") = before("2017-02-20");
    const Told told = applied(changed);
    EXPECT_EQ(told.foretold, R"(
Read again dondoc.toml: something has changed.
Campaign thi-dua-2017: changed
Obligations:
  thi-dua-2017.dang-ky.1  due day moved 2017-01-29 → 2017-02-19  (bv-da-khoa, tt-y-te)
Notices from 2017-01-19 through 2018-03-30: 2 gained, 0 lost, 4 moved, 0 to somebody else
Messages: 6 gained, 4 lost, 0 with other contents
  + 2017-02-10  -5.contact  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
  ~ 2017-01-24 → 2017-02-16  -1.contact  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
  ~ 2017-02-02 → 2017-02-20  +1.head  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
)");
    EXPECT_EQ(told.sent, R"(
2017-02-10 07:30  an  -5.contact dang-ky.bv-da-khoa
2017-02-10 07:30  chi  -5.contact dang-ky.tt-y-te
2017-02-16 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-02-16 07:30  chi  -1.contact dang-ky.tt-y-te
2017-02-20 07:30  binh  +1.head dang-ky.bv-da-khoa
2017-02-20 07:30  dung  +1.head dang-ky.tt-y-te
)");
    EXPECT_EQ(told.round, 2);
}

TEST(Difference, OfADateMovedEarlier) {
    World changed = plan();
    changed.deadline("dang-ky") = by("2017-01-20");
    const Told told = applied(changed);
    EXPECT_EQ(told.foretold, R"(
Read again dondoc.toml: something has changed.
Campaign thi-dua-2017: changed
Obligations:
  thi-dua-2017.dang-ky.1  due day moved 2017-01-29 → 2017-01-20  (bv-da-khoa, tt-y-te)
Notices from 2017-01-19 through 2018-03-30: 0 gained, 2 lost, 2 moved, 0 to somebody else
Messages: 2 gained, 4 lost, 0 with other contents
  ~ 2017-02-02 → 2017-01-23  +1.head  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
  − 2017-01-24  -1.contact  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
)");
    // -1 of the new day is that morning at 07:30, before it was seen.
    EXPECT_EQ(told.sent, R"(
2017-01-23 07:30  binh  +1.head dang-ky.bv-da-khoa
2017-01-23 07:30  dung  +1.head dang-ky.tt-y-te
)");
}

TEST(Difference, OfADateMovedIntoThePast) {
    World changed = plan();
    changed.deadline("dang-ky") = by("2017-01-10");
    const Told told = applied(changed);
    EXPECT_EQ(told.foretold.substr(0, told.foretold.find("Notices")),
              R"(
Read again dondoc.toml: something has changed.
Campaign thi-dua-2017: changed
Obligations:
  thi-dua-2017.dang-ky.1  due day moved 2017-01-29 → 2017-01-10: its deadline had passed )"
              "when it was first seen or moved; waits for the coordinator's answer  (bv-da-khoa, "
              "tt-y-te)\n");
    EXPECT_EQ(told.sent.find("+1.head"), std::string::npos) << "nobody is escalated to";
    EXPECT_NE(told.sent.find("giang  nudge dang-ky"), std::string::npos) << told.sent;
}

TEST(Difference, OfADutyAddedAndAnotherRemoved) {
    World changed = plan();
    changed.campaign.duties.clear();
    changed.owes("sang-kien", before("2017-02-11"));
    const Told told = applied(changed);
    EXPECT_EQ(told.foretold, R"(
Read again dondoc.toml: something has changed.
Campaign thi-dua-2017: changed
Obligations:
  thi-dua-2017.sang-kien.1  new, due 2017-02-10  (bv-da-khoa)
  thi-dua-2017.dang-ky.1  withdrawn: not in the plan any more  (bv-da-khoa, tt-y-te)
Notices from 2017-01-19 through 2018-03-30: 3 gained, 4 lost, 0 moved, 0 to somebody else
Messages: 3 gained, 4 lost, 0 with other contents
  − 2017-01-24  -1.contact  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
  − 2017-02-02  +1.head  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
  + 2017-02-03  -5.contact  thi-dua-2017.sang-kien  (bv-da-khoa)
  + 2017-02-09  -1.contact  thi-dua-2017.sang-kien  (bv-da-khoa)
  + 2017-02-13  +1.head  thi-dua-2017.sang-kien  (bv-da-khoa)
)");
    EXPECT_EQ(told.sent, R"(
2017-02-03 07:30  an  -5.contact sang-kien.bv-da-khoa
2017-02-09 07:30  an  -1.contact sang-kien.bv-da-khoa
2017-02-13 07:30  binh  +1.head sang-kien.bv-da-khoa
)");
}

TEST(Difference, OfAUnitThatLeavesTheGroupAndOneThatJoins) {
    World changed = plan();
    Unit joining = changed.unit("tt-y-te");
    joining.id = joining.name = "tram-y-te";
    joining.contact = "hai";
    changed.organisation.units[joining.id] = joining;
    changed.duty("dang-ky").obligors = {"bv-da-khoa", "tram-y-te"};
    const Told told = applied(changed);
    EXPECT_EQ(told.foretold, R"(
Read again dondoc.toml: something has changed.
Campaign thi-dua-2017: changed
Obligations:
  thi-dua-2017.dang-ky.1  new, due 2017-01-29  (tram-y-te)
  thi-dua-2017.dang-ky.1  withdrawn: not in the plan any more  (tt-y-te)
Notices from 2017-01-19 through 2018-03-30: 2 gained, 2 lost, 0 moved, 0 to somebody else
Messages: 1 gained, 1 lost, 1 with other contents
  + 2017-01-24  -1.contact  thi-dua-2017.dang-ky  (tram-y-te)
  − 2017-01-24  -1.contact  thi-dua-2017.dang-ky  (tt-y-te)
  + 2017-02-02  +1.head  thi-dua-2017.dang-ky  (tram-y-te)
  − 2017-02-02  +1.head  thi-dua-2017.dang-ky  (tt-y-te)
)");
    EXPECT_EQ(told.sent, R"(
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:30  hai  -1.contact dang-ky.tram-y-te
2017-02-02 07:30  binh  +1.head dang-ky.bv-da-khoa
2017-02-02 07:30  dung  +1.head dang-ky.tram-y-te
)");
}

TEST(Difference, OfAUnitThatIsMergedIntoAnotherSaysWhatEnds) {
    World changed = plan();
    changed.unit("tt-y-te").until = day("2017-01-18");
    changed.unit("tt-y-te").successors = {"bv-da-khoa"};
    EXPECT_THAT(applied(changed).foretold, testing::HasSubstr(R"(
Obligations:
  thi-dua-2017.dang-ky.1  withdrawn: the unit has ended and handed it over  (tt-y-te)
)"));
}

TEST(Difference, OfADutyBornIntoASkippedPhaseSpeaksOfNothing) {
    Office office(plan());
    reach_the_first_rung(office);
    EXPECT_EQ(office.phase("dang-ky-gd", PhaseVerb::skip), "carried");
    World changed = plan();
    changed.owes("sang-kien", by("2017-02-10"), "dang-ky-gd");
    office.changes(changed);
    EXPECT_TRUE(office.apply().obligations.empty());
}

TEST(Difference, OfARungAddedBeginsNoRound) {
    World changed = plan();
    changed.has_ladder("-5.contact -3.contact -1.contact +1.head");
    const Told told = applied(changed);
    EXPECT_EQ(told.foretold, R"(
Read again dondoc.toml: something has changed.
Campaign thi-dua-2017: changed
Notices from 2017-01-19 through 2018-03-30: 2 gained, 0 lost, 0 moved, 0 to somebody else
Messages: 2 gained, 0 lost, 0 with other contents
  + 2017-01-20  -3.contact  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
)");
    EXPECT_EQ(told.round, 1);
}

TEST(Difference, OfADayOffAddedToTheCalendarTellsNothingTwice) {
    World changed = plan();
    changed.has_off_days({"2017-01-25"});  // the last working day before Tết
    const Told told = applied(changed);
    // -5 would now fall on the 17th: it was told on the 18th, and that is that.
    EXPECT_EQ(told.foretold, R"(
Read again dondoc.toml: something has changed.
Campaign thi-dua-2017: changed
Obligations:
  thi-dua-2017.dang-ky.1  last working day 2017-01-25 → 2017-01-24  (bv-da-khoa, tt-y-te)
Notices from 2017-01-19 through 2018-03-30: 0 gained, 0 lost, 2 moved, 0 to somebody else
Messages: 2 gained, 2 lost, 0 with other contents
  ~ 2017-01-24 → 2017-01-23  -1.contact  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
)");
    EXPECT_EQ(told.sent, R"(
2017-01-23 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-23 07:30  chi  -1.contact dang-ky.tt-y-te
2017-02-02 07:30  binh  +1.head dang-ky.bv-da-khoa
2017-02-02 07:30  dung  +1.head dang-ky.tt-y-te
)");
    EXPECT_EQ(told.round, 1);
}

TEST(Difference, OfAnotherSendingWindowSaysTheTimes) {
    World changed = plan();
    changed.sending.window.from = TimeOfDay{9 * 60};
    const Told told = applied(changed);
    EXPECT_EQ(told.foretold, R"(
Read again dondoc.toml: something has changed.
Campaign thi-dua-2017: changed
Notices from 2017-01-19 through 2018-03-30: 0 gained, 0 lost, 4 moved, 0 to somebody else
Messages: 4 gained, 4 lost, 0 with other contents
  ~ 2017-01-24 07:30 → 09:00  -1.contact  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
  ~ 2017-02-02 07:30 → 09:00  +1.head  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
)");
    EXPECT_EQ(told.round, 1);
}

TEST(Difference, OfAContactWhoIsReplaced) {
    World changed = plan();
    changed.unit("bv-da-khoa").contact = "hai";
    const Told told = applied(changed);
    EXPECT_EQ(told.foretold, R"(
Read again dondoc.toml: something has changed.
Campaign thi-dua-2017: changed
Notices from 2017-01-19 through 2018-03-30: 0 gained, 0 lost, 0 moved, 1 to somebody else
Messages: 1 gained, 1 lost, 0 with other contents
  @ 2017-01-24 an@so-y-te.example → hai@so-y-te.example  -1.contact  )"
                             "thi-dua-2017.dang-ky  (bv-da-khoa)\n");
}

TEST(Difference, OfACampaignThatIsNewAndOneThatIsGone) {
    Office office(plan());
    reach_the_first_rung(office);
    World other = plan();
    other.campaign.id = "y-te-so";
    office.changes(other);
    office.drops(campaign_id);
    EXPECT_EQ(words(office.apply()), R"(
Read again dondoc.toml: something has changed.
Campaign y-te-so: new
Campaign thi-dua-2017: not configured any more
Obligations:
  y-te-so.dang-ky.1  new, due 2017-01-29  (bv-da-khoa, tt-y-te)
  thi-dua-2017.dang-ky.1  withdrawn: not in the plan any more  (bv-da-khoa, tt-y-te)
Notices from 2017-01-19 through 2018-03-30: 4 gained, 4 lost, 0 moved, 0 to somebody else
Messages: 0 gained, 0 lost, 4 with other contents
  + 2017-01-24  -1.contact  y-te-so.dang-ky  (bv-da-khoa, tt-y-te)
  − 2017-01-24  -1.contact  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
  + 2017-02-02  +1.head  y-te-so.dang-ky  (bv-da-khoa, tt-y-te)
  − 2017-02-02  +1.head  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
)");
    EXPECT_EQ(office.obligation().state, ObligationState::withdrawn);
}

TEST(Difference, OfSettingsAloneNamesThem) {
    Office office(plan());
    reach_the_first_rung(office);
    office.configuration.rehearsal = "thu@so-y-te.example";
    office.configuration.http.port = 9000;
    EXPECT_EQ(words(office.preview()),
              R"(
Read again dondoc.toml: something has changed.
rehearsal: «» → «thu@so-y-te.example»
http.listen: «127.0.0.1 port 8480» → «127.0.0.1 port 9000» (takes effect at the next start only)
Notices from 2017-01-19 through 2018-03-30: 0 gained, 0 lost, 0 moved, 4 to somebody else
Messages: 0 gained, 0 lost, 0 with other contents
  @ 2017-01-24 an@so-y-te.example → thu@so-y-te.example  -1.contact  )"
              "thi-dua-2017.dang-ky  (bv-da-khoa)\n"
              "  @ 2017-01-24 chi@so-y-te.example → thu@so-y-te.example  -1.contact  "
              "thi-dua-2017.dang-ky  (tt-y-te)\n"
              "  @ 2017-02-02 binh@so-y-te.example → thu@so-y-te.example  +1.head  "
              "thi-dua-2017.dang-ky  (bv-da-khoa)\n"
              "  @ 2017-02-02 dung@so-y-te.example → thu@so-y-te.example  +1.head  "
              "thi-dua-2017.dang-ky  (tt-y-te)\n");
}

TEST(Difference, OfSettingsThatNoLetterDependsOnIsNotLookedFor) {
    Office office(plan());
    reach_the_first_rung(office);
    office.configuration.base_url = "https://dondoc.example";
    office.configuration.http.port = 9000;
    EXPECT_EQ(words(office.preview()),
              R"(
Read again dondoc.toml: something has changed.
base_url: «» → «https://dondoc.example»
http.listen: «127.0.0.1 port 8480» → «127.0.0.1 port 9000» (takes effect at the next start only)
)");
}

TEST(Difference, OfAnotherSenderLosesNoLetter) {
    Office office(plan());
    reach_the_first_rung(office);
    office.configuration.channels[0].from.address = "dondoc@so-moi.example";
    const Difference told = office.preview();
    EXPECT_FALSE(told.nothing());
    EXPECT_TRUE(told.notices.empty());
    EXPECT_TRUE(told.messages.empty());
    EXPECT_EQ(told.altered, 0u);
}

TEST(Difference, OfNothingSaysSo) {
    Office office(plan());
    reach_the_first_rung(office);
    const Difference told = office.preview();
    EXPECT_TRUE(told.nothing());
    EXPECT_EQ(words(told), "\nRead again dondoc.toml: nothing has changed.\n");
    EXPECT_EQ(difference_text(told, "dondoc.toml", *office.configuration.zone, Language::vi),
              "Đọc lại dondoc.toml: không có gì thay đổi.\n");
}

TEST(Difference, IsToldInVietnameseToo) {
    World changed = plan();
    changed.deadline("dang-ky") = before("2017-02-20");
    Office office(plan());
    reach_the_first_rung(office);
    office.pause();
    office.changes(changed);
    EXPECT_EQ("\n" + difference_text(office.preview(), "dondoc.toml", *office.configuration.zone,
                                     Language::vi),
              R"(
Đọc lại dondoc.toml: có thay đổi.
Phong trào thi-dua-2017: thay đổi
Nghĩa vụ:
  thi-dua-2017.dang-ky.1  dời hạn 29/01/2017 → 19/02/2017  (bv-da-khoa, tt-y-te)
Lượt nhắc từ 19/01/2017 đến hết 30/3/2018: thêm 2, bớt 0, dời ngày 4, đổi người nhận 0
Thư: thêm 6, bớt 4, đổi nội dung 0
  + 10/02/2017  -5.contact  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
  ~ 24/01/2017 → 16/02/2017  -1.contact  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
  ~ 02/02/2017 → 20/02/2017  +1.head  thi-dua-2017.dang-ky  (bv-da-khoa, tt-y-te)
Việc gửi đang tạm dừng; so sánh như thể được gửi tiếp ngay.
)");
}

TEST(Difference, LeavesTheStoreAsItWas) {
    World changed = plan();
    changed.deadline("dang-ky") = before("2017-02-20");
    Office office(plan());
    reach_the_first_rung(office);
    office.changes(changed);
    const std::string before = office.dump();
    EXPECT_FALSE(office.preview().nothing());
    EXPECT_EQ(office.dump(), before);
}

TEST(Difference, IsBrokenOffWhenItIsToldTo) {
    Office office(plan());
    reach_the_first_rung(office);
    const InForce now(office.configuration);
    Configuration other = office.configuration;
    other.rehearsal = "thu@so-y-te.example";
    const InForce then(other);
    const auto told =
        difference_between(*office.store, {now, *office.composer}, {then, *office.composer},
                           office.now, [] { return false; });
    ASSERT_FALSE(told);
    EXPECT_EQ(told.error().text, "look ahead as it stands: the rehearsal was broken off");
}

}  // namespace

}  // namespace dondoc::loop_test
