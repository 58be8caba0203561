// What a start finds wrong with the store's file.
#include "daemon/store/examination.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "tests/daemon/store/nine_rows.h"

namespace dondoc::store_test {
namespace {

using Found = Examination::Found;
using testing::HasSubstr;

class Examined : public NineRows {
protected:
    Examination said() const { return must(examine(folder.file())); }
    std::string bytes() const {
        std::ifstream in(folder.file(), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void put(const std::string& bytes) const {
        std::ofstream(folder.file(), std::ios::binary | std::ios::trunc) << bytes;
    }
};

TEST_F(Examined, IsSoundAsItWasLeftAndIsNotTouched) {
    const std::string before = bytes();
    EXPECT_EQ(said().found, Found::sound);
    EXPECT_EQ(bytes(), before);
    EXPECT_FALSE(std::filesystem::exists(folder.file("dondoc.db-wal")));
}

TEST_F(Examined, IsSoundWithTheLogOfADaemonThatWasKilled) {
    World running(must(Store::open(folder.file())));
    running.is_born(owed("u8"));
    const Folder killed;
    for (const char* name : {"dondoc.db", "dondoc.db-wal"})
        std::filesystem::copy(folder.file(name), killed.file(name));
    EXPECT_EQ(must(examine(killed.file())).found, Found::sound);
}

TEST_F(Examined, IsSoundThoughItsFirstStartWasKilledInTheMiddle) {
    const Folder killed;
    Raw first(folder.file());
    first.run(
        "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; BEGIN;"
        "UPDATE journal SET actor = 'a name that is longer than the one before';"
        "INSERT INTO texts (sha256, text) VALUES (hex(zeroblob(32)), zeroblob(1000000))");
    for (const char* name : {"dondoc.db", "dondoc.db-journal"})
        std::filesystem::copy(folder.file(name), killed.file(name));
    first.run("ROLLBACK");
    EXPECT_EQ(must(examine(killed.file())).found, Found::sound);
    EXPECT_FALSE(std::filesystem::exists(killed.file("dondoc.db-journal")));
}

TEST_F(Examined, HoldsNothingIfItIsMissingOrEmpty) {
    put("");
    EXPECT_EQ(said().found, Found::nothing);
    std::filesystem::remove(folder.file());
    EXPECT_EQ(said().found, Found::nothing);
}

TEST_F(Examined, IsDamagedWhereverItIsCutShort) {
    const std::string whole = bytes();
    for (const std::size_t left : {std::size_t{2}, std::size_t{100}, std::size_t{4096},
                                   whole.size() / 2, whole.size() - 4096}) {
        put(whole.substr(0, left));
        EXPECT_EQ(said().found, Found::damaged) << left << " of " << whole.size() << " bytes";
        EXPECT_FALSE(said().why.empty());
    }
    put(whole.substr(0, 1));
    EXPECT_EQ(said().found, Found::nothing) << "SQLite would begin anew";
}

TEST_F(Examined, IsDamagedIfItIsNoDatabase) {
    put(std::string(8192, 'x'));
    EXPECT_EQ(said().found, Found::damaged);
    EXPECT_THAT(said().why, HasSubstr("the file is not a database"));
}

TEST_F(Examined, IsBrokenWhereARowOfTheJournalWasChanged) {
    std::string all = bytes();
    const auto at = all.find("obligation_born");
    ASSERT_NE(at, all.npos);
    all[at] = 'O';
    put(all);
    ASSERT_EQ(said().found, Found::broken);
    EXPECT_GE(said().journal->row, 1);
}

TEST_F(Examined, IsAstrayWhereATableSaysSomethingElseThanTheJournal) {
    tamper("UPDATE obligations SET state = 'waived' WHERE unit = 'u3'");
    ASSERT_EQ(said().found, Found::astray);
    EXPECT_EQ(said().table->table, "obligations");
    EXPECT_EQ(said().table->row, "plan.form.1.u3");
}

TEST_F(Examined, LeavesAnotherProgramsFileAndAnOlderSchemaToWhoOpensThem) {
    tamper("PRAGMA user_version = 1");
    EXPECT_EQ(said().found, Found::sound);
    tamper("PRAGMA application_id = 7");
    EXPECT_EQ(said().found, Found::sound);
}

// Wherever a byte is flipped: what is not found has no meaning.
TEST_F(Examined, FindsEveryFlippedByteThatMeansSomething) {
    const std::string whole = bytes();
    int found = 0, silent = 0;
    for (std::size_t at = 17; at < whole.size(); at += 769) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x20);
        put(flipped);
        if (said().found != Found::sound) {
            ++found;
            continue;
        }
        ++silent;
        const auto audit = Audit::open(folder.file());
        if (!audit) continue;  // its stamp: whoever opens it refuses it
        EXPECT_FALSE(must((*audit)->verify_journal({}))) << at;
        EXPECT_TRUE(must((*audit)->verify_projections()).empty()) << at;
    }
    EXPECT_GT(found, 12);
    EXPECT_GT(silent, 12) << "most of a small file's bytes are empty";
}

}  // namespace
}  // namespace dondoc::store_test
