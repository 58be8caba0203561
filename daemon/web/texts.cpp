#include "daemon/web/texts.h"

#include <algorithm>
#include <array>

#include "workflows/check.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

struct Sentence {
    std::string_view name;
    std::string_view vi;
    std::string_view en;
};

constexpr std::array sentences{
    Sentence{"name", "Đôn đốc", "dondoc"},
    Sentence{"log_in", "Đăng nhập", "Log in"},
    Sentence{"log_out", "Đăng xuất", "Log out"},
    Sentence{"logged_in", "Đang đăng nhập:", "Logged in as"},
    Sentence{"user_name", "Tên đăng nhập", "Name"},
    Sentence{"password", "Mật khẩu", "Password"},
    Sentence{"login_wrong", "Tên đăng nhập hoặc mật khẩu chưa đúng.",
             "The name or the password is wrong."},
    Sentence{"login_too_often", "Đã sai nhiều lần; hãy chờ rồi thử lại sau",
             "Too many wrong tries; wait, then try again in"},
    Sentence{"seconds", "giây", "seconds"},
    Sentence{"login_foreign", "Yêu cầu không đến từ trang này; hãy đăng nhập lại tại đây.",
             "That did not come from this page; log in here."},
    Sentence{"login_unread", "Không đọc được dữ liệu; hãy báo người quản trị.",
             "The store could not be read; tell the administrator."},
    Sentence{"overdue_title", "Quá hạn", "overdue"},
    Sentence{"heading", "Tình hình thực hiện", "How we stand"},
    Sentence{"overdue", "quá hạn", "overdue"},
    Sentence{"due_soon", "đến hạn trong 3 ngày làm việc", "due within 3 working days"},
    Sentence{"submitted", "chờ duyệt", "waiting for acceptance"},
    Sentence{"requested", "xin gia hạn chờ quyết định", "extensions asked for"},
    Sentence{"asks_for", "xin gia hạn đến", "asks for time until"},
    Sentence{"suspended", "Đang tạm dừng", "Suspended"},
    Sentence{"dated", "ngày", "dated"},
    Sentence{"signed_by", "người ký:", "signed by"},
    Sentence{"request", "Xin gia hạn, chờ quyết định", "Asks for an extension"},
    Sentence{"failed", "lỗi gửi", "could not be sent"},
    Sentence{"address_faults", "Địa chỉ thư cần sửa: thư gửi đến bị trả lại",
             "Addresses to be corrected: letters come back"},
    Sentence{"retrying", "thư đang gửi lại", "being tried again"},
    Sentence{"show", "Xem", "Show"},
    Sentence{"caption", "Nghĩa vụ, hạn sớm nhất trước", "Obligations, earliest deadline first"},
    Sentence{"state", "Trạng thái", "State"},
    Sentence{"unit", "Đơn vị", "Unit"},
    Sentence{"call", "Gọi cho", "Call"},
    Sentence{"duty", "Phải nộp", "Owes"},
    Sentence{"deadline", "Thời hạn", "Deadline"},
    Sentence{"period", "Kỳ báo cáo", "Reporting period"},
    Sentence{"reminded", "Đã nhắc", "Reminded"},
    Sentence{"next", "Bước tiếp theo", "Next"},
    Sentence{"why", "vì sao?", "why?"},
    Sentence{"no_phone", "chưa có số điện thoại", "no telephone known"},
    Sentence{"last_permitted", "ngày cuối:", "last day:"},
    Sentence{"last_working", "ngày làm việc cuối:", "last working day:"},
    Sentence{"undated", "chưa định ngày", "undated"},
    Sentence{"late", "nộp trễ", "came late"},
    Sentence{"returned", "đã trả lại để bổ sung", "returned for rework"},
    Sentence{"nothing", "Không có gì ở đây.", "Nothing here."},
    Sentence{"only", "Chỉ xem:", "Only:"},
    Sentence{"widen", "Xem tất cả", "Show everything"},
    Sentence{"first_page", "« Trang đầu", "« First page"},
    Sentence{"next_page", "Trang sau »", "Next page »"},
    Sentence{"back", "« Tình hình chung", "« All obligations"},
    Sentence{"quote", "Theo kế hoạch", "In the plan"},
    Sentence{"document", "Văn bản đã nhận", "Document received"},
    Sentence{"id", "Mã", "Id"},
    Sentence{"story", "Diễn biến", "What happened"},
    Sentence{"by", "Người thực hiện:", "By:"},
    Sentence{"planned", "lẽ ra", "planned"},
    Sentence{"nobody_told", "không báo", "nobody told"},
    Sentence{"messages", "Thư", "Messages"},
    Sentence{"message", "Thư số", "Message"},
    Sentence{"no_message", "Không có thư này:", "There is no such message:"},
    Sentence{"back_messages", "« Các thư", "« All messages"},
    Sentence{"in_message", "Trong thư", "In this message"},
    Sentence{"dropped", "đã bỏ:", "dropped:"},
    Sentence{"text", "Nguyên văn", "Its text"},
    Sentence{"ask_day", "Hỏi về một ngày", "Ask about a day"},
    Sentence{"day", "Ngày", "Day"},
    Sentence{"recipient", "Người nhận", "Recipient"},
    Sentence{"subject", "Tiêu đề", "Subject"},
    Sentence{"moment", "Giờ gửi", "Sent at"},
    Sentence{"again", "thử lại lúc", "tried again at"},
    Sentence{"conflicts", "Cần làm rõ trong kế hoạch", "To be clarified in the plan"},
    Sentence{"absent", "Không có trong kế hoạch:", "Not in the plan:"},
    Sentence{"answer", "Trả lời của máy chủ", "What the server said"},
    Sentence{"copy", "để biết", "for information"},
    Sentence{"nobody", "lượt nhắc không tìm được người nhận; xem «vì sao?» của nghĩa vụ",
             "notices found nobody to tell; see «why?» of the obligation"},
    Sentence{"all", "tất cả", "all"},
    Sentence{"fault", "Không xem được", "This cannot be shown"},
    Sentence{"store_fault", "Không đọc được dữ liệu; nhật ký của dondoc ghi rõ vì sao.",
             "The store could not be read; the daemon's log says why."},
    Sentence{"no_page", "Không có trang này:", "There is no such page:"},
    Sentence{"no_obligation", "Không có nghĩa vụ này:", "There is no such obligation:"},
    Sentence{"paused", "Đang tạm dừng gửi mọi thư", "All sending is paused"},
    Sentence{"rehearsal", "Đang diễn tập: mọi thư đều gửi về", "Rehearsal: every message goes to"},
    Sentence{"practice", "diễn tập", "rehearsal"},
    Sentence{"virtual", "đồng hồ giả lập", "virtual clock"},
    Sentence{"as_of", "Số liệu lúc", "As of"},
    Sentence{"other_language", "English", "Tiếng Việt"},
    Sentence{"other_phases", "Giai đoạn chưa mở hoặc đã kết thúc", "Phases not begun or over"},
    Sentence{"times", "lần", "times"},
    Sentence{"no_campaign", "Không có kế hoạch này:", "There is no such campaign:"},
    Sentence{"no_unit", "Không có đơn vị này:", "There is no such unit:"},
    Sentence{"account", "Chỉ tiêu, điều kiện", "Targets and gates"},
    Sentence{"obligations", "Nghĩa vụ", "Obligations"},
    Sentence{"phases", "Giai đoạn", "Phases"},
    Sentence{"indicators", "Chỉ tiêu", "Targets"},
    Sentence{"no_indicators", "Kế hoạch không có chỉ tiêu bằng số.", "The plan sets no numbers."},
    Sentence{"indicator", "Chỉ tiêu", "Target"},
    Sentence{"wanted", "Kế hoạch", "Plan"},
    Sentence{"impossible", "không ai đạt được như đã viết", "nobody can reach it as written"},
    Sentence{"level", "Cấp", "Level"},
    Sentence{"registered", "Đăng ký", "Registered"},
    Sentence{"reported", "Báo cáo", "Reported"},
    Sentence{"reached", "Kết quả", "Result"},
    Sentence{"by_units", "Theo đơn vị", "Unit by unit"},
    Sentence{"own_target", "Đơn vị đăng ký", "Unit registered"},
    Sentence{"actual", "Kết quả mới nhất", "Latest result"},
    Sentence{"of_plan", "So với kế hoạch", "Against the plan"},
    Sentence{"of_own", "So với đăng ký", "Against its own"},
    Sentence{"short_of_plan", "đăng ký chưa bằng kế hoạch", "registered less than the plan"},
    Sentence{"eligibility", "Điều kiện xét khen thưởng", "Who may be put up"},
    Sentence{"gates_before", "Điều kiện vào giai đoạn", "Who may enter"},
    Sentence{"no_gates", "Kế hoạch không đặt điều kiện tiên quyết.", "The plan sets no gate."},
    Sentence{"gate", "Điều kiện", "Gate"},
    Sentence{"blocks", "Áp dụng cho:", "Applies to:"},
    Sentence{"eligible", "đủ điều kiện", "eligible"},
    Sentence{"not_eligible", "chưa đủ điều kiện", "not eligible"},
    Sentence{"facts", "Căn cứ", "Facts"},
    Sentence{"record", "Theo dõi trễ hạn", "Record of deadlines"},
    Sentence{"taken_over", "Nhận bàn giao", "Taken over"},
    Sentence{"handed_over", "bàn giao ngày", "handed over on"},
    Sentence{"before", "Kế tục", "Follows"},
    Sentence{"ended", "Ngày cuối hoạt động", "Last day"},
    Sentence{"after", "kế tục:", "followed by"},
    Sentence{"passed_on", "Ngày bàn giao", "Passed on"},
    Sentence{"contact", "Đầu mối", "Contact"},
    Sentence{"contact_confirmed", "đã xác nhận ngày", "confirmed on"},
    Sentence{"contact_unconfirmed", "chưa xác nhận", "not confirmed"},
    Sentence{"no_record", "Đơn vị chưa có nghĩa vụ nào.", "The unit has owed nothing yet."},
    Sentence{"counted", "được tính", "counted"},
    Sentence{"on_time", "đúng hạn", "on time"},
    Sentence{"came_late", "trễ hạn", "late"},
    Sentence{"missing", "quá hạn, chưa nộp", "still missing"},
    Sentence{"days_late", "Ngày làm việc trễ", "Working days late"},
    Sentence{"last_day", "Ngày cuối", "Last day"},
    Sentence{"arrived", "Ngày đến", "Arrived"},
    Sentence{"returns", "Trả lại", "Returned"},
    Sentence{"extensions", "Gia hạn", "Extended"},
    Sentence{"not_counted", "không tính", "not counted"},
};

}  // namespace

