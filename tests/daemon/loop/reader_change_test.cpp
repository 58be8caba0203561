// Letters that a pause keeps until their reader is another one.
#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;

World plan() {
    return World().has_ladder("-5.contact -5.head").owes("dang-ky", before("2017-01-30"));
}

// The rungs of 18 January wait while sending is paused; meanwhile `change` comes, and sending goes
// on the next day.
template <class Change>
void waits_while(Office& office, World world, Change change) {
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-01-18 10:00");
    change(world);
    office.changes(world);
    office.adopt();
    office.run_to("2017-01-19 08:00");
    office.resume();
    office.run_to("2017-01-19 12:00");
}

TEST(ReaderChange, TellsWhoeverHoldsTheRoleNowAndNotTheOneBefore) {
    Office office(plan());
    waits_while(office, plan(), [](World& world) { world.unit("bv-da-khoa").contact = "chi"; });
    EXPECT_EQ(office.sent(), R"(
2017-01-19 08:00  binh  -5.head dang-ky.bv-da-khoa
2017-01-19 08:05  chi  -5.contact dang-ky.bv-da-khoa
)");
    EXPECT_THAT(office.notices(), HasSubstr(R"(
dang-ky/1/bv-da-khoa/1/-5.contact  suppressed  reader_changed
dang-ky/1/bv-da-khoa/1/-5.contact/anew  sent  catch_up
)"));
    EXPECT_EQ(office.obligation().rungs_done.size(), 2U);
    rebuilds_to_itself(office);
}

TEST(ReaderChange, TellsTheStandInOfSomebodyWhoWentAway) {
    Office office(plan());
    waits_while(office, plan(), [](World& world) {
        world.organisation.absences.push_back(
            {"binh", {day("2017-01-19"), day("2017-01-25")}, "dung", ""});
    });
    EXPECT_EQ(office.sent(), R"(
2017-01-19 08:00  an  -5.contact dang-ky.bv-da-khoa
2017-01-19 08:05  dung  -5.head dang-ky.bv-da-khoa
)");
}

TEST(ReaderChange, SaysThatNobodyIsLeftToTell) {
    Office office(plan());
    waits_while(office, plan(), [](World& world) { world.unit("bv-da-khoa").head.clear(); });
    EXPECT_EQ(office.sent(), "\n2017-01-19 08:00  an  -5.contact dang-ky.bv-da-khoa\n");
    EXPECT_THAT(office.notices(),
                HasSubstr("dang-ky/1/bv-da-khoa/1/-5.head  suppressed  no_person"));
}

TEST(ReaderChange, IsToldOfThoughTheRestOfTheLetterWaitsForAHeldPhase) {
    World world = World().has_ladder("-5.contact").has_phase("gd");
    world.owes("dang-ky", before("2017-01-30"), "gd");
    world.owes("bao-cao", before("2017-01-30"), "", {"tt-y-te"});
    world.unit("tt-y-te").contact = "an";
    Office office(world);
    waits_while(office, world, [&](World& changed) {
        EXPECT_EQ(office.phase("gd", PhaseVerb::hold), "carried");
        changed.unit("tt-y-te").contact = "chi";
    });
    EXPECT_EQ(office.sent(), "\n2017-01-19 08:05  chi  -5.contact bao-cao.tt-y-te\n");
}

TEST(ReaderChange, PutsAQuestionToTheNewOfficerOnceThatMonth) {
    World world = plan();
    world.owes("bao-cao", undated());
    Office office(world);
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-01-04 10:00");
    world.unit("phong-tccb").contact = "hai";
    office.changes(world);
    office.adopt();
    office.resume();
    office.run_to("2017-01-17 12:00");
    EXPECT_EQ(office.sent(), "\n2017-01-04 10:05  hai  nudge bao-cao\n");
    office.run_to("2017-02-02 12:00");
    EXPECT_THAT(office.sent(), HasSubstr("2017-02-02 07:30  hai  nudge bao-cao\n"));
}

TEST(ReaderChange, TellsTheNewOfficerOfARequestThatIsStillOpen) {
    World world = plan();
    Office office(world);
    office.start("2017-01-03 08:00");
    office.pause();
    EXPECT_EQ(office.decide(request("2017-02-20")), "carried");
    office.run_to("2017-01-04 10:00");
    world.unit("phong-tccb").contact = "hai";
    office.changes(world);
    office.adopt();
    office.resume();
    office.run_to("2017-01-04 12:00");
    EXPECT_EQ(office.sent(), "\n2017-01-04 10:05  hai  request dang-ky.bv-da-khoa\n");
    EXPECT_TRUE(office.obligation().request->told);
}

}  // namespace

}  // namespace dondoc::loop_test
