#include "workflows/campaign.h"

#include <algorithm>
#include <utility>

#include "workflows/check.h"
#include "workflows/event.h"
#include "workflows/obligation.h"

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

const Indicator* Campaign::indicator(std::string_view wanted) const {
    const auto found = std::ranges::find(indicators, wanted, &Indicator::id);
    return found == indicators.end() ? nullptr : &*found;
}

const Occurrence* Duty::occurrence(std::string_view wanted) const {
    const auto found = std::ranges::find(occurrences, wanted, &Occurrence::id);
    return found == occurrences.end() ? nullptr : &*found;
}

namespace {

// Whether a unit is one of these or a successor of one.
bool among(const Organisation& organisation, const std::vector<std::string>& ids,
           std::string_view unit) {
    if (std::ranges::find(ids, unit) != ids.end()) return true;
    return std::ranges::any_of(ids, [&](const std::string& id) {
        const Unit* before = organisation.unit(id);
        return before && among(organisation, before->successors, unit);
    });
}

// Whether a unit is one of these, or stands on a day in the place of one that has ended.
bool stands_among(const Organisation& organisation, const std::vector<std::string>& ids,
                  std::string_view unit, Date day) {
    if (std::ranges::find(ids, unit) != ids.end()) return true;
    return std::ranges::any_of(ids, [&](const std::string& id) {
        const Unit* before = organisation.unit(id);
        return before && before->ended_on(day) &&
               stands_among(organisation, before->successors, unit, day);
    });
}

}  // namespace

bool Definition::names(const ObligationId& id) const {
    const Duty* duty = id.campaign == campaign.id ? campaign.duty(id.duty) : nullptr;
    return duty && duty->occurrence(id.occurrence) && among(*organisation, duty->obligors, id.unit);
}

bool Definition::names(const Obligation& obligation) const {
    if (names(obligation.id)) return true;
    ObligationId planned = obligation.id;
    planned.unit = obligation.in_place_of;
    return !planned.unit.empty() && organisation->unit(obligation.id.unit) && names(planned);
}

bool Definition::takes_part(std::string_view unit, Date day) const {
    const Unit* found = organisation->unit(unit);
    return found && found->begun_on(day) && !found->ended_on(day) &&
           stands_among(*organisation, campaign.participants, unit, day);
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

const Unit& Definition::office_on(Date day) const {
    return organisation->acting(unit(campaign.coordinator), day);
}

const Person* Definition::officer_on(Date day) const {
    return organisation->person(office_on(day).contact);
}

const std::string& Definition::channel_of(const Person& person) const {
    return person.channel.empty() ? sending.channel : person.channel;
}

namespace {

// Who holds a role that is not the unit's own.
const Person* leader(const Definition& definition, Audience audience, Date day) {
    const Organisation& organisation = *definition.organisation;
    const auto acting = [&](const std::string& id) -> const Unit& {
        return organisation.acting(definition.unit(id), day);
    };
    switch (audience) {
        case Audience::coordinator: return definition.officer_on(day);
        case Audience::superior:
            return organisation.person(acting(definition.campaign.issuer).superior);
        case Audience::director:
            return organisation.person(acting(definition.campaign.issuer).head);
        case Audience::contact:
        case Audience::head:
        case Audience::cluster_lead: break;
    }
    CHECK(false);
}

// The contact of the unit that leads the obligor's cluster, or why there is none.
Addressee lead_of_cluster(const Organisation& organisation, std::string_view unit, Date day) {
    const Cluster* cluster = organisation.cluster_of(unit);
    if (!cluster) return {nullptr, nullptr, "no_cluster"};
    const Unit* lead = organisation.unit(cluster->lead_on(day));
    if (!lead) return {nullptr, nullptr, "no_person"};
    lead = &organisation.acting(*lead, day);
    if (lead->id == unit) return {nullptr, nullptr, "leads_itself"};
    return {organisation.person(lead->contact)};
}

Addressee holder(const Definition& definition, const Duty& duty, std::string_view unit,
                 Audience audience, Date day) {
    switch (audience) {
        case Audience::contact:
            if (duty.upward) return {leader(definition, Audience::coordinator, day)};
            return {definition.organisation->person(definition.unit(unit).contact)};
        case Audience::head:
            if (duty.upward) return {leader(definition, Audience::director, day)};
            return {definition.organisation->person(definition.unit(unit).head)};
        case Audience::coordinator:
        case Audience::superior:
        case Audience::director: return {leader(definition, audience, day)};
        case Audience::cluster_lead: return lead_of_cluster(*definition.organisation, unit, day);
    }
    CHECK(false);
}

}  // namespace

Addressee resolve(const Definition& definition, const Duty& duty, std::string_view unit,
                  Audience audience, Date day) {
    Addressee found = holder(definition, duty, unit, audience, day);
    if (!found.person) {
        if (found.nobody.empty()) found.nobody = "no_person";
        return found;
    }
    const Person* reader = definition.organisation->reader_for(*found.person, day);
    if (reader != found.person) found.instead_of = std::exchange(found.person, reader);
    return found;
}

}  // namespace dondoc
