// The list at the head of api.h against what the daemon answers and takes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "daemon/http/rights.h"
#include "tests/daemon/http/api_world.h"
#include "workflows/obligation.h"
#include "workflows/phase.h"

namespace dondoc {
namespace {

using testing::ContainerEq;
using testing::HasSubstr;

const std::filesystem::path folder = DONDOC_SOURCE_DIR "/daemon/http";

std::string text_of(const std::filesystem::path& file) {
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

std::vector<std::smatch> matches(const std::string& text, const std::regex& pattern) {
    const std::sregex_iterator first(text.begin(), text.end(), pattern);
    return std::vector<std::smatch>(first, std::sregex_iterator());
}

// "POST /a/b | c" as "POST /a/b" and "POST /a/c".
std::set<std::string> listed() {
    static const std::string text = text_of(folder / "api.h");
    static const std::regex line(
        R"(//   (GET|POST) +(/[^ ?\n]*/|/)([a-z{}.-]+)((?: \| [a-z-]+)*))");
    static const std::regex word("[a-z-]+");
    std::set<std::string> routes;
    for (const std::smatch& found : matches(text, line)) {
        const std::string start = found[1].str() + ' ' + found[2].str();
        routes.insert(start + found[3].str());
        const std::string more = found[4];
        for (const std::smatch& one : matches(more, word))
            routes.insert(start + one.str());
    }
    return routes;
}

TEST(ApiContract, ListsOnlyWhatIsAnswered) {
    const auto routes = listed();
    EXPECT_GT(routes.size(), 30u);
    ApiWorld world;
    for (const std::string& route : routes) {
        const auto space = route.find(' ');
        const std::string path =
            std::regex_replace(route.substr(space + 1), std::regex(R"(\{[a-z]+\})"), "x");
        // A path that is known under other methods names them.
        const Reply reply = world.send("DELETE", path, "", "");
        EXPECT_EQ(reply.status, 405) << route;
        EXPECT_THAT(reply.header("Allow"), HasSubstr(route.substr(0, space))) << route;
    }
}

TEST(ApiContract, ListsEverythingThatIsAnswered) {
    const auto routes = listed();
    const std::regex literal("\"(/(?:api/v1|healthz|readyz)[^\"]*)\"");
    std::set<std::string> answered;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.path().filename().string().starts_with("api_")) continue;
        const std::string text = text_of(entry.path());
        for (const std::smatch& found : matches(text, literal))
            answered.insert(found[1]);
    }
    EXPECT_GT(answered.size(), 20u);
    for (const std::string& path : answered) {
        // What ends in a slash is followed by one of several verbs.
        const auto stands = [&](const std::string& route) {
            const std::string known = route.substr(route.find(' ') + 1);
            return path.ends_with('/') ? known.starts_with(path) : known == path;
        };
        EXPECT_TRUE(std::ranges::any_of(routes, stands)) << path;
    }
}

// The document that is served, as "GET /api/v1/status".
std::set<std::string> described() {
    const auto document = boost::json::parse(text_of(folder / "openapi.json")).as_object();
    std::set<std::string> routes;
    for (const auto& [path, item] : document.at("paths").as_object()) {
        for (const auto& [method, operation] : item.as_object()) {
            if (method == "get") routes.insert("GET " + std::string(path));
            if (method == "post") routes.insert("POST " + std::string(path));
        }
    }
    return routes;
}

TEST(ApiContract, DescribesEveryRouteAndNoOther) {
    EXPECT_THAT(described(), ContainerEq(listed()))
        << "A new route is described under `paths` of daemon/http/openapi.json, by the example of "
           "its neighbours: operationId, summary, parameters, requestBody, responses; the shape of "
           "its answer under `components`. Then give it a call in "
           "tests/acceptance/openapi_test.py";
}

// "officer, admin" of a scheme.
std::string roles_in(const boost::json::array& security, std::string_view scheme) {
    for (const auto& one : security) {
        const auto* roles = one.as_object().if_contains(scheme);
        if (!roles) continue;
        std::string text;
        for (const auto& role : roles->as_array())
            text += (text.empty() ? "" : ", ") + std::string(role.as_string());
        return text;
    }
    return {};
}

TEST(ApiContract, DescribesWhoMayAskAsTheTableOfRightsHasIt) {
    const auto document = boost::json::parse(text_of(folder / "openapi.json")).as_object();
    for (const auto& [path, item] : document.at("paths").as_object()) {
        for (const auto& [method, operation] : item.as_object()) {
            const RouteRight* rule = right_of(method == "get" ? "GET" : "POST", path);
            ASSERT_TRUE(rule) << path;
            const auto& security = operation.as_object().at("security").as_array();
            EXPECT_EQ(rule->right.has_value(), !security.empty()) << path;
            if (!rule->right) continue;
            EXPECT_EQ(roles_in(security, "token"), roles_that_may(*rule->right)) << path;
            EXPECT_EQ(roles_in(security, "session"), roles_that_may(*rule->right)) << path;
            const bool open = std::ranges::any_of(
                security, [](const auto& one) { return one.as_object().empty(); });
            EXPECT_EQ(open, method == "get" && may(Role::auditor, *rule->right)) << path;
        }
    }
}

TEST(ApiContract, ServesItsDescriptionByteForByte) {
    ApiWorld world;
    const Reply served = world.get("/api/v1/openapi.json");
    EXPECT_EQ(served.status, 200);
    EXPECT_EQ(served.header("Content-Type"), "application/json");
    EXPECT_EQ(served.body, text_of(folder / "openapi.json"));
    EXPECT_EQ(world.get("/api/v1/openapi.json", "If-None-Match: " + served.header("ETag") + "\r\n")
                  .status,
              304);
}

TEST(ApiContract, NamesEveryVerbOfADecisionAndOfAPhase) {
    const auto routes = listed();
    for (const Verb verb : all_verbs)
        EXPECT_TRUE(
            routes.contains("POST /api/v1/obligations/{id}/" + std::string(to_string(verb))))
            << to_string(verb);
    for (const PhaseVerb verb :
         {PhaseVerb::open, PhaseVerb::close, PhaseVerb::skip, PhaseVerb::hold, PhaseVerb::release})
        EXPECT_TRUE(routes.contains("POST /api/v1/campaigns/{id}/phases/{phase}/" +
                                    std::string(to_string(verb))))
            << to_string(verb);
}

TEST(ApiContract, NamesEveryKeyOfABody) {
    const std::string asked = text_of(folder / "asked.h");
    const auto begin = asked.find("struct BodyAsked {");
    const std::string body = asked.substr(begin, asked.find("};", begin) - begin);
    const std::string said = text_of(folder / "api.h");
    const auto keys = matches(body, std::regex(R"(> ([a-z_]+);|string ([a-z_]+);)"));
    EXPECT_GT(keys.size(), 12u);
    for (const std::smatch& key : keys)
        EXPECT_THAT(said, HasSubstr('`' + key[1].str() + key[2].str() + '`'));
}

}  // namespace
}  // namespace dondoc
