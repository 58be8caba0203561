// What people may decide about an obligation, and the sentence for what they may not.
#include <utility>

#include "workflows/check.h"
#include "workflows/escalation.h"
#include "workflows/explain.h"
#include "workflows/figure.h"
#include "workflows/obligation.h"

namespace dondoc {

namespace {

using Events = std::vector<Event>;
using Decided = std::variant<Events, Refusal>;

struct Case {
    const Definition& definition;
    const Obligation& obligation;
    const Decision& decision;
    Date today;
    Language language;
    PhaseState phase;

    std::string say(const std::string& vi, const std::string& en) const {
        return language == Language::vi ? vi : en;
    }
    Refusal refuse(std::string code, const std::string& vi, const std::string& en) const {
        return {std::move(code), say(vi, en)};
    }
    std::optional<Refusal> far_day(const std::optional<Date>& given) const {
        if (!given) return {};
        return far_from_campaign(definition.campaign, *given, language);
    }
    Refusal wrong_state(const std::string& accepted_vi, const std::string& accepted_en) const {
        const std::string state = state_name(obligation.state, language);
        const std::string code = "already_" + std::string(to_string(obligation.state));
        return refuse(obligation.owed() ? "not_submitted" : code,
                      "Nghĩa vụ đang ở trạng thái «" + state + "»; " + accepted_vi,
                      "The obligation is " + state + "; " + accepted_en);
    }
};

RoundBegun round_until(const Case& c, std::string why, Date last_permitted) {
    return {std::move(why), term_by(last_permitted, *c.definition.calendar), last_permitted};
}

// A letter has its number, date and signer; what came without one, a reason that says how.
std::optional<Refusal> without_evidence(const Case& c) {
    std::string missing_vi, missing_en;
    int missing = 0;
    const auto want = [&](bool there, const std::string& vi, const std::string& en) {
        if (there) return;
        missing_vi += (missing == 0 ? "" : ", ") + vi;
        missing_en += (missing == 0 ? "" : ", ") + en;
        ++missing;
    };
    want(!blank(c.decision.document), "số, ký hiệu (--document)", "number (--document)");
    want(c.decision.dated.has_value(), "ngày văn bản (--dated)", "date (--dated)");
    want(!blank(c.decision.signer), "người ký (--signer)", "signer (--signer)");
    if (missing == 0) return {};
    constexpr int all_three = 3;
    if (missing < all_three) {
        return c.refuse("document_incomplete",
                        "Văn bản thiếu " + missing_vi +
                            "; cần ghi đủ số, ký hiệu, ngày và người ký; nếu không có văn bản, chỉ "
                            "nêu đã nhận bằng cách nào (--reason)",
                        "The letter lacks its " + missing_en +
                            "; give number, date and signer together or, if there was no letter, "
                            "say only how it was received (--reason)");
    }
    if (!blank(c.decision.reason)) return {};
    return c.refuse("evidence_missing",
                    "Chưa nêu căn cứ ghi nhận; có văn bản thì ghi số, ký hiệu (--document), ngày "
                    "(--dated) và người ký (--signer); không có văn bản thì nêu đã nhận bằng cách "
                    "nào, như qua điện thoại, trực tiếp (--reason)",
                    "Nothing shows what was received; for a letter give its number (--document), "
                    "date (--dated) and signer (--signer); without one say how it was received, "
                    "such as by telephone or in person (--reason)");
}

Decided submit(const Case& c) {
    if (!c.obligation.owed()) {
        return c.wrong_state("chỉ ghi nhận nộp khi đang chờ nộp hoặc đã trả lại",
                             "only a pending or returned one can be submitted");
    }
    if (auto refusal = without_evidence(c)) return *std::move(refusal);
    if (auto refusal = c.far_day(c.decision.arrived)) return *std::move(refusal);
    if (auto refusal = c.far_day(c.decision.dated)) return *std::move(refusal);
    const Date arrived = c.decision.arrived.value_or(c.today);
    if (arrived > c.today) {
        return c.refuse("arrival_in_future",
                        "Ngày đến " + official_date(arrived) + " ở sau hôm nay " +
                            official_date(c.today) + "; cần ghi ngày văn bản thực sự đến",
                        "The arrival " + iso_date(arrived) + " lies after today " +
                            iso_date(c.today) + "; give the day it really arrived");
    }
    const auto& dated = c.decision.dated;
    if (dated && *dated > arrived) {
        return c.refuse("dated_after_arrival",
                        "Ngày văn bản " + official_date(*dated) + " ở sau ngày đến " +
                            official_date(arrived) + "; ngày văn bản muộn nhất là ngày đến",
                        "The letter's date " + iso_date(*dated) + " lies after its arrival " +
                            iso_date(arrived) + "; it can be dated that day at the latest");
    }
    const Campaign& campaign = c.definition.campaign;
    auto read = read_figures(campaign, *campaign.duty(c.obligation.id.duty), c.decision.figures,
                             c.language);
    if (auto* refusal = std::get_if<Refusal>(&read)) return *std::move(refusal);
    Events events{Submitted{arrived, c.decision.document, c.decision.reason, dated,
                            c.decision.signer, std::get<std::vector<Figure>>(std::move(read))}};
    if (c.decision.file) events.push_back(*c.decision.file);
    return events;
}

Decided accept(const Case& c) {
    if (c.obligation.state != ObligationState::submitted) {
        return c.wrong_state("chỉ tiếp nhận được bản đã nộp",
                             "only a submitted one can be accepted");
    }
    return Events{Accepted{c.decision.reason}};
}

Decided return_for_rework(const Case& c) {
    if (c.obligation.state != ObligationState::submitted) {
        return c.wrong_state("chỉ trả lại được bản đã nộp", "only a submitted one can be returned");
    }
    if (auto refusal = without_reason(c.decision.reason, c.language)) return *std::move(refusal);
    if (c.decision.due && *c.decision.due < c.today) {
        return c.refuse(
            "date_in_past",
            "Hạn mới " + official_date(*c.decision.due) + " đã qua; cần chọn từ hôm nay trở đi",
            "The new day " + iso_date(*c.decision.due) + " has passed; choose today or later");
    }
    if (auto refusal = c.far_day(c.decision.due)) return *std::move(refusal);
    // While a working day is left of it.
    const auto& term = c.obligation.term;
    Events events{Returned{c.decision.reason}};
    if (c.decision.due) {
        events.push_back(round_until(c, "returned", *c.decision.due));
    } else if (!term || term->last_working > c.today) {
        events.push_back(RoundBegun{"returned", term, c.obligation.granted});
    } else {
        const int grace = c.definition.sending.return_grace;
        events.push_back(round_until(c, "returned", c.definition.calendar->shift(c.today, grace)));
    }
    return events;
}

// A day that grants or asks for more time lies after the old one, and has not passed; and not in
// another age.
std::optional<Refusal> not_later(const Case& c, Date due) {
    if (auto refusal = c.far_day(due)) return refusal;
    const Date at_least =
        c.obligation.term
            ? std::max(c.today, c.obligation.term->last_permitted + std::chrono::days(1))
            : c.today;
    if (due >= at_least) return {};
    return c.refuse("date_too_early",
                    "Hạn mới " + official_date(due) +
                        " không muộn hơn hạn cũ hoặc đã qua; "
                        "sớm nhất là " +
                        official_date(at_least),
                    "The new day " + iso_date(due) +
                        " is not later than the old one, or has "
                        "passed; the earliest is " +
                        iso_date(at_least));
}

Decided extend(const Case& c) {
    if (!c.obligation.owed()) {
        return c.wrong_state("chỉ gia hạn khi đang chờ nộp hoặc đã trả lại",
                             "only a pending or returned one can be extended");
    }
    if (auto refusal = without_reason(c.decision.reason, c.language)) return *std::move(refusal);
    if (auto refusal = without_approver(c.decision.approver, c.language)) {
        return *std::move(refusal);
    }
    std::optional<Date> due = c.decision.due;
    if (!due && c.obligation.request) due = c.obligation.request->to;
    if (!due) {
        return c.refuse("date_missing", "Thiếu hạn mới; cần nêu ngày (--due)",
                        "The new day is missing; give one (--due)");
    }
    if (auto refusal = not_later(c, *due)) return *std::move(refusal);
    return Events{Extended{c.decision.reason, *due, c.decision.approver},
                  round_until(c, "extended", *due)};
}

Decided request(const Case& c) {
    if (!c.obligation.owed()) {
        return c.wrong_state("chỉ xin gia hạn được khi đang chờ nộp hoặc đã trả lại",
                             "an extension can be asked for only of a pending or returned one");
    }
    if (const auto& open = c.obligation.request) {
        return c.refuse("already_requested",
                        "Đơn vị đã xin gia hạn đến " + official_date(open->to) +
                            ", đang chờ quyết định; cần đồng ý (extend) hoặc từ chối (decline) "
                            "trước khi ghi nhận đề nghị khác",
                        "The unit asks for " + iso_date(open->to) +
                            " already; grant it (extend) or decline it (decline) before another "
                            "request is recorded");
    }
    if (auto refusal = without_reason(c.decision.reason, c.language)) return *std::move(refusal);
    if (!c.decision.due) {
        return c.refuse("date_missing", "Thiếu ngày xin gia hạn đến; cần nêu ngày (--to)",
                        "The day that is asked for is missing; give one (--to)");
    }
    if (auto refusal = not_later(c, *c.decision.due)) return *std::move(refusal);
    return Events{ExtensionRequested{*c.decision.due, c.decision.reason, c.decision.document}};
}

Decided decline(const Case& c) {
    if (!c.obligation.request) {
        return c.refuse("not_requested",
                        "Không có đề nghị gia hạn nào chờ quyết định; chỉ từ chối được khi đơn vị "
                        "đã xin gia hạn (request)",
                        "No request for an extension waits for an answer; only one that was "
                        "recorded (request) can be declined");
    }
    if (auto refusal = without_reason(c.decision.reason, c.language)) return *std::move(refusal);
    return Events{ExtensionDeclined{c.decision.reason}};
}

Decided reopen(const Case& c) {
    if (c.obligation.owed()) {
        return c.refuse("still_owed",
                        "Nghĩa vụ đang ở trạng thái «" +
                            state_name(c.obligation.state, c.language) +
                            "», chưa có quyết định nào để bỏ; chỉ mở lại được nghĩa vụ đã nộp, đã "
                            "tiếp nhận hoặc được miễn",
                        "The obligation is " + state_name(c.obligation.state, c.language) +
                            ": nothing is to be taken back; only a submitted, accepted or waived "
                            "one can be reopened");
    }
    if (c.obligation.state == ObligationState::withdrawn) {
        return c.wrong_state("nghĩa vụ trở lại khi kế hoạch hoặc giai đoạn lại có nó",
                             "it comes back when the plan or its phase does");
    }
    if (c.phase == PhaseState::skipped) {
        return c.refuse("phase_skipped",
                        "Giai đoạn của nghĩa vụ được bỏ qua nên không có gì phải nộp; cần mở giai "
                        "đoạn trước (phase open)",
                        "The phase of the obligation is skipped, so nothing can be owed in it; "
                        "open the phase first (phase open)");
    }
    if (auto refusal = without_reason(c.decision.reason, c.language)) return *std::move(refusal);
    Events events{Reopened{c.decision.reason}};
    // What has come and was not to be accepted or waived waits as before.
    if (c.obligation.state != ObligationState::submitted && c.obligation.arrived) return events;
    events.push_back(RoundBegun{"undone", c.obligation.term, c.obligation.granted});
    return events;
}

Decided hold(const Case& c, Instant now) {
    if (!c.obligation.owed()) {
        return c.wrong_state("chỉ giữ được thư báo quá hạn khi đang chờ nộp hoặc đã trả lại",
                             "only those of a pending or returned one can be held");
    }
    if (c.obligation.held) {
        return c.refuse("already_held",
                        "Thư báo quá hạn của nghĩa vụ đang được giữ: " + c.obligation.held_reason +
                            "; chỉ có thể cho gửi tiếp (release)",
                        "The escalations of the obligation are held already: " +
                            c.obligation.held_reason + "; they can only be released (release)");
    }
    if (escalations_ahead(c.definition, c.obligation, {}, now).empty()) {
        return c.refuse("no_escalation_ahead",
                        "Vòng nhắc này không còn thư báo quá hạn nào sắp gửi; chỉ giữ được thư "
                        "chưa gửi",
                        "No escalation of this round is still to come; only what has not been "
                        "sent can be held");
    }
    if (auto refusal = without_reason(c.decision.reason, c.language)) return *std::move(refusal);
    return Events{EscalationsHeld{c.decision.reason}};
}

// A release is of what is due by the next working day; without a hold, if nothing is, of what comes
// first after that.
Decided release(const Case& c, Instant now) {
    if (!c.obligation.owed()) {
        return c.wrong_state("chỉ cho gửi được thư báo quá hạn khi đang chờ nộp hoặc đã trả lại",
                             "only those of a pending or returned one can be released");
    }
    std::string rungs;
    Date last = c.definition.calendar->shift(c.today, 1);
    for (const Escalation& one : escalations_ahead(c.definition, c.obligation, {}, now)) {
        if (!one.needs_release) continue;
        if (rungs.empty() && !c.obligation.held) last = std::max(last, one.moment.day);
        if (one.moment.day <= last) rungs += (rungs.empty() ? "" : " ") + one.moment.rung->id;
    }
    if (!c.obligation.held && rungs.empty()) {
        return c.refuse("nothing_held",
                        "Không có thư báo quá hạn nào của nghĩa vụ đang được giữ hoặc chờ đồng ý; "
                        "chỉ cho gửi được thư đã giữ (hold), hoặc bậc nhắc cần đồng ý trước khi "
                        "gửi",
                        "No escalation of the obligation is held or waits for a release; only one "
                        "that was held (hold), or a rung that needs a release, can be released");
    }
    if (auto refusal = without_reason(c.decision.reason, c.language)) return *std::move(refusal);
    return Events{EscalationsReleased{c.decision.reason, rungs}};
}

Decided acknowledge(const Case& c) {
    if (!c.obligation.owed()) {
        return c.wrong_state("chỉ xác nhận đã nhận khi đang chờ nộp hoặc đã trả lại",
                             "only a pending or returned one can be acknowledged");
    }
    if (c.obligation.acknowledged) {
        return c.refuse("already_acknowledged",
                        "Đơn vị đã xác nhận nhận được yêu cầu này; mỗi vòng nhắc chỉ xác nhận một "
                        "lần, việc còn lại là nộp (submit) hoặc xin gia hạn (request)",
                        "The unit has acknowledged this already; once a round is enough, what is "
                        "left is to submit it (submit) or to ask for more time (request)");
    }
    return Events{Acknowledged{c.decision.reason}};
}

Decided waive(const Case& c) {
    if (c.obligation.settled()) {
        return c.wrong_state("chỉ miễn được nghĩa vụ chưa kết thúc",
                             "only one that is not settled can be waived");
    }
    if (auto refusal = without_reason(c.decision.reason, c.language)) return *std::move(refusal);
    if (auto refusal = without_approver(c.decision.approver, c.language)) {
        return *std::move(refusal);
    }
    return Events{Waived{c.decision.reason, c.decision.approver}};
}

}  // namespace

bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == text.npos;
}

