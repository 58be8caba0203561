#include "config/recurrence_entry.h"

#include <algorithm>
#include <array>

#include "workflows/check.h"
#include "workflows/suggest.h"

namespace dondoc {
namespace {

constexpr std::string_view unspecified = "unspecified";
constexpr int months_ahead_max = 24;

using NamedGrain = std::pair<std::string_view, Grain>;
constexpr std::array grains{NamedGrain{"month", Grain::month},
                            NamedGrain{"quarter", Grain::quarter},
                            NamedGrain{"half-year", Grain::half_year},
                            NamedGrain{"year", Grain::year}, NamedGrain{"week", Grain::week}};
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

std::optional<int> two_digits(std::string_view text) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 2 || !digit(text[0]) || !digit(text[1])) return std::nullopt;
    return (text[0] - '0') * 10 + (text[1] - '0');
}

// "03-31", "02-last".
std::optional<DayOfPeriod> month_and_day(std::string_view text) {
    if (text.size() < 5 || text[2] != '-') return std::nullopt;
    const auto month = two_digits(text.substr(0, 2));
    const auto day = text.substr(3) == "last" ? 0 : two_digits(text.substr(3)).value_or(-1);
    if (!month || *month < 1 || *month > months_ahead_max || day < 0 || day > 31 ||
        text.substr(3) == "00") {
        return std::nullopt;
    }
    return DayOfPeriod{*month, day};
}

std::optional<DayOfPeriod> day_of_week(const Node& node) {
    const auto* text = std::get_if<std::string>(&node.value);
    if (text == nullptr) return std::nullopt;
    const auto found = std::find(weekdays.begin(), weekdays.end(), *text);
    if (found == weekdays.end()) return std::nullopt;
    return DayOfPeriod{0, static_cast<int>(found - weekdays.begin()) + 1};
}

std::optional<DayOfPeriod> day_of_months(const Node& node) {
    if (const auto* number = std::get_if<std::int64_t>(&node.value)) {
        if (*number < 1 || *number > 31) return std::nullopt;
        return DayOfPeriod{0, static_cast<int>(*number)};
    }
    const auto* text = std::get_if<std::string>(&node.value);
    if (text == nullptr) return std::nullopt;
    return *text == "last" ? DayOfPeriod{} : month_and_day(*text);
}

// The value as it was written, for diagnostics; empty if it is neither text nor number.
std::string shown(const Node& node) {
    if (const auto* text = std::get_if<std::string>(&node.value)) return in_quotes(*text);
    if (const auto* number = std::get_if<std::int64_t>(&node.value)) return std::to_string(*number);
    return std::string(node.kind());
}

std::optional<DayOfPeriod> read_day(TableReader& due, std::string_view key, Grain grain) {
    const Node& node = *due.find(key);
    const bool weekly = grain == Grain::week;
    const auto day = weekly ? day_of_week(node) : day_of_months(node);
    if (!day) {
        due.error(key, in_quotes(key) + " is " + shown(node) +
                           (weekly ? "; write a day of the week, as \"friday\""
                                   : "; write a day of the period's last month, as 20 or \"last\", "
                                     "or month and day counted from the period's first month, as "
                                     "\"03-31\""));
    }
    return day;
}

// A rule of RFC 5545 names the days itself; the key only says what they mean.
bool read_days_of_rule(TableReader& due, std::string_view key) {
    const auto word = due.text(key);
    if (word && *word != "day") {
        due.error(key, in_quotes(key) + " is " + in_quotes(*word) + "; the rule names the days: " +
                           "write " + std::string(key) + " = \"day\"");
    }
    return word == "day";
}

using Operator = std::pair<std::string_view, DueOperator>;

// The operators that stand in the table; asks for all of them.
std::vector<Operator> operators_in(TableReader& due) {
    std::vector<Operator> found;
    for (const Operator& candidate :
         {Operator{"before", DueOperator::before}, Operator{"by", DueOperator::by},
          Operator{"on", DueOperator::on}}) {
        if (due.find(candidate.first) != nullptr) found.push_back(candidate);
    }
    return found;
}

// Which day of each time it is owed; false if that is faulty.
bool read_operator(TableReader& due, Recurrence& into) {
    const auto found = operators_in(due);
    const auto* grain = std::get_if<Grain>(&into.every);
    if (found.size() > 1) {
        due.error(found[1].first, "'due' says both " + in_quotes(found[0].first) + " and " +
                                      in_quotes(found[1].first) + "; keep one of them");
        return false;
    }
    if (found.empty()) {
        if (grain == nullptr) into.op = DueOperator::by;
        return true;
    }
    into.op = found[0].second;
    if (grain == nullptr) return read_days_of_rule(due, found[0].first);
    const auto day = read_day(due, found[0].first, *grain);
    into.day = day.value_or(DayOfPeriod{});
    return day.has_value();
}

