// Logging in to the pages, and what a session may do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <regex>

#include "daemon/http/sessions.h"
#include "tests/daemon/http/api_world.h"
#include "tests/daemon/store/world.h"

namespace dondoc {
namespace {

using store_test::must;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view elsewhere = "192.0.2.7";
const std::string form_type = "Content-Type: application/x-www-form-urlencoded\r\n";

void make_user(ApiWorld& world, const std::string& name, const std::string& role) {
    const Reply made = world.post("/api/v1/tokens", R"({"name":")" + name + R"(","role":")" + role +
                                                        R"(","password":"mot hai ba bon"})");
    ASSERT_EQ(made.status, 200) << made.body;
    ASSERT_FALSE(made.object().contains("token"));
}

Reply post_from(ApiWorld& world, const std::string& peer, const std::string& path,
                const std::string& headers, const std::string& form) {
    const std::string answer =
        world.answer("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + form_type + headers +
                         "Content-Length: " + std::to_string(form.size()) + "\r\n\r\n" + form,
                     peer);
    const auto end = answer.find("\r\n\r\n");
    return {std::stoi(answer.substr(9, 3)), answer.substr(0, end + 2), answer.substr(end + 4)};
}

Reply log_in(ApiWorld& world, const std::string& name,
             const std::string& password = "mot hai ba bon", const std::string& headers = "",
             const std::string& peer = std::string(elsewhere)) {
    std::string written = password;
    std::ranges::replace(written, ' ', '+');
    return post_from(world, peer, "/login?lang=en", headers,
                     "name=" + name + "&password=" + written + "&next=%2Fmessages%3Fstate%3Dsent");
}

// "Cookie: dondoc=…\r\n" of an answer that sets it.
std::string cookie_of(const Reply& reply) {
    const std::string set = reply.header("Set-Cookie");
    return "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
}

std::string csrf_in(const std::string& page) {
    std::smatch found;
    const std::regex field("name=\"csrf\" value=\"([A-Za-z0-9_-]+)\"");
    return std::regex_search(page, found, field) ? found[1].str() : "";
}

Reply get_away(ApiWorld& world, const std::string& path, const std::string& headers) {
    return world.get_from(std::string(elsewhere), path, headers);
}

TEST(Login, LeadsWhoeverIsNobodyToItAndBackAgain) {
    ApiWorld world;
    make_user(world, "lan", "auditor");
    const Reply led = get_away(world, "/messages?state=sent", "Accept: text/html\r\n");
    EXPECT_EQ(led.status, 303);
    EXPECT_EQ(led.header("Location"), "/login?lang=vi&next=%2Fmessages%3Fstate%3Dsent");
    EXPECT_EQ(get_away(world, "/api/v1/status", "Accept: text/html\r\n").status, 401);
    const Reply form = get_away(world, led.header("Location"), "");
    EXPECT_EQ(form.status, 200);
    EXPECT_THAT(form.body,
                AllOf(HasSubstr("Mật khẩu"), HasSubstr("value=\"/messages?state=sent\"")));
    const Reply in = log_in(world, "lan");
    EXPECT_EQ(in.status, 303);
    EXPECT_EQ(in.header("Location"), "/messages?state=sent");
    EXPECT_THAT(in.header("Set-Cookie"),
                AllOf(StartsWith("dondoc="), HasSubstr("; HttpOnly"),
                      HasSubstr("; SameSite=Strict"), Not(HasSubstr("Secure"))));
    EXPECT_EQ(get_away(world, "/messages", cookie_of(in)).status, 200);
    EXPECT_EQ(get_away(world, "/api/v1/sending/pause", cookie_of(in)).status, 405);
}

TEST(Login, LeadsBackToThePageOfAFormThatWasSentTooLate) {
    ApiWorld world;
    const std::string page = "/obligations/" + registration("tt-mat");
    const Reply led =
        post_from(world, std::string(elsewhere), page + "/accept", "Accept: text/html\r\n", "");
    EXPECT_EQ(led.status, 303);
    EXPECT_THAT(led.header("Location"),
                testing::EndsWith("next=%2Fobligations%2F" + registration("tt-mat")));
}

TEST(Login, LeadsToNoOtherSite) {
    ApiWorld world;
    for (const std::string place : {"https://stranger.example/", "//stranger.example/",
                                    "/%5Cstranger.example", "stranger.example"}) {
        const Reply form = world.get("/login?next=" + place);
        EXPECT_THAT(form.body, HasSubstr("name=\"next\" value=\"/\"")) << place;
    }
}

