#include "daemon/service/startup.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/daemon/loop/office.h"

namespace dondoc {

namespace {

using loop_test::Folder;
using loop_test::must;

const std::filesystem::path samples = DONDOC_SOURCE_DIR "/config/samples";

ServeOptions options_for(const Folder& folder) {
    ServeOptions options;
    options.config = samples / "dondoc.toml";
    options.state_directory = folder.file("state");
    return options;
}

std::string why_not(const ServeOptions& options) {
    const auto ground = prepare(options);
    return ground ? "" : ground.error().text;
}

TEST(Startup, FindsEverythingInOrder) {
    const Folder folder;
    ServeOptions options = options_for(folder);
    options.events = samples / "demo/lao-cai-2017.events.jsonl";
    const Ground ground = must(prepare(options));
    EXPECT_FALSE(ground.configuration.campaigns.empty());
    EXPECT_FALSE(ground.script.empty());
    EXPECT_EQ(ground.position, std::nullopt);
    EXPECT_TRUE(ground.channels.contains("mail"));
    EXPECT_EQ(files_of(ground), "store: " + folder.file("state/dondoc.db").string() +
                                    "\nmessages: " + folder.file("state/spool").string());
}

TEST(Startup, TellsAllFaultsOfTheConfiguration) {
    const Folder folder;
    std::ofstream(folder.file("dondoc.toml")) << "langauge = \"vi\"\nzone = 7\n";
    ServeOptions options = options_for(folder);
    options.config = folder.file("dondoc.toml");
    const std::string why = why_not(options);
    EXPECT_NE(why.find("dondoc.toml:1:1: error: "), std::string::npos) << why;
    EXPECT_NE(why.find("\ndondoc.toml:2:"), std::string::npos) << why;
    EXPECT_FALSE(std::filesystem::exists(folder.file("state")));
}

TEST(Startup, SaysWhenTheStateDirectoryIsTaken) {
    const Folder folder;
    const Ground first = must(prepare(options_for(folder)));
    EXPECT_NE(why_not(options_for(folder)).find("is taken: another dondoc is running on it"),
              std::string::npos);
}

TEST(Startup, SaysWhenTheStoreIsNone) {
    const Folder folder;
    std::filesystem::create_directories(folder.file("state"));
    std::ofstream(folder.file("state/dondoc.db")) << std::string(5000, 'x');
    const std::string why = why_not(options_for(folder));
    EXPECT_EQ(why.find("store " + folder.file("state/dondoc.db").string()), 0u) << why;
    EXPECT_NE(why.find("the file is not a database"), std::string::npos) << why;
}

TEST(Startup, SaysWhatIsWrongWithTheEventScript) {
    const Folder folder;
    ServeOptions options = options_for(folder);
    options.events = folder.file("none.jsonl");
    EXPECT_EQ(why_not(options), "event script " + options.events + ": cannot be read");
}

TEST(Startup, SaysWhyALineOfTheScriptChangedNothing) {
    const ScriptLine line{test::at("2017-01-20 09:00"),
                          {PauseSending{"bão"}, "script"},
                          "nam.jsonl:12",
                          "2017-01-20T09:00:00+07:00"};
    EXPECT_EQ(refused_line(line, Refusal{"already_paused", "Sending is paused: lũ"}),
              "nam.jsonl:12: 2017-01-20T09:00:00+07:00: Sending is paused: lũ");
    EXPECT_EQ(refused_line(line, NotFound{"There is no phase"}),
              "nam.jsonl:12: 2017-01-20T09:00:00+07:00: There is no phase");
}

}  // namespace

}  // namespace dondoc
