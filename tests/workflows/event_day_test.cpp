// Deadlines that hang on an event, from «not set» over the day a person sets to another day.
#include "workflows/event_day.h"

#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc::test {
namespace {

World congress() {
    return World()
        .has_ladder("-5.contact -1.contact +1.head")
        .has_event("be-mac", "Bế mạc Đại hội")
        .owes("bao-cao", after_event("be-mac", 10));
}

TEST(EventDay, IsAskedForEveryMonthUntilItIsSet) {
    Timeline timeline(congress(), "2017-03-01 08:00");
    timeline.run_to("2017-05-10 00:00");
    EXPECT_EQ(timeline.told(), R"(
2017-03-01 08:05  nudge  giang  undated
2017-04-03 07:30  nudge  giang  undated
2017-05-03 07:30  nudge  giang  undated
)");
    EXPECT_EQ(timeline.obligation("bao-cao").term, std::nullopt);
}

TEST(EventDay, BeginsARoundWithItsDateAndSoDoesAnother) {
    Timeline timeline(congress(), "2017-03-01 08:00");
    timeline.run_to("2017-03-06 09:00");
    timeline.date_event("be-mac", "2017-03-10");
    EXPECT_EQ(timeline.obligation("bao-cao").term->last_permitted, day("2017-03-24"));
    EXPECT_EQ(timeline.obligation("bao-cao").round_why, "event_dated");
    timeline.run_to("2017-03-20 09:00");
    timeline.date_event("be-mac", "2017-03-31");
    timeline.run_to("2017-05-10 00:00");
    EXPECT_EQ(timeline.log(), R"(
2017-03-01 08:00  born  undated
2017-03-01 08:05  nudge  giang  undated
2017-03-06 09:00  round  event_dated  2017-03-24
2017-03-17 07:30  reminder  -5.contact  an  on_time
2017-03-20 09:00  round  event_dated  2017-04-17
2017-04-10 07:30  reminder  -5.contact  an  on_time
2017-04-14 07:30  reminder  -1.contact  an  on_time
2017-04-18 07:30  escalation  +1.head  binh  on_time
)");
}

TEST(EventDay, ThatHasPassedWithItsDeadlineIsAskedAboutFirst) {
    Timeline timeline(congress(), "2017-06-01 08:00");
    timeline.run_to("2017-06-05 09:00");
    timeline.date_event("be-mac", "2017-05-05");
    EXPECT_TRUE(timeline.obligation("bao-cao").asking);
    timeline.run_to("2017-07-10 00:00");
    EXPECT_EQ(timeline.told(), R"(
2017-06-01 08:05  nudge  giang  undated
2017-06-05 09:05  nudge  giang  overdue_at_birth
2017-07-03 07:30  nudge  giang  overdue_at_birth
)");
}

TEST(EventDay, ThatPassedAfterThePeriodIsAskedAboutAtOnce) {
    World world = congress();
    world.campaign.period.last = day("2017-04-30");
    Timeline timeline(world, "2017-04-03 08:00");
    timeline.run_to("2017-06-05 09:00");
    timeline.date_event("be-mac", "2017-05-05");
    timeline.run_to("2017-07-10 00:00");
    EXPECT_EQ(timeline.told(), R"(
2017-04-03 08:05  nudge  giang  undated
2017-06-05 09:05  nudge  giang  overdue_at_birth
2017-07-03 07:30  nudge  giang  overdue_at_birth
)");
}

TEST(EventDay, LeavesAloneWhatWasSubmittedOrGrantedAnotherDay) {
    World world = congress();
    world.owes("ke-hoach", on_event("be-mac"), "", {"bv-da-khoa", "tt-y-te"});
    Timeline timeline(world, "2017-03-01 08:00");
    timeline.decide(submission(), "bao-cao");
    timeline.decide(extension("2017-04-28"), "ke-hoach");
    timeline.date_event("be-mac", "2017-03-31");
    EXPECT_EQ(timeline.obligation("bao-cao").round, 1);
    EXPECT_EQ(timeline.obligation("bao-cao").term->last_permitted, day("2017-04-17"));
    EXPECT_EQ(timeline.obligation("ke-hoach").term->last_permitted, day("2017-04-28"));
    EXPECT_EQ(timeline.obligation("ke-hoach", "tt-y-te").term->last_permitted, day("2017-03-31"));
}

TEST(EventDay, MovedBeyondAGrantedDayGivesThatUnitTheSameTimeAsAllOthers) {
    World world = congress();
    world.owes("ke-hoach", on_event("be-mac"), "", {"bv-da-khoa", "tt-y-te"});
    Timeline timeline(world, "2017-03-01 08:00");
    timeline.date_event("be-mac", "2017-03-31");
    timeline.decide(extension("2017-04-07"), "ke-hoach");
    timeline.date_event("be-mac", "2017-04-28");
    EXPECT_EQ(timeline.obligation("ke-hoach").term->last_permitted, day("2017-04-28"));
    EXPECT_EQ(timeline.obligation("ke-hoach", "tt-y-te").term->last_permitted, day("2017-04-28"));
}

TEST(EventDay, OutlivesAnEditOfThePlan) {
    Timeline timeline(congress(), "2017-03-01 08:00");
    timeline.date_event("be-mac", "2017-03-10");
    World edited = congress();
    edited.deadline("bao-cao").count = 15;
    timeline.change(edited);
    EXPECT_EQ(timeline.obligation("bao-cao").term->last_permitted, day("2017-03-31"));
    EXPECT_EQ(timeline.obligation("bao-cao").round_why, "edited");
    EXPECT_EQ(timeline.obligation("bao-cao").round, 3);
}

TEST(EventDay, OpensAndEndsAPhaseThatHangsOnIt) {
    World world = congress();
    world.has_event("khai-mac", "Khai mạc Đại hội").has_phase("tong-ket");
    world.campaign.phases.back().from_event = "khai-mac";
    world.campaign.phases.back().to_event = "be-mac";
    world.owes("tong-ket", before("2017-03-20"), "tong-ket");
    Timeline timeline(world, "2017-03-01 08:00");
    timeline.run_to("2017-03-15 09:00");
    EXPECT_EQ(timeline.phase("tong-ket").state, PhaseState::planned) << "nobody knows the day";
    timeline.date_event("khai-mac", "2017-03-16");
    timeline.date_event("be-mac", "2017-03-18");
    timeline.run_to("2017-03-16 09:00");
    EXPECT_EQ(timeline.phase("tong-ket").state, PhaseState::open);
    timeline.run_to("2017-03-19 09:00");
    EXPECT_EQ(timeline.phase("tong-ket").state, PhaseState::closing);
    timeline.date_event("be-mac", "2017-03-25");
    EXPECT_EQ(timeline.phase("tong-ket").state, PhaseState::open);
}

// What setting a day says to whoever sets it: the event's day, or the code and text of a refusal.
std::string answer(std::optional<Date> known, std::string_view set,
                   const std::string& reason = "Thông báo 15", Language language = Language::vi) {
    const World world = congress();
    const auto wanted = set.empty() ? std::nullopt : std::optional(day(set));
    const auto decided =
        decide(world.campaign, world.campaign.events.front(), known, wanted, reason, language);
    if (const auto* refusal = std::get_if<Refusal>(&decided))
        return refusal->code + ": " + refusal->text;
    const auto& dated = std::get<EventDated>(std::get<std::vector<Event>>(decided).front());
    return dated.event + " " + iso_date(dated.day) + " " + dated.reason;
}

TEST(EventDay, NeedsADayAndAReasonAndADayThatIsNew) {
    EXPECT_EQ(answer({}, "2017-03-10"), "be-mac 2017-03-10 Thông báo 15");
    EXPECT_EQ(answer(day("2017-03-10"), "2017-03-11"), "be-mac 2017-03-11 Thông báo 15");
    EXPECT_EQ(answer({}, "2017-03-10", " "),
              "reason_missing: Thiếu lý do; cần nêu lý do (--reason)");
    EXPECT_EQ(answer({}, ""),
              "date_missing: Thiếu ngày diễn ra «Bế mạc Đại hội»; cần nêu ngày (--date)");
    EXPECT_EQ(answer({}, "", "x", Language::en),
              "date_missing: The day of «Bế mạc Đại hội» is missing; give one (--date)");
    EXPECT_EQ(answer(day("2017-03-10"), "2017-03-10"),
              "date_unchanged: «Bế mạc Đại hội» đã được định vào ngày 10/3/2017; chỉ ghi khi ngày "
              "thay đổi");
    EXPECT_EQ(answer(day("2017-03-10"), "2017-03-10", "x", Language::en),
              "date_unchanged: «Bế mạc Đại hội» is set to 2017-03-10 already; set it again only "
              "when the day changes");
}

TEST(EventDay, FarFromTheCampaignIsATypingError) {
    EXPECT_EQ(answer({}, "2071-03-10"),
              "date_far_from_campaign: Ngày 10/3/2071 cách xa thời gian của kế hoạch; chỉ nhận từ "
              "01/01/2016 đến 01/01/2019");
    EXPECT_EQ(answer({}, "2071-03-10", "x", Language::en),
              "date_far_from_campaign: The day 2071-03-10 lies far from the campaign's period; "
              "accepted are 2016-01-01 to 2019-01-01");
    EXPECT_EQ(answer({}, "2016-01-01"), "be-mac 2016-01-01 Thông báo 15");
}

}  // namespace
}  // namespace dondoc::test
