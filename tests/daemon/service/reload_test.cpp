#include "daemon/service/reload.h"

#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <sstream>
#include <thread>

#include "daemon/store/store.h"
#include "tests/daemon/loop/office.h"

namespace dondoc {

namespace {

using loop_test::Folder;
using loop_test::must;

// A small sound configuration and the store of a daemon that runs by it.
class Place {
public:
    Place() {
        std::filesystem::copy(std::filesystem::path(DONDOC_TESTS_DIR) / "config/good",
                              folder_.path(), std::filesystem::copy_options::recursive);
        const Reading reading = read_configuration(main());
        EXPECT_TRUE(reading.configuration);
        in_force = std::make_shared<const InForce>(*reading.configuration);
        (void)must(Store::open(folder_.file("dondoc.db")));
    }

    std::filesystem::path main() const { return folder_.file("dondoc.toml"); }

    void edit(const std::string& from, const std::string& to) const {
        std::stringstream text;
        text << std::ifstream(main()).rdbuf();
        std::string edited = text.str();
        const auto at = edited.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        std::ofstream(main()) << edited.replace(at, from.size(), to);
    }

    Reload::Needs needs() {
        return {main(),
                {},
                folder_.file("dondoc.db"),
                [this] { return in_force; },
                [] { return test::at("2017-01-03 08:00"); },
                [this](Replacement next) {
                    taken.emplace(std::move(next));
                    return answer;
                },
                [this] { return go_on; }};
    }

