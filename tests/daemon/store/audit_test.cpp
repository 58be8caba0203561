// What an audit finds out about a file that a stranger has changed.
#include "daemon/store/audit.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <set>

#include "daemon/cli/audit_words.h"
#include "daemon/store/projected_tables.h"
#include "tests/daemon/store/nine_rows.h"
#include "tests/daemon/store/ordinary_user.h"

namespace dondoc::store_test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Audited : public NineRows {
protected:
    // Somebody who knows how the end of the journal is kept cuts rows off.
    void cut_off_after(int row) {
        tamper("DELETE FROM journal WHERE number > " + std::to_string(row) +
               "; UPDATE daemon SET journal_number = " + std::to_string(row) +
               ", journal_hash = (SELECT hash FROM journal WHERE number = " + std::to_string(row) +
               ")");
    }
    std::unique_ptr<Audit> audit() const { return must(Audit::open(folder.file())); }
    JournalHead head() const { return must(audit()->head()); }
    std::string journal(const std::vector<JournalHead>& kept = {}) const {
        const auto fault = must(audit()->verify_journal(kept));
        return fault ? fault_words(*fault, Language::en) : "holds";
    }
    std::vector<std::string> tables() const {
        std::vector<std::string> words;
        for (const ProjectionFault& fault : must(audit()->verify_projections()))
            words.push_back(fault_words(fault, Language::en));
        return words;
    }
    // The only table that is not as it should be.
    std::string table() const {
        const auto all = tables();
        EXPECT_EQ(all.size(), 1U) << testing::PrintToString(all);
        return all.empty() ? "" : all.front();
    }
};

// ---- heads that were kept

TEST_F(Audited, IsWholeAsItWasWritten) {
    EXPECT_EQ(journal(), "holds");
    EXPECT_EQ(tables(), std::vector<std::string>());
    EXPECT_EQ(head().number, 9);
    EXPECT_EQ(head().at, at("07:30"));
}

TEST_F(Audited, HoldsWithEveryHeadThatWasKeptOfIt) {
    const JournalHead then = head();
    World world(must(Store::open(folder.file())));
    world.is_born(owed("u8"));
    EXPECT_EQ(head().number, 10);
    EXPECT_EQ(journal({then, head()}), "holds");
    EXPECT_EQ(journal({JournalHead{0, std::string(64, '0')}}), "holds") << "of the empty journal";
}

TEST_F(Audited, IsFoundCutOffOnlyByAHeadThatWasKeptElsewhere) {
    const JournalHead kept = head();
    cut_off_after(6);
    EXPECT_EQ(journal(), "holds");
    EXPECT_EQ(journal({kept}),
              "row 7: was cut off: a head that was kept elsewhere has it, the "
              "journal has not");
}

TEST_F(Audited, IsFoundCutOffWhenOtherRowsWereWrittenSince) {
    const JournalHead kept = head();
    cut_off_after(7);
    {
        Raw raw(folder.file());
        raw.run("DELETE FROM notices; DELETE FROM messages");
    }
    World world(must(Store::open(folder.file())));
    for (const char* unit : {"u8", "u9", "u10"})
        world.is_born(owed(unit));
    EXPECT_EQ(journal(), "holds") << "a chain that was made anew is whole in itself";
    EXPECT_THAT(journal({kept}), StartsWith("row 9: is not the row of a head"));
}

TEST_F(Audited, IsFoundMadeAnewFromItsFirstRowOn) {
    const JournalHead kept = head();
    tamper("UPDATE journal SET actor = 'x' WHERE number = 2");
    EXPECT_THAT(journal({kept}), StartsWith("row 2: was changed"));
    EXPECT_THAT(journal({JournalHead{0, std::string(64, '1')}}), StartsWith("row 0: is not"));
}

TEST_F(Audited, TellsWhatAChangedRowIsNowAbout) {
    tamper("UPDATE journal SET subject = 'plan.form.1.x' WHERE number = 4");
    EXPECT_THAT(journal(), HasSubstr("it now is about obligation plan.form.1.x: obligation_born"));
}

// ---- projections

TEST_F(Audited, NamesARowThatWasEditedWithWhatTheJournalSays) {
    tamper("UPDATE obligations SET state = 'accepted', document = '12/BC' WHERE unit = 'u2'");
    EXPECT_EQ(table(),
              "table obligations, row plan.form.1.u2: state is 'accepted', by the journal "
              "'pending'; document is '12/BC', by the journal ''");
    EXPECT_EQ(journal(), "holds");
}

