// A unit whose first or last day is entered after it has been followed for a while.
#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

World plan() {
    return World().has_phase("gd").owes("so-ket", by("2017-06-15"), "gd",
                                        {"bv-da-khoa", "tt-y-te"});
}

std::string state_of(const Office& office, const std::string& unit = "bv-da-khoa") {
    const Obligation one = office.obligation("so-ket", unit);
    return std::string(to_string(one.state)) + " " + one.last_reason;
}

// bv-da-khoa begins on 1 June, as somebody finds on 3 May.
void begins_later_after_all(Office& office) {
    office.start("2017-05-02 08:00");
    World world = plan();
    world.unit("bv-da-khoa").from = day("2017-06-01");
    office.changes(world);
    office.start("2017-05-03 08:00");
    EXPECT_EQ(state_of(office), "withdrawn not_in_definition");
}

TEST(LaterUnit, ThatWasFollowedTooEarlyComesBackOnItsFirstDay) {
    Office office(plan());
    begins_later_after_all(office);
    office.run_to("2017-06-01 08:00");
    EXPECT_EQ(state_of(office), "pending not_in_definition");
    EXPECT_EQ(office.obligation("so-ket").round_why, "restored");
}

TEST(LaterUnit, IsNotBroughtBackByADecisionAboutItsPhaseBeforeItIsThere) {
    Office office(plan());
    begins_later_after_all(office);
    EXPECT_EQ(office.phase("gd", PhaseVerb::skip), "carried");
    EXPECT_EQ(state_of(office, "tt-y-te"), "withdrawn phase_skipped");
    EXPECT_EQ(office.phase("gd", PhaseVerb::open), "carried");
    EXPECT_EQ(state_of(office, "tt-y-te"), "pending phase_skipped");
    EXPECT_EQ(state_of(office), "withdrawn not_in_definition");
}

TEST(LaterUnit, OwesWhatHangsOnAnEventOnlyIfThatIsDueAfterItsFirstDay) {
    World world;
    world.has_event("be-mac", "Bế mạc Đại hội")
        .owes("so-ket", on_event("be-mac"), "", {"bv-da-khoa", "tt-y-te"});
    world.unit("bv-da-khoa").from = day("2017-06-01");
    Office office(world);
    office.start("2017-05-02 08:00");
    EXPECT_EQ(office.event("be-mac", "2017-05-20"), "carried");
    office.run_to("2017-06-01 08:00");
    EXPECT_FALSE(must(office.store->read().obligation(owed_by("so-ket", "bv-da-khoa").text())));
    EXPECT_EQ(office.event("be-mac", "2017-06-20"), "carried");
    EXPECT_EQ(state_of(office), "pending ");
    EXPECT_EQ(office.obligation("so-ket").term->last_permitted, day("2017-06-20"));
    EXPECT_EQ(office.event("be-mac", "2017-05-30"), "carried");
    EXPECT_EQ(state_of(office), "withdrawn not_in_definition");
    EXPECT_EQ(state_of(office, "tt-y-te"), "pending ");
    EXPECT_EQ(office.event("be-mac", "2017-06-27"), "carried");
    EXPECT_EQ(office.obligation("so-ket").round_why, "restored");
    EXPECT_EQ(office.obligation("so-ket").term->last_permitted, day("2017-06-27"));
}

TEST(LaterUnit, KeepsWhatItHandedInThoughItProvesNotToOweIt) {
    World world;
    world.has_event("be-mac", "Bế mạc Đại hội")
        .owes("so-ket", on_event("be-mac"), "", {"bv-da-khoa", "tt-y-te"});
    world.unit("bv-da-khoa").from = day("2017-06-01");
    Office office(world);
    office.start("2017-06-02 08:00");
    EXPECT_EQ(office.event("be-mac", "2017-06-20"), "carried");
    EXPECT_EQ(office.decide(submission(), "so-ket"), "carried");
    EXPECT_EQ(office.event("be-mac", "2017-05-30"), "carried");
    EXPECT_EQ(state_of(office), "submitted nộp trực tiếp");
    EXPECT_EQ(office.obligation("so-ket").term->last_permitted, day("2017-05-30"));
    world.unit("bv-da-khoa").from = day("2017-07-01");
    office.changes(world);
    office.start("2017-06-05 08:00");
    EXPECT_EQ(state_of(office), "submitted nộp trực tiếp");
    EXPECT_EQ(office.decide(acceptance(), "so-ket"), "carried");
}

TEST(LaterUnit, OwesNothingWhenWhatItHandedInIsTakenBackBeforeItIsThere) {
    World world = plan();
    Office office(world);
    office.start("2017-05-02 08:00");
    EXPECT_EQ(office.decide(submission(), "so-ket"), "carried");
    world.unit("bv-da-khoa").from = day("2017-07-01");
    office.changes(world);
    office.start("2017-05-03 08:00");
    EXPECT_EQ(state_of(office), "submitted nộp trực tiếp");
    EXPECT_EQ(office.decide(reopening(), "so-ket"), "carried");
    office.run_to("2017-05-03 09:00");
    EXPECT_EQ(state_of(office), "withdrawn not_in_definition");
}

TEST(EndedUnit, IsReachedByAnEditedDeadlineInWhatItHadHandedIn) {
    World world = plan();
    Office office(world);
    office.start("2017-05-02 08:00");
    EXPECT_EQ(office.decide(submission(), "so-ket"), "carried");
    world.unit("bv-da-khoa").until = day("2017-05-02");
    world.unit("bv-da-khoa").successors = {"tt-y-te"};
    office.changes(world);
    office.start("2017-05-03 08:00");
    EXPECT_EQ(state_of(office), "submitted nộp trực tiếp");
    world.deadline("so-ket") = by("2017-06-30");
    office.changes(world);
    office.start("2017-05-04 08:00");
    EXPECT_EQ(office.obligation("so-ket").term->last_permitted, day("2017-06-30"));
    EXPECT_EQ(state_of(office), "submitted nộp trực tiếp");
}

}  // namespace

}  // namespace dondoc::loop_test
