#include "daemon/http/front.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "tests/daemon/http/sample_front.h"

namespace dondoc {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

TEST(FrontLimits, AnswersWithAnErrorInsteadOfABodyBeyondAllMeasure) {
    const auto front = started();
    EXPECT_THAT(asked_once(*front, get("/too-large")), StartsWith("HTTP/1.1 500 "));
}

// Says the same over and over until the other end hangs up; the bytes that took.
std::size_t flooded(Wire& wire, const std::string& chunk, std::size_t bytes_max) {
    std::size_t sent = 0;
    while (sent < bytes_max && wire.say(chunk))
        sent += chunk.size();
    return sent;
}

TEST(FrontLimits, CutsOffAHeaderThatNeverEnds) {
    const auto front = started();
    constexpr std::size_t flood = 64 * 1024 * 1024;
    for (const auto* beginning : {"GET /healthz HTTP/1.1\r\nX: ", "GET /", ""}) {
        Wire wire(front->port());
        wire.say(beginning);
        EXPECT_LT(flooded(wire, std::string(64 * 1024, 'A'), flood), flood) << beginning;
    }
    EXPECT_THAT(asked_once(*front, get("/healthz")), StartsWith("HTTP/1.1 200 "));
}

TEST(FrontLimits, CutsOffHeadersWithoutNumberAndSaysWhy) {
    const auto front = started();
    Wire wire(front->port());
    std::string headers = "GET /healthz HTTP/1.1\r\n";
    while (headers.size() <= 16 * 1024)
        headers += "X-Y: z\r\n";
    wire.say(headers);
    EXPECT_THAT(wire.hear(), StartsWith("HTTP/1.1 431 "));
    EXPECT_TRUE(wire.hears_the_end());
}

TEST(FrontLimits, CutsOffAFloodOfChunks) {
    const auto front = started();
    Wire wire(front->port());
    wire.say("POST /size HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    constexpr std::size_t flood = 64 * 1024 * 1024;
    const auto chunk = "10000\r\n" + std::string(65536, 'A') + "\r\n";
    EXPECT_LT(flooded(wire, chunk, flood), flood);
    EXPECT_THAT(asked_once(*front, get("/healthz")), StartsWith("HTTP/1.1 200 "));
}

TEST(FrontLimits, AnswersOthersWhileSixtyClientsDripTheirHeaders) {
    FrontSettings settings;
    settings.head_time_max = 1s;
    const auto front = started(settings);
    std::deque<Wire> slow;
    for (int i = 0; i < 60; ++i) {
        slow.emplace_back(front->port());
        ASSERT_TRUE(slow.back().say("GET /healthz HTTP/1.1\r\nHost: a\r\nX-"));
    }
    for (int i = 0; i < 20; ++i) {
        for (auto& wire : slow)
            wire.say("a");
        ASSERT_THAT(asked_once(*front, get("/healthz")), StartsWith("HTTP/1.1 200 "));
    }
    for (auto& wire : slow) {
        EXPECT_THAT(wire.hear(), StartsWith("HTTP/1.1 408 "));
        EXPECT_TRUE(wire.hears_the_end());
    }
}

TEST(FrontLimits, HangsUpOnABodyThatDoesNotArrive) {
    FrontSettings settings;
    settings.body_time_max = 50ms;
    const auto front = started(settings);
    Wire wire(front->port());
    wire.say("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    EXPECT_THAT(wire.hear(), StartsWith("HTTP/1.1 408 "));
    EXPECT_TRUE(wire.hears_the_end());
}

TEST(FrontLimits, HangsUpWithoutAWordOnAClientThatAsksNothing) {
    FrontSettings settings;
    settings.idle_max = 50ms;
    const auto front = started(settings);
    Wire silent(front->port());
    EXPECT_EQ(silent.hear_all(), "");
    Wire finished(front->port());
    finished.say(get("/healthz"));
    EXPECT_THAT(finished.hear(), StartsWith("HTTP/1.1 200 "));
    EXPECT_TRUE(finished.hears_the_end());
}

TEST(FrontLimits, HangsUpOnAClientThatDoesNotReadItsAnswer) {
    FrontSettings settings;
    settings.write_time_max = 100ms;
    settings.idle_max = 400ms;
    const auto front = started(settings);
    Wire wire(front->port(), 4096);
    wire.say(get("/large"));
    Wire silent(front->port());
    EXPECT_EQ(silent.hear_all(), "");  // later than the time that is given for an answer
    EXPECT_LT(wire.hear_all().size(), 24u * 1024 * 1024);
}

TEST(FrontLimits, GivesTheNewcomerThePlaceOfWhoeverKeptUsWaitingLongest) {
    FrontSettings settings;
    settings.connections_max = 2;
    const auto front = started(settings);
    Wire slow(front->port());
    slow.say("GET /healthz HTTP/1.1\r\nHost: a\r\nX-");
    Wire kept(front->port());
    kept.say(get("/healthz"));
    EXPECT_THAT(kept.hear(), StartsWith("HTTP/1.1 200 "));
    EXPECT_THAT(asked_once(*front, get("/healthz")), StartsWith("HTTP/1.1 200 "));
    EXPECT_TRUE(slow.hears_the_end());
    kept.say(get("/healthz"));
    EXPECT_THAT(kept.hear(), StartsWith("HTTP/1.1 200 "));
    EXPECT_THAT(asked_once(*front, get("/healthz")), StartsWith("HTTP/1.1 200 "));
}

TEST(FrontLimits, TakesNobodysPlaceWhoIsBeingAnswered) {
    Turnstile gate;
    FrontSettings settings;
    settings.connections_max = 1;
    const auto front = started(settings, &gate);
    Wire at_work(front->port());
    at_work.say(get("/gate"));
    gate.wait_until_entered();
    EXPECT_EQ(asked_once(*front, get("/healthz")), "");
    gate.open();
    EXPECT_THAT(at_work.hear(), testing::EndsWith("passed"));
    EXPECT_THAT(asked_once(*front, get("/healthz")), StartsWith("HTTP/1.1 200 "));
}

TEST(FrontLimits, KeepsNoMoreUntakenAnswersThanItHasRoomFor) {
    FrontSettings settings;
    settings.untaken_max = 60 * 1024 * 1024;
    const auto front = started(settings);
    std::deque<Wire> slow;
    for (int i = 0; i < 3; ++i) {
        slow.emplace_back(front->port(), 4096);
        slow.back().say(get("/large"));
        ASSERT_THAT(slow.back().hear_some(), StartsWith("HTTP/1.1 200 "));
    }
    EXPECT_LT(slow[0].hear_all().size(), 24u * 1024 * 1024) << "the third took its room";
    EXPECT_GT(slow[1].hear().size(), 24u * 1024 * 1024);
    EXPECT_GT(slow[2].hear().size(), 24u * 1024 * 1024);
}

TEST(FrontLimits, AnswersOnTheSpotWhatIsAskedWhenAllWorkersAreBusy) {
    Turnstile gate;
    FrontSettings settings;
    settings.workers = 1;
    settings.queue_max = 0;
    settings.at_once = {"/healthz"};
    const auto front = started(settings, &gate);
    Wire at_work(front->port());
    at_work.say(get("/gate"));
    gate.wait_until_entered();
    EXPECT_THAT(asked_once(*front, get("/say/hello")), StartsWith("HTTP/1.1 503 "));
    Wire wire(front->port());
    for (const char* path : {"/healthz", "/healthz?x=1"}) {
        wire.say(get(path));
        EXPECT_THAT(wire.hear(), StartsWith("HTTP/1.1 200 ")) << path;
    }
    gate.open();
    EXPECT_THAT(at_work.hear(), testing::EndsWith("passed"));
}

TEST(FrontLimits, SaysItIsBusyWhenTheQueueIsFull) {
    Turnstile gate;
    FrontSettings settings;
    settings.workers = 1;
    settings.queue_max = 1;
    const auto front = started(settings, &gate);
    Wire at_work(front->port());
    at_work.say(get("/gate"));
    gate.wait_until_entered();
    Wire one(front->port());
    Wire other(front->port());
    one.say(get("/healthz"));
    other.say(get("/healthz"));
    // Which of them got the one place in the queue is the network's choice.
    const bool one_first = Wire::first_speaks_before(one, other);
    auto& refused = one_first ? one : other;
    auto& queued = one_first ? other : one;

    const auto busy = refused.hear();
    EXPECT_THAT(busy, StartsWith("HTTP/1.1 503 "));
    EXPECT_THAT(busy, HasSubstr("Retry-After: 1\r\n"));
    gate.open();
    EXPECT_THAT(at_work.hear(), testing::EndsWith("passed"));
    EXPECT_THAT(queued.hear(), testing::EndsWith("ok"));
}

}  // namespace
}  // namespace dondoc
