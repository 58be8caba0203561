// What the planner makes of a share that goes from one unit to another.
#include <gtest/gtest.h>

#include "tests/workflows/merger.h"
#include "workflows/planner.h"

namespace dondoc {
namespace {

using namespace test;

TEST(TakenOver, IsBornWithThePastRungsPassedOverAndTheDeadlineUnchanged) {
    Merger world;
    world.has_ladder("-10.contact -5.contact +1.head");
    const Plan plan = plan_birth(world.definition(), {}, owed_by("so-ket", "moi"),
                                 {PhaseState::open}, at("2017-06-05 00:00"), {"bv-da-khoa", {}});
    std::string names;
    for (const Event& event : plan.events)
        names += std::string(name_of(event)) + " ";
    EXPECT_EQ(names, "obligation_born took_over rung_passed_over ");
    EXPECT_EQ(std::get<ObligationBorn>(plan.events[0]).term->last_permitted, day("2017-06-15"));
    EXPECT_EQ(plan.next, at("2017-06-08 07:30"));
}

TEST(TakenOver, TakesAGrantedDayOnlyIfItIsLaterThanThePlans) {
    Merger world;
    const ObligationId id = owed_by("so-ket", "moi");
    const Plan plan = plan_birth(world.definition(), {}, id, {PhaseState::open},
                                 at("2017-06-05 00:00"), {"bv-da-khoa", day("2017-06-10")});
    EXPECT_EQ(std::get<ObligationBorn>(plan.events[0]).term->last_permitted, day("2017-06-15"));
}

TEST(TakenOver, SaysNothingOfALaterRoundThatBeganAtThatMoment) {
    Obligation own;
    own.round = 2;
    own.round_why = "extended";
    apply(own, TookOver{"bv-da-khoa", {}}, own.round_began);
    EXPECT_EQ(own.round_why, "extended");
}

TEST(TakenOver, KeepsTheDayThatWasGrantedThroughEveryEdit) {
    Merger world;
    const ObligationId id = owed_by("so-ket", "moi");
    const Instant now = at("2017-06-05 00:00");
    const Plan plan = plan_birth(world.definition(), {}, id, {PhaseState::open}, now,
                                 {"bv-da-khoa", day("2017-06-30")});
    Obligation obligation = born(id, std::get<ObligationBorn>(plan.events[0]), now);
    for (const Event& event : plan.events)
        apply(obligation, event, now);
    obligation.next = plan.next;
    EXPECT_EQ(obligation.term->last_permitted, day("2017-06-30"));
    world.deadline("so-ket") = by("2017-06-20");
    EXPECT_TRUE(plan_change(world.definition(), {}, obligation, {}, now).events.empty());
}

// `moi` was freed of it, and then bv-da-khoa, which is not, merges into it.
TEST(TakenOver, IsOwedAgainByOneWhoWasFreedOfItsOwn) {
    for (const Event& freed :
         {Event(Waived{"mới lập", "Giám đốc"}), Event(HandedOver{"tt-y-te", "Thông báo 15"})}) {
        Merger world;
        world.has_ladder("-10.contact -5.contact +1.head");
        world.holds("moi");
        Obligation& heir = world.held_["moi"];
        apply(heir, freed, at("2017-05-20 08:00"));
        world.holds("bv-da-khoa");
        world.held_["bv-da-khoa"].granted = day("2017-06-27");
        world.held_["bv-da-khoa"].request = ExtensionRequest{day("2017-06-30"), "lũ", "", true};
        const TookOver took = took_over({"moi", {"bv-da-khoa"}}, world.held());
        const Instant now = at("2017-06-01 00:00");
        const Plan plan = plan_added(world.definition(), {}, heir, {}, took, now);
        for (const Event& event : plan.events)
            apply(heir, event, now);
        EXPECT_TRUE(heir.owed());
        EXPECT_EQ(heir.round_why, "took_over");
        EXPECT_EQ(heir.term->last_permitted, day("2017-06-27"));
        EXPECT_TRUE(heir.request);
        EXPECT_TRUE(plan.next);
    }
}

TEST(TakenOver, StandsInThePhaseOfTodayThoughItsHeirWasFreedInAnother) {
    Merger world;
    world.holds("moi");
    Obligation& heir = world.held_["moi"];
    heir.phase = "cuoi";
    apply(heir, HandedOver{"tt-y-te", "Thông báo 15"}, at("2017-05-20 08:00"));
    const Instant now = at("2017-06-01 00:00");
    const Plan plan = plan_added(world.definition(), {}, heir, {}, {"bv-da-khoa", {}}, now);
    for (const Event& event : plan.events)
        apply(heir, event, now);
    heir.next = plan.next;
    EXPECT_EQ(heir.phase, "");
    EXPECT_TRUE(plan_change(world.definition(), {}, heir, {}, now).events.empty());
}

TEST(TakenOver, IsAskedAboutWhereAReportLiesThoughItWasWaived) {
    Merger world;
    world.holds("moi");
    Obligation& heir = world.held_["moi"];
    apply(heir, Submitted{day("2017-05-20"), "", ""}, at("2017-05-20 08:00"));
    apply(heir, Waived{"nhầm", "Giám đốc"}, at("2017-05-21 08:00"));
    const Plan plan =
        plan_added(world.definition(), {}, heir, {}, {"bv-da-khoa", {}}, at("2017-06-01 08:00"));
    ASSERT_EQ(plan.events.size(), 2u);
    EXPECT_EQ(std::get<NoticeFellDue>(plan.events[1]).because, "share_added");
}

TEST(TakenOver, LeavesWhoWasFreedAloneWhileThePhaseIsSkipped) {
    Merger world;
    world.holds("moi", ObligationState::waived);
    const Plan plan = plan_added(world.definition(), {}, world.held_["moi"], {PhaseState::skipped},
                                 {"bv-da-khoa", {}}, at("2017-06-01 08:00"));
    EXPECT_EQ(plan.events.size(), 1u);
}

TEST(HandedOver, NeverComesBackWhileTheUnitIsNoMore) {
    Merger world;
    Obligation obligation;
    obligation.id = owed_by("so-ket");
    obligation.term = Term{day("2017-06-15"), day("2017-06-15"), {}, true};
    apply(obligation, HandedOver{"moi"}, at("2017-06-01 00:00"));
    EXPECT_TRUE(obligation.handed_over());
    EXPECT_TRUE(
        plan_change(world.definition(), {}, obligation, {}, at("2017-06-01 08:00")).events.empty());
    world.unit("bv-da-khoa").until.reset();
    const Plan plan = plan_change(world.definition(), {}, obligation, {}, at("2017-06-01 08:00"));
    ASSERT_FALSE(plan.events.empty());
    EXPECT_EQ(std::get<RoundBegun>(plan.events.front()).why, "restored");
}

}  // namespace
}  // namespace dondoc
