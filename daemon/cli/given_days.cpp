#include "daemon/cli/given_days.h"

#include <fmt/format.h>

namespace dondoc {

namespace {

// Digits alone; nothing else is a number here.
std::optional<int> number(std::string_view text, std::size_t digits_max) {
    if (text.empty() || text.size() > digits_max) return {};
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return {};
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::optional<Date> given_day(std::string_view text) {
    if (const auto day = parse_iso_date(text)) return day;
    const auto first = text.find('/');
    const auto second = first == text.npos ? text.npos : text.find('/', first + 1);
    if (second == text.npos) return {};
    const auto day = number(text.substr(0, first), 2);
    const auto month = number(text.substr(first + 1, second - first - 1), 2);
    const std::string_view year = text.substr(second + 1);
    if (!day || !month || year.size() != 4 || !number(year, 4)) return {};
    return make_date(*number(year, 4), static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

Result<Date> given_day(std::string_view option, std::string_view text) {
    if (const auto day = given_day(text)) return *day;
    return Error{
        fmt::format("{}: «{}» is not a day; write it as 30/01/2017 or 2017-01-30", option, text)};
}

Result<DateSpan> given_days(std::string_view from_option, std::string_view from,
                            std::string_view to_option, std::string_view to) {
    const auto first = given_day(from_option, from);
    if (!first) return first.error();
    const auto last = given_day(to_option, to);
    if (!last) return last.error();
    if (*last <= *first)
        return Error{
            fmt::format("{}: {} is not later than {} of {}", to_option, to, from, from_option)};
    return DateSpan{*first, *last};
}

}  // namespace dondoc
