#include "config/indicator_entry.h"

#include "config/plan_parts.h"

namespace dondoc {
namespace {

constexpr std::string_view number_forms = "digits with at most one decimal comma or point: \"1,1\"";

std::optional<Decimal> read_number(TableReader& table, std::string_view text) {
    const auto number = parse_decimal(text);
    if (!number) {
        table.error("value", in_quotes(text) + " is no number; write " + std::string(number_forms));
    } else if (thousands_or_decimals(text)) {
        table.source().warning(table.at("value"), in_quotes(text) +
                                                      " is read with three decimals; for thousands "
                                                      "leave the point out");
    }
    return number;
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

// "1-1,5", "2 – 3": the first of the signs that is no minus in front of the first number.
void read_range(TableReader& table, const std::string& text, Indicator& into) {
    constexpr std::string_view en_dash = "\xE2\x80\x93";
    std::size_t length = en_dash.size();
    auto at = text.find(en_dash);
    if (at == std::string::npos) {
        at = text.find('-', 1);
        length = 1;
    }
    if (at == std::string::npos) {
        table.error("value", "'value' is " + in_quotes(text) +
                                 " and no range; write both ends, as \"1-1,5\"");
        return;
    }
    const std::string_view whole(text);
    const auto low = read_number(table, trimmed(whole.substr(0, at)));
    const auto high = read_number(table, trimmed(whole.substr(at + length)));
    if (low && high && *high < *low) {
        table.error("value", "the range " + in_quotes(text) +
                                 " ends below its beginning; put the two in order");
        return;
    }
    into.value = low.value_or(Decimal{});
    into.upper = high;
}

void read_value(TableReader& table, Indicator& into) {
    into.written =
        table.required_text("value", "value = the number as the plan writes it, \"1,1\"");
    if (into.written.empty()) {
        return;
    }
    if (into.comparator == Comparator::range) {
        read_range(table, into.written, into);
    } else {
        into.value = read_number(table, into.written).value_or(Decimal{});
    }
    if (into.or_more && into.comparator != Comparator::range) {
        table.error("or_more", "'or_more' goes with a range only; write comparator = \">=\"");
    }
}

// «≥ 5%, càng thấp càng tốt» says two things.
void check_direction(TableReader& table, const Indicator& indicator) {
    const Comparator comparator = indicator.comparator;
    const bool more = comparator == Comparator::above || comparator == Comparator::at_least;
    const bool less = comparator == Comparator::below || comparator == Comparator::at_most;
    const bool higher = indicator.better == Better::higher;
    if ((!more || higher) && (!less || !higher)) return;
    const auto other = comparator == Comparator::above      ? Comparator::below
                       : comparator == Comparator::at_least ? Comparator::at_most
                       : comparator == Comparator::below    ? Comparator::above
                                                            : Comparator::at_least;
    table.error("better", "'better' is " + in_quotes(std::string(to_string(indicator.better))) +
                              ", and comparator " + in_quotes(std::string(to_string(comparator))) +
                              " asks for " + (more ? "more" : "less") + "; write comparator = \"" +
                              std::string(to_string(other)) + "\", or leave 'better' out");
}

void read_words(TableReader& table, Indicator& into) {
    into.comparator = table
                          .choice<Comparator>("comparator", {{"=", Comparator::equal},
                                                             {">", Comparator::above},
                                                             {">=", Comparator::at_least},
                                                             {"<", Comparator::below},
                                                             {"<=", Comparator::at_most},
                                                             {"range", Comparator::range}})
                          .value_or(Comparator::equal);
    into.unit =
        table
            .choice<IndicatorUnit>("unit", {{"percent", IndicatorUnit::percent},
                                            {"percent-change", IndicatorUnit::percent_change},
                                            {"per-1000", IndicatorUnit::per_1000},
                                            {"per-10000", IndicatorUnit::per_10000},
                                            {"count", IndicatorUnit::count},
                                            {"ratio", IndicatorUnit::ratio}})
            .value_or(IndicatorUnit::unwritten);
    into.better =
        table.choice<Better>("better", {{"higher", Better::higher}, {"lower", Better::lower}})
            .value_or(into.comparator == Comparator::below || into.comparator == Comparator::at_most
                          ? Better::lower
                          : Better::higher);
    check_direction(table, into);
    into.level = table
                     .choice<IndicatorLevel>("level", {{"province", IndicatorLevel::province},
                                                       {"department", IndicatorLevel::department},
                                                       {"unit", IndicatorLevel::unit}})
                     .value_or(IndicatorLevel::department);
}

}  // namespace

Indicator read_indicator(const Source& source, const Node& node, const IdSet& duties,
                         IdSet& indicators) {
    TableReader table(source, node, "[[indicator]]");
    const Mention id = table.id();
    indicators.add(source, id);
    Indicator indicator;
    indicator.id = id.id;
    indicator.title = table.required_text("title", "title = \"...\"");
    table.require("comparator", "comparator = \"=\", \">\", \">=\", \"<\", \"<=\" or \"range\"");
    read_words(table, indicator);
    indicator.or_more = table.flag("or_more").value_or(false);
    read_value(table, indicator);
    for (const Mention& duty : table.mentions("reviewed_in").value_or(std::vector<Mention>{})) {
        if (duties.check(source, duty)) {
            indicator.reviewed_in.push_back(duty.id);
        }
    }
    indicator.quote = table.passage("quote");
    warn_of_no_quote(table, "indicator " + in_quotes(indicator.id));
    table.finish();
    return indicator;
}

}  // namespace dondoc
