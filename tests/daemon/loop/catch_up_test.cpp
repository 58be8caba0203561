#include "daemon/loop/catch_up.h"

#include <algorithm>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

constexpr const char* rungs =
    "-10.contact -5.contact -2.contact -2.head +1.head +3.superior +5.director";

World one_report() {
    return World().has_ladder(rungs).owes("dang-ky", before("2017-01-30"));
}

// −5 on 18/01, −2 on 23/01, +1 on 02/02, +3 on 06/02, +5 on 08/02.
TEST(CatchUp, TellsOfWhatADowntimeOvertookTheLatestRungOfEachAudienceIfItIsYoungEnough) {
    struct Row {
        const char* back;
        const char* until;
        const char* sent;
        const char* notices;
    };
    const Row rows[] = {
        // One working day.
        {"2017-01-19 09:00", "2017-01-20 00:00", R"(
2017-01-19 09:05  an  -5.contact dang-ky.bv-da-khoa
)",
         R"(
dang-ky/1/bv-da-khoa/1/-10.contact  sent  on_time
dang-ky/1/bv-da-khoa/1/-5.contact  sent  catch_up
)"},
        // Three.
        {"2017-01-23 09:00", "2017-01-24 00:00", R"(
2017-01-23 09:05  an  -2.contact dang-ky.bv-da-khoa
2017-01-23 09:05  binh  -2.head dang-ky.bv-da-khoa
)",
         R"(
dang-ky/1/bv-da-khoa/1/-10.contact  sent  on_time
dang-ky/1/bv-da-khoa/1/-2.contact  sent  catch_up
dang-ky/1/bv-da-khoa/1/-2.head  sent  catch_up
dang-ky/1/bv-da-khoa/1/-5.contact  passed over  overtaken
)"},
        // Six.
        {"2017-02-02 09:00", "2017-02-03 00:00", R"(
2017-02-02 09:05  an  -2.contact dang-ky.bv-da-khoa
2017-02-02 09:20  binh  +1.head dang-ky.bv-da-khoa
)",
         R"(
dang-ky/1/bv-da-khoa/1/+1.head  sent  catch_up
dang-ky/1/bv-da-khoa/1/-10.contact  sent  on_time
dang-ky/1/bv-da-khoa/1/-2.contact  sent  catch_up
dang-ky/1/bv-da-khoa/1/-2.head  passed over  overtaken
dang-ky/1/bv-da-khoa/1/-5.contact  passed over  overtaken
)"},
        // Thirty: nobody would be told any more, so the coordinator is asked.
        {"2017-03-08 09:00", "2017-03-09 00:00", R"(
2017-03-08 09:05  giang  unchased dang-ky.bv-da-khoa
)",
         R"(
dang-ky/1/bv-da-khoa/1/+1.head  passed over  too_old
dang-ky/1/bv-da-khoa/1/+3.superior  passed over  too_old
dang-ky/1/bv-da-khoa/1/+5.director  passed over  too_old
dang-ky/1/bv-da-khoa/1/-10.contact  sent  on_time
dang-ky/1/bv-da-khoa/1/-2.contact  passed over  too_old
dang-ky/1/bv-da-khoa/1/-2.head  passed over  overtaken
dang-ky/1/bv-da-khoa/1/-5.contact  passed over  overtaken
dang-ky/1/bv-da-khoa/1/unchased  sent  unchased
)"},
    };
    for (const Row& row : rows) {
        Office office(one_report());
        office.start("2017-01-03 08:00");
        office.run_to("2017-01-18 07:00");
        office.sent();
        office.down_until(row.back);
        office.run_to(row.until);
        EXPECT_EQ(office.sent(), row.sent) << row.back;
        EXPECT_EQ(office.notices(), row.notices) << row.back;
    }
}

// Made within hours, and the machine falls asleep, or goes down, before it leaves.
TEST(CatchUp, LetsNothingLeaveOutsideHoursAfterTheMachineSlept) {
    for (const bool down : {false, true}) {
        for (const bool tried : {false, true}) {
            Office office(one_report());
            office.configuration.go_ahead_above = 0;
            office.start("2017-01-03 08:00");
            office.run_to("2017-01-18 07:29");
            office.sent();
            if (tried) office.channel = [](const Consignment&) { return RetryLater{"450 busy"}; };
            const auto made = [&] {
                const auto all = must(office.store->read().messages({}, 1, "")).rows;
                return all.front().moment == at("2017-01-18 07:30") &&
                       all.front().attempts == (tried ? 1 : 0);
            };
            while (!made())
                ASSERT_TRUE(office.turn(at("2017-01-18 07:30")));
            office.channel = {};
            office.sent();
            office.now = at("2017-01-18 16:30");
            if (down) office.start(office.now);
            office.run_to("2017-01-19 12:00");
            EXPECT_EQ(office.sent(), R"(
2017-01-19 07:30  an  -5.contact dang-ky.bv-da-khoa
)");
        }
    }
}

// ---- the go-ahead

