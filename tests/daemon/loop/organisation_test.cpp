// Units that end, begin and are led in turn while the daemon runs, sleeps or is not yet told.
#include <gmock/gmock.h>

#include "daemon/loop/timeline.h"
#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;

// bv-da-khoa ends on 31/5, tt-y-te stays; `moi` begins the day after, with contact and head of its
// own.
World stays() {
    World world;
    world.has_ladder("-10.contact -1.contact +1.head");
    world.owes("so-ket", by("2017-06-15"), "", {"bv-da-khoa", "tt-y-te"});
    Unit moi = world.unit("tt-y-te");
    moi.id = moi.name = "moi";
    moi.contact = "hai";
    moi.head = "khanh";
    moi.from = day("2017-06-01");
    world.organisation.units["moi"] = moi;
    return world;
}

World ends(std::vector<std::string> to = {"moi"}) {
    World world = stays();
    world.unit("bv-da-khoa").until = day("2017-05-31");
    world.unit("bv-da-khoa").successors = std::move(to);
    return world;
}

std::string state_of(const Office& office, const std::string& unit) {
    const auto found = must(office.store->read().obligation(owed_by("so-ket", unit).text()));
    if (!found) return "unknown";
    return std::string(to_string(found->state)) + " " + found->last_reason;
}

// The events of one obligation, each as `name` or `name who`.
std::string story(const Office& office, const std::string& unit) {
    std::string text;
    for (const JournalEntry& entry :
         must(office.store->read().history(owed_by("so-ket", unit).text()))) {
        text += clock(entry.at) + "  " + std::string(name_of(entry.event));
        if (const auto* to = std::get_if<HandedOver>(&entry.event)) text += " to " + to->to;
        if (const auto* from = std::get_if<TookOver>(&entry.event)) text += " from " + from->from;
        text += "\n";
    }
    return text;
}

TEST(HandOver, HappensByTheClockOfARunningDaemonWithoutAReload) {
    Office office(ends());
    office.start("2017-05-02 08:00");
    office.run_to("2017-05-31 23:59");
    EXPECT_EQ(state_of(office, "moi"), "unknown");
    office.run_to("2017-07-01 00:00");
    EXPECT_EQ(story(office, "bv-da-khoa"), R"(2017-05-02 08:00  obligation_born
2017-06-01 00:00  handed_over to moi
)");
    EXPECT_EQ(story(office, "moi"), R"(2017-06-01 00:00  obligation_born
2017-06-01 00:00  took_over from bv-da-khoa
2017-06-01 07:30  notice_fell_due
2017-06-14 07:30  notice_fell_due
2017-06-16 07:30  notice_fell_due
)");
    EXPECT_EQ(office.sent(), R"(
2017-06-01 07:30  chi  -10.contact so-ket.tt-y-te
2017-06-01 07:30  hai  -10.contact so-ket.moi
2017-06-14 07:30  chi  -1.contact so-ket.tt-y-te
2017-06-14 07:30  hai  -1.contact so-ket.moi
2017-06-16 07:30  dung  +1.head so-ket.tt-y-te
2017-06-16 07:30  khanh  +1.head so-ket.moi
)");
    EXPECT_EQ(office.obligation("so-ket", "moi").term->last_permitted, day("2017-06-15"));
    rebuilds_to_itself(office);
}

TEST(HandOver, HappensAfterADowntimeBeforeAnythingElseIsTold) {
    Office office(ends());
    office.start("2017-05-02 08:00");
    office.run_to("2017-05-31 08:00");
    office.down_until("2017-06-02 09:00");
    office.run_to("2017-06-02 10:00");
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "withdrawn handed_over");
    EXPECT_EQ(office.sent(), "\n2017-06-02 09:05  chi  -10.contact so-ket.tt-y-te\n")
        << "the contact of the ended unit is not written to; the successor's rung was past";
    EXPECT_THAT(office.notices(),
                HasSubstr("so-ket/1/moi/1/-10.contact  passed over  before_first_seen"));
    rebuilds_to_itself(office);
}

TEST(HandOver, HappensWhenTheOrganisationIsEditedAfterTheFact) {
    Office office(stays());
    office.start("2017-05-02 08:00");
    office.run_to("2017-06-05 09:00");
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "pending ");
    office.changes(ends());
    office.start("2017-06-05 09:00");
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "withdrawn handed_over");
    EXPECT_EQ(state_of(office, "moi"), "pending ");
    office.run_to("2017-06-15 00:00");
    EXPECT_THAT(office.sent(), HasSubstr("2017-06-14 07:30  hai  -1.contact so-ket.moi"));
    rebuilds_to_itself(office);
    // A second start with the same plan, and one with another version of it, move nothing again.
    office.start("2017-06-15 08:00");
    office.changes(ends());
    office.start("2017-06-15 08:00");
    EXPECT_THAT(story(office, "moi"),
                testing::Not(HasSubstr("took_over from bv-da-khoa\n2017-06-15")));
    EXPECT_EQ(office.obligation("so-ket", "moi").round, 1);
}

