#include "daemon/http/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>

#include "daemon/http/front.h"
#include "tests/daemon/http/wire.h"

namespace dondoc {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

std::unique_ptr<Front> started() {
    Router router([](std::string_view) {});
    router.get("/api/v1/units/{id}", [](const Request& request) {
        return json_response("\"" + request.path_value("id") + "\"").set("ETag", "\"v1\"");
    });
    router.post("/api/v1/echo", [](const Request& request) {
        return json_response(request.method + " " + request.header("Content-Type") + " " +
                                 request.header("Authorization") + " " + request.body,
                             201);
    });
    router.post("/api/v1/empty", [](const Request& request) {
        return text_response(std::to_string(request.body.size()));
    });
    router.get("/moved", [](const Request&) {
        Response response;
        response.status = 302;
        return response.set("Location", "/api/v1/units/x");
    });
    router.get("/large", [](const Request&) { return text_response(std::string(2'000'000, 'a')); });
    FrontSettings settings;
    settings.port = 0;
    auto front = Front::start(settings, std::move(router));
    EXPECT_TRUE(front);
    return *std::move(front);
}

Call call_to(const std::string& base_url, const std::string& path) {
    Call call;
    call.base_url = base_url;
    call.path = path;
    return call;
}

// A port that takes connections and never answers.
class Mute {
public:
    Mute() : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in end{};
        end.sin_family = AF_INET;
        end.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof end;
        ::bind(fd_, reinterpret_cast<const sockaddr*>(&end), size);
        ::listen(fd_, 8);
        ::getsockname(fd_, reinterpret_cast<sockaddr*>(&end), &size);
        port_ = ntohs(end.sin_port);
    }
    ~Mute() { ::close(fd_); }

    // Takes one connection, says this, and hangs up.
    void say_once(std::string_view text) const {
        const int peer = ::accept(fd_, nullptr, nullptr);
        char request[4096];
        EXPECT_GT(::recv(peer, request, sizeof request, 0), 0);
        ::send(peer, text.data(), text.size(), MSG_NOSIGNAL);
        ::close(peer);
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

private:
    int fd_;
    int port_ = 0;
};

TEST(Client, BringsBackStatusTypeHeadersAndBody) {
    const auto front = started();
    const auto answer = call_daemon(call_to(front->url() + "/", "/api/v1/units/bv"));
    ASSERT_TRUE(answer) << answer.error().text;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->content_type, "application/json");
    EXPECT_EQ(answer->header("etag"), "\"v1\"");
    EXPECT_EQ(answer->body, "\"bv\"");
}

TEST(Client, SendsTheTokenAndTheBody) {
    const auto front = started();
    auto call = call_to(front->url(), "/api/v1/echo");
    call.method = "POST";
    call.token = "abc-123";
    call.json_body = R"({"reason":"đã nộp"})";
    const auto answer = call_daemon(call);
    ASSERT_TRUE(answer) << answer.error().text;
    EXPECT_EQ(answer->status, 201);
    EXPECT_EQ(answer->body, R"(POST application/json Bearer abc-123 {"reason":"đã nộp"})");

    call.path = "/api/v1/empty";
    call.json_body.clear();
    EXPECT_EQ(call_daemon(call)->body, "0");
}

TEST(Client, TakesARefusalForAnAnswer) {
    const auto front = started();
    const auto answer = call_daemon(call_to(front->url(), "/api/v1/nothing"));
    ASSERT_TRUE(answer) << answer.error().text;
    EXPECT_EQ(answer->status, 404);
    EXPECT_EQ(answer->content_type, "application/problem+json");
}

TEST(Client, FollowsNoRedirect) {
    const auto front = started();
    const auto answer = call_daemon(call_to(front->url(), "/moved"));
    ASSERT_TRUE(answer) << answer.error().text;
    EXPECT_EQ(answer->status, 302);
}

