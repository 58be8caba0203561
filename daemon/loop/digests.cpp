#include "daemon/loop/digests.h"

#include <algorithm>
#include <set>
#include <utility>

#include "daemon/loop/migration.h"

namespace dondoc {

namespace {

// The contact of an office and of everybody who may come to stand in its place.
void add_officers(const Organisation& organisation, const std::string& office,
                  std::set<std::string>& seen, std::set<std::string>& people) {
    const Unit* unit = organisation.unit(office);
    if (!unit || !seen.insert(office).second) return;
    if (!unit->contact.empty()) people.insert(unit->contact);
    for (const std::string& successor : unit->successors)
        add_officers(organisation, successor, seen, people);
}

std::set<std::string> officers_of(const Definition& definition) {
    std::set<std::string> seen, people;
    add_officers(*definition.organisation, definition.campaign.coordinator, seen, people);
    return people;
}

Date today_of(const Definitions& definitions, Instant now) {
    if (definitions.all().empty()) return {};
    return definitions.all().begin()->second->zone.date_of(now);
}

Result<Plan> plan_one(const Reader& reader, const std::vector<DigestCampaign>& campaigns,
                      const std::string& person, Instant now) {
    auto watch = reader.digest_watch(person);
    if (!watch) return watch.error();
    DigestWatch known = watch->value_or(DigestWatch{});
    known.person = person;
    return plan_digest(campaigns, known, now);
}

}  // namespace

Result<std::vector<DigestCampaign>> digest_campaigns(const Reader& reader,
                                                     const Definitions& definitions, Date today,
                                                     const std::string& person) {
    std::vector<DigestCampaign> campaigns;
    for (const auto& [id, definition] : definitions.all()) {
        if (!definition->sending.weekly_digest) continue;
        if (!person.empty() && !officers_of(*definition).contains(person)) continue;
        const auto counts = reader.campaign_counts(id, today, today);
        if (!counts) return counts.error();
        campaigns.push_back({definition.get(), counts->last_open});
    }
    return campaigns;
}

std::shared_ptr<const Definition> coordinated_by(const Definitions& definitions,
                                                 const std::string& person, Instant now) {
    for (const auto& [id, definition] : definitions.all()) {
        const Person* officer = definition->officer_on(definition->zone.date_of(now));
        if (officer && officer->id == person) return definition;
    }
    return nullptr;
}

Result<Plan> plan_officer(const Reader& reader, const Definitions& definitions,
                          const std::string& person, Instant now) {
    const auto campaigns =
        digest_campaigns(reader, definitions, today_of(definitions, now), person);
    if (!campaigns) return campaigns.error();
    return plan_one(reader, *campaigns, person, now);
}

Result<Step> plan_digests(const Reader& reader, const Definitions& definitions, Instant now) {
    const auto campaigns = digest_campaigns(reader, definitions, today_of(definitions, now));
    if (!campaigns) return campaigns.error();
    const auto watched = reader.digests_watched();
    if (!watched) return watched.error();
    std::set<std::string> people(watched->begin(), watched->end());
    for (const DigestCampaign& one : *campaigns)
        people.merge(officers_of(*one.definition));
    Step step{now};
    for (const std::string& person : people) {
        auto plan = plan_one(reader, *campaigns, person, now);
        if (!plan && plan.error().may_pass) return plan.error();
        if (!plan) continue;  // it is set aside when it falls due
        auto change = change_of({Subject::Kind::digest, person}, *std::move(plan));
        if (change) step.changes.push_back(*std::move(change));
    }
    return step;
}

bool may_lengthen_digests(const Step& step) {
    const auto lengthens = [](const Event& event) {
        return std::holds_alternative<CampaignApplied>(event) ||
               std::holds_alternative<ObligationBorn>(event) ||
               std::holds_alternative<RoundBegun>(event) ||
               std::holds_alternative<TermRecomputed>(event) ||
               std::holds_alternative<Reopened>(event);
    };
    return std::ranges::any_of(step.changes, [&](const Change& change) {
        return std::ranges::any_of(change.events, lengthens);
    });
}

}  // namespace dondoc
