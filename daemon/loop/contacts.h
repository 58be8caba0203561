// The quarterly question about contacts (workflows/contacts.h), over the store: which campaigns may
// ask a unit, and which units there are to ask.
#pragma once

#include <string>

#include "daemon/loop/definitions.h"
#include "daemon/store/store.h"
#include "workflows/contacts.h"

namespace dondoc {

// One unit, now.
Result<Plan> plan_unit(const Reader&, const Definitions&, const std::string& unit, Instant now);

// Every unit that takes part in a campaign that asks, or that was asked before, under changed
// definitions. A step without changes if nothing follows from them.
Result<Step> plan_contacts(const Reader&, const Definitions&, Instant now);

}  // namespace dondoc