TEST(Client, PassesByTheProxyOfTheEnvironment) {
    const auto front = started();
    ::setenv("http_proxy", "http://127.0.0.1:1", 1);
    ::setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
    const auto answer = call_daemon(call_to(front->url(), "/api/v1/units/bv"));
    ::unsetenv("http_proxy");
    ::unsetenv("ALL_PROXY");
    EXPECT_TRUE(answer) << answer.error().text;
}

TEST(Client, AsksForHeadWithoutWaitingForABody) {
    const auto front = started();
    auto call = call_to(front->url(), "/api/v1/units/bv");
    call.method = "HEAD";
    const auto answer = call_daemon(call);
    ASSERT_TRUE(answer) << answer.error().text;
    EXPECT_EQ(answer->body, "");
    EXPECT_EQ(answer->header("Content-Length"), "4");
}

TEST(Client, SaysHowToStartADaemonThatIsNotThere) {
    auto front = started();
    const auto url = front->url();
    front.reset();
    const auto answer = call_daemon(call_to(url, "/"));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().text, "cannot reach the daemon at " + url +
                                       ": connection refused; start it with `dondoc serve` or "
                                       "give --config");
}

TEST(Client, WaitsForAnAnswerNoLongerThanItsLimit) {
    const Mute mute;
    auto call = call_to(mute.url(), "/");
    call.time_max = 100ms;
    const auto answer = call_daemon(call);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().text, "the daemon at " + mute.url() +
                                       " did not answer within 0.1 s; it may still carry "
                                       "the request out: ask for the status before repeating");
}

TEST(Client, TakesNoBodyOverItsLimit) {
    const auto front = started();
    auto call = call_to(front->url(), "/large");
    call.answer_max = 1024 * 1024;
    const auto answer = call_daemon(call);
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().text, EndsWith(" answered with more than 1 MB; ask for less with "
                                              "limit="));
    call.answer_max = 2'000'000;
    EXPECT_TRUE(call_daemon(call));
}

TEST(Client, SaysThatAnAnswerBrokeOff) {
    const Mute mute;
    std::thread daemon([&] {
        mute.say_once("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        mute.say_once("");
        mute.say_once("220 mail.example ESMTP\r\n");
    });
    for (int i = 0; i < 2; ++i) {
        const auto answer = call_daemon(call_to(mute.url(), "/"));
        ASSERT_FALSE(answer);
        EXPECT_THAT(answer.error().text, HasSubstr("broke the connection before its answer was"));
    }
    const auto other = call_daemon(call_to(mute.url(), "/"));
    ASSERT_FALSE(other);
    EXPECT_THAT(other.error().text, EndsWith("does not speak HTTP"));
    daemon.join();
}

TEST(Client, AsksNothingThatWouldNotBeOneRequest) {
    const auto error = [](Call call) {
        const auto answer = call_daemon(call);
        return answer ? "it was asked" : answer.error().text;
    };
    EXPECT_THAT(error(call_to("file:///etc/passwd", "/")), StartsWith("the daemon's address must"));
    EXPECT_THAT(error(call_to("127.0.0.1:8480", "/")), StartsWith("the daemon's address must"));
    EXPECT_THAT(error(call_to("http://127.0.0.1:1", "/a b")), HasSubstr("cannot be asked"));
    EXPECT_THAT(error(call_to("http://127.0.0.1:1", "/a\r\nX: y")), HasSubstr("cannot be asked"));
    auto call = call_to("http://127.0.0.1:1", "/");
    call.token = "abc\r\nX-Injected: y";
    EXPECT_THAT(error(call), StartsWith("the token holds a character"));
}

TEST(Client, EncodesWhatAPathCannotHold) {
    EXPECT_EQ(percent_encoded("lao-cai-2017.x_y~1"), "lao-cai-2017.x_y~1");
    EXPECT_EQ(percent_encoded("a b/đ"), "a%20b%2F%C4%91");
}

}  // namespace
}  // namespace dondoc
