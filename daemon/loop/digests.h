// The weekly digest (workflows/digest.h), over the store: who is to be told, and of which
// campaigns.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "daemon/loop/definitions.h"
#include "daemon/store/store.h"
#include "workflows/digest.h"

namespace dondoc {

// The campaigns that digests tell of, in the order of their ids: those that this person coordinates
// or may come to; without one all of them.
Result<std::vector<DigestCampaign>> digest_campaigns(const Reader&, const Definitions&, Date today,
                                                     const std::string& person = "");

// The first campaign that this person coordinates on that day; nullptr: there is none.
std::shared_ptr<const Definition> coordinated_by(const Definitions&, const std::string& person,
                                                 Instant now);

// One officer, now.
Result<Plan> plan_officer(const Reader&, const Definitions&, const std::string& person,
                          Instant now);

// Everybody who coordinates a campaign or may come to, or was told before; over a store that knows
// what is owed. A step without changes if there is nothing to decide.
Result<Step> plan_digests(const Reader&, const Definitions&, Instant now);

// Digests end with what is open. Whether the step may have opened anything, or put its day off:
// then plan_digests() is to follow it.
bool may_lengthen_digests(const Step&);

}  // namespace dondoc
