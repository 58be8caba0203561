// One exchange over HTTP as plain values: what was asked and what is answered. Routes and the
// client of the command line speak these; no HTTP library shows through.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "workflows/access.h"

namespace dondoc {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// What reaches a route. It has passed the limits of the front: path and query are UTF-8 without
// control characters, the body is at most as long as the front allows. The body is the client's
// bytes; nobody has looked at them.
struct Request {
    std::string
        method;         // "GET"; "HEAD" arrives at the route of GET, its body is dropped afterwards
    std::string path;   // decoded: "/api/v1/units/bv-da-khoa"
    Pairs path_values;  // what stands at the {names} of the route's pattern
    Pairs query;        // decoded, in the order written; `?a=b=c` is a → "b=c"
    Pairs headers;      // as written by the client
    std::string body;
    struct Part {
        std::string name;
        std::string file;  // as the client calls it; empty if it is no file
        std::string content;
    };
    std::vector<Part> parts;  // of a multipart/form-data body, which one route takes (head.h)
    std::string peer;     // IP address of the other end, from the socket and never from a header
    Caller caller{};      // who asks, once the guard of the router has found out
    bool secure = false;  // it came over TLS, as a proxy says that is believed; likewise
    std::string csrf{};   // what forms of his session carry; empty without one; likewise

    // The value at `{name}`. Asking for a name the pattern does not have is a mistake of the
    // caller.
    const std::string& path_value(std::string_view name) const;

    // The first value of this name; empty optional if the query has none.
    std::optional<std::string> query_value(std::string_view name) const;

    // The first header of this name, whatever its case; "" if there is none.
    std::string header(std::string_view name) const;
};

// The path as a log may have it: without what opens something by itself.
std::string path_for_logs(const Request&);

// What is answered. On its way out the front adds the security headers (unless the response has its
// own), Content-Length, Connection, and `Cache-Control: no-store` unless caching was decided. A
// response whose `ETag` the client already holds leaves as 304 without its body. An error (400 and
// above) with an empty body leaves with problem details.
struct Response {
    int status = 200;
    std::string content_type;  // "" if there is no body
    std::string body;
    Pairs headers;  // a name or value that no header may have turns the answer into a 500

    // The first header of this name, whatever its case; "" if there is none.
    std::string header(std::string_view name) const;

    // Sets the header, in place of any of the same name.
    Response& set(std::string_view name, std::string_view value);
};

Response json_response(std::string json, int status = 200);
Response html_response(std::string html, int status = 200);
Response text_response(std::string text, int status = 200);

// An error as problem details (RFC 9457): `type` is about:blank and `title` the phrase of the
// status, `detail` says in words what was wrong and what to do. It is shown to the client: nothing
// secret.
Response problem(int status, std::string_view detail);

// The phrase of a status: 404 → "Not Found".
std::string_view status_phrase(int status);

// For what leaves the house: adds the headers every response carries, turns one with an impossible
// header into a 500, gives an error without a body its problem details.
Response made_presentable(Response response);

// The response, or 304 without a body if the request is a GET or HEAD whose If-None-Match names the
// ETag of this 200 (weak comparison, RFC 9110 §13.1.2).
Response unless_known(const Request& request, Response response);

// The bytes of a response as HTTP/1.1, made presentable.
std::string wire_text(const Response& response, bool keep_alive);

// True if both names are the same but for ASCII case, as header names are compared.
bool same_name(std::string_view a, std::string_view b);

// True for what RFC 9110 §5.6.2 calls a token: a method or the name of a header.
bool is_token(std::string_view text);

}  // namespace dondoc
