#include "daemon/http/exchange.h"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "workflows/check.h"

namespace dondoc {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string first_of(const Pairs& pairs, std::string_view name) {
    for (const auto& [key, value] : pairs) {
        if (same_name(key, name)) return value;
    }
    return {};
}

bool is_header_value(std::string_view value) {
    return std::ranges::none_of(value, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

// What frames the message on the wire is the front's to say, never a route's.
bool is_framing(std::string_view name) {
    static constexpr std::array names{"Content-Length", "Content-Type", "Transfer-Encoding",
                                      "Connection"};
    return std::ranges::any_of(names, [&](auto reserved) { return same_name(name, reserved); });
}

bool headers_are_possible(const Response& response) {
    if (!is_header_value(response.content_type)) return false;
    return std::ranges::all_of(response.headers, [](const auto& header) {
        return is_token(header.first) && !is_framing(header.first) &&
               is_header_value(header.second);
    });
}

void set_default(Response& response, std::string_view name, std::string_view value) {
    const bool present = std::ranges::any_of(
        response.headers, [&](const auto& header) { return same_name(header.first, name); });
    if (!present) response.set(name, value);
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::string_view without_weakness(std::string_view tag) {
    return tag.starts_with("W/") ? tag.substr(2) : tag;
}

// Our entity tags hold no commas, so cutting the list at each comma finds them.
bool names_tag(std::string_view list, std::string_view tag) {
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        const auto entry = trimmed(list.substr(0, comma));
        if (entry == "*" || without_weakness(entry) == without_weakness(tag)) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

Response with_body(int status, std::string_view content_type, std::string body) {
    return {.status = status,
            .content_type = std::string(content_type),
            .body = std::move(body),
            .headers = {}};
}

}  // namespace

const std::string& Request::path_value(std::string_view name) const {
    const auto found =
        std::ranges::find_if(path_values, [&](const auto& pair) { return pair.first == name; });
    CHECK(found != path_values.end());
    return found->second;
}

std::optional<std::string> Request::query_value(std::string_view name) const {
    for (const auto& [key, value] : query) {
        if (key == name) return value;
    }
    return std::nullopt;
}

std::string Request::header(std::string_view name) const {
    return first_of(headers, name);
}

std::string path_for_logs(const Request& request) {
    for (const std::string_view begin : {"/calendars/", "/badges/", "/u/"})
        if (request.path.starts_with(begin)) return std::string(begin) + "…";
    return request.path;
}

std::string Response::header(std::string_view name) const {
    return first_of(headers, name);
}

Response& Response::set(std::string_view name, std::string_view value) {
    std::erase_if(headers, [&](const auto& header) { return same_name(header.first, name); });
    headers.emplace_back(name, value);
    return *this;
}

Response json_response(std::string json, int status) {
    return with_body(status, "application/json", std::move(json));
}

Response html_response(std::string html, int status) {
    return with_body(status, "text/html; charset=utf-8", std::move(html));
}

Response text_response(std::string text, int status) {
    return with_body(status, "text/plain; charset=utf-8", std::move(text));
}

Response problem(int status, std::string_view detail) {
    const boost::json::object details{{"type", "about:blank"},
                                      {"title", status_phrase(status)},
                                      {"status", status},
                                      {"detail", detail}};
    return with_body(status, "application/problem+json", boost::json::serialize(details));
}

std::string_view status_phrase(int status) {
    struct Phrase {
        int status;
        std::string_view text;
    };
    static constexpr std::array phrases{
        Phrase{200, "OK"},
        Phrase{201, "Created"},
        Phrase{202, "Accepted"},
        Phrase{204, "No Content"},
        Phrase{302, "Found"},
        Phrase{303, "See Other"},
        Phrase{304, "Not Modified"},
        Phrase{400, "Bad Request"},
        Phrase{401, "Unauthorized"},
        Phrase{403, "Forbidden"},
        Phrase{404, "Not Found"},
        Phrase{405, "Method Not Allowed"},
        Phrase{408, "Request Timeout"},
        Phrase{409, "Conflict"},
        Phrase{411, "Length Required"},
        Phrase{412, "Precondition Failed"},
        Phrase{413, "Content Too Large"},
        Phrase{414, "URI Too Long"},
        Phrase{415, "Unsupported Media Type"},
        Phrase{417, "Expectation Failed"},
        Phrase{422, "Unprocessable Content"},
        Phrase{428, "Precondition Required"},
        Phrase{429, "Too Many Requests"},
        Phrase{431, "Request Header Fields Too Large"},
        Phrase{500, "Internal Server Error"},
        Phrase{501, "Not Implemented"},
        Phrase{503, "Service Unavailable"},
        Phrase{504, "Gateway Timeout"},
        Phrase{505, "HTTP Version Not Supported"},
    };
    const auto found = std::ranges::find(phrases, status, &Phrase::status);
    if (found != phrases.end()) return found->text;
    return status < 400 ? "OK" : status < 500 ? "Bad Request" : "Internal Server Error";
}

Response made_presentable(Response response) {
    if (!headers_are_possible(response)) {
        response = problem(500, "the answer could not be written; the daemon's log may say more");
    }
    if (response.status >= 400 && response.body.empty()) {
        Response details = problem(response.status, status_phrase(response.status));
        response.content_type = std::move(details.content_type);
        response.body = std::move(details.body);
    }
    set_default(response, "X-Content-Type-Options", "nosniff");
    set_default(response, "Content-Security-Policy",
                "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    set_default(response, "Referrer-Policy", "same-origin");
    set_default(response, "Cache-Control", "no-store");
    return response;
}

Response unless_known(const Request& request, Response response) {
    if (response.status != 200 || (request.method != "GET" && request.method != "HEAD")) {
        return response;
    }
    const std::string tag = response.header("ETag");
    if (tag.empty() || !names_tag(request.header("If-None-Match"), tag)) return response;
    response.status = 304;
    response.content_type.clear();
    response.body.clear();
    return response;
}

std::string wire_text(const Response& response, bool keep_alive) {
    const Response out = made_presentable(response);
    std::string text = "HTTP/1.1 " + std::to_string(out.status) + " ";
    text += status_phrase(out.status);
    text += "\r\n";
    for (const auto& [name, value] : out.headers)
        text += name + ": " + value + "\r\n";
    if (!out.content_type.empty()) text += "Content-Type: " + out.content_type + "\r\n";
    text += "Content-Length: " + std::to_string(out.body.size()) + "\r\n";
    if (!keep_alive) text += "Connection: close\r\n";
    return text + "\r\n" + out.body;
}

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

}  // namespace dondoc
