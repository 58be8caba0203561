#include "workflows/deadline.h"

#include <algorithm>
#include <array>
#include <utility>

#include "workflows/check.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

constexpr std::chrono::days one_day{1};

Date last_named_day(const Deadline& deadline, const WorkCalendar& calendar) {
    switch (deadline.op) {
        case DueOperator::before: return deadline.span.first - one_day;
        case DueOperator::by:
        case DueOperator::within:
        case DueOperator::on: return deadline.span.last;
        case DueOperator::relative:
            if (deadline.working_days && deadline.count != 0)
                return calendar.shift(deadline.span.first, deadline.count);
            return deadline.span.first + std::chrono::days{deadline.count};
        case DueOperator::none: break;
    }
    CHECK(false);
    return {};
}

Date rolled(Date day, Roll roll, const WorkCalendar& calendar) {
    switch (roll) {
        case Roll::none: return day;
        case Roll::forward: return calendar.first_working_on_or_after(day);
        case Roll::backward: return calendar.last_working_on_or_before(day);
    }
    return day;
}

bool confirmed_through(Date from, Date to, const WorkCalendar& calendar) {
    for (int year = year_of(from); year <= year_of(to); ++year)
        if (!calendar.confirmed(year)) return false;
    return true;
}

// ---- Vietnamese

std::string span_vi(const Deadline& deadline) {
    return span_name(deadline.span.first, deadline.grain, Language::vi);
}

// «ngày diễn ra “Bế mạc Đại hội” (20/10/2025)»
std::string event_vi(const Anchor& anchor) {
    return "ngày diễn ra “" + anchor.title + "” (" +
           (anchor.day ? official_date(*anchor.day) : "chưa định ngày") + ")";
}

std::string phrase_vi(Deadline deadline) {
    if (const int count = std::exchange(deadline.working_days_before, 0); count > 0)
        return "trước " + official_count(count, Language::vi) + " ngày làm việc so với hạn " +
               phrase_vi(deadline);
    bool one_date = deadline.grain == Grain::day;
    const std::string named = deadline.anchor ? event_vi(*deadline.anchor) : span_vi(deadline);
    switch (deadline.op) {
        case DueOperator::before: return "trước " + named;
        case DueOperator::by: return (one_date ? "chậm nhất là " : "chậm nhất là hết ") + named;
        case DueOperator::within:
            if (one_date && deadline.span.first != deadline.span.last)
                return "từ ngày " + official_date(deadline.span.first) + " đến ngày " +
                       official_date(deadline.span.last);
            return "trong " + named;
        case DueOperator::on: return named;
        case DueOperator::relative:
            return "trong " + official_count(deadline.count, Language::vi) + " ngày " +
                   (deadline.working_days ? "làm việc " : "") + "kể từ " + named;
        case DueOperator::none:
            return deadline.interval_missing ? "định kỳ, chưa định khoảng thời gian"
                                             : "chưa định ngày";
    }
    return {};
}

// ---- English

std::string span_en(const Deadline& deadline) {
    return span_name(deadline.span.first, deadline.grain, Language::en);
}

std::string date_en(Date day) {
    return span_name(day, Grain::day, Language::en);
}

std::string event_en(const Anchor& anchor) {
    return "the day of “" + anchor.title + "” (" +
           (anchor.day ? date_en(*anchor.day) : "no date set") + ")";
}

std::string phrase_en(Deadline deadline) {
    if (const int count = std::exchange(deadline.working_days_before, 0); count > 0)
        return std::to_string(count) + (count == 1 ? " working day" : " working days") +
               " before the deadline " + phrase_en(deadline);
    bool one_date = deadline.grain == Grain::day;
    const std::string named = deadline.anchor ? event_en(*deadline.anchor) : span_en(deadline);
    switch (deadline.op) {
        case DueOperator::before: return "before " + named;
        case DueOperator::by: return (one_date ? "no later than " : "by the end of ") + named;
        case DueOperator::within:
            if (one_date && deadline.span.first != deadline.span.last)
                return "from " + date_en(deadline.span.first) + " to " +
                       date_en(deadline.span.last);
            return (one_date ? "on " : "in ") + named;
        case DueOperator::on: return (one_date ? "on " : "in ") + named;
        case DueOperator::relative:
            return "within " + std::to_string(deadline.count) +
                   (deadline.working_days ? " working" : "") +
                   (deadline.count == 1 ? " day" : " days") + " of " + named;
        case DueOperator::none:
            return deadline.interval_missing ? "at regular intervals, none of them named"
                                             : "no date set";
    }
    return {};
}

// The term that is counted back from another, the later one.
Term term_before(const Term& later, int working_days, const WorkCalendar& calendar) {
    Term term = term_by(calendar.shift(later.last_working, -working_days), calendar);
    term.confirmed =
        later.confirmed && confirmed_through(term.last_working, later.last_working, calendar);
    return term;
}

}  // namespace

Deadline dated(Deadline deadline, const EventDates& dates) {
    if (!deadline.anchor) return deadline;
    const auto set = dates.find(deadline.anchor->event);
    if (set == dates.end()) return deadline;
    deadline.anchor->day = set->second;
    deadline.span = {set->second, set->second};
    return deadline;
}

std::optional<Term> term_of(const Deadline& deadline, const WorkCalendar& calendar) {
    if (deadline.op == DueOperator::none) return std::nullopt;
    if (deadline.anchor && !deadline.anchor->day) return std::nullopt;
    if (deadline.working_days_before > 0) {
        Deadline later = deadline;
        later.working_days_before = 0;
        return term_before(*term_of(later, calendar), deadline.working_days_before, calendar);
    }
    Date last = rolled(last_named_day(deadline, calendar), deadline.roll, calendar);
    Term term = term_by(last, calendar);
    if (deadline.op == DueOperator::within && deadline.span.first != deadline.span.last) {
        Date opens = calendar.first_working_on_or_after(deadline.span.first);
        if (opens <= term.last_working) term.opens = opens;
        term.confirmed = term.confirmed && calendar.confirmed(year_of(opens));
    }
    if (deadline.op == DueOperator::relative)
        term.confirmed =
            term.confirmed && confirmed_through(std::min(deadline.span.first, last),
                                                std::max(deadline.span.first, last), calendar);
    return term;
}

Term term_by(Date last_permitted, const WorkCalendar& calendar) {
    Date last_working = calendar.last_working_on_or_before(last_permitted);
    return {last_permitted, last_working, std::nullopt,
            confirmed_through(last_working, last_permitted, calendar)};
}

std::string phrase(const Deadline& deadline, Language language) {
    switch (language) {
        case Language::vi: return deadline.written.empty() ? phrase_vi(deadline) : deadline.written;
        case Language::en: return phrase_en(deadline);
    }
    return {};
}

std::string weekday_name(Date date, Language language) {
    static constexpr std::array vi{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư",
                                   "thứ Năm",  "thứ Sáu", "thứ Bảy"};
    static constexpr std::array en{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                   "Thursday", "Friday", "Saturday"};
    auto index = weekday(date).c_encoding();
    switch (language) {
        case Language::vi: return vi[index];
        case Language::en: return en[index];
    }
    return {};
}

}  // namespace dondoc