TEST(HandOver, IsTakenBackWithTheEditThatMadeIt) {
    Office office(ends());
    office.start("2017-06-02 08:00");
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "unknown") << "it had ended when the plan came";
    EXPECT_EQ(state_of(office, "moi"), "pending ");
    office.changes(stays());
    office.start("2017-06-05 08:00");
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "pending ");
    EXPECT_EQ(state_of(office, "moi"), "withdrawn not_in_definition");
}

TEST(HandOver, LeavesWhatWasHandedInWithTheUnitThatDid) {
    Office office(ends());
    office.start("2017-05-02 08:00");
    EXPECT_EQ(office.decide(submission(), "so-ket"), "carried");
    office.run_to("2017-06-10 00:00");
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "submitted nộp trực tiếp");
    EXPECT_EQ(state_of(office, "moi"), "unknown");
    EXPECT_EQ(office.decide(acceptance(), "so-ket"), "carried");
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "accepted ");
}

TEST(HandOver, FollowsAReturnToAUnitThatIsNoMore) {
    Office office(ends());
    office.start("2017-05-02 08:00");
    office.decide(submission(), "so-ket");
    office.run_to("2017-06-05 08:00");
    EXPECT_EQ(office.decide(rework("2017-06-20"), "so-ket"), "carried");
    office.run_to("2017-06-05 08:01");
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "withdrawn handed_over");
    EXPECT_EQ(office.obligation("so-ket", "moi").term->last_permitted, day("2017-06-20"))
        << "with the day that was given";
}

TEST(HandOver, PutsTheShareToThatOfASuccessorThatOwesTheDutyAlready) {
    Office office(ends({"tt-y-te"}));
    office.start("2017-05-02 08:00");
    office.run_to("2017-06-01 00:00");
    EXPECT_EQ(story(office, "tt-y-te"), R"(2017-05-02 08:00  obligation_born
2017-06-01 00:00  took_over from bv-da-khoa
)");
    EXPECT_EQ(office.obligation("so-ket", "tt-y-te").round, 1);
    office.run_to("2017-06-02 00:00");
    EXPECT_EQ(office.sent(), "\n2017-06-01 07:30  chi  -10.contact so-ket.tt-y-te\n");
}

TEST(HandOver, PassesOnARequestThatNobodyHasAnswered) {
    for (const std::string heir : {"moi", "tt-y-te"}) {
        Office office(ends({heir}));
        office.start("2017-05-02 08:00");
        office.run_to("2017-05-31 21:00");
        EXPECT_EQ(office.decide(request("2017-06-27"), "so-ket"), "carried");
        office.run_to("2017-06-01 08:00");
        EXPECT_THAT(office.notices(), HasSubstr("so-ket/1/" + heir + "/request/1  sent"));
        EXPECT_THAT(office.letter_to("giang"), HasSubstr("27 June 2017"));
        const Obligation inherited = office.obligation("so-ket", heir);
        ASSERT_TRUE(inherited.request) << heir;
        EXPECT_EQ(inherited.request->to, day("2017-06-27"));
        EXPECT_EQ(inherited.request->reason, "mưa lũ");
        rebuilds_to_itself(office);
        Decision grant = extension("2017-06-27");
        grant.due.reset();
        EXPECT_EQ(office.decide(grant, "so-ket", heir), "carried");
        EXPECT_EQ(office.obligation("so-ket", heir).granted, day("2017-06-27"));
    }
}

TEST(HandOver, LetsALaterDeadlineForgiveWhatTheEndedUnitHandedIn) {
    Office office(ends());
    office.start("2017-05-02 08:00");
    office.run_to("2017-05-31 08:00");
    office.decide(submission(), "so-ket");
    office.decide(acceptance(), "so-ket");
    World later = ends();
    later.deadline("so-ket") = by("2017-06-30");
    office.changes(later);
    office.start("2017-06-05 08:00");
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "accepted ");
    EXPECT_EQ(office.obligation("so-ket").term->last_permitted, day("2017-06-30"));
    rebuilds_to_itself(office);
}

