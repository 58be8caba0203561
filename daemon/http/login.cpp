#include "daemon/http/login.h"

#include <algorithm>
#include <mutex>

#include "daemon/http/form.h"
#include "daemon/http/tokens.h"

namespace dondoc {

namespace {

constexpr std::string_view cookie_name = "dondoc";

std::string cookie_of(const Request& request) {
    for (const auto& [name, value] : request.headers) {
        if (!same_name(name, "Cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const auto end = std::min(rest.find(';'), rest.size());
            std::string_view pair = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
            const auto equals = pair.find('=');
            if (equals != pair.npos && pair.substr(0, equals) == cookie_name)
                return std::string(pair.substr(equals + 1));
        }
    }
    return {};
}

std::string set_cookie(const Request& request, const std::string& value, const char* more) {
    return std::string(cookie_name) + '=' + value + "; Path=/; HttpOnly; SameSite=Strict" +
           (request.secure ? "; Secure" : "") + more;
}

// Weighed when there is no such user, so that it takes as long.
const std::string& hash_of_nobody() {
    static const std::string hash = password_hash(new_token());
    return hash;
}

bool same_secret(std::string_view a, std::string_view b) {
    return !a.empty() && TokenHash::of(a).matches(b);
}

}  // namespace

Result<Login> log_in(Vantage& vantage, const Request& request, const std::string& name,
                     const std::string& password) {
    Door& door = vantage.door();
    const std::string peer = counted_as(request.peer);
    const std::string both = peer + ' ' + name;
    // One at a time: each takes 64 MiB, and none of the workers is to wait for another.
    const std::unique_lock lock(door.weighing, std::try_to_lock);
    if (!lock.owns_lock()) return Login{LoginTooOften{std::chrono::seconds(1)}};
    const auto uptime = vantage.needs().uptime();
    const auto wait =
        std::max({door.logins.wait(both, uptime), door.logins_of_peer.wait(peer, uptime),
                  door.logins_of_name.wait(name, uptime)});
    if (wait > wait.zero()) return Login{LoginTooOften{wait}};
    const auto reader = vantage.reader();
    if (!reader) return reader.error();
    const auto user = (*reader)->token(name);
    if (!user) return user.error();
    const bool known = *user && !(*user)->password.empty();
    const std::string& hash = known ? (*user)->password : hash_of_nobody();
    const bool right = password_matches(hash, password);
    const Instant now = vantage.needs().now();
    const Date today = vantage.needs().in_force()->zone().date_of(now);
    if (!right || !known || !(*user)->good_on(today)) {
        door.logins.failed(both, uptime);
        door.logins_of_peer.failed(peer, uptime);
        door.logins_of_name.failed(name, uptime);
        return Login{WrongLogin{}};
    }
    door.logins.succeeded(both);
    door.logins_of_name.succeeded(name);
    vantage.note_use(**user, now);
    const std::string id = door.sessions.begin(name, hash, uptime);
    return Login{LoggedIn{set_cookie(request, id, "")}};
}

Result<std::optional<Caller>> logged_in(Vantage& vantage, Request& request) {
    const std::string id = cookie_of(request);
    Sessions& sessions = vantage.door().sessions;
    const auto session = id.empty() ? std::nullopt : sessions.use(id, vantage.needs().uptime());
    if (!session) return std::optional<Caller>();
    const auto reader = vantage.reader();
    if (!reader) return reader.error();
    const auto user = (*reader)->token(session->name);
    if (!user) return user.error();
    const Date today = vantage.needs().in_force()->zone().date_of(vantage.needs().now());
    if (!*user || !(*user)->good_on(today) || (*user)->password != session->password) {
        sessions.end(id);
        return std::optional<Caller>();
    }
    request.csrf = session->csrf;
    return std::optional(Caller{(*user)->role, (*user)->scope, (*user)->name});
}

std::string log_out(Vantage& vantage, const Request& request) {
    if (const std::string id = cookie_of(request); !id.empty()) vantage.door().sessions.end(id);
    return set_cookie(request, "", "; Max-Age=0");
}

bool carries_csrf(const Request& request) {
    if (same_secret(request.header("X-CSRF-Token"), request.csrf)) return true;
    if (!request.header("Content-Type").starts_with("application/x-www-form-urlencoded"))
        return false;
    const auto form = read_form(request.body);
    if (!form) return false;
    return std::ranges::any_of(*form, [&](const auto& field) {
        return field.first == "csrf" && same_secret(field.second, request.csrf);
    });
}

bool from_our_pages(const Request& request) {
    const std::string site = request.header("Sec-Fetch-Site");
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    const std::string origin = request.header("Origin");
    if (origin.empty()) return true;
    const auto scheme = origin.find("://");
    return scheme != origin.npos && origin.substr(scheme + 3) == request.header("Host");
}

}  // namespace dondoc