std::string text(std::string_view name, Language language) {
    const auto found = std::ranges::find(sentences, name, &Sentence::name);
    CHECK(found != sentences.end());
    return in_words(language, found->vi, found->en);
}

Facts texts(Language language) {
    Facts facts;
    for (const Sentence& one : sentences)
        facts.say("t_" + std::string(one.name), in_words(language, one.vi, one.en));
    return facts;
}

std::string day_words(const Day& day, Language language) {
    const auto named = [&](std::string_view vi, std::string_view en) {
        return in_words(language, vi, en) + (day.name.empty() ? "" : ": " + day.name);
    };
    std::string words;
    switch (day.kind) {
        case DayKind::working: words = in_words(language, "ngày làm việc", "working day"); break;
        case DayKind::weekend: words = in_words(language, "cuối tuần", "weekend"); break;
        case DayKind::holiday: words = named("nghỉ lễ", "public holiday"); break;
        case DayKind::compensatory: words = named("nghỉ bù", "compensatory day off"); break;
        case DayKind::swapped: words = named("nghỉ hoán đổi", "swapped day off"); break;
        case DayKind::make_up: words = named("làm bù", "worked to make up"); break;
    }
    if (day.confirmed) return words;
    return words + in_words(language, " (lịch nghỉ dự kiến)", " (calendar not announced yet)");
}

