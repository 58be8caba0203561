// Which channel and which address a letter leaves by, and what the channel asks for.
#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

// The contact is written to by a chat, where she has a name of her own.
World plan(const std::string& handle = "987654321") {
    World world = World().has_ladder("-1.contact").owes("dang-ky", before("2017-01-30"));
    world.organisation.people.at("an").channel = "chat";
    world.organisation.people.at("an").handle = handle;
    return world;
}

void has_chat(Office& office) {
    office.configuration.channels.push_back(
        {"chat", WebhookSettings{}, {"Sở Y tế", "dondoc@so-y-te.example"}, {}});
}

// Channel and address of every letter that was carried, a line each.
std::string ways(const Office& office) {
    std::string lines = "\n";
    for (const auto& carried : office.carried)
        lines += clock(carried.at) + "  " + carried.consignment.channel + "  " +
                 carried.consignment.parcel.address + "\n";
    return lines;
}

TEST(Channels, WriteToWhatTheChannelKnowsThePersonBy) {
    Office office(plan());
    has_chat(office);
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 08:00");
    EXPECT_EQ(ways(office), R"(
2017-01-24 07:30  chat  987654321
)");
    EXPECT_EQ(office.message_to("an").address, "987654321");
    EXPECT_NE(office.carried.at(0).consignment.parcel.bytes.find("<an@so-y-te.example>"),
              std::string::npos)
        << "the letter itself is to the person's address";
}

TEST(Channels, WriteToTheAddressOfWhoHasNoHandle) {
    Office office(plan(""));
    has_chat(office);
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 08:00");
    EXPECT_EQ(ways(office), R"(
2017-01-24 07:30  chat  an@so-y-te.example
)");
}

TEST(Channels, CarryMailToTheAddressWhateverTheHandle) {
    World world = plan();
    world.organisation.people.at("an").channel = "";
    Office office(world);
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 08:00");
    EXPECT_EQ(ways(office), R"(
2017-01-24 07:30  mail  an@so-y-te.example
)");
}

TEST(Channels, BringARehearsalToItsMailAddressAndToNoChat) {
    Office office(plan());
    office.configuration.channels.insert(office.configuration.channels.begin(),
                                         {"chat", WebhookSettings{}, {"Sở", "d@x.example"}, {}});
    office.configuration.rehearsal = "thu@so-y-te.example";
    office.channel = [](const Consignment&) -> Outcome { return RetryLater{"450 busy"}; };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 07:30");
    // A letter that was written as a rehearsal stays one, when it is tried again and rehearsal is
    // over.
    office.configuration.rehearsal = "";
    office.adopt();
    office.run_to("2017-01-24 07:32");
    EXPECT_EQ(ways(office), R"(
2017-01-24 07:30  mail  thu@so-y-te.example
2017-01-24 07:31  mail  thu@so-y-te.example
)");
}

TEST(Channels, BringALetterThatWasWrittenBeforeARehearsalWhereItBelongs) {
    Office office(plan());
    has_chat(office);
    office.channel = [](const Consignment&) -> Outcome { return RetryLater{"503 busy"}; };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 07:30");
    office.configuration.rehearsal = "thu@so-y-te.example";
    office.adopt();
    office.run_to("2017-01-24 07:32");
    EXPECT_EQ(ways(office), R"(
2017-01-24 07:30  chat  987654321
2017-01-24 07:31  chat  987654321
)");
}

TEST(Channels, AreAskedAgainNoSoonerThanTheyAskedFor) {
    Office office(plan());
    has_chat(office);
    office.channel = [&](const Consignment&) -> Outcome {
        switch (office.carried.size()) {
            case 1: return RetryLater{"429", std::chrono::hours(2)};
            case 2:
                return RetryLater{"429", std::chrono::seconds(1)};  // less than is waited anyway
            case 3:
                return RetryLater{"503", std::chrono::hours(12)};  // after the window has closed
            default: return Sent{"200"};
        }
    };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-26 00:00");
    EXPECT_EQ(ways(office), R"(
2017-01-24 07:30  chat  987654321
2017-01-24 09:30  chat  987654321
2017-01-24 09:32  chat  987654321
2017-01-25 07:30  chat  987654321
)");
    EXPECT_EQ(office.message_to("an").state, MessageState::sent);
}

TEST(Channels, AreToldTheTimeOfEachTryAndGivenTheSameBytes) {
    Office office(plan());
    has_chat(office);
    office.channel = [](const Consignment&) -> Outcome { return Unknown{"no answer"}; };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 07:32");
    ASSERT_EQ(office.carried.size(), 2u);
    const Parcel& first = office.carried[0].consignment.parcel;
    const Parcel& again = office.carried[1].consignment.parcel;
    EXPECT_EQ(first.at, at("2017-01-24 07:30"));
    EXPECT_EQ(clock(again.at), "2017-01-24 07:31");
    EXPECT_EQ(first.bytes, again.bytes);
    EXPECT_EQ(first.id, again.id);
    EXPECT_TRUE(office.message_to("an").unknown);
}

}  // namespace

}  // namespace dondoc::loop_test
