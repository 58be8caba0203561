#include "notifiers/webhook.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <ctime>
#include <utility>

#include "notifiers/curl_handle.h"
#include "notifiers/text.h"
#include "notifiers/webhook_url.h"

namespace dondoc {
namespace {

constexpr std::size_t reply_read_max = 64 * 1024;  // what lies beyond is not waited for
constexpr std::size_t reply_shown_max = 300;
constexpr std::size_t secret_size_min = 16;

// One request, and what is seen of it while it runs.
struct Exchange {
    std::string_view body;
    std::size_t sent = 0;
    bool handed_over = false;  // the library has the last byte: the server may have it all
    long status = 0;           // of the last answer that is final
    std::string date;
    std::string retry_after;
    std::string reply;
};

std::size_t send_body(char* into, std::size_t size, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    const std::size_t taken = std::min(size * count, exchange.body.size() - exchange.sent);
    std::memcpy(into, exchange.body.data() + exchange.sent, taken);
    exchange.sent += taken;
    if (exchange.sent == exchange.body.size()) exchange.handed_over = true;
    return taken;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool named(std::string_view line, std::string_view name) {
    return line.size() > name.size() && line[name.size()] == ':' &&
           std::ranges::equal(line.substr(0, name.size()), name, [](char a, char b) {
               return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
           });
}

std::size_t read_header(char* text, std::size_t size, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    const std::string_view line(text, size * count);
    if (line.starts_with("HTTP/")) {
        exchange.date.clear();
        exchange.retry_after.clear();
        long status = 0;
        const auto blank = std::min(line.find(' ') + 1, line.size());
        std::from_chars(line.data() + blank, line.data() + line.size(), status);
        exchange.status = status >= 200 ? status : 0;
    } else if (named(line, "date")) {
        exchange.date = trimmed(line.substr(5));
    } else if (named(line, "retry-after")) {
        exchange.retry_after = trimmed(line.substr(12));
    }
    return line.size();
}

// Returning less than it was given ends the transfer; what came before decides.
std::size_t read_reply(char* text, std::size_t size, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    const std::size_t room = reply_read_max - exchange.reply.size();
    exchange.reply.append(text, std::min(room, size * count));
    return std::min(room, size * count);
}

std::string base64(const unsigned char* bytes, std::size_t size) {
    constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
    std::string out(sodium_base64_encoded_len(size, variant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes, size, variant);
    out.pop_back();  // the final NUL
    return out;
}

std::string signature(const std::string& secret, const std::string& content) {
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()),
                                secret.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(content.data()),
                                  content.size());
    crypto_auth_hmacsha256_final(&state, mac.data());
    return "v1," + base64(mac.data(), mac.size());
}

std::string shown(const Exchange& exchange, const WebhookSettings& settings) {
    const std::string reply =
        without_secrets_of(settings.url, without(exchange.reply, settings.token));
    std::string line = one_line(reply.substr(0, reply_shown_max * 4));
    std::size_t end = std::min(line.size(), reply_shown_max);
    while (end < line.size() && end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80)
        --end;
    if (end < line.size()) line = line.substr(0, end) + "…";
    return std::to_string(exchange.status) + (line.empty() ? "" : " " + line);
}

Outcome by_status(const Exchange& exchange, const std::string& place, const std::string& answer) {
    const long status = exchange.status;
    if (status < 300) return Sent{answer};
    if (status < 400)
        return later_for_all("configuration: " + place +
                             " points to another address, which is not followed: " + answer);
    if (status == 401 || status == 407)
        return later_for_all("configuration: " + place + " does not let us in: " + answer);
    if (status == 408 || status == 425 || status == 429 || status >= 500)
        return RetryLater{place + ": " + answer, retry_after(exchange.retry_after, exchange.date),
                          status == 429 || status == 502 || status == 503 || status == 504};
    return Rejected{place + " refuses the message: " + answer};
}

Outcome without_status(const Exchange& exchange, CURLcode code, const std::string& place,
                       const std::string& fault) {
    if (exchange.handed_over)
        return Unknown{place + " was handed the message and its answer was lost: " + fault};
    switch (code) {
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CONNECT_ERROR:
            return later_for_all("configuration: no trusted encryption with " + place + ": " +
                                 fault);
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_URL_MALFORMAT:
            return later_for_all("configuration: " + place + " is not a web server: " + fault);
        default:  // the library has some ninety codes and adds to them
            break;
    }
    return later_for_all(place + ": " + fault);
}

}  // namespace

struct WebhookChannel::Handle {
    CurlHandle curl = make_curl_handle();
};

WebhookChannel::WebhookChannel(WebhookSettings settings, Payload payload)
    : settings_(std::move(settings)),
      payload_(std::move(payload)),
      place_(place_of(settings_.url)),
      handle_(std::make_unique<Handle>()) {}

WebhookChannel::~WebhookChannel() = default;

namespace {

CurlList headers_of(const WebhookSettings& settings, const Payload& payload, const Parcel& parcel,
                    const std::string& body) {
    const std::string id = one_line(parcel.id);
    std::vector<std::string> lines{"Content-Type: " + std::string(payload.content_type()),
                                   "Idempotency-Key: " + id, "Expect:"};
    if (!settings.token.empty()) lines.push_back("Authorization: Bearer " + settings.token);
    if (!settings.secret.empty()) {
        const auto at = std::chrono::floor<std::chrono::seconds>(parcel.at).time_since_epoch();
        const std::string stamp = std::to_string(at.count());
        lines.push_back("webhook-id: " + id);
        lines.push_back("webhook-timestamp: " + stamp);
        lines.push_back("webhook-signature: " +
                        signature(settings.secret, id + "." + stamp + "." + body));
    }
    CurlList list;
    for (const std::string& line : lines)
        list.reset(curl_slist_append(list.release(), line.c_str()));
    return list;
}

void set_up(CURL* curl, const WebhookSettings& settings, Exchange& exchange) {
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, settings.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);  // see webhook.h
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");  // none, whatever the environment says
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "dondoc");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(settings.connect_time_max));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, milliseconds(settings.send_time_max));
    if (!settings.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, settings.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(exchange.body.size()));
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, send_body);
    curl_easy_setopt(curl, CURLOPT_READDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, read_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, read_reply);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
}

}  // namespace

