// One [[indicator]] of a campaign.
#pragma once

#include "config/id_set.h"
#include "workflows/indicator.h"

namespace dondoc {

// `duties` are those that may report it.
Indicator read_indicator(const Source&, const Node&, const IdSet& duties, IdSet& indicators);

}  // namespace dondoc