TEST(HandOver, SplitsAnOverdueShareAndAsksTheCoordinatorAboutEachPart) {
    World world = ends({"moi", "tt-y-te"});
    world.deadline("so-ket") = by("2017-05-25");
    world.duty("so-ket").obligors = {"bv-da-khoa"};
    Office office(world);
    office.start("2017-05-02 08:00");
    office.run_to("2017-06-01 08:00");
    EXPECT_TRUE(office.obligation("so-ket", "moi").asking);
    EXPECT_TRUE(office.obligation("so-ket", "tt-y-te").asking);
    EXPECT_THAT(office.letter_to("giang"), HasSubstr("2 of 2"));
    EXPECT_THAT(office.letter_to("giang"), HasSubstr("before the share passed from another unit"));
}

TEST(HandOver, DoesNotHappenToWhatASkippedPhaseWithdrewUntilItIsOpenedAgain) {
    World world = ends();
    world.has_phase("gd");
    world.duty("so-ket").phase = "gd";
    Office office(world);
    office.start("2017-05-02 08:00");
    EXPECT_EQ(office.phase("gd", PhaseVerb::skip), "carried");
    office.run_to("2017-06-02 08:00");
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "withdrawn phase_skipped");
    EXPECT_EQ(state_of(office, "moi"), "withdrawn phase_skipped");
    EXPECT_EQ(office.phase("gd", PhaseVerb::open), "carried");
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "withdrawn phase_skipped");
    EXPECT_EQ(state_of(office, "moi"), "pending phase_skipped");
    rebuilds_to_itself(office);
}

TEST(HandOver, SuppressesALetterOfTheEndedUnitThatAPauseHeldBack) {
    World world = ends();
    world.has_ladder("-11.contact -1.contact");
    Office office(world);
    office.start("2017-05-02 08:00");
    office.run_to("2017-05-30 08:00");
    office.pause();
    office.run_to("2017-06-01 08:00");
    office.resume();
    office.run_to("2017-06-01 10:00");
    EXPECT_EQ(office.sent(), "\n2017-06-01 08:00  chi  -11.contact so-ket.tt-y-te\n");
    EXPECT_THAT(office.notices(),
                HasSubstr("so-ket/1/bv-da-khoa/1/-11.contact  suppressed  handed_over"));
}

TEST(LaterUnit, IsFollowedFromItsFirstDayForWhatFallsDueThen) {
    World world = stays();
    world.duty("so-ket").obligors.push_back("moi");
    world.owes("dang-ky", by("2017-05-25"), "", {"moi"});
    Office office(world);
    office.start("2017-05-02 08:00");
    EXPECT_EQ(state_of(office, "moi"), "unknown");
    office.run_to("2017-06-01 08:00");
    EXPECT_EQ(story(office, "moi"), R"(2017-06-01 00:00  obligation_born
2017-06-01 07:30  notice_fell_due
)");
    EXPECT_FALSE(must(office.store->read().obligation(owed_by("dang-ky", "moi").text())));
}

TEST(Organisation, ThatCannotBeFollowedIsSetAsideAndTakenUpAtTheNextStart) {
    Folder folder;
    Office office(ends(), folder.file("dondoc.db"));
    office.start("2017-05-02 08:00");
    must(office.store->commit({office.now,
                               {{{Subject::Kind::daemon, "dondoc"},
                                 {SetAside{"campaign", campaign_id, "disk fault"}},
                                 {}}}}));
    office.run_to("2017-06-02 08:00");
    EXPECT_EQ(state_of(office, "moi"), "unknown");
    office.start("2017-06-02 09:00");
    office.run_to("2017-06-02 09:01");
    EXPECT_EQ(state_of(office, "moi"), "pending ");
}

TEST(HandOver, PutsTheNewDepartmentInThePlaceOfTheOld) {
    World world = stays();
    world.has_ladder("-10.contact -1.contact -1.head");
    world.owes("len-tinh", by("2017-06-15"), "", {"so-y-te"});
    world.duty("len-tinh").upward = true;
    world.duty("len-tinh").to = "UBND tỉnh";
    for (const auto& [old, name] : {std::pair{"so-y-te", "so-moi"}, {"phong-tccb", "phong-moi"}}) {
        Unit made = world.unit(old);
        made.id = made.name = name;
        made.from = day("2017-06-01");
        made.contact = made.head = "chi";
        world.organisation.units[name] = made;
        world.unit(old).until = day("2017-05-31");
        world.unit(old).successors = {name};
    }
    Office office(world);
    office.start("2017-05-02 08:00");
    office.run_to("2017-06-15 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-06-01 07:30  an  -10.contact so-ket.bv-da-khoa
2017-06-01 07:30  chi  -10.contact so-ket.tt-y-te, -10.contact len-tinh.so-moi
2017-06-14 07:30  an  -1.contact so-ket.bv-da-khoa
2017-06-14 07:30  binh  -1.head so-ket.bv-da-khoa
2017-06-14 07:30  chi  -1.contact so-ket.tt-y-te, -1.head len-tinh.so-moi
2017-06-14 07:30  dung  -1.head so-ket.tt-y-te
)");
    EXPECT_THAT(office.letter_to("binh"), HasSubstr("to so-moi")) << "whom the report is owed to";
    EXPECT_THAT(office.letter_to("binh"), HasSubstr("phong-moi")) << "whom to ask";
    EXPECT_THAT(office.letter_to("binh"), testing::Not(HasSubstr("so-y-te,")));
}

