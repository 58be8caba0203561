// Targets, gates and records on the pages. Two shipped plans live through their time: their tables
// are golden files, to be read beside the documents.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <regex>

#include "tests/daemon/http/api_world.h"
#include "tests/golden.h"

namespace dondoc {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string replaced(std::string text, const char* pattern, const char* by) {
    return std::regex_replace(text, std::regex(pattern), by);
}

// What a reader sees of a page: a line a row, cells apart.
std::string seen(const std::string& page) {
    const auto from = page.find("<main");
    std::string text = page.substr(from, page.find("</main>") - from);
    text = replaced(text, "\n", " ");
    text = replaced(text, "</t[dh]>", " | ");
    text = replaced(text, "<small>", " · ");
    text = replaced(text, "</(tr|p|h1|h2|ol|summary)>", "\n");
    text = replaced(text, "<ul><li[^>]*>", "");
    text = replaced(text, "<(li|details)[^>]*>", "; ");
    text = replaced(text, "<[^>]*>", "");
    text = replaced(text, "&quot;", "\"");
    text = replaced(text, "&lt;", "<");
    text = replaced(text, "&gt;", ">");
    text = replaced(text, "&#39;", "'");
    text = replaced(text, "&amp;", "&");
    text = replaced(text, " +", " ");
    text = replaced(text, " *\n *", "\n");
    return replaced(text, "\n+", "\n");
}

// Does things to obligations of one plan.
class Officer {
public:
    Officer(ApiWorld& world, std::string plan) : world_(world), plan_(std::move(plan)) {}

