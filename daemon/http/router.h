// Which route answers which request. Parsing, routing and writing are cpp-httplib's work, done over
// memory; it never sees a socket.
//
//   Router router([](std::string_view line) { log(line); });
//   router.get("/api/v1/units/{id}", [&](const Request& request) {
//       return json_response(unit_json(request.path_value("id")));
//   });
//
// A route is called on a worker thread of the front, several at once: it touches only what is safe
// to share. It must come back within seconds, since stopping waits for it. An exception that leaves
// a route becomes a 500 that tells the client nothing and the log everything.
//
// A path that no route knows is answered 404, one that is known under other methods 405 with Allow.
// Of two routes that match, the one added first answers.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/http/exchange.h"

namespace dondoc {

using Route = std::function<Response(const Request&)>;
// Looks at a request before the route of that pattern ("*" of otherwise()) does; what it returns is
// answered instead of asking the route.
using Guard = std::function<std::optional<Response>(std::string_view pattern, Request&)>;

class Router {
public:
    // `report` gets one line for each fault of a route; it is called on worker threads.
    // Constructing a router sets SIGPIPE to be ignored in the whole process (cpp-httplib does, and
    // we want it).
    explicit Router(std::function<void(std::string_view line)> report);
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;
    ~Router();

    // A pattern is a path in which `{name}` stands for one segment or a part of one:
    // `/api/v1/obligations/{id}/submit`, `/calendars/{token}.ics`. All else is literal. Routes are
    // added before the front starts. `get` answers HEAD too.
    void get(std::string_view pattern, Route route);
    void post(std::string_view pattern, Route route);

    // Answers GET and HEAD of a path that no route knows, in place of the 404 in JSON.
    void otherwise(Route route);

    // Stands before every route, added before or after; one at the most.
    void guard(Guard guard);
    // Method and pattern of each, in the order added; "GET" and "*" of otherwise().
    std::vector<std::pair<std::string, std::string>> routes() const;

    // The bytes that answer a whole request (head judged by judge_head, and body) from `peer`.
    // Safe to call from several threads.
    std::string answer(std::string_view raw, const std::string& peer, bool keep_alive) const;

private:
    class Server;
    std::unique_ptr<Server> server_;
};

}  // namespace dondoc
