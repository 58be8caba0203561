#include "daemon/service/clock_watch.h"

#include <gtest/gtest.h>

#include "tests/workflows/world.h"

namespace dondoc {

namespace {

using namespace std::chrono_literals;
using test::at;
using test::clock;

constexpr Uptime started = 3h;

// What the clock says so long after a start at 08:00; the time to go by, and whether it is doubted.
struct Look {
    std::string_view says;
    std::chrono::minutes after;
    std::string_view goes_by;
    bool doubted;
};

void expect(ClockWatch watch, const std::vector<Look>& looks) {
    for (const Look& look : looks) {
        const Instant now = watch.look(at(look.says), started + look.after);
        EXPECT_EQ(clock(now), look.goes_by) << look.after.count() << " minutes after the start";
        EXPECT_EQ(watch.jump().has_value(), look.doubted) << clock(now);
    }
}

ClockWatch at_eight(std::optional<Instant> recorded = {}, std::optional<ClockJump> open = {}) {
    return {at("2017-01-18 08:00"), started, recorded, open};
}

TEST(ClockWatch, BelievesAClockThatGoesWithTheMachine) {
    expect(at_eight(), {{"2017-01-18 08:00", 0min, "2017-01-18 08:00", false},
                        {"2017-01-18 08:05", 5min, "2017-01-18 08:05", false},
                        // Asleep over night, and the machine's own clock with it.
                        {"2017-01-19 07:00", 23h, "2017-01-19 07:00", false}});
}

TEST(ClockWatch, GoesOnFromWhereItStoodAfterAJumpOfMoreThanFiveMinutes) {
    for (const bool forward : {true, false}) {
        const std::string_view wrong = forward ? "2027-01-18 09:00" : "2007-01-18 09:00";
        ClockWatch watch = at_eight();
        EXPECT_EQ(clock(watch.look(at(wrong), started + 1h)), "2017-01-18 09:00");
        EXPECT_EQ(watch.jump(), (ClockJump{at("2017-01-18 09:00"), at(wrong)}));
        EXPECT_EQ(clock(watch.look(at(wrong) + 30min, started + 90min)), "2017-01-18 09:30");
        EXPECT_EQ(watch.jump(), (ClockJump{at("2017-01-18 09:00"), at(wrong)})) << "the same one";
    }
    expect(at_eight(), {{"2017-01-18 09:05", 60min, "2017-01-18 09:05", false},
                        {"2017-01-18 10:06", 120min, "2017-01-18 10:00", true}});
    expect(at_eight(), {{"2017-01-18 08:55", 60min, "2017-01-18 08:55", false},
                        {"2017-01-18 09:54", 120min, "2017-01-18 10:00", true}});
}

TEST(ClockWatch, BelievesAClockAgainThatComesBackByItself) {
    expect(at_eight(), {{"2027-01-18 09:00", 60min, "2017-01-18 09:00", true},
                        {"2017-01-18 09:12", 70min, "2017-01-18 09:12", false},
                        {"2017-01-18 09:22", 80min, "2017-01-18 09:22", false}});
    // To somewhere else is not back.
    expect(at_eight(), {{"2027-01-18 09:00", 60min, "2017-01-18 09:00", true},
                        {"2017-01-18 10:10", 70min, "2017-01-18 09:10", true},
                        {"2007-01-18 10:10", 80min, "2017-01-18 09:20", true}});
}

TEST(ClockWatch, BelievesWhatAPersonConfirms) {
    ClockWatch watch = at_eight();
    watch.look(at("2017-01-15 09:00"), started + 1h);
    watch.confirm(at("2017-01-15 09:00"), started + 1h);
    expect(watch, {{"2017-01-15 09:10", 70min, "2017-01-15 09:10", false},
                   {"2017-01-18 09:10", 70min, "2017-01-15 09:10", true}});
}

TEST(ClockWatch, DoubtsNoClockThatIsSetALittleEveryDay) {
    ClockWatch watch = at_eight();
    Instant wall = at("2017-01-18 08:00");
    Uptime up = started;
    for (int day = 0; day < 30; ++day) {
        for (int minute = 0; minute < 24 * 60; ++minute) {
            watch.look(wall += 1min, up += 1min);
        }
        watch.look(wall -= 1min, up);
    }
    EXPECT_EQ(watch.jump(), std::nullopt);
}

TEST(ClockWatch, TakesALaterStartForADowntime) {
    expect(at_eight(at("2016-12-01 16:00")),
           {{"2017-01-18 08:01", 1min, "2017-01-18 08:01", false}});
    // A second that a time server took back between two starts is no jump.
    expect(at_eight(at("2017-01-18 08:04")),
           {{"2017-01-18 08:01", 1min, "2017-01-18 08:01", false}});
}

// As a machine does whose battery is empty, until a time server has told it the time.
TEST(ClockWatch, DoubtsAStartBeforeWhatWasRecordedUntilTheClockIsPastIt) {
    expect(at_eight(at("2017-01-20 10:00")),
           {{"2017-01-18 08:00", 0min, "2017-01-20 10:00", true},
            {"2017-01-18 08:01", 1min, "2017-01-20 10:01", true},
            {"2017-02-01 07:00", 2min, "2017-02-01 07:00", false},
            {"2017-02-01 07:01", 3min, "2017-02-01 07:01", false}});
}

TEST(ClockWatch, DoubtsAfterARestartWhatNobodyConfirmedBefore) {
    const ClockJump forward{at("2016-01-18 07:00"), at("2017-01-18 07:00")};
    const Instant recorded = at("2016-01-18 07:30");
    expect(at_eight(recorded, forward), {{"2017-01-18 08:01", 1min, "2016-01-18 07:31", true},
                                         {"2016-01-19 09:00", 2min, "2016-01-19 09:00", false}});
    // It went back while the daemon was down: to what was recorded, or later.
    const ClockJump far{at("2017-01-18 07:00"), at("2027-01-18 07:00")};
    expect(at_eight(at("2017-01-18 07:30"), far),
           {{"2017-01-18 08:01", 1min, "2017-01-18 08:01", false}});
    const ClockJump backward{at("2017-01-18 07:00"), at("2007-01-18 07:00")};
    expect(at_eight(at("2017-01-18 07:30"), backward),
           {{"2017-01-18 08:01", 1min, "2017-01-18 08:01", false}});
    expect(at_eight(at("2017-01-18 09:00"), backward),
           {{"2017-01-18 08:01", 1min, "2017-01-18 09:01", true}});
}

}  // namespace

}  // namespace dondoc
