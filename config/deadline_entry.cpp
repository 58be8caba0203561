#include "config/deadline_entry.h"

#include <algorithm>

#include "config/written_dates.h"

namespace dondoc {
namespace {

constexpr int relative_days_max = 3660;
constexpr std::string_view span_forms = "\"2017-03\", \"2017-Q2\", \"2017-H1\" or \"2017\"";

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    return text.empty() ? std::nullopt : std::optional(value);
}

DateSpan months(int year, unsigned first, unsigned last) {
    return {month_span(year, first).first, month_span(year, last).last};
}

// A day, or a span where the operator takes one.
bool read_named_days(TableReader& due, std::string_view key, Deadline& into) {
    const Node* node = due.find(key);
    const auto* text = std::get_if<std::string>(&node->value);
    if (text != nullptr && into.op != DueOperator::on) {
        const auto span = parse_span(*text);
        if (!span) {
            due.error(key,
                      in_quotes(key) + " is " + in_quotes(*text) + "; write " +
                          std::string(span_forms) +
                          (into.op == DueOperator::within ? "" : ", or a date without quotes"));
            return false;
        }
        into.span = span->first;
        into.grain = span->second;
        return true;
    }
    if (into.op == DueOperator::within) {
        due.error(key, "'within' is " + std::string(node->kind()) + "; write " +
                           std::string(span_forms) + ", or 'by' with a date");
        return false;
    }
    const auto day = due.date(key);
    if (day) {
        into.span = {*day, *day};
    }
    return day.has_value();
}

bool read_anchor(TableReader& due, std::string_view key, const KnownEvents& events,
                 Deadline& into) {
    const auto event = due.mention(key);
    into.anchor = event ? events.anchor(due.source(), *event) : std::nullopt;
    return into.anchor.has_value();
}

// The day a term is counted from: a date, or that of an event.
bool read_start(TableReader& due, const KnownEvents& events, Deadline& into) {
    if (due.has("after_event")) {
        if (due.find("after") != nullptr) {
            due.error("after_event", "'due' says both 'after' and 'after_event'; keep one of them");
            return false;
        }
        return read_anchor(due, "after_event", events, into);
    }
    due.find("after_event");
    due.require("after", "after = the day from which the term is counted");
    const auto after = due.date("after");
    if (after) {
        into.span = {*after, *after};
    }
    return after.has_value();
}

bool read_relative(TableReader& due, const KnownEvents& events, Deadline& into) {
    const auto days = due.whole("days", 1, relative_days_max);
    const bool start = read_start(due, events, into);
    into.working_days = due.flag("working").value_or(false);
    into.count = days.value_or(1);
    into.roll = Roll::forward;  // Civil Code 2015, art. 148.5
    return days && start;
}

bool read_none(TableReader& due) {
    const auto none = due.flag("none");
    if (none && !*none) {
        due.error("none", "'none' is false; write a date, or none = true for a duty without one");
    }
    return none.value_or(false);
}

// «định kỳ», and the plan does not say how often.
bool read_unspecified(TableReader& due, Deadline& into) {
    const auto every = due.text("every");
    if (every && *every != "unspecified") {
        due.error("every", "'every' is " + in_quotes(*every) +
                               ", and this is owed once; write its date, or every = "
                               "\"unspecified\" where the document says no more than «định kỳ»");
    }
    if (every != "unspecified") {
        return false;
    }
    into.interval_missing = true;
    due.source().warning(
        due.at("every"),
        "the plan does not say how often; choose a reporting period of decree 09/2019 with "
        "periodic = \"month\", \"quarter\", \"half-year\" or \"year\" (until then the coordinator "
        "is "
        "asked every month, and units are not reminded)",
        Topic::undated);
    return true;
}

using Operator = std::pair<std::string_view, DueOperator>;

// The operators that stand in the table; asks for all of them.
std::vector<Operator> operators_in(TableReader& due) {
    std::vector<Operator> found;
    for (const Operator& candidate :
         {Operator{"before", DueOperator::before}, Operator{"by", DueOperator::by},
          Operator{"within", DueOperator::within}, Operator{"on", DueOperator::on},
          Operator{"days", DueOperator::relative}, Operator{"none", DueOperator::none},
          Operator{"before_event", DueOperator::before}, Operator{"by_event", DueOperator::by},
          Operator{"on_event", DueOperator::on}, Operator{"every", DueOperator::none}}) {
        if (due.find(candidate.first) != nullptr) {
            found.push_back(candidate);
        }
    }
    return found;
}

bool read_operand(TableReader& due, std::string_view key, const KnownEvents& events,
                  Deadline& into) {
    if (key == "every") {
        return read_unspecified(due, into);
    }
    if (key.ends_with("_event")) {
        return read_anchor(due, key, events, into);
    }
    switch (into.op) {
        case DueOperator::before:
        case DueOperator::by:
        case DueOperator::within:
        case DueOperator::on: return read_named_days(due, key, into);
        case DueOperator::relative: return read_relative(due, events, into);
        case DueOperator::none: return read_none(due);
    }
    return false;
}

}  // namespace

