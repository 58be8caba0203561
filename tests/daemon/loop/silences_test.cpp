// What a silence holds, and what leaves after it.
#include "daemon/loop/silences.h"

#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;
using testing::Not;

// Due by 15/6/2017, a Thursday: rungs on 8, 14, 16 and 20 June.
World plan(bool announced = false) {
    World world;
    world.owes("dang-ky", by("2017-06-15"), "", {"bv-da-khoa", "tt-y-te"})
        .has_ladder("-5.contact -1.contact +1.head +3.superior");
    world.sending.announce_escalations = announced;
    return world;
}

void begin(Office& office, std::string_view until) {
    office.start("2017-06-01 08:00");
    office.run_to(until);
}

std::string silence(Office& office, std::string_view until, SilenceScope scope) {
    return said(office.execute(SetSilence{{std::move(scope), day(until), "lãnh đạo đi công tác"}}));
}

std::string unsilence(Office& office, int number) {
    return said(office.execute(EndSilence{number, "đã về"}));
}

const SilenceScope hospital{campaign_id, "", {"bv-da-khoa"}};

std::string held(const Office& office, std::string_view first, std::string_view last) {
    std::string text;
    const Silence one{1, hospital, {day(first), day(last)}, ""};
    for (const HeldRung& rung :
         must(held_by(office.store->read(), *office.definitions, one, office.now)))
        text += iso_date(rung.day) + ' ' + rung.rung + ' ' + rung.obligation.text() + '\n';
    return text;
}

TEST(Silences, HoldWhatTheyCoverAndLetTheLatestOfEachAudienceLeaveAfterwards) {
    Office office(plan());
    begin(office, "2017-06-07 09:00");
    EXPECT_EQ(silence(office, "2017-06-16", hospital), "carried");
    office.run_to("2017-06-16 23:00");
    EXPECT_EQ(office.sent(), R"(
2017-06-08 07:30  chi  -5.contact dang-ky.tt-y-te
2017-06-14 07:30  chi  -1.contact dang-ky.tt-y-te
2017-06-16 07:30  dung  +1.head dang-ky.tt-y-te
)");
    EXPECT_EQ(held(office, "2017-06-07", "2017-06-16"),
              "2017-06-08 -5.contact thi-dua-2017.dang-ky.1.bv-da-khoa\n"
              "2017-06-14 -1.contact thi-dua-2017.dang-ky.1.bv-da-khoa\n"
              "2017-06-16 +1.head thi-dua-2017.dang-ky.1.bv-da-khoa\n");
    office.run_to("2017-06-19 12:00");
    EXPECT_EQ(office.sent(), R"(
2017-06-19 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-06-19 07:50  binh  +1.head dang-ky.bv-da-khoa
)");
    EXPECT_THAT(office.notices(), HasSubstr("bv-da-khoa/1/-5.contact  passed over  overtaken\n"));
    EXPECT_THAT(office.notices(), Not(HasSubstr("reminder_undelivered")));
    rebuilds_to_itself(office);
}

TEST(Silences, PassOverWhatIsTooOldWhenTheyEnd) {
    Office office(plan());
    begin(office, "2017-06-07 09:00");
    silence(office, "2017-06-28", hospital);
    office.sent();
    office.run_to("2017-07-03 12:00");
    EXPECT_THAT(office.sent(), Not(HasSubstr(" an ")));
    EXPECT_THAT(office.notices(), HasSubstr("bv-da-khoa/1/-1.contact  passed over  too_old\n"));
    EXPECT_THAT(office.notices(), HasSubstr("bv-da-khoa/1/+3.superior  passed over  too_old\n"));
    EXPECT_THAT(office.notices(), HasSubstr("bv-da-khoa/1/unchased  sent  unchased\n"))
        << "the coordinator learns that nobody was told";
}

TEST(Silences, TellNothingOfWhatWasHandedInMeanwhile) {
    Office office(plan());
    begin(office, "2017-06-07 09:00");
    silence(office, "2017-06-14", hospital);
    office.run_to("2017-06-14 10:00");
    office.decide(submission());
    office.sent();
    office.run_to("2017-06-15 12:00");
    EXPECT_EQ(office.sent(), "\n");
}

TEST(Silences, EndedEarlyLetGoAtTheNextSendingMoment) {
    Office office(plan());
    begin(office, "2017-06-07 09:00");
    silence(office, "2017-06-30", hospital);
    office.run_to("2017-06-08 09:01");
    office.sent();
    EXPECT_EQ(unsilence(office, 1), "carried");
    EXPECT_EQ(unsilence(office, 1), "refused not_silenced");
    office.run_to("2017-06-08 12:00");
    EXPECT_EQ(office.sent(), "\n2017-06-08 09:05  an  -5.contact dang-ky.bv-da-khoa\n");
    rebuilds_to_itself(office);
}

TEST(Silences, KeepLettersThatWaitFromLeaving) {
    Office office(plan());
    begin(office, "2017-06-07 09:00");
    office.pause();
    office.run_to("2017-06-08 09:00");
    silence(office, "2017-06-09", hospital);
    office.resume();
    office.run_to("2017-06-09 17:00");
    EXPECT_EQ(office.sent(), "\n2017-06-08 09:00  chi  -5.contact dang-ky.tt-y-te\n");
    office.run_to("2017-06-12 08:00");
    EXPECT_EQ(office.sent(), "\n2017-06-12 07:30  an  -5.contact dang-ky.bv-da-khoa\n");
    rebuilds_to_itself(office);
}

