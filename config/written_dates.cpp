#include "config/written_dates.h"

#include <algorithm>

namespace dondoc {
namespace {

struct WrittenDay {
    std::string words;
    std::size_t at = 0;  // where it begins
    int day = 0;
    int month = 0;
    int year = 0;  // 0: not said
};

// What stands at a place of a text, taken step by step.
struct Scan {
    std::string_view text;
    std::size_t at;

    bool take(std::string_view word) {
        if (text.substr(at, word.size()) != word) return false;
        at += word.size();
        return true;
    }
    // So many digits and no more; 0 if there are none.
    int number(std::size_t digits_max) {
        const auto digit = [](char c) { return c >= '0' && c <= '9'; };
        std::size_t end = at;
        while (end < text.size() && digit(text[end]))
            ++end;
        if (end - at > digits_max) return 0;
        int value = 0;
        while (at < end)
            value = value * 10 + (text[at++] - '0');
        return value;
    }
};

// «15/12/2026», «15.12.2026», «15 tháng 12 năm 2026»; without a year only behind «ngày».
std::optional<WrittenDay> day_at(std::string_view text, std::size_t at) {
    constexpr std::string_view named = "ngày ";
    const bool behind_named =
        at >= named.size() && text.substr(at - named.size(), named.size()) == named;
    Scan scan{text, at};
    WrittenDay found;
    found.at = at;
    found.day = scan.number(2);
    std::string_view year_mark;
    for (const auto& [month_mark, mark] : {std::pair("/", "/"), std::pair(".", "."),
                                           std::pair("-", "-"), std::pair(" tháng ", " năm ")}) {
        if (!year_mark.empty() || !scan.take(month_mark)) continue;
        year_mark = mark;
    }
    found.month = year_mark.empty() ? 0 : scan.number(2);
    if (found.day == 0 || found.month == 0) return {};
    const std::size_t without_year = scan.at;
    if (scan.take(year_mark)) found.year = scan.number(4);
    if (found.year == 0) scan.at = without_year;
    if (found.year == 0 && !behind_named) return {};
    found.words = std::string(text.substr(at, scan.at - at));
    return found;
}

std::vector<WrittenDay> days_in(std::string_view text) {
    std::vector<WrittenDay> found;
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!digit(at) || (at > 0 && (digit(at - 1) || text[at - 1] == '/'))) continue;
        if (auto day = day_at(text, at)) {
            at += day->words.size() - 1;
            found.push_back(*std::move(day));
        }
    }
    return found;
}

// Whether the deadline is a day, or days, that words can be held against.
bool comparable(const Deadline& deadline) {
    if (deadline.anchor) return false;
    switch (deadline.op) {
        case DueOperator::before:
        case DueOperator::by:
        case DueOperator::on: return deadline.grain == Grain::day;
        case DueOperator::within: return true;
        case DueOperator::relative:
        case DueOperator::none: return false;
    }
    return false;
}

// «trước 15/12» is by the 14th, and «chậm nhất 14/12» is before the 15th.
bool fits(const WrittenDay& written, const Deadline& deadline) {
    const int year = written.year == 0 ? year_of(deadline.span.last) : written.year;
    const auto day =
        make_date(year, static_cast<unsigned>(written.month), static_cast<unsigned>(written.day));
    if (!day) return false;
    const Date last = deadline.span.last;
    if (deadline.op == DueOperator::within) return deadline.span.contains(*day);
    return *day == last ||
           (deadline.op == DueOperator::before && *day == last - std::chrono::days(1)) ||
           (deadline.op == DueOperator::by && *day == last + std::chrono::days(1));
}

bool speaks_of_a_deadline(std::string_view quote, const WrittenDay& day) {
    constexpr std::size_t near = 32;
    const std::size_t from = day.at > near ? day.at - near : 0;
    const std::string_view before = quote.substr(from, day.at - from);
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{"trước", "Trước", "hậm nhất", "hạn", "hết"},
        [&](std::string_view cue) { return before.find(cue) != before.npos; });
}

}  // namespace

std::string day_otherwise(std::string_view words, const Deadline& deadline) {
    const auto days = days_in(words);
    if (days.empty() || !comparable(deadline)) return "";
    const bool one_fits =
        std::ranges::any_of(days, [&](const WrittenDay& day) { return fits(day, deadline); });
    return one_fits ? "" : days.front().words;
}

std::string day_otherwise_in_quote(std::string_view quote, const std::vector<Deadline>& deadlines) {
    auto days = days_in(quote);
    std::erase_if(days, [&](const WrittenDay& day) { return !speaks_of_a_deadline(quote, day); });
    if (days.empty() || !std::ranges::all_of(deadlines, comparable)) return "";
    const bool one_fits = std::ranges::any_of(days, [&](const WrittenDay& day) {
        return std::ranges::any_of(deadlines,
                                   [&](const Deadline& deadline) { return fits(day, deadline); });
    });
    return one_fits ? "" : days.front().words;
}

}  // namespace dondoc
