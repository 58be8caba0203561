#include "daemon/http/head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "daemon/http/form.h"

namespace dondoc {

namespace {

using Objection = std::optional<Response>;  // empty: nothing to object

constexpr std::array methods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
constexpr std::array ends_of_the_connection{"REMOTE_ADDR", "REMOTE_PORT", "LOCAL_ADDR",
                                            "LOCAL_PORT"};

// Takes the text up to the separator, and the separator, off the front of `rest`.
std::string_view take_until(std::string_view& rest, std::string_view separator) {
    const auto end = std::min(rest.find(separator), rest.size());
    const auto taken = rest.substr(0, end);
    rest.remove_prefix(std::min(end + separator.size(), rest.size()));
    return taken;
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool lists(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        if (same_name(trimmed(take_until(list, ",")), word)) return true;
    }
    return false;
}

Objection judge_target(std::string_view target, const HeadLimits& limits) {
    if (target.size() > limits.target_max) {
        return problem(414, "the path and query are longer than " +
                                std::to_string(limits.target_max) + " bytes");
    }
    if (!target.starts_with('/')) return problem(400, "the path must begin with a slash");
    const bool plain = std::ranges::all_of(
        target, [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x7f && c != '#'; });
    if (!plain) {
        return problem(400, "the path or query holds a character that must be percent-encoded");
    }
    const auto path = target.substr(0, target.find('?'));
    if (path.find("%2F") != path.npos || path.find("%2f") != path.npos) {
        return problem(400, "the path holds an encoded slash, which no name here has");
    }
    // Decoded as one text: an encoded character never spans a `?`, `&` or `=`.
    const auto decoded = percent_decoded(target);
    if (!decoded) {
        return problem(400, "the path or query holds a broken percent escape or is not UTF-8");
    }
    if (has_control_character(*decoded)) {
        return problem(400, "the path or query holds a control character");
    }
    return std::nullopt;
}

struct RequestLine {
    std::string_view method;
    std::string_view target;
    std::string_view version;
};

Objection judge_request_line(const RequestLine& line, const HeadLimits& limits) {
    if (!is_token(line.method) || line.target.empty()) {
        return problem(400, "the request line must be a method, a path and HTTP/1.1");
    }
    if (line.version != "HTTP/1.1" && line.version != "HTTP/1.0") {
        if (line.version.starts_with("HTTP/") && line.version.size() == 8) {
            return problem(505, "only HTTP/1.1 is spoken here");
        }
        return problem(400, "the request line must be a method, a path and HTTP/1.1");
    }
    if (std::ranges::find(methods, line.method) == methods.end()) {
        return problem(501, "this method is not known here");
    }
    return judge_target(line.target, limits);
}

bool begins_with(std::string_view text, std::string_view start) {
    return text.size() >= start.size() && same_name(text.substr(0, start.size()), start);
}

bool takes_files(const RequestLine& line, const HeadLimits& limits) {
    const auto path = line.target.substr(0, line.target.find('?'));
    return limits.upload_max > 0 && line.method == "POST" && path.starts_with("/u/") &&
           path.ends_with("/submit");
}

// What the headers say, gathered one by one.
class Headers {
public:
    Headers(const HeadLimits& limits, bool takes_files)
        : limits_(limits), takes_files_(takes_files) {}

    Objection take(std::string_view line) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
            return problem(400, "a header must be a name, a colon and a value on one line");
        }
        const auto name = line.substr(0, colon);
        const auto value = trimmed(line.substr(colon + 1));
        const bool plain = std::ranges::none_of(
            value, [](char c) { return c != '\t' && has_control_character({&c, 1}); });
        if (!plain) return problem(400, "a header holds a control character");
        if (++count_ > limits_.headers_max) {
            return problem(431, "more than " + std::to_string(limits_.headers_max) + " headers");
        }
        if (auto refusal = judge_unwanted(name)) return refusal;
        if (same_name(name, "Content-Type"))
            if (auto refusal = take_type(value)) return refusal;
        if (same_name(name, "Host")) ++hosts_;
        if (same_name(name, "Connection")) {
            closes_ = closes_ || lists(value, "close");
            stays_ = stays_ || lists(value, "keep-alive");
        }
        if (same_name(name, "Content-Length")) return take_length(value);
        return std::nullopt;
    }

    std::variant<Head, Response> finish(std::string_view version) const {
        if (hosts_ > 1 || (hosts_ == 0 && version == "HTTP/1.1")) {
            return problem(400, "the request must have one Host header");
        }
        const std::size_t size = length_.value_or(0);
        const std::size_t size_max = upload_ ? limits_.upload_max : limits_.body_max;
        if (size > size_max) {
            return problem(413, "the body is larger than " + std::to_string(size_max) + " bytes");
        }
        return Head{.body_size = size,
                    .keep_alive = !closes_ && (version == "HTTP/1.1" || stays_),
                    .upload = upload_};
    }

private:
    static Objection judge_unwanted(std::string_view name) {
        if (same_name(name, "Transfer-Encoding")) {
            return problem(411, "a body must come with its Content-Length, not in chunks");
        }
        if (same_name(name, "Content-Encoding")) {
            return problem(415, "a compressed body is not accepted; send it as it is");
        }
        if (same_name(name, "Range")) {
            return problem(400, "only whole answers are given; leave out Range");
        }
        if (same_name(name, "Expect")) {
            return problem(417, "send the body at once, without Expect");
        }
        const bool forged = std::ranges::any_of(
            ends_of_the_connection, [&](auto reserved) { return same_name(name, reserved); });
        if (forged) return problem(400, "this header may not be sent: " + std::string(name));
        return std::nullopt;
    }

    // Of two, the library behind could believe the other one.
    Objection take_type(std::string_view value) {
        const bool multipart = begins_with(value, "multipart/");
        upload_ = upload_ || multipart;
        const bool taken = takes_files_ && ++types_ == 1;
        if (!upload_ || (taken && begins_with(value, "multipart/form-data"))) return std::nullopt;
        return problem(415, "a multipart body is not accepted");
    }

    Objection take_length(std::string_view value) {
        const bool digits = !value.empty() &&
                            std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
        if (length_ || !digits) {
            return problem(400, "there must be one Content-Length, a plain number");
        }
        std::size_t size = 0;
        const auto read = std::from_chars(value.data(), value.data() + value.size(), size);
        if (read.ec != std::errc{}) return problem(413, "the body is far too large");
        length_ = size;
        return std::nullopt;
    }

    const HeadLimits& limits_;
    const bool takes_files_;
    bool upload_ = false;
    int types_ = 0;
    std::size_t count_ = 0;
    std::size_t hosts_ = 0;
    std::optional<std::size_t> length_;
    bool closes_ = false;
    bool stays_ = false;
};

}  // namespace

std::variant<Head, Response> judge_head(std::string_view head, const HeadLimits& limits) {
    auto line = take_until(head, "\r\n");
    RequestLine request;
    request.method = take_until(line, " ");
    request.target = take_until(line, " ");
    request.version = line;
    if (auto refusal = judge_request_line(request, limits)) return *std::move(refusal);
    Headers headers(limits, takes_files(request, limits));
    while (!head.empty()) {
        const auto header = take_until(head, "\r\n");
        if (header.empty()) break;
        if (auto refusal = headers.take(header)) return *std::move(refusal);
    }
    return headers.finish(request.version);
}

}  // namespace dondoc
