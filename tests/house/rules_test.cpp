// Each rule of the house is shown a planted fault, and its innocent neighbour: a rule that cannot
// fail keeps nothing.
#include "tests/house/rules.h"

#include <gtest/gtest.h>

namespace dondoc::house {
namespace {

std::string told(const Faults& faults) {
    std::string text;
    for (const auto& fault : faults)
        text += fault.str() + "\n";
    return text;
}

void expect_fault(const Faults& faults, const std::string& expected) {
    ASSERT_EQ(faults.size(), 1U) << told(faults);
    EXPECT_EQ(faults.front().str().substr(0, expected.size()), expected);
}

void expect_none(const Faults& faults) {
    EXPECT_TRUE(faults.empty()) << told(faults);
}

std::string repeated(const std::string& line, int times) {
    std::string text;
    for (int i = 0; i < times; ++i)
        text += line;
    return text;
}

TEST(HouseRules, TheCoreMayNotKnowTheDaemon) {
    expect_fault(includes_outside_the_table(
                     {"workflows/ladder.h", "#pragma once\n#include \"daemon/clock.h\"\n"}),
                 "workflows/ladder.h:2: workflows/ may include nothing else of ours, not daemon/");
    expect_fault(
        includes_outside_the_table({"notifiers/smtp.cpp", "#include \"config/configuration.h\"\n"}),
        "notifiers/smtp.cpp:1: notifiers/ may include workflows, not config/");
    expect_none(includes_outside_the_table(
        {"daemon/serve.cpp",
         "#include \"config/configuration.h\"\n#include \"daemon/clock.h\"\n"}));
    expect_none(includes_outside_the_table(
        {"workflows/ladder.h", "// #include \"daemon/clock.h\"\n/*\n#include \"daemon/x.h\"\n*/"}));
}

TEST(HouseRules, TheProductMayNotKnowItsTests) {
    expect_fault(includes_outside_the_table({"daemon/loop.cpp", "#include \"tests/golden.h\"\n"}),
                 "daemon/loop.cpp:1: the product knows nothing of tests/");
    expect_none(includes_outside_the_table({"tests/a_test.cpp", "#include \"tests/golden.h\"\n"}));
}

TEST(HouseRules, AnIncludeNamesItsFolder) {
    expect_fault(includes_outside_the_table({"daemon/store/a.cpp", "#include \"store.h\"\n"}),
                 "daemon/store/a.cpp:1: \"store.h\" does not name its folder; write "
                 "\"daemon/store/store.h\"");
}

TEST(HouseRules, ALibraryStandsWhereItBelongs) {
    expect_fault(libraries_out_of_place({"daemon/loop.cpp", "#include <sqlite3.h>\n"}),
                 "daemon/loop.cpp:1: <sqlite3.h> (SQLite) belongs in daemon/store/");
    expect_fault(libraries_out_of_place({"workflows/civil.cpp", "#include <date/tz.h>\n"}),
                 "workflows/civil.cpp:1: <date/tz.h> (date) belongs in workflows/zone.cpp");
    expect_fault(libraries_out_of_place({"workflows/a.cpp", "#include <unistd.h>\n"}),
                 "workflows/a.cpp:1: <unistd.h> (POSIX)");
    expect_fault(libraries_out_of_place({"daemon/a.cpp", "#include <spdlog/spdlog.h>\n"}),
                 "daemon/a.cpp:1: <spdlog/spdlog.h> is of no known library");
    expect_none(libraries_out_of_place({"daemon/store/db.cpp", "#include <sqlite3.h>\n"}));
    expect_none(libraries_out_of_place({"workflows/a.cpp", "#include <vector>\n"}));
    expect_none(libraries_out_of_place({"tests/daemon/a_test.cpp", "#include <sqlite3.h>\n"}));
}

TEST(HouseRules, ALibraryIsWrappedOnce) {
    const SourceFile first{"daemon/main.cpp", "#include <CLI/CLI.hpp>\n"};
    const SourceFile second{"daemon/options.cpp", "#include <CLI/CLI.hpp>\n"};
    expect_none(libraries_in_too_many_files({first}));
    expect_fault(libraries_in_too_many_files({first, second}),
                 "daemon/options.cpp: CLI11 stands in 2 files, 1 at the most");
}

TEST(HouseRules, NoFolderLeadsBackToItself) {
    const SourceFile down{"daemon/http/routes.cpp", "\n#include \"daemon/store/reader.h\"\n"};
    const SourceFile over{"daemon/store/store.cpp", "#include \"daemon/web/page.h\"\n"};
    const SourceFile back{"daemon/web/page.h", "#include \"daemon/http/routes.h\"\n"};
    expect_none(folder_cycles({down, over}));
    const auto faults = folder_cycles({down, over, back});
    ASSERT_EQ(faults.size(), 3U) << told(faults);
    EXPECT_TRUE(faults[0].str().starts_with(
        "daemon/http/routes.cpp:2: daemon/http/ includes daemon/store/, which leads back"));
}

TEST(HouseRules, TheLinkGraphIsTheTable) {
    const std::string good =
        "target_link_libraries(dondoc_config\n  PUBLIC dondoc_workflows dondoc_notifiers\n"
        "  PRIVATE tomlplusplus::tomlplusplus) # dondoc_daemon\n";
    expect_none(links_outside_the_table({"config/CMakeLists.txt", good}));
    expect_fault(
        links_outside_the_table(
            {"config/CMakeLists.txt",
             good + "target_link_libraries(dondoc_config PRIVATE dondoc_daemon)\n"}),
        "config/CMakeLists.txt: dondoc_config links daemon, notifiers, workflows; the table "
        "says notifiers, workflows");
    expect_fault(links_outside_the_table(
                     {"config/CMakeLists.txt",
                      good + "target_link_libraries(dondoc_config PRIVATE SQLite::SQLite3)\n"}),
                 "config/CMakeLists.txt: dondoc_config links SQLite::SQLite3");
    expect_fault(links_outside_the_table({"notifiers/CMakeLists.txt", ""}),
                 "notifiers/CMakeLists.txt: dondoc_notifiers links nothing else of ours");
}

TEST(HouseRules, TheClockIsReadInOneFile) {
    for (const std::string reading :
         {"auto now = std::chrono::system_clock::now();",
          "auto t = std::chrono::steady_clock::now ();", "auto t = time(nullptr);",
          "auto t = std::time( 0 );", "gettimeofday(&tv, nullptr);",
          "clock_gettime(CLOCK_BOOTTIME, &ts);", "using Clock = std::chrono::steady_clock;"}) {
        expect_fault(wall_clock_readings({"daemon/loop.cpp", "\n" + reading + "\n"}),
                     "daemon/loop.cpp:2: ");
        expect_none(wall_clock_readings({"daemon/service/clock.cpp", reading}));
        expect_none(wall_clock_readings({"daemon/loop.cpp", "// " + reading}));
    }
    expect_none(wall_clock_readings({"daemon/a.cpp", "zone.time(0); next_time(0); clock.now();"}));
}

TEST(HouseRules, SqlKnowsNoTime) {
    for (const std::string sql : {"SELECT datetime('now')", "DEFAULT CURRENT_TIMESTAMP",
                                  "strftime('%s', 'now')", "x < unixepoch()", "Date( 'NOW' )"}) {
        expect_fault(sql_time_functions({"daemon/store/a.cpp", "f(\"" + sql + "\");\n"}),
                     "daemon/store/a.cpp:1: ");
        expect_fault(sql_time_functions({"daemon/store/a.cpp", "f(R\"(\n" + sql + ")\");\n"}),
                     "daemon/store/a.cpp:2: ");
        expect_fault(sql_time_functions({"daemon/store/schema.sql", sql}),
                     "daemon/store/schema.sql:1: ");
        expect_none(sql_time_functions({"daemon/store/a.cpp", "// " + sql}));
    }
    expect_none(
        sql_time_functions({"daemon/store/a.cpp", "f(\"SELECT now FROM t\"); datetime();"}));
}

TEST(HouseRules, TestsWaitWithoutSleeping) {
    expect_fault(sleeping_tests({"tests/daemon/a_test.cpp", "std::this_thread::sleep_for(1s);"}),
                 "tests/daemon/a_test.cpp:1: sleep_for");
    expect_fault(sleeping_tests({"tests/a_test.cpp", "usleep(10);"}),
                 "tests/a_test.cpp:1: usleep(");
    expect_none(sleeping_tests({"tests/a_test.cpp", "TEST(Loop, DoesNotsleep) {} // sleep(1)"}));
}

TEST(HouseRules, FilesAndFunctionsEnd) {
    expect_none(too_long({"daemon/a.cpp", repeated("int a;\n", 400)}));
    expect_fault(too_long({"daemon/a.cpp", repeated("int a;\n", 401)}), "daemon/a.cpp: 401 lines");
    expect_fault(too_long({"tests/acceptance/a_test.py", repeated("a = 1\n", 401)}),
                 "tests/acceptance/a_test.py: 401 lines");
    const auto body = [](int lines) { return "{\n" + repeated("    f();\n", lines - 2) + "}\n"; };
    for (const std::string head :
         {"void f(int a, int b = 1) ", "TEST(A, B) ", "Loop::Loop(int a)\n: a_(a), b_{a} ",
          "auto f = [](int a) ", "bool operator==(const A& a) ", "struct A {\n  void f() const "}) {
        const std::string tail = head.starts_with("struct") ? "};\n" : "";
        expect_none(too_long({"daemon/a.cpp", "namespace x {\n" + head + body(70) + tail + "}\n"}));
        const auto faults =
            too_long({"daemon/a.cpp", "namespace x {\n" + head + body(71) + tail + "}\n"});
        ASSERT_EQ(faults.size(), 1U) << head;
        EXPECT_NE(faults[0].text.find("a function of 71 lines"), std::string::npos);
    }
    expect_none(too_long({"daemon/a.h", "namespace x {\nstruct A " + body(200) + "}\n"}));
    expect_none(too_long({"daemon/a.h", "const std::map<int, X> table = " + body(200)}));
    expect_none(
        too_long({"daemon/a.cpp", "void f() { g(\"{\", '{', R\"({)\"); } // {\n#define A {\n" +
                                      repeated("void g() {}\n", 100)}));
}

TEST(HouseRules, TextIsTidy) {
    expect_none(untidy_text({"daemon/a.cpp", repeated("ộ", 100) + "\n"}));
    expect_fault(untidy_text({"daemon/a.cpp", "\n" + repeated("ộ", 101) + "\n"}),
                 "daemon/a.cpp:2: 101 columns");
    expect_fault(untidy_text({"daemon/a.cpp", "\tint a;\n"}), "daemon/a.cpp:1: a tab");
    expect_fault(untidy_text({"daemon/a.cpp", "int a; \n"}), "daemon/a.cpp:1: blanks at the end");
    expect_fault(untidy_text({"tests/a_test.py", "a = 1"}),
                 "tests/a_test.py: the last line has no end");
    expect_fault(untidy_text({"daemon/a.h", "int a;\n\n"}), "daemon/a.h: empty lines at the end");
    expect_none(untidy_text({"tests/notifiers/golden/a.eml", "A: b \r\n"}));
}

TEST(HouseRules, AHeaderIsReadOnce) {
    expect_fault(headers_without_pragma_once({"daemon/a.h", "// #pragma once, said in words\n"}),
                 "daemon/a.h: a header without #pragma once");
    expect_none(headers_without_pragma_once({"daemon/a.h", "// A.\n#pragma once\n"}));
    expect_none(headers_without_pragma_once({"daemon/a.cpp", "int a;\n"}));
}

TEST(HouseRules, NamesSayWhatThingsAre) {
    expect_fault(vague_names({"daemon/store/query_helpers.h", ""}),
                 "daemon/store/query_helpers.h: «helpers» in a file's name");
    expect_fault(vague_names({"tests/utils/a.py", ""}), "tests/utils/a.py: «utils»");
    expect_fault(vague_names({"daemon/a.h", "\nclass LetterManager final {\n"}),
                 "daemon/a.h:2: «manager» in LetterManager");
    expect_fault(vague_names({"daemon/a.h", "enum class HandlerKind {\n"}),
                 "daemon/a.h:1: «handler» in HandlerKind");
    expect_none(vague_names({"daemon/service/service_manager.h", "class ServiceManager {};\n"}));
    expect_none(vague_names({"daemon/a.h", "class Utility;  // no helper\nstruct Database {};\n"}));
}

TEST(HouseRules, CallbacksInsteadOfCoroutines) {
    expect_fault(coroutines({"daemon/a.cpp", "auto n = co_await read();\n"}),
                 "daemon/a.cpp:1: co_await: GCC 12");
    expect_none(coroutines({"daemon/a.cpp", "// co_await breaks\nint co_awaited;\n"}));
}

TEST(HouseRules, LooseEndsAreTiedOrLeftOut) {
    expect_fault(loose_ends({"daemon/a.cpp", "f();  // TODO: later\n"}), "daemon/a.cpp:1: TODO");
    expect_fault(loose_ends({"tests/a_test.py", "# FIXME\n"}), "tests/a_test.py:1: FIXME");
    expect_none(loose_ends({"daemon/a.cpp", "f(\"TODO\");  // todos\n"}));
}

TEST(HouseRules, EveryTestRuns) {
    expect_fault(tests_that_do_not_run({"tests/a_test.cpp", "TEST(A, DISABLED_B) {}\n"}),
                 "tests/a_test.cpp:1: DISABLED_B");
    expect_fault(tests_that_do_not_run({"tests/a_test.cpp", "\nGTEST_SKIP();\n"}),
                 "tests/a_test.cpp:2: GTEST_SKIP");
    expect_fault(tests_that_do_not_run({"tests/a_test.py", "@unittest.skip('x')\n"}),
                 "tests/a_test.py:1: @unittest.skip");
    expect_none(tests_that_do_not_run({"tests/a_test.cpp", "// GTEST_SKIP\nTEST(A, Skips) {}\n"}));
}

TEST(HouseRules, KnownFaultsMayOnlyShrink) {
    const Faults faults{{"daemon/a.cpp", 1, "x"}, {"daemon/b.cpp", 2, "y"}};
    expect_fault(new_faults(faults, {"daemon/a.cpp"}), "daemon/b.cpp:2: y");
    expect_none(new_faults(faults, {"daemon/a.cpp", "daemon/b.cpp"}));
    EXPECT_EQ(stale(faults, {"daemon/a.cpp", "daemon/gone.cpp"}),
              std::vector<std::string>{"daemon/gone.cpp"});
    EXPECT_TRUE(stale(faults, {"daemon/a.cpp"}).empty());
}

}  // namespace
}  // namespace dondoc::house
