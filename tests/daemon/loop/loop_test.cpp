// Campaigns put to work, and who gets which letter on which morning.
#include "daemon/loop/loop.h"

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

constexpr const char* both = "2017-01-30";

World two_units() {
    return World()
        .has_phase("dang-ky-thi-dua")
        .owes("dang-ky", before(both), "dang-ky-thi-dua", {"bv-da-khoa", "tt-y-te"});
}

TEST(Loop, PutsACampaignToWorkInOneTransaction) {
    Office office(two_units());
    office.start("2017-01-03 08:00");
    ASSERT_EQ(office.steps.size(), 1u);
    EXPECT_EQ(office.steps[0].changes.size(), 4u);  // the campaign, its phase, two obligations
    EXPECT_EQ(office.obligation("dang-ky", "tt-y-te").next, at("2017-01-11 07:30"));
}

TEST(Loop, WritesNothingWhenItStartsAgainWithTheSamePlan) {
    Office office(two_units());
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-20 08:00");
    const std::string before_start = office.dump();
    office.start("2017-01-20 08:00");
    EXPECT_TRUE(office.steps.empty());
    EXPECT_EQ(office.dump(), before_start);
}

TEST(Loop, ClimbsTheLadderOfAUnitThatNeverSubmits) {
    Office office(World().owes("dang-ky", before("2017-01-30")));
    office.start("2017-01-03 08:00");
    office.run_to("2017-03-01 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-11 07:30  an  -10.contact dang-ky.bv-da-khoa
2017-01-18 07:30  an  -5.contact dang-ky.bv-da-khoa
2017-01-23 07:30  an  -2.contact dang-ky.bv-da-khoa
2017-01-23 07:30  binh  -2.head dang-ky.bv-da-khoa
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:30  binh  -1.head dang-ky.bv-da-khoa
2017-02-02 07:30  binh  +1.head dang-ky.bv-da-khoa
2017-02-06 07:30  hai  +3.superior dang-ky.bv-da-khoa
2017-02-08 07:30  khanh  +5.director dang-ky.bv-da-khoa
)");
}

TEST(Loop, GivesOnePersonOneMessageAMorningAcrossDutiesAndUnits) {
    Office office(World()
                      .has_ladder("-1.contact +3.superior")
                      .owes("dang-ky", before("2017-01-30"), "", {"bv-da-khoa", "tt-y-te"})
                      .owes("sang-kien", before("2017-01-30")));
    office.start("2017-01-03 08:00");
    office.run_to("2017-03-01 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa, -1.contact sang-kien.bv-da-khoa
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
2017-02-06 07:30  hai  +3.superior dang-ky.bv-da-khoa, +3.superior dang-ky.tt-y-te)"
                             ", +3.superior sang-kien.bv-da-khoa\n");
}

TEST(Loop, GivesOnePersonOneMessageAMorningAcrossCampaigns) {
    World plan = World().has_ladder("-1.contact").owes("dang-ky", before("2017-01-30"));
    Office office(plan);
    plan.campaign.id = "y-te-so";
    office.changes(plan);
    office.start("2017-01-03 08:00");
    office.run_to("2017-03-01 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa, -1.contact y-te-so.dang-ky.1.bv-da-khoa
)");
}

TEST(Loop, KeepsCopiesApart) {
    World plan = World()
                     .has_ladder("-1.head/copy -1.superior")
                     .owes("dang-ky", before("2017-01-30"), "", {"bv-da-khoa", "tt-y-te"});
    plan.unit("bv-da-khoa").head = "hai";  // superior too: of one obligation only one notice
    plan.unit("tt-y-te").head = "giang";
    Office office(plan);
    office.start("2017-01-03 08:00");
    office.run_to("2017-03-01 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 07:30  hai  -1.superior dang-ky.bv-da-khoa, -1.superior dang-ky.tt-y-te
2017-01-24 07:30  giang (copy)  -1.head dang-ky.tt-y-te
)");
}

