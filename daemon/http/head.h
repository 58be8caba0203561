// The head of an HTTP/1.1 request, judged before any library sees it. Whatever two readers could
// read in two ways is refused here, so that the parser behind gets only plain requests.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "daemon/http/exchange.h"

namespace dondoc {

struct HeadLimits {
    std::size_t head_max = 16 * 1024;   // request line and headers
    std::size_t target_max = 2 * 1024;  // path and query as sent: routes match by std::regex, whose
                                        // recursion eats stack with the length of the path
    std::size_t headers_max = 100;
    std::size_t body_max = 64 * 1024;
    std::size_t upload_max = 0;  // of a form with files, where one is taken
};

struct Head {
    std::size_t body_size = 0;  // Content-Length; 0 without one
    bool keep_alive = true;     // what the client wants
    bool upload = false;        // a form with files
};

// Judges a whole head, from the request line to the empty line included. Gives what the front must
// know of it or the response that refuses it:
//   400 malformed in any way; a Range; a doubled or odd Content-Length or Host; a header that names
//   the
//       ends of the connection (REMOTE_ADDR and its kin, which cpp-httplib would believe);
//   411 Transfer-Encoding, 413 a body over the limit, 414 a target over the limit, 415 a compressed
//   or
//       multipart body, 417 Expect, 431 too many headers, 501 an unknown method, 505 not HTTP/1.x.
// A form with files (multipart/form-data) passes where units hand in: POST /u/{token}/submit.
std::variant<Head, Response> judge_head(std::string_view head, const HeadLimits& limits);

}  // namespace dondoc
