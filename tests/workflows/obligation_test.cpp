#include "workflows/obligation.h"

#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;

const Term january{day("2017-01-29"), day("2017-01-25"), {}, true};
const Term february{day("2017-02-10"), day("2017-02-10"), {}, true};

Obligation fold(const std::vector<Event>& events) {
    Obligation made = born(owed_by("dang-ky"), {"dang-ky", january, false}, at("2017-01-03 08:00"));
    for (const Event& event : events)
        apply(made, event, at("2017-01-20 09:00"));
    return made;
}

NoticeFellDue told(std::string rung, int round) {
    NoticeFellDue notice;
    notice.rung = std::move(rung);
    notice.round = round;
    return notice;
}

TEST(Obligation, IsBornPendingInItsFirstRound) {
    EXPECT_EQ(text_of(fold({})),
              "thi-dua-2017.dang-ky.1.bv-da-khoa pending round 1 born 2017-01-03 08:00 2017-01-29; "
              "dang-ky");
    EXPECT_TRUE(fold({}).owed());
    EXPECT_FALSE(fold({}).settled());
}

TEST(Obligation, RemembersWhatWasToldAndPassedOverInItsRoundAlone) {
    RungPassedOver passed;
    passed.rung = "-5.contact";
    const RoundBegun extended{"extended", february, february.last_permitted};
    EXPECT_EQ(fold({told("-10.contact", 1), passed}).rungs_done,
              (std::vector<std::string>{"-10.contact", "-5.contact"}));
    EXPECT_EQ(fold({told("-10.contact", 1), extended, told("-5.contact", 1), told("-2.contact", 2)})
                  .rungs_done,
              (std::vector<std::string>{"-2.contact"}));
}

TEST(Obligation, BeginsARoundWithItsReasonItsMomentAndItsDay) {
    const auto extended = fold({Extended{"mưa lũ", february.last_permitted},
                                RoundBegun{"extended", february, february.last_permitted}});
    EXPECT_EQ(extended.round, 2);
    EXPECT_EQ(extended.round_why, "extended");
    EXPECT_EQ(extended.round_began, at("2017-01-20 09:00"));
    EXPECT_EQ(extended.term, february);
    EXPECT_EQ(extended.granted, february.last_permitted);
    EXPECT_EQ(extended.last_reason, "mưa lũ");
    EXPECT_EQ(extended.state, ObligationState::pending);
}

TEST(Obligation, KeepsTheSubmissionThatStandsAndForgetsTheOneReturned) {
    const Submitted submitted{day("2017-01-20"), "12/BC-BV", ""};
    const auto standing = fold({submitted});
    EXPECT_EQ(standing.state, ObligationState::submitted);
    EXPECT_EQ(standing.arrived, day("2017-01-20"));
    EXPECT_EQ(standing.document, "12/BC-BV");
    const auto returned = fold({submitted, Returned{"thiếu biểu"}});
    EXPECT_EQ(returned.state, ObligationState::returned);
    EXPECT_EQ(returned.arrived, std::nullopt);
    EXPECT_EQ(returned.document, "");
    EXPECT_TRUE(returned.owed());
}

TEST(Obligation, IsSettledByAcceptanceWaiverAndWithdrawal) {
    const Submitted submitted{day("2017-01-20"), "", ""};
    EXPECT_FALSE(fold({submitted}).settled());
    EXPECT_FALSE(fold({submitted}).owed());
    EXPECT_TRUE(fold({submitted, Accepted{""}}).settled());
    EXPECT_TRUE(fold({Waived{"giải thể"}}).settled());
    EXPECT_TRUE(fold({Withdrawn{"not_in_definition"}}).settled());
}

TEST(Obligation, ComesBackAsWhatItWasWhenItWasWithdrawn) {
    const RoundBegun restored{"restored", january, {}};
    EXPECT_EQ(fold({Withdrawn{"phase_skipped"}, restored}).state, ObligationState::pending);
    const Submitted submitted{day("2017-01-20"), "", ""};
    EXPECT_EQ(fold({submitted, Withdrawn{"phase_skipped"}, restored}).state,
              ObligationState::submitted);
}

