// The campaigns and the units there are, each with how it stands.
#include <algorithm>
#include <map>
#include <utility>

#include "daemon/http/asked.h"
#include "daemon/http/prospect.h"
#include "daemon/web/campaign_map.h"
#include "daemon/web/desk.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "notifiers/phrases.h"

namespace dondoc {

namespace {

Tally tally_of(const CampaignCounts& counts) {
    Tally tally;
    tally.all = static_cast<int>(counts.all);
    tally.settled = static_cast<int>(counts.accepted + counts.waived);
    tally.submitted = static_cast<int>(counts.submitted);
    tally.overdue = static_cast<int>(counts.overdue);
    return tally;
}

Result<Facts> campaign_row(const Sight& sight, const Campaign& campaign) {
    const auto phases = sight.reader.phases(campaign.id);
    if (!phases) return phases.error();
    const auto counts = sight.reader.campaign_counts(campaign.id, sight.today, sight.filter().soon);
    if (!counts) return counts.error();
    const auto parent = sight.definition(campaign.parent);
    Facts facts = progress_facts(sight, tally_of(*counts));
    facts.say("title", campaign.title);
    facts.say("href", campaign_link(sight, campaign.id));
    facts.say("number", campaign.number);
    facts.say("parent", parent ? parent->campaign.title : "");
    facts.say("state", campaign_state_name(campaign_state(campaign, *phases), sight.language));
    facts.say("period", date_words(campaign.period.first, sight.language) + " – " +
                            date_words(campaign.period.last, sight.language));
    facts.say("overdue", counts->overdue == 0 ? "" : std::to_string(counts->overdue));
    facts.say("overdue_href",
              page_link(sight, "/", {{"status", "overdue"}, {"campaign", campaign.id}}));
    return facts;
}

// How many of each unit's obligations have this status.
Result<std::map<std::string, int>> by_unit(const Sight& sight, ObligationFilter::Status status) {
    ObligationFilter filter = sight.filter();
    filter.status = status;
    std::map<std::string, int> counts;
    std::string cursor;
    do {
        const auto page = sight.reader.obligations(filter, page_size_max, cursor);
        if (!page) return page.error();
        for (const Obligation& one : page->rows)
            ++counts[one.id.unit];
        cursor = page->cursor;
    } while (!cursor.empty());
    return counts;
}

int count_in(const std::map<std::string, int>& counts, const std::string& unit) {
    const auto found = counts.find(unit);
    return found == counts.end() ? 0 : found->second;
}

Facts unit_row(const Sight& sight, const Unit& unit, int owed, int overdue) {
    const Organisation& organisation = sight.organisation();
    const Person* contact = organisation.person(unit.contact);
    const std::string phone = contact && !contact->phone.empty() ? contact->phone : unit.phone;
    const std::string& parent = unit.parent_on(sight.today);
    Facts facts;
    facts.say("tone", overdue > 0 ? "overdue" : "");
    facts.say("name", unit.name_on(sight.today));
    facts.say("href", record_link(sight, unit.id));
    facts.say("parent", parent.empty() ? "" : unit_name(sight, parent));
    facts.say("contact", contact ? contact->name : "");
    facts.say("phone", phone);
    facts.say("tel", dialled(phone));
    facts.say("owed", std::to_string(owed));
    facts.say("overdue", std::to_string(overdue));
    facts.say("owed_href", page_link(sight, "/", {{"status", "owed"}, {"unit", unit.id}}));
    facts.say("ended", unit.ended_on(sight.today) ? date_words(*unit.until, sight.language) : "");
    return facts;
}

}  // namespace

Result<Response> campaigns_page(const Sight& sight, const Request& request,
                                const Templates& templates) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return fault_page(sight, request, templates, 400, known.error().text);
    std::vector<Facts> rows;
    for (const auto& [id, definition] : sight.definitions().all()) {
        if (!sight.scope().has_campaign(id)) continue;
        auto row = campaign_row(sight, definition->campaign);
        if (!row) return row.error();
        rows.push_back(*std::move(row));
    }
    Facts facts;
    facts.flag("has_rows", !rows.empty());
    facts.list("rows", std::move(rows));
    return page(sight, request, templates,
                {"campaigns", std::move(facts), text("nav_campaigns", sight.language)});
}

Result<Response> units_page(const Sight& sight, const Request& request,
                            const Templates& templates) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return fault_page(sight, request, templates, 400, known.error().text);
    const auto owed = by_unit(sight, ObligationFilter::Status::owed);
    if (!owed) return owed.error();
    const auto overdue = by_unit(sight, ObligationFilter::Status::overdue);
    if (!overdue) return overdue.error();
    std::vector<const Unit*> units;
    for (const auto& [id, unit] : sight.organisation().units)
        if (sight.scope().has_unit(id)) units.push_back(&unit);
    // Whoever is late stands first; else as the organisation names them.
    std::ranges::stable_sort(units, [&](const Unit* a, const Unit* b) {
        return count_in(*overdue, a->id) > count_in(*overdue, b->id);
    });
    std::vector<Facts> rows;
    for (const Unit* unit : units)
        rows.push_back(
            unit_row(sight, *unit, count_in(*owed, unit->id), count_in(*overdue, unit->id)));
    Facts facts;
    facts.list("rows", std::move(rows));
    return page(sight, request, templates,
                {"units", std::move(facts), text("nav_units", sight.language)});
}

}  // namespace dondoc
