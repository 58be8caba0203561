// What a campaign names: units, groups, ladders, and who owes what to whom.
#include <algorithm>

#include "config/campaign_reader.h"
#include "workflows/suggest.h"

namespace dondoc {
namespace {

constexpr std::string_view group_mark = "nhom:";

}  // namespace

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

std::string CampaignReader::ladder(TableReader& table) {
    const auto mention = table.mention("ladder");
    if (!mention) {
        return "";
    }
    const bool known =
        surroundings_.ladders == nullptr || surroundings_.ladders->ids.check(source_, *mention);
    return known ? mention->id : "";
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
        const bool taken_over = is_part_ && (parent_ == nullptr || !parent_->participants.empty());
        if (!taken_over && !names_participants()) {
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

}  // namespace dondoc
