#include "daemon/service/courier_thread.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>
#include <vector>

namespace dondoc {

namespace {

// Says what it was given; holds the first parcel until it is let go.
class SlowChannel final : public Channel {
public:
    SlowChannel(std::promise<void>& begun, std::shared_future<void> go_on)
        : begun_(begun), go_on_(std::move(go_on)) {}

    Outcome send(const Parcel& parcel) override {
        if (!std::exchange(first_, true)) begun_.set_value();
        go_on_.wait();
        return Sent{parcel.id};
    }

private:
    std::promise<void>& begun_;
    std::shared_future<void> go_on_;
    bool first_ = false;
};

Consignment consignment(const std::string& key) {
    return {key, "mail", {key + "@so-y-te.example", "an@so-y-te.example", "text"}};
}

struct Bench {
    Bench()
        : courier(courier_of(), loop, [this](Delivery d) { arrived.push_back(std::move(d)); }) {}

    Courier courier_of() {
        Channels channels;
        channels["mail"] = std::make_unique<SlowChannel>(begun, go_on.get_future().share());
        return Courier(std::move(channels));
    }

    boost::asio::io_context loop;
    std::promise<void> begun, go_on;
    std::vector<Delivery> arrived;  // the loop's
    CourierThread courier;
};

TEST(CourierThread, PostsTheOutcomeOfEachConsignmentToTheLoop) {
    Bench bench;
    bench.go_on.set_value();
    const auto work = boost::asio::make_work_guard(bench.loop);
    for (const char* key : {"a", "b", "c"})
        bench.courier.send(consignment(key));
    while (bench.arrived.size() < 3)
        bench.loop.run_one();
    EXPECT_EQ(bench.arrived[0].message, "a");
    EXPECT_EQ(std::get<Sent>(bench.arrived[0].outcome).reply, "a@so-y-te.example");
    EXPECT_EQ(bench.arrived[1].message, "b");
    EXPECT_EQ(bench.arrived[2].message, "c");
}

TEST(CourierThread, EndsTheDeliveryThatHasBegunAndLeavesTheRest) {
    Bench bench;
    for (const char* key : {"a", "b", "c"})
        bench.courier.send(consignment(key));
    bench.begun.get_future().wait();
    bench.courier.stop();
    bench.go_on.set_value();
    bench.courier.wait();
    bench.courier.send(consignment("too late"));
    bench.loop.run();
    ASSERT_EQ(bench.arrived.size(), 1u);
    EXPECT_EQ(bench.arrived[0].message, "a");
}

TEST(CourierThread, TakesConsignmentsFromAnyThread) {
    constexpr std::size_t threads = 4, each = 50;
    Bench bench;
    bench.go_on.set_value();
    std::vector<std::thread> senders;
    for (std::size_t thread = 0; thread < threads; ++thread)
        senders.emplace_back([&] {
            for (std::size_t n = 0; n < each; ++n)
                bench.courier.send(consignment("x"));
        });
    const auto work = boost::asio::make_work_guard(bench.loop);
    while (bench.arrived.size() < threads * each)
        bench.loop.run_one();
    for (std::thread& sender : senders)
        sender.join();
}

class EchoChannel final : public Channel {
public:
    Outcome send(const Parcel&) override { return Sent{"by another way"}; }
};

TEST(CourierThread, DeliversByOtherChannelsWhatIsSentAfterTheyWereGiven) {
    Bench bench;
    bench.courier.send(consignment("a"));
    Channels others;
    others["mail"] = std::make_unique<EchoChannel>();
    bench.courier.use(std::move(others));
    bench.courier.send(consignment("b"));
    bench.go_on.set_value();
    const auto work = boost::asio::make_work_guard(bench.loop);
    while (bench.arrived.size() < 2)
        bench.loop.run_one();
    EXPECT_EQ(std::get<Sent>(bench.arrived[0].outcome).reply, "a@so-y-te.example");
    EXPECT_EQ(std::get<Sent>(bench.arrived[1].outcome).reply, "by another way");
}

}  // namespace

}  // namespace dondoc
