// campaigns/*.toml: one plan put to work.
#pragma once

#include <map>
#include <memory>
#include <set>

#include "config/campaign_checks.h"
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
    CheckRules check{};
};

// The campaigns that may be parents.
struct Family {
    std::vector<std::string> ids;            // of all files
    bool complete = true;                    // false: a file could not be read, so ids are missing
    std::map<std::string, Campaign> read{};  // those read up to now, by id
};

// Reads campaigns one after the other, a part after its whole; keeps what must be said once only.
class CampaignFiles {
public:
    CampaignFiles(CampaignSurroundings surroundings, Family family, Faults& faults)
        : surroundings_(surroundings), family_(std::move(family)), faults_(faults) {}

    // With faults the campaign is incomplete.
    Campaign read(const Document&);

private:
    // Each unit and role is complained of once, however many campaigns need it.
    void warn_of_empty_unit(const Organisation&, const std::string& id);
    void warn_of_empty_roles(const Campaign&, bool good);
    void warn_of_empty_role(const Unit&, std::string_view role, const std::string& person);

    CampaignSurroundings surroundings_;
    Family family_;
    Faults& faults_;
    IdSet campaigns_{"campaign", ""};
    std::set<std::string> warned_;
};

}  // namespace dondoc
