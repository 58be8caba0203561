// Where the store's file lies, for the commands that read it and ask no daemon.
#pragma once

#include <filesystem>

#include "daemon/cli/command_line.h"
#include "workflows/result.h"

namespace dondoc {

// `given` if it is not empty, else that of the state directory. Of a configuration only the key
// `state_directory` is read, whatever else is wrong in it.
Result<std::filesystem::path> store_place(const CommonOptions&, const std::filesystem::path& given);

}  // namespace dondoc
