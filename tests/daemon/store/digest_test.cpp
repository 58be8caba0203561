// What the store keeps of digests, and what it counts and lists for them.
#include <gmock/gmock.h>

#include "tests/daemon/store/conformance.h"

namespace dondoc::store_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class DigestRows : public Conformance {};
INSTANTIATE_TEST_SUITE_P(Stores, DigestRows, testing::Values(Kind::file, Kind::memory), kind_name);

const Subject giang{Subject::Kind::digest, "giang"};

NoticeFellDue weekly(const std::string& week) {
    NoticeFellDue told = notice("digest/" + week + "/giang", "giang");
    told.rung = weekly_rung;
    told.kind = NoticeKind::digest;
    told.round = 0;
    return told;
}

TEST_P(DigestRows, HoldTheWeekInTheAgendaAndItsNotices) {
    world.happens(giang, {Rescheduled{"waits_for_week"}}, at("2017-02-06 07:30"));
    EXPECT_EQ(must(world.read().next_moment()), at("2017-02-06 07:30"));
    world.now = at("2017-02-06 07:30");
    EXPECT_THAT(world.due(), ElementsAre("giang"));
    RungPassedOver missed = passed("digest/2017-w05/giang", "overtaken");
    world.happens(giang, {missed, weekly("2017-w06")}, at("2017-02-13 07:30"));
    EXPECT_THAT(world.due(), IsEmpty());
    const auto watch = must(world.read().digest_watch("giang")).value();
    EXPECT_EQ(watch.told, "2017-w06");
    EXPECT_EQ(watch.next, at("2017-02-13 07:30"));
    EXPECT_THAT(must(world.read().digests_watched()), ElementsAre("giang"));
    const auto notices = must(world.read().notices_about(giang));
    ASSERT_EQ(notices.size(), 2u);
    EXPECT_EQ(notices[0].kind, NoticeKind::digest) << "passed over, it is one all the same";
    EXPECT_EQ(notices[1].key, "digest/2017-w06/giang");
    EXPECT_EQ(notices[1].campaign(), "");
    EXPECT_EQ(must(world.read().notices_in(notices[1].message)).front().about, giang);
    const std::string before = world.dump();
    must(world.store->rebuild());
    EXPECT_EQ(world.dump(), before);
    world.happens({{daemon(), {SetAside{"digest", "giang", "damaged"}}, {}}});
    EXPECT_EQ(must(world.read().next_moment()), std::nullopt);
    EXPECT_EQ(must(world.read().set_aside()), std::vector{giang});
    EXPECT_THAT(must(world.read().digest_watch("hai")), testing::Eq(std::nullopt));
}

TEST_P(DigestRows, TellAWeekOnce) {
    world.happens(giang, {weekly("2017-w06")}, at("2017-02-13 07:30"));
    world.happens(giang, {weekly("2017-w06")}, at("2017-02-13 07:30"));
    EXPECT_EQ(must(world.read().notices_about(giang)).size(), 1u);
}

TEST_P(DigestRows, KeepTheLatestWeekThoughAnEarlierOneIsToldAnew) {
    world.happens(giang, {weekly("2017-w07")}, at("2017-02-20 07:30"));
    NoticeFellDue anew = weekly("2017-w06");
    anew.key += "/anew";
    world.happens(giang, {anew}, at("2017-02-20 07:30"));
    EXPECT_EQ(must(world.read().digest_watch("giang"))->told, "2017-w07");
}

TEST_P(DigestRows, CountACampaignAsTheListsOfObligationsDo) {
    world.happens(phase(), {PhaseBorn{}});
    const auto born = [&](const std::string& unit, const std::string& last) {
        world.is_born(owed(unit), {"register", term(last), false});
    };
    born("late", "2017-01-10");
    born("today", "2017-01-11");
    born("soon", "2017-01-15");
    born("later", "2017-03-01");
    born("in", "2017-04-01");
    born("done", "2017-06-01");
    born("free", "2017-01-01");
    born("gone", "2017-01-01");
    world.is_born(owed("undated"), {"register", {}, false});
    world.happens(owed("in"), {Submitted{day("2017-01-09"), "", "x"}});
    world.happens(owed("done"), {Submitted{day("2017-01-09"), "", "x"}, Accepted{}});
    world.happens(owed("free"), {Waived{"x"}});
    world.happens(owed("gone"), {Withdrawn{"x"}});
    const Date today = day("2017-01-11");
    const Date soon = day("2017-01-15");
    const CampaignCounts counts = must(world.read().campaign_counts("plan", today, soon));
    EXPECT_EQ(counts.all, 8);
    EXPECT_EQ(counts.owed, 5);
    EXPECT_EQ(counts.submitted, 1);
    EXPECT_EQ(counts.accepted, 1);
    EXPECT_EQ(counts.waived, 1);
    EXPECT_EQ(counts.last_open, day("2017-04-01"));
    const Counters page = must(world.read().counters(today, soon));
    EXPECT_EQ(counts.overdue, page.overdue);
    EXPECT_EQ(counts.overdue, 1);
    EXPECT_EQ(counts.due_soon, page.due_soon);
    EXPECT_EQ(counts.due_soon, 2);
    EXPECT_EQ(must(world.read().campaign_counts("other", today, soon)).all, 0);
}

TEST_P(DigestRows, ListWhatLeadershipWasToldOfOneCampaign) {
    world.happens(phase(), {PhaseBorn{}});
    world.is_born(owed("a"));
    const auto told = [&](const std::string& key, Audience audience, const std::string& person) {
        NoticeFellDue one = notice(key, person);
        one.audience = audience;
        one.kind = NoticeKind::escalation;
        world.happens(owed("a"), {one});
        const std::string letter = must(world.read().notices_about(owed("a"))).back().message;
        world.compose(letter);
        world.happens(message(world.message(letter)), {DeliverySucceeded{1, "250"}});
    };
    told("plan/form/1/a/1/+1.head", Audience::head, "binh");
    told("plan/form/1/a/1/+3.superior", Audience::superior, "hai");
    told("plan-b/form/1/a/1/+3.superior", Audience::superior, "khanh");
    const auto above = must(world.read().told_above("plan", world.now));
    ASSERT_EQ(above.size(), 1u);
    EXPECT_EQ(above.front().person, "hai");
    EXPECT_THAT(must(world.read().told_above("plan", world.now + std::chrono::hours{1})),
                IsEmpty());
}

}  // namespace
}  // namespace dondoc::store_test
