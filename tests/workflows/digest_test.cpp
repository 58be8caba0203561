// When an officer is told how the campaigns stand, week by week.
#include "workflows/digest.h"

#include <gtest/gtest.h>

#include "tests/workflows/world.h"

namespace dondoc::test {

namespace {

// The campaign of the test world, coordinated by `giang`.
World tells() {
    World world;
    world.sending.weekly_digest = true;
    return world;
}

// What a plan does, a word or a line.
std::string text_of(const Plan& plan) {
    std::string text;
    for (const Event& event : plan.events) {
        if (const auto* told = std::get_if<NoticeFellDue>(&event))
            text += told->key + " to " + told->person + " at " + clock(told->moment) + "; ";
        if (const auto* passed = std::get_if<RungPassedOver>(&event))
            text += passed->key + " " + passed->because + "; ";
        if (const auto* moved = std::get_if<Rescheduled>(&event)) text += moved->because + "; ";
    }
    return text + "next " + (plan.next ? clock(*plan.next) : "never");
}

struct Officer {
    explicit Officer(const World& world) : definition(world.definition()) {
        watch.person = "giang";
    }

    // Planned at that moment, and taken note of as the store does.
    std::string at_time(std::string_view time) {
        const Plan plan = plan_digest(topics(), watch, at(time));
        for (const Event& event : plan.events) {
            if (const auto* told = std::get_if<NoticeFellDue>(&event))
                watch.told = period_of_key(told->key);
            if (const auto* passed = std::get_if<RungPassedOver>(&event))
                watch.told = period_of_key(passed->key);
        }
        watch.next = plan.next;
        return text_of(plan);
    }

    std::vector<DigestTopic> topics() const {
        const auto one = weekly_topic(definition, last_open);
        return one ? std::vector{*one} : std::vector<DigestTopic>();
    }

