// Obligations, phases and duties, and when they are looked at again.
#include <gmock/gmock.h>

#include "tests/daemon/store/conformance.h"

namespace dondoc::store_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Obligations : public Conformance {};
INSTANTIATE_TEST_SUITE_P(Stores, Obligations, testing::Values(Kind::file, Kind::memory), kind_name);

TEST_P(Obligations, AreRememberedInEveryField) {
    Term whole = term("2017-06-30", "2017-06-29");
    whole.opens = day("2017-06-01");
    whole.confirmed = false;
    world.is_born(owed("vien"), {"register", whole, true}, at("09:00"));
    world.now = at("08:00");
    world.happens(owed("vien"),
                  {Submitted{day("2017-01-10"), "12/BC-BV", ""}, Returned{"thiếu phụ lục"},
                   RoundBegun{"returned", whole, day("2017-06-30"), true}},
                  at("2017-02-02 07:30"));
    world.happens(owed("vien"), {passed("a"), passed("b")}, at("2017-02-02 07:30"));

    const Obligation o = world.obligation("vien");
    EXPECT_EQ(o.id.text(), "plan.form.1.vien");
    EXPECT_EQ(o.phase, "register");
    EXPECT_EQ(o.state, ObligationState::returned);
    EXPECT_EQ(o.round, 2);
    EXPECT_EQ(o.round_why, "returned");
    EXPECT_EQ(o.round_began, at("08:00"));
    EXPECT_EQ(o.term, whole);
    EXPECT_EQ(o.granted, day("2017-06-30"));
    EXPECT_TRUE(o.asking);
    EXPECT_EQ(o.last_reason, "thiếu phụ lục");
    EXPECT_EQ(o.next, at("2017-02-02 07:30"));

    world.happens(owed("vien"), {Submitted{day("2017-02-01"), "15/BC-BV", "nộp lại"}});
    EXPECT_EQ(world.obligation("vien").arrived, day("2017-02-01"));
    EXPECT_EQ(world.obligation("vien").document, "15/BC-BV");
    EXPECT_EQ(world.obligation("vien").last_reason, "nộp lại");
    EXPECT_EQ(world.obligation("vien").next, std::nullopt);
}

TEST_P(Obligations, RememberTheRungsOfTheirRound) {
    world.is_born(owed("vien"));
    RungPassedOver early = passed("a");
    world.happens(owed("vien"), {early, notice("b")});
    EXPECT_THAT(world.obligation("vien").rungs_done, ElementsAre("-10.contact", "-5.contact"));
    world.happens(owed("vien"), {RoundBegun{"extended", term("2017-03-01"), {}, false}});
    EXPECT_THAT(world.obligation("vien").rungs_done, IsEmpty());
}

TEST_P(Obligations, FallDueInTheOrderOfTheirMoments) {
    world.is_born(owed("c"), {"", term("2017-01-29"), false}, at("07:10"));
    world.is_born(owed("a"), {"", term("2017-01-29"), false}, at("07:30"));
    world.is_born(owed("b"), {"", term("2017-01-29"), false}, at("07:20"));
    world.is_born(owed("later"), {"", term("2017-01-29"), false}, at("07:31"));
    world.is_born(owed("never"));
    EXPECT_THAT(world.due(), ElementsAre("plan.form.1.c", "plan.form.1.b", "plan.form.1.a"));
    EXPECT_THAT(world.due(2), ElementsAre("plan.form.1.c", "plan.form.1.b"));
    EXPECT_EQ(must(world.read().next_moment()), at("07:10"));
}

TEST_P(Obligations, LeaveTheAgendaWhenTheyMoveOn) {
    world.is_born(owed("a"), {"", term("2017-01-29"), false}, at("07:10"));
    world.happens(owed("a"), {Rescheduled{"outside_window"}}, at("2017-01-12 07:30"));
    EXPECT_THAT(world.due(), IsEmpty());
    EXPECT_EQ(must(world.read().next_moment()), at("2017-01-12 07:30"));
    world.happens(owed("a"), {Accepted{""}});
    EXPECT_EQ(must(world.read().next_moment()), std::nullopt);
}

