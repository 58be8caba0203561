// An event script: what people do at which virtual instant. JSON lines
// {"at","do","obligation","by","reason","document","dated","signer","arrived","due","to",
// "approver"}; `do` is a verb of the command line and takes what it takes there; a submission may
// have "figures":{"indicator":"1,2"}. For phases:
// {"at","do":"phase hold","phase":"campaign.phase","by","reason"}; for the day of an event:
// {"at","do":"event","event":"campaign.event","date","by","reason"}; for units that are suspended:
// {"at","do":"suspend","campaign","units":["unit",…],"from","to","by","reason", "approver"} and
// {"at","do":"unsuspend","campaign","units","by","reason"}.
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
