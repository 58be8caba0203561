// One look at the ladder of one obligation: which rungs speak now, which are passed over and why,
// and when to look again. Part of the planner; see plan_obligation.
#pragma once

#include "workflows/planner.h"

namespace dondoc {

// A plan that is not issued yet tells nobody anything, and what it asks for an earlier day was
// overdue when it came.
bool before_issue(const Definition&, Date);

// Of an obligation that has a term. While a person is asked about it nobody is told; what is past
// is said to be past.
Plan look_at_ladder(const Definition&, const Obligation&, const Surroundings&, Instant now);

}  // namespace dondoc