TEST_P(Obligations, CannotBeBornTwiceNorChangeUnborn) {
    world.is_born(owed("a"));
    const std::string before = world.dump();
    EXPECT_EQ(error_of(world.try_it(owed("a"), {ObligationBorn{}})),
              "commit: obligation plan.form.1.a: exists already");
    EXPECT_EQ(error_of(world.try_it(owed("b"), {Accepted{""}})),
              "commit: obligation plan.form.1.b: is not known");
    EXPECT_THAT(
        error_of(world.try_it({Subject::Kind::obligation, "plan.form"}, {ObligationBorn{}})),
        HasSubstr("is not `campaign.duty.occurrence.unit`"));
    EXPECT_THAT(error_of(world.try_it(owed("a"), {PhaseBorn{}})),
                HasSubstr("cannot take the event phase_born"));
    EXPECT_THAT(error_of(world.try_it(owed("a"), {})), HasSubstr("has no event"));
    EXPECT_EQ(world.dump(), before);
}

TEST_P(Obligations, OfARefusedStepLeaveNothingBehind) {
    const std::string before = world.dump();
    Step step;
    step.at = world.now;
    step.position = world.now;
    step.script_done = 7;
    step.changes = {{owed("a"), {ObligationBorn{}, notice("k")}, at("07:30")},
                    {owed("unborn"), {Accepted{""}}, {}}};
    EXPECT_FALSE(world.store->commit(step));
    EXPECT_EQ(world.dump(), before);
    EXPECT_THAT(must(world.read().journal(0, 10)).rows, IsEmpty());
    EXPECT_EQ(must(world.read().daemon_state()).script_done, 0);
    EXPECT_EQ(must(world.read().daemon_state()).position, std::nullopt);
}

TEST_P(Obligations, KeepAHistoryOfTheirOwn) {
    world.is_born(owed("a"));
    world.is_born(owed("b"));
    world.happens(owed("a"), {Accepted{"đạt"}}, at("08:00"));
    const auto history = must(world.read().history(owed("a").id));
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(name_of(history[0].event), "obligation_born");
    EXPECT_EQ(std::get<Accepted>(history[1].event).reason, "đạt");
    EXPECT_EQ(history[1].by, "tester");
    EXPECT_EQ(history[1].at, world.now);
    EXPECT_EQ(history[1].next, at("08:00"));
    EXPECT_EQ(history[1].subject, owed("a"));
}

// ---- phases

TEST_P(Obligations, AreCountedInTheirPhase) {
    world.happens(phase(), {PhaseBorn{}});
    for (const auto* unit : {"a", "b", "c"})
        world.is_born(owed(unit));
    world.happens(owed("a"), {Submitted{day("2017-01-10"), "", ""}});
    world.happens(owed("b"), {Withdrawn{"not_in_definition"}});
    EXPECT_EQ(world.phase().obligations, 2);
    EXPECT_EQ(world.phase().unsettled, 2);
    world.happens(owed("a"), {Accepted{""}});
    EXPECT_EQ(world.phase().unsettled, 1);
    world.happens(owed("b"), {RoundBegun{"restored", term("2017-03-01"), {}, false}});
    EXPECT_EQ(world.phase().obligations, 3);
    EXPECT_EQ(world.phase().unsettled, 2);
}

TEST_P(Obligations, MoveTheirCountsToAnotherPhase) {
    world.happens(phase("plan.register"), {PhaseBorn{}});
    world.happens(phase("plan.final"), {PhaseBorn{}});
    world.is_born(owed("a"));
    world.happens(owed("a"), {TermRecomputed{"final", term("2017-11-30")}});
    EXPECT_EQ(world.phase("register").obligations, 0);
    EXPECT_EQ(world.phase("register").unsettled, 0);
    EXPECT_EQ(world.phase("final").obligations, 1);
    EXPECT_EQ(world.phase("final").unsettled, 1);
}

TEST_P(Obligations, BornBeforeTheirPhaseAreCountedByIt) {
    world.is_born(owed("a"));
    world.is_born(owed("b"));
    world.happens(owed("b"), {Accepted{""}});
    world.happens(phase(), {PhaseBorn{}});
    EXPECT_EQ(world.phase().obligations, 2);
    EXPECT_EQ(world.phase().unsettled, 1);
}

TEST_P(Obligations, WakeTheirPhaseWhenTheLastOneSettles) {
    world.happens(phase(), {PhaseBorn{PhaseState::open}}, at("2017-02-01 00:00"));
    world.is_born(owed("a"));
    world.is_born(owed("b"));
    world.happens(owed("a"), {Accepted{""}});
    EXPECT_THAT(world.due(), IsEmpty());
    world.happens(owed("b"), {Waived{"sáp nhập"}});
    EXPECT_THAT(world.due(), ElementsAre("plan.register"));
    EXPECT_EQ(world.phase().next, world.now);
}

