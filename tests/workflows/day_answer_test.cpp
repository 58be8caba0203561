// Every kind of answer about a day, in both languages. The table is a golden file, to be read.
#include "workflows/day_answer.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/golden.h"
#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;

World registration() {
    World world;
    world.has_ladder("-5.contact -1.head/copy +1.head +3.superior");
    world.owes("dang-ky", before("2017-01-30"));
    return world;
}

// The obligation as a year left it after what people did.
Obligation pending() {
    return Timeline(registration(), "2017-01-03 08:00").obligation();
}
Obligation after(const std::vector<Decision>& decisions) {
    Timeline year(registration(), "2017-01-03 08:00");
    for (const Decision& decision : decisions)
        year.decide(decision);
    return year.obligation();
}

DayFacts on(std::string_view iso, std::optional<Obligation> then = pending()) {
    return {.day = day(iso), .today = day("2017-12-01"), .then = std::move(then)};
}

NoticeOfDay notice(const std::string& rung, NoticeFate fate, const std::string& because,
                   const std::string& person = "Nguyễn Văn An") {
    NoticeOfDay one;
    one.told.rung = rung;
    one.told.audience = rung.ends_with("head") ? Audience::head : Audience::contact;
    one.told.because = because;
    one.fate = fate;
    one.person_name = person;
    return one;
}

DayFacts with(DayFacts facts, NoticeOfDay one) {
    facts.notices.push_back(std::move(one));
    return facts;
}

struct Case {
    std::string name;
    DayCode code;
    DayFacts facts;
    std::string issued{};    // day the plan was issued on
    bool configured = true;  // false: the campaign is gone
    std::string_view rungs{};
};

Obligation undated_one(const Deadline& deadline) {
    World world = registration();
    world.deadline("dang-ky") = deadline;
    return Timeline(world, "2017-01-03 08:00").obligation();
}

std::vector<Case> told_cases() {
    DayFacts later = with(on("2017-01-18"), notice("-5.contact", NoticeFate::sent, "catch_up"));
    later.notices.front().other_day = day("2017-01-19");
    DayFacts dropped_later =
        with(on("2017-01-18"), notice("-5.contact", NoticeFate::suppressed, "submitted"));
    dropped_later.notices.front().other_day = day("2017-01-19");
    DayFacts waits = with(on("2017-01-18"), notice("-5.contact", NoticeFate::queued, "on_time"));
    waits.paused = "tccb: bão";
    NoticeOfDay request =
        notice("request", NoticeFate::sent, "extension_requested", "Trần Thị Giang");
    request.told.kind = NoticeKind::nudge;
    request.told.audience = Audience::coordinator;
    using enum NoticeFate;
    return {
        {"sent", DayCode::told, with(on("2017-01-18"), notice("-5.contact", sent, "on_time"))},
        {"caught up on", DayCode::told,
         with(on("2017-01-19"), notice("-5.contact", sent, "catch_up"))},
        {"left on another day", DayCode::not_sent, later},
        {"dropped on another day", DayCode::not_sent, dropped_later},
        {"failed", DayCode::not_sent,
         with(on("2017-01-18"), notice("-5.contact", failed, "no_address"))},
        {"dropped", DayCode::not_sent,
         with(on("2017-01-18", after({submission()})),
              notice("-5.contact", suppressed, "submitted"))},
        {"retried", DayCode::not_sent,
         with(on("2017-01-18"), notice("-5.contact", retrying, "on_time"))},
        {"waits while paused", DayCode::not_sent, waits},
        {"asked for by the unit", DayCode::told, with(on("2017-01-19"), request)},
        {"passed over", DayCode::passed_over,
         with(on("2017-01-18"), notice("-5.contact", passed_over, "before_first_seen", ""))},
    };
}

std::vector<Case> state_cases() {
    DayFacts since = on("2017-01-02", {});
    since.first_seen = day("2017-01-03");
    DayFacts aside = on("2017-01-20");
    aside.set_aside = "row 7 is damaged";
    const auto ended = [](const Event& event) {
        Obligation gone = pending();
        apply(gone, event, at("2017-01-16 08:00"));
        return gone;
    };
    DayFacts late_question = on("2017-12-15", undated_one(undated()));
    Obligation asking = pending();
    asking.asking = true;
    DayFacts waiting = on("2017-01-20", undated_one(undated()));
    waiting.awaits = "Bế mạc Đại hội";
    return {
        {"not followed yet", DayCode::not_followed, since},
        {"never followed", DayCode::not_followed, on("2017-01-02", {})},
        {"set aside", DayCode::set_aside, aside},
        {"withdrawn", DayCode::withdrawn, on("2017-01-20", ended(Withdrawn{"not_in_definition"}))},
        {"handed over", DayCode::withdrawn, on("2017-01-20", ended(HandedOver{{"tt-y-te"}}))},
        {"ended without a successor", DayCode::withdrawn,
         on("2017-01-20", ended(Withdrawn{"unit_ended"}))},
        {"phase skipped", DayCode::withdrawn, on("2017-01-20", ended(Withdrawn{"phase_skipped"}))},
        {"accepted", DayCode::settled, on("2017-01-20", after({submission(), acceptance()}))},
        {"waived", DayCode::settled, on("2017-01-20", after({waiver()}))},
        {"submitted", DayCode::submitted, on("2017-01-20", after({submission()}))},
        {"undated", DayCode::undated, on("2017-01-20", undated_one(undated()))},
        {"waits for an event", DayCode::undated, waiting},
        {"undated at the end of the period", DayCode::undated, late_question},
        {"asking", DayCode::asking, on("2017-01-20", asking)},
    };
}

