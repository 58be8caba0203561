// What the store keeps of the organisation in time: campaigns in the agenda, shares that were
// handed over, contacts that were confirmed, and who read in whose place.
#include <gmock/gmock.h>

#include "tests/daemon/store/conformance.h"

namespace dondoc::store_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class OrganisationRows : public Conformance {};
INSTANTIATE_TEST_SUITE_P(Stores, OrganisationRows, testing::Values(Kind::file, Kind::memory),
                         kind_name);

TEST_P(OrganisationRows, HoldTheNextDayOfACampaignInTheAgenda) {
    world.happens(campaign(), {CampaignApplied{"one", 1}}, at("2017-02-01 00:00"));
    EXPECT_EQ(must(world.read().campaigns()).front().next, at("2017-02-01 00:00"));
    EXPECT_EQ(must(world.read().next_moment()), at("2017-02-01 00:00"));
    world.happens(campaign(), {EventDated{"be-mac", day("2017-03-10"), "x"}});
    EXPECT_EQ(must(world.read().next_moment()), at("2017-02-01 00:00"))
        << "an event's day does not take the campaign out of the agenda";
    world.now = at("2017-02-01 00:00");
    EXPECT_THAT(world.due(), ElementsAre("plan"));
    world.happens(campaign(), {Rescheduled{"organisation_changed"}}, at("2017-03-01 00:00"));
    EXPECT_THAT(world.due(), IsEmpty());
    world.happens(campaign(), {CampaignApplied{"two", 2}});
    EXPECT_EQ(must(world.read().next_moment()), std::nullopt);
}

TEST_P(OrganisationRows, TakeNoNextDayForACampaignThatWasNeverApplied) {
    EXPECT_EQ(error_of(world.try_it(campaign(), {Rescheduled{"organisation_changed"}})),
              "commit: campaign plan: is not known");
}

TEST_P(OrganisationRows, EndAShareThatIsHandedOverAndBearTheOther) {
    world.happens(phase(), {PhaseBorn{}});
    world.is_born(owed("a"));
    world.happens(
        {{owed("a"), {HandedOver{"b"}}, {}},
         {owed("b"),
          {ObligationBorn{"register", term("2017-02-20"), false}, TookOver{"a", day("2017-02-20")}},
          at("2017-02-01 07:30")}});
    EXPECT_TRUE(world.obligation("a").handed_over());
    EXPECT_EQ(world.obligation("b").granted, day("2017-02-20"));
    EXPECT_EQ(world.phase().obligations, 1);
    EXPECT_EQ(world.phase().unsettled, 1);
    const std::string before = world.dump();
    must(world.store->rebuild());
    EXPECT_EQ(world.dump(), before);
    const auto history = must(world.read().history("plan.form.1.b"));
    EXPECT_EQ(std::get<TookOver>(history.at(1).event).from, "a");
    EXPECT_EQ(std::get<TookOver>(history.at(1).event).granted, day("2017-02-20"));
}

TEST_P(OrganisationRows, RememberWhichContactWasConfirmedLast) {
    EXPECT_THAT(must(world.read().contacts()), IsEmpty());
    world.happens({{daemon(), {ContactConfirmed{"a", "an"}}, {}, "lan"}});
    world.now = at("2017-04-03 09:00");
    world.happens({{daemon(), {ContactConfirmed{"a", "binh"}}, {}, "mai"}});
    world.happens({{daemon(), {ContactConfirmed{"b", "chi"}}, {}, "mai"}});
    const std::string before = world.dump();
    must(world.store->rebuild());
    EXPECT_EQ(world.dump(), before);
    const auto contacts = must(world.read().contacts());
    ASSERT_EQ(contacts.size(), 2u);
    EXPECT_EQ(contacts[0].unit + " " + contacts[0].person + " " + contacts[0].by, "a binh mai");
    EXPECT_EQ(contacts[0].at, at("2017-04-03 09:00"));
}

