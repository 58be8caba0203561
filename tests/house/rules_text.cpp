// Rules that read one file: time, shape, and what the house does without.
#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <regex>
#include <set>

#include "tests/house/rules.h"

namespace dondoc::house {

namespace {

constexpr std::size_t file_lines_max = 400;
constexpr unsigned function_lines_max = 70;
constexpr std::size_t columns_max = 100;
constexpr std::string_view clock_file = "daemon/service/clock.cpp";

Faults matches(const SourceFile& file, const std::string& text, const std::regex& wrong,
               const std::string& advice) {
    Faults faults;
    unsigned number = 0;
    for (const auto line :
         lines_of(text)) {  // line by line: std::regex recurses over what it reads
        ++number;
        using Matches = std::regex_iterator<std::string_view::const_iterator>;
        for (Matches it(line.begin(), line.end(), wrong), end; it != end; ++it)
            faults.push_back({file.path, number, (*it)[1].str() + ": " + advice});
    }
    return faults;
}

void append(Faults& faults, Faults more) {
    faults.insert(faults.end(), more.begin(), more.end());
}

bool is_test(const SourceFile& file) {
    return file.top_folder() == "tests";
}
bool is_python(const SourceFile& file) {
    return file.extension() == ".py";
}

std::size_t columns_of(std::string_view line) {
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;  // not inside a UTF-8 sequence
    }));
}

// `LetterManager`, `letter_manager` → letter, manager
std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words(1);
    for (const char c : name) {
        const auto letter = static_cast<unsigned char>(c);
        if (!std::isalnum(letter) || std::isupper(letter)) words.emplace_back();
        if (std::isalnum(letter)) words.back() += static_cast<char>(std::tolower(letter));
    }
    return words;
}

std::string vague_word(std::string name) {
    static const std::regex term("service_manager|ServiceManager");  // what systemd calls itself
    name = std::regex_replace(name, term, "");
    static const std::set<std::string> vague = {"manager", "managers", "helper",  "helpers",
                                                "util",    "utils",    "handler", "handlers",
                                                "data",    "info"};
    for (const auto& word : words_of(name))
        if (vague.contains(word)) return word;
    return "";
}

}  // namespace

Faults wall_clock_readings(const SourceFile& file) {
    static const std::array wrong = {
        std::regex(R"(\b((?:system|steady|high_resolution|utc|tai|gps|file)_clock\s*::\s*now)\b)"),
        std::regex(R"(\b(using\s+\w+\s*=\s*[\w:\s]*(?:system|steady|high_resolution)_clock)\s*;)"),
        std::regex(R"(\b((?:microsec|second)_clock\b))"),
        std::regex(R"(\b(gettimeofday|clock_gettime|timespec_get|sd_event_now)\s*\()"),
        std::regex(R"((?:^|[^\w.:>]|std\s*::\s*)(time\s*\(\s*(?:nullptr|NULL|0|&\w+)\s*\)))"),
    };
    if (!file.is_product() || !file.is_cpp() || file.path == clock_file) return {};
    Faults faults;
    const auto code = without_comments_and_literals(file.text);
    for (const auto& pattern : wrong)
        append(faults, matches(file, code, pattern,
                               "the clock is read in " + std::string(clock_file) +
                                   " only; take `now` as a value"));
    return faults;
}

Faults sql_time_functions(const SourceFile& file) {
    static const auto icase = std::regex::ECMAScript | std::regex::icase;
    static const std::array wrong = {
        std::regex(R"(\b(CURRENT_(?:TIMESTAMP|DATE|TIME))\b)", icase),
        std::regex(R"(\b((?:datetime|date|time|julianday|unixepoch|strftime)\s*\([^()]*'now'))",
                   icase),
        std::regex(R"(\b((?:datetime|julianday|unixepoch)\s*\(\s*\)))", icase),
    };
    const bool sql = file.extension() == ".sql";
    if (!file.is_product() || (!sql && !file.is_cpp())) return {};
    const auto text = sql ? file.text : literals_of(file.text);
    Faults faults;
    for (const auto& pattern : wrong)
        append(faults,
               matches(file, text, pattern, "SQL knows no time; bind `now` as a parameter"));
    return faults;
}

Faults sleeping_tests(const SourceFile& file) {
    static const std::regex wrong(R"(\b(sleep_for|sleep_until|(?:u|nano)?sleep\s*\())");
    if (!is_test(file) || !file.is_cpp()) return {};
    return matches(file, without_comments_and_literals(file.text), wrong,
                   "tests wait for what they expect (a future, a condition, the virtual clock)");
}

