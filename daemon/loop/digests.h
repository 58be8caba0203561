// Digests (workflows/digest.h), over the store: who is to be told, and of which campaigns. What
// heads of units are told of is in head_digests.h.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "daemon/loop/definitions.h"
#include "daemon/store/store.h"
#include "workflows/digest.h"

namespace dondoc {

// The campaigns that weekly digests tell of, in the order of their ids: those that this person
// coordinates or may come to; without one all of them.
Result<std::vector<DigestTopic>> weekly_topics(const Reader&, const Definitions&, Date today,
                                               const std::string& person = "");

// The first campaign that a digest tells of on that day: one that the officer coordinates, or that
// of what a unit owes before all else; nullptr: there is none.
std::shared_ptr<const Definition> told_of_by(const Reader&, const Definitions&,
                                             const std::string& digest, Instant now);

// One digest, now.
Result<Plan> plan_one_digest(const Reader&, const Definitions&, const std::string& digest,
                             Instant now);

// Those to everybody who coordinates a campaign or may come to, to the heads of units who have one,
// and those that were told before; over a store that knows what is owed. Heads are looked at under
// other definitions only: what is owed anew wakes them itself (head_digests.h). A step without
// changes if there is nothing to decide.
enum class Digests { none, weekly, all };
Result<Step> plan_digests(const Reader&, const Definitions&, Instant now, Digests which);

// Digests end with what is open. Whether the step may have opened anything, or put its day off:
// then plan_digests() is to follow it with the weekly ones.
bool may_lengthen_digests(const Step&);

}  // namespace dondoc
