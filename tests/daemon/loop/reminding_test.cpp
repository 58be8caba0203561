// Reminders that a person asks for, and what became of those before.
#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

std::string remind(Office& office, bool again = false) {
    const Reminding asked{"phong-tccb", "họp cụm", again};
    return said(office.loop->execute({RemindNow{owed_by("so-ket", "tt-y-te"), asked}, "cli:lan"},
                                     office.now));
}

TEST(Remind, SendsTheSameLetterTwiceADayOnlyToWhoAsksForIt) {
    World world;
    world.owes("so-ket", by("2017-06-15"), "", {"tt-y-te"}).has_ladder("-10.contact");
    Office office(world);
    office.start("2017-05-02 08:00");
    office.run_to("2017-05-10 17:00");
    EXPECT_EQ(remind(office), "carried");
    EXPECT_EQ(remind(office), "refused already_reminded") << "it still waits";
    office.run_to("2017-05-11 09:00");
    EXPECT_EQ(remind(office), "refused already_reminded") << "it left this morning";
    EXPECT_EQ(remind(office, true), "carried");
    office.run_to("2017-05-12 09:00");
    EXPECT_EQ(remind(office), "carried") << "another day";
    office.run_to("2017-05-12 12:00");
    EXPECT_EQ(office.sent(), R"(
2017-05-11 07:30  chi  by-hand-1.contact so-ket.tt-y-te
2017-05-11 09:05  chi  by-hand-2.contact so-ket.tt-y-te
2017-05-12 09:05  chi  by-hand-3.contact so-ket.tt-y-te
)");
}

TEST(Remind, MaySendALetterOnceMoreIfTheFirstCouldNotBeDelivered) {
    World world;
    world.owes("so-ket", by("2017-06-15"), "", {"tt-y-te"}).has_ladder("-10.contact");
    Office office(world);
    office.channel = [](const Consignment&) -> Outcome { return Rejected{"550 no such user"}; };
    office.start("2017-05-02 08:00");
    office.run_to("2017-05-10 09:00");
    EXPECT_EQ(remind(office), "carried");
    office.run_to("2017-05-10 10:00");
    EXPECT_EQ(remind(office), "carried");
}

}  // namespace

}  // namespace dondoc::loop_test
