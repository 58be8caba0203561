#include "workflows/calendar.h"

#include <algorithm>

namespace dondoc {

namespace {

bool weekend(Date date) {
    auto day = weekday(date);
    return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

bool worked(DayKind kind) {
    switch (kind) {
        case DayKind::working:
        case DayKind::make_up: return true;
        case DayKind::weekend:
        case DayKind::holiday:
        case DayKind::compensatory:
        case DayKind::swapped: return false;
    }
    return false;
}

}  // namespace

WorkCalendar::WorkCalendar(std::vector<CalendarYear> years) : years_(std::move(years)) {
    std::stable_sort(years_.begin(), years_.end(),
                     [](const auto& a, const auto& b) { return a.year < b.year; });
    for (const auto& year : years_)
        special_.insert(special_.end(), year.days.begin(), year.days.end());
    std::stable_sort(special_.begin(), special_.end(),
                     [](const auto& a, const auto& b) { return a.date < b.date; });
    special_.erase(std::unique(special_.begin(), special_.end(),
                               [](const auto& a, const auto& b) { return a.date == b.date; }),
                   special_.end());
    if (special_.empty()) return;

    // A bit a day is what counting walks over: a lifetime of years fits a few cache lines.
    first_ = special_.front().date;
    Date last = special_.back().date;
    working_.reserve(static_cast<std::size_t>((last - first_).count() + 1));
    for (Date day = first_; day <= last; day += std::chrono::days{1})
        working_.push_back(!weekend(day));
    for (const auto& day : special_)
        working_[static_cast<std::size_t>((day.date - first_).count())] = worked(day.kind);
}

const SpecialDay* WorkCalendar::special(Date date) const {
    auto found =
        std::lower_bound(special_.begin(), special_.end(), date,
                         [](const SpecialDay& day, Date wanted) { return day.date < wanted; });
    return found != special_.end() && found->date == date ? &*found : nullptr;
}

Day WorkCalendar::describe(Date date) const {
    bool sure = confirmed(year_of(date));
    if (const SpecialDay* day = special(date))
        return {day->kind, day->name, worked(day->kind), sure};
    DayKind kind = weekend(date) ? DayKind::weekend : DayKind::working;
    return {kind, "", worked(kind), sure};
}

bool WorkCalendar::working(Date date) const {
    if (date >= first_) {
        auto index = static_cast<std::size_t>((date - first_).count());
        if (index < working_.size()) return working_[index];
    }
    return !weekend(date);
}

bool WorkCalendar::confirmed(int year) const {
    for (const auto& known : years_)
        if (known.year == year) return known.confirmed;
    return false;
}

Date WorkCalendar::shift(Date day, int n) const {
    const std::chrono::days step{n < 0 ? -1 : 1};
    if (n == 0) return last_working_on_or_before(day);
    while (n != 0) {
        day += step;
        if (working(day)) n -= static_cast<int>(step.count());
    }
    return day;
}

Date WorkCalendar::last_working_on_or_before(Date day) const {
    while (!working(day))
        day -= std::chrono::days{1};
    return day;
}

Date WorkCalendar::first_working_on_or_after(Date day) const {
    while (!working(day))
        day += std::chrono::days{1};
    return day;
}

int WorkCalendar::count(Date from, Date to) const {
    if (to < from) return -count(to, from);
    int worked_days = 0;
    for (Date day = from + std::chrono::days{1}; day <= to; day += std::chrono::days{1})
        if (working(day)) ++worked_days;
    return worked_days;
}

}  // namespace dondoc
