// Each file of bad/ has one fault, or with `-warned-` in its name one doubtful thing. It takes the
// place of one file of good/, named by its first word, and all that is then reported stands in the
// file of the same name that ends in `.expected`.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "tests/config/world.h"

namespace dondoc {
namespace {

namespace fs = std::filesystem;

const fs::path& bad_folder() {
    static const fs::path folder = fs::path(DONDOC_TESTS_DIR) / "config/bad";
    return folder;
}

std::vector<std::string> bad_files() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(bad_folder())) {
        if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

const std::string& replaced_file(const std::string& name) {
    static const std::map<std::string, std::string> files = {{"main", "dondoc.toml"},
                                                             {"organisation", "organisation.toml"},
                                                             {"ladders", "ladders.toml"},
                                                             {"calendar", "calendar.toml"},
                                                             {"campaign", campaign_file}};
    return files.at(name.substr(0, name.find('-')));
}

class BadFile : public testing::TestWithParam<std::string> {};

TEST_P(BadFile, IsReportedInOneLineThatSaysWhatToDo) {
    World world;
    world.write(replaced_file(GetParam()), read_bytes(bad_folder() / (GetParam() + ".toml")));
    const std::string report = world.check();
    EXPECT_TRUE(matches_golden(report, "config/bad/" + GetParam() + ".expected"));
    EXPECT_EQ(std::count(report.begin(), report.end(), '\n'), 1) << report;
    EXPECT_NE(report.find("; "), std::string::npos) << "says not what to do: " << report;
    const bool warning = GetParam().find("-warned-") != std::string::npos;
    EXPECT_NE(report.find(warning ? ": warning: " : ": error: "), std::string::npos) << report;
    EXPECT_EQ(world.read().configuration.has_value(), warning);
}

// "main-unknown-key" as "MainUnknownKey".
std::string camel_case(const testing::TestParamInfo<std::string>& file) {
    std::string name;
    bool upper = true;
    for (const char c : file.param) {
        if (c != '-') name += upper ? static_cast<char>(std::toupper(c)) : c;
        upper = c == '-';
    }
    return name;
}

INSTANTIATE_TEST_SUITE_P(All, BadFile, testing::ValuesIn(bad_files()), camel_case);

TEST(BadFiles, AreManyAndEachExpectationHasItsFile) {
    const auto names = bad_files();
    EXPECT_GE(names.size(), 100u);
    const std::set<std::string> known(names.begin(), names.end());
    for (const auto& entry : fs::directory_iterator(bad_folder())) {
        EXPECT_TRUE(known.contains(entry.path().stem().string())) << entry.path();
    }
}

TEST(GoodWorld, HasNoFault) {
    EXPECT_EQ(World().check(), "");
}

}  // namespace
}  // namespace dondoc
