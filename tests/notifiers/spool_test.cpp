#include "notifiers/spool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <set>
#include <string>

#include "tests/notifiers/outcomes.h"
#include "tests/notifiers/programs.h"

namespace dondoc {
namespace {

using programs::Folder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::set<std::string> files_in(const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

Parcel with_id(std::string id) {
    return {.id = std::move(id), .address = "a@b.example", .bytes = "x\r\n"};
}

TEST(Spool, NamesTheFileAfterTheMessageAndLeavesNothingBeside) {
    const Folder folder;
    SpoolChannel channel({.directory = folder.path() / "a" / "spool"});
    const Outcome outcome = channel.send(with_id("m1.7@dondoc.example"));
    ASSERT_EQ(name_of(outcome), "Sent");
    EXPECT_EQ(words_of(outcome), "m1.7@dondoc.example.eml") << "pages show it, and no folders";
    EXPECT_THAT(files_in(folder.path() / "a" / "spool"), ElementsAre("m1.7@dondoc.example.eml"));
}

TEST(Spool, WritesARepeatOverTheSameFile) {
    const Folder folder;
    SpoolChannel channel({.directory = folder.path()});
    ASSERT_EQ(name_of(channel.send(with_id("m1"))), "Sent");
    ASSERT_EQ(name_of(channel.send(with_id("m1"))), "Sent");
    EXPECT_THAT(files_in(folder.path()), ElementsAre("m1.eml"));
}

TEST(Spool, KeepsEveryIdInsideTheFolderUnderANameOfItsOwn) {
    const Folder folder;
    const auto spool = folder.path() / "spool";
    SpoolChannel channel({.directory = spool});
    const std::string long_id(500, 'x');
    const std::string ids[] = {"../up",
                               "/etc/x",
                               "a/b",
                               "a%2Fb",
                               "..",
                               ".hidden",
                               "a b",
                               "a\nb",
                               "a\0b",
                               "tên",
                               long_id,
                               long_id + "y",
                               std::string("a\0c", 3)};
    for (const std::string& id : ids)
        ASSERT_EQ(name_of(channel.send(with_id(id))), "Sent") << id;
    const auto names = files_in(spool);
    EXPECT_EQ(names.size(), std::size(ids));
    for (const std::string& name : names) {
        EXPECT_NE(name.front(), '.');
        EXPECT_LE(name.size(), 255u);
    }
    EXPECT_EQ(files_in(folder.path()), std::set<std::string>{"spool"});
}

TEST(Spool, KeepsLettersFromOtherUsers) {
    const Folder folder;
    SpoolChannel channel({.directory = folder.path()});
    ASSERT_EQ(name_of(channel.send(with_id("m1"))), "Sent");
    struct stat status{};
    ASSERT_EQ(::stat((folder.path() / "m1.eml").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07u, 0u);
}

TEST(Spool, SaysWhichFolderCannotBeMade) {
    SpoolChannel channel({.directory = "/proc/dondoc-spool"});
    const Outcome outcome = channel.send(with_id("m1"));
    EXPECT_EQ(name_of(outcome), "RetryLater");
    EXPECT_THAT(words_of(outcome), HasSubstr("spool: cannot make the folder /proc/dondoc-spool: "));
}

TEST(Spool, TriesLaterWhenTheDiskIsFull) {
    const Folder folder;
    const auto spool = folder.path() / "spool";
    std::filesystem::create_directories(spool);
    std::filesystem::create_symlink("/dev/full", spool / ".m1.tmp");
    SpoolChannel channel({.directory = spool});
    const Outcome outcome = channel.send(with_id("m1"));
    EXPECT_EQ(name_of(outcome),
              "RetryLater");  // nor does it write through a link that stands in its place
    EXPECT_FALSE(std::filesystem::exists(spool / "m1.eml"));
}

TEST(Spool, NeverPutsAFileWhereAFolderStands) {
    const Folder folder;
    std::filesystem::create_directories(folder.path() / "m1.eml" / "x");
    SpoolChannel channel({.directory = folder.path()});
    const Outcome outcome = channel.send(with_id("m1"));
    EXPECT_EQ(name_of(outcome), "RetryLater");
    EXPECT_THAT(words_of(outcome), HasSubstr("spool: cannot put in place "));
    EXPECT_THAT(files_in(folder.path()), ElementsAre("m1.eml"));
}

TEST(Spool, RejectsAMessageWithoutAnId) {
    const Folder folder;
    SpoolChannel channel({.directory = folder.path()});
    EXPECT_EQ(name_of(channel.send(with_id(""))), "Rejected");
}

}  // namespace
}  // namespace dondoc