TEST(Login, GivesTheRoleOfTheUserAndNoMore) {
    ApiWorld world;
    make_user(world, "lan", "viewer");
    world.live_until("2017-02-08 09:00");
    const std::string cookie = cookie_of(log_in(world, "lan"));
    EXPECT_EQ(get_away(world, "/", cookie).status, 200);
    EXPECT_EQ(get_away(world, "/messages/1", cookie).status, 403);
    EXPECT_EQ(world.get_from("127.0.0.1", "/messages/1", cookie).status, 403)
        << "on this machine too";
    EXPECT_EQ(world.get_from("127.0.0.1", "/messages/1").status, 200);
}

TEST(Login, OfAFormOfAnotherSiteIsRefused) {
    ApiWorld world;
    make_user(world, "lan", "viewer");
    for (const char* foreign : {"Origin: https://stranger.example\r\n", "Origin: null\r\n",
                                "Sec-Fetch-Site: cross-site\r\n"}) {
        const Reply reply = log_in(world, "lan", "mot hai ba bon", foreign);
        EXPECT_EQ(reply.status, 400) << foreign;
        EXPECT_EQ(reply.header("Set-Cookie"), "");
    }
    EXPECT_EQ(log_in(world, "lan", "mot hai ba bon",
                     "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n")
                  .status,
              303);
}

TEST(Session, ActsOnlyWithWhatOurPagesKnow) {
    ApiWorld world;
    make_user(world, "lan", "officer");
    make_user(world, "mai", "officer");
    const std::string cookie = cookie_of(log_in(world, "lan"));
    const std::string csrf = csrf_in(get_away(world, "/", cookie).body);
    const std::string of_mai = csrf_in(get_away(world, "/", cookie_of(log_in(world, "mai"))).body);
    ASSERT_EQ(csrf.size(), 43U);
    const std::string path = "/api/v1/obligations/" + registration("tt-mat") + "/submit";
    const auto submit = [&](const std::string& headers) {
        return world
            .send("POST", path, cookie + headers + "Content-Type: application/json\r\n",
                  R"({"reason":"nộp trực tiếp"})")
            .status;
    };
    EXPECT_EQ(submit(""), 403);
    EXPECT_EQ(submit("X-CSRF-Token: guessed\r\n"), 403);
    EXPECT_EQ(submit("X-CSRF-Token: " + of_mai + "\r\n"), 403) << "of another session";
    EXPECT_EQ(submit("X-CSRF-Token: " + csrf + "\r\n"), 200);
    EXPECT_EQ(must(world.store().read().history(registration("tt-mat"))).back().by, "lan");

    const auto log_out = [&](const std::string& form) {
        return post_from(world, std::string(elsewhere), "/logout", cookie, form);
    };
    EXPECT_EQ(log_out("").status, 403);
    EXPECT_EQ(log_out("csrf=" + of_mai).status, 403);
    EXPECT_EQ(get_away(world, "/", cookie).status, 200);
    const Reply out = log_out("csrf=" + csrf);
    EXPECT_EQ(out.status, 303);
    EXPECT_THAT(out.header("Set-Cookie"), HasSubstr("; Max-Age=0"));
    EXPECT_EQ(get_away(world, "/", cookie).status, 401);
}

TEST(Session, EndsWhenItIsIdleAndAfterAWorkingDay) {
    ApiWorld world;
    make_user(world, "lan", "viewer");
    const std::string idle = cookie_of(log_in(world, "lan"));
    const std::string busy = cookie_of(log_in(world, "lan"));
    for (int quarter = 1; quarter < 40; ++quarter) {
        world.time_goes_on(std::chrono::minutes(15));
        ASSERT_EQ(get_away(world, "/", busy).status, 200) << quarter;
    }
    EXPECT_EQ(get_away(world, "/", idle).status, 401);
    world.time_goes_on(std::chrono::minutes(15));
    EXPECT_EQ(get_away(world, "/", busy).status, 401) << "ten hours after the login";
}

TEST(Session, EndsWithTheUserAndWithHisPassword) {
    ApiWorld world;
    make_user(world, "lan", "viewer");
    const std::string before = cookie_of(log_in(world, "lan"));
    world.post("/api/v1/tokens/lan/password", R"({"password":"nam bon ba hai"})");
    EXPECT_EQ(get_away(world, "/", before).status, 401);
    EXPECT_EQ(log_in(world, "lan").status, 403);
    const std::string after = cookie_of(log_in(world, "lan", "nam bon ba hai"));
    EXPECT_EQ(get_away(world, "/", after).status, 200);
    world.post("/api/v1/tokens/lan/revoke", R"({"reason":"nghỉ việc"})");
    EXPECT_EQ(get_away(world, "/", after).status, 401);
    EXPECT_EQ(log_in(world, "lan", "nam bon ba hai").status, 403);
}

