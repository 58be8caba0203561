#include "daemon/loop/courier.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

Configuration with(const ChannelSettings& channel, const std::filesystem::path& folder) {
    Configuration configuration;
    configuration.file = folder / "dondoc.toml";
    configuration.channels = {channel};
    return configuration;
}

TEST(Courier, HasAsManyOfAChannelAsItHasConnections) {
    const Folder folder;
    ChannelSettings spool{"mail", SpoolSettings{folder.file("spool")}, {}, {}};
    EXPECT_EQ(must(make_channels(with(spool, folder.path()))).at("mail").size(), 1u);
    spool.connections = 3;
    const Channels three = must(make_channels(with(spool, folder.path())));
    ASSERT_EQ(three.at("mail").size(), 3u);
    const Outcome outcome = three.at("mail").back()->send(
        {"1@so-y-te.example", "an@so-y-te.example", "Subject: x\r\n\r\n"});
    EXPECT_TRUE(std::holds_alternative<Sent>(outcome));
    EXPECT_FALSE(std::filesystem::is_empty(folder.file("spool")));
}

TEST(Courier, FindsThePasswordBesideTheMainFile) {
    const Folder folder;
    const ChannelSettings smtp{"mail", SmtpSettings{}, {}, {{"password_file", "smtp-password"}}};
    const auto missing = make_channels(with(smtp, folder.path()));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().text, "channel mail: password_file " +
                                        folder.file("smtp-password").string() + ": cannot be read");
    std::ofstream(folder.file("smtp-password")) << "secret\n";
    EXPECT_TRUE(make_channels(with(smtp, folder.path())));
}

TEST(Courier, FindsEachSecretAndSaysWhichIsWrongWithoutQuotingIt) {
    const Folder folder;
    const ChannelSettings chat{"chat", WebhookSettings{}, {}, {{"url_file", "chat-url"}}};
    std::ofstream(folder.file("chat-url")) << "ftp://hidden.example\n";
    const auto wrong = make_channels(with(chat, folder.path()));
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().text, "channel chat: url_file " + folder.file("chat-url").string() +
                                      ": is not a web address; write it as https://host/path");
    std::ofstream(folder.file("chat-url")) << "https://chat.example/hidden\n";
    EXPECT_TRUE(make_channels(with(chat, folder.path())));
}

}  // namespace

}  // namespace dondoc::loop_test
