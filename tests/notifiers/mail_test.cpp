#include "notifiers/mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "notifiers/text.h"
#include "tests/notifiers/programs.h"

namespace dondoc {
namespace {

using programs::parse_mail;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

MailHead head() {
    return {.from = {"Sở Y tế Lào Cai", "tdkt@soyte.example"},
            .to = {"Trần Văn Một", "giamdoc@bvdk-a.example"},
            .reply_to = {{"Phòng Tổ chức cán bộ", "tccb@soyte.example"}},
            .message_id = "m1.20170608@dondoc.example",
            .references = {"lao-cai-2017.so-ket.1.bvdk-a@dondoc.example"},
            .date = "Thu, 08 Jun 2017 07:30:00 +0700",
            .intended_for = ""};
}

LetterText text() {
    return {.subject =
                "[Sở Y tế Lào Cai] Nhắc nộp Báo cáo sơ kết thi đua 6 tháng đầu năm 2017: còn 05 "
                "ngày làm việc",
            .plain =
                "Kính gửi: Bệnh viện Đa khoa huyện A\n\n.dòng bắt đầu bằng dấu chấm\n.\n..\nTrân "
                "trọng./.\n",
            .html = "<html><body><p>Kính gửi: Bệnh viện Đa khoa huyện A</p></body></html>\n"};
}

std::string without_cr(std::string bytes) {
    std::erase(bytes, '\r');
    return bytes;
}

// The names of its headers, as the bytes have them.
std::string header_names(const std::string& mail) {
    std::string names;
    const std::string top = mail.substr(0, mail.find("\r\n\r\n") + 2);
    for (std::size_t at = 0; at < top.size(); at = top.find("\r\n", at) + 2)
        if (top[at] != ' ') names += top.substr(at, top.find(':', at) - at) + " ";
    return names;
}

TEST(Mail, KeepsVietnameseByteForByte) {
    const auto mail = parse_mail(compose_mail(head(), text()));
    EXPECT_EQ(mail.at("defects"), "");
    EXPECT_EQ(mail.at("subject"), text().subject);
    EXPECT_EQ(without_cr(mail.at("plain")), text().plain);
    EXPECT_EQ(without_cr(mail.at("html")), text().html);
    EXPECT_EQ(mail.at("from.0.name"), "Sở Y tế Lào Cai");
    EXPECT_EQ(mail.at("from.0.address"), "tdkt@soyte.example");
    EXPECT_EQ(mail.at("to.0.name"), "Trần Văn Một");
    EXPECT_EQ(mail.at("to.0.address"), "giamdoc@bvdk-a.example");
    EXPECT_EQ(mail.at("reply-to.0.name"), "Phòng Tổ chức cán bộ");
    EXPECT_EQ(mail.at("type"), "multipart/alternative");
    EXPECT_EQ(mail.at("types"), "text/plain,text/html");
}

TEST(Mail, CarriesTheHeadersOfAnAutomaticThreadedMessage) {
    const auto mail = parse_mail(compose_mail(head(), text()));
    EXPECT_EQ(mail.at("message-id"), "<m1.20170608@dondoc.example>");
    EXPECT_EQ(mail.at("in-reply-to"), "<lao-cai-2017.so-ket.1.bvdk-a@dondoc.example>");
    EXPECT_EQ(mail.at("references"), "<lao-cai-2017.so-ket.1.bvdk-a@dondoc.example>");
    EXPECT_EQ(mail.at("auto-submitted"), "auto-generated");
    EXPECT_EQ(mail.at("date"), "Thu, 08 Jun 2017 07:30:00 +0700");
    EXPECT_EQ(mail.at("headers"),
              "From,To,Reply-To,Subject,Date,Message-ID,In-Reply-To,References,Auto-Submitted,MIME-"
              "Version,"
              "Content-Type");
}

TEST(Mail, WritesAtMostTwentyReferences) {
    MailHead many = head();
    many.references.clear();
    for (int i = 0; i < 25; ++i)
        many.references.push_back("o" + std::to_string(i) + "@dondoc.example");
    const std::string bytes = compose_mail(many, text());
    EXPECT_THAT(bytes, HasSubstr("In-Reply-To: <o0@dondoc.example>\r\n"));
    EXPECT_THAT(bytes, HasSubstr("<o19@dondoc.example>"));
    EXPECT_THAT(bytes, Not(HasSubstr("<o20@dondoc.example>")));
    MailHead none = head();
    none.references.clear();
    EXPECT_THAT(compose_mail(none, text()), Not(HasSubstr("In-Reply-To")));
}

TEST(Mail, KeepsEveryLineShortAsciiAndEndedByCrlf) {
    LetterText long_text = text();
    for (int i = 0; i < 300; ++i)
        long_text.subject += " đường ruột";
    long_text.plain += std::string(5000, 'x') + "\n";
    const std::string bytes = compose_mail(head(), long_text);
    std::size_t at = 0;
    for (auto end = bytes.find('\n'); end != std::string::npos; end = bytes.find('\n', at)) {
        ASSERT_GT(end, at);
        ASSERT_EQ(bytes[end - 1], '\r');
        ASSERT_LE(end - 1 - at, 76u) << bytes.substr(at, end - at);
        at = end + 1;
    }
    EXPECT_EQ(at, bytes.size());
    for (const char c : bytes)
        ASSERT_TRUE(c == '\r' || c == '\n' || (c >= ' ' && c <= '~'));
    EXPECT_EQ(parse_mail(bytes).at("subject"), long_text.subject);
}

TEST(Mail, EncodesEachWordFromWholeCharacters) {
    for (std::size_t shift = 0; shift < 4; ++shift) {
        LetterText shifted = text();
        shifted.subject = std::string(shift, 'a');
        for (int i = 0; i < 60; ++i)
            shifted.subject += "ệ";
        const std::string bytes = compose_mail(head(), shifted);
        EXPECT_EQ(parse_mail(bytes).at("subject"), shifted.subject) << shift;
        EXPECT_EQ(parse_mail(bytes).at("defects"), "") << shift;
    }
}

TEST(Mail, KeepsNamesWithCommasQuotesAndBrackets) {
    for (const std::string& name : std::vector<std::string>{
             "Tran, Van \"Mot\" <x@y.example>", "back\\slash",
             "=?UTF-8?B?eA==?=", "Phòng \"TCCB\", Sở Y tế; <a@b>", "a:b;c@d (e)"}) {
        MailHead named = head();
        named.to.name = name;
        named.reply_to = {{name, "a@b.example"}, {name, "c@d.example"}};
        const auto mail = parse_mail(compose_mail(named, text()));
        EXPECT_EQ(mail.at("to.0.name"), name);
        EXPECT_EQ(mail.at("to.0.address"), "giamdoc@bvdk-a.example");
        EXPECT_EQ(mail.at("reply-to.1.name"), name);
        EXPECT_EQ(mail.at("reply-to.1.address"), "c@d.example");
        EXPECT_EQ(mail.at("defects"), "");
    }
}

TEST(Mail, WritesAnAddressWithoutANameBare) {
    MailHead bare = head();
    bare.to.name.clear();
    EXPECT_THAT(compose_mail(bare, text()), HasSubstr("\r\nTo: giamdoc@bvdk-a.example\r\n"));
}

TEST(Mail, LetsNothingFromOutsideBeginAHeader) {
    const std::string clean = header_names(compose_mail(head(), text()));
    for (const std::string& evil : std::vector<std::string>{
             std::string("a\r\nBcc: all@x.example"), std::string("a\nBcc: all@x.example"),
             std::string("a\rBcc: all@x.example"), std::string("a\0\r\n\r\nbody", 11),
             std::string("\r\n\r\nbody"), std::string("a\u2028Bcc: x"),
             std::string("á\r\nBcc: all@x.example"),
             std::string("a\xC2\x85"
                         "Bcc: x")}) {
        MailHead dirty = head();
        dirty.from.name = dirty.to.name = dirty.reply_to[0].name = evil;
        dirty.from.address += evil;
        dirty.to.address += evil;
        dirty.message_id += evil;
        dirty.references[0] += evil;
        dirty.date += evil;
        LetterText dirty_text = text();
        dirty_text.subject += evil;
        EXPECT_EQ(header_names(compose_mail(dirty, dirty_text)), clean) << evil;
        dirty.intended_for = evil;
        EXPECT_THAT(header_names(compose_mail(dirty, dirty_text)), Not(HasSubstr("Bcc"))) << evil;
    }
}

TEST(Mail, NeverMakesTwoAddressesOfOne) {
    for (const std::string name : {"", "Trần Văn Một"}) {
        MailHead one = head();
        one.to = {name, "gd@bv.example,x@y.example"};
        one.reply_to = {{name, "g:tccb@soyte.example;(\"c\")"}};
        const std::string mail = compose_mail(one, text());
        EXPECT_THAT(mail, HasSubstr("gd@bv.examplex@y.example"));
        EXPECT_THAT(mail, HasSubstr("gtccb@soyte.examplec"));
    }
}

TEST(Mail, MarksARehearsalWithItsTrueRecipient) {
    MailHead rehearsal = head();
    rehearsal.to = {"", "thu-nghiem@soyte.example"};
    rehearsal.intended_for = "giamdoc@bvdk-a.example";
    const auto mail = parse_mail(compose_mail(rehearsal, text()));
    EXPECT_EQ(mail.at("subject"), "[Diễn tập, gửi giamdoc@bvdk-a.example] " + text().subject);
    EXPECT_EQ(mail.at("x-dondoc-intended-for"), "giamdoc@bvdk-a.example");
    EXPECT_THAT(mail.at("plain"),
                StartsWith("THƯ DIỄN TẬP (rehearsal): người nhận thật (true recipient) "
                           "giamdoc@bvdk-a.example\r\n\r\nKính gửi"));
    EXPECT_THAT(mail.at("html"), StartsWith("<html><body>\r\n<p style="));
    EXPECT_EQ(mail.at("to.0.address"), "thu-nghiem@soyte.example");
}

TEST(Mail, IsTheSameForTheSameLetterAndTellsLettersApart) {
    EXPECT_EQ(compose_mail(head(), text()), compose_mail(head(), text()));
    const auto boundary = [](const LetterText& of) {
        const std::string bytes = compose_mail(head(), of);
        return bytes.substr(bytes.find("boundary="), 50);
    };
    LetterText other = text();
    other.plain += "x";
    EXPECT_NE(boundary(text()), boundary(other));
}

TEST(Mail, SurvivesABodyThatHoldsItsBoundary) {
    const std::string bytes = compose_mail(head(), text());
    const auto at = bytes.find("boundary=\"") + 10;
    LetterText nasty = text();
    nasty.plain = "--" + bytes.substr(at, bytes.find('"', at) - at) + "--\n" + nasty.plain;
    const auto mail = parse_mail(compose_mail(head(), nasty));
    EXPECT_EQ(without_cr(mail.at("plain")), nasty.plain);
    EXPECT_EQ(mail.at("types"), "text/plain,text/html");
}

TEST(Mail, WritesComposedUnicode) {
    LetterText decomposed = text();
    decomposed.subject = "Ba\u0301o ca\u0301o";
    decomposed.plain = "Ba\u0301o ca\u0301o\n";
    const auto mail = parse_mail(compose_mail(head(), decomposed));
    EXPECT_EQ(mail.at("subject"), "Báo cáo");
    EXPECT_EQ(mail.at("plain"), "Báo cáo\r\n");
}

TEST(Mail, GivesItsPlainTextBack) {
    EXPECT_EQ(plain_text_of(compose_mail(head(), text())), text().plain);
    LetterText misleading = text();
    misleading.subject = "Content-Type: text/plain";
    misleading.plain = "Content-Type: text/plain\n\n--=_dondoc\n";
    EXPECT_EQ(plain_text_of(compose_mail(head(), misleading)), misleading.plain);
    EXPECT_EQ(plain_text_of(""), "");
    EXPECT_EQ(plain_text_of("Subject: a\r\n\r\nnot one of ours"), "");
}

TEST(MailAddress, IsOneLocalPartAndOneDomain) {
    for (const char* good : {"a@b", "a.b+c@x-y.example", "o'brien@x.example", "a@127.example"})
        EXPECT_TRUE(valid_address(good)) << good;
    const std::string long_local(65, 'a');
    for (const std::string& bad : std::vector<std::string>{"",
                                                           "a",
                                                           "@",
                                                           "a@",
                                                           "@b",
                                                           "a b@c",
                                                           "a@b c",
                                                           "<a@b>",
                                                           "a@b>",
                                                           "a@@b",
                                                           "a@b@c",
                                                           ".a@b",
                                                           "a.@b",
                                                           "a..b@c",
                                                           "a@-b",
                                                           "a@b-",
                                                           "a@b..c",
                                                           "a@.b",
                                                           "a@b.",
                                                           "a,b@c",
                                                           "\"a\"@b",
                                                           "a@[127.0.0.1]",
                                                           "á@b",
                                                           "a@bệnh.example",
                                                           "a@b\r\nRCPT TO:<c@d>",
                                                           "a\n@b",
                                                           (long_local + "@b").c_str()})
        EXPECT_FALSE(valid_address(bad)) << bad;
    EXPECT_FALSE(valid_address(std::string("a\0@b", 4)));
}

TEST(Text, BecomesOneLine) {
    EXPECT_EQ(one_line("  a\r\n\tb\x7F  c\u0085d\u2029e "), "a b c d e");
    EXPECT_EQ(one_line(std::string("a\0b", 3)), "a b");
    EXPECT_EQ(one_line("\xFFz"), "\uFFFDz");
}

TEST(Text, BecomesTidyLines) {
    EXPECT_EQ(tidy_lines("a  \r\nb\rc\n\n\n\nd\x01\n\n"), "a\nb\nc\n\nd\n");
    EXPECT_EQ(tidy_lines("\n\na"), "a\n");
    EXPECT_EQ(tidy_lines("e\x01\u0301"), "é\n") << "what a control character kept apart";
    EXPECT_EQ(tidy_lines(""), "");
}

}  // namespace
}  // namespace dondoc
