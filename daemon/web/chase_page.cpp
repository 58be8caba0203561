// Sheets for paper: whom to ring about what is late, and how a campaign stands.
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

constexpr std::size_t sheet_rows_max = 2'000;

// One call: somebody, and all that is late of what they answer for.
struct Call {
    std::string unit;
    std::string phone;
    std::string callee;
    std::vector<Facts> late;
};

// In the order of what is most overdue.
Result<std::vector<Call>> calls_of(const Sight& sight) {
    ObligationFilter filter = sight.filter();
    filter.status = ObligationFilter::Status::overdue;
    std::vector<Call> calls;
    std::map<std::pair<std::string, std::string>, std::size_t> known;  // unit, whom to ring
    std::string cursor;
    std::size_t rows = 0;
    do {
        const auto page = sight.reader.obligations(filter, page_size_max, cursor);
        if (!page) return page.error();
        for (const Obligation& one : page->rows) {
            const auto definition = sight.definition(one.id.campaign);
            const Callee callee =
                whom_to_call(definition.get(), sight.organisation(), one, sight.today);
            const auto [at, first] =
                known.try_emplace({one.id.unit, callee.name + callee.phone}, calls.size());
            if (first)
                calls.push_back({unit_name(sight, one.id.unit), callee.phone, callee.name, {}});
            calls[at->second].late.push_back(obligation_facts(sight, one));
        }
        rows += page->rows.size();
        cursor = page->cursor;
    } while (!cursor.empty() && rows < sheet_rows_max);
    return calls;
}

// A unit's line of the report: all that it owes by the campaign, together.
Facts unit_line(const Sight& sight, const std::string& unit,
                const std::map<std::string, Tally>& shares) {
    Tally sum;
    for (const auto& [duty, tally] : shares) {
        sum.all += tally.all;
        sum.settled += tally.settled;
        sum.submitted += tally.submitted;
        sum.overdue += tally.overdue;
    }
    Facts facts;
    facts.say("unit", unit_name(sight, unit));
    facts.say("all", std::to_string(sum.all));
    facts.say("settled", std::to_string(sum.settled));
    facts.say("submitted", std::to_string(sum.submitted));
    facts.say("overdue", std::to_string(sum.overdue));
    facts.say("tone", sum.overdue > 0 ? "overdue" : "");
    return facts;
}

Result<std::vector<Facts>> late_of(const Sight& sight, const std::string& campaign) {
    ObligationFilter filter = sight.filter();
    filter.status = ObligationFilter::Status::overdue;
    filter.campaign = campaign;
    const auto page = sight.reader.obligations(filter, page_size_max, "");
    if (!page) return page.error();
    std::vector<Facts> rows;
    for (const Obligation& one : page->rows)
        rows.push_back(obligation_facts(sight, one));
    return rows;
}

}  // namespace

Result<Response> chase_page(const Sight& sight, const Request& request,
                            const Templates& templates) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return fault_page(sight, request, templates, 400, known.error().text);
    auto calls = calls_of(sight);
    if (!calls) return calls.error();
    std::vector<Facts> rows;
    for (Call& call : *calls) {
        Facts facts;
        facts.say("number", std::to_string(rows.size() + 1));
        facts.say("unit", call.unit);
        facts.say("phone", call.phone);
        facts.say("tel", dialled(call.phone));
        facts.say("callee", call.callee);
        facts.list("late", std::move(call.late));
        rows.push_back(std::move(facts));
    }
    Facts facts;
    facts.say("day", weekday_date_words(sight.today, sight.language));
    facts.flag("has_rows", !rows.empty());
    facts.list("rows", std::move(rows));
    return page(sight, request, templates,
                {"chase", std::move(facts), text("chase_sheet", sight.language)});
}

Result<Response> report_page(const Sight& sight, const Request& request,
                             const Templates& templates) {
    const auto wrong = [&](int status, const std::string& words) {
        return fault_page(sight, request, templates, status, words);
    };
    if (auto known = knows_query(request, {}, sight.language); !known)
        return wrong(400, known.error().text);
    const std::string& id = request.path_value("id");
    const auto definition = sight.definition(id);
    if (!definition) return wrong(404, text("no_campaign", sight.language) + " " + id);
    const Campaign& campaign = definition->campaign;
    const auto map = map_of(sight, campaign);
    if (!map) return map.error();
    auto late = late_of(sight, id);
    if (!late) return late.error();
    std::vector<Facts> units;
    for (const auto& [unit, shares] : map->units)
        units.push_back(unit_line(sight, unit, shares));
    auto times = times_facts(sight, campaign, *map);
    Facts facts = progress_facts(sight, map->whole);
    facts.say("issuer", unit_name(sight, campaign.issuer));
    facts.say("title", campaign.title);
    facts.say("number", campaign.number);
    facts.say("day", date_words(sight.today, sight.language));
    facts.say("campaign_href", campaign_link(sight, id));
    facts.flag("has_times", !times.empty());
    facts.list("times", std::move(times));
    facts.flag("has_late", !late->empty());
    facts.list("late", *std::move(late));
    facts.flag("has_units", !units.empty());
    facts.list("units", std::move(units));
    return page(
        sight, request, templates,
        {"report", std::move(facts), text("report", sight.language) + " " + campaign.title});
}

}  // namespace dondoc
