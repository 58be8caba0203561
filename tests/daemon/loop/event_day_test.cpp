// The day of an event, set by a person while the daemon runs: case 7, «10 ngày kể từ khi bế mạc Đại
// hội».
#include <gmock/gmock.h>

#include "daemon/loop/timeline.h"
#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;

World congress() {
    return World()
        .has_ladder("-5.contact -1.contact +1.head")
        .has_event("be-mac", "Bế mạc Đại hội")
        .has_phase("tong-ket")
        .owes("bao-cao", after_event("be-mac", 10), "tong-ket", {"bv-da-khoa", "tt-y-te"});
}

TEST(EventDay, MovesEverythingThatHangsOnItInOneTransaction) {
    Office office(congress());
    office.start("2017-03-01 08:00");
    office.run_to("2017-03-06 09:00");
    EXPECT_EQ(office.sent(), "\n2017-03-01 08:05  giang  nudge bao-cao\n");
    const auto steps = office.steps.size();
    EXPECT_EQ(office.event("be-mac", "2017-03-10"), "carried");
    ASSERT_EQ(office.steps.size(), steps + 1);
    std::string changed = "\n";
    for (const Change& change : office.steps.back().changes) {
        changed += change.subject.id + "  " + change.by;
        for (const Event& event : change.events)
            changed += "  " + std::string(name_of(event));
        changed += "\n";
    }
    EXPECT_EQ(changed, R"(
thi-dua-2017  cli:giang  event_dated
thi-dua-2017.bao-cao.1.bv-da-khoa  cli:giang  round_begun
thi-dua-2017.bao-cao.1.tt-y-te  cli:giang  round_begun
thi-dua-2017.tong-ket  cli:giang  rescheduled
)");
    EXPECT_EQ(office.event("be-mac", "2017-03-17"), "carried");
    EXPECT_EQ(office.obligation("bao-cao").round, 3);
    EXPECT_EQ(office.obligation("bao-cao").term->last_permitted, day("2017-03-31"));
    office.run_to("2017-04-20 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-03-24 07:30  an  -5.contact bao-cao.bv-da-khoa
2017-03-24 07:30  chi  -5.contact bao-cao.tt-y-te
2017-03-30 07:30  an  -1.contact bao-cao.bv-da-khoa
2017-03-30 07:30  chi  -1.contact bao-cao.tt-y-te
2017-04-03 07:30  binh  +1.head bao-cao.bv-da-khoa
2017-04-03 07:30  dung  +1.head bao-cao.tt-y-te
)");
}

