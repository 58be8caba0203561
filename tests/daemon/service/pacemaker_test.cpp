#include "daemon/service/pacemaker.h"

#include <boost/asio/post.hpp>

#include "tests/daemon/loop/office.h"

namespace dondoc {

namespace {

using namespace std::chrono_literals;
using loop_test::Office;
using namespace test;

World plan() {
    return World().has_ladder("-5.contact -1.contact").owes("dang-ky", before("2017-01-30"));
}

// The office's loop under a pacemaker; outcomes come back by post, as from a courier.
struct Bench {
    explicit Bench(const World& world) : office(world) {
        office.start("2017-01-01 00:00");
        letters.emplace(office.configuration, *office.definitions, *office.composer);
        loop.emplace(
            *office.store, *office.definitions, *letters, LoopSettings{},
            [this](Consignment consignment) {
                sent.push_back(test::clock(year.now()));
                boost::asio::post(context, [this, key = consignment.message] {
                    loop->record({key, Sent{"250 ok"}});
                    pacemaker->turn_soon();
                });
            },
            nullptr);
        pacemaker.emplace(context, *loop, year, &year, [this] { ++ended; });
    }

    Office office;
    boost::asio::io_context context;
    VirtualClock year{
        context, {at("2017-01-01 00:00"), at("2018-01-01 00:00"), 0ms, at("2017-01-01 00:00")}};
    std::vector<std::string> sent;
    int ended = 0;
    std::optional<Letters> letters;
    std::optional<Loop> loop;
    std::optional<Pacemaker> pacemaker;
};

TEST(Pacemaker, TakesTheLoopThroughAYearAndSaysOnceThatItIsOver) {
    Bench bench(plan());
    bench.pacemaker->turn_soon();
    bench.context.run();
    EXPECT_EQ(bench.sent, (std::vector<std::string>{"2017-01-18 07:30", "2017-01-24 07:30"}));
    EXPECT_EQ(bench.ended, 1);
    EXPECT_TRUE(bench.year.at_end());
    EXPECT_EQ(bench.office.message_to("an").state, MessageState::sent);
    bench.context.restart();
    bench.pacemaker->turn_soon();
    bench.context.run();
    EXPECT_EQ(bench.ended, 1);
}

TEST(Pacemaker, KeepsAVirtualClockStillWhileAMessageIsOut) {
    Bench bench(plan());
    bench.loop.emplace(
        *bench.office.store, *bench.office.definitions, *bench.letters, LoopSettings{},
        [&](Consignment) { bench.sent.push_back(test::clock(bench.year.now())); }, nullptr);
    bench.pacemaker->turn_soon();
    bench.context.run();  // comes to rest: the outcome never arrives
    EXPECT_EQ(bench.sent, (std::vector<std::string>{"2017-01-18 07:30"}));
    EXPECT_EQ(bench.year.now(), at("2017-01-18 07:30"));
    EXPECT_EQ(bench.ended, 0);
}

TEST(Pacemaker, GivesNoTurnsOnceItIsStopped) {
    Bench bench(plan());
    bench.pacemaker->turn_soon();
    bench.pacemaker->stop();
    bench.pacemaker->turn_soon();
    bench.context.run();
    EXPECT_TRUE(bench.sent.empty());
    EXPECT_EQ(bench.year.now(), at("2017-01-01 00:00"));
}

}  // namespace

}  // namespace dondoc