Outcome WebhookChannel::send(const Parcel& parcel) {
    // A new one for each: libcurl before 8.0 remembers the last header of the answer before, gone
    // by then, and reads it when the next one begins with a folded line.
    handle_->curl = make_curl_handle();
    CURL* const curl = handle_->curl.get();
    if (!curl) return later_for_all("the web library does not start");
    const auto body = payload_.body(parcel);
    if (!body) return Rejected{"webhook: " + body.error().text};

    Exchange exchange{.body = *body, .date = {}, .retry_after = {}, .reply = {}};
    const CurlList headers = headers_of(settings_, payload_, parcel, *body);
    char fault[CURL_ERROR_SIZE] = "";
    set_up(curl, settings_, exchange);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, fault);
    const CURLcode code = curl_easy_perform(curl);
    curl_easy_reset(curl);  // it pointed to what ends here

    // An answer that broke off, or was longer than anyone reads, has said by its status what became
    // of the message.
    if (exchange.status > 0) return by_status(exchange, place_, shown(exchange, settings_));
    return without_status(
        exchange, code, place_,
        without_secrets_of(settings_.url, fault[0] ? fault : curl_easy_strerror(code)));
}

Done WebhookSettings::take_secret(std::string_view key, const std::string& text) {
    if (key == "url_file") {
        url = text;
        return check_webhook_url(url);
    }
    if (key == "token_file") {
        token = text;
        const bool word = std::ranges::all_of(token, [](char c) { return c > 0x20 && c < 0x7F; });
        if (token.empty() || !word) return Error{"is not one word of plain ASCII"};
        return done;
    }
    constexpr std::string_view prefix = "whsec_";
    secret = text;
    if (text.starts_with(prefix)) {
        const char* rest = nullptr;
        std::size_t size = 0;
        const auto encoded = std::string_view(text).substr(prefix.size());
        if (sodium_base642bin(reinterpret_cast<unsigned char*>(secret.data()), secret.size(),
                              encoded.data(), encoded.size(), nullptr, &size, &rest,
                              sodium_base64_VARIANT_ORIGINAL) != 0 ||
            rest != encoded.data() + encoded.size())
            return Error{"begins with whsec_ and is not base64 after it"};
        secret.resize(size);
    }
    if (secret.size() < secret_size_min)
        return Error{"is shorter than " + std::to_string(secret_size_min) +
                     " bytes; make one with "
                     "`openssl rand -base64 32`"};
    return done;
}

namespace {

// So that a change shows of what itself does not.
std::string mark_of(const std::string& text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size());
    std::array<char, 9> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), 4);
    return std::string("(#") + hex.data() + ")";
}

}  // namespace

std::string words_of(const WebhookSettings& webhook) {
    const PayloadSettings& payload = webhook.payload;
    std::string words = "webhook";
    if (!webhook.url.empty()) words += " " + place_of(webhook.url) + " " + mark_of(webhook.url);
    words +=
        " payload " + (payload.text.empty() ? payload.form : "of its own " + mark_of(payload.text));
    if (payload.text_max) words += " text_max " + std::to_string(*payload.text_max);
    words += " timeouts " + std::to_string(webhook.connect_time_max.count()) + "s " +
             std::to_string(webhook.send_time_max.count()) + "s";
    if (!webhook.ca_file.empty()) words += " ca_file " + webhook.ca_file;
    return words;
}

std::optional<std::chrono::seconds> retry_after(std::string_view value, std::string_view date) {
    constexpr std::chrono::seconds longest = retry_after_max;
    if (value.empty()) return {};
    if (value.find_first_not_of("0123456789") == value.npos) {
        long long seconds = 0;
        const auto [end, fault] =
            std::from_chars(value.data(), value.data() + value.size(), seconds);
        if (fault != std::errc{}) return longest;  // too many digits
        return std::min(std::chrono::seconds(seconds), longest);
    }
    const std::time_t then = curl_getdate(std::string(value).c_str(), nullptr);
    const std::time_t now = curl_getdate(std::string(date).c_str(), nullptr);
    if (then == -1 || now == -1) return {};
    return std::clamp(std::chrono::seconds(then - now), std::chrono::seconds(0), longest);
}

Result<std::unique_ptr<Channel>> make_channel(WebhookSettings settings) {
    auto payload = Payload::make(settings.payload);
    if (!payload) return payload.error().within("payload");
    return std::unique_ptr<Channel>(
        std::make_unique<WebhookChannel>(std::move(settings), *std::move(payload)));
}

}  // namespace dondoc
