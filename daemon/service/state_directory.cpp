#include "daemon/service/state_directory.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/http/tokens.h"

namespace dondoc {

namespace {

namespace fs = std::filesystem;

std::string system_words() {
    return std::strerror(errno);
}

// Written beside its place and renamed, so that a reader never sees half of it.
Done write_whole(const fs::path& path, const std::string& text, mode_t mode) {
    const fs::path beside = path.string() + ".new";
    const int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (file < 0) return Error{"write " + path.string() + ": " + system_words()};
    const bool written = fchmod(file, mode) == 0 &&
                         write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const std::string words = system_words();
    close(file);
    if (!written) return Error{"write " + path.string() + ": " + words};
    if (rename(beside.c_str(), path.c_str()) != 0) {
        return Error{"write " + path.string() + ": " + system_words()};
    }
    return done;
}

Result<std::string> read_line(const fs::path& path) {
    std::ifstream file(path);
    std::string line;
    if (!std::getline(file, line)) return Error{"read " + path.string() + ": cannot be read"};
    return line;
}

}  // namespace

Result<StateDirectory> StateDirectory::take(const fs::path& path) {
    std::error_code failed;
    fs::create_directories(path, failed);
    if (failed) return Error{"state directory " + path.string() + ": " + failed.message()};
    const fs::path lock_path = path / "lock";
    const int lock = open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) {
        return Error{"state directory " + path.string() + " cannot be written: " + system_words() +
                     "; give it to the user that runs dondoc"};
    }
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        close(lock);
        return Error{"state directory " + path.string() +
                     " is taken: another dondoc is running on it; stop that one first, or set "
                     "state_directory to another folder"};
    }
    return StateDirectory(path, lock);
}

StateDirectory::StateDirectory(StateDirectory&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

StateDirectory::~StateDirectory() {
    if (lock_ >= 0) close(lock_);
}

Result<std::string> StateDirectory::write_token() const {
    const std::string token = new_token();
    const auto written = write_whole(path_ / "token", token + '\n', 0600);
    if (!written) return written.error();
    return token;
}

Result<LinkKey> StateDirectory::link_key() const {
    const fs::path path = path_ / "link-key";
    std::error_code failed;
    if (!fs::exists(path, failed)) {
        const LinkKey made = LinkKey::random();
        if (auto written = write_whole(path, made.text() + '\n', 0600); !written)
            return written.error();
        return made;
    }
    const auto text = read_line(path);
    if (!text) return text.error();
    auto key = LinkKey::from(*text);
    if (!key) return key.error().within("read " + path.string());
    return key;
}

bool StateDirectory::has_token() const {
    std::error_code failed;
    return fs::exists(path_ / "token", failed);
}

Done StateDirectory::write_address(const std::string& base_url) const {
    return write_whole(path_ / "address", base_url + '\n', 0644);
}

fs::path StateDirectory::store_of(const fs::path& directory) {
    return directory / "dondoc.db";
}

Result<std::string> StateDirectory::read_token(const fs::path& directory) {
    return read_line(directory / "token");
}

Result<std::string> StateDirectory::read_address(const fs::path& directory) {
    return read_line(directory / "address");
}

}  // namespace dondoc
