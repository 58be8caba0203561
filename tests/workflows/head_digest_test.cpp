// When the head of a unit is told what it owes, day by day.
#include <gtest/gtest.h>

#include "tests/workflows/world.h"
#include "workflows/digest.h"
#include "workflows/record.h"

namespace dondoc::test {

namespace {

// The hospital, whose head is `binh`, owes `dang-ky` by Friday 09/6/2017.
World tells() {
    World world;
    world.sending.head_digest = true;
    world.owes("dang-ky", by("2017-06-09"));
    return world;
}

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

struct Head {
    explicit Head(const World& world) : definition(world.definition()) {
        watch.person = "binh";
        watch.period = Grain::day;
        obligation.id = owed_by("dang-ky");
        obligation.term = Term{day("2017-06-09"), day("2017-06-09"), {}, true};
    }

    std::string at_time(std::string_view time) {
        std::vector<DigestTopic> topics;
        if (auto topic = daily_topic(definition, obligation, phase, suspended))
            topics.push_back(*topic);
        const Plan plan = plan_digest(topics, watch, at(time));
        for (const Event& event : plan.events) {
            if (const auto* told = std::get_if<NoticeFellDue>(&event))
                watch.told = period_of_key(told->key);
            if (const auto* passed = std::get_if<RungPassedOver>(&event))
                watch.told = period_of_key(passed->key);
        }
        watch.next = plan.next;
        return text_of(plan);
    }

    Definition definition;
    Obligation obligation;
    PhaseState phase = PhaseState::open;
    std::vector<DateSpan> suspended{};
    DigestWatch watch;
};

TEST(HeadDigest, IsToldEachWorkingDayFromThreeBeforeTheLastUntilItIsHandedIn) {
    Head head(tells());
    EXPECT_EQ(head.at_time("2017-05-20 08:00"), "waits_for_day; next 2017-06-06 07:30")
        << "nothing before, however early it is known";
    EXPECT_EQ(head.at_time("2017-06-06 07:30"),
              "digest/2017-06-06/binh to binh at 2017-06-06 07:30; next 2017-06-07 07:30");
    EXPECT_EQ(head.at_time("2017-06-06 07:31"), "next 2017-06-07 07:30")
        << "planned again, it decides nothing twice";
    head.at_time("2017-06-07 07:30");
    head.at_time("2017-06-08 07:30");
    EXPECT_EQ(head.at_time("2017-06-09 07:30"),
              "digest/2017-06-09/binh to binh at 2017-06-09 07:30; next 2017-06-12 07:30")
        << "overdue from Monday on: there is none at the weekend";
    EXPECT_EQ(head.at_time("2017-06-12 07:30"),
              "digest/2017-06-12/binh to binh at 2017-06-12 07:30; next 2017-06-13 07:30");
    head.obligation.state = ObligationState::submitted;
    EXPECT_EQ(head.at_time("2017-06-13 07:30"), "waits_for_day; next never");
}

TEST(HeadDigest, OfDaysThatADowntimeOversleptIsTodaysAlone) {
    Head head(tells());
    head.at_time("2017-06-06 07:00");
    EXPECT_EQ(head.at_time("2017-06-08 10:00"),
              "digest/2017-06-06/binh overtaken; digest/2017-06-07/binh overtaken; "
              "digest/2017-06-08/binh to binh at 2017-06-08 10:05; next 2017-06-09 07:30");
    EXPECT_EQ(head.at_time("2017-06-09 17:00"),
              "digest/2017-06-09/binh too_old; next 2017-06-12 07:30")
        << "the window is over, and tomorrow's is another day's";
}

TEST(HeadDigest, OfWhatComesUpInTheCourseOfADayIsToldOnTheNext) {
    Head head(tells());
    EXPECT_EQ(head.at_time("2017-06-08 10:00"), "waits_for_day; next 2017-06-09 07:30");
}

TEST(HeadDigest, EndsSixtyDaysAfterTheDeadline) {
    Head head(tells());
    head.at_time("2017-08-08 06:00");
    EXPECT_EQ(head.at_time("2017-08-08 07:30"),
              "digest/2017-08-08/binh to binh at 2017-08-08 07:30; next never");
}

TEST(HeadDigest, IsReadByWhoeverStandsIn) {
    World world = tells();
    world.organisation.absences.push_back(
        {"binh", {day("2017-06-05"), day("2017-06-08")}, "an", "nghỉ phép"});
    Head head(world);
    head.at_time("2017-06-08 07:00");
    EXPECT_EQ(head.at_time("2017-06-08 07:30"),
              "digest/2017-06-08/binh to an at 2017-06-08 07:30; next 2017-06-09 07:30");
}

TEST(HeadDigest, SaysNothingOfWhatNobodyIsChasedFor) {
    Head asking(tells());
    asking.obligation.asking = true;
    EXPECT_EQ(asking.at_time("2017-06-05 08:00"), "next never");
    Head undated(tells());
    undated.obligation.term.reset();
    EXPECT_EQ(undated.at_time("2017-06-05 08:00"), "next never");
    Head held(tells());
    held.phase = PhaseState::held;
    EXPECT_EQ(held.at_time("2017-06-05 08:00"), "next never");
    Head suspended(tells());
    suspended.suspended = {{day("2017-06-01"), day("2017-06-08")}};
    EXPECT_EQ(suspended.at_time("2017-06-05 08:00"), "waits_for_day; next 2017-06-09 07:30");
}

TEST(HeadDigest, IsSwitchedOnForAllOrByTheUnitItself) {
    World world = tells();
    world.unit("bv-da-khoa").head_digest = false;
    EXPECT_EQ(Head(world).at_time("2017-06-05 08:00"), "next never");
    world.sending.head_digest = false;
    world.unit("bv-da-khoa").head_digest = true;
    EXPECT_EQ(Head(world).at_time("2017-06-05 08:00"), "waits_for_day; next 2017-06-06 07:30");
    world.unit("bv-da-khoa").head_digest.reset();
    EXPECT_EQ(Head(world).at_time("2017-06-05 08:00"), "next never");
}

TEST(HeadDigest, OfWhatTheDepartmentItselfOwesGoesToItsDirector) {
    World world = tells();
    world.duty("dang-ky").upward = true;
    world.duty("dang-ky").obligors = {"so-y-te"};
    Head head(world);
    head.obligation.id = owed_by("dang-ky", "so-y-te");
    EXPECT_EQ(head.at_time("2017-06-05 08:00"), "next never");
    head.watch.person = "khanh";
    EXPECT_EQ(head.at_time("2017-06-05 08:00"), "waits_for_day; next 2017-06-06 07:30");
}

TEST(HeadDigest, HasTheDayAndThePersonInItsKeyAndAnIdOfItsOwn) {
    EXPECT_EQ(digest_id("binh", Grain::day), "binh.daily");
    EXPECT_EQ(digest_id("binh", Grain::week), "binh");
    EXPECT_EQ(person_of_digest("binh.daily"), "binh");
    EXPECT_EQ(person_of_digest("binh"), "binh");
    EXPECT_EQ(period_of_digest("binh.daily"), Grain::day);
    EXPECT_EQ(period_of_digest("binh"), Grain::week);
}

}  // namespace

}  // namespace dondoc::test
