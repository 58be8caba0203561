// What a person would doubt in a running daemon: suspensions from above, gates before awards,
// shares that come after a report, long lists of what is overdue, and what was in force when.
#include <gmock/gmock.h>

#include "daemon/loop/configuration_record.h"
#include "daemon/loop/migration.h"
#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;
using testing::Not;

World late() {
    World world;
    world.owes("dang-ky", before("2017-01-05"), "", {"bv-da-khoa", "tt-y-te"});
    return world;
}

// As another campaign's suspension is recorded.
void suspended_above(Office& office, const std::string& unit, const char* from, const char* to) {
    const Change change{{Subject::Kind::campaign, "nganh"},
                        {UnitSuspended{unit, day(from), day(to), "lũ", "Giám đốc Sở"}},
                        {},
                        "lan"};
    ASSERT_TRUE(office.store->commit({office.now, {change}}));
}

TEST(SuspensionAbove, CoversTheLadderAndTheQuestionsOfAPart) {
    World part;
    part.owes("dang-ky", before("2017-01-30"), "", {"bv-da-khoa", "tt-y-te"})
        .has_ladder("-5.contact -1.contact");
    part.owes("cu", before("2016-12-30"), "", {"bv-da-khoa"}).has_ladder("-5.contact -1.contact");
    part.campaign.parent = "nganh";
    part.campaign.within = {"nganh", "tinh"};
    Office office(part);
    office.start("2017-01-09 06:00");
    suspended_above(office, "bv-da-khoa", "2017-01-09", "2017-01-20");
    office.run_to("2017-01-20 23:00");
    EXPECT_EQ(office.sent(), "\n2017-01-18 07:30  chi  -5.contact dang-ky.tt-y-te\n");
    EXPECT_THAT(office.notices(),
                HasSubstr("dang-ky/1/bv-da-khoa/1/-5.contact  passed over  suspended\n"));
    EXPECT_EQ(office.suspend({"bv-da-khoa"}, "2017-01-15", "2017-01-25"),
              "refused already_suspended");
    EXPECT_EQ(office.end_suspension({"bv-da-khoa"}), "refused suspended_above");
    office.run_to("2017-01-24 12:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-23 07:30  giang  nudge cu
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
)") << "the question waits for the suspension's last day as the rungs do";
}

