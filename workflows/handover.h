// A person moves what one unit still owes to another: the first owes it no more, and the second
// owes it with the deadline that stood, on a ladder of its own from now on. What succession.h does
// when a unit ends, by decision.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/obligation.h"
#include "workflows/planner.h"

namespace dondoc {

struct HandingOver {
    std::string to;      // unit id
    std::string reason;  // required
};

struct HandedTo {
    HandedOver given;  // of the obligation that is handed over
    ObligationId id;   // of the one that stands for it now
    Plan taken;        // what becomes of that one: its birth, or a new round of one that was
                       // withdrawn
};

// `own` is what is known of the other unit's obligation for the same time of the duty; nullptr:
// nothing. Refused unless the obligation is owed, its duty is not upward, the other unit takes part
// in the campaign today and has no share of its own in this. `around` is that of the unit that
// takes it over; changes nothing.
std::variant<HandedTo, Refusal> decide(const Definition&, const EventDates&, const Obligation&,
                                       const Obligation* own, const Surroundings& around,
                                       const HandingOver&, Instant now, Language);

}  // namespace dondoc
