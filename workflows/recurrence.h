// Duties that are owed again and again: by rules of RFC 5545 from a rule to the list of times they
// are owed, each with an id made of its period, so that planner and store know nothing of rules.
// Pure and bounded. The iCalendar library shows only in recurrence.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/result.h"

namespace dondoc {

// A day inside a period, or after it: the 13th month of a year is January of the next.
struct DayOfPeriod {
    int month = 0;  // 1 is the period's first month; 0 is its last. Without meaning for weeks
    // Of the month; of weeks 1 is Monday and 7 Sunday. 0 is the last one, and so is a day that the
    // month does not have (Civil Code 2015, art. 148).
    int day = 0;
};

struct Recurrence {
    // Whole periods (never Grain::day), or the days of an RFC 5545 rule: "FREQ=MONTHLY;BYDAY=-1FR".
    std::variant<Grain, std::string> every = Grain::month;
    DueOperator op = DueOperator::within;  // before, by, within or on
    DayOfPeriod day{};                     // of periods, unless the duty is owed within them
    std::optional<DayOfPeriod> cutoff{};   // of periods: the day on which figures are closed
    // Periods left out, by id, or by the end of one to leave it out of every year: "2017-01",
    // "01", "2017-q3", "q3", "w06"; of a rule whole days alone: "2017-01-27". Case does not matter.
    std::vector<std::string> except{};
    Roll roll = Roll::none;
    std::string written{};  // the plan's words
};

struct Expansion {
    std::vector<Occurrence> occurrences;  // in order of time, no id twice
    std::vector<std::string> unused;      // exceptions that left nothing out
};

// The times a duty is owed inside `range`: neither its period nor its day ends before `range`, and
// one of them ends in it. So January's report that is due on 5 February counts in a range that ends
// with January, and not in one that begins with February. A rule counts from the first day of
// `range` (its DTSTART), so where it has an interval, another first day gives other days, and with
// them other ids: "FREQ=WEEKLY;INTERVAL=2". An error says what is
// wrong with the rule, or that it comes more than `occurrences_max` times.
Result<Expansion> expand(const Recurrence&, DateSpan range);

inline constexpr std::size_t occurrences_max = 1000;

}  // namespace dondoc
