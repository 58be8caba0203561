#include "workflows/period.h"

#include <array>

#include "workflows/check.h"

namespace dondoc {

namespace {

using std::chrono::days;

unsigned month_of(Date day) {
    return static_cast<unsigned>(ymd(day).month());
}

DateSpan months_around(Date day, unsigned length) {
    const int year = year_of(day);
    const unsigned first = (month_of(day) - 1) / length * length + 1;
    return {month_span(year, first).first, month_span(year, first + length - 1).last};
}

Date monday_of(Date day) {
    return day - (weekday(day) - std::chrono::Monday);
}

std::string two_digits(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

// An ISO week belongs to the year of its Thursday.
std::string week_id(Date monday) {
    const Date thursday = monday + days{3};
    const int year = year_of(thursday);
    const auto number = (thursday - year_span(year).first).count() / 7 + 1;
    return std::to_string(year) + "-w" + two_digits(static_cast<unsigned>(number));
}

// ---- Vietnamese

std::string span_vi(Date first, Grain grain) {
    const std::string year = std::to_string(year_of(first));
    switch (grain) {
        case Grain::day: return "ngày " + official_date(first);
        case Grain::week:
            return "tuần từ ngày " +
                   (year_of(first) == year_of(first + days{6}) ? official_day_month(first)
                                                               : official_date(first)) +
                   " đến ngày " + official_date(first + days{6});
        case Grain::month: return "tháng " + official_date(first).substr(3);
        case Grain::quarter: {
            static constexpr std::array quarters{"I", "II", "III", "IV"};
            return std::string("quý ") + quarters[(month_of(first) - 1) / 3] + "/" + year;
        }
        case Grain::half_year:
            return (month_of(first) <= 6 ? "6 tháng đầu năm " : "6 tháng cuối năm ") + year;
        case Grain::year: return "năm " + year;
    }
    CHECK(false);
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

std::string span_en(Date first, Grain grain) {
    const std::string year = std::to_string(year_of(first));
    switch (grain) {
        case Grain::day: return date_en(first);
        case Grain::week: return "the week of " + date_en(first);
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
    CHECK(false);
    return {};
}

}  // namespace

DateSpan span_around(Date day, Grain grain) {
    switch (grain) {
        case Grain::day: return {day, day};
        case Grain::week: return {monday_of(day), monday_of(day) + days{6}};
        case Grain::month: return months_around(day, 1);
        case Grain::quarter: return months_around(day, 3);
        case Grain::half_year: return months_around(day, 6);
        case Grain::year: return year_span(year_of(day));
    }
    CHECK(false);
    return {};
}

std::string span_name(Date first, Grain grain, Language language) {
    switch (language) {
        case Language::vi: return span_vi(first, grain);
        case Language::en: return span_en(first, grain);
    }
    CHECK(false);
    return {};
}

std::string span_id(Date first, Grain grain) {
    const std::string year = std::to_string(year_of(first));
    switch (grain) {
        case Grain::day: return iso_date(first);
        case Grain::week: return week_id(first);
        case Grain::month: return iso_date(first).substr(0, 7);
        case Grain::quarter: return year + "-q" + std::to_string((month_of(first) + 2) / 3);
        case Grain::half_year: return year + "-h" + std::to_string((month_of(first) + 5) / 6);
        case Grain::year: return year;
    }
    CHECK(false);
    return {};
}

std::string phrase(const Period& period, Language language) {
    const bool vi = language == Language::vi;
    const std::string name = span_name(period.span.first, period.grain, language);
    const bool week = period.grain == Grain::week;
    std::string words = !vi ? "for " + name : week ? name : "kỳ " + name;
    if (!period.figures) return words;
    const auto& [first, last] = *period.figures;
    return words +
           (vi ? ", số liệu từ ngày " + official_date(first) + ", chốt hết ngày " +
                     official_date(last)
               : ", figures from " + date_en(first) + ", closed at the end of " + date_en(last));
}

}  // namespace dondoc
