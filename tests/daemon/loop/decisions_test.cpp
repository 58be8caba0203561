// What units ask for and what suspends them, from the command to the letters.
#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;

// Due by 29/01/2017; rungs on 18 and 24 January, 2 and 6 February.
World plan() {
    World world;
    world.has_phase("gd")
        .owes("dang-ky", before("2017-01-30"), "gd", {"bv-da-khoa", "tt-y-te"})
        .has_ladder("-5.contact -1.contact +1.head +3.superior");
    return world;
}

TEST(Decisions, TellTheCoordinatorOfARequestAndGoOnReminding) {
    Office office(plan());
    office.configuration.language = Language::vi;
    office.start("2017-01-09 08:00");
    office.run_to("2017-01-20 09:01");
    office.sent();
    Decision asks = request("2017-02-06");
    asks.document = "118/BV-TCCB";
    EXPECT_EQ(office.decide(asks), "carried");
    EXPECT_EQ(office.decide(asks), "refused already_requested");
    office.run_to("2017-01-24 12:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-20 09:05  giang  request dang-ky.bv-da-khoa
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
)");
    const std::string letter = office.letter_to("giang");
    EXPECT_THAT(letter, HasSubstr("06/02/2017 (thứ Hai)"));
    EXPECT_THAT(letter, HasSubstr("118/BV-TCCB"));
    EXPECT_THAT(letter, HasSubstr("mưa lũ"));
    EXPECT_THAT(letter, HasSubstr("trước ngày 30/01/2017"));
}

TEST(Decisions, DoNotTellOfARequestThatWasAnsweredFirst) {
    Office office(plan());
    office.start("2017-01-09 08:00");
    office.run_to("2017-01-20 21:00");
    office.decide(request("2017-02-06"));
    office.run_to("2017-01-23 07:00");
    office.pause();
    office.run_to("2017-01-23 08:00");
    EXPECT_EQ(office.decide(declining()), "carried");
    EXPECT_EQ(office.decide(request("2017-02-07")), "carried");
    office.resume();
    office.sent();
    office.run_to("2017-01-23 09:00");
    EXPECT_EQ(office.sent(), "\n2017-01-23 08:05  giang  request dang-ky.bv-da-khoa\n");
    EXPECT_THAT(office.notices(),
                HasSubstr("dang-ky/1/bv-da-khoa/request/1  suppressed  request_answered\n"
                          "dang-ky/1/bv-da-khoa/request/2  sent  extension_requested\n"));
}

TEST(Decisions, DoNotHoldAnEscalationBackForARequestThatIsOnItsWay) {
    Office office(plan());
    office.start("2017-01-09 08:00");
    office.run_to("2017-02-01 23:00");
    office.channel = [](const Consignment& consignment) -> Outcome {
        if (consignment.message.starts_with("giang")) return RetryLater{"451 busy"};
        return Sent{"250 ok"};
    };
    office.decide(request("2017-02-20"));
    office.sent();
    office.run_to("2017-02-02 07:30");
    EXPECT_THAT(office.sent(), HasSubstr("2017-02-02 07:30  binh  +1.head dang-ky.bv-da-khoa"));
}

TEST(Decisions, TellNothingAboutSuspendedUnitsAndEverythingAboutOthers) {
    Office office(plan());
    office.start("2017-01-09 08:00");
    office.run_to("2017-01-20 09:00");
    EXPECT_EQ(office.suspend({"bv-da-khoa"}, "2017-01-20", "2017-02-05"), "carried");
    EXPECT_EQ(office.suspend({"bv-da-khoa"}, "2017-02-05", "2017-02-06"),
              "refused already_suspended");
    office.sent();
    office.run_to("2017-03-01 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
2017-02-02 07:30  dung  +1.head dang-ky.tt-y-te
2017-02-06 07:30  hai  +3.superior dang-ky.bv-da-khoa, +3.superior dang-ky.tt-y-te
)");
    EXPECT_THAT(office.notices(),
                HasSubstr("dang-ky/1/bv-da-khoa/1/+1.head  passed over  suspended\n"));
}

TEST(Decisions, TakeBackWhatWaitsToBeSentWhenAUnitIsSuspended) {
    Office office(plan());
    office.start("2017-01-09 08:00");
    office.pause();
    office.run_to("2017-01-18 08:00");
    EXPECT_EQ(office.suspend({"bv-da-khoa"}, "2017-01-18", "2017-01-18"), "carried");
    office.resume();
    office.run_to("2017-01-18 09:00");
    EXPECT_EQ(office.sent(), "\n2017-01-18 08:00  chi  -5.contact dang-ky.tt-y-te\n");
    EXPECT_THAT(office.notices(),
                HasSubstr("dang-ky/1/bv-da-khoa/1/-5.contact  suppressed  suspended\n"));
}

