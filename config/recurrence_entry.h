// The `due` of a duty that is owed again and again: a rule that comes down to occurrences.
#pragma once

#include <optional>
#include <vector>

#include "config/table_reader.h"
#include "workflows/recurrence.h"

namespace dondoc {

// Whether a due table recurs. `every = "unspecified"` does not: nobody can say when.
bool recurs(const TableReader& due);

// What a recurrence depends on beside its own table.
struct RecurrenceContext {
    std::optional<DateSpan> period;  // of the campaign; nothing if it is faulty, which is reported
    bool upward = false;             // owed by the issuer: the later of the decree's days
};

// Reads all of a recurring due table, and leaves finish() to the caller. Every occurrence has its
// id. Nothing if it is faulty.
std::optional<std::vector<Occurrence>> read_recurrence(TableReader& due, const RecurrenceContext&);

// What decree 09/2019/NĐ-CP comes down to: figures close on the 14th of a period's last month
// (art. 12); units report by the 17th and the issuer by the 20th, so that the Government has it on
// the 25th (art. 13).
inline constexpr int decree_cutoff_day = 14;
inline constexpr int decree_unit_day = 17;
inline constexpr int decree_issuer_day = 20;

}  // namespace dondoc
