// The days that people set for the events of a campaign.
#include <gmock/gmock.h>

#include "tests/daemon/store/conformance.h"

namespace dondoc::store_test {
namespace {

using testing::IsEmpty;

class EventDays : public Conformance {};
INSTANTIATE_TEST_SUITE_P(Stores, EventDays, testing::Values(Kind::file, Kind::memory), kind_name);

// A line an event: the day, who set it, when and why.
std::string days_of(const World& world, const std::string& campaign_id = "plan") {
    std::string lines = "\n";
    for (const EventDate& one : must(world.read().events_dated(campaign_id))) {
        lines += one.event + " " + iso_date(one.day) + " " + one.by + " " +
                 (one.at == at("07:30") ? "07:30" : "later") + " " + one.reason + "\n";
    }
    return lines;
}

TEST_P(EventDays, AreRememberedWithWhoSetThemWhenAndWhy) {
    EXPECT_THAT(must(world.read().events_dated("plan")), IsEmpty());
    world.happens({{campaign(),
                    {EventDated{"khai-mac", day("2017-03-08"), "Công văn 12"},
                     EventDated{"be-mac", day("2017-03-10"), "Công văn 12"}},
                    {},
                    "lan"}});
    EXPECT_EQ(days_of(world),
              "\nbe-mac 2017-03-10 lan 07:30 Công văn 12\nkhai-mac 2017-03-08 lan 07:30 Công văn "
              "12\n");
    EXPECT_EQ(must(world.read().event_dates("plan")),
              (EventDates{{"be-mac", day("2017-03-10")}, {"khai-mac", day("2017-03-08")}}));
}

TEST_P(EventDays, AreThoseThatWereSetLast) {
    world.happens({{campaign(), {EventDated{"be-mac", day("2017-03-10"), "dự kiến"}}, {}, "lan"}});
    world.now = at("2017-02-02 09:00");
    world.happens({{campaign(), {EventDated{"be-mac", day("2017-03-17"), "lùi"}}, {}, "mai"}});
    EXPECT_EQ(days_of(world), "\nbe-mac 2017-03-17 mai later lùi\n");
}

TEST_P(EventDays, BelongToTheirCampaignAndOutliveItsVersions) {
    world.happens(campaign(), {CampaignApplied{"one", 1}});
    world.happens(campaign(), {EventDated{"be-mac", day("2017-03-10"), "x"}});
    world.happens(campaign("other"), {EventDated{"be-mac", day("2017-05-05"), "x"}});
    world.happens(campaign(), {CampaignApplied{"two", 2}});
    EXPECT_EQ(must(world.read().event_dates("plan")).at("be-mac"), day("2017-03-10"));
    EXPECT_EQ(must(world.read().event_dates("other")).at("be-mac"), day("2017-05-05"));
}

TEST_P(EventDays, AreMadeAnewFromTheJournal) {
    world.happens(campaign(), {EventDated{"be-mac", day("2017-03-10"), "dự kiến"}});
    world.happens(campaign(), {EventDated{"be-mac", day("2017-03-17"), "lùi"}});
    const std::string before = days_of(world);
    must(world.store->rebuild());
    EXPECT_EQ(days_of(world), before);
}

TEST_P(EventDays, AreOfCampaignsAlone) {
    const std::string before = world.dump();
    EXPECT_EQ(error_of(world.try_it(phase(), {EventDated{"be-mac", day("2017-03-10"), "x"}})),
              "commit: phase plan.register: cannot take the event event_dated");
    EXPECT_EQ(world.dump(), before);
}

}  // namespace
}  // namespace dondoc::store_test