    void does(const std::string& verb, const std::string& duty, const std::string& unit,
              const std::string& body = "{}") {
        const std::string id = plan_ + '.' + duty + ".1." + unit;
        auto object = boost::json::parse(body).as_object();
        const bool letter = object.contains("document");
        if (verb == "submit") object[letter ? "signer" : "reason"] = "Trưởng khoa";
        if (verb == "submit" && letter) object["dated"] = "2024-10-30";
        if (verb == "waive" || verb == "extend") object["approver"] = "Giám đốc";
        const Reply reply =
            world_.post("/api/v1/obligations/" + id + '/' + verb, boost::json::serialize(object));
        EXPECT_EQ(reply.status, 200) << id << ' ' << reply.body;
    }

private:
    ApiWorld& world_;
    std::string plan_;
};

TEST(CampaignPage, ShowsTheTwentySevenTargetsOfDakNongAndWhatBecameOfThem) {
    ApiWorld world({.shipped = "dak-nong-2020", .from = "2020-03-02 08:00"});
    Officer officer(world, "dak-nong-2020");
    officer.does("submit", "dang-ky", "dn-bv-da-khoa-tinh",
                 R"({"figures":{"hai-long":"85","sang-kien":"20","khong-vi-pham-y-duc":"100"}})");
    officer.does("submit", "dang-ky", "dn-ttyt-cu-jut",
                 R"({"figures":{"tiem-chung":"96,5","suy-dinh-duong":"17.5","bao-hiem-y-te":"85",)"
                 R"("sang-kien":"6"}})");
    officer.does("submit", "dang-ky", "dn-ttyt-tuy-duc", R"({"figures":{"tiem-chung":"95"}})");
    world.live_until("2020-12-21 09:00");
    officer.does("submit", "tong-ket", "dn-bv-da-khoa-tinh",
                 R"({"figures":{"hai-long":"83,5","sang-kien":"24","khong-vi-pham-y-duc":"99,8",)"
                 R"("chien-si-cap-tinh":"1"}})");
    officer.does("submit", "tong-ket", "dn-ttyt-cu-jut",
                 R"({"figures":{"tiem-chung":"95.9","suy-dinh-duong":"17,9","bao-hiem-y-te":"90",)"
                 R"("sang-kien":"12","tang-dan-so":"1,05"}})");
    officer.does("submit", "tong-ket", "dn-ttyt-tuy-duc",
                 R"({"figures":{"tiem-chung":"94,2","suy-dinh-duong":"18.4"}})");
    officer.does("submit", "tong-ket", "dn-ttyt-dak-mil", R"({"figures":{"tiem-chung":"12"}})");
    officer.does("return", "tong-ket", "dn-ttyt-dak-mil", R"({"reason":"số liệu sai"})");
    const Reply impossible =
        world.post("/api/v1/obligations/dak-nong-2020.tong-ket.1.dn-tt-phap-y/submit",
                   R"({"figures":{"hai-long":"100,5"},"reason":"qua điện thoại"})");
    EXPECT_EQ(impossible.object().at("code"), "figure_above_hundred");
    EXPECT_TRUE(matches_golden(seen(world.get("/campaigns/dak-nong-2020").body),
                               "daemon/web/golden/dak-nong-2020.txt"));
}

TEST(CampaignPage, ShowsWhoOfKienHaiMayBePutUpForAProvincialAwardAndWhyNot) {
    ApiWorld world({.shipped = "kien-hai-2024-2025", .from = "2024-10-09 08:00"});
    Officer officer(world, "kien-hai-2024-2025");
    world.live_until("2024-11-04 09:00");
    const char* launch = "phat-dong-don-vi";
    officer.does("submit", launch, "kh-khoa-kham-benh", R"({"document":"05/KH-KKB"})");
    officer.does("accept", launch, "kh-khoa-kham-benh");
    officer.does("submit", launch, "kh-khoa-noi-nhi");
    officer.does("submit", launch, "kh-khoa-kiem-soat-benh-tat");
    officer.does("waive", launch, "kh-phong-tchc", R"({"reason":"là phòng chủ trì"})");
    officer.does("extend", launch, "kh-tram-hon-tre",
                 R"({"reason":"trạm mới có trưởng trạm","due":"2024-11-29"})");
    world.live_until("2025-06-02 09:00");
    for (const char* unit : {"kh-khoa-kham-benh", "kh-khoa-noi-nhi", "kh-phong-tchc"})
        officer.does("submit", "tong-ket-don-vi", unit, R"({"arrived":"2025-05-30"})");
    officer.does("return", "tong-ket-don-vi", "kh-khoa-noi-nhi", R"({"reason":"chưa họp xét"})");
    officer.does("submit", launch, "kh-tram-hon-tre", R"({"document":"02/KH-TYT"})");
    officer.does("submit", "tong-ket-don-vi", "kh-tram-hon-tre");
    for (const char* unit : {"kh-khoa-kham-benh", "kh-phong-tchc", "kh-tram-hon-tre"})
        officer.does("submit", "khen-thuong-don-vi", unit);
    const std::string page = seen(world.get("/campaigns/kien-hai-2024-2025").body);
    EXPECT_TRUE(matches_golden(page, "daemon/web/golden/kien-hai-2024-2025.txt"));
}

TEST(CampaignPage, ShowsAGateBeforeAPhaseThatIsNoAward) {
    ApiWorld world({.edit = [](Campaign& campaign) {
        Gate gate;
        gate.id = "dang-ky-truoc";
        gate.title = "Có đăng ký mới sơ kết";
        gate.requirements = {{"dang-ky", {}}};
        gate.blocks = Gate::Blocks::phase;
        gate.phase = campaign.phases.back().id;
        campaign.gates = {gate};
    }});
    const std::string page = seen(world.get("/campaigns/plan").body);
    EXPECT_THAT(page, HasSubstr("Điều kiện vào giai đoạn"));
    EXPECT_THAT(page, HasSubstr("Có đăng ký mới sơ kết"));
    EXPECT_THAT(page, HasSubstr("chưa đủ điều kiện"));
}

TEST(CampaignPage, SpeaksEnglishAndTellsWhatDoesNotExist) {
    ApiWorld world;
    const std::string page = world.get("/campaigns/plan?lang=en").body;
    EXPECT_THAT(page, HasSubstr("The plan sets no numbers."));
    EXPECT_EQ(world.get("/campaigns/pla").status, 404);
    EXPECT_EQ(world.get("/campaigns/plan?x=1").status, 400);
    EXPECT_THAT(world.get("/").body, HasSubstr("href=\"/campaigns/plan\""));
}

TEST(UnitPage, ShowsTheRecordAndHowItIsCounted) {
    ApiWorld world;
    world.live_until("2017-02-06 09:00");
    Officer officer(world, "plan");
    officer.does("submit", "dang-ky", "bv-sa-pa", R"({"arrived":"2017-02-03"})");
    officer.does("return", "dang-ky", "bv-sa-pa", R"({"reason":"thiếu","due":"2017-02-10"})");
    officer.does("extend", "bao-cao", "bv-sa-pa", R"({"reason":"bão","due":"2017-06-30"})");
    EXPECT_TRUE(matches_golden(seen(world.get("/units/bv-sa-pa").body),
                               "daemon/web/golden/unit-record.txt"));
    EXPECT_THAT(world.get("/units/bv-sa-pa?lang=en").body, HasSubstr("How it is counted"));
    EXPECT_THAT(world.get("/?unit=bv-sa-pa&status=any").body,
                HasSubstr("href=\"/units/bv-sa-pa\""));
}

TEST(UnitPage, LinksAnEndedUnitWithItsSuccessorAndKeepsItsLateness) {
    ApiWorld world({.shipped = "kien-hai-2024-2025", .from = "2024-10-09 08:00"});
    world.live_until("2025-07-02 09:00");
    const std::string ended = world.get("/units/kh-tram-an-son").body;
    EXPECT_THAT(seen(ended), HasSubstr("Ngày cuối hoạt động: 30/6/2025; kế tục:"));
    EXPECT_THAT(ended, HasSubstr("href=\"/units/kh-tram-so-1\""));
    EXPECT_THAT(seen(ended), HasSubstr("quá hạn, chưa nộp"));
    EXPECT_THAT(seen(ended), HasSubstr("bàn giao ngày 01/7/2025"));
    const std::string heir = world.get("/units/kh-tram-so-1").body;
    EXPECT_THAT(heir, HasSubstr("href=\"/units/kh-tram-an-son\""));
    EXPECT_THAT(heir, HasSubstr("href=\"/units/kh-tram-nam-du\""));
    const auto record = world.get("/api/v1/units/kh-tram-an-son/record").object();
    std::string hows;
    for (const auto& line : record.at("items").as_array())
        hows += std::string(line.at("how").as_string()) + " ";
    EXPECT_EQ(hows, "missing missing handed_over handed_over handed_over ");
}

TEST(UnitPage, ShowsWhatWasTakenOverApartWithWhoseLatenessItWas) {
    ApiWorld world({.edit = [](Campaign& campaign) {
        for (Duty& duty : campaign.duties)
            duty.obligors = {"tt-mat"};
    }});
    world.live_until("2017-02-06 09:00");
    const Reply given = world.post("/api/v1/obligations/" + registration("tt-mat") + "/hand-over",
                                   R"({"to_unit":"bv-sa-pa","reason":"Thông báo 15","by":"lan"})");
    ASSERT_EQ(given.status, 200) << given.body;
    world.live_until("2017-02-20 09:00");
    const auto record = world.get("/api/v1/units/bv-sa-pa/record").object();
    EXPECT_EQ(record.at("sum").at("counted").as_int64(), 0);
    EXPECT_EQ(record.at("sum").at("days_late").as_int64(), 0);
    const auto& taken = record.at("taken_over").as_array().at(0).as_object();
    EXPECT_EQ(taken.at("unit").as_string(), "tt-mat");
    EXPECT_EQ(taken.at("how").as_string(), "missing");
    EXPECT_EQ(taken.at("days_late").as_int64(), 3);
    EXPECT_EQ(taken.at("passed_on").as_string(), "2017-02-06");
    EXPECT_EQ(taken.at("reason").as_string(), "Thông báo 15");
    const std::string page = seen(world.get("/units/bv-sa-pa").body);
    EXPECT_THAT(page, HasSubstr("Nhận bàn giao"));
    EXPECT_THAT(page, HasSubstr("không tính cho đơn vị nhận"));
    EXPECT_THAT(world.get("/units/bv-sa-pa?lang=en").body, HasSubstr("Taken over"));
    EXPECT_THAT(seen(world.get("/units/tt-phap-y").body), Not(HasSubstr("Nhận bàn giao")));
}

TEST(UnitPage, SaysWhetherTheContactWasConfirmed) {
    ApiWorld world;
    EXPECT_THAT(world.get("/units/tt-phap-y").body, Not(HasSubstr("class=\"contact\"")));
    world.post("/api/v1/units/tt-phap-y/confirm-contact");
    EXPECT_THAT(world.get("/units/tt-phap-y").body, HasSubstr("đã xác nhận ngày 09/01/2017"));
}

TEST(UnitPage, NamesTheUnitAsItIsCalledToday) {
    const auto heading = [](const std::string& from) {
        ApiWorld world({.shipped = "kien-hai-2024-2025", .from = from});
        return world.get("/units/ttyt-kien-hai").body;
    };
    EXPECT_THAT(heading("2025-06-30 08:00"), HasSubstr("Trung tâm Y tế huyện Kiên Hải"));
    EXPECT_THAT(heading("2025-07-01 08:00"), HasSubstr("Trung tâm Y tế đặc khu Kiên Hải"));
}

TEST(UnitPage, EscapesNamesAndTellsWhatDoesNotExist) {
    ApiWorld world;
    const std::string page = world.get("/units/tt-mat").body;
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
    EXPECT_THAT(page, Not(HasSubstr("<script>")));
    EXPECT_EQ(world.get("/units/nowhere").status, 404);
    EXPECT_THAT(world.get("/units/so-y-te").body, HasSubstr("chưa có nghĩa vụ nào"));
}

}  // namespace
}  // namespace dondoc