bool read_cutoff(TableReader& due, Recurrence& into) {
    if (due.find("cutoff") == nullptr) return true;
    const auto* grain = std::get_if<Grain>(&into.every);
    if (grain == nullptr) {
        due.error("cutoff",
                  "'cutoff' goes with whole periods; write every = \"month\" or the like");
        return false;
    }
    const auto day = read_day(due, "cutoff", *grain);
    into.cutoff = day;
    return day.has_value();
}

// "01" of months, "w06" of weeks: what the name of a period ends with, in every year.
bool ends_a_name(std::string_view text, Grain grain) {
    const auto numbered = [&](std::string_view letter, std::size_t digits, int most) {
        if (text.size() != letter.size() + digits) return false;
        for (std::size_t i = 0; i < letter.size(); ++i)
            if ((text[i] | 0x20) != letter[i]) return false;
        const std::string_view number = text.substr(letter.size());
        if (number.find_first_not_of("0123456789") != number.npos) return false;
        const int value = std::stoi(std::string(number));
        return 1 <= value && value <= most;
    };
    switch (grain) {
        case Grain::week: return numbered("w", 2, 53);
        case Grain::month: return numbered("", 2, 12);
        case Grain::quarter: return numbered("q", 1, 4);
        case Grain::half_year: return numbered("h", 1, 2);
        case Grain::year:
        case Grain::day: return false;
    }
    CHECK(false);
}

bool names_a_period(std::string_view text, Grain grain) {
    if (ends_a_name(text, grain)) return true;
    constexpr std::size_t year = 4;
    const std::string_view first = text.substr(0, year);
    if (first.size() != year || first.find_first_not_of("0123456789") != first.npos) return false;
    if (grain == Grain::year) return text.size() == year;
    return text.size() > year && text[year] == '-' && ends_a_name(text.substr(year + 1), grain);
}

std::string_view period_forms(Grain grain) {
    switch (grain) {
        case Grain::week: return "\"w06\" in every year or \"2017-w06\"";
        case Grain::month: return "\"01\" in every year or \"2017-01\"";
        case Grain::quarter: return "\"Q3\" in every year or \"2017-Q3\"";
        case Grain::half_year: return "\"H1\" in every year or \"2017-H1\"";
        case Grain::year:
        case Grain::day: return "\"2017\"";
    }
    CHECK(false);
}

// Ids of periods as texts, days as dates; of a rule days alone.
bool read_exceptions(TableReader& due, const Recurrence& recurrence, std::vector<Mention>& into) {
    const bool of_rule = std::holds_alternative<std::string>(recurrence.every);
    const Node* node = due.find("except");
    if (node == nullptr) return true;
    if (node->list() == nullptr) {
        due.error("except", "'except' is " + std::string(node->kind()) +
                                "; write a list of periods or days, as [\"2017-01\", \"12\"]");
        return false;
    }
    for (const Node& element : *node->list()) {
        if (const auto* day = std::get_if<Date>(&element.value)) {
            into.push_back({iso_date(*day), element.at});
        } else if (const auto text = as_text(due.source(), element, "an entry of 'except'")) {
            if (of_rule && !parse_iso_date(*text)) {
                due.source().error(element.at, "'except' of a rule leaves out days, and " +
                                                   in_quotes(*text) +
                                                   " is none; write each as 2017-01-27, or leave "
                                                   "the month out by the rule's BYMONTH");
                return false;
            }
            const auto* grain = std::get_if<Grain>(&recurrence.every);
            if (grain && !names_a_period(*text, *grain)) {
                due.source().error(element.at,
                                   "'except' names " + in_quotes(*text) +
                                       ", which is none of the periods it recurs in; write " +
                                       std::string(period_forms(*grain)));
                return false;
            }
            into.push_back({*text, element.at});
        } else {
            return false;
        }
    }
    return true;
}

// The stretch in which it recurs; nothing if it is faulty, or the campaign's period is.
std::optional<DateSpan> read_range(TableReader& due, const std::optional<DateSpan>& period) {
    const auto from = due.date("from");
    const auto to = due.date("to");
    const bool good = from.has_value() == due.has("from") && to.has_value() == due.has("to");
    if (!period || !good) return std::nullopt;
    for (const auto& [key, day] : {std::pair{"from", from}, std::pair{"to", to}}) {
        if (day && !period->contains(*day)) {
            due.error(key, in_quotes(key) + " lies outside the campaign's period " +
                               iso_date(period->first) + " to " + iso_date(period->last) +
                               "; write a day inside it");
            return std::nullopt;
        }
    }
    const DateSpan range{from.value_or(period->first), to.value_or(period->last)};
    if (range.last < range.first) {
        due.error("to", "the recurrence ends on " + iso_date(range.last) +
                            ", before it begins on " + iso_date(range.first) +
                            "; put the two in order");
        return std::nullopt;
    }
    return range;
}

