// What people decide about the events of a plan: on which day one takes place.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/event.h"
#include "workflows/obligation.h"

namespace dondoc {

// The events that setting a day makes; changes nothing. A day and a reason are required, another
// day than the one that is `known`, and one that is not far from the campaign (obligation.h).
std::variant<std::vector<Event>, Refusal> decide(const Campaign&, const CampaignEvent&,
                                                 std::optional<Date> known, std::optional<Date> day,
                                                 const std::string& reason, Language);

}  // namespace dondoc
