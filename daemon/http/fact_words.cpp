#include "daemon/http/fact_words.h"

#include "workflows/explain.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

// A fact in a sentence; "" for facts that are told as notices.
class Words {
public:
    Words(Language language, const Organisation& organisation, Date day, FactRound round)
        : language_(language), organisation_(organisation), day_(day), round_(round) {}

    std::string operator()(const ObligationBorn& e) const {
        return explain_code("born", language_) + term(e.term) + asking(e.asking, "born");
    }
    std::string operator()(const RoundBegun& e) const {
        return pick("vòng nhắc mới: ", "a new round: ") + explain_code(e.why, language_) +
               term(e.term) + asking(e.asking, e.why);
    }
    std::string operator()(const TermRecomputed& e) const {
        return explain_code("definition_changed", language_) + term(e.term);
    }
    std::string operator()(const Submitted& e) const {
        return pick("đã nộp, văn bản đến ngày ", "submitted, arrived on ") + day(e.arrived) +
               (e.document.empty() ? "" : pick(", số ", ", number ") + e.document) +
               (e.dated ? pick(", ký ngày ", ", dated ") + day(*e.dated) : "") +
               (e.signer.empty() ? "" : pick(", người ký: ", ", signed by ") + e.signer) +
               figures(e.figures) + because(e.reason);
    }
    std::string operator()(const Accepted& e) const {
        return pick("đã tiếp nhận", "accepted") + because(e.reason);
    }
    std::string operator()(const Returned& e) const {
        return pick("trả lại để bổ sung", "returned for rework") + because(e.reason);
    }
    std::string operator()(const Extended& e) const {
        return pick("gia hạn đến hết ngày ", "extended to the end of ") + day(e.to) +
               granted_by(e.approver) + because(e.reason);
    }
    std::string operator()(const ExtensionRequested& e) const {
        return pick("xin gia hạn đến hết ngày ", "asks for time until the end of ") + day(e.to) +
               (e.document.empty() ? "" : pick(", số ", ", number ") + e.document) +
               because(e.reason);
    }
    std::string operator()(const ExtensionDeclined& e) const {
        return pick("không đồng ý gia hạn", "the extension is declined") + because(e.reason);
    }
    std::string operator()(const Reopened& e) const {
        return pick("mở lại, bỏ quyết định ghi nhầm", "reopened, a decision is taken back") +
               because(e.reason);
    }
    std::string operator()(const Waived& e) const {
        return pick("được miễn", "waived") + granted_by(e.approver) + because(e.reason);
    }
    std::string operator()(const Withdrawn& e) const {
        return pick("rút khỏi danh sách", "withdrawn") + because(explain_code(e.why, language_));
    }
    std::string operator()(const Rescheduled& e) const {
        return pick("lùi lần nhắc kế tiếp", "the next reminder is put off") +
               because(explain_code(e.because, language_));
    }
    std::string operator()(const EscalationsHeld& e) const {
        return pick("giữ thư báo quá hạn", "its escalations are held") + because(e.reason);
    }
    std::string operator()(const EscalationsReleased& e) const {
        return pick("cho gửi thư báo quá hạn", "its escalations are released") +
               (e.rungs.empty() ? "" : pick(", đồng ý bậc ", ", consent to ") + e.rungs) +
               because(e.reason);
    }
    std::string operator()(const Acknowledged& e) const {
        return pick("đơn vị xác nhận đã nhận", "the unit has acknowledged it") + because(e.reason);
    }
    std::string operator()(const FileHandedIn& e) const {
        return pick("tệp kèm theo «", "with it came the file «") + e.name + "», " +
               std::to_string(e.size) + pick(" byte, SHA-256 ", " bytes, SHA-256 ") + e.sha256;
    }
    std::string operator()(const HandedOver& e) const {
        const std::string to = unit_names(organisation_, e.to, day_);
        if (!e.reason.empty())
            return pick("bàn giao cho ", "handed over to ") + to + because(e.reason);
        return pick("đơn vị đã kết thúc; bàn giao cho ", "the unit has ended; handed over to ") +
               to;
    }
    std::string operator()(const TookOver& e) const {
        return pick("nhận bàn giao từ ", "took over from ") +
               unit_names(organisation_, e.from, day_) + because(e.reason);
    }
    std::string operator()(const ReminderAsked& e) const {
        return pick("nhắc ngay theo yêu cầu của ", "a reminder at once, asked for by ") +
               unit_names(organisation_, e.unit, day_) + because(e.reason);
    }
    template <class Other>
    std::string operator()(const Other&) const {
        return {};
    }

private:
    std::string pick(std::string_view vi, std::string_view en) const {
        return in_words(language_, vi, en);
    }
    std::string day(Date date) const { return day_in_words(date, language_); }
    // How its deadline came to have passed already, if it is asked about.
    std::string asking(bool is_asked, const std::string& round_why) const {
        if (!is_asked) return {};
        Obligation then;
        then.round_why = round_why;
        if (round_.obligation) then = *round_.obligation;
        then.asking = true;  // it may have been answered since
        return "; " + asking_words(then, round_.issued, language_) +
               pick(", chờ người phụ trách trả lời", ", waits for the coordinator's answer");
    }
    std::string term(const std::optional<Term>& term) const {
        if (!term) return pick("; chưa định ngày", "; undated");
        return pick("; ngày cuối được phép ", "; last permitted day ") + day(term->last_permitted);
    }
    std::string granted_by(const std::string& approver) const {
        return approver.empty() ? "" : pick(", người cho phép: ", ", granted by ") + approver;
    }
    // «; đăng ký chỉ tiêu hai-long 85, sang-kien 12»
    std::string figures(const std::vector<Figure>& figures) const {
        std::string words;
        const auto mark = language_ == Language::vi ? DecimalMark::comma : DecimalMark::point;
        std::optional<FigureRole> role;
        for (const Figure& one : figures) {
            if (role == one.role) {
                words += ", ";
            } else if (one.role == FigureRole::target) {
                words += pick("; đăng ký chỉ tiêu ", "; registers ");
            } else {
                words += pick("; kết quả chỉ tiêu ", "; reports ");
            }
            role = one.role;
            words += one.indicator + ' ' + to_text(one.value, mark);
        }
        return words;
    }
    static std::string because(const std::string& reason) {
        return reason.empty() ? "" : ": " + reason;
    }

