// Civil days and instants. A Date is a day on the wall calendar and belongs to no zone; an Instant
// is a point of time. Only a Zone makes one of the other, so the two cannot be mixed up by
// accident.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dondoc {

using Date = std::chrono::local_days;
using TimeOfDay = std::chrono::minutes;  // since midnight, 0 to 1440
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// What a phrase like "trong tháng 6/2017" names: whole days, both ends included.
struct DateSpan {
    Date first;
    Date last;

    bool contains(Date day) const { return first <= day && day <= last; }
    friend bool operator==(const DateSpan&, const DateSpan&) = default;
};

// A real day of the Gregorian calendar, or nothing (2025-02-30).
std::optional<Date> make_date(int year, unsigned month, unsigned day);
std::chrono::year_month_day ymd(Date);
std::chrono::weekday weekday(Date);
int year_of(Date);

DateSpan month_span(int year, unsigned month);
DateSpan year_span(int year);

// `2017-01-30`, and back. Nothing but exactly this form is read.
std::string iso_date(Date);
std::optional<Date> parse_iso_date(std::string_view text);
// `07:30`, `00:00` to `24:00`.
std::string clock_time(TimeOfDay);

// The official written form (decree 30/2020/NĐ-CP): days under 10 and months 1 and 2 take a leading
// zero: `05/6/2017`, `15/02/2017`, `15/12/2017`.
std::string official_date(Date);
// The same without the year: `05/6`.
std::string official_day_month(Date);

}  // namespace dondoc
