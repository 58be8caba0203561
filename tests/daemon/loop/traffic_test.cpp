// A channel that takes nothing at all: left alone, tried with one message, and no hindrance to
// others.
#include "daemon/loop/traffic.h"

#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using ::testing::HasSubstr;

// Four units whose contacts are written to by mail, and a fifth by a chat.
Office five_units(SendingWindow window = {}) {
    World world = World().has_ladder("-1.contact");
    world.sending.window = window;
    std::vector<std::string> units;
    for (const char* name : {"mot", "hai", "ba", "bon", "nam"}) {
        Person& person = world.organisation.people[name];
        person.id = person.name = name;
        person.address = std::string(name) + "@tram.example";
        person.channel = std::string(name) == "nam" ? "chat" : "";
        Unit& unit = world.organisation.units[std::string("tram-") + name];
        unit.id = unit.name = std::string("tram-") + name;
        unit.contact = name;
        units.push_back(unit.id);
    }
    return Office(world.owes("dang-ky", before("2017-01-30"), "", units));
}

// At which minute whom the channel was asked to write to: «07:30 mot hai».
std::string asked(Office& office) {
    std::string lines = "\n";
    std::string last;
    for (const auto& each : office.carried) {
        const std::string minute = clock(each.at).substr(11);
        if (minute != last) lines += (last.empty() ? "" : "\n") + minute;
        last = minute;
        lines += " " + each.person;
    }
    office.carried.clear();
    return lines + "\n";
}

struct Morning {
    Office office;
    bool mail_is_away = true;

    explicit Morning(SendingWindow window = {}) : office(five_units(window)) {
        ChannelSettings chat = office.configuration.channels.front();
        chat.id = "chat";
        office.configuration.channels.push_back(chat);
        office.channel = [this](const Consignment& consignment) -> Outcome {
            if (consignment.channel == "mail" && mail_is_away)
                return later_for_all("mail.example: connection refused");
            return Sent{"250 ok"};
        };
        office.start("2017-01-03 08:00");
        office.run_to("2017-01-24 07:29");
    }
    std::vector<DownChannel> down() const { return must(office.store->read().channels_down()); }
};

TEST(Traffic, TriesAChannelThatTakesNothingWithOneMessageAndLetsOthersGoOn) {
    Morning morning;
    Office& office = morning.office;
    office.run_to("2017-01-24 08:00");
    EXPECT_EQ(asked(office), R"(
07:30 nam mot hai ba bon
07:31 hai
07:33 bon
07:38 mot
07:48 ba
)") << "those that had left together, then one at each try";
    ASSERT_EQ(morning.down().size(), 1u);
    EXPECT_EQ(morning.down()[0].channel, "mail");
    EXPECT_EQ(clock(morning.down()[0].since), "2017-01-24 07:30");
    EXPECT_EQ(clock(morning.down()[0].until), "2017-01-24 08:08");
    EXPECT_THAT(morning.down()[0].why, HasSubstr("connection refused"));

    morning.mail_is_away = false;
    office.run_to("2017-01-24 08:30");
    EXPECT_THAT(asked(office), ::testing::StartsWith("\n08:08 ")) << "it works again, and all go";
    EXPECT_TRUE(morning.down().empty());
    for (const char* person : {"mot", "hai", "ba", "bon", "nam"})
        EXPECT_EQ(office.message_to(person).state, MessageState::sent) << person;
}

TEST(Traffic, RemembersOverARestartWhatTakesNothing) {
    Morning morning;
    Office& office = morning.office;
    office.run_to("2017-01-24 07:40");
    asked(office);
    office.start("2017-01-24 07:41");
    office.run_to("2017-01-24 07:47");
    EXPECT_EQ(asked(office), "\n\n");
    office.run_to("2017-01-24 07:48");
    EXPECT_EQ(asked(office), "\n07:48 ba\n");
}

TEST(Traffic, TriesAtOnceWhatWasMendedByOtherSettings) {
    Morning morning;
    Office& office = morning.office;
    office.run_to("2017-01-24 07:40");
    asked(office);
    morning.mail_is_away = false;
    office.adopt();
    office.run_to("2017-01-24 07:41");
    EXPECT_THAT(asked(office), HasSubstr("07:40 ba"));
    EXPECT_TRUE(morning.down().empty());
}

