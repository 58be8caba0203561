// The store as a file: what it refuses to open, and that it never harms what it refuses.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "daemon/store/audit.h"
#include "daemon/store/schema.h"
#include "tests/daemon/store/ordinary_user.h"
#include "tests/daemon/store/raw.h"
#include "tests/daemon/store/small_disk.h"
#include "tests/daemon/store/world.h"

namespace dondoc::store_test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void write(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

std::string refusal_of(const std::filesystem::path& file) {
    const auto store = Store::open(file);
    return store ? "opened" : store.error().text;
}

// A store with one obligation, closed again.
void make_store(const std::filesystem::path& file) {
    World world(must(Store::open(file)));
    world.is_born(owed("a"));
}

TEST(StoreFile, IsMadeForItsOwnerAlone) {
    Folder folder;
    make_store(folder.file());
    struct stat about{};
    ASSERT_EQ(::stat(folder.file().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600U);
}

TEST(StoreFile, IsFoundAgainAsItWasLeft) {
    Folder folder;
    make_store(folder.file());
    World world(must(Store::open(folder.file())));
    EXPECT_EQ(world.obligation("a").state, ObligationState::pending);
    Raw raw(folder.file());
    EXPECT_EQ(raw.ask("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(raw.ask("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(raw.ask("PRAGMA foreign_key_check"), "");
}

TEST(StoreFile, MayBeAnEmptyFile) {
    Folder folder;
    write(folder.file(), "");
    make_store(folder.file());
    EXPECT_EQ(World(must(Store::open(folder.file()))).obligation("a").round, 1);
}

TEST(StoreFile, OfANewerSchemaIsLeftAlone) {
    Folder folder;
    make_store(folder.file());
    Raw(folder.file()).run("PRAGMA user_version = 99");
    const std::string before = bytes_of(folder.file());
    EXPECT_EQ(refusal_of(folder.file()),
              "open store " + folder.file().string() +
                  ": the store has schema 99, made by a newer dondoc; this one knows schema " +
                  std::to_string(schema_version) + " and older: install the newer one again");
    const auto reader = Reader::open(folder.file());
    ASSERT_FALSE(reader);
    EXPECT_THAT(reader.error().text, HasSubstr("made by a newer dondoc"));
    EXPECT_EQ(bytes_of(folder.file()), before);
}

// A store as schema 1 left it: the table of event days came with schema 2, what is decided about
// obligations and units with schema 3, campaigns in the agenda, stand-ins and confirmed contacts
// with schema 4, figures with schema 5, indexes of the journal with schema 6, units that are asked
// and shares that a person gave with schema 7, what phases have been with schema 8, an outbox for
// each channel with schema 9; with schema 10 letters that came back, a clock that is not believed
// and what waits for a go-ahead, digests, and held escalations; with schema 11 tokens,
// silences, links that were revoked and what units have acknowledged.
constexpr const char* back_to_schema_1 = R"sql(
DROP TABLE tokens;
DROP TABLE unit_links;
ALTER TABLE obligations DROP COLUMN acknowledged_at;
DROP TABLE silences;
DROP TABLE address_faults;
DROP INDEX messages_by_id;
ALTER TABLE messages DROP COLUMN came_back;
ALTER TABLE messages DROP COLUMN message_id;
ALTER TABLE daemon DROP COLUMN copied;
ALTER TABLE daemon DROP COLUMN clock_from;
ALTER TABLE daemon DROP COLUMN clock_to;
ALTER TABLE daemon DROP COLUMN catch_up_since;
ALTER TABLE daemon DROP COLUMN catch_up_back;
ALTER TABLE daemon DROP COLUMN catch_up_held;
ALTER TABLE messages DROP COLUMN held;
DROP TABLE digests;
ALTER TABLE obligations DROP COLUMN held;
ALTER TABLE obligations DROP COLUMN held_reason;
ALTER TABLE obligations DROP COLUMN released;
DROP TABLE channels_down;
ALTER TABLE messages DROP COLUMN retried_at;
ALTER TABLE notices DROP COLUMN told_because;
DROP INDEX messages_outbox;
DROP INDEX messages_unwritten;
CREATE INDEX messages_outbox ON messages (composed, next_at, number) WHERE next_at IS NOT NULL;
CREATE INDEX messages_unwritten ON messages (moment, next_at, number)
    WHERE next_at IS NOT NULL AND composed = 0;
DROP TABLE event_dates;
DROP TABLE suspensions;
DROP TABLE figures;
DROP INDEX obligations_requested;
ALTER TABLE obligations DROP COLUMN dated;
ALTER TABLE obligations DROP COLUMN signer;
ALTER TABLE obligations DROP COLUMN request_to;
ALTER TABLE obligations DROP COLUMN request_reason;
ALTER TABLE obligations DROP COLUMN request_document;
ALTER TABLE obligations DROP COLUMN request_told;
ALTER TABLE obligations DROP COLUMN requests;
ALTER TABLE phases DROP COLUMN begun;
DROP TABLE contacts;
DROP TABLE units;
ALTER TABLE obligations DROP COLUMN in_place_of;
ALTER TABLE notices DROP COLUMN instead_of;
CREATE TABLE before (id TEXT PRIMARY KEY, version INTEGER NOT NULL, fingerprint TEXT NOT NULL)
    STRICT, WITHOUT ROWID;
INSERT INTO before SELECT id, version, fingerprint FROM campaigns;
DROP TABLE campaigns;
ALTER TABLE before RENAME TO campaigns;
PRAGMA user_version = 1;
)sql";

TEST(StoreFile, OfAnOlderSchemaIsBroughtUpToDateAndKeepsWhatItHolds) {
    Folder folder;
    make_store(folder.file());
    {
        World world(must(Store::open(folder.file())));
        world.happens(campaign("zebra"), {CampaignApplied{"z", 1}});
        world.happens(campaign("antelope"), {CampaignApplied{"a", 1}});
        for (const char* id : {"plan.launch", "plan.again", "plan.early"})
            world.happens(phase(id), {PhaseBorn{}});
        const PhaseMoved opened{PhaseState::open, "from_date", ""};
        const PhaseMoved held{PhaseState::held, "by_hand", "họp"};
        world.happens(phase("plan.launch"), {opened, held});
        world.happens(phase("plan.again"), {opened, PhaseWithdrawn{"not_in_definition"}});
        world.happens(phase("plan.again"), {PhaseBorn{}, held});
        world.happens(phase("plan.early"), {held});
    }
    const std::string before = must(dump_projections(*must(Store::open(folder.file()))));
    Raw(folder.file()).run(back_to_schema_1);
    const auto reader = Reader::open(folder.file());
    ASSERT_FALSE(reader);
    EXPECT_THAT(reader.error().text, HasSubstr("has the older schema 1; `dondoc serve` brings it"));

    World world(must(Store::open(folder.file())));
    EXPECT_EQ(world.dump(), before);
    must(world.store->rebuild());
    EXPECT_EQ(world.dump(), before) << "rows are numbered as a rebuild numbers them";
    EXPECT_TRUE(must(must(Audit::open(folder.file()))->verify_projections()).empty())
        << "an auditor finds nothing amiss in what was brought up to date";
    EXPECT_EQ(Raw(folder.file()).ask("PRAGMA user_version"), std::to_string(schema_version));
    world.happens(campaign(), {EventDated{"be-mac", day("2017-03-10"), "thông báo 15"}});
    EXPECT_EQ(must(world.read().event_dates("plan")).at("be-mac"), day("2017-03-10"));
}

TEST(StoreFile, ThatIsNoDatabaseIsLeftAlone) {
    Folder folder;
    const std::string text(5000, 'x');
    write(folder.file(), text);
    EXPECT_THAT(refusal_of(folder.file()), EndsWith(": the file is not a database"));
    EXPECT_EQ(bytes_of(folder.file()), text);
}

TEST(StoreFile, OfAnotherProgramIsLeftAlone) {
    Folder folder;
    Raw(folder.file()).run("CREATE TABLE songs (title TEXT)");
    const std::string before = bytes_of(folder.file());
    EXPECT_THAT(refusal_of(folder.file()), EndsWith("a database, but not a store of dondoc"));
    EXPECT_EQ(bytes_of(folder.file()), before);
}

TEST(StoreFile, NeedsAFolder) {
    Folder folder;
    EXPECT_THAT(refusal_of(folder.path / "none" / "dondoc.db"),
                EndsWith("cannot be made: No such file or directory"));
    write(folder.path / "plain", "x");
    EXPECT_THAT(refusal_of(folder.path / "plain" / "dondoc.db"),
                EndsWith("cannot be made: Not a directory"));
}

TEST(StoreFile, NeedsAFolderThatCanBeWritten) {
    Folder folder;
    ASSERT_EQ(::chmod(folder.path.c_str(), 0555), 0);
    const std::string answer = as_ordinary_user([&] { return refusal_of(folder.file()); });
    EXPECT_THAT(answer, EndsWith("cannot be made: Permission denied"));
    EXPECT_FALSE(std::filesystem::exists(folder.file()));
}

TEST(StoreFile, ThatCanOnlyBeReadIsNotOpenedForWriting) {
    Folder folder;
    make_store(folder.file());
    ASSERT_EQ(::chmod(folder.path.c_str(), 0777), 0);
    ASSERT_EQ(::chmod(folder.file().c_str(), 0444), 0);
    const std::string before = bytes_of(folder.file());
    EXPECT_THAT(as_ordinary_user([&] { return refusal_of(folder.file()); }),
                EndsWith(": the file can only be read"));
    EXPECT_EQ(bytes_of(folder.file()), before);
}

TEST(StoreFile, ThatIsDamagedIsToldSo) {
    Folder folder;
    {
        World world(must(Store::open(folder.file())));
        for (int i = 0; i < 200; ++i)
            world.is_born(owed("u" + std::to_string(i)));
    }
    Raw raw(folder.file());
    const auto page =
        std::stoul(raw.ask("SELECT rootpage FROM sqlite_schema "
                           "WHERE name = 'obligations'"));
    const auto size = std::stoul(raw.ask("PRAGMA page_size"));
    std::string bytes = bytes_of(folder.file());
    write(folder.file(), bytes.replace((page - 1) * size, size, size, 'x'));
    const auto store = Store::open(folder.file());
    ASSERT_TRUE(store) << store.error().text;
    const auto read = (*store)->read().obligations({}, 500, "");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().text, "read obligations: the file is damaged");
    EXPECT_FALSE((*store)->commit({at("07:30"), {{owed("new"), {ObligationBorn{}}, {}}}}));
}

TEST(StoreFile, ThatIsNotThereCannotBeReadNorCopied) {
    Folder folder;
    const auto reader = Reader::open(folder.file());
    ASSERT_FALSE(reader);
    EXPECT_THAT(reader.error().text, StartsWith("read store " + folder.file().string()));
    EXPECT_THAT(reader.error().text, EndsWith("No such file or directory"));
    EXPECT_FALSE(Store::copy_of(folder.file()));
    EXPECT_FALSE(std::filesystem::exists(folder.file()));
}

TEST(StoreFile, IsCopiedWithoutBeingTouched) {
    Folder folder;
    make_store(folder.file());
    const std::string before = bytes_of(folder.file());
    World copy(must(Store::copy_of(folder.file())));
    EXPECT_EQ(copy.obligation("a").state, ObligationState::pending);
    copy.happens(owed("a"), {Accepted{""}});
    EXPECT_EQ(bytes_of(folder.file()), before);
    EXPECT_EQ(World(must(Store::open(folder.file()))).obligation("a").state,
              ObligationState::pending);
}

TEST(StoreFile, IsCopiedWhileTheDaemonHoldsIt) {
    Folder folder;
    World world(must(Store::open(folder.file())));
    world.is_born(owed("a"));
    World copy(must(Store::copy_of(folder.file())));
    EXPECT_EQ(copy.dump(), world.dump());
}

TEST(StoreFile, IsCopiedWithoutTakingAsMuchMemory) {
    Folder folder;
    make_store(folder.file());
    constexpr std::int64_t megabyte = 1024 * 1024;
    Raw(folder.file()).run("CREATE TABLE letters AS SELECT randomblob(50 * 1024 * 1024) AS text");
    const std::int64_t before = sqlite3_memory_used();
    const auto copy = must(Store::copy_of(folder.file()));
    const auto second = must(copy->copy());
    EXPECT_LT(sqlite3_memory_used() - before, 45 * megabyte) << "two caches, not two stores";
    EXPECT_EQ(must(dump_projections(*second)), must(dump_projections(*copy)));
}

TEST(StoreFile, LosesNothingWhenTheDiskTakesNoMore) {
    Folder folder;
    World world(must(Store::open(folder.file())));
    world.is_born(owed("a"));
    const std::string before = world.dump();
    std::vector<Change> births;
    for (int i = 0; i < 2000; ++i)
        births.push_back({owed("u" + std::to_string(i)), {ObligationBorn{}}, at("08:00")});
    Step step;
    step.at = world.now;
    step.changes = births;
    {
        SmallDisk disk(200000);
        const std::string told = error_of(world.store->commit(step));
        EXPECT_THAT(told, StartsWith("commit: the disk failed")) << told;
        EXPECT_EQ(world.dump(), before);
    }
    EXPECT_EQ(error_of(world.store->commit(step)), "") << "it goes on when there is room again";
    EXPECT_EQ(must(world.read().verify_journal()), std::nullopt);
}

TEST(StoreFile, SaysThatAnotherProcessIsWriting) {
    Folder folder;
    World world(must(Store::open(folder.file())));
    Raw other(folder.file());
    other.run("BEGIN IMMEDIATE");
    EXPECT_EQ(error_of(world.try_it(owed("a"), {ObligationBorn{}})),
              "commit: another process is writing to it");
    other.run("ROLLBACK");
    world.is_born(owed("a"));
}

}  // namespace
}  // namespace dondoc::store_test
