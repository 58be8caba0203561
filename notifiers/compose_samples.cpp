#include "notifiers/compose_samples.h"

#include <chrono>

namespace dondoc {
namespace {

using std::chrono::days;

constexpr Date deadline_day{std::chrono::local_days{std::chrono::year{2017} / 6 / 15}};

Bulletin full_bulletin() {
    Bulletin::Due due{.deliverable = "Deliverable", .deadline = {}, .units = {{"Unit", "0", true}}};
    due.cycle = 2016;
    due.period = Period{{deadline_day, deadline_day}, Grain::month, {}};
    due.fresh = 1;
    Bulletin::Standing one;
    one.title = "Campaign";
    one.part = "Part";
    one.all = one.overdue = one.due_soon = one.submitted = one.waived = 1;
    one.late = one.due = {due};
    one.requests = {{"Unit", "Deliverable", deadline_day, "Reason"}};
    one.questions = {{"Deliverable", 1}};
    one.undated = {"Deliverable"};
    one.barred = {{"Unit", "Deliverable", {"Obstacle"}}};
    one.told = {{"Title Name", 1}};
    Bulletin bulletin{.week = {deadline_day, deadline_day},
                      .campaigns = {one},
                      .failed = {{"Name", "0", "Subject", "Why"}},
                      .unreachable = {{"Unit"}}};
    return bulletin;
}

HeadBulletin full_head_bulletin() {
    Bulletin::Due due{.deliverable = "Deliverable", .deadline = {}, .units = {}};
    due.cycle = 2016;
    due.period = Period{{deadline_day, deadline_day}, Grain::month, {}};
    const HeadBulletin::Matter matter{due, "Unit", "Campaign", "Part", 1, true};
    const std::vector<HeadBulletin::Matter> many(21, matter);
    return {many, {matter}, {matter}, {matter}, {{"Name", "Title", "Other", "0", "b@c.example"}}};
}

LetterItem bare_item(NoticeKind kind, Audience audience) {
    LetterItem item;
    item.kind = kind;
    item.audience = audience;
    item.obligation = "campaign.duty.1.unit";
    item.campaign_title = "Campaign";
    item.issuer = "Issuer";
    item.deliverable = "Deliverable";
    if (kind == NoticeKind::digest) item.bulletin = Bulletin{};
    if (kind == NoticeKind::digest) item.head_bulletin = HeadBulletin{};
    return item;
}

LetterItem full_item(NoticeKind kind, Audience audience, Date day) {
    LetterItem item = bare_item(kind, audience);
    item.plan_number = "1/KH";
    item.plan_issued = deadline_day;
    item.part = "Part";
    item.quote = "Quote";
    item.to = "Issuer";
    item.via = "Office";
    item.deadline = {.op = DueOperator::by,
                     .grain = Grain::day,
                     .span = {deadline_day, deadline_day},
                     .count = 0,
                     .working_days = false,
                     .roll = Roll::none,
                     .written = "by 15/6/2017"};
    item.term = Term{.last_permitted = deadline_day,
                     .last_working = deadline_day,
                     .opens = {},
                     .confirmed = false};
    item.working_days_left = day <= deadline_day ? 1 : 0;
    item.working_days_late = day > deadline_day ? 1 : 0;
    item.period =
        Period{{deadline_day, deadline_day}, Grain::month, {{deadline_day, deadline_day}}};
    item.events = {"Event"};
    item.unit = "Unit";
    item.unit_head = "Head";
    item.unit_phone = "0";
    item.contact = "Contact";
    item.contact_phone = "0";
    item.contact_address = "c@d.example";
    item.told = {{deadline_day - days{1}, false}, {deadline_day + days{1}, true}};
    item.units_open = 2;
    item.units_all = 3;
    item.returned = true;
    item.tells_return = true;
    item.return_reason = "Reason";
    item.reminder_undelivered = true;
    item.answer_by = deadline_day + days{4};
    item.request = ExtensionRequest{deadline_day + days{5}, "Reason", "1/CV", false};
    item.obstacles = {"Obstacle"};
    item.taken_from = "Unit";
    item.address_fault = {deadline_day, "5.1.1"};
    item.reported = {{"Name", "Title", "Issuer", deadline_day}};
    item.waiting = {51, {"Title Name", "Title Name"}, 1, {"Deliverable"}, 1, deadline_day};
    item.ahead = {{deadline_day + days{3}, Audience::superior, "Name", true, false},
                  {deadline_day, Audience::director, "Name", true, true}};
    item.leads = "Cluster";
    item.instead_of = "Absent";
    item.away = DateSpan{deadline_day, deadline_day};
    if (kind == NoticeKind::digest) item.bulletin = full_bulletin();
    if (kind == NoticeKind::digest) item.head_bulletin = full_head_bulletin();
    return item;
}

Letter letter_of(Language language, Date day, std::vector<LetterItem> items) {
    Letter letter;
    letter.language = language;
    letter.person_name = "Person";
    letter.day = day;
    letter.time = TimeOfDay{7 * 60 + 30};
    letter.items = std::move(items);
    return letter;
}

Letter full_letter(Language language, Date day, std::vector<LetterItem> items) {
    Letter letter = letter_of(language, day, std::move(items));
    letter.person_title = "Title";
    letter.person_unit = "Unit";
    letter.post_unit = "Unit";
    letter.copy = true;
    letter.desk = {
        .name = "Name", .title = "Title", .unit = "Office", .phone = "0", .address = "a@b.example"};
    return letter;
}

}  // namespace

std::vector<Letter> sample_letters(Language language) {
    struct Case {
        NoticeKind kind;
        Audience audience;
        Date day;
        const char* because;
        Passed passed = Passed::before_first_seen;
    };
    const Date before = deadline_day - days{1};
    const Date after = deadline_day + days{1};
    const Case cases[] = {
        {NoticeKind::reminder, Audience::contact, before, "on_time"},
        {NoticeKind::reminder, Audience::head, before, "on_time"},
        {NoticeKind::escalation, Audience::contact, after, "on_time"},
        {NoticeKind::escalation, Audience::head, after, "on_time"},
        {NoticeKind::escalation, Audience::coordinator, after, "on_time"},
        {NoticeKind::escalation, Audience::director, after, "on_time"},
        {NoticeKind::reminder, Audience::director, before, "on_time"},
        {NoticeKind::escalation, Audience::cluster_lead, after, "on_time"},
        {NoticeKind::nudge, Audience::coordinator, after, "overdue_at_birth"},
        {NoticeKind::nudge, Audience::coordinator, after, "overdue_at_birth", Passed::before_issue},
        {NoticeKind::nudge, Audience::coordinator, after, "overdue_at_birth", Passed::when_set},
        {NoticeKind::nudge, Audience::coordinator, after, "overdue_at_birth",
         Passed::when_taken_over},
        {NoticeKind::nudge, Audience::coordinator, after, "undated"},
        {NoticeKind::nudge, Audience::coordinator, before, "extension_requested"},
        {NoticeKind::nudge, Audience::contact, before, "confirm_contact"},
        {NoticeKind::nudge, Audience::coordinator, before, "contact_unconfirmed"},
        {NoticeKind::nudge, Audience::coordinator, before, "gate_closed"},
        {NoticeKind::nudge, Audience::coordinator, before, "share_added"},
        {NoticeKind::nudge, Audience::coordinator, after, "unchased"},
        {NoticeKind::nudge, Audience::coordinator, before, "address_fault"},
        {NoticeKind::nudge, Audience::coordinator, after, "catch_up_held"},
        {NoticeKind::digest, Audience::coordinator, after, "weekly_digest"},
        {NoticeKind::digest, Audience::head, after, "daily_digest"},
        {NoticeKind::nudge, Audience::coordinator, after, "announced"},
    };
    std::vector<Letter> letters;
    std::vector<LetterItem> together;
    for (const Case& c : cases) {
        LetterItem full = full_item(c.kind, c.audience, c.day);
        full.because = c.because;
        full.passed = c.passed;
        LetterItem bare = bare_item(c.kind, c.audience);
        bare.because = c.because;
        bare.passed = c.passed;
        if (c.day > deadline_day) bare.term = full.term;
        together.push_back(full);
        together.back().obligation = "campaign.duty-" + std::to_string(together.size()) + ".1.unit";
        letters.push_back(letter_of(language, c.day, {bare}));
        letters.push_back(full_letter(language, c.day, {full}));
        full.issuer = full.unit;  // owed upward
        letters.push_back(full_letter(language, c.day, {std::move(full)}));
    }
    letters.push_back(full_letter(language, after, std::move(together)));
    letters.back().pages = {{"Unit", "https://a.example/u/token"}};
    letters.back().pages_until = after;
    return letters;
}

}  // namespace dondoc