TEST(HandOver, IsToldInTheTimelineWithTheNamesOfTheDay) {
    World world = ends();
    world.unit("moi").name = "Trung tâm mới";
    Office office(world);
    office.start("2017-05-02 08:00");
    office.run_to("2017-06-01 00:00");
    std::string lines = "\n";
    Timeline timeline(*office.definitions, world.definition().zone, Language::vi,
                      [&](const std::string& line) { lines += line + "\n"; });
    timeline.tell(office.steps.back());
    EXPECT_EQ(lines, R"(
2017-06-01 00:00  ⇒  thi-dua-2017.so-ket.1.bv-da-khoa  được bàn giao cho Trung tâm mới
2017-06-01 00:00  ⇒  thi-dua-2017.so-ket.1.moi  nhận phần của bv-da-khoa
2017-06-01 00:00  ★  thi-dua-2017: 1 nghĩa vụ được đưa vào theo dõi
)");
}

// ---- stand-ins

TEST(StandIn, GetsOneLetterForItsOwnUnitAndTheOtherWithBothNames) {
    World world = stays();
    world.organisation.people["an"].name = "Trần Văn An";
    world.organisation.people["chi"].name = "Lê Thị Chi";
    world.organisation.absences = {
        {"an", {day("2017-05-29"), day("2017-06-02")}, "chi", "nghỉ phép"}};
    Office office(world);
    office.configuration.language = Language::vi;
    office.start("2017-05-02 08:00");
    office.run_to("2017-06-15 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-06-01 07:30  chi  -10.contact so-ket.bv-da-khoa, -10.contact so-ket.tt-y-te
2017-06-14 07:30  an  -1.contact so-ket.bv-da-khoa
2017-06-14 07:30  chi  -1.contact so-ket.tt-y-te
)");
    const auto first = std::find_if(office.carried.begin(), office.carried.end(),
                                    [](const auto& each) { return each.person == "chi"; });
    EXPECT_THAT(plain_text(first->consignment.parcel.bytes),
                HasSubstr("(Đồng chí Lê Thị Chi nhận thay đồng chí Trần Văn An vắng mặt từ ngày "
                          "29/5/2017 đến hết ngày 02/6/2017.)"));
    EXPECT_THAT(office.letter_to("chi"), testing::Not(HasSubstr("vắng mặt")));
    EXPECT_THAT(office.notices(), HasSubstr("so-ket/1/bv-da-khoa/1/-10.contact  sent"))
        << "the key is that of the unit";
    rebuilds_to_itself(office);
}

// ---- reminders by hand

std::string remind(Office& office, const std::string& unit, const std::string& owes = "tt-y-te") {
    return said(office.loop->execute(
        {RemindNow{owed_by("so-ket", owes), {unit, "họp cụm"}}, "cli:lan"}, office.now));
}

TEST(Remind, QueuesOneReminderNowForTheLeadOfTheClusterAndKeepsWhoAskedAndWhy) {
    World world = stays();
    world.organisation.clusters["cum-1"] = {
        "cum-1",
        "Cụm 1",
        {"bv-da-khoa", "tt-y-te"},
        {{"bv-da-khoa", {day("2017-01-01"), day("2017-12-31")}}}};
    Office office(world);
    office.start("2017-05-02 08:00");
    office.run_to("2017-05-10 09:00");
    EXPECT_EQ(remind(office, "tt-y-te"), "refused not_entitled");
    EXPECT_EQ(remind(office, "bv-da-khoa", "khong-co"), "not found");
    EXPECT_EQ(remind(office, "bv-da-khoa"), "carried");
    office.run_to("2017-05-10 12:00");
    EXPECT_EQ(office.sent(), "\n2017-05-10 09:05  chi  by-hand-1.contact so-ket.tt-y-te\n");
    EXPECT_EQ(story(office, "tt-y-te"), R"(2017-05-02 08:00  obligation_born
2017-05-10 09:00  reminder_asked
2017-05-10 09:00  notice_fell_due
)");
    office.run_to("2017-06-01 08:00");
    EXPECT_THAT(office.sent(), HasSubstr("2017-06-01 07:30  chi  -10.contact so-ket.tt-y-te"))
        << "the ladder goes on";
    rebuilds_to_itself(office);
}

}  // namespace

}  // namespace dondoc::loop_test
