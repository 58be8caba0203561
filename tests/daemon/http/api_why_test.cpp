// Why a day was silent and why a message went out, as the API and the pages tell it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* by_telephone = R"({"reason": "qua điện thoại", "by": "tccb"})";

const boost::json::object& day_of(const boost::json::object& why) {
    return why.at("day").as_object();
}

std::string code(const Reply& reply) {
    return std::string(day_of(reply.object()).at("code").as_string());
}

std::string sentences(const boost::json::object& object) {
    std::string text;
    for (const auto& one : object.at("sentences").as_array())
        text += std::string(one.as_string()) + "\n";
    return text;
}

// Of the messages of a list, newest first.
std::vector<std::string> numbers(const Reply& reply) {
    std::vector<std::string> numbers;
    const auto list = reply.object();
    for (const auto& item : list.at("items").as_array())
        numbers.push_back(std::to_string(item.as_object().at("number").as_int64()));
    return numbers;
}

std::string why(const std::string& unit, const std::string& day, const std::string& more = "") {
    return "/api/v1/obligations/" + registration(unit) + "/why?on=" + day + more;
}

TEST(WhyOnADay, TellsOfEachDayWhatWasSaidOrWhyNothingWas) {
    ApiWorld world;
    world.live_until("2017-01-19 09:00");
    world.post("/api/v1/obligations/" + registration("tt-mat") + "/submit", by_telephone);
    world.post("/api/v1/sending/pause", R"({"reason": "bão", "by": "tccb"})");
    world.live_until("2017-01-20 17:00");
    world.post("/api/v1/sending/resume", R"({"reason": "bão tan"})");
    world.live_until("2017-02-09 09:00");
    const auto on = [&](const std::string& day) { return code(world.get(why("bv-sa-pa", day))); };
    EXPECT_EQ(on("2017-01-06"), "not_followed");
    EXPECT_EQ(on("2017-01-17"), "before_first");
    EXPECT_EQ(on("2017-01-18"), "told");
    EXPECT_EQ(on("2017-01-20"), "paused");
    EXPECT_EQ(on("2017-01-23"), "between");
    EXPECT_EQ(on("2017-01-24"), "told");
    EXPECT_EQ(on("2017-01-30"), "day_off");
    EXPECT_EQ(on("2017-02-08"), "after_last");
    EXPECT_EQ(code(world.get(why("tt-mat", "2017-01-23"))), "submitted");
    EXPECT_EQ(code(world.get(why("tt-mat", "2017-01-18"))), "told");
}

TEST(WhyOnADay, TakesTheObligationAsItStoodThen) {
    ApiWorld world;
    world.live_until("2017-02-09 09:00");
    world.post("/api/v1/obligations/" + registration("tt-mat") + "/waive",
               R"({"reason": "sáp nhập", "approver": "Giám đốc Sở"})");
    EXPECT_EQ(code(world.get(why("tt-mat", "2017-01-23"))), "between");
    const auto today = world.get(why("tt-mat", "2017-02-09"));
    EXPECT_EQ(code(today), "settled");
    EXPECT_THAT(sentences(day_of(today.object())), HasSubstr("sáp nhập"));
}

TEST(WhyOnADay, ForetellsADayAheadAndSpeaksEnglish) {
    ApiWorld world;
    world.live_until("2017-01-19 09:00");
    const auto told = world.get(why("bv-sa-pa", "2017-02-02", "&lang=en")).object();
    EXPECT_EQ(day_of(told).at("code").as_string(), "ahead");
    EXPECT_THAT(sentences(day_of(told)), HasSubstr("2017-02-02 is still ahead"));
    EXPECT_THAT(sentences(day_of(told)), HasSubstr("to the head of the unit"));
}

TEST(WhyOnADay, SaysThatAHeldPhaseHeldIt) {
    ApiWorld world;
    world.live_until("2017-01-16 09:00");
    world.post("/api/v1/campaigns/plan/phases/dang-ky/hold", R"({"reason": "chờ công văn"})");
    world.live_until("2017-01-20 09:00");
    EXPECT_EQ(code(world.get(why("bv-sa-pa", "2017-01-17"))), "phase_held");
    world.post("/api/v1/campaigns/plan/phases/dang-ky/release", R"({"reason": "có công văn"})");
    world.live_until("2017-01-26 09:00");
    EXPECT_EQ(code(world.get(why("bv-sa-pa", "2017-01-24"))), "told");
    EXPECT_EQ(code(world.get(why("bv-sa-pa", "2017-01-23"))), "between");
}

