// The disk itself: it loses what was not synced and nothing else, or the simulation would prove
// nothing.
#include <gtest/gtest.h>

#include "tests/daemon/loop/office.h"
#include "tests/daemon/store/raw.h"
#include "tests/simulation/faulty_disk.h"

namespace dondoc::simulation {
namespace {

using loop_test::Folder;
using store_test::Raw;

constexpr unsigned disks = 40;

// How many of the rows that were acknowledged are gone after a power cut somewhere while 30 were
// written.
int lost_in_a_power_cut(unsigned seed, const std::string& synchronous) {
    FaultyDisk disk(seed);
    const Folder folder;
    const auto file = folder.file("rows.db");
    Raw(file).run("PRAGMA journal_mode = WAL; CREATE TABLE rows (number INTEGER) STRICT");
    int acknowledged = 0;
    {
        Raw writer(file);
        writer.run("PRAGMA synchronous = " + synchronous);
        disk.strike(DiskFault::power_cut, 1 + static_cast<int>(seed) * 3);
        const FaultyDisk::AtWork at_work(disk);
        while (acknowledged < 30 && writer.tries("INSERT INTO rows VALUES (1)"))
            ++acknowledged;
        if (!disk.gone()) disk.stop(DiskFault::power_cut);
    }
    disk.restart();
    Raw reader(file);
    EXPECT_EQ(reader.ask("PRAGMA integrity_check"), "ok");
    return std::max(0, acknowledged - std::stoi(reader.ask("SELECT count(*) FROM rows")));
}

TEST(FaultyDisk, LosesNothingInAPowerCutThatWasSynced) {
    for (unsigned seed = 1; seed <= disks; ++seed)
        EXPECT_EQ(lost_in_a_power_cut(seed, "FULL"), 0) << seed;
}

TEST(FaultyDisk, LosesInAPowerCutWhatWasNot) {
    int lost = 0;
    for (unsigned seed = 1; seed <= disks; ++seed)
        lost += lost_in_a_power_cut(seed, "NORMAL");
    EXPECT_GT(lost, 0);
}

TEST(FaultyDisk, KeepsWhatAKilledProcessHadWritten) {
    FaultyDisk disk(1);
    const Folder folder;
    {
        Raw writer(folder.file("rows.db"));
        writer.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
        writer.run("CREATE TABLE rows (number INTEGER) STRICT; INSERT INTO rows VALUES (1)");
        disk.stop(DiskFault::killed);
    }
    disk.restart();
    EXPECT_EQ(Raw(folder.file("rows.db")).ask("SELECT count(*) FROM rows"), "1");
}

TEST(FaultyDisk, FailsOnlyWhileTheDaemonIsAtWorkAndAsOftenAsItWasAsked) {
    FaultyDisk disk(1);
    const Folder folder;
    Raw writer(folder.file("rows.db"));
    writer.run("PRAGMA journal_mode = WAL; CREATE TABLE rows (number INTEGER) STRICT");
    disk.strike(DiskFault::sync_fails, 1, 2);
    writer.run("INSERT INTO rows VALUES (1)");
    const FaultyDisk::AtWork at_work(disk);
    EXPECT_FALSE(writer.tries("INSERT INTO rows VALUES (2)"));
    EXPECT_TRUE(disk.struck());
    EXPECT_FALSE(writer.tries("INSERT INTO rows VALUES (3)"));
    EXPECT_TRUE(writer.tries("INSERT INTO rows VALUES (4)"));
    EXPECT_EQ(disk.counts().at("syncs failed"), 2);
    EXPECT_EQ(writer.ask("SELECT group_concat(number) FROM rows"), "1,4");
}

TEST(FaultyDisk, TakesWhatStandsWhereSomethingStoodThoughItIsFull) {
    FaultyDisk disk(1);
    const Folder folder;
    Raw writer(folder.file("rows.db"));
    writer.run("PRAGMA journal_mode = WAL; CREATE TABLE rows (number INTEGER) STRICT");
    writer.run("INSERT INTO rows VALUES (1)");
    writer.run("PRAGMA wal_checkpoint");
    const FaultyDisk::AtWork at_work(disk);
    disk.strike(DiskFault::disk_full, 1, 100);
    EXPECT_TRUE(writer.tries("INSERT INTO rows VALUES (2)")) << "the log begins anew";
    EXPECT_FALSE(writer.tries("CREATE TABLE others AS SELECT randomblob(100000)"));
    disk.mend();
    EXPECT_TRUE(writer.tries("CREATE TABLE others AS SELECT randomblob(100000)"));
}

}  // namespace
}  // namespace dondoc::simulation
