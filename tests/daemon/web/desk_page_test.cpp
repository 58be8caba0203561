// The officer's pages beside the table.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

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

TEST(Desk, LeadsFromEveryPageToEveryOther) {
    ApiWorld world;
    world.live_until("2017-02-06 09:00");
    for (const char* path : {"/", "/upcoming", "/messages", "/messages/untold", "/decisions",
                             "/campaigns", "/campaigns/plan", "/campaigns/plan/report", "/units",
                             "/units/tt-mat", "/calendar", "/calendar/2018", "/system", "/chase"}) {
        const Reply page = world.get(path);
        EXPECT_EQ(page.status, 200) << path;
        EXPECT_EQ(count_of(page.body, "<h1>"), 1U) << path;
        EXPECT_TRUE(valid_utf8(page.body)) << path;
        EXPECT_THAT(page.body, Not(HasSubstr("<script"))) << path;
        for (const char* way : {"/upcoming", "/messages", "/decisions", "/campaigns", "/units",
                                "/calendar", "/system"})
            EXPECT_THAT(page.body, HasSubstr("<a href=\"" + std::string(way) + "\""))
                << path << " to " << way;
        const Reply english = world.get(std::string(path) + "?lang=en");
        EXPECT_THAT(english.body, HasSubstr("<html lang=\"en\">")) << path;
        EXPECT_EQ(world.get(std::string(path) + "?no=1").status, 400) << path;
    }
    EXPECT_THAT(world.get("/decisions").body,
                HasSubstr("<a href=\"/decisions\" aria-current=\"page\">Quyết định</a>"));
}

TEST(Upcoming, TellsTheNextSevenDaysAsTheForecastDoes) {
    ApiWorld world;
    world.live_until("2017-01-17 09:00");
    const std::string page = world.get("/upcoming").body;
    // −5 on 18/01 to the contacts; −1 on 24/01 lies on the eighth day.
    EXPECT_THAT(page, HasSubstr("từ 17/01/2017 đến hết 23/01/2017"));
    EXPECT_THAT(page, HasSubstr("<h2>thứ Tư 18/01/2017"));
    EXPECT_THAT(page, HasSubstr("Vũ Thị Dung"));
    EXPECT_THAT(page, HasSubstr("Bệnh viện Đa khoa huyện Bảo Thắng: Bản đăng ký thi đua năm 2017"));
    EXPECT_THAT(page, Not(HasSubstr("24/01/2017")));
    EXPECT_THAT(page, HasSubstr("Không giữ lại thư nào."));
}

TEST(Upcoming, NoLongerTellsWhatASubmissionMakesNeedless) {
    ApiWorld world;
    world.live_until("2017-01-17 09:00");
    const std::string unit = "Trung tâm Pháp y: Bản đăng ký";
    EXPECT_THAT(world.get("/upcoming").body, HasSubstr(unit));
    EXPECT_EQ(world
                  .post("/api/v1/obligations/" + registration("tt-phap-y") + "/submit",
                        R"({"reason":"nộp trực tiếp"})")
                  .status,
              200);
    EXPECT_THAT(world.get("/upcoming").body, Not(HasSubstr(unit)));
}

TEST(Upcoming, SaysWhatIsHeldAndWhy) {
    ApiWorld world;
    world.live_until("2017-02-02 09:00");
    const std::string id = registration("bv-bao-thang");
    EXPECT_EQ(
        world.post("/api/v1/obligations/" + id + "/hold", R"({"reason":"chờ bản giấy"})").status,
        200);
    EXPECT_EQ(
        world.post("/api/v1/campaigns/plan/phases/so-ket/hold", R"({"reason":"chờ đoàn"})").status,
        200);
    for (const char* path : {"/upcoming", "/decisions"})
        EXPECT_THAT(world.get(path).body, HasSubstr("giữ thư báo quá hạn: chờ bản giấy")) << path;
    const std::string page = world.get("/upcoming").body;
    EXPECT_THAT(page, HasSubstr("giai đoạn đang tạm giữ"));
    EXPECT_THAT(page, HasSubstr("href=\"/obligations/" + id + "\""));
    world.post("/api/v1/obligations/" + id + "/release", R"({"reason":"đã rõ"})");
    EXPECT_THAT(world.get("/decisions").body, Not(HasSubstr("chờ bản giấy")));
}

