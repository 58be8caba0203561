// What a person moves from one unit to another, over the days of a running daemon.
#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;

// bv-da-khoa owes a report and a list, tt-y-te takes part and owes neither.
World two_units() {
    World world;
    world.has_ladder("-10.contact -1.contact +1.head");
    world.owes("so-ket", by("2017-06-15"));
    world.owes("danh-sach", by("2017-06-16"));
    return world;
}

std::string hand_over(Office& office, const std::string& duty, const std::string& from,
                      const std::string& to, const std::string& reason = "Thông báo 15") {
    return said(office.loop->execute(
        {HandOverShares{campaign_id, from, owed_by(duty, from), {to, reason}}, "cli:lan"},
        office.now));
}

std::string hand_over_all(Office& office, const std::string& from, const std::string& to) {
    return said(office.loop->execute(
        {HandOverShares{campaign_id, from, {}, {to, "Thông báo 15"}}, "cli:lan"}, office.now));
}

std::string state_of(const Office& office, const std::string& unit,
                     const std::string& duty = "so-ket") {
    const auto found = must(office.store->read().obligation(owed_by(duty, unit).text()));
    if (!found) return "unknown";
    const std::string place = found->in_place_of.empty() ? "" : " for " + found->in_place_of;
    return std::string(to_string(found->state)) + ' ' + found->last_reason + place;
}

TEST(GivenShare, LeavesTheSuspensionOfWhoGaveItBehind) {
    Office office(two_units());
    office.start("2017-05-02 08:00");
    office.run_to("2017-05-30 12:00");
    EXPECT_EQ(office.suspend({"bv-da-khoa"}, "2017-05-30", "2017-06-10"), "carried");
    EXPECT_EQ(hand_over(office, "so-ket", "bv-da-khoa", "tt-y-te"), "carried");
    office.sent();
    office.run_to("2017-06-10 00:00");
    EXPECT_THAT(office.sent(), HasSubstr("2017-06-01 07:30  chi  -10.contact so-ket.tt-y-te"));
}

TEST(GivenShare, IsChasedAtTheUnitThatHasItNowAndNoMoreAtTheOther) {
    Office office(two_units());
    office.start("2017-05-02 08:00");
    office.run_to("2017-06-01 12:00");
    EXPECT_THAT(office.sent(), HasSubstr("2017-06-01 07:30  an  -10.contact so-ket.bv-da-khoa"));
    EXPECT_EQ(hand_over(office, "so-ket", "bv-da-khoa", "tt-y-te"), "carried");
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "withdrawn handed_over_by_hand");
    EXPECT_EQ(state_of(office, "tt-y-te"), "pending  for bv-da-khoa");
    EXPECT_EQ(office.obligation("so-ket", "tt-y-te").term->last_permitted, day("2017-06-15"));
    office.run_to("2017-06-15 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-06-02 07:30  an  -10.contact danh-sach.bv-da-khoa
2017-06-14 07:30  chi  -1.contact so-ket.tt-y-te
)");
    EXPECT_EQ(office.decide(submission(), "so-ket", "tt-y-te"), "carried");
    EXPECT_EQ(office.decide(submission(), "so-ket", "bv-da-khoa"), "refused already_withdrawn");
    rebuilds_to_itself(office);
}

TEST(GivenShare, StaysWithItsUnitThroughRestartsAndEditsOfThePlan) {
    World world = two_units();
    Office office(world);
    office.start("2017-05-02 08:00");
    EXPECT_EQ(hand_over(office, "so-ket", "bv-da-khoa", "tt-y-te"), "carried");
    office.start("2017-05-03 08:00");
    world.deadline("so-ket") = by("2017-06-20");
    office.changes(world);
    office.apply();
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "withdrawn handed_over_by_hand");
    EXPECT_EQ(state_of(office, "tt-y-te"), "pending  for bv-da-khoa");
    EXPECT_EQ(office.obligation("so-ket", "tt-y-te").term->last_permitted, day("2017-06-20"));
    rebuilds_to_itself(office);
    world.campaign.duties.erase(world.campaign.duties.begin());
    office.changes(world);
    office.apply();
    EXPECT_EQ(state_of(office, "tt-y-te"), "withdrawn not_in_definition for bv-da-khoa");
}

TEST(GivenShare, StaysWithAUnitThatIsToSucceedAnotherOneLater) {
    World world = two_units();
    Unit other = world.unit("bv-da-khoa");
    other.id = other.name = "tram-mot";
    other.until = day("2017-12-31");
    other.successors = {"tt-y-te"};
    world.organisation.units["tram-mot"] = other;
    world.duty("so-ket").obligors.emplace_back("tram-mot");
    Office office(world);
    office.start("2017-05-02 08:00");
    EXPECT_EQ(hand_over(office, "so-ket", "bv-da-khoa", "tt-y-te"), "carried");
    world.deadline("so-ket") = by("2017-06-20");
    office.changes(world);
    office.apply();
    EXPECT_EQ(state_of(office, "tt-y-te"), "pending  for bv-da-khoa");
    EXPECT_EQ(office.obligation("so-ket", "tt-y-te").term->last_permitted, day("2017-06-20"));
}

