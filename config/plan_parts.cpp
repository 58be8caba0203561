#include "config/plan_parts.h"

#include <algorithm>

#include "config/indicator_entry.h"
#include "workflows/suggest.h"

namespace dondoc {
namespace {

constexpr std::string_view basis_forms = "the document's name in quotes, or { document = \"...\" }";

// One entry of `legal_basis`: a text, or a table.
LegalBasis read_basis(const Source& source, const Node& node) {
    LegalBasis basis;
    if (node.table() == nullptr) {
        basis.document = as_text(source, node, "an entry of 'legal_basis'").value_or("");
        return basis;
    }
    TableReader table(source, node, "an entry of 'legal_basis'");
    basis.document = table.required_text("document", "document = \"...\"");
    basis.quote = table.passage("quote");
    basis.from = table.date("from");
    basis.to = table.date("to");
    basis.replaced_by = table.text_or("replaced_by", "");
    warn_of_no_quote(table, in_quotes(basis.document));
    if (basis.from && basis.to && *basis.to < *basis.from) {
        table.error("to", "the document ends on " + iso_date(*basis.to) +
                              ", before it comes into force on " + iso_date(*basis.from) +
                              "; put the two in order");
        basis.to.reset();
    }
    if (!basis.replaced_by.empty() && !basis.to && !table.has_unknown()) {
        table.error("replaced_by",
                    "'replaced_by' without 'to'; add to = the last day the document is in force");
    }
    table.finish();
    return basis;
}

void read_legal_basis(TableReader& root, Campaign& campaign, PlanPlaces& places) {
    const Node* node = root.find("legal_basis");
    if (node == nullptr) {
        return;
    }
    const auto add = [&](const Node& entry) {
        campaign.legal_basis.push_back(read_basis(root.source(), entry));
        places.legal_basis.push_back(entry.at);
    };
    if (node->list() != nullptr) {
        for (const Node& entry : *node->list()) {
            add(entry);
        }
    } else if (node->table() != nullptr || std::holds_alternative<std::string>(node->value)) {
        add(*node);
    } else {
        root.error("legal_basis", "'legal_basis' is " + std::string(node->kind()) +
                                      "; write a list, each entry " + std::string(basis_forms));
    }
}

std::optional<PhaseKind> kind_named(std::string_view word) {
    for (const PhaseKind kind : {PhaseKind::launch, PhaseKind::registration, PhaseKind::midterm,
                                 PhaseKind::final, PhaseKind::award}) {
        if (to_string(kind) == word) {
            return kind;
        }
    }
    return std::nullopt;
}

// What a gate stands before: a word, or the id of a phase.
void read_blocked(TableReader& table, const IdSet& phases, Gate& gate) {
    table.require("blocks", "blocks = \"title\", \"provincial-award\" or the id of a phase");
    const auto blocked = table.mention("blocks");
    if (!blocked || blocked->id == "title") {
        gate.blocks = Gate::Blocks::title;
    } else if (blocked->id == "provincial-award") {
        gate.blocks = Gate::Blocks::provincial_award;
    } else if (const auto word = nearest(blocked->id, {"title", "provincial-award"});
               word && !phases.contains(blocked->id)) {
        table.error("blocks", "'blocks' is " + in_quotes(blocked->id) + "; did you mean " +
                                  in_quotes(*word) + "?");
    } else if (phases.check(table.source(), *blocked)) {
        gate.blocks = Gate::Blocks::phase;
        gate.phase = blocked->id;
    }
}

Gate read_gate(const Source& source, const Node& node, const PlanIds& ids, IdSet& gates) {
    TableReader table(source, node, "[[gate]]");
    const Mention id = table.id();
    gates.add(source, id);
    Gate gate;
    gate.id = id.id;
    gate.title = table.required_text("title", "title = \"...\"");
    table.require("requires", "requires = [ids of duties, or kinds of phases as \"registration\"]");
    const auto mentions = table.mentions("requires").value_or(std::vector<Mention>{});
    for (const Mention& mention : mentions) {
        if (const auto kind = kind_named(mention.id)) {
            if (ids.duties.contains(mention.id)) {
                source.error(mention.at, "'requires' names " + in_quotes(mention.id) +
                                             ", a duty and a kind of phase; give the duty another "
                                             "id");
            }
            gate.requirements.push_back({"", kind});
        } else if (ids.duties.check(source, mention)) {
            gate.requirements.push_back({mention.id, {}});
        }
    }
    if (table.has("requires") && mentions.empty()) {
        table.error("requires",
                    "'requires' is empty, so the gate is always open; name what must "
                    "have been done");
    }
    read_blocked(table, ids.phases, gate);
    gate.quote = table.passage("quote");
    warn_of_no_quote(table, "gate " + in_quotes(gate.id));
    table.finish();
    return gate;
}

// A number handed in with a duty is either the unit's target or what it reached.
void check_registers(const Source& source, const Campaign& campaign, const IdSet& indicators,
                     const PlanPlaces& places) {
    for (const auto& [duty, mentions] : places.registers) {
        for (const Mention& mention : mentions) {
            if (!indicators.check(source, mention)) {
                continue;
            }
            const auto& reviewed = campaign.indicator(mention.id)->reviewed_in;
            if (std::ranges::find(reviewed, duty) != reviewed.end()) {
                source.error(mention.at, "duty " + in_quotes(duty) + " both registers indicator " +
                                             in_quotes(mention.id) +
                                             " and stands in its 'reviewed_in'; keep one of them");
            }
        }
    }
}

Conflict read_conflict(const Source& source, const Node& node) {
    TableReader table(source, node, "[[conflict]]");
    Conflict conflict;
    conflict.text = table.required_text("text", "text = what does not agree");
    table.require("quotes", "quotes = [both places of the plan, word for word]");
    for (const Mention& quote : table.mentions("quotes").value_or(std::vector<Mention>{})) {
        conflict.quotes.push_back(quote.id);
    }
    conflict.settled = table.passage("settled");
    table.finish();
    return conflict;
}

Recalled read_recalled(const Source& source, const Node& node, const KnownEvents& events) {
    TableReader table(source, node, "[[history]]");
    Recalled recalled;
    recalled.document = table.required_text("document", "document = the older document");
    if (const Node* due = table.table("due")) {
        TableReader when(source, *due, "'due'");
        recalled.due = read_deadline(when, events).value_or(Deadline{});
        when.finish();
    }
    recalled.quote = table.passage("quote");
    warn_of_no_quote(table, in_quotes(recalled.document));
    table.finish();
    return recalled;
}

}  // namespace

void warn_of_no_quote(TableReader& table, const std::string& what) {
    if (!table.has("quote") && !table.has_unknown()) {
        table.source().warning(table.at(),
                               what + " has no quote; add the sentence of the plan that says so",
                               Topic::quote);
    }
}

std::vector<std::string> read_collates(TableReader& table, PlanPlaces& places) {
    std::vector<std::string> ids;
    for (const Mention& duty : table.mentions("collates").value_or(std::vector<Mention>{})) {
        ids.push_back(duty.id);
        places.named_duties.push_back(duty);
    }
    return ids;
}

std::vector<std::string> read_registers(TableReader& duty, const std::string& id,
                                        PlanPlaces& places) {
    std::vector<std::string> ids;
    for (const Mention& indicator : duty.mentions("registers").value_or(std::vector<Mention>{})) {
        ids.push_back(indicator.id);
        places.registers[id].push_back(indicator);
    }
    return ids;
}

std::vector<DossierPart> read_dossier(TableReader& duty) {
    std::vector<DossierPart> parts;
    for (const Node* node : duty.tables("dossier")) {
        TableReader table(duty.source(), *node, "a part of 'dossier'");
        const std::string part = table.required_text("part", "part = \"...\"");
        const std::string quote = table.passage("quote");
        warn_of_no_quote(table, "part " + in_quotes(part) + " of a dossier");
        table.finish();
        parts.push_back({part, quote});
    }
    return parts;
}

void read_superiors(TableReader& root, const KnownEvents& events, Campaign& campaign,
                    PlanPlaces& places) {
    IdSet ids("superior's document", "");
    for (const Node* node : root.tables("implements")) {
        TableReader table(root.source(), *node, "an entry of 'implements'");
        Superior superior;
        if (table.has("id")) {
            const Mention id = table.id();
            ids.add(root.source(), id);
            superior.id = id.id;
        } else {
            table.find("id");
        }
        superior.document = table.required_text("document", "document = \"...\"");
        superior.issuer = table.text_or("issuer", "");
        if (const Node* due = table.table("due")) {
            TableReader when(root.source(), *due, "'due'");
            superior.due = read_deadline(when, events).value_or(Deadline{});
            when.finish();
        }
        superior.collates = read_collates(table, places);
        superior.quote = table.passage("quote");
        warn_of_no_quote(table, in_quotes(superior.document));
        table.finish();
        campaign.implements.push_back(superior);
        places.implements.push_back(node->at);
    }
}

void read_plan_parts(TableReader& root, const PlanIds& ids, const KnownEvents& events,
                     Campaign& campaign, PlanPlaces& places) {
    const Source& source = root.source();
    for (const Mention& duty : places.named_duties) {
        ids.duties.check(source, duty);
    }
    read_legal_basis(root, campaign, places);
    IdSet indicators("indicator", "name an indicator of this campaign");
    for (const Node* node : root.tables("indicator")) {
        campaign.indicators.push_back(read_indicator(source, *node, ids.duties, indicators));
        places.indicators.push_back(node->at);
    }
    check_registers(source, campaign, indicators, places);
    IdSet gates("gate", "");
    for (const Node* node : root.tables("gate")) {
        campaign.gates.push_back(read_gate(source, *node, ids, gates));
        places.gates.push_back(node->at);
    }
    for (const Node* node : root.tables("conflict")) {
        campaign.conflicts.push_back(read_conflict(source, *node));
        places.conflicts.push_back(node->at);
    }
    for (const Node* node : root.tables("history")) {
        campaign.history.push_back(read_recalled(source, *node, events));
    }
}

}  // namespace dondoc
