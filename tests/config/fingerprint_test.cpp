// What a change of a file does to the fingerprints: of a definition, and of all files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "config/configuration.h"
#include "config/document.h"
#include "tests/config/world.h"

namespace dondoc {
namespace {

TEST(Fingerprint, ChangesWithWhateverDecidesTheReminders) {
    const std::string before = World().definition().fingerprint;
    EXPECT_EQ(before.size(), 64u);
    const std::vector<std::array<std::string, 3>> edits = {
        {campaign_file, "Bản đăng ký", "Bản đăng kí"},
        {"organisation.toml", "Nguyễn Thị An", "Nguyễn Thị Ân"},
        {"ladders.toml", "at = 3", "at = 4"},
        {"calendar.toml", "confirmed = true\nholidays = [{ date = 2017-01-27",
         "confirmed = true\nholidays = [{ date = 2017-01-26"},
        {"dondoc.toml", "from = 07:30:00", "from = 08:00:00"},
        {"dondoc.toml", "to = 16:30:00", "to = 16:30:00\ncatch_up_age = 4"},
        {"dondoc.toml", "to = 16:30:00", "to = 16:30:00\nreturn_grace = 4"},
        {"dondoc.toml", "to = 16:30:00", "to = 16:30:00\nconfirm_contacts = true"},
        {"dondoc.toml", "to = 16:30:00", "to = 16:30:00\nweekly_digest = false"},
        {"dondoc.toml", "to = 16:30:00", "to = 16:30:00\nhead_digest = true"},
        {"dondoc.toml", "state_directory", "zone = \"Asia/Bangkok\"\nstate_directory"},
    };
    std::vector<std::string> seen = {before};
    for (const auto& [file, from, to] : edits) {
        World world;
        world.replace(file, from, to);
        const std::string after = world.definition().fingerprint;
        EXPECT_THAT(seen, testing::Not(testing::Contains(after))) << file << ": " << to;
        seen.push_back(after);
    }
}

TEST(Fingerprint, OfTheWholeChangesWithEveryFile) {
    const auto whole = [](const World& world) { return world.read().configuration->fingerprint; };
    World world;
    world.write("templates/reminder.en.subject", "Please report\n")
        .replace("dondoc.toml", "state_directory", "templates = \"templates\"\nstate_directory");
    std::vector<std::string> seen = {whole(world)};
    for (const char* file : {"dondoc.toml", "organisation.toml", "ladders.toml", "calendar.toml",
                             campaign_file, "templates/reminder.en.subject"}) {
        world.write(file, read_bytes(world.file(file)) + "# sửa\n");
        const std::string after = whole(world);
        EXPECT_EQ(after, whole(world)) << "the same files";
        EXPECT_THAT(seen, testing::Not(testing::Contains(after))) << file;
        seen.push_back(after);
    }
}

TEST(Fingerprint, StaysForWhatDecidesNoReminder) {
    const std::string before = World().definition().fingerprint;
    World world;
    world.replace("dondoc.toml", "[::1]:0", "127.0.0.1:8480")
        .replace("dondoc.toml", "state_directory = \"state\"",
                 "state_directory = \"other\"\nrehearsal = \"thu@so-y-te.example\"")
        .replace("dondoc.toml", "type = \"spool\"", "type = \"spool\"\ndirectory = \"mail\"");
    EXPECT_EQ(world.definition().fingerprint, before);
}

}  // namespace
}  // namespace dondoc
