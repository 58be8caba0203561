// What is said of things that do not exist.
#include <algorithm>

#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"

namespace dondoc {

namespace {

std::vector<std::string> campaign_ids(const Sight& sight) {
    std::vector<std::string> ids;
    for (const auto& [id, definition] : sight.definitions().all())
        ids.push_back(id);
    return ids;
}

std::vector<std::string> unit_ids(const Sight& sight) {
    std::vector<std::string> ids;
    for (const auto& [id, unit] : sight.organisation().units)
        ids.push_back(id);
    return ids;
}

std::vector<std::string> duty_ids(const Sight& sight, const std::string& campaign) {
    std::vector<std::string> ids;
    for (const auto& [id, definition] : sight.definitions().all()) {
        if (!campaign.empty() && id != campaign) continue;
        for (const Duty& duty : definition->campaign.duties)
            ids.push_back(duty.id);
    }
    return ids;
}

// "" if it is one of them.
std::string unknown(const char* what, const std::string& id,
                    const std::vector<std::string>& known) {
    if (std::ranges::find(known, id) != known.end()) return {};
    return std::string("there is no ") + what + " «" + id + "»" + did_you_mean(id, known);
}

std::string unknown_part(const Sight& sight, const std::string& campaign, const std::string& duty,
                         const std::string& unit) {
    std::string text;
    if (!campaign.empty()) text = unknown("campaign", campaign, campaign_ids(sight));
    if (text.empty() && !duty.empty()) text = unknown("duty", duty, duty_ids(sight, campaign));
    if (text.empty() && !unit.empty()) text = unknown("unit", unit, unit_ids(sight));
    return text;
}

// A phase or an event that its campaign does not have, with those it has.
template <class Part>
Response no_part(const char* what, const std::string& id, const std::vector<Part>& parts,
                 const std::string& campaign) {
    std::vector<std::string> ids;
    for (const Part& one : parts)
        ids.push_back(one.id);
    std::erase(ids, id);
    return problem(404, unknown(what, id, ids) + "; campaign «" + campaign + "» has " +
                            (ids.empty() ? "none" : list_words(ids)));
}

}  // namespace

Response no_campaign(const Sight& sight, const std::string& id) {
    return problem(404, unknown("campaign", id, campaign_ids(sight)));
}

Response no_phase(const Sight& sight, const std::string& campaign, const std::string& phase) {
    const auto definition = sight.definition(campaign);
    if (!definition) return no_campaign(sight, campaign);
    return no_part("phase", phase, definition->campaign.phases, campaign);
}

Response no_event(const Sight& sight, const std::string& campaign, const std::string& event) {
    const auto definition = sight.definition(campaign);
    if (!definition) return no_campaign(sight, campaign);
    return no_part("event", event, definition->campaign.events, campaign);
}

Response no_obligation(const Sight& sight, const std::string& id) {
    const auto parsed = ObligationId::parse(id);
    if (!parsed)
        return problem(404, "«" + id +
                                "» is not the id of an obligation, which is "
                                "`campaign.duty.occurrence.unit`");
    const auto part = unknown_part(sight, parsed->campaign, parsed->duty, parsed->unit);
    return problem(404, part.empty() ? "there is no obligation «" + id + "»" : part);
}

Response no_unit(const Sight& sight, const std::string& id) {
    return problem(404, unknown("unit", id, unit_ids(sight)));
}

std::optional<Response> unknown_in(const Sight& sight, const ObligationFilter& filter) {
    const auto text = unknown_part(sight, filter.campaign, filter.duty, filter.unit);
    if (text.empty()) return {};
    return problem(400, text);
}

}  // namespace dondoc
