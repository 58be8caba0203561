// A random life of the daemon: a random plan put to work, and then whatever may happen to it, one
// move after the other: time passes, the daemon sleeps or crashes, people decide, the plan and the
// organisation are edited. After each move every promise is looked at. What happens depends on the
// seed alone.
//
// A life on a disk that fails, with worse mail servers, is lived in tests/simulation/.
//
// A new verb or a new kind of edit is one function more in the lists of life_moves.cpp,
// life_edits.cpp or life_organisation.cpp: it does its thing and returns the words for the story,
// or none if there was nothing to do it to. Every move, edit and verb must come about in some life.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/daemon/loop/office.h"
#include "tests/daemon/loop/promises.h"
#include "tests/workflows/random_plan.h"

namespace dondoc::loop_test {

struct Life {
    explicit Life(unsigned seed);
    // With the store in a file on that disk.
    Life(unsigned seed, const std::filesystem::path& store, FaultyDisk&);
    virtual ~Life() = default;
    Life(const Life&) = delete;
    Life& operator=(const Life&) = delete;

    // Ends at the first broken promise.
    void live(int moves);

    // One decision, whatever it is; what was refused must have changed nothing.
    std::string ask(const decltype(Command::what)&);
    // Some turns of the loop and the channel: what follows happens in the middle of whatever they
    // do.
    void run_into_the_middle(int turns_max);
    // The edited plan is in force: taken up while the daemon runs, or from the next start on, which
    // is now or a while later.
    void put_in_force();
    // The daemon ends, one way or another, and is there again at that moment.
    virtual void starts_again(Instant moment) { office.start(moment); }
    Date today() const { return world.definition().zone.date_of(office.now); }

    const unsigned seed;
    Chance chance;
    World world;
    Office office;
    Promises promises;
    bool configured = true;  // false: the campaign was taken out
    bool mail_up = true;
    std::string story;                    // a line a move
    std::map<std::string, int> happened;  // moves made, edits made, verbs carried out: how often

protected:
    void tell(const std::string& words);
    // Before each move and before the end: whatever else may come meanwhile; words for the story.
    virtual std::string meanwhile() { return ""; }
    // The mail server.
    virtual Outcome carry(const Consignment&);
    virtual void look();
    virtual void end_well();
    bool all_is_well = false;  // no server refuses anything any more
    bool looks_ahead = true;   // some lives end by telling what an edit would change

private:
    void begin();
    void rebuild();
    void foretell();
    void outlive();
};

struct Move {
    int weight;
    const char* name;
    std::string (*make)(Life&);
};
const std::vector<Move>& moves();
// Of the daemon as a whole.
std::string clock_jumps(Life&);
std::string lets_somebody_in(Life&);
std::string revokes_links(Life&);
std::string goes_ahead(Life&);
std::string mail_goes_or_comes(Life&);

// An edit of what the files say; the words for the story.
struct Edit {
    int weight;
    const char* name;
    std::string (*make)(Chance&, World&);
};
const std::vector<Edit>& edits();               // of the plan and the organisation
const std::vector<Edit>& organisation_edits();  // of the organisation alone

// Those who may owe a duty, and those who may come to be its heirs.
extern const std::vector<std::string> unit_ids;

World random_world(Chance&);
void add_organisation(Chance&, World&);
// All that decides what happens, in words.
std::string described(const World&);
std::string described(const Organisation&);

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
