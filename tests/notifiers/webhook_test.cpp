// The webhook channel against a real server, told by the path what to do: see http_server.py.
#include "notifiers/webhook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "notifiers/mail.h"
#include "tests/notifiers/outcomes.h"
#include "tests/notifiers/programs.h"

namespace dondoc {
namespace {

using programs::Folder;
using programs::HttpServer;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Parcel letter() {
    const LetterText text{.subject = "[Sở Y tế] Nhắc nộp \"Báo cáo\"",
                          .plain = "Kính gửi: Bệnh viện\n\nTrân trọng./.\n",
                          .html = "<p>Kính gửi</p>\n"};
    const MailHead head{.from = {"Sở Y tế", "dondoc@soyte.example"},
                        .to = {"Trần Văn Một", "gd@bv.example"},
                        .reply_to = {},
                        .message_id = "m1@soyte.example",
                        .references = {},
                        .date = "Tue, 24 Jan 2017 07:30:00 +0700",
                        .intended_for = ""};
    return {.id = head.message_id,
            .address = "gd@bv.example",
            .bytes = compose_mail(head, text),
            .at = Instant(seconds(1'485'217'800))};
}

WebhookSettings settings_for(const std::string& url) {
    WebhookSettings settings;
    settings.url = url;
    return settings;
}

Outcome post(WebhookSettings settings, const Parcel& parcel = letter()) {
    auto channel = make_channel(std::move(settings));
    EXPECT_TRUE(channel) << channel.error().text;
    return (*channel)->send(parcel);
}

std::optional<seconds> patience(const Outcome& outcome) {
    const auto* later = std::get_if<RetryLater>(&outcome);
    return later ? later->after : std::nullopt;
}

TEST(Webhook, PostsTheLetterUnderItsStableKey) {
    HttpServer server;
    const Outcome outcome = post(settings_for(server.url("/ok")));
    ASSERT_EQ(name_of(outcome), "Sent") << words_of(outcome);
    EXPECT_EQ(words_of(outcome), "200 ok");
    const auto message = server.next_message();
    ASSERT_EQ(message.size(), 3u);
    EXPECT_EQ(message[2], "unsigned");
    EXPECT_THAT(server.headers_of(message[0]),
                AllOf(StartsWith("POST /ok HTTP/1.1\r\n"),
                      HasSubstr("Idempotency-Key: m1@soyte.example\r\n"),
                      HasSubstr("Content-Type: application/json; charset=utf-8"),
                      Not(HasSubstr("Authorization")), Not(HasSubstr("Expect"))));
    EXPECT_THAT(server.body_of(message[0]), HasSubstr("\"id\":\"m1@soyte.example\""));
}

TEST(Webhook, SignsSoThatAnIndependentProgramAgrees) {
    for (const std::string& secret :
         {std::string("a key of thirty-two letters, or so"),
          std::string("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), std::string(200, 'k')}) {
        HttpServer server({"--secret", secret});
        WebhookSettings settings = settings_for(server.url("/ok"));
        ASSERT_TRUE(settings.take_secret("secret_file", secret));
        ASSERT_EQ(name_of(post(settings)), "Sent");
        const auto message = server.next_message();
        ASSERT_EQ(message.size(), 3u);
        EXPECT_EQ(message[2], "signed") << secret;
        EXPECT_THAT(server.headers_of(message[0]),
                    AllOf(HasSubstr("webhook-id: m1@soyte.example\r\n"),
                          HasSubstr("webhook-timestamp: 1485217800\r\n")));
        settings.secret += "x";
        ASSERT_EQ(name_of(post(settings)), "Sent");
        EXPECT_EQ(server.next_message().at(2), "forged") << "the server cannot tell";
    }
}

TEST(Webhook, SignsEachTryWithItsOwnTimeAndTheSameKey) {
    HttpServer server({"--secret", "a key of thirty-two letters, or so"});
    WebhookSettings settings = settings_for(server.url("/ok"));
    ASSERT_TRUE(settings.take_secret("secret_file", "a key of thirty-two letters, or so"));
    Parcel parcel = letter();
    ASSERT_EQ(name_of(post(settings, parcel)), "Sent");
    parcel.at += std::chrono::minutes(10);
    ASSERT_EQ(name_of(post(settings, parcel)), "Sent");
    const auto first = server.next_message().at(0);
    const auto again = server.next_message();
    EXPECT_EQ(again.at(2), "signed");
    EXPECT_EQ(server.body_of(first), server.body_of(again.at(0)));
    EXPECT_THAT(server.headers_of(again.at(0)),
                AllOf(HasSubstr("webhook-timestamp: 1485218400"),
                      HasSubstr("Idempotency-Key: m1@soyte.example")));
}

TEST(Webhook, TellsTheAnswersOfAServerApart) {
    struct Case {
        const char* path;
        const char* outcome;
        const char* words;
    };
    const Case cases[] = {
        {"/status/200", "Sent", "200 đã rõ"},
        {"/status/204", "Sent", "204"},
        {"/early", "Sent", "200 late"},
        {"/cut", "Sent", "200 abc"},  // its status said it all
        {"/status/408", "RetryLater", "408 đã rõ"},
        {"/status/425", "RetryLater", "425"},
        {"/status/429", "RetryLater", "429"},
        {"/status/500", "RetryLater", "500"},
        {"/status/503", "RetryLater", "503"},
        {"/status/401", "RetryLater", "configuration: "},
        {"/status/407", "RetryLater", "configuration: "},
        {"/status/400", "Rejected", "refuses the message: 400 đã rõ"},
        {"/status/403", "Rejected", "403"},
        {"/status/404", "Rejected", "404"},
        {"/status/410", "Rejected", "410"},
        {"/status/413", "Rejected", "413"},
        {"/status/422", "Rejected", "422"},
        {"/drop", "Unknown", "its answer was lost"},
        {"/garbage", "Unknown", "its answer was lost"},
    };
    HttpServer server;
    for (const Case& c : cases) {
        const Outcome outcome = post(settings_for(server.url(c.path)));
        EXPECT_EQ(name_of(outcome), c.outcome) << c.path << ": " << words_of(outcome);
        EXPECT_THAT(words_of(outcome), HasSubstr(c.words)) << c.path;
        EXPECT_EQ(server.next_message().at(1), c.path) << "one request, and that one";
    }
    EXPECT_FALSE(server.has_message());
}

TEST(Webhook, KeepsToRetryAfterInBothItsForms) {
    HttpServer server;
    const auto after = [&](const std::string& path) {
        return patience(post(settings_for(server.url(path))));
    };
    EXPECT_EQ(after("/status/429?Retry-After=120"), seconds(120));
    EXPECT_EQ(after("/status/503?retry-after=0"), seconds(0));
    // By the server's own clock, whatever ours says: the answer is dated 24 Jan 2017 00:30:00.
    EXPECT_EQ(after("/status/503?Retry-After=Tue,%2024%20Jan%202017%2000:31:30%20GMT"),
              seconds(90));
    EXPECT_EQ(after("/status/503?Retry-After=Mon,%2023%20Jan%202017%2000:31:30%20GMT"), seconds(0));
    EXPECT_EQ(after("/status/503?Retry-After=999999999"), seconds(retry_after_max));
    EXPECT_EQ(after("/status/503?Retry-After=soon"), std::nullopt);
    EXPECT_EQ(after("/status/503"), std::nullopt);
    // Where it means something else, or nothing.
    EXPECT_EQ(after("/status/401?Retry-After=120"), std::nullopt);
}

TEST(Webhook, ReadsRetryAfter) {
    const std::string date = "Sun, 06 Nov 1994 08:49:37 GMT";
    EXPECT_EQ(retry_after("Sun, 06 Nov 1994 08:49:40 GMT", date), seconds(3));
    EXPECT_EQ(retry_after("Sunday, 06-Nov-94 08:49:40 GMT", date), seconds(3));
    EXPECT_EQ(retry_after("Sun Nov  6 08:49:40 1994", date), seconds(3));
    EXPECT_EQ(retry_after("Sun, 06 Nov 2094 08:49:40 GMT", date), seconds(retry_after_max));
    EXPECT_EQ(retry_after("Sun, 06 Nov 1994 08:49:40 GMT", ""), std::nullopt)
        << "nothing to count from";
    EXPECT_EQ(retry_after("99999999999999999999999", date), seconds(retry_after_max));
    for (const char* nonsense : {"", "-5", "5 minutes", "1e3", "\x01\xFF"})
        EXPECT_EQ(retry_after(nonsense, date), std::nullopt) << nonsense;
}

TEST(Webhook, FollowsNoRedirect) {
    HttpServer server;
    HttpServer other;
    for (const char* status : {"301", "302", "303", "307", "308"}) {
        const Outcome outcome = post(settings_for(
            server.url("/status/" + std::string(status) + "?Location=" + other.url("/ok"))));
        EXPECT_EQ(name_of(outcome), "RetryLater") << status;
        EXPECT_THAT(words_of(outcome), StartsWith("configuration: ")) << status;
    }
    EXPECT_FALSE(other.has_message());
}

TEST(Webhook, DoesNotKnowWhenTheServerIsSilentAfterTheRequest) {
    HttpServer server;
    WebhookSettings settings = settings_for(server.url("/silent"));
    settings.send_time_max = seconds{1};
    const Outcome outcome = post(settings);
    EXPECT_EQ(name_of(outcome), "Unknown") << words_of(outcome);
    EXPECT_EQ(server.next_message().at(1), "/silent") << "the server did get it";
}

TEST(Webhook, TriesLaterWhenTheServerNeverShakesHands) {
    HttpServer server;  // it waits for the rest of a request and will not find it in TLS
    WebhookSettings settings =
        settings_for("https://127.0.0.1:" + std::to_string(server.port()) + "/ok");
    settings.connect_time_max = seconds{1};
    const Outcome outcome = post(settings);
    EXPECT_EQ(name_of(outcome), "RetryLater") << words_of(outcome);
    EXPECT_FALSE(server.has_message());
}

TEST(Webhook, TriesLaterWhatWasNotHandedOverWhole) {
    HttpServer server;
    Parcel large = letter();
    large.bytes.append(32 * 1024 * 1024, 'x');  // more than a socket takes unread
    WebhookSettings settings = settings_for(server.url("/half"));
    settings.payload.form = "mail";
    const Outcome outcome = post(settings, large);
    EXPECT_EQ(name_of(outcome), "RetryLater") << words_of(outcome);
    EXPECT_FALSE(server.has_message());
}

// libcurl 7.88 would read the header of the answer before, which is gone: seen by the sanitizer.
TEST(Webhook, KeepsNothingOfTheAnswerBefore) {
    HttpServer server;
    const auto channel = make_channel(settings_for(server.url("/folded")));
    ASSERT_TRUE(channel);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(words_of((*channel)->send(letter())), server.url("") + ": 425");
}

TEST(Webhook, BelievesAStatusThoughTheReplyGoesOnForEver) {
    HttpServer server;
    EXPECT_EQ(name_of(post(settings_for(server.url("/huge")))), "Sent");
    WebhookSettings settings = settings_for(server.url("/drip"));
    settings.send_time_max = seconds{1};
    EXPECT_EQ(words_of(post(settings)), "200 a");
    const std::string kept = words_of(post(settings_for(server.url("/huge"))));
    EXPECT_LT(kept.size(), 400u) << "of a gigabyte";
}

TEST(Webhook, TellsNoSecretWhateverTheServerSays) {
    HttpServer server;
    WebhookSettings settings = settings_for(server.url("/echo/T0/B0/xyzzy-path?key=plugh-query"));
    ASSERT_TRUE(settings.take_secret("token_file", "frotz-token"));
    const auto secrets_in = [](const std::string& words) {
        std::string found;
        for (const char* secret : {"xyzzy", "plugh", "frotz"})
            if (words.find(secret) != std::string::npos) found += secret;
        return found;
    };
    const Outcome outcome = post(settings);
    EXPECT_EQ(name_of(outcome), "Rejected");
    EXPECT_EQ(secrets_in(words_of(outcome)), "") << words_of(outcome);
    EXPECT_THAT(server.headers_of(server.next_message().at(0)),
                HasSubstr("Authorization: Bearer frotz-token\r\n"));
    EXPECT_EQ(secrets_in(words_of(settings)), "") << words_of(settings);
    settings.url = "http://127.0.0.1:1/xyzzy-path?key=plugh-query";
    EXPECT_EQ(secrets_in(words_of(post(settings))), "");
    settings.url = "http://no-such-host.invalid/xyzzy-path?key=plugh-query";
    const Outcome unresolved = post(settings);
    EXPECT_EQ(name_of(unresolved), "RetryLater");
    EXPECT_EQ(secrets_in(words_of(unresolved)), "") << words_of(unresolved);
}

TEST(Webhook, HidesEachLongPieceOfItsAddress) {
    const std::string url = "https://h.example/bot12345:abcdef/send?chat=1&key=0123456789";
    EXPECT_EQ(without_secrets_of(url, "no bot12345:abcdef, no 0123456789, nor send to h.example"),
              "no ***, no ***, nor send to h.example");
    EXPECT_EQ(without_secrets_of("https://h.example/", "a/b"), "a/b");
}

TEST(Webhook, ShowsThatAnAddressChangedAndNotWhatItIs) {
    const auto words = [](const char* url) { return words_of(settings_for(url)); };
    EXPECT_THAT(words("https://hooks.example/one"), StartsWith("webhook https://hooks.example (#"));
    EXPECT_NE(words("https://hooks.example/one"), words("https://hooks.example/two"));
}

TEST(Webhook, EncryptsWithATrustedCertificateOnly) {
    const Folder folder;
    programs::make_certificate(folder.path());
    const std::string cert = (folder.path() / "cert.pem").string();
    HttpServer server({"--cert", cert, "--key", (folder.path() / "key.pem").string()});
    WebhookSettings settings =
        settings_for("https://127.0.0.1:" + std::to_string(server.port()) + "/ok");
    const Outcome untrusted = post(settings);
    EXPECT_EQ(name_of(untrusted), "RetryLater");
    EXPECT_THAT(words_of(untrusted),
                StartsWith("configuration: no trusted encryption with https://127.0.0.1:"));
    settings.ca_file = cert;
    const Outcome trusted = post(settings);
    EXPECT_EQ(name_of(trusted), "Sent") << words_of(trusted);
    EXPECT_EQ(server.next_message().at(0), "1") << "nothing went to the untrusted server";
}

TEST(Webhook, RejectsWhatIsNoLetterAndKeepsHeadersWhole) {
    HttpServer server;
    Parcel parcel = letter();
    parcel.id = "m1\r\nX-Evil: 1";
    ASSERT_EQ(name_of(post(settings_for(server.url("/ok")), parcel)), "Sent");
    EXPECT_THAT(server.headers_of(server.next_message().at(0)),
                AllOf(HasSubstr("Idempotency-Key: m1 X-Evil: 1"), Not(HasSubstr("\nX-Evil"))));
    parcel.bytes = "Subject: x\r\n\r\nnot one of ours\r\n";
    EXPECT_EQ(name_of(post(settings_for(server.url("/ok")), parcel)), "Rejected");
    EXPECT_FALSE(server.has_message());
}

TEST(Webhook, TakesSecretsFromFilesAndQuotesNoneThatIsWrong) {
    WebhookSettings settings;
    for (const auto& [key, text] :
         {std::pair("url_file", "ftp://hidden.example/"),
          std::pair("url_file", "https://user:hidden@x.example/"),
          std::pair("url_file", "https://x.example/#hidden"), std::pair("url_file", "hidden"),
          std::pair("url_file", "https://x.example/hidden\nhttps://y.example/"),
          std::pair("token_file", ""), std::pair("token_file", "hidden\r\nX-Evil: 1"),
          std::pair("token_file", "hidden words"), std::pair("secret_file", "hidden"),
          std::pair("secret_file", "whsec_hidden!!!!!!!!!!!!!!!!!!!!!!!")}) {
        const Done taken = settings.take_secret(key, text);
        ASSERT_FALSE(taken) << key << " " << text;
        EXPECT_THAT(taken.error().text, Not(HasSubstr("hidden")));
    }
    EXPECT_TRUE(settings.take_secret("url_file", "https://x.example/a?b=c"));
    EXPECT_EQ(settings.url, "https://x.example/a?b=c");
}

TEST(Webhook, KnowsWhichAddressesLeaveThisMachineInClear) {
    for (const char* url : {"http://chat.example/x", "http://10.0.0.1/x", "http://[::2]/x"})
        EXPECT_TRUE(unencrypted(url)) << url;
    for (const char* url : {"https://chat.example/x", "http://127.0.0.1:8065/x",
                            "http://localhost/x", "http://[::1]:80/x"})
        EXPECT_FALSE(unencrypted(url)) << url;
}

}  // namespace
}  // namespace dondoc
