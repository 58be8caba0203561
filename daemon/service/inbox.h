// How other threads have the loop carry out a command: posted, and waited for within a limit.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include <boost/asio/io_context.hpp>

#include "daemon/loop/command.h"

namespace dondoc {

class Inbox {
public:
    // `execute` is called on the loop's thread, from its io_context.
    Inbox(boost::asio::io_context& loop, std::function<Answer(const Command&)> execute)
        : loop_(loop), execute_(std::move(execute)) {}

    // Any thread but the loop's. A command that the loop did not take up within the limit is
    // dropped and never carried out. One that was taken up is waited for as long again, and goes on
    // to its end whether anybody waits or not.
    Heard ask(Command, std::chrono::milliseconds limit);

    // Any thread but the loop's: any piece of work. True: it was done, and waited for to its end;
    // false: the loop did not take it up within the limit, and it never will be done.
    bool run(std::function<void()> work, std::chrono::milliseconds limit);

    // Any thread but the loop's: does the loop come round within the limit?
    bool responds(std::chrono::milliseconds limit);

private:
    struct Pending;
    std::shared_ptr<Pending> post(std::function<void()> work);

    boost::asio::io_context& loop_;
    std::function<Answer(const Command&)> execute_;
};

}  // namespace dondoc
