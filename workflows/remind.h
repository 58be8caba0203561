// A reminder that a person asks for at once: the coordinator about any obligation, the unit that
// leads a cluster today about those of its cluster and no others. Before the plan is issued nobody
// may; while the coordinator is asked about an obligation that was overdue when it was first seen,
// the coordinator alone.
//
// The coordinator may also have those above the contact told at once of what is overdue, before
// their rung comes, or once more. The ladder goes on as it would have.
#pragma once

#include <optional>
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
    bool again = false;  // though a person has had the same reader told of it today already
    std::string tell{};  // empty: the contact; "head", "superior", "director": told of lateness
};

// Whom `tell` names; nothing if it is a word that it does not take.
std::optional<Audience> audience_asked(const Reminding&);

// What the rung ids of such reminders begin with, before their number in the round: "by-hand-1".
inline constexpr std::string_view rung_by_hand = "by-hand-";

// The events it makes: who asked, and a notice to the contact of the unit that owes, or to those
// above it, now or when the sending window opens; changes nothing.
std::variant<std::vector<Event>, Refusal> decide(const Definition&, const Obligation&,
                                                 const Surroundings&, const Reminding&, Instant now,
                                                 Language);

}  // namespace dondoc
