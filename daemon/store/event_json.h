// Events as the JSON that the journal keeps: an object of the event's fields in a fixed order. Days
// are `2017-01-30`, instants RFC 3339 in UTC, enumerations words; what is empty is left out.
#pragma once

#include <string>
#include <string_view>

#include "workflows/event.h"
#include "workflows/result.h"

namespace dondoc {

std::string event_to_json(const Event&);

// `name` as name_of() gives it. Days and instants that are missing, unknown names and unknown
// fields are errors; other fields that are missing keep their default, so that a field added later
// does not make old journals unreadable.
Result<Event> event_from_json(std::string_view name, std::string_view json);

// The same event with every text valid UTF-8.
Event with_valid_text(Event);

}  // namespace dondoc