// More rows fall due at one moment than one transaction plans: no letter leaves before the last of
// them was planned.
TEST(Loop, LetsNoMessageLeaveWhileARowThatCouldJoinItIsLeft) {
    World plan = World().has_ladder("+3.superior");
    std::vector<std::string> units;
    for (std::size_t n = 0; n < due_batch_max + 50; ++n) {
        const std::string id = "tram-" + std::to_string(n);
        plan.organisation.units[id].id = plan.organisation.units[id].name = id;
        units.push_back(id);
    }
    plan.owes("dang-ky", before("2017-01-30"), "", units);
    Office office(plan);
    office.start("2017-01-03 08:00");
    office.run_to("2017-03-01 00:00");
    ASSERT_EQ(office.carried.size(), 1u);
    EXPECT_EQ(must(office.store->read().notices_in(office.carried[0].consignment.message)).size(),
              due_batch_max + 50);
}

TEST(Loop, PutsALateNoticeIntoAMessageOfItsOwnOnceTheFirstIsComposed) {
    World plan = World().has_ladder("-1.contact").owes("dang-ky", before("2017-01-30"));
    Office office(plan);
    office.channel = [](const Consignment&) -> Outcome { return RetryLater{"450 busy"}; };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 07:30");  // composed, tried once, waits for its second try
    const std::string first = office.carried.at(0).consignment.parcel.bytes;
    office.channel = nullptr;
    office.changes(plan.owes("sang-kien", before("2017-01-30")));
    office.start("2017-01-24 07:31");
    office.run_to("2017-03-01 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:31  an  -1.contact dang-ky.bv-da-khoa
)");
    EXPECT_EQ(office.carried.at(1).consignment.parcel.bytes, first);
}

TEST(Loop, AsksTheCoordinatorOnceAMonthForADate) {
    Office office(World().owes("tong-ket", undated()));
    office.start("2017-01-03 09:02");
    office.run_to("2017-03-20 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-03 09:05  giang  nudge tong-ket
2017-02-02 07:30  giang  nudge tong-ket
2017-03-01 07:30  giang  nudge tong-ket
)");
}

TEST(Loop, FirstStartedInJuneWritesToNobodyAboutJanuaryAndAsksTheCoordinator) {
    Office office(World().owes("dang-ky", before("2017-01-30"), "", {"bv-da-khoa", "tt-y-te"}));
    office.start("2017-06-05 09:00");
    office.run_to("2017-06-30 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-06-05 09:05  giang  nudge dang-ky
)");
}

TEST(Loop, TellsOnlyTheLatestRungOfEachAudienceAfterADowntime) {
    Office office(World().owes("dang-ky", before("2017-01-30")));
    office.start("2017-01-03 08:00");
    office.down_until("2017-01-24 10:02");
    office.run_to("2017-01-25 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 10:05  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 10:05  binh  -1.head dang-ky.bv-da-khoa
)");
}

TEST(Loop, OpensAndClosesPhasesByItself) {
    Office office(two_units());
    const auto state = [&] {
        return to_string(must(office.store->read().phase(campaign_id, "dang-ky-thi-dua"))->state);
    };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-10 00:00");
    EXPECT_EQ(state(), "planned");
    office.run_to("2017-01-11 07:30");
    EXPECT_EQ(state(), "open");
    office.run_to("2017-01-30 00:00");
    EXPECT_EQ(state(), "closing");
    for (const char* unit : {"bv-da-khoa", "tt-y-te"}) {
        EXPECT_EQ(office.decide(submission(), "dang-ky", unit), "carried");
        EXPECT_EQ(office.decide(acceptance(), "dang-ky", unit), "carried");
    }
    office.run_to("2017-01-30 00:01");
    EXPECT_EQ(state(), "closed");
}

TEST(Loop, IsAtRestWhenNothingIsLeft) {
    Office office(World().owes("dang-ky", before("2017-01-30")));
    office.start("2017-01-03 08:00");
    EXPECT_EQ(office.decide(waiver()), "carried");
    const Progress progress = must(office.loop->run_once(office.now));
    EXPECT_FALSE(progress.more);
    EXPECT_EQ(progress.next, std::nullopt);
}

TEST(Loop, KeepsTheStoreTrueToItsJournal) {
    Office office(two_units());
    office.start("2017-01-03 08:00");
    office.run_to("2017-02-03 00:00");
    rebuilds_to_itself(office);
    EXPECT_EQ(must(office.store->read().verify_journal()), std::nullopt);
}

}  // namespace

}  // namespace dondoc::loop_test
