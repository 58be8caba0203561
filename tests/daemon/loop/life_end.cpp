// How a life ends. In some of them the plan is edited once more, and what `dondoc apply` foretells
// of it is compared with what comes of it when nobody acts.
#include <algorithm>
#include <utility>

#include "tests/daemon/loop/life.h"

namespace dondoc::loop_test {

namespace {

using Rows = std::map<std::string, Obligation>;

// Message-ID and moment.
using Sendings = std::multiset<std::pair<Instant, std::string>>;

Sendings sent_since(const Office& office, std::size_t first) {
    Sendings sendings;
    for (std::size_t at = first; at < office.carried.size(); ++at)
        sendings.emplace(office.carried[at].at, office.carried[at].consignment.parcel.id);
    return sendings;
}

// A letter that leaves at another moment is neither gained nor lost.
Sendings without(const Sendings& some, const Sendings& others) {
    Sendings left;
    for (const auto& sending : some)
        if (std::ranges::find(others, sending.second, &Sendings::value_type::second) ==
            others.end())
            left.insert(sending);
    return left;
}

std::string words_of(const Sendings& sendings) {
    std::string words;
    for (const auto& [moment, id] : sendings)
        words += clock(moment) + ' ' + id + '\n';
    return words;
}

// What became of an obligation in the words of a difference; empty: nothing that it speaks of.
std::string change_between(const Obligation* before, const Obligation& after) {
    const bool gone = after.state == ObligationState::withdrawn;
    if (!before) return gone ? "" : "added";
    if (before->state == ObligationState::withdrawn) return gone ? "" : "restored";
    if (gone) return "withdrawn";
    if (before->state == ObligationState::waived && after.owed()) return "restored";
    const auto days = [](const Obligation& one, Date Term::* which) {
        return one.term ? iso_date(*one.term.*which) : "";
    };
    const bool moved = days(*before, &Term::last_permitted) != days(after, &Term::last_permitted) ||
                       before->asking != after.asking;
    if (after.owed() && moved) return "moved";
    const bool same = days(*before, &Term::last_working) == days(after, &Term::last_working);
    return same ? "" : "recounted";
}

}  // namespace

// Nothing stands in the way any more.
void Life::end_well() {
    mail_up = all_is_well = true;
    office.resume();
    office.configuration.go_ahead_above = 0;
    if (const auto held = must(office.store->read().daemon_state()).catch_up; held && held->held)
        ask(GiveGoAhead{"đã rà soát", chance.one_in(2)});
    for (const Phase& phase : world.campaign.phases)
        office.phase(phase.id, PhaseVerb::release);
    for (const SilenceRecord& one : must(office.store->read().silences(today())))
        ask(EndSilence{one.silence.number, "xong"});
    std::vector<ObligationId> held;
    for (const auto& [id, obligation] : promises.obligations())
        if (obligation.held && obligation.owed()) held.push_back(obligation.id);
    for (const ObligationId& id : held)
        ask(DecideObligation{id, releasing()});
    tell("nothing stands in the way any more");
}

// One who goes on as before tells what would have been sent.
void Life::foretell() {
    const auto as_before = office.twin();
    as_before->channel = {};
    const Edit& edit = choose(chance, edits());
    const std::string words = edit.make(chance, world);
    office.changes(world);
    const std::string dump = office.dump();
    const Difference told = office.preview();
    const Rows before = promises.obligations();
    EXPECT_TRUE(office.dump() == dump) << "a preview changed something\n" << story;
    const std::size_t first = office.carried.size();
    office.adopt();
    story += clock(office.now) + "  the last edit: " + words + "\n";
    const testing::ScopedTrace trace(__FILE__, __LINE__, story);

    promises.read_on(office);
    std::set<std::string> changes, foretold;
    for (const auto& [id, after] : promises.obligations()) {
        const auto known = before.find(id);
        const std::string change =
            change_between(known == before.end() ? nullptr : &known->second, after);
        if (!change.empty()) changes.insert(id + ' ' + change);
    }
    for (const ObligationChange& change : told.obligations)
        foretold.insert(change.id.text() + ' ' + std::string(to_string(change.kind)));
    EXPECT_EQ(changes, foretold);

    const Instant end = told.until - std::chrono::milliseconds(1);
    as_before->run_to(end);
    office.run_to(end);
    const Sendings then = sent_since(*as_before, 0);
    const Sendings now = sent_since(office, first);
    Sendings gained, lost;
    for (const MessageChange& change : told.messages)
        (change.gained ? gained : lost).emplace(change.at, change.id);
    EXPECT_EQ(words_of(without(now, then)), words_of(gained));
    EXPECT_EQ(words_of(without(then, now)), words_of(lost));
    outlive();
}

// All deadlines pass, and nothing is left undone.
void Life::outlive() {
    office.run_to(at("2018-01-19 09:00"));
    tell("all deadlines have passed");
    const testing::ScopedTrace trace(__FILE__, __LINE__, story);
    promises.end(office);
    rebuild();
    EXPECT_EQ(must(office.store->read().verify_journal()), std::nullopt);
}

}  // namespace dondoc::loop_test
