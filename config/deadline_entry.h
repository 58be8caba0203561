// The `due` of a duty: a deadline as the plan words it.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "config/table_reader.h"
#include "workflows/deadline.h"

namespace dondoc {

// "2017-03", "2017-Q2", "2017-H1", "2017".
std::optional<std::pair<DateSpan, Grain>> parse_span(std::string_view text);

// Reads all of a due table but `occurrence`, and leaves finish() to the caller. Nothing if it is
// faulty.
std::optional<Deadline> read_deadline(TableReader& due);

}  // namespace dondoc
