#include "workflows/explain.h"

#include <algorithm>
#include <array>
#include <utility>

#include "workflows/bounce.h"
#include "workflows/check.h"
#include "workflows/remind.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

struct Words {
    std::string_view code;
    std::string_view vi;
    std::string_view en;
};

constexpr std::array codes{
    Words{"on_time", "đến bậc nhắc", "the rung fell due"},
    Words{"catch_up", "bậc nhắc bị lỡ, gửi bù", "the rung was missed and is caught up on"},
    Words{"rerouted", "kênh trước không gửi được, gửi lại qua kênh khác",
          "the channel before could not deliver it; told by another"},
    Words{"person_limit", "người nhận đã đủ số thư trong ngày, gộp vào thư sáng hôm sau",
          "its reader has had as many letters that day as allowed; joins that of the next morning"},
    Words{"reminder_undelivered", "bậc nhắc trước chưa gửi được, không chờ thêm",
          "an earlier reminder could not be delivered; not waiting any longer"},
    Words{"undated", "kế hoạch chưa định ngày", "the plan sets no date"},
    // A nudge is about a duty, some of whose deadlines may have come late and others been moved.
    Words{"overdue_at_birth", "thời hạn đã qua khi nhập hoặc khi dời, chờ người phụ trách trả lời",
          "its deadline had passed when it was first seen or moved; waits for the coordinator's "
          "answer"},
    Words{"gate_closed", "đơn vị chưa đủ điều kiện, hỏi người phụ trách trước khi nhắc",
          "the unit is not eligible; the coordinator is asked before it is reminded"},
    Words{"gate_passed", "đơn vị đã đủ điều kiện", "the unit is eligible now"},
    Words{"share_added",
          "đơn vị đã nộp phần mình trước khi nhận bàn giao, hỏi người phụ trách phần nhận thêm",
          "the unit had handed in its own before it took over another's; the coordinator is asked "
          "about the added share"},
    Words{"answered", "người phụ trách đã quyết định", "a person has decided since"},
    Words{"unchased",
          "quá hạn, sau thời hạn chưa ai được báo và không còn bậc nhắc nào, hỏi người phụ trách",
          "overdue, nobody was told after the deadline and no rung is left; the coordinator is "
          "asked"},
    Words{"before_first_seen", "bậc nhắc đã qua khi bắt đầu theo dõi",
          "the rung had passed when this round was first seen"},
    Words{"before_issue", "bậc nhắc rơi vào trước ngày ban hành kế hoạch",
          "the rung fell before the plan was issued"},
    Words{"overtaken", "đã có bậc nhắc sau cho cùng người nhận",
          "a later rung for the same audience took its place"},
    Words{"too_old", "đã lỡ quá lâu", "missed too long ago"},
    Words{"same_person", "người nhận đã nhận ở bậc cao hơn",
          "the same person is told by a higher rung"},
    Words{"no_person", "không có ai giữ vai trò này", "nobody holds this role"},
    Words{"no_cluster", "đơn vị không thuộc cụm, khối nào", "the unit stands in no cluster"},
    Words{"leads_itself", "đơn vị chính là trưởng cụm, khối", "the unit itself leads its cluster"},
    Words{"no_channel", "kênh gửi không còn trong cấu hình",
          "its channel is not configured any more"},
    Words{"no_address", "người nhận không có địa chỉ", "the recipient has no address"},
    Words{"outside_window", "ngoài giờ gửi", "outside sending hours"},
    Words{"phase_held", "giai đoạn đang tạm giữ", "the phase is held"},
    Words{"phase_skipped", "giai đoạn được bỏ qua", "the phase is skipped"},
    Words{"earlier_rung_on_its_way", "chờ thư nhắc trước được gửi xong",
          "waits for an earlier reminder to be delivered"},
    Words{"definition_changed", "kế hoạch, lịch hoặc bậc nhắc được sửa",
          "the plan, the calendar or the ladder changed"},
    Words{"planned_anew", "xếp lại lịch nhắc", "the next moment was planned anew"},
    Words{"needs_release", "bậc này cần người phụ trách đồng ý trước khi gửi",
          "this rung needs an officer's release"},
    Words{"released", "người phụ trách đã đồng ý gửi", "an officer released it"},
    Words{"escalations_held", "người phụ trách đang giữ thư báo quá hạn",
          "an officer holds the escalations"},
    Words{"announced", "báo trước cho người phụ trách về thư báo quá hạn sắp gửi",
          "the coordinator is told beforehand which escalations leave"},
    Words{"nothing_announced", "không còn thư báo quá hạn nào phải báo trước",
          "no escalation is left to announce"},
    Words{"not_in_definition", "không còn trong kế hoạch", "not in the plan any more"},
    Words{"not_owed", "không còn phải nộp", "not owed any more"},
    Words{"submitted", "đơn vị đã nộp", "the unit has submitted"},
    Words{"accepted", "đã tiếp nhận", "accepted"},
    Words{"waived", "đã được miễn", "waived"},
    Words{"withdrawn", "không còn trong kế hoạch", "withdrawn"},
    Words{"round_over", "vòng nhắc mới đã bắt đầu", "a new round has begun"},
    Words{"nothing_to_ask", "không còn gì phải hỏi", "nothing is left to ask"},
    Words{"nothing_to_tell", "không còn việc quá hạn hoặc sắp đến hạn",
          "nothing is overdue or due soon any more"},
    Words{"asked_this_month", "đã hỏi trong tháng", "asked this month already"},
    Words{"campaign_not_begun", "kế hoạch chưa bắt đầu", "the campaign has not begun"},
    Words{"phase_dates", "theo ngày của giai đoạn", "by the dates of the phase"},
    Words{"from_date", "đến ngày bắt đầu", "its first day came"},
    Words{"first_rung", "đến bậc nhắc đầu tiên", "its first rung fell due"},
    Words{"end_date", "hết ngày cuối", "its last day passed"},
    Words{"all_settled", "mọi nghĩa vụ đã xong", "everything is settled"},
    Words{"reopened", "có nghĩa vụ chưa xong", "something is unsettled again"},
    Words{"by_hand", "do người quyết định", "a person decided"},
    Words{"born", "bắt đầu theo dõi", "first seen"},
    Words{"returned", "trả lại để bổ sung", "returned for rework"},
    Words{"returned_sooner", "trả lại để bổ sung trước thời hạn của kế hoạch",
          "returned for rework before the plan's deadline"},
    Words{"extended", "được gia hạn", "extended"},
    Words{"extended_sooner", "được gia hạn", "extended"},
    Words{"edited", "kế hoạch sửa thời hạn", "the plan's date was edited"},
    Words{"event_dated", "sự kiện của kế hoạch được định ngày",
          "the day of the plan's event was set"},
    Words{"issue_edited", "sửa ngày ban hành kế hoạch", "the plan's day of issue was edited"},
    Words{"restored", "trở lại kế hoạch", "back in the plan"},
    Words{"undone", "bỏ quyết định ghi nhầm", "a decision was taken back"},
    Words{"extension_requested", "đơn vị xin gia hạn", "the unit asks for an extension"},
    Words{"request_answered", "đề nghị gia hạn đã được trả lời",
          "the request for an extension has been answered"},
    Words{"suspended", "đơn vị được tạm dừng", "the unit is suspended"},
    Words{"silenced", "đang giữ thư, báo sau khi hết đợt giữ thư",
          "silenced; it is told when that is over"},
    Words{"silence_ended", "kết thúc đợt giữ thư", "the silence has ended"},
    Words{"suspension_ended", "kết thúc tạm dừng", "the suspension has ended"},
    Words{"handed_over", "đơn vị đã kết thúc, bàn giao cho đơn vị kế tục",
          "the unit has ended and handed it over"},
    Words{"handed_over_by_hand", "được bàn giao cho đơn vị khác theo quyết định",
          "handed over to another unit by decision"},
    Words{"took_over", "nhận bàn giao từ đơn vị khác", "taken over from another unit"},
    Words{"unit_ended", "đơn vị đã kết thúc, không có đơn vị kế tục",
          "the unit has ended without a successor"},
    Words{"confirm_contact", "hằng quý hỏi đầu mối của đơn vị có còn đúng không",
          "every quarter the unit is asked whether its contact is still the right one"},
    Words{"contact_unconfirmed", "sau 10 ngày làm việc đơn vị chưa xác nhận đầu mối",
          "ten working days later the unit has not confirmed its contact"},
    Words{"contact_confirmed", "đầu mối đã được xác nhận trong quý",
          "the contact was confirmed this quarter"},
    Words{"address_fault", "thư gửi đến một địa chỉ bị trả lại", "letters to an address come back"},
    Words{"address_corrected", "địa chỉ đã được sửa hoặc đã cho gửi lại",
          "the address has been corrected, or is tried again"},
    Words{"weekly_digest", "bản tin tuần cho người phụ trách",
          "the week's digest for the coordinator"},
    Words{"waits_for_week", "chờ đến bản tin tuần sau", "waits for the next weekly digest"},
    Words{"daily_digest", "bản tin ngày cho thủ trưởng đơn vị",
          "the day's digest for the head of the unit"},
    Words{"waits_for_day", "chờ đến bản tin ngày sau", "waits for the next daily digest"},
    Words{"owed_anew", "đơn vị có việc mới hoặc việc đổi hạn",
          "the unit owes something new, or by another day"},
    Words{"waits_for_quarter", "chờ đến quý sau", "waits for the next quarter"},
    Words{"reader_changed", "người nhận đã thay đổi trước khi gửi",
          "its reader changed before it was sent"},
    Words{"catch_up_held", "nhiều thư chờ cho phép gửi sau khi hệ thống ngừng",
          "many letters wait for a go-ahead after a downtime"},
    Words{"catch_up_discarded", "bỏ theo quyết định sau khi hệ thống ngừng",
          "dropped by a person's decision after a downtime"},
    Words{"catch_up_over", "không còn thư nào chờ cho phép gửi",
          "no letter waits for the go-ahead any more"},
    Words{"organisation_changed", "tổ chức bộ máy thay đổi", "the organisation changed"},
};

