// What is doubtful inside a plan that can be read. Warnings only: a person decides.
#pragma once

#include "config/plan_parts.h"

namespace dondoc {

struct CheckRules {
    int collating_days_min = 5;  // working days between the inward deadline and the upward one
};

// Of the main file's [check].
CheckRules read_check_rules(TableReader& main);

// `calendar` may be nullptr: what needs it goes unchecked then.
void check_campaign(const Source&, const Campaign&, const PlanPlaces&, const CheckRules&,
                    const WorkCalendar* calendar);

// A span that the plan gives by its days and by their number: the two must agree, both ends
// counted.
void check_day_count(const Source&, Position, DateSpan, int working_days, const WorkCalendar&);

}  // namespace dondoc
