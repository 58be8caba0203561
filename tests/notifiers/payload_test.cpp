// What other programs read of a letter, read by Python's JSON.
#include "notifiers/payload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "notifiers/mail.h"
#include "tests/notifiers/programs.h"

namespace dondoc {
namespace {

using ::testing::HasSubstr;

const char* const subject = "[Sở Y tế] \"Báo cáo\" <!channel> & \\ 😀";

Parcel letter(const std::string& plain) {
    const LetterText text{.subject = subject, .plain = plain, .html = "<p>Kính gửi</p>\n"};
    const MailHead head{.from = {"Sở Y tế", "dondoc@soyte.example"},
                        .to = {"Trần \"Văn\" Một", "gd@bv.example"},
                        .reply_to = {{"Phòng, \"TCCB\"", "tccb@soyte.example"}},
                        .message_id = "m1@soyte.example",
                        .references = {},
                        .date = "Tue, 24 Jan 2017 07:30:00 +0700",
                        .intended_for = ""};
    return {.id = head.message_id, .address = "987654321", .bytes = compose_mail(head, text)};
}

std::string body(const PayloadSettings& settings, const std::string& plain = "Một\n\tHai <b>\n") {
    const auto payload = Payload::make(settings);
    if (!payload) return "refused: " + payload.error().text;
    const auto made = payload->body(letter(plain));
    return made ? *made : "failed: " + made.error().text;
}

// What Python finds at the place in the JSON.
std::string at(const std::string& place, const std::string& json) {
    const programs::Folder folder;
    const auto file = folder.path() / "body.json";
    std::ofstream(file, std::ios::binary) << json;
    return programs::run({"/usr/bin/python3", "-c",
                          "import json,sys; sys.stdout.reconfigure(encoding='utf-8'); "
                          "print(json.load(open(sys.argv[1], encoding='utf-8'))" +
                              place + ", end='')",
                          file.string()});
}

PayloadSettings form(const std::string& name) {
    return {.form = name, .text = ""};
}
PayloadSettings own(const std::string& text) {
    return {.form = "json", .text = text};
}

TEST(Payload, SaysAllOfALetterAsAnObject) {
    const std::string json = body(form("json"));
    EXPECT_EQ(at("['id']", json), "m1@soyte.example");
    EXPECT_EQ(at("['recipient']", json), "987654321");
    EXPECT_EQ(at("['to']['name']", json), "Trần \"Văn\" Một");
    EXPECT_EQ(at("['to']['address']", json), "gd@bv.example");
    EXPECT_EQ(at("['from']['name']", json), "Sở Y tế");
    EXPECT_EQ(at("['reply_to']", json), "tccb@soyte.example");
    EXPECT_EQ(at("['date']", json), "Tue, 24 Jan 2017 07:30:00 +0700");
    EXPECT_EQ(at("['subject']", json), subject);
    EXPECT_EQ(at("['text']", json), "Một\n\tHai <b>\n");
}

TEST(Payload, SpeaksToSlackAndItsLikeWithoutCallingAWholeChannel) {
    const std::string json = body(form("slack"));
    EXPECT_EQ(at("['text']", json),
              "*[Sở Y tế] \"Báo cáo\" &lt;!channel&gt; &amp; \\ 😀*\nMột\n\tHai &lt;b&gt;");
}

TEST(Payload, SpeaksToTeamsInAnAdaptiveCard) {
    const std::string json = body(form("teams"));
    const std::string card = "['attachments'][0]['content']";
    EXPECT_EQ(at("['attachments'][0]['contentType']", json),
              "application/vnd.microsoft.card.adaptive");
    EXPECT_EQ(at(card + "['type']", json), "AdaptiveCard");
    EXPECT_EQ(at(card + "['body'][0]['text']", json), subject);
    EXPECT_EQ(at(card + "['body'][1]['text']", json), "Một\n\n\tHai <b>");
}

TEST(Payload, SpeaksToATelegramChatByItsId) {
    const std::string json = body(form("telegram"));
    EXPECT_EQ(at("['chat_id']", json), "987654321");
    EXPECT_EQ(at("['text']", json), std::string(subject) + "\n\nMột\n\tHai <b>");
}

TEST(Payload, CutsWhatAChatDoesNotTakeAtTheEndOfALine) {
    std::string plain;
    for (int line = 0; line < 500; ++line)
        plain += "Đơn vị thứ " + std::to_string(line) + "\n";
    const std::string text = at("['text']", body(form("telegram"), plain));
    EXPECT_THAT(text, HasSubstr("\nĐơn vị thứ 100\n"));
    EXPECT_TRUE(text.ends_with("\n[…]")) << text.substr(text.size() - 40);
    EXPECT_LT(std::stoi(at("['text'].__len__()", body(form("telegram"), plain))), 4096);
    PayloadSettings shorter = form("json");
    shorter.text_max = 100;
    EXPECT_EQ(at("['text']", body(shorter, "một dòng\n" + std::string(99, 'x') + "\n")),
              "một dòng\n[…]\n");
    // What lies beyond the first plane counts twice, as the services count.
    std::string faces;
    for (int n = 0; n < 60; ++n)
        faces += "😀";
    EXPECT_EQ(at("['text'].count('😀')", body(shorter, faces)), "50");
    EXPECT_EQ(at("['text']", body(form("json"), plain)), plain) << "a program takes it all";
}

TEST(Payload, GivesTheMailAsItIs) {
    const auto payload = Payload::make(form("mail"));
    ASSERT_TRUE(payload);
    EXPECT_EQ(payload->content_type(), "message/rfc822");
    EXPECT_EQ(*payload->body(letter("x\n")), letter("x\n").bytes);
}

TEST(Payload, TakesATemplateOfOnesOwn) {
    const std::string text = R"({"user": "{{recipient}}", {{#reply_to}}"answer": "{{reply_to}}",
        {{/reply_to}}"lines": ["{{subject}}", "{{html}}"]})";
    const std::string json = body(own(text));
    EXPECT_EQ(at("['answer']", json), "tccb@soyte.example");
    EXPECT_EQ(at("['lines'][0]", json), subject);
    EXPECT_EQ(at("['lines'][1]", json), "<p>Kính gửi</p>\n");
}

