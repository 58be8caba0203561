#include "daemon/http/access.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/client.h"
#include "daemon/http/login.h"
#include "daemon/http/rights.h"
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
    constexpr std::string_view of_proxies[] = {"Forwarded",        "X-Forwarded-For",
                                               "X-Forwarded-Host", "X-Forwarded-Proto",
                                               "X-Real-IP",        "Via"};
    if (!from_loopback(request)) return false;
    for (const std::string_view name : of_proxies) {
        if (!request.header(name).empty()) return false;
    }
    std::string host = host_in(request.header("Host"));
    if (host.ends_with('.')) host.pop_back();
    return ip_address(host) || same_name(host, "localhost") || same_name(host, "ip6-localhost") ||
           (!base_url.empty() && same_name(host, host_of(base_url)));
}

// An address in one form only: "::ffff:10.0.0.5" is 10.0.0.5.
std::string plain_address(const std::string& text) {
    constexpr std::string_view mapped = "::ffff:";
    const bool four = text.starts_with(mapped) && text.find('.') != text.npos;
    return four ? text.substr(mapped.size()) : text;
}

// What a proxy that is believed says of whom it asks for: the last address that is not a proxy of
// ours. What others say in these headers is never looked at.
void believe_proxy(const HttpSettings& http, Request& request) {
    const auto trusted = [&](const std::string& address) {
        return std::ranges::find(http.trusted_proxies, plain_address(address)) !=
               http.trusted_proxies.end();
    };
    if (!trusted(request.peer)) return;
    request.secure = request.header("X-Forwarded-Proto") == "https";
    std::string chain;
    for (const auto& [name, value] : request.headers)
        if (same_name(name, "X-Forwarded-For")) chain += (chain.empty() ? "" : ",") + value;
    while (!chain.empty() && trusted(request.peer)) {
        const auto comma = chain.rfind(',');
        std::string last = comma == chain.npos ? chain : chain.substr(comma + 1);
        chain.erase(comma == chain.npos ? 0 : comma);
        std::erase(last, ' ');
        if (!ip_address(last)) return;
        request.peer = plain_address(last);
    }
}

// The token that is sent; nothing: none is. What is subscribed to has it in the path, and looks at
// no other.
std::optional<std::string> token_in(const Request& request, Right right) {
    if (right == Right::subscribe) return request.path_value("token");
    constexpr std::string_view scheme = "bearer ";
    const std::string header = request.header("Authorization");
    if (header.size() <= scheme.size() || !same_name(header.substr(0, scheme.size()), scheme))
        return {};
    return header.substr(scheme.size());
}

Response refused_without(Language language) {
    auto refusal = problem(
        401, in_words(language,
                      "việc này cần mã quyền: gửi `Authorization: Bearer TOKEN`; người quản trị "
                      "cấp mã bằng `dondoc token create`, mã của người quản trị nằm trong tệp "
                      "`token` của thư mục trạng thái. Chỉ được xem không cần mã ngay trên máy chủ "
                      "của hệ thống, qua localhost, địa chỉ IP hoặc tên máy trong base_url, và "
                      "không qua proxy",
                      "this needs a token: send `Authorization: Bearer TOKEN`; the administrator "
                      "gives one with `dondoc token create`, the administrator's own stands in the "
                      "file `token` of the state directory. Reading is open without one on the "
                      "daemon's own machine, as localhost, an IP address or the host of base_url, "
                      "and not through a proxy"));
    refusal.set("WWW-Authenticate", "Bearer realm=\"dondoc\"");
    return refusal;
}

// People are led to where they log in.
Response refused_nobody(const Request& request, Language language) {
    const bool page = !request.path.starts_with("/api/") &&
                      request.header("Accept").find("text/html") != std::string::npos;
    if (!page) return refused_without(language);
    std::string place = request.path;
    // A form is lost with the session; its page is not.
    if (request.method == "POST") place.erase(std::max<std::size_t>(place.rfind('/'), 1));
    for (const auto& [name, value] : request.query)
        place += (place == request.path ? '?' : '&') + percent_encoded(name) + '=' +
                 percent_encoded(value);
    Response led;
    led.status = 303;
    led.set("Location", std::string("/login?lang=") + (language == Language::vi ? "vi" : "en") +
                            "&next=" + percent_encoded(place));
    return led;
}

Response refused_forgery(Language language) {
    return problem(403,
                   in_words(language,
                            "biểu mẫu không mang mã của phiên đăng nhập này; hãy tải lại trang "
                            "rồi gửi lại",
                            "the form does not carry the code of this session; load the page "
                            "again, then send it"));
}

