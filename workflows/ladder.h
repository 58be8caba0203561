// Ladders: the ordered steps around a deadline, in working days.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workflows/calendar.h"
#include "workflows/deadline.h"

namespace dondoc {

// Who a rung speaks to. Resolved to a person inside the issuer's own organisation.
enum class Audience { contact, head, coordinator, superior, director, cluster_lead };

// Whether a person must say that it may be told, before it is (escalation.h).
enum class Release { none, required };

// One step: where it stands, and whom it tells.
struct Rung {
    // Working days: negative before, 0 the last working day, positive after. Empty: "start", the
    // first working day of a span (month, quarter, year).
    std::optional<int> offset;
    Audience audience = Audience::contact;
    bool copy = false;  // «để biết»
    Release release = Release::none;
    std::string id;  // its written offset and audience: "-5.contact", "start.contact"

    bool after_deadline() const { return offset && *offset > 0; }
};

// Rungs in the order they fall due; config refuses any other.
struct Ladder {
    std::string id;
    std::vector<Rung> rungs;
};

std::string rung_id(std::optional<int> offset, Audience);
std::string to_string(Audience);

// The day a rung falls due for a term: before the deadline counted back from the last working day,
// after it counted forward from the last permitted day; a start rung on the day the span opens.
// Always a working day. Nothing for a start rung of a term that is a single day, and for a start
// rung that would not come before the last working day.
std::optional<Date> rung_day(const Rung&, const Term&, const WorkCalendar&);

}  // namespace dondoc
