// What may happen to a plan at work.
#include <algorithm>
#include <array>

#include "tests/daemon/loop/life.h"

namespace dondoc::loop_test {

namespace {

const std::string officer = "cli:giang";

std::string time_passes(Life& life) {
    life.office.run_to(later(life.chance, life.office.now, 12));
    return "time passes";
}

std::string sleeps(Life& life) {
    life.office.start(later(life.chance, life.office.now, 15));
    return "was down until now";
}

// In the middle of whatever it does; what it has not committed is lost.
std::string crashes(Life& life) {
    const Instant end = later(life.chance, life.office.now, 8);
    for (int turns = life.chance.between(1, 25); turns > 0 && life.office.turn(end); --turns) {
    }
    life.office.start(life.office.now);
    return "crashed and is back";
}

// Half the time about something of which a letter is on its way.
const Obligation* any_obligation(Life& life) {
    const bool waiting = life.chance.one_in(2);
    std::vector<const Obligation*> some;
    for (const auto& [id, obligation] : life.promises.obligations())
        if (!waiting || life.promises.on_its_way(obligation)) some.push_back(&obligation);
    return some.empty() ? nullptr : life.chance.of(some);
}

// Half the time what its state allows, else whatever comes to mind.
Decision any_decision(Life& life, const Obligation& obligation) {
    Chance& chance = life.chance;
    const Date today = life.world.definition().zone.date_of(life.office.now);
    if (chance.one_in(2) && obligation.state == ObligationState::submitted)
        return chance.one_in(3) ? acceptance() : rework();
    if (chance.one_in(2) && obligation.owed()) {
        const Date known = obligation.term ? obligation.term->last_permitted : today;
        const Date due = std::max(known, today) + std::chrono::days(chance.between(1, 20));
        return chance.one_in(2) ? submission() : extension(iso_date(due));
    }
    return random_decision(chance, today);
}

std::string decides(Life& life) {
    const Obligation* obligation = any_obligation(life);
    if (!obligation) return "nothing to decide about";
    const Decision decision = any_decision(life, *obligation);
    const std::string due = decision.due ? " until " + iso_date(*decision.due) : "";
    return std::string(to_string(decision.verb)) + ' ' + obligation->id.text() + due + ": " +
           life.ask({DecideObligation{obligation->id, decision}, officer});
}

// While letters are being made and handed over.
std::string decides_in_between(Life& life) {
    const Instant end = later(life.chance, life.office.now, 8);
    for (int turns = life.chance.between(1, 12); turns > 0 && life.office.turn(end); --turns) {
    }
    life.promises.read_on(life.office);
    return "in the middle of it: " + decides(life);
}

// All of a phase, or all that stands outside any.
std::string settles_a_phase(Life& life) {
    const Obligation* one = any_obligation(life);
    if (!one) return "nothing to settle";
    const std::string phase = one->phase;
    std::vector<ObligationId> ids;
    for (const auto& [id, obligation] : life.promises.obligations())
        if (obligation.phase == phase) ids.push_back(obligation.id);
    for (const ObligationId& id : ids)
        life.ask({DecideObligation{id, waiver()}, officer});
    return "waive all of phase «" + phase + "»";
}

std::string suspends_or_lets_go(Life& life) {
    const Obligation* one = any_obligation(life);
    if (!one) return "nobody to suspend";
    const std::vector<std::string> units{one->id.unit};
    if (life.chance.one_in(3)) {
        return "suspend " + units.front() +
               " no more: " + life.ask({EndSuspension{campaign_id, units, "hết lũ"}, officer});
    }
    const Date today = life.world.definition().zone.date_of(life.office.now);
    const Date from = today + std::chrono::days(life.chance.between(-2, 8));
    const Date to = from + std::chrono::days(life.chance.between(0, 14));
    return "suspend " + units.front() + " from " + iso_date(from) + " to " + iso_date(to) + ": " +
           life.ask({SuspendUnits{campaign_id, {units, from, to, "lũ", "Giám đốc Sở"}}, officer});
}

std::string decides_phase(Life& life) {
    constexpr std::array verbs{PhaseVerb::open, PhaseVerb::close,   PhaseVerb::skip,
                               PhaseVerb::hold, PhaseVerb::release, PhaseVerb::release};
    const auto& phases = life.world.campaign.phases;
    if (phases.empty()) return "no phase to decide about";
    const std::string phase = life.chance.of(phases).id;
    const PhaseVerb verb = life.chance.of(verbs);
    return std::string(to_string(verb)) + " phase " + phase + ": " +
           life.ask({DecidePhase{campaign_id, phase, verb, "Công văn 12"}, officer});
}

std::string dates_event(Life& life) {
    const auto& events = life.world.campaign.events;
    const std::string event = life.chance.of(events).id;
    const Date day = random_day(life.chance);
    return "event " + event + " on " + iso_date(day) + ": " +
           life.ask({DateEvent{campaign_id, event, day, "Thông báo 15"}, officer});
}

std::string pauses_or_resumes(Life& life) {
    if (life.chance.one_in(3)) return "pause: " + life.ask({PauseSending{"bão"}, officer});
    return "resume: " + life.ask({ResumeSending{"bão tan"}, officer});
}

std::string mail_goes_or_comes(Life& life) {
    life.mail_up = life.chance.one_in(2);
    return life.mail_up ? "the mail server is there" : "the mail server is away";
}

std::string plan_is_edited(Life& life) {
    std::string words = "edit";
    for (int count = life.chance.one_in(3) ? 2 : 1; count > 0; --count)
        words += "; " + choose(life.chance, edits()).make(life.chance, life.world);
    life.put_in_force();
    return words;
}

std::string campaign_goes(Life& life) {
    if (!life.configured) {
        life.put_in_force();
        return "the campaign is back";
    }
    life.configured = false;
    life.office.drops(campaign_id);
    life.office.start(life.office.now);
    return "the campaign is not configured any more";
}

}  // namespace

const std::vector<Move>& moves() {
    static const std::vector<Move> all{
        {6, time_passes},
        {3, sleeps},
        {2, crashes},
        {6, decides},
        {3, decides_in_between},
        {1, settles_a_phase},
        {3, decides_phase},
        {2, suspends_or_lets_go},
        {3, dates_event},
        {1, pauses_or_resumes},
        {1, mail_goes_or_comes},
        {7, plan_is_edited},
        {1, campaign_goes},
    };
    return all;
}

}  // namespace dondoc::loop_test
