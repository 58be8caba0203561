// The hash chain: what it finds out, and that another program comes to the same hashes.
#include <gmock/gmock.h>

#include <array>
#include <cstdio>

#include "daemon/cli/audit_words.h"
#include "tests/daemon/store/nine_rows.h"

namespace dondoc::store_test {
namespace {

using testing::Eq;
using testing::HasSubstr;
using testing::StartsWith;

class Chain : public NineRows {
protected:
    std::string verdict() {
        const auto reader = must(Reader::open(folder.file()));
        const auto fault = must(reader->verify_journal());
        return fault ? fault_words(*fault, Language::en) : "holds";
    }
};

TEST_F(Chain, HoldsAsItWasWritten) {
    EXPECT_EQ(verdict(), "holds");
    EXPECT_EQ(Raw(folder.file()).ask("SELECT count(*) FROM journal"), "9");
}

TEST(Journal, OfAnEmptyStoreHolds) {
    EXPECT_EQ(must(must(Store::in_memory())->read().verify_journal()), std::nullopt);
}

TEST_F(Chain, NamesTheFirstRowThatWasChangedInAnyColumn) {
    for (const auto* change :
         {"at = at + 1", "actor = 'x'", "kind = 'duty'", "subject = 'plan.form.1.u9'",
          "event = 'accepted'", "body = '{}'", "next_at = 5", "step = 1", "hash = zeroblob(32)"}) {
        SCOPED_TRACE(change);
        Raw raw(folder.file());
        raw.run("CREATE TABLE kept AS SELECT * FROM journal WHERE number = 4");
        raw.run("UPDATE journal SET " + std::string(change) + " WHERE number = 4");
        EXPECT_THAT(verdict(), StartsWith("row 4: was changed"));
        raw.run(
            "DELETE FROM journal WHERE number = 4; INSERT INTO journal SELECT * FROM kept;"
            "DROP TABLE kept");
        EXPECT_EQ(verdict(), "holds");
    }
}

TEST_F(Chain, TellsNoNextMomentFromAnEmptyOne) {
    tamper("UPDATE journal SET next_at = NULL WHERE number = 8");
    EXPECT_THAT(verdict(), StartsWith("row 8: was changed"));
}

TEST_F(Chain, NamesARowThatWasRemoved) {
    tamper("DELETE FROM journal WHERE number = 3");
    EXPECT_EQ(verdict(), "row 3: is missing");
}

TEST_F(Chain, NamesTheFirstOfRowsThatAreMissingAtTheEnd) {
    tamper("DELETE FROM journal WHERE number >= 8");
    EXPECT_EQ(verdict(), "row 8: is missing");
}

TEST_F(Chain, NamesARowRemovedWhoseSuccessorsWereMovedUp) {
    tamper(
        "DELETE FROM journal WHERE number = 3;"
        "UPDATE journal SET number = -number + 1 WHERE number > 3;"
        "UPDATE journal SET number = -number WHERE number < 0");
    EXPECT_THAT(verdict(), StartsWith("row 3: was changed, or does not follow"));
}

TEST_F(Chain, NamesTheFirstOfTwoRowsThatWereSwapped) {
    tamper(
        "UPDATE journal SET number = 100 WHERE number = 3;"
        "UPDATE journal SET number = 3 WHERE number = 5;"
        "UPDATE journal SET number = 5 WHERE number = 100");
    EXPECT_THAT(verdict(), StartsWith("row 3: was changed"));
}

TEST_F(Chain, NamesARowThatWasAddedByHand) {
    tamper(
        "INSERT INTO journal SELECT 10, 10, at, actor, kind, subject, event, body, next_at, "
        "hash FROM journal WHERE number = 9");
    EXPECT_THAT(verdict(), StartsWith("row 10: was changed"));
}

TEST_F(Chain, NamesTheMessageWhoseTextWasChangedOrTakenAway) {
    tamper("UPDATE texts SET text = CAST('khác' AS BLOB)");
    EXPECT_EQ(verdict(), "row 9: the text of message " + an_at_0730 + " was changed");
    tamper("DELETE FROM texts");
    EXPECT_EQ(verdict(), "row 9: the text of message " + an_at_0730 + " is missing");
}

TEST_F(Chain, GoesOnOverAReopenedStore) {
    World world(must(Store::open(folder.file())));
    world.is_born(owed("u8"));
    EXPECT_EQ(must(world.read().journal(9, 10)).rows.at(0).number, 10);
    EXPECT_EQ(verdict(), "holds");
}

TEST_F(Chain, IsVerifiedByAnotherProgramFromItsDescription) {
    // The recipe of daemon/store/README.md in another language.
    const std::string command = "/usr/bin/python3 '" + std::string(DONDOC_TESTS_DIR) +
                                "/daemon/store/verify_chain.py' '" + folder.file().string() +
                                "' 2>&1";
    const auto answer = [&] {
        std::string text;
        std::array<char, 256> part{};
        FILE* pipe = ::popen(command.c_str(), "r");
        EXPECT_NE(pipe, nullptr);
        while (std::fgets(part.data(), part.size(), pipe) != nullptr)
            text += part.data();
        ::pclose(pipe);
        return text;
    };
    EXPECT_EQ(answer(), "9 rows hold\n");
    tamper("UPDATE journal SET actor = 'x' WHERE number = 6");
    EXPECT_EQ(answer(), "row 6 is broken\n");
}

// ---- rebuilding

TEST_F(Chain, RefusesToRebuildFromAnEventItDoesNotKnowAndChangesNothing) {
    auto store = must(Store::open(folder.file()));
    const std::string before = must(dump_projections(*store));
    tamper("UPDATE journal SET event = 'phase_painted' WHERE number = 5");
    EXPECT_THAT(error_of(store->rebuild()),
                Eq("rebuild: journal row 5: event `phase_painted` is not known"));
    EXPECT_EQ(must(dump_projections(*store)), before);
}

TEST_F(Chain, RepairsProjectionsThatAStrangerChanged) {
    auto store = must(Store::open(folder.file()));
    const std::string before = must(dump_projections(*store));
    tamper(
        "DELETE FROM agenda; UPDATE obligations SET state = 'accepted';"
        "UPDATE notices SET state = 'sent'; UPDATE daemon SET position = 5, script_done = 2");
    EXPECT_NE(must(dump_projections(*store)), before);
    EXPECT_EQ(error_of(store->rebuild()), "");
    EXPECT_EQ(must(dump_projections(*store)), before);
    EXPECT_EQ(must(store->read().message_text(an_at_0730)), "Kính gửi đồng chí An");
    EXPECT_EQ(must(store->read().daemon_state()).script_done, 2) << "not of the journal: kept";
}

TEST_F(Chain, ReportsARowThatMakesNoSense) {
    auto store = must(Store::open(folder.file()));
    tamper("UPDATE obligations SET state = 'purple' WHERE unit = 'u2'");
    const auto read = store->read().obligation("plan.form.1.u2");
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().text, HasSubstr("holds the unknown word «purple»"));
    EXPECT_TRUE(store->read().obligation("plan.form.1.u1")) << "the others can be read";
}

}  // namespace
}  // namespace dondoc::store_test
