// The webhook channel: one HTTP POST a message, through libcurl, to an address that the
// administrator chose.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "notifiers/channel.h"
#include "notifiers/payload.h"
#include "notifiers/webhook_url.h"

namespace dondoc {

struct WebhookSettings {
    static constexpr std::string_view type = "webhook";
    static constexpr bool carries_mail = false;
    static constexpr int connections = 4;

    std::string url;     // its path may be a secret: only scheme, host and port are ever shown
    std::string token;   // empty: none; else `Authorization: Bearer`
    std::string secret;  // the bytes of the signing key; empty: not signed
    PayloadSettings payload;
    std::string ca_file;  // PEM; empty: the system's
    std::chrono::seconds connect_time_max{10};
    std::chrono::seconds send_time_max{30};

    // `url_file`, `token_file`, `secret_file`: a key of 16 bytes or more, as they are or as
    // `whsec_` and base64.
    Done take_secret(std::string_view key, const std::string& secret);
};

// Carries `Idempotency-Key`, the id of the message and, signed, the headers of Standard Webhooks
// (standardwebhooks.com): `webhook-id`, `webhook-timestamp` (of this try) and `webhook-signature`,
// HMAC-SHA256 over `id.timestamp.body`.
//
// The status decides: 2xx is Sent; 408, 425, 429 and 5xx are RetryLater, and a Retry-After is kept
// to, up to retry_after_max; 3xx, 401 and 407 are RetryLater (the configuration is at fault); other
// 4xx are Rejected. No redirect is followed: it would carry the letter to a place that nobody
// chose. Without a status it is RetryLater if the whole request was not out, else Unknown. No
// connection is kept: the library would send again by itself over a kept one that breaks.
class WebhookChannel final : public Channel {
public:
    WebhookChannel(WebhookSettings, Payload);
    ~WebhookChannel() override;
    Outcome send(const Parcel&) override;

private:
    struct Handle;
    WebhookSettings settings_;
    Payload payload_;
    std::string place_;  // scheme, host and port
    std::unique_ptr<Handle> handle_;
};

std::string words_of(const WebhookSettings&);
Result<std::unique_ptr<Channel>> make_channel(WebhookSettings);

// The value of a Retry-After header: seconds, or a date of HTTP, counted from `date`, the Date
// header of the same answer: both are by the server's clock. Nothing if it cannot be read; never
// less than 0 nor more than retry_after_max.
std::optional<std::chrono::seconds> retry_after(std::string_view value, std::string_view date);

inline constexpr std::chrono::hours retry_after_max{24};

}  // namespace dondoc
