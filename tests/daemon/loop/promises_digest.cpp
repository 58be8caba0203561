// The weekly digest, found by hand: whom it tells, in which week, and that nothing of it vanishes.
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
    const std::string& person = entry.subject.id;
    std::string& told = told_weeks_[person];
    if (const auto* fell = std::get_if<NoticeFellDue>(&entry.event)) {
        use_key(fell->key);
        judge_anew(*fell);
        judge_digest(office, person, *fell);
        fell_[fell->key] = {person, *fell, entry.at, pass_, entry.number};
        told = std::max(told, week_of_key(fell->key));
    } else if (const auto* passed = std::get_if<RungPassedOver>(&entry.event)) {
        use_key(passed->key);
        passed_[passed->key] = passed->because;
        EXPECT_LT(told, week_of_key(passed->key)) << passed->key << " comes after a later week";
        told = week_of_key(passed->key);
    }
}

// It leaves in the window of a working day of its own week, planned for the first of them.
void Promises::judge_digest(const Office& office, const std::string& person,
                            const NoticeFellDue& told) const {
    const auto definition = office.definitions->find(campaign_id);
    ASSERT_TRUE(definition) << told.key << " though no campaign is configured";
    const Zone& zone = definition->zone;
    const Date day = zone.date_of(told.moment);
    EXPECT_TRUE(in_sending_window(*definition, told.moment)) << told.key;
    Date first = monday_of(day);
    while (!definition->calendar->working(first))
        first += std::chrono::days{1};
    // One that is told again, because its letter failed, may be of a week that is over.
    if (!told.key.ends_with("/anew")) {
        EXPECT_EQ(week_of_key(told.key), span_id(monday_of(day), Grain::week)) << told.key;
        EXPECT_EQ(told.planned, zone.at(first, definition->sending.window.from)) << told.key;
    }
    const Person* reader =
        definition->organisation->reader_for(*definition->organisation->person(person), day);
    EXPECT_EQ(told.person, reader->id) << told.key;
    EXPECT_EQ(told.instead_of, reader->id == person ? "" : person) << told.key;
}

// Whoever coordinates now has a row, unless nothing is told of any more; and a plan made now finds
// nothing to tell that was not told.
void Promises::compare_digests(const Office& office) {
    std::map<std::string, std::string> rows;
    for (const std::string& person : must(office.store->read().digests_watched())) {
        const auto row = must(office.store->read().digest_watch(person));
        rows[person] = row->told;
        if (row->next) awake_.insert({Subject::Kind::digest, person});
        EXPECT_TRUE(!row->next || *row->next > office.now) << person << " is due and left lying";
        const Plan fresh =
            must(plan_officer(office.store->read(), *office.definitions, person, office.now));
        for (const Event& event : fresh.events)
            EXPECT_TRUE(std::holds_alternative<Rescheduled>(event))
                << person << ": planned anew there would be " << name_of(event);
    }
    EXPECT_EQ(rows, told_weeks_);
}

}  // namespace dondoc::loop_test
