// Asking the running daemon over its API, as every command does that needs it.
#pragma once

#include <chrono>
#include <optional>
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

// How long the daemon may look ahead: over all that is left of its campaigns, twice.
inline constexpr std::chrono::minutes preview_time_max{15};

// Asks at the terminal; only a clear yes is one.
bool says_yes(const std::string& question);

// Shows what the silence that `body` asks for would hold, and asks; nothing if it is to be set,
// else the exit status.
std::optional<int> preview_silence(const CommonOptions&, const ActOptions&,
                                   const boost::json::object& body);

// Who asks, for the journal: under sudo the person, not root.
std::string login_name();

// The whole answer in one line, for programs.
void print_json(const boost::json::object&);

// Prints an answer that is not a success: its `detail`. Returns the exit status.
int print_refusal(const CommonOptions&, const Reply&);
int print_failure(const Error&);

}  // namespace dondoc
