// The mail channel against a real server, told by the recipient's name what to do: see
// smtp_server.py.
#include "notifiers/smtp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "notifiers/mail.h"
#include "tests/notifiers/outcomes.h"
#include "tests/notifiers/programs.h"

namespace dondoc {
namespace {

using programs::Folder;
using programs::SmtpServer;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

SmtpSettings settings_for(const SmtpServer& server, Tls tls = Tls::none) {
    SmtpSettings settings;
    settings.host = "127.0.0.1";
    settings.port = server.port();
    settings.tls = tls;
    settings.sender = "dondoc@soyte.example";
    return settings;
}

Parcel parcel_to(std::string address) {
    return {.id = "m1@dondoc.example",
            .address = std::move(address),
            .bytes = "Subject: x\r\n\r\ny\r\n"};
}

TEST(Smtp, SendsAndKeepsTheConnection) {
    SmtpServer server;
    SmtpChannel channel(settings_for(server));
    const Outcome first = channel.send(parcel_to("a@b.example"));
    EXPECT_EQ(name_of(first), "Sent");
    EXPECT_EQ(words_of(first), "250 2.0.0 kept as 1");
    EXPECT_EQ(name_of(channel.send(parcel_to("c@d.example"))), "Sent");
    const auto one = server.next_message();
    const auto two = server.next_message();
    ASSERT_EQ(one.size(), 6u);
    ASSERT_EQ(two.size(), 6u);
    EXPECT_EQ(one[4], "dondoc@soyte.example");
    EXPECT_EQ(one[5], "a@b.example");
    EXPECT_EQ(two[5], "c@d.example");
    EXPECT_EQ(one[1], two[1]) << "another connection";
}

TEST(Smtp, CarriesAVietnameseMailThatAnIndependentParserReads) {
    SmtpServer server;
    SmtpChannel channel(settings_for(server));
    const LetterText text{.subject = "[Sở Y tế] Nhắc nộp Báo cáo: còn 05 ngày làm việc",
                          .plain = "Kính gửi: Bệnh viện\n.dấu chấm\n.\nTrân trọng./.\n",
                          .html = "<p>Kính gửi: Bệnh viện</p>\n"};
    const MailHead head{.from = {"Sở Y tế", "dondoc@soyte.example"},
                        .to = {"Trần Văn Một", "a@b.example"},
                        .reply_to = {},
                        .message_id = "m1@dondoc.example",
                        .references = {},
                        .date = "Thu, 08 Jun 2017 07:30:00 +0700",
                        .intended_for = ""};
    Parcel parcel = parcel_to("a@b.example");
    parcel.bytes = compose_mail(head, text);
    ASSERT_EQ(name_of(channel.send(parcel)), "Sent");
    const auto message = server.next_message();
    ASSERT_FALSE(message.empty());
    EXPECT_EQ(server.bytes_of(message[0]), parcel.bytes);
    const auto mail = programs::parse_mail(server.bytes_of(message[0]));
    EXPECT_EQ(mail.at("subject"), text.subject);
    EXPECT_EQ(mail.at("plain"), "Kính gửi: Bệnh viện\r\n.dấu chấm\r\n.\r\nTrân trọng./.\r\n");
    EXPECT_EQ(mail.at("defects"), "");
}

TEST(Smtp, TellsTheAnswersOfAServerApart) {
    struct Case {
        const char* address;
        const char* outcome;
        const char* words;
    };
    const Case cases[] = {
        {"grey@b.example", "RetryLater", "450 4.7.1 greylisted, try again"},
        {"nouser@b.example", "Rejected", "550 5.1.1 no such user"},
        {"norelay@b.example", "RetryLater", "configuration: "},
        {"overfull@b.example", "RetryLater", "552 5.2.2 mailbox full"},
        {"nodomain@b.example", "RetryLater", "configuration: "},
        {"full@b.example", "RetryLater", "452 4.2.2 mailbox full"},
        {"spam@b.example", "Rejected", "554 5.7.1 looks like spam"},
        {"drop@b.example", "Unknown", "its answer was lost"},
    };
    SmtpServer server;
    SmtpChannel channel(settings_for(server));
    for (const Case& c : cases) {
        const Outcome outcome = channel.send(parcel_to(c.address));
        EXPECT_EQ(name_of(outcome), c.outcome) << c.address << ": " << words_of(outcome);
        EXPECT_THAT(words_of(outcome), HasSubstr(c.words)) << c.address;
        EXPECT_EQ(name_of(channel.send(parcel_to("a@b.example"))), "Sent") << "after " << c.address;
    }
}

TEST(Smtp, DoesNotKnowWhenTheServerIsSilentAfterTheMessage) {
    SmtpServer server;
    SmtpSettings settings = settings_for(server);
    settings.send_time_max = std::chrono::seconds{1};
    SmtpChannel channel(settings);
    const Outcome outcome = channel.send(parcel_to("silent@b.example"));
    EXPECT_EQ(name_of(outcome), "Unknown") << words_of(outcome);
    EXPECT_THAT(server.next_message(), Not(IsEmpty())) << "the server did accept it";
}

TEST(Smtp, BlamesTheConfigurationForARefusedSender) {
    SmtpServer server;
    SmtpSettings settings = settings_for(server);
    settings.sender = "badsender@soyte.example";
    EXPECT_THAT(words_of(SmtpChannel(settings).send(parcel_to("a@b.example"))),
                AllOf(StartsWith("configuration: "), HasSubstr("553 5.1.8 sender refused")));
    settings.sender = "busysender@soyte.example";
    const Outcome busy = SmtpChannel(settings).send(parcel_to("a@b.example"));
    EXPECT_EQ(name_of(busy), "RetryLater");
    EXPECT_THAT(words_of(busy), Not(HasSubstr("configuration")));
    settings.sender = "toolarge@soyte.example";
    EXPECT_EQ(name_of(SmtpChannel(settings).send(parcel_to("a@b.example"))), "Rejected");
    settings.sender = "not an address";
    EXPECT_EQ(name_of(SmtpChannel(settings).send(parcel_to("a@b.example"))), "RetryLater");
}

TEST(Smtp, RejectsWhatIsNoAddressBeforeItReachesTheServer) {
    SmtpServer server;
    SmtpChannel channel(settings_for(server));
    for (const char* bad : {"", "a", "a b@c", "a@b>\r\nRCPT TO:<x@y.example", "a@b,c@d"})
        EXPECT_EQ(name_of(channel.send(parcel_to(bad))), "Rejected") << bad;
}

TEST(Smtp, LogsInAndBlamesTheConfigurationForARefusedLogin) {
    SmtpServer server({"--login", "dondoc", "mật khẩu"});
    SmtpSettings settings = settings_for(server);
    settings.user = "dondoc";
    settings.password = "mật khẩu";
    const Outcome good = SmtpChannel(settings).send(parcel_to("a@b.example"));
    EXPECT_EQ(name_of(good), "Sent") << words_of(good);
    const auto message = server.next_message();
    ASSERT_EQ(message.size(), 6u);
    EXPECT_EQ(message[3], "dondoc");

    settings.password = "wrong";
    const Outcome bad = SmtpChannel(settings).send(parcel_to("a@b.example"));
    EXPECT_EQ(name_of(bad), "RetryLater");
    EXPECT_THAT(words_of(bad), AllOf(StartsWith("configuration: "), HasSubstr("refuses the login"),
                                     Not(HasSubstr("wrong"))));
    settings.user.clear();
    const Outcome without = SmtpChannel(settings).send(parcel_to("a@b.example"));
    EXPECT_EQ(name_of(without), "RetryLater");
    EXPECT_THAT(words_of(without), StartsWith("configuration: "));
}

TEST(Smtp, EncryptsWithATrustedCertificateOnly) {
    const Folder folder;
    programs::make_certificate(folder.path());
    const std::string cert = (folder.path() / "cert.pem").string();
    SmtpServer server({"--cert", cert, "--key", (folder.path() / "key.pem").string()});
    SmtpSettings settings = settings_for(server, Tls::starttls);
    const Outcome untrusted = SmtpChannel(settings).send(parcel_to("a@b.example"));
    EXPECT_EQ(name_of(untrusted), "RetryLater");
    EXPECT_THAT(words_of(untrusted),
                StartsWith("configuration: no trusted encryption with 127.0.0.1:"));

    settings.ca_file = cert;
    const Outcome trusted = SmtpChannel(settings).send(parcel_to("c@d.example"));
    EXPECT_EQ(name_of(trusted), "Sent") << words_of(trusted);
    const auto first = server.next_message();
    ASSERT_EQ(first.size(), 6u);
    EXPECT_EQ(first[2], "encrypted");
    EXPECT_EQ(first[5], "c@d.example") << "nothing went to the untrusted server";

    settings.ca_file = (folder.path() / "none.pem").string();
    EXPECT_THAT(words_of(SmtpChannel(settings).send(parcel_to("a@b.example"))),
                StartsWith("configuration: "));
}

TEST(Smtp, EncryptsFromTheFirstByte) {
    const Folder folder;
    programs::make_certificate(folder.path());
    const std::string cert = (folder.path() / "cert.pem").string();
    SmtpServer server({"--tls", "--cert", cert, "--key", (folder.path() / "key.pem").string()});
    SmtpSettings settings = settings_for(server, Tls::tls);
    settings.ca_file = cert;
    const Outcome outcome = SmtpChannel(settings).send(parcel_to("a@b.example"));
    EXPECT_EQ(name_of(outcome), "Sent") << words_of(outcome);
    const auto message = server.next_message();
    ASSERT_EQ(message.size(), 6u);
    EXPECT_EQ(message[2], "encrypted");
}

TEST(Smtp, NeverFallsBackToPlainText) {
    SmtpServer server;
    SmtpChannel demanding(settings_for(server, Tls::starttls));
    const Outcome outcome = demanding.send(parcel_to("a@b.example"));
    EXPECT_EQ(name_of(outcome), "RetryLater");
    EXPECT_THAT(words_of(outcome), StartsWith("configuration: no trusted encryption"));
    SmtpChannel plain(settings_for(server));
    ASSERT_EQ(name_of(plain.send(parcel_to("c@d.example"))), "Sent");
    const auto first = server.next_message();
    ASSERT_EQ(first.size(), 6u);
    EXPECT_EQ(first[5], "c@d.example") << "the first one went out in plain text";
}

TEST(Smtp, ComesBackWhenTheServerDoes) {
    auto server = std::make_unique<SmtpServer>();
    SmtpSettings settings = settings_for(*server);
    SmtpChannel channel(settings);
    ASSERT_EQ(name_of(channel.send(parcel_to("a@b.example"))), "Sent");
    server.reset();
    const Outcome away = channel.send(parcel_to("a@b.example"));
    EXPECT_EQ(name_of(away), "RetryLater");
    EXPECT_THAT(words_of(away), StartsWith("127.0.0.1:" + std::to_string(settings.port) + ": "));
}

TEST(Smtp, GoesOnOverANewConnectionWhereAServerTakesSoManyMessagesEach) {
    for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--silently"}}) {
        std::vector<std::string> options{"--messages-max", "2"};
        options.insert(options.end(), more.begin(), more.end());
        SmtpServer server(options);
        SmtpChannel channel(settings_for(server));
        for (const char* connection : {"1", "1", "2", "2", "3"}) {
            const Outcome outcome = channel.send(parcel_to("a@b.example"));
            ASSERT_EQ(name_of(outcome), "Sent") << words_of(outcome);
            const auto message = server.next_message();
            ASSERT_EQ(message.size(), 6u);
            EXPECT_EQ(message[1], connection);
        }
    }
}

TEST(Smtp, TriesLaterWhereAServerTakesNothingOverAnyConnection) {
    SmtpServer server({"--messages-max", "0"});
    SmtpChannel channel(settings_for(server));
    for (int attempt = 1; attempt <= 2; ++attempt) {
        const Outcome outcome = channel.send(parcel_to("a@b.example"));
        ASSERT_EQ(name_of(outcome), "RetryLater");
        EXPECT_TRUE(std::get<RetryLater>(outcome).for_all);
        EXPECT_THAT(words_of(outcome), HasSubstr("421 4.7.0 enough over this connection"));
    }
}

TEST(Smtp, ClosesItsConnectionWhenItRests) {
    SmtpServer server({"--tell-ends"});
    SmtpChannel channel(settings_for(server));
    for (const char* connection : {"1", "2"}) {
        ASSERT_EQ(name_of(channel.send(parcel_to("a@b.example"))), "Sent");
        EXPECT_EQ(server.next_message()[1], connection);
        channel.rest();
        EXPECT_THAT(server.next_message(), ElementsAre("end", connection));
    }
}

TEST(Smtp, TriesLaterWhenTheNameOfTheServerIsNotKnown) {
    SmtpSettings settings;
    settings.host = "no-such-host.invalid";
    settings.sender = "a@b.example";
    const Outcome outcome = SmtpChannel(settings).send(parcel_to("a@b.example"));
    EXPECT_EQ(name_of(outcome), "RetryLater");
    EXPECT_THAT(words_of(outcome), StartsWith("no-such-host.invalid:25: "));
}

TEST(Smtp, BlamesTheConfigurationForAHostThatCannotBeOne) {
    SmtpSettings settings;
    settings.host = "not a host";
    settings.tls = Tls::none;
    settings.sender = "a@b.example";
    const Outcome outcome = SmtpChannel(settings).send(parcel_to("a@b.example"));
    EXPECT_EQ(name_of(outcome), "RetryLater");
    EXPECT_THAT(words_of(outcome), StartsWith("configuration: «not a host:25» is not a server"));
}

}  // namespace
}  // namespace dondoc