TEST(SuspensionAbove, SilencesAQuestionThatIsOnItsWay) {
    World part = late();
    part.campaign.within = {"nganh"};
    Office office(part);
    office.start("2017-02-20 06:00");
    office.pause();
    office.run_to("2017-02-20 09:00");
    suspended_above(office, "bv-da-khoa", "2017-02-20", "2017-03-10");
    suspended_above(office, "tt-y-te", "2017-02-20", "2017-03-10");
    office.resume();
    office.run_to("2017-02-20 10:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_THAT(office.notices(), HasSubstr("nudge/2017-02/overdue  suppressed  suspended\n"));
    office.run_to("2017-03-13 09:00");
    EXPECT_EQ(office.sent(), "\n2017-03-13 07:30  giang  nudge dang-ky\n");
}

World with_gate() {
    World world;
    world.has_phase("gd-khen-thuong", "", "", PhaseKind::award);
    world.owes("dang-ky", before("2017-01-30"), "", {"bv-da-khoa", "tt-y-te"})
        .has_ladder("-1.contact");
    world.owes("ho-so", by("2017-06-15"), "gd-khen-thuong", {"bv-da-khoa", "tt-y-te"})
        .has_ladder("-5.contact");
    world.campaign.participants = {"bv-da-khoa", "tt-y-te"};
    Gate gate;
    gate.id = "dang-ky-truoc";
    gate.requirements = {{"dang-ky", {}}};
    world.campaign.gates = {gate};
    return world;
}

TEST(GateClosed, IsPutBeforeTheCoordinatorAndTheUnitIsRemindedAllTheSame) {
    Office office(with_gate());
    office.configuration.language = Language::vi;
    office.start("2017-01-09 06:00");
    EXPECT_EQ(office.decide(submission(), "dang-ky", "tt-y-te"), "carried");
    office.run_to("2017-06-01 00:00");
    office.sent();
    office.run_to("2017-06-14 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-06-05 07:30  giang  gate ho-so.bv-da-khoa
2017-06-08 07:30  an  -5.contact ho-so.bv-da-khoa
2017-06-08 07:30  chi  -5.contact ho-so.tt-y-te
)");
    EXPECT_THAT(office.letter_to("giang"), HasSubstr("chưa đủ điều kiện"));
    EXPECT_THAT(office.letter_to("giang"), HasSubstr("chưa nộp, quá hạn"));
    rebuilds_to_itself(office);
}

TEST(GateClosed, IsNotAskedAboutOnceTheUnitPasses) {
    Office office(with_gate());
    office.start("2017-01-09 06:00");
    EXPECT_EQ(office.decide(submission(), "dang-ky", "tt-y-te"), "carried");
    office.run_to("2017-06-01 00:00");
    office.pause();
    office.run_to("2017-06-05 09:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    office.sent();
    office.resume();
    office.run_to("2017-06-05 12:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_THAT(office.notices(),
                HasSubstr("ho-so/1/bv-da-khoa/1/gate  suppressed  gate_passed\n"));
}

TEST(GateClosed, IsSaidToWhoOpensThePhaseByHand) {
    Office office(with_gate());
    office.start("2017-01-09 06:00");
    EXPECT_EQ(office.decide(submission(), "dang-ky", "tt-y-te"), "carried");
    office.run_to("2017-02-10 09:00");
    const Command open{
        DecidePhase{campaign_id, "gd-khen-thuong", PhaseVerb::open, "hội đồng họp sớm"}, "lan"};
    const Answer answer = office.loop->execute(open, office.now);
    ASSERT_EQ(said(answer), "carried") << "a person decides, and is told";
    const auto& warnings = std::get<dondoc::Carried>(answer).warnings;
    ASSERT_EQ(warnings.size(), 1u);
    EXPECT_THAT(warnings[0], HasSubstr("is not eligible: "));
    EXPECT_THAT(warnings[0], HasSubstr("not submitted, overdue"));
}

TEST(AddedShare, IsAskedAboutWhereTheSuccessorHadHandedInItsOwn) {
    World world;
    world.has_ladder("-10.contact -1.contact +1.head");
    world.owes("so-ket", by("2017-06-15"), "", {"bv-da-khoa", "tt-y-te"});
    world.unit("bv-da-khoa").until = day("2017-05-31");
    world.unit("bv-da-khoa").successors = {"tt-y-te"};
    Office office(world);
    office.configuration.language = Language::vi;
    office.start("2017-05-02 08:00");
    EXPECT_EQ(office.decide(submission(), "so-ket", "tt-y-te"), "carried");
    office.sent();
    office.run_to("2017-06-20 00:00");
    EXPECT_EQ(office.sent(), "\n2017-06-01 07:30  giang  share so-ket.tt-y-te\n");
    EXPECT_THAT(office.letter_to("giang"), HasSubstr("sau đó nhận bàn giao phần còn nợ của"));
    EXPECT_THAT(office.letter_to("giang"), HasSubstr(world.unit("bv-da-khoa").name));
}

TEST(Letters, CountAWeeklyDutyThatIsSeenLateInOneLine) {
    World weekly = World().owes("bao-cao", by("2017-01-06"), "", {"bv-da-khoa"});
    Duty& duty = weekly.duty("bao-cao");
    const Occurrence first = duty.occurrences.front();
    duty.occurrences.clear();
    for (int week = 1; week <= 20; ++week) {
        Occurrence one = first;
        one.id = "2017-w" + std::to_string(100 + week).substr(1);
        one.deadline = by(iso_date(day("2017-01-06") + std::chrono::days(7 * (week - 1))));
        duty.occurrences.push_back(one);
    }
    Office office(weekly);
    office.configuration.language = Language::vi;
    office.start("2017-06-01 06:00");
    office.run_to("2017-06-01 12:00");
    const std::string letter = office.letter_to("giang");
    EXPECT_THAT(letter, HasSubstr("20 kỳ đã qua hạn: kỳ đầu hạn cuối 06/01/2017"));
    EXPECT_THAT(letter, HasSubstr("kỳ cuối hạn cuối 19/5/2017"));
    EXPECT_THAT(letter, Not(HasSubstr("13/01/2017"))) << "one line for all of them";
}

TEST(ConfigurationRecord, SaysInTheJournalWhatWasInForceAndWhoPutItThere) {
    const auto store = must(Store::in_memory());
    const Office office(late());
    Configuration first = office.configuration;
    first.fingerprint = "mot";
    Configuration second = first;
    second.fingerprint = "hai";
    second.rehearsal = "thu@dondoc.example";
    const Instant now = at("2017-06-01 08:00");
    ASSERT_TRUE(record_configuration(*store, nullptr, first, "dondoc", now));
    ASSERT_TRUE(record_configuration(*store, nullptr, first, "dondoc", now)) << "said once";
    ASSERT_TRUE(record_configuration(*store, &first, second, "cli:lan", now));
    const auto history = must(store->read().history({Subject::Kind::daemon, "dondoc"}));
    ASSERT_EQ(history.size(), 2u);
    EXPECT_EQ(std::get<ConfigurationApplied>(history[0].event).after, "mot");
    const auto& event = std::get<ConfigurationApplied>(history[1].event);
    EXPECT_EQ(event.before + " " + event.after + " " + history[1].by, "mot hai cli:lan");
    EXPECT_THAT(event.changed, HasSubstr("rehearsal"));
    EXPECT_THAT(event.changed, HasSubstr("thu@dondoc.example"));
    const std::string before = must(dump_projections(*store));
    must(store->rebuild());
    EXPECT_EQ(must(dump_projections(*store)), before);
}

}  // namespace

}  // namespace dondoc::loop_test
