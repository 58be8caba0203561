// The folder the daemon keeps everything in: the store, the acting token, the address it listens
// on. Only one daemon may have it at a time.
#pragma once

#include <filesystem>
#include <string>

#include "daemon/loop/unit_link.h"
#include "workflows/result.h"

namespace dondoc {

class StateDirectory {
public:
    // Makes the folder if absent and locks it for the life of the object. Says in words when
    // another daemon has it, or when it cannot be written.
    static Result<StateDirectory> take(const std::filesystem::path&);

    StateDirectory(StateDirectory&&) noexcept;
    StateDirectory& operator=(StateDirectory&&) = delete;
    ~StateDirectory();

    std::filesystem::path store() const { return store_of(path_); }

    // A new random acting token, readable by the daemon's own user alone; replaces the one before.
    Result<std::string> write_token() const;
    // The key that seals the links to units' pages: made once, readable by the daemon's own user
    // alone. Whoever has it can answer for every unit.
    Result<LinkKey> link_key() const;
    // Where what units hand in is kept.
    std::filesystem::path files() const { return path_ / "files"; }
    // Whether a daemon has opened its door here before.
    bool has_token() const;
    Done write_address(const std::string& base_url) const;

    // For the command line, which finds a running daemon by its folder.
    static std::filesystem::path store_of(const std::filesystem::path& directory);
    static Result<std::string> read_token(const std::filesystem::path& directory);
    static Result<std::string> read_address(const std::filesystem::path& directory);

private:
    StateDirectory(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}
    std::filesystem::path path_;
    int lock_;  // file descriptor; the lock goes with the process, however it ends
};

}  // namespace dondoc
