// A copy of a store that can be put back in its place, made beside the running daemon or without
// one. Putting a copy back is the same: a copy of the copy, where the store was.
#pragma once

#include <filesystem>

#include "daemon/store/records.h"
#include "workflows/result.h"

namespace dondoc {

// Copies what was committed last, looks the copy over as Audit does (file, journal, texts, tables)
// and only then gives it its name; until then, and after any error, there is no file of that name.
// Never overwrites: a file of that name, or a log beside it that SQLite would take for the copy's,
// is an error. What is named is on the disk. Readable by its owner alone.
//
// A daemon that is started on it sends nothing until a person says so (DaemonState::copied).
// Returns the end of the journal that it holds.
Result<JournalHead> back_up(const std::filesystem::path& store, const std::filesystem::path& to);

}  // namespace dondoc
