// Files that units hand in, each under the SHA-256 of its bytes in one folder of the state
// directory. What the journal says of a file is written after the file itself is on the disk; a
// file that nothing in the journal speaks of is harmless, and the same file handed in twice is kept
// once. Safe from any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "workflows/result.h"

namespace dondoc {

class KeptFiles {
public:
    // The folder is made when the first file comes. Without one nothing is taken.
    explicit KeptFiles(std::filesystem::path folder = {}) : folder_(std::move(folder)) {}

    // The hash in hex; once it returns, the file outlives a power cut. An error has left nothing
    // behind but at most a part under another name.
    Result<std::string> keep(std::string_view bytes) const;
    // Nothing if there is none of that hash.
    Result<std::optional<std::string>> read(const std::string& sha256) const;

private:
    std::filesystem::path folder_;
};

}  // namespace dondoc