TEST(WhyOnADay, OfARoleThatNobodyHoldsSaysSo) {
    ApiWorld world;
    world.live_until("2017-02-09 09:00");
    const auto reply = world.get(why("tt-trong", "2017-01-18"));
    EXPECT_EQ(code(reply), "passed_over");
    EXPECT_THAT(sentences(day_of(reply.object())), HasSubstr("không có ai giữ vai trò này"));
}

TEST(WhyOnADay, RefusesWhatIsNoDay) {
    ApiWorld world;
    const Reply reply = world.get(why("bv-sa-pa", "9/1/2017"));
    EXPECT_EQ(reply.status, 400);
    EXPECT_THAT(reply.detail(), HasSubstr("không phải là ngày"));
    EXPECT_TRUE(world.get("/api/v1/obligations/" + registration("bv-sa-pa") + "/why")
                    .object()
                    .at("day")
                    .is_null());
}

TEST(WhyOfAMessage, SaysToWhomWhyThisPersonOnWhoseWordAndWhatWasAnswered) {
    ApiWorld world;
    world.live_until("2017-02-09 09:00");
    bool found = false;
    for (const std::string& number : numbers(world.get("/api/v1/messages?limit=500"))) {
        const auto why = world.get("/api/v1/messages/" + number + "/why").object();
        const auto& notices = why.at("notices").as_array();
        ASSERT_FALSE(notices.empty());
        const auto& notice = notices.front().as_object();
        if (notice.at("rung").as_string() != "+3.superior") continue;
        found = true;
        EXPECT_THAT(sentences(why), HasSubstr("đã gửi lúc 07:30 ngày 06/02/2017: 250 OK"));
        EXPECT_THAT(std::string(notice.at("why_person").as_string()),
                    HasSubstr("lãnh đạo phụ trách của Sở Y tế"));
        EXPECT_THAT(std::string(notice.at("words").as_string()), HasSubstr("bậc +3"));
        EXPECT_EQ(why.at("events").as_array().size(), 2U);
        const auto key = std::string(why.at("message").as_object().at("key").as_string());
        const auto by_key = world.get("/api/v1/messages/why?lang=en&key=" + key).object();
        EXPECT_EQ(by_key.at("message").as_object().at("number").as_int64(), std::stoll(number));
        EXPECT_THAT(sentences(by_key), HasSubstr("sent at 07:30 on 2017-02-06"));
    }
    EXPECT_TRUE(found);
}

TEST(WhyOfAMessage, SaysWhatWasDroppedFromItAndWhy) {
    ApiWorld world;
    world.live_until("2017-01-17 09:00");
    world.post("/api/v1/sending/pause", R"({"reason": "bão", "by": "tccb"})");
    world.live_until("2017-01-18 09:00");
    const auto queued = numbers(world.get("/api/v1/messages?state=queued"));
    ASSERT_FALSE(queued.empty());
    const auto waits = world.get("/api/v1/messages/" + queued.front() + "/why?lang=en").object();
    EXPECT_THAT(sentences(waits), HasSubstr("not sent: sending is paused (tccb: bão)"));
    world.post("/api/v1/obligations/" + registration("bv-sa-pa") + "/submit", by_telephone);
    world.post("/api/v1/sending/resume", R"({"reason": "bão tan"})");
    world.live_until("2017-01-18 10:00");
    bool dropped = false;
    for (const std::string& number : numbers(world.get("/api/v1/messages"))) {
        const auto why = world.get("/api/v1/messages/" + number + "/why").object();
        for (const auto& notice : why.at("notices").as_array()) {
            if (notice.as_object().at("dropped").is_null()) continue;
            dropped = true;
            EXPECT_EQ(notice.as_object().at("dropped").as_string(), "đơn vị đã nộp");
            EXPECT_THAT(sentences(why), HasSubstr("không còn"));
        }
    }
    EXPECT_TRUE(dropped);
}

