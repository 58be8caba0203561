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

// A folder that cannot be written to has no room for the files by which readers and writers keep
// out of each other's way. Without a log there is no writer, and the file can be read as it lies.
Result<std::unique_ptr<Database>> open_to_read(const std::filesystem::path& file) {
    auto database = Database::open(file, Database::Mode::read_only);
    if (database && (*database)->number("PRAGMA schema_version")) return database;
    std::error_code failed;
    const bool has_log = std::filesystem::exists(file.string() + "-wal", failed);
    if (has_log || !std::filesystem::exists(file, failed)) return database;
    return Database::open(file, Database::Mode::unchanging);
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
    std::unique_ptr<Database> database;
    Snapshot snapshot;
    std::string reading;  // the context of its errors
};

Audit::Audit(std::unique_ptr<Held> held) : held_(std::move(held)) {}

Audit::~Audit() = default;

Result<std::unique_ptr<Audit>> Audit::open(const std::filesystem::path& file) {
    const std::string reading = "read store " + file.string();
    auto database = open_to_read(file);
    if (!database) return database.error().within(reading);
    auto snapshot = Snapshot::begin(**database);
    if (!snapshot) return snapshot.error().within(reading);
    // The first read makes the snapshot stand.
    if (auto ours = check_schema(**database); !ours) return ours.error().within(reading);
    return std::unique_ptr<Audit>(new Audit(
        std::make_unique<Held>(Held{*std::move(database), *std::move(snapshot), reading})));
}

Result<JournalHead> Audit::head() const {
    auto head = journal_head(*held_->database);
    if (!head) return head.error().within(held_->reading);
    return head;
}

Result<std::optional<JournalFault>> Audit::verify_journal(
    const std::vector<JournalHead>& kept) const {
    auto fault = Reader(*held_->database).verify_journal(kept);
    if (!fault) return fault.error().within(held_->reading);
    return fault;
}

Result<std::vector<ProjectionFault>> Audit::verify_projections() const {
    Database& store = *held_->database;
    if (auto well = check_file(store); !well) return well.error().within(held_->reading);
    auto anew = Database::in_temporary_file();
    if (!anew) return anew.error().within("make a copy to compare with");
    if (auto made = migrate(**anew); !made)
        return made.error().within("make a copy to compare with");
    if (auto rebuilt = rebuild_projections(store, **anew); !rebuilt)
        return rebuilt.error().within("rebuild from the journal");
    auto faults = compare_projections(store, **anew);
    if (!faults) return faults.error().within(held_->reading);
    return faults;
}

Result<std::optional<Proof>> Audit::prove(const ObligationId& id) const {
    auto proof = dondoc::prove(*held_->database, id);
    if (!proof) return proof.error().within(held_->reading);
    return proof;
}

}  // namespace dondoc
