// Calendars and badges that others subscribe to by a token in the path.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <regex>

#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string made(ApiWorld& world, const std::string& name, const std::string& role,
                 const std::string& scope = "") {
    const Reply reply = world.post(
        "/api/v1/tokens", R"({"name":")" + name + R"(","role":")" + role + "\"" + scope + "}");
    EXPECT_EQ(reply.status, 200) << reply.body;
    return std::string(reply.object().at("token").as_string());
}

Reply away(ApiWorld& world, const std::string& path, const std::string& headers = "") {
    return world.get_from("192.0.2.7", path, headers);
}

std::string calendar(ApiWorld& world, const std::string& token) {
    return std::regex_replace(away(world, "/calendars/" + token + ".ics").body, std::regex("\r\n "),
                              "");
}

std::size_t entries_in(const std::string& calendar) {
    const std::regex begin("BEGIN:VEVENT");
    return static_cast<std::size_t>(std::distance(
        std::sregex_iterator(calendar.begin(), calendar.end(), begin), std::sregex_iterator()));
}

// The sequence of the entry of this obligation.
std::string sequence_of(const std::string& calendar, const std::string& id) {
    const auto at = calendar.find("UID:" + id + "@");
    const auto sequence = calendar.find("SEQUENCE:", at);
    return calendar.substr(sequence + 9, calendar.find('\r', sequence) - sequence - 9);
}

TEST(Feeds, HoldTheDeadlinesOfTheirScopeAlone) {
    ApiWorld world;
    const std::string unit = made(world, "lich-mat", "feed", R"(,"units":["tt-mat"])");
    const std::string plan = made(world, "lich-plan", "feed", R"(,"campaigns":["plan"])");
    const std::string officer = made(world, "lich-tccb", "feed");
    const Reply reply = away(world, "/calendars/" + unit + ".ics");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("Content-Type"), "text/calendar; charset=utf-8");
    EXPECT_THAT(calendar(world, unit),
                AllOf(HasSubstr("UID:" + registration("tt-mat") + "@soyte.example\r\n"),
                      HasSubstr("DTSTART;VALUE=DATE:20170129"), HasSubstr("BEGIN:VALARM"),
                      HasSubstr("X-WR-CALNAME:Trung tâm Mắt"), Not(HasSubstr("bv-sa-pa"))));
    EXPECT_EQ(entries_in(calendar(world, unit)), 2u) << "what has no date stands in no calendar";
    EXPECT_EQ(entries_in(calendar(world, plan)), 12u);
    EXPECT_THAT(calendar(world, plan), HasSubstr("X-WR-CALNAME:Công tác thi đua"));
    EXPECT_EQ(entries_in(calendar(world, officer)), 12u);
}

TEST(Feeds, MoveAnEntryByItsSequenceWhenItsDeadlineMoves) {
    ApiWorld world;
    const std::string token = made(world, "lich", "feed", R"(,"units":["tt-mat"])");
    const std::string path = "/calendars/" + token + ".ics";
    const std::string tag = away(world, path).header("ETag");
    EXPECT_EQ(sequence_of(calendar(world, token), registration("tt-mat")), "0");
    EXPECT_EQ(away(world, path, "If-None-Match: " + tag + "\r\n").status, 304);
    for (const char* due : {"2017-02-10", "2017-02-20"}) {
        const Reply extended =
            world.post("/api/v1/obligations/" + registration("tt-mat") + "/extend",
                       R"({"reason":"lũ","approver":"GĐ","due":")" + std::string(due) + "\"}");
        ASSERT_EQ(extended.status, 200) << extended.body;
    }
    EXPECT_EQ(sequence_of(calendar(world, token), registration("tt-mat")), "2");
    EXPECT_THAT(calendar(world, token), HasSubstr("DTSTART;VALUE=DATE:20170220"));
    EXPECT_EQ(away(world, path, "If-None-Match: " + tag + "\r\n").status, 200);
    ASSERT_EQ(world
                  .post("/api/v1/obligations/" + registration("tt-mat") + "/submit",
                        R"({"reason":"nộp tay"})")
                  .status,
              200);
    EXPECT_THAT(calendar(world, token), HasSubstr("SUMMARY:✓ Trung tâm Mắt"));
}