// The written offset of a rung, with a minus sign that is one: «−5», «+1», «start».
std::string typographic(const std::string& rung) {
    const std::string where = rung.substr(0, rung.find('.'));
    return where.starts_with('-') ? "−" + where.substr(1) : where;
}

// «bậc −5: 05 ngày làm việc trước ngày làm việc cuối 25/01/2017»
std::string rung_words(const std::string& rung, const Term& term, Language language) {
    const std::string where = rung.substr(0, rung.find('.'));
    const bool vi = language == Language::vi;
    if (where == "start") {
        return vi ? "bậc đầu kỳ: ngày làm việc đầu tiên của kỳ hạn"
                  : "start rung: first working day of the span";
    }
    if (where == returned_rung) {
        return vi ? "báo việc trả lại và hạn nộp lại"
                  : "word of the return, and by when it is due again";
    }
    if (where.starts_with(rung_by_hand)) {
        const int number = std::stoi(where.substr(rung_by_hand.size()));
        if (!rung.ends_with(".contact")) {
            return vi ? "báo cấp trên theo yêu cầu, lần " + official_count(number, language)
                      : "word to those above that was asked for, number " + std::to_string(number);
        }
        return vi ? "nhắc theo yêu cầu, lần " + official_count(number, language)
                  : "reminder asked for, number " + std::to_string(number);
    }
    const int offset = std::stoi(where);
    const std::string working = day_in_words(term.last_working, language);
    if (offset == 0) {
        return vi ? "bậc 0: ngày làm việc cuối " + working : "rung 0: last working day " + working;
    }
    if (offset < 0) {
        const std::string days = working_days_in_words(-offset, language);
        return vi ? "bậc " + typographic(rung) + ": " + days + " trước ngày làm việc cuối " +
                        working
                  : "rung " + typographic(rung) + ": " + days + " before the last working day " +
                        working;
    }
    const std::string permitted = day_in_words(term.last_permitted, language);
    const std::string days = working_days_in_words(offset, language);
    return vi ? "bậc " + where + ": quá hạn " + days + " sau ngày cuối " + permitted
              : "rung " + where + ": " + days + " after the last permitted day " + permitted;
}

}  // namespace