// Nothing if the word is faulty.
std::optional<Grain> grain_of(TableReader& due, std::string_view key, bool with_weeks) {
    const auto word = due.text(key);
    if (!word) return std::nullopt;
    std::vector<std::string> names;
    for (const auto& [name, grain] : grains) {
        if (grain == Grain::week && !with_weeks) continue;
        if (name == *word) return grain;
        names.emplace_back(name);
    }
    const auto near = nearest(*word, names);
    if (with_weeks) names.emplace_back(unspecified);
    due.error(key, in_quotes(key) + " is " + in_quotes(*word) + "; " +
                       (near ? "did you mean " + in_quotes(*near) + "?"
                             : "write " + or_list(names) +
                                   (with_weeks ? ", or a rule of RFC 5545 as \"FREQ=...\"" : "")));
    return std::nullopt;
}

bool read_every(TableReader& due, Recurrence& into) {
    const Node* node = due.find("every");
    const auto* text = std::get_if<std::string>(&node->value);
    if (text != nullptr && text->find('=') != text->npos) {
        into.every = *text;
        return true;
    }
    const auto grain = grain_of(due, "every", true);
    if (grain) into.every = *grain;
    return grain.has_value();
}

// The reporting periods of decree 09/2019/NĐ-CP; the days can be written otherwise.
bool read_periodic(TableReader& due, const RecurrenceContext& context, Recurrence& into) {
    const bool rule_known = due.choice<bool>("rule", {{"nd-09-2019", true}}).value_or(false);
    into.op = DueOperator::by;
    into.day = {0, context.upward ? decree_issuer_day : decree_unit_day};
    into.cutoff = DayOfPeriod{0, decree_cutoff_day};
    const auto grain = grain_of(due, "periodic", false);
    if (grain) into.every = *grain;
    return grain && (rule_known || !due.has("rule"));
}

bool read_shape(TableReader& due, const RecurrenceContext& context, Recurrence& into) {
    if (due.has("every") && due.has("periodic")) {
        due.find("every");
        due.find("periodic");
        due.error("periodic", "'due' says both 'every' and 'periodic'; keep one of them");
        return false;
    }
    return due.has("every") ? read_every(due, into) : read_periodic(due, context, into);
}

}  // namespace

bool recurs(const TableReader& due) {
    return due.has("periodic") || (due.has("every") && !due.says("every", unspecified));
}

std::optional<std::vector<Occurrence>> read_recurrence(TableReader& due,
                                                       const RecurrenceContext& context) {
    Recurrence recurrence;
    std::vector<Mention> exceptions;
    bool good = read_shape(due, context, recurrence);
    // A fault of the shape says it all: what the other keys mean depends on it.
    for (const auto key :
         {"before", "by", "on", "cutoff", "except", "from", "to", "roll", "written"})
        due.find(key);
    if (!good) return std::nullopt;
    good = read_operator(due, recurrence);
    good = read_cutoff(due, recurrence) && good;
    good = read_exceptions(due, recurrence, exceptions) && good;
    for (const Mention& exception : exceptions)
        recurrence.except.push_back(exception.id);
    recurrence.written = due.text_or("written", "");
    recurrence.roll = due.choice<Roll>("roll", {{"none", Roll::none},
                                                {"forward", Roll::forward},
                                                {"backward", Roll::backward}})
                          .value_or(Roll::none);
    const auto range = read_range(due, context.period);
    if (!good || !range) return std::nullopt;
    const std::string_view key = due.has("every") ? "every" : "periodic";
    auto expansion = expand(recurrence, *range);
    if (!expansion) {
        due.error(key, in_quotes(key) + ": " + expansion.error().text);
        return std::nullopt;
    }
    for (const Mention& exception : exceptions) {
        const auto& unused = expansion->unused;
        if (std::find(unused.begin(), unused.end(), exception.id) == unused.end()) continue;
        due.source().warning(exception.at,
                             "'except' names " + in_quotes(exception.id) +
                                 ", which leaves nothing out; correct it or remove it");
    }
    if (expansion->occurrences.empty()) {
        due.error(key, in_quotes(key) + " comes to no time at all between " +
                           iso_date(range->first) + " and " + iso_date(range->last) +
                           "; check the days, 'from', 'to' and 'except'");
        return std::nullopt;
    }
    return std::move(expansion->occurrences);
}

}  // namespace dondoc
