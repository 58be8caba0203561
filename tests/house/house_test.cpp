// Holds the whole tree to the rules of the house. Each message names the better call.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "tests/house/rules.h"
#include "tests/house/tables.h"

namespace dondoc::house {
namespace {

SourceFile read(const std::filesystem::path& top, const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return {path.lexically_relative(top).generic_string(), text.str()};
}

// Every file that people write, in the order of their paths.
std::vector<SourceFile> read_tree() {
    const std::filesystem::path top = DONDOC_SOURCE_DIR;
    std::vector<SourceFile> files{read(top, top / "CMakeLists.txt"), read(top, top / "dev")};
    for (const auto* folder : {"workflows", "notifiers", "config", "daemon", "systemd", "tests"})
        for (const auto& entry : std::filesystem::recursive_directory_iterator(top / folder))
            if (entry.is_regular_file()) files.push_back(read(top, entry.path()));
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

const std::vector<SourceFile>& tree() {
    static const auto files = read_tree();
    return files;
}

constexpr std::size_t told_max = 40;  // of one rule; the rest is counted

// `known` is the list of files that break the rule today. It may only shrink.
void expect_house_rule(const Faults& faults, const std::vector<std::string>& known = {}) {
    const auto found = new_faults(faults, known);
    std::string text;
    for (std::size_t i = 0; i < found.size() && i < told_max; ++i)
        text += found[i].str() + "\n";
    if (found.size() > told_max) text += std::to_string(found.size() - told_max) + " more\n";
    for (const auto& path : stale(faults, known))
        text += path + " keeps the rule now; take it off the list of known faults\n";
    EXPECT_TRUE(text.empty()) << text;
}

Faults in_each_file(const std::function<Faults(const SourceFile&)>& rule) {
    Faults faults;
    for (const auto& file : tree()) {
        const auto found = rule(file);
        faults.insert(faults.end(), found.begin(), found.end());
    }
    return faults;
}

TEST(House, IsReadWhole) {
    for (const auto& [folder, ignored] : layers()) {
        const auto files = std::count_if(tree().begin(), tree().end(), [&](const auto& file) {
            return file.top_folder() == folder && file.is_cpp();
        });
        EXPECT_GT(files, 2) << folder;
    }
}

TEST(House, FoldersIncludeOnlyWhatTheTableAllows) {
    expect_house_rule(in_each_file(includes_outside_the_table));
}

TEST(House, EachLibraryStandsOnlyWhereItBelongs) {
    expect_house_rule(in_each_file(libraries_out_of_place));
}

TEST(House, EachLibraryStandsInFewFiles) {
    expect_house_rule(libraries_in_too_many_files(tree()));
}

TEST(House, NoFolderLeadsBackToItself) {
    expect_house_rule(folder_cycles(tree()));
}

TEST(House, LinkGraphIsTheTable) {
    std::size_t read = 0;
    expect_house_rule(in_each_file([&](const SourceFile& file) {
        if (!layers().contains(file.folder()) || !file.path.ends_with("/CMakeLists.txt"))
            return Faults{};
        ++read;
        return links_outside_the_table(file);
    }));
    EXPECT_EQ(read, layers().size());
}

TEST(House, WallClockIsReadInOneFile) {
    expect_house_rule(in_each_file(wall_clock_readings));
}

TEST(House, SqlKnowsNoTime) {
    expect_house_rule(in_each_file(sql_time_functions));
}

TEST(House, TestsDoNotSleep) {
    expect_house_rule(in_each_file(sleeping_tests));
}

TEST(House, FilesAndFunctionsAreShort) {
    expect_house_rule(in_each_file(too_long));
}

TEST(House, TextIsTidy) {
    expect_house_rule(in_each_file(untidy_text));
}

TEST(House, HeadersAreReadOnce) {
    expect_house_rule(in_each_file(headers_without_pragma_once));
}

TEST(House, NamesSayWhatThingsAre) {
    expect_house_rule(in_each_file(vague_names));
}

TEST(House, HasNoCoroutines) {
    expect_house_rule(in_each_file(coroutines));
}

TEST(House, HasNoLooseEnds) {
    expect_house_rule(in_each_file(loose_ends));
}

TEST(House, EveryTestRuns) {
    expect_house_rule(in_each_file(tests_that_do_not_run));
}

}  // namespace
}  // namespace dondoc::house
