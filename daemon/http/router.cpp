#include "daemon/http/router.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <regex>
#include <vector>

#include <httplib.h>

#include "daemon/http/form.h"
#include "workflows/check.h"

namespace dondoc {

namespace {

constexpr std::size_t answer_max = 32 * 1024 * 1024;

// A request to read from and an answer to write to, where cpp-httplib expects a connection.
class MemoryStream final : public httplib::Stream {
public:
    MemoryStream(std::string_view in, const std::string& peer) : in_(in), peer_(peer) {}

    bool is_readable() const override { return !in_.empty(); }
    bool is_writable() const override { return true; }
    ssize_t read(char* to, std::size_t size) override {
        const auto taken = std::min(size, in_.size());
        std::memcpy(to, in_.data(), taken);
        in_.remove_prefix(taken);
        return static_cast<ssize_t>(taken);
    }
    ssize_t write(const char* from, std::size_t size) override {
        if (out_.size() + size > answer_max) return -1;
        out_.append(from, size);
        return static_cast<ssize_t>(size);
    }
    void get_remote_ip_and_port(std::string& ip, int& port) const override {
        ip = peer_;
        port = 0;
    }
    void get_local_ip_and_port(std::string& ip, int& port) const override {
        ip.clear();
        port = 0;
    }
    socket_t socket() const override { return INVALID_SOCKET; }

    std::string take_answer() { return std::move(out_); }

private:
    std::string_view in_;
    const std::string& peer_;
    std::string out_;
};

struct Pattern {
    std::string regex;
    std::vector<std::string> names;
};

// `([^/]+)` is the only expression ever made: nested groups overflow the stack on a long path.
Pattern compiled(std::string_view text) {
    CHECK(text.starts_with('/'));
    Pattern pattern;
    while (!text.empty()) {
        const char c = text.front();
        if (c == '{') {
            const auto end = text.find('}');
            CHECK(end != std::string_view::npos && end > 1);
            pattern.names.emplace_back(text.substr(1, end - 1));
            pattern.regex += "([^/]+)";
            text.remove_prefix(end + 1);
            continue;
        }
        if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) {
            pattern.regex += '\\';
        }
        pattern.regex += c;
        text.remove_prefix(1);
    }
    return pattern;
}

// Headers that cpp-httplib adds to what the client sent.
bool is_added(std::string_view name) {
    return same_name(name, "REMOTE_ADDR") || same_name(name, "REMOTE_PORT") ||
           same_name(name, "LOCAL_ADDR") || same_name(name, "LOCAL_PORT");
}

Request plain_request(const httplib::Request& from, const std::vector<std::string>& names) {
    Request request;
    request.method = from.method;
    request.path = from.path;
    request.body = from.body;
    request.peer = from.remote_addr;
    for (std::size_t i = 0; i < names.size(); ++i) {
        request.path_values.emplace_back(names[i], from.matches[i + 1].str());
    }
    for (const auto& [name, part] : from.files)
        request.parts.push_back({name, part.filename, part.content});
    // Read anew from the target: cpp-httplib cuts a value at its own `=`.
    if (const auto mark = from.target.find('?'); mark != std::string::npos) {
        if (auto query = read_form(std::string_view(from.target).substr(mark + 1))) {
            request.query = *std::move(query);
        }
    }
    for (const auto& [name, value] : from.headers) {
        if (!is_added(name)) request.headers.emplace_back(name, value);
    }
    return request;
}

void answer_with(Response from, httplib::Response& to) {
    from = made_presentable(std::move(from));
    to.status = from.status;
    to.headers.clear();
    for (const auto& [name, value] : from.headers)
        to.set_header(name, value);
    to.body = std::move(from.body);
    if (!from.content_type.empty()) to.set_header("Content-Type", from.content_type);
}

}  // namespace

class Router::Server final : public httplib::Server {
public:
    explicit Server(std::function<void(std::string_view)> report) : report_(std::move(report)) {
        set_error_handler(HandlerWithResponse(
            [this](const httplib::Request& request, httplib::Response& response) {
                // An empty body: cpp-httplib itself refused, no route was asked.
                if (response.body.empty()) refuse(request, response);
                return HandlerResponse::Handled;
            }));
        set_exception_handler([this](const httplib::Request& request, httplib::Response& response,
                                     const std::exception_ptr&) {
            report_("http: " + request.method + ": the request could not be routed");
            answer_with(problem(500, fault_detail), response);
        });
        set_post_routing_handler([](const httplib::Request&, httplib::Response& response) {
            response.headers.erase("Keep-Alive");     // its figures are not those of the front
            response.headers.erase("Accept-Ranges");  // ranges are refused
            if (response.status == 304 || response.status == 204) {
                response.headers.erase("Content-Length");
            }
        });
    }