std::vector<std::string> many_units() {
    return {"bv-da-khoa", "tt-y-te", "phong-tccb"};
}

World many() {
    return World()
        .has_ladder("-5.contact -2.contact +1.head +3.superior")
        .owes("dang-ky", before("2017-01-30"), "", many_units());
}

// Down from before the rung of 18/01 to the morning after, with three messages to tell then.
std::unique_ptr<Office> back_after_a_day(int most, const char* back = "2017-01-19 09:00") {
    auto office = std::make_unique<Office>(many());
    office->configuration.go_ahead_above = most;
    office->start("2017-01-03 08:00");
    office->run_to("2017-01-18 07:00");
    office->down_until(back);
    return office;
}

std::string give(Office& office, bool discard = false, const std::string& reason = "đã rà soát") {
    return said(office.loop->execute({GiveGoAhead{reason, discard}, "cli:giang"}, office.now));
}

DaemonState state_of(const Office& office) {
    return must(office.store->read().daemon_state());
}

TEST(GoAhead, IsNotAskedForOnAnOrdinaryMorning) {
    Office office(many());
    office.configuration.go_ahead_above = 1;
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 00:00");
    EXPECT_EQ(std::ranges::count(office.sent(), '\n'), 1 + 6);
    EXPECT_FALSE(state_of(office).catch_up);
}

TEST(GoAhead, IsNotAskedForIfADowntimeHeldLittleBack) {
    for (const int most : {0, 3, 50}) {
        const auto office = back_after_a_day(most);
        office->run_to("2017-01-20 00:00");
        EXPECT_EQ(office->sent(), R"(
2017-01-19 09:05  an  -5.contact dang-ky.bv-da-khoa
2017-01-19 09:05  chi  -5.contact dang-ky.tt-y-te
2017-01-19 09:05  giang  -5.contact dang-ky.phong-tccb
)");
        EXPECT_FALSE(state_of(*office).catch_up) << "and it is over";
    }
}

// A restart in the morning is none.
TEST(GoAhead, IsNotAskedForAfterLessThanAnHour) {
    const auto office = back_after_a_day(1, "2017-01-18 08:20");
    office->run_to("2017-01-18 12:00");
    EXPECT_EQ(std::ranges::count(office->sent(), '\n'), 1 + 3);
}

TEST(GoAhead, HoldsWhatADowntimeHeldBackAndAsksTheCoordinatorOnce) {
    const auto office = back_after_a_day(2);
    office->run_to("2017-01-19 12:00");
    EXPECT_EQ(office->sent(), R"(
2017-01-19 09:05  giang  go-ahead thi-dua-2017
)");
    const std::string letter = office->letter_to("giang");
    EXPECT_NE(letter.find("The system was down from 18 January 2017"), letter.npos) << letter;
    EXPECT_NE(letter.find("3 letters"), letter.npos) << letter;
    EXPECT_NE(letter.find("dondoc go-ahead --reason"), letter.npos) << letter;
    EXPECT_EQ(must(office->store->read().held_messages()).size(), 3u);
    // What falls due from now on leaves as ever.
    office->run_to("2017-01-23 12:00");
    EXPECT_EQ(office->sent(), R"(
2017-01-23 07:30  an  -2.contact dang-ky.bv-da-khoa
2017-01-23 07:30  chi  -2.contact dang-ky.tt-y-te
2017-01-23 07:30  giang  -2.contact dang-ky.phong-tccb
)");
    rebuilds_to_itself(*office);
}

TEST(GoAhead, IsAskedForThoughThePlanWasEditedMeanwhile) {
    Office office(many());
    office.configuration.go_ahead_above = 2;
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-18 07:00");
    office.changes(many().has_ladder("-5.contact -2.contact +1.head +4.superior"));
    office.down_until("2017-01-19 09:00");
    office.run_to("2017-01-19 12:00");
    EXPECT_EQ(must(office.store->read().held_messages()).size(), 3u);
}

TEST(GoAhead, DropsOfALetterOnlyWhatWasMissed) {
    Office office(many().owes("ke-hoach", by("2017-02-02")));
    office.configuration.go_ahead_above = 2;
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-18 07:00");
    office.down_until("2017-01-18 22:00");
    office.run_to("2017-01-19 08:00");
    office.sent();
    EXPECT_EQ(give(office, true), "carried");
    office.run_to("2017-01-19 12:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-19 08:00  an  -5.contact ke-hoach.bv-da-khoa
)");
    rebuilds_to_itself(office);
}

TEST(GoAhead, LetsLeaveWhatStillHolds) {
    const auto office = back_after_a_day(2);
    office->run_to("2017-01-19 12:00");
    office->sent();
    EXPECT_EQ(office->decide(submission(), "dang-ky", "tt-y-te"), "carried");
    EXPECT_EQ(give(*office, false, " "), "refused reason_missing");
    EXPECT_EQ(give(*office), "carried");
    EXPECT_EQ(give(*office), "refused nothing_waits");
    office->run_to("2017-01-19 13:00");
    EXPECT_EQ(office->sent(), R"(
2017-01-19 12:00  an  -5.contact dang-ky.bv-da-khoa
2017-01-19 12:00  giang  -5.contact dang-ky.phong-tccb
)");
    EXPECT_NE(office->notices().find("tt-y-te/1/-5.contact  suppressed  submitted"),
              std::string::npos);
}