std::string explain_code(std::string_view code, Language language) {
    for (const Words& words : codes) {
        if (words.code == code) return in_words(language, words.vi, words.en);
    }
    if (has_come_back(code)) {
        return in_words(language, "bị trả lại: ", "came back: ") + came_back_words(code, language);
    }
    return std::string(code);
}

std::string asking_words(const Obligation& obligation, std::optional<Date> issued,
                         Language language) {
    if (!obligation.asking) return {};
    const std::string& why = obligation.round_why;
    const bool before_issue =
        issued && obligation.term && obligation.term->last_permitted < *issued;
    if (why == "issue_edited" || (why == "born" && before_issue))
        return in_words(language, "thời hạn ở trước ngày ban hành kế hoạch",
                        "its deadline lies before the plan was issued");
    if (why == "born") return in_words(language, "quá hạn khi nhập", "overdue when first seen");
    if (why == "took_over")
        return in_words(language, "quá hạn khi nhận bàn giao", "overdue when it was taken over");
    if (why == "event_dated")
        return in_words(language, "sự kiện định vào ngày làm thời hạn đã qua",
                        "overdue by the day that was set for its event");
    if (why == "restored")
        return in_words(language, "quá hạn khi trở lại kế hoạch", "overdue when it came back");
    return in_words(language, "thời hạn dời về ngày đã qua",
                    "its deadline was moved into the past");
}

std::string explain(const Obligation& obligation, const NoticeFellDue& notice, Language language) {
    const std::string why = explain_code(notice.because, language);
    if (notice.kind == NoticeKind::nudge) return why;
    if (is_question(notice.rung)) return why;  // passed over, it has no kind of its own
    const bool present = notice.round == obligation.round;
    const bool named = present || notice.rung == returned_rung;
    const std::string rung = named && obligation.term
                                 ? rung_words(notice.rung, *obligation.term, language)
                                 : in_words(language, "bậc ", "rung ") + typographic(notice.rung) +
                                       in_words(language, " của vòng ", " of round ") +
                                       std::to_string(notice.round);
    return notice.because == "on_time" ? rung : rung + "; " + why;
}

