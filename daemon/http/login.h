// Logging in: names and passwords weighed, and the cookie of a session.
//
// A wrong try costs nothing at first; from the fourth of a name from one place on, each doubles the
// wait, up to a quarter of an hour, in which not even the right password is looked at. A place is
// let fail more often than a name from it, and a name more often in all, so that nobody can lock
// another out at once. A name that nobody has takes as long as one with a wrong password.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "daemon/http/vantage.h"

namespace dondoc {

struct LoggedIn {
    std::string cookie;  // the whole `Set-Cookie`
};
struct WrongLogin {};
struct LoginTooOften {
    std::chrono::seconds wait;
};
using Login = std::variant<LoggedIn, WrongLogin, LoginTooOften>;

Result<Login> log_in(Vantage&, const Request&, const std::string& name,
                     const std::string& password);

// Who is logged in as the request's cookie says; nothing if nobody is. Sets `csrf`.
Result<std::optional<Caller>> logged_in(Vantage&, Request&);

// Ends the session of the request; the `Set-Cookie` that takes the cookie back.
std::string log_out(Vantage&, const Request&);

// A form of the session was sent by a page of ours: it carries what only such a page knows.
bool carries_csrf(const Request&);

// A form without a session, as the login's: no page of another site sent it, as far as the browser
// says where it comes from.
bool from_our_pages(const Request&);

}  // namespace dondoc
