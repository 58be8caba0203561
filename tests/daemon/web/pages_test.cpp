#include "daemon/web/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <regex>
#include <set>

#include "notifiers/text.h"
#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

using testing::HasSubstr;
using testing::Not;

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

// The row of the table, or of another page's list, that holds this text.
std::string row_with(const std::string& page, const std::string& text) {
    const auto at = page.find(text);
    if (at == page.npos) return "";
    const auto begin = page.rfind("<tr", at);
    return page.substr(begin, page.find("</tr>", at) - begin);
}

// The number on a counter's face.
std::int64_t counter(const std::string& page, const std::string& tone) {
    const std::regex face("class=\"counter " + tone + "( zero)?\"[^>]*><b>([0-9]+)</b>");
    std::smatch match;
    if (!std::regex_search(page, match, face)) {
        ADD_FAILURE() << "no counter " << tone;
        return -1;
    }
    return std::stoll(match[2].str());
}

// The address behind a link's words.
std::string link_to(const std::string& page, const std::string& words) {
    const std::regex link("href=\"([^\"]+)\"[^>]*>" + words);
    std::smatch match;
    if (!std::regex_search(page, match, link)) return "";
    return std::regex_replace(match[1].str(), std::regex("&amp;"), "&");
}

TEST(Pages, CountAsTheApiDoes) {
    ApiWorld world;
    world.live_until("2017-02-06 09:00");
    world.post("/api/v1/obligations/" + registration("tt-mat") + "/submit",
               R"({"reason":"nộp trực tiếp"})");
    const auto status = world.get("/api/v1/status").object();
    const auto& counters = status.at("counters").as_object();
    const std::string page = world.get("/").body;
    for (const std::string name : {"overdue", "due_soon", "submitted", "failed"})
        EXPECT_EQ(counter(page, name), counters.at(name).as_int64()) << name;
    EXPECT_EQ(counter(page, "overdue"), 5);
    EXPECT_THAT(page, HasSubstr("<title>(5) Quá hạn - Đôn đốc</title>"));
}

TEST(Pages, LeadFromEachCounterToWhatItCounts) {
    ApiWorld world;
    world.live_until("2017-02-06 09:00");
    world.post("/api/v1/obligations/" + registration("tt-mat") + "/submit",
               R"({"reason":"nộp trực tiếp"})");
    const std::string page = world.get("/").body;
    EXPECT_EQ(
        count_of(world.get(link_to(page, "<b>5</b> <span>quá hạn")).body, "<tr class=\"overdue\">"),
        5U);
    const std::string waiting = world.get(link_to(page, "<b>1</b> <span>chờ duyệt")).body;
    EXPECT_EQ(count_of(waiting, "<td class=\"how\">"), 1U);
    EXPECT_THAT(waiting, HasSubstr("đã nộp, chờ duyệt"));
    const std::string failed = world.get("/messages?state=failed").body;
    EXPECT_THAT(failed, HasSubstr("Bùi Văn Khánh"));
    EXPECT_THAT(failed, HasSubstr("lượt nhắc không tìm được người nhận"));
}

TEST(Pages, SayAtOnceWhoIsLateHowLateAndWhomToCall) {
    ApiWorld world;
    world.live_until("2017-02-02 09:00");
    const std::string page = world.get("/").body;
    const std::string row = row_with(page, "Bệnh viện Đa khoa huyện Bảo Thắng");
    EXPECT_THAT(row, HasSubstr("class=\"overdue\""));
    EXPECT_THAT(row, HasSubstr("quá hạn 01 ngày làm việc"));
    EXPECT_THAT(row, HasSubstr("<a class=\"phone\" href=\"tel:02143840111\">0214 3840 111</a>"));
    EXPECT_THAT(row, HasSubstr("Vũ Thị Dung"));
    EXPECT_THAT(row, HasSubstr("Bản đăng ký thi đua năm 2017"));
    EXPECT_THAT(row, HasSubstr("trước ngày 30/01/2017"));
    EXPECT_THAT(row, HasSubstr("Chủ nhật 29/01/2017"));
    EXPECT_THAT(row, HasSubstr(">3 lần<"));
    EXPECT_THAT(row, HasSubstr("báo cáo lãnh đạo phụ trách"));
    EXPECT_THAT(row, HasSubstr("07:30 · thứ Hai 06/02/2017"));
    // A contact without telephone is reached through the unit; nobody is said to be nobody.
    EXPECT_THAT(row_with(page, "Bệnh viện Lao và Bệnh phổi"), HasSubstr("0214 3840 222"));
    EXPECT_THAT(row_with(page, "Trung tâm chưa có người"), HasSubstr("chưa có số điện thoại"));
}

