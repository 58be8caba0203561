#include "workflows/indicator.h"

#include <algorithm>

#include "workflows/check.h"

namespace dondoc {

namespace {

constexpr std::size_t whole_digits_max = 9;
constexpr std::size_t decimals_max = 4;
constexpr Decimal hundred{100, 0};

bool all_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

// The number written with more decimals.
std::int64_t digits_at(const Decimal& value, int scale) {
    return value.digits * power_of_ten(scale - value.scale);
}

// A change, or what has no unit, may well lie below nothing.
bool never_negative(IndicatorUnit unit) {
    return unit == IndicatorUnit::percent || unit == IndicatorUnit::per_1000 ||
           unit == IndicatorUnit::per_10000 || unit == IndicatorUnit::count;
}

}  // namespace

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    const int scale = std::max(a.scale, b.scale);
    return digits_at(a, scale) <=> digits_at(b, scale);
}

Decimal operator+(const Decimal& a, const Decimal& b) {
    const int scale = std::max(a.scale, b.scale);
    return {digits_at(a, scale) + digits_at(b, scale), scale};
}

std::optional<Decimal> parse_decimal(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto mark = text.find_first_of(",.");
    const std::string_view whole = text.substr(0, mark);
    const bool marked = mark != std::string_view::npos;
    const std::string_view decimals = marked ? text.substr(mark + 1) : std::string_view();
    if (whole.empty() || whole.size() > whole_digits_max || !all_digits(whole)) return {};
    if (marked && (decimals.empty() || decimals.size() > decimals_max)) return {};
    if (!all_digits(decimals)) return {};
    Decimal value;
    for (const std::string_view part : {whole, decimals}) {
        for (const char digit : part)
            value.digits = value.digits * 10 + (digit - '0');
    }
    if (negative) value.digits = -value.digits;
    value.scale = static_cast<int>(decimals.size());
    return value;
}

bool thousands_or_decimals(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const auto point = text.find('.');
    constexpr std::size_t group = 3;
    return point <= group && !text.starts_with('0') && text.size() == point + 1 + group;
}

std::string to_text(const Decimal& value, DecimalMark mark) {
    const auto scale = static_cast<std::size_t>(value.scale);
    std::string digits = std::to_string(value.digits < 0 ? -value.digits : value.digits);
    if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
    if (scale > 0) digits.insert(digits.size() - scale, mark == DecimalMark::comma ? "," : ".");
    return (value.digits < 0 ? "-" : "") + digits;
}

std::string_view to_string(Comparator comparator) {
    switch (comparator) {
        case Comparator::equal: return "=";
        case Comparator::above: return ">";
        case Comparator::at_least: return ">=";
        case Comparator::below: return "<";
        case Comparator::at_most: return "<=";
        case Comparator::range: return "range";
    }
    CHECK(false);
}

std::string_view to_string(Better better) {
    switch (better) {
        case Better::higher: return "higher";
        case Better::lower: return "lower";
    }
    CHECK(false);
}

std::string_view to_string(IndicatorUnit unit) {
    switch (unit) {
        case IndicatorUnit::unwritten: return "";
        case IndicatorUnit::percent: return "percent";
        case IndicatorUnit::percent_change: return "percent-change";
        case IndicatorUnit::per_1000: return "per-1000";
        case IndicatorUnit::per_10000: return "per-10000";
        case IndicatorUnit::count: return "count";
        case IndicatorUnit::ratio: return "ratio";
    }
    CHECK(false);
}

std::string_view to_string(IndicatorLevel level) {
    switch (level) {
        case IndicatorLevel::province: return "province";
        case IndicatorLevel::department: return "department";
        case IndicatorLevel::unit: return "unit";
    }
    CHECK(false);
}

bool reaches(const Indicator& indicator, const Decimal& actual) {
    switch (indicator.comparator) {
        case Comparator::equal:
            return indicator.better == Better::higher ? actual >= indicator.value
                                                      : actual <= indicator.value;
        case Comparator::above: return actual > indicator.value;
        case Comparator::at_least: return actual >= indicator.value;
        case Comparator::below: return actual < indicator.value;
        case Comparator::at_most: return actual <= indicator.value;
        case Comparator::range:
            return indicator.better == Better::higher
                       ? actual >= indicator.value
                       : actual <= indicator.upper.value_or(indicator.value);
    }
    CHECK(false);
}

ValueFault fault_of(const Indicator& indicator, const Decimal& value) {
    if (never_negative(indicator.unit) && value < Decimal{}) return ValueFault::negative;
    if (indicator.unit == IndicatorUnit::percent && value > hundred)
        return ValueFault::above_hundred;
    if (indicator.unit == IndicatorUnit::count && value.scale > 0) return ValueFault::not_whole;
    return ValueFault::none;
}

bool impossible(const Indicator& indicator) {
    const bool share = indicator.unit == IndicatorUnit::percent;
    const Decimal& value = indicator.value;
    switch (indicator.comparator) {
        case Comparator::above: return share && value >= hundred;
        case Comparator::equal:
        case Comparator::at_least:
        case Comparator::range: return share && value > hundred;
        case Comparator::below: return never_negative(indicator.unit) && value <= Decimal{};
        case Comparator::at_most: return never_negative(indicator.unit) && value < Decimal{};
    }
    CHECK(false);
}

}  // namespace dondoc