std::string status_name(ObligationFilter::Status status, Language language) {
    switch (status) {
        using enum ObligationFilter::Status;
        case any: return in_words(language, "tất cả", "all");
        case owed: return in_words(language, "còn phải nộp", "still owed");
        case overdue: return in_words(language, "quá hạn", "overdue");
        case due_soon: return in_words(language, "sắp đến hạn", "due soon");
        case submitted: return in_words(language, "chờ duyệt", "waiting for acceptance");
        case accepted: return in_words(language, "đã tiếp nhận", "accepted");
        case waived: return in_words(language, "được miễn", "waived");
        case withdrawn: return in_words(language, "đã rút", "withdrawn");
        case returned: return in_words(language, "trả lại", "returned");
        case undated: return in_words(language, "chưa định ngày", "undated");
        case requested: return in_words(language, "xin gia hạn", "asking for an extension");
        case asking:
            return in_words(language, "hạn đã qua, chờ trả lời", "overdue, waits for an answer");
    }
    CHECK(false);
}

std::string phase_name(const Phase& phase, Language language) {
    if (!phase.title.empty()) return phase.title;
    switch (phase.kind) {
        case PhaseKind::launch: return in_words(language, "Phát động", "Launch");
        case PhaseKind::registration: return in_words(language, "Đăng ký", "Registration");
        case PhaseKind::midterm: return in_words(language, "Sơ kết", "Midterm review");
        case PhaseKind::final: return in_words(language, "Tổng kết", "Final review");
        case PhaseKind::award: return in_words(language, "Khen thưởng", "Awards");
        case PhaseKind::other: return phase.id;
    }
    CHECK(false);
}

}  // namespace dondoc
