#include "notifiers/webhook_url.h"

#include <algorithm>
#include <utility>

#include "notifiers/curl_handle.h"

namespace dondoc {
namespace {

class Url {
public:
    explicit Url(const std::string& text) {
        if (url_ && curl_url_set(url_.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
            url_.reset();
    }
    explicit operator bool() const { return url_ != nullptr; }
    std::string part(CURLUPart which) const {
        char* text = nullptr;
        if (!url_ || curl_url_get(url_.get(), which, &text, 0) != CURLUE_OK) return {};
        return std::unique_ptr<char, FreeCurl>(text).get();
    }

private:
    std::unique_ptr<CURLU, FreeCurl> url_{curl_url()};
};

}  // namespace

Done check_webhook_url(const std::string& url) {
    const bool visible = std::ranges::all_of(url, [](char c) { return c > 0x20 && c < 0x7F; });
    const Url parts(url);
    const std::string scheme = parts.part(CURLUPART_SCHEME);
    if (!parts || !visible || (scheme != "https" && scheme != "http") ||
        url.find("://") == url.npos)
        return Error{"is not a web address; write it as https://host/path"};
    if (!parts.part(CURLUPART_USER).empty() || !parts.part(CURLUPART_PASSWORD).empty())
        return Error{"holds a user or password; put the secret into a 'token_file'"};
    if (!parts.part(CURLUPART_FRAGMENT).empty())
        return Error{"holds a '#', and what follows is never sent; take it away"};
    return done;
}

bool unencrypted(const std::string& webhook_url) {
    const Url parts(webhook_url);
    const std::string host = parts.part(CURLUPART_HOST);
    return parts.part(CURLUPART_SCHEME) == "http" && host != "localhost" && host != "[::1]" &&
           !host.starts_with("127.");
}

std::string place_of(const std::string& webhook_url) {
    const Url parts(webhook_url);
    if (!parts) return "the webhook's address";
    const std::string port = parts.part(CURLUPART_PORT);
    return parts.part(CURLUPART_SCHEME) + "://" + parts.part(CURLUPART_HOST) +
           (port.empty() ? "" : ":" + port);
}

std::string without_secrets_of(const std::string& webhook_url, std::string text) {
    constexpr std::size_t password_size_min = 8;
    const Url parts(webhook_url);
    for (const CURLUPart part : {CURLUPART_QUERY, CURLUPART_PATH}) {
        const std::string whole = parts.part(part);
        text = without(std::move(text), whole);
        for (std::size_t from = 0; from < whole.size();) {
            const auto end = std::min(whole.find_first_of("/&=", from), whole.size());
            if (end - from >= password_size_min)
                text = without(std::move(text), whole.substr(from, end - from));
            from = end + 1;
        }
    }
    return text;
}

std::string without(std::string text, const std::string& secret) {
    if (secret.size() < 4) return text;
    for (auto at = text.find(secret); at != text.npos; at = text.find(secret, at))
        text.replace(at, secret.size(), "***");
    return text;
}

}  // namespace dondoc