std::string standing(const Definition& definition, const Obligation& obligation, Date today,
                     Language language) {
    if (!obligation.owed()) return state_name(obligation.state, language);
    if (!obligation.term) return in_words(language, "chưa định ngày", "undated");
    const WorkCalendar& calendar = *definition.calendar;
    const Term& term = *obligation.term;
    if (term.last_permitted < today) {
        const int late = calendar.count(term.last_permitted, today);
        if (late == 0) {
            return in_words(language, "đã quá hạn ", "overdue since ") +
                   day_in_words(term.last_permitted, language);
        }
        return in_words(language, "quá hạn ", "overdue by ") +
               working_days_in_words(late, language);
    }
    if (term.last_permitted == today) return in_words(language, "hạn cuối là hôm nay", "due today");
    const int left = calendar.count(today, term.last_working);
    if (left <= 0) {
        return in_words(language, "còn trong hạn đến ", "in time until ") +
               day_in_words(term.last_permitted, language);
    }
    return in_words(language, "còn ", "due in ") + working_days_in_words(left, language);
}

std::string suspended_words(const DateSpan& days, Language language) {
    return in_words(language, "tạm dừng đến hết ngày ", "suspended until ") +
           day_in_words(days.last, language);
}

std::string day_words(Date date, const Day& day, Language language) {
    const auto kind = [&]() -> std::string {
        switch (day.kind) {
            case DayKind::working: return in_words(language, "ngày làm việc", "working day");
            case DayKind::weekend: return in_words(language, "nghỉ cuối tuần", "weekend");
            case DayKind::holiday: return in_words(language, "nghỉ lễ", "public holiday");
            case DayKind::compensatory:
                return in_words(language, "nghỉ bù", "compensatory day off");
            case DayKind::swapped: return in_words(language, "nghỉ hoán đổi", "swapped day off");
            case DayKind::make_up: return in_words(language, "làm bù", "make-up working day");
        }
        CHECK(false);
    };
    std::string words = weekday_name(date, language) + ", " + kind();
    if (!day.name.empty()) words += ": " + day.name;
    if (!day.confirmed) {
        words += in_words(language, " (lịch năm chưa công bố)", " (year not announced yet)");
    }
    return words;
}

std::string unit_names(const Organisation& organisation, std::string_view ids, Date day) {
    std::string names;
    for (const std::string& id : ids_in(ids)) {
        const Unit* unit = organisation.unit(id);
        names += (names.empty() ? "" : ", ") + (unit ? unit->name_on(day) : id);
    }
    return names;
}

std::string state_name(ObligationState state, Language language) {
    switch (state) {
        case ObligationState::pending: return in_words(language, "chờ nộp", "pending");
        case ObligationState::submitted:
            return in_words(language, "đã nộp, chờ duyệt", "submitted");
        case ObligationState::accepted: return in_words(language, "đã tiếp nhận", "accepted");
        case ObligationState::returned: return in_words(language, "trả lại bổ sung", "returned");
        case ObligationState::waived: return in_words(language, "được miễn", "waived");
        case ObligationState::withdrawn: return in_words(language, "đã rút", "withdrawn");
    }
    CHECK(false);
}

std::string phase_state_name(PhaseState state, Language language) {
    switch (state) {
        case PhaseState::planned: return in_words(language, "chưa mở", "planned");
        case PhaseState::open: return in_words(language, "đang mở", "open");
        case PhaseState::closing: return in_words(language, "đang kết thúc", "closing");
        case PhaseState::closed: return in_words(language, "đã kết thúc", "closed");
        case PhaseState::skipped: return in_words(language, "bỏ qua", "skipped");
        case PhaseState::held: return in_words(language, "tạm giữ", "held");
    }
    CHECK(false);
}

std::string audience_name(Audience audience, Language language) {
    switch (audience) {
        case Audience::contact: return in_words(language, "đầu mối đơn vị", "contact of the unit");
        case Audience::head: return in_words(language, "thủ trưởng đơn vị", "head of the unit");
        case Audience::coordinator: return in_words(language, "chuyên viên đầu mối", "coordinator");
        case Audience::superior: return in_words(language, "lãnh đạo phụ trách", "superior");
        case Audience::director: return in_words(language, "giám đốc", "director");
        case Audience::cluster_lead: return in_words(language, "trưởng cụm", "lead of the cluster");
    }
    CHECK(false);
}

}  // namespace dondoc