TEST(Obligation, IsOverdueOnlyAfterTheLastPermittedDayAndWhileOwed) {
    EXPECT_FALSE(fold({}).overdue_on(day("2017-01-29")));
    EXPECT_TRUE(fold({}).overdue_on(day("2017-01-30")));
    const Submitted submitted{day("2017-01-20"), "", ""};
    EXPECT_FALSE(fold({submitted}).overdue_on(day("2017-01-30")));
    EXPECT_TRUE(fold({submitted, Returned{"thiếu"}}).overdue_on(day("2017-01-30")));
    EXPECT_FALSE(fold({TermRecomputed{"dang-ky", {}}}).overdue_on(day("2017-12-31")));
}

TEST(Obligation, IsLateByItsArrivalAndNotByTheDayItIsRecorded) {
    EXPECT_FALSE(fold({Submitted{day("2017-01-29"), "", ""}}).late());
    EXPECT_TRUE(fold({Submitted{day("2017-01-30"), "", ""}}).late());
    EXPECT_FALSE(fold({}).late());
}

TEST(Obligation, StopsAskingWhenAPersonAnswers) {
    Obligation made = born(owed_by("dang-ky"), {"", january, true}, at("2017-06-05 08:00"));
    EXPECT_TRUE(made.asking);
    Obligation extended = made;
    apply(extended, RoundBegun{"extended", february, {}}, at("2017-06-05 09:00"));
    EXPECT_FALSE(extended.asking);
    apply(made, Submitted{day("2017-06-05"), "", ""}, at("2017-06-05 09:00"));
    EXPECT_FALSE(made.asking);
}

TEST(Obligation, MovesToAnotherPhaseWithItsTerm) {
    const auto moved = fold({TermRecomputed{"so-ket", february}});
    EXPECT_EQ(moved.phase, "so-ket");
    EXPECT_EQ(moved.term, february);
    EXPECT_EQ(moved.round, 1);
}

TEST(Obligation, IsNotChangedByWhatHappensToOthers) {
    const std::vector<Event> others{CampaignApplied{},  PhaseBorn{},       PhaseMoved{},
                                    PhaseWithdrawn{},   ObligationBorn{},  Rescheduled{},
                                    NoticeSuppressed{}, MessageComposed{}, DeliverySucceeded{},
                                    DeliveryDelayed{},  DeliveryFailed{},  MessageSuppressed{},
                                    SendingPaused{},    SendingResumed{},  SetAside{}};
    EXPECT_EQ(text_of(fold(others)), text_of(fold({})));
}

TEST(Obligation, IsNamedByCampaignDutyOccurrenceAndUnit) {
    EXPECT_EQ(owed_by("dang-ky").text(), "thi-dua-2017.dang-ky.1.bv-da-khoa");
    EXPECT_EQ(ObligationId::parse("thi-dua-2017.dang-ky.1.bv-da-khoa"), owed_by("dang-ky"));
    for (const auto* wrong :
         {"", "a", "a.b.c", "a.b.c.", ".b.c.d", "a..c.d", "a.b.c.d.e", "a.b.c.d."}) {
        EXPECT_EQ(ObligationId::parse(wrong), std::nullopt) << wrong;
    }
}

TEST(Obligation, ReadsTheVerbsItWrites) {
    for (const auto* word : {"submit", "accept", "return", "extend", "waive"}) {
        const auto verb = parse_verb(word);
        ASSERT_TRUE(verb) << word;
        EXPECT_EQ(to_string(*verb), word);
    }
    EXPECT_EQ(parse_verb("return_for_rework"), std::nullopt);
    EXPECT_EQ(parse_verb(""), std::nullopt);
}

TEST(Event, IsStoredUnderItsName) {
    EXPECT_EQ(name_of(CampaignApplied{}), "campaign_applied");
    EXPECT_EQ(name_of(PhaseWithdrawn{}), "phase_withdrawn");
    EXPECT_EQ(name_of(ObligationBorn{}), "obligation_born");
    EXPECT_EQ(name_of(TermRecomputed{}), "term_recomputed");
    EXPECT_EQ(name_of(Withdrawn{}), "withdrawn");
    EXPECT_EQ(name_of(NoticeFellDue{}), "notice_fell_due");
    EXPECT_EQ(name_of(RungPassedOver{}), "rung_passed_over");
    EXPECT_EQ(name_of(Rescheduled{}), "rescheduled");
    EXPECT_EQ(name_of(DeliveryFailed{}), "delivery_failed");
    EXPECT_EQ(name_of(MessageSuppressed{}), "message_suppressed");
    EXPECT_EQ(name_of(SendingResumed{}), "sending_resumed");
}

}  // namespace
}  // namespace dondoc
