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
    const DateSpan sensible{campaign.period.first - event_distance_max,
                            campaign.period.last + event_distance_max};
    if (!sensible.contains(*day)) {
        return Refusal{
            "date_far_from_campaign",
            vi ? "Ngày " + official_date(*day) + " cách xa thời gian của kế hoạch; chỉ nhận từ " +
                     official_date(sensible.first) + " đến " + official_date(sensible.last)
               : "The day " + iso_date(*day) +
                     " lies far from the campaign's period; accepted are " +
                     iso_date(sensible.first) + " to " + iso_date(sensible.last)};
    }
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
