// Days as people type them: `30/01/2017`, as letters and pages write them, or `2017-01-30`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "workflows/civil.h"
#include "workflows/result.h"

namespace dondoc {

// Nothing if it is no day in either form: 31/02/2017, 30-01-17.
std::optional<Date> given_day(std::string_view text);

// The day of an option; the error names the option and shows how to write one.
Result<Date> given_day(std::string_view option, std::string_view text);

// The two ends of a stretch of days, `to` later than `from`; the error says which is wrong.
Result<DateSpan> given_days(std::string_view from_option, std::string_view from,
                            std::string_view to_option, std::string_view to);

}  // namespace dondoc