TEST(Silences, EndedEarlyLetLettersGoThatWaited) {
    Office office(plan());
    begin(office, "2017-06-07 09:00");
    office.pause();
    office.run_to("2017-06-08 09:00");
    silence(office, "2017-06-30", hospital);
    office.resume();
    office.run_to("2017-06-12 08:00");
    office.sent();
    unsilence(office, 1);
    office.run_to("2017-06-12 09:00");
    EXPECT_EQ(office.sent(), "\n2017-06-12 08:00  an  -5.contact dang-ky.bv-da-khoa\n");
}

TEST(Silences, LeaveOutOfALetterWhatTheyCoverAndTellItAfterwards) {
    Office office(plan());
    begin(office, "2017-06-19 09:00");
    office.pause();
    office.run_to("2017-06-20 09:00");
    silence(office, "2017-06-21", hospital);
    office.sent();
    office.resume();
    office.run_to("2017-06-21 17:00");
    EXPECT_EQ(office.sent(), "\n2017-06-20 09:00  hai  +3.superior dang-ky.tt-y-te\n");
    EXPECT_THAT(office.notices(), HasSubstr("bv-da-khoa/1/+3.superior  suppressed  silenced\n"));
    office.run_to("2017-06-22 12:00");
    EXPECT_THAT(office.sent(), HasSubstr("hai  +3.superior dang-ky.bv-da-khoa\n"));
    rebuilds_to_itself(office);
}

TEST(Silences, HaveWhatTheyHoldAnnouncedTheDayBeforeItLeaves) {
    Office office(plan(true));
    begin(office, "2017-06-14 09:00");
    silence(office, "2017-06-20", hospital);
    office.sent();
    office.run_to("2017-06-19 23:00");
    EXPECT_THAT(office.sent(), Not(HasSubstr("bv-da-khoa")));
    office.run_to("2017-06-20 23:00");
    EXPECT_THAT(office.sent(), HasSubstr("giang  announced-2017-06-20 dang-ky.bv-da-khoa\n"));
    EXPECT_THAT(office.letter_to("giang"),
                HasSubstr("goes on 21 June 2017 to the head of the unit (binh); goes on "
                          "21 June 2017 to the superior (hai)"));
    office.run_to("2017-06-21 23:00");
    const std::string sent = office.sent();
    EXPECT_THAT(sent, HasSubstr("2017-06-21 07:30  binh  +1.head dang-ky.bv-da-khoa\n"));
    EXPECT_THAT(sent, HasSubstr("+3.superior dang-ky.bv-da-khoa\n"));
}

// Between midnight and the first window after it, a plan made anew finds what it left.
TEST(Silences, AreNotOverForWhatWaitsForAPersonBeforeTheWindowOpens) {
    World world = plan().has_ladder("+1.head/release");
    Office office(world);
    begin(office, "2017-06-19 09:00");
    EXPECT_EQ(silence(office, "2017-06-24", hospital), "carried");
    office.sent();
    for (const char* moment : {"2017-06-24 10:00", "2017-06-25 10:00", "2017-06-26 00:02"}) {
        office.run_to(moment);
        world.campaign.title += '!';
        office.changes(world);
        office.adopt();
        EXPECT_EQ(office.obligation("dang-ky", "bv-da-khoa").next, at("2017-06-26 07:30"))
            << moment;
    }
    office.run_to("2017-06-27 12:00");
    EXPECT_THAT(office.sent(), Not(HasSubstr("unchased"))) << "the coordinator is to release it";
    EXPECT_EQ(office.decide(releasing(), "dang-ky", "bv-da-khoa"), "carried");
    office.run_to("2017-06-27 13:00");
    EXPECT_EQ(office.sent(), "\n2017-06-27 12:05  binh  +1.head dang-ky.bv-da-khoa\n");
}

TEST(Silences, RefuseAReminderByHand) {
    Office office(plan());
    begin(office, "2017-06-07 09:00");
    silence(office, "2017-06-16", hospital);
    const ObligationId id{campaign_id, "dang-ky", "1", "bv-da-khoa"};
    EXPECT_EQ(said(office.execute(RemindNow{id, {"phong-tccb", "gấp", false}})),
              "refused silenced");
}

TEST(Silences, TellBeforehandWhatTheyWouldHoldAndChangeNothing) {
    Office office(plan());
    begin(office, "2017-06-07 09:00");
    const auto copy = office.twin();
    const SilenceAsked asked{hospital, day("2017-06-16"), "đi công tác"};
    const auto told =
        must(preview(*copy->store, office.configuration, *office.definitions, asked, office.now));
    ASSERT_EQ(told.notices.size(), 3U);
    EXPECT_EQ(told.people, 2);
    EXPECT_EQ(clock(told.notices.front().at), "2017-06-08 07:30");
    EXPECT_EQ(told.notices.back().rung, "+1.head");
}

TEST(Silences, OfWhatNobodyKnowsAreRefused) {
    Office office(plan());
    begin(office, "2017-06-07 09:00");
    EXPECT_EQ(silence(office, "2017-06-16", {"khong-co", "", {}}), "refused unknown_campaign");
    EXPECT_EQ(silence(office, "2017-06-16", {campaign_id, "khong-co", {}}), "refused unknown_duty");
    EXPECT_EQ(silence(office, "2017-06-16", {"", "", {"khong-co"}}), "refused unknown_unit");
}

}  // namespace

}  // namespace dondoc::loop_test