    std::shared_ptr<const InForce> in_force;
    ApplyAnswer answer = Reconfigured{};
    std::optional<Replacement> taken;
    bool go_on = true;

private:
    Folder folder_;
};

TEST(Reload, KeepsTheStateDirectoryAndAddressUntilTheNextStart) {
    Place place;
    const Configuration before = place.in_force->configuration;
    place.edit("state_directory = \"state\"",
               "state_directory = \"other\"\nbase_url = \"https://dondoc.example\"");
    place.edit("[::1]:0", "127.0.0.1:8481");
    Reload reload(place.needs());
    const PreviewAnswer told = reload.preview();
    const auto* preview = std::get_if<Preview>(&told);
    ASSERT_TRUE(preview);
    std::string keys;
    for (const SettingChange& change : preview->difference.settings)
        keys += change.key + (change.at_next_start ? " at next start\n" : "\n");
    EXPECT_EQ(keys, "state_directory at next start\nbase_url\nhttp.listen at next start\n");
    const ApplyAnswer applied = reload.apply(preview->fingerprint, "cli:giang");
    EXPECT_TRUE(std::holds_alternative<Reconfigured>(applied));
    ASSERT_TRUE(place.taken);
    const Configuration& after = place.taken->in_force->configuration;
    EXPECT_EQ(after.base_url, "https://dondoc.example");
    EXPECT_EQ(after.state_directory, before.state_directory);
    EXPECT_EQ(after.http.port, before.http.port);
    EXPECT_EQ(std::get<SpoolSettings>(after.channels.front().transport).directory,
              std::get<SpoolSettings>(before.channels.front().transport).directory);
    EXPECT_EQ(place.taken->supersedes, before.fingerprint);
    EXPECT_EQ(place.taken->by, "cli:giang");
}

TEST(Reload, AppliesNothingButWhatWasPreviewed) {
    Place place;
    Reload reload(place.needs());
    place.edit("state_directory", "base_url = \"https://a.example\"\nstate_directory");
    const PreviewAnswer told = reload.preview();
    const std::string fingerprint = std::get<Preview>(told).fingerprint;
    place.edit("a.example", "b.example");
    EXPECT_TRUE(std::holds_alternative<FilesChanged>(reload.apply(fingerprint, "x")));
    EXPECT_TRUE(std::holds_alternative<FilesChanged>(reload.apply("", "x")));
    place.edit("b.example", "a.example");
    // Meanwhile something else is in force.
    const auto first = place.in_force;
    Configuration other = first->configuration;
    other.fingerprint = "other";
    place.in_force = std::make_shared<const InForce>(other);
    EXPECT_TRUE(std::holds_alternative<FilesChanged>(reload.apply(fingerprint, "x")));
    EXPECT_FALSE(place.taken);
    place.in_force = first;
    EXPECT_TRUE(std::holds_alternative<Reconfigured>(reload.apply(fingerprint, "x")));
    EXPECT_TRUE(place.taken);
}

TEST(Reload, TellsWhatItChangesBeforeItDoes) {
    Place place;
    place.edit("state_directory", "base_url = \"https://a.example\"\nstate_directory");
    Reload reload(place.needs());
    bool told = false;
    const auto tell = [&](const Preview& preview) {
        told = true;
        EXPECT_FALSE(preview.difference.nothing());
        EXPECT_FALSE(place.taken);
    };
    EXPECT_TRUE(std::holds_alternative<Reconfigured>(reload.reload("SIGHUP", tell)));
    EXPECT_TRUE(told);
    EXPECT_TRUE(place.taken);
}

TEST(Reload, TellsEveryFaultAndNothingElse) {
    Place place;
    place.edit("state_directory", "langauge = \"vi\"\nzone = 7\nstate_directory");
    Reload reload(place.needs());
    for (const ApplyAnswer& answer :
         {reload.apply("", "x"), reload.reload("SIGHUP", [](const Preview&) { FAIL(); })}) {
        const auto* faulty = std::get_if<FaultyFiles>(&answer);
        ASSERT_TRUE(faulty);
        EXPECT_EQ(faulty->faults.size(), 2u);
        for (const Diagnostic& fault : faulty->faults)
            EXPECT_EQ(fault.str().substr(0, 12), "dondoc.toml:") << fault.str();
    }
    EXPECT_TRUE(std::holds_alternative<FaultyFiles>(reload.preview()));
    EXPECT_FALSE(place.taken);
}

TEST(Reload, TellsInThePreviewThatAPasswordCannotBeRead) {
    Place place;
    place.edit("type = \"spool\"",
               "type = \"smtp\"\nhost = \"mail.example\"\nuser = \"dondoc\"\n"
               "password_file = \"/nowhere/password\"");
    Reload reload(place.needs());
    for (const ApplyAnswer& answer :
         {reload.apply("", "x"), reload.reload("SIGHUP", [](const Preview&) { FAIL(); })}) {
        const auto* faulty = std::get_if<FaultyFiles>(&answer);
        ASSERT_TRUE(faulty);
        ASSERT_EQ(faulty->faults.size(), 1u);
        EXPECT_NE(faulty->faults[0].str().find("dondoc.toml: error: channel mail: "),
                  std::string::npos)
            << faulty->faults[0].str();
        EXPECT_NE(faulty->faults[0].str().find("/nowhere/password"), std::string::npos);
    }
    EXPECT_TRUE(std::holds_alternative<FaultyFiles>(reload.preview()));
    EXPECT_FALSE(place.taken);
}

TEST(Reload, IsBrokenOffWhenTheDaemonStops) {
    Place place;
    place.edit("state_directory", "rehearsal = \"thu@soyte.example\"\nstate_directory");
    place.go_on = false;
    Reload reload(place.needs());
    const PreviewAnswer told = reload.preview();
    ASSERT_TRUE(std::holds_alternative<Busy>(told));
    EXPECT_EQ(std::get<Busy>(told).with, Busy::With::stopping);
    const ApplyAnswer answer =
        reload.reload("SIGHUP", [](const Preview&) { FAIL() << "nothing is told"; });
    ASSERT_TRUE(std::holds_alternative<Busy>(answer));
    EXPECT_EQ(std::get<Busy>(answer).with, Busy::With::stopping);
    EXPECT_FALSE(place.taken);
}

TEST(Reload, TellsAnotherThatItIsAtWork) {
    Place place;
    Reload reload(place.needs());
    const auto ask = [&](const Preview&) {
        std::jthread([&] {
            EXPECT_TRUE(std::holds_alternative<Busy>(reload.preview()));
            EXPECT_TRUE(std::holds_alternative<Busy>(reload.apply("", "x")));
        });
    };
    EXPECT_TRUE(std::holds_alternative<Reconfigured>(reload.reload("SIGHUP", ask)));
    EXPECT_FALSE(std::holds_alternative<Busy>(reload.preview()));
}

TEST(Reload, SaysWhatTheLoopSaid) {
    Place place;
    place.answer = Busy{};
    Reload reload(place.needs());
    EXPECT_TRUE(std::holds_alternative<Busy>(reload.reload("SIGHUP", [](const Preview&) {})));
}

}  // namespace

}  // namespace dondoc
