// A plan that is changed while the loop runs: what was told before is what then happens.
#include <set>

#include "daemon/loop/difference.h"
#include "tests/daemon/loop/office.h"
#include "tests/daemon/store/raw.h"

namespace dondoc::loop_test {

namespace {

World plan() {
    return World()
        .has_ladder("-5.contact -1.contact +1.head")
        .has_phase("dang-ky-gd")
        .owes("dang-ky", before("2017-01-30"), "dang-ky-gd", {"bv-da-khoa", "tt-y-te"});
}

// In force since 3 January and past the first rung, -5 on the 18th.
void reach_the_first_rung(Office& office) {
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-19 08:00");
    office.sent();
}

std::set<std::string> ids_since(const Office& office, Instant from) {
    std::set<std::string> ids;
    for (const Office::Carried& carried : office.carried)
        if (carried.at >= from) ids.insert(carried.consignment.parcel.id);
    return ids;
}

// The same days twice, once without the edit and once with it applied at `time`: the messages that
// only one of the two sends are those that were foretold.
void expect_foretold(
    const World& changed, std::string_view time,
    const std::function<void(Office&)>& life = [](Office&) {}) {
    SCOPED_TRACE(time);
    const auto until = [&](Office& office) {
        office.start("2017-01-03 08:00");
        life(office);
        office.run_to(time);
    };
    Office without(plan());
    Office with(plan());
    until(without);
    until(with);
    with.changes(changed);
    const Difference told = with.apply();
    const std::string end = "2018-03-31 00:00";
    ASSERT_EQ(clock(told.until), end);
    without.run_to(end);
    with.run_to(end);
    std::set<std::string> expected = ids_since(without, at(time));
    for (const MessageChange& message : told.messages) {
        if (message.gained) {
            EXPECT_TRUE(expected.insert(message.id).second) << message.id;
        } else {
            EXPECT_EQ(expected.erase(message.id), 1u) << message.id;
        }
    }
    EXPECT_EQ(ids_since(with, at(time)), expected);
    std::multiset<std::string> keys;
    for (const Step& step : with.steps)
        for (const Change& change : step.changes)
            for (const Event& event : change.events)
                if (const auto* told_once = std::get_if<NoticeFellDue>(&event))
                    keys.insert(told_once->key);
    for (const std::string& key : keys)
        EXPECT_EQ(keys.count(key), 1u) << key;
    rebuilds_to_itself(with);
}

std::vector<World> edits() {
    std::vector<World> made;
    const auto edit = [&](const std::function<void(World&)>& change) {
        World changed = plan();
        change(changed);
        made.push_back(changed);
    };
    edit([](World& w) { w.deadline("dang-ky") = before("2017-02-20"); });
    edit([](World& w) { w.deadline("dang-ky") = by("2017-01-20"); });
    edit([](World& w) { w.deadline("dang-ky") = by("2017-01-05"); });
    edit([](World& w) { w.deadline("dang-ky") = undated(); });
    edit([](World& w) { w.owes("sang-kien", before("2017-02-11")); });
    edit([](World& w) { w.campaign.duties.clear(); });
    edit([](World& w) { w.duty("dang-ky").obligors = {"tt-y-te"}; });
    edit([](World& w) { w.has_ladder("-7.head -3.contact -1.contact +1.head +2.superior"); });
    edit([](World& w) { w.has_off_days({"2017-01-24", "2017-01-25"}); });
    edit([](World& w) { w.sending.window.from = TimeOfDay{10 * 60}; });
    return made;
}

// Before the first rung, on its morning before and after its window opens, at night, on a day off,
// after the deadline.
constexpr const char* moments[] = {"2017-01-04 08:00", "2017-01-18 07:00", "2017-01-18 07:30",
                                   "2017-01-18 23:00", "2017-01-28 12:00", "2017-02-03 10:00"};

TEST(ChangingDefinitions, DoesWhatWasForetold) {
    for (const World& changed : edits())
        for (const char* moment : moments)
            expect_foretold(changed, moment);
}

TEST(ChangingDefinitions, DoesWhatWasForetoldAfterDecisionsToo) {
    const auto life = [](Office& office) {
        office.run_to("2017-01-03 10:00");
        EXPECT_EQ(office.decide(submission(), "dang-ky", "tt-y-te"), "carried");
        EXPECT_EQ(office.decide(extension("2017-02-14")), "carried");
    };
    for (const World& changed : edits())
        for (const char* moment : moments)
            expect_foretold(changed, moment, life);
}

// ---- applying

TEST(ChangingDefinitions, IsOneTransactionDoneByWhoAsked) {
    World other = plan();
    other.campaign.id = "y-te-so";
    World changed = plan();
    changed.deadline("dang-ky") = before("2017-02-20");
    Office office(plan());
    reach_the_first_rung(office);
    office.changes(changed);
    office.changes(other);
    const auto before = office.steps.size();
    office.apply();
    ASSERT_EQ(office.steps.size(), before + 1);
    for (const Change& change : office.steps.back().changes)
        EXPECT_EQ(change.by, "cli:giang");
    EXPECT_EQ(must(office.store->read().campaigns()).size(), 2u);
}

TEST(ChangingDefinitions, ChangesNothingIfTheStoreRefusesIt) {
    const Folder folder;
    const auto file = folder.file("dondoc.db");
    World changed = plan();
    changed.deadline("dang-ky") = before("2017-02-20");
    Office office(plan(), file);
    reach_the_first_rung(office);
    office.changes(changed);
    const Definitions next({std::make_shared<const Definition>(changed.definition())});
    store_test::Raw(file).run(
        "CREATE TRIGGER full BEFORE UPDATE ON obligations WHEN NEW.unit = 'tt-y-te' "
        "BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
    const std::string before = office.dump();
    bool adopted = false;
    const auto done_ =
        office.loop->change_definitions(next, "cli:giang", office.now, [&] { adopted = true; });
    EXPECT_FALSE(done_);
    EXPECT_FALSE(adopted);
    EXPECT_EQ(office.dump(), before);
    store_test::Raw(file).run("DROP TRIGGER full");
    office.run_to("2017-01-25 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
)");
}

}  // namespace

}  // namespace dondoc::loop_test
