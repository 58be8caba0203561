#include "daemon/http/plan_views.h"

#include <algorithm>

#include <boost/json.hpp>

#include "daemon/http/views.h"
#include "notifiers/phrases.h"
#include "workflows/check.h"

namespace dondoc {

namespace {

namespace json = boost::json;

json::array texts_view(const std::vector<std::string>& texts) {
    json::array view;
    for (const std::string& text : texts)
        view.push_back(json::string(text));
    return view;
}

json::object superior_view(const Sight& sight, const Definition& definition,
                           const Superior& superior) {
    return {{"id", text_or_null(superior.id)},
            {"document", superior.document},
            {"issuer", text_or_null(superior.issuer)},
            {"deadline", superior.due.op == DueOperator::none
                             ? json::value(nullptr)
                             : plain_deadline_view(sight, superior.due, *definition.calendar)},
            {"collates", texts_view(superior.collates)},
            {"quote", text_or_null(superior.quote)}};
}

json::object basis_view(const LegalBasis& basis) {
    return {{"document", basis.document},
            {"quote", text_or_null(basis.quote)},
            {"from", day_view(basis.from)},
            {"to", day_view(basis.to)},
            {"replaced_by", text_or_null(basis.replaced_by)}};
}

std::string_view blocks_word(Gate::Blocks blocks) {
    switch (blocks) {
        case Gate::Blocks::title: return "title";
        case Gate::Blocks::provincial_award: return "provincial-award";
        case Gate::Blocks::phase: return "phase";
    }
    CHECK(false);
}

json::object conflict_view(const Conflict& conflict) {
    return {{"text", conflict.text},
            {"quotes", texts_view(conflict.quotes)},
            {"settled", text_or_null(conflict.settled)}};
}

json::object recalled_view(const Sight& sight, const Definition& definition,
                           const Recalled& recalled) {
    return {{"document", recalled.document},
            {"deadline", recalled.due.op == DueOperator::none
                             ? json::value(nullptr)
                             : plain_deadline_view(sight, recalled.due, *definition.calendar)},
            {"quote", text_or_null(recalled.quote)}};
}

json::array absent_view(const Sight& sight, const Campaign& campaign) {
    json::array kinds;
    for (const PhaseKind kind : absent_phases(sight, campaign))
        kinds.push_back(json::string(to_string(kind)));
    return kinds;
}

template <class Part, class View>
json::array list_view(const std::vector<Part>& parts, View view) {
    json::array list;
    for (const Part& part : parts)
        list.push_back(view(part));
    return list;
}

json::array children_view(const Sight& sight, const std::string& id) {
    json::array children;
    for (const auto& [other, definition] : sight.definitions().all()) {
        if (definition->campaign.parent == id) children.push_back(json::string(other));
    }
    return children;
}

json::value count_or_null(int count) {
    return count > 0 ? json::value(count) : json::value(nullptr);
}

}  // namespace

json::object indicator_view(const Indicator& indicator) {
    json::value upper = nullptr;
    if (indicator.upper) upper = to_text(*indicator.upper, DecimalMark::point);
    return {{"id", indicator.id},
            {"title", indicator.title},
            {"comparator", to_string(indicator.comparator)},
            {"value", to_text(indicator.value, DecimalMark::point)},
            {"upper", upper},
            {"or_more", indicator.or_more},
            {"written", indicator.written},
            {"unit", text_or_null(to_string(indicator.unit))},
            {"better", to_string(indicator.better)},
            {"level", to_string(indicator.level)},
            {"impossible", impossible(indicator)},
            {"reviewed_in", texts_view(indicator.reviewed_in)},
            {"quote", text_or_null(indicator.quote)}};
}

json::object gate_view(const Gate& gate) {
    json::array requirements;
    for (const Gate::Requirement& one : gate.requirements) {
        requirements.push_back(json::object{
            {"duty", text_or_null(one.duty)},
            {"phase_kind", one.phase ? json::value(to_string(*one.phase)) : json::value(nullptr)}});
    }
    return {{"id", gate.id},
            {"title", gate.title},
            {"requires", std::move(requirements)},
            {"blocks", blocks_word(gate.blocks)},
            {"phase", text_or_null(gate.phase)},
            {"quote", text_or_null(gate.quote)}};
}

std::vector<PhaseKind> absent_phases(const Sight& sight, const Campaign& campaign) {
    using enum PhaseKind;
    std::vector<PhaseKind> absent;
    if (!campaign.parent.empty()) return absent;
    absent = {launch, registration, midterm, final, award};
    for (const auto& [id, definition] : sight.definitions().all()) {
        const Campaign& other = definition->campaign;
        if (id != campaign.id && other.parent != campaign.id) continue;
        for (const Phase& phase : other.phases)
            std::erase(absent, phase.kind);
    }
    return absent;
}

json::object plain_deadline_view(const Sight& sight, const Deadline& deadline,
                                 const WorkCalendar& calendar) {
    const auto term = term_of(deadline, calendar);
    return {{"words", deadline_words(deadline, term, {}, sight.language)},
            {"last_permitted", term ? day_view(term->last_permitted) : json::value(nullptr)},
            {"last_working", term ? day_view(term->last_working) : json::value(nullptr)}};
}

void add_plan_parts(json::object& view, const Sight& sight, const Definition& definition) {
    const Campaign& campaign = definition.campaign;
    view["parent"] = text_or_null(campaign.parent);
    view["children"] = children_view(sight, campaign.id);
    view["issued"] = day_view(campaign.issued);
    view["working_days"] = count_or_null(campaign.working_days.value_or(0));
    view["period_quote"] = text_or_null(campaign.period_quote);
    view["implements"] = list_view(campaign.implements, [&](const Superior& superior) {
        return superior_view(sight, definition, superior);
    });
    view["legal_basis"] = list_view(campaign.legal_basis, basis_view);
    view["indicators"] = list_view(campaign.indicators, indicator_view);
    view["gates"] = list_view(campaign.gates, gate_view);
    view["conflicts"] = list_view(campaign.conflicts, conflict_view);
    view["history"] = list_view(campaign.history, [&](const Recalled& recalled) {
        return recalled_view(sight, definition, recalled);
    });
    view["absent_phases"] = absent_view(sight, campaign);
}

void add_duty_parts(json::object& view, const Duty& duty) {
    view["cycle"] = count_or_null(duty.cycle);
    view["dossier"] = list_view(duty.dossier, [](const DossierPart& part) {
        return json::object{{"part", part.part}, {"quote", text_or_null(part.quote)}};
    });
    view["collates"] = texts_view(duty.collates);
    view["registers"] = texts_view(duty.registers);
    view["buffer"] = nullptr;
    if (duty.buffer) {
        view["buffer"] =
            json::object{{"working_days", duty.buffer->working_days}, {"of", duty.buffer->of}};
    }
}

Standing standing_in(const json::object& shown) {
    Standing now;
    for (const char* key : {"standing", "state_words"}) {
        const json::value* words = shown.if_contains(key);
        if (words && words->is_string()) now.words = words->as_string();
    }
    const json::value* state = shown.if_contains("state");
    const json::value* unsettled = shown.if_contains("unsettled");
    now.closed = state && *state == "closed";
    if (unsettled && unsettled->is_int64()) now.unsettled = unsettled->get_int64();
    return now;
}

}  // namespace dondoc
