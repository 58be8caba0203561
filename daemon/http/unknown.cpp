// What is said of things that do not exist.
#include <algorithm>

#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

std::vector<std::string> campaign_ids(const Sight& sight) {
    std::vector<std::string> ids;
    for (const auto& [id, definition] : sight.definitions().all())
        ids.push_back(id);
    return ids;
}

std::vector<std::string> unit_ids(const Sight& sight) {
    std::vector<std::string> ids;
    for (const auto& [id, unit] : sight.organisation().units)
        ids.push_back(id);
    return ids;
}

std::vector<std::string> duty_ids(const Sight& sight, const std::string& campaign) {
    std::vector<std::string> ids;
    for (const auto& [id, definition] : sight.definitions().all()) {
        if (!campaign.empty() && id != campaign) continue;
        for (const Duty& duty : definition->campaign.duties)
            ids.push_back(duty.id);
    }
    return ids;
}

// What an id may be of.
struct Kind {
    const char* vi;
    const char* en;
};
constexpr Kind of_campaign{"kế hoạch", "campaign"};
constexpr Kind of_phase{"giai đoạn", "phase"};
constexpr Kind of_event{"sự kiện", "event"};
constexpr Kind of_duty{"nghĩa vụ", "duty"};
constexpr Kind of_unit{"đơn vị", "unit"};
constexpr Kind of_person{"người", "person"};
constexpr Kind of_group{"nhóm đơn vị", "group of units"};

// "" if it is one of them.
std::string unknown(const Sight& sight, const Kind& kind, const std::string& id,
                    const std::vector<std::string>& known) {
    if (std::ranges::find(known, id) != known.end()) return {};
    return in_words(sight.language, std::string("không có ") + kind.vi,
                    std::string("there is no ") + kind.en) +
           " «" + id + "»" + did_you_mean(id, known, sight.language);
}

std::string unknown_part(const Sight& sight, const std::string& campaign, const std::string& duty,
                         const std::string& unit) {
    std::string text;
    if (!campaign.empty()) text = unknown(sight, of_campaign, campaign, campaign_ids(sight));
    if (text.empty() && !duty.empty())
        text = unknown(sight, of_duty, duty, duty_ids(sight, campaign));
    if (text.empty() && !unit.empty()) text = unknown(sight, of_unit, unit, unit_ids(sight));
    return text;
}

// A phase or an event that its campaign does not have, with those it has.
template <class Part>
Response no_part(const Sight& sight, const Kind& kind, const std::string& id,
                 const std::vector<Part>& parts, const std::string& campaign) {
    std::vector<std::string> ids;
    for (const Part& one : parts)
        ids.push_back(one.id);
    std::erase(ids, id);
    const std::string text = unknown(sight, kind, id, ids);
    const std::string has =
        in_words(sight.language,
                 "kế hoạch «" + campaign + "» có: ", "campaign «" + campaign + "» has: ") +
        (ids.empty() ? in_words(sight.language, "(không có)", "none")
                     : list_words(ids, sight.language));
    return problem(404, text + (text.ends_with('?') ? " (" + has + ")" : "; " + has));
}

}  // namespace

Response no_campaign(const Sight& sight, const std::string& id) {
    return problem(404, unknown(sight, of_campaign, id, campaign_ids(sight)));
}

Response no_phase(const Sight& sight, const std::string& campaign, const std::string& phase) {
    const auto definition = sight.definition(campaign);
    if (!definition) return no_campaign(sight, campaign);
    return no_part(sight, of_phase, phase, definition->campaign.phases, campaign);
}

Response no_event(const Sight& sight, const std::string& campaign, const std::string& event) {
    const auto definition = sight.definition(campaign);
    if (!definition) return no_campaign(sight, campaign);
    return no_part(sight, of_event, event, definition->campaign.events, campaign);
}

Response no_obligation(const Sight& sight, const std::string& id) {
    const auto parsed = ObligationId::parse(id);
    if (!parsed)
        return problem(404, "«" + id +
                                in_words(sight.language,
                                         "» không phải là mã nghĩa vụ; mã có dạng "
                                         "campaign.duty.occurrence.unit",
                                         "» is not the id of an obligation, which is "
                                         "campaign.duty.occurrence.unit"));
    const auto part = unknown_part(sight, parsed->campaign, parsed->duty, parsed->unit);
    return problem(404, part.empty() ? in_words(sight.language, "không có nghĩa vụ «",
                                                "there is no obligation «") +
                                           id + "»"
                                     : part);
}

Response no_message(const Sight& sight, const std::string& number) {
    return problem(404, in_words(sight.language, "không có thư số ", "there is no message ") +
                            number + "; /api/v1/messages " +
                            in_words(sight.language, "liệt kê các thư", "lists them"));
}

Response no_unit(const Sight& sight, const std::string& id) {
    return problem(404, unknown(sight, of_unit, id, unit_ids(sight)));
}

Response bad_cursor(const Sight& sight) {
    return problem(400, in_words(sight.language,
                                 "`cursor` không phải do danh sách này đưa ra; bỏ đi để xem trang "
                                 "đầu",
                                 "`cursor` is not one that this list gave out; leave it out for "
                                 "the first page"));
}

Response no_person(const Sight& sight, const std::string& id,
                   const std::vector<std::string>& people) {
    return problem(400, unknown(sight, of_person, id, people));
}

Response no_group(const Sight& sight, const std::string& id) {
    std::vector<std::string> groups;
    for (const auto& [known, group] : sight.organisation().groups)
        groups.push_back(known);
    return problem(400, unknown(sight, of_group, id, groups));
}

std::optional<Response> unknown_in(const Sight& sight, const ObligationFilter& filter) {
    const auto text = unknown_part(sight, filter.campaign, filter.duty, filter.unit);
    if (text.empty()) return {};
    return problem(400, text);
}

}  // namespace dondoc
