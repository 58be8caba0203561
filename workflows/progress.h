// How far a plan's targets are reached (chỉ tiêu: đăng ký, kết quả, đạt hay chưa). Plain arithmetic
// with exact decimals over what units handed in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/figure.h"

namespace dondoc {

enum class Verdict { unknown, not_yet, met };
std::string_view to_string(Verdict);

struct UnitProgress {
    std::string unit;
    std::optional<Reported> target;  // what the unit registered, latest arrival
    // What it reported of the latest period or deadline that it reported on; of one that was
    // reported on twice, latest arrival.
    std::optional<Reported> actual;
    // Its own target: to reach the registered number, or to pass it in the better direction.
    Verdict own = Verdict::unknown;
    // The plan's target. Nothing for a count that the plan sets for the department or the province:
    // a unit's number is a part of it, and only the sum can be judged.
    std::optional<Verdict> plan = Verdict::unknown;
    bool short_of_plan = false;  // the registered target itself does not reach the plan's
};

// The one number of the department or the province.
struct WholeProgress {
    enum class Source {
        none,    // nobody reported it, and it does not follow from the units' numbers
        issuer,  // the issuer reported it
        sum,     // a count: the units' latest numbers added up
    };
    Source source = Source::none;
    std::optional<Decimal> value;
    std::optional<Decimal> target;  // what the issuer registered with its superior
    Verdict verdict = Verdict::unknown;
};

struct IndicatorProgress {
    const Indicator* indicator = nullptr;
    // Those that owe a report or a registration of it, and those that gave a number; in the order
    // of the plan.
    std::vector<UnitProgress> units;
    int registered = 0;
    int reported = 0;
    int met = 0;      // units that reached the plan's target; `not_yet` and `unknown` likewise
    int not_yet = 0;  // all three 0 where units are not judged
    int unknown = 0;
    std::optional<WholeProgress> whole;  // nothing for a target of each unit
};

// One for each indicator, in the order of the plan. What was reported is of this campaign, in the
// order of arrival; what names an indicator that the plan has no more is left out.
std::vector<IndicatorProgress> progress(const Campaign&, const std::vector<Reported>&);

}  // namespace dondoc
