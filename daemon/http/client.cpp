#include "daemon/http/client.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include <curl/curl.h>

namespace dondoc {

namespace {

constexpr std::size_t answer_headers_max = 200;

struct CurlEnd {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, CurlEnd>;
using HeaderList = std::unique_ptr<curl_slist, CurlEnd>;

struct Incoming {
    Response response;
    std::size_t body_max;
    bool too_large = false;
};

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// libcurl calls these two; returning less than it gave makes it stop with CURLE_WRITE_ERROR.
std::size_t take_header(const char* text, std::size_t, std::size_t size, void* to) {
    auto& headers = static_cast<Incoming*>(to)->response.headers;
    const std::string_view line(text, size);
    if (line.starts_with("HTTP/")) headers.clear();  // a final answer after an interim one
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return size;
    if (headers.size() >= answer_headers_max) return 0;
    headers.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
    return size;
}

std::size_t take_body(const char* text, std::size_t, std::size_t size, void* to) {
    auto& incoming = *static_cast<Incoming*>(to);
    incoming.too_large = incoming.response.body.size() + size > incoming.body_max;
    if (incoming.too_large) return 0;
    incoming.response.body.append(text, size);
    return size;
}

bool is_visible_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

std::string without_end_slash(std::string url) {
    while (url.ends_with('/'))
        url.pop_back();
    return url;
}

Done judge(const Call& call) {
    const bool scheme =
        call.base_url.starts_with("http://") || call.base_url.starts_with("https://");
    if (!scheme || !is_visible_ascii(call.base_url)) {
        return Error{"the daemon's address must be a URL like http://127.0.0.1:8480, not `" +
                     call.base_url + "`"};
    }
    if (!is_token(call.method) || !call.path.starts_with('/') || !is_visible_ascii(call.path)) {
        return Error{"`" + call.method + " " + call.path + "` cannot be asked over HTTP"};
    }
    if (!is_visible_ascii(call.token)) {
        return Error{"the token holds a character that no token has; is it the right file?"};
    }
    return done;
}

HeaderList request_headers(const Call& call) {
    curl_slist* list = nullptr;
    const auto add = [&](const std::string& line) {
        if (auto* longer = curl_slist_append(list, line.c_str())) list = longer;
    };
    add("Accept: application/json, application/problem+json");
    add("Expect:");  // the daemon takes the body at once
    if (!call.token.empty()) add("Authorization: Bearer " + call.token);
    if (!call.json_body.empty()) add("Content-Type: application/json");
    return HeaderList(list);
}

void prepare(CURL* curl, const Call& call, curl_slist* headers, Incoming& incoming) {
    const auto url = without_end_slash(call.base_url) + call.path;
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_NETRC, CURL_NETRC_IGNORED);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(call.connect_time_max.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(call.time_max.count()));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    if (!call.json_body.empty() || call.method == "POST") {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(call.json_body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call.json_body.c_str());
    }
    if (call.method == "HEAD") curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call.method.c_str());
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &incoming);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &incoming);
}

std::string seconds_text(std::chrono::milliseconds time) {
    const auto tenths = (time.count() + 50) / 100;
    const auto whole = std::to_string(tenths / 10);
    return (tenths % 10 == 0 ? whole : whole + "." + std::to_string(tenths % 10)) + " s";
}

Error failure(CURL* curl, CURLcode code, const Call& call, const Incoming& incoming) {
    const auto daemon = "the daemon at " + call.base_url;
    const auto unreachable = [&](const std::string& why) {
        return Error{"cannot reach " + daemon + ": " + why +
                     "; start it with `dondoc serve` or give --config"};
    };
    if (incoming.too_large) {
        return {daemon + " answered with more than " +
                std::to_string(call.answer_max / (1024 * 1024)) + " MB; ask for less with limit="};
    }
    double connected = 0;  // seconds until there was a connection
    curl_easy_getinfo(curl, CURLINFO_CONNECT_TIME, &connected);
    long os_error = 0;
    curl_easy_getinfo(curl, CURLINFO_OS_ERRNO, &os_error);
    switch (code) {
        case CURLE_COULDNT_CONNECT:
            if (os_error == ECONNREFUSED) return unreachable("connection refused");
            return unreachable(os_error != 0 ? std::strerror(static_cast<int>(os_error))
                                             : curl_easy_strerror(code));
        case CURLE_OPERATION_TIMEDOUT:
            if (connected > 0) {
                return {
                    daemon + " did not answer within " + seconds_text(call.time_max) +
                    "; it may still carry the request out: ask for the status before repeating"};
            }
            return unreachable("no connection within " + seconds_text(call.connect_time_max));
        case CURLE_COULDNT_RESOLVE_HOST: return unreachable("no such host");
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY:
            return {"what answers at " + call.base_url + " does not speak HTTP"};
        case CURLE_GOT_NOTHING:
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
            return {daemon + " broke the connection before its answer was complete; it may have " +
                    "carried the request out: ask for the status before repeating"};
        default: return unreachable(curl_easy_strerror(code));
    }
}

}  // namespace

Result<Response> call_daemon(const Call& call) {
    if (auto judged = judge(call); !judged) return judged.error();
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);  // once a process
    const Curl curl(ready == CURLE_OK ? curl_easy_init() : nullptr);
    if (!curl) return Error{"libcurl could not be started"};
    Incoming incoming{.response = {}, .body_max = call.answer_max};
    const auto headers = request_headers(call);
    prepare(curl.get(), call, headers.get(), incoming);
    const auto code = curl_easy_perform(curl.get());
    if (code != CURLE_OK) return failure(curl.get(), code, call, incoming);
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    incoming.response.status = static_cast<int>(status);
    incoming.response.content_type = incoming.response.header("Content-Type");
    return std::move(incoming.response);
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool unreserved = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                                (c >= 'A' && c <= 'Z') ||
                                std::string_view("-._~").find(c) != std::string_view::npos;
        if (unreserved) {
            out += c;
            continue;
        }
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

}  // namespace dondoc
