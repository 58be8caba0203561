#include "notifiers/spool.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

namespace dondoc {
namespace {

constexpr std::size_t name_size_max = 200;  // with the suffixes below the 255 bytes of a file name

class File {
public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    bool open() const { return descriptor_ >= 0; }
    bool sync() const { return ::fsync(descriptor_) == 0; }
    bool write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }
    bool close() {
        const int descriptor = descriptor_;
        descriptor_ = -1;
        return ::close(descriptor) == 0;
    }

private:
    int descriptor_;
};

// Different ids give different names, and none leaves the folder or hides: all but letters, digits
// and
// `@ _ + = - .` is written as %XX, a leading dot as well. A long one ends in its hash.
std::string file_name_of(std::string_view id) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string name;
    for (const char c : id) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        const bool plain = letter || (c != '\0' && std::strchr("@_+=-", c) != nullptr) ||
                           (c == '.' && !name.empty());
        if (plain)
            name += c;
        else
            name.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    if (name.size() <= name_size_max) return name;
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(id.data()), id.size());
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return name.substr(0, name_size_max - crypto_hash_sha256_BYTES * 2 - 1) + "%" + hex.data();
}

RetryLater failed(const char* what, const std::filesystem::path& path, int error) {
    return later_for_all(std::string("spool: cannot ") + what + " " + path.string() + ": " +
                         std::generic_category().message(error));
}

Outcome write_whole(const std::filesystem::path& directory, const std::string& name,
                    const std::string& bytes) {
    const std::filesystem::path place = directory / (name + ".eml");
    const std::filesystem::path beside = directory / ("." + name + ".tmp");
    File file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0640));
    if (!file.open()) return failed("create", beside, errno);
    if (!file.write(bytes) || !file.sync() || !file.close()) {
        const int error = errno;
        ::unlink(beside.c_str());
        return failed("write", beside, error);
    }
    if (::rename(beside.c_str(), place.c_str()) != 0) {
        const int error = errno;
        ::unlink(beside.c_str());
        return failed("put in place", place, error);
    }
    const File folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.open() || !folder.sync()) return failed("sync", directory, errno);
    return Sent{place.filename().string()};
}

}  // namespace

SpoolChannel::SpoolChannel(SpoolSettings settings) : settings_(std::move(settings)) {}

Outcome SpoolChannel::send(const Parcel& parcel) {
    if (parcel.id.empty()) return Rejected{"spool: the message has no id to be named after"};
    std::error_code fault;
    std::filesystem::create_directories(settings_.directory, fault);
    if (fault) return failed("make the folder", settings_.directory, fault.value());
    return write_whole(settings_.directory, file_name_of(parcel.id), parcel.bytes);
}

Done SpoolSettings::take_secret(std::string_view key, const std::string&) {
    return Error{"a spool has no " + std::string(key)};
}

std::string words_of(const SpoolSettings& spool) {
    return "spool " + spool.directory.string();
}

Result<std::unique_ptr<Channel>> make_channel(SpoolSettings settings) {
    return std::unique_ptr<Channel>(std::make_unique<SpoolChannel>(std::move(settings)));
}

}  // namespace dondoc
