// The routes of the directory: which units and people there are. As the configuration has them
// today, and as far as whoever asks may see; the store is asked nothing.
#include <algorithm>
#include <map>
#include <utility>

#include <boost/json.hpp>

#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/search.h"
#include "daemon/http/unit_view.h"
#include "daemon/http/views.h"

namespace dondoc {

namespace {

namespace json = boost::json;

// A page of what is ordered by id; the cursor is the last id that was given out.
template <class Row>
Page<const Row*> page_of(const std::map<std::string, Row, std::less<>>& all, const PageAsked& asked,
                         const std::function<bool(const Row&)>& wanted) {
    Page<const Row*> page;
    for (auto at = all.upper_bound(asked.cursor); at != all.end(); ++at) {
        if (!wanted(at->second)) continue;
        if (page.rows.size() == asked.limit) {
            page.cursor = page.rows.back()->id;
            break;
        }
        page.rows.push_back(&at->second);
    }
    return page;
}

bool has(const std::vector<std::string>& ids, const std::string& id) {
    return std::ranges::find(ids, id) != ids.end();
}

// Whoever is limited to campaigns sees the units that take part in one of them.
bool sees_unit(const Sight& sight, const std::string& id) {
    const Scope& scope = sight.scope();
    const auto takes_part = [&](const std::string& campaign) {
        const auto definition = sight.definition(campaign);
        return definition && has(definition->campaign.participants, id);
    };
    return scope.has_unit(id) &&
           (scope.campaigns.empty() || std::ranges::any_of(scope.campaigns, takes_part));
}

Result<Response> units(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {"search", "campaign", "group", "limit", "cursor"},
                                 sight.language);
        !known)
        return problem(400, known.error().text);
    const auto asked = page_asked(request, sight.language);
    if (!asked) return problem(400, asked.error().text);
    const Organisation& organisation = sight.organisation();
    const Scope& scope = sight.scope();
    const bool all = !scope.limited();
    if (all && !asked->cursor.empty() && !organisation.unit(asked->cursor))
        return bad_cursor(sight);
    ObligationFilter filter;
    filter.campaign = request.query_value("campaign").value_or("");
    const std::string group_name = request.query_value("group").value_or("");
    const auto* group = organisation.group(group_name);
    // What a slip of the hand may have meant is not for whoever is limited.
    if (all && !group_name.empty() && !group) return no_group(sight, group_name);
    if (auto slip = all ? unknown_in(sight, filter) : std::nullopt) return *std::move(slip);
    const bool open = scope.campaigns.empty() || has(scope.campaigns, filter.campaign);
    const auto definition = open ? sight.definition(filter.campaign) : nullptr;
    const Search search(request.query_value("search").value_or(""));
    const auto page = page_of<Unit>(organisation.units, *asked, [&](const Unit& unit) {
        if (!sees_unit(sight, unit.id)) return false;
        if (!filter.campaign.empty() &&
            (!definition || !has(definition->campaign.participants, unit.id)))
            return false;
        if (!group_name.empty() && (!group || !has(group->units, unit.id))) return false;
        return search.finds({unit.id, unit.name_on(sight.today), unit.short_name_on(sight.today)});
    });
    return json_response(json::serialize(
        page_view(page, [&](const Unit* unit) { return unit_line_view(sight, *unit); })));
}

struct Role {
    std::string_view role;
    std::string unit;
};
using Roles = std::multimap<std::string, Role, std::less<>>;  // by person

// In the units that whoever asks sees.
Roles roles_of(const Sight& sight) {
    Roles roles;
    for (const auto& [id, unit] : sight.organisation().units) {
        if (!sees_unit(sight, id)) continue;
        if (!unit.contact.empty()) roles.emplace(unit.contact, Role{"contact", id});
        if (!unit.head.empty()) roles.emplace(unit.head, Role{"head", id});
        if (!unit.superior.empty()) roles.emplace(unit.superior, Role{"superior", id});
    }
    return roles;
}

json::value absence_view(const Absence* absence) {
    if (!absence) return nullptr;
    return json::object{{"from", iso_date(absence->days.first)},
                        {"to", iso_date(absence->days.last)},
                        {"stand_in", text_or_null(absence->stand_in)},
                        {"reason", text_or_null(absence->reason)}};
}

json::object person_view(const Sight& sight, const Person& person, const Roles& all) {
    json::array roles;
    const auto [first, last] = all.equal_range(person.id);
    for (auto at = first; at != last; ++at)
        roles.push_back({{"role", at->second.role}, {"unit", at->second.unit}});
    return {{"id", person.id},
            {"name", person.name},
            {"title", text_or_null(person.title)},
            {"address", text_or_null(person.address)},
            {"phone", text_or_null(person.phone)},
            {"channel", text_or_null(person.channel)},
            {"roles", std::move(roles)},
            {"away", absence_view(sight.organisation().absence(person.id, sight.today))}};
}

Result<Response> people(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {"search", "unit", "limit", "cursor"}, sight.language);
        !known)
        return problem(400, known.error().text);
    const auto asked = page_asked(request, sight.language);
    if (!asked) return problem(400, asked.error().text);
    const Organisation& organisation = sight.organisation();
    const bool all = !sight.scope().limited();
    if (all && !asked->cursor.empty() && !organisation.person(asked->cursor))
        return bad_cursor(sight);
    ObligationFilter filter;
    filter.unit = request.query_value("unit").value_or("");
    if (auto slip = all ? unknown_in(sight, filter) : std::nullopt) return *std::move(slip);
    const Roles roles = roles_of(sight);
    const Search search(request.query_value("search").value_or(""));
    const auto page = page_of<Person>(organisation.people, *asked, [&](const Person& person) {
        const auto [first, last] = roles.equal_range(person.id);
        const bool there =
            filter.unit.empty() ? all || first != last : std::any_of(first, last, [&](auto& one) {
                return one.second.unit == filter.unit;
            });
        return there && search.finds({person.id, person.name, person.title, person.address});
    });
    return json_response(json::serialize(
        page_view(page, [&](const Person* one) { return person_view(sight, *one, roles); })));
}

}  // namespace

void add_directory_routes(Router& router, const std::shared_ptr<Vantage>& vantage) {
    router.get("/api/v1/units", reading_route(vantage, units));
    router.get("/api/v1/people", reading_route(vantage, people));
}

}  // namespace dondoc
