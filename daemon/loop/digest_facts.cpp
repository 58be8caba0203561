#include "daemon/loop/digest_facts.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "daemon/loop/digests.h"
#include "daemon/loop/letter_items.h"
#include "daemon/loop/migration.h"
#include "notifiers/phrases.h"
#include "workflows/explain.h"
#include "workflows/suspension.h"

namespace dondoc {

namespace {

using Status = ObligationFilter::Status;

constexpr std::chrono::days one_week{7};

// The telephone of the contact, else of the unit itself.
Bulletin::Named named(const Organisation& organisation, const Unit& unit, Date today) {
    const Person* contact = organisation.person(unit.contact);
    const bool own = contact && !contact->phone.empty();
    return {unit.name_on(today), own ? contact->phone : unit.phone};
}

// How one campaign stands.
class Standing {
public:
    struct Times {
        Date today;
        DateSpan week;
        Instant since;  // when the digest before this one left
    };

    Standing(const Reader& reader, const Definition& definition, const Times& times,
             Language language)
        : reader_(reader), definition_(definition), times_(times), language_(language) {}

    Result<Bulletin::Standing> gather() {
        const Campaign& campaign = definition_.campaign;
        standing_.title = campaign.plan_title();
        standing_.part = campaign.plan.empty() ? "" : campaign.title;
        const auto suspensions = suspensions_of(reader_, &definition_, campaign.id);
        if (!suspensions) return suspensions.error();
        suspensions_ = *suspensions;
        auto dates = reader_.event_dates(campaign.id);
        if (!dates) return dates.error();
        dates_ = *std::move(dates);
        using Step = Done (Standing::*)();
        for (const Step step : {&Standing::add_counts, &Standing::add_late, &Standing::add_due,
                                &Standing::add_requests, &Standing::add_undated,
                                &Standing::add_told, &Standing::add_barred}) {
            if (auto added = (this->*step)(); !added) return added.error();
        }
        return std::move(standing_);
    }

private:
    Done add_counts();
    Done add_late();
    Done add_due();
    Done add_requests();
    Done add_undated();
    Done add_told();
    Done add_barred();

    // In order of their deadlines; those that the plan names no more are left out.
    Result<std::vector<Obligation>> list(Status) const;
    Result<std::vector<Bulletin::Due>> by_time_owed(const std::vector<Obligation>&) const;
    // The deliverable, with the year and the period that it is owed for.
    std::string matter(const ObligationId&) const;
    bool fresh(const Obligation& one) const {
        return one.term->last_permitted >= definition_.zone.date_of(times_.since);
    }

