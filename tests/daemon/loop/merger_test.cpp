// What comes with a share that a unit takes over from one that has ended.
#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;
using testing::Not;

// bv-da-khoa ends on 31/5 and is succeeded by `heir`; tt-y-te owes the duty too, and `moi`, with a
// contact of its own, begins on the day after.
World merger(const std::string& heir) {
    World world;
    world.has_ladder("-10.contact -8.contact -1.contact");
    world.owes("so-ket", by("2017-06-15"), "", {"bv-da-khoa", "tt-y-te"});
    Unit moi = world.unit("tt-y-te");
    moi.id = moi.name = "moi";
    moi.contact = "hai";
    moi.from = day("2017-06-01");
    world.organisation.units["moi"] = moi;
    world.unit("bv-da-khoa").until = day("2017-05-31");
    world.unit("bv-da-khoa").successors = {heir};
    return world;
}

TEST(Merger, CarriesASuspensionOn) {
    for (const std::string heir : {"moi", "tt-y-te"}) {
        Office office(merger(heir));
        office.start("2017-05-02 08:00");
        EXPECT_EQ(office.suspend({"bv-da-khoa"}, "2017-05-29", "2017-06-03"), "carried");
        office.run_to("2017-06-06 12:00");
        const std::string sent = office.sent();
        EXPECT_THAT(sent, Not(HasSubstr("-10.contact so-ket." + heir))) << "the flood goes on";
        EXPECT_THAT(sent, HasSubstr("-8.contact so-ket." + heir));
        const auto its = must(office.store->read().suspensions(campaign_id, heir));
        ASSERT_EQ(its.size(), 1u);
        EXPECT_EQ(its[0].suspension.days.first, day("2017-06-01"));
        EXPECT_EQ(its[0].suspension.days.last, day("2017-06-03"));
        EXPECT_EQ(its[0].by, "dondoc");
        rebuilds_to_itself(office);
    }
}

// By the campaign that it was said of: there it can be ended.
TEST(Merger, CarriesTheSuspensionOfACampaignAboveOn) {
    World part = merger("moi");
    part.campaign.within = {"nganh"};
    Office office(part);
    office.start("2017-05-02 08:00");
    const Change flood{
        {Subject::Kind::campaign, "nganh"},
        {UnitSuspended{"bv-da-khoa", day("2017-05-29"), day("2017-06-03"), "lũ", "Giám đốc Sở"}},
        {},
        "lan"};
    ASSERT_TRUE(office.store->commit({office.now, {flood}}));
    office.run_to("2017-06-06 12:00");
    EXPECT_TRUE(must(office.store->read().suspensions(campaign_id, "moi")).empty());
    const auto its = must(office.store->read().suspensions("nganh", "moi"));
    ASSERT_EQ(its.size(), 1u);
    EXPECT_EQ(its[0].suspension.days.last, day("2017-06-03"));
}

TEST(Merger, LeavesASuspensionThatIsEndedEarlyEnded) {
    Office office(merger("moi"));
    office.start("2017-05-02 08:00");
    office.suspend({"bv-da-khoa"}, "2017-05-29", "2017-06-12");
    office.run_to("2017-06-02 08:00");
    EXPECT_EQ(office.end_suspension({"moi"}), "carried");
    office.changes(merger("moi"));
    office.start("2017-06-02 09:00");
    const auto its = must(office.store->read().suspensions(campaign_id, "moi"));
    ASSERT_EQ(its.size(), 1u);
    EXPECT_EQ(its[0].suspension.days.last, day("2017-06-01"));
}

TEST(Merger, WithAUnitThatWasExemptedMakesItOweTheDuty) {
    Office office(merger("tt-y-te"));
    office.start("2017-05-02 08:00");
    office.run_to("2017-05-31 08:00");
    EXPECT_EQ(office.decide(waiver(), "so-ket", "tt-y-te"), "carried");
    office.run_to("2017-06-16 00:00");
    EXPECT_EQ(office.obligation("so-ket", "tt-y-te").round_why, "took_over");
    EXPECT_THAT(office.sent(), HasSubstr("2017-06-14 07:30  chi  -1.contact so-ket.tt-y-te"));
    rebuilds_to_itself(office);
}

}  // namespace

}  // namespace dondoc::loop_test