    Language language_;
    const Organisation& organisation_;
    const Date day_;
    const FactRound round_;
};

}  // namespace

std::string fact_words(const Event& event, Language language, const Organisation& organisation,
                       Date today, FactRound round) {
    return std::visit(Words(language, organisation, today, round), event);
}

std::string suspended_fact(const SuspensionRecord& r, Language language) {
    const auto pick = [&](std::string_view vi, std::string_view en) {
        return in_words(language, vi, en);
    };
    const auto& [unit, days, reason, approver, above] = r.suspension;
    return pick("tạm dừng từ ngày ", "suspended from ") + day_in_words(days.first, language) +
           pick(" đến hết ngày ", " to the end of ") + day_in_words(r.given_to, language) +
           (above.empty() ? "" : pick(" theo kế hoạch «", " by the campaign «") + above + "»") +
           (approver.empty() ? "" : pick(", người cho phép: ", ", granted by ") + approver) +
           pick(", thời hạn không đổi", ", its deadline stays") +
           (reason.empty() ? "" : ": " + reason);
}

std::string suspension_ended_fact(const SuspensionRecord& r, Language language) {
    return in_words(language, "kết thúc tạm dừng sớm", "the suspension is ended early") +
           (r.ended_reason.empty() ? "" : ": " + r.ended_reason);
}

}  // namespace dondoc
