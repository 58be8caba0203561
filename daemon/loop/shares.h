// What the obligations of a campaign come to on a day, as its organisation stands then: births,
// hand-overs from ended units to their successors, and changes of those that stay.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "daemon/store/store.h"
#include "workflows/campaign.h"
#include "workflows/planner.h"

namespace dondoc {

// Obligations by id, and what of them a campaign's plan has not been asked about yet.
using HeldObligations = std::map<std::string, Obligation>;
HeldObligations by_id(std::vector<Obligation>);

enum class Extent {
    all,          // the definition may have changed: everything is planned anew
    moved,        // only the organisation has moved on: who is born, and who takes over from whom
    event_dated,  // the day of an event was set: deadlines move for that
};

struct ShareSettings {
    const Reader& reader;
    const Definition& definition;
    const std::vector<PhaseRecord>& phases;
    const EventDates& dates;
    Instant now;
    Extent extent = Extent::all;
};

// One time of a duty. Takes out of `held` what the plan still knows, the history of ended units
// included; what is left in it is owed no more.
Result<std::vector<Change>> plan_shares(const ShareSettings&, const Duty&, const Occurrence&,
                                        HeldObligations& held);

// All that hangs on an event whose day was set, by the dates that are given. A deadline that moves
// may come before a unit's first day, or after it at last.
Result<std::vector<Change>> follow_event(const ShareSettings&, const std::string& event);

// Whether the unit owes one time of its duty on the day of `now`, itself or in the place of ended
// ones.
bool has_share(const Definition&, const EventDates&, const HeldObligations&, const ObligationId&,
               Instant now);

// What is left of the suspensions of ended units goes on for those to whom the step hands over what
// they owed.
Done pass_suspensions_on(const Reader&, const Definition&, Step&);

// A campaign on a day on which one of its units begins, or has ended: the step that follows from
// it, with the campaign's own next day.
Result<Step> follow_organisation(const Reader&, const Definition&, Instant now);

// The next such day, as a moment of the agenda.
std::optional<Instant> next_organisation_moment(const Definition&, Instant now);

// The state of a phase, by id; open for duties outside any.
PhaseState state_of(const std::vector<PhaseRecord>&, const std::string& phase);

}  // namespace dondoc
