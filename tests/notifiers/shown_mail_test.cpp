#include "notifiers/shown_mail.h"

#include <gtest/gtest.h>

#include "notifiers/mail.h"

namespace dondoc {
namespace {

const std::string token = std::string(40, 'a') + "-_Z9" + std::string(30, 'b');

std::string mail_with(const std::string& words) {
    MailHead head;
    head.from = {"Sở Y tế", "a@b.example"};
    head.to = {"An", "an@b.example"};
    head.message_id = "1@b.example";
    head.date = "Tue, 24 Jan 2017 07:30:00 +0700";
    return compose_mail(head, {"Nhắc", "Kính gửi\n" + words + "\nhết", "<p>" + words + "</p>"});
}

TEST(ShownMail, HasNothingThatOpensAUnitsPage) {
    const std::string link = "https://dondoc.example/u/" + token;
    EXPECT_EQ(without_unit_links("Trang: " + link + ".\n" + link),
              "Trang: https://dondoc.example/u/….\nhttps://dondoc.example/u/…");
    const std::string shown = mail_without_unit_links(mail_with(link));
    EXPECT_EQ(plain_text_of(shown), "Kính gửi\nhttps://dondoc.example/u/…\nhết\n");
    const auto contents = contents_of(shown);
    ASSERT_TRUE(contents);
    EXPECT_EQ(contents->html, "<p>https://dondoc.example/u/…</p>\n");
    EXPECT_EQ(contents->subject, "Nhắc");
}

TEST(ShownMail, IsTheSameBytesWithoutALink) {
    for (const char* words : {"không có gì", "xem /u/ban-do và https://a.example/u/ngan"}) {
        EXPECT_EQ(mail_without_unit_links(mail_with(words)), mail_with(words));
        EXPECT_EQ(without_unit_links(words), words);
    }
    EXPECT_EQ(mail_without_unit_links("no mail at all"), "no mail at all");
    EXPECT_EQ(mail_without_unit_links(""), "");
}

}  // namespace
}  // namespace dondoc
