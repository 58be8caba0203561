#include "workflows/event.h"

#include <array>

namespace dondoc {

namespace {

// In the order of the variant's alternatives.
constexpr std::array<std::string_view, std::variant_size_v<Event>> names{
    "campaign_applied",
    "phase_born",
    "phase_moved",
    "phase_withdrawn",
    "obligation_born",
    "round_begun",
    "term_recomputed",
    "submitted",
    "accepted",
    "returned",
    "extended",
    "waived",
    "withdrawn",
    "notice_fell_due",
    "rung_passed_over",
    "rescheduled",
    "notice_suppressed",
    "message_composed",
    "delivery_succeeded",
    "delivery_delayed",
    "delivery_failed",
    "message_suppressed",
    "sending_paused",
    "sending_resumed",
    "set_aside",
    "event_dated",
    "extension_requested",
    "extension_declined",
    "reopened",
    "unit_suspended",
    "suspension_ended",
    "handed_over",
    "took_over",
    "reminder_asked",
    "contact_confirmed",
    "configuration_applied",
    "channel_down",
    "channel_up",
    "message_retried",
    "message_discarded",
    "message_bounced",
    "clock_jumped",
    "clock_returned",
    "clock_confirmed",
    "catch_up_begun",
    "catch_up_weighed",
    "catch_up_released",
    "escalations_held",
    "escalations_released",
    "message_rerouted",
    "token_created",
    "password_set",
    "token_revoked",
    "token_used",
    "silenced",
    "silence_ended",
    "links_revoked",
    "acknowledged",
    "file_handed_in",
};

}  // namespace

std::string_view name_of(const Event& event) {
    return names[event.index()];
}

std::string ObligationId::text() const {
    return campaign + '.' + duty + '.' + occurrence + '.' + unit;
}

std::optional<ObligationId> ObligationId::parse(std::string_view text) {
    std::array<std::string, 4> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto dot = text.find('.');
        const bool last = i + 1 == parts.size();
        if (last != (dot == std::string_view::npos) || dot == 0 || text.empty()) return {};
        parts[i] = text.substr(0, dot);
        if (!last) text.remove_prefix(dot + 1);
    }
    return ObligationId{parts[0], parts[1], parts[2], parts[3]};
}

std::vector<std::string> ids_in(std::string_view text) {
    std::vector<std::string> ids;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        ids.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return ids;
}

}  // namespace dondoc
