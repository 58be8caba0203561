#include "daemon/store/audit.h"

#include <utility>

#include "daemon/store/comparison.h"
#include "daemon/store/journal.h"
#include "daemon/store/projection.h"
#include "daemon/store/reader.h"
#include "daemon/store/schema.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

namespace {

namespace fs = std::filesystem;

// By its log a writer is known, running or killed.
bool has_log(const fs::path& file) {
    std::error_code failed;
    return fs::exists(file.string() + "-wal", failed) ||
           fs::exists(file.string() + "-journal", failed);
}

fs::file_time_type written_at(const fs::path& file) {
    std::error_code failed;
    return fs::last_write_time(file, failed);
}

// Damage that no table shows.
Done check_file(Database& database) {
    auto statement = database.prepare("PRAGMA integrity_check(1)");
    const auto said = first_row(statement, [](Statement& row) { return row.text(); });
    if (!said) return said.error();
    if (*said != "ok") return Error{"the file is damaged: " + said->value_or("")};
    return done;
}

}  // namespace

struct Audit::Held {
    std::filesystem::path file;
    // If nobody wrote it when it was opened: when it had been written. It is then read as it lies,
    // without the files that SQLite makes beside one that it shares with a writer and leaves there.
    std::optional<fs::file_time_type> at_rest;
    std::unique_ptr<Database> database;
    Snapshot snapshot;

    Error in_context(const Error& error) const {
        return error.within("read store " + file.string());
    }
    // What was read holds, unless somebody has begun to write.
    template <class T>
    Result<T> if_at_rest(Result<T> read) const {
        if (at_rest && (has_log(file) || written_at(file) != *at_rest))
            return in_context(Error{"the daemon was started meanwhile; ask again"});
        if (!read) return in_context(read.error());
        return read;
    }
};

Audit::Audit(std::unique_ptr<Held> held) : held_(std::move(held)) {}

Audit::~Audit() = default;

Result<std::unique_ptr<Audit>> Audit::open(const std::filesystem::path& file) {
    const std::string reading = "read store " + file.string();
    std::optional<fs::file_time_type> at_rest;
    std::error_code failed;
    if (fs::exists(file, failed) && !has_log(file)) at_rest = written_at(file);
    auto database =
        Database::open(file, at_rest ? Database::Mode::unchanging : Database::Mode::read_only);
    if (!database) return database.error().within(reading);
    auto snapshot = Snapshot::begin(**database);
    if (!snapshot) return snapshot.error().within(reading);
    // The first read makes the snapshot stand.
    if (auto ours = check_schema(**database); !ours) return ours.error().within(reading);
    return std::unique_ptr<Audit>(new Audit(
        std::make_unique<Held>(Held{file, at_rest, *std::move(database), *std::move(snapshot)})));
}

Result<JournalHead> Audit::head() const {
    return held_->if_at_rest(journal_head(*held_->database));
}

Result<std::optional<JournalFault>> Audit::verify_journal(
    const std::vector<JournalHead>& kept) const {
    return held_->if_at_rest(Reader(*held_->database).verify_journal(kept));
}

Done Audit::verify_file() const {
    return held_->if_at_rest(check_file(*held_->database));
}

Result<std::vector<ProjectionFault>> Audit::verify_projections() const {
    if (auto well = verify_file(); !well) return well.error();
    Database& store = *held_->database;
    auto anew = Database::in_temporary_file();
    if (!anew) return anew.error().within("make a copy to compare with");
    if (auto made = migrate(**anew); !made)
        return made.error().within("make a copy to compare with");
    if (auto rebuilt = rebuild_projections(store, **anew); !rebuilt)
        return rebuilt.error().within("rebuild from the journal");
    return held_->if_at_rest(compare_projections(store, **anew));
}

Done Audit::copy_to(const std::filesystem::path& empty) const {
    const std::string writing = "write copy " + empty.string();
    auto copy = Database::open(empty, Database::Mode::read_write);
    if (!copy) return copy.error().within(writing);
    auto copied = held_->if_at_rest((*copy)->copy_from(*held_->database));
    if (!copied) return copied.error().within(writing);
    auto marked = (*copy)->script("PRAGMA journal_mode = DELETE; UPDATE daemon SET copied = 1;");
    if (!marked) return marked.error().within(writing);
    return done;
}

Result<std::optional<Proof>> Audit::prove(const ObligationId& id) const {
    return held_->if_at_rest(dondoc::prove(*held_->database, id));
}

}  // namespace dondoc
