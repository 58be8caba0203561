#include "daemon/loop/letter_items.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "daemon/loop/migration.h"
#include "daemon/loop/silences.h"
#include "notifiers/phrases.h"
#include "workflows/bounce.h"
#include "workflows/check.h"
#include "workflows/contacts.h"
#include "workflows/escalation.h"

namespace dondoc {

namespace {

// How many overdue times of a duty one question tells apart.
constexpr std::ptrdiff_t times_told_apart_max = 3;
// How many units it names.
constexpr std::size_t units_named_max = 20;

void each_day_once(std::vector<Told>& told) {
    std::ranges::stable_sort(told, {}, &Told::day);
    const auto [from, to] = std::ranges::unique(told, {}, &Told::day);
    told.erase(from, to);
}

// The events that undated times of the duty wait for, each once.
std::vector<std::string> awaited_events(const Duty& duty, const EventDates& dates) {
    std::vector<std::string> titles;
    for (const Occurrence& occurrence : duty.occurrences) {
        const auto& anchor = occurrence.deadline.anchor;
        if (!anchor || dates.contains(anchor->event)) continue;
        if (std::ranges::find(titles, anchor->title) == titles.end())
            titles.push_back(anchor->title);
    }
    return titles;
}

// The first time it is owed that has no term.
const Occurrence& without_date(const Definition& definition, const Duty& duty,
                               const EventDates& dates) {
    const auto found = std::ranges::find_if(duty.occurrences, [&](const Occurrence& occurrence) {
        return !term_of(dated(occurrence.deadline, dates), *definition.calendar);
    });
    return found == duty.occurrences.end() ? duty.occurrences.front() : *found;
}

Result<std::vector<Obligation>> asked_about(const Reader& reader, const Definition& definition,
                                            const Duty& duty, Date today) {
    ObligationFilter filter;
    filter.campaign = definition.campaign.id;
    filter.duty = duty.id;
    filter.status = ObligationFilter::Status::asking;
    const auto suspensions = suspensions_of(reader, &definition, definition.campaign.id);
    if (!suspensions) return suspensions.error();
    const auto is_suspended = [&](const Obligation& one) {
        return covering(days_of(*suspensions, one.id.unit), today).has_value();
    };
    std::vector<Obligation> all;
    std::string cursor;
    do {
        auto page = reader.obligations(filter, page_size_max, cursor);
        if (!page) return page.error();
        std::ranges::copy_if(page->rows, std::back_inserter(all), [&](const Obligation& one) {
            return one.term && definition.names(one) && !is_suspended(one);
        });
        cursor = page->cursor;
    } while (!cursor.empty());
    return all;
}

Passed how_it_passed(const Definition& definition, const Obligation& obligation) {
    if (obligation.round_why == "took_over") return Passed::when_taken_over;
    const bool born = obligation.round_why == "born";
    const auto& issued = definition.campaign.issued;
    const bool before_issue = issued && obligation.term->last_permitted < *issued;
    if (before_issue && (born || obligation.round_why == "issue_edited"))
        return Passed::before_issue;
    return born ? Passed::before_first_seen : Passed::when_set;
}

// One time that the duty is owed and that is asked about, or several in one.
struct Asked {
    std::string occurrence;
    LetterItem item;                                // without what any unit was told
    std::map<std::string, std::vector<Told>> told;  // what each unit was told, by its id
    bool speaks_of(const Obligation& obligation, Passed passed) const {
        return occurrence == obligation.id.occurrence && item.passed == passed &&
               item.term == obligation.term && item.own_day == own_day_of(obligation);
    }
};

// What the unit was told before its deadline became one that had passed.
Result<std::vector<Told>> told_before(const Reader& reader, const Obligation& obligation,
                                      const Zone& zone) {
    if (obligation.round == 1) return std::vector<Told>();
    const auto notices = reader.notices_about({Subject::Kind::obligation, obligation.id.text()});
    if (!notices) return notices.error();
    return told_to_unit(*notices, {1, obligation.round - 1}, zone);
}

// A duty that recurs and is seen late has many times at once: beyond a few, those that passed in
// the same way are one.
std::vector<Asked> in_bounds(std::vector<Asked> all) {
    std::vector<Asked> few;
    const auto passed = [](const Asked& one) { return one.item.passed; };
    for (Asked& asked : all) {
        const auto alike = std::ranges::count(all, asked.item.passed, passed);
        if (alike <= times_told_apart_max) {
            few.push_back(std::move(asked));
            continue;
        }
        const Date day = asked.item.term->last_permitted;
        const auto one = std::ranges::find_if(few, [&](const Asked& other) {
            return other.item.times && other.item.passed == asked.item.passed;
        });
        if (one == few.end()) {
            few.push_back(std::move(asked));
            few.back().item.times = {1, day, day};
            few.back().item.period.reset();
            continue;
        }
        LetterItem::Times& times = *one->item.times;
        times = {times.count + 1, std::min(times.first, day), std::max(times.last, day)};
        for (auto& [unit, told] : asked.told)
            std::ranges::move(told, std::back_inserter(one->told[unit]));
    }
    return few;
}

// The item that says what is asked; behind it, unless it is about all units, one for each that it
// is about.
std::vector<LetterItem> items_of(const Definition& definition, Asked asked, Date today) {
    LetterItem& whole = asked.item;
    whole.units_open = static_cast<int>(asked.told.size());
    // Of a unit that was split there are more than the plan names.
    whole.units_all = std::max(whole.units_all, whole.units_open);
    std::vector<LetterItem> items{whole};
    const bool about_all = whole.units_open == whole.units_all;
    for (auto& [unit, told] : asked.told) {
        if (about_all) {
            std::ranges::move(told, std::back_inserter(items.front().told));
        } else if (items.size() <= units_named_max) {
            items.push_back(whole);
            items.back().unit = definition.unit(unit).name_on(today);
            items.back().told = std::move(told);
        }
        each_day_once(items.back().told);
    }
    return items;
}

Result<std::vector<LetterItem>> overdue_items(const Reader& reader, const Definition& definition,
                                              const LetterItem& of_duty, const Duty& duty,
                                              Date today) {
    const auto obligations = asked_about(reader, definition, duty, today);
    if (!obligations) return obligations.error();
    const auto dates = reader.event_dates(definition.campaign.id);
    if (!dates) return dates.error();
    std::vector<Asked> all;
    for (const Obligation& obligation : *obligations) {
        const Passed passed = how_it_passed(definition, obligation);
        auto asked = std::ranges::find_if(
            all, [&](const Asked& one) { return one.speaks_of(obligation, passed); });
        if (asked == all.end()) {
            asked = all.insert(all.end(), {obligation.id.occurrence, of_duty, {}});
            asked->item.because = "overdue_at_birth";
            asked->item.passed = passed;
            asked->item.units_all = static_cast<int>(duty.obligors.size());
            add_occurrence(asked->item, *duty.occurrence(obligation.id.occurrence), *dates);
            add_days(asked->item, obligation, *definition.calendar, today);
        }
        auto told = told_before(reader, obligation, definition.zone);
        if (!told) return told.error();
        asked->told[obligation.id.unit] = *std::move(told);
    }
    std::vector<LetterItem> items;
    for (Asked& asked : in_bounds(std::move(all)))
        std::ranges::move(items_of(definition, std::move(asked), today), std::back_inserter(items));
    return items;
}

}  // namespace

std::string unit_or_words(const Organisation& organisation, const std::string& id, Date day) {
    const Unit* unit = organisation.unit(id);
    return unit ? organisation.acting(*unit, day).name_on(day) : id;
}

LetterItem item_of_duty(const Definition& definition, const Duty& duty, const NoticeRecord& notice,
                        Date today) {
    const Organisation& organisation = *definition.organisation;
    LetterItem item;
    item.kind = notice.kind;
    item.audience = notice.audience;
    item.obligation = notice.about.id;
    const Campaign& campaign = definition.campaign;
    item.campaign_title = campaign.plan_title();
    item.plan_number = campaign.number;
    item.plan_issued = campaign.issued;
    item.part = campaign.plan.empty() ? "" : campaign.title;
    item.issuer = unit_or_words(organisation, definition.campaign.issuer, today);
    item.deliverable = duty.deliverable;
    item.quote = duty.quote;
    item.cycle = duty.cycle;
    item.to = unit_or_words(organisation, duty.to, today);
    item.via = unit_or_words(organisation, duty.via, today);
    item.because = notice.because;
    say_absence(item, definition, notice);
    return item;
}

LetterItem contact_item(const Definition& definition, const NoticeRecord& notice, Date today) {
    const Organisation& organisation = *definition.organisation;
    const Unit& unit = definition.unit(notice.about.id);
    LetterItem item;
    item.kind = notice.kind;
    item.audience = notice.audience;
    item.obligation = notice.about.id;
    item.campaign_title = definition.campaign.plan_title();
    item.issuer = unit_or_words(organisation, definition.campaign.issuer, today);
    item.because = notice.because;
    const Date asked = definition.zone.date_of(notice.planned);
    item.period = Period{span_around(asked, Grain::quarter), Grain::quarter, {}};
    item.answer_by = answer_day(*definition.calendar, asked);
    item.unit = unit.name_on(today);
    item.unit_head = with_title(organisation.person(unit.head));
    item.unit_phone = unit.phone;
    if (const Person* contact = organisation.person(unit.contact)) {
        item.contact = with_title(contact);
        item.contact_phone = contact->phone;
        item.contact_address = contact->address;
    }
    say_absence(item, definition, notice);
    return item;
}

void say_address(LetterItem& item, const Person& person, const AddressFault& fault,
                 const Zone& zone, Language language) {
    item.contact = with_title(&person);
    item.contact_phone = person.phone;
    item.contact_address = fault.address;
    item.address_fault = {zone.date_of(fault.since),
                          bounce_words(fault.status, fault.why, language)};
    item.answer_by.reset();
    item.period.reset();
}

void say_absence(LetterItem& item, const Definition& definition, const NoticeRecord& notice) {
    if (notice.instead_of.empty()) return;
    const Organisation& organisation = *definition.organisation;
    item.instead_of = with_title(organisation.person(notice.instead_of));
    const Date told_on = definition.zone.date_of(notice.moment);
    const Absence* absence = organisation.absence(notice.instead_of, told_on);
    if (absence) item.away = absence->days;
}

void add_occurrence(LetterItem& item, const Occurrence& occurrence, const EventDates& dates) {
    item.deadline = dated(occurrence.deadline, dates);
    item.period = occurrence.period;
}

void add_days(LetterItem& item, const Obligation& obligation, const WorkCalendar& calendar,
              Date day) {
    item.term = obligation.term;
    item.own_day = own_day_of(obligation);
    item.returned = obligation.state == ObligationState::returned;
    if (!item.term) return;
    item.working_days_left = std::max(0, calendar.count(day, item.term->last_working));
    item.working_days_late = std::max(0, calendar.count(item.term->last_permitted, day));
}

std::string with_title(const Person* person) {
    if (!person) return {};
    return person->title.empty() ? person->name : person->title + ' ' + person->name;
}

void put_in_order(std::vector<LetterItem>& items) {
    const auto rank = [](const LetterItem& item) {
        const auto last = item.term ? item.term->last_permitted : Date::max();
        return std::pair(item.working_days_late == 0, last);
    };
    std::ranges::stable_sort(items, {}, rank);
}

Desk desk_of(const Definition& definition, Date day) {
    const Unit& office = definition.office_on(day);
    const std::string& name = office.name_on(day);
    const Person* officer = definition.officer_on(day);
    if (!officer) return {{}, {}, name, office.phone, {}};
    return {officer->name, officer->title, name,
            officer->phone.empty() ? office.phone : officer->phone, officer->address};
}

Result<std::vector<LetterItem::Ahead>> announced_items(const Reader& reader,
                                                       const Definition& definition,
                                                       const Obligation& obligation, Instant now) {
    const auto suspensions =
        suspensions_of(reader, &definition, obligation.id.campaign, obligation.id.unit);
    if (!suspensions) return suspensions.error();
    const Duty& duty = *definition.campaign.duty(obligation.id.duty);
    std::vector<LetterItem::Ahead> all;
    const auto silenced =
        silent_days(reader, definition, obligation.id, definition.zone.date_of(now));
    if (!silenced) return silenced.error();
    const QuietDays quiet{days_of(*suspensions, obligation.id.unit), *silenced};
    for (const Escalation& one : announced_at(definition, obligation, quiet, now)) {
        const auto& [rung, day, at] = one.moment;
        const Person* person =
            resolve(definition, duty, obligation.id.unit, rung->audience, day).person;
        all.push_back({day, rung->audience, with_title(person), one.needs_release, one.waits});
    }
    return all;
}

bool to_unit(Audience audience) {
    return audience == Audience::contact || audience == Audience::head;
}

std::vector<Told> told_to_unit(const std::vector<NoticeRecord>& notices, RoundSpan rounds,
                               const Zone& zone) {
    std::vector<Told> told;
    for (const NoticeRecord& notice : notices) {
        const bool left = notice.state == NoticeState::sent && notice.settled && !notice.rehearsal;
        const bool inside = rounds.first <= notice.round && notice.round <= rounds.last;
        if (!left || !to_unit(notice.audience) || !inside) continue;
        told.push_back({zone.date_of(*notice.settled), notice.kind == NoticeKind::escalation});
    }
    each_day_once(told);
    return told;
}

Result<std::vector<LetterItem>> question_items(const Reader& reader, const Definition& definition,
                                               const NoticeRecord& notice, const DutyWatch& watch,
                                               Date today) {
    const Duty* duty = definition.campaign.duty(watch.duty);
    CHECK(duty != nullptr);
    LetterItem item = item_of_duty(definition, *duty, notice, today);
    // What became overdue after a date was asked for has a question of its own.
    if (watch.asking_shown() > 0 && notice.because != "undated")
        return overdue_items(reader, definition, item, *duty, today);
    if (watch.undated_shown() == 0) return std::vector<LetterItem>();
    const auto dates = reader.event_dates(definition.campaign.id);
    if (!dates) return dates.error();
    const Occurrence& asked = without_date(definition, *duty, *dates);
    const auto share = reader.share(definition.campaign.id, duty->id, asked.id);
    if (!share) return share.error();
    add_occurrence(item, asked, *dates);
    item.because = "undated";
    item.events = awaited_events(*duty, *dates);
    item.units_open = std::min(static_cast<int>(share->open), watch.undated_shown());
    item.units_all = std::max(item.units_open, static_cast<int>(duty->obligors.size()));
    return std::vector{std::move(item)};
}

}  // namespace dondoc
