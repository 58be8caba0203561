// A target that a plan sets as a number (chỉ tiêu), and what it takes to reach it. Numbers are kept
// exactly as they are written: no floating point, so that 1,1 is 1,1 and 18.8 is not 18,79999.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc {

// `digits` / 10^`scale`. Equal numbers may be written differently: 18.0 is 18.
struct Decimal {
    std::int64_t digits = 0;
    int scale = 0;

    friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }
    friend std::strong_ordering operator<=>(const Decimal&, const Decimal&);
};

// "1,1", "18.8", "100", "-0,5": digits with at most one decimal comma or point between them, at
// most nine before and four after it. Nothing for anything else, "1.000,5" and "1 000" included.
std::optional<Decimal> parse_decimal(std::string_view text);
// "1.200" and "12.000": Vietnamese writing has a point between thousands, so what is meant by a
// point before exactly three digits is not known. Of texts that parse_decimal() takes.
bool thousands_or_decimals(std::string_view text);
// "1,1" in Vietnamese, "1.1" in English, with all the decimals it was written with.
enum class DecimalMark { comma, point };
std::string to_text(const Decimal&, DecimalMark);
// Exact, as long as no more than a million numbers of parse_decimal() are added up.
Decimal operator+(const Decimal&, const Decimal&);

enum class Comparator {
    equal,
    above,     // «trên 35», "> 80%"
    at_least,  // "≥ 95%"
    below,
    at_most,
    range,  // «từ 2 - 3%»
};
// "=", ">", ">=", "<", "<=", "range"
std::string_view to_string(Comparator);

enum class Better { higher, lower };
std::string_view to_string(Better);

enum class IndicatorUnit {
    unwritten,       // the plan names none
    percent,         // a share: from 0 to 100
    percent_change,  // growth or decline, in percent: may pass 100, or be negative
    per_1000,
    per_10000,  // «/vạn dân»
    count,
    ratio,  // «tăng lên 1,5 lần»
};
// "percent", "percent-change", "per-1000", "per-10000", "count", "ratio"; "" if unwritten.
std::string_view to_string(IndicatorUnit);

// Whose number it is.
enum class IndicatorLevel { province, department, unit };
std::string_view to_string(IndicatorLevel);

struct Indicator {
    std::string id;
    std::string title;
    Comparator comparator = Comparator::equal;
    Decimal value;                 // of a range its lower end
    std::optional<Decimal> upper;  // of a range
    bool or_more = false;          // a range that also says «trở lên»
    std::string written;           // the value as the file has it: "1-1,5"
    IndicatorUnit unit = IndicatorUnit::unwritten;
    Better better = Better::higher;
    IndicatorLevel level = IndicatorLevel::department;
    std::vector<std::string> reviewed_in;  // ids of the duties that report it
    std::string quote;
};

// Whether an actual value reaches the target. To pass a target in its better direction is to reach
// it: 75 % reaches «70%», and 3 reaches «từ 1-2», whether or not the plan says «trở lên».
bool reaches(const Indicator&, const Decimal& actual);

// Whether a value can be one of this indicator at all.
enum class ValueFault { none, negative, above_hundred, not_whole };
ValueFault fault_of(const Indicator&, const Decimal&);

// A target that no value of its unit can reach: «trên 100%» of a share.
bool impossible(const Indicator&);

}  // namespace dondoc
