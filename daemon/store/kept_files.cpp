#include "daemon/store/kept_files.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/store/encoding.h"

namespace dondoc {

namespace {

namespace fs = std::filesystem;

bool is_hash(const std::string& text) {
    const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return text.size() == 64 && std::ranges::all_of(text, hex);
}

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool sync_folder(const fs::path& folder) {
    const int handle = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return false;
    const bool synced = fsync(handle) == 0;
    close(handle);
    return synced;
}

}  // namespace

Result<std::string> KeptFiles::keep(std::string_view bytes) const {
    const std::string hash = sha256_hex(bytes);
    const auto failed = [&](const char* what) {
        return Error{std::string("keep a file in ") + folder_.string() + ": " + what + ": " +
                     std::strerror(errno)};
    };
    if (folder_.empty()) return Error{"no folder is set for files"};
    if (mkdir(folder_.c_str(), 0700) == 0) {
        if (!sync_folder(folder_.parent_path())) return failed("sync");
    } else if (errno != EEXIST) {
        return failed("make the folder");
    }
    const fs::path place = folder_ / hash;
    std::error_code unknown;
    if (fs::exists(place, unknown)) {
        if (!sync_folder(folder_)) return failed("sync");
        return hash;
    }
    std::string beside = (folder_ / "new-XXXXXX").string();
    const int file = mkostemp(beside.data(), O_CLOEXEC);  // 0600
    if (file < 0) return failed("write");
    const bool whole = write_all(file, bytes) && fsync(file) == 0;
    const int why = errno;
    close(file);
    if (!whole || rename(beside.c_str(), place.c_str()) != 0) {
        const int fault = whole ? errno : why;
        unlink(beside.c_str());
        errno = fault;
        return failed("write");
    }
    if (!sync_folder(folder_)) return failed("sync");
    return hash;
}

Result<std::optional<std::string>> KeptFiles::read(const std::string& sha256) const {
    std::error_code failed;
    if (folder_.empty() || !is_hash(sha256) || !fs::exists(folder_ / sha256, failed))
        return std::optional<std::string>();
    std::ifstream file(folder_ / sha256, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file.good() && !file.eof()) return Error{"read the file " + sha256 + ": cannot be read"};
    if (sha256_hex(bytes) != sha256)
        return Error{"the file " + sha256 + " is not as it was handed in"};
    return std::optional(std::move(bytes));
}

}  // namespace dondoc
