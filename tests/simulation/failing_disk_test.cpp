// What the daemon makes of a disk that fails: each was found by a life of the simulation.
#include "tests/daemon/loop/office.h"
#include "tests/simulation/faulty_disk.h"

namespace dondoc::simulation {
namespace {

using loop_test::Folder;
using loop_test::must;
using loop_test::Office;
using namespace test;

constexpr unsigned disks = 60;

World plan() {
    return World()
        .has_ladder("-5.contact -1.contact")
        .owes("dang-ky", before("2017-01-30"), "", {"bv-da-khoa", "tt-y-te"});
}

constexpr const char* both_told = R"(
2017-01-18 07:30  an  -5.contact dang-ky.bv-da-khoa
2017-01-18 07:30  chi  -5.contact dang-ky.tt-y-te
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
)";

// A year in which the disk fails in this way while the first letters are planned and sent.
std::string sent_while(DiskFault fault, int operation, int times, std::vector<SetAside>& aside) {
    FaultyDisk disk(1);
    const Folder folder;
    Office office(plan(), folder.file("dondoc.db"), disk);
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-18 07:29");
    disk.strike(fault, operation, times);
    office.run_to("2017-03-01 00:00");
    EXPECT_NE(office.troubles, "") << "the fault never came";
    aside = office.aside;
    return office.sent();
}

TEST(FailingDisk, SetsNothingAsideAndFailsNoLetter) {
    for (const int operation : {1, 2, 9, 20}) {
        std::vector<SetAside> aside;
        EXPECT_EQ(sent_while(DiskFault::write_fails, operation, 6, aside), both_told) << operation;
        EXPECT_TRUE(aside.empty()) << aside.front().why;
    }
    for (const int operation : {1, 2, 3}) {
        std::vector<SetAside> aside;
        EXPECT_EQ(sent_while(DiskFault::sync_fails, operation, 3, aside), both_told) << operation;
        EXPECT_TRUE(aside.empty()) << aside.front().why;
    }
}

// The kernel shows to the next process what it could not sync, and never writes it.
TEST(FailingDisk, KeepsWhatIsAcknowledgedOnALogThatCouldNotBeSyncedBefore) {
    for (unsigned seed = 1; seed <= disks; ++seed) {
        FaultyDisk disk(seed);
        const Folder folder;
        Office office(plan(), folder.file("dondoc.db"), disk);
        office.start("2017-01-03 08:00");
        disk.strike(DiskFault::sync_fails, 1);
        EXPECT_EQ(office.pause(), "commit: the disk failed");
        disk.stop(DiskFault::killed);
        office.start("2017-01-03 09:00");
        EXPECT_EQ(office.decide(submission()), "carried");
        disk.stop(DiskFault::power_cut);
        office.start("2017-01-03 10:00");  // holds the store against what was acknowledged
        EXPECT_EQ(office.obligation().state, ObligationState::submitted) << seed;
        if (testing::Test::HasFailure()) return;
    }
}

TEST(FailingDisk, RecordsThatAChannelIsDownThoughThatFailedFirst) {
    int failed = 0;
    for (int operation = 1; operation <= 60; ++operation) {
        FaultyDisk disk(1);
        const Folder folder;
        Office office(plan(), folder.file("dondoc.db"), disk);
        office.channel = [](const Consignment&) { return later_for_all("421 later"); };
        office.start("2017-01-03 08:00");
        office.run_to("2017-01-18 07:29");
        disk.strike(DiskFault::write_fails, operation);
        office.run_to("2017-01-18 07:30:30");
        failed += !office.troubles.empty();
        EXPECT_EQ(must(office.store->read().channels_down()).size(), 1U) << operation;
    }
    EXPECT_GT(failed, 20);
}

TEST(FailingDisk, RefusesInWordsWhileItIsFullAndGoesOnWhenThereIsRoom) {
    FaultyDisk disk(1);
    const Folder folder;
    Office office(plan(), folder.file("dondoc.db"), disk);
    office.start("2017-01-03 08:00");
    const std::string before = office.dump();
    disk.strike(DiskFault::disk_full, 1, 1000);
    EXPECT_EQ(office.decide(submission()), "commit: disk is full");
    EXPECT_EQ(office.dump(), before);
    disk.mend();
    EXPECT_EQ(office.decide(submission()), "carried");
}

}  // namespace
}  // namespace dondoc::simulation
