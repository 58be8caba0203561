#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/world.h"

namespace dondoc {
namespace {

using testing::ElementsAre;

TEST(ChannelTables, ReadsAMailServerAndItsDefaults) {
    World world;
    world.replace("dondoc.toml", "type = \"spool\"",
                  "type = \"smtp\"\nhost = \"mail.example\"\nuser = \"dondoc\"\n"
                  "password_file = \"mail-password\"\nsend_timeout = 30");
    const Reading reading = world.read();
    ASSERT_TRUE(reading.configuration) << world.check();
    const ChannelSettings& channel = reading.configuration->channels.at(0);
    const auto& smtp = std::get<SmtpSettings>(channel.transport);
    EXPECT_EQ(smtp.tls, Tls::starttls);
    EXPECT_EQ(smtp.port, 587);
    EXPECT_EQ(smtp.sender, "dondoc@so-y-te.example");
    EXPECT_EQ(smtp.send_time_max, std::chrono::seconds(30));
    EXPECT_EQ(channel.secret_files.at("password_file"), "mail-password");
    EXPECT_EQ(smtp.password, "");
}

TEST(ChannelTables, GiveAChannelTheConnectionsOfItsKindOrItsOwnNumber) {
    World world;
    EXPECT_EQ(world.read().configuration->channels.at(0).connections, 1) << "a spool";
    world.replace("dondoc.toml", "type = \"spool\"", "type = \"smtp\"\nhost = \"mail.example\"");
    EXPECT_EQ(world.read().configuration->channels.at(0).connections, 4);
    world.replace("dondoc.toml", "host = ", "connections = 9\nhost = ");
    EXPECT_EQ(world.read().configuration->channels.at(0).connections, 9) << world.check();
}

TEST(ChannelTables, ReadsTheChannelsOfAPersonInTheirOrderAndHowMessagesLeave) {
    World world;
    const DeliveryRules usual = world.read().configuration->delivery;
    EXPECT_EQ(usual.fallback_after, std::chrono::hours(2));
    EXPECT_EQ(usual.per_minute, 0);
    EXPECT_EQ(usual.per_person_per_day, 0);
    world.replace("dondoc.toml", "[channel.mail]",
                  "[channel.sms]\ntype = \"command\"\ncommand = [\"/bin/cat\"]\n"
                  "from = { address = \"dondoc@so-y-te.example\" }\n\n[channel.mail]");
    world.replace("dondoc.toml", "to = 16:30:00",
                  "to = 16:30:00\nfallback_after = 4\nper_minute = 30\nper_person_per_day = 3");
    world.replace("organisation.toml", "address = \"tdkt",
                  "channels = [\"mail\", \"sms\"]\naddress = \"tdkt");
    const Reading reading = world.read();
    ASSERT_TRUE(reading.configuration) << world.check();
    const DeliveryRules& rules = reading.configuration->delivery;
    EXPECT_EQ(rules.fallback_after, std::chrono::hours(4));
    EXPECT_EQ(rules.per_minute, 30);
    EXPECT_EQ(rules.per_person_per_day, 3);
    const Person& person = *reading.configuration->organisation->person("chuyen-vien");
    EXPECT_EQ(person.channel, "mail");
    EXPECT_THAT(person.fallbacks, ElementsAre("sms"));
}

TEST(ChannelTables, ReadsAWebhookAndItsDefaults) {
    World world;
    world.replace("dondoc.toml", "type = \"spool\"",
                  "type = \"webhook\"\nurl_file = \"chat-url\"\ntoken_file = \"chat-token\"\n"
                  "secret_file = \"/etc/dondoc/chat-secret\"\npayload = \"slack\"\n"
                  "text_max = 500\nconnect_timeout = 5");
    const Reading reading = world.read();
    ASSERT_TRUE(reading.configuration) << world.check();
    const ChannelSettings& channel = reading.configuration->channels.at(0);
    const auto& webhook = std::get<WebhookSettings>(channel.transport);
    EXPECT_EQ(webhook.url, "") << "it is read at start, from its file";
    EXPECT_EQ(webhook.payload.form, "slack");
    EXPECT_EQ(webhook.payload.text_max, 500);
    EXPECT_EQ(webhook.connect_time_max, std::chrono::seconds(5));
    EXPECT_EQ(webhook.send_time_max, std::chrono::seconds(30));
    EXPECT_THAT(channel.secret_files,
                ElementsAre(testing::Pair("secret_file", "/etc/dondoc/chat-secret"),
                            testing::Pair("token_file", "chat-token"),
                            testing::Pair("url_file", "chat-url")));
}

TEST(ChannelTables, ReadsAPayloadOfOnesOwnAndCountsItIn) {
    World world;
    world.replace("dondoc.toml", "type = \"spool\"",
                  "type = \"webhook\"\nurl = \"https://chat.example/hook\"\n"
                  "payload_file = \"chat.json\"");
    world.write("chat.json", "{\"t\": \"{{text}}\"}");
    const Reading before = world.read();
    ASSERT_TRUE(before.configuration) << world.check();
    const auto& channel = before.configuration->channels.at(0);
    EXPECT_EQ(std::get<WebhookSettings>(channel.transport).payload.text, "{\"t\": \"{{text}}\"}");
    world.write("chat.json", "{\"s\": \"{{subject}}\"}");
    EXPECT_NE(world.read().configuration->fingerprint, before.configuration->fingerprint);
    world.write("chat.json", "{\"s\": \"{{subjec}}\"}");
    EXPECT_EQ(world.check(),
              "dondoc.toml:17:16: error: 'chat.json': line 1: a letter has no name «subjec»; did "
              "you mean «subject»?\n");
}

TEST(ChannelTables, ReadsACommand) {
    World world;
    world.replace("dondoc.toml", "type = \"spool\"",
                  "type = \"command\"\ncommand = [\"/bin/cat\", \"-n\"]\ninput = \"mail\"\n"
                  "timeout = 5");
    world.replace("organisation.toml", "address = \"tdkt",
                  "handle = \"0912 000 001\"\naddress = \"tdkt");
    const Reading reading = world.read();
    ASSERT_TRUE(reading.configuration) << world.check();
    const auto& command =
        std::get<CommandSettings>(reading.configuration->channels.at(0).transport);
    EXPECT_THAT(command.command, ElementsAre("/bin/cat", "-n"));
    EXPECT_EQ(command.payload.form, "mail");
    EXPECT_EQ(command.time_max, std::chrono::seconds(5));
    EXPECT_EQ(reading.configuration->organisation->person("chuyen-vien")->handle, "0912 000 001");
}

}  // namespace
}  // namespace dondoc