    void add(std::string_view method, std::string_view pattern, Route route) {
        Pattern made = compiled(pattern);
        known_.push_back({std::string(method), std::regex(made.regex)});
        routes_.emplace_back(method, pattern);
        auto handler = [this, names = std::move(made.names), route = std::move(route),
                        pattern = std::string(pattern)](const httplib::Request& from,
                                                        httplib::Response& to) {
            Request request = plain_request(from, names);
            Response response = called(pattern, route, request);
            answer_with(unless_known(request, std::move(response)), to);
        };
        if (method == "GET") Get(made.regex, std::move(handler));
        if (method == "POST") Post(made.regex, Handler(std::move(handler)));
        if (method == "PUT") Put(made.regex, Handler(std::move(handler)));
        if (method == "PATCH") Patch(made.regex, Handler(std::move(handler)));
        if (method == "DELETE") Delete(made.regex, Handler(std::move(handler)));
    }

    void otherwise(Route route) {
        routes_.emplace_back("GET", "*");
        otherwise_ = std::move(route);
    }
    void guard(Guard guard) { guard_ = std::move(guard); }
    const std::vector<std::pair<std::string, std::string>>& routes() const { return routes_; }

    std::string answer(std::string_view raw, const std::string& peer, bool keep_alive) {
        try {
            MemoryStream stream(raw, peer);
            bool closed = !keep_alive;
            // Left to itself it would compress with brotli at its slowest setting, and the body
            // would no longer be the one its ETag names. Compressing is a proxy's work.
            const auto prepare = [](httplib::Request& request) {
                request.headers.erase("Accept-Encoding");
            };
            if (process_request(stream, !keep_alive, closed, prepare)) return stream.take_answer();
            report_("http: the answer could not be written");
        } catch (const std::exception& fault) {
            report_(std::string("http: ") + fault.what());
        }
        return wire_text(problem(500, fault_detail), keep_alive);
    }

private:
    static constexpr std::string_view fault_detail =
        "something went wrong inside the daemon; its log says more";

    struct Known {
        std::string method;
        std::regex path;
    };

    Response called(std::string_view pattern, const Route& route, Request& request) const {
        std::string fault = "unknown exception";
        try {
            if (guard_) {
                if (auto stopped = guard_(pattern, request)) return *std::move(stopped);
            }
            return route(request);
        } catch (const std::exception& exception) {
            fault = exception.what();
        } catch (...) {
        }
        report_("http: " + request.method + " " + path_for_logs(request) + ": " + fault);
        return problem(500, fault_detail);
    }

    void refuse(const httplib::Request& request, httplib::Response& response) const {
        std::string allowed;
        const auto allow = [&](std::string_view method) {
            if (allowed.find(method) != std::string::npos) return;
            allowed += (allowed.empty() ? "" : ", ") + std::string(method);
        };
        for (const auto& known : known_) {
            if (!std::regex_match(request.path, known.path)) continue;
            allow(known.method);
            if (known.method == "GET") allow("HEAD");
        }
        if (response.status == 404 && !allowed.empty()) {
            auto refusal = problem(405, "this path answers to " + allowed);
            refusal.set("Allow", allowed);
            return answer_with(std::move(refusal), response);
        }
        const bool reads = request.method == "GET" || request.method == "HEAD";
        if (response.status == 404 && reads && otherwise_) {
            Request asked = plain_request(request, {});
            return answer_with(called("*", otherwise_, asked), response);
        }
        const auto detail = response.status == 404 ? "there is nothing under this path"
                                                   : status_phrase(response.status);
        answer_with(problem(response.status, detail), response);
    }

    std::function<void(std::string_view)> report_;
    std::vector<Known> known_;
    std::vector<std::pair<std::string, std::string>> routes_;
    Route otherwise_;
    Guard guard_;
};

Router::Router(std::function<void(std::string_view line)> report)
    : server_(std::make_unique<Server>(std::move(report))) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

void Router::get(std::string_view pattern, Route route) {
    server_->add("GET", pattern, std::move(route));
}
void Router::post(std::string_view pattern, Route route) {
    server_->add("POST", pattern, std::move(route));
}

void Router::otherwise(Route route) {
    server_->otherwise(std::move(route));
}

void Router::guard(Guard guard) {
    server_->guard(std::move(guard));
}

std::vector<std::pair<std::string, std::string>> Router::routes() const {
    return server_->routes();
}

std::string Router::answer(std::string_view raw, const std::string& peer, bool keep_alive) const {
    return server_->answer(raw, peer, keep_alive);
}

}  // namespace dondoc
