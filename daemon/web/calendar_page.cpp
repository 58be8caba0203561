#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "daemon/http/asked.h"
#include "daemon/web/desk.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "notifiers/phrases.h"

namespace dondoc {

namespace {

constexpr int year_min = 1900;
constexpr int year_max = 2200;
constexpr unsigned days_a_week = 7;
constexpr std::array weekdays_short{"weekday_1", "weekday_2", "weekday_3", "weekday_4",
                                    "weekday_5", "weekday_6", "weekday_7"};

std::optional<int> year_asked(const Sight& sight, const Request& request) {
    if (request.path_values.empty()) return year_of(sight.today);
    const std::string& written = request.path_value("year");
    int year = 0;
    const auto [end, fault] =
        std::from_chars(written.data(), written.data() + written.size(), year);
    const bool whole = fault == std::errc{} && end == written.data() + written.size();
    if (!whole || year < year_min || year > year_max) return {};
    return year;
}

std::string_view tone_of(DayKind kind) {
    switch (kind) {
        case DayKind::working: return "worked";
        case DayKind::weekend: return "weekend";
        case DayKind::holiday: return "holiday";
        case DayKind::compensatory: return "compensatory";
        case DayKind::swapped: return "swapped";
        case DayKind::make_up: return "make-up";
    }
    return "";
}

bool is_special(const Day& day) {
    return day.kind != DayKind::working && day.kind != DayKind::weekend;
}

// A letter, for those who do not see colours.
std::string mark_of(DayKind kind, Language language) {
    switch (kind) {
        case DayKind::working:
        case DayKind::weekend: return "";
        case DayKind::holiday: return text("mark_holiday", language);
        case DayKind::compensatory: return text("mark_compensatory", language);
        case DayKind::swapped: return text("mark_swapped", language);
        case DayKind::make_up: return text("mark_make_up", language);
    }
    return "";
}

Facts empty_cell() {
    Facts facts;
    for (const char* name : {"number", "tone", "words", "mark", "today"})
        facts.flag(name, false);
    return facts;
}

Facts cell(const Sight& sight, Date date) {
    const Day day = sight.calendar().describe(date);
    Facts facts;
    facts.say("number", std::to_string(static_cast<unsigned>(ymd(date).day())));
    facts.say("tone", std::string(tone_of(day.kind)));
    facts.say("words", is_special(day) ? day_words(day, sight.language) : "");
    facts.say("mark", mark_of(day.kind, sight.language));
    facts.flag("today", date == sight.today);
    return facts;
}

// Monday first.
unsigned column_of(Date date) {
    return weekday(date).iso_encoding() - 1;
}

Facts month_facts(const Sight& sight, int year, unsigned month) {
    const DateSpan days = month_span(year, month);
    std::vector<Facts> cells(column_of(days.first), empty_cell());
    int worked = 0;
    for (Date date = days.first; date <= days.last; date += std::chrono::days(1)) {
        cells.push_back(cell(sight, date));
        worked += sight.calendar().working(date) ? 1 : 0;
    }
    while (cells.size() % days_a_week != 0)
        cells.push_back(empty_cell());
    std::vector<Facts> weeks;
    for (std::size_t i = 0; i < cells.size(); i += days_a_week) {
        const auto first = cells.begin() + static_cast<std::ptrdiff_t>(i);
        weeks.emplace_back();
        weeks.back().list("days", {first, first + days_a_week});
    }
    Facts facts;
    facts.say("name", span_name(days.first, Grain::month, sight.language));
    facts.say("worked", working_days_words(worked, sight.language));
    facts.list("weeks", std::move(weeks));
    return facts;
}

std::vector<Facts> special_days(const Sight& sight, int year) {
    std::vector<Facts> list;
    const DateSpan days = year_span(year);
    for (Date date = days.first; date <= days.last; date += std::chrono::days(1)) {
        const Day day = sight.calendar().describe(date);
        if (!is_special(day)) continue;
        Facts facts;
        facts.say("day", weekday_date_words(date, sight.language));
        facts.say("tone", std::string(tone_of(day.kind)));
        facts.say("words", day_words({day.kind, "", day.working, true}, sight.language));
        facts.say("name", day.name);
        list.push_back(std::move(facts));
    }
    return list;
}

Facts year_link(const Sight& sight, int year, bool current) {
    Facts facts;
    facts.say("year", std::to_string(year));
    facts.say("href", page_link(sight, "/calendar/" + std::to_string(year), {}));
    facts.flag("unconfirmed", !sight.calendar().confirmed(year));
    facts.flag("current", current);
    return facts;
}

std::vector<Facts> years_of(const Sight& sight, int shown) {
    std::vector<int> years{shown};
    for (const CalendarYear& one : sight.calendar().years())
        years.push_back(one.year);
    std::ranges::sort(years);
    const auto twice = std::ranges::unique(years);
    years.erase(twice.begin(), twice.end());
    std::vector<Facts> list;
    for (const int year : years)
        list.push_back(year_link(sight, year, year == shown));
    return list;
}

Facts calendar_facts(const Sight& sight, int year) {
    const auto& known = sight.calendar().years();
    const auto found = std::ranges::find(known, year, &CalendarYear::year);
    const DateSpan days = year_span(year);
    std::vector<Facts> months;
    for (unsigned month = 1; month <= 12; ++month)
        months.push_back(month_facts(sight, year, month));
    std::vector<Facts> weekdays;
    for (unsigned i = 0; i < days_a_week; ++i) {
        // The names of any week: that of the year's first day.
        const Date monday = days.first - std::chrono::days(column_of(days.first));
        weekdays.emplace_back();
        weekdays.back().say("name", weekday_name(monday + std::chrono::days(i), sight.language));
        weekdays.back().say("short", text(weekdays_short[i], sight.language));
    }
    auto special = special_days(sight, year);
    Facts facts;
    facts.say("year", std::to_string(year));
    facts.say("worked", working_days_words(
                            sight.calendar().count(days.first - std::chrono::days(1), days.last),
                            sight.language));
    facts.flag("unconfirmed", found != known.end() && !found->confirmed);
    facts.flag("unknown", found == known.end());
    facts.say("source", found == known.end() ? "" : found->source);
    facts.list("years", years_of(sight, year));
    facts.list("weekdays", std::move(weekdays));
    facts.list("months", std::move(months));
    facts.flag("has_special", !special.empty());
    facts.list("special", std::move(special));
    return facts;
}

}  // namespace

Result<Response> calendar_page(const Sight& sight, const Request& request,
                               const Templates& templates) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return fault_page(sight, request, templates, 400, known.error().text);
    const auto year = year_asked(sight, request);
    if (!year)
        return fault_page(sight, request, templates, 404,
                          text("no_year", sight.language) + " " + request.path_value("year"));
    return page(sight, request, templates,
                {"calendar", calendar_facts(sight, *year),
                 text("nav_calendar", sight.language) + " " + std::to_string(*year)});
}

}  // namespace dondoc
