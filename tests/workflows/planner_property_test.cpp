// Random plans, sleeps, decisions and edits. What must hold of every single plan is checked by
// Timeline; what must hold of the whole is checked here. A failure names its seed.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "tests/workflows/random_plan.h"
#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;
using std::chrono::days;
using std::chrono::minutes;

const std::array<std::string, 2> duties{"bao-cao", "ho-so"};
const std::array<std::string, 2> units{"bv-da-khoa", "tt-y-te"};
const std::array<std::string, 3> phases{"dau", "cuoi", ""};

World random_world(Chance& chance) {
    World world;
    world.has_ladder(random_rungs(chance));
    world.has_phase(phases[0], chance.one_in(2) ? "2017-02-06" : "",
                    chance.one_in(2) ? "2017-04-28" : "");
    world.has_phase(phases[1]);
    for (const std::string& duty : duties) {
        world.owes(duty, random_deadline(chance), chance.of(phases),
                   chance.one_in(3) ? std::vector<std::string>{units[0]}
                                    : std::vector<std::string>(units.begin(), units.end()));
    }
    if (chance.one_in(3)) world.unit(units[0]).contact = "binh";  // contact and head are one person
    if (chance.one_in(4)) world.sending.window = {minutes(8 * 60 + 3), minutes(11 * 60 + 17)};
    return world;
}

void edit(Chance& chance, World& world) {
    Duty& duty = world.duty(chance.of(duties));
    switch (chance.between(1, 7)) {
        case 1: world.deadline(duty.id) = random_deadline(chance); break;
        case 2: world.has_ladder(random_rungs(chance)); break;
        case 3:
            world.has_off_days({iso_date(day("2017-01-03") + days(chance.between(0, 160)))});
            break;
        case 4:
            world.unit(chance.of(units)).head =
                chance.of(std::array<std::string, 4>{"", "binh", "an", "hai"});
            break;
        case 5: duty.phase = chance.of(phases); break;
        case 6: world.campaign.issued = day("2017-01-03") + days(chance.between(0, 150)); break;
        default: duty.obligors = {units[chance.one_in(2) ? 0 : 1]}; break;
    }
}

void suspend_or_end(Chance& chance, Timeline& year) {
    const Date today = year.definition().zone.date_of(year.now());
    const std::string unit = chance.of(units);
    if (chance.one_in(3)) return year.end_suspension(unit);
    const Date from = today + days(chance.between(-3, 10));
    year.suspend(unit, iso_date(from), iso_date(from + days(chance.between(0, 14))));
}

void act(Chance& chance, World& world, Timeline& year) {
    constexpr std::array verbs{PhaseVerb::open, PhaseVerb::close,   PhaseVerb::skip,
                               PhaseVerb::hold, PhaseVerb::release, PhaseVerb::release};
    switch (chance.between(1, 11)) {
        case 11: suspend_or_end(chance, year); break;
        case 1:
        case 2:
        case 3: year.run_to(later(chance, year.now(), 12)); break;
        case 4: year.down_until(later(chance, year.now(), 15)); break;
        case 5:
        case 6:
            year.decide(random_decision(chance, year.definition().zone.date_of(year.now())),
                        chance.of(duties), units[0]);
            break;
        case 7:
        case 8:
            edit(chance, world);
            year.change(world);
            break;
        case 9: year.decide_phase(phases[chance.one_in(2) ? 0 : 1], chance.of(verbs)); break;
        default: chance.one_in(2) ? year.mail_server_away() : year.mail_server_back(); break;
    }
}

// Of its present round, every rung of an obligation that is chased has told, was passed over, lies
// ahead, or is looked at again.
void expect_nothing_vanished(const Timeline& year) {
    for (const Obligation& o : year.obligations()) {
        if (o.request && !o.request->told) {
            const bool held = !o.phase.empty() && year.phase(o.phase).state == PhaseState::held;
            EXPECT_TRUE(held || (o.next && *o.next > year.now())) << text_of(o);
            continue;
        }
        if (!o.owed() || !o.term || o.asking) {
            EXPECT_EQ(o.next, std::nullopt) << text_of(o);
            continue;
        }
        if (!o.phase.empty() && year.phase(o.phase).state == PhaseState::held) continue;
        const Definition& definition = year.definition();
        for (const RungMoment& moment : rung_moments(definition, o)) {
            if (std::ranges::count(o.rungs_done, moment.rung->id) > 0) continue;
            const bool held = o.held && moment.rung->after_deadline();
            if (moment.at <= year.now() && (held || o.needs_release(*moment.rung))) continue;
            EXPECT_TRUE(o.next && *o.next > year.now()) << moment.rung->id << ' ' << text_of(o);
            EXPECT_LE(*o.next, std::max(moment.at, next_opening(definition, year.now())))
                << moment.rung->id << " is forgotten until then";
        }
    }
}

void live_through_a_year(unsigned seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Chance chance(seed);
    World world = random_world(chance);
    Timeline year(world, later(chance, at("2017-01-01 00:00"), 60));
    for (int acts = 0; acts < 14; ++acts) {
        act(chance, world, year);
        expect_nothing_vanished(year);
    }
    year.mail_server_back();
    for (const PhaseRecord& phase : year.phases()) {
        if (phase.state == PhaseState::held) year.decide_phase(phase.phase, PhaseVerb::release);
    }
    year.run_to(at("2018-06-01 00:00"));
    expect_nothing_vanished(year);
    for (const Obligation& o : year.obligations())
        EXPECT_EQ(o.next, std::nullopt) << text_of(o);
}

TEST(PlannerProperty, KeepsItsPromisesThroughRandomYears) {
    for (unsigned seed = 1; seed <= 150 && !testing::Test::HasFailure(); ++seed) {
        live_through_a_year(seed);
    }
}

}  // namespace
}  // namespace dondoc