std::optional<std::pair<DateSpan, Grain>> parse_span(std::string_view text) {
    const auto year = digits(text.substr(0, 4));
    if (text.size() < 4 || !year || *year < year_min || *year > year_max) {
        return std::nullopt;
    }
    if (text.size() == 4) {
        return std::pair{year_span(*year), Grain::year};
    }
    if (text.size() != 7 || text[4] != '-') {
        return std::nullopt;
    }
    const auto number = digits(text.substr(6));
    if (text[5] == 'Q' && number && *number >= 1 && *number <= 4) {
        const auto last = static_cast<unsigned>(*number) * 3;
        return std::pair{months(*year, last - 2, last), Grain::quarter};
    }
    if (text[5] == 'H' && number && (*number == 1 || *number == 2)) {
        const auto last = static_cast<unsigned>(*number) * 6;
        return std::pair{months(*year, last - 5, last), Grain::half_year};
    }
    const auto month = digits(text.substr(5));
    if (!month || *month < 1 || *month > 12) {
        return std::nullopt;
    }
    return std::pair{month_span(*year, static_cast<unsigned>(*month)), Grain::month};
}

std::optional<Anchor> KnownEvents::anchor(const Source& source, const Mention& mention) const {
    ids.check(source, mention);
    const auto found = std::find_if(events.begin(), events.end(), [&](const CampaignEvent& event) {
        return event.id == mention.id;
    });
    return found == events.end() ? std::nullopt
                                 : std::optional(Anchor{found->id, found->title, {}});
}

std::string days_of(const Deadline& deadline) {
    const std::string first = iso_date(deadline.span.first);
    const std::string last = iso_date(deadline.span.last);
    return first == last ? last : first + " to " + last;
}

std::optional<Deadline> read_deadline(TableReader& due, const KnownEvents& events) {
    Deadline deadline;
    deadline.written = due.text_or("written", "");
    const auto roll = due.choice<Roll>(
        "roll", {{"none", Roll::none}, {"forward", Roll::forward}, {"backward", Roll::backward}});
    std::string_view term_word;  // the first word there is that belongs to a relative term
    for (const auto word : {"working", "after_event", "after"}) {
        term_word = due.find(word) != nullptr ? word : term_word;
    }
    const auto found = operators_in(due);
    if (found.empty()) {
        if (!due.has_unknown()) {
            due.source().error(due.at(),
                               "'due' has no date; write before, by, on, within, days with "
                               "after, every, or none = true");
        }
        return std::nullopt;
    }
    if (found.size() > 1) {
        const std::string_view second = found[1].first;
        due.error(second, "'due' says both " + in_quotes(found[0].first) + " and " +
                              in_quotes(second) + "; keep one of them");
        return std::nullopt;
    }
    deadline.op = found[0].second;
    if (!term_word.empty() && deadline.op != DueOperator::relative) {
        due.error(term_word, in_quotes(term_word) + " goes with 'days' only; remove it");
        return std::nullopt;
    }
    const bool good = read_operand(due, found[0].first, events, deadline);
    deadline.roll = roll.value_or(deadline.roll);
    const std::string otherwise = good ? day_otherwise(deadline.written, deadline) : "";
    if (!otherwise.empty()) {
        due.source().warning(due.at("written"),
                             "'written' says " + in_quotes(otherwise) + ", but " +
                                 in_quotes(found[0].first) + " is " + days_of(deadline) +
                                 ", and letters would say both; correct one of them",
                             Topic::conflict);
    }
    return good ? std::optional(deadline) : std::nullopt;
}

}  // namespace dondoc
