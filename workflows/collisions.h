// Where deadlines and their reminders run into days off: what a person should know before it
// happens. Nothing is moved because of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/campaign.h"

namespace dondoc {

// Days off in a row, both ends included.
struct DaysOff {
    DateSpan days{};
    std::string name;  // of the first holiday in it: «Tết Nguyên đán»; empty: a mere weekend
    bool confirmed = true;

    std::chrono::days::rep count() const { return (days.last - days.first).count() + 1; }
    friend bool operator==(const DaysOff&, const DaysOff&) = default;
};

// From this length on days off are a break, such as Tết; a weekend and one day beside it are not.
inline constexpr int break_days_min = 4;
// Rungs on two of the last so many working days before a break crowd each other.
inline constexpr int crowded_working_days = 3;
// More days than these between two rungs with a break between them are a gap.
inline constexpr int gap_days_min = 7;

// The days off in which a day lies; nothing if it is worked.
std::optional<DaysOff> days_off_around(Date, const WorkCalendar&);
// The breaks that touch a span, in order.
std::vector<DaysOff> breaks_in(DateSpan, const WorkCalendar&);

enum class CollisionKind {
    day_off,   // the last permitted day is not worked
    in_break,  // it falls into a break
    crowded,   // rungs stand close before a break
    gap,       // a break keeps two rungs far apart
};
std::string_view to_string(CollisionKind);

struct Collision {
    CollisionKind kind = CollisionKind::day_off;
    DaysOff off;
    std::vector<Date> rungs{};  // crowded: their days; gap: the two that are far apart

    friend bool operator==(const Collision&, const Collision&) = default;
};

// What a term of a duty collides with, in the order of its days. A month or a year does not name
// its last day: only a break is told of it.
std::vector<Collision> collisions(const Definition&, const Duty&, const Term&);

// «ngày cuối 29/01/2017 rơi vào đợt nghỉ Tết Nguyên đán, 26/01/2017 - 01/02/2017; ngày làm việc
// cuối là 25/01/2017»
std::string words(const Collision&, const Term&, Language);

}  // namespace dondoc
