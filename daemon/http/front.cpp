#include "daemon/http/front.h"

#include <fcntl.h>
#include <pthread.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/http/session.h"
#include "workflows/check.h"

namespace dondoc {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr int backlog = 1024;  // whoever finds it full asks again after a second
constexpr auto accept_pause = std::chrono::milliseconds(100);  // when descriptors have run out

SessionLimits session_limits(const FrontSettings& settings) {
    SessionLimits limits;
    limits.head.head_max = settings.head_max;
    limits.head.body_max = settings.body_max;
    limits.head.upload_max = settings.upload_max;
    limits.read_upload = settings.upload_time_max;
    limits.idle = settings.idle_max;
    limits.read_head = settings.head_time_max;
    limits.read_body = settings.body_time_max;
    limits.write = settings.write_time_max;
    return limits;
}

// "127.0.0.1:8480", "[::1]:8480"
std::string endpoint_text(const std::string& address, int port) {
    const bool six = address.find(':') != std::string::npos;
    return (six ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

std::string listen_advice(const boost::system::error_code& error) {
    if (error == asio::error::address_in_use) {
        return "the port is in use; set another http.listen or stop the other program";
    }
    if (error == asio::error::access_denied) {
        return "not permitted; set http.listen to a port of 1024 or above";
    }
    if (error == std::errc::address_not_available) {
        return "this machine does not have that address; set another http.listen";
    }
    return error.message();
}

// "GET /healthz?x HTTP/1.1" → "/healthz"
std::string_view path_in(std::string_view raw) {
    const auto begin = raw.find('/');
    if (begin == raw.npos) return {};
    return raw.substr(begin, raw.find_first_of(" ?", begin) - begin);
}

// Programs started by the daemon must not inherit its connections.
template <class Socket>
void keep_from_children(Socket& socket) {
    ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
}

}  // namespace

class Front::Impl {
public:
    Impl(FrontSettings settings, Router router)
        : settings_(std::move(settings)),
          limits_(session_limits(settings_)),
          router_(std::move(router)),
          acceptor_(http_),
          retry_(http_),
          mediator_{
              .work = [this](Session::Job job,
                             auto answered) { return work(std::move(job), std::move(answered)); },
              .ended = [this](Session& session) { end(session); },
              .room_for_upload = [this] { return room_for_upload(); }} {
        CHECK(settings_.workers > 0);
    }

    Done listen() {
        const auto where = "listen on " + endpoint_text(settings_.address, settings_.port);
        boost::system::error_code error;
        const auto address = asio::ip::make_address(settings_.address, error);
        if (error) return Error{"not an IP address; set http.listen"}.within(where);
        if (settings_.port < 0 || settings_.port > 65535) {
            return Error{"a port is a number up to 65535; set http.listen"}.within(where);
        }
        const tcp::endpoint end(address, static_cast<unsigned short>(settings_.port));
        // SO_REUSEADDR lets a restart take over at once. SO_REUSEPORT, which would let two daemons
        // share the port in silence, stays off.
        acceptor_.open(end.protocol(), error);
        if (!error) keep_from_children(acceptor_);
        if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor_.bind(end, error);
        if (!error) acceptor_.listen(backlog, error);
        if (error) return Error{listen_advice(error)}.within(where);
        port_ = acceptor_.local_endpoint(error).port();
        return done;
    }

    Done run() {
        accept();
        try {
            start_thread(http_, "http");
            for (std::size_t i = 1; i <= settings_.workers; ++i) {
                start_thread(pool_, "http-" + std::to_string(i));
            }
        } catch (const std::system_error& error) {
            return Error{error.what()}.within("start the threads of the HTTP front");
        }
        return done;
    }

    void stop() {
        if (std::exchange(stopped_, true)) return;
        asio::post(http_, [this] { close_door(); });
        {
            std::unique_lock lock(mutex_);
            const bool running = !threads_.empty();
            if (running) empty_.wait_for(lock, settings_.stop_time_max, [&] { return is_empty_; });
        }
        http_.stop();
        pool_.stop();
        for (auto& thread : threads_)
            thread.join();
    }

    int port() const { return port_; }
    std::string url() const { return "http://" + endpoint_text(settings_.address, port_); }

private:
    void start_thread(asio::io_context& context, const std::string& name) {
        threads_.emplace_back([&context] { context.run(); });
        ::pthread_setname_np(threads_.back().native_handle(), name.c_str());
    }

    void accept() {
        acceptor_.async_accept([this](const boost::system::error_code& error, tcp::socket socket) {
            if (!acceptor_.is_open()) return;
            if (!error) {
                admit(std::move(socket));
                return accept();
            }
            retry_.expires_after(accept_pause);
            retry_.async_wait([this](const boost::system::error_code& cancelled) {
                if (!cancelled && acceptor_.is_open()) accept();
            });
        });
    }

    void admit(tcp::socket socket) {
        keep_from_children(socket);
        // With everybody at work there is no place; the newcomer is hung up on.
        if (sessions_.size() >= settings_.connections_max && !let_go_of_slowest()) return;
        const auto session = std::make_shared<Session>(std::move(socket), limits_, mediator_);
        sessions_.emplace(session.get(), session);
        session->start();
    }

    // Hangs up on who has kept us waiting longest; false if nobody does.
    bool let_go_of_slowest(std::size_t untaken_min = 0) {
        std::shared_ptr<Session> slowest;
        for (const auto& [_, session] : sessions_) {
            if (!session->waits_since() || session->untaken() < untaken_min) continue;
            if (!slowest || *session->waits_since() < *slowest->waits_since()) slowest = session;
        }
        if (slowest) slowest->give_way();
        return slowest != nullptr;
    }

    void make_room_for(const std::string& answer) {
        const auto untaken = [&] {
            std::size_t bytes = answer.size();
            for (const auto& [_, session] : sessions_)
                bytes += session->untaken();
            return bytes;
        };
        while (untaken() > settings_.untaken_max && let_go_of_slowest(1)) {
        }
    }

    void end(Session& session) {
        sessions_.erase(&session);
        if (sessions_.empty() && !acceptor_.is_open()) announce_empty();
    }

    bool work(Session::Job job, std::function<void(std::string)> answered) {
        if (std::ranges::find(settings_.at_once, path_in(job.raw)) != settings_.at_once.end()) {
            answered(router_.answer(job.raw, job.peer, job.keep_alive));
            return true;
        }
        if (waiting_ >= settings_.queue_max + settings_.workers) return false;
        ++waiting_;
        asio::post(pool_, [this, job = std::move(job), answered = std::move(answered)]() mutable {
            auto answer = router_.answer(job.raw, job.peer, job.keep_alive);
            // `answered` holds the session: it moves, so that the session ends on its own thread.
            asio::post(http_, [this, answer = std::move(answer),
                               answered = std::move(answered)]() mutable {
                --waiting_;
                make_room_for(answer);
                answered(std::move(answer));
            });
        });
        return true;
    }

    // All of them are held and let go on the http thread, or when no thread is left.
    std::shared_ptr<void> room_for_upload() {
        if (static_cast<std::size_t>(uploads_.use_count()) > settings_.uploads_max) return {};
        return uploads_;
    }

    void close_door() {
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        retry_.cancel();
        std::vector<std::shared_ptr<Session>> present;
        for (const auto& [_, session] : sessions_)
            present.push_back(session);
        for (const auto& session : present)
            session->stop();
        if (sessions_.empty()) announce_empty();
    }

    void announce_empty() {
        {
            const std::lock_guard lock(mutex_);
            is_empty_ = true;
        }
        empty_.notify_all();
    }

    const FrontSettings settings_;
    const SessionLimits limits_;
    const Router router_;
    int port_ = 0;

    // The contexts come before what lives on them, and pool_ after http_: jobs left in the pool
    // hold sessions, whose sockets belong to http_.
    asio::io_context http_{1};
    asio::io_context pool_;
    asio::executor_work_guard<asio::io_context::executor_type> http_guard_{http_.get_executor()};
    asio::executor_work_guard<asio::io_context::executor_type> pool_guard_{pool_.get_executor()};

    // Owned by the http thread.
    tcp::acceptor acceptor_;
    asio::steady_timer retry_;
    const Session::Mediator mediator_;
    std::map<Session*, std::shared_ptr<Session>> sessions_;
    std::size_t waiting_ = 0;  // requests with a worker or waiting for one
    const std::shared_ptr<void> uploads_ = std::make_shared<char>();  // once for each, and here

    // Owned by whoever stops the front.
    bool stopped_ = false;
    std::vector<std::thread> threads_;

    std::mutex mutex_;
    std::condition_variable empty_;
    bool is_empty_ = false;  // no session left and the door closed; guarded by mutex_
};

Front::Front(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Front::~Front() {
    stop();
}

Result<std::unique_ptr<Front>> Front::start(FrontSettings settings, Router router) {
    auto impl = std::make_unique<Impl>(std::move(settings), std::move(router));
    if (auto listening = impl->listen(); !listening) return listening.error();
    auto front = std::make_unique<Front>(std::move(impl));
    if (auto running = front->impl_->run(); !running) return running.error();
    return front;
}

int Front::port() const {
    return impl_->port();
}
std::string Front::url() const {
    return impl_->url();
}
void Front::stop() {
    impl_->stop();
}

}  // namespace dondoc
