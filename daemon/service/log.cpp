#include "daemon/service/log.h"

#include <cstdlib>
#include <string>

#include <unistd.h>

namespace dondoc {

void log(LogLevel level, std::string_view text) {
    std::string line;
    if (std::getenv("JOURNAL_STREAM")) {
        line = '<' + std::to_string(static_cast<int>(level)) + '>';
    } else if (level != LogLevel::info) {
        line = level == LogLevel::error ? "error: " : "warning: ";
    }
    for (const char c : text)
        line += c == '\n' ? ' ' : c;
    line += '\n';
    // One write a line, so that lines of threads do not mix; a log that cannot be written is let
    // go.
    [[maybe_unused]] const auto written = write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace dondoc