TEST(Login, IsSlowedAndThenRefusedForATime) {
    ApiWorld world;
    make_user(world, "lan", "viewer");
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(log_in(world, "lan", "sai mat khau").status, 403);
    const Reply refused = log_in(world, "lan");
    EXPECT_EQ(refused.status, 429) << "not even the right one is looked at";
    EXPECT_EQ(refused.header("Retry-After"), "1");
    EXPECT_THAT(refused.body, HasSubstr("Too many wrong tries; wait, then try again in 1 seconds"));
    EXPECT_EQ(log_in(world, "lan", "mot hai ba bon", "", "192.0.2.8").status, 303)
        << "nobody is locked out by another place at once";
    world.time_goes_on(std::chrono::seconds(1));
    EXPECT_EQ(log_in(world, "lan").status, 303);
}

TEST(Login, TellsNobodyWhichNamesThereAre) {
    ApiWorld world;
    make_user(world, "lan", "viewer");
    world.post("/api/v1/tokens", R"({"name":"may","role":"viewer"})");
    const auto page_of = [&](const std::string& name) {
        const Reply reply = log_in(world, name, "sai mat khau");
        return std::to_string(reply.status) +
               std::regex_replace(reply.body, std::regex("value=\"" + name + "\""), "");
    };
    EXPECT_EQ(page_of("lan"), page_of("khong-co"));
    EXPECT_EQ(page_of("lan"), page_of("may")) << "a token is no user";
}

TEST(Proxy, ThatIsBelievedSaysForWhomItAsksAndOverWhat) {
    ApiWorld world({.trusted_proxies = {"127.0.0.1", "10.0.0.2"}});
    make_user(world, "lan", "viewer");
    const std::string forwarded =
        "X-Forwarded-For: 203.0.113.9, 198.51.100.4, 10.0.0.2\r\n"
        "X-Forwarded-Proto: https\r\n";
    const Reply in = log_in(world, "lan", "mot hai ba bon", forwarded, "127.0.0.1");
    EXPECT_THAT(in.header("Set-Cookie"), HasSubstr("; Secure"));
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(log_in(world, "lan", "sai", forwarded, "127.0.0.1").status, 403);
    EXPECT_EQ(log_in(world, "lan", "mot hai ba bon", forwarded, "127.0.0.1").status, 429);
    EXPECT_EQ(log_in(world, "lan", "mot hai ba bon",
                     "X-Forwarded-For: 198.51.100.4, 198.51.100.5\r\n", "127.0.0.1")
                  .status,
              303)
        << "the last address that is no proxy of ours counts, what a client wrote before does not";
    const Reply stranger = log_in(world, "lan", "mot hai ba bon", forwarded, "192.0.2.99");
    EXPECT_EQ(stranger.status, 403) << "nobody comes past the proxy";
    EXPECT_EQ(world.get_from("192.0.2.99", "/healthz").status, 200);
    ApiWorld open;
    make_user(open, "lan", "viewer");
    const Reply believed = log_in(open, "lan", "mot hai ba bon", forwarded, "192.0.2.99");
    EXPECT_EQ(believed.status, 303);
    EXPECT_THAT(believed.header("Set-Cookie"), Not(HasSubstr("Secure")))
        << "what others say in these headers is not looked at";
    EXPECT_EQ(world.get_from("127.0.0.1", "/", "X-Forwarded-Proto: https\r\n").status, 401)
        << "through a proxy nothing is open";
}

TEST(OpenReading, CanBeTurnedOff) {
    ApiWorld world({.open_reading = false});
    make_user(world, "lan", "viewer");
    EXPECT_EQ(world.get("/api/v1/status").status, 401);
    EXPECT_EQ(world.get("/", "Accept: text/html\r\n").status, 303);
    EXPECT_EQ(world.get("/", cookie_of(log_in(world, "lan"))).status, 200);
    EXPECT_EQ(world.get("/healthz").status, 200);
}

TEST(Sessions, AreSoManyAtTheMost) {
    Sessions sessions;
    const std::string first = sessions.begin("lan", "hash", std::chrono::seconds(0));
    std::string last;
    for (std::size_t i = 0; i < Sessions::sessions_max; ++i)
        last = sessions.begin("lan", "hash", std::chrono::seconds(1));
    EXPECT_FALSE(sessions.use(first, std::chrono::seconds(1)));
    EXPECT_TRUE(sessions.use(last, std::chrono::seconds(1)));
}

}  // namespace
}  // namespace dondoc
