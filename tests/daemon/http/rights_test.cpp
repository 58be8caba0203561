// Who may ask for what: every route with everybody who may stand before it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <regex>
#include <set>

#include "daemon/http/rights.h"
#include "daemon/http/tokens.h"
#include "tests/daemon/http/api_world.h"
#include "tests/daemon/store/world.h"
#include "tests/golden.h"

namespace dondoc {
namespace {

using store_test::at;
using store_test::day;
using store_test::must;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Somebody with a token of his name.
void let_in(ApiWorld& world, const std::string& name, Role role, const Scope& scope = {},
            std::optional<Date> expires = {}) {
    const TokenAsked asked{name, role, scope, expires, TokenHash::of(name).hex(), ""};
    ASSERT_TRUE(std::holds_alternative<Carried>(world.act({CreateToken{asked}, "quan-tri"})));
}

std::string with_token(const std::string& token) {
    return "Authorization: Bearer " + token + "\r\n";
}

struct Visitor {
    std::string name;
    std::string headers;
    std::string peer = "192.0.2.7";
};

// All of them, the tokens given.
std::vector<Visitor> visitors(ApiWorld& world) {
    const Scope plan{{"plan"}, {}};
    const Scope other{{"khac"}, {}};
    const Scope unit{{}, {"bv-lao-phoi"}};
    const Scope another{{}, {"bv-sa-pa"}};
    let_in(world, "feed", Role::feed);
    let_in(world, "viewer", Role::viewer);
    let_in(world, "auditor", Role::auditor);
    let_in(world, "unit", Role::unit, unit);
    let_in(world, "unit-other", Role::unit, another);
    let_in(world, "officer", Role::officer);
    let_in(world, "admin", Role::admin);
    let_in(world, "auditor-plan", Role::auditor, plan);
    let_in(world, "officer-plan", Role::officer, plan);
    let_in(world, "officer-other", Role::officer, other);
    let_in(world, "officer-unit", Role::officer, unit);
    let_in(world, "revoked", Role::admin);
    world.act({RevokeToken{"revoked", "nghỉ việc"}, "quan-tri"});
    let_in(world, "expired", Role::admin, {}, day("2017-01-01"));
    std::vector<Visitor> all{{"here", "", "127.0.0.1"},
                             {"away", ""},
                             {"wrong token", with_token("guessed")},
                             {"local admin", ApiWorld::authorization()}};
    for (const char* name :
         {"feed", "viewer", "auditor", "unit", "unit-other", "officer", "admin", "auditor-plan",
          "officer-plan", "officer-other", "officer-unit", "revoked", "expired"})
        all.push_back({name, with_token(name)});
    return all;
}

int status_of(ApiWorld& world, const std::string& method, const std::string& path,
              const Visitor& visitor) {
    std::string request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" +
                          visitor.headers + "Content-Type: application/json\r\n";
    if (method == "POST") request += "Content-Length: 2\r\n";
    request += "\r\n";
    if (method == "POST") request += "{}";
    return std::stoi(world.answer(request, visitor.peer).substr(9, 3));
}

// «+» passes, whatever the route says then; «?» is asked who he is; «x» may not; «0» there is no
// such thing for him.
char verdict(int status, int for_admin) {
    if (status == 401) return '?';
    if (status == 403) return 'x';
    if (status == 404 && for_admin != 404) return '0';
    return '+';
}

// A message that speaks of this unit alone.
std::int64_t message_about(ApiWorld& world, const std::string& unit) {
    const auto all = must(world.store().read().messages({}, 500, "")).rows;
    for (const MessageRecord& message : all) {
        const auto notices = must(world.store().read().notices_in(message.key));
        const auto its = [&](const NoticeRecord& notice) {
            return notice.about.id.ends_with('.' + unit);
        };
        if (std::ranges::all_of(notices, its)) return message.number;
    }
    ADD_FAILURE() << "no message about " << unit;
    return 0;
}

std::string path_of(ApiWorld& world, const std::string& pattern) {
    static const std::regex number(R"(\{number\})"), phase(R"(\{phase\})"), event(R"(\{event\})"),
        name(R"(\{name\})"), token(R"(\{token\})"), hash(R"(\{sha256\})"), id(R"(\{id\})"),
        any(R"(\*)");
    const bool obligation = pattern.find("/obligations/") != pattern.npos;
    const bool unit = pattern.find("/units/") != pattern.npos;
    std::string path = std::regex_replace(pattern, id,
                                          obligation ? registration("bv-lao-phoi")
                                          : unit     ? "bv-lao-phoi"
                                                     : "plan");
    path = std::regex_replace(path, phase, "dang-ky");
    path = std::regex_replace(path, event, "be-mac");
    path = std::regex_replace(path, name, "viewer");
    path = std::regex_replace(path, any, "/nothing/here");
    path = std::regex_replace(path, token, "feed");
    path = std::regex_replace(path, hash, std::string(64, 'a'));
    return std::regex_replace(path, number, std::to_string(message_about(world, "bv-lao-phoi")));
}

TEST(Rights, StandInTheTableForEveryRouteAndForNothingElse) {
    ApiWorld world;
    std::set<std::pair<std::string, std::string>> declared;
    for (const RouteRight& one : route_rights()) {
        const bool is_new = declared.emplace(one.method, one.pattern).second;
        EXPECT_TRUE(is_new) << one.method << ' ' << one.pattern << " stands there twice";
    }
    for (const auto& route : world.routes())
        EXPECT_EQ(declared.count(route), 1U)
            << route.first << ' ' << route.second
            << ": say in daemon/http/rights.cpp who may ask for it";
    for (const auto& route : world.routes())
        declared.erase(route);
    EXPECT_THAT(declared, IsEmpty());
}

// The table is read in review: one line a route, one column a visitor.
TEST(Rights, OfEveryRouteAndEveryVisitorAreAsWritten) {
    ApiWorld world({.more_units = 0});
    const auto everybody = visitors(world);
    world.live_until("2017-02-08 09:00");
    world.time_goes_on(std::chrono::hours(2));
    std::string text;
    for (std::size_t i = 0; i < everybody.size(); ++i)
        text += std::string(i, '|') + everybody[i].name + '\n';
    for (const auto& [method, pattern] : world.routes()) {
        const std::string path = path_of(world, pattern);
        const int for_admin = status_of(world, method, path, everybody[3]);
        std::string line;
        for (const Visitor& visitor : everybody) {
            world.time_goes_on(std::chrono::hours(2));
            line += verdict(status_of(world, method, path, visitor), for_admin);
        }
        text += line + "  " + method + ' ' + pattern + '\n';
    }
    EXPECT_TRUE(matches_golden(text, "daemon/http/golden/rights.txt"));
    EXPECT_THAT(world.reported(), IsEmpty());
}

TEST(Rights, ShowWhoIsLimitedHisOwnRowsAlone) {
    ApiWorld world({.part = "phan"});
    visitors(world);
    world.live_until("2017-02-08 09:00");
    const auto ids = [&](const std::string& path, const std::string& token) {
        return world.get_from("192.0.2.7", path, with_token(token)).ids();
    };
    for (const std::string& id : ids("/api/v1/obligations?status=any", "unit"))
        EXPECT_THAT(id, HasSubstr(".bv-lao-phoi"));
    EXPECT_EQ(ids("/api/v1/obligations?status=any", "unit").size(), 3U);
    EXPECT_EQ(ids("/api/v1/obligations?status=any", "officer-plan").size(),
              ids("/api/v1/obligations?status=any", "officer").size());
    EXPECT_THAT(ids("/api/v1/obligations?status=any", "officer-other"), IsEmpty());
    EXPECT_THAT(ids("/api/v1/obligations?unit=bv-sa-pa", "unit"), IsEmpty());
    EXPECT_THAT(ids("/api/v1/campaigns", "auditor-plan"), ElementsAre("plan"));
    EXPECT_THAT(ids("/api/v1/campaigns", "unit"), IsEmpty());
    const auto count = [&](const std::string& token, const char* what) {
        const auto status =
            world.get_from("192.0.2.7", "/api/v1/status", with_token(token)).object();
        return status.at("counters").at(what).as_int64();
    };
    EXPECT_EQ(count("officer", "overdue"), 6);
    EXPECT_EQ(count("officer-plan", "overdue"), 6);
    EXPECT_EQ(count("officer-unit", "overdue"), 1);
    EXPECT_EQ(count("officer-other", "overdue"), 0);
    const std::string page = world.get_from("192.0.2.7", "/?lang=vi", with_token("unit")).body;
    EXPECT_THAT(page, HasSubstr(registration("bv-lao-phoi")));
    EXPECT_THAT(page, Not(HasSubstr("bv-sa-pa")));
}

TEST(Rights, CutListsOfUnitsPeopleAndQuestionsToTheScope) {
    ApiWorld world({.part = "phan"});
    visitors(world);
    world.live_until("2017-01-10 09:00");
    for (const char* unit : {"bv-lao-phoi", "bv-sa-pa"})
        world.post("/api/v1/obligations/" + registration(unit) + "/submit",
                   R"({"reason":"nộp trực tiếp"})");
    const auto ask = [&](const std::string& path, const std::string& token) {
        return world.get_from("192.0.2.7", "/api/v1/" + path, with_token(token));
    };
    EXPECT_THAT(ask("units", "unit").ids(), ElementsAre("bv-lao-phoi"));
    EXPECT_THAT(ask("units?campaign=plan", "unit").ids(), ElementsAre("bv-lao-phoi"));
    EXPECT_THAT(ask("units", "officer-other").ids(), IsEmpty());
    EXPECT_THAT(ask("units?campaign=plan", "officer-other").ids(), IsEmpty());
    EXPECT_EQ(ask("units", "officer-plan").ids(), ask("units?campaign=plan", "officer").ids());
    // Not even what a slip of the hand may have meant.
    for (const char* slip : {"units?campaign=plam", "units?group=x", "units?cursor=zz",
                             "people?unit=bv-sapa", "people?cursor=zz", "decisions?unit=bv-sapa"}) {
        const Reply nothing = ask(slip, "officer-other");
        EXPECT_EQ(nothing.status, 200) << slip;
        EXPECT_THAT(nothing.object().at("items").as_array(), IsEmpty()) << slip;
    }
    for (const std::string& person : ask("people", "unit").ids()) {
        EXPECT_THAT(ask("people?unit=bv-lao-phoi", "officer").ids(), testing::Contains(person));
    }
    EXPECT_THAT(ask("people", "unit").body, Not(HasSubstr("bv-sa-pa")));
    EXPECT_THAT(ask("people?unit=bv-sa-pa", "unit").ids(), IsEmpty());
    EXPECT_THAT(ask("people", "officer-other").ids(), IsEmpty());
    EXPECT_EQ(ask("decisions", "officer").object().at("items").as_array().size(), 2U);
    EXPECT_EQ(ask("decisions", "unit").object().at("items").as_array().size(), 1U);
    EXPECT_THAT(ask("decisions", "unit").body, Not(HasSubstr("bv-sa-pa")));
    EXPECT_THAT(ask("decisions", "officer-other").object().at("items").as_array(), IsEmpty());
}

TEST(Rights, ShowNobodyTheHashesInTheJournal) {
    ApiWorld world;
    let_in(world, "officer", Role::officer);
    world.act({CreateToken{{"lan", Role::officer, {}, {}, "", "$argon2id$v=19$m=1"}}, "quan-tri"});
    world.act({SetPassword{"lan", "$argon2id$v=19$m=2"}, "quan-tri"});
    const Reply journal = world.get("/api/v1/journal?limit=500");
    EXPECT_THAT(journal.body, HasSubstr(R"("event":"token_created")"));
    EXPECT_THAT(journal.body, HasSubstr(R"("event":"password_set")"));
    EXPECT_THAT(journal.body, Not(HasSubstr("argon2id")));
    EXPECT_THAT(journal.body, Not(HasSubstr(TokenHash::of("officer").hex())));
}

TEST(Rights, HideMessagesThatTellOfAnythingOutside) {
    ApiWorld world;
    visitors(world);
    world.live_until("2017-02-08 09:00");
    const auto messages = [&](const std::string& token) {
        const auto body =
            world.get_from("192.0.2.7", "/api/v1/messages?limit=500", with_token(token)).object();
        std::set<std::int64_t> numbers;
        for (const auto& item : body.at("items").as_array())
            numbers.insert(item.at("number").as_int64());
        return numbers;
    };
    const auto all = messages("officer");
    const auto its = messages("officer-unit");
    EXPECT_GT(its.size(), 0U);
    EXPECT_LT(its.size(), all.size()) << "the letter to the superior lists other units too";
    EXPECT_THAT(messages("officer-other"), IsEmpty());
    for (const std::int64_t number : all) {
        const std::string path = "/api/v1/messages/" + std::to_string(number);
        const int status = world.get_from("192.0.2.7", path, with_token("officer-unit")).status;
        EXPECT_EQ(status, its.contains(number) ? 200 : 404) << number;
    }
}

TEST(Rights, ShowWhoIsLimitedNeitherOtherUnitsNorWhySomebodyIsLeftAlone) {
    ApiWorld world;
    visitors(world);
    world.act({SetSilence{{{"plan", "", {"tt-phap-y"}}, day("2017-01-20"), "đoàn kiểm tra"}}, "x"});
    const auto seen = [&](const std::string& path, const std::string& token) {
        return world.get_from("192.0.2.7", path, with_token(token));
    };
    EXPECT_THAT(seen("/api/v1/status", "officer").body, HasSubstr("đoàn kiểm tra"));
    for (const char* token : {"unit", "officer-unit", "officer-plan"})
        EXPECT_THAT(seen("/api/v1/status", token).body, Not(HasSubstr("đoàn kiểm tra"))) << token;
    for (const char* path : {"/api/v1/units/phong-tccb", "/units/phong-tccb"}) {
        EXPECT_EQ(seen(path, "officer").status, 200) << path;
        EXPECT_EQ(seen(path, "officer-plan").status, 404) << "it takes no part in the plan";
    }
    EXPECT_EQ(seen("/api/v1/units/bv-sa-pa", "officer-plan").status, 200);
    EXPECT_THAT(seen("/units", "officer-other").body, Not(HasSubstr("/units/bv-sa-pa")));
    EXPECT_THAT(seen("/api/v1/units/bv-sa-p?lang=en", "officer").body, HasSubstr("«bv-sa-pa»?"));
    EXPECT_THAT(seen("/api/v1/units/bv-sa-p?lang=en", "officer-plan").body,
                Not(HasSubstr("bv-sa-pa")));
}

TEST(Rights, LetAUnitHandInForItselfButNotSayWhen) {
    ApiWorld world;
    visitors(world);
    const auto hand_in = [&](const std::string& unit, const std::string& body) {
        return world.send("POST", "/api/v1/obligations/" + registration(unit) + "/submit?lang=en",
                          with_token("unit") + "Content-Type: application/json\r\n", body);
    };
    EXPECT_EQ(hand_in("bv-sa-pa", R"({"reason":"nộp trực tiếp"})").status, 403);
    const Reply early =
        hand_in("bv-lao-phoi", R"({"reason":"nộp trực tiếp","arrived":"2017-01-01"})");
    EXPECT_EQ(early.status, 403);
    EXPECT_THAT(early.detail(), HasSubstr("`arrived` is the officer's to say"));
    EXPECT_EQ(hand_in("bv-lao-phoi", R"({"reason":"nộp trực tiếp","by":"Lan"})").status, 200);
    const auto history = must(world.store().read().history(registration("bv-lao-phoi")));
    EXPECT_EQ(history.back().by, "Lan (unit)") << "the journal names the token";
}

TEST(Rights, SayWhichRoleWouldDoAndWhatTheScopeIs) {
    ApiWorld world;
    visitors(world);
    const auto refusal = [&](const std::string& path, const std::string& token) {
        return world
            .send("POST", path + "?lang=en",
                  with_token(token) + "Content-Type: application/json\r\n", "{}")
            .detail();
    };
    EXPECT_EQ(refusal("/api/v1/sending/pause", "officer"),
              "«officer» has the role officer; this takes one of admin");
    EXPECT_EQ(refusal("/api/v1/campaigns/plan/hand-over", "officer-other"),
              "this lies outside what is open to «officer-other»: campaigns khac");
    EXPECT_EQ(refusal("/api/v1/sending/pause", "revoked"), "the token «revoked» was revoked");
    EXPECT_EQ(refusal("/api/v1/sending/pause", "expired"),
              "the token «expired» has expired, its last day was 2017-01-01");
}

}  // namespace
}  // namespace dondoc