TEST_F(Audited, NamesARowThatWasTakenAway) {
    tamper("DELETE FROM obligations WHERE unit = 'u3'");
    EXPECT_EQ(table(), "table obligations, row plan.form.1.u3: is missing, the journal has it");
    EXPECT_EQ(journal(), "holds");
}

TEST_F(Audited, NamesARowThatIsMissingAtTheEnd) {
    tamper("DELETE FROM obligations WHERE unit = 'u7'");
    EXPECT_EQ(table(), "table obligations, row plan.form.1.u7: is missing, the journal has it");
}

TEST_F(Audited, NamesARowThatWasAddedInTheMiddleOrAtTheEnd) {
    tamper("INSERT INTO agenda (due, kind, row) VALUES (5, 3, 2)");
    EXPECT_EQ(table(), "table agenda, row 5/3/2: was added, the journal does not have it");
    tamper("DELETE FROM agenda WHERE due = 5");
    tamper("INSERT INTO contacts VALUES ('u1', 'an', 5, 'x')");
    EXPECT_EQ(table(), "table contacts, row u1: was added, the journal does not have it");
}

TEST_F(Audited, TellsNothingFromAnEmptyText) {
    tamper("UPDATE obligations SET granted = 0 WHERE unit = 'u5'");
    EXPECT_EQ(table(), "table obligations, row plan.form.1.u5: granted is 0, by the journal NULL");
}

TEST_F(Audited, NamesTheFirstRowOfEachTable) {
    tamper(
        "UPDATE obligations SET state = 'accepted' WHERE unit IN ('u2', 'u4');"
        "UPDATE notices SET person = 'x'; UPDATE messages SET attempts = 3;"
        "UPDATE daemon SET paused = 1");
    EXPECT_THAT(tables(),
                testing::ElementsAre(HasSubstr("row plan.form.1.u2"), HasSubstr("table messages"),
                                     HasSubstr("row k1: person is 'x', by the journal 'an'"),
                                     HasSubstr("paused is 1")));
}

TEST_F(Audited, TellsInVietnameseToo) {
    tamper("UPDATE obligations SET state = 'accepted' WHERE unit = 'u2'");
    const auto faults = must(audit()->verify_projections());
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(fault_words(faults.front(), Language::vi),
              "bảng obligations, hàng plan.form.1.u2: state ghi 'accepted', theo nhật ký là "
              "'pending'");
}

TEST_F(Audited, FindsATriggerThatWouldChangeRowsLater) {
    tamper("CREATE TRIGGER later AFTER INSERT ON obligations BEGIN SELECT 1; END");
    EXPECT_EQ(table(),
              "table sqlite_schema, row trigger later: was added, the journal does not have it");
}

TEST_F(Audited, FindsATableThatWasDropped) {
    tamper("DROP TABLE figures");
    EXPECT_THAT(tables(), testing::Contains("table sqlite_schema, row table figures: is missing, "
                                            "the journal has it"));
}

TEST_F(Audited, SaysWhichRowCannotBeProjected) {
    tamper("UPDATE journal SET event = 'phase_painted' WHERE number = 5");
    const auto faults = audit()->verify_projections();
    ASSERT_FALSE(faults);
    EXPECT_EQ(faults.error().text,
              "rebuild from the journal: journal row 5: event `phase_painted` is not known");
}

TEST(ProjectedTables, AreAllTablesButTheJournalAndTheTexts) {
    Folder folder;
    must(Store::open(folder.file()));
    std::set<std::string> known{"journal", "texts"};
    for (const ProjectedTable& table : projected_tables)
        known.insert(table.name);
    std::set<std::string> there;
    Raw raw(folder.file());
    for (int i = 0;; ++i) {
        const std::string name = raw.ask(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name LIMIT 1 OFFSET " +
            std::to_string(i));
        if (name.empty()) break;
        there.insert(name);
    }
    EXPECT_EQ(known, there) << "a table that is a projection is compared";
}

// ---- the file

TEST_F(Audited, CanBeReadWhileAWriterGoesOn) {
    World world(must(Store::open(folder.file())));
    const auto reading = audit();
    world.is_born(owed("u8"));
    EXPECT_EQ(must(reading->head()).number, 9) << "one audit sees one commit";
    EXPECT_EQ(must(reading->verify_journal({})), std::nullopt);
    EXPECT_TRUE(must(reading->verify_projections()).empty());
    EXPECT_EQ(head().number, 10);
}

