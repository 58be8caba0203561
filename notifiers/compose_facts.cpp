#include "notifiers/compose_facts.h"

#include <algorithm>
#include <tuple>

#include "notifiers/compose_digest.h"
#include "notifiers/compose_head_digest.h"
#include "notifiers/compose_question.h"
#include "notifiers/phrases.h"
#include "notifiers/post_words.h"
#include "notifiers/text.h"
#include "workflows/check.h"
#include "workflows/wording.h"

namespace dondoc {
namespace {

// The item that is worst off speaks for the section.
const LetterItem& foremost(const Section& section) {
    return **std::min_element(section.items.begin(), section.items.end(),
                              [](const LetterItem* a, const LetterItem* b) {
                                  return std::tuple(-a->working_days_late, a->working_days_left) <
                                         std::tuple(-b->working_days_late, b->working_days_left);
                              });
}

bool upward(const LetterItem& item) {
    return !item.unit.empty() && item.unit == item.issuer;
}

bool undelivered(const LetterItem& item) {
    return item.reminder_undelivered || item.because == "reminder_undelivered";
}

std::vector<Date> told_days(const LetterItem& item, bool after_deadline) {
    std::vector<Date> days;
    for (const Told& told : item.told)
        if (told.after_deadline == after_deadline) days.push_back(told.day);
    return days;
}

// The unit that a letter to a contact is addressed to; empty if it is about several and the person
// stands for none.
std::string addressed_unit(const Letter& letter) {
    if (!letter.person_unit.empty()) return letter.person_unit;
    const std::string& unit = letter.items.front().unit;
    const bool same = std::all_of(letter.items.begin(), letter.items.end(),
                                  [&](const LetterItem& item) { return item.unit == unit; });
    return same ? unit : std::string();
}

std::string counts_words(int late, int due, int ask, int announced, Language language) {
    const bool vi = language == Language::vi;
    std::string words;
    const auto add = [&](int count, const char* in_vi, const char* in_en) {
        if (count == 0) return;
        if (!words.empty()) words += ", ";
        words += count_words(count, language) + " " + (vi ? in_vi : in_en);
    };
    add(late, "quá hạn", "overdue");
    add(due, "đến hạn", "coming due");
    add(ask, "cần làm rõ", "to be clarified");
    add(announced, "sắp báo quá hạn", "about to be escalated");
    return words;
}

void say_counts(Facts& facts, const std::vector<Section>& sections, Language language) {
    const auto count = [&](SectionRank wanted) {
        return static_cast<int>(
            std::count_if(sections.begin(), sections.end(),
                          [&](const Section& s) { return rank_of(s) == wanted; }));
    };
    const int late = count(SectionRank::late);
    const int due = count(SectionRank::due);
    const int announced = static_cast<int>(
        std::ranges::count(sections, SectionKind::nudge_announced, &Section::kind));
    const int ask = count(SectionRank::question) + count(SectionRank::undated) - announced;
    const int all = late + due + ask + announced;
    std::string counts = counts_words(late, due, ask, announced, language);
    const auto add_digest = [&](SectionKind kind, const char* vi, const char* en) {
        if (std::ranges::find(sections, kind, &Section::kind) == sections.end()) return;
        counts += (counts.empty() ? "" : "; ") + in_words(language, vi, en);
    };
    add_digest(SectionKind::digest, "bản tin tuần", "weekly digest");
    add_digest(SectionKind::head_digest, "bản tin ngày", "daily digest");
    facts.say("count", all > 0 ? count_words(all, language) : "");
    facts.say("counts", counts);
    facts.flag("single", sections.size() == 1);
    facts.flag("many", sections.size() > 1);
}

// What the table says of one unit beyond its columns.
std::string note_words(const LetterItem& item, const Letter& letter,
                       const std::string& section_time) {
    const bool vi = letter.language == Language::vi;
    std::string words;
    const auto add = [&](const std::string& note) { words += (words.empty() ? "" : "; ") + note; };
    if (item.own_day) add(own_day_words(*item.own_day, letter.language));
    const std::string time = time_words(item, letter.day, letter.language);
    if (time != section_time) add(time);
    if (item.returned) add(vi ? "đã trả lại để bổ sung" : "returned for completion");
    if (undelivered(item))
        add(vi ? "có thư nhắc không chuyển được" : "a reminder could not be delivered");
    return words;
}

Facts row_of(const LetterItem& item, const Letter& letter, const std::string& section_time) {
    const int year = year_of(letter.day);
    Facts row;
    row.say("unit", item.unit);
    row.say("head", item.unit_head);
    row.say("phone", item.unit_phone);
    row.say("contact", item.contact);
    row.say("reminded", short_day_list(told_days(item, false), year, letter.language));
    row.say("urged", short_day_list(told_days(item, true), year, letter.language));
    row.say("note", note_words(item, letter, section_time));
    row.say("id", item.obligation);
    row.say("escalations", ahead_words(item, letter.language));
    return row;
}

// Of a merged section the plan's deadline, unless all its units have the same other day for the
// same reason.
std::string section_deadline(const Section& section, Language language) {
    const LetterItem& first = *section.items.front();
    const auto planned = std::find_if(section.items.begin(), section.items.end(),
                                      [](const LetterItem* item) { return !item->own_day; });
    if (planned != section.items.end())
        return deadline_words((*planned)->deadline, (*planned)->term, {}, language);
    const bool same =
        std::all_of(section.items.begin(), section.items.end(),
                    [&](const LetterItem* item) { return item->own_day == first.own_day; });
    return same ? deadline_words(first.deadline, first.term, first.own_day, language)
                : deadline_words(first.deadline, {}, {}, language);
}

void say_units(Facts& facts, const Letter& letter, const Section& section) {
    const std::string time = time_words(foremost(section), letter.day, letter.language);
    std::vector<Facts> rows;
    int open = 0;
    int all = 0;
    for (const LetterItem* item : section.items) {
        if (!item->unit.empty()) rows.push_back(row_of(*item, letter, time));
        open = std::max(open, item->units_open);
        all = std::max(all, item->units_all);
    }
    const int listed = static_cast<int>(rows.size());
    open = std::max(open, listed);
    facts.say("units_open", open > 0 ? count_words(open, letter.language) : "");
    facts.say("units_all", all > 0 ? count_words(all, letter.language) : "");
    facts.say("listed", listed > 0 && listed < open ? count_words(listed, letter.language) : "");
    facts.say("unlisted",
              listed > 0 && listed < open ? count_words(open - listed, letter.language) : "");
    facts.list("units", std::move(rows));
}

// On one line and without the asterisks that stand for bold type.
std::string quoted(std::string quote) {
    for (auto at = quote.find("**"); at != std::string::npos; at = quote.find("**", at))
        quote.erase(at, 2);
    return one_line(quote);
}

void say_told(Facts& facts, const LetterItem& item, Language language) {
    facts.say("reminded", day_list(told_days(item, false), language));
    facts.say("urged", day_list(told_days(item, true), language));
    facts.flag("undelivered", undelivered(item));
    facts.flag("returned", item.returned);
    facts.flag("tells_return", item.tells_return);
    facts.say("return_reason", one_line(item.return_reason));
    facts.say("reported", reported_words(item.reported, language));
    facts.say("answer_by", item.answer_by ? date_words(*item.answer_by, language) : "");
}

// What a recurring duty is about; unsaid where the deadline names it already: «trong tháng
// 02/2017».
void say_period(Facts& facts, const LetterItem& item, Language language) {
    const auto& period = item.period;
    const bool said = period && !period->figures && item.deadline.op == DueOperator::within &&
                      (item.deadline.written.empty() || !item.own_day);
    Period name = period.value_or(Period{});
    name.figures.reset();
    facts.say("period", period && !said ? phrase(*period, language) : "");
    facts.say("period_name", period ? phrase(name, language) : "");
}

void say_time(Facts& facts, const LetterItem& item, const Letter& letter) {
    constexpr int urgent_days_max = 2;
    constexpr int reminder_days_max = 5;
    const bool late = is_late(item, letter.day);
    const bool ahead = item.term && !late;
    facts.say("time", time_words(item, letter.day, letter.language));
    facts.say("days_left", ahead ? count_words(item.working_days_left, letter.language) : "");
    facts.say("days_late", late ? count_words(item.working_days_late, letter.language) : "");
    facts.flag("late", late);
    facts.flag("urgent", ahead && item.working_days_left <= urgent_days_max);
    facts.flag("early", ahead && item.working_days_left > reminder_days_max);
}

}  // namespace

Facts letter_facts(const Letter& letter, const std::vector<Section>& sections) {
    CHECK(!letter.items.empty() && !sections.empty());
    const auto all = [&](auto test) {
        return std::all_of(letter.items.begin(), letter.items.end(), test);
    };
    const bool about_units =
        std::all_of(sections.begin(), sections.end(),
                    [](const Section& section) { return !merged(section.kind); });
    const std::string unit = addressed_unit(letter);
    Facts facts;
    facts.say("person_name", letter.person_name);
    facts.say("person_title", letter.person_title);
    facts.say("person_unit", unit);
    facts.say("person_post", reader_post(letter));
    facts.flag("to_unit",
               !letter.copy && about_units && !unit.empty() && all([](const LetterItem& item) {
                   return item.audience == Audience::contact && !upward(item);
               }));
    facts.flag("to_leadership", !letter.person_title.empty() && all([](const LetterItem& item) {
                   return item.audience == Audience::superior ||
                          item.audience == Audience::director;
               }));
    facts.flag("report", std::all_of(sections.begin(), sections.end(), [](const Section& section) {
                   return section.kind == SectionKind::report;
               }));
    facts.flag("copy", letter.copy);
    facts.say("instead_of", absent_words(letter));
    facts.say("issuer", letter.items.front().issuer);
    facts.say("now", moment_in(letter.day, letter.time, letter.language));
    facts.say("today", date_words(letter.day, letter.language));
    std::vector<Facts> pages;
    for (const Letter::UnitPage& page : letter.pages) {
        pages.emplace_back();
        pages.back().say("page_unit", page.unit);
        pages.back().say("page_url", page.url);
    }
    facts.flag("has_pages", !pages.empty());
    facts.list("pages", std::move(pages));
    facts.say("pages_until",
              letter.pages.empty() ? "" : date_words(letter.pages_until, letter.language));
    const Desk& desk = letter.desk;
    facts.flag("desk", !(desk.name.empty() && desk.phone.empty() && desk.address.empty()));
    facts.say("desk_name", desk.name);
    facts.say("desk_title", desk.title);
    const std::string& desk_unit = desk.unit.empty() ? letter.items.front().issuer : desk.unit;
    facts.say("desk_unit", desk_unit);
    facts.say("desk_post", post_words(desk.title, desk_unit, letter.language));
    facts.say("desk_phone", desk.phone);
    facts.say("desk_address", desk.address);
    say_counts(facts, sections, letter.language);
    return facts;
}

Facts section_facts(const Letter& letter, const Section& section) {
    const LetterItem& item = foremost(section);
    const Language language = letter.language;
    const bool own = item.unit.empty() || (item.unit == letter.person_unit && !upward(item)) ||
                     (letter.person_unit.empty() && addressed_unit(letter) == item.unit);
    Facts facts;
    facts.say("plan", plan_words(item.campaign_title, language));
    facts.say("basis", basis_words(item, language));
    facts.say("plan_number", item.plan_number);
    facts.say("plan_issued", item.plan_issued ? date_words(*item.plan_issued, language) : "");
    facts.say("part", item.part);
    facts.say("campaign", item.campaign_title);
    facts.say("issuer", item.issuer);
    facts.say("deliverable", with_cycle(item.deliverable, item.cycle, language));
    facts.say("cycle", item.cycle > 0 ? std::to_string(item.cycle) : "");
    facts.say("thing", thing_words(item.deliverable, language));
    facts.say("unit", item.unit);
    facts.say("unit_head", item.unit_head);
    facts.say("unit_phone", item.unit_phone);
    facts.say("contact", item.contact);
    facts.say("contact_phone", item.contact_phone);
    facts.say("contact_address", item.contact_address);
    facts.say("owner", !own ? item.unit : language == Language::vi ? "đơn vị" : "your unit");
    facts.flag("upward", upward(item));
    facts.say("to", item.to);
    facts.flag("inward", item.to == item.issuer);
    facts.say("via", item.via);
    facts.say("deadline", section_deadline(section, language));
    facts.say("written", item.deadline.written);
    facts.say("quote", quoted(item.quote));
    facts.flag("to_desk", upward(item) && item.audience == Audience::contact);
    facts.flag("to_head", item.audience == Audience::head);
    facts.flag("to_coordinator", item.audience == Audience::coordinator);
    facts.flag("to_lead", item.audience == Audience::cluster_lead);
    say_period(facts, item, language);
    say_question(facts, item, language);
    say_time(facts, item, letter);
    say_told(facts, item, language);
    say_units(facts, letter, section);
    say_digest(facts, item, letter);
    say_head_digest(facts, item, letter);
    say_announcement(facts, section.items, language);
    return facts;
}

}  // namespace dondoc
