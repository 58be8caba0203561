// Digests, found by hand: whom they tell, in which week or on which day, of what, and that nothing
// of them vanishes.
#include <algorithm>

#include "daemon/loop/digests.h"
#include "tests/daemon/loop/promises.h"

namespace dondoc::loop_test {

namespace {

// The Monday of a day's ISO week.
Date monday_of(Date day) {
    while (std::chrono::weekday{std::chrono::sys_days{day.time_since_epoch()}} !=
           std::chrono::Monday)
        day -= std::chrono::days{1};
    return day;
}

}  // namespace

void Promises::fold_digest(const Office& office, const JournalEntry& entry) {
    const std::string& id = entry.subject.id;
    std::string& told = told_periods_[id];
    if (const auto* fell = std::get_if<NoticeFellDue>(&entry.event)) {
        use_key(fell->key);
        judge_anew(*fell);
        judge_digest(office, id, *fell);
        fell_[fell->key] = {id, *fell, entry.at, pass_, entry.number};
        told = std::max(told, period_of_key(fell->key));
    } else if (const auto* passed = std::get_if<RungPassedOver>(&entry.event)) {
        use_key(passed->key);
        passed_[passed->key] = passed->because;
        EXPECT_LT(told, period_of_key(passed->key)) << passed->key << " comes after a later one";
        told = period_of_key(passed->key);
    }
}

// It leaves in the window of a working day of its own period, planned for the first of them.
void Promises::judge_digest(const Office& office, const std::string& id,
                            const NoticeFellDue& told) const {
    const auto definition = office.definitions->find(campaign_id);
    ASSERT_TRUE(definition) << told.key << " though no campaign is configured";
    const Zone& zone = definition->zone;
    const Date day = zone.date_of(told.moment);
    const bool daily = id.ends_with(".daily");
    const std::string person = id.substr(0, id.find('.'));
    EXPECT_TRUE(in_sending_window(*definition, told.moment)) << told.key;
    EXPECT_EQ(told.audience, daily ? Audience::head : Audience::coordinator) << told.key;
    Date first = daily ? day : monday_of(day);
    while (!definition->calendar->working(first))
        first += std::chrono::days{1};
    // One that is told again, because its letter failed, may be of a period that is over.
    if (!told.key.ends_with("/anew")) {
        const std::string period =
            daily ? span_id(day, Grain::day) : span_id(monday_of(day), Grain::week);
        EXPECT_EQ(told.key, "digest/" + period + "/" + person);
        EXPECT_EQ(told.planned, zone.at(first, definition->sending.window.from)) << told.key;
        if (daily) {
            EXPECT_TRUE(owes_soon(*definition, person, day)) << told.key << " tells of nothing";
        }
    }
    const Person* reader =
        definition->organisation->reader_for(*definition->organisation->person(person), day);
    EXPECT_EQ(told.person, reader->id) << told.key;
    EXPECT_EQ(told.instead_of, reader->id == person ? "" : person) << told.key;
}

// Is anybody chased for something overdue, or due within three working days, that this person is
// the head for?
bool Promises::owes_soon(const Definition& definition, const std::string& person, Date day) const {
    if (day < definition.campaign.begins()) return false;
    const Organisation& organisation = *definition.organisation;
    return std::ranges::any_of(obligations_, [&](const auto& entry) {
        const Obligation& one = entry.second;
        if (!one.owed() || one.asking || !one.term || !definition.names(one)) return false;
        const Duty& duty = *definition.campaign.duty(one.id.duty);
        const auto phase = phases_.find(one.id.campaign + '.' + duty.phase);
        if (phase != phases_.end() && !phase->second.withdrawn &&
            (phase->second.state == PhaseState::held || phase->second.state == PhaseState::skipped))
            return false;
        for (const DateSpan& days : suspended_days(one.id.unit))
            if (days.contains(day)) return false;
        const Unit& unit = definition.unit(one.id.unit);
        const Unit& headed =
            duty.upward ? organisation.acting(definition.unit(definition.campaign.issuer), day)
                        : unit;
        if (headed.head != person || !unit.head_digest.value_or(definition.sending.head_digest))
            return false;
        int ahead = 0;
        for (Date next = day; next < one.term->last_working; next += std::chrono::days{1})
            if (definition.calendar->working(next + std::chrono::days{1})) ++ahead;
        return ahead <= 3 && day <= one.term->last_permitted + std::chrono::days{60};
    });
}

// Whoever is to be told has a row, unless there is nothing to tell of any more; a plan made now
// finds nothing to tell that was not told, and no head is looked at later than it would say.
void Promises::compare_digests(const Office& office) {
    std::map<std::string, std::string> rows;
    for (const std::string& id : must(office.store->read().digests_watched())) {
        const auto row = must(office.store->read().digest_watch(id));
        rows[id] = row->told;
        if (row->next) awake_.insert({Subject::Kind::digest, id});
        EXPECT_TRUE(!row->next || *row->next > office.now) << id << " is due and left lying";
        compare_digest(office, id);
    }
    if (const auto definition = office.definitions->find(campaign_id))
        for (const auto& [unit, its] : definition->organisation->units)
            if (!its.head.empty()) compare_digest(office, its.head + ".daily");
    EXPECT_EQ(rows, told_periods_);
}

void Promises::compare_digest(const Office& office, const std::string& id) const {
    const auto row = must(office.store->read().digest_watch(id));
    const Plan fresh =
        must(plan_one_digest(office.store->read(), *office.definitions, id, office.now));
    for (const Event& event : fresh.events)
        EXPECT_TRUE(std::holds_alternative<Rescheduled>(event))
            << id << ": planned anew there would be " << name_of(event);
    if (!id.ends_with(".daily") || !fresh.next) return;
    EXPECT_TRUE(row && row->next && *row->next <= *fresh.next)
        << id << " would be told at " << clock(*fresh.next);
}

}  // namespace dondoc::loop_test