TEST_F(Audited, CanBeACopyInAFolderThatCannotBeWrittenTo) {
    const auto kept = folder.path / "kept 100%?#";
    std::filesystem::create_directory(kept);
    std::filesystem::copy_file(folder.file(), kept / "dondoc.db");
    ASSERT_EQ(::chmod((kept / "dondoc.db").c_str(), 0444), 0);
    ASSERT_EQ(::chmod(kept.c_str(), 0555), 0);
    ASSERT_EQ(::chmod(folder.path.c_str(), 0755), 0);
    EXPECT_EQ(as_ordinary_user([&]() -> std::string {
                  const auto copy = Audit::open(kept / "dondoc.db");
                  if (!copy) return copy.error().text;
                  const auto journal = (*copy)->verify_journal({});
                  const auto tables = (*copy)->verify_projections();
                  if (!journal || !tables) return "cannot be read";
                  return *journal || !tables->empty() ? "is not whole" : "is whole";
              }),
              "is whole");
    ASSERT_EQ(::chmod(kept.c_str(), 0755), 0);
}

TEST_F(Audited, ChangesNothingInTheFile) {
    const auto bytes = [&] {
        return Raw(folder.file()).ask("SELECT group_concat(hash) FROM journal");
    };
    const auto time = std::filesystem::last_write_time(folder.file());
    const std::string before = bytes();
    EXPECT_EQ(tables(), std::vector<std::string>());
    EXPECT_EQ(bytes(), before);
    EXPECT_EQ(std::filesystem::last_write_time(folder.file()), time);
}

TEST_F(Audited, LeavesNothingBesideAFileThatNobodyWrites) {
    const auto files = [&] {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path))
            names.insert(entry.path().filename());
        return names;
    };
    const auto before = files();
    EXPECT_EQ(before, std::set<std::string>{"dondoc.db"});
    EXPECT_EQ(journal(), "holds");
    EXPECT_EQ(tables(), std::vector<std::string>());
    EXPECT_EQ(files(), before);
}

TEST_F(Audited, SaysThatAWriterBeganWhileItReadAFileThatNobodyWrote) {
    const auto written = std::filesystem::last_write_time(folder.file());
    std::filesystem::last_write_time(folder.file(), written - std::chrono::hours{1});
    const auto reading = audit();
    EXPECT_EQ(must(reading->head()).number, 9);
    const auto said = [&] {
        const auto fault = reading->verify_journal({});
        return fault ? "nothing" : fault.error().text;
    };
    {
        World world(must(Store::open(folder.file())));
        world.is_born(owed("u8"));
        EXPECT_THAT(said(), HasSubstr("the daemon was started meanwhile; ask again"));
    }
    EXPECT_THAT(said(), HasSubstr("the daemon was started meanwhile; ask again"))
        << "it has stopped again, and the file is another";
    EXPECT_EQ(head().number, 10);
}

// What README.md says of copies.
TEST_F(Audited, FindsByAKeptHeadAloneThatACopyLacksWhatStoodInTheLog) {
    World world(must(Store::open(folder.file())));
    world.is_born(owed("u8"));
    const JournalHead kept = head();
    const auto copy = folder.path / "copy.db";
    std::filesystem::copy_file(folder.file(), copy);
    const auto half = must(Audit::open(copy));
    EXPECT_EQ(must(half->head()).number, 9);
    EXPECT_EQ(must(half->verify_journal({})), std::nullopt) << "what it has is whole";
    const auto fault = must(half->verify_journal({kept}));
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->what, JournalFault::What::cut_off);
    Raw(folder.file()).run("VACUUM INTO '" + (folder.path / "whole.db").string() + "'");
    const auto whole = must(Audit::open(folder.path / "whole.db"));
    EXPECT_EQ(must(whole->verify_journal({kept})), std::nullopt);
    EXPECT_TRUE(must(whole->verify_projections()).empty());
}

TEST(Audit, SaysWhatIsNoStore) {
    Folder folder;
    EXPECT_THAT(Audit::open(folder.file()).error().text,
                HasSubstr("cannot be opened: No such file or directory"));
    Raw(folder.file()).run("CREATE TABLE t (a)");
    EXPECT_THAT(Audit::open(folder.file()).error().text, HasSubstr("not a store of dondoc"));
}

TEST_F(Audited, SaysThatTheFileIsDamaged) {
    const auto size = std::filesystem::file_size(folder.file());
    std::filesystem::resize_file(folder.file(), size / 2 / 4096 * 4096);
    const auto opened = Audit::open(folder.file());
    const bool said = !opened || !(*opened)->verify_journal({}) || !(*opened)->verify_projections();
    EXPECT_TRUE(said);
}

}  // namespace
}  // namespace dondoc::store_test
