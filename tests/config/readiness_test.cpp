// What a campaign is said to lack before its launch.
#include "config/readiness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/world.h"

namespace dondoc {
namespace {

using testing::HasSubstr;

// What must be settled by the administrator, a line each.
std::string lacking(const World& world) {
    std::string lines;
    for (const Finding& one : findings(world.read(), "phong-trao")) {
        if (one.must && one.who == Settler::administrator) lines += one.text + "\n";
    }
    return lines;
}

World& organised(World& world, const std::string& more) {
    return world.write("organisation.toml", read_bytes(world.file("organisation.toml")) + more);
}

constexpr const char* cluster_ladder =
    "{ at = 3, to = \"superior\" },\n    { at = 4, to = \"cluster-lead\" },";

TEST(Readiness, LacksNothingWhereEverybodyIsThere) {
    World world;
    EXPECT_EQ(lacking(world), "");
}

TEST(Readiness, AsksForTheRolesOfWhoeverTakesOverBeforeThePeriodEnds) {
    World world;
    world.replace("organisation.toml", "id = \"bv-mot\"",
                  "id = \"bv-mot\"\nuntil = 2017-06-30\nsuccessor = \"bv-hai\"");
    organised(world, R"(
[[unit]]
id = "bv-hai"
name = "Bệnh viện Hai"
head = "giam-doc"
until = 2017-09-30
successor = "bv-ba"

[[unit]]
id = "bv-ba"
name = "Bệnh viện Ba"
contact = "chuyen-vien"
)");
    EXPECT_EQ(lacking(world),
              "unit 'bv-hai' (Bệnh viện Hai) has no contact; add contact = a "
              "person's id\n"
              "unit 'bv-ba' (Bệnh viện Ba) has no head; add head = a person's id\n");
}

TEST(Readiness, AsksForNobodyOutsideThePeriod) {
    World world;
    world.replace("organisation.toml", "id = \"bv-mot\"",
                  "id = \"bv-mot\"\nuntil = 2017-12-31\nsuccessor = \"bv-hai\"");
    organised(world, "\n[[unit]]\nid = \"bv-hai\"\nname = \"Bệnh viện Hai\"\n");
    EXPECT_EQ(lacking(world), "") << "its first day is the one after";
    world.replace("organisation.toml", "until = 2017-12-31", "until = 2016-12-31");
    world.replace("organisation.toml", "parent = \"so-y-te\"\ncontact = \"chuyen-vien\"\n",
                  "parent = \"so-y-te\"\n");
    EXPECT_EQ(lacking(world),
              "unit 'bv-hai' (Bệnh viện Hai) has no contact; add contact = a person's id\n"
              "unit 'bv-hai' (Bệnh viện Hai) has no head; add head = a person's id\n")
        << "bv-mot, which has no contact, had ended before";
}

TEST(Readiness, AsksForTheAddressOfWhoeverStandsIn) {
    World world;
    organised(world, R"(
[[person]]
id = "pho-phong"
name = "Lê Thị Phó"

[[absence]]
person = "chuyen-vien"
from = 2017-06-02
to = 2017-06-13
stand_in = "pho-phong"
)");
    EXPECT_EQ(lacking(world),
              "'pho-phong' (Lê Thị Phó), who stands in for 'chuyen-vien' from "
              "2017-06-02 to 2017-06-13, has no address; add address = \"...\"\n");
}

TEST(Readiness, AsksForTheLeadOfAClusterThatALadderNames) {
    World world;
    world.replace("ladders.toml", "{ at = 3, to = \"superior\" },", cluster_ladder);
    EXPECT_EQ(lacking(world),
              "unit 'bv-mot' (Bệnh viện Một) stands in no cluster, and the ladder "
              "'tieu-chuan' tells its lead; add it to a [[cluster]]\n");
    organised(world, R"(
[[unit]]
id = "bv-hai"
name = "Bệnh viện Hai"
contact = "chuyen-vien"

[[cluster]]
id = "cum-1"
name = "Cụm 1"
units = ["bv-mot", "bv-hai", "so-y-te"]
lead = [
    { unit = "bv-hai", from = 2016-01-01, to = 2017-03-31 },
    { unit = "so-y-te", from = 2017-05-01, to = 2017-11-30 },
]
)");
    EXPECT_EQ(lacking(world),
              "cluster 'cum-1' (Cụm 1) has no lead from 2017-04-01 to 2017-04-30; add one\n"
              "cluster 'cum-1' (Cụm 1) has no lead from 2017-12-01 to 2017-12-31; add one\n");
    world.replace("organisation.toml", "name = \"Bệnh viện Hai\"\ncontact = \"chuyen-vien\"",
                  "name = \"Bệnh viện Hai\"");
    EXPECT_THAT(lacking(world), HasSubstr("unit 'bv-hai' (Bệnh viện Hai) has no contact"));
}

TEST(Readiness, LooksAtPartsOfParts) {
    World world;
    std::string part = read_bytes(world.file(campaign_file));
    const auto as_part = [&](const std::string& id, const std::string& parent) {
        std::string text = part;
        text.replace(0, text.find('\n'), "id = \"" + id + "\"\nparent = \"" + parent + "\"");
        world.write("campaigns/" + id + ".toml", text);
    };
    as_part("phan-1", "phong-trao");
    as_part("phan-1-a", "phan-1");
    world.replace("campaigns/phan-1-a.toml", "due = { before = 2017-02-15 }",
                  "due = { none = true }");
    std::string undated;
    for (const Finding& one : findings(world.read(), "phong-trao")) {
        if (one.topic == "undated" && one.where.empty()) undated += one.text + "\n";
    }
    EXPECT_THAT(undated, HasSubstr("phan-1-a.dang-ky"));
}

}  // namespace
}  // namespace dondoc