std::optional<Refusal> without_approver(std::string_view approver, Language language) {
    if (!blank(approver)) return {};
    return Refusal{"approver_missing",
                   language == Language::vi
                       ? "Thiếu người cho phép; cần nêu ai đã đồng ý (--approver)"
                       : "Who granted it is missing; name the approver (--approver)"};
}

std::optional<Refusal> far_from_campaign(const Campaign& campaign, Date day, Language language) {
    const DateSpan sensible{campaign.period.first - given_distance_max,
                            campaign.period.last + given_distance_max};
    if (sensible.contains(day)) return {};
    return Refusal{
        "date_far_from_campaign",
        language == Language::vi
            ? "Ngày " + official_date(day) + " cách xa thời gian của kế hoạch; chỉ nhận từ " +
                  official_date(sensible.first) + " đến " + official_date(sensible.last)
            : "The day " + iso_date(day) + " lies far from the campaign's period; accepted are " +
                  iso_date(sensible.first) + " to " + iso_date(sensible.last)};
}

std::optional<Refusal> without_reason(std::string_view reason, Language language) {
    if (!blank(reason)) return {};
    return Refusal{"reason_missing", language == Language::vi
                                         ? "Thiếu lý do; cần nêu lý do (--reason)"
                                         : "A reason is missing; give one (--reason)"};
}

std::variant<Events, Refusal> decide(const Definition& definition, const Obligation& obligation,
                                     const Decision& decision, Instant now, Language language,
                                     PhaseState phase) {
    const Case c{definition, obligation, decision, definition.zone.date_of(now), language, phase};
    switch (decision.verb) {
        case Verb::submit: return submit(c);
        case Verb::accept: return accept(c);
        case Verb::return_for_rework: return return_for_rework(c);
        case Verb::extend: return extend(c);
        case Verb::waive: return waive(c);
        case Verb::request: return request(c);
        case Verb::decline: return decline(c);
        case Verb::reopen: return reopen(c);
        case Verb::hold: return hold(c, now);
        case Verb::acknowledge: return acknowledge(c);
        case Verb::release: return release(c, now);
    }
    CHECK(false);
}

}  // namespace dondoc
