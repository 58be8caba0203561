// What a table and a calendar must keep whatever is written into them.
#include "daemon/cli/forecast_formats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Forecast with_message(const std::string& subject, const std::string& body = "") {
    Forecast forecast{.days = {},
                      .zone = *Zone::find("Asia/Ho_Chi_Minh"),
                      .domain = "so-y-te.example",
                      .paused = {},
                      .messages = {},
                      .dues = {},
                      .collisions = {}};
    ForeseenMessage message;
    message.id = "abc@so-y-te.example";
    message.person = "an";
    message.person_name = "Nguyễn Văn An";
    message.subject = subject;
    message.body = body;
    Foreseen notice;
    notice.rung = "-5.contact";
    notice.duty = "dang-ky";
    notice.because = "vì <thế>";
    message.notices = {notice};
    forecast.messages = {message};
    return forecast;
}

TEST(Calendar, EscapesWhatWouldBeReadAsItsOwnSigns) {
    const std::string calendar = forecast_ics(with_message("a, b; c\\d\r\nEND:VCALENDAR"));
    EXPECT_THAT(calendar, HasSubstr("a\\, b\\; c\\\\d\\nEND:VCALENDAR\r\n"));
    EXPECT_EQ(calendar.find("\r\nEND:VCALENDAR\r\n"), calendar.size() - 17);
}

TEST(Table, BeginsWithAMarkByWhichSpreadsheetsKnowUtf8) {
    EXPECT_THAT(forecast_csv(with_message("Nhắc")), StartsWith("\xEF\xBB\xBF"
                                                               "date,time,"));
}

TEST(Table, QuotesWhatHasCommasQuotesOrLineEnds) {
    EXPECT_THAT(forecast_csv(with_message("a, \"b\"\nc")), HasSubstr(",\"a, \"\"b\"\"\nc\","));
}

TEST(Table, LetsNoTextBecomeAFormulaAndLeavesNumbersAlone) {
    const std::string table = forecast_csv(with_message("=HYPERLINK(1)"));
    EXPECT_THAT(table, HasSubstr(",'=HYPERLINK(1),"));
    EXPECT_THAT(table, HasSubstr(",-5,contact,"));
}

TEST(Page, EscapesWhatComesFromOutsideAndHasNoScript) {
    const auto page = forecast_html(with_message("<script>alert(1)</script>", "<b>thân</b>"));
    ASSERT_TRUE(page);
    EXPECT_THAT(*page, Not(HasSubstr("<script")));
    EXPECT_THAT(*page, HasSubstr("&lt;script&gt;alert(1)&lt;"));
    EXPECT_THAT(*page, HasSubstr("<pre>&lt;b&gt;thân"));
    EXPECT_THAT(*page, Not(HasSubstr("http")));
}

}  // namespace
}  // namespace dondoc
