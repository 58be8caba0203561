#include "config/campaign_file.h"

#include <algorithm>

#include "config/campaign_reader.h"

namespace dondoc {

Campaign CampaignFiles::read(const Document& document) {
    const std::size_t errors = faults_.errors();
    Campaign campaign = CampaignReader(document, surroundings_, faults_).read(campaigns_, family_);
    family_.read.emplace(campaign.id, campaign);
    if (surroundings_.organisation != nullptr && surroundings_.ladders != nullptr) {
        warn_of_empty_roles(campaign, faults_.errors() == errors);
    }
    return campaign;
}

void CampaignFiles::warn_of_empty_role(const Unit& unit, std::string_view role,
                                       const std::string& person) {
    const OrganisationFile& file = *surroundings_.organisation;
    if (!person.empty() || !file.units.contains(unit.id) ||
        !warned_.insert(unit.id + "." + std::string(role)).second) {
        return;
    }
    const Source source(*surroundings_.organisation_document, faults_);
    source.warning(file.units.place(unit.id),
                   "unit " + in_quotes(unit.id) + " has no " + std::string(role) +
                       ", so notices to that role reach "
                       "nobody; add " +
                       std::string(role) + " = a person's id",
                   Topic::people);
}

// Successors come to owe what the unit owes.
void CampaignFiles::warn_of_empty_unit(const Organisation& organisation, const std::string& id) {
    const Unit* unit = organisation.unit(id);
    if (unit == nullptr || !warned_.insert(id).second) {
        return;
    }
    warn_of_empty_role(*unit, "contact", unit->contact);
    warn_of_empty_role(*unit, "head", unit->head);
    for (const std::string& successor : unit->successors) {
        warn_of_empty_unit(organisation, successor);
    }
}

void CampaignFiles::warn_of_empty_roles(const Campaign& campaign, bool good) {
    if (!good) {
        return;  // who owes what is not known for sure; the faults come first
    }
    const Organisation& organisation = *surroundings_.organisation->organisation;
    for (const Duty& duty : campaign.duties) {
        for (const std::string& id : duty.obligors) {
            if (!duty.upward) {
                warn_of_empty_unit(organisation, id);
            }
        }
    }
    const Unit* issuer = organisation.unit(campaign.issuer);
    const Unit* coordinator = organisation.unit(campaign.coordinator);
    if (issuer == nullptr || coordinator == nullptr) {
        return;
    }
    warn_of_empty_role(*coordinator, "contact", coordinator->contact);
    warn_of_empty_role(*issuer, "head", issuer->head);
    const bool superior_told =
        std::any_of(campaign.duties.begin(), campaign.duties.end(), [&](const Duty& duty) {
            const auto ladder = surroundings_.ladders->ladders.find(duty.ladder);
            return ladder != surroundings_.ladders->ladders.end() &&
                   std::any_of(
                       ladder->second.rungs.begin(), ladder->second.rungs.end(),
                       [](const Rung& rung) { return rung.audience == Audience::superior; });
        });
    if (superior_told) {
        warn_of_empty_role(*issuer, "superior", issuer->superior);
    }
}

}  // namespace dondoc
