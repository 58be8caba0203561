#include "daemon/service/inbox.h"

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/post.hpp>

namespace dondoc {

struct Inbox::Pending {
    explicit Pending(std::function<void()> asked) : work(std::move(asked)) {}

    // Who of the two gets here first decides: the loop that takes the work up, or the caller that
    // gives up waiting.
    bool claim() { return !claimed.exchange(true); }

    std::function<void()> work;
    std::promise<void> end;
    std::atomic<bool> claimed = false;
};

std::shared_ptr<Inbox::Pending> Inbox::post(std::function<void()> work) {
    auto pending = std::make_shared<Pending>(std::move(work));
    boost::asio::post(loop_, [pending] {
        if (!pending->claim()) return;
        pending->work();
        pending->end.set_value();
    });
    return pending;
}

bool Inbox::run(std::function<void()> work, std::chrono::milliseconds limit) {
    const auto pending = post(std::move(work));
    std::future<void> end = pending->end.get_future();
    const bool in_time = end.wait_for(limit) == std::future_status::ready;
    if (!in_time && pending->claim()) return false;
    end.get();
    return true;
}

Heard Inbox::ask(Command command, std::chrono::milliseconds limit) {
    // Shared, since whoever asked may be gone before it is done.
    const auto made = std::make_shared<std::optional<Answer>>();
    const auto pending =
        post([this, made, command = std::move(command)] { *made = execute_(command); });
    std::future<void> end = pending->end.get_future();
    const auto over = [&] { return end.wait_for(limit) == std::future_status::ready; };
    if (!over()) {
        if (pending->claim()) return NotTakenUp{};
        if (!over()) return NotYetDone{};
    }
    end.get();
    return *std::move(*made);
}

bool Inbox::responds(std::chrono::milliseconds limit) {
    const auto reached = std::make_shared<std::promise<void>>();
    auto here = reached->get_future();
    boost::asio::post(loop_, [reached] { reached->set_value(); });
    return here.wait_for(limit) == std::future_status::ready;
}

}  // namespace dondoc
