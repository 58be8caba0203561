// A process killed in the middle of a commit, and readers beside a writer.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "tests/daemon/store/raw.h"
#include "tests/daemon/store/world.h"

namespace dondoc::store_test {
namespace {

constexpr int births_in_step = 150;
constexpr int rows_in_step = 2 * births_in_step;

// Each birth tells something at once, so a step touches every table.
Step big_step(int number) {
    Step step;
    step.at = at("07:30");
    step.position = step.at + std::chrono::minutes{number};
    for (int i = 0; i < births_in_step; ++i) {
        const std::string name = "s" + std::to_string(number) + "-" + std::to_string(i);
        step.changes.push_back(
            {owed(name),
             {ObligationBorn{}, notice("key-" + name, "p" + std::to_string(i % 7))},
             at("08:00")});
    }
    return step;
}

// Commits steps from `first` on and acknowledges each by one byte, until it is killed.
[[noreturn]] void commit_for_ever(const std::filesystem::path& file, int first, int acknowledge) {
    auto store = Store::open(file);
    if (!store) ::_exit(1);
    for (int number = first;; ++number) {
        if (!(*store)->commit(big_step(number))) ::_exit(2);
        if (::write(acknowledge, "+", 1) != 1) ::_exit(3);
    }
}

// How many steps were acknowledged before the kill.
int kill_after(int acknowledged, const std::filesystem::path& file, int first) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) commit_for_ever(file, first, ends[1]);
    ::close(ends[1]);
    char byte = 0;
    int seen = 0;
    while (seen < acknowledged && ::read(ends[0], &byte, 1) == 1)
        ++seen;
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "it stopped by itself: " << status;
    while (::read(ends[0], &byte, 1) == 1)
        ++seen;  // acknowledged while we were killing
    ::close(ends[0]);
    return seen;
}

TEST(StoreCrash, LeavesAllOfAStepOrNothing) {
    constexpr int kills = 8;
    Folder folder;
    int steps = 0;
    for (int round = 0; round < kills; ++round) {
        const int acknowledged = steps + kill_after(1 + round % 3, folder.file(), steps);
        auto store = must(Store::open(folder.file()));
        const auto rows = std::stoi(Raw(folder.file()).ask("SELECT count(*) FROM journal"));
        ASSERT_EQ(rows % rows_in_step, 0) << "half a step was left";
        steps = rows / rows_in_step;
        ASSERT_GE(steps, acknowledged) << "what was acknowledged is lost";
        ASSERT_LE(steps, acknowledged + 1);
        EXPECT_EQ(must(store->read().daemon_state()).position,
                  at("07:30") + std::chrono::minutes{steps - 1});
        EXPECT_EQ(must(store->read().verify_journal()), std::nullopt);
        const std::string live = must(dump_projections(*store));
        ASSERT_TRUE(store->rebuild());
        ASSERT_TRUE(must(dump_projections(*store)) == live);
    }
    EXPECT_GT(steps, kills);
}

// ---- two connections

TEST(TwoConnections, SeeTheLastCommitAndNothingOfTheNext) {
    Folder folder;
    World world(must(Store::open(folder.file())));
    const auto reader = must(Reader::open(folder.file()));
    EXPECT_EQ(must(reader->obligation(owed("a").id)), std::nullopt);
    world.is_born(owed("a"));
    EXPECT_TRUE(must(reader->obligation(owed("a").id)));
    EXPECT_FALSE(world.store->commit(
        {world.now, {{owed("b"), {ObligationBorn{}}, {}}, {owed("none"), {Accepted{""}}, {}}}}));
    EXPECT_EQ(must(reader->obligation(owed("b").id)), std::nullopt);
}

TEST(TwoConnections, DoNotMakeTheWriterWaitForAReader) {
    Folder folder;
    World world(must(Store::open(folder.file())));
    world.is_born(owed("a"));
    Raw reader(folder.file());
    reader.run("BEGIN");
    EXPECT_EQ(reader.ask("SELECT count(*) FROM obligations"), "1");
    world.is_born(owed("b"));  // fails if it has to wait
    EXPECT_EQ(reader.ask("SELECT count(*) FROM obligations"), "1");
    reader.run("COMMIT");
    EXPECT_EQ(reader.ask("SELECT count(*) FROM obligations"), "2");
}

TEST(TwoConnections, ShowAReaderWholeStepsWhileTheWriterGoesOn) {
    constexpr int steps = 150;
    Folder folder;
    World world(must(Store::open(folder.file())));
    std::atomic<bool> finished{false};
    std::atomic<int> reads{0};
    std::atomic<int> halves{0};
    std::atomic<int> failures{0};
    std::thread other([&] {
        const auto reader = Reader::open(folder.file());
        while (!finished) {
            const auto share = (*reader)->share("plan", "form", "1");
            const auto broken = (*reader)->verify_journal();
            failures += !share || !broken || broken->has_value();
            if (share && share->all % 3 != 0) ++halves;
            ++reads;
        }
    });
    for (int i = 0; i < steps || reads < 3; ++i) {
        const std::string name = std::to_string(i);
        world.happens({{owed("a" + name), {ObligationBorn{}}, {}},
                       {owed("b" + name), {ObligationBorn{}}, {}},
                       {owed("c" + name), {ObligationBorn{}}, {}}});
    }
    finished = true;
    other.join();
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(halves, 0);
}

}  // namespace
}  // namespace dondoc::store_test
