// Random lives of the daemon. A failure prints the whole story; DONDOC_SEED=17 lives that one again
// and DONDOC_SEEDS=2000 lives many more than a usual run does.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>

#include "tests/daemon/loop/life.h"

namespace dondoc::loop_test {

namespace {

constexpr int moves_a_life = 24;
constexpr unsigned lives = 110;

unsigned number_from(const char* variable, unsigned otherwise) {
    const char* text = std::getenv(variable);
    return text ? static_cast<unsigned>(std::strtoul(text, nullptr, 10)) : otherwise;
}

using Counts = std::map<std::string, int>;

void add(Counts& all, const Counts& some) {
    for (const auto& [name, count] : some)
        all[name] += count;
}

template <std::size_t... Each>
std::vector<std::string> event_names(std::index_sequence<Each...>) {
    return {std::string(name_of(Event(std::in_place_index<Each>)))...};
}

// What must come about in some life, else nothing is tried by it: beside every verb, move and edit
// what they are carried out with, and why people were told or not.
constexpr std::array carried_out{"refused",
                                 "taken up while running",
                                 "taken up at a start",
                                 "submit by word",
                                 "submit with a letter",
                                 "submit with figures",
                                 "return with a day",
                                 "return without a day",
                                 "remind by the coordinator",
                                 "remind by the cluster's lead",
                                 "tell those above",
                                 "event",
                                 "suspend",
                                 "unsuspend",
                                 "confirm-contact",
                                 "hand-over of one",
                                 "hand-over of all",
                                 "pause",
                                 "resume",
                                 "silence",
                                 "unsilence",
                                 "clock confirm",
                                 "go-ahead",
                                 "token create",
                                 "user create",
                                 "user password",
                                 "token revoke",
                                 "revoke-links",
                                 "token used",
                                 "go-ahead with nothing",
                                 "phase open",
                                 "phase close",
                                 "phase skip",
                                 "phase hold",
                                 "phase release"};
constexpr std::array reasons{"passed over before_first_seen",
                             "passed over before_issue",
                             "passed over overtaken",
                             "passed over too_old",
                             "passed over same_person",
                             "passed over no_person",
                             "passed over no_cluster",
                             "passed over leads_itself",
                             "passed over suspended",
                             "suppressed submitted",
                             "suppressed withdrawn",
                             "suppressed round_over",
                             "suppressed suspended",
                             "suppressed overtaken",
                             "suppressed too_old",
                             "suppressed nothing_to_ask",
                             "suppressed reader_changed",
                             "round returned",
                             "round extended",
                             "round edited",
                             "round event_dated",
                             "round issue_edited",
                             "round restored",
                             "round undone",
                             "round took_over",
                             "told on_time",
                             "told catch_up",
                             "told by_hand",
                             "told reminder_undelivered",
                             "told undated",
                             "told overdue_at_birth",
                             "told extension_requested",
                             "told unchased",
                             "told address_fault",
                             "told weekly_digest",
                             "told daily_digest",
                             "told announced",
                             "told released",
                             "told rerouted",
                             "told by a stand-in"};

std::vector<std::string> expected() {
    std::vector<std::string> names(carried_out.begin(), carried_out.end());
    names.insert(names.end(), reasons.begin(), reasons.end());
    for (const Verb verb : all_verbs)
        names.emplace_back(to_string(verb));
    for (const Move& move : moves())
        names.emplace_back(move.name);
    for (const Edit& edit : edits())
        names.emplace_back(edit.name);
    // Of what is damaged alone, and of the whole daemon.
    const std::array others{"set_aside", "configuration_applied"};
    for (const std::string& event :
         event_names(std::make_index_sequence<std::variant_size_v<Event>>()))
        if (std::ranges::find(others, event) == others.end()) names.push_back(event);
    return names;
}

TEST(RandomLife, KeepsEveryPromiseWhateverHappens) {
    if (const unsigned seed = number_from("DONDOC_SEED", 0); seed > 0) {
        Life life(seed);
        life.live(moves_a_life);
        std::cout << life.story;
        return;
    }
    const unsigned last = number_from("DONDOC_SEEDS", lives);
    Counts happened;
    for (unsigned seed = number_from("DONDOC_SEEDS_FROM", 1); seed <= last && !HasFailure();
         ++seed) {
        Life life(seed);
        life.live(moves_a_life);
        add(happened, life.happened);
        add(happened, life.promises.seen());
    }
    if (last < lives || HasFailure()) return;
    for (const std::string& name : expected())
        EXPECT_GT(happened[name], 0) << "«" << name << "» never comes about";
}

}  // namespace

}  // namespace dondoc::loop_test
