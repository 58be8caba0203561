// The journal: one row for each event, chained by hashes. The encoding that is hashed is described
// in README.md, so that another program can verify it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "daemon/store/records.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

// A row of the journal. `next` is the subject's next moment after its change and stands in every
// row of the change; `step` is the number of the first row that its transaction wrote.
struct JournalRow {
    JournalEntry entry;
    std::int64_t step = 0;
};

// Appends to the chain within one transaction.
class Journal {
public:
    static Result<Journal> open(Database&);

    std::int64_t next_number() const { return number_ + 1; }
    const std::string& hash() const { return hash_; }  // of the last row
    // The row takes the next number.
    Done append(const JournalRow&);
    // Keeps the end of the chain, so that rows missing at the end are found out.
    Done close();

private:
    Journal(Database& database, std::int64_t number, std::string hash)
        : database_(&database), number_(number), hash_(std::move(hash)) {}

    Database* database_;
    std::int64_t number_;
    std::string hash_;
};

// Calls `visit` for each row, in order, until it fails.
Done for_each_journal_row(Database&, const std::function<Done(const JournalRow&)>& visit);

Result<std::vector<JournalEntry>> journal_after(Database&, std::int64_t after, std::size_t limit);
// The newest of those before it, newest first.
Result<std::vector<JournalEntry>> journal_before(Database&, std::int64_t before, std::size_t limit);

// Every row about one obligation, oldest first.
Result<std::vector<JournalEntry>> journal_about(Database&, const Subject&);

// Every row about subjects of one kind, oldest first.
Result<std::vector<JournalEntry>> journal_of_kind(Database&, Subject::Kind);

// Every row about the obligations of one unit but those of notices; obligation by obligation.
Result<std::vector<JournalEntry>> journal_of_unit(Database&, std::string_view unit);

// The last row; number 0 and a hash of zeros if there is none.
Result<JournalHead> journal_head(Database&);

// Of one row that is there.
Result<Seal> seal_of(Database&, std::int64_t number);

// Nothing if the chain holds and leads through every one of the heads; else which row breaks it
// first, and how.
Result<std::optional<JournalFault>> verify_chain(Database&, const std::vector<JournalHead>& kept);

}  // namespace dondoc