TEST(Traffic, SaysNothingMoreOfAChannelThatIsConfiguredNoMore) {
    Morning morning;
    morning.office.run_to("2017-01-24 07:40");
    ASSERT_EQ(morning.down().size(), 1u);
    morning.office.configuration.channels.front().id = "post";
    morning.office.adopt();
    EXPECT_TRUE(morning.down().empty());
}

TEST(Traffic, KnowsInARehearsalByWhatEachLetterReallyLeaves) {
    Office office = five_units();
    ChannelSettings chat = office.configuration.channels.front();
    chat.id = "chat";
    chat.transport = WebhookSettings{};
    office.configuration.channels.push_back(chat);
    office.configuration.rehearsal = "thu@so-y-te.example";
    office.channel = [](const Consignment&) -> Outcome { return later_for_all("refused"); };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 07:31");
    const auto down = must(office.store->read().channels_down());
    ASSERT_EQ(down.size(), 1u);
    EXPECT_EQ(down[0].channel, "mail");
    EXPECT_EQ(down[0].tries, 2) << "one letter tried again, whatever it was meant for";
}

TEST(Traffic, IsNotStoppedByWhatConcernsOneRecipient) {
    Morning morning;
    morning.office.channel = [](const Consignment& consignment) -> Outcome {
        if (consignment.parcel.address.starts_with("mot@")) return RetryLater{"450 greylisted"};
        return Sent{"250 ok"};
    };
    morning.office.run_to("2017-01-24 07:30");
    EXPECT_TRUE(morning.down().empty());
    EXPECT_EQ(asked(morning.office), "\n07:30 nam mot hai ba bon\n");
}

TEST(Traffic, WaitsAsLongAsTheOtherSideAsks) {
    Morning morning;
    morning.office.channel = [](const Consignment&) -> Outcome {
        return RetryLater{"503 slow down", std::chrono::minutes(25), true};
    };
    morning.office.run_to("2017-01-24 07:54");
    ASSERT_EQ(morning.down().size(), 2u);
    EXPECT_EQ(clock(morning.down()[1].until), "2017-01-24 07:55");
    EXPECT_EQ(asked(morning.office), "\n07:30 nam mot hai ba bon\n");
}

TEST(Traffic, KeepsToTheRateOfAChannel) {
    Morning morning;
    morning.mail_is_away = false;
    morning.office.configuration.channels.front().per_minute = 2;
    morning.office.adopt();
    morning.office.run_to("2017-01-24 08:00");
    EXPECT_EQ(asked(morning.office), R"(
07:30 nam mot hai
07:31 ba bon
)");
}

// Made within hours, but not sent by their end: it leaves in the next ones, never at night.
TEST(Traffic, KeepsForTheNextMorningWhatARateLetsWaitPastTheEndOfTheHours) {
    using std::chrono::minutes;
    Morning morning({minutes(7 * 60 + 30), minutes(7 * 60 + 31)});
    morning.mail_is_away = false;
    morning.office.configuration.channels.front().per_minute = 2;
    morning.office.adopt();
    morning.office.run_to("2017-01-25 07:00");
    EXPECT_EQ(asked(morning.office), "\n07:30 nam mot hai\n");
    morning.office.run_to("2017-01-25 08:00");
    EXPECT_EQ(asked(morning.office), "\n07:30 ba bon\n");
}

TEST(Traffic, KeepsForTheNextMorningWhatAChannelTookOnlyAfterHours) {
    Morning morning;
    morning.office.run_to("2017-01-24 18:00");
    for (const auto& each : morning.office.carried)
        EXPECT_LT(clock(each.at), "2017-01-24 16:30");
    morning.office.carried.clear();
    morning.mail_is_away = false;
    morning.office.run_to("2017-01-25 07:29");
    EXPECT_EQ(asked(morning.office), "\n\n");
    morning.office.run_to("2017-01-25 08:00");
    EXPECT_THAT(asked(morning.office), HasSubstr("07:30 "));
    EXPECT_EQ(must(morning.office.store->read().outbox_channels()).size(), 0U);
}

}  // namespace

}  // namespace dondoc::loop_test
