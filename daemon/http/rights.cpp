#include "daemon/http/rights.h"

#include <algorithm>
#include <array>

namespace dondoc {

namespace {

using enum Right;

// clang-format off
constexpr std::array table{
    RouteRight{"GET",  "/healthz", {}},
    RouteRight{"GET",  "/readyz", {}},
    RouteRight{"GET",  "/style.css", {}},
    RouteRight{"GET",  "/unit.css", {}},
    RouteRight{"GET",  "/login", {}},
    RouteRight{"POST", "/login", {}},

    // ---- what is read
    RouteRight{"GET",  "/metrics", read_states, About::everything},
    RouteRight{"GET",  "/api/v1/openapi.json", read_states},
    RouteRight{"GET",  "/api/v1/status", read_states},
    RouteRight{"GET",  "/api/v1/campaigns", read_states},
    RouteRight{"GET",  "/api/v1/campaigns/{id}", read_states, About::campaign},
    RouteRight{"GET",  "/api/v1/campaigns/{id}/indicators", read_states, About::campaign},
    RouteRight{"GET",  "/api/v1/campaigns/{id}/eligibility", read_states, About::campaign},
    RouteRight{"GET",  "/api/v1/obligations", read_states},
    RouteRight{"GET",  "/api/v1/obligations/{id}", read_states, About::obligation},
    RouteRight{"GET",  "/api/v1/obligations/{id}/why", read_states, About::obligation},
    RouteRight{"GET",  "/api/v1/units", read_states},
    RouteRight{"GET",  "/api/v1/units/{id}", read_states, About::unit},
    RouteRight{"GET",  "/api/v1/units/{id}/record", read_states, About::unit},
    RouteRight{"GET",  "/api/v1/people", read_states},
    RouteRight{"GET",  "/api/v1/decisions", read_states},
    RouteRight{"GET",  "/api/v1/silences", read_states, About::everything},
    RouteRight{"GET",  "/api/v1/messages", read_post},
    RouteRight{"GET",  "/api/v1/messages/why", read_post, About::everything},
    RouteRight{"GET",  "/api/v1/messages/{number}", read_letters, About::message},
    RouteRight{"GET",  "/api/v1/messages/{number}/why", read_post, About::message},
    RouteRight{"GET",  "/api/v1/forecast", read_post, About::everything},
    RouteRight{"GET",  "/api/v1/journal", read_letters, About::everything},

    // ---- what units do
    RouteRight{"POST", "/api/v1/obligations/{id}/submit", report, About::obligation},
    RouteRight{"POST", "/api/v1/obligations/{id}/request", report, About::obligation},
    RouteRight{"POST", "/api/v1/obligations/{id}/acknowledge", report, About::obligation},

    // ---- what is decided
    RouteRight{"POST", "/api/v1/obligations/{id}/accept", decide, About::obligation},
    RouteRight{"POST", "/api/v1/obligations/{id}/return", decide, About::obligation},
    RouteRight{"POST", "/api/v1/obligations/{id}/extend", decide, About::obligation},
    RouteRight{"POST", "/api/v1/obligations/{id}/waive", decide, About::obligation},
    RouteRight{"POST", "/api/v1/obligations/{id}/decline", decide, About::obligation},
    RouteRight{"POST", "/api/v1/obligations/{id}/reopen", decide, About::obligation},
    RouteRight{"POST", "/api/v1/obligations/{id}/hold", decide, About::obligation},
    RouteRight{"POST", "/api/v1/obligations/{id}/release", decide, About::obligation},
    RouteRight{"POST", "/api/v1/obligations/{id}/remind", decide, About::obligation},
    // The unit that is to owe it may lie outside.
    RouteRight{"POST", "/api/v1/obligations/{id}/hand-over", decide, About::obligation},
    RouteRight{"POST", "/api/v1/campaigns/{id}/phases/{phase}/open", decide, About::campaign},
    RouteRight{"POST", "/api/v1/campaigns/{id}/phases/{phase}/close", decide, About::campaign},
    RouteRight{"POST", "/api/v1/campaigns/{id}/phases/{phase}/skip", decide, About::campaign},
    RouteRight{"POST", "/api/v1/campaigns/{id}/phases/{phase}/hold", decide, About::campaign},
    RouteRight{"POST", "/api/v1/campaigns/{id}/phases/{phase}/release", decide, About::campaign},
    RouteRight{"POST", "/api/v1/campaigns/{id}/events/{event}", decide, About::campaign},
    RouteRight{"POST", "/api/v1/campaigns/{id}/suspend", decide, About::campaign},
    RouteRight{"POST", "/api/v1/campaigns/{id}/unsuspend", decide, About::campaign},
    RouteRight{"POST", "/api/v1/campaigns/{id}/hand-over", decide, About::campaign},
    RouteRight{"POST", "/api/v1/units/{id}/confirm-contact", decide, About::whole_unit},
    RouteRight{"POST", "/api/v1/units/{id}/revoke-links", decide, About::whole_unit},
    RouteRight{"POST", "/api/v1/messages/{number}/retry", decide, About::message},
    RouteRight{"POST", "/api/v1/messages/{number}/discard", decide, About::message},
    RouteRight{"POST", "/api/v1/bounces", decide, About::everything},
    RouteRight{"POST", "/api/v1/sending/go-ahead", decide, About::everything},
    RouteRight{"POST", "/api/v1/silences/preview", decide, About::everything},
    RouteRight{"POST", "/api/v1/silences", decide, About::everything},
    RouteRight{"POST", "/api/v1/silences/{number}/end", decide, About::everything},

    // ---- what is the administrator's
    RouteRight{"POST", "/api/v1/sending/pause", administer},
    RouteRight{"POST", "/api/v1/sending/resume", administer},
    RouteRight{"POST", "/api/v1/clock/confirm", administer},
    RouteRight{"POST", "/api/v1/configuration/preview", administer},
    RouteRight{"POST", "/api/v1/configuration/apply", administer},
    RouteRight{"GET",  "/api/v1/tokens", administer},
    RouteRight{"POST", "/api/v1/tokens", administer},
    RouteRight{"POST", "/api/v1/tokens/{name}/revoke", administer},
    RouteRight{"POST", "/api/v1/tokens/{name}/password", administer},

    // ---- by a token in the path, which is asked for there alone
    RouteRight{"GET",  "/calendars/{token}.ics", subscribe},
    RouteRight{"GET",  "/badges/{token}.svg", subscribe},

    // ---- by the link in a unit's letter, which these weigh themselves
    RouteRight{"GET",  "/u/{token}", {}},
    RouteRight{"POST", "/u/{token}/acknowledge", {}},
    RouteRight{"POST", "/u/{token}/submit", {}},
    RouteRight{"POST", "/u/{token}/request", {}},

    // ---- pages
    RouteRight{"GET",  "/", read_states},
    RouteRight{"GET",  "/obligations/{id}", read_states, About::obligation},
    RouteRight{"GET",  "/obligations/{id}/files/{sha256}", read_letters, About::obligation},
    RouteRight{"POST", "/obligations/{id}/submit", report, About::obligation},
    RouteRight{"POST", "/obligations/{id}/request", report, About::obligation},
    RouteRight{"POST", "/obligations/{id}/acknowledge", report, About::obligation},
    RouteRight{"POST", "/obligations/{id}/accept", decide, About::obligation},
    RouteRight{"POST", "/obligations/{id}/return", decide, About::obligation},
    RouteRight{"POST", "/obligations/{id}/extend", decide, About::obligation},
    RouteRight{"POST", "/obligations/{id}/waive", decide, About::obligation},
    RouteRight{"POST", "/obligations/{id}/decline", decide, About::obligation},
    RouteRight{"POST", "/obligations/{id}/reopen", decide, About::obligation},
    RouteRight{"POST", "/obligations/{id}/hold", decide, About::obligation},
    RouteRight{"POST", "/obligations/{id}/release", decide, About::obligation},
    RouteRight{"POST", "/obligations/{id}/remind", decide, About::obligation},
    RouteRight{"POST", "/obligations/{id}/escalate", decide, About::obligation},
    RouteRight{"GET",  "/upcoming", read_post},
    RouteRight{"GET",  "/messages", read_post},
    RouteRight{"GET",  "/messages.csv", read_post},
    RouteRight{"GET",  "/messages/untold", read_post, About::everything},
    RouteRight{"GET",  "/messages/{number}", read_letters, About::message},
    RouteRight{"GET",  "/decisions", read_states},
    RouteRight{"GET",  "/silences", read_states, About::everything},
    RouteRight{"POST", "/silences/{number}/end", decide, About::everything},
    RouteRight{"GET",  "/calendar", read_states},
    RouteRight{"GET",  "/calendar/{year}", read_states},
    RouteRight{"GET",  "/system", read_states, About::everything},
    RouteRight{"GET",  "/chase", read_states},
    RouteRight{"GET",  "/campaigns", read_states},
    RouteRight{"GET",  "/campaigns/{id}", read_states, About::campaign},
    RouteRight{"GET",  "/campaigns/{id}/report", read_states, About::campaign},
    RouteRight{"GET",  "/units", read_states},
    RouteRight{"GET",  "/units/{id}", read_states, About::unit},
    RouteRight{"POST", "/logout", read_states},
    RouteRight{"GET",  "*", read_states},
};
// clang-format on

}  // namespace

std::span<const RouteRight> route_rights() {
    return table;
}

const RouteRight* right_of(std::string_view method, std::string_view pattern) {
    const auto found = std::ranges::find_if(table, [&](const RouteRight& one) {
        return one.method == method && one.pattern == pattern;
    });
    return found == table.end() ? nullptr : &*found;
}

}  // namespace dondoc
