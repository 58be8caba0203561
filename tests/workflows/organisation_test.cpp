// Units, people and clusters as they stand on a day.
#include "workflows/organisation.h"

#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;

Absence away(const std::string& person, std::string_view from, std::string_view to,
             const std::string& stand_in) {
    return {person, {day(from), day(to)}, stand_in, ""};
}

TEST(Unit, BearsTheNameAndTheParentOfTheDay) {
    Unit unit;
    unit.name = "Trung tâm Y tế huyện";
    unit.parent = "huyen";
    unit.renamed = {{day("2025-07-01"), "Trung tâm Y tế đặc khu", "TTYT"},
                    {day("2025-09-01"), "Trung tâm Y tế khu vực", ""}};
    unit.moved = {{day("2025-07-01"), "dac-khu"}};
    EXPECT_EQ(unit.name_on(day("2025-06-30")), "Trung tâm Y tế huyện");
    EXPECT_EQ(unit.name_on(day("2025-07-01")), "Trung tâm Y tế đặc khu");
    EXPECT_EQ(unit.short_name_on(day("2025-08-31")), "TTYT");
    EXPECT_EQ(unit.name_on(day("2026-01-01")), "Trung tâm Y tế khu vực");
    EXPECT_EQ(unit.parent_on(day("2025-06-30")), "huyen");
    EXPECT_EQ(unit.parent_on(day("2025-07-01")), "dac-khu");
}

TEST(Unit, StandsFromItsFirstDayToItsLast) {
    Unit unit;
    unit.from = day("2017-03-01");
    unit.until = day("2017-05-31");
    EXPECT_FALSE(unit.begun_on(day("2017-02-28")));
    EXPECT_TRUE(unit.begun_on(day("2017-03-01")));
    EXPECT_FALSE(unit.ended_on(day("2017-05-31")));
    EXPECT_TRUE(unit.ended_on(day("2017-06-01")));
}

TEST(Organisation, LetsTheFirstSuccessorThatStandsActForAnEndedUnit) {
    World world;
    world.organisation.units["moi"].id = "moi";
    Unit& old = world.unit("bv-da-khoa");
    old.until = day("2017-05-31");
    old.successors = {"tt-y-te", "moi"};
    world.unit("tt-y-te").until = day("2017-08-31");
    const Organisation& organisation = world.organisation;
    EXPECT_EQ(organisation.acting(old, day("2017-05-31")).id, "bv-da-khoa");
    EXPECT_EQ(organisation.acting(old, day("2017-06-01")).id, "tt-y-te");
    EXPECT_EQ(organisation.acting(old, day("2017-09-01")).id, "moi");
}

// ---- stand-ins

World contact_away(std::string_view from, std::string_view to) {
    World world;
    world.owes("so-ket", by("2017-06-15"));
    world.has_ladder("-5.contact -2.contact -1.contact +1.head");
    world.organisation.absences = {away("an", from, to, "chi")};
    return world;
}

TEST(StandIn, ReadsWhatIsSentInTheDaysOfTheAbsenceUnderTheSameKeys) {
    Timeline year(contact_away("2017-06-13", "2017-06-13"), "2017-06-01 08:00");
    year.run_to("2017-06-15 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-08 07:30  reminder  -5.contact  an  on_time
2017-06-13 07:30  reminder  -2.contact  chi  on_time
2017-06-14 07:30  reminder  -1.contact  an  on_time
)");
    EXPECT_EQ(year.notices().at(0).instead_of, "");
    EXPECT_EQ(year.notices().at(1).instead_of, "an");
    EXPECT_EQ(year.notices().at(1).key, "thi-dua-2017/so-ket/1/bv-da-khoa/1/-2.contact");
}

TEST(StandIn, HearsOnceWhoStandsInForContactAndHead) {
    World world = contact_away("2017-06-01", "2017-06-30");
    world.has_ladder("-1.contact -1.head");
    world.organisation.absences.push_back(away("binh", "2017-06-10", "2017-06-20", "chi"));
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-15 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-14 07:30  passed over  -1.contact  same_person
2017-06-14 07:30  reminder  -1.head  chi  on_time
)");
}

TEST(StandIn, WhoIsAwayTooIsStoodInForInTurn) {
    World world = contact_away("2017-06-01", "2017-06-30");
    world.organisation.absences.push_back(away("chi", "2017-06-05", "2017-06-09", "dung"));
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-14 00:00");
    EXPECT_EQ(year.told(), R"(
2017-06-08 07:30  reminder  -5.contact  dung  on_time
2017-06-13 07:30  reminder  -2.contact  chi  on_time
)");
}

