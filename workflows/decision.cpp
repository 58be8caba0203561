// What people may decide about an obligation, and the sentence for what they may not.
#include <utility>

#include "workflows/check.h"
#include "workflows/explain.h"
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

    std::string say(const std::string& vi, const std::string& en) const {
        return language == Language::vi ? vi : en;
    }
    Refusal refuse(std::string code, const std::string& vi, const std::string& en) const {
        return {std::move(code), say(vi, en)};
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

Decided submit(const Case& c) {
    if (!c.obligation.owed()) {
        return c.wrong_state("chỉ ghi nhận nộp khi đang chờ nộp hoặc đã trả lại",
                             "only a pending or returned one can be submitted");
    }
    const Date arrived = c.decision.arrived.value_or(c.today);
    if (arrived > c.today) {
        return c.refuse("arrival_in_future",
                        "Ngày đến " + official_date(arrived) + " ở sau hôm nay " +
                            official_date(c.today) + "; cần ghi ngày văn bản thực sự đến",
                        "The arrival " + iso_date(arrived) + " lies after today " +
                            iso_date(c.today) + "; give the day it really arrived");
    }
    return Events{Submitted{arrived, c.decision.document, c.decision.reason}};
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
    const auto& term = c.obligation.term;
    Events events{Returned{c.decision.reason}};
    if (c.decision.due) {
        events.push_back(round_until(c, "returned", *c.decision.due));
    } else if (!term || term->last_permitted >= c.today) {
        events.push_back(RoundBegun{"returned", term, c.obligation.granted});
    } else {
        const int grace = c.definition.sending.return_grace;
        events.push_back(round_until(c, "returned", c.definition.calendar->shift(c.today, grace)));
    }
    return events;
}

Decided extend(const Case& c) {
    if (!c.obligation.owed()) {
        return c.wrong_state("chỉ gia hạn khi đang chờ nộp hoặc đã trả lại",
                             "only a pending or returned one can be extended");
    }
    if (auto refusal = without_reason(c.decision.reason, c.language)) return *std::move(refusal);
    if (!c.decision.due) {
        return c.refuse("date_missing", "Thiếu hạn mới; cần nêu ngày (--due)",
                        "The new day is missing; give one (--due)");
    }
    const Date due = *c.decision.due;
    const Date at_least =
        c.obligation.term
            ? std::max(c.today, c.obligation.term->last_permitted + std::chrono::days(1))
            : c.today;
    if (due < at_least) {
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
    return Events{Extended{c.decision.reason, due}, round_until(c, "extended", due)};
}

Decided waive(const Case& c) {
    if (c.obligation.settled()) {
        return c.wrong_state("chỉ miễn được nghĩa vụ chưa kết thúc",
                             "only one that is not settled can be waived");
    }
    if (auto refusal = without_reason(c.decision.reason, c.language)) return *std::move(refusal);
    return Events{Waived{c.decision.reason}};
}

}  // namespace

std::optional<Refusal> without_reason(std::string_view reason, Language language) {
    if (reason.find_first_not_of(" \t\r\n") != reason.npos) return {};
    return Refusal{"reason_missing", language == Language::vi
                                         ? "Thiếu lý do; cần nêu lý do (--reason)"
                                         : "A reason is missing; give one (--reason)"};
}

std::variant<Events, Refusal> decide(const Definition& definition, const Obligation& obligation,
                                     const Decision& decision, Instant now, Language language) {
    const Case c{definition, obligation, decision, definition.zone.date_of(now), language};
    switch (decision.verb) {
        case Verb::submit: return submit(c);
        case Verb::accept: return accept(c);
        case Verb::return_for_rework: return return_for_rework(c);
        case Verb::extend: return extend(c);
        case Verb::waive: return waive(c);
    }
    CHECK(false);
}

}  // namespace dondoc
