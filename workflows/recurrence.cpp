#include "workflows/recurrence.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <utility>

#include <libical/ical.h>

#include "workflows/check.h"

namespace dondoc {

namespace {

using std::chrono::days;

// ---- the iCalendar library

icaltimetype ical_day(Date day) {
    const auto date = ymd(day);
    icaltimetype
        time{};  // at midnight of no zone; the library's own null date stands an hour before
    time.is_date = 1;
    time.year = static_cast<int>(date.year());
    time.month = static_cast<int>(static_cast<unsigned>(date.month()));
    time.day = static_cast<int>(static_cast<unsigned>(date.day()));
    return time;
}

struct FreeIterator {
    void operator()(icalrecur_iterator* iterator) const { icalrecur_iterator_free(iterator); }
};

bool finer_than_a_day(const icalrecurrencetype& rule) {
    return rule.freq == ICAL_SECONDLY_RECURRENCE || rule.freq == ICAL_MINUTELY_RECURRENCE ||
           rule.freq == ICAL_HOURLY_RECURRENCE || rule.by_second[0] != ICAL_RECURRENCE_ARRAY_MAX ||
           rule.by_minute[0] != ICAL_RECURRENCE_ARRAY_MAX ||
           rule.by_hour[0] != ICAL_RECURRENCE_ARRAY_MAX;
}

Error quoted(const std::string& rule, const std::string& text) {
    return Error{"the rule \"" + rule + "\" " + text};
}

std::string too_many() {
    return "comes more than " + std::to_string(occurrences_max) +
           " times; let it come less often, or give it a nearer 'to'";
}

// RSCALE may allocate, and there is no plain function to free it; such a rule is never parsed.
bool of_another_calendar(std::string rule) {
    std::ranges::transform(rule, rule.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return rule.find("RSCALE") != rule.npos || rule.find("SKIP") != rule.npos;
}

// Whether a rule of months or years comes in the one that begins here. With so long an interval the
// library gives up after it.
bool comes_in_one(icalrecurrencetype rule, Date start, Date last) {
    rule.interval = 10'000;
    const std::unique_ptr<icalrecur_iterator, FreeIterator> iterator(
        icalrecur_iterator_new(rule, ical_day(start)));
    if (!iterator) return false;
    const icaltimetype first = icalrecur_iterator_next(iterator.get());
    return !icaltime_is_null_time(first) && icaltime_compare(first, ical_day(last)) <= 0;
}

// Looked at one month or year after the other: until it has found a first day, the library goes on
// to the year 2582, whatever the end of the rule, and that takes it seconds.
bool comes(const icalrecurrencetype& rule, DateSpan range) {
    const bool monthly = rule.freq == ICAL_MONTHLY_RECURRENCE;
    if (!monthly && rule.freq != ICAL_YEARLY_RECURRENCE) return true;
    const bool own_days = rule.by_day[0] != ICAL_RECURRENCE_ARRAY_MAX ||
                          rule.by_month_day[0] != ICAL_RECURRENCE_ARRAY_MAX ||
                          rule.by_year_day[0] != ICAL_RECURRENCE_ARRAY_MAX ||
                          rule.by_week_no[0] != ICAL_RECURRENCE_ARRAY_MAX;
    const auto begin = ymd(range.first);
    const auto step = std::chrono::months{(monthly ? 1 : 12) * std::max<int>(1, rule.interval)};
    for (auto month = begin.year() / begin.month();; month += step) {
        if (Date{month / 1} > range.last) return false;
        // What the rule does not say it takes from its first day.
        const bool first = month == begin.year() / begin.month();
        const auto in_year =
            month.year() / (own_days && !monthly ? std::chrono::January : month.month());
        const auto start = in_year / (own_days ? std::chrono::day{1} : begin.day());
        if (!first && !start.ok()) continue;
        if (comes_in_one(rule, first ? range.first : Date{start}, range.last)) return true;
    }
}

// The days of a rule that starts on the first day of `range`, up to its last.
Result<std::vector<Date>> days_of(const std::string& rule, DateSpan range) {
    if (of_another_calendar(rule)) {
        return quoted(rule, "names another calendar (RSCALE); leave that out");
    }
    icalrecurrencetype parsed = icalrecurrencetype_from_string(rule.c_str());
    if (parsed.freq == ICAL_NO_RECURRENCE) {
        return quoted(rule,
                      "is none of RFC 5545; write it as \"FREQ=MONTHLY;BYDAY=-1FR\" (the last "
                      "Friday of each month)");
    }
    if (finer_than_a_day(parsed)) {
        return quoted(rule, "is finer than a day; deadlines are whole days");
    }
    // Without an end the library looks for the next day until the year 2582.
    if (parsed.count == 0 && icaltime_is_null_time(parsed.until)) {
        parsed.until = ical_day(range.last);
    }
    std::vector<Date> found;
    if (!comes(parsed, range)) return found;
    const std::unique_ptr<icalrecur_iterator, FreeIterator> iterator(
        icalrecur_iterator_new(parsed, ical_day(range.first)));
    while (iterator) {
        const icaltimetype next = icalrecur_iterator_next(iterator.get());
        if (icaltime_is_null_time(next) || next.year > year_of(range.last)) {
            break;
        }
        const auto day = make_date(next.year, static_cast<unsigned>(next.month),
                                   static_cast<unsigned>(next.day));
        CHECK(day.has_value());
        if (*day > range.last) break;
        if (found.size() == occurrences_max) return quoted(rule, too_many());
        found.push_back(*day);
    }
    return found;
}

// ---- whole periods

std::string rule_of(Grain grain) {
    switch (grain) {
        case Grain::week: return "FREQ=WEEKLY";
        case Grain::month: return "FREQ=MONTHLY";
        case Grain::quarter: return "FREQ=MONTHLY;INTERVAL=3";
        case Grain::half_year: return "FREQ=MONTHLY;INTERVAL=6";
        case Grain::year: return "FREQ=YEARLY";
        case Grain::day: break;
    }
    CHECK(false);
}

int months_in(Grain grain) {
    switch (grain) {
        case Grain::month: return 1;
        case Grain::quarter: return 3;
        case Grain::half_year: return 6;
        case Grain::year: return 12;
        case Grain::day:
        case Grain::week: break;
    }
    CHECK(false);
}

// The day a plan names. One that the month does not have is its last; but «before the 31st» of a
// month of 30 days leaves all of it, so there the day after is meant.
Date day_in(const DateSpan& period, Grain grain, DayOfPeriod wanted, DueOperator op) {
    if (grain == Grain::week)
        return wanted.day == 0 ? period.last : period.first + days{wanted.day - 1};
    const int month = wanted.month == 0 ? months_in(grain) : wanted.month;
    const auto named =
        std::chrono::year_month{ymd(period.first).year(), ymd(period.first).month()} +
        std::chrono::months{month - 1};
    const Date last{named / std::chrono::last};
    if (wanted.day == 0) return last;
    const Date day = Date{named / 1} + days{wanted.day - 1};
    return day <= last ? day : op == DueOperator::before ? last + days{1} : last;
}

std::optional<DateSpan> figures_of(const Recurrence& recurrence, const DateSpan& period,
                                   Grain grain) {
    if (!recurrence.cutoff) return {};
    const auto closed_in = [&](const DateSpan& one) {
        return day_in(one, grain, *recurrence.cutoff, DueOperator::by);
    };
    const DateSpan before = span_around(period.first - days{1}, grain);
    return DateSpan{closed_in(before) + days{1}, closed_in(period)};
}

Deadline deadline_on(const Recurrence& recurrence, const DateSpan& span, Grain grain) {
    Deadline deadline;
    deadline.op = recurrence.op;
    deadline.grain = grain;
    deadline.span = span;
    deadline.roll = recurrence.roll;
    deadline.written = recurrence.written;
    return deadline;
}

Occurrence occurrence_in(const Recurrence& recurrence, const DateSpan& period, Grain grain) {
    Deadline deadline = deadline_on(recurrence, period, grain);
    if (recurrence.op != DueOperator::within) {
        const Date day = day_in(period, grain, recurrence.day, recurrence.op);
        deadline = deadline_on(recurrence, {day, day}, Grain::day);
    }
    return {span_id(period.first, grain), std::move(deadline),
            Period{period, grain, figures_of(recurrence, period, grain)}};
}

// The last permitted day as long as it is not rolled.
Date end_of(const Deadline& deadline) {
    return deadline.op == DueOperator::before ? deadline.span.first - days{1} : deadline.span.last;
}

bool inside(const Occurrence& occurrence, const DateSpan& range) {
    const Date end = end_of(occurrence.deadline);
    const Date over = occurrence.period ? std::min(end, occurrence.period->span.last) : end;
    const bool touched = !occurrence.period || occurrence.period->span.last >= range.first;
    return touched && end >= range.first && over <= range.last;
}

Result<std::vector<Occurrence>> in_periods(const Recurrence& recurrence, Grain grain,
                                           const DateSpan& range) {
    const auto starts =
        days_of(rule_of(grain), {span_around(range.first, grain).first, range.last});
    if (!starts) return Error{"it " + too_many()};
    std::vector<Occurrence> found;
    for (const Date start : *starts)
        found.push_back(occurrence_in(recurrence, span_around(start, grain), grain));
    return found;
}

Result<std::vector<Occurrence>> on_days(const Recurrence& recurrence, const std::string& rule,
                                        const DateSpan& range) {
    const auto named = days_of(rule, range);
    if (!named) return named.error();
    std::vector<Occurrence> found;
    for (const Date day : *named)
        found.push_back(
            {iso_date(day), deadline_on(recurrence, {day, day}, Grain::day), std::nullopt});
    return found;
}

// ---- exceptions

// "2017-Q1" leaves out "2017-q1", and of periods "Q1" the first quarter of every year. The end of a
// day would be no month: "01" is the first of each.
bool names(std::string exception, const std::string& id, bool periods) {
    std::ranges::transform(exception, exception.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return id == exception || (periods && id.ends_with("-" + exception));
}

Expansion without_exceptions(std::vector<Occurrence> all, const Recurrence& recurrence) {
    const bool periods = std::holds_alternative<Grain>(recurrence.every);
    Expansion expansion;
    for (const std::string& exception : recurrence.except) {
        const auto left_out = std::erase_if(
            all, [&](const Occurrence& one) { return names(exception, one.id, periods); });
        if (left_out == 0) expansion.unused.push_back(exception);
    }
    expansion.occurrences = std::move(all);
    return expansion;
}

}  // namespace

Result<Expansion> expand(const Recurrence& recurrence, DateSpan range) {
    const auto* grain = std::get_if<Grain>(&recurrence.every);
    auto all = grain ? in_periods(recurrence, *grain, range)
                     : on_days(recurrence, std::get<std::string>(recurrence.every), range);
    if (!all) return all.error();
    std::erase_if(*all, [&](const Occurrence& one) { return !inside(one, range); });
    return without_exceptions(*std::move(all), recurrence);
}

}  // namespace dondoc
