#include "tests/notifiers/letters.h"

#include <gtest/gtest.h>

#include <utility>

namespace dondoc::letters {
namespace {

const char* const hospital = "Bệnh viện Đa khoa huyện A";
const char* const department = "Sở Y tế Lào Cai";

Letter letter_of(Date when, std::vector<LetterItem> items) {
    Letter letter;
    letter.day = when;
    letter.time = TimeOfDay{7 * 60 + 30};
    letter.desk = {.name = "Nguyễn Thị Đầu Mối",
                   .title = "Chuyên viên",
                   .unit = "Phòng Tổ chức cán bộ",
                   .phone = "0214 000 0000",
                   .address = "tccb@soyte.example"};
    letter.items = std::move(items);
    return letter;
}

Deadline on_day(DueOperator op, Date when, std::string written) {
    return {.op = op,
            .grain = Grain::day,
            .span = {when, when},
            .count = 0,
            .working_days = false,
            .roll = Roll::none,
            .written = std::move(written)};
}

Term term(Date permitted, Date working) {
    return {.last_permitted = permitted, .last_working = working, .opens = {}, .confirmed = true};
}

std::vector<Told> reminded_in_june() {
    return {{day(2017, 6, 1), false},
            {day(2017, 6, 8), false},
            {day(2017, 6, 13), false},
            {day(2017, 6, 14), false}};
}

LetterItem with_days_left(LetterItem item, int left) {
    item.working_days_left = left;
    return item;
}

LetterItem upward_registration() {
    LetterItem item = registration();
    item.obligation = "lao-cai-2017.dang-ky-len-tinh.1.so-y-te";
    item.deliverable = "Đăng ký thi đua của Sở và tổng hợp đăng ký của các đơn vị";
    item.to = "Ủy ban nhân dân tỉnh";
    item.via = "Ban TĐKT tỉnh";
    item.unit = department;
    item.deadline = on_day(DueOperator::before, day(2017, 2, 15), "trước ngày 15/02/2017");
    item.term = term(day(2017, 2, 14), day(2017, 2, 14));
    item.working_days_left = 5;
    return item;
}

LetterItem within_september() {
    LetterItem item = midterm_report(NoticeKind::reminder, Audience::contact);
    item.deliverable = "Báo cáo tổng kết phong trào thi đua";
    item.deadline = {.op = DueOperator::within,
                     .grain = Grain::month,
                     .span = month_span(2025, 9),
                     .count = 0,
                     .working_days = false,
                     .roll = Roll::none,
                     .written = ""};
    item.term = Term{.last_permitted = day(2025, 9, 30),
                     .last_working = day(2025, 9, 30),
                     .opens = day(2025, 9, 3),
                     .confirmed = false};
    item.working_days_left = 19;
    return item;
}

LetterItem undated() {
    LetterItem item = midterm_report(NoticeKind::nudge, Audience::coordinator);
    item.obligation = "lao-cai-2017.so-ket-dot";
    item.deliverable = "Báo cáo sơ kết đợt thi đua";
    item.deadline = on_day(DueOperator::none, day(2017, 1, 1), "");
    item.term.reset();
    item.unit.clear();
    item.because = "undated";
    return item;
}

LetterItem waiting_for_an_event() {
    LetterItem item = undated();
    item.deadline = on_day(DueOperator::by, day(2017, 1, 1), "");
    item.deadline.anchor = Anchor{"be-mac", "Bế mạc Đại hội", {}};
    item.events = {"Bế mạc Đại hội"};
    return item;
}

LetterItem without_an_interval() {
    LetterItem item = undated();
    item.deadline.written = "định kỳ báo cáo kết quả về Sở Y tế";
    item.deadline.interval_missing = true;
    return item;
}

// A monthly report under decree 09/2019/NĐ-CP, in the plan's words for every month.
LetterItem monthly_report(NoticeKind kind, Audience audience) {
    LetterItem item = midterm_report(kind, audience);
    item.obligation = "lao-cai-2017.bao-cao-thang.2017-02.bvdk-a";
    item.deliverable = "Báo cáo công tác thi đua tháng";
    item.deadline = on_day(DueOperator::by, day(2017, 2, 17), "chậm nhất ngày 17 hằng tháng");
    item.period =
        Period{month_span(2017, 2), Grain::month, DateSpan{day(2017, 1, 15), day(2017, 2, 14)}};
    item.term = term(day(2017, 2, 17), day(2017, 2, 17));
    return item;
}

// «trong tháng 9/2025» says itself which month it is.
LetterItem monthly_september() {
    LetterItem item = within_september();
    item.period = Period{month_span(2025, 9), Grain::month, {}};
    return item;
}

LetterItem overdue_at_birth() {
    LetterItem item = registration();
    item.kind = NoticeKind::nudge;
    item.audience = Audience::coordinator;
    item.obligation = "lao-cai-2017.dang-ky";
    item.unit.clear();
    item.units_open = 18;
    item.units_all = 18;
    item.working_days_left = 0;
    item.working_days_late = 86;
    item.because = "overdue_at_birth";
    return item;
}

LetterItem asks_for_time() {
    LetterItem item = midterm_report(NoticeKind::nudge, Audience::coordinator);
    item.because = "extension_requested";
    item.request =
        ExtensionRequest{day(2017, 6, 20), "Đơn vị đang chuyển trụ sở", "118/BV-TCCB", false};
    return item;
}

LetterItem barred_by_a_gate() {
    LetterItem item = midterm_report(NoticeKind::nudge, Audience::coordinator);
    item.because = "gate_closed";
    item.obstacles = {"Bản đăng ký thi đua năm 2017: chưa nộp, quá hạn 86 ngày làm việc"};
    return item;
}

LetterItem share_added() {
    LetterItem item = midterm_report(NoticeKind::nudge, Audience::coordinator);
    item.because = "share_added";
    item.taken_from = "Trung tâm Y tế huyện B";
    return item;
}

std::vector<LetterItem> unchased() {
    std::vector<LetterItem> items = three_late(Audience::coordinator);
    for (LetterItem& item : items) {
        item.kind = NoticeKind::nudge;
        item.because = "unchased";
        item.told.clear();
    }
    items[0].unit_phone = "0214 3000 111";
    return items;
}

LetterItem overdue_every_week() {
    LetterItem item = overdue_at_birth();
    item.times = {20, day(2017, 1, 6), day(2017, 5, 19)};
    return item;
}

LetterItem overdue_when_its_event_was_moved() {
    LetterItem item = overdue_at_birth();
    item.passed = Passed::when_set;
    item.told = {{day(2017, 1, 11), false}, {day(2017, 1, 18), false}};
    return item;
}

// Asked of a unit on the first working day of the second quarter.
LetterItem contact_of(const char* unit) {
    LetterItem item;
    item.kind = NoticeKind::nudge;
    item.audience = Audience::contact;
    item.because = "confirm_contact";
    item.obligation = "bvdk-a";
    item.campaign_title = "Công tác thi đua, khen thưởng năm 2017";
    item.issuer = department;
    item.period = Period{{day(2017, 4, 1), day(2017, 6, 30)}, Grain::quarter, {}};
    item.answer_by = day(2017, 4, 17);
    item.unit = unit;
    item.unit_head = "Giám đốc Trần Văn Thủ Trưởng";
    item.unit_phone = "0214 111 1111";
    item.contact = "Chuyên viên Lê Thị Đầu Mối";
    item.contact_phone = "0214 222 2222";
    item.contact_address = "dau-moi@bvdk-a.example";
    return item;
}

LetterItem unconfirmed(const char* unit) {
    LetterItem item = contact_of(unit);
    item.audience = Audience::coordinator;
    item.because = "contact_unconfirmed";
    item.obligation = unit;
    if (unit != hospital) item.contact.clear();
    return item;
}

LetterItem extended() {
    LetterItem item = midterm_report(NoticeKind::reminder, Audience::contact);
    item.own_day = OwnDay{day(2017, 6, 25)};
    item.term = term(day(2017, 6, 25), day(2017, 6, 23));
    item.working_days_left = 5;
    return item;
}

}  // namespace

LetterItem overdue_report(Audience audience, int days_late) {
    LetterItem item = midterm_report(NoticeKind::escalation, audience);
    item.told = reminded_in_june();
    item.working_days_left = 0;
    item.working_days_late = days_late;
    return item;
}

std::vector<LetterItem> three_late(Audience audience) {
    std::vector<LetterItem> items;
    const char* const units[] = {hospital, "Trung tâm Y tế huyện B", "Bệnh viện Y học cổ truyền"};
    const char* const heads[] = {"Giám đốc Trần Văn Một", "Giám đốc Lê Thị Hai", ""};
    for (int i = 0; i < 3; ++i) {
        LetterItem item = overdue_report(audience, 5);
        item.obligation = "lao-cai-2017.so-ket.1.don-vi-" + std::to_string(i);
        item.unit = units[i];
        item.unit_head = heads[i];
        item.told.push_back({day(2017, 6, 16), true});
        item.units_open = 3;
        item.units_all = 18;
        items.push_back(std::move(item));
    }
    items[1].own_day = OwnDay{day(2017, 6, 20)};
    items[1].term = term(day(2017, 6, 20), day(2017, 6, 20));
    items[1].working_days_late = 2;
    items[2].told.clear();
    items[2].reminder_undelivered = true;
    return items;
}

Date day(int year, unsigned month, unsigned number) {
    return make_date(year, month, number).value();
}

LetterItem midterm_report(NoticeKind kind, Audience audience) {
    LetterItem item;
    item.kind = kind;
    item.audience = audience;
    item.obligation = "lao-cai-2017.so-ket.1.bvdk-a";
    item.campaign_title = "Công tác thi đua, khen thưởng năm 2017";
    item.issuer = department;
    item.deliverable = "Báo cáo sơ kết thi đua 6 tháng đầu năm 2017";
    item.to = department;
    item.via = "Phòng Tổ chức cán bộ";
    item.deadline = on_day(DueOperator::by, day(2017, 6, 15), "chậm nhất là ngày 15/6/2017");
    item.term = term(day(2017, 6, 15), day(2017, 6, 15));
    item.working_days_left = 5;
    item.unit = hospital;
    item.unit_head = "Giám đốc Trần Văn Một";
    item.because = "on_time";
    return item;
}

LetterItem registration() {
    LetterItem item = midterm_report(NoticeKind::reminder, Audience::contact);
    item.obligation = "lao-cai-2017.dang-ky.1.bvdk-a";
    item.deliverable = "Bản đăng ký thi đua năm 2017";
    item.via.clear();
    item.deadline = on_day(DueOperator::before, day(2017, 1, 30), "trước 30/01/2017");
    item.term = term(day(2017, 1, 29), day(2017, 1, 25));
    item.working_days_left = 10;
    return item;
}

Letter to_contact(Date when, std::vector<LetterItem> items) {
    Letter letter = letter_of(when, std::move(items));
    letter.person_name = "Phạm Văn Ba";
    letter.person_title = "Trưởng phòng Tổ chức - Hành chính";
    letter.person_unit = letter.post_unit = hospital;
    return letter;
}

Letter to_head(Date when, std::vector<LetterItem> items) {
    Letter letter = letter_of(when, std::move(items));
    letter.person_name = "Trần Văn Một";
    letter.person_title = "Giám đốc";
    letter.person_unit = letter.post_unit = hospital;
    return letter;
}

Letter to_director(Date when, std::vector<LetterItem> items) {
    Letter letter = letter_of(when, std::move(items));
    letter.person_name = "Hoàng Văn Bốn";
    letter.person_title = "Giám đốc";
    letter.person_unit = letter.post_unit = department;
    return letter;
}

Letter to_coordinator(Date when, std::vector<LetterItem> items) {
    Letter letter = letter_of(when, std::move(items));
    letter.person_name = "Nguyễn Thị Đầu Mối";
    letter.person_title = "Chuyên viên Phòng Tổ chức cán bộ";
    letter.person_unit = letter.post_unit = department;
    return letter;
}

std::vector<Named> all() {
    const LetterItem report = midterm_report(NoticeKind::reminder, Audience::contact);
    const LetterItem to_the_head = midterm_report(NoticeKind::reminder, Audience::head);
    LetterItem last_warning = overdue_report(Audience::head, 1);
    last_warning.answer_by = day(2017, 6, 19);
    LetterItem final_report = with_days_left(report, 12);
    final_report.obligation = "lao-cai-2017.sang-kien.1.bvdk-a";
    final_report.deliverable = "Đăng ký đề tài sáng kiến năm 2017";
    final_report.deadline = on_day(DueOperator::by, day(2017, 7, 4), "chậm nhất ngày 04/7/2017");
    final_report.term = term(day(2017, 7, 4), day(2017, 7, 4));
    LetterItem dossier = with_days_left(final_report, 2);
    dossier.obligation = "lao-cai-2017.ho-so.1.bvdk-a";
    dossier.deliverable = "Hồ sơ đề nghị tặng Huy hiệu";
    dossier.deadline = on_day(DueOperator::on, day(2017, 6, 20), "");
    dossier.term = term(day(2017, 6, 20), day(2017, 6, 20));
    LetterItem upward_late = upward_registration();
    upward_late.kind = NoticeKind::escalation;
    upward_late.audience = Audience::superior;
    upward_late.working_days_left = 0;
    upward_late.working_days_late = 3;
    LetterItem stood_in_for = with_days_left(report, 2);
    stood_in_for.instead_of = "Trưởng phòng Trần Văn Vắng";
    stood_in_for.away = DateSpan{day(2017, 6, 5), day(2017, 6, 16)};
    LetterItem taken_over = overdue_at_birth();
    taken_over.passed = Passed::when_taken_over;
    std::vector<Named> letters = more();
    const std::vector<Named> rest = {
        {"reminder_in_place_of_another", to_contact(day(2017, 6, 13), {stood_in_for})},
        {"nudge_taken_over", to_coordinator(day(2017, 6, 1), {taken_over})},
        {"reminder_announcing", to_contact(day(2017, 6, 1), {with_days_left(report, 10)})},
        {"reminder", to_contact(day(2017, 6, 8), {report})},
        {"reminder_urgent_to_head", to_head(day(2017, 6, 13), {with_days_left(to_the_head, 2)})},
        {"reminder_due_today", to_contact(day(2017, 6, 15), {with_days_left(report, 0)})},
        {"reminder_last_working_day",
         to_contact(day(2017, 1, 25), {with_days_left(registration(), 0)})},
        {"reminder_before_tet", to_contact(day(2017, 1, 11), {registration()})},
        {"reminder_within_month", to_contact(day(2025, 9, 3), {within_september()})},
        {"reminder_extended", to_contact(day(2017, 6, 16), {extended()})},
        {"reminder_upward", to_coordinator(day(2017, 2, 7), {upward_registration()})},
        {"urge_head", to_head(day(2017, 6, 16), {last_warning})},
        {"urge_contact", to_contact(day(2017, 6, 16), {overdue_report(Audience::contact, 1)})},
        {"reminder_monthly",
         to_contact(day(2017, 2, 10), {monthly_report(NoticeKind::reminder, Audience::contact)})},
        {"reminder_within_every_month", to_contact(day(2025, 9, 3), {monthly_september()})},
        {"nudge_event", to_coordinator(day(2017, 2, 1), {waiting_for_an_event()})},
        {"nudge_interval", to_coordinator(day(2017, 2, 1), {without_an_interval()})},
        {"report_director", to_director(day(2017, 6, 22), three_late(Audience::director))},
        {"report_coordinator", to_coordinator(day(2017, 6, 22), three_late(Audience::coordinator))},
        {"report_upward", to_director(day(2017, 2, 17), {upward_late})},
        {"nudge_request", to_coordinator(day(2017, 6, 12), {asks_for_time()})},
        {"nudge_contact", to_contact(day(2017, 4, 3), {contact_of(hospital)})},
        {"nudge_unconfirmed",
         to_coordinator(day(2017, 4, 18), {unconfirmed(hospital), unconfirmed("Trung tâm Mắt")})},
        {"nudge_gate", to_coordinator(day(2017, 6, 12), {barred_by_a_gate()})},
        {"nudge_share", to_coordinator(day(2017, 6, 12), {share_added()})},
        {"nudge_go_ahead", to_coordinator(day(2017, 6, 12), {waits_for_a_go_ahead()})},
        {"nudge_unchased", to_coordinator(day(2017, 6, 22), unchased())},
        {"nudge_overdue_often", to_coordinator(day(2017, 6, 1), {overdue_every_week()})},
        {"nudge_undated", to_coordinator(day(2017, 3, 1), {undated()})},
        {"nudge_overdue", to_coordinator(day(2017, 6, 1), {overdue_at_birth()})},
        {"nudge_set_late", to_coordinator(day(2017, 6, 1), {overdue_when_its_event_was_moved()})},
        {"many", to_contact(day(2017, 6, 16),
                            {final_report, dossier, overdue_report(Audience::contact, 1)})},
    };
    letters.insert(letters.end(), rest.begin(), rest.end());
    return letters;
}

LetterText composed(const Letter& letter) {
    static const auto composer = Composer::make({});
    if (!composer) ADD_FAILURE() << composer.error().text;
    auto text = composer->compose(letter);
    if (!text) ADD_FAILURE() << text.error().text;
    return *text;
}

}  // namespace dondoc::letters