TEST(Payload, FindsWhatIsWrongWithATemplateBeforeALetterNeedsIt) {
    EXPECT_EQ(body(own(R"({"a": "{{tex}}"})")),
              "refused: line 1: a letter has no name «tex»; did you mean «text»?");
    EXPECT_EQ(body(own("{{a}\n{{text}}")), "refused: line 1: a letter has no name «a} {{text»");
    EXPECT_THAT(body(own("{\"a\":\n \"{{text\"}")), HasSubstr("refused: line 2: "));
    for (const char* bad : {R"({"a": {{text}}})", R"({"a": "{{text}}",})", R"({"a": "{{{text}}}"})",
                            R"({"a": "{{#text}}x{{/text}}})", "{{text}}"})
        EXPECT_THAT(body(own(bad)), HasSubstr("refused: does not make JSON of every letter: "))
            << bad;
    EXPECT_EQ(body(form("smoke")), "refused: there is no payload «smoke»");
}

TEST(Payload, FailsOnWhatIsNoLetterOfOurs) {
    const auto payload = Payload::make(form("slack"));
    for (const char* bytes : {"", "Subject: x\r\n\r\ny\r\n", "\r\n\r\n", "\xFF"})
        EXPECT_FALSE(payload->body({.id = "m1", .address = "a", .bytes = bytes})) << bytes;
}

TEST(MailContents, TakesApartWhatWasPutTogetherHoweverOddTheWords) {
    for (const std::string& word :
         {std::string("Trần Văn Một"), std::string("Plain Name"), std::string("a \"b\" \\ <c>"),
          std::string("=?UTF-8?B?YQ==?="), std::string(""), std::string(300, 'w'),
          std::string("Ủy ban nhân dân thành phố Hồ Chí Minh và các đơn vị trực thuộc, (1)")}) {
        const LetterText text{.subject = word.empty() ? "x" : word, .plain = "p\n", .html = "h\n"};
        const MailHead head{.from = {word, "from@x.example"},
                            .to = {word, "to@x.example"},
                            .reply_to = {{word, "first@x.example"}, {word, "second@x.example"}},
                            .message_id = "m1@x.example",
                            .references = {"a.b@x.example", "a.c@x.example"},
                            .date = "Tue, 24 Jan 2017 07:30:00 +0700",
                            .intended_for = ""};
        const auto contents = contents_of(compose_mail(head, text));
        ASSERT_TRUE(contents) << word;
        EXPECT_EQ(contents->from.name, word);
        EXPECT_EQ(contents->from.address, "from@x.example");
        EXPECT_EQ(contents->to.name, word);
        EXPECT_EQ(contents->to.address, "to@x.example");
        EXPECT_EQ(contents->reply_to, "first@x.example");
        EXPECT_EQ(contents->subject, text.subject);
        EXPECT_EQ(contents->date, head.date);
        EXPECT_EQ(contents->plain, text.plain);
        EXPECT_EQ(contents->html, text.html);
    }
}

}  // namespace
}  // namespace dondoc
