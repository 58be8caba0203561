// A random life of the daemon: a random plan put to work, and then whatever may happen to it, one
// move after the other: time passes, the daemon sleeps or crashes, people decide, the plan is
// edited. After each move every promise is looked at. What happens depends on the seed alone.
//
// A new verb or a new kind of edit is one function more in the lists of life_moves.cpp and
// life_edits.cpp: it does its thing and returns the words for the story.
#pragma once

#include <string>
#include <vector>

#include "tests/daemon/loop/office.h"
#include "tests/daemon/loop/promises.h"
#include "tests/workflows/random_plan.h"

namespace dondoc::loop_test {

struct Life {
    explicit Life(unsigned seed);

    // Ends at the first broken promise.
    void live(int moves);

    // One decision, whatever it is; what was refused must have changed nothing.
    std::string ask(const Command&);
    // The edited plan is in force: taken up while the daemon runs, or from the next start on, which
    // is now or a while later.
    void put_in_force();

    const unsigned seed;
    Chance chance;
    World world;
    Office office;
    Promises promises;
    bool configured = true;  // false: the campaign was taken out
    bool mail_up = true;
    std::string story;  // a line a move

private:
    void tell(const std::string& words);
    void look();
    void rebuild();
    void end_well();
    Outcome carry(const Consignment&);
};

struct Move {
    int weight;
    std::string (*make)(Life&);
};
const std::vector<Move>& moves();

// An edit of the plan; the words for the story.
struct Edit {
    int weight;
    std::string (*make)(Chance&, World&);
};
const std::vector<Edit>& edits();

World random_world(Chance&);
// All that decides what happens, in words.
std::string described(const World&);

// One of a list, by weight.
template <class Choice>
const Choice& choose(Chance& chance, const std::vector<Choice>& choices) {
    int all = 0;
    for (const Choice& one : choices)
        all += one.weight;
    int left = chance.between(1, all);
    std::size_t at = 0;
    while ((left -= choices[at].weight) > 0)
        ++at;
    return choices[at];
}

}  // namespace dondoc::loop_test
