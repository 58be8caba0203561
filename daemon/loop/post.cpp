#include "daemon/loop/post.h"

#include "workflows/check.h"

namespace dondoc {

std::string unit_of_role(const Definition& definition, const Duty& duty, const std::string& unit,
                         Audience audience, Date day) {
    const Organisation& organisation = *definition.organisation;
    const auto acting = [&](std::string_view id) {
        const Unit* found = organisation.unit(id);
        return found ? organisation.acting(*found, day).id : std::string();
    };
    const Campaign& campaign = definition.campaign;
    switch (audience) {
        case Audience::contact: return duty.upward ? acting(campaign.coordinator) : unit;
        case Audience::head: return duty.upward ? acting(campaign.issuer) : unit;
        case Audience::coordinator: return acting(campaign.coordinator);
        case Audience::superior:
        case Audience::director: return acting(campaign.issuer);
        case Audience::cluster_lead: {
            const Cluster* cluster = organisation.cluster_of(unit);
            return cluster ? acting(cluster->lead_on(day)) : std::string();
        }
    }
    CHECK(false);
}

std::string unit_of_post(const Organisation& organisation, const Person& person,
                         const std::string& first, Date day) {
    const Unit* wanted = organisation.unit(first);
    for (const auto role : {&Unit::head, &Unit::contact, &Unit::superior}) {
        if (wanted && wanted->*role == person.id) return wanted->name_on(day);
    }
    for (const auto role : {&Unit::head, &Unit::contact, &Unit::superior}) {
        for (const auto& [id, unit] : organisation.units) {
            const bool stands = unit.begun_on(day) && !unit.ended_on(day);
            if (stands && unit.*role == person.id) return unit.name_on(day);
        }
    }
    return {};
}

}  // namespace dondoc
