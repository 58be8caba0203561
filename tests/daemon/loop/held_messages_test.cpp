#include "daemon/loop/held_messages.h"

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

World plan() {
    return World()
        .has_ladder("-1.contact")
        .has_phase("gd")
        .owes("dang-ky", before("2017-01-30"))
        .owes("sang-kien", before("2017-01-30"));
}

// What fell due before the hold, and was kept by a pause, is not lost by it.
TEST(HeldMessages, WaitUntilTheirPhaseIsReleased) {
    for (const bool one_is_settled : {false, true}) {
        World with_phase = plan();
        with_phase.duty("dang-ky").phase = "gd";
        with_phase.duty("sang-kien").phase = "gd";
        Office office(with_phase);
        office.start("2017-01-03 08:00");
        office.pause();
        office.run_to("2017-01-24 08:00");
        EXPECT_EQ(office.phase("gd", PhaseVerb::hold), "carried");
        if (one_is_settled) office.decide(waiver());
        office.resume();
        office.run_to("2017-01-25 09:00");
        EXPECT_EQ(office.sent(), "\n");
        EXPECT_EQ(office.message_to("an").state, MessageState::queued);
        EXPECT_EQ(office.phase("gd", PhaseVerb::release), "carried");
        office.run_to("2017-01-25 10:00");
        EXPECT_EQ(office.notices(), one_is_settled ? R"(
dang-ky/1/bv-da-khoa/1/-1.contact  suppressed  waived
sang-kien/1/bv-da-khoa/1/-1.contact  sent  on_time
)"
                                                   : R"(
dang-ky/1/bv-da-khoa/1/-1.contact  sent  on_time
sang-kien/1/bv-da-khoa/1/-1.contact  sent  on_time
)");
        rebuilds_to_itself(office);
    }
}

TEST(HeldMessages, LeaveWithoutWhatIsHeldWhichIsToldAtItsRelease) {
    World with_phase = plan();
    with_phase.duty("dang-ky").phase = "gd";
    Office office(with_phase);
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-01-24 08:00");
    EXPECT_EQ(office.phase("gd", PhaseVerb::hold), "carried");
    office.resume();
    office.run_to("2017-01-24 09:00");
    EXPECT_EQ(office.phase("gd", PhaseVerb::release), "carried");
    office.run_to("2017-01-24 10:00");
    EXPECT_EQ(office.notices(), R"(
dang-ky/1/bv-da-khoa/1/-1.contact  suppressed  phase_held
dang-ky/1/bv-da-khoa/1/-1.contact/anew  sent  catch_up
sang-kien/1/bv-da-khoa/1/-1.contact  sent  on_time
)");
}

}  // namespace

}  // namespace dondoc::loop_test
