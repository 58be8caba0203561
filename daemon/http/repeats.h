// What was answered to requests that carry an `Idempotency-Key`, so that a client that heard
// nothing may send the same once more and is told the same, and it happens once
// (draft-ietf-httpapi-idempotency-key-header).
//
// Kept in memory, the newest thousand for an hour. After a restart a repeat is what it is without a
// key: judged by the state, which refuses most of what was done already. Any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "daemon/http/exchange.h"

namespace dondoc {

class Repeats {
public:
    static constexpr std::size_t kept_max = 1000;
    static constexpr std::chrono::hours kept_for{1};

    struct First {};      // it is to be carried out, then end() called
    struct UnderWay {};   // another thread is at it
    struct Different {};  // the key was sent with another request
    using Seen = std::variant<First, UnderWay, Different, Response>;

    // `key` with whose it is; `request`: a fingerprint of all that is asked. `uptime` of a clock
    // that only goes forward.
    Seen begin(const std::string& key, const std::string& request,
               std::chrono::microseconds uptime);
    // Only what was carried out (200) is kept: all else may be sent again under the same key, and
    // is then looked at anew.
    void end(const std::string& key, const Response&);

private:
    struct Kept {
        std::string request;
        std::chrono::microseconds begun;
        std::optional<Response> answer;  // nothing: under way
    };
    void make_room();

    std::mutex mutex_;  // guards the map
    std::map<std::string, Kept> kept_;
};

}  // namespace dondoc
