#include "daemon/service/clock.h"

#include <gtest/gtest.h>
#include <boost/asio/post.hpp>

#include "tests/workflows/world.h"

namespace dondoc {

namespace {

using namespace std::chrono_literals;
using test::at;

VirtualClock::Span year(std::chrono::milliseconds pace) {
    return {at("2017-01-01 00:00"), at("2018-01-01 00:00"), pace, at("2017-01-01 00:00")};
}

struct Bench {
    boost::asio::io_context context;
    std::vector<std::string> log;
};

TEST(Clock, VirtualJumpsToTheMomentItIsAskedFor) {
    Bench bench;
    VirtualClock clock(bench.context, year(0ms));
    EXPECT_EQ(clock.now(), at("2017-01-01 00:00"));
    bool called = false;
    clock.wake_at(at("2017-06-15 07:30"), [&] { called = true; });
    EXPECT_FALSE(called);  // never from inside wake_at
    EXPECT_EQ(clock.now(), at("2017-01-01 00:00"));
    bench.context.run();
    EXPECT_TRUE(called);
    EXPECT_EQ(clock.now(), at("2017-06-15 07:30"));
}

TEST(Clock, VirtualNeverGoesBackNorPastItsEnd) {
    Bench bench;
    VirtualClock clock(bench.context, year(0ms));
    clock.wake_at(at("2016-06-15 07:30"), [] {});
    bench.context.run();
    EXPECT_EQ(clock.now(), at("2017-01-01 00:00"));
    EXPECT_FALSE(clock.at_end());
    bench.context.restart();
    clock.wake_at(Instant::max(), [] {});
    bench.context.run();
    EXPECT_EQ(clock.now(), at("2018-01-01 00:00"));
    EXPECT_TRUE(clock.at_end());
}

TEST(Clock, VirtualThatStartsAfterItsEndStaysThere) {
    Bench bench;
    VirtualClock::Span over = year(0ms);
    over.from = at("2018-03-01 00:00");
    VirtualClock clock(bench.context, over);
    EXPECT_TRUE(clock.at_end());
    clock.wake_at(Instant::max(), [] {});
    bench.context.run();
    EXPECT_EQ(clock.now(), at("2018-03-01 00:00"));
}

TEST(Clock, VirtualForgetsTheMomentThatWasReplacedOrCancelled) {
    Bench bench;
    VirtualClock clock(bench.context, year(0ms));
    clock.wake_at(at("2017-02-01 00:00"), [&] { bench.log.push_back("first"); });
    clock.wake_at(at("2017-03-01 00:00"), [&] { bench.log.push_back("second"); });
    bench.context.run();
    EXPECT_EQ(bench.log, (std::vector<std::string>{"second"}));
    bench.context.restart();
    clock.wake_at(at("2017-04-01 00:00"), [&] { bench.log.push_back("third"); });
    clock.cancel();
    bench.context.run();
    EXPECT_EQ(bench.log.size(), 1u);
    EXPECT_EQ(clock.now(), at("2017-03-01 00:00"));
}

TEST(Clock, VirtualIsNotPutOffByBeingAskedAgain) {
    Bench bench;
    VirtualClock clock(bench.context, year(200ms));
    const auto began = std::chrono::steady_clock::now();
    const auto passed = [&] { return std::chrono::steady_clock::now() - began; };
    bool there = false;
    while (!there && passed() < 10s) {
        clock.wake_at(at("2017-07-01 00:00"), [&] { there = true; });
        bench.context.restart();
        bench.context.poll();
    }
    EXPECT_TRUE(there);
    EXPECT_GE(passed(), 90ms);
}

TEST(Clock, VirtualSpreadsItsJumpsOverThePace) {
    Bench bench;
    VirtualClock clock(bench.context, year(1000ms));
    const auto began = std::chrono::steady_clock::now();
    clock.wake_at(at("2017-02-06 12:00"), [] {});  // a tenth of the year
    bench.context.run();
    const auto took = std::chrono::steady_clock::now() - began;
    EXPECT_GE(took, 100ms);
    EXPECT_LT(took, 900ms);
}

TEST(Clock, RealCallsBackSoonForWhatHasPassedAndNotBeforeWhatIsAhead) {
    Bench bench;
    RealClock clock(bench.context);
    bool called = false;
    clock.wake_at(clock.now() - 1h, [&] { called = true; });
    EXPECT_FALSE(called);
    bench.context.run();
    EXPECT_TRUE(called);
    bench.context.restart();
    const Instant wanted = clock.now() + 30ms;
    Instant reached{};
    clock.wake_at(wanted, [&] { reached = clock.now(); });
    bench.context.run();
    EXPECT_GE(reached, wanted);
}

TEST(Clock, RealForgetsTheMomentThatWasReplacedOrCancelled) {
    Bench bench;
    RealClock clock(bench.context);
    clock.wake_at(clock.now() + 24h, [&] { bench.log.push_back("tomorrow"); });
    clock.wake_at(clock.now(), [&] { bench.log.push_back("now"); });
    bench.context.run();
    EXPECT_EQ(bench.log, (std::vector<std::string>{"now"}));
    bench.context.restart();
    clock.wake_at(clock.now(), [&] { bench.log.push_back("cancelled"); });
    clock.cancel();
    bench.context.run();
    EXPECT_EQ(bench.log.size(), 1u);
}

// The timer has fired and its handler stands in the queue behind the one that cancels.
TEST(Clock, ForgetsAMomentThatIsCancelledAfterItsTimerFired) {
    Bench bench;
    RealClock real(bench.context);
    VirtualClock virtual_clock(bench.context, year(0ms));
    const auto call = [&] { bench.log.push_back("called"); };
    boost::asio::post(bench.context, [&] {
        real.wake_at(real.now() - 1h, call);
        virtual_clock.wake_at(at("2017-04-01 00:00"), call);
        boost::asio::post(bench.context, [&] {
            real.cancel();
            virtual_clock.cancel();
        });
    });
    bench.context.run();
    EXPECT_TRUE(bench.log.empty());
    EXPECT_EQ(virtual_clock.now(), at("2017-01-01 00:00"));
}

// The callback asks for the next moment: the loop lives so.
TEST(Clock, MayBeAskedAgainFromTheCallback) {
    Bench bench;
    VirtualClock clock(bench.context, year(0ms));
    clock.wake_at(at("2017-02-01 00:00"), [&] {
        clock.wake_at(at("2017-03-01 00:00"),
                      [&] { bench.log.push_back(test::clock(clock.now())); });
    });
    bench.context.run();
    EXPECT_EQ(bench.log, (std::vector<std::string>{"2017-03-01 00:00"}));
}

}  // namespace

}  // namespace dondoc
