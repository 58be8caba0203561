// The door of the daemon: listens on TCP, takes connections within limits, and has whole requests
// answered by the router. It knows nothing of campaigns.
//
// Threads: "http" owns all sockets and timers; "http-1" to "http-N" call the routes. Both are
// started by start() and joined by stop(). A client that is slow, silent or hostile costs one
// connection for a bounded time and never a thread; any number of them keep nobody else out.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "daemon/http/router.h"
#include "workflows/result.h"

namespace dondoc {

struct FrontSettings {
    std::string address = "127.0.0.1";  // IPv4 or IPv6, never a host name
    int port = 8480;                    // 0: any free one
    std::size_t workers = 4;
    std::size_t queue_max = 128;  // requests that wait for a worker; past it, 503 with Retry-After
    // Past it, whoever has kept us waiting longest, for a request or to take an answer, loses his
    // place to the newcomer.
    std::size_t connections_max = 512;
    // Answers that wait to be taken come to so many bytes at the most; past it, likewise.
    std::size_t untaken_max = 64 * 1024 * 1024;
    // Paths that are answered on the spot, however many wait for a worker. Their routes must not
    // read, wait or post.
    std::vector<std::string> at_once{};

    std::size_t head_max = 16 * 1024;  // past it 431, or 414 for the path
    std::size_t body_max = 64 * 1024;  // past it 413
    std::size_t upload_max = 0;        // of a form with files; 0: none is taken
    std::size_t uploads_max = 4;       // at once; past it, 503 with Retry-After
    std::chrono::milliseconds idle_max{30'000};
    std::chrono::milliseconds head_time_max{5'000};  // past it 408, as for the body
    std::chrono::milliseconds body_time_max{10'000};
    std::chrono::milliseconds upload_time_max{60'000};
    std::chrono::milliseconds write_time_max{10'000};
    std::chrono::milliseconds stop_time_max{2'000};
};

class Front {
public:
    // Listens and serves from now on. Errors: the port in use, an address that is not this
    // machine's, a port that needs root; each says what to do.
    static Result<std::unique_ptr<Front>> start(FrontSettings settings, Router router);
    ~Front();  // stops

    int port() const;         // the real one, if any free one was asked for
    std::string url() const;  // "http://127.0.0.1:8480"

    // Closes the door and the idle connections, gives running requests `stop_time_max` to be
    // answered, hangs up, and joins the threads. A route that runs longer is waited for, its answer
    // lost. Called from any thread but those of the front; a second call does nothing.
    void stop();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;

public:
    explicit Front(std::unique_ptr<Impl> impl);  // for start() alone: nobody else can name an Impl
};

}  // namespace dondoc
