#include "daemon/store/backup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "daemon/store/audit.h"

namespace dondoc {

namespace {

namespace fs = std::filesystem;

constexpr const char* logs[] = {"-wal", "-shm", "-journal"};  // SQLite's, beside a file

Error system_fault(int number) {
    return Error{std::generic_category().message(number)};
}

// A file under a name of its own, until it is kept under another one.
class Draft {
public:
    static Result<Draft> beside(const fs::path& file) {
        std::string path = file.string() + ".part-XXXXXX";
        const int made = mkstemp(path.data());  // 0600
        if (made < 0) return system_fault(errno).within("make " + path);
        close(made);
        return Draft(path);
    }
    Draft(Draft&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    Draft& operator=(Draft&&) = delete;
    ~Draft() {
        if (path_.empty()) return;
        std::error_code ignored;
        for (const char* log : logs)
            fs::remove(path_.string() + log, ignored);
        fs::remove(path_, ignored);
    }

    const fs::path& path() const { return path_; }

    Done keep_as(const fs::path& file) {
        if (auto there = reach_disk(path_); !there) return there;
        if (auto named = rename_to(file); !named)
            return named.error().within("name " + file.string());
        path_.clear();
        const fs::path folder = fs::absolute(file).parent_path();
        return reach_disk(folder);
    }

private:
    explicit Draft(fs::path path) : path_(std::move(path)) {}

    static Done reach_disk(const fs::path& path) {
        const int opened = open(path.c_str(), O_RDONLY | O_CLOEXEC);
        const bool well = opened >= 0 && fsync(opened) == 0;
        const int why = errno;
        if (opened >= 0) close(opened);
        if (!well) return system_fault(why).within("bring to the disk " + path.string());
        return done;
    }

    Done rename_to(const fs::path& file) {
        if (renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0)
            return done;
        if (errno != EINVAL) return system_fault(errno);
        // A file system that cannot do that at once, NFS for one.
        if (fs::exists(file)) return system_fault(EEXIST);
        if (rename(path_.c_str(), file.c_str()) != 0) return system_fault(errno);
        return done;
    }

    fs::path path_;
};

Done refuse_taken(const fs::path& to) {
    std::error_code failed;
    if (fs::exists(fs::symlink_status(to, failed)))
        return Error{
            "there is a file already; it is never overwritten: name another, or move it "
            "away"};
    for (const char* log : logs) {
        if (fs::exists(to.string() + log, failed))
            return Error{to.filename().string() + log +
                         " lies there, the log of another file; move it away together with that "
                         "file"};
    }
    return done;
}

Result<JournalHead> look_over(const fs::path& copy) {
    auto audit = Audit::open(copy);
    if (!audit) return audit.error();
    const auto journal = (*audit)->verify_journal({});
    if (!journal) return journal.error();
    if (*journal)
        return Error{"its journal is not whole from row " + std::to_string((*journal)->row) +
                     "; `dondoc audit verify` says more"};
    const auto tables = (*audit)->verify_projections();
    if (!tables) return tables.error();
    if (!tables->empty())
        return Error{"its table " + tables->front().table +
                     " does not say what its journal says; `dondoc audit verify` says more"};
    return (*audit)->head();
}

Result<JournalHead> copy_whole(const fs::path& store, const fs::path& to) {
    if (auto free = refuse_taken(to); !free) return free.error();
    auto source = Audit::open(store);
    if (!source) return source.error();
    auto draft = Draft::beside(to);
    if (!draft) return draft.error();
    if (auto copied = (*source)->copy_to(draft->path()); !copied) return copied.error();
    auto head = look_over(draft->path());
    if (!head) return head.error().within("what was copied from " + store.string());
    if (auto kept = draft->keep_as(to); !kept) return kept.error();
    return head;
}

}  // namespace

Result<JournalHead> back_up(const fs::path& store, const fs::path& to) {
    auto head = copy_whole(store, to);
    if (!head) return head.error().within("back up to " + to.string());
    return head;
}

}  // namespace dondoc
