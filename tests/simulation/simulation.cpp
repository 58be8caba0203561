#include "tests/simulation/simulation.h"

#include <array>
#include <utility>

namespace dondoc::simulation {

namespace {

using loop_test::must;
using test::clock;
using test::later;

// What goes wrong is drawn apart from what happens.
constexpr unsigned of_the_disk = 0x9e3779b9;
constexpr unsigned of_the_server = 0x85ebca6b;
constexpr unsigned of_trouble = 0xc2b2ae35;

constexpr int one_move_in_calm = 4;
constexpr int longest_wait_log2 = 8;  // operations until a fault comes

}  // namespace

Simulation::Simulation(unsigned its_seed)
    : Ground(its_seed ^ of_the_disk),
      Life(its_seed, folder.file("dondoc.db"), disk),
      trouble_(its_seed ^ of_trouble),
      server_(its_seed ^ of_the_server) {
    looks_ahead = false;
    office.takes = [this](const Consignment&) { return server_.took(); };
}

void Simulation::run() {
    live(moves);
    const FaultyDisk::LookedAt calm(&disk);
    EXPECT_EQ(server_.figures().needless, 0) << story;
}

std::map<std::string, std::int64_t> Simulation::figures() const {
    std::map<std::string, std::int64_t> all;
    const auto count = [&](const std::string& name) {
        const auto found = promises.seen().find(name);
        return found == promises.seen().end() ? 0 : found->second;
    };
    const MailServer::Figures& mail = server_.figures();
    all["lives"] = 1;
    all["moves"] = moves;
    all["campaign-days"] = std::chrono::floor<std::chrono::days>(office.now - began_).count();
    all["events in the journal"] = promises.entries();
    all["notices"] = count("notice_fell_due");
    all["notices lost"] = promises.without_fate();
    all["messages that arrived"] = mail.arrived;
    all["repeats with the same id and bytes"] = mail.repeated;
    all["repeats composed anew because a person asked"] = mail.different;
    all["keys repeated with neither a death nor a lost reply"] = mail.needless;
    all["starts of the daemon"] = office.starts;
    all["jumps of the clock"] = clock_jumps_;
    all["outcomes heard again"] = outcomes_again_;
    for (const auto& [kind, times] : disk.counts())
        all["fault: " + kind] += times;
    return all;
}

// ---- what goes wrong

std::string Simulation::meanwhile() {
    if (began_ == Instant{}) began_ = office.now;
    std::string words;
    if (trouble_.one_in(15)) {
        office.now = later(trouble_, office.now, 3);
        ++clock_jumps_;
        words += clock(office.now) + "  the clock has jumped ahead\n";
    }
    if (!trouble_.one_in(one_move_in_calm)) words += plan_a_fault();
    return words;
}

std::string Simulation::plan_a_fault() {
    constexpr std::array kinds{DiskFault::read_fails, DiskFault::write_fails, DiskFault::write_torn,
                               DiskFault::sync_fails, DiskFault::disk_full,   DiskFault::power_cut,
                               DiskFault::power_cut,  DiskFault::killed};
    const DiskFault kind = trouble_.of(kinds);
    const int operation = trouble_.between(1, 1 << trouble_.between(0, longest_wait_log2));
    const int times = trouble_.one_in(2) ? 1 : trouble_.between(2, 40);
    disk.strike(kind, operation, times);
    return "                  (to come: " + std::string(to_string(kind)) + ", " +
           std::to_string(times) + " from operation " + std::to_string(operation) + " on)\n";
}

void Simulation::starts_again(Instant moment) {
    switch (trouble_.between(1, 3)) {
        case 1: disk.stop(DiskFault::killed); break;
        case 2: disk.stop(DiskFault::power_cut); break;
        default: break;  // it is told to end
    }
    Life::starts_again(moment);
}

// ---- the mail server

Outcome Simulation::carry(const Consignment& consignment) {
    promises.leaves(office, consignment);
    server_.away = !mail_up;
    server_.kind = all_is_well;
    server_.sender_is(office.starts);
    Outcome outcome = server_.send(consignment.parcel);
    if (server_.took_it()) expect_keys_once(consignment);
    hear_again();
    if (trouble_.one_in(8) && std::holds_alternative<Sent>(outcome))
        heard_ = Delivery{consignment.message, outcome};
    return outcome;
}

// That a letter was sent is told once more, maybe to the next process, which may have sent it
// again.
void Simulation::hear_again() {
    if (!heard_ || !trouble_.one_in(2)) return;
    office.hears(*std::exchange(heard_, std::nullopt));
    ++outcomes_again_;
}

void Simulation::expect_keys_once(const Consignment& consignment) {
    for (const NoticeRecord& notice : must(office.store->read().notices_in(consignment.message))) {
        if (notice.state == NoticeState::suppressed) continue;
        const auto [known, first] = message_of_.emplace(notice.key, consignment.message);
        EXPECT_EQ(known->second, consignment.message) << notice.key << " arrived by two letters";
    }
}

void Simulation::look() {
    const FaultyDisk::LookedAt calm(&disk);
    Life::look();
    EXPECT_EQ(server_.figures().needless, 0);
}

void Simulation::end_well() {
    disk.mend();
    Life::end_well();
}

}  // namespace dondoc::simulation
