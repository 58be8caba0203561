#include "workflows/campaign.h"

#include <algorithm>

#include "workflows/check.h"
#include "workflows/event.h"

namespace dondoc {

std::string_view to_string(PhaseKind kind) {
    switch (kind) {
        case PhaseKind::launch: return "launch";
        case PhaseKind::registration: return "registration";
        case PhaseKind::midterm: return "midterm";
        case PhaseKind::final: return "final";
        case PhaseKind::award: return "award";
        case PhaseKind::other: return "other";
    }
    CHECK(false);
}

const CampaignEvent* Campaign::event(std::string_view wanted) const {
    const auto found = std::ranges::find(events, wanted, &CampaignEvent::id);
    return found == events.end() ? nullptr : &*found;
}

const Phase* Campaign::phase(std::string_view wanted) const {
    const auto found = std::ranges::find(phases, wanted, &Phase::id);
    return found == phases.end() ? nullptr : &*found;
}

const Duty* Campaign::duty(std::string_view wanted) const {
    const auto found = std::ranges::find(duties, wanted, &Duty::id);
    return found == duties.end() ? nullptr : &*found;
}

const Occurrence* Duty::occurrence(std::string_view wanted) const {
    const auto found = std::ranges::find(occurrences, wanted, &Occurrence::id);
    return found == occurrences.end() ? nullptr : &*found;
}

bool Definition::names(const ObligationId& id) const {
    const Duty* duty = id.campaign == campaign.id ? campaign.duty(id.duty) : nullptr;
    return duty && duty->occurrence(id.occurrence) &&
           std::ranges::find(duty->obligors, id.unit) != duty->obligors.end();
}

const Ladder& Definition::ladder_of(const Duty& duty) const {
    const auto found = ladders.find(duty.ladder);
    CHECK(found != ladders.end());
    return found->second;
}

const Unit& Definition::unit(std::string_view id) const {
    const Unit* found = organisation->unit(id);
    CHECK(found != nullptr);
    return *found;
}

const Person* resolve(const Definition& definition, const Duty& duty, std::string_view unit,
                      Audience audience) {
    const Campaign& campaign = definition.campaign;
    const Unit& issuer = definition.unit(campaign.issuer);
    const Unit& coordinator = definition.unit(campaign.coordinator);
    const Organisation& organisation = *definition.organisation;
    switch (audience) {
        case Audience::contact:
            return organisation.person(duty.upward ? coordinator.contact
                                                   : definition.unit(unit).contact);
        case Audience::head:
            return organisation.person(duty.upward ? issuer.head : definition.unit(unit).head);
        case Audience::coordinator: return organisation.person(coordinator.contact);
        case Audience::superior: return organisation.person(issuer.superior);
        case Audience::director: return organisation.person(issuer.head);
    }
    CHECK(false);
}

}  // namespace dondoc
