#include "config/campaign_reader.h"

#include <algorithm>
#include <numeric>

#include "config/suggest.h"

namespace dondoc {
namespace {

constexpr std::string_view group_mark = "nhom:";

std::string default_title(PhaseKind kind, const std::string& id) {
    switch (kind) {
        case PhaseKind::launch: return "Phát động";
        case PhaseKind::registration: return "Đăng ký";
        case PhaseKind::midterm: return "Sơ kết";
        case PhaseKind::final: return "Tổng kết";
        case PhaseKind::award: return "Khen thưởng";
        case PhaseKind::other: return id;
    }
    return id;
}

}  // namespace

CampaignReader::CampaignReader(const Document& document, const CampaignSurroundings& surroundings,
                               Faults& faults)
    : source_(document, faults),
      surroundings_(surroundings),
      due_(source_, surroundings.calendar, period_, events_) {}

bool CampaignReader::check_unit(const Mention& mention) const {
    return surroundings_.organisation == nullptr ||
           surroundings_.organisation->units.check(source_, mention);
}

std::string CampaignReader::unit(TableReader& table, std::string_view key) {
    const auto mention = table.mention(key);
    return mention && check_unit(*mention) ? mention->id : "";
}

std::optional<std::vector<std::string>> CampaignReader::expand(
    const std::vector<Mention>& mentions) const {
    std::vector<std::string> units;
    std::set<std::string> seen;
    bool good = surroundings_.organisation != nullptr;
    const auto take = [&](const std::string& id) {
        if (seen.insert(id).second) {
            units.push_back(id);
        }
    };
    for (const Mention& mention : mentions) {
        if (!mention.id.starts_with(group_mark)) {
            good = check_unit(mention) && good;
            take(mention.id);
        } else if (surroundings_.organisation != nullptr) {
            const Mention group{mention.id.substr(group_mark.size()), mention.at};
            if (!surroundings_.organisation->groups.check(source_, group)) {
                good = false;
            } else if (const Group* found =
                           surroundings_.organisation->organisation->group(group.id)) {
                std::for_each(found->units.begin(), found->units.end(), take);
            }
        }
    }
    return good ? std::optional(units) : std::nullopt;
}

CampaignReader::Ends CampaignReader::ends(TableReader& table, std::string_view what) {
    const Ends ends{table.date("from"), table.date("to")};
    if (ends.from && ends.to && *ends.to < *ends.from) {
        table.error("to", std::string(what) + " ends on " + iso_date(*ends.to) +
                              ", before it begins on " + iso_date(*ends.from) +
                              "; put the two in order");
        return {};
    }
    return ends;
}

void CampaignReader::read_period(TableReader& root) {
    root.require("period", "period = { from = 2017-01-01, to = 2017-12-31 }");
    const Node* node = root.table("period");
    if (node == nullptr) {
        return;
    }
    TableReader table(source_, *node, "'period'");
    table.require("from", "from = 2017-01-01");
    table.require("to", "to = 2017-12-31");
    const Ends period = ends(table, "the period");
    if (period.from && period.to) {
        campaign_.period = {*period.from, *period.to};
        period_ = campaign_.period;
    }
    table.finish();
}

std::string CampaignReader::ladder(TableReader& table) {
    const auto mention = table.mention("ladder");
    if (!mention) {
        return "";
    }
    const bool known =
        surroundings_.ladders == nullptr || surroundings_.ladders->ids.check(source_, *mention);
    return known ? mention->id : "";
}

Campaign CampaignReader::read(IdSet& campaigns) {
    TableReader root(source_, source_.document().root, "the campaign");
    const Mention id = root.id();
    campaigns.add(source_, id);
    campaign_.id = id.id;
    campaign_.title = root.required_text("title", "title = \"...\"");
    campaign_.number = root.text_or("number", "");
    root.require("issuer", "issuer = the unit that issues the plan");
    campaign_.issuer = unit(root, "issuer");
    root.require("coordinator", "coordinator = the unit whose contact is the officer");
    campaign_.coordinator = unit(root, "coordinator");
    participants_ = std::vector<std::string>{};
    if (root.has("participants")) {
        const auto mentions = root.mentions("participants");
        participants_ = mentions ? expand(*mentions) : std::nullopt;
        campaign_.participants = participants_.value_or(std::vector<std::string>{});
    } else {
        root.find("participants");
    }
    read_period(root);
    root.require("ladder", "ladder = the id of a ladder");
    ladder_ = ladder(root);
    for (const Mention& basis : root.mentions("legal_basis").value_or(std::vector<Mention>{})) {
        campaign_.legal_basis.push_back(basis.id);
    }
    for (const Node* event : root.tables("event")) {
        read_event(*event);
    }
    for (const Node* phase : root.tables("phase")) {
        read_phase(*phase);
    }
    for (const Node* duty : root.tables("duty")) {
        read_duty(*duty, "");
    }
    root.finish();
    warn_of_recipients();
    sort_duties();
    return std::move(campaign_);
}

void CampaignReader::read_event(const Node& node) {
    TableReader table(source_, node, "[[event]]");
    const Mention id = table.id();
    events_.ids.add(source_, id);
    CampaignEvent event{id.id, table.required_text("title", "title = \"...\""),
                        table.passage("quote")};
    table.finish();
    events_.events.push_back(event);
    campaign_.events.push_back(std::move(event));
}

// An event that stands for a day of a phase; empty if there is none.
std::string CampaignReader::event_for(TableReader& phase, std::string_view day) {
    const std::string key = std::string(day) + "_event";
    const auto mention = phase.mention(key);
    if (!mention) {
        return "";
    }
    if (phase.has(day)) {
        phase.error(key, "the phase says both " + in_quotes(day) + " and " + in_quotes(key) +
                             "; keep one of them");
    }
    const auto anchor = events_.anchor(source_, *mention);
    return anchor ? anchor->event : "";
}

void CampaignReader::read_phase(const Node& node) {
    TableReader table(source_, node, "[[phase]]");
    const Mention id = table.id();
    phases_.add(source_, id);
    Phase phase;
    phase.id = id.id;
    phase.kind = table
                     .choice<PhaseKind>("kind", {{"launch", PhaseKind::launch},
                                                 {"registration", PhaseKind::registration},
                                                 {"midterm", PhaseKind::midterm},
                                                 {"final", PhaseKind::final},
                                                 {"award", PhaseKind::award},
                                                 {"other", PhaseKind::other}})
                     .value_or(PhaseKind::other);
    phase.title = table.text_or("title", default_title(phase.kind, id.id));
    phase.quote = table.passage("quote");
    const Ends when = ends(table, "the phase");
    phase.from = when.from;
    phase.to = when.to;
    phase.from_event = event_for(table, "from");
    phase.to_event = event_for(table, "to");
    campaign_.phases.push_back(phase);
    for (const Node* duty : table.tables("duty")) {
        read_duty(*duty, id.id);
    }
    table.finish();
}

// A misspelt key counts: it is reported itself.
bool CampaignReader::names_participants() const {
    std::vector<std::string> keys;
    for (const Entry& entry : source_.document().root.table()->entries) {
        keys.push_back(entry.key);
    }
    return nearest("participants", keys).has_value();
}

std::vector<std::string> CampaignReader::obligors(TableReader& duty) {
    duty.require("from", "from = \"each-participant\", a unit, a group as \"nhom:ID\", or a list");
    auto mentions = duty.mentions("from");
    if (!mentions) {
        return {};
    }
    if (mentions->empty()) {
        duty.error("from", "'from' is an empty list; name who owes the duty");
        return {};
    }
    std::vector<std::string> units;
    const auto each = std::find_if(mentions->begin(), mentions->end(),
                                   [](const Mention& m) { return m.id == "each-participant"; });
    if (each != mentions->end()) {
        if (!names_participants()) {
            source_.error(each->at,
                          "'each-participant', but the campaign names no participants; "
                          "add participants = [\"nhom:ID\"]");
            return {};
        }
        units = participants_.value_or(std::vector<std::string>{});
        mentions->erase(each);
    }
    const auto others = expand(*mentions).value_or(std::vector<std::string>{});
    for (const std::string& unit : others) {
        if (std::find(units.begin(), units.end(), unit) == units.end()) {
            units.push_back(unit);
        }
    }
    return units;
}

// Words with a space or a capital are plain words; anything that looks like an id must be one.
std::string CampaignReader::receiver(TableReader& duty, std::string_view key) {
    const auto mention = duty.mention(key);
    if (!mention) {
        return "";
    }
    if (valid_id(mention->id)) {
        check_unit(*mention);
    }
    return mention->id;
}

void CampaignReader::read_duty(const Node& node, const std::string& phase) {
    TableReader table(source_, node, "a duty");
    const Mention id = table.id();
    duties_.add(source_, id);
    Duty duty;
    duty.id = id.id;
    duty.phase = phase;
    duty.deliverable = table.required_text("deliverable", "deliverable = \"...\"");
    duty.obligors = obligors(table);
    duty.to = receiver(table, "to");
    duty.via = receiver(table, "via");
    duty.upward = !campaign_.issuer.empty() && duty.obligors == std::vector{campaign_.issuer};
    duty.quote = table.passage("quote");
    duty.ladder = table.has("ladder") ? ladder(table) : ladder_;
    table.find("ladder");
    duty.occurrences = due_.read(table, duty.upward);
    if (!table.has("to") && !table.has_unknown()) {
        without_recipient_.push_back({id.id, node.at});
    }
    if (!table.has("quote") && !table.has_unknown()) {
        source_.warning(node.at, "duty " + in_quotes(id.id) +
                                     " has no quote; add the sentence of the plan that says so");
    }
    table.finish();
    campaign_.duties.push_back(std::move(duty));
    duty_places_.push_back(node.at);
}

// Said once: a plan of internal work has many such duties, and each of them may well be right.
void CampaignReader::warn_of_recipients() {
    if (without_recipient_.empty()) {
        return;
    }
    const std::size_t others = without_recipient_.size() - 1;
    const Mention& first = without_recipient_.front();
    source_.warning(first.at,
                    "duty " + in_quotes(first.id) +
                        (others > 0 ? " and " + std::to_string(others) + " more name" : " names") +
                        " no recipient; add to = \"...\" where the plan says one");
}

// Duties of phases and those outside any are read apart; the plan's order is that of the file.
void CampaignReader::sort_duties() {
    std::vector<std::size_t> order(campaign_.duties.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return duty_places_[a] < duty_places_[b];
    });
    std::vector<Duty> sorted;
    for (const std::size_t index : order) {
        sorted.push_back(std::move(campaign_.duties[index]));
    }
    campaign_.duties = std::move(sorted);
}

}  // namespace dondoc
