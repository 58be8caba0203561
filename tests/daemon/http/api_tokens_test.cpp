// Tokens and users as the administrator makes and ends them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/daemon/http/api_world.h"
#include "tests/daemon/store/world.h"

namespace dondoc {
namespace {

using store_test::at;
using store_test::must;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string created(ApiWorld& world, const std::string& body) {
    const Reply reply = world.post("/api/v1/tokens", body);
    EXPECT_EQ(reply.status, 200) << reply.body;
    return std::string(reply.object().at("token").as_string());
}

int read_with(ApiWorld& world, const std::string& token) {
    return world.get_from("192.0.2.7", "/api/v1/status", "Authorization: Bearer " + token + "\r\n")
        .status;
}

boost::json::object listed(ApiWorld& world, std::string_view name) {
    const auto body = world.get("/api/v1/tokens", ApiWorld::authorization()).object();
    for (const auto& item : body.at("items").as_array())
        if (item.at("name").as_string() == name) return item.as_object();
    return {};
}

TEST(Tokens, AreShownOnceAndKeptAsAHash) {
    ApiWorld world;
    const std::string token =
        created(world, R"({"name":"lanh-dao","role":"viewer","by":"quan-tri"})");
    EXPECT_EQ(token.size(), 43U) << "256 bits";
    EXPECT_EQ(read_with(world, token), 200);
    EXPECT_THAT(world.get("/api/v1/tokens", ApiWorld::authorization()).body, Not(HasSubstr(token)));
    EXPECT_THAT(must(dump_projections(world.store())), Not(HasSubstr(token)));
    const auto item = listed(world, "lanh-dao");
    EXPECT_EQ(item.at("created_by").as_string(), "quan-tri");
    EXPECT_EQ(item.at("standing").as_string(), "good");
    EXPECT_EQ(item.at("kind").as_string(), "token");
    EXPECT_NE(token, created(world, R"({"name":"nguoi-khac","role":"viewer"})"));
}

TEST(Tokens, EndAtOnceWhenTheyAreRevoked) {
    ApiWorld world;
    const std::string token = created(world, R"({"name":"lan","role":"officer"})");
    const std::string path = "/api/v1/tokens/lan/revoke";
    EXPECT_EQ(world.post(path, "{}").status, 409) << "why?";
    EXPECT_EQ(read_with(world, token), 200);
    EXPECT_EQ(world.post(path, R"({"reason":"nghỉ việc"})").status, 200);
    EXPECT_EQ(read_with(world, token), 403);
    EXPECT_EQ(world.post(path, R"({"reason":"lần nữa"})").status, 409);
    EXPECT_EQ(world.post("/api/v1/tokens/ai-do/revoke", R"({"reason":"x"})").status, 404);
    const Reply again = world.post("/api/v1/tokens?lang=en", R"({"name":"lan","role":"viewer"})");
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(again.object().at("code").as_string(), "name_taken");
}

TEST(Tokens, AreGoodToTheEndOfTheirLastDay) {
    ApiWorld world;
    const std::string token =
        created(world, R"({"name":"lan","role":"viewer","expires":"2017-01-10"})");
    world.live_until("2017-01-10 23:59");
    EXPECT_EQ(read_with(world, token), 200);
    world.live_until("2017-01-11 00:00");
    EXPECT_EQ(read_with(world, token), 403);
    EXPECT_EQ(listed(world, "lan").at("standing").as_string(), "expired");
}

TEST(Tokens, TellWhenTheyWereUsedOnceADay) {
    ApiWorld world;
    const std::string token = created(world, R"({"name":"lan","role":"viewer"})");
    EXPECT_TRUE(listed(world, "lan").at("used_at").is_null());
    const auto uses = [&] {
        std::string days;
        for (const JournalEntry& entry : must(world.store().read().history(daemon_subject())))
            if (std::holds_alternative<TokenUsed>(entry.event))
                days += iso_date(Zone::find("Asia/Ho_Chi_Minh")->date_of(entry.at)) + ' ';
        return days;
    };
    for (const char* time :
         {"2017-01-09 09:00", "2017-01-09 15:00", "2017-01-10 09:00", "2017-01-12 08:00"}) {
        world.live_until(time);
        world.time_goes_on(std::chrono::hours(1));
        EXPECT_EQ(read_with(world, token), 200);
        EXPECT_EQ(read_with(world, token), 200);
    }
    EXPECT_EQ(uses(), "2017-01-09 2017-01-10 2017-01-12 ");
    EXPECT_THAT(listed(world, "lan").at("used_at").as_string(), HasSubstr("2017-01-12T08:00"));
}

TEST(Tokens, AreRefusedWhenTheyMakeNoSense) {
    ApiWorld world;
    struct Wrong {
        const char* body;
        int status;
        const char* says;
    };
    for (const auto& [body, status, says] : std::vector<Wrong>{
             {R"({"name":"lan"})", 400, "`role` is one of feed, viewer, auditor, unit, officer"},
             {R"({"name":"lan","role":"boss"})", 400, "`role` is one of"},
             {R"({"name":"","role":"viewer"})", 409, "write 1 to 64 of a-z"},
             {R"({"name":"Chị Lan","role":"viewer"})", 409, "write 1 to 64 of a-z"},
             {R"({"name":"lan","role":"unit"})", 409, "needs at least one unit"},
             {R"({"name":"lan","role":"admin","campaigns":["plan"]})", 409, "cannot be limited"},
             {R"({"name":"lan","role":"viewer","campaigns":["plna"]})", 404, "«plan»?"},
             {R"({"name":"lan","role":"unit","units":["tt-mta"]})", 404, "«tt-mat»?"},
             {R"({"name":"lan","role":"viewer","expires":"2017-01-08"})", 400, "is past"},
             {R"({"name":"lan","role":"viewer","password":"ngắn"})", 400, "at least 12"},
         }) {
        const Reply reply = world.post("/api/v1/tokens?lang=en", body);
        EXPECT_EQ(reply.status, status) << body;
        EXPECT_THAT(reply.detail(), HasSubstr(says)) << body;
    }
    EXPECT_THAT(must(world.store().read().tokens()), IsEmpty());
}

TEST(Tokens, ComeOutOfTheJournalAlone) {
    ApiWorld world;
    const std::string token = created(
        world,
        R"({"name":"lan","role":"officer","campaigns":["plan"],"units":["tt-mat","bv-sa-pa"]})");
    world.post("/api/v1/tokens",
               R"({"name":"mai","role":"admin","password":"mot hai ba bon nam"})");
    world.post("/api/v1/tokens/mai/password", R"({"password":"nam bon ba hai mot"})");
    world.post("/api/v1/tokens/mai/revoke", R"({"reason":"nghỉ việc"})");
    EXPECT_EQ(read_with(world, token), 200);
    const std::string before = must(dump_projections(world.store()));
    EXPECT_THAT(before, HasSubstr("units=tt-mat bv-sa-pa"));
    EXPECT_THAT(before, HasSubstr("revoked_reason=nghỉ việc"));
    must(world.rebuild());
    EXPECT_EQ(must(dump_projections(world.store())), before);
    EXPECT_EQ(world.post("/api/v1/tokens/lan/password", R"({"password":"mot hai ba bon"})").status,
              409)
        << "a token has no password";
}

TEST(Tokens, ThatAreWrongAreServedSlowerAndSlowerAndHinderNobodyElse) {
    ApiWorld world;
    const std::string token = created(world, R"({"name":"lan","role":"viewer"})");
    std::string statuses;
    for (int i = 0; i < 13; ++i)
        statuses += std::to_string(read_with(world, "guess-" + std::to_string(i))) + ' ';
    EXPECT_EQ(statuses, "403 403 403 403 403 403 403 403 403 403 403 429 429 ");
    EXPECT_EQ(read_with(world, token), 200) << "nobody guesses 256 bits";
    world.time_goes_on(std::chrono::seconds(1));
    EXPECT_EQ(read_with(world, "another"), 403);
    const Reply told =
        world.get_from("192.0.2.7", "/api/v1/status", "Authorization: Bearer another\r\n");
    EXPECT_EQ(told.status, 429);
    EXPECT_EQ(told.header("Retry-After"), "2");
}

}  // namespace
}  // namespace dondoc
