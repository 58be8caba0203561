// Lists by pages, filters and counters.
#include <gmock/gmock.h>

#include <map>

#include "tests/daemon/store/conformance.h"

namespace dondoc::store_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Pages : public Conformance {
protected:
    std::vector<std::string> units(const ObligationFilter& filter) {
        std::vector<std::string> found;
        for (const auto& o : must(world.read().obligations(filter, 100, "")).rows)
            found.push_back(o.id.unit);
        return found;
    }
    ObligationFilter by(ObligationFilter::Status status) {
        ObligationFilter filter;
        filter.status = status;
        filter.today = day("2017-01-20");
        filter.soon = day("2017-01-25");
        return filter;
    }
};
INSTANTIATE_TEST_SUITE_P(Stores, Pages, testing::Values(Kind::file, Kind::memory), kind_name);

TEST_P(Pages, ListObligationsByDueDayThenIdWithTheUndatedLast) {
    world.is_born(owed("d"), {"", std::nullopt, false});
    world.is_born(owed("c"), {"", term("2017-01-29"), false});
    world.is_born(owed("b"), {"", term("2017-01-29"), false});
    world.is_born(owed("a"), {"", term("2017-06-15"), false});
    EXPECT_THAT(units({}), ElementsAre("b", "c", "a", "d"));
}

TEST_P(Pages, AreFilteredByWhoOwesWhat) {
    world.is_born(owed("a"));
    world.is_born(owed("b"));
    world.is_born(owed("a", "report"));
    ObligationFilter filter;
    filter.unit = "a";
    EXPECT_EQ(must(world.read().obligations(filter, 10, "")).rows.size(), 2U);
    filter.duty = "report";
    EXPECT_THAT(units(filter), ElementsAre("a"));
    filter.campaign = "another";
    EXPECT_THAT(units(filter), IsEmpty());
    filter = {};
    filter.campaign = "plan";
    filter.due_before = day("2017-01-29");
    EXPECT_THAT(units(filter), IsEmpty());
    filter.due_before = day("2017-01-30");
    EXPECT_EQ(units(filter).size(), 3U);
}

TEST_P(Pages, AreFilteredByHowThingsStand) {
    using Status = ObligationFilter::Status;
    world.is_born(owed("ahead"), {"", term("2017-06-15"), false});
    world.is_born(owed("over"), {"", term("2017-01-19"), false});
    world.is_born(owed("soon"), {"", term("2017-01-29", "2017-01-25"), false});
    world.is_born(owed("today"), {"", term("2017-01-20"), false});
    world.is_born(owed("undated"), {"", std::nullopt, false});
    world.is_born(owed("asking"), {"", term("2016-12-30"), true});
    world.is_born(owed("in"), {"", term("2017-01-19"), false});
    world.happens(owed("in"), {Submitted{day("2017-01-18"), "", ""}});
    world.is_born(owed("back"), {"", term("2017-05-01"), false});
    world.happens(owed("back"), {Submitted{day("2017-01-18"), "", ""}, Returned{"thiếu"}});
    world.is_born(owed("done"));
    world.happens(owed("done"), {Accepted{""}});
    world.is_born(owed("let-off"));
    world.happens(owed("let-off"), {Waived{"sáp nhập"}});
    world.is_born(owed("gone"));
    world.happens(owed("gone"), {Withdrawn{"not_in_definition"}});

    EXPECT_EQ(units(by(Status::any)).size(), 11U);
    EXPECT_THAT(units(by(Status::owed)),
                ElementsAre("asking", "over", "today", "soon", "back", "ahead", "undated"));
    EXPECT_THAT(units(by(Status::overdue)), ElementsAre("asking", "over"));
    EXPECT_THAT(units(by(Status::due_soon)), ElementsAre("today", "soon"));
    EXPECT_THAT(units(by(Status::submitted)), ElementsAre("in"));
    EXPECT_THAT(units(by(Status::accepted)), ElementsAre("done"));
    EXPECT_THAT(units(by(Status::waived)), ElementsAre("let-off"));
    EXPECT_THAT(units(by(Status::withdrawn)), ElementsAre("gone"));
    EXPECT_THAT(units(by(Status::returned)), ElementsAre("back"));
    EXPECT_THAT(units(by(Status::undated)), ElementsAre("undated"));
    EXPECT_THAT(units(by(Status::asking)), ElementsAre("asking"));

    const Counters counters = must(world.read().counters(day("2017-01-20"), day("2017-01-25")));
    EXPECT_EQ(counters.overdue, 2);
    EXPECT_EQ(counters.due_soon, 2);
    EXPECT_EQ(counters.submitted, 1);
    EXPECT_EQ(counters.failed, 0);
}

