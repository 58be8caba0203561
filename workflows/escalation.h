// Escalations before they leave. On the working day before rungs tell those above a unit's contact
// what it owes too late, the coordinator is told which: which unit, whom, and by which words each
// is held or released. A person may hold the escalations of a round, and let them go on; a rung
// that needs a release waits for it. Neither is ever passed over for that: they wait in sight,
// those that need a release are announced again, and when they may be told they are, the latest of
// each audience alone (planner.h).
//
// Not announced, unless they need a release: what reminds the unit's own contact, what the
// coordinator would read itself, and what is owed upward, since that is the coordinator's own and
// it is reminded of it anyway.
#pragma once

#include <string>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/obligation.h"
#include "workflows/planner.h"

namespace dondoc {

// Days on which a unit is told nothing, or nothing of one obligation.
struct QuietDays {
    std::vector<DateSpan> suspended;
    std::vector<DateSpan> silenced;
};

// A rung after the deadline, or one that needs a release, that is still to be told in this round.
// What a silence holds stands on the day on which that is over.
struct Escalation {
    RungMoment moment;           // points into the definition
    bool needs_release = false;  // and nobody has given it
    bool waits = false;          // its moment has come, and a person keeps it
};

// In ladder order; nothing of what is asked about, undated or not owed.
std::vector<Escalation> escalations_ahead(const Definition&, const Obligation&, const QuietDays&,
                                          Instant now);

// What a letter that leaves now announces: those of the next working day, and those that wait for
// a release. Nothing while they are held: who holds them knows.
std::vector<Escalation> announced_at(const Definition&, const Obligation&, const QuietDays&,
                                     Instant now);

// What a person keeps of them, in a sentence: «giữ thư báo quá hạn: …», «chờ đồng ý gửi lãnh đạo
// phụ trách (bậc +3)». Empty: nothing.
std::string kept_words(const Obligation&, const std::vector<Escalation>&, Language);

// Part of plan_obligation; `obligation` as the look at its ladder leaves it.
Plan plan_announcement(const Definition&, const Obligation&, const Surroundings&, Instant now);

// What waits for a release is announced again so many working days later, so often in a round.
inline constexpr int announced_again_days = 5;
inline constexpr int announcements_max = 12;

}  // namespace dondoc
