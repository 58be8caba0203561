#include "config/campaign_reader.h"

#include <algorithm>
#include <numeric>

#include "config/campaign_tree.h"
#include "config/written_dates.h"
#include "workflows/suggest.h"

namespace dondoc {
namespace {

constexpr int working_days_max = 3000;  // about twelve years

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

std::optional<int> CampaignReader::day_count(TableReader& table, const Ends& ends) {
    const auto count = table.whole("working_days", 1, working_days_max);
    if (count && ends.from && ends.to && surroundings_.calendar != nullptr) {
        check_day_count(source_, table.at("working_days"), {*ends.from, *ends.to}, *count,
                        *surroundings_.calendar);
    }
    return count;
}

void CampaignReader::read_period(TableReader& root) {
    if (!is_part_) {
        root.require("period", "period = { from = 2017-01-01, to = 2017-12-31 }");
    }
    const Node* node = root.table("period");
    if (node == nullptr) {
        // A period of the parent that could not be read is its fault, and no part's.
        const bool known = campaign_.period != DateSpan{};
        if (parent_ != nullptr && !root.has("period") && known) {
            period_ = campaign_.period;
        }
        return;
    }
    places_.period = node->at;
    TableReader table(source_, *node, "'period'");
    table.require("from", "from = 2017-01-01");
    table.require("to", "to = 2017-12-31");
    const Ends period = ends(table, "the period");
    if (period.from && period.to) {
        campaign_.period = {*period.from, *period.to};
        period_ = campaign_.period;
    }
    campaign_.working_days = day_count(table, period);
    campaign_.period_quote = table.passage("quote");
    table.finish();
}

void CampaignReader::read_head(TableReader& root, IdSet& campaigns) {
    const Mention id = root.id();
    campaigns.add(source_, id);
    campaign_.id = id.id;
    campaign_.title = root.required_text("title", "title = \"...\"");
    campaign_.number = root.text_or("number", "");
    campaign_.issued = root.date("issued");
}

void CampaignReader::read_parent(TableReader& root, const Family& family) {
    const auto parent = root.mention("parent");
    is_part_ = root.has("parent");
    if (!parent) {
        return;
    }
    campaign_.parent = parent->id;
    const auto found = family.read.find(parent->id);
    if (found != family.read.end() && parent->id != campaign_.id) {
        parent_ = &found->second;
        campaign_.within = parent_->within;
        campaign_.within.insert(campaign_.within.begin(), parent->id);
        inherit(root, *parent_, campaign_);
    } else if (family.complete && std::ranges::find(family.ids, parent->id) == family.ids.end()) {
        auto others = family.ids;
        std::erase(others, campaign_.id);
        const auto near = nearest(parent->id, others);
        source_.error(parent->at, "unknown campaign " + in_quotes(parent->id) + "; " +
                                      (near ? "did you mean " + in_quotes(*near) + "?"
                                            : "name one whose file is read, too"));
    }
}

// Who issues the plan, who looks after it, who takes part, and the ladder they are reminded by. A
// part needs to name none of them.
void CampaignReader::read_people(TableReader& root) {
    if (!is_part_) {
        root.require("issuer", "issuer = the unit that issues the plan");
        root.require("coordinator", "coordinator = the unit whose contact is the officer");
        root.require("ladder", "ladder = the id of a ladder");
    }
    if (root.find("issuer") != nullptr) campaign_.issuer = unit(root, "issuer");
    if (root.find("coordinator") != nullptr) campaign_.coordinator = unit(root, "coordinator");
    if (root.find("ladder") != nullptr) campaign_.ladder = ladder(root);
    participants_ = campaign_.participants;
    if (root.find("participants") != nullptr) {
        const auto mentions = root.mentions("participants");
        participants_ = mentions ? expand(*mentions) : std::nullopt;
        campaign_.participants = participants_.value_or(std::vector<std::string>{});
    }
}

Campaign CampaignReader::read(IdSet& campaigns, const Family& family) {
    TableReader root(source_, source_.document().root, "the campaign");
    read_head(root, campaigns);
    read_parent(root, family);
    read_people(root);
    read_period(root);
    for (const Node* event : root.tables("event")) {
        read_event(*event);
    }
    read_superiors(root, events_, campaign_, places_);
    for (const Node* phase : root.tables("phase")) {
        read_phase(*phase);
    }
    for (const Node* duty : root.tables("duty")) {
        read_duty(*duty, "");
    }
    settle_buffered_duties();
    read_plan_parts(root, {phases_, duties_}, events_, campaign_, places_);
    root.finish();
    warn_of_recipients();
    sort_duties();
    if (source_.errors() == 0 && period_) {
        check_campaign(source_, campaign_, places_, surroundings_.check, surroundings_.calendar);
    }
    return std::move(campaign_);
}

void CampaignReader::read_event(const Node& node) {
    TableReader table(source_, node, "[[event]]");
    const Mention id = table.id();
    events_.ids.add(source_, id);
    CampaignEvent event{id.id, table.required_text("title", "title = \"...\""),
                        table.passage("quote")};
    if (!id.id.empty()) {
        warn_of_no_quote(table, "event " + in_quotes(id.id));
    }
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
    phase.wave = table.text_or("wave", "");
    phase.working_days = day_count(table, when);
    // One that only groups duties needs none: they have theirs.
    const bool says_when = when.from || when.to || table.has("from_event") || table.has("to_event");
    if (says_when || !phase.wave.empty()) {
        warn_of_no_quote(table, "phase " + in_quotes(id.id));
    }
    places_.phases[id.id] = table.at("from");
    campaign_.phases.push_back(phase);
    for (const Node* duty : table.tables("duty")) {
        read_duty(*duty, id.id);
    }
    table.finish();
}

// The sentence of the plan stands in letters beside the deadline. A recurring duty's says no single
// day.
void CampaignReader::warn_of_quoted_day(const TableReader& table, const Duty& duty) {
    std::vector<Deadline> deadlines;
    for (const Occurrence& occurrence : duty.occurrences) {
        if (occurrence.period) {
            return;
        }
        deadlines.push_back(occurrence.deadline);
    }
    const std::string otherwise = day_otherwise_in_quote(duty.quote, deadlines);
    if (deadlines.empty() || otherwise.empty()) {
        return;
    }
    source_.warning(table.at("quote"),
                    "the quote says " + in_quotes(otherwise) + ", but 'due' is " +
                        days_of(deadlines.front()) +
                        ", and letters would say both; correct one of them",
                    Topic::conflict);
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
    duty.ladder = table.has("ladder") ? ladder(table) : campaign_.ladder;
    table.find("ladder");
    duty.cycle = table.whole("cycle", year_min, year_max).value_or(0);
    duty.dossier = read_dossier(table);
    duty.collates = read_collates(table, places_);
    duty.registers = read_registers(table, duty.id, places_);
    places_.duties[id.id] = table.at("due");
    if (is_buffer(table)) {
        duty.occurrences = {{"1", {}}};
        if (auto buffer = read_buffer(table)) {
            buffer->duty = duty.id;
            buffers_.push_back(*std::move(buffer));
        }
    } else {
        duty.occurrences = due_.read(table, duty.upward);
        warn_of_quoted_day(table, duty);
    }
    if (!table.has("to") && !table.has_unknown()) {
        without_recipient_.push_back({id.id, node.at});
    }
    if (!table.has("quote") && !table.has_unknown()) {
        source_.warning(
            node.at,
            "duty " + in_quotes(id.id) + " has no quote; add the sentence of the plan that says so",
            Topic::quote);
    }
    table.finish();
    campaign_.duties.push_back(std::move(duty));
    duty_places_.push_back(node.at);
}

// Buffers count back from duties that may stand anywhere, so they are settled when all are read.
void CampaignReader::settle_buffered_duties() {
    settle_buffers(source_, buffers_, campaign_);
    for (const WrittenBuffer& buffer : buffers_) {
        for (const Occurrence& occurrence : campaign_.duty(buffer.duty)->occurrences) {
            due_.warn_of_term(occurrence.deadline, places_.duties.at(buffer.duty));
        }
    }
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
                        " no recipient; add to = \"...\" where the plan says one",
                    Topic::recipients);
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
