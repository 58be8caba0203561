// A deadline as the plan words it, and the days it comes down to.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "workflows/calendar.h"
#include "workflows/civil.h"
#include "workflows/period.h"

namespace dondoc {

enum class DueOperator {
    before,    // trước ngày 30/01/2017: that day is not included
    by,        // chậm nhất là ngày 15/6/2017: that day is included
    within,    // trong tháng 9/2025: any day of the span
    on,        // ngày 20/11/2025: that very day
    relative,  // trong 10 ngày kể từ ngày ...: from the next day (Civil Code 2015, art. 147)
    none,  // chưa định ngày: legal; nobody is reminded, the coordinator is asked to set the date
};

// What happens when the last day is not worked. A fixed day never moves by itself; a relative term
// rolls forward (Civil Code 2015, art. 148.5). A duty can say otherwise.
enum class Roll { none, forward, backward };

// The event of the plan that a deadline hangs on: «10 ngày kể từ khi bế mạc Đại hội».
struct Anchor {
    std::string event;          // id in Campaign::events
    std::string title;          // «Bế mạc Đại hội»
    std::optional<Date> day{};  // empty: nobody has said yet on which day it takes place

    friend bool operator==(const Anchor&, const Anchor&) = default;
};

// The days that people have set for the events of one campaign, by event id.
using EventDates = std::map<std::string, Date, std::less<>>;

struct Deadline {
    DueOperator op = DueOperator::none;
    Grain grain = Grain::day;
    DateSpan span{};            // the day or span that is named; relative: first = last = start day
    int count = 0;              // relative only: how many days after the start
    bool working_days = false;  // relative only: they are working days
    Roll roll = Roll::none;
    std::string written;  // the plan's own words; empty: phrase() makes them
    // The day that is named is that of an event; without one the deadline has no term, and `span`
    // means nothing.
    std::optional<Anchor> anchor{};
    bool interval_missing = false;  // none only: «định kỳ», and the plan does not say how often
    // A buffer: the last permitted day lies so many working days before the last working day of
    // what all of the above says. 0: it is no buffer.
    int working_days_before = 0;

    friend bool operator==(const Deadline&, const Deadline&) = default;
};

// What is chased. Both days are shown; reminders count back from the last working day, chasing
// counts forward from the last permitted day.
struct Term {
    Date last_permitted;
    Date last_working;          // the last working day on or before it
    std::optional<Date> opens;  // first working day of a span longer than a day; else empty
    bool confirmed = true;      // false: a day it depends on lies in an unconfirmed calendar year

    friend bool operator==(const Term&, const Term&) = default;
};

// The deadline with the day of its event put in, if there is one to put in.
Deadline dated(Deadline, const EventDates&);

// Nothing for DueOperator::none, and while the day of its event is not known.
std::optional<Term> term_of(const Deadline&, const WorkCalendar&);
// The term of a day set by a person (an extension, a return): by the end of that day.
Term term_by(Date last_permitted, const WorkCalendar&);

// The deadline in words: the plan's own if given, else the glossary's: «trước ngày 30/01/2017»,
// «chậm nhất là ngày 15/6/2017», «trong tháng 9/2025» (never a false precise day), «chưa định
// ngày», «trong 10 ngày kể từ ngày diễn ra “Bế mạc Đại hội” (chưa định ngày)».
std::string phrase(const Deadline&, Language);
// «thứ Tư», "Wednesday".
std::string weekday_name(Date, Language);

}  // namespace dondoc
