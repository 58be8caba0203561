#include "daemon/service/couriers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <set>
#include <thread>

#include "notifiers/smtp.h"
#include "tests/notifiers/programs.h"

namespace dondoc {

namespace {

using programs::SmtpServer;

// Does as it is told, and says when it rests.
class ToldChannel final : public Channel {
public:
    using Told = std::function<Outcome(const Parcel&)>;
    explicit ToldChannel(
        Told told, std::function<void()> rests = [] {})
        : told_(std::move(told)), rests_(std::move(rests)) {}
    Outcome send(const Parcel& parcel) override { return told_(parcel); }
    void rest() override { rests_(); }

private:
    Told told_;
    std::function<void()> rests_;
};

std::vector<std::unique_ptr<Channel>> told(std::vector<ToldChannel::Told> all) {
    std::vector<std::unique_ptr<Channel>> channels;
    for (auto& one : all)
        channels.push_back(std::make_unique<ToldChannel>(std::move(one)));
    return channels;
}

Outcome echo(const Parcel& parcel) {
    return Sent{parcel.id};
}

Consignment consignment(const std::string& key, const std::string& channel = "mail") {
    return {key, channel, {key + "@so-y-te.example", "an@so-y-te.example", "x\r\n"}};
}

// The couriers and the loop that hears of them.
struct Bench {
    explicit Bench(Channels channels,
                   std::chrono::milliseconds idle_time_max = std::chrono::minutes{1})
        : couriers(
              std::move(channels), loop, [this](Delivery d) { arrived.push_back(std::move(d)); },
              idle_time_max) {}

    void hear(std::size_t outcomes) {
        loop.restart();
        const auto work = boost::asio::make_work_guard(loop);
        while (arrived.size() < outcomes)
            loop.run_one();
    }
    std::string reply(std::size_t n) const {
        const auto* sent = std::get_if<Sent>(&arrived.at(n).outcome);
        return sent ? sent->reply : "";
    }

    boost::asio::io_context loop;
    std::vector<Delivery> arrived;  // the loop's
    Couriers couriers;
};

Channels one_channel(std::vector<ToldChannel::Told> connections) {
    Channels channels;
    channels["mail"] = told(std::move(connections));
    return channels;
}

// A gate that a channel waits at.
struct Gate {
    std::promise<void> reached, opens;
    std::shared_future<void> open = opens.get_future().share();
    std::once_flag once;

