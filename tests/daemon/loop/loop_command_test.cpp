// What people decide, through execute() and through an event script.
#include "daemon/loop/command.h"

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

World plan() {
    return World()
        .has_ladder("-5.contact -1.contact +1.head")
        .has_phase("gd")
        .owes("dang-ky", before("2017-01-30"), "gd", {"bv-da-khoa", "tt-y-te"});
}

PhaseState state_of(const Office& office) {
    return must(office.store->read().phase(campaign_id, "gd"))->state;
}

ScriptLine line(std::string_view time, const Decision& decision,
                std::string_view unit = "bv-da-khoa") {
    return {at(time), {DecideObligation{owed_by("dang-ky", unit), decision}, "script"}};
}

TEST(Command, CarriesOutEveryVerbOfAnObligation) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    EXPECT_EQ(office.obligation().state, ObligationState::submitted);
    EXPECT_EQ(office.obligation().next, std::nullopt);
    EXPECT_EQ(office.decide(rework()), "carried");
    EXPECT_EQ(office.obligation().state, ObligationState::returned);
    EXPECT_EQ(office.obligation().round, 2);
    EXPECT_EQ(office.obligation().next, at("2017-01-04 07:30")) << "to tell of the return";
    EXPECT_EQ(office.decide(extension("2017-02-28")), "carried");
    EXPECT_EQ(office.obligation().granted, day("2017-02-28"));
    EXPECT_EQ(office.decide(submission()), "carried");
    EXPECT_EQ(office.decide(acceptance()), "carried");
    EXPECT_EQ(office.obligation().state, ObligationState::accepted);
    EXPECT_EQ(office.decide(waiver(), "dang-ky", "tt-y-te"), "carried");
    EXPECT_EQ(office.obligation("dang-ky", "tt-y-te").state, ObligationState::waived);
    office.run_to("2017-03-31 00:00");
    EXPECT_EQ(office.sent(), "\n");
}

TEST(Command, AnswersWithWhatBecameOfTheObligation) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    const Answer answer = office.loop->execute(
        {DecideObligation{owed_by("dang-ky"), extension("2017-02-28")}, "cli:giang"}, office.now);
    const auto& obligation = std::get<dondoc::Carried>(answer).obligation;
    ASSERT_TRUE(obligation);
    EXPECT_EQ(obligation->round, 2);
    EXPECT_EQ(obligation->next, office.obligation().next);
    EXPECT_EQ(must(office.store->read().history(owed_by("dang-ky").text())).back().by, "cli:giang");
}

TEST(Command, ChangesNothingWhenItIsRefused) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    office.decide(submission());
    const std::string before_refusals = office.dump();
    Decision no_reason = waiver();
    no_reason.reason = " ";
    EXPECT_EQ(office.decide(submission()), "refused already_submitted");
    EXPECT_EQ(office.decide(no_reason), "refused reason_missing");
    EXPECT_EQ(office.decide(submission(), "dang-ky", "nobody"), "not found");
    EXPECT_EQ(office.decide(submission(), "nothing"), "not found");
    EXPECT_EQ(office.phase("nothing", PhaseVerb::open), "not found");
    EXPECT_EQ(office.phase("gd", PhaseVerb::release), "refused phase_planned");
    EXPECT_EQ(office.phase("gd", PhaseVerb::skip, ""), "refused reason_missing");
    EXPECT_EQ(office.resume(), "refused not_paused");
    EXPECT_EQ(office.pause(""), "refused reason_missing");
    EXPECT_EQ(office.pause("  "), "refused reason_missing");
    EXPECT_EQ(office.dump(), before_refusals);
    EXPECT_EQ(office.pause(), "carried");
    EXPECT_EQ(office.pause(), "refused already_paused");
}

TEST(Command, ChasesAReturnedSubmissionAgainInItsNewRound) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-18 08:00");
    office.decide(submission());
    office.run_to("2017-01-20 08:00");
    office.decide(rework());
    office.decide(waiver(), "dang-ky", "tt-y-te");
    office.sent();
    office.run_to("2017-03-01 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-23 07:30  an  returned dang-ky.bv-da-khoa
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-02-02 07:30  binh  +1.head dang-ky.bv-da-khoa
)");
}

TEST(Command, HoldsThePhasesNoticesAndCatchesUpOnRelease) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    EXPECT_EQ(office.phase("gd", PhaseVerb::hold), "carried");
    EXPECT_EQ(state_of(office), PhaseState::held);
    office.run_to("2017-01-19 09:01");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(office.phase("gd", PhaseVerb::release), "carried");
    office.run_to("2017-01-20 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-19 09:05  an  -5.contact dang-ky.bv-da-khoa
2017-01-19 09:05  chi  -5.contact dang-ky.tt-y-te
)");
}

TEST(Command, OpensAPhaseThatIsOverAsOneThatIsClosing) {
    Office office(World().has_phase("gd").owes("dang-ky", before("2017-01-30"), "gd"));
    office.start("2017-01-03 08:00");
    EXPECT_EQ(office.phase("gd", PhaseVerb::skip), "carried");
    office.run_to("2017-02-20 09:00");
    EXPECT_EQ(office.phase("gd", PhaseVerb::open), "carried");
    office.run_to("2017-02-20 09:00");
    EXPECT_EQ(state_of(office), PhaseState::closing) << "its last day has passed";
}

