// Asking the running daemon over its API, as every command does that needs it.
#pragma once

#include <chrono>
#include <string>

#include <boost/json/object.hpp>

#include "daemon/cli/command_line.h"
#include "workflows/result.h"

namespace dondoc {

struct Question {
    std::string method = "GET";
    std::string path;
    boost::json::object body;  // of a POST
    std::chrono::milliseconds time_max{30'000};
};

struct Reply {
    int status = 0;
    boost::json::object body;
};

// Finds the daemon by its state directory: address and the administrator's token, which a POST
// needs. An error says why
// no answer came.
Result<Reply> ask(const CommonOptions&, const Question&);

// Who asks, for the journal: under sudo the person, not root.
std::string login_name();

// The whole answer in one line, for programs.
void print_json(const boost::json::object&);

// Prints an answer that is not a success: its `detail`. Returns the exit status.
int print_refusal(const CommonOptions&, const Reply&);
int print_failure(const Error&);

}  // namespace dondoc
