// calendars/*.toml: what days are off and worked, by year.
#pragma once

#include <memory>

#include "config/table_reader.h"
#include "workflows/calendar.h"

namespace dondoc {

// nullptr if it has a fault: nothing can be counted with half a calendar.
std::shared_ptr<const WorkCalendar> read_calendar(const Document&, Faults&);

}  // namespace dondoc
