#include "daemon/service/inbox.h"

#include <atomic>
#include <future>
#include <memory>
#include <utility>

#include <boost/asio/post.hpp>

namespace dondoc {

namespace {

struct Pending {
    explicit Pending(Command asked) : command(std::move(asked)) {}

    // Who of the two gets here first decides: the loop that takes the command up, or the caller
    // that gives up waiting.
    bool claim() { return !claimed.exchange(true); }

    Command command;
    std::promise<Answer> answer;
    std::atomic<bool> claimed = false;
};

}  // namespace

std::optional<Answer> Inbox::ask(Command command, std::chrono::milliseconds limit) {
    const auto pending = std::make_shared<Pending>(std::move(command));
    std::future<Answer> answer = pending->answer.get_future();
    boost::asio::post(loop_, [this, pending] {
        if (pending->claim()) pending->answer.set_value(execute_(pending->command));
    });
    const bool in_time = answer.wait_for(limit) == std::future_status::ready;
    if (!in_time && pending->claim()) return {};
    return answer.get();
}

bool Inbox::responds(std::chrono::milliseconds limit) {
    const auto reached = std::make_shared<std::promise<void>>();
    auto here = reached->get_future();
    boost::asio::post(loop_, [reached] { reached->set_value(); });
    return here.wait_for(limit) == std::future_status::ready;
}

}  // namespace dondoc
