#include "tests/notifiers/letters.h"

namespace dondoc::letters {
namespace {

Letter as_copy(Letter letter) {
    letter.copy = true;
    return letter;
}

// A question about three units of eighteen, of which one was reminded of the day before; two are
// named.
std::vector<LetterItem> overdue_when_set_of_some() {
    LetterItem whole = registration();
    whole.kind = NoticeKind::nudge;
    whole.audience = Audience::coordinator;
    whole.obligation = "lao-cai-2017.dang-ky";
    whole.unit.clear();
    whole.units_open = 3;
    whole.units_all = 18;
    whole.working_days_left = 0;
    whole.working_days_late = 86;
    whole.because = "overdue_at_birth";
    whole.passed = Passed::when_set;
    LetterItem reminded = whole;
    reminded.unit = "Bệnh viện Đa khoa huyện B";
    reminded.told = {{day(2017, 1, 11), false}, {day(2017, 2, 2), true}};
    LetterItem other = whole;
    other.unit = "Trung tâm Y tế huyện C";
    return {whole, reminded, other};
}

LetterItem returned(int days_left) {
    LetterItem item = midterm_report(NoticeKind::reminder, Audience::contact);
    item.own_day = OwnDay{day(2017, 6, 22), OwnDay::By::return_};
    item.term = Term{day(2017, 6, 22), day(2017, 6, 22), {}, true};
    item.working_days_left = days_left;
    item.returned = true;
    item.return_reason = "thiếu biểu số 02";
    return item;
}

// Two units of whom the superior is told the next working day, and one that waits for a release.
std::vector<LetterItem> announced() {
    std::vector<LetterItem> items = three_late(Audience::coordinator);
    for (LetterItem& item : items) {
        item.kind = NoticeKind::nudge;
        item.because = "announced";
        item.ahead = {{day(2017, 6, 20), Audience::superior, "Phó Giám đốc Lê Văn C"}};
    }
    items[0].unit_phone = "0214 3000 111";
    items[1].ahead.front().needs_release = true;
    items[2].ahead = {{day(2017, 6, 16), Audience::director, "Giám đốc Nguyễn Thị A", true, true}};
    return items;
}

}  // namespace

std::vector<Named> more() {
    LetterItem just_returned = returned(4);
    just_returned.tells_return = true;
    LetterItem numbered = midterm_report(NoticeKind::reminder, Audience::contact);
    numbered.plan_number = "315/KH-SYT";
    numbered.plan_issued = day(2017, 1, 6);
    numbered.quote =
        "Các đơn vị gửi báo cáo sơ kết về Sở Y tế (qua Phòng Tổ chức cán bộ) chậm nhất là ngày "
        "15/6/2017.";
    numbered.part = "Cơ sở y tế xanh - sạch - đẹp";
    LetterItem known_above = overdue_report(Audience::head, 3);
    known_above.reported = {{"Lê Văn Sáu", "Phó Giám đốc", "Sở Y tế Lào Cai", day(2017, 6, 20)}};
    known_above.answer_by = day(2017, 6, 21);
    Letter lead = to_director(day(2017, 6, 22), three_late(Audience::cluster_lead));
    lead.person_name = "Lê Văn Năm";
    lead.person_title = "Cán bộ tổ chức";
    lead.post_unit = "Bệnh viện Đa khoa tỉnh";
    for (LetterItem& item : lead.items)
        item.leads = "Cụm thi đua số 1";
    const LetterItem report = midterm_report(NoticeKind::reminder, Audience::contact);
    return {
        {"nudge_announced", to_coordinator(day(2017, 6, 19), announced())},
        {"reminder_of_a_numbered_plan", to_contact(day(2017, 6, 8), {numbered})},
        {"reminder_returned", to_contact(day(2017, 6, 20), {returned(2)})},
        {"reminder_tells_return", to_contact(day(2017, 6, 16), {just_returned})},
        {"reminder_copy", as_copy(to_head(day(2017, 6, 8), {report}))},
        {"urge_copy", as_copy(to_head(day(2017, 6, 20), {known_above}))},
        {"report_copy", as_copy(to_head(day(2017, 6, 22), three_late(Audience::superior)))},
        {"report_cluster_lead", lead},
        {"nudge_overdue_some", to_coordinator(day(2017, 6, 1), overdue_when_set_of_some())},
    };
}

}  // namespace dondoc::letters
