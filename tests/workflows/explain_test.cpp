#include "workflows/explain.h"

#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;

World registration() {
    World world;
    world.has_ladder("-5.contact 0.contact +1.head +3.superior");
    world.owes("dang-ky", before("2017-01-30"));
    return world;
}

// How each notice of a year explains itself at its end.
std::string explained(const Timeline& year, Language language) {
    std::string text = "\n";
    for (const NoticeFellDue& notice : year.notices()) {
        text += explain(year.obligation(), notice, language) + '\n';
    }
    return text;
}

TEST(Explain, SaysWhereEachRungStandsAroundTheDeadline) {
    Timeline year(registration(), "2017-01-03 08:00");
    year.run_to("2017-03-01 00:00");
    EXPECT_EQ(explained(year, Language::vi), R"(
bậc −5: 05 ngày làm việc trước ngày làm việc cuối 25/01/2017
bậc 0: ngày làm việc cuối 25/01/2017
bậc +1: quá hạn 01 ngày làm việc sau ngày cuối 29/01/2017
bậc +3: quá hạn 03 ngày làm việc sau ngày cuối 29/01/2017
)");
    EXPECT_EQ(explained(year, Language::en), R"(
rung −5: 5 working days before the last working day 2017-01-25
rung 0: last working day 2017-01-25
rung +1: 1 working day after the last permitted day 2017-01-29
rung +3: 3 working days after the last permitted day 2017-01-29
)");
}

TEST(Explain, AddsWhyANoticeLeftAtAnotherTime) {
    Timeline year(registration(), "2017-01-03 08:00");
    year.down_until("2017-01-19 09:00");
    EXPECT_EQ(explained(year, Language::vi), R"(
bậc −5: 05 ngày làm việc trước ngày làm việc cuối 25/01/2017; bậc nhắc bị lỡ, gửi bù
)");
}

// No rung of the ladder: the unit asked for a later day, and there was no coordinator to tell.
TEST(Explain, OfARequestThatNobodyWasToldOfIsItsReason) {
    Timeline year(registration(), "2017-01-03 08:00");
    NoticeFellDue passed;
    passed.rung = request_rung;
    passed.because = "no_person";
    EXPECT_EQ(explain(year.obligation(), passed, Language::en), "nobody holds this role");
}

TEST(Explain, DoesNotMeasureANoticeOfAnEarlierRoundByTheNewDeadline) {
    Timeline year(registration(), "2017-01-03 08:00");
    year.run_to("2017-01-19 09:00");
    year.decide(extension("2017-02-17"));
    EXPECT_EQ(explained(year, Language::vi), "\nbậc −5 của vòng 1\n");
    EXPECT_EQ(explained(year, Language::en), "\nrung −5 of round 1\n");
}

TEST(Explain, TellsADeadlineThatWasMovedIntoThePastFromOneThatCameLate) {
    Obligation one;
    EXPECT_EQ(asking_words(one, {}, Language::vi), "");
    one.asking = true;
    EXPECT_EQ(asking_words(one, {}, Language::vi), "quá hạn khi nhập");
    EXPECT_EQ(asking_words(one, {}, Language::en), "overdue when first seen");
    one.term = Term{day("2017-01-29"), day("2017-01-25"), {}, true};
    EXPECT_EQ(asking_words(one, day("2017-01-29"), Language::vi), "quá hạn khi nhập");
    EXPECT_EQ(asking_words(one, day("2017-01-30"), Language::vi),
              "thời hạn ở trước ngày ban hành kế hoạch");
    one.round_why = "edited";
    EXPECT_EQ(asking_words(one, {}, Language::vi), "thời hạn dời về ngày đã qua");
    EXPECT_EQ(asking_words(one, {}, Language::en), "its deadline was moved into the past");
    one.round_why = "took_over";
    EXPECT_EQ(asking_words(one, {}, Language::vi), "quá hạn khi nhận bàn giao");
}

TEST(Explain, SaysWhatTheCoordinatorIsAskedFor) {
    World world = registration();
    Timeline year(world, "2017-06-05 10:00");
    EXPECT_EQ(explained(year, Language::vi),
              "\nthời hạn đã qua khi nhập hoặc khi dời, chờ người phụ trách trả lời\n");
    NoticeFellDue nudge;
    nudge.kind = NoticeKind::nudge;
    nudge.rung = "nudge";
    nudge.because = "undated";
    EXPECT_EQ(explain(year.obligation(), nudge, Language::en), "the plan sets no date");
}

