// Who opens a phase that gates stand before is told which units do not pass them.
#pragma once

#include <string>
#include <vector>

#include "daemon/store/reader.h"
#include "workflows/campaign.h"
#include "workflows/period.h"

namespace dondoc {

// A sentence a unit, with what bars it; empty if no gate stands before the phase.
Result<std::vector<std::string>> barred_units(const Reader&, const Definition&,
                                              const std::string& phase, Instant now, Language);

}  // namespace dondoc
