// The phases and deadlines of a campaign on a line of time, as the numbers that an SVG template
// draws. What it shows stands in words beside it.
#pragma once

#include "daemon/web/campaign_map.h"

namespace dondoc {

Facts timeline_facts(const Sight&, const Campaign&, const CampaignMap&);

}  // namespace dondoc
