// Sub-deadlines that a plan counts back from the last working day of something later:
// `due = { working_days_before = 10, of = "tong-ket-len-tinh" }`.
#pragma once

#include <vector>

#include "config/table_reader.h"
#include "workflows/campaign.h"

namespace dondoc {

struct WrittenBuffer {
    std::string duty;  // whose deadline it is
    int working_days = 0;
    Mention of;
    std::string written;  // the plan's own words, or empty
};

// Whether the `due` of a duty is one of these.
bool is_buffer(TableReader& duty);
// Nothing if it is faulty.
std::optional<WrittenBuffer> read_buffer(TableReader& duty);

// Sets the occurrences of the duties that have one: as many as the duty it counts back from, under
// the same ids. What that one has no date for has none here, and what hangs on an event hangs on
// it here too. Buffers may count back from each other, but not in a ring.
void settle_buffers(const Source&, std::vector<WrittenBuffer>, Campaign&);

}  // namespace dondoc
