// A reminder that a person asks for at once: the coordinator about any obligation, the unit that
// leads a cluster today about those of its cluster and no others. Before the plan is issued nobody
// may; while the coordinator is asked about an obligation that was overdue when it was first seen,
// the coordinator alone.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/event.h"
#include "workflows/obligation.h"
#include "workflows/planner.h"

namespace dondoc {

struct Reminding {
    std::string unit;    // on behalf of which unit
    std::string reason;  // required
    bool again = false;  // though a person has had the contact reminded of it today already
};

// What the rung ids of such reminders begin with, before their number in the round: "by-hand-1".
inline constexpr std::string_view rung_by_hand = "by-hand-";

// The events it makes: who asked, and a notice to the contact of the unit that owes, now or when
// the sending window opens; changes nothing.
std::variant<std::vector<Event>, Refusal> decide(const Definition&, const Obligation&,
                                                 const Surroundings&, const Reminding&, Instant now,
                                                 Language);

}  // namespace dondoc
