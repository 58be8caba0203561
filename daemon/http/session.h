// One connection of a client: reads a request within its limits, has it answered, writes the
// answer, and begins again. Lives on the "http" thread, which alone calls it; it keeps itself alive
// while it waits for the socket.
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/http/exchange.h"
#include "daemon/http/head.h"

namespace dondoc {

struct SessionLimits {
    HeadLimits head;
    std::chrono::milliseconds idle{30'000};         // until the first byte of a request
    std::chrono::milliseconds read_head{5'000};     // from there to the end of the head
    std::chrono::milliseconds read_body{10'000};    // from there to the end of the body
    std::chrono::milliseconds read_upload{60'000};  // likewise, of a form with files
    std::chrono::milliseconds write{10'000};        // for a whole answer
    std::chrono::milliseconds linger{1'000};  // for a refused client to read why before we hang up
};

class Session : public std::enable_shared_from_this<Session> {
public:
    struct Job {
        std::string raw;  // head and body of one request
        std::string peer;
        bool keep_alive = true;
    };

    // What a session needs from the front.
    struct Mediator {
        // Has the job answered on another thread; `answered` is called on the http thread. False if
        // there is no room, and then `answered` is never called.
        std::function<bool(Job job, std::function<void(std::string)> answered)> work;
        std::function<void(Session&)> ended;  // the socket is closed; called once
        // Room for one form with files, until it is let go; nothing if there is none.
        std::function<std::shared_ptr<void>()> room_for_upload;
    };

    // The limits and the mediator must outlive the session.
    Session(boost::asio::ip::tcp::socket socket, const SessionLimits& limits,
            const Mediator& mediator);

    using Moment = boost::asio::steady_timer::time_point;

    void start();
    void stop();                  // ends it, now or as soon as the request at work is answered
    void give_way() { close(); }  // hangs up without a word

    // Since when it waits for its client, to ask or to take the answer; nothing while at work.
    std::optional<Moment> waits_since() const { return waits_since_; }
    std::size_t untaken() const { return answer_.size(); }  // bytes of the answer being written

private:
    enum class State { reading, working, writing, lingering, closed };

    void await_request();
    void proceed();
    bool take_head();
    void read_more();
    void hand_over();
    void send(std::string answer, bool keep_alive);
    void refuse(const Response& response);
    void linger();
    void discard();
    void close();
    void set_deadline(std::chrono::milliseconds limit);
    void clear_deadline();
    void deadline_passed();
    std::size_t request_size() const { return head_size_ + head_->body_size; }

    boost::asio::ip::tcp::socket socket_;
    const SessionLimits& limits_;
    const Mediator& mediator_;
    std::string peer_;

    State state_ = State::reading;
    bool stopping_ = false;
    std::array<char, 4096> chunk_{};
    std::string buffer_;       // received and not yet handed over; may hold the next requests too
    std::size_t scanned_ = 0;  // of buffer_, holds no end of a head
    std::size_t head_size_ = 0;
    std::optional<Head> head_;      // of the request being read
    std::shared_ptr<void> upload_;  // held while the request is a form with files
    std::string answer_;
    std::size_t discarded_ = 0;

    boost::asio::steady_timer timer_;
    std::optional<Moment> waits_since_;
    unsigned long deadline_ =
        0;  // tells a deadline that fires from one that was replaced meanwhile
};

}  // namespace dondoc
