// The routes of the accounts: indicators, eligibility, a unit's record. Their forms are those of
// views.h; numbers of indicators are texts with a decimal point, as they were handed in.
#include <boost/json.hpp>

#include "daemon/http/accounts.h"
#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/plan_views.h"
#include "daemon/http/prospect.h"
#include "daemon/http/views.h"
#include "workflows/check.h"

namespace dondoc {

namespace {

namespace json = boost::json;

json::value number_view(const std::optional<Decimal>& number) {
    if (!number) return nullptr;
    return json::string(to_text(*number, DecimalMark::point));
}

json::value reported_view(const Sight& sight, const Indicator& indicator,
                          const std::optional<Reported>& one) {
    if (!one) return nullptr;
    return json::object{{"value", to_text(one->figure.value, DecimalMark::point)},
                        {"words", value_words(indicator, one->figure.value, sight.language)},
                        {"obligation", one->obligation.text()},
                        {"arrived", iso_date(one->arrived)}};
}

json::object unit_progress_view(const Sight& sight, const Indicator& indicator,
                                const UnitProgress& unit) {
    const auto words = [&](const std::optional<Verdict>& verdict) {
        return text_or_null(verdict ? verdict_name(*verdict, sight.language) : "");
    };
    return {{"unit", unit.unit},
            {"unit_name", unit_name(sight, unit.unit)},
            {"target", reported_view(sight, indicator, unit.target)},
            {"actual", reported_view(sight, indicator, unit.actual)},
            {"own", to_string(unit.own)},
            {"own_words", words(unit.target ? std::optional(unit.own) : std::nullopt)},
            {"plan", unit.plan ? json::value(to_string(*unit.plan)) : json::value(nullptr)},
            {"plan_words", words(unit.plan)},
            {"short_of_plan", unit.short_of_plan}};
}

std::string_view source_word(WholeProgress::Source source) {
    switch (source) {
        case WholeProgress::Source::none: return "none";
        case WholeProgress::Source::issuer: return "issuer";
        case WholeProgress::Source::sum: return "sum";
    }
    CHECK(false);
}

json::value whole_view(const std::optional<WholeProgress>& whole) {
    if (!whole) return nullptr;
    return json::object{{"source", source_word(whole->source)},
                        {"value", number_view(whole->value)},
                        {"target", number_view(whole->target)},
                        {"verdict", to_string(whole->verdict)}};
}

json::object judged_gate_view(const JudgedGate& judged) {
    json::array requirements;
    for (const JudgedRequirement& one : judged.requirements) {
        json::array facts;
        for (const GateFact& fact : one.facts) {
            facts.push_back(json::object{{"obligation", text_or_null(fact.obligation)},
                                         {"phase", text_or_null(fact.phase)},
                                         {"met", fact.met},
                                         {"words", fact.words}});
        }
        const auto& kind = one.requirement.phase;
        requirements.push_back(json::object{
            {"duty", text_or_null(one.requirement.duty)},
            {"phase_kind", kind ? json::value(to_string(*kind)) : json::value(nullptr)},
            {"met", one.met},
            {"facts", std::move(facts)}});
    }
    return {{"gate", judged.gate->id},
            {"passed", judged.passed},
            {"requirements", std::move(requirements)}};
}

json::object line_view(const Sight& sight, const RecordLine& line) {
    const auto definition = sight.definition(line.id.campaign);
    const Duty* duty = definition ? definition->campaign.duty(line.id.duty) : nullptr;
    return {{"obligation", line.id.text()},
            {"campaign", line.id.campaign},
            {"deliverable", duty ? duty->deliverable : line.id.duty},
            {"how", to_string(line.how)},
            {"how_words", how_words(line, sight.language)},
            {"counted", is_counted(line.how)},
            {"last_permitted", day_view(line.last_permitted)},
            {"arrived", day_view(line.arrived)},
            {"days_late", line.days_late},
            {"submissions", line.submissions},
            {"returns", line.returns},
            {"extensions", line.extensions},
            {"handed_over", day_view(line.handed_over)}};
}

json::object sum_view(const RecordSum& sum) {
    return {
        {"counted", sum.counted},       {"on_time", sum.on_time},        {"late", sum.late},
        {"missing", sum.missing},       {"days_late", sum.days_late},    {"returns", sum.returns},
        {"extensions", sum.extensions}, {"not_counted", sum.not_counted}};
}

// Units that gave no number are counted and not listed.
json::object progress_view(const Sight& sight, const IndicatorProgress& progress) {
    json::array units;
    for (const UnitProgress& unit : progress.units) {
        if (unit.target || unit.actual)
            units.push_back(unit_progress_view(sight, *progress.indicator, unit));
    }
    return {{"indicator", indicator_view(*progress.indicator)},
            {"level_words", indicator_level_name(progress.indicator->level, sight.language)},
            {"target_words", target_words(*progress.indicator, sight.language)},
            {"words", progress_words(progress, sight.language)},
            {"units_all", progress.units.size()},
            {"registered", progress.registered},
            {"reported", progress.reported},
            {"met", progress.met},
            {"not_yet", progress.not_yet},
            {"unknown", progress.unknown},
            {"whole", whole_view(progress.whole)},
            {"units", std::move(units)}};
}

json::object judged_unit_view(const Sight& sight, const JudgedUnit& judged) {
    json::array gates;
    for (const JudgedGate& gate : judged.gates)
        gates.push_back(judged_gate_view(gate));
    return {{"unit", judged.unit},
            {"unit_name", unit_name(sight, judged.unit)},
            {"passed", judged.passed},
            {"suspended_until", judged.suspended ? json::value(iso_date(judged.suspended->last))
                                                 : json::value(nullptr)},
            {"gates", std::move(gates)}};
}

json::object taken_view(const Sight& sight, const TakenOver& one) {
    json::object view = line_view(sight, one.line);
    view["unit"] = one.line.id.unit;
    view["unit_name"] = unit_name(sight, one.line.id.unit);
    view["passed_on"] = iso_date(one.on);
    view["reason"] = text_or_null(one.reason);
    return view;
}

json::object record_view(const Sight& sight, const std::vector<RecordLine>& lines,
                         const std::vector<TakenOver>& taken) {
    json::array items;
    for (const RecordLine& line : lines)
        items.push_back(line_view(sight, line));
    json::array taken_over;
    for (const TakenOver& one : taken)
        taken_over.push_back(taken_view(sight, one));
    return {{"taken_over", std::move(taken_over)},
            {"counting_taken_over", how_taken_over(sight.language)},
            {"today", iso_date(sight.today)},
            {"language", language_word(sight)},
            {"counting", how_counted(sight.language)},
            {"sum", sum_view(sum_of(lines))},
            {"items", std::move(items)}};
}

Response answer(const json::object& object) {
    return json_response(json::serialize(object));
}

Result<Response> indicators(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return problem(400, known.error().text);
    const std::string& id = request.path_value("id");
    const auto definition = sight.definition(id);
    if (!definition) return no_campaign(sight, id);
    const auto all = progress_of(sight, *definition);
    if (!all) return all.error();
    json::array items;
    for (const IndicatorProgress& one : *all)
        items.push_back(progress_view(sight, one));
    return answer({{"campaign", id},
                   {"title", definition->campaign.title},
                   {"today", iso_date(sight.today)},
                   {"language", language_word(sight)},
                   {"items", std::move(items)}});
}

Result<Response> who_may(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return problem(400, known.error().text);
    const std::string& id = request.path_value("id");
    const auto definition = sight.definition(id);
    if (!definition) return no_campaign(sight, id);
    const auto all = eligibility_of(sight, *definition);
    if (!all) return all.error();
    json::array gates;
    for (const Gate& gate : definition->campaign.gates) {
        json::object view = gate_view(gate);
        view["blocks_words"] = blocked_words(definition->campaign, gate, sight.language);
        gates.push_back(std::move(view));
    }
    json::array items;
    for (const JudgedUnit& one : *all)
        items.push_back(judged_unit_view(sight, one));
    return answer({{"campaign", id},
                   {"title", definition->campaign.title},
                   {"today", iso_date(sight.today)},
                   {"language", language_word(sight)},
                   {"gates", std::move(gates)},
                   {"items", std::move(items)}});
}

Result<Response> record(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return problem(400, known.error().text);
    const std::string& id = request.path_value("id");
    if (!sight.organisation().unit(id) || !sight.sees_unit(id)) return no_unit(sight, id);
    const auto lines = record_of(sight, id);
    if (!lines) return lines.error();
    const auto taken = taken_over_by(sight, id);
    if (!taken) return taken.error();
    json::object view = record_view(sight, *lines, *taken);
    view["unit"] = id;
    view["unit_name"] = unit_name(sight, id);
    return answer(view);
}

}  // namespace

void add_account_routes(Router& router, const std::shared_ptr<Vantage>& vantage) {
    router.get("/api/v1/campaigns/{id}/indicators", reading_route(vantage, indicators));
    router.get("/api/v1/campaigns/{id}/eligibility", reading_route(vantage, who_may));
    router.get("/api/v1/units/{id}/record", reading_route(vantage, record));
}

}  // namespace dondoc
