#include "daemon/service/state_directory.h"

#include <gtest/gtest.h>

#include <fstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/daemon/loop/office.h"

namespace dondoc {

namespace {

namespace fs = std::filesystem;
using loop_test::Folder;
using loop_test::must;

unsigned mode_of(const fs::path& path) {
    struct stat found{};
    EXPECT_EQ(stat(path.c_str(), &found), 0) << path;
    return found.st_mode & 0777u;
}

TEST(StateDirectory, IsMadeAndHeldByOneDaemonAtATime) {
    const Folder folder;
    const fs::path path = folder.file("a/b");
    {
        const StateDirectory held = must(StateDirectory::take(path));
        EXPECT_EQ(held.store(), path / "dondoc.db");
        const auto second = StateDirectory::take(path);
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().text,
                  "state directory " + path.string() +
                      " is taken: another dondoc is running on it; stop that one first, or set "
                      "state_directory to another folder");
    }
    EXPECT_TRUE(StateDirectory::take(path));  // let go of with the object
}

TEST(StateDirectory, StaysHeldWhenItIsMoved) {
    const Folder folder;
    StateDirectory first = must(StateDirectory::take(folder.path()));
    const StateDirectory second = std::move(first);
    EXPECT_FALSE(StateDirectory::take(folder.path()));
    EXPECT_TRUE(second.write_token());
}

TEST(StateDirectory, SaysWhenItCannotBeMade) {
    const Folder folder;
    std::ofstream(folder.file("file")) << "in the way";
    const auto taken = StateDirectory::take(folder.file("file/state"));
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().text,
              "state directory " + folder.file("file/state").string() + ": Not a directory");
}

TEST(StateDirectory, SaysWhenItCannotBeWritten) {
    // Even root cannot write here.
    const auto taken = StateDirectory::take("/proc/self");
    ASSERT_FALSE(taken);
    EXPECT_NE(taken.error().text.find("state directory /proc/self cannot be written: "),
              std::string::npos)
        << taken.error().text;
    EXPECT_NE(taken.error().text.find("; give it to the user that runs dondoc"), std::string::npos);
}

TEST(StateDirectory, MakesANewTokenEachTimeForItsOwnUserAlone) {
    const Folder folder;
    const StateDirectory state = must(StateDirectory::take(folder.path()));
    const mode_t before = umask(0);
    const std::string first = must(state.write_token());
    const std::string second = must(state.write_token());
    umask(before);
    EXPECT_NE(first, second);
    EXPECT_EQ(second.size(), 43u);
    EXPECT_EQ(second.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                       "0123456789-_"),
              std::string::npos);
    EXPECT_EQ(mode_of(folder.file("token")), 0600u);
    EXPECT_EQ(must(StateDirectory::read_token(folder.path())), second);
}

TEST(StateDirectory, KeepsOneKeyOfLinksForItsOwnUserAlone) {
    const Folder folder;
    const StateDirectory state = must(StateDirectory::take(folder.path()));
    const std::string token = must(state.link_key()).token({"bv", Date{}, 0});
    EXPECT_EQ(mode_of(folder.file("link-key")), 0600u);
    EXPECT_EQ(must(state.link_key()).token({"bv", Date{}, 0}), token) << "made once";
    EXPECT_NE(LinkKey().token({"bv", Date{}, 0}), token);
    std::ofstream(folder.file("link-key")) << "short\n";
    const auto damaged = state.link_key();
    ASSERT_FALSE(damaged);
    EXPECT_NE(damaged.error().text.find("is not a key of 256 bits; put the file back"),
              std::string::npos);
}

TEST(StateDirectory, TellsTheCommandLineWhereTheDaemonListens) {
    const Folder folder;
    const StateDirectory state = must(StateDirectory::take(folder.path()));
    must(state.write_address("http://127.0.0.1:8480"));
    EXPECT_EQ(must(StateDirectory::read_address(folder.path())), "http://127.0.0.1:8480");
    EXPECT_EQ(mode_of(folder.file("address")), 0644u);
    EXPECT_FALSE(fs::exists(folder.file("address.new")));
}

TEST(StateDirectory, SaysWhatItCannotRead) {
    const Folder folder;
    const auto token = StateDirectory::read_token(folder.path());
    ASSERT_FALSE(token);
    EXPECT_EQ(token.error().text, "read " + folder.file("token").string() + ": cannot be read");
}

}  // namespace

}  // namespace dondoc
