#include "daemon/service/inbox.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>

namespace dondoc {

namespace {

using namespace std::chrono_literals;

Command pause_for(std::string reason) {
    return {PauseSending{std::move(reason)}, "cli:giang"};
}

// A loop on a thread of its own for as long as this lives.
class Running {
public:
    explicit Running(boost::asio::io_context& context)
        : context_(context), work_(context.get_executor()), thread_([this] { context_.run(); }) {}
    ~Running() {
        context_.stop();
        thread_.join();
    }

private:
    boost::asio::io_context& context_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::thread thread_;
};

TEST(Inbox, HasTheLoopCarryOutWhatIsAsked) {
    boost::asio::io_context context;
    std::thread::id where;
    Inbox inbox(context, [&](const Command& command) -> Answer {
        where = std::this_thread::get_id();
        return Refusal{std::get<PauseSending>(command.what).reason, ""};
    });
    Heard answer = NotTakenUp{};
    {
        const Running running(context);
        answer = inbox.ask(pause_for("bão"), 10s);
        EXPECT_TRUE(inbox.responds(10s));
    }
    EXPECT_EQ(std::get<Refusal>(std::get<Answer>(answer)).code, "bão");
    EXPECT_NE(where, std::this_thread::get_id());
}

TEST(Inbox, HasTheLoopDoAnyPieceOfWorkToItsEnd) {
    boost::asio::io_context context;
    Inbox inbox(context, [](const Command&) -> Answer { return Carried{}; });
    std::thread::id where;
    const auto work = [&] { where = std::this_thread::get_id(); };
    {
        const Running running(context);
        EXPECT_TRUE(inbox.run(work, 10s));
    }
    EXPECT_NE(where, std::this_thread::get_id());
    where = {};
    // No loop runs: it is given up, and stays undone when one does.
    EXPECT_FALSE(inbox.run(work, 1ms));
    context.restart();
    context.run();
    EXPECT_EQ(where, std::thread::id());
}

TEST(Inbox, NeverCarriesOutWhatNobodyWaitsForAnyMore) {
    boost::asio::io_context context;
    int executed = 0;
    Inbox inbox(context, [&](const Command&) -> Answer {
        ++executed;
        return Carried{};
    });
    const Heard heard = inbox.ask(pause_for("bão"), 1ms);  // nobody runs the loop yet
    EXPECT_TRUE(std::holds_alternative<NotTakenUp>(heard));
    EXPECT_FALSE(inbox.responds(1ms));
    EXPECT_EQ(context.run(), 2u);
    EXPECT_EQ(executed, 0);
}

TEST(Inbox, WaitsToTheEndForACommandThatWasTakenUp) {
    boost::asio::io_context context;
    std::promise<void> taken_up, go_on;
    Inbox inbox(context, [&](const Command&) -> Answer {
        taken_up.set_value();
        go_on.get_future().wait();
        return Carried{};
    });
    const Running running(context);
    auto asking = std::async(std::launch::async, [&] { return inbox.ask(pause_for("bão"), 10s); });
    taken_up.get_future().wait();
    EXPECT_FALSE(inbox.responds(1ms));  // the loop is busy
    go_on.set_value();
    EXPECT_TRUE(std::holds_alternative<Carried>(std::get<Answer>(asking.get())));
}

TEST(Inbox, SaysOfACommandThatTakesTooLongThatItWasBegunAndLetsItEnd) {
    boost::asio::io_context context;
    std::promise<void> taken_up, go_on, ended;
    Inbox inbox(context, [&](const Command& command) -> Answer {
        taken_up.set_value();
        go_on.get_future().wait();
        EXPECT_EQ(std::get<PauseSending>(command.what).reason, "bão");
        ended.set_value();
        return Carried{};
    });
    const Running running(context);
    // Taken up before the limit is over, though the thread of the loop be slow to start.
    auto asking = std::async(std::launch::async, [&] { return inbox.ask(pause_for("bão"), 1s); });
    taken_up.get_future().wait();
    EXPECT_TRUE(std::holds_alternative<NotYetDone>(asking.get()));
    go_on.set_value();
    EXPECT_EQ(ended.get_future().wait_for(10s), std::future_status::ready);
}

// Each command is either executed, or given up and never executed.
TEST(Inbox, KeepsItsWordToManyThreads) {
    constexpr int threads = 8, commands = 200;
    boost::asio::io_context context;
    int executed = 0;  // the loop's own
    std::atomic<int> begun = 0, given_up = 0;
    Inbox inbox(context, [&](const Command&) -> Answer {
        ++executed;
        return Carried{};
    });
    {
        const Running running(context);
        std::vector<std::thread> askers;
        for (int thread = 0; thread < threads; ++thread)
            askers.emplace_back([&, thread] {
                for (int n = 0; n < commands; ++n) {
                    const auto limit = (n + thread) % 3 == 0 ? 0ms : 10s;
                    const Heard heard = inbox.ask(pause_for("bão"), limit);
                    (std::holds_alternative<NotTakenUp>(heard) ? given_up : begun) += 1;
                }
            });
        for (std::thread& asker : askers)
            asker.join();
    }
    EXPECT_EQ(executed, begun);
    EXPECT_EQ(begun + given_up, threads * commands);
    EXPECT_GE(begun, threads * commands * 2 / 3 - threads);
}

TEST(Inbox, LetsGoOfACommandWhoseLoopStops) {
    auto context = std::make_unique<boost::asio::io_context>();
    Inbox inbox(*context, [](const Command&) -> Answer { return Carried{}; });
    EXPECT_TRUE(std::holds_alternative<NotTakenUp>(inbox.ask(pause_for("bão"), 1ms)));
    context.reset();  // with the command still in it
}

}  // namespace

}  // namespace dondoc
