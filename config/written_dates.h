// The days that the plan's own words name, to be held against those of the keys: a letter says
// both.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/deadline.h"

namespace dondoc {

// What the words say otherwise than the deadline, as they say it, «15/12/2026»; empty if they name
// no day or one of those they name is the deadline's. «ngày 15/12» and «ngày 15 tháng 12» are
// of its year. Of a deadline that is no day, or that hangs on an event, nothing is said.
std::string day_otherwise(std::string_view words, const Deadline&);

// The same of a whole sentence, which may tell of other days: only those that stand behind
// «trước», «chậm nhất», «hạn» or «hết» count, and one of the deadlines is enough.
std::string day_otherwise_in_quote(std::string_view quote, const std::vector<Deadline>&);

}  // namespace dondoc