std::vector<Case> day_cases() {
    DayFacts held = on("2017-01-20");
    held.held = true;
    DayFacts kept = on("2017-02-06");
    kept.then->held = true;
    kept.then->held_reason = "đơn vị đang chống lũ";
    DayFacts suspended = on("2017-01-18");
    suspended.suspended = {{day("2017-01-16"), day("2017-01-24")}};
    suspended.suspended_why = "bão số 3 (Giám đốc Sở)";
    DayFacts silenced = on("2017-01-18");
    silenced.silenced = {{day("2017-01-16"), day("2017-01-19")}};
    silenced.silenced_why = "đến hết ngày 19/01/2017, người đặt tccb: hội nghị";
    DayFacts paused = on("2017-01-20");
    paused.paused = "tccb: bão";
    DayFacts foretold = on("2017-01-18");
    foretold.today = day("2017-01-10");
    DayFacts foretold_silence = on("2017-01-20");
    foretold_silence.today = day("2017-01-10");
    return {
        {"before the plan was issued", DayCode::before_issue, on("2017-01-04"), "2017-01-05"},
        {"phase held", DayCode::phase_held, held},
        {"escalations held", DayCode::escalations_held, kept},
        {"waits for a release", DayCode::needs_release, on("2017-02-06"), "", true,
         "-1.contact +3.superior/release"},
        {"a rung ahead that needs a release", DayCode::between, on("2017-02-03"), "", true,
         "-1.contact +3.superior/release"},
        {"unit suspended", DayCode::suspended, suspended},
        {"silenced", DayCode::silenced, silenced},
        {"paused", DayCode::paused, paused},
        {"a holiday", DayCode::day_off, on("2017-01-27")},
        {"a weekend", DayCode::day_off, on("2017-01-21")},
        {"not configured any more", DayCode::no_ladder, on("2017-01-20"), "", false},
        {"before the first rung", DayCode::before_first, on("2017-01-09")},
        {"between two rungs", DayCode::between, on("2017-01-20")},
        {"after the last rung", DayCode::after_last, on("2017-03-01")},
        {"a rung that the ladder has now", DayCode::not_then, on("2017-01-18")},
        {"a rung ahead", DayCode::ahead, foretold},
        {"a silence ahead", DayCode::between, foretold_silence},
    };
}

DayAnswer answered(const Case& one, Language language) {
    World world = registration();
    if (!one.rungs.empty()) world.has_ladder(one.rungs);
    if (!one.issued.empty()) world.campaign.issued = day(one.issued);
    const Definition definition = world.definition();
    return answer_for(one.configured ? &definition : nullptr, one.facts, language);
}

TEST(DayAnswer, OfTheDayOfIssueIsNotBeforeIt) {
    World world = registration();
    world.campaign.issued = day("2017-01-05");
    const Definition definition = world.definition();
    EXPECT_EQ(answer_for(&definition, on("2017-01-05"), Language::en).code, DayCode::before_first);
    EXPECT_EQ(answer_for(&definition, on("2017-01-04"), Language::en).code, DayCode::before_issue);
}

TEST(DayAnswer, OfEveryKindIsExplainedInBothLanguagesAndSaysWhatComesNext) {
    std::vector<Case> cases = told_cases();
    for (auto more : {state_cases(), day_cases()})
        cases.insert(cases.end(), more.begin(), more.end());
    std::string table;
    std::set<DayCode> seen;
    for (const Case& one : cases) {
        const DayAnswer vi = answered(one, Language::vi);
        const DayAnswer en = answered(one, Language::en);
        EXPECT_EQ(vi.code, one.code) << one.name << ": " << to_string(vi.code);
        EXPECT_EQ(en.code, one.code) << one.name;
        EXPECT_EQ(vi.sentences.size(), en.sentences.size()) << one.name;
        EXPECT_NE(vi.sentences, en.sentences) << one.name;
        seen.insert(vi.code);
        table += "== " + one.name + ", " + iso_date(one.facts.day) + ": " +
                 std::string(to_string(vi.code)) + "\n";
        for (const std::string& sentence : vi.sentences)
            table += "  " + sentence + "\n";
        for (const std::string& sentence : en.sentences)
            table += "    " + sentence + "\n";
    }
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(DayCode::ahead) + 1) << "a kind is missing";
    EXPECT_TRUE(matches_golden(table, "workflows/golden/day_answer.txt"));
}

// What was said of a day may not change because the day after was told something.
TEST(DayAnswer, OfARungThatAHeldPhaseKeptBackIsNotLaidToALaterLadder) {
    DayFacts facts = on("2017-01-18");
    facts.held = true;
    const Definition definition = registration().definition();
    const DayAnswer answer = answer_for(&definition, facts, Language::vi);
    EXPECT_EQ(answer.code, DayCode::phase_held);
    EXPECT_EQ(answer.sentences.size(), 2U);
}

TEST(DayAnswer, OfADayWithAPassedOverAndASentRungIsNoSilence) {
    DayFacts facts =
        with(on("2017-02-06"), notice("+1.head", NoticeFate::passed_over, "overtaken"));
    facts = with(facts, notice("+3.superior", NoticeFate::sent, "on_time"));
    const Definition definition = registration().definition();
    const DayAnswer answer = answer_for(&definition, facts, Language::vi);
    EXPECT_EQ(answer.code, DayCode::told);
    EXPECT_EQ(answer.sentences.size(), 3U);
}

}  // namespace
}  // namespace dondoc