TEST(StandIn, IsNobodyWhereNobodyIsNamedAndThePersonIsWrittenToAllTheSame) {
    World world = contact_away("2017-06-01", "2017-06-30");
    world.organisation.absences.front().stand_in.clear();
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-09 00:00");
    EXPECT_EQ(year.told(), "\n2017-06-08 07:30  reminder  -5.contact  an  on_time\n");
    EXPECT_EQ(year.notices().front().instead_of, "");
}

TEST(StandIn, ReadsNudgesForACoordinatorWhoIsAway) {
    World world;
    world.owes("ke-hoach", undated());
    world.organisation.absences = {away("giang", "2017-02-01", "2017-02-28", "hai")};
    Timeline year(world, "2017-02-06 08:00");
    year.run_to("2017-03-02 00:00");
    EXPECT_EQ(year.told(), R"(
2017-02-06 08:05  nudge  hai  undated
2017-03-01 07:30  nudge  giang  undated
)");
}

TEST(StandIn, OfOneWhoIsHeadAndDirectorIsToldOnce) {
    World world;
    world.owes("so-ket", by("2017-06-15")).has_ladder("+1.head +1.director");
    world.unit("bv-da-khoa").head = "khanh";
    world.organisation.absences = {
        {"khanh", {day("2017-06-01"), day("2017-06-30")}, "dung", "nghỉ phép"}};
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-16 08:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  2017-06-15
2017-06-16 07:30  passed over  +1.head  same_person
2017-06-16 07:30  escalation  +1.director  dung  on_time
)");
}

// ---- clusters

World clustered() {
    World world;
    world.owes("so-ket", by("2017-06-15"), "", {"bv-da-khoa", "tt-y-te"});
    world.has_ladder("+1.cluster-lead +3.cluster-lead");
    world.organisation.clusters["cum-1"] = {"cum-1",
                                            "Cụm 1",
                                            {"bv-da-khoa", "tt-y-te"},
                                            {{"bv-da-khoa", {day("2017-01-01"), day("2017-06-18")}},
                                             {"tt-y-te", {day("2017-06-19"), day("2017-12-31")}}}};
    return world;
}

TEST(ClusterLead, IsTheContactOfTheUnitThatLeadsOnTheDayAndNeverTheUnitThatOwes) {
    Timeline year(clustered(), "2017-06-01 08:00");
    year.run_to("2017-07-01 00:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  so-ket.bv-da-khoa  2017-06-15
2017-06-01 08:00  born  so-ket.tt-y-te  2017-06-15
2017-06-16 07:30  passed over  +1.cluster-lead  so-ket.bv-da-khoa  leads_itself
2017-06-16 07:30  escalation  +1.cluster-lead  so-ket.tt-y-te  an  on_time
2017-06-20 07:30  escalation  +3.cluster-lead  so-ket.bv-da-khoa  chi  on_time
2017-06-20 07:30  passed over  +3.cluster-lead  so-ket.tt-y-te  leads_itself
)");
}

TEST(ClusterLead, WhoeverStandsInForItIsStillChasedForTheirOwnUnit) {
    World world = clustered();
    world.has_ladder("+1.head +1.cluster-lead");
    world.organisation.absences = {
        {"an", {day("2017-06-01"), day("2017-06-30")}, "dung", "nghỉ phép"}};
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-16 08:00");
    EXPECT_EQ(year.log(), R"(
2017-06-01 08:00  born  so-ket.bv-da-khoa  2017-06-15
2017-06-01 08:00  born  so-ket.tt-y-te  2017-06-15
2017-06-16 07:30  escalation  +1.head  so-ket.bv-da-khoa  binh  on_time
2017-06-16 07:30  passed over  +1.cluster-lead  so-ket.bv-da-khoa  leads_itself
2017-06-16 07:30  escalation  +1.head  so-ket.tt-y-te  dung  on_time
2017-06-16 07:30  escalation  +1.cluster-lead  so-ket.tt-y-te  dung  on_time
)");
}

TEST(ClusterLead, IsMissingWhereNobodyLeadsAndWhereThereIsNoCluster) {
    World world = clustered();
    world.organisation.clusters["cum-1"].units = {"bv-da-khoa"};
    world.organisation.clusters["cum-1"].leads.clear();
    Timeline year(world, "2017-06-01 08:00");
    year.run_to("2017-06-16 08:00");
    EXPECT_EQ(year.passed_over(year.obligation("so-ket"), "+1.cluster-lead"), "no_person");
    EXPECT_EQ(year.passed_over(year.obligation("so-ket", "tt-y-te"), "+1.cluster-lead"),
              "no_cluster");
}

}  // namespace
}  // namespace dondoc