    const Reader& reader_;
    const Definition& definition_;
    const Times& times_;
    const Language language_;
    std::vector<SuspensionRecord> suspensions_;
    EventDates dates_;
    Bulletin::Standing standing_;
};

Done Standing::add_counts() {
    const auto counts =
        reader_.campaign_counts(definition_.campaign.id, times_.today, times_.week.last);
    if (!counts) return counts.error();
    standing_.all = static_cast<int>(counts->all);
    standing_.owed = static_cast<int>(counts->owed);
    standing_.overdue = static_cast<int>(counts->overdue);
    standing_.due_soon = static_cast<int>(counts->due_soon);
    standing_.submitted = static_cast<int>(counts->submitted);
    standing_.accepted = static_cast<int>(counts->accepted);
    standing_.waived = static_cast<int>(counts->waived);
    return done;
}

Result<std::vector<Obligation>> Standing::list(Status status) const {
    ObligationFilter filter;
    filter.campaign = definition_.campaign.id;
    filter.status = status;
    filter.today = times_.today;
    filter.soon = times_.week.last;
    std::vector<Obligation> all;
    std::string cursor;
    do {
        auto page = reader_.obligations(filter, page_size_max, cursor);
        if (!page) return page.error();
        std::ranges::copy_if(page->rows, std::back_inserter(all),
                             [&](const Obligation& one) { return definition_.names(one); });
        cursor = page->cursor;
    } while (!cursor.empty());
    return all;
}

std::string Standing::matter(const ObligationId& id) const {
    const Duty* duty = definition_.campaign.duty(id.duty);
    if (!duty) return id.duty;
    const Occurrence* occurrence = duty->occurrence(id.occurrence);
    std::string words = with_cycle(duty->deliverable, duty->cycle, language_);
    if (occurrence && occurrence->period) {
        Period name = *occurrence->period;
        name.figures.reset();
        words += ", " + phrase(name, language_);
    }
    return words;
}

Result<std::vector<Bulletin::Due>> Standing::by_time_owed(
    const std::vector<Obligation>& obligations) const {
    std::vector<Bulletin::Due> all;
    std::map<std::tuple<std::string, std::string, Date>, std::size_t> known;
    for (const Obligation& one : obligations) {
        const auto [place, is_new] = known.try_emplace(
            {one.id.duty, one.id.occurrence, one.term->last_permitted}, all.size());
        if (is_new) {
            all.push_back(time_owed(definition_, one, dates_));
            const auto share = reader_.share(one.id.campaign, one.id.duty, one.id.occurrence);
            if (!share) return share.error();
            all.back().all = static_cast<int>(share->all);
        }
        Bulletin::Due& due = all[place->second];
        due.units.push_back(
            named(*definition_.organisation, definition_.unit(one.id.unit), times_.today));
        due.units.back().suspended =
            covering(days_of(suspensions_, one.id.unit), times_.today).has_value();
        if (fresh(one)) ++due.fresh;
    }
    return all;
}

// What is asked about stands apart: nobody is chased for it.
Done Standing::add_late() {
    auto late = list(Status::overdue);
    if (!late) return late.error();
    std::vector<std::string> order;
    std::map<std::string, int> asked;
    for (const Obligation& one : *late) {
        if (!one.asking) continue;
        const std::string name = matter(one.id);
        if (++asked[name] == 1) order.push_back(name);
    }
    for (const std::string& name : order)
        standing_.questions.push_back({name, asked[name]});
    std::erase_if(*late, [](const Obligation& one) { return one.asking; });
    auto grouped = by_time_owed(*late);
    if (!grouped) return grouped.error();
    standing_.late = *std::move(grouped);
    return done;
}

Done Standing::add_due() {
    const auto soon = list(Status::due_soon);
    if (!soon) return soon.error();
    auto grouped = by_time_owed(*soon);
    if (!grouped) return grouped.error();
    for (Bulletin::Due& due : *grouped)
        due.fresh = 0;
    standing_.due = *std::move(grouped);
    return done;
}

Done Standing::add_requests() {
    const auto asking = list(Status::requested);
    if (!asking) return asking.error();
    for (const Obligation& one : *asking) {
        if (!one.request) continue;
        standing_.requests.push_back({definition_.unit(one.id.unit).name_on(times_.today),
                                      matter(one.id), one.request->to, one.request->reason});
    }
    return done;
}

Done Standing::add_undated() {
    const auto undated = list(Status::undated);
    if (!undated) return undated.error();
    for (const Obligation& one : *undated) {
        const std::string name = matter(one.id);
        if (std::ranges::find(standing_.undated, name) == standing_.undated.end())
            standing_.undated.push_back(name);
    }
    return done;
}

Done Standing::add_told() {
    const auto notices = reader_.told_above(definition_.campaign.id, times_.since);
    if (!notices) return notices.error();
    std::vector<std::string> order;
    std::map<std::string, std::set<std::string>> about;
    for (const NoticeRecord& notice : *notices) {
        const Person* person = definition_.organisation->person(notice.person);
        const std::string name = person ? with_title(person) : notice.person;
        if (about[name].empty()) order.push_back(name);
        about[name].insert(notice.about.id);
    }
    for (const std::string& name : order)
        standing_.told.push_back({name, static_cast<int>(about[name].size())});
    return done;
}

Done Standing::add_barred() {
    const auto notices = reader_.gates_asked(definition_.campaign.id);
    if (!notices) return notices.error();
    std::set<std::string> seen;
    for (const NoticeRecord& notice : *notices) {
        const auto id = ObligationId::parse(notice.about.id);
        if (!id || !seen.insert(notice.about.id).second) continue;
        const auto owed = reader_.obligation(notice.about.id);
        if (!owed) return owed.error();
        if (!*owed || !definition_.names(**owed)) continue;
        auto bars = obstacles_before(reader_, definition_, *id, times_.today, language_);
        if (!bars) return bars.error();
        if (bars->empty()) continue;
        standing_.barred.push_back(
            {definition_.unit(id->unit).name_on(times_.today), matter(*id), *std::move(bars)});
    }
    return done;
}

// When the digest before this one left; a week ago, if none did.
Result<Instant> last_told(const Reader& reader, const NoticeRecord& notice) {
    const auto all = reader.notices_about(notice.about);
    if (!all) return all.error();
    Instant since = notice.planned - one_week;
    for (const NoticeRecord& one : *all)
        if (one.state == NoticeState::sent && one.settled && one.key != notice.key)
            since = *one.settled;
    return since;
}

// Its first and last working day.
DateSpan working_week(const WorkCalendar& calendar, Date day) {
    const DateSpan week = span_around(day, Grain::week);
    const DateSpan worked{calendar.first_working_on_or_after(week.first),
                          calendar.last_working_on_or_before(week.last)};
    return worked.first > worked.last ? week : worked;
}

// Letters that failed and tell of one of these campaigns.
Result<std::vector<Bulletin::Failed>> failed_letters(const Reader& reader,
                                                     const Definition& definition,
                                                     const std::set<std::string>& campaigns,
                                                     Language language) {
    std::vector<Bulletin::Failed> failed;
    MessageFilter filter;
    filter.state = MessageState::failed;
    std::string cursor;
    do {
        const auto page = reader.messages(filter, page_size_max, cursor);
        if (!page) return page.error();
        for (const MessageRecord& message : page->rows) {
            const auto notices = reader.notices_in(message.key);
            if (!notices) return notices.error();
            const bool ours = std::ranges::any_of(*notices, [&](const NoticeRecord& notice) {
                return campaigns.contains(notice.campaign());
            });
            if (!ours) continue;
            const Person* person = definition.organisation->person(message.person);
            failed.push_back({person ? with_title(person) : message.person,
                              person ? person->phone : "", message.subject,
                              explain_code(message.last_answer, language)});
        }
        cursor = page->cursor;
    } while (!cursor.empty());
    return failed;
}

// Adds the participants who cannot be written to.
void add_unreachable(const Definition& definition, Date today,
                     std::map<std::string, Bulletin::Named>& units) {
    const Organisation& organisation = *definition.organisation;
    for (const std::string& id : definition.campaign.participants) {
        const Unit& unit = organisation.acting(definition.unit(id), today);
        if (!unit.begun_on(today) || unit.ended_on(today)) continue;
        const Person* contact = organisation.person(unit.contact);
        if (contact && !contact->address.empty()) continue;
        units.emplace(unit.id, named(organisation, unit, today));
    }
}

}  // namespace

Bulletin::Due time_owed(const Definition& definition, const Obligation& one,
                        const EventDates& dates) {
    const Duty& duty = *definition.campaign.duty(one.id.duty);
    const Occurrence& occurrence = *duty.occurrence(one.id.occurrence);
    Bulletin::Due due;
    due.deliverable = duty.deliverable;
    due.cycle = duty.cycle;
    due.period = occurrence.period;
    due.deadline = dated(occurrence.deadline, dates);
    due.term = one.term;
    if (const auto own = own_day_of(one)) due.granted = own->day;
    return due;
}

Result<std::optional<LetterItem>> digest_item(const Reader& reader, const Definitions& definitions,
                                              const NoticeRecord& notice, Instant now,
                                              Language language) {
    if (definitions.all().empty()) return std::optional<LetterItem>();
    const Definition& any = *definitions.all().begin()->second;
    const Date today = any.zone.date_of(now);
    auto campaigns = weekly_topics(reader, definitions, today, notice.about.id);
    if (!campaigns) return campaigns.error();
    std::erase_if(*campaigns,
                  [&](const DigestTopic& one) { return !one.tells(notice.about.id, today); });
    if (campaigns->empty()) return std::optional<LetterItem>();
    const auto since = last_told(reader, notice);
    if (!since) return since.error();
    const Standing::Times times{today, working_week(*any.calendar, today), *since};
    Bulletin bulletin{.week = times.week, .campaigns = {}, .failed = {}, .unreachable = {}};
    std::set<std::string> ids;
    std::map<std::string, Bulletin::Named> unreachable;
    for (const DigestTopic& one : *campaigns) {
        auto standing = Standing(reader, *one.definition, times, language).gather();
        if (!standing) return standing.error();
        bulletin.campaigns.push_back(*std::move(standing));
        ids.insert(one.definition->campaign.id);
        add_unreachable(*one.definition, today, unreachable);
    }
    auto failed = failed_letters(reader, any, ids, language);
    if (!failed) return failed.error();
    bulletin.failed = *std::move(failed);
    for (auto& [id, unit] : unreachable)
        bulletin.unreachable.push_back(std::move(unit));

    LetterItem item;
    item.kind = notice.kind;
    item.audience = notice.audience;
    item.obligation = "digest." + notice.about.id;
    item.because = notice.because;
    const Definition& first = *campaigns->front().definition;
    item.issuer = unit_or_words(*first.organisation, first.campaign.issuer, today);
    say_absence(item, first, notice);
    item.bulletin = std::move(bulletin);
    return std::optional(std::move(item));
}

}  // namespace dondoc