TEST(Command, LeavesNoNextMomentToAPhaseThatIsHeld) {
    Office office(World().has_phase("gd").owes("dang-ky", before("2017-01-30"), "gd"));
    office.start("2017-01-03 08:00");
    EXPECT_EQ(office.obligation().next, at("2017-01-11 07:30"));
    EXPECT_EQ(office.phase("gd", PhaseVerb::hold), "carried");
    EXPECT_EQ(office.obligation().next, std::nullopt);
    EXPECT_EQ(office.phase("gd", PhaseVerb::release), "carried");
    EXPECT_EQ(office.obligation().next, at("2017-01-11 07:30"));
}

TEST(Command, WithdrawsASkippedPhaseAndBringsItBackWhenItIsOpened) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    EXPECT_EQ(office.phase("gd", PhaseVerb::skip), "carried");
    EXPECT_EQ(office.obligation().state, ObligationState::withdrawn);
    office.run_to("2017-01-19 09:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(office.phase("gd", PhaseVerb::open), "carried");
    EXPECT_EQ(office.obligation().state, ObligationState::pending);
    office.run_to("2017-01-25 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
)");
}

// What the plan names no more: a unit that is gone from the organisation too, and an occurrence.
TEST(Command, LeavesWithdrawnWhatThePlanNamesNoMoreWhenAPhaseIsReleasedOrOpened) {
    World changed = plan().owes("bao-cao", before("2017-01-30"), "gd");
    changed.duty("bao-cao").occurrences.push_back({"2", before("2017-03-30")});
    Office office(changed);
    office.start("2017-01-03 08:00");
    changed.duty("dang-ky").obligors = {"bv-da-khoa"};
    changed.organisation.units.erase("tt-y-te");
    changed.duty("bao-cao").occurrences.pop_back();
    office.changes(changed);
    office.start("2017-01-04 08:00");
    const auto state = [&](const ObligationId& id) {
        return must(office.store->read().obligation(id.text()))->state;
    };
    const ObligationId second{campaign_id, "bao-cao", "2", "bv-da-khoa"};
    for (const auto& [away, back] : {std::pair(PhaseVerb::hold, PhaseVerb::release),
                                     std::pair(PhaseVerb::skip, PhaseVerb::open)}) {
        EXPECT_EQ(office.phase("gd", away), "carried");
        EXPECT_EQ(office.phase("gd", back), "carried");
        EXPECT_EQ(state(owed_by("dang-ky", "tt-y-te")), ObligationState::withdrawn);
        EXPECT_EQ(state(second), ObligationState::withdrawn);
        EXPECT_EQ(office.obligation().state, ObligationState::pending);
    }
    EXPECT_EQ(office.decide(extension("2017-03-30"), "dang-ky", "tt-y-te"), "not found");
    office.start("2017-01-05 08:00");
    office.run_to("2017-01-25 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-18 07:30  an  -5.contact dang-ky.bv-da-khoa, -5.contact bao-cao.bv-da-khoa
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa, -1.contact bao-cao.bv-da-khoa
)");
}

TEST(Command, ClosesAPhaseByHandAndGoesOnChasingItsDuties) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    EXPECT_EQ(office.phase("gd", PhaseVerb::close), "carried");
    EXPECT_EQ(state_of(office), PhaseState::closed);
    office.run_to("2017-01-18 08:00");
    EXPECT_EQ(state_of(office), PhaseState::closed);
    EXPECT_EQ(office.carried.size(), 2u);
}

// ---- event scripts

TEST(Command, CarriesOutAScriptAtItsInstantsAndSaysWhatWasRefused) {
    Office office(plan());
    office.script = {line("2017-01-10 09:00", submission()), line("2017-01-11 09:00", submission()),
                     line("2017-01-11 09:00", acceptance())};
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-11 08:59");
    EXPECT_EQ(office.obligation().state, ObligationState::submitted);
    EXPECT_EQ(office.obligation().arrived, day("2017-01-10"));
    office.run_to("2017-01-12 00:00");
    EXPECT_EQ(office.obligation().state, ObligationState::accepted);
    EXPECT_EQ(office.refused, (std::vector<std::string>{"refused already_submitted"}));
}

TEST(Command, CarriesOutEachLineOfAScriptOnceHoweverOftenItStartsAgain) {
    const std::vector<ScriptLine> lines{
        line("2017-01-10 09:00", submission()), line("2017-01-10 09:00", rework()),
        line("2017-01-10 09:00", submission()), line("2017-01-12 09:00", rework())};
    for (int turns = 0; turns < 20; ++turns) {
        Office office(plan());
        office.script = lines;
        office.start("2017-01-03 08:00");
        for (int turn = 0; turn < turns; ++turn)
            office.turn(at("2017-01-15 00:00"));
        office.start(office.now);
        office.run_to("2017-01-15 00:00");
        EXPECT_EQ(office.obligation().round, 3) << "after " << turns << " turns";
        EXPECT_TRUE(office.refused.empty());
    }
}

}  // namespace

}  // namespace dondoc::loop_test
