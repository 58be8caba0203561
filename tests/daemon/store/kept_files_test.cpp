#include "daemon/store/kept_files.h"

#include <gtest/gtest.h>

#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include "tests/daemon/loop/office.h"
#include "tests/daemon/store/ordinary_user.h"

namespace dondoc {

namespace {

namespace fs = std::filesystem;
using loop_test::Folder;
using loop_test::must;

const std::string hash_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(KeptFiles, KeepsAFileUnderItsHashOnce) {
    const Folder folder;
    const KeptFiles files(folder.file("files"));
    EXPECT_EQ(must(files.keep("abc")), hash_of_abc);
    EXPECT_EQ(must(files.keep("abc")), hash_of_abc);
    EXPECT_EQ(must(files.read(hash_of_abc)), "abc");
    EXPECT_EQ(files_in(folder.file("files")), 1u);
    struct stat found{};
    ASSERT_EQ(stat(folder.file("files").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777u, 0700u);
    ASSERT_EQ(stat((folder.file("files") / hash_of_abc).c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777u, 0600u);
}

TEST(KeptFiles, KeepsAnyBytes) {
    const Folder folder;
    const KeptFiles files(folder.file("files"));
    for (const std::string& bytes :
         {std::string(), std::string("\0\r\n\xff", 4), std::string(3'000'000, 'x')})
        EXPECT_EQ(must(files.read(must(files.keep(bytes)))), bytes);
}

TEST(KeptFiles, ReadsNothingThatIsNoHash) {
    const Folder folder;
    const KeptFiles files(folder.file("files"));
    must(files.keep("abc"));
    std::ofstream(folder.file("secret")) << "x";
    for (const std::string& name :
         {std::string("../secret"), std::string(), std::string(64, 'A'), std::string(64, 'b')})
        EXPECT_FALSE(must(files.read(name))) << name;
    EXPECT_FALSE(must(KeptFiles().read(hash_of_abc)));
}

TEST(KeptFiles, SaysWhenAFileIsNotAsItWasHandedIn) {
    const Folder folder;
    const KeptFiles files(folder.file("files"));
    must(files.keep("abc"));
    std::ofstream(folder.file("files") / hash_of_abc) << "abd";
    const auto read = files.read(hash_of_abc);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().text.find("is not as it was handed in"), std::string::npos);
}

TEST(KeptFiles, SaysWhyAFileCannotBeKeptAndLeavesNothing) {
    const Folder folder;
    std::ofstream(folder.file("files")) << "no folder";
    const auto kept = KeptFiles(folder.file("files")).keep("abc");
    ASSERT_FALSE(kept);
    EXPECT_NE(kept.error().text.find("Not a directory"), std::string::npos) << kept.error().text;
    EXPECT_FALSE(KeptFiles().keep("abc"));
}

}  // namespace

}  // namespace dondoc
