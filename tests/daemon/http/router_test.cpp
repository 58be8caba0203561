#include "daemon/http/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include <boost/json.hpp>

#include "daemon/http/form.h"

namespace dondoc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;
using testing::StartsWith;

// A router, what it reported, and requests written by hand.
struct World {
    std::vector<std::string> reported;
    Router router{[this](std::string_view line) { reported.emplace_back(line); }};

    std::string ask(const std::string& method, const std::string& target,
                    const std::string& headers = {}, const std::string& body = {}) const {
        return router.answer(method + " " + target + " HTTP/1.1\r\nHost: dondoc.test\r\n" +
                                 headers + "Content-Length: " + std::to_string(body.size()) +
                                 "\r\n\r\n" + body,
                             "192.0.2.7", true);
    }
};

std::string body_of(const std::string& answer) {
    return answer.substr(answer.find("\r\n\r\n") + 4);
}

boost::json::object details_of(const std::string& answer) {
    return boost::json::parse(body_of(answer)).as_object();
}

Response echo(const Request& request) {
    return text_response(request.path_value("id"));
}

TEST(Router, GivesTheRouteWhatThePathHolds) {
    World world;
    world.router.get("/api/v1/obligations/{id}",
                     [](const Request&) { return text_response("one"); });
    world.router.post("/api/v1/obligations/{id}/{verb}", [](const Request& request) {
        return text_response(request.path_value("id") + " " + request.path_value("verb"));
    });
    world.router.get("/lich/{token}.ics", [](const Request& request) {
        return text_response(request.path_value("token"));
    });

    EXPECT_EQ(body_of(world.ask("POST", "/api/v1/obligations/lao-cai-2017.dang-ky.1.bv/submit")),
              "lao-cai-2017.dang-ky.1.bv submit");
    EXPECT_EQ(body_of(world.ask("GET", "/lich/abc.ics")), "abc");
    EXPECT_THAT(world.ask("GET", "/lich/abcXics"), StartsWith("HTTP/1.1 404 "));
    EXPECT_THAT(world.ask("GET", "/api/v1/obligations/"), StartsWith("HTTP/1.1 404 "));
}

TEST(Router, GivesTheRouteTheWholeRequest) {
    World world;
    Request seen;
    world.router.post("/x", [&](const Request& request) {
        seen = request;
        return text_response("");
    });

    world.ask("POST", "/x?q=abc=def==&q=2&ten=B%C3%A1o+c%C3%A1o&co", "X-Token: t\r\n", "{\"a\":1}");

    EXPECT_EQ(seen.method, "POST");
    EXPECT_EQ(seen.path, "/x");
    EXPECT_THAT(seen.query, ElementsAre(Pair("q", "abc=def=="), Pair("q", "2"),
                                        Pair("ten", "Báo cáo"), Pair("co", "")));
    EXPECT_EQ(seen.query_value("q"), "abc=def==");
    EXPECT_EQ(seen.query_value("other"), std::nullopt);
    EXPECT_EQ(seen.header("x-token"), "t");
    EXPECT_EQ(seen.header("REMOTE_ADDR"), "");
    EXPECT_EQ(seen.body, "{\"a\":1}");
    EXPECT_EQ(seen.peer, "192.0.2.7");
}

TEST(Router, AnswersTheFirstAddedOfTwoRoutesThatMatch) {
    World world;
    world.router.get("/units/all", [](const Request&) { return text_response("every unit"); });
    world.router.get("/units/{id}", echo);
    EXPECT_EQ(body_of(world.ask("GET", "/units/all")), "every unit");
    EXPECT_EQ(body_of(world.ask("GET", "/units/bv")), "bv");
}