Response unreadable(Vantage& vantage, Language language, const Error& error) {
    vantage.forget_reader();
    vantage.needs().report("http: " + error.text);
    return problem(500,
                   in_words(language, "không đọc được dữ liệu; nhật ký của dondoc ghi rõ vì sao",
                            "the store could not be read; the daemon's log says why"));
}

Response refused_wrong(Language language) {
    return problem(403, in_words(language,
                                 "mã này không phải mã quyền của hệ thống (token); hãy xin người "
                                 "quản trị cấp, hoặc đọc lại từ thư mục trạng thái",
                                 "the token is not one of this daemon; ask its administrator for "
                                 "one, or read the administrator's own anew from the state "
                                 "directory"));
}

Response refused_too_often(Language language, std::chrono::seconds wait) {
    auto refusal =
        problem(429, in_words(language, "đã gửi sai mã quá nhiều lần; hãy chờ rồi thử lại",
                              "too many wrong tokens came from there; wait, then try "
                              "again"));
    refusal.set("Retry-After", std::to_string(wait.count()));
    return refusal;
}

Response refused_ended(Language language, const TokenRecord& token) {
    const std::string name = "«" + token.name + "»";
    if (token.revoked) {
        return problem(403, in_words(language, "mã " + name + " đã bị thu hồi",
                                     "the token " + name + " was revoked"));
    }
    const std::string last = day_in_words(token.expires.value_or(Date{}), language);
    return problem(403, in_words(language, "mã " + name + " đã hết hạn, dùng được đến hết ngày ",
                                 "the token " + name + " has expired, its last day was ") +
                            last);
}

Response refused_role(Language language, const Caller& caller, Right right) {
    const std::string role(to_string(caller.role));
    return problem(403, "«" + caller.name + "» " +
                            in_words(language, "có vai trò " + role + "; việc này cần vai trò ",
                                     "has the role " + role + "; this takes one of ") +
                            roles_that_may(right));
}

Response refused_scope(Language language, const Caller& caller) {
    std::string limits;
    const auto add = [&](const std::vector<std::string>& ids, const char* vi, const char* en) {
        if (ids.empty()) return;
        limits +=
            (limits.empty() ? "" : "; ") + in_words(language, vi, en) + list_words(ids, language);
    };
    add(caller.scope.campaigns, "kế hoạch ", "campaigns ");
    add(caller.scope.units, "đơn vị ", "units ");
    return problem(403, in_words(language, "việc này ngoài phạm vi của «",
                                 "this lies outside what is open to «") +
                            caller.name + "»: " + limits);
}

// Whoever sends this token.
Result<std::variant<Caller, Response>> caller_of(Vantage& vantage, const Request& request,
                                                 const std::string& token) {
    using Found = std::variant<Caller, Response>;
    const Language language = language_asked(vantage, request);
    if (vantage.needs().token.matches(token)) return Found{Caller{Role::admin, {}, {}}};
    auto reader = vantage.reader();
    if (!reader) return reader.error();
    auto known = (*reader)->token_of_hash(TokenHash::of(token).hex());
    if (!known) return known.error();
    Door& door = vantage.door();
    const auto uptime = vantage.needs().uptime();
    if (!*known) {
        const std::string peer = counted_as(request.peer);
        const auto wait = door.wrong_tokens.wait(peer, uptime);
        if (wait > wait.zero()) return Found{refused_too_often(language, wait)};
        door.wrong_tokens.failed(peer, uptime);
        return Found{refused_wrong(language)};
    }
    const Instant now = vantage.needs().now();
    if (!(*known)->good_on(vantage.needs().in_force()->zone().date_of(now)))
        return Found{refused_ended(language, **known)};
    vantage.note_use(**known, now);
    return Found{Caller{(*known)->role, (*known)->scope, (*known)->name}};
}

bool within(const Scope& scope, About about, const Request& request) {
    if (!scope.limited()) return true;
    switch (about) {
        case About::anything:
        case About::message: return true;  // it is looked at below
        case About::everything: return false;
        case About::campaign: return scope.has_campaign(request.path_value("id"));
        case About::unit: return scope.has_unit(request.path_value("id"));
        case About::whole_unit: return scope.has_whole_unit(request.path_value("id"));
        case About::obligation: {
            const auto id = ObligationId::parse(request.path_value("id"));
            return id && scope.has_obligation(*id);
        }
    }
    return false;
}

