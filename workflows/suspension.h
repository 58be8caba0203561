// Force majeure: for some days nothing is told about what listed units owe by one campaign and by
// all that are parts of it. Their deadlines do not move by themselves; afterwards the chase goes on
// with the rungs still ahead (planner.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/event.h"
#include "workflows/obligation.h"

namespace dondoc {

struct Suspension {
    std::string unit;
    DateSpan days{};  // empty, its last day before its first, if it was ended before it began
    std::string reason;
    std::string approver;
    std::string above{};  // the campaign it was said of, if that is one above; else empty
};

// The days on which nothing is told about a unit, in order; spans that meet are one.
std::vector<DateSpan> days_of(const std::vector<Suspension>&, std::string_view unit);
// The same of spans in any order; empty ones are left out.
std::vector<DateSpan> merged(std::vector<DateSpan>);
// The span that covers a day; nothing if none does.
std::optional<DateSpan> covering(const std::vector<DateSpan>&, Date);
// Does any of them have a day from `first` to `last`, both included?
bool touches(const std::vector<DateSpan>&, Date first, Date last);

// What is left of the suspensions of a unit that has ended goes on for one that takes over what it
// owed, as a suspension of its own (of all that it owes), but for days on which that one is
// suspended anyway.
std::vector<UnitSuspended> passed_on(const std::vector<Suspension>&, const Unit& ended,
                                     std::string_view heir, Date today);

struct SuspendAsked {
    std::vector<std::string> units;
    std::optional<Date> from;  // may have passed: what was told since stays told
    std::optional<Date> to;
    std::string reason;
    std::string approver;  // who allowed it
};

using Parts = std::vector<std::shared_ptr<const Definition>>;

// One UnitSuspended for each unit. All of it is required; each unit must owe something by the
// campaign or one of its parts, or succeed one that does, and not be suspended on any of these days
// already.
std::variant<std::vector<Event>, Refusal> suspend(const Definition&,
                                                  const std::vector<Suspension>& known,
                                                  const SuspendAsked&, Date today, Language,
                                                  const Parts& = {});

// Every suspension of each of the units that runs or lies ahead ends before today. One that was
// said of a campaign above is ended there.
std::variant<std::vector<Event>, Refusal> end_suspension(const std::vector<Suspension>& known,
                                                         const std::vector<std::string>& units,
                                                         const std::string& reason, Date today,
                                                         Language);

}  // namespace dondoc
