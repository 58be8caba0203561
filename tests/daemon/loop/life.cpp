#include "tests/daemon/loop/life.h"

#include <utility>

namespace dondoc::loop_test {

namespace {

// No letter is read here, so they are short; and made once, since that takes longer than a life.
const std::shared_ptr<const Composer>& short_letters() {
    static const auto letters = [] {
        TemplateTexts made;
        for (const char* name : {"frame", "reminder", "urge", "report", "nudge_overdue",
                                 "nudge_undated", "nudge_request", "nudge_gate", "nudge_share",
                                 "nudge_address", "nudge_go_ahead", "digest", "head_digest"})
            for (const char* part : {"subject", "txt", "html"})
                made[std::string(name) + ".en." + part] = std::string(name) + "\n";
        return std::make_shared<const Composer>(must(Composer::make(made)));
    }();
    return letters;
}

constexpr unsigned lives_a_digest = 3;  // others have the other or none, and fewer letters

World world_of(unsigned seed, Chance& chance) {
    World world = random_world(chance);
    world.sending.weekly_digest = seed % lives_a_digest == 0;
    world.sending.head_digest = seed % lives_a_digest == 1;
    return world;
}

constexpr int moves_between_rebuilds = 3;
constexpr unsigned lives_a_preview = 4;  // looking ahead twice takes longer than a life

// What was carried out, and with what.
struct Named {
    std::vector<std::string> operator()(const DecideObligation& asked) const {
        const Decision& decision = asked.decision;
        const std::string verb(to_string(decision.verb));
        std::vector<std::string> names{verb};
        if (decision.verb == Verb::return_for_rework)
            names.push_back(verb + (decision.due ? " with a day" : " without a day"));
        if (decision.verb != Verb::submit) return names;
        names.push_back(verb + (decision.document.empty() ? " by word" : " with a letter"));
        if (!decision.figures.empty()) names.push_back(verb + " with figures");
        return names;
    }
    std::vector<std::string> operator()(const DecidePhase& asked) const {
        return {"phase " + std::string(to_string(asked.verb))};
    }
    std::vector<std::string> operator()(const RemindNow& asked) const {
        const bool office = asked.reminding.unit.starts_with("phong-");
        if (!asked.reminding.tell.empty()) return {"tell those above"};
        return {office ? "remind by the coordinator" : "remind by the cluster's lead"};
    }
    std::vector<std::string> operator()(const HandOverShares& asked) const {
        return {asked.one ? "hand-over of one" : "hand-over of all"};
    }
    std::vector<std::string> operator()(const DateEvent&) const { return {"event"}; }
    std::vector<std::string> operator()(const SuspendUnits&) const { return {"suspend"}; }
    std::vector<std::string> operator()(const EndSuspension&) const { return {"unsuspend"}; }
    std::vector<std::string> operator()(const ConfirmContact&) const { return {"confirm-contact"}; }
    std::vector<std::string> operator()(const PauseSending&) const { return {"pause"}; }
    std::vector<std::string> operator()(const ResumeSending&) const { return {"resume"}; }
    std::vector<std::string> operator()(const SetSilence&) const { return {"silence"}; }
    std::vector<std::string> operator()(const EndSilence&) const { return {"unsilence"}; }
    std::vector<std::string> operator()(const ConfirmClock&) const { return {"clock confirm"}; }
    std::vector<std::string> operator()(const GiveGoAhead& asked) const {
        return {asked.discard ? "go-ahead with nothing" : "go-ahead"};
    }
    std::vector<std::string> operator()(const SettleMessage& asked) const {
        return {asked.again ? "retry" : "discard"};
    }
    std::vector<std::string> operator()(const CreateToken& asked) const {
        return {asked.asked.logs_in() ? "user create" : "token create"};
    }
    std::vector<std::string> operator()(const SetPassword&) const { return {"user password"}; }
    std::vector<std::string> operator()(const RevokeToken&) const { return {"token revoke"}; }
    std::vector<std::string> operator()(const RevokeLinks&) const { return {"revoke-links"}; }
    std::vector<std::string> operator()(const NoteUse&) const { return {"token used"}; }
    std::vector<std::string> operator()(const TakeReport& asked) const {
        const auto action = asked.report.recipients.front().action;
        return {"report of what " + std::string(to_string(action))};
    }
};

}  // namespace

Life::Life(unsigned its_seed)
    : seed(its_seed), chance(its_seed), world(world_of(seed, chance)), office(world) {}

Life::Life(unsigned its_seed, const std::filesystem::path& store, FaultyDisk& disk)
    : seed(its_seed), chance(its_seed), world(world_of(seed, chance)), office(world, store, disk) {}

void Life::begin() {
    office.composer = short_letters();
    if (chance.one_in(2)) office.configuration.go_ahead_above = 1;
    office.channel = [this](const Consignment& consignment) { return carry(consignment); };
    story = "seed " + std::to_string(seed) +
            "; replay it with DONDOC_SEED=" + std::to_string(seed) + "\n" + described(world);
    ChannelSettings sms = office.configuration.channels.front();
    sms.id = "sms";
    office.configuration.channels.push_back(sms);
    office.start(later(chance, at("2017-01-01 00:00"), 60));
    tell("begins");
}

Outcome Life::carry(const Consignment& consignment) {
    promises.leaves(office, consignment);
    if (all_is_well) return Sent{"250 ok"};
    if (!mail_up && consignment.channel == "mail") return later_for_all("421 sau");
    if (chance.one_in(10)) return RetryLater{"451 sau"};
    if (chance.one_in(30)) return Unknown{"mất kết nối"};
    if (chance.one_in(12)) return Rejected{"550 không có"};
    return Sent{"250 ok"};
}

void Life::tell(const std::string& words) {
    story += clock(office.now) + "  " + words + "\n" + std::exchange(office.troubles, "");
    const testing::ScopedTrace trace(__FILE__, __LINE__, story);
    look();
}

void Life::look() {
    office.run_to(office.now);
    promises.look(office);
}

void Life::live(int moves_max) {
    begin();
    for (int made = 1; made <= moves_max && !testing::Test::HasFailure(); ++made) {
        const Move& move = choose(chance, moves());
        story += meanwhile();
        const bool busy = chance.one_in(3);
        if (busy) run_into_the_middle(12);
        const std::string words = move.make(*this);
        if (!words.empty()) ++happened[move.name];
        tell(std::string(busy ? "in the middle of it, " : "") + move.name + ": " +
             (words.empty() ? "nothing to do it to" : words));
        if (made % moves_between_rebuilds == 0) rebuild();
    }
    if (!testing::Test::HasFailure()) end_well();
    story += meanwhile();
    if (testing::Test::HasFailure()) return;
    looks_ahead&& seed % lives_a_preview == 0 ? foretell() : outlive();
}

void Life::run_into_the_middle(int turns_max) {
    const Instant end = later(chance, office.now, 8);
    for (int left = chance.between(1, turns_max); left > 0 && office.turn(end); --left) {
    }
    const testing::ScopedTrace trace(__FILE__, __LINE__, story);
    promises.read_on(office);
}

// All of the rows come out of the journal alone, and so does what is told from them.
void Life::rebuild() {
    const testing::ScopedTrace trace(__FILE__, __LINE__, story);
    const std::string before = office.dump();
    const std::string told = promises.accounts(office);
    must(office.store->rebuild());
    EXPECT_TRUE(office.dump() == before) << "the rows are not what the journal makes of them";
    EXPECT_EQ(promises.accounts(office), told);
}

std::string Life::ask(const decltype(Command::what)& what) {
    const int starts = office.starts;
    const std::size_t steps = office.steps.size();
    const std::string before = office.dump();
    const std::string answer = said(office.execute(what));
    if (answer == "carried") {
        for (const std::string& name : std::visit(Named{}, what))
            ++happened[name];
        return answer;
    }
    if (office.starts > starts) return answer + " in the middle of it";
    ++happened["refused"];
    EXPECT_TRUE(office.steps.size() == steps && office.dump() == before)
        << answer << ", and yet something changed\n"
        << story;
    return answer;
}

void Life::put_in_force() {
    configured = true;
    office.changes(world);
    const bool running = chance.one_in(2);
    ++happened[running ? "taken up while running" : "taken up at a start"];
    if (running)
        office.adopt();
    else
        starts_again(chance.one_in(3) ? later(chance, office.now, 9) : office.now);
}

}  // namespace dondoc::loop_test
