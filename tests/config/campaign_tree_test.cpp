// Campaigns that are parts of others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/config/world.h"

namespace dondoc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Its name sorts before that of the whole: it is read after it all the same.
constexpr const char* part_file = "campaigns/dot-1.toml";
constexpr const char* part = R"(id = "dot-1"
parent = "phong-trao"
title = "Đợt 1"

[[duty]]
id = "so-ket"
deliverable = "Báo cáo sơ kết đợt 1"
from = "each-participant"
to = "so-y-te"
due = { by = 2017-03-15 }
quote = "Kết thúc mỗi đợt thi đua tổ chức sơ kết."
)";

Definition definition(const World& world, const std::string& id) {
    const Reading reading = world.read();
    EXPECT_TRUE(reading.configuration) << world.check();
    if (reading.configuration) {
        for (const auto& one : reading.configuration->campaigns) {
            if (one->campaign.id == id) return *one;
        }
    }
    ADD_FAILURE() << "there is no " << id;
    std::abort();
}

struct WithPart : World {
    WithPart() { write(part_file, part); }
};

TEST(CampaignTree, GivesAPartWhatItSaysNothingAbout) {
    const WithPart world;
    EXPECT_EQ(world.check(), "");
    const Campaign campaign = definition(world, "dot-1").campaign;
    EXPECT_EQ(campaign.parent, "phong-trao");
    EXPECT_EQ(campaign.issuer, "so-y-te");
    EXPECT_EQ(campaign.coordinator, "so-y-te");
    EXPECT_THAT(campaign.participants, ElementsAre("bv-mot"));
    EXPECT_THAT(campaign.duties.at(0).obligors, ElementsAre("bv-mot"));
    EXPECT_EQ(campaign.duties.at(0).ladder, "tieu-chuan");
    EXPECT_EQ(iso_date(campaign.period.last), "2017-12-31");
    EXPECT_EQ(campaign.plan_title(), "Phong trào năm 2017") << "letters name the whole plan";
}

TEST(CampaignTree, LetsAPartSayOtherwise) {
    WithPart world;
    world.replace(part_file, "title = \"Đợt 1\"\n",
                  "title = \"Đợt 1\"\nnumber = \"12/KH\"\nparticipants = [\"so-y-te\", "
                  "\"bv-mot\"]\nperiod = { from = 2017-01-01, to = 2017-06-30 }\n");
    const Campaign campaign = definition(world, "dot-1").campaign;
    EXPECT_THAT(campaign.participants, ElementsAre("so-y-te", "bv-mot"));
    EXPECT_EQ(iso_date(campaign.period.last), "2017-06-30");
    EXPECT_EQ(campaign.plan_title(), "Đợt 1") << "it has a document of its own";
}

TEST(CampaignTree, PassesThingsOnThroughTheParts) {
    WithPart world;
    world.replace(campaign_file, "ladder = \"tieu-chuan\"\n",
                  "ladder = \"tieu-chuan\"\nnumber = \"315/KH\"\nissued = 2016-12-20\n");
    world.write("campaigns/a.toml", "id = \"a\"\nparent = \"dot-1\"\ntitle = \"Phần a\"\n");
    const Campaign campaign = definition(world, "a").campaign;
    EXPECT_EQ(campaign.issuer, "so-y-te");
    EXPECT_EQ(campaign.number, "315/KH");
    EXPECT_EQ(campaign.issued, make_date(2016, 12, 20));
    EXPECT_EQ(campaign.plan_title(), "Phong trào năm 2017");
}

TEST(CampaignTree, ReportsARingOfParts) {
    WithPart world;
    world.replace(campaign_file, "id = \"phong-trao\"\n",
                  "id = \"phong-trao\"\nparent = \"dot-1\"\n");
    EXPECT_FALSE(world.read().configuration);
    EXPECT_EQ(world.check(),
              "campaigns/dot-1.toml:2:10: error: campaign 'dot-1' is a part of itself through "
              "'phong-trao'; correct one of the parents\n"
              "campaigns/phong-trao.toml:2:10: error: campaign 'phong-trao' is a part of itself "
              "through 'dot-1'; correct one of the parents\n");
}

TEST(CampaignTree, ReportsARingOneIdOfWhichStandsInTwoFiles) {
    World world;
    world.write("campaigns/a-1.toml", "id = \"a\"\nparent = \"a\"\ntitle = \"A\"\n");
    world.write("campaigns/a-2.toml", "id = \"a\"\ntitle = \"A\"\n");
    EXPECT_FALSE(world.read().configuration);
    const std::string report = world.check();
    EXPECT_THAT(report, HasSubstr("campaigns/a-1.toml:2:10: error: campaign 'a' is a part of "
                                  "itself through 'a'; correct one of the parents\n"));
    EXPECT_THAT(report, HasSubstr("campaigns/a-2.toml:1:6: error: "));
}

TEST(CampaignTree, BlamesAPartOfABrokenWholeForNothing) {
    WithPart world;
    world.write(campaign_file, "id = [\n");
    const std::string report = world.check();
    EXPECT_THAT(report, HasSubstr("campaigns/phong-trao.toml:"));
    EXPECT_EQ(report.find("dot-1"), report.npos) << report;
}

TEST(CampaignTree, BlamesAPartOfAWholeThatEndsBeforeItBeginsForNothing) {
    WithPart world;
    world.replace(campaign_file, "to = 2017-12-31", "to = 2016-12-31");
    EXPECT_THAT(world.check(), testing::Not(HasSubstr(part_file)));
    EXPECT_THAT(world.check(), HasSubstr(campaign_file));
}

TEST(CampaignTree, AsksAPartForParticipantsIfTheWholeHasNone) {
    WithPart world;
    world.replace(campaign_file, "participants = [\"nhom:truc-thuoc\"]\n", "");
    world.replace(campaign_file, "from = \"each-participant\"", "from = \"bv-mot\"");
    EXPECT_EQ(world.check(),
              "campaigns/dot-1.toml:8:8: error: 'each-participant', but the campaign names no "
              "participants; add participants = [\"nhom:ID\"]\n");
}

TEST(CampaignTree, GivesAPartAnotherFingerprintWhenWhatItTookOverChanges) {
    WithPart world;
    const std::string before = definition(world, "dot-1").fingerprint;
    world.replace(campaign_file, "quote = \"Các đơn vị", "quote = \"Tất cả các đơn vị");
    EXPECT_EQ(definition(world, "dot-1").fingerprint, before) << "nothing of that is in the part";
    world.replace(campaign_file, "to = 2017-12-31", "to = 2017-11-30");
    EXPECT_NE(definition(world, "dot-1").fingerprint, before);
    const std::string shorter = definition(world, "dot-1").fingerprint;
    world.replace(campaign_file, "to = 2017-11-30", "to = 2017-11-30, quote = \"năm 2017\"");
    const std::string quoted = definition(world, "dot-1").fingerprint;
    EXPECT_NE(quoted, shorter);
    world.replace(campaign_file, "to = 2017-11-30", "to = 2017-11-30, working_days = 230");
    EXPECT_NE(definition(world, "dot-1").fingerprint, quoted);
}

}  // namespace
}  // namespace dondoc
