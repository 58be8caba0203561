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
// day than the one that is `known`, and one within a year of the campaign's period: what lies
// further is a typing error.
std::variant<std::vector<Event>, Refusal> decide(const Campaign&, const CampaignEvent&,
                                                 std::optional<Date> known, std::optional<Date> day,
                                                 const std::string& reason, Language);

inline constexpr std::chrono::days event_distance_max{366};

}  // namespace dondoc
