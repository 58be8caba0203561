#include "daemon/http/front.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "tests/daemon/http/sample_front.h"

namespace dondoc {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Front, AnswersManyRequestsOnOneConnection) {
    const auto front = started();
    Wire wire(front->port());
    for (const auto* word : {"mot", "hai", "ba"}) {
        wire.say(get("/say/" + std::string(word)));
        const auto answer = wire.hear();
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
        EXPECT_THAT(answer, testing::EndsWith("\r\n\r\n" + std::string(word)));
        EXPECT_THAT(answer, Not(HasSubstr("Connection: close")));
        EXPECT_THAT(answer, Not(HasSubstr("Keep-Alive:")));
    }
    wire.say(post("/size", std::string(64 * 1024, 'b')));
    EXPECT_THAT(wire.hear(), testing::EndsWith("\r\n\r\n65536"));
}

TEST(Front, AnswersRequestsSentWithoutWaitingInTheirOrder) {
    const auto front = started();
    Wire wire(front->port());
    wire.say(get("/say/mot") + post("/size", "12345") + get("/say/hai") + get("/nowhere") +
             get("/say/ba", "Connection: close\r\n"));
    EXPECT_THAT(wire.hear(), testing::EndsWith("\r\n\r\nmot"));
    EXPECT_THAT(wire.hear(), testing::EndsWith("\r\n\r\n5"));
    EXPECT_THAT(wire.hear(), testing::EndsWith("\r\n\r\nhai"));
    EXPECT_THAT(wire.hear(), StartsWith("HTTP/1.1 404 "));
    const auto last = wire.hear();
    EXPECT_THAT(last, HasSubstr("Connection: close\r\n"));
    EXPECT_THAT(last, testing::EndsWith("\r\n\r\nba"));
    EXPECT_TRUE(wire.hears_the_end());
}

TEST(Front, TakesARequestThatArrivesByteByByte) {
    const auto front = started();
    Wire wire(front->port());
    for (const char c : post("/size", "abc"))
        ASSERT_TRUE(wire.say({&c, 1}));
    EXPECT_THAT(wire.hear(), testing::EndsWith("\r\n\r\n3"));
}

