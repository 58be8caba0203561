#include "workflows/event_day.h"

namespace dondoc {

std::variant<std::vector<Event>, Refusal> decide(const Campaign& campaign,
                                                 const CampaignEvent& event,
                                                 std::optional<Date> known, std::optional<Date> day,
                                                 const std::string& reason, Language language) {
    const bool vi = language == Language::vi;
    if (auto refusal = without_reason(reason, language)) return *std::move(refusal);
    if (!day) {
        return Refusal{"date_missing",
                       vi ? "Thiếu ngày diễn ra «" + event.title + "»; cần nêu ngày (--date)"
                          : "The day of «" + event.title + "» is missing; give one (--date)"};
    }
    if (auto refusal = far_from_campaign(campaign, *day, language)) return *std::move(refusal);
    if (known == day) {
        return Refusal{"date_unchanged",
                       vi ? "«" + event.title + "» đã được định vào ngày " + official_date(*day) +
                                "; chỉ ghi khi ngày thay đổi"
                          : "«" + event.title + "» is set to " + iso_date(*day) +
                                " already; set it again only when the day changes"};
    }
    return std::vector<Event>{EventDated{event.id, *day, reason}};
}

}  // namespace dondoc
