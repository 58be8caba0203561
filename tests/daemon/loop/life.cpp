#include "tests/daemon/loop/life.h"

#include <utility>

namespace dondoc::loop_test {

namespace {

// No letter is read here, so they are short.
const TemplateTexts& short_letters() {
    static const TemplateTexts texts = [] {
        TemplateTexts made;
        for (const char* name : {"frame", "reminder", "urge", "report", "nudge_overdue",
                                 "nudge_undated", "nudge_request"})
            for (const char* part : {"subject", "txt", "html"})
                made[std::string(name) + ".en." + part] = std::string(name) + "\n";
        return made;
    }();
    return texts;
}

constexpr int moves_between_rebuilds = 3;

}  // namespace

Life::Life(unsigned its_seed)
    : seed(its_seed), chance(its_seed), world(random_world(chance)), office(world) {
    office.templates(short_letters());
    office.channel = [this](const Consignment& consignment) { return carry(consignment); };
    story = "seed " + std::to_string(seed) +
            "; replay it with DONDOC_SEED=" + std::to_string(seed) + "\n" + described(world);
    office.start(later(chance, at("2017-01-01 00:00"), 60));
    tell("begins");
}

Outcome Life::carry(const Consignment& consignment) {
    promises.leaves(office, consignment);
    if (!mail_up || chance.one_in(10)) return RetryLater{"421 sau"};
    if (chance.one_in(30)) return Unknown{"mất kết nối"};
    if (chance.one_in(30)) return Rejected{"550 không có"};
    return Sent{"250 ok"};
}

void Life::tell(const std::string& words) {
    story += clock(office.now) + "  " + words + "\n";
    const testing::ScopedTrace trace(__FILE__, __LINE__, story);
    look();
}

void Life::look() {
    office.run_to(office.now);
    promises.look(office);
}

void Life::live(int moves_max) {
    for (int made = 1; made <= moves_max && !testing::Test::HasFailure(); ++made) {
        tell(choose(chance, moves()).make(*this));
        if (made % moves_between_rebuilds == 0) rebuild();
    }
    if (!testing::Test::HasFailure()) end_well();
}

// All of the rows come out of the journal alone.
void Life::rebuild() {
    const testing::ScopedTrace trace(__FILE__, __LINE__, story);
    const std::string before = office.dump();
    must(office.store->rebuild());
    EXPECT_TRUE(office.dump() == before) << "the rows are not what the journal makes of them";
}

// Nothing stands in the way any more, and all deadlines pass.
void Life::end_well() {
    mail_up = true;
    office.resume();
    for (const Phase& phase : world.campaign.phases)
        office.phase(phase.id, PhaseVerb::release);
    office.run_to(at("2018-01-08 09:00"));
    tell("the end");
    office.channel = [](const Consignment&) { return Outcome(Sent{"250 ok"}); };
    office.run_to(at("2018-01-19 09:00"));
    tell("the last letters are out");
    const testing::ScopedTrace trace(__FILE__, __LINE__, story);
    promises.end(office);
    rebuild();
    EXPECT_EQ(must(office.store->read().verify_journal()), std::nullopt);
}

std::string Life::ask(const Command& what) {
    const std::size_t steps = office.steps.size();
    const std::string answer = said(office.loop->execute(what, office.now));
    EXPECT_TRUE(answer == "carried" || office.steps.size() == steps)
        << answer << ", and yet something changed\n"
        << story;
    return answer;
}

void Life::put_in_force() {
    configured = true;
    office.changes(world);
    if (chance.one_in(2))
        office.adopt();
    else
        office.start(chance.one_in(3) ? later(chance, office.now, 9) : office.now);
}

}  // namespace dondoc::loop_test
