#include "daemon/http/vantage.h"

#include <arpa/inet.h>
#include <array>
#include <string>
#include <utility>

#include "config/fingerprint.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

bool from_loopback(const Request& request) {
    const std::string& peer = request.peer;
    return peer == "::1" || peer.starts_with("127.") || peer.starts_with("::ffff:127.");
}

bool ip_address(const std::string& host) {
    std::array<unsigned char, 16> bytes{};
    return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
           inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

// "dondoc.example:8480" without its port, "[::1]:8480" without brackets too.
std::string host_in(std::string_view authority) {
    if (authority.starts_with('['))
        return std::string(authority.substr(1, authority.find(']') - 1));
    return std::string(authority.substr(0, authority.find(':')));
}

// "https://dondoc.example:8443/x" → "dondoc.example"
std::string host_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == url.npos) return {};
    url.remove_prefix(scheme + 3);
    return host_in(url.substr(0, url.find('/')));
}

// Somebody on this machine asks for himself. A loopback address alone does not say so: a page of a
// stranger whose name leads to this machine sends that name (DNS rebinding), and a proxy that asks
// for others says for whom.
bool from_this_machine(const Request& request, const std::string& base_url) {
    constexpr std::string_view of_proxies[] = {"Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"};
    if (!from_loopback(request)) return false;
    for (const std::string_view name : of_proxies) {
        if (!request.header(name).empty()) return false;
    }
    std::string host = host_in(request.header("Host"));
    if (host.ends_with('.')) host.pop_back();
    return ip_address(host) || same_name(host, "localhost") || same_name(host, "ip6-localhost") ||
           (!base_url.empty() && same_name(host, host_of(base_url)));
}

}  // namespace

Language language_asked(const Vantage& vantage, const Request& request) {
    const auto asked = request.query_value("lang");
    if (asked == "vi") return Language::vi;
    if (asked == "en") return Language::en;
    return vantage.needs().in_force()->configuration.language;
}

Result<const Reader*> Vantage::reader() {
    {
        const std::lock_guard lock(mutex_);
        const auto found = readers_.find(std::this_thread::get_id());
        if (found != readers_.end()) return found->second.get();
    }
    auto opened = needs_.open_reader();
    if (!opened) return opened.error();
    const std::lock_guard lock(mutex_);
    auto& mine = readers_[std::this_thread::get_id()];
    mine = std::move(*opened);
    return mine.get();
}

void Vantage::forget_reader() {
    const std::lock_guard lock(mutex_);
    readers_.erase(std::this_thread::get_id());
}

const Organisation& Sight::organisation() const {
    static const Organisation none;
    const auto& given = configuration().organisation;
    return given ? *given : none;
}

std::shared_ptr<const Definition> Sight::definition(std::string_view campaign) const {
    return definitions().find(campaign);
}

ObligationFilter Sight::filter() const {
    ObligationFilter filter;
    filter.today = today;
    filter.soon = calendar().shift(today, soon_working_days);
    return filter;
}

Response with_sight(Vantage& vantage, const Request& request,
                    const std::function<Result<Response>(const Sight&)>& use) {
    const auto failed = [&](const Error& fault) {
        vantage.forget_reader();
        vantage.needs().report("http: " + request.method + " " + request.path + ": " + fault.text);
        return problem(500, in_words(language_asked(vantage, request),
                                     "không đọc được dữ liệu; nhật ký của dondoc ghi rõ vì sao",
                                     "the store could not be read; the daemon's log says why"));
    };
    auto reader = vantage.reader();
    if (!reader) return failed(reader.error());
    const Instant now = vantage.needs().now();
    const auto in_force = vantage.needs().in_force();
    const Sight sight{vantage,
                      **reader,
                      in_force,
                      now,
                      in_force->zone().date_of(now),
                      language_asked(vantage, request)};
    auto response = use(sight);
    if (!response) return failed(response.error());
    return *std::move(response);
}

Route reading_route(std::shared_ptr<Vantage> vantage, Look look) {
    return [vantage = std::move(vantage), look = std::move(look)](const Request& request) {
        const auto in_force = vantage->needs().in_force();
        if (!from_this_machine(request, in_force->configuration.base_url)) {
            if (auto refusal = refuse_stranger(*vantage, request)) return *std::move(refusal);
        }
        return with_tag(with_sight(*vantage, request,
                                   [&](const Sight& sight) { return look(sight, request); }));
    };
}

Response with_tag(Response response) {
    if (response.status != 200 || !response.header("ETag").empty()) return response;
    response.set("ETag",
                 "\"" + fingerprint({response.content_type, response.body}).substr(0, 32) + "\"");
    response.set("Cache-Control", "private, no-cache");
    return response;
}

std::optional<Response> refuse_stranger(const Vantage& vantage, const Request& request) {
    constexpr std::string_view scheme = "bearer ";
    const Language language = language_asked(vantage, request);
    const std::string header = request.header("Authorization");
    if (header.size() <= scheme.size() || !same_name(header.substr(0, scheme.size()), scheme)) {
        auto refusal = problem(
            401, in_words(language,
                          "việc này cần mã quyền: gửi `Authorization: Bearer TOKEN`; hệ thống ghi "
                          "mã trong tệp `token` của thư mục trạng thái. Chỉ được xem không cần mã "
                          "ngay trên máy chủ của hệ thống, qua localhost, địa chỉ IP hoặc tên máy "
                          "trong base_url, và không qua proxy",
                          "this needs the acting token: send `Authorization: Bearer TOKEN`; the "
                          "daemon writes it to the file `token` of its state directory. Reading is "
                          "open without it on the daemon's own machine, as localhost, an IP "
                          "address or the host of base_url, and not through a proxy"));
        refusal.set("WWW-Authenticate", "Bearer realm=\"dondoc\"");
        return refusal;
    }
    if (vantage.needs().token.matches(std::string_view(header).substr(scheme.size()))) return {};
    return problem(403, in_words(language,
                                 "mã này không phải mã quyền của hệ thống (token); hãy đọc lại từ "
                                 "thư mục trạng thái",
                                 "the token is not the acting token of this daemon; read it anew "
                                 "from its state directory"));
}

}  // namespace dondoc
