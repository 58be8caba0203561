// Log lines for people and for journald: each line of the text is one on standard error, with the
// priority in front (sd-daemon(3)) when a journal reads along. Any thread.
#pragma once

#include <string_view>

namespace dondoc {

enum class LogLevel { error = 3, warning = 4, info = 6 };

void log(LogLevel, std::string_view text);

}  // namespace dondoc