TEST(Router, TellsAnUnknownPathFromAKnownOneAskedWrongly) {
    World world;
    world.router.get("/units/{id}", echo);
    world.router.post("/units/{id}", echo);
    world.router.get("/units/{id}", echo);

    const auto unknown = world.ask("GET", "/unit/bv");
    EXPECT_THAT(unknown, StartsWith("HTTP/1.1 404 Not Found\r\n"));
    EXPECT_THAT(unknown, HasSubstr("Content-Type: application/problem+json\r\n"));
    EXPECT_EQ(details_of(unknown).at("status"), 404);
    EXPECT_EQ(details_of(unknown).at("title"), "Not Found");
    EXPECT_EQ(details_of(unknown).at("type"), "about:blank");
    EXPECT_EQ(details_of(unknown).at("detail"), "there is nothing under this path");

    for (const auto* method : {"DELETE", "PUT", "PATCH", "OPTIONS"}) {
        const auto wrong = world.ask(method, "/units/bv");
        EXPECT_THAT(wrong, StartsWith("HTTP/1.1 405 Method Not Allowed\r\n")) << method;
        EXPECT_THAT(wrong, HasSubstr("Allow: GET, HEAD, POST\r\n")) << method;
    }
}

TEST(Router, CallsEachMethodsOwnRoute) {
    World world;
    const auto named = [](std::string name) {
        return [name](const Request&) { return text_response(name); };
    };
    world.router.get("/x", named("got"));
    world.router.post("/x", named("posted"));
    EXPECT_EQ(body_of(world.ask("GET", "/x")), "got");
    EXPECT_EQ(body_of(world.ask("POST", "/x")), "posted");
}

TEST(Router, AnswersHeadAsGetWithoutTheBody) {
    World world;
    world.router.get("/x", [](const Request&) { return text_response("twelve bytes"); });
    const auto answer = world.ask("HEAD", "/x");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, HasSubstr("Content-Length: 12\r\n"));
    EXPECT_THAT(answer, Not(HasSubstr("Accept-Ranges")));
    EXPECT_EQ(body_of(answer), "");
}

TEST(Router, KeepsWhatARouteThrewFromTheClientAndReportsIt) {
    World world;
    world.router.get("/throw", [](const Request&) -> Response {
        throw std::runtime_error("the secret of the house");
    });
    world.router.get("/odd", [](const Request&) -> Response { throw 42; });

    const auto answer = world.ask("GET", "/throw?token=t");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 500 Internal Server Error\r\n"));
    EXPECT_THAT(answer, HasSubstr("application/problem+json"));
    EXPECT_THAT(answer, Not(HasSubstr("secret")));
    EXPECT_THAT(world.ask("GET", "/odd"), StartsWith("HTTP/1.1 500 "));
    EXPECT_THAT(world.reported, ElementsAre("http: GET /throw: the secret of the house",
                                            "http: GET /odd: unknown exception"));
}

TEST(Router, SendsTheSecurityHeadersUnlessTheRouteHasItsOwn) {
    World world;
    world.router.get("/plain", [](const Request&) { return html_response("<p>"); });
    world.router.get("/own", [](const Request&) {
        return html_response("<p>").set("cache-control", "max-age=60");
    });

    const auto plain = world.ask("GET", "/plain");
    EXPECT_THAT(plain, HasSubstr("X-Content-Type-Options: nosniff\r\n"));
    EXPECT_THAT(plain, HasSubstr("Content-Security-Policy: default-src 'self'"));
    EXPECT_THAT(plain, HasSubstr("Referrer-Policy: same-origin\r\n"));
    EXPECT_THAT(plain, HasSubstr("Cache-Control: no-store\r\n"));
    const auto own = world.ask("GET", "/own");
    EXPECT_THAT(own, HasSubstr("cache-control: max-age=60\r\n"));
    EXPECT_THAT(own, Not(HasSubstr("no-store")));
    EXPECT_THAT(world.ask("GET", "/nowhere"), HasSubstr("X-Content-Type-Options: nosniff\r\n"));
}