TEST(Explain, NamesTheStartOfASpan) {
    World world;
    world.has_ladder("start.contact");
    world.owes("dang-ky", within_month(2017, 6));
    Timeline year(world, "2017-01-03 08:00");
    year.run_to("2017-06-02 00:00");
    EXPECT_EQ(explained(year, Language::vi), "\nbậc đầu kỳ: ngày làm việc đầu tiên của kỳ hạn\n");
    EXPECT_EQ(explained(year, Language::en), "\nstart rung: first working day of the span\n");
}

TEST(Explain, HasWordsInBothLanguagesForEveryReasonThePlannerGives) {
    for (const auto* code : {"on_time",
                             "catch_up",
                             "reminder_undelivered",
                             "undated",
                             "overdue_at_birth",
                             "before_first_seen",
                             "before_issue",
                             "overtaken",
                             "too_old",
                             "same_person",
                             "no_person",
                             "needs_release",
                             "outside_window",
                             "phase_held",
                             "phase_skipped",
                             "earlier_rung_on_its_way",
                             "planned_anew",
                             "not_in_definition",
                             "not_owed",
                             "nothing_to_ask",
                             "asked_this_month",
                             "campaign_not_begun",
                             "phase_dates",
                             "from_date",
                             "first_rung",
                             "end_date",
                             "all_settled",
                             "reopened",
                             "by_hand",
                             "returned",
                             "extended",
                             "edited",
                             "issue_edited",
                             "restored"}) {
        const std::string vi = explain_code(code, Language::vi);
        const std::string en = explain_code(code, Language::en);
        EXPECT_NE(vi, code);
        EXPECT_NE(vi, en) << code;
        EXPECT_EQ(en.find('_'), en.npos) << code;
    }
    EXPECT_EQ(explain_code("something_new", Language::vi), "something_new");
}

// How an obligation due before 30/01/2017 stands on a day.
std::string standing_on(std::string_view today, Language language = Language::vi) {
    Timeline year(registration(), "2017-01-03 08:00");
    return standing(year.definition(), year.obligation(), day(today), language);
}

TEST(Standing, CountsWorkingDaysToTheLastOneAndFromTheDeadline) {
    EXPECT_EQ(standing_on("2017-01-18"), "còn 05 ngày làm việc");
    EXPECT_EQ(standing_on("2017-01-24"), "còn 01 ngày làm việc");
    EXPECT_EQ(standing_on("2017-01-25"), "còn trong hạn đến 29/01/2017");
    EXPECT_EQ(standing_on("2017-01-29"), "hạn cuối là hôm nay");
    EXPECT_EQ(standing_on("2017-01-31"), "đã quá hạn 29/01/2017");
    EXPECT_EQ(standing_on("2017-02-02"), "quá hạn 01 ngày làm việc");
    EXPECT_EQ(standing_on("2017-01-24", Language::en), "due in 1 working day");
    EXPECT_EQ(standing_on("2017-01-29", Language::en), "due today");
    EXPECT_EQ(standing_on("2017-02-06", Language::en), "overdue by 3 working days");
    EXPECT_EQ(standing_on("2017-01-31", Language::en), "overdue since 2017-01-29");
}

TEST(Standing, IsTheStateOnceNothingIsOwed) {
    Timeline year(registration(), "2017-01-03 08:00");
    year.decide(submission());
    EXPECT_EQ(standing(year.definition(), year.obligation(), day("2017-06-01"), Language::vi),
              "đã nộp, chờ duyệt");
}

TEST(Standing, OfAnUndatedObligationSaysSo) {
    World world = registration();
    world.deadline("dang-ky") = undated();
    Timeline year(world, "2017-01-03 08:00");
    EXPECT_EQ(standing(year.definition(), year.obligation(), day("2017-06-01"), Language::vi),
              "chưa định ngày");
}

TEST(Names, OfStatesAndAudiencesDifferInBothLanguages) {
    for (const auto language : {Language::vi, Language::en}) {
        std::set<std::string> states, phases, audiences;
        for (const auto state :
             {ObligationState::pending, ObligationState::submitted, ObligationState::accepted,
              ObligationState::returned, ObligationState::waived, ObligationState::withdrawn}) {
            states.insert(state_name(state, language));
        }
        for (const auto state : {PhaseState::planned, PhaseState::open, PhaseState::closing,
                                 PhaseState::closed, PhaseState::skipped, PhaseState::held}) {
            phases.insert(phase_state_name(state, language));
        }
        for (const auto audience :
             {Audience::contact, Audience::head, Audience::coordinator, Audience::superior,
              Audience::director, Audience::cluster_lead}) {
            audiences.insert(audience_name(audience, language));
        }
        EXPECT_EQ(states.size(), 6U);
        EXPECT_EQ(phases.size(), 6U);
        EXPECT_EQ(audiences.size(), 6U);
    }
}

}  // namespace
}  // namespace dondoc
