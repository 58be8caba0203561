// An event script: what people do at which virtual instant, as JSON lines. config/README.md tells
// what a line may hold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/loop/command.h"
#include "workflows/civil.h"
#include "workflows/result.h"

namespace dondoc {

struct ScriptLine {
    Instant at{};
    Command command;
    std::string place{};    // "nam.jsonl:12"
    std::string written{};  // the instant as it is written there
};

// In the order of their instants; lines of one instant in the order of the file. All faults are
// told at once, a line each: `file:line: what is wrong; what to do`.
Result<std::vector<ScriptLine>> parse_script(std::string_view file, std::string_view text);
Result<std::vector<ScriptLine>> read_script(const std::string& file);

}  // namespace dondoc