    Definition definition;
    DigestWatch watch;
    std::optional<Date> last_open{};
};

TEST(Digest, IsToldOnTheFirstWorkingDayOfEachWeek) {
    Officer officer(tells());
    EXPECT_EQ(officer.at_time("2017-04-27 08:00"),
              "digest/2017-w17/giang before_first_seen; next 2017-05-03 07:30")
        << "30/4 and 1/5 push the day to Wednesday";
    EXPECT_EQ(officer.at_time("2017-05-03 07:30"),
              "digest/2017-w18/giang to giang at 2017-05-03 07:30; next 2017-05-08 07:30");
    EXPECT_EQ(officer.at_time("2017-05-03 07:31"), "next 2017-05-08 07:30")
        << "planned again, it decides nothing twice";
    EXPECT_EQ(officer.at_time("2017-05-08 07:30"),
              "digest/2017-w19/giang to giang at 2017-05-08 07:30; next 2017-05-15 07:30");
}

TEST(Digest, SkipsAWeekWithoutAWorkingDay) {
    World world = tells();
    world.has_off_days({"2017-05-08", "2017-05-09", "2017-05-10", "2017-05-11", "2017-05-12"});
    Officer officer(world);
    officer.at_time("2017-04-30 08:00");
    EXPECT_EQ(officer.at_time("2017-05-03 07:30"),
              "digest/2017-w18/giang to giang at 2017-05-03 07:30; next 2017-05-15 07:30");
}

TEST(Digest, IsCaughtUpOnOnceAndOnlyWhileItsWeekRuns) {
    Officer officer(tells());
    officer.at_time("2017-05-13 08:00");
    EXPECT_EQ(officer.at_time("2017-06-01 09:00"),
              "digest/2017-w20/giang overtaken; digest/2017-w21/giang overtaken; "
              "digest/2017-w22/giang to giang at 2017-06-01 09:05; next 2017-06-05 07:30");
    EXPECT_EQ(officer.at_time("2017-06-11 09:00"),
              "digest/2017-w23/giang too_old; next 2017-06-12 07:30")
        << "on Sunday nothing leaves, and the next is at hand";
    EXPECT_EQ(officer.at_time("2017-06-12 17:00"), "outside_window; next 2017-06-13 07:30");
    EXPECT_EQ(officer.at_time("2017-06-13 07:30"),
              "digest/2017-w24/giang to giang at 2017-06-13 07:30; next 2017-06-19 07:30");
}

TEST(Digest, IsReadByWhoeverStandsIn) {
    World world = tells();
    world.organisation.absences.push_back(
        {"giang", {day("2017-05-08"), day("2017-05-12")}, "hai", "nghỉ phép"});
    Officer officer(world);
    officer.at_time("2017-05-06 08:00");
    EXPECT_EQ(officer.at_time("2017-05-08 07:30"),
              "digest/2017-w19/giang to hai at 2017-05-08 07:30; next 2017-05-15 07:30");
}

TEST(Digest, EndsWithTheCampaignOrAWhileAfterItsLastOpenDeadline) {
    World world = tells();
    world.campaign.period = {day("2017-03-01"), day("2017-06-09")};
    Officer officer(world);
    EXPECT_EQ(officer.at_time("2017-01-05 08:00"), "waits_for_week; next 2017-03-06 07:30")
        << "the Monday of the week of 01/3 lies before the plan begins";
    officer.at_time("2017-06-01 08:00");
    EXPECT_EQ(officer.at_time("2017-06-05 07:30"),
              "digest/2017-w23/giang to giang at 2017-06-05 07:30; next never");
    officer.last_open = day("2017-06-30");
    EXPECT_EQ(officer.at_time("2017-06-05 07:40"), "waits_for_week; next 2017-06-12 07:30");
    std::string missed;
    for (int week = 24; week <= 34; ++week)
        missed += "digest/2017-w" + std::to_string(week) + "/giang overtaken; ";
    EXPECT_EQ(officer.at_time("2017-08-28 07:30"),
              missed + "digest/2017-w35/giang to giang at 2017-08-28 07:35; next never")
        << "60 days after 30/6 come to 29/8";
}

TEST(Digest, TellsAnOfficerOfWhatTheyCoordinateAndNobodyElse) {
    Officer officer(tells());
    officer.watch.person = "hai";
    EXPECT_EQ(officer.at_time("2017-05-08 07:30"), "next never");
    World world = tells();
    world.organisation.units["phong-moi"] = world.organisation.units["phong-tccb"];
    world.unit("phong-moi").id = "phong-moi";
    world.unit("phong-moi").contact = "hai";
    world.unit("phong-tccb").until = day("2017-05-09");
    world.unit("phong-tccb").successors = {"phong-moi"};
    Officer heir(world);
    heir.watch.person = "hai";
    EXPECT_EQ(heir.at_time("2017-05-01 07:30"), "waits_for_week; next 2017-05-15 07:30");
    Officer old(world);
    EXPECT_EQ(old.at_time("2017-05-07 07:30"),
              "digest/2017-w18/giang before_first_seen; next 2017-05-08 07:30");
    EXPECT_EQ(old.at_time("2017-05-08 07:30"),
              "digest/2017-w19/giang to giang at 2017-05-08 07:30; next never");
}

TEST(Digest, BeginsWithTheNextWeekWhenAnOfficerComesToANewCampaign) {
    Officer officer(tells());
    officer.watch.told = "2016-w50";  // of a campaign that ended then
    EXPECT_EQ(officer.at_time("2017-05-10 09:00"),
              "digest/2017-w19/giang before_first_seen; next 2017-05-15 07:30");
    Officer early(tells());
    early.watch.next = at("2017-09-04 07:30");  // of one that begins then
    EXPECT_EQ(early.at_time("2017-05-10 09:00"),
              "digest/2017-w19/giang before_first_seen; next 2017-05-15 07:30");
}

TEST(Digest, IsNotToldUnlessTheSettingSaysSo) {
    Officer officer{World()};
    EXPECT_EQ(officer.at_time("2017-05-08 07:30"), "next never");
}

}  // namespace

}  // namespace dondoc::test