TEST(WhyOfAMessage, SaysWhyTheOfficerGetsADigest) {
    ApiWorld world({.shipped = "lao-cai-2017", .from = "2017-01-07 08:00"});
    world.live_until("2017-01-09 09:00");
    const auto all = numbers(world.get("/api/v1/messages?person=chuyen-vien-tccb"));
    ASSERT_EQ(all.size(), 1U);
    const auto why = world.get("/api/v1/messages/" + all.front() + "/why?lang=en").object();
    const auto& notice = why.at("notices").as_array().back().as_object();
    EXPECT_EQ(notice.at("key").as_string(), "digest/2017-w02/chuyen-vien-tccb");
    EXPECT_EQ(notice.at("kind").as_string(), "digest");
    EXPECT_EQ(notice.at("words").as_string(), "the week's digest for the coordinator");
    EXPECT_EQ(notice.at("deliverable").as_string(), "Weekly digest");
    EXPECT_THAT(std::string(notice.at("why_person").as_string()), HasSubstr("Hà Văn Dung"));
    EXPECT_THAT(world.get("/messages/" + all.front()).body, HasSubstr("Bản tin tuần"));
}

TEST(WhyOfAMessage, RefusesWhatIsNoMessage) {
    ApiWorld world;
    EXPECT_EQ(world.get("/api/v1/messages/99/why").status, 404);
    EXPECT_EQ(world.get("/api/v1/messages/x/why").status, 404);
    EXPECT_EQ(world.get("/api/v1/messages/why?key=an/mail/x").status, 404);
    EXPECT_THAT(world.get("/api/v1/messages/why").detail(), HasSubstr("`key` is missing"));
}

TEST(WhyPages, AskAboutADayAndShowAMessageWithItsText) {
    ApiWorld world;
    world.live_until("2017-02-09 09:00");
    const std::string page = "/obligations/" + registration("bv-sa-pa");
    EXPECT_THAT(world.get(page).body, HasSubstr("<input type=\"date\" name=\"on\" value=\"\""));
    const std::string silent = world.get(page + "?on=2017-01-23").body;
    EXPECT_THAT(silent, HasSubstr("value=\"2017-01-23\""));
    EXPECT_THAT(silent, HasSubstr("<li>không có bậc nhắc nào rơi vào ngày 23/01/2017"));
    EXPECT_THAT(world.get(page + "?on=2017-01-23&lang=en").body,
                HasSubstr("<input type=\"hidden\" name=\"lang\" value=\"en\">"));
    EXPECT_EQ(world.get(page + "?on=hôm-nay").status, 400);

    EXPECT_THAT(world.get("/messages").body, HasSubstr("href=\"/messages/1\""));
    const std::string message = world.get("/messages/1").body;
    EXPECT_THAT(message, HasSubstr("<pre class=\"letter\">Kính gửi"));
    EXPECT_THAT(message, HasSubstr("thư số 1 gửi"));
    EXPECT_EQ(world.get("/messages/99").status, 404);
    EXPECT_EQ(world.get("/messages/x").status, 404);
}

TEST(ApiWhy, TellsApartHowADeadlineCameToHavePassed) {
    ApiWorld world(
        {.edit =
             [](Campaign& campaign) { campaign.issued = Date{std::chrono::year{2017} / 2 / 1}; },
         .from = "2017-02-02 08:00"});
    const std::string before = "thời hạn ở trước ngày ban hành kế hoạch";
    const std::string path = "/api/v1/obligations/" + registration("tt-mat");
    EXPECT_THAT(world.get(path + "/why").body, HasSubstr("29/01/2017; " + before));
    EXPECT_THAT(world.get(path).body, HasSubstr(before + ": chờ người phụ trách trả lời"));
    EXPECT_THAT(world.get("/?unit=tt-mat&status=any").body, HasSubstr(before));
}

TEST(ApiWhy, SaysOfAShareThatWasOverdueWhenItWasTakenOver) {
    ApiWorld world({.edit = [](Campaign& campaign) {
        for (Duty& duty : campaign.duties)
            duty.obligors = {"tt-mat"};
    }});
    world.live_until("2017-02-06 09:00");
    const Reply given = world.post("/api/v1/obligations/" + registration("tt-mat") + "/hand-over",
                                   R"({"to_unit":"bv-sa-pa","reason":"Thông báo 15","by":"lan"})");
    ASSERT_EQ(given.status, 200) << given.body;
    const std::string why =
        world.get("/api/v1/obligations/" + registration("bv-sa-pa") + "/why").body;
    EXPECT_THAT(why, HasSubstr("quá hạn khi nhận bàn giao"));
    EXPECT_THAT(why, Not(HasSubstr("quá hạn khi nhập")));
}

}  // namespace
}  // namespace dondoc
