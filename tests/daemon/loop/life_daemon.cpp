// What happens to the daemon as a whole.
#include "tests/daemon/loop/life.h"

namespace dondoc::loop_test {

// The clock is set, and is not believed for a while; then it comes back, or a person confirms it.
std::string clock_jumps(Life& life) {
    Office& office = life.office;
    life.promises.read_on(office);
    const bool back = life.chance.one_in(3);
    const Instant now = office.now;
    const Instant to =
        back ? now - std::chrono::minutes(life.chance.between(6, 300)) : later(life.chance, now, 9);
    const auto in_doubt = [&] { return must(office.store->read().daemon_state()).clock; };
    office.clock_departs(ClockJump{now, to});
    if (!in_doubt()) return "and nobody could note it";
    office.run_to(later(life.chance, now, 2));
    if (life.chance.one_in(2)) life.ask(PauseSending{"chờ xem đồng hồ"});
    if (life.chance.one_in(3)) {
        while (in_doubt())
            office.clock_departs({});
        return "and comes back by itself";
    }
    std::string words = clock(to) + ':';
    office.now = to + (office.now - now);
    while (in_doubt())  // a disk that fails keeps nobody from trying again
        words += ' ' + life.ask(ConfirmClock{"đã xem đồng hồ"});
    return words;
}

// A few names, so that what is given, used and revoked meets.
std::string lets_somebody_in(Life& life) {
    const std::string name = "nguoi-" + std::to_string(life.chance.between(1, 3));
    const bool user = life.chance.one_in(2);
    const TokenAsked asked{
        name, Role::viewer, {}, {}, user ? "" : "hash of " + name, user ? "hash" : ""};
    const std::string words = name + " is let in: " + life.ask(CreateToken{asked}) + "; ";
    switch (life.chance.between(1, 3)) {
        case 1: return words + "has a new password: " + life.ask(SetPassword{name, "another"});
        case 2: return words + "is revoked: " + life.ask(RevokeToken{name, "nghỉ việc"});
        default: return words + "was here: " + life.ask(NoteUse{name});
    }
}

std::string revokes_links(Life& life) {
    const std::string unit = life.chance.one_in(5) ? "khong-co" : life.chance.of(unit_ids);
    return unit + ": " +
           life.ask(RevokeLinks{unit, life.chance.one_in(9) ? "" : "thư đã bị chuyển tiếp"});
}

// What a downtime held back leaves or is dropped.
std::string goes_ahead(Life& life) {
    const auto held = must(life.office.store->read().daemon_state()).catch_up;
    if (!(held && held->held) && !life.chance.one_in(4)) return "";
    return life.ask(GiveGoAhead{life.chance.one_in(9) ? "" : "đã rà soát", life.chance.one_in(2)});
}

std::string mail_goes_or_comes(Life& life) {
    life.mail_up = life.chance.one_in(2);
    return life.mail_up ? "it is there" : "it is away";
}

}  // namespace dondoc::loop_test
