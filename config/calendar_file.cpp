#include "config/calendar_file.h"

#include <map>

#include "workflows/deadline.h"

namespace dondoc {
namespace {

bool weekend(Date day) {
    return weekday(day) == std::chrono::Saturday || weekday(day) == std::chrono::Sunday;
}

class CalendarReader {
public:
    CalendarReader(const Document& document, Faults& faults) : source_(document, faults) {}

    std::vector<CalendarYear> read() {
        TableReader root(source_, source_.document().root, "the file");
        root.id();
        root.text("title");
        std::vector<CalendarYear> years;
        for (const Node* node : root.tables("year")) {
            if (auto year = read_year(*node)) {
                years.push_back(std::move(*year));
            }
        }
        root.finish();
        return years;
    }

private:
    std::optional<CalendarYear> read_year(const Node& node);
    void read_days(TableReader& table, std::string_view key, DayKind kind, CalendarYear& into);
    void add(CalendarYear& year, SpecialDay day, Position at);
    void check_make_up(Date make_up, Date swapped, Position at);
    bool first_time(int year, Position at);

    Source source_;
    std::map<int, Position> years_;
    std::map<Date, Position> days_;
};

bool CalendarReader::first_time(int year, Position at) {
    const auto [first, added] = years_.try_emplace(year, at);
    if (!added) {
        source_.error(at, "the year " + std::to_string(year) + " is there already, at line " +
                              std::to_string(first->second.line) + "; join the two");
    }
    return added;
}

std::optional<CalendarYear> CalendarReader::read_year(const Node& node) {
    TableReader table(source_, node, "[[year]]");
    table.require("year", "year = 2017");
    const auto number = table.whole("year", year_min, year_max);
    CalendarYear year;
    year.year = number.value_or(0);
    if (table.require("confirmed", "confirmed = true, or false while it is not announced") !=
        nullptr) {
        year.confirmed = table.flag("confirmed").value_or(false);
    }
    year.source = table.text_or("source", "");
    const bool usable = number && first_time(*number, table.at("year"));
    for (const auto& [key, kind] :
         {std::pair{"holidays", DayKind::holiday}, std::pair{"compensatory", DayKind::compensatory},
          std::pair{"swapped", DayKind::swapped}}) {
        if (usable) {
            read_days(table, key, kind, year);
        } else {
            table.find(key);
        }
    }
    table.finish();
    return usable ? std::optional(year) : std::nullopt;
}

void CalendarReader::read_days(TableReader& table, std::string_view key, DayKind kind,
                               CalendarYear& into) {
    for (const Node* node : table.tables(key)) {
        TableReader entry(source_, *node, "a day of " + in_quotes(key));
        entry.require("date", "date = 2017-01-30");
        const auto date = entry.date("date");
        const std::string name = entry.required_text("name", "name = \"...\"");
        if (date && year_of(*date) != into.year) {
            entry.error("date", iso_date(*date) + " lies outside its year " +
                                    std::to_string(into.year) +
                                    "; move it to the [[year]] it belongs to");
        } else if (date) {
            add(into, {*date, kind, name}, entry.at("date"));
        }
        if (kind == DayKind::swapped) {
            entry.require("make_up", "make_up = the day that is worked instead");
            const auto make_up = entry.date("make_up");
            if (make_up && date) {
                check_make_up(*make_up, *date, entry.at("make_up"));
                add(into, {*make_up, DayKind::make_up, name}, entry.at("make_up"));
            }
        }
        entry.finish();
    }
}

void CalendarReader::check_make_up(Date make_up, Date swapped, Position at) {
    constexpr std::chrono::days apart_max{62};
    if (!weekend(make_up)) {
        source_.error(at, iso_date(make_up) + " is a " + weekday_name(make_up, Language::en) +
                              " and is worked anyway; a day is made up on a Saturday or Sunday");
    } else if (make_up - swapped > apart_max || swapped - make_up > apart_max) {
        source_.error(at, iso_date(make_up) + " is more than two months away from " +
                              iso_date(swapped) + "; check the year and the month");
    }
}

void CalendarReader::add(CalendarYear& year, SpecialDay day, Position at) {
    const auto [first, added] = days_.try_emplace(day.date, at);
    if (!added) {
        source_.error(at, iso_date(day.date) + " is there already, at line " +
                              std::to_string(first->second.line) + "; keep one of the two");
        return;
    }
    year.days.push_back(std::move(day));
}

}  // namespace

std::shared_ptr<const WorkCalendar> read_calendar(const Document& document, Faults& faults) {
    const std::size_t errors = faults.errors();
    auto years = CalendarReader(document, faults).read();
    return faults.errors() == errors ? std::make_shared<const WorkCalendar>(std::move(years))
                                     : nullptr;
}

}  // namespace dondoc