TEST(Front, AnswersHeadWithoutABodyAndGoesOn) {
    const auto front = started();
    Wire wire(front->port());
    wire.say("HEAD /healthz HTTP/1.1\r\nHost: dondoc.test\r\n\r\n");
    const auto head = wire.hear(true);
    EXPECT_THAT(head, HasSubstr("Content-Length: 2\r\n"));
    wire.say(get("/say/sau"));
    EXPECT_THAT(wire.hear(), StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST(Front, KnowsThePeerFromTheSocketOnly) {
    const auto front = started();
    EXPECT_THAT(asked_once(*front, get("/peer", "X-Forwarded-For: 192.0.2.1\r\n")),
                testing::EndsWith("\r\n\r\n127.0.0.1"));
    EXPECT_THAT(asked_once(*front, get("/peer", "REMOTE_ADDR: 192.0.2.1\r\n")),
                StartsWith("HTTP/1.1 400 "));
}

TEST(Front, RefusesInWordsAndHangsUp) {
    const auto front = started();
    const std::pair<std::string, std::string> cases[] = {
        {"nonsense\r\n\r\n", "400"},
        {get("/a%zz"), "400"},
        {get("/" + std::string(8000, 'a')), "414"},
        {"POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n", "413"},
        {"POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
         "400"},
        {"POST /size HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: "
         "4\r\n\r\n\x1f\x8b\x08\x08",
         "415"},
        {"POST /size HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", "411"},
    };
    for (const auto& [request, status] : cases) {
        Wire wire(front->port());
        wire.say(request);
        const auto answer = wire.hear();
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 " + status + " ")) << request.substr(0, 60);
        EXPECT_THAT(answer, HasSubstr("Content-Type: application/problem+json\r\n"));
        EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
        EXPECT_THAT(answer, HasSubstr("X-Content-Type-Options: nosniff\r\n"));
        EXPECT_THAT(answer, HasSubstr("\"status\":" + status));
        EXPECT_TRUE(wire.hears_the_end());
    }
    EXPECT_THAT(asked_once(*front, get("/healthz")), StartsWith("HTTP/1.1 200 "));
}

TEST(Front, SurvivesARouteThatThrowsAndKeepsTheConnection) {
    const auto front = started();
    Wire wire(front->port());
    wire.say(get("/throw"));
    const auto answer = wire.hear();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 500 "));
    EXPECT_THAT(answer, Not(HasSubstr("secret")));
    wire.say(get("/healthz"));
    EXPECT_THAT(wire.hear(), StartsWith("HTTP/1.1 200 "));
}

TEST(Front, SaysInWordsThatThePortIsInUse) {
    const auto front = started();
    FrontSettings settings;
    settings.port = front->port();
    const auto second = Front::start(settings, sample_router());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().text,
              "listen on 127.0.0.1:" + std::to_string(front->port()) +
                  ": the port is in use; set another http.listen or stop the other program");
}

TEST(Front, SaysInWordsWhatIsWrongWithAnAddress) {
    const auto error = [](std::string address, int port) {
        FrontSettings settings;
        settings.address = std::move(address);
        settings.port = port;
        const auto front = Front::start(settings, sample_router());
        return front ? "it started" : front.error().text;
    };
    EXPECT_EQ(error("localhost", 8480),
              "listen on localhost:8480: not an IP address; set http.listen");
    EXPECT_EQ(error("192.0.2.1", 8480),
              "listen on 192.0.2.1:8480: this machine does not have that "
              "address; set another http.listen");
    EXPECT_EQ(error("127.0.0.1", 70000),
              "listen on 127.0.0.1:70000: a port is a number up to 65535; set http.listen");
}

TEST(Front, TellsItsRealAddress) {
    const auto front = started();
    EXPECT_EQ(front->url(), "http://127.0.0.1:" + std::to_string(front->port()));
    EXPECT_GT(front->port(), 0);
}

TEST(Front, AnswersTheRequestAtWorkBeforeItStops) {
    Turnstile gate;
    auto front = started({}, &gate);
    Wire idle(front->port());
    idle.say(get("/healthz"));
    EXPECT_THAT(idle.hear(), StartsWith("HTTP/1.1 200 "));
    Wire at_work(front->port());
    at_work.say(get("/gate"));
    gate.wait_until_entered();

    auto stopping = std::async(std::launch::async, [&] { front->stop(); });
    EXPECT_TRUE(idle.hears_the_end()) << "idle connections are closed at once";
    EXPECT_FALSE(Wire(front->port()).connected()) << "nobody new is let in";
    gate.open();
    EXPECT_THAT(at_work.hear(), testing::EndsWith("passed"));
    EXPECT_TRUE(at_work.hears_the_end());
    EXPECT_EQ(stopping.wait_for(10s), std::future_status::ready);
}

TEST(Front, HangsUpOnARequestThatOutlastsTheTimeToStop) {
    Turnstile gate;
    FrontSettings settings;
    settings.stop_time_max = 20ms;
    auto front = started(settings, &gate);
    Wire at_work(front->port());
    at_work.say(get("/gate"));
    gate.wait_until_entered();

    auto stopping = std::async(std::launch::async, [&] {
        front->stop();
        front.reset();
    });
    EXPECT_EQ(stopping.wait_for(100ms), std::future_status::timeout) << "the route is waited for";
    gate.open();
    EXPECT_EQ(stopping.wait_for(10s), std::future_status::ready);
    EXPECT_EQ(at_work.hear_all(), "");
}

TEST(Front, StopsTwiceAndFreesThePort) {
    auto front = started();
    FrontSettings settings;
    settings.port = front->port();
    front->stop();
    front->stop();
    const auto next = Front::start(settings, sample_router());
    EXPECT_TRUE(next);
}

}  // namespace
}  // namespace dondoc