TEST(EventDay, ThatPassedAfterThePeriodIsAskedAboutAtOnce) {
    World over = congress();
    over.campaign.period.last = day("2017-03-31");
    Office office(over);
    office.start("2017-04-03 08:00");
    office.run_to("2017-04-10 09:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(office.event("be-mac", "2017-03-17"), "carried");
    office.run_to("2017-04-11 00:00");
    EXPECT_EQ(office.sent(), "\n2017-04-10 09:05  giang  nudge bao-cao\n");
    const std::string before_rebuild = office.dump();
    must(office.store->rebuild());
    EXPECT_EQ(office.dump(), before_rebuild);
}

// Two questions held back by a pause: the first needs no answer any more.
TEST(EventDay, ThatPassedIsAskedAboutInTheMonthInWhichItsDateWasAskedFor) {
    Office office(congress());
    office.start("2017-04-03 08:00");
    office.pause();
    office.run_to("2017-04-10 09:00");
    EXPECT_EQ(office.event("be-mac", "2017-03-17"), "carried");
    office.run_to("2017-04-10 10:00");
    office.resume();
    office.run_to("2017-04-11 00:00");
    EXPECT_EQ(office.sent(), "\n2017-04-10 10:00  giang  nudge bao-cao\n");
    EXPECT_THAT(office.notices(), HasSubstr(R"(
bao-cao/nudge/2017-04  suppressed  nothing_to_ask
bao-cao/nudge/2017-04/overdue  sent  overdue_at_birth
)"));
    EXPECT_THAT(office.letter_to("giang"),
                HasSubstr("31 March 2017. That day had passed when it was set"));
    rebuilds_to_itself(office);
}

TEST(EventDay, IsKeptWithWhoSetItAndWhy) {
    Office office(congress());
    office.start("2017-03-01 08:00");
    office.event("be-mac", "2017-03-10", "Thông báo 15");
    office.event("be-mac", "2017-03-17", "Thông báo 18");
    const auto dated = must(office.store->read().events_dated(campaign_id));
    ASSERT_EQ(dated.size(), 1u);
    EXPECT_EQ(dated[0].event, "be-mac");
    EXPECT_EQ(dated[0].day, day("2017-03-17"));
    EXPECT_EQ(dated[0].reason, "Thông báo 18");
    EXPECT_EQ(dated[0].by, "cli:giang");
    EXPECT_EQ(dated[0].at, at("2017-03-01 08:00"));
}

TEST(EventDay, ThatIsRefusedChangesNothing) {
    Office office(congress());
    office.start("2017-03-01 08:00");
    office.event("be-mac", "2017-03-10");
    const std::string before_refusals = office.dump();
    EXPECT_EQ(office.event("be-mac", "2017-03-10"), "refused date_unchanged");
    EXPECT_EQ(office.event("be-mac", "2017-03-11", " "), "refused reason_missing");
    EXPECT_EQ(office.event("be-mac", "2071-03-11"), "refused date_far_from_campaign");
    EXPECT_EQ(office.event("khai-mac", "2017-03-11"), "not found");
    EXPECT_EQ(said(office.loop->execute({DateEvent{"thi-dua", "be-mac", {}, "x"}, ""}, office.now)),
              "not found");
    EXPECT_EQ(
        said(office.loop->execute({DateEvent{campaign_id, "be-mac", {}, "x"}, ""}, office.now)),
        "refused date_missing");
    EXPECT_EQ(office.dump(), before_refusals);
}

TEST(EventDay, SurvivesARestartAnEditOfThePlanAndARebuild) {
    Office office(congress());
    office.start("2017-03-01 08:00");
    office.event("be-mac", "2017-03-10");
    rebuilds_to_itself(office);

    World without = congress();
    without.campaign.events.clear();
    without.deadline("bao-cao") = before("2017-04-15");
    office.changes(without);
    office.start("2017-03-02 08:00");
    EXPECT_EQ(office.obligation("bao-cao").term->last_permitted, day("2017-04-14"));

    World more = congress();
    more.owes("ke-hoach", on_event("be-mac"));
    office.changes(more);
    office.start("2017-03-03 08:00");
    EXPECT_EQ(office.obligation("bao-cao").term->last_permitted, day("2017-03-24"));
    EXPECT_EQ(office.obligation("ke-hoach").term->last_permitted, day("2017-03-10"));
}

TEST(EventDay, LeavesAloneWhatIsSettledAndWhatLeftThePlan) {
    Office office(congress());
    office.start("2017-03-01 08:00");
    office.decide(waiver(), "bao-cao", "tt-y-te");
    World fewer = congress();
    fewer.duty("bao-cao").obligors = {"tt-y-te"};
    office.changes(fewer);
    office.start("2017-03-02 08:00");
    EXPECT_EQ(office.event("be-mac", "2017-03-10"), "carried");
    EXPECT_EQ(office.obligation("bao-cao", "tt-y-te").state, ObligationState::waived);
    EXPECT_EQ(office.obligation("bao-cao", "tt-y-te").term, std::nullopt);
    EXPECT_EQ(office.obligation("bao-cao").state, ObligationState::withdrawn);
    EXPECT_EQ(office.obligation("bao-cao").round, 1);
}

TEST(EventDay, ReachesAnObligationWhosePhaseWasSkippedWhenItIsOpened) {
    Office office(congress());
    office.start("2017-03-01 08:00");
    office.phase("tong-ket", PhaseVerb::skip);
    office.event("be-mac", "2017-03-10");
    EXPECT_EQ(office.obligation("bao-cao").state, ObligationState::withdrawn);
    office.phase("tong-ket", PhaseVerb::open);
    EXPECT_EQ(office.obligation("bao-cao").state, ObligationState::pending);
    EXPECT_EQ(office.obligation("bao-cao").term->last_permitted, day("2017-03-24"));
}

TEST(EventDay, IsAskedForByNameAndThenQuotedInTheReminder) {
    Office office(congress());
    office.start("2017-03-01 08:00");
    office.run_to("2017-03-06 09:00");
    EXPECT_THAT(
        office.letter_to("giang"),
        HasSubstr("Its deadline hangs on the day of «Bế mạc Đại hội», which nobody has set"));
    office.event("be-mac", "2017-03-10");
    office.run_to("2017-03-20 09:00");
    EXPECT_THAT(office.letter_to("an"),
                HasSubstr("within 10 working days of the day of “Bế mạc Đại hội” (10 March 2017), "
                          "that is by the end of Friday 24 March 2017"));
}

TEST(EventDay, DropsAQuestionThatWasAnsweredBeforeItLeft) {
    Office office(congress());
    office.start("2017-03-01 08:00");
    office.event("be-mac", "2017-03-10");
    office.run_to("2017-03-03 09:00");
    EXPECT_EQ(office.sent(), "\n");
}

TEST(EventDay, IsSetByAScriptAndToldOnTheTimeline) {
    Office office(congress());
    office.script = {{at("2017-03-06 09:00"),
                      {DateEvent{campaign_id, "be-mac", day("2017-03-10"), "Thông báo 15"}, "lan"}},
                     {at("2017-03-06 10:00"),
                      {DateEvent{campaign_id, "khai-mac", day("2017-03-10"), "x"}, "lan"}}};
    office.start("2017-03-01 08:00");
    office.run_to("2017-03-07 00:00");
    EXPECT_EQ(office.obligation("bao-cao").term->last_permitted, day("2017-03-24"));
    EXPECT_EQ(office.refused.size(), 1u);
    std::string told = "\n";
    Timeline timeline(*office.definitions, *office.configuration.zone, Language::vi,
                      [&](const std::string& line) { told += line + "\n"; });
    for (const Step& step : office.steps)
        timeline.tell(step);
    EXPECT_THAT(told, HasSubstr("2017-03-06 09:00  ✓  thi-dua-2017  sự kiện «Bế mạc Đại hội»: ngày "
                                "10/3/2017\n"));
}

// ---- recurring duties

TEST(RecurringDuty, SaysInItsLettersWhichPeriodItIsAboutAndWhenFiguresClose) {
    World monthly = World().has_ladder("-2.contact").owes("bao-cao", by("2017-02-17"));
    Duty& duty = monthly.duty("bao-cao");
    duty.occurrences.front().id = "2017-02";
    duty.occurrences.front().period =
        Period{month_span(2017, 2), Grain::month, DateSpan{day("2017-01-15"), day("2017-02-14")}};
    Office office(monthly);
    office.start("2017-02-01 08:00");
    office.run_to("2017-02-15 09:00");
    EXPECT_EQ(office.sent(), "\n2017-02-15 07:30  an  -2.contact bao-cao.bv-da-khoa\n");
    EXPECT_THAT(office.message_to("an").subject,
                HasSubstr(" for February 2017: 2 working days left"));
    EXPECT_THAT(office.letter_to("an"),
                HasSubstr("(for February 2017, figures from 15 January 2017, closed at the end of "
                          "14 February 2017)"));
}

}  // namespace

}  // namespace dondoc::loop_test