Faults too_long(const SourceFile& file) {
    if (!file.is_cpp() && !is_python(file)) return {};
    Faults faults;
    const auto lines = lines_of(file.text).size();
    if (lines > file_lines_max)
        faults.push_back({file.path, 0,
                          std::to_string(lines) + " lines, 400 at the most; it holds two ideas: "
                                                  "give the second a file of its own"});
    if (is_python(file)) return faults;
    for (const auto& body : function_bodies(file.text))
        if (body.lines > function_lines_max)
            faults.push_back({file.path, body.line,
                              "a function of " + std::to_string(body.lines) +
                                  " lines, 70 at the most; let one function decide and small pure "
                                  "ones compute"});
    return faults;
}

Faults untidy_text(const SourceFile& file) {
    const auto name = std::filesystem::path(file.path).filename();
    if (!file.is_cpp() && !is_python(file) && name != "CMakeLists.txt" && name != "dev") return {};
    Faults faults;
    if (!file.text.ends_with('\n'))
        faults.push_back({file.path, 0, "the last line has no end; add a newline"});
    if (file.text.ends_with("\n\n"))
        faults.push_back({file.path, 0, "empty lines at the end; take them away"});
    unsigned number = 0;
    for (const auto line : lines_of(file.text)) {
        ++number;
        if (line.find('\t') != line.npos)
            faults.push_back({file.path, number, "a tab; write spaces, and \\t in literals"});
        if (line.ends_with(' ') || line.ends_with('\r'))
            faults.push_back({file.path, number, "blanks at the end of the line; take them away"});
        if (columns_of(line) > columns_max)
            faults.push_back({file.path, number,
                              std::to_string(columns_of(line)) + " columns, 100 at the most; "
                                                                 "break the line"});
    }
    return faults;
}

Faults headers_without_pragma_once(const SourceFile& file) {
    static const std::regex pragma(R"((^|\n)#pragma once\n)");
    if (file.extension() != ".h" || std::regex_search(file.text, pragma)) return {};
    return {{file.path, 0, "a header without #pragma once; add it after the opening comment"}};
}

Faults vague_names(const SourceFile& file) {
    static const std::regex type(
        R"(\b(?:class|struct|enum|concept|using|union)\s+(?:class\s+|struct\s+)?([A-Z]\w*))");
    const std::string advice = " says nothing; name what it does for its caller";
    Faults faults;
    if (!file.is_cpp() && !is_python(file)) return faults;
    const auto path = std::filesystem::path(file.path).replace_extension();
    if (const auto word = vague_word(path.string()); !word.empty())
        faults.push_back({file.path, 0, "«" + word + "» in a file's name" + advice});
    if (!file.is_cpp()) return faults;
    for (auto fault : matches(file, without_comments_and_literals(file.text), type, "")) {
        const auto name = fault.text.substr(0, fault.text.find(':'));
        const auto word = vague_word(name);
        if (word.empty()) continue;
        fault.text = "«" + word + "» in " + name + advice;
        faults.push_back(std::move(fault));
    }
    return faults;
}

Faults coroutines(const SourceFile& file) {
    static const std::regex wrong(R"(\b(co_await|co_return|co_yield)\b)");
    if (!file.is_cpp()) return {};
    return matches(file, without_comments_and_literals(file.text), wrong,
                   "GCC 12 miscompiles coroutines; write a callback and post()");
}

Faults loose_ends(const SourceFile& file) {
    static const std::regex wrong(R"(\b(TODO|FIXME|XXX|HACK)\b)");
    if (!file.is_cpp() && !is_python(file)) return {};
    return matches(file, file.is_cpp() ? comments_of(file.text) : file.text, wrong,
                   "do it, or leave it out and say so where the plan of work is kept");
}

Faults tests_that_do_not_run(const SourceFile& file) {
    static const std::regex cpp(R"(\b(GTEST_SKIP|DISABLED_\w+))");
    static const std::regex python(
        R"((\bskipTest\b|@unittest\.skip\w*|@unittest\.expectedFailure))");
    const std::string advice =
        "a test that does not run shows nothing; make its world, or remove it";
    if (!is_test(file)) return {};
    if (file.is_cpp()) return matches(file, without_comments_and_literals(file.text), cpp, advice);
    return is_python(file) ? matches(file, file.text, python, advice) : Faults{};
}

}  // namespace dondoc::house