TEST_P(Obligations, WakeTheirPhaseEvenIfItMovesLaterInTheSameStep) {
    world.happens(phase(), {PhaseBorn{PhaseState::open}}, at("2017-02-01 00:00"));
    world.is_born(owed("a"));
    world.happens({{owed("a"), {Accepted{""}}, {}},
                   {phase(), {Rescheduled{"phase_dates"}}, at("2017-03-01 00:00")}});
    EXPECT_THAT(world.due(), ElementsAre("plan.register"));
}

TEST_P(Obligations, DoNotWakeAPhaseThatIsClosedInTheSameStep) {
    world.happens(phase(), {PhaseBorn{PhaseState::open}});
    world.is_born(owed("a"));
    world.happens({{owed("a"), {Accepted{""}}, {}},
                   {phase(), {PhaseMoved{PhaseState::closed, "all_settled", ""}}, {}}});
    EXPECT_THAT(world.due(), IsEmpty());
}

TEST_P(Obligations, WakeAClosedPhaseThatTheyJoinUnsettled) {
    world.happens(phase(), {PhaseBorn{PhaseState::closed}});
    world.is_born(owed("a"));
    EXPECT_THAT(world.due(), ElementsAre("plan.register"));
}

TEST_P(Obligations, WakeAnOpenPhaseThatTheyJoinOnlyIfNothingElseDoes) {
    world.happens(phase(), {PhaseBorn{PhaseState::open}}, at("2017-02-01 00:00"));
    world.is_born(owed("a"));
    EXPECT_THAT(world.due(), IsEmpty());
    world.happens(phase(), {Rescheduled{"phase_dates"}});
    world.is_born(owed("b"));
    EXPECT_THAT(world.due(), ElementsAre("plan.register"));
}

TEST_P(Obligations, WakeNoPhaseThatIsDueBefore) {
    world.happens(phase(), {PhaseBorn{PhaseState::closed}}, at("07:00"));
    world.is_born(owed("a"));
    EXPECT_EQ(world.phase().next, at("07:00"));
}

TEST_P(Obligations, LeaveAWithdrawnPhaseThatCanBeBornAgain) {
    world.happens(phase(), {PhaseBorn{PhaseState::open}}, at("08:00"));
    world.is_born(owed("a"));
    EXPECT_THAT(error_of(world.try_it(phase(), {PhaseBorn{}})), HasSubstr("exists already"));
    world.happens(phase(), {PhaseWithdrawn{"not_in_definition"}});
    EXPECT_TRUE(world.phase().withdrawn);
    EXPECT_EQ(world.phase().next, std::nullopt);
    world.happens(phase(), {PhaseBorn{}}, at("09:00"));
    EXPECT_FALSE(world.phase().withdrawn);
    EXPECT_EQ(world.phase().state, PhaseState::planned);
    EXPECT_EQ(world.phase().obligations, 1);
    EXPECT_EQ(world.phase().next, at("09:00"));
}

TEST_P(Obligations, StandInPhasesListedInTheOrderOfTheirBirth) {
    world.happens(phase("plan.register"), {PhaseBorn{}});
    world.happens(phase("plan.final"), {PhaseBorn{}});
    world.happens(phase("plan.final"), {PhaseMoved{PhaseState::held, "by_hand", "chờ lịch"}});
    const auto phases = must(world.read().phases("plan"));
    ASSERT_EQ(phases.size(), 2U);
    EXPECT_EQ(phases[0].phase, "register");
    EXPECT_EQ(phases[1].phase, "final");
    EXPECT_EQ(phases[1].state, PhaseState::held);
    EXPECT_TRUE(phases[1].by_hand);
    EXPECT_THAT(must(world.read().phases("other")), IsEmpty());
}

// ---- duties

