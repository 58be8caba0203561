// Asking the running daemon to read its configuration again, and what it answers. Values: they
// cross threads.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "daemon/loop/difference.h"

namespace dondoc {

// What the files would change if they were applied as they are now.
struct Preview {
    std::string fingerprint;  // of these files against what is in force; apply() takes it
    std::filesystem::path file;
    std::size_t warnings = 0;  // that `dondoc check` has about the files
    Difference difference;
};

// They are in force now.
struct Reconfigured {};
// The files cannot be applied: every error in them, and no warning. Nothing was changed.
struct FaultyFiles {
    std::vector<Diagnostic> faults;
};
// The files, or what is in force, are not what the preview spoke of. Nothing was changed.
struct FilesChanged {};
// Not now; nothing was or will be changed.
struct Busy {
    enum class With {
        reading,   // somebody else has the files read just now
        loop,      // it did not take it up in time
        stopping,  // the daemon
    };
    With with = With::reading;
};

using PreviewAnswer = std::variant<Preview, FaultyFiles, Busy, Error>;
using ApplyAnswer = std::variant<Reconfigured, FaultyFiles, FilesChanged, Busy, Error>;

}  // namespace dondoc