    void pass() {
        std::call_once(once, [this] { reached.set_value(); });
        open.wait();
    }
};

TEST(Couriers, PostTheOutcomeOfEachConsignmentToTheLoop) {
    Bench bench(one_channel({echo}));
    for (const char* key : {"a", "b", "c"})
        bench.couriers.send(consignment(key));
    bench.hear(3);
    EXPECT_EQ(bench.arrived[0].message, "a");
    EXPECT_EQ(bench.reply(0), "a@so-y-te.example");
    EXPECT_EQ(bench.arrived[1].message, "b");
    EXPECT_EQ(bench.arrived[2].message, "c");
}

TEST(Couriers, RefuseAMessageWhoseChannelIsNotConfiguredAnyMore) {
    Bench bench(one_channel({echo}));
    bench.couriers.send(consignment("a", "sms"));
    bench.hear(1);
    const auto* rejected = std::get_if<Rejected>(&bench.arrived[0].outcome);
    ASSERT_TRUE(rejected);
    EXPECT_EQ(rejected->why, "no_channel");
}

TEST(Couriers, BringOverOneChannelWhatComesWhileAnotherOneIsSlow) {
    Gate gate;
    Channels channels = one_channel({[&](const Parcel& parcel) {
        gate.pass();
        return echo(parcel);
    }});
    channels["sms"] = told({echo});
    Bench bench(std::move(channels));
    bench.couriers.send(consignment("slow"));
    gate.reached.get_future().wait();
    for (const char* key : {"a", "b"})
        bench.couriers.send(consignment(key, "sms"));
    bench.hear(2);
    EXPECT_EQ(bench.arrived[0].message, "a");
    EXPECT_EQ(bench.arrived[1].message, "b");
    gate.opens.set_value();
    bench.hear(3);
    EXPECT_EQ(bench.arrived[2].message, "slow");
}

TEST(Couriers, EndTheDeliveryThatHasBegunAndLeaveTheRest) {
    Gate gate;
    Bench bench(one_channel({[&](const Parcel& parcel) {
        gate.pass();
        return echo(parcel);
    }}));
    for (const char* key : {"a", "b", "c"})
        bench.couriers.send(consignment(key));
    gate.reached.get_future().wait();
    bench.couriers.stop();
    gate.opens.set_value();
    bench.couriers.wait();
    bench.couriers.send(consignment("too late"));
    bench.loop.run();
    ASSERT_EQ(bench.arrived.size(), 1u);
    EXPECT_EQ(bench.arrived[0].message, "a");
}

TEST(Couriers, TakeConsignmentsFromAnyThread) {
    constexpr std::size_t threads = 4, each = 50;
    Bench bench(one_channel({echo, echo}));
    std::vector<std::thread> senders;
    for (std::size_t thread = 0; thread < threads; ++thread)
        senders.emplace_back([&, thread] {
            for (std::size_t n = 0; n < each; ++n)
                bench.couriers.send(consignment(std::to_string(thread * each + n)));
        });
    bench.hear(threads * each);
    for (std::thread& sender : senders)
        sender.join();
    std::set<std::string> different;
    for (const Delivery& delivery : bench.arrived)
        different.insert(delivery.message);
    EXPECT_EQ(different.size(), threads * each);
}

TEST(Couriers, DeliverByOtherChannelsWhatIsSentAfterTheyWereGiven) {
    Gate gate;
    Bench bench(one_channel({[&](const Parcel& parcel) {
        gate.pass();
        return echo(parcel);
    }}));
    for (const char* key : {"a", "b"})
        bench.couriers.send(consignment(key));
    gate.reached.get_future().wait();
    bench.couriers.use(one_channel({[](const Parcel&) { return Sent{"by another way"}; }}));
    bench.couriers.send(consignment("c"));
    bench.hear(1);
    EXPECT_EQ(bench.arrived[0].message, "c") << "what is new does not wait for what was before";
    EXPECT_EQ(bench.reply(0), "by another way");
    gate.opens.set_value();
    bench.hear(3);
    EXPECT_EQ(bench.reply(1), "a@so-y-te.example");
    EXPECT_EQ(bench.reply(2), "b@so-y-te.example");
}

TEST(Couriers, LetConnectionsRestThatCarryNothing) {
    std::promise<void> rested;
    Channels channels;
    channels["mail"].push_back(
        std::make_unique<ToldChannel>(echo, [&] { rested.set_value(); }));  // twice: throws
    Bench bench(std::move(channels), std::chrono::milliseconds{1});
    bench.couriers.send(consignment("a"));
    bench.hear(1);
    rested.get_future().wait();
}

TEST(Couriers, LeaveAConnectionTooManyToTheOthers) {
    Gate gate;
    std::atomic<bool> taken = false;
    const auto one_only = [&](const Parcel& parcel) -> Outcome {
        if (taken.exchange(true)) return later_for_all("421 4.7.0 too many connections");
        gate.pass();
        taken = false;
        return echo(parcel);
    };
    Bench bench(one_channel({one_only, one_only, one_only}));
    for (const char* key : {"a", "b", "c", "d"})
        bench.couriers.send(consignment(key));
    gate.reached.get_future().wait();
    gate.opens.set_value();
    bench.hear(4);
    for (std::size_t n = 0; n < 4; ++n)
        EXPECT_NE(bench.reply(n), "") << bench.arrived[n].message;
}

TEST(Couriers, SayOfAllThatNoConnectionBringsAnything) {
    const auto dead = [](const Parcel&) { return later_for_all("connection refused"); };
    Bench bench(one_channel({dead, dead, dead, dead}));
    for (int n = 0; n < 20; ++n)
        bench.couriers.send(consignment(std::to_string(n)));
    bench.hear(20);
    for (const Delivery& delivery : bench.arrived)
        EXPECT_TRUE(std::holds_alternative<RetryLater>(delivery.outcome)) << delivery.message;
}

// ---- with a real mail server

Channels connections_to(const SmtpServer& server, int connections) {
    SmtpSettings settings;
    settings.host = "127.0.0.1";
    settings.port = server.port();
    settings.tls = Tls::none;
    settings.sender = "dondoc@so-y-te.example";
    Channels channels;
    for (int n = 0; n < connections; ++n)
        channels["mail"].push_back(std::make_unique<SmtpChannel>(settings));
    return channels;
}

// Sends so many and gives the connections that they came by; each must have arrived once.
std::set<std::string> connections_for(Bench& bench, SmtpServer& server, std::size_t messages) {
    for (std::size_t n = 0; n < messages; ++n)
        bench.couriers.send(consignment(std::to_string(n)));
    bench.hear(messages);
    for (std::size_t n = 0; n < messages; ++n)
        EXPECT_NE(bench.reply(n), "") << bench.arrived[n].message;
    std::set<std::string> numbers, connections;
    for (std::size_t n = 0; n < messages; ++n) {
        const auto message = server.next_message();
        if (message.size() != 6) continue;
        numbers.insert(server.bytes_of(message[0]).empty() ? "" : message[0]);
        connections.insert(message[1]);
    }
    EXPECT_EQ(numbers.size(), messages);
    EXPECT_FALSE(server.has_message()) << "something arrived twice";
    return connections;
}

TEST(CouriersToAMailServer, BringTwoHundredMessagesOverFourConnections) {
    SmtpServer server;
    Bench bench(connections_to(server, 4));
    const auto connections = connections_for(bench, server, 200);
    EXPECT_LE(connections.size(), 4u);
}

TEST(CouriersToAMailServer, AreAtWorkAllAtOnce) {
    // It answers none before four are in.
    SmtpServer server({"--together", "4"});
    Bench bench(connections_to(server, 4));
    EXPECT_EQ(connections_for(bench, server, 12).size(), 4u);
}

TEST(CouriersToAMailServer, BringAllWhereItTakesFewMessagesAConnection) {
    SmtpServer server({"--messages-max", "5"});
    Bench bench(connections_to(server, 4));
    EXPECT_GE(connections_for(bench, server, 100).size(), 20u);
}

TEST(CouriersToAMailServer, BringAllWhereItTakesFewerConnections) {
    // And holds the answers back until both are at work, so that the others must come to know it.
    SmtpServer server({"--connections-max", "2", "--together", "2"});
    Bench bench(connections_to(server, 4));
    EXPECT_EQ(connections_for(bench, server, 40).size(), 2u);
}

TEST(CouriersToAMailServer, CloseConnectionsThatCarryNothing) {
    SmtpServer server({"--tell-ends"});
    Bench bench(connections_to(server, 1), std::chrono::milliseconds{1});
    bench.couriers.send(consignment("a"));
    bench.hear(1);
    EXPECT_EQ(server.next_message().size(), 6u);
    EXPECT_EQ(server.next_message(), (std::vector<std::string>{"end", "1"}));
}

}  // namespace

}  // namespace dondoc
