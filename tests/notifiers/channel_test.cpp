// What every channel does alike. A new channel adds an OtherSide and one line to the list at the
// end.
#include "notifiers/channel.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <memory>

#include "notifiers/channels.h"
#include "tests/notifiers/outcomes.h"
#include "tests/notifiers/programs.h"

namespace dondoc {
namespace {

using programs::Folder;
using programs::HttpServer;
using programs::SmtpServer;

// The real thing that a channel brings its messages to, and the channel.
class OtherSide {
public:
    virtual ~OtherSide() = default;
    virtual Channel& channel() = 0;
    // The bytes that this sending brought to the other side; sent things are asked for once, in
    // order.
    virtual std::string arrived(const Parcel&) = 0;
    // A channel whose other side is not there.
    virtual std::unique_ptr<Channel> away() = 0;
};

class SpoolFolder final : public OtherSide {
public:
    Channel& channel() override { return channel_; }
    std::string arrived(const Parcel& parcel) override {
        return programs::read_file(folder_.path() / "spool" / (parcel.id + ".eml"));
    }
    std::unique_ptr<Channel> away() override {
        const auto file = folder_.path() / "a-file";
        std::ofstream(file) << "in the way";
        return std::make_unique<SpoolChannel>(SpoolSettings{.directory = file / "spool"});
    }

private:
    Folder folder_;
    SpoolChannel channel_{SpoolSettings{.directory = folder_.path() / "spool"}};
};

class MailServer final : public OtherSide {
public:
    Channel& channel() override { return channel_; }
    std::string arrived(const Parcel&) override {
        const auto message = server_->next_message();
        return message.empty() ? "" : server_->bytes_of(message[0]);
    }
    std::unique_ptr<Channel> away() override {
        server_.reset();
        return std::make_unique<SmtpChannel>(settings_);
    }

private:
    static SmtpSettings to(const SmtpServer& server) {
        SmtpSettings settings;
        settings.host = "127.0.0.1";
        settings.port = server.port();
        settings.tls = Tls::none;
        settings.sender = "dondoc@soyte.example";
        return settings;
    }

    std::unique_ptr<SmtpServer> server_ = std::make_unique<SmtpServer>();
    SmtpSettings settings_ = to(*server_);
    SmtpChannel channel_{settings_};
};

class WebServer final : public OtherSide {
public:
    Channel& channel() override { return *channel_; }
    std::string arrived(const Parcel&) override {
        const auto message = server_->next_message();
        return message.empty() ? "" : server_->body_of(message[0]);
    }
    std::unique_ptr<Channel> away() override {
        server_.reset();
        return std::move(channel_);
    }

private:
    std::unique_ptr<Channel> to(const HttpServer& server) {
        WebhookSettings settings;
        settings.url = server.url("/ok");
        settings.payload.form = "mail";
        return *make_channel(std::move(settings));
    }

    std::unique_ptr<HttpServer> server_ = std::make_unique<HttpServer>();
    std::unique_ptr<Channel> channel_ = to(*server_);
};

class Program final : public OtherSide {
public:
    Channel& channel() override { return *channel_; }
    std::string arrived(const Parcel&) override { return programs::read_file(path("arrived")); }
    std::unique_ptr<Channel> away() override { return running({path("gone")}); }

private:
    std::string path(const char* name) const { return (folder_.path() / name).string(); }
    static std::unique_ptr<Channel> running(std::vector<std::string> command) {
        CommandSettings settings;
        settings.command = std::move(command);
        settings.payload.form = "mail";
        return *make_channel(std::move(settings));
    }

    Folder folder_;
    std::unique_ptr<Channel> channel_ = running({"/bin/sh", "-c", "cat > \"$0\"", path("arrived")});
};

struct Maker {
    std::string name;
    std::function<std::unique_ptr<OtherSide>()> make;
};

class EveryChannel : public ::testing::TestWithParam<Maker> {
protected:
    std::unique_ptr<OtherSide> other_side = GetParam().make();
};

Parcel parcel(const std::string& id, const std::string& body) {
    return {.id = id + "@dondoc.example",
            .address = "lienhe@bvdk-a.example",
            .bytes = "Subject: " + id + "\r\nMIME-Version: 1.0\r\n\r\n" + body};
}

TEST_P(EveryChannel, CarriesTheBytesAsTheyAre) {
    const Parcel sent = parcel("m1", "Sequence \x7F of bytes\r\n\r\n  blanks  \t\r\n\r\n");
    const Outcome outcome = other_side->channel().send(sent);
    ASSERT_EQ(name_of(outcome), "Sent") << words_of(outcome);
    EXPECT_EQ(other_side->arrived(sent), sent.bytes);
}

TEST_P(EveryChannel, CarriesLinesThatBeginWithDots) {
    const Parcel sent = parcel("m1", ".\r\n..\r\n.a\r\n...\r\n\r\n.\r\nQUIT\r\n.\r\n");
    ASSERT_EQ(name_of(other_side->channel().send(sent)), "Sent");
    EXPECT_EQ(other_side->arrived(sent), sent.bytes);
}

TEST_P(EveryChannel, CarriesAMessageOfAMegabyte) {
    std::string body;
    for (int line = 0; line < 16 * 1024; ++line)
        body += "." + std::string(61, static_cast<char>('a' + line % 26)) + "\r\n";
    const Parcel sent = parcel("m1", body);
    const Outcome outcome = other_side->channel().send(sent);
    ASSERT_EQ(name_of(outcome), "Sent") << words_of(outcome);
    EXPECT_EQ(other_side->arrived(sent), sent.bytes);
}

TEST_P(EveryChannel, RepeatsTheSameBytesUnderTheSameId) {
    const Parcel sent = parcel("m1", "once\r\n");
    for (int attempt = 1; attempt <= 2; ++attempt) {
        ASSERT_EQ(name_of(other_side->channel().send(sent)), "Sent") << attempt;
        EXPECT_EQ(other_side->arrived(sent), sent.bytes) << attempt;
    }
}

TEST_P(EveryChannel, KeepsMessagesApart) {
    for (int n = 1; n <= 20; ++n) {
        const Parcel sent =
            parcel("m" + std::to_string(n), "message " + std::to_string(n) + "\r\n");
        ASSERT_EQ(name_of(other_side->channel().send(sent)), "Sent") << n;
        EXPECT_EQ(other_side->arrived(sent), sent.bytes) << n;
    }
}

TEST_P(EveryChannel, TriesLaterWhenTheOtherSideIsAway) {
    const auto channel = other_side->away();
    for (int attempt = 1; attempt <= 2; ++attempt) {
        const Outcome outcome = channel->send(parcel("m1", "x\r\n"));
        EXPECT_EQ(name_of(outcome), "RetryLater") << attempt;
        EXPECT_NE(words_of(outcome), "");
    }
}

INSTANTIATE_TEST_SUITE_P(
    Channels, EveryChannel,
    ::testing::Values(Maker{"Spool", [] { return std::make_unique<SpoolFolder>(); }},
                      Maker{"Smtp", [] { return std::make_unique<MailServer>(); }},
                      Maker{"Webhook", [] { return std::make_unique<WebServer>(); }},
                      Maker{"Command", [] { return std::make_unique<Program>(); }}),
    [](const ::testing::TestParamInfo<Maker>& maker) { return maker.param.name; });

}  // namespace
}  // namespace dondoc
