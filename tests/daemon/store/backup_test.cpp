// Copies of a store: whole, proven before they have a name, never over anything.
#include "daemon/store/backup.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "daemon/store/audit.h"
#include "tests/daemon/store/nine_rows.h"
#include "tests/daemon/store/small_disk.h"

namespace dondoc::store_test {
namespace {

using testing::HasSubstr;
using testing::UnorderedElementsAre;

class Backup : public NineRows {
protected:
    std::filesystem::path copy() const { return folder.file("copy.db"); }
    std::string refusal() const {
        const auto head = back_up(folder.file(), copy());
        return head ? "copied" : head.error().text;
    }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& one : std::filesystem::directory_iterator(folder.path))
            names.push_back(one.path().filename());
        return names;
    }
};

TEST_F(Backup, HoldsWhatTheStoreHoldsAndSaysWhichRowIsItsLast) {
    const JournalHead head = must(back_up(folder.file(), copy()));
    EXPECT_EQ(head.hash, must(must(Audit::open(folder.file()))->head()).hash);
    EXPECT_EQ(head.number, 9);
    EXPECT_EQ(World(must(Store::open(copy()))).dump(),
              World(must(Store::open(folder.file()))).dump());
}

TEST_F(Backup, IsOneFileForItsOwnerAlone) {
    must(back_up(folder.file(), copy()));
    EXPECT_THAT(files(), UnorderedElementsAre("dondoc.db", "copy.db"));
    struct stat about{};
    ASSERT_EQ(::stat(copy().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600U);
    EXPECT_EQ(Raw(copy()).ask("PRAGMA journal_mode"), "delete");
}

TEST_F(Backup, TakesWhatStandsInTheLogOfARunningDaemon) {
    World running(must(Store::open(folder.file())));
    running.is_born(owed("u8"));
    ASSERT_TRUE(std::filesystem::exists(folder.file("dondoc.db-wal")));
    EXPECT_EQ(must(back_up(folder.file(), copy())).number, 10);
    running.is_born(owed("u9"));
    EXPECT_FALSE(must(World(must(Store::open(copy()))).read().obligation("plan.form.1.u9")));
}

TEST_F(Backup, KnowsThatItIsOneUntilItIsPutBack) {
    must(back_up(folder.file(), copy()));
    EXPECT_FALSE(must(World(must(Store::open(folder.file()))).read().daemon_state()).copied);
    World world(must(Store::open(copy())));
    EXPECT_TRUE(must(world.read().daemon_state()).copied);
    must(world.store->rebuild());
    EXPECT_TRUE(must(world.read().daemon_state()).copied) << "the journal does not know of it";
    must(back_up(copy(), folder.file("again.db")));
    EXPECT_TRUE(
        must(World(must(Store::open(folder.file("again.db")))).read().daemon_state()).copied);
    Step step{at("08:00")};
    step.put_back = true;
    must(world.store->commit(step));
    EXPECT_FALSE(must(world.read().daemon_state()).copied);
}

TEST_F(Backup, NeverOverwritesAnything) {
    std::ofstream(copy()) << "mine";
    EXPECT_THAT(refusal(), HasSubstr("there is a file already"));
    std::string kept;
    std::ifstream(copy()) >> kept;
    EXPECT_EQ(kept, "mine");
}

TEST_F(Backup, DoesNotLieDownBesideTheLogOfAnotherFile) {
    std::ofstream(folder.file("copy.db-wal")) << "of a store that was moved away";
    EXPECT_THAT(refusal(), HasSubstr("copy.db-wal lies there, the log of another file"));
    EXPECT_FALSE(std::filesystem::exists(copy()));
}

TEST_F(Backup, IsNotMadeOfAStoreWhoseJournalIsNotWhole) {
    tamper("UPDATE journal SET actor = 'ai' WHERE number = 4");
    EXPECT_THAT(refusal(), HasSubstr("its journal is not whole from row 4"));
    EXPECT_THAT(files(), UnorderedElementsAre("dondoc.db")) << "nothing that looks like a copy";
}

TEST_F(Backup, IsNotMadeOfTablesThatSaySomethingElse) {
    tamper("UPDATE obligations SET state = 'waived' WHERE unit = 'u1'");
    EXPECT_THAT(refusal(), HasSubstr("its table obligations does not say what its journal says"));
}

TEST_F(Backup, LeavesNothingBehindWhereThereIsNoRoom) {
    const SmallDisk disk(std::filesystem::file_size(folder.file()) / 2);
    EXPECT_THAT(refusal(), HasSubstr("back up to "));
    EXPECT_THAT(files(), UnorderedElementsAre("dondoc.db"));
}

TEST_F(Backup, NeedsAFolderForTheCopyAndAStore) {
    EXPECT_THAT(back_up(folder.file(), folder.path / "none/copy.db").error().text,
                HasSubstr("No such file or directory"));
    EXPECT_THAT(back_up(folder.file("none.db"), copy()).error().text,
                HasSubstr("cannot be opened: No such file or directory"));
}

}  // namespace
}  // namespace dondoc::store_test