TEST(Router, SendsNothingTwiceToAClientThatHoldsIt) {
    World world;
    world.router.get("/x", [](const Request&) {
        return text_response("long").set("ETag", "\"v2\"").set("Cache-Control", "no-cache");
    });

    const auto known = world.ask("GET", "/x", "If-None-Match: \"v1\", W/\"v2\"\r\n");
    EXPECT_THAT(known, StartsWith("HTTP/1.1 304 Not Modified\r\n"));
    EXPECT_THAT(known, HasSubstr("ETag: \"v2\"\r\n"));
    EXPECT_THAT(known, HasSubstr("Cache-Control: no-cache\r\n"));
    EXPECT_THAT(known, Not(HasSubstr("Content-Length")));
    EXPECT_EQ(body_of(known), "");
    EXPECT_THAT(world.ask("GET", "/x", "If-None-Match: *\r\n"), StartsWith("HTTP/1.1 304 "));
    EXPECT_THAT(world.ask("GET", "/x", "If-None-Match: \"v1\"\r\n"), StartsWith("HTTP/1.1 200 "));
    EXPECT_EQ(body_of(world.ask("GET", "/x")), "long");
}

TEST(Router, LeavesTheBodyUncompressedAsItsTagNamesIt) {
    World world;
    world.router.get("/x", [](const Request&) { return json_response(std::string(5000, ' ')); });
    const auto answer = world.ask("GET", "/x", "Accept-Encoding: br, gzip\r\n");
    EXPECT_THAT(answer, Not(HasSubstr("Content-Encoding")));
    EXPECT_EQ(body_of(answer).size(), 5000u);
}

TEST(Router, LetsNoRouteWriteHeadersOfAClientsMaking) {
    World world;
    world.router.post("/back", [](const Request& request) {
        return text_response("").set("Location", request.body);
    });
    world.router.post(
        "/name", [](const Request& request) { return text_response("").set(request.body, "x"); });

    const auto value = world.ask("POST", "/back", "", "/a\r\nSet-Cookie: stolen=1\r\n\r\n<script>");
    EXPECT_THAT(value, StartsWith("HTTP/1.1 500 "));
    EXPECT_THAT(value, Not(HasSubstr("Set-Cookie")));
    EXPECT_THAT(value, Not(HasSubstr("<script>")));
    const auto name = world.ask("POST", "/name", "", "X: y\r\nSet-Cookie");
    EXPECT_THAT(name, StartsWith("HTTP/1.1 500 "));
    EXPECT_THAT(name, Not(HasSubstr("Set-Cookie")));
    EXPECT_THAT(world.ask("POST", "/name", "", "Content-Length"), StartsWith("HTTP/1.1 500 "));
    EXPECT_THAT(world.ask("POST", "/back", "", "/a"), HasSubstr("Location: /a\r\n"));
}

TEST(Router, GivesAnErrorWithoutABodyItsDetails) {
    World world;
    world.router.get("/x", [](const Request&) {
        Response response;
        response.status = 409;
        return response;
    });
    const auto answer = world.ask("GET", "/x");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 409 Conflict\r\n"));
    EXPECT_EQ(details_of(answer).at("title"), "Conflict");
}

TEST(Router, TakesThePathAtTheLimitOfLength) {
    World world;
    world.router.get("/{a}/x", echo);
    world.router.get("/{id}", [](const Request& request) {
        return text_response(std::to_string(request.path_value("id").size()));
    });
    EXPECT_EQ(body_of(world.ask("GET", "/" + std::string(2047, 'a'))), "2047");
}

TEST(Form, ReadsPairsAndRefusesBrokenEscapes) {
    EXPECT_THAT(read_form("ly-do=%C4%90%C3%A3+n%E1%BB%99p&&x=%0D%0A").value(),
                ElementsAre(Pair("ly-do", "Đã nộp"), Pair("x", "\r\n")));
    EXPECT_EQ(read_form("a=%"), std::nullopt);
    EXPECT_EQ(read_form("a=%G0"), std::nullopt);
    EXPECT_EQ(read_form("a=%C4"), std::nullopt);
    EXPECT_EQ(read_form("a=%ED%A0%80"), std::nullopt);
    EXPECT_TRUE(read_form("").value().empty());
}

}  // namespace
}  // namespace dondoc
