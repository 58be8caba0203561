// The IANA zone of a campaign: the one place where civil days and instants meet.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "workflows/civil.h"

namespace dondoc {

// A value, cheap to copy; the zone data it points to lives as long as the process. Any thread.
class Zone {
public:
    // Nothing if the system's zone data has no such name.
    static std::optional<Zone> find(std::string_view iana_name);

    // The instant at which the wall clock of this zone shows that time on that day. A time that a
    // switch to summer time leaves out means the moment of the switch; one that comes twice, the
    // first.
    Instant at(Date day, TimeOfDay time) const;
    Date date_of(Instant) const;
    TimeOfDay time_of(Instant) const;  // whole minutes, rounded down
    std::chrono::seconds offset_at(Instant) const;
    std::string name() const;

    // RFC 3339 with this zone's offset: `2017-01-11T07:30:00+07:00`; milliseconds only if there are
    // any.
    std::string rfc3339(Instant) const;
    // RFC 5322, for mail: `Wed, 11 Jan 2017 07:30:00 +0700`.
    std::string rfc5322(Instant) const;

private:
    explicit Zone(const void* data) : data_(data) {}
    const void* data_;  // a date::time_zone; the library shows only in zone.cpp
};

// Reads RFC 3339 with any offset or Z. Nothing but a whole date and time is read; of a fraction the
// milliseconds count. A leap second (:60) is refused.
std::optional<Instant> parse_rfc3339(std::string_view text);

}  // namespace dondoc
