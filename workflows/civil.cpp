#include "workflows/civil.h"

#include <charconv>
#include <cstdio>

#include "workflows/check.h"

namespace dondoc {

namespace {

constexpr int year_max = 9999;  // what the four digits of ISO 8601 hold

// Exactly as many digits as `text` is long, nothing else: no sign, no space.
std::optional<unsigned> digits(std::string_view text) {
    for (char c : text)
        if (c < '0' || c > '9') return std::nullopt;
    unsigned value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

std::optional<Date> make_date(int year, unsigned month, unsigned day) {
    // std::chrono keeps months and days in a byte: what does not fit must not wrap into a real day.
    if (year < 1 || year > year_max || month < 1 || month > 12 || day < 1 || day > 31)
        return std::nullopt;
    std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                     std::chrono::day{day}};
    if (!date.ok()) return std::nullopt;
    return Date{date};
}

std::chrono::year_month_day ymd(Date date) {
    return std::chrono::year_month_day{date};
}

std::chrono::weekday weekday(Date date) {
    return std::chrono::weekday{date};
}

int year_of(Date date) {
    return static_cast<int>(ymd(date).year());
}

DateSpan month_span(int year, unsigned month) {
    auto first = make_date(year, month, 1);
    CHECK(first.has_value());
    return {*first, Date{std::chrono::year{year} / std::chrono::month{month} / std::chrono::last}};
}

DateSpan year_span(int year) {
    return {month_span(year, 1).first, month_span(year, 12).last};
}

std::string iso_date(Date date) {
    auto d = ymd(date);
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(d.year()),
                  static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
    return text;
}

std::optional<Date> parse_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto year = digits(text.substr(0, 4));
    auto month = digits(text.substr(5, 2));
    auto day = digits(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    return make_date(static_cast<int>(*year), *month, *day);
}

std::string clock_time(TimeOfDay time) {
    char text[32];
    std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(time.count() / 60),
                  static_cast<int>(time.count() % 60));
    return text;
}

std::string official_date(Date date) {
    return official_day_month(date) + "/" + std::to_string(year_of(date));
}

std::string official_day_month(Date date) {
    auto d = ymd(date);
    auto month = static_cast<unsigned>(d.month());
    char text[32];
    std::snprintf(text, sizeof text, month <= 2 ? "%02u/%02u" : "%02u/%u",
                  static_cast<unsigned>(d.day()), month);
    return text;
}

}  // namespace dondoc