TEST_P(Obligations, WakeTheirDutyWhenTheFirstIsUndatedOrAsking) {
    world.is_born(owed("dated"));
    EXPECT_EQ(must(world.read().duty_watch("plan", "form")), std::nullopt);
    world.is_born(owed("a"), {"", std::nullopt, false});
    EXPECT_THAT(world.due(), ElementsAre("plan.form"));
    EXPECT_EQ(world.duty().undated, 1);

    world.happens(duty(), {nudge("2017-01")}, at("2017-02-03 07:30"));
    EXPECT_EQ(world.duty().last_month, "2017-01");
    world.is_born(owed("b"), {"", term("2016-12-01"), true});
    EXPECT_EQ(world.duty().asking, 1);
    EXPECT_THAT(world.due(), ElementsAre("plan.form")) << "that is another question";

    world.happens(duty(), {nudge("2017-01/overdue")}, at("2017-02-03 07:30"));
    EXPECT_EQ(world.duty().last_month, "2017-01/overdue");
    world.happens(duty(), {Rescheduled{"asked_this_month"}}, at("2017-02-03 07:30"));
    world.is_born(owed("c"), {"", std::nullopt, false});
    world.is_born(owed("d"), {"", term("2016-12-01"), true});
    EXPECT_EQ(world.duty().next, at("2017-02-03 07:30")) << "both are asked already";
    world.happens(owed("c"), {Waived{"sáp nhập"}});
    world.happens(owed("d"), {Waived{"sáp nhập"}});

    world.happens(owed("a"), {RoundBegun{"edited", term("2017-05-01"), {}, false}});
    world.happens(owed("b"), {Submitted{day("2017-01-10"), "", ""}});
    EXPECT_EQ(world.duty().undated, 0);
    EXPECT_EQ(world.duty().asking, 0);
}

TEST_P(Obligations, NudgeOnceAMonthEvenIfNobodyCouldBeAsked) {
    RungPassedOver nobody = passed("plan/form/nudge/2017-06", "no_person");
    nobody.rung = "nudge";
    nobody.round = 0;
    world.happens(duty(), {nobody}, at("2017-07-03 07:30"));
    EXPECT_EQ(world.duty().last_month, "2017-06");
    EXPECT_EQ(world.duty().next, at("2017-07-03 07:30"));
}

// ---- campaigns and the daemon

TEST_P(Obligations, BelongToCampaignsWhoseVersionIsKept) {
    world.happens(campaign("plan"), {CampaignApplied{"aa", 1}});
    world.happens(campaign("another"), {CampaignApplied{"cc", 1}});
    world.happens(campaign("plan"), {CampaignApplied{"bb", 2}});
    const auto campaigns = must(world.read().campaigns());
    ASSERT_EQ(campaigns.size(), 2U);
    EXPECT_EQ(campaigns[0].id, "another");
    EXPECT_EQ(campaigns[1].version, 2);
    EXPECT_EQ(campaigns[1].fingerprint, "bb");
}

TEST_P(Obligations, AreCountedAsSharesOfADuty) {
    for (const auto* unit : {"a", "b", "c", "d"})
        world.is_born(owed(unit));
    world.is_born(owed("a", "report"));
    world.happens(owed("a"), {Submitted{day("2017-01-10"), "", ""}});
    world.happens(owed("b"), {Withdrawn{"not_in_definition"}});
    world.happens(owed("c"), {Submitted{day("2017-01-10"), "", ""}, Returned{"thiếu"}});
    const auto share = must(world.read().share("plan", "form", "1"));
    EXPECT_EQ(share.open, 2);
    EXPECT_EQ(share.all, 3);
    EXPECT_EQ(must(world.read().share("plan", "form", "2")).all, 0);
}

TEST_P(Obligations, StandBesideThePauseAndThePositionOfTheDaemon) {
    world.happens(daemon(), {SendingPaused{"bảo trì"}});
    auto state = must(world.read().daemon_state());
    EXPECT_TRUE(state.paused);
    EXPECT_EQ(state.pause_reason, "bảo trì");
    EXPECT_EQ(state.paused_by, "tester");

    world.happens(daemon(), {SendingResumed{"xong"}});
    Step step;
    step.at = world.now;
    step.position = at("09:15");
    step.script_done = 3;
    ASSERT_TRUE(world.store->commit(step)) << "a step may carry the position alone";
    state = must(world.read().daemon_state());
    EXPECT_FALSE(state.paused);
    EXPECT_EQ(state.pause_reason, "");
    EXPECT_EQ(state.position, at("09:15"));
    EXPECT_EQ(state.script_done, 3);
    world.is_born(owed("a"));
    EXPECT_EQ(must(world.read().daemon_state()).position, at("09:15"));
}

}  // namespace
}  // namespace dondoc::store_test
