// Where the daemon of a main file keeps its store.
#pragma once

#include <filesystem>

#include "config/table_reader.h"
#include "workflows/result.h"

namespace dondoc {

// Of the main file alone, whatever else is wrong in it or in the files it names: who asks a running
// daemon must not depend on what is being edited. An error holds the faults that leave it unknown.
Result<std::filesystem::path> state_directory_of(const std::filesystem::path& main_file);

// The key `state_directory` of a main file that lies in `folder`.
std::filesystem::path read_state_directory(TableReader& main, const std::filesystem::path& folder);

}  // namespace dondoc
