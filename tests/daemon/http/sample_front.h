// A front with routes that show what it does, none of them about campaigns, and the requests to ask
// it.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/http/front.h"
#include "tests/daemon/http/wire.h"

namespace dondoc {

// A route that tells when it was entered and stays until it is let go.
class Turnstile {
public:
    ~Turnstile() { open(); }

    Response pass() {
        entered_.set_value();
        opened_.wait_for(std::chrono::seconds(10));
        return text_response("passed");
    }
    void wait_until_entered() { entered_.get_future().wait_for(std::chrono::seconds(10)); }
    void open() {
        if (!std::exchange(is_open_, true)) open_.set_value();
    }

private:
    std::promise<void> entered_;
    std::promise<void> open_;
    std::shared_future<void> opened_ = open_.get_future().share();
    bool is_open_ = false;
};

// Routes that show what the front does, none of them about campaigns.
inline Router sample_router(Turnstile* gate = nullptr) {
    Router router([](std::string_view) {});
    router.get("/healthz", [](const Request&) { return text_response("ok"); });
    router.get("/say/{word}",
               [](const Request& request) { return text_response(request.path_value("word")); });
    router.post("/size", [](const Request& request) {
        return text_response(std::to_string(request.body.size()));
    });
    router.get("/peer", [](const Request& request) { return text_response(request.peer); });
    router.get("/large",
               [](const Request&) { return text_response(std::string(24 * 1024 * 1024, 'a')); });
    router.get("/too-large",
               [](const Request&) { return text_response(std::string(40 * 1024 * 1024, 'a')); });
    router.get("/throw", [](const Request&) -> Response { throw std::runtime_error("secret"); });
    if (gate != nullptr) {
        // Only the first request waits; those behind it find an entered gate.
        auto first = std::make_shared<std::atomic<bool>>(true);
        router.get("/gate", [gate, first](const Request&) {
            return first->exchange(false) ? gate->pass() : text_response("walked by");
        });
    }
    return router;
}

inline std::unique_ptr<Front> started(FrontSettings settings = {}, Turnstile* gate = nullptr) {
    settings.port = 0;
    auto front = Front::start(std::move(settings), sample_router(gate));
    EXPECT_TRUE(front) << front.error().text;
    return *std::move(front);
}

inline std::string get(std::string_view path, std::string_view more = "") {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: dondoc.test\r\n" + std::string(more) +
           "\r\n";
}

inline std::string post(std::string_view path, std::string_view body) {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: dondoc.test\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + std::string(body);
}

inline std::string asked_once(const Front& front, std::string_view request) {
    Wire wire(front.port());
    wire.say(request);
    return wire.hear();
}

}  // namespace dondoc
