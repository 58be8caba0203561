// What organisation.toml says about time.
#include <gtest/gtest.h>

#include "tests/config/world.h"

namespace dondoc {
namespace {

Date day(const char* iso) {
    return *parse_iso_date(iso);
}

struct Changing : World {
    Changing() {
        replace("organisation.toml", "parent = \"so-y-te\"", R"(parent = "so-y-te"
from = 2016-01-01
until = 2017-06-30
successor = ["bv-hai", "bv-ba"]
renamed = [{ from = 2017-03-01, name = "Bệnh viện Một mới", short_name = "BV 1" }]
moved = [{ from = 2017-04-01, parent = "bv-hai" }])");
        write("organisation.toml", read_bytes(file("organisation.toml")) + R"(
[[unit]]
id = "bv-hai"
name = "Bệnh viện Hai"
contact = "chuyen-vien"
head = "giam-doc"

[[unit]]
id = "bv-ba"
name = "Bệnh viện Ba"
contact = "chuyen-vien"
head = "giam-doc"
from = 2017-07-01

[[absence]]
person = "giam-doc"
from = 2017-06-01
to = 2017-06-09
stand_in = "chuyen-vien"
reason = "đi công tác"

[[cluster]]
id = "cum-1"
name = "Cụm thi đua số 1"
units = ["bv-mot", "bv-hai"]
lead = [
    { unit = "bv-mot", from = 2017-01-01, to = 2017-06-30 },
    { unit = "bv-hai", from = 2017-07-01, to = 2017-12-31 },
]
)");
    }
};

TEST(OrganisationTime, IsReadForUnitsAbsencesAndClusters) {
    const Changing world;
    EXPECT_EQ(world.check(), "");
    const auto organisation = world.definition().organisation;
    const Unit& unit = *organisation->unit("bv-mot");
    EXPECT_EQ(unit.from, day("2016-01-01"));
    EXPECT_EQ(unit.until, day("2017-06-30"));
    EXPECT_EQ(unit.successors, (std::vector<std::string>{"bv-hai", "bv-ba"}));
    EXPECT_EQ(unit.name_on(day("2017-02-28")), "Bệnh viện Một");
    EXPECT_EQ(unit.name_on(day("2017-03-01")), "Bệnh viện Một mới");
    EXPECT_EQ(unit.short_name_on(day("2017-03-01")), "BV 1");
    EXPECT_EQ(unit.parent_on(day("2017-04-01")), "bv-hai");
    const Absence* absence = organisation->absence("giam-doc", day("2017-06-09"));
    ASSERT_NE(absence, nullptr);
    EXPECT_EQ(absence->stand_in, "chuyen-vien");
    EXPECT_EQ(absence->reason, "đi công tác");
    EXPECT_EQ(organisation->absence("giam-doc", day("2017-06-10")), nullptr);
    const Cluster* cluster = organisation->cluster_of("bv-hai");
    ASSERT_NE(cluster, nullptr);
    EXPECT_EQ(cluster->name, "Cụm thi đua số 1");
    EXPECT_EQ(cluster->lead_on(day("2017-06-30")), "bv-mot");
    EXPECT_EQ(cluster->lead_on(day("2017-07-01")), "bv-hai");
    EXPECT_EQ(cluster->lead_on(day("2018-01-01")), "");
}

TEST(OrganisationTime, LetsSuccessorsOweWhatTheirPredecessorDoes) {
    const Changing world;
    const Definition definition = world.definition();
    EXPECT_TRUE(definition.names(
        ObligationId{"phong-trao", definition.campaign.duties.front().id, "1", "bv-ba"}));
}

TEST(OrganisationTime, WarnsOfASuccessorThatNobodyCanBeRemindedIn) {
    Changing world;
    world.replace("organisation.toml", "name = \"Bệnh viện Ba\"\ncontact = \"chuyen-vien\"\n",
                  "name = \"Bệnh viện Ba\"\n");
    EXPECT_NE(world.check().find("unit 'bv-ba' has no contact"), std::string::npos);
}

TEST(OrganisationTime, WarnsOfAStandInWithoutAnAddress) {
    Changing world;
    world.write("organisation.toml", read_bytes(world.file("organisation.toml")) +
                                         "\n[[person]]\nid = \"moi\"\nname = \"Lê Văn Em\"\n");
    world.replace("organisation.toml", "stand_in = \"chuyen-vien\"", "stand_in = \"moi\"");
    EXPECT_NE(world.check().find("'moi' is stand-in of 'giam-doc' and has no address"),
              std::string::npos);
}

TEST(OrganisationTime, KnowsTheLeadOfTheClusterAsAnAudience) {
    World world;
    world.replace("ladders.toml", "to = \"contact\"", "to = \"cluster-lead\"");
    EXPECT_EQ(world.check(), "");
    EXPECT_EQ(world.definition().ladders.begin()->second.rungs.front().audience,
              Audience::cluster_lead);
}

}  // namespace
}  // namespace dondoc