TEST(Pages, PutTheMostOverdueFirstAndTheUndatedLast) {
    ApiWorld world;
    world.live_until("2017-02-02 09:00");
    const std::string page = world.get("/").body;
    const auto late = page.find("quá hạn 01 ngày làm việc");
    const auto ahead = page.find("Báo cáo sơ kết thi đua</td>");
    const auto undated = page.find("Hồ sơ khen thưởng</td>");
    EXPECT_LT(late, ahead);
    EXPECT_LT(ahead, undated);
    EXPECT_NE(undated, page.npos);
}

TEST(Pages, ShowTheDayThePhasesAndTheirStatesInWords) {
    ApiWorld world;
    world.live_until("2017-01-30 09:00");
    const std::string page = world.get("/").body;
    EXPECT_THAT(page, HasSubstr("thứ Hai 30/01/2017"));
    EXPECT_THAT(page, HasSubstr("nghỉ lễ: Tết Nguyên đán"));
    EXPECT_THAT(page, HasSubstr("Đăng ký</span> <em>đang kết thúc"));
    EXPECT_THAT(page, HasSubstr("Sơ kết</span> <em>chưa mở"));
}

TEST(Pages, SpeakBothLanguagesAndKeepTheOneChosen) {
    ApiWorld world;
    world.live_until("2017-02-02 09:00");
    const std::string vi = world.get("/?status=overdue").body;
    EXPECT_THAT(vi, HasSubstr("<html lang=\"vi\">"));
    EXPECT_EQ(link_to(vi, "English"), "/?status=overdue&lang=en");
    const std::string en = world.get("/?status=overdue&lang=en").body;
    EXPECT_THAT(en, HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(en, HasSubstr("overdue by 1 working day"));
    EXPECT_THAT(en, HasSubstr("report to the superior"));
    EXPECT_EQ(link_to(en, "Tiếng Việt"), "/?status=overdue");
    EXPECT_EQ(link_to(en, "still owed"), "/?lang=en");
    EXPECT_THAT(world.get(link_to(en, "why\\?")).body, HasSubstr("What happened"));
}

TEST(Pages, EscapeWhatComesFromOutside) {
    ApiWorld world;
    world.live_until("2017-01-18 09:00");
    world.post("/api/v1/sending/pause",
               R"({"by":"<b>tccb</b>","reason":"<script>alert(2)</script>"})");
    for (const std::string path :
         {"/", "/?unit=tt-mat", "/obligations/plan.dang-ky.1.tt-mat", "/messages"}) {
        const std::string page = world.get(path).body;
        EXPECT_THAT(page, Not(HasSubstr("<script"))) << path;
        EXPECT_THAT(page, Not(HasSubstr("<b>tccb"))) << path;
        EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(2)")) << path;
    }
    EXPECT_THAT(world.get("/").body,
                HasSubstr("Mắt &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Kính"));
    EXPECT_THAT(world.get("/?%3Cscript%3E=1").body, Not(HasSubstr("<script")));
}

TEST(Pages, NeedNoScriptNoInlineStyleAndNothingFromElsewhere) {
    ApiWorld world;
    world.live_until("2017-02-02 09:00");
    const std::regex inline_code("<script|<style|\\sstyle=|\\son[a-z]+=|javascript:|https?://");
    for (const std::string path : {"/", "/?lang=en", "/obligations/plan.dang-ky.1.bv-sa-pa",
                                   "/messages", "/?status=nonsense"}) {
        const Reply page = world.get(path);
        EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
        EXPECT_THAT(page.header("Content-Security-Policy"), HasSubstr("default-src 'self'"));
        EXPECT_TRUE(valid_utf8(page.body)) << path;
        EXPECT_FALSE(std::regex_search(page.body, inline_code)) << path;
        EXPECT_THAT(page.body, HasSubstr("<link rel=\"stylesheet\" href=\"/style.css\">"));
    }
    const Reply sheet = world.get("/style.css");
    EXPECT_EQ(sheet.header("Content-Type"), "text/css; charset=utf-8");
    EXPECT_EQ(world.get("/style.css", "If-None-Match: " + sheet.header("ETag") + "\r\n").status,
              304);
}

// Nothing that is being read is taken away from its reader; the foot has a link for that.
TEST(Pages, ComeAnewByThemselvesOnlyWhileAVirtualClockRuns) {
    EXPECT_THAT(ApiWorld().get("/").body, HasSubstr("http-equiv=\"refresh\" content=\"5\""));
    const std::string real = ApiWorld({.virtual_clock = false}).get("/?status=any").body;
    EXPECT_THAT(real, Not(HasSubstr("http-equiv=\"refresh\"")));
    EXPECT_THAT(real, HasSubstr("<a href=\"/?status=any\">xem lại</a>"));
}

TEST(Pages, SayInAPageThatThereIsNoneAndDoNotFetchThatAgain) {
    ApiWorld world;
    for (const char* path : {"/nope", "/why", "/campaigns/nope"}) {
        const Reply page = world.get(path, "Accept: text/html,application/xhtml+xml\r\n");
        EXPECT_EQ(page.status, 404) << path;
        EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8") << path;
        EXPECT_THAT(page.body, HasSubstr("Không xem được")) << path;
        EXPECT_THAT(page.body, Not(HasSubstr("http-equiv=\"refresh\""))) << path;
    }
    EXPECT_THAT(world.get("/nope?lang=en", "Accept: text/html\r\n").body,
                HasSubstr("There is no such page: /nope"));
    for (const char* accept : {"", "Accept: */*\r\n"})
        EXPECT_EQ(world.get("/nope", accept).detail(), "there is nothing under this path");
    EXPECT_EQ(world.get("/api/v1/nope", "Accept: text/html\r\n").detail(),
              "there is nothing under this path");
}

TEST(Pages, WarnWhileSendingIsPausedOrRehearsed) {
    ApiWorld world({.rehearsal = "thu@soyte.example"});
    EXPECT_THAT(world.get("/").body,
                HasSubstr("Đang diễn tập: mọi thư đều gửi về thu@soyte.example"));
    EXPECT_THAT(world.get("/").body, Not(HasSubstr("Đang tạm dừng")));
    world.post("/api/v1/sending/pause", R"({"by":"tccb","reason":"kiểm tra"})");
    EXPECT_THAT(world.get("/").body, HasSubstr("Đang tạm dừng gửi mọi thư: kiểm tra (tccb)"));
}

TEST(Pages, CountNoRehearsalAmongTheTimesAUnitWasReminded) {
    for (const bool rehearsed : {true, false}) {
        ApiWorld world({.rehearsal = rehearsed ? "thu@soyte.example" : ""});
        world.live_until("2017-02-02 09:00");
        const std::string row = row_with(world.get("/").body, "Bệnh viện Đa khoa huyện Bảo Thắng");
        EXPECT_THAT(row, HasSubstr(rehearsed ? ">0 lần<" : ">3 lần<"));
    }
}

TEST(Pages, SayOfEachMessageWhetherItWasARehearsal) {
    for (const bool rehearsed : {true, false}) {
        ApiWorld world({.rehearsal = rehearsed ? "thu@soyte.example" : ""});
        world.live_until("2017-02-06 09:00");
        const auto message = world.get("/api/v1/messages?state=sent").object().at("items").at(0);
        EXPECT_EQ(message.at("rehearsal"), boost::json::value(rehearsed));
        const auto full =
            world.get("/api/v1/messages/" + boost::json::serialize(message.at("number"))).object();
        const std::string about(full.at("notices").at(0).at("about").at("id").as_string());
        EXPECT_EQ(full.at("notices").at(0).at("rehearsal"), boost::json::value(rehearsed));
        const bool on_messages =
            count_of(world.get("/messages").body, "<small>diễn tập</small>") > 0;
        const bool on_why = count_of(world.get("/obligations/" + about).body, "(diễn tập):") > 0;
        EXPECT_EQ(on_messages, rehearsed);
        EXPECT_EQ(on_why, rehearsed) << about;
    }
}

TEST(Pages, GiveEveryRowOnceOverThePages) {
    ApiWorld world({.more_units = 205});
    const std::string first = world.get("/").body;
    EXPECT_EQ(count_of(first, "<td class=\"how\">"), page_rows);
    const std::string second = world.get(link_to(first, "Trang sau")).body;
    EXPECT_EQ(count_of(second, "<td class=\"how\">"), 223 - page_rows);
    EXPECT_EQ(link_to(second, "Trang sau"), "");
    EXPECT_EQ(link_to(second, "« Trang đầu"), "/");
    const std::regex why("/obligations/[a-z0-9.-]+");
    std::set<std::string> seen;
    for (const auto* page : {&first, &second})
        for (std::sregex_iterator it(page->begin(), page->end(), why), end; it != end; ++it)
            EXPECT_TRUE(seen.insert(it->str()).second) << it->str();
    EXPECT_EQ(seen.size(), 223U);
}

TEST(Pages, DoNotCallTheDayOfAReturnAnExtension) {
    ApiWorld world;
    const std::string id = registration("bv-bao-thang");
    world.live_until("2017-01-19 09:00");
    const auto act = [&](const std::string& verb, const std::string& body) {
        return world.post("/api/v1/obligations/" + id + "/" + verb, body).status;
    };
    ASSERT_EQ(act("submit", R"({"by":"tccb","reason":"nộp trực tiếp"})"), 200);
    ASSERT_EQ(act("return", R"({"by":"tccb","reason":"thiếu biểu","due":"2017-02-20"})"), 200);
    const std::string page = world.get("/obligations/" + id).body;
    EXPECT_THAT(page, HasSubstr("nay phải gửi lại chậm nhất ngày 20/02/2017"));
    EXPECT_THAT(page, Not(HasSubstr("gia hạn đến")));
    EXPECT_THAT(world.get("/?unit=bv-bao-thang&status=any").body,
                HasSubstr("(phải gửi lại chậm nhất 20/02/2017)"));
}

TEST(Pages, TellTheStoryOfOneObligation) {
    ApiWorld world;
    const std::string id = registration("bv-bao-thang");
    world.live_until("2017-01-19 09:00");
    world.post("/api/v1/obligations/" + id + "/extend",
               R"({"by":"tccb","reason":"thiên tai","approver":"GĐ","due":"2017-03-10"})");
    const Reply page = world.get("/obligations/" + id);
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Bản đăng ký thi đua năm 2017"));
    EXPECT_THAT(page.body, HasSubstr("nay được gia hạn đến hết ngày 10/3/2017"));
    EXPECT_THAT(page.body, HasSubstr("Các đơn vị gửi Bản đăng ký"));
    const auto told =
        page.body.find("bậc −5: 05 ngày làm việc trước ngày làm việc cuối 25/01/2017");
    const auto granted =
        page.body.find("gia hạn đến hết ngày 10/3/2017, người cho phép: GĐ: thiên tai");
    EXPECT_LT(told, granted);
    EXPECT_NE(granted, page.body.npos);
    EXPECT_THAT(page.body, HasSubstr("Người thực hiện: tccb"));
}

TEST(Pages, SayInWordsWhatTheyCannotShow) {
    ApiWorld world;
    const Reply missing = world.get("/obligations/plan.dang-ky.1.khong-co");
    EXPECT_EQ(missing.status, 404);
    EXPECT_THAT(missing.body, HasSubstr("Không có nghĩa vụ này: plan.dang-ky.1.khong-co"));
    EXPECT_EQ(world.get("/?cursor=nonsense").status, 400);
    EXPECT_EQ(world.get("/?status=nonsense").status, 400);
    EXPECT_EQ(world.get("/messages?state=nonsense").status, 400);
    EXPECT_THAT(world.get("/?staus=overdue").body, HasSubstr("có phải là «status»?"));
}

}  // namespace
}  // namespace dondoc
