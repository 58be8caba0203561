#include "daemon/service/inbox.h"

#include <atomic>
#include <future>
#include <memory>
#include <utility>

#include <boost/asio/post.hpp>

namespace dondoc {

namespace {

struct Pending {
    explicit Pending(std::function<void()> asked) : work(std::move(asked)) {}

    // Who of the two gets here first decides: the loop that takes the work up, or the caller that
    // gives up waiting.
    bool claim() { return !claimed.exchange(true); }

    std::function<void()> work;
    std::promise<void> end;
    std::atomic<bool> claimed = false;
};

}  // namespace

bool Inbox::run(std::function<void()> work, std::chrono::milliseconds limit) {
    const auto pending = std::make_shared<Pending>(std::move(work));
    std::future<void> end = pending->end.get_future();
    boost::asio::post(loop_, [pending] {
        if (!pending->claim()) return;
        pending->work();
        pending->end.set_value();
    });
    const bool in_time = end.wait_for(limit) == std::future_status::ready;
    if (!in_time && pending->claim()) return false;
    end.get();
    return true;
}

std::optional<Answer> Inbox::ask(Command command, std::chrono::milliseconds limit) {
    std::optional<Answer> answer;
    // What nobody waits for any more is never begun, so the two of this stack are alive.
    run([&] { answer = execute_(command); }, limit);
    return answer;
}

bool Inbox::responds(std::chrono::milliseconds limit) {
    const auto reached = std::make_shared<std::promise<void>>();
    auto here = reached->get_future();
    boost::asio::post(loop_, [reached] { reached->set_value(); });
    return here.wait_for(limit) == std::future_status::ready;
}

}  // namespace dondoc
