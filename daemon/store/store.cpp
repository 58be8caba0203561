#include "daemon/store/store.h"

#include <utility>

#include "daemon/store/encoding.h"
#include "daemon/store/event_json.h"
#include "daemon/store/journal.h"
#include "daemon/store/projection.h"
#include "daemon/store/schema.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

namespace {

std::string opening(const std::filesystem::path& file) {
    return "open store " + file.string();
}

// WAL lets readers go on while the loop commits; FULL waits for the disk at every commit.
Done set_up_writing(Database& database) {
    return database.script(
        "PRAGMA journal_mode = WAL;"
        "PRAGMA synchronous = FULL;"
        "PRAGMA journal_size_limit = 67108864;");  // bytes that the log keeps between checkpoints
}

Result<std::unique_ptr<Database>> open_for_writing(const std::filesystem::path& file) {
    auto database = Database::open(file, Database::Mode::read_write);
    if (!database) return database;
    // First the look at what it is, so that nothing foreign is written to.
    if (auto migrated = migrate(**database); !migrated) return migrated.error();
    if (auto set = set_up_writing(**database); !set) return set.error();
    if (auto kept = (*database)->write_log_again(); !kept) return kept.error();
    return database;
}

// The key of a notice that is told once and never again; nothing for other events.
const std::string* key_of(const Event& event) {
    if (const auto* told = std::get_if<NoticeFellDue>(&event)) return &told->key;
    if (const auto* passed = std::get_if<RungPassedOver>(&event)) return &passed->key;
    return nullptr;
}

Done keep_text(Database& database, const MessageComposed& event, const std::string& text) {
    if (sha256_hex(text) != event.sha256)
        return Error{"the text does not fit the SHA-256 of its event"};
    return database.run(
        "INSERT INTO texts (sha256, text) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING",
        event.sha256, Blob{text});
}

// Writes one step, inside a transaction that the caller holds.
class StepWriter {
public:
    StepWriter(Database& database, Journal journal, Instant at)
        : database_(database),
          journal_(std::move(journal)),
          projection_(database),
          at_(at),
          first_number_(journal_.next_number()) {}

    Done write(const Change& change) {
        if (change.events.empty())
            return Error{"change of " + change.subject.id + ": has no event"};
        bool written = false;
        for (const Event& event : change.events) {
            if (const std::string* key = key_of(event)) {
                auto known = notice_known(database_, *key);
                if (!known) return known.error();
                if (*known) continue;
            }
            if (auto recorded = record(change, event); !recorded) return recorded;
            written = true;
        }
        // All of it was told before; the row must move on all the same, or it would fall due for
        // ever.
        return written ? done : record(change, Rescheduled{"told_before"});
    }

    Done close() {
        if (auto ended = projection_.end_step(at_); !ended) return ended;
        return journal_.close();
    }

private:
    Done record(const Change& change, const Event& event) {
        if (const auto* composed = std::get_if<MessageComposed>(&event)) {
            if (auto kept = keep_text(database_, *composed, change.text); !kept)
                return kept.error().within("message " + change.subject.id);
        }
        const JournalRow row{{journal_.next_number(), at_, valid_utf8(change.by), change.subject,
                              with_valid_text(event), change.next},
                             first_number_};
        if (auto projected = projection_.project(row.entry); !projected) return projected;
        return journal_.append(row);
    }

    Database& database_;
    Journal journal_;
    Projection projection_;
    const Instant at_;
    const std::int64_t first_number_;
};

Done write_step(Database& database, const Step& step) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return transaction.error();
    if (!step.changes.empty()) {
        auto journal = Journal::open(database);
        if (!journal) return journal.error();
        StepWriter writer(database, *std::move(journal), step.at);
        for (const Change& change : step.changes)
            if (auto written = writer.write(change); !written) return written;
        if (auto closed = writer.close(); !closed) return closed;
    }
    if (step.position) {
        auto kept = database.run("UPDATE daemon SET position = $1", step.position);
        if (!kept) return kept;
    }
    if (step.script_done) {
        auto kept = database.run("UPDATE daemon SET script_done = $1", *step.script_done);
        if (!kept) return kept;
    }
    if (step.put_back) {
        if (auto kept = database.run("UPDATE daemon SET copied = 0"); !kept) return kept;
    }
    return transaction->commit();
}

Done write_the_same(Database& database) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return transaction.error();
    if (auto written = database.run("UPDATE daemon SET row = row"); !written) return written;
    return transaction->commit();
}

}  // namespace

Store::Store(std::unique_ptr<Database> database)
    : database_(std::move(database)), reader_(std::make_unique<Reader>(*database_)) {}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& file) {
    auto database = open_for_writing(file);
    if (!database) return database.error().within(opening(file));
    return std::unique_ptr<Store>(new Store(*std::move(database)));
}

Result<std::unique_ptr<Store>> Store::in_memory() {
    auto database = Database::in_memory();
    if (!database) return database.error().within("open store in memory");
    if (auto migrated = migrate(**database); !migrated)
        return migrated.error().within("open store in memory");
    return std::unique_ptr<Store>(new Store(*std::move(database)));
}

Result<std::unique_ptr<Store>> Store::copy_of(const std::filesystem::path& file) {
    const std::string context = "copy store " + file.string();
    auto source = Database::open(file, Database::Mode::read_only);
    if (!source) return source.error().within(context);
    if (auto ours = check_schema(**source); !ours) return ours.error().within(context);
    auto copy = Database::in_temporary_file();
    if (!copy) return copy.error().within(context);
    if (auto copied = (*copy)->copy_from(**source); !copied) return copied.error().within(context);
    return std::unique_ptr<Store>(new Store(*std::move(copy)));
}

Result<std::unique_ptr<Store>> Store::copy() const {
    auto copy = Database::in_temporary_file();
    if (!copy) return copy.error().within("copy store");
    if (auto copied = (*copy)->copy_from(*database_); !copied)
        return copied.error().within("copy store");
    return std::unique_ptr<Store>(new Store(*std::move(copy)));
}

const Reader& Store::read() const {
    return *reader_;
}

Done Store::commit(const Step& step) {
    auto written = write_step(*database_, step);
    if (!written) return written.error().within("commit");
    return done;
}

Done Store::prove_writable() {
    auto written = write_the_same(*database_);
    if (!written) return written.error().within("write to the store");
    return done;
}

Done Store::rebuild() {
    auto projected = rebuild_projections(*database_, *database_);
    if (!projected) return projected.error().within("rebuild");
    return done;
}

}  // namespace dondoc
