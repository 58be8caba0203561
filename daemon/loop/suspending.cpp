#include "daemon/loop/suspending.h"

#include <algorithm>
#include <set>

#include "daemon/loop/migration.h"
#include "daemon/loop/not_found.h"

namespace dondoc {

namespace {

Parts parts_of(const Definitions& definitions, const std::string& campaign) {
    Parts parts;
    for (const auto& [id, definition] : definitions.all()) {
        const auto& within = definition->campaign.within;
        if (std::ranges::find(within, campaign) != within.end()) parts.push_back(definition);
    }
    return parts;
}

Result<std::vector<Suspension>> known_suspensions(const Reader& reader,
                                                  const Definition& definition) {
    const auto records = suspensions_of(reader, &definition, definition.campaign.id);
    if (!records) return records.error();
    std::vector<Suspension> known;
    for (const SuspensionRecord& record : *records)
        known.push_back(record.suspension);
    return known;
}

// Questions to the coordinator waited for the suspension's last day.
Done wake_what_waited(const Reader& reader, const Definition& definition,
                      const std::vector<std::string>& units, const std::string& by, Step& step) {
    const auto obligations = obligations_of(reader, definition.campaign.id);
    if (!obligations) return obligations.error();
    std::set<std::string> duties;
    const auto wake = [&](Subject subject) {
        step.changes.push_back(
            {std::move(subject), {Rescheduled{"suspension_ended"}}, step.at, by});
    };
    for (const Obligation& one : *obligations) {
        const bool its = std::ranges::find(units, one.id.unit) != units.end();
        if (!its || !one.owed() || !definition.names(one)) continue;
        const bool asked_for = one.request && !one.request->told;
        if (asked_for || one.next) wake({Subject::Kind::obligation, one.id.text()});
        if (one.asking || !one.term) duties.insert(one.id.duty);
    }
    for (const std::string& duty : duties)
        wake({Subject::Kind::duty, definition.campaign.id + '.' + duty});
    return done;
}

Answer take(std::variant<std::vector<Event>, Refusal> decided, const std::string& campaign,
            const std::string& by, Step& step) {
    if (auto* refusal = std::get_if<Refusal>(&decided)) return *std::move(refusal);
    step.changes.push_back({{Subject::Kind::campaign, campaign},
                            std::get<std::vector<Event>>(std::move(decided)),
                            {},
                            by});
    return Carried{};
}

}  // namespace

// Rows of suspended units fall due as ever and are passed over then; nothing else need be planned
// anew.
Answer suspend_units(const Reader& reader, const Definitions& definitions,
                     const SuspendUnits& asked, const std::string& by, Language language,
                     Step& step) {
    const auto definition = definitions.find(asked.campaign);
    if (!definition) return no_campaign(asked.campaign, language);
    const auto known = known_suspensions(reader, *definition);
    if (!known) return known.error();
    const Date today = definition->zone.date_of(step.at);
    return take(suspend(*definition, *known, asked.asked, today, language,
                        parts_of(definitions, asked.campaign)),
                asked.campaign, by, step);
}

Answer end_suspension(const Reader& reader, const Definitions& definitions,
                      const EndSuspension& asked, const std::string& by, Language language,
                      Step& step) {
    const auto definition = definitions.find(asked.campaign);
    if (!definition) return no_campaign(asked.campaign, language);
    const auto known = known_suspensions(reader, *definition);
    if (!known) return known.error();
    const Date today = definition->zone.date_of(step.at);
    Answer answer = take(end_suspension(*known, asked.units, asked.reason, today, language),
                         asked.campaign, by, step);
    if (!std::holds_alternative<Carried>(answer)) return answer;
    Parts all = parts_of(definitions, asked.campaign);
    all.insert(all.begin(), definition);
    for (const auto& one : all) {
        if (auto woken = wake_what_waited(reader, *one, asked.units, by, step); !woken)
            return woken.error();
    }
    return answer;
}

}  // namespace dondoc
