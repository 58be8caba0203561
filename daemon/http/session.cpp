#include "daemon/http/session.h"

#include <utility>

#include <boost/asio/write.hpp>

namespace dondoc {

namespace {

constexpr std::size_t discarded_max = 256 * 1024;  // after a refusal, before hanging up hard

std::string address_of(const boost::asio::ip::tcp::socket& socket) {
    boost::system::error_code error;
    const auto end = socket.remote_endpoint(error);
    return error ? std::string() : end.address().to_string();
}

}  // namespace

Session::Session(boost::asio::ip::tcp::socket socket, const SessionLimits& limits,
                 const Mediator& mediator)
    : socket_(std::move(socket)),
      limits_(limits),
      mediator_(mediator),
      peer_(address_of(socket_)),
      timer_(socket_.get_executor()) {
    // Without it each answer on a kept connection waits 40 ms for the client's acknowledgement.
    boost::system::error_code ignored;
    socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
}

void Session::start() {
    await_request();
}

void Session::stop() {
    stopping_ = true;
    if (state_ == State::reading || state_ == State::lingering) close();
}

void Session::await_request() {
    state_ = State::reading;
    head_.reset();
    upload_.reset();
    scanned_ = 0;
    set_deadline(buffer_.empty() ? limits_.idle : limits_.read_head);
    proceed();
}

// Goes as far with the request as the bytes at hand allow.
void Session::proceed() {
    if (!head_ && !take_head()) return;
    if (buffer_.size() < request_size()) return read_more();
    hand_over();
}

// True if the head is known now; otherwise more is being read or the request was refused.
bool Session::take_head() {
    const auto end = buffer_.find("\r\n\r\n", scanned_);
    const auto size = end == std::string::npos ? buffer_.size() : end + 4;
    if (size > limits_.head.head_max) {
        const bool line_ends = buffer_.find("\r\n") < limits_.head.head_max;
        refuse(line_ends ? problem(431, "the headers are too long")
                         : problem(414, "the path and query are too long"));
        return false;
    }
    if (end == std::string::npos) {
        scanned_ = buffer_.size() < 3 ? 0 : buffer_.size() - 3;
        read_more();
        return false;
    }
    auto judged = judge_head(std::string_view(buffer_).substr(0, size), limits_.head);
    if (const auto* refusal = std::get_if<Response>(&judged)) {
        refuse(*refusal);
        return false;
    }
    head_ = std::get<Head>(judged);
    head_size_ = size;
    if (head_->upload) {
        upload_ = mediator_.room_for_upload();
        if (!upload_) {
            Response busy = problem(503, "others are handing in files; try again in a moment");
            refuse(busy.set("Retry-After", "10"));
            return false;
        }
    }
    if (buffer_.size() < request_size())
        set_deadline(head_->upload ? limits_.read_upload : limits_.read_body);
    return true;
}

void Session::read_more() {
    socket_.async_read_some(
        boost::asio::buffer(chunk_),
        [self = shared_from_this()](const boost::system::error_code& error, std::size_t size) {
            if (self->state_ != State::reading) return;
            if (error) return self->close();
            if (self->buffer_.empty()) self->set_deadline(self->limits_.read_head);
            self->buffer_.append(self->chunk_.data(), size);
            self->proceed();
        });
}

void Session::hand_over() {
    const bool keep_alive = head_->keep_alive;
    Job job{.raw = buffer_.substr(0, request_size()), .peer = peer_, .keep_alive = keep_alive};
    buffer_.erase(0, request_size());
    state_ = State::working;
    clear_deadline();
    const bool taken =
        mediator_.work(std::move(job), [self = shared_from_this(), keep_alive](std::string answer) {
            if (self->state_ == State::working) self->send(std::move(answer), keep_alive);
        });
    if (taken) return;
    Response busy = problem(503, "the daemon is busy; try again in a moment");
    refuse(busy.set("Retry-After", "1"));
}

void Session::send(std::string answer, bool keep_alive) {
    state_ = State::writing;
    answer_ = std::move(answer);
    set_deadline(limits_.write);
    boost::asio::async_write(socket_, boost::asio::buffer(answer_),
                             [self = shared_from_this(), keep_alive](
                                 const boost::system::error_code& error, std::size_t) {
                                 if (self->state_ != State::writing) return;
                                 if (error || self->stopping_) return self->close();
                                 self->answer_.clear();
                                 if (!keep_alive) return self->linger();
                                 self->await_request();
                             });
}

void Session::refuse(const Response& response) {
    send(wire_text(response, false), false);
}

// Closing while the client still sends makes its kernel drop the answer it has not read yet. So say
// that no more comes, and listen on for a while.
void Session::linger() {
    state_ = State::lingering;
    upload_.reset();
    buffer_.clear();
    boost::system::error_code ignored;
    socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    set_deadline(limits_.linger);
    discard();
}

void Session::discard() {
    socket_.async_read_some(
        boost::asio::buffer(chunk_),
        [self = shared_from_this()](const boost::system::error_code& error, std::size_t size) {
            if (self->state_ != State::lingering) return;
            self->discarded_ += size;
            if (error || self->discarded_ > discarded_max) return self->close();
            self->discard();
        });
}

void Session::close() {
    if (state_ == State::closed) return;
    state_ = State::closed;
    upload_.reset();
    clear_deadline();
    boost::system::error_code ignored;
    socket_.close(ignored);
    mediator_.ended(*this);
}

void Session::set_deadline(std::chrono::milliseconds limit) {
    const auto mine = ++deadline_;
    timer_.expires_after(limit);
    waits_since_ = timer_.expiry() - limit;
    timer_.async_wait([self = shared_from_this(), mine](const boost::system::error_code& error) {
        if (!error && mine == self->deadline_) self->deadline_passed();
    });
}

void Session::clear_deadline() {
    ++deadline_;
    waits_since_.reset();
    timer_.cancel();
}

void Session::deadline_passed() {
    const bool halfway = state_ == State::reading && !buffer_.empty();
    if (!halfway) return close();
    // The pending read still owns chunk_; its handler comes back and finds another state.
    boost::system::error_code ignored;
    socket_.cancel(ignored);
    refuse(problem(408, "the request did not arrive in time"));
}

}  // namespace dondoc
