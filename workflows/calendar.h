// The working-day calendar: data by year, as the government announces it. Weekends are off, public
// holidays and compensatory days are off, swapped days are off and their make-up Saturdays are
// worked. Source: Labour Code 2019, art. 111-112, and the yearly announcements; a year that is not
// announced yet is computed by people and marked unconfirmed.
#pragma once

#include <string>
#include <vector>

#include "workflows/civil.h"

namespace dondoc {

enum class DayKind {
    working,
    weekend,
    holiday,       // nghỉ lễ, tết
    compensatory,  // nghỉ bù: a holiday that fell on a weekend
    swapped,       // nghỉ hoán đổi: off, worked on another day
    make_up,       // làm bù: a weekend day that is worked
};

struct SpecialDay {
    Date date;
    DayKind kind;
    std::string name;  // "Tết Nguyên đán"
};

struct CalendarYear {
    int year = 0;
    bool confirmed = false;
    std::string source;  // the announcement's number, or how the year was computed
    std::vector<SpecialDay> days;
};

// What a day is, and the words for it.
struct Day {
    DayKind kind;
    std::string name;  // of the special day; empty for ordinary days
    bool working;
    bool confirmed;  // false: the year is not announced, or not in the calendar at all
};

// Immutable; any thread. Years it has no data for have weekends only, and are unconfirmed. A
// special day counts on its own date whichever year lists it (a swap of December may be made up for
// in January); of two on one date the first one listed counts.
class WorkCalendar {
public:
    explicit WorkCalendar(std::vector<CalendarYear> years = {});

    Day describe(Date) const;
    bool working(Date) const;
    bool confirmed(int year) const;
    const std::vector<CalendarYear>& years() const { return years_; }

    // The nth working day after `day` (n > 0) or before it (n < 0); `day` itself need not be one.
    // n = 0 is `day` if it is worked, else the last working day before it.
    Date shift(Date day, int n) const;
    Date last_working_on_or_before(Date) const;
    Date first_working_on_or_after(Date) const;
    // How many working days lie in (from, to]; negative if `to` lies before `from`.
    int count(Date from, Date to) const;

private:
    const SpecialDay* special(Date) const;  // nullptr: an ordinary day

    std::vector<CalendarYear> years_;  // by year
    std::vector<SpecialDay> special_;  // of all years, by date, none twice
    std::vector<bool> working_;        // one a day from first_ on, over the years with data
    Date first_{};
};

}  // namespace dondoc
