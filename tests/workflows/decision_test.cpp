#include <gtest/gtest.h>

#include "tests/workflows/world.h"
#include "workflows/explain.h"
#include "workflows/obligation.h"

namespace dondoc {
namespace {

using namespace test;

const Date today = day("2017-01-20");

// Due by 29/01/2017, last working day 25/01/2017.
Obligation one_in(ObligationState state) {
    World world;
    world.owes("dang-ky", before("2017-01-30"));
    const Definition definition = world.definition();
    Obligation made;
    made.id = owed_by("dang-ky");
    made.term = term_of(world.deadline("dang-ky"), *definition.calendar);
    made.state = state;
    return made;
}

Decision complete(Verb verb) {
    Decision made;
    made.verb = verb;
    made.reason = "theo công văn của đơn vị";
    made.approver = "Giám đốc Sở";
    if (verb == Verb::extend || verb == Verb::request) made.due = day("2017-02-10");
    return made;
}

std::variant<std::vector<Event>, Refusal> decide_on(const Obligation& obligation,
                                                    const Decision& decision,
                                                    Language language = Language::vi,
                                                    std::string_view now = "2017-01-20 09:00") {
    World world;
    world.owes("dang-ky", before("2017-01-30"));
    return decide(world.definition(), obligation, decision, at(now), language);
}

// The names of the events, with the days of a round; or the code of the refusal.
std::string outcome(const Obligation& obligation, const Decision& decision,
                    std::string_view now = "2017-01-20 09:00") {
    const auto decided = decide_on(obligation, decision, Language::vi, now);
    if (const auto* refusal = std::get_if<Refusal>(&decided)) return refusal->code;
    std::string text;
    for (const Event& event : std::get<std::vector<Event>>(decided)) {
        text += (text.empty() ? "" : ", ") + std::string(name_of(event));
        const auto* round = std::get_if<RoundBegun>(&event);
        if (!round) continue;
        text += ' ' + round->why + ' ';
        text += round->term ? iso_date(round->term->last_permitted) : "undated";
        if (round->granted) text += " granted";
    }
    return text;
}

TEST(Decision, NeedsAReasonWhereSomebodyIsToldNoOrLater) {
    for (const std::string reason : {"", "  \t"}) {
        Decision decision = complete(Verb::extend);
        decision.reason = reason;
        EXPECT_EQ(outcome(one_in(ObligationState::pending), decision), "reason_missing");
        decision.verb = Verb::waive;
        EXPECT_EQ(outcome(one_in(ObligationState::pending), decision), "reason_missing");
        decision.verb = Verb::return_for_rework;
        EXPECT_EQ(outcome(one_in(ObligationState::submitted), decision), "reason_missing");
        decision.verb = Verb::accept;
        EXPECT_EQ(outcome(one_in(ObligationState::submitted), decision), "accepted");
    }
}

TEST(Decision, TakesTheArrivalAndTheNumberOfTheUnitsLetter) {
    Decision decision;
    decision.verb = Verb::submit;
    decision.document = "15/BC-BV";
    decision.dated = today - std::chrono::days(4);
    decision.signer = "Giám đốc";
    decision.arrived = today - std::chrono::days(3);
    const auto decided = decide_on(one_in(ObligationState::pending), decision);
    const auto& submitted = std::get<Submitted>(std::get<std::vector<Event>>(decided).front());
    EXPECT_EQ(submitted.arrived, day("2017-01-17"));
    EXPECT_EQ(submitted.document, "15/BC-BV");
    EXPECT_EQ(submitted.dated, day("2017-01-16"));
    EXPECT_EQ(submitted.signer, "Giám đốc");
}

TEST(Decision, TakesTodayInTheCampaignsZoneForTheArrival) {
    const Decision decision = complete(Verb::submit);
    const auto decided =
        decide_on(one_in(ObligationState::pending), decision, Language::vi, "2017-01-20 00:30");
    const auto& submitted = std::get<Submitted>(std::get<std::vector<Event>>(decided).front());
    EXPECT_EQ(submitted.arrived, day("2017-01-20"));
}

TEST(Decision, RefusesAnArrivalInTheFuture) {
    Decision decision = complete(Verb::submit);
    decision.arrived = today + std::chrono::days(1);
    EXPECT_EQ(outcome(one_in(ObligationState::pending), decision), "arrival_in_future");
    decision.arrived = today;
    EXPECT_EQ(outcome(one_in(ObligationState::pending), decision), "submitted");
}

TEST(Decision, ReturnsWithTheDateThatIsGiven) {
    Decision decision = complete(Verb::return_for_rework);
    decision.due = day("2017-01-24");
    EXPECT_EQ(outcome(one_in(ObligationState::submitted), decision),
              "returned, round_begun returned 2017-01-24 granted");
    decision.due = today;
    EXPECT_EQ(outcome(one_in(ObligationState::submitted), decision),
              "returned, round_begun returned 2017-01-20 granted");
    decision.due = today - std::chrono::days(1);
    EXPECT_EQ(outcome(one_in(ObligationState::submitted), decision), "date_in_past");
}

TEST(Decision, ReturnsWithinTheOldDeadlineWhileItIsAhead) {
    const Decision decision = complete(Verb::return_for_rework);
    EXPECT_EQ(outcome(one_in(ObligationState::submitted), decision, "2017-01-24 23:59"),
              "returned, round_begun returned 2017-01-29");
    Obligation granted = one_in(ObligationState::submitted);
    granted.granted = day("2017-01-29");
    EXPECT_EQ(outcome(granted, decision), "returned, round_begun returned 2017-01-29 granted");
}

TEST(Decision, ReturnsForFiveWorkingDaysWhenTheDeadlineHasPassed) {
    const Decision decision = complete(Verb::return_for_rework);
    EXPECT_EQ(outcome(one_in(ObligationState::submitted), decision, "2017-02-03 10:00"),
              "returned, round_begun returned 2017-02-10 granted");
    EXPECT_EQ(outcome(one_in(ObligationState::submitted), decision, "2017-01-30 10:00"),
              "returned, round_begun returned 2017-02-08 granted");
}

TEST(Decision, ReturnsForFiveWorkingDaysWhenNoneIsLeftBeforeTheDeadline) {
    const Decision decision = complete(Verb::return_for_rework);
    for (const auto* now : {"2017-01-25 07:30", "2017-01-25 16:00", "2017-01-29 23:59"}) {
        EXPECT_EQ(outcome(one_in(ObligationState::submitted), decision, now),
                  "returned, round_begun returned 2017-02-08 granted")
            << now;
    }
}

TEST(Decision, TakesADayFarFromTheCampaignForATypingError) {
    for (const Verb verb : {Verb::extend, Verb::request, Verb::return_for_rework}) {
        const auto state =
            verb == Verb::return_for_rework ? ObligationState::submitted : ObligationState::pending;
        Decision decision = complete(verb);
        decision.due = day("2107-06-20");
        EXPECT_EQ(outcome(one_in(state), decision), "date_far_from_campaign") << to_string(verb);
        decision.due = day("2019-01-01");
        EXPECT_NE(outcome(one_in(state), decision), "date_far_from_campaign") << to_string(verb);
    }
    Decision decision = complete(Verb::submit);
    decision.arrived = day("1017-01-18");
    EXPECT_EQ(outcome(one_in(ObligationState::pending), decision), "date_far_from_campaign");
    decision.arrived = today;
    decision.document = "15/BC-BV";
    decision.signer = "Giám đốc";
    decision.dated = day("0017-01-18");
    EXPECT_EQ(outcome(one_in(ObligationState::pending), decision), "date_far_from_campaign");
    decision.dated = day("2017-01-18");
    EXPECT_EQ(outcome(one_in(ObligationState::pending), decision), "submitted");
}

TEST(Decision, ReturnsAnUndatedOneWithoutInventingADate) {
    Obligation obligation = one_in(ObligationState::submitted);
    obligation.term.reset();
    EXPECT_EQ(outcome(obligation, complete(Verb::return_for_rework)),
              "returned, round_begun returned undated");
}

TEST(Decision, ExtendsOnlyToALaterDayThatIsStillAhead) {
    Decision decision = complete(Verb::extend);
    const Obligation pending = one_in(ObligationState::pending);
    decision.due = day("2017-01-29");
    EXPECT_EQ(outcome(pending, decision), "date_too_early");
    decision.due = day("2017-01-30");
    EXPECT_EQ(outcome(pending, decision), "extended, round_begun extended 2017-01-30 granted");
    decision.due = day("2017-02-09");
    EXPECT_EQ(outcome(pending, decision, "2017-02-10 09:00"), "date_too_early");
    EXPECT_EQ(outcome(pending, decision, "2017-02-09 23:00"),
              "extended, round_begun extended 2017-02-09 granted");
    decision.due.reset();
    EXPECT_EQ(outcome(pending, decision), "date_missing");
}

TEST(Decision, GivesAnUndatedObligationItsDate) {
    Obligation obligation = one_in(ObligationState::pending);
    obligation.term.reset();
    Decision decision = complete(Verb::extend);
    EXPECT_EQ(outcome(obligation, decision), "extended, round_begun extended 2017-02-10 granted");
    decision.due = today - std::chrono::days(1);
    EXPECT_EQ(outcome(obligation, decision), "date_too_early");
}

std::string sentence(ObligationState state, const Decision& decision, Language language) {
    return std::get<Refusal>(decide_on(one_in(state), decision, language)).text;
}

TEST(Decision, SaysInVietnameseWhatWouldBeAccepted) {
    EXPECT_EQ(sentence(ObligationState::submitted, complete(Verb::submit), Language::vi),
              "Nghĩa vụ đang ở trạng thái «đã nộp, chờ duyệt»; chỉ ghi nhận nộp khi đang chờ nộp "
              "hoặc đã trả lại");
    Decision decision = complete(Verb::extend);
    decision.due = day("2017-01-20");
    EXPECT_EQ(sentence(ObligationState::pending, decision, Language::vi),
              "Hạn mới 20/01/2017 không muộn hơn hạn cũ hoặc đã qua; sớm nhất là 30/01/2017");
    decision.verb = Verb::submit;
    decision.arrived = day("2017-01-21");
    EXPECT_EQ(sentence(ObligationState::pending, decision, Language::vi),
              "Ngày đến 21/01/2017 ở sau hôm nay 20/01/2017; cần ghi ngày văn bản thực sự đến");
    decision.verb = Verb::waive;
    decision.reason = "";
    EXPECT_EQ(sentence(ObligationState::pending, decision, Language::vi),
              "Thiếu lý do; cần nêu lý do (--reason)");
}

TEST(Decision, SaysInEnglishWhatWouldBeAccepted) {
    EXPECT_EQ(sentence(ObligationState::pending, complete(Verb::accept), Language::en),
              "The obligation is pending; only a submitted one can be accepted");
    Decision decision = complete(Verb::extend);
    decision.due = day("2017-01-20");
    EXPECT_EQ(
        sentence(ObligationState::pending, decision, Language::en),
        "The new day 2017-01-20 is not later than the old one, or has passed; the earliest is "
        "2017-01-30");
    decision.due.reset();
    EXPECT_EQ(sentence(ObligationState::pending, decision, Language::en),
              "The new day is missing; give one (--due)");
    decision.verb = Verb::return_for_rework;
    decision.due = day("2017-01-19");
    EXPECT_EQ(sentence(ObligationState::submitted, decision, Language::en),
              "The new day 2017-01-19 has passed; choose today or later");
}

}  // namespace
}  // namespace dondoc
