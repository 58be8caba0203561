// How other threads have the loop carry out a command: posted, and waited for within a limit.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include <boost/asio/io_context.hpp>

#include "daemon/loop/command.h"

namespace dondoc {

class Inbox {
public:
    // `execute` is called on the loop's thread, from its io_context.
    Inbox(boost::asio::io_context& loop, std::function<Answer(const Command&)> execute)
        : loop_(loop), execute_(std::move(execute)) {}

    // Any thread but the loop's. Nothing if the loop did not take the command up within the limit:
    // it is then dropped and never carried out. One that was taken up is waited for to its end.
    std::optional<Answer> ask(Command, std::chrono::milliseconds limit);

    // Any thread but the loop's: the same for any piece of work. True: it was done, to its end;
    // false: it never will be.
    bool run(std::function<void()> work, std::chrono::milliseconds limit);

    // Any thread but the loop's: does the loop come round within the limit?
    bool responds(std::chrono::milliseconds limit);

private:
    boost::asio::io_context& loop_;
    std::function<Answer(const Command&)> execute_;
};

}  // namespace dondoc
