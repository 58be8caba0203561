#include "daemon/loop/digests.h"

#include <algorithm>
#include <set>
#include <utility>

#include "daemon/loop/head_digests.h"
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

Result<Plan> plan_on(const Reader& reader, const std::vector<DigestTopic>& topics,
                     const std::string& id, Instant now) {
    auto watch = reader.digest_watch(id);
    if (!watch) return watch.error();
    DigestWatch known = watch->value_or(DigestWatch{});
    known.person = person_of_digest(id);
    known.period = period_of_digest(id);
    return plan_digest(topics, known, now);
}

}  // namespace

Result<std::vector<DigestTopic>> weekly_topics(const Reader& reader, const Definitions& definitions,
                                               Date today, const std::string& person) {
    std::vector<DigestTopic> topics;
    for (const auto& [id, definition] : definitions.all()) {
        if (!definition->sending.weekly_digest) continue;
        if (!person.empty() && !officers_of(*definition).contains(person)) continue;
        const auto counts = reader.campaign_counts(id, today, today);
        if (!counts) return counts.error();
        topics.push_back(*weekly_topic(*definition, counts->last_open));
    }
    return topics;
}

std::shared_ptr<const Definition> told_of_by(const Reader& reader, const Definitions& definitions,
                                             const std::string& digest, Instant now) {
    const std::string person = person_of_digest(digest);
    if (period_of_digest(digest) == Grain::day)
        return first_of_head(reader, definitions, person, today_of(definitions, now));
    for (const auto& [id, definition] : definitions.all()) {
        const Person* officer = definition->officer_on(definition->zone.date_of(now));
        if (officer && officer->id == person) return definition;
    }
    return nullptr;
}

Result<Plan> plan_one_digest(const Reader& reader, const Definitions& definitions,
                             const std::string& digest, Instant now) {
    const std::string person = person_of_digest(digest);
    const Date today = today_of(definitions, now);
    const auto topics = period_of_digest(digest) == Grain::day
                            ? head_topics(reader, definitions, person, today)
                            : weekly_topics(reader, definitions, today, person);
    if (!topics) return topics.error();
    return plan_on(reader, *topics, digest, now);
}

Result<Step> plan_digests(const Reader& reader, const Definitions& definitions, Instant now,
                          Digests which) {
    const auto watched = reader.digests_watched();
    if (!watched) return watched.error();
    std::set<std::string> ids(watched->begin(), watched->end());
    for (const auto& [id, definition] : definitions.all())
        if (definition->sending.weekly_digest) ids.merge(officers_of(*definition));
    for (const std::string& id : head_digests(definitions))
        ids.insert(id);
    const auto weekly = weekly_topics(reader, definitions, today_of(definitions, now));
    if (!weekly) return weekly.error();
    Step step{now};
    for (const std::string& id : ids) {
        const bool daily = period_of_digest(id) == Grain::day;
        if (daily && which == Digests::weekly) continue;
        const auto watch = reader.digest_watch(id);
        if (!watch && watch.error().may_pass) return watch.error();
        // What is due tells of what is owed once the change is made: its row is next.
        if (daily && watch && *watch && (*watch)->next && *(*watch)->next <= now) continue;
        auto plan = daily ? plan_one_digest(reader, definitions, id, now)
                          : plan_on(reader, *weekly, id, now);
        if (!plan && plan.error().may_pass) return plan.error();
        if (!plan) continue;  // it is set aside when it falls due
        auto change = change_of({Subject::Kind::digest, id}, *std::move(plan));
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