TEST_P(OrganisationRows, HoldTheQuestionToAUnitInTheAgendaAndItsNotices) {
    const Subject unit{Subject::Kind::unit, "a"};
    world.happens(unit, {Rescheduled{"waits_for_quarter"}}, at("2017-02-01 07:30"));
    EXPECT_EQ(must(world.read().next_moment()), at("2017-02-01 07:30"));
    world.now = at("2017-02-01 07:30");
    EXPECT_THAT(world.due(), ElementsAre("a"));
    NoticeFellDue told = notice("plan/confirm/a/2017-q1");
    told.rung = confirm_rung;
    told.kind = NoticeKind::nudge;
    world.happens(unit, {told}, at("2017-02-15 07:30"));
    EXPECT_THAT(world.due(), IsEmpty());
    auto watch = must(world.read().contact_watch("a")).value();
    EXPECT_EQ(watch.asked, "2017-q1");
    EXPECT_TRUE(watch.open);
    EXPECT_EQ(watch.next, at("2017-02-15 07:30"));
    EXPECT_EQ(must(world.read().notices_about(unit)).front().key, "plan/confirm/a/2017-q1");
    EXPECT_EQ(must(world.read().notices_in(must(world.read().notices_about(unit)).front().message))
                  .front()
                  .about,
              unit);
    const std::string before = world.dump();
    must(world.store->rebuild());
    EXPECT_EQ(world.dump(), before);
    world.happens({{daemon(), {ContactConfirmed{"a", "an"}}, {}, "lan"}});
    watch = must(world.read().contact_watch("a")).value();
    EXPECT_FALSE(watch.open);
    EXPECT_EQ(watch.confirmed, world.now);
    world.happens({{daemon(), {SetAside{"unit", "a", "damaged"}}, {}}});
    EXPECT_EQ(must(world.read().next_moment()), std::nullopt);
    EXPECT_EQ(must(world.read().set_aside()), std::vector{unit});
    EXPECT_THAT(must(world.read().contact_watch("b")), testing::Eq(std::nullopt));
}

TEST_P(OrganisationRows, KeepWhoseShareAPersonGaveToAUnit) {
    world.happens(phase(), {PhaseBorn{}});
    world.is_born(owed("a"));
    world.happens({{owed("a"), {HandedOver{"b", "thông báo 15"}}, {}},
                   {owed("b"),
                    {ObligationBorn{"register", term("2017-02-20"), false},
                     TookOver{"a", {}, "thông báo 15", "a"}},
                    at("2017-02-01 07:30")}});
    EXPECT_TRUE(world.obligation("a").handed_over_by_hand());
    EXPECT_EQ(world.obligation("b").in_place_of, "a");
    const std::string before = world.dump();
    must(world.store->rebuild());
    EXPECT_EQ(world.dump(), before);
    const auto history = must(world.read().history("plan.form.1.b"));
    EXPECT_EQ(std::get<TookOver>(history.at(1).event).reason, "thông báo 15");
}

TEST_P(OrganisationRows, KeepInWhosePlaceANoticeWasRead) {
    world.happens(phase(), {PhaseBorn{}});
    world.is_born(owed("a"));
    NoticeFellDue told = notice("one");
    told.instead_of = "binh";
    world.happens(owed("a"), {told});
    EXPECT_EQ(must(world.read().notices_about(owed("a"))).front().instead_of, "binh");
    EXPECT_EQ(must(world.read().notices_in(an_at_0730)).front().instead_of, "binh");
}

TEST_P(OrganisationRows, SetACampaignAsideAndTakeItUpAgain) {
    world.happens(campaign(), {CampaignApplied{"one", 1}}, at("2017-01-01 00:00"));
    world.happens({{daemon(), {SetAside{"campaign", "plan", "damaged"}}, {}}});
    EXPECT_THAT(world.due(), IsEmpty());
    EXPECT_EQ(must(world.read().set_aside()).size(), 1u);
    world.happens(campaign(), {Rescheduled{"planned_anew"}}, at("2017-01-01 00:00"));
    EXPECT_THAT(world.due(), ElementsAre("plan"));
    EXPECT_THAT(must(world.read().set_aside()), IsEmpty());
}

}  // namespace
}  // namespace dondoc::store_test
