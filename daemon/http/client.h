// The command line's way to the running daemon: one call of its HTTP API, over libcurl.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "daemon/http/exchange.h"
#include "workflows/result.h"

namespace dondoc {

struct Call {
    std::string base_url;  // "http://127.0.0.1:8480"; http:// or https://, nothing else
    std::string method = "GET";
    std::string path;       // with its query, percent-encoded: "/api/v1/units/bv-da-khoa?limit=5"
    std::string token;      // sent as `Authorization: Bearer`; "" for none
    std::string json_body;  // "" for none
    std::chrono::milliseconds connect_time_max{2'000};
    std::chrono::milliseconds time_max{30'000};  // for the whole call
    std::size_t answer_max = 16 * 1024 * 1024;   // of the body
};

// Makes the call and waits for the answer, whatever its status: a 404 is a Response. Follows no
// redirect and uses no proxy, so that the token goes nowhere else. An error says in words why there
// is no answer and what to do. Safe to call from several threads.
Result<Response> call_daemon(const Call& call);

// The text for one segment of a path or one value of a query: "a b" → "a%20b".
std::string percent_encoded(std::string_view text);

}  // namespace dondoc