TEST(Decisions, GoOnWhenASuspensionIsEndedEarly) {
    Office office(plan());
    office.start("2017-01-09 08:00");
    office.suspend({"bv-da-khoa", "tt-y-te"}, "2017-01-09", "2017-02-28");
    office.run_to("2017-01-20 09:00");
    office.decide(request("2017-02-06"));
    office.run_to("2017-01-23 09:01");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(office.end_suspension({"bv-da-khoa"}), "carried");
    EXPECT_EQ(office.end_suspension({"bv-da-khoa"}), "refused not_suspended");
    office.run_to("2017-01-31 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-23 09:05  giang  request dang-ky.bv-da-khoa
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
)");
}

TEST(Decisions, HideSuspendedUnitsFromTheQuestionsToTheCoordinator) {
    World world;
    world.owes("dang-ky", before("2017-01-05"), "", {"bv-da-khoa", "tt-y-te"});
    Office office(world);
    office.start("2017-02-20 06:00");
    EXPECT_EQ(office.suspend({"bv-da-khoa"}, "2017-02-20", "2017-03-10"), "carried");
    office.run_to("2017-02-20 09:00");
    EXPECT_EQ(office.sent(), "\n2017-02-20 07:30  giang  nudge dang-ky\n");
    EXPECT_THAT(office.letter_to("giang"), HasSubstr("1 of 2 units"));
    EXPECT_EQ(office.decide(waiver(), "dang-ky", "tt-y-te"), "carried");
    office.run_to("2017-03-31 00:00");
    EXPECT_EQ(office.sent(), "\n2017-03-13 07:30  giang  nudge dang-ky\n");
}

TEST(Decisions, ReopenWhatWasRecordedByMistake) {
    Office office(plan());
    office.start("2017-01-09 08:00");
    office.decide(submission());
    office.decide(waiver(), "dang-ky", "tt-y-te");
    office.run_to("2017-01-20 09:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(office.decide(reopening()), "carried");
    EXPECT_EQ(office.decide(reopening(), "dang-ky", "tt-y-te"), "carried");
    EXPECT_EQ(office.obligation().state, ObligationState::pending);
    EXPECT_EQ(office.obligation().arrived, std::nullopt);
    office.run_to("2017-01-24 08:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
)");
}

TEST(Decisions, ReopenNothingInAPhaseThatIsSkipped) {
    Office office(plan());
    office.start("2017-01-09 08:00");
    office.decide(submission());
    office.decide(acceptance());
    office.phase("gd", PhaseVerb::skip);
    EXPECT_EQ(office.decide(reopening()), "refused phase_skipped");
    EXPECT_EQ(office.obligation().state, ObligationState::accepted);
}

TEST(Decisions, AreWholeAgainWhenTheTablesAreMadeAnewFromTheJournal) {
    Office office(plan());
    office.start("2017-01-09 08:00");
    Decision letter = submission();
    letter.document = "12/BC";
    letter.dated = day("2017-01-06");
    letter.signer = "Giám đốc";
    office.decide(request("2017-02-06"));
    office.decide(letter, "dang-ky", "tt-y-te");
    office.suspend({"bv-da-khoa", "tt-y-te"}, "2017-01-12", "2017-01-20");
    office.run_to("2017-01-16 09:00");
    office.end_suspension({"tt-y-te"});
    office.decide(reopening(), "dang-ky", "tt-y-te");
    office.run_to("2017-01-25 09:00");
    const std::string before = office.dump();
    ASSERT_TRUE(office.store->rebuild());
    EXPECT_EQ(office.dump(), before);
}

TEST(Decisions, AskTheCoordinatorToCallWhomASuspensionKeptFromBeingChased) {
    Office office(plan());
    office.configuration.language = Language::vi;
    office.start("2017-01-09 08:00");
    office.run_to("2017-01-25 09:00");
    office.suspend({"bv-da-khoa", "tt-y-te"}, "2017-01-25", "2017-02-28");
    office.run_to("2017-02-15 09:01");
    office.sent();
    EXPECT_EQ(office.end_suspension({"bv-da-khoa"}), "carried");
    office.run_to("2017-03-31 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-02-15 09:05  giang  unchased dang-ky.bv-da-khoa
2017-03-01 07:30  giang  unchased dang-ky.tt-y-te
)");
    const std::string letter = office.letter_to("giang");
    EXPECT_THAT(letter, HasSubstr("hệ thống chưa đôn đốc và chưa báo cáo ai"));
    EXPECT_THAT(letter, HasSubstr("quá hạn 20 ngày làm việc"));
    rebuilds_to_itself(office);
}

TEST(Decisions, DoNotAskToCallWhomAnEscalationHasReached) {
    Office office(plan());
    office.start("2017-01-09 08:00");
    office.run_to("2017-02-02 09:00");
    office.suspend({"bv-da-khoa"}, "2017-02-03", "2017-02-14");
    office.run_to("2017-03-31 00:00");
    EXPECT_THAT(office.notices(),
                HasSubstr("dang-ky/1/bv-da-khoa/1/+3.superior  passed over  suspended\n"));
    EXPECT_THAT(office.notices(), testing::Not(HasSubstr("unchased")));
}

}  // namespace

}  // namespace dondoc::loop_test