TEST(Decisions, ListWhoAsksForTimeUntilWhenAndWhy) {
    ApiWorld world;
    world.live_until("2017-01-17 09:00");
    EXPECT_THAT(world.get("/decisions").body, HasSubstr("Không có việc nào chờ quyết định."));
    world.post("/api/v1/obligations/" + registration("tt-phap-y") + "/request",
               R"({"to":"2017-02-10","reason":"chuyển trụ sở","document":"7/CV"})");
    const std::string page = world.get("/decisions").body;
    EXPECT_THAT(page, HasSubstr("Trung tâm Pháp y"));
    EXPECT_THAT(page, HasSubstr("thứ Sáu 10/02/2017"));
    EXPECT_THAT(page, HasSubstr("chuyển trụ sở"));
    EXPECT_THAT(page, HasSubstr("7/CV"));
}

TEST(Decisions, ListWhatWasOverdueWhenItWasFirstSeen) {
    ApiWorld world({.from = "2017-02-06 08:00"});
    const std::string page = world.get("/decisions").body;
    EXPECT_THAT(page, HasSubstr("Hạn đã qua khi nhập"));
    EXPECT_EQ(count_of(page, "<code>plan.dang-ky.1."), 6U);
}

TEST(Sent, ComesAsATableForSpreadsheets) {
    ApiWorld world;
    world.live_until("2017-02-06 09:00");
    const Reply all = world.get("/messages.csv");
    EXPECT_EQ(all.header("Content-Type"), "text/csv; charset=utf-8");
    EXPECT_THAT(all.header("Content-Disposition"), HasSubstr("thu-2017-02-06.csv"));
    EXPECT_TRUE(all.body.starts_with("\xEF\xBB\xBFnumber,state,planned,"));
    const auto rows =
        world.get("/api/v1/messages?limit=500").object().at("items").as_array().size();
    EXPECT_EQ(count_of(all.body, "\r\n"), rows + 1);
    const Reply failed = world.get("/messages.csv?state=failed");
    EXPECT_LT(count_of(failed.body, "\r\n"), rows);
    EXPECT_EQ(world.get("/messages.csv?state=lost").status, 400);
}

TEST(Sent, SaysWhomNobodyToldAndWhy) {
    ApiWorld world({.from = "2017-01-20 08:00"});
    world.live_until("2017-02-06 09:00");
    const std::string page = world.get("/messages/untold").body;
    EXPECT_THAT(page, HasSubstr("bỏ qua"));
    EXPECT_THAT(page, HasSubstr("Trung tâm Pháp y: Bản đăng ký thi đua năm 2017"));
    EXPECT_THAT(page, HasSubstr("href=\"/obligations/" + registration("tt-phap-y") + "\""));
    EXPECT_EQ(world.get("/messages/untold?cursor=x").status, 400);
}

TEST(CalendarPage, ShowsHolidaysByNameAndCountsWorkingDays) {
    ApiWorld world;
    const std::string page = world.get("/calendar/2017").body;
    EXPECT_EQ(count_of(page, "<table class=\"grid month\">"), 12U);
    EXPECT_EQ(count_of(page, "<td class=\"holiday"), 5U);
    EXPECT_THAT(page, HasSubstr("nghỉ lễ: Tết Nguyên đán"));
    EXPECT_THAT(page, HasSubstr("thứ Năm 26/01/2017"));
    EXPECT_THAT(page, HasSubstr("255 ngày làm việc"));
    EXPECT_THAT(page, Not(HasSubstr("chưa công bố")));
    EXPECT_THAT(page, HasSubstr("(hôm nay)"));
}

TEST(CalendarPage, MarksAYearThatNobodyAnnounced) {
    ApiWorld world;
    EXPECT_THAT(world.get("/calendar/2019").body, HasSubstr("Không có dữ liệu ngày nghỉ"));
    for (const char* year : {"x", "1", "20170", "-2017", "2017x"})
        EXPECT_EQ(world.get("/calendar/" + std::string(year)).status, 404) << year;
    ApiWorld shipped({.shipped = "lao-cai-2017"});
    EXPECT_THAT(shipped.get("/calendar/2030").body, HasSubstr("chưa công bố chính thức"));
    EXPECT_THAT(shipped.get("/calendar/2026").body, HasSubstr("class=\"make-up"));
}

