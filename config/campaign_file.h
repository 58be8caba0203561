// campaigns/*.toml: one plan put to work.
#pragma once

#include <map>
#include <memory>
#include <set>

#include "config/id_set.h"
#include "config/ladders_file.h"
#include "config/organisation_file.h"
#include "workflows/campaign.h"

namespace dondoc {

// What a campaign speaks of. A part that could not be read is nullptr, and what depends on it goes
// unchecked: its own fault is reported already.
struct CampaignSurroundings {
    const OrganisationFile* organisation = nullptr;
    const Document* organisation_document = nullptr;
    const LaddersFile* ladders = nullptr;
    const WorkCalendar* calendar = nullptr;
};

// Reads campaigns one after the other; keeps what must be said once only.
class CampaignFiles {
public:
    CampaignFiles(CampaignSurroundings surroundings, Faults& faults)
        : surroundings_(surroundings), faults_(faults) {}

    // With faults the campaign is incomplete.
    Campaign read(const Document&);

private:
    // Each unit and role is complained of once, however many campaigns need it.
    void warn_of_empty_roles(const Campaign&, bool good);
    void warn_of_empty_role(const Unit&, std::string_view role, const std::string& person);

    CampaignSurroundings surroundings_;
    Faults& faults_;
    IdSet campaigns_{"campaign", ""};
    std::set<std::string> warned_;
};

}  // namespace dondoc