TEST_P(Pages, CountWhatFailedAndWhatIsTriedAgain) {
    world.is_born(owed("a"));
    world.happens(owed("a"), {notice("k1"), notice("k2", "binh"), notice("k3", "chi"),
                              passed("k4", "no_person"), passed("k5", "too_old")});
    world.happens({Subject::Kind::message, an_at_0730}, {DeliveryFailed{0, "no_address"}});
    world.happens({Subject::Kind::message, "binh/mail/2017-01-11T00:30:00Z"},
                  {DeliveryDelayed{1, "later", false}}, at("08:00"));
    const Counters counters = must(world.read().counters(day("2017-01-20"), day("2017-01-25")));
    EXPECT_EQ(counters.failed, 2) << "one message, and one rung that found nobody";
    EXPECT_EQ(counters.retrying, 1);
}

TEST_P(Pages, CoverEveryObligationOnceWhileOthersAreBorn) {
    const auto name = [](int i) { return "u" + std::to_string(1000 + i); };
    for (int i = 0; i < 50; ++i) {
        std::optional<Term> due;
        if (i % 5 != 0) due = term("2017-01-1" + std::to_string(i % 3));
        world.is_born(owed(name(i)), {"", due, false});
    }
    std::map<std::string, int> seen;
    std::string cursor;
    int added = 0;
    do {
        const auto page = must(world.read().obligations({}, 7, cursor));
        EXPECT_LE(page.rows.size(), 7U);
        for (const auto& o : page.rows)
            ++seen[o.id.unit];
        cursor = page.cursor;
        world.is_born(owed("first" + std::to_string(added)), {"", term("2017-01-01"), false});
        world.is_born(owed("last" + std::to_string(added++)), {"", std::nullopt, false});
    } while (!cursor.empty() && added < 100);
    for (int i = 0; i < 50; ++i)
        EXPECT_EQ(seen[name(i)], 1) << name(i);
    for (const auto& [unit, times] : seen)
        EXPECT_EQ(times, 1) << unit;
    EXPECT_EQ(seen.count("first0"), 0U) << "it was born before the place that was reached";
}

TEST_P(Pages, ListMessagesNewestFirst) {
    world.is_born(owed("a"));
    for (int i = 0; i < 5; ++i)
        world.happens(owed("a"), {notice("k" + std::to_string(i), i == 3 ? "binh" : "an",
                                         "07:3" + std::to_string(i))});
    MessageFilter filter;
    filter.person = "an";
    const auto first = must(world.read().messages(filter, 3, ""));
    ASSERT_EQ(first.rows.size(), 3U);
    EXPECT_EQ(first.rows[0].number, 5);
    EXPECT_EQ(first.rows[1].number, 3);
    world.happens(owed("a"), {notice("k9", "an", "07:39")});
    const auto rest = must(world.read().messages(filter, 3, first.cursor));
    ASSERT_EQ(rest.rows.size(), 1U);
    EXPECT_EQ(rest.rows[0].number, 1);
    EXPECT_EQ(rest.cursor, "");

    world.happens({Subject::Kind::message, an_at_0730}, {DeliveryFailed{0, "no_address"}});
    filter.state = MessageState::failed;
    EXPECT_EQ(must(world.read().messages(filter, 10, "")).rows.size(), 1U);
    filter.person.clear();
    filter.state = MessageState::queued;
    EXPECT_EQ(must(world.read().messages(filter, 10, "")).rows.size(), 5U);
}

TEST_P(Pages, OfTheJournalGoOnWhereTheLastOneEnded) {
    for (int i = 0; i < 5; ++i)
        world.is_born(owed("u" + std::to_string(i)));
    const auto first = must(world.read().journal(0, 3));
    ASSERT_EQ(first.rows.size(), 3U);
    EXPECT_EQ(first.cursor, "3");
    const auto rest = must(world.read().journal(3, 3));
    ASSERT_EQ(rest.rows.size(), 2U);
    EXPECT_EQ(rest.rows[1].number, 5);
    EXPECT_EQ(rest.cursor, "");
}

TEST_P(Pages, RefuseACursorThatIsNotTheirs) {
    world.is_born(owed("a"));
    for (const auto* cursor : {"x", "~", "17000", "17000~", "17000~plan", "abc~plan.form.1.a",
                               "99999999999999999999~plan.form.1.a", "1 ~plan.form.1.a"}) {
        const auto page = world.read().obligations({}, 10, cursor);
        ASSERT_FALSE(page) << cursor;
        EXPECT_THAT(page.error().text, HasSubstr("is not one that this list gave out"));
    }
    for (const auto* cursor : {"x", "1x", "17000~plan.form.1.a", " 1"})
        EXPECT_FALSE(world.read().messages({}, 10, cursor)) << cursor;
}

TEST_P(Pages, AreOfBoundedLength) {
    std::vector<Change> births;
    for (int i = 0; i < 520; ++i)
        births.push_back({owed("u" + std::to_string(i)), {ObligationBorn{}}, {}});
    world.happens(std::move(births));
    EXPECT_EQ(must(world.read().obligations({}, 100000, "")).rows.size(), page_size_max);
    EXPECT_EQ(must(world.read().journal(0, 100000)).rows.size(), page_size_max);
    EXPECT_EQ(must(world.read().obligations({}, 0, "")).rows.size(), 1U);
}

}  // namespace
}  // namespace dondoc::store_test
