// What an auditor asks of a store: that its journal is whole, that the tables say what the journal
// says, and what the journal holds about one obligation. Reads alone, from one commit, while the
// daemon runs or not; the store may also be a copy that nobody can write. A file without a log
// beside it is read as it lies, and nothing is made beside it; if a writer begins meanwhile, the
// next question is answered by an error that says so. One thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/store/proof.h"
#include "daemon/store/records.h"
#include "workflows/result.h"

namespace dondoc {

class Database;

// Where a table says something else than the journal: of each table the first row.
struct ProjectionFault {
    enum class What { missing, added, changed };
    struct Column {
        std::string name;
        std::string stands;    // what the table has, as SQL writes it: 'accepted', 5, NULL
        std::string by_right;  // what the journal makes of it
    };

    std::string table;  // "sqlite_schema": a table, index, trigger or view of the file itself
    std::string row;    // as a person knows it: the id of an obligation, the key of a notice
    What what = What::changed;
    std::vector<Column> columns{};  // of a row that was changed, those that differ
};

class Audit {
public:
    // Errors in words: no such file, not a store, another schema than this binary's.
    static Result<std::unique_ptr<Audit>> open(const std::filesystem::path& file);
    ~Audit();

    // The last row as it stands; proves nothing about those before it.
    Result<JournalHead> head() const;

    // The chain, the texts of messages, and heads that were kept elsewhere: the first row that is
    // not as it was written. Nothing: all of it holds. An error: the file cannot be read.
    Result<std::optional<JournalFault>> verify_journal(const std::vector<JournalHead>& kept) const;

    // What SQLite finds wrong with the file itself: an error.
    Done verify_file() const;

    // The same first; then makes the projections anew, beside the store, and compares them row by
    // row. An error also if the journal cannot be projected.
    Result<std::vector<ProjectionFault>> verify_projections() const;

    // Everything that the journal holds about one obligation; nothing if it never was. It is read
    // from the journal and the texts alone, whatever the projections say.
    Result<std::optional<Proof>> prove(const ObligationId&) const;

    // Everything that is read here, page by page, into an empty file; it is then one file without a
    // log, and says that it is a copy (DaemonState).
    Done copy_to(const std::filesystem::path& empty) const;

private:
    struct Held;
    explicit Audit(std::unique_ptr<Held>);
    std::unique_ptr<Held> held_;
};

}  // namespace dondoc