TEST(GoAhead, DropsThemIfAPersonSaysSo) {
    const auto office = back_after_a_day(2);
    office->run_to("2017-01-19 12:00");
    office->sent();
    EXPECT_EQ(give(*office, true), "carried");
    office->run_to("2017-01-20 00:00");
    EXPECT_EQ(office->sent(), "\n");
    EXPECT_EQ(office->notices(), R"(
dang-ky/1/bv-da-khoa/1/-5.contact  suppressed  catch_up_discarded
dang-ky/1/phong-tccb/1/-5.contact  suppressed  catch_up_discarded
dang-ky/1/tt-y-te/1/-5.contact  suppressed  catch_up_discarded
)");
    rebuilds_to_itself(*office);
}

TEST(GoAhead, IsNotWaitedForByALetterThatAPersonHasTriedAgain) {
    Office office(many().owes("ke-hoach", before("2017-01-16")));
    office.configuration.go_ahead_above = 2;
    office.channel = [](const Consignment&) -> Outcome { return Rejected{"550 no"}; };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-10 08:00");
    const MessageRecord letter = office.message_to("an");
    ASSERT_EQ(letter.state, MessageState::failed);
    office.channel = {};
    office.run_to("2017-01-18 07:00");
    office.down_until("2017-01-19 09:00");
    office.run_to("2017-01-19 12:00");
    office.sent();
    const auto held = must(office.store->read().held_messages()).size();
    EXPECT_GT(held, 2u);
    const SettleMessage again{letter.number, true, "đã sửa địa chỉ"};
    EXPECT_EQ(said(office.execute(again)), "carried");
    office.run_to("2017-01-19 12:30");
    EXPECT_NE(office.sent().find("  an  -5.contact ke-hoach.bv-da-khoa\n"), std::string::npos);
    EXPECT_EQ(must(office.store->read().held_messages()).size(), held);
}

// Back at night: what was missed is told in the morning, together with what is due then.
TEST(GoAhead, IsWeighedWhenTheFirstOfThemMayLeave) {
    const auto office = back_after_a_day(2, "2017-01-18 22:00");
    office->run_to("2017-01-19 07:29");
    EXPECT_EQ(office->sent(), "\n");
    EXPECT_TRUE(state_of(*office).catch_up && !state_of(*office).catch_up->held);
    office->run_to("2017-01-19 12:00");
    EXPECT_EQ(office->sent(), R"(
2017-01-19 07:30  giang  go-ahead thi-dua-2017
)");
}

// A crash after it was back, at any turn, must not let them go.
TEST(GoAhead, IsAskedForWhereverTheDaemonCrashes) {
    const Folder folder;
    for (int turns = 0; turns < 14; ++turns) {
        const auto file = folder.file(std::to_string(turns) + ".db");
        auto office = std::make_unique<Office>(many(), file);
        office->configuration.go_ahead_above = 2;
        office->start("2017-01-03 08:00");
        office->run_to("2017-01-18 07:00");
        office->down_until("2017-01-19 09:00");
        for (int turn = 0; turn < turns; ++turn)
            office->turn(at("2017-01-19 09:05"));
        office->start(office->now);
        office->run_to("2017-01-19 12:00");
        EXPECT_EQ(must(office->store->read().held_messages()).size(), 3u) << turns;
        const auto asked = std::ranges::count(office->carried, "giang", &Office::Carried::person);
        EXPECT_GE(asked, 1) << turns;
        for (const auto& each : office->carried)
            EXPECT_EQ(each.person, "giang") << turns;
    }
}

// An escalation that waits for a reminder which waits for a go-ahead waits with it.
TEST(GoAhead, HoldsWhatFollowsFromWhatWasMissed) {
    Office office(World()
                      .has_ladder("-2.contact +1.head")
                      .owes("dang-ky", before("2017-01-30"), "", many_units()));
    office.configuration.go_ahead_above = 2;
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-23 07:00");
    office.down_until("2017-02-02 09:00");
    office.run_to("2017-02-03 12:00");
    for (const auto& each : office.carried)
        EXPECT_EQ(each.person, "giang") << "nothing but the question leaves";
    EXPECT_EQ(office.carried.size(), 1u);
    EXPECT_EQ(give(office), "carried");
    office.run_to("2017-02-03 16:00");
    EXPECT_GE(office.carried.size(), 5u);
}

TEST(GoAhead, IsForeseenAsGivenAtOnce) {
    const auto office = back_after_a_day(2);
    office->run_to("2017-01-19 12:00");
    World edited = many();
    edited.sending.catch_up_age_max = 4;
    office->changes(edited);
    EXPECT_TRUE(office->preview().messages.empty()) << "the same on both sides";
}

}  // namespace

}  // namespace dondoc::loop_test