TEST(GivenShare, PassesToTheSuccessorOfTheUnitThatHasItAndNotToThatOfTheOther) {
    World world = two_units();
    for (const std::string id : {"moi", "khac"}) {
        Unit unit = world.unit("tt-y-te");
        unit.id = unit.name = id;
        unit.from = day("2017-06-01");
        world.organisation.units[id] = unit;
    }
    world.unit("tt-y-te").until = world.unit("bv-da-khoa").until = day("2017-05-31");
    world.unit("tt-y-te").successors = {"moi"};
    world.unit("bv-da-khoa").successors = {"khac"};
    Office office(world);
    office.start("2017-05-02 08:00");
    EXPECT_EQ(hand_over(office, "so-ket", "bv-da-khoa", "tt-y-te"), "carried");
    office.run_to("2017-06-02 00:00");
    EXPECT_EQ(state_of(office, "tt-y-te"), "withdrawn handed_over for bv-da-khoa");
    EXPECT_EQ(state_of(office, "moi"), "pending  for bv-da-khoa");
    EXPECT_EQ(state_of(office, "khac"), "unknown");
    EXPECT_EQ(state_of(office, "khac", "danh-sach"), "pending ");
    office.start("2017-06-02 08:00");
    office.changes(world);
    office.apply();
    EXPECT_EQ(state_of(office, "moi"), "pending  for bv-da-khoa");
    rebuilds_to_itself(office);
}

TEST(GivenShare, KeepsTheDayThatWasGrantedAndComesBackInANewRound) {
    Office office(two_units());
    office.start("2017-05-02 08:00");
    EXPECT_EQ(office.decide(extension("2017-06-30"), "so-ket"), "carried");
    EXPECT_EQ(hand_over(office, "so-ket", "bv-da-khoa", "tt-y-te"), "carried");
    EXPECT_EQ(office.obligation("so-ket", "tt-y-te").granted, day("2017-06-30"));
    office.run_to("2017-06-20 08:00");
    office.sent();
    EXPECT_EQ(hand_over(office, "so-ket", "tt-y-te", "bv-da-khoa", "trả về"), "carried");
    const Obligation back = office.obligation("so-ket");
    EXPECT_EQ(state_of(office, "bv-da-khoa"), "pending handed_over_by_hand");
    EXPECT_EQ(back.granted, day("2017-06-30"));
    EXPECT_EQ(back.round, 3);
    EXPECT_EQ(hand_over(office, "so-ket", "bv-da-khoa", "tt-y-te"), "carried") << "and again";
    office.run_to("2017-06-29 08:00");
    EXPECT_THAT(office.sent(), HasSubstr("2017-06-29 07:30  chi  -1.contact so-ket.tt-y-te"));
    rebuilds_to_itself(office);
}

TEST(GivenShare, ThatIsOverdueIsAskedAboutBeforeAnybodyIsChased) {
    Office office(two_units());
    office.start("2017-05-02 08:00");
    office.run_to("2017-06-20 08:00");
    office.sent();
    EXPECT_EQ(hand_over(office, "so-ket", "bv-da-khoa", "tt-y-te"), "carried");
    EXPECT_TRUE(office.obligation("so-ket", "tt-y-te").asking);
    office.run_to("2017-06-30 00:00");
    EXPECT_EQ(office.sent(), "\n2017-06-20 08:05  giang  nudge so-ket\n");
    EXPECT_THAT(office.letter_to("giang"), HasSubstr("passed from another unit"));
}

TEST(GivenShare, CanBeAllThatAUnitHasOpenOrNothing) {
    World world = two_units();
    world.owes("bao-cao", by("2017-06-19"), "", {"bv-da-khoa", "tt-y-te"});
    Office office(world);
    office.start("2017-05-02 08:00");
    const std::string before = office.dump();
    EXPECT_EQ(hand_over_all(office, "bv-da-khoa", "tt-y-te"), "refused owes_the_same");
    EXPECT_EQ(office.dump(), before);
    EXPECT_EQ(office.decide(submission(), "bao-cao"), "carried");
    EXPECT_EQ(hand_over_all(office, "bv-da-khoa", "tt-y-te"), "carried");
    EXPECT_EQ(state_of(office, "tt-y-te"), "pending  for bv-da-khoa");
    EXPECT_EQ(state_of(office, "tt-y-te", "danh-sach"), "pending  for bv-da-khoa");
    EXPECT_EQ(hand_over_all(office, "bv-da-khoa", "tt-y-te"), "refused nothing_open");
    EXPECT_EQ(hand_over_all(office, "khong-co", "tt-y-te"), "refused unknown_unit");
    rebuilds_to_itself(office);
}

TEST(GivenShare, TakesItsLettersOnTheWayBack) {
    Office office(two_units());
    office.start("2017-05-02 08:00");
    EXPECT_EQ(office.pause(), "carried");
    office.run_to("2017-06-01 08:00");
    EXPECT_EQ(hand_over(office, "so-ket", "bv-da-khoa", "tt-y-te"), "carried");
    EXPECT_EQ(office.resume(), "carried");
    office.run_to("2017-06-01 12:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_THAT(office.notices(), HasSubstr("so-ket/1/bv-da-khoa/1/-10.contact  suppressed  "
                                            "handed_over_by_hand"));
}

}  // namespace

}  // namespace dondoc::loop_test