TEST(Feeds, OpenByATokenOfTheirOwnAlone) {
    ApiWorld world;
    const std::string feed = made(world, "lich", "feed");
    const std::string admin = made(world, "quan-tri", "admin");
    const std::string bearer = "Authorization: Bearer ";
    for (const char* kind : {"/calendars/{}.ics", "/badges/{}.svg"}) {
        const auto path = [&](const std::string& token) {
            return std::regex_replace(std::string(kind), std::regex("\\{\\}"), token);
        };
        EXPECT_EQ(away(world, path(feed)).status, 200);
        EXPECT_EQ(away(world, path(admin)).status, 403) << "it would stand in every log on the way";
        EXPECT_EQ(away(world, path("guessed")).status, 403);
        EXPECT_EQ(away(world, path("guessed"), bearer + feed + "\r\n").status, 403);
        EXPECT_EQ(world.get(path("guessed")).status, 403) << "open reading opens no feed";
    }
    EXPECT_EQ(away(world, "/api/v1/status", bearer + feed + "\r\n").status, 403);
    EXPECT_EQ(away(world, "/", bearer + feed + "\r\n").status, 403);
    world.post("/api/v1/tokens/lich/revoke", R"({"reason":"lộ"})");
    EXPECT_EQ(away(world, "/calendars/" + feed + ".ics").status, 403);
}

TEST(Feeds, ArePlaceForNobodyWhoLogsIn) {
    ApiWorld world;
    const Reply made = world.post("/api/v1/tokens?lang=en",
                                  R"({"name":"lan","role":"feed","password":"mot hai ba bon"})");
    EXPECT_EQ(made.status, 409);
    EXPECT_THAT(made.detail(), HasSubstr("for tokens alone"));
}

TEST(Feeds, ShowHowACampaignStandsAsABadge) {
    ApiWorld world;
    const std::string token = made(world, "huy-hieu", "feed", R"(,"campaigns":["plan"])");
    const auto badge = [&](const std::string& lang) {
        return away(world, "/badges/" + token + ".svg?lang=" + lang);
    };
    EXPECT_EQ(badge("vi").header("Content-Type"), "image/svg+xml");
    EXPECT_THAT(badge("vi").body,
                HasSubstr("Công tác thi đua, khen thưởng năm 2017: 0/18 đã nộp\""));
    world.post("/api/v1/obligations/" + registration("tt-mat") + "/submit",
               R"({"reason":"nộp tay"})");
    world.post("/api/v1/obligations/" + registration("bv-sa-pa") + "/waive",
               R"({"reason":"giải thể","approver":"GĐ"})");
    world.live_until("2017-02-08 09:00");
    EXPECT_THAT(badge("vi").body, HasSubstr(">1/17 đã nộp · 4 quá hạn<"));
    EXPECT_THAT(badge("en").body, HasSubstr(">1/17 in · 4 overdue<"));
    EXPECT_NE(badge("en").header("ETag"), "");
    EXPECT_THAT(badge("en").body, Not(HasSubstr("@font-face")));
}

TEST(Feeds, EscapeWhatTheyAreCalled) {
    ApiWorld world;
    const std::string token = made(world, "huy-hieu", "feed", R"(,"units":["tt-mat"])");
    EXPECT_THAT(away(world, "/badges/" + token + ".svg").body,
                AllOf(HasSubstr("Trung tâm Mắt &lt;script&gt;"), Not(HasSubstr("<script"))));
}

TEST(Feeds, LeaveTheirTokensOutOfTheLog) {
    ApiWorld world({.readable = false});
    EXPECT_EQ(away(world, "/calendars/geheim.ics").status, 500);
    for (const std::string& line : world.reported())
        EXPECT_THAT(line, Not(HasSubstr("geheim")));
}

}  // namespace
}  // namespace dondoc
