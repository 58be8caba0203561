#include <algorithm>
#include <utility>

#include "daemon/http/accounts.h"
#include "daemon/http/prospect.h"
#include "daemon/web/campaign_map.h"
#include "daemon/web/parts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "daemon/web/timeline_drawing.h"
#include "notifiers/phrases.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

constexpr const char* met_sign = "✓";
constexpr const char* unmet_sign = "✗";
constexpr const char* nothing_sign = "–";

Facts unit_progress_facts(const Sight& sight, const Indicator& indicator,
                          const UnitProgress& unit) {
    const auto number = [&](const std::optional<Reported>& one) {
        return one ? value_words(indicator, one->figure.value, sight.language) : nothing_sign;
    };
    Facts facts;
    facts.say("unit", unit_name(sight, unit.unit));
    facts.say("target", number(unit.target));
    facts.say("actual", number(unit.actual));
    facts.say("plan", unit.plan ? verdict_name(*unit.plan, sight.language) : nothing_sign);
    facts.say("own", unit.target ? verdict_name(unit.own, sight.language) : nothing_sign);
    facts.say("note", unit.short_of_plan ? text("short_of_plan", sight.language) : "");
    return facts;
}

Facts indicator_facts(const Sight& sight, const IndicatorProgress& progress) {
    const Indicator& indicator = *progress.indicator;
    const std::string all =
        "/" + count_words(static_cast<int>(progress.units.size()), sight.language);
    std::vector<Facts> units;
    for (const UnitProgress& unit : progress.units) {
        if (unit.target || unit.actual)
            units.push_back(unit_progress_facts(sight, indicator, unit));
    }
    Facts facts;
    facts.say("id", indicator.id);
    facts.say("title", indicator.title);
    facts.say("level", indicator_level_name(indicator.level, sight.language));
    facts.say("target", target_words(indicator, sight.language));
    facts.say("note", impossible(indicator) ? text("impossible", sight.language) : "");
    facts.say("registered", count_words(progress.registered, sight.language) + all);
    facts.say("reported", count_words(progress.reported, sight.language) + all);
    facts.say("reached", progress_words(progress, sight.language));
    facts.flag("has_units", !units.empty());
    facts.list("units", std::move(units));
    return facts;
}

Result<std::vector<Facts>> indicators_of(const Sight& sight, const Definition& definition) {
    const auto all = progress_of(sight, definition);
    if (!all) return all.error();
    std::vector<Facts> list;
    for (const IndicatorProgress& one : *all)
        list.push_back(indicator_facts(sight, one));
    return list;
}

using Gates = std::vector<const Gate*>;

Facts gate_facts(const Sight& sight, const Campaign& campaign, const Gate& gate) {
    Facts facts;
    facts.say("title", gate.title);
    facts.say("blocks", blocked_words(campaign, gate, sight.language));
    facts.say("quote", gate.quote);
    return facts;
}

Facts judged_facts(const Sight& sight, const JudgedUnit& unit, const Gates& gates) {
    bool eligible = true;
    std::vector<Facts> list;
    for (const JudgedGate& gate : unit.gates) {
        if (std::ranges::find(gates, gate.gate) == gates.end()) continue;
        eligible &= gate.passed;
        for (const JudgedRequirement& requirement : gate.requirements) {
            for (const GateFact& fact : requirement.facts) {
                list.emplace_back();
                list.back().say("tone", fact.met ? "met" : "unmet");
                list.back().say("icon", fact.met ? met_sign : unmet_sign);
                list.back().say("words", fact.words);
            }
        }
    }
    Facts facts;
    facts.say("unit", unit_name(sight, unit.unit));
    facts.say("href", record_link(sight, unit.unit));
    facts.say("tone", eligible ? "settled" : "overdue");
    facts.say("icon", eligible ? met_sign : unmet_sign);
    facts.say("verdict", text(eligible ? "eligible" : "not_eligible", sight.language));
    facts.list("facts", std::move(list));
    return facts;
}

Facts phase_facts(const Sight& sight, const Phase& phase, PhaseState state) {
    Facts facts;
    facts.say("name", phase_name(phase, sight.language));
    facts.say("code", std::string(to_string(state)));
    facts.say("state", phase_state_name(state, sight.language));
    return facts;
}

Facts gated_facts(const Sight& sight, const Campaign& campaign, const PhaseRecord& record,
                  const std::vector<JudgedUnit>& judged) {
    const Phase& phase = *campaign.phase(record.phase);
    const Gates before = gates_before(campaign, phase.id);
    std::vector<Facts> gates;
    for (const Gate* gate : before)
        gates.push_back(gate_facts(sight, campaign, *gate));
    std::vector<Facts> units;
    if (!before.empty()) {
        for (const JudgedUnit& unit : judged)
            units.push_back(judged_facts(sight, unit, before));
    }
    Facts facts = phase_facts(sight, phase, record.state);
    const bool award = phase.kind == PhaseKind::award;
    facts.say("heading", text(award ? "eligibility" : "gates_before", sight.language));
    facts.flag("any_gate", !gates.empty());
    facts.list("gates", std::move(gates));
    facts.list("units", std::move(units));
    return facts;
}

}  // namespace

Result<Facts> campaign_facts(const Sight& sight, const Definition& definition) {
    const Campaign& campaign = definition.campaign;
    const auto records = sight.reader.phases(campaign.id);
    if (!records) return records.error();
    const auto judged = eligibility_of(sight, definition);
    if (!judged) return judged.error();
    auto indicators = indicators_of(sight, definition);
    if (!indicators) return indicators.error();
    std::vector<Facts> phases;
    std::vector<Facts> gated;  // award phases, and those that a gate stands before
    for (const PhaseRecord& record : *records) {
        const Phase* phase = campaign.phase(record.phase);
        if (!phase || record.withdrawn) continue;
        phases.push_back(phase_facts(sight, *phase, record.state));
        if (phase->kind == PhaseKind::award || !gates_before(campaign, phase->id).empty())
            gated.push_back(gated_facts(sight, campaign, record, *judged));
    }
    const auto map = map_of(sight, campaign);
    if (!map) return map.error();
    auto times = times_facts(sight, campaign, *map);
    Facts facts;
    facts.list("progress", {progress_facts(sight, map->whole)});
    facts.list("timeline", {timeline_facts(sight, campaign, *map)});
    facts.list("matrix", {matrix_facts(sight, campaign, *map)});
    facts.flag("has_times", !times.empty());
    facts.list("times", std::move(times));
    facts.say("report_href", page_link(sight, "/campaigns/" + campaign.id + "/report", {}));
    facts.say("title", campaign.title);
    facts.say("state", campaign_state_name(campaign_state(campaign, *records), sight.language));
    facts.say("obligations_href",
              page_link(sight, "/", {{"status", "any"}, {"campaign", campaign.id}}));
    facts.list("phases", std::move(phases));
    facts.list("gated", std::move(gated));
    facts.flag("any_indicator", !indicators->empty());
    facts.list("indicators", *std::move(indicators));
    return facts;
}

}  // namespace dondoc
