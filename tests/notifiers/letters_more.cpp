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

LetterItem comes_back() {
    LetterItem item;
    item.kind = NoticeKind::nudge;
    item.audience = Audience::coordinator;
    item.because = "address_fault";
    item.obligation = "bvdk-a";
    item.campaign_title = "Công tác thi đua, khen thưởng năm 2017";
    item.issuer = "Sở Y tế Lào Cai";
    item.unit = "Bệnh viện Đa khoa huyện A";
    item.unit_phone = "0214 111 1111";
    item.contact = "Chuyên viên Lê Thị Đầu Mối";
    item.contact_phone = "0214 222 2222";
    item.contact_address = "dau-moi@bvdk-a.example";
    item.address_fault = {day(2017, 1, 11), "5.1.1, không có địa chỉ này (550 no such user)"};
    return item;
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

Bulletin::Due of_report(const LetterItem& report, std::vector<Bulletin::Named> units) {
    return {.deliverable = report.deliverable,
            .deadline = report.deadline,
            .term = report.term,
            .all = 18,
            .units = std::move(units)};
}

// Two campaigns, of which one has nothing to say.
LetterItem digest() {
    const LetterItem report = midterm_report(NoticeKind::reminder, Audience::contact);
    Bulletin::Due late = of_report(
        registration(), {{"Trung tâm Y tế huyện C", "0214 333 3333"}, {"Trung tâm Mắt", "", true}});
    late.fresh = 1;
    std::vector<Bulletin::Named> many;
    for (const char* district : {"A", "B", "C", "D", "Đ", "E", "G", "H", "I", "K", "L", "M"})
        many.push_back({std::string("Trạm ") + district});
    Bulletin::Standing busy;
    busy.title = report.campaign_title;
    busy.all = 54;
    busy.owed = 14;
    busy.overdue = 3;
    busy.due_soon = 12;
    busy.submitted = 2;
    busy.accepted = 37;
    busy.waived = 1;
    busy.late = {late};
    busy.due = {of_report(report, std::move(many))};
    busy.requests = {{"Bệnh viện Đa khoa huyện B", report.deliverable, day(2017, 6, 19),
                      "đang hợp nhất khoa, phòng"}};
    busy.questions = {{"Bản đăng ký đề tài sáng kiến", 1}};
    busy.undated = {"Kế hoạch phát động", "Báo cáo định kỳ"};
    busy.barred = {{"Trung tâm Mắt", "Hồ sơ khen thưởng", {"chưa đăng ký thi đua"}}};
    busy.told = {{"Phó Giám đốc Lê Văn Sáu", 2}, {"Giám đốc Trần Thị Bảy", 1}};
    Bulletin::Standing quiet;
    quiet.title = "Xây dựng nông thôn mới";
    quiet.part = "Trạm y tế xã";
    quiet.all = quiet.owed = 18;
    LetterItem item;
    item.kind = NoticeKind::digest;
    item.audience = Audience::coordinator;
    item.because = "weekly_digest";
    item.obligation = "digest.dau-moi";
    item.issuer = report.issuer;
    item.bulletin =
        Bulletin{.week = {day(2017, 6, 12), day(2017, 6, 16)},
                 .campaigns = {busy, quiet},
                 .failed = {{"Giám đốc Trần Văn Thủ Trưởng", "0214 111 1111",
                             "[Sở Y tế Lào Cai] Đôn đốc Bản đăng ký", "550 5.1.1 không có"}},
                 .unreachable = {{"Trung tâm Pháp y", "0214 555 5555"}}};
    return item;
}

LetterItem quiet_digest() {
    LetterItem item = digest();
    item.bulletin->campaigns.erase(item.bulletin->campaigns.begin());
    item.bulletin->failed.clear();
    item.bulletin->unreachable.clear();
    return item;
}

HeadBulletin::Matter matter_of(const LetterItem& item, int working_days) {
    HeadBulletin::Matter matter;
    matter.due = of_report(item, {});
    matter.title = item.campaign_title;
    matter.working_days = working_days;
    return matter;
}

// «chậm nhất là ngày 08/6/2017»
HeadBulletin::Matter of_june(const LetterItem& report, const std::string& deliverable,
                             unsigned number, const std::string& figures, int working_days) {
    HeadBulletin::Matter matter = matter_of(report, working_days);
    const Date last = day(2017, 6, number);
    matter.due.deliverable = deliverable;
    matter.due.deadline.span = {last, last};
    matter.due.deadline.written = "chậm nhất là ngày " + figures + "/6/2017";
    matter.due.term = Term{last, last, {}, true};
    return matter;
}

// Something late, due, returned and waiting, of one unit.
LetterItem head_digest() {
    const LetterItem report = midterm_report(NoticeKind::reminder, Audience::head);
    HeadBulletin::Matter back = matter_of(report, 6);
    back.due.deliverable = "Bản đăng ký đề tài sáng kiến";
    back.due.granted = day(2017, 6, 22);
    back.due.term = Term{day(2017, 6, 22), day(2017, 6, 22), {}, true};
    back.returned = true;
    HeadBulletin::Matter waiting = of_june(report, "Kế hoạch phát động", 9, "09", 1);
    waiting.title = "Xây dựng nông thôn mới";
    waiting.part = "Trạm y tế xã";
    HeadBulletin::Matter late = matter_of(registration(), 95);
    HeadBulletin::Matter later = of_june(report, "Hồ sơ khen thưởng", 8, "08", 2);
    later.returned = true;
    LetterItem item;
    item.kind = NoticeKind::digest;
    item.audience = Audience::head;
    item.because = "daily_digest";
    item.obligation = "digest.thu-truong.daily";
    item.issuer = report.issuer;
    item.unit = report.unit;
    item.head_bulletin = HeadBulletin{
        .late = {late, later},
        .soon = {of_june(report, "Danh sách đề nghị", 12, "12", 0), matter_of(report, 3)},
        .returned = {back},
        .waiting = {waiting},
        .desks = {{.name = "Hoàng Văn Chín",
                   .title = "Chuyên viên",
                   .unit = "Phòng Kế hoạch - Nghiệp vụ",
                   .phone = "0214 777 7777",
                   .address = "chin@so-y-te.example"}}};
    return item;
}

// More of several units than a letter lists.
LetterItem head_digest_of_many() {
    LetterItem item = head_digest();
    item.unit.clear();
    HeadBulletin& bulletin = *item.head_bulletin;
    HeadBulletin::Matter late = bulletin.late.front();
    late.unit = "Bệnh viện Đa khoa huyện A";
    bulletin = HeadBulletin{
        .late = std::vector(22, late), .soon = {}, .returned = {}, .waiting = {}, .desks = {}};
    return item;
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
        {"nudge_address", to_coordinator(day(2017, 1, 11), {comes_back()})},
        {"nudge_announced", to_coordinator(day(2017, 6, 19), announced())},
        {"reminder_of_a_numbered_plan", to_contact(day(2017, 6, 8), {numbered})},
        {"reminder_returned", to_contact(day(2017, 6, 20), {returned(2)})},
        {"reminder_tells_return", to_contact(day(2017, 6, 16), {just_returned})},
        {"reminder_copy", as_copy(to_head(day(2017, 6, 8), {report}))},
        {"urge_copy", as_copy(to_head(day(2017, 6, 20), {known_above}))},
        {"report_copy", as_copy(to_head(day(2017, 6, 22), three_late(Audience::superior)))},
        {"report_cluster_lead", lead},
        {"digest", to_coordinator(day(2017, 6, 12), {digest()})},
        {"digest_quiet", to_coordinator(day(2017, 6, 12), {quiet_digest()})},
        {"digest_behind_others",
         to_coordinator(day(2017, 6, 22),
                        {quiet_digest(), overdue_report(Audience::coordinator, 5)})},
        {"head_digest", to_head(day(2017, 6, 12), {head_digest()})},
        {"head_digest_many", to_head(day(2017, 6, 12), {head_digest_of_many()})},
        {"nudge_overdue_some", to_coordinator(day(2017, 6, 1), overdue_when_set_of_some())},
    };
}

}  // namespace dondoc::letters
