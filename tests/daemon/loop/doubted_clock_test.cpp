// A clock that is not believed: nothing is planned and nothing leaves until it comes back or a
// person confirms it. Which clock that is, is decided in daemon/service/clock_watch.h.
#include <algorithm>
#include <set>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

World plan() {
    return World()
        .has_ladder("-10.contact -5.contact -2.contact +1.head +3.superior")
        .owes("dang-ky", before("2017-01-30"), "", {"bv-da-khoa", "tt-y-te"});
}

void jumps(Office& office, std::string_view to) {
    must(office.loop->mind_clock(ClockJump{office.now, at(to)}, office.now));
}
void comes_back(Office& office) {
    must(office.loop->mind_clock({}, office.now));
}
std::string confirms(Office& office, std::string_view wall, const std::string& reason = "đã xem") {
    const std::string answer =
        said(office.loop->execute({ConfirmClock{reason}, "cli:quan-tri"}, at(wall)));
    if (answer == "carried") office.now = at(wall);
    return answer;
}

std::unique_ptr<Office> in_doubt(std::string_view to) {
    auto office = std::make_unique<Office>(plan());
    office->start("2017-01-03 08:00");
    office->run_to("2017-01-17 10:00");
    office->sent();
    jumps(*office, to);
    return office;
}

void expect_sound(const Office& office) {
    EXPECT_EQ(must(office.store->read().verify_journal()), std::nullopt);
    rebuilds_to_itself(office);
    std::set<std::string> sent;
    for (const auto& each : office.carried)
        EXPECT_TRUE(sent.insert(each.consignment.message).second)
            << each.consignment.message << " left twice";
}

TEST(DoubtedClock, StopsPlanningAndSendingButNoDecision) {
    for (const char* to : {"2027-01-17 10:00", "2007-01-17 10:00"}) {
        const auto office = in_doubt(to);
        office->run_to("2017-01-20 12:00");
        EXPECT_EQ(office->sent(), "\n") << "the rungs of the 18th are neither told nor passed over";
        EXPECT_EQ(office->obligation().rungs_done, std::vector<std::string>{"-10.contact"});
        EXPECT_EQ(office->decide(submission(), "dang-ky", "tt-y-te"), "carried");
        EXPECT_EQ(must(office->store->read().last_recorded()), at("2017-01-20 12:00"))
            << "recorded in order, at the time the daemon goes by";
        jumps(*office, to);
        EXPECT_EQ(std::ranges::count_if(office->steps,
                                        [](const Step& step) {
                                            return std::holds_alternative<ClockJumped>(
                                                step.changes.front().events.front());
                                        }),
                  1)
            << "a jump is recorded once";
        expect_sound(*office);
    }
}

TEST(DoubtedClock, KeepsWhatWasComposedFromBeingTriedAgain) {
    Office office(plan());
    office.channel = [](const Consignment&) { return RetryLater{"450 busy"}; };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-11 07:30");
    EXPECT_EQ(office.carried.size(), 2u);
    jumps(office, "2027-01-11 07:30");
    office.run_to("2017-01-12 12:00");
    EXPECT_EQ(office.carried.size(), 2u);
    EXPECT_EQ(office.message_to("an").attempts, 1);
}

TEST(DoubtedClock, IsBelievedAgainWhenItComesBackByItself) {
    const auto office = in_doubt("2027-01-17 10:00");
    office->run_to("2017-01-18 12:00");
    comes_back(*office);
    comes_back(*office);
    office->run_to("2017-01-18 13:00");
    EXPECT_EQ(office->sent(), R"(
2017-01-18 12:05  an  -5.contact dang-ky.bv-da-khoa
2017-01-18 12:05  chi  -5.contact dang-ky.tt-y-te
)");
    EXPECT_EQ(confirms(*office, "2017-01-18 13:00"), "refused clock_not_doubted");
    expect_sound(*office);
}

TEST(DoubtedClock, OutlivesARestart) {
    const auto office = in_doubt("2027-01-17 10:00");
    office->start("2017-01-18 12:00");
    office->run_to("2017-01-19 12:00");
    EXPECT_EQ(office->sent(), "\n");
    ASSERT_TRUE(must(office->store->read().daemon_state()).clock);
}

TEST(DoubtedClock, GoesOnAsAfterADowntimeWhenAJumpForwardIsConfirmed) {
    const auto office = in_doubt("2017-01-23 09:00");
    office->run_to("2017-01-17 11:00");
    EXPECT_EQ(confirms(*office, "2017-01-23 10:00", " "), "refused reason_missing");
    EXPECT_EQ(confirms(*office, "2017-01-23 10:00"), "carried");
    office->run_to("2017-01-23 12:00");
    EXPECT_EQ(office->sent(), R"(
2017-01-23 10:05  an  -2.contact dang-ky.bv-da-khoa
2017-01-23 10:05  chi  -2.contact dang-ky.tt-y-te
)");
    expect_sound(*office);
}

// Days that were lived through are lived through once more, and nobody is told anything again.
TEST(DoubtedClock, TellsNothingTwiceWhenAJumpBackwardIsConfirmed) {
    for (const char* to : {"2017-01-10 09:00", "2017-01-17 07:00", "2014-01-17 10:00"}) {
        const auto office = in_doubt(to);
        EXPECT_EQ(confirms(*office, to), "carried");
        EXPECT_EQ(must(office->store->read().last_recorded()), at(to));
        office->run_to("2017-01-24 00:00");
        EXPECT_EQ(office->sent(), R"(
2017-01-18 07:30  an  -5.contact dang-ky.bv-da-khoa
2017-01-18 07:30  chi  -5.contact dang-ky.tt-y-te
2017-01-23 07:30  an  -2.contact dang-ky.bv-da-khoa
2017-01-23 07:30  chi  -2.contact dang-ky.tt-y-te
)");
        expect_sound(*office);
    }
}

// A letter that a clock ahead of its time has put off for years.
TEST(DoubtedClock, LeavesNothingWaitingForAYearThatWasWrong) {
    Office office(plan());
    office.channel = [](const Consignment&) { return RetryLater{"450 busy"}; };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-12 07:30");
    office.channel = {};
    office.sent();
    jumps(office, "2007-01-12 07:30");
    EXPECT_EQ(confirms(office, "2007-01-12 08:00"), "carried");
    office.run_to("2007-01-12 09:00");
    EXPECT_EQ(std::ranges::count(office.sent(), '\n'), 1 + 2);
    EXPECT_EQ(must(office.store->read().verify_journal()), std::nullopt);
    rebuilds_to_itself(office);
}

}  // namespace

}  // namespace dondoc::loop_test
