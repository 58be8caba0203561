#include <cstdio>

#include <fmt/format.h>

#include "daemon/cli/answers.h"
#include "daemon/web/texts.h"

namespace dondoc {

namespace {

namespace json = boost::json;

using Rows = std::vector<std::vector<std::string>>;

void print(const Rows& rows) {
    std::fputs(columns(rows).c_str(), stdout);
}

std::string or_dash(const std::string& words) {
    return words.empty() ? "–" : words;
}

// «03/12»: so many of all the units.
std::string of_all(const json::object& item, std::string_view key) {
    return at(item, key) + "/" + at(item, "units_all");
}

// Of a line in a unit's record, after what is said before it: the longest comes last.
std::vector<std::string> record_row(const json::object& item, Language language) {
    const bool counted = at(item, "counted") == "true";
    return {at(item, "how_words"), day_shown(at(item, "last_permitted"), language),
            counted ? at(item, "days_late") : "–", at(item, "returns"), at(item, "extensions")};
}

void tell_sum(const json::object& sum, Language language) {
    const std::pair<const char*, const char*> parts[] = {
        {"counted", "counted"},       {"on_time", "on_time"},        {"late", "came_late"},
        {"missing", "missing"},       {"days_late", "days_late"},    {"returns", "returns"},
        {"extensions", "extensions"}, {"not_counted", "not_counted"}};
    Rows rows;
    for (const auto& [key, name] : parts)
        rows.push_back({"  " + at(sum, key), text(name, language)});
    print(rows);
}

}  // namespace

void tell_indicators(const json::object& body) {
    const Language language = language_of(body);
    std::puts(at(body, "title").c_str());
    each(body, "items", [&](const json::object& item) {
        const json::object& indicator = object_at(item, "indicator");
        std::puts(fmt::format("\n{} ({}): {}", at(indicator, "title"), at(indicator, "id"),
                              at(item, "target_words"))
                      .c_str());
        std::puts(fmt::format("  {}: {}; {}: {}; {}: {}; {}: {}", text("level", language),
                              at(item, "level_words"), text("registered", language),
                              of_all(item, "registered"), text("reported", language),
                              of_all(item, "reported"), text("reached", language),
                              at(item, "words"))
                      .c_str());
        Rows rows{{"  " + text("own_target", language), text("actual", language),
                   text("of_plan", language), text("of_own", language), text("unit", language)}};
        each(item, "units", [&](const json::object& unit) {
            rows.push_back({"  " + or_dash(at(object_at(unit, "target"), "words")),
                            or_dash(at(object_at(unit, "actual"), "words")),
                            or_dash(at(unit, "plan_words")), or_dash(at(unit, "own_words")),
                            fmt::format("{} ({})", at(unit, "unit_name"), at(unit, "unit"))});
        });
        if (rows.size() > 1) print(rows);
    });
}

void tell_eligibility(const json::object& body) {
    std::puts(at(body, "title").c_str());
    each(body, "gates", [](const json::object& gate) {
        std::puts(
            fmt::format("{}  {} ({})", at(gate, "id"), at(gate, "title"), at(gate, "blocks_words"))
                .c_str());
    });
    each(body, "items", [](const json::object& unit) {
        std::puts(
            fmt::format("{} {}", at(unit, "passed") == "true" ? "✓" : "✗", at(unit, "unit_name"))
                .c_str());
        each(unit, "gates", [](const json::object& gate) {
            each(gate, "requirements", [](const json::object& requirement) {
                each(requirement, "facts", [](const json::object& fact) {
                    std::puts(fmt::format("  {} {}", at(fact, "met") == "true" ? "✓" : "✗",
                                          at(fact, "words"))
                                  .c_str());
                });
            });
        });
    });
}

void tell_record(const json::object& body) {
    const Language language = language_of(body);
    std::puts(at(body, "unit_name").c_str());
    const auto head = [&](const char* day, const char* last) {
        return std::vector<std::string>{"  " + text("state", language),
                                        text("last_day", language),
                                        text("days_late", language),
                                        text("returns", language),
                                        text("extensions", language),
                                        text(day, language),
                                        text(last, language)};
    };
    const auto line = [&](const json::object& item, const std::string& day,
                          const std::string& what) {
        std::vector<std::string> row = record_row(item, language);
        row.front().insert(0, "  ");
        row.push_back(day_shown(day, language));
        row.push_back(fmt::format("{} ({})", what, at(item, "obligation")));
        return row;
    };
    Rows rows{head("arrived", "duty")};
    each(body, "items", [&](const json::object& item) {
        rows.push_back(line(item, at(item, "arrived"), at(item, "deliverable")));
    });
    print(rows);
    tell_sum(object_at(body, "sum"), language);
    std::puts(at(body, "counting").c_str());
    Rows taken{head("passed_on", "unit")};
    each(body, "taken_over", [&](const json::object& item) {
        taken.push_back(line(item, at(item, "passed_on"),
                             at(item, "unit_name") + ": " + at(item, "deliverable")));
    });
    if (taken.size() == 1) return;
    std::puts((text("taken_over", language) + ":").c_str());
    print(taken);
    std::puts(at(body, "counting_taken_over").c_str());
}

}  // namespace dondoc
