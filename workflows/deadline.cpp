#include "workflows/deadline.h"

#include <algorithm>
#include <array>

#include "workflows/check.h"

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

unsigned month_of(Date day) {
    return static_cast<unsigned>(ymd(day).month());
}

// ---- Vietnamese

// «03», «10»: official writing gives a leading zero to counts below ten.
std::string official_count(int count) {
    std::string digits = std::to_string(count);
    return count >= 0 && count < 10 ? "0" + digits : digits;
}

std::string span_vi(const Deadline& deadline) {
    Date first = deadline.span.first;
    std::string year = std::to_string(year_of(first));
    switch (deadline.grain) {
        case Grain::day: return "ngày " + official_date(first);
        case Grain::month: return "tháng " + official_date(first).substr(3);
        case Grain::quarter: {
            static constexpr std::array quarters{"I", "II", "III", "IV"};
            return std::string("quý ") + quarters[(month_of(first) - 1) / 3] + "/" + year;
        }
        case Grain::half_year:
            return (month_of(first) <= 6 ? "6 tháng đầu năm " : "6 tháng cuối năm ") + year;
        case Grain::year: return "năm " + year;
    }
    return {};
}

std::string phrase_vi(const Deadline& deadline) {
    bool one_date = deadline.grain == Grain::day;
    switch (deadline.op) {
        case DueOperator::before: return "trước " + span_vi(deadline);
        case DueOperator::by:
            return (one_date ? "chậm nhất là " : "chậm nhất là hết ") + span_vi(deadline);
        case DueOperator::within:
            if (one_date && deadline.span.first != deadline.span.last)
                return "từ ngày " + official_date(deadline.span.first) + " đến ngày " +
                       official_date(deadline.span.last);
            return "trong " + span_vi(deadline);
        case DueOperator::on: return span_vi(deadline);
        case DueOperator::relative:
            return "trong " + official_count(deadline.count) + " ngày " +
                   (deadline.working_days ? "làm việc " : "") + "kể từ ngày " +
                   official_date(deadline.span.first);
        case DueOperator::none: return "chưa định ngày";
    }
    return {};
}

// ---- English

std::string month_en(Date day) {
    static constexpr std::array months{"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};
    return months[month_of(day) - 1] + (" " + std::to_string(year_of(day)));
}

std::string date_en(Date day) {
    return std::to_string(static_cast<unsigned>(ymd(day).day())) + " " + month_en(day);
}

std::string span_en(const Deadline& deadline) {
    Date first = deadline.span.first;
    std::string year = std::to_string(year_of(first));
    switch (deadline.grain) {
        case Grain::day: return date_en(first);
        case Grain::month: return month_en(first);
        case Grain::quarter: {
            static constexpr std::array quarters{"first", "second", "third", "fourth"};
            return std::string("the ") + quarters[(month_of(first) - 1) / 3] + " quarter of " +
                   year;
        }
        case Grain::half_year:
            return (month_of(first) <= 6 ? "the first half of " : "the second half of ") + year;
        case Grain::year: return year;
    }
    return {};
}

std::string phrase_en(const Deadline& deadline) {
    bool one_date = deadline.grain == Grain::day;
    switch (deadline.op) {
        case DueOperator::before: return "before " + span_en(deadline);
        case DueOperator::by:
            return (one_date ? "no later than " : "by the end of ") + span_en(deadline);
        case DueOperator::within:
            if (one_date && deadline.span.first != deadline.span.last)
                return "from " + date_en(deadline.span.first) + " to " +
                       date_en(deadline.span.last);
            return (one_date ? "on " : "in ") + span_en(deadline);
        case DueOperator::on: return (one_date ? "on " : "in ") + span_en(deadline);
        case DueOperator::relative:
            return "within " + std::to_string(deadline.count) +
                   (deadline.working_days ? " working" : "") +
                   (deadline.count == 1 ? " day" : " days") + " of " + date_en(deadline.span.first);
        case DueOperator::none: return "no date set";
    }
    return {};
}

}  // namespace

std::optional<Term> term_of(const Deadline& deadline, const WorkCalendar& calendar) {
    if (deadline.op == DueOperator::none) return std::nullopt;
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