TEST(SystemPage, TellsTheLastMailTheQueueTheYearsAndTheFingerprint) {
    ApiWorld world;
    world.live_until("2017-01-18 09:00");
    const std::string page = world.get("/system").body;
    EXPECT_THAT(page, HasSubstr("<dt>Thư gửi gần nhất</dt><dd>07:30 · thứ Tư 18/01/2017</dd>"));
    EXPECT_THAT(page, HasSubstr("<dt>Vòng lặp</dt><dd>đang chạy</dd>"));
    EXPECT_THAT(page, HasSubstr("<b>0</b> đang gửi lại"));
    EXPECT_THAT(page, HasSubstr("<a href=\"/calendar/2017\">2017</a>"));
    EXPECT_THAT(page, HasSubstr("<b>mail</b> (spool): hoạt động"));
    EXPECT_THAT(page, HasSubstr("<code>of this tes</code>"));
    ApiWorld silent({.alive = false});
    EXPECT_THAT(silent.get("/system").body, HasSubstr("không trả lời"));
}

TEST(CampaignPage, DrawsItsDeadlinesAndTodayOnALineOfTime) {
    ApiWorld world;
    world.live_until("2017-02-06 09:00");
    const std::string page = world.get("/campaigns/plan").body;
    EXPECT_EQ(count_of(page, "<line class=\"today\""), 1U);
    EXPECT_EQ(count_of(page, "<circle class=\"mark overdue\""), 1U);
    EXPECT_EQ(count_of(page, "<circle class=\"mark pending\""), 1U);
    EXPECT_THAT(page, HasSubstr("<title>29/01/2017</title>"));
    ApiWorld past({.from = "2018-03-01 08:00"});
    EXPECT_THAT(past.get("/campaigns/plan").body, Not(HasSubstr("<line class=\"today\"")));
}

TEST(CampaignPage, ShowsEachUnitsShareOfEachDuty) {
    ApiWorld world;
    world.live_until("2017-02-06 09:00");
    world.post("/api/v1/obligations/" + registration("tt-phap-y") + "/submit",
               R"({"reason":"nộp trực tiếp"})");
    const std::string page = world.get("/campaigns/plan").body;
    const auto at = page.find("<table class=\"grid matrix\">");
    ASSERT_NE(at, page.npos);
    const std::string matrix = page.substr(at, page.find("</table>", at) - at);
    EXPECT_EQ(count_of(matrix, "<th scope=\"row\">"), 6U);
    EXPECT_EQ(count_of(matrix, "<td class=\"overdue\">"), 5U);
    EXPECT_EQ(count_of(matrix, "<td class=\"submitted\">"), 1U);
    EXPECT_THAT(page, HasSubstr("00/18 đã xong, 01 chờ duyệt, 05 quá hạn"));
    const std::string report = world.get("/campaigns/plan/report").body;
    EXPECT_THAT(report, HasSubstr("00/18 đã xong, 01 chờ duyệt, 05 quá hạn"));
    EXPECT_EQ(world.get("/campaigns/nope/report").status, 404);
}

TEST(Chase, ListsWhomToRingAboutAllThatIsLate) {
    ApiWorld world;
    world.live_until("2017-02-06 09:00");
    const std::string page = world.get("/chase").body;
    EXPECT_EQ(count_of(page, "<td class=\"unit\">"), 6U);
    EXPECT_THAT(page, HasSubstr("<a class=\"phone\" href=\"tel:02143840222\">0214 3840 222</a>"));
    EXPECT_THAT(page, HasSubstr("chưa có số điện thoại"));
    EXPECT_THAT(page, HasSubstr("quá hạn 03 ngày làm việc"));
    EXPECT_THAT(ApiWorld().get("/chase").body, HasSubstr("Không đơn vị nào quá hạn."));
}

TEST(UnitPage, NamesItsPeopleAndWhoeverIsLateStandsFirst) {
    ApiWorld world;
    world.live_until("2017-02-06 09:00");
    const std::string page = world.get("/units/bv-bao-thang").body;
    EXPECT_THAT(page, HasSubstr("<dt>Đầu mối</dt><dd><b>Vũ Thị Dung</b>"));
    EXPECT_THAT(page, HasSubstr("<dt>Thủ trưởng</dt><dd><b>Hoàng Văn Giang</b>, Giám đốc"));
    EXPECT_THAT(page, HasSubstr("Thuộc <a href=\"/units/so-y-te\">Sở Y tế</a>"));
    const std::string all = world.get("/units").body;
    EXPECT_LT(all.find("Trung tâm Pháp y"), all.find("Phòng Tổ chức cán bộ"));
    EXPECT_EQ(count_of(all, "<tr class=\"overdue\">"), 6U);
}

}  // namespace
}  // namespace dondoc
