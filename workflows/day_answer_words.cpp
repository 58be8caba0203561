// The words of day_answer.h.
#include "workflows/check.h"
#include "workflows/day_answer.h"
#include "workflows/explain.h"
#include "workflows/wording.h"

namespace dondoc {

std::string notice_words(const Obligation& obligation, const NoticeOfDay& notice,
                         Language language) {
    const auto pick = [&](std::string_view vi, std::string_view en) {
        return in_words(language, vi, en);
    };
    std::string who = audience_name(notice.told.audience, language);
    if (!notice.person_name.empty()) who += " (" + notice.person_name + ")";
    NoticeFellDue rung = notice.told;
    rung.because = "on_time";  // what became of it is said apart
    const bool of_a_rung = !is_question(rung.rung) && rung.kind != NoticeKind::nudge;
    const std::string asked =
        rung.rung == request_rung ? "extension_requested" : notice.told.because;
    const std::string what =
        of_a_rung ? explain(obligation, rung, language) : explain_code(asked, language);
    const std::string why = explain_code(notice.told.because, language);
    if (notice.other_day) {
        const bool sent = notice.fate == NoticeFate::sent;
        const std::string later = day_in_words(*notice.other_day, language);
        return what + pick(": rơi vào ngày này", ": fell on this day") +
               (sent ? pick(", thư cho ", ", the message to the ") + who +
                           pick(" đi ngày ", " left on ") + later
                     : pick(", thư cho ", ", the message to the ") + who +
                           pick(" không đi; xem ngày ", " did not leave; see ") + later);
    }
    switch (notice.fate) {
        case NoticeFate::sent: {
            const bool plain = notice.told.because == "on_time" || !of_a_rung;
            const std::string how = plain ? "" : "; " + why;
            return pick("đã gửi cho ", "sent to the ") + who + ": " + what + how;
        }
        case NoticeFate::queued:
            return pick("chờ gửi cho ", "waits to be sent to the ") + who + ": " + what +
                   notice.waits_for;
        case NoticeFate::retrying:
            return pick("chưa gửi được cho ", "not yet delivered to the ") + who +
                   pick(", đang gửi lại: ", ", being tried again: ") + what;
        case NoticeFate::failed:
            return pick("không gửi được cho ", "could not be delivered to the ") + who + ": " +
                   what + "; " + why;
        case NoticeFate::suppressed:
            return pick("không gửi nữa cho ", "dropped before it went to the ") + who + ": " +
                   what + "; " + why;
        case NoticeFate::passed_over:
            return pick("bỏ qua, không báo ", "passed over, nothing said to the ") + who + ": " +
                   what + "; " + why;
    }
    CHECK(false);
}

std::string_view to_string(DayCode code) {
    switch (code) {
        case DayCode::told: return "told";
        case DayCode::not_sent: return "not_sent";
        case DayCode::passed_over: return "passed_over";
        case DayCode::not_followed: return "not_followed";
        case DayCode::set_aside: return "set_aside";
        case DayCode::withdrawn: return "withdrawn";
        case DayCode::settled: return "settled";
        case DayCode::submitted: return "submitted";
        case DayCode::undated: return "undated";
        case DayCode::asking: return "asking";
        case DayCode::before_issue: return "before_issue";
        case DayCode::phase_held: return "phase_held";
        case DayCode::escalations_held: return "escalations_held";
        case DayCode::needs_release: return "needs_release";
        case DayCode::suspended: return "suspended";
        case DayCode::silenced: return "silenced";
        case DayCode::paused: return "paused";
        case DayCode::day_off: return "day_off";
        case DayCode::no_ladder: return "no_ladder";
        case DayCode::before_first: return "before_first";
        case DayCode::between: return "between";
        case DayCode::after_last: return "after_last";
        case DayCode::not_then: return "not_then";
        case DayCode::ahead: return "ahead";
    }
    CHECK(false);
}

}  // namespace dondoc
