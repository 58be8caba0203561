// A life of the whole daemon (tests/daemon/loop/life.h) on a disk that fails, with a mail server
// that lies and with deaths in the middle of whatever it does. See README.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "tests/daemon/loop/life.h"
#include "tests/simulation/faulty_disk.h"
#include "tests/simulation/mail_server.h"

namespace dondoc::simulation {

using loop_test::Folder;
using loop_test::Life;

// What a life stands on; made before it.
struct Ground {
    explicit Ground(unsigned seed) : disk(seed) {}

    Folder folder;
    FaultyDisk disk;
};

class Simulation : private Ground, public Life {
public:
    explicit Simulation(unsigned seed);

    // Lives, and looks back. Broken promises are failures of the test.
    void run();

    // How often what came about.
    std::map<std::string, std::int64_t> figures() const;

    static constexpr int moves = 18;

private:
    void starts_again(Instant) override;
    std::string meanwhile() override;
    Outcome carry(const Consignment&) override;
    void look() override;
    void end_well() override;

    std::string plan_a_fault();
    void expect_keys_once(const Consignment&);
    void hear_again();

    Chance trouble_;
    MailServer server_;
    std::map<std::string, std::string> message_of_;  // the letter that a key went by
    std::optional<Delivery> heard_;                  // an outcome that may be heard again
    int outcomes_again_ = 0;
    int clock_jumps_ = 0;
    Instant began_{};
};

}  // namespace dondoc::simulation
