#include "daemon/service/log.h"

#include <cstdlib>
#include <string>

#include <unistd.h>

namespace dondoc {

namespace {

// One write a line, so that lines of threads do not mix; a log that cannot be written is let go.
void write_line(std::string line) {
    line += '\n';
    [[maybe_unused]] const auto written = write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace

void log(LogLevel level, std::string_view text) {
    const bool journal = std::getenv("JOURNAL_STREAM") != nullptr;
    const std::string prefix =
        journal ? '<' + std::to_string(static_cast<int>(level)) + '>' : std::string();
    while (true) {
        const auto end = text.find('\n');
        write_line(prefix + std::string(text.substr(0, end)));
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
        if (text.empty()) return;
    }
}

}  // namespace dondoc
