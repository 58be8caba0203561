#include "daemon/store/journal.h"
#include "daemon/store/projection.h"

namespace dondoc {

Done rebuild_projections(Database& journal, Database& target) {
    auto transaction = Transaction::begin(target);
    if (!transaction) return transaction.error();
    if (auto cleared = clear_projections(target); !cleared) return cleared;
    Projection projection(target);
    std::int64_t step = 0;
    Instant at{};
    auto projected = for_each_journal_row(journal, [&](const JournalRow& row) -> Done {
        if (row.step != step && step != 0) {
            if (auto ended = projection.end_step(at); !ended) return ended;
        }
        step = row.step;
        at = row.entry.at;
        auto one = projection.project(row.entry);
        if (!one) return one.error().within("journal row " + std::to_string(row.entry.number));
        return one;
    });
    if (!projected) return projected;
    if (auto ended = projection.end_step(at); !ended) return ended;
    return transaction->commit();
}

}  // namespace dondoc