// Of a message that tells of anything outside, it is not even said that there is one.
std::optional<Response> hidden(Vantage& vantage, const Request& request) {
    std::optional<Response> refusal;
    auto looked = with_sight(vantage, request, [&](const Sight& sight) -> Result<Response> {
        const std::string& written = request.path_value("number");
        const auto number = message_number(written);
        const auto there = number ? sight.reader.message_within(request.caller.scope, *number)
                                  : Result<bool>(false);
        if (!there) return there.error();
        return *there ? Response{} : no_message(sight, written);
    });
    if (looked.status != 200) refusal = std::move(looked);
    return refusal;
}

// Whoever has neither token nor session reads on the daemon's own machine, if that is open.
bool open_to_all(const Configuration& configuration, const Request& request, Right right) {
    return configuration.http.open_reading && may(Role::auditor, right) &&
           from_this_machine(request, configuration.base_url);
}

// Sets who asks, or says why nobody is let in.
std::optional<Response> recognise(Vantage& vantage, Right right, Request& request) {
    const Language language = language_asked(vantage, request);
    if (const auto token = token_in(request, right)) {
        auto found = caller_of(vantage, request, *token);
        if (!found) return unreadable(vantage, language, found.error());
        if (auto* refusal = std::get_if<Response>(&*found)) return std::move(*refusal);
        request.caller = std::get<Caller>(*std::move(found));
        return {};
    }
    auto user = logged_in(vantage, request);
    if (!user) return unreadable(vantage, language, user.error());
    if (*user) {
        request.caller = **std::move(user);
        if (request.method == "POST" && !carries_csrf(request)) return refused_forgery(language);
        return {};
    }
    const auto in_force = vantage.needs().in_force();
    if (!open_to_all(in_force->configuration, request, right))
        return refused_nobody(request, language);
    request.caller = Caller{Role::auditor, {}, {}};
    return {};
}

// Says why the request does not pass, if it does not.
std::optional<Response> stopped(Vantage& vantage, const RouteRight& rule, Request& request) {
    if (!rule.right) return {};
    if (auto refusal = recognise(vantage, *rule.right, request)) return refusal;
    const Language language = language_asked(vantage, request);
    if (!may(request.caller.role, *rule.right))
        return refused_role(language, request.caller, *rule.right);
    const Scope& scope = request.caller.scope;
    if (!within(scope, rule.about, request)) return refused_scope(language, request.caller);
    if (rule.about == About::message && scope.limited()) return hidden(vantage, request);
    return {};
}

// Where other machines reach the daemon, what they send goes through a proxy that speaks TLS.
std::optional<Response> refused_past_proxy(const HttpSettings& http, const Request& request,
                                           Language language) {
    const bool trusted = std::ranges::find(http.trusted_proxies, plain_address(request.peer)) !=
                         http.trusted_proxies.end();
    if (http.trusted_proxies.empty() || trusted || from_loopback(request)) return {};
    return problem(403, in_words(language,
                                 "hệ thống chỉ trả lời qua proxy (http.trusted_proxies); hãy dùng "
                                 "địa chỉ https của hệ thống",
                                 "dondoc answers only through its proxy (http.trusted_proxies): "
                                 "use its https address"));
}

}  // namespace

void guard_routes(Router& router, const std::shared_ptr<Vantage>& vantage) {
    router.guard([vantage](std::string_view pattern, Request& request) -> std::optional<Response> {
        const auto in_force = vantage->needs().in_force();
        const HttpSettings& http = in_force->configuration.http;
        const std::string method = request.method == "HEAD" ? "GET" : request.method;
        const RouteRight* rule = right_of(method, pattern);
        const bool health = pattern == "/healthz" || pattern == "/readyz";
        auto past = refused_past_proxy(http, request, language_asked(*vantage, request));
        if (past && !health) return past;
        believe_proxy(http, request);
        if (rule) return stopped(*vantage, *rule, request);
        vantage->needs().report("http: nobody may ask for " + method + " " + std::string(pattern) +
                                ": it does not stand in the table of rights");
        return problem(500, "nobody may ask for this");
    });
}

std::string who_acts(const Caller& caller, const std::string& named, const std::string& otherwise) {
    if (caller.name.empty()) return named.empty() ? otherwise : named;
    return named.empty() || named == caller.name ? caller.name : named + " (" + caller.name + ")";
}

}  // namespace dondoc
