#include "daemon/web/texts.h"

#include "workflows/check.h"

namespace dondoc {

Facts texts(Language language) {
    Facts facts;
    for (const std::string_view name : text_names())
        facts.say("t_" + std::string(name), text(name, language));
    return facts;
}

std::string day_words(const Day& day, Language language) {
    std::string words;
    switch (day.kind) {
        case DayKind::working: words = text("day_working", language); break;
        case DayKind::weekend: words = text("day_weekend", language); break;
        case DayKind::holiday: words = text("day_holiday", language); break;
        case DayKind::compensatory: words = text("day_compensatory", language); break;
        case DayKind::swapped: words = text("day_swapped", language); break;
        case DayKind::make_up: words = text("day_make_up", language); break;
    }
    const bool named = day.kind != DayKind::working && day.kind != DayKind::weekend;
    if (named && !day.name.empty()) words += ": " + day.name;
    if (day.confirmed) return words;
    return words + " (" + text("day_unconfirmed", language) + ")";
}

std::string status_name(ObligationFilter::Status status, Language language) {
    switch (status) {
        using enum ObligationFilter::Status;
        case any: return text("status_any", language);
        case owed: return text("status_owed", language);
        case overdue: return text("status_overdue", language);
        case due_soon: return text("status_due_soon", language);
        case submitted: return text("status_submitted", language);
        case accepted: return text("status_accepted", language);
        case waived: return text("status_waived", language);
        case withdrawn: return text("status_withdrawn", language);
        case returned: return text("status_returned", language);
        case undated: return text("status_undated", language);
        case requested: return text("status_requested", language);
        case asking: return text("status_asking", language);
    }
    CHECK(false);
}

std::string phase_name(const Phase& phase, Language language) {
    if (!phase.title.empty()) return phase.title;
    switch (phase.kind) {
        case PhaseKind::launch: return text("phase_launch", language);
        case PhaseKind::registration: return text("phase_registration", language);
        case PhaseKind::midterm: return text("phase_midterm", language);
        case PhaseKind::final: return text("phase_final", language);
        case PhaseKind::award: return text("phase_award", language);
        case PhaseKind::other: return phase.id;
    }
    CHECK(false);
}

}  // namespace dondoc
