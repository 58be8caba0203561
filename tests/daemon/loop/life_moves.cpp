// What may happen to a plan at work.
#include <algorithm>
#include <array>

#include "tests/daemon/loop/life.h"

namespace dondoc::loop_test {

namespace {

using std::chrono::days;

std::string time_passes(Life& life) {
    life.office.run_to(later(life.chance, life.office.now, 12));
    return "until now";
}

std::string sleeps(Life& life) {
    life.starts_again(later(life.chance, life.office.now, 15));
    return "was down until now";
}

// What it has not committed is lost.
std::string crashes(Life& life) {
    life.run_into_the_middle(25);
    life.starts_again(life.office.now);
    return "and is back";
}

// Half the time, if there is any, something of which a letter is on its way, or that was handed
// in.
const Obligation* any_obligation(Life& life) {
    std::vector<const Obligation*> all, busy;
    for (const auto& [id, obligation] : life.promises.obligations()) {
        all.push_back(&obligation);
        if (life.promises.on_its_way(obligation) || obligation.arrived || obligation.request)
            busy.push_back(&obligation);
    }
    if (all.empty()) return nullptr;
    return life.chance.of(busy.empty() || life.chance.one_in(2) ? all : busy);
}

// With a letter or without, with numbers or without; now and then such as nobody can take.
Decision any_submission(Life& life) {
    Chance& chance = life.chance;
    Decision made = submission();
    const Date arrived = life.today() - days(chance.between(-1, 12));
    if (chance.one_in(2)) made.arrived = arrived;
    if (chance.one_in(2)) {
        made.document = "12/BC-BV";
        made.dated = made.arrived.value_or(life.today()) - days(chance.between(-1, 5));
        made.signer = chance.one_in(6) ? "" : "Giám đốc";
    }
    if (chance.one_in(4)) made.file = FileHandedIn{std::string(64, 'a'), "báo cáo.pdf", 12};
    for (const Indicator& indicator : life.world.campaign.indicators)
        if (chance.one_in(3))
            made.figures.push_back({indicator.id, std::to_string(chance.between(-1, 105)) + ",5"});
    return made;
}

// Half the time what its state allows, else whatever comes to mind.
Decision any_decision(Life& life, const Obligation& obligation) {
    Chance& chance = life.chance;
    const Date today = life.today();
    const std::string due = iso_date(today + days(chance.between(0, 20)));
    if (!obligation.owed() && !chance.one_in(4)) {
        if (chance.one_in(3)) return reopening();
        return chance.one_in(3) ? acceptance() : rework(chance.one_in(2) ? due : "");
    }
    if (!chance.one_in(3) && obligation.owed()) {
        const Date known = obligation.term ? obligation.term->last_permitted : today;
        const std::string next = iso_date(std::max(known, today) + days(chance.between(1, 20)));
        if (obligation.request) return chance.one_in(2) ? declining() : extension(next);
        if (chance.one_in(3)) return any_submission(life);
        return chance.one_in(2) ? request(next) : extension(next);
    }
    return random_decision(chance, today);
}

// People forget, and ask for what is not allowed.
void spoil(Chance& chance, Decision& decision) {
    switch (chance.between(1, 4)) {
        case 1: decision.reason = " "; break;
        case 2: decision.approver.clear(); break;
        case 3: decision.due.reset(); break;
        default: decision.figures.push_back({"khong-co", "1,2,3"}); break;
    }
}

std::string decides(Life& life) {
    const Obligation* obligation = any_obligation(life);
    if (!obligation) return "";
    Decision decision = any_decision(life, *obligation);
    if (life.chance.one_in(6)) spoil(life.chance, decision);
    const std::string due = decision.due ? " until " + iso_date(*decision.due) : "";
    return std::string(to_string(decision.verb)) + ' ' + obligation->id.text() + due + ": " +
           life.ask(DecideObligation{obligation->id, decision});
}

// One time of a duty by all who owe it, as the days before a deadline bring it.
std::string all_submit(Life& life) {
    const Obligation* one = any_obligation(life);
    if (!one) return "";
    std::vector<ObligationId> ids;
    for (const auto& [id, other] : life.promises.obligations())
        if (other.id.duty == one->id.duty && other.owed()) ids.push_back(other.id);
    for (const ObligationId& id : ids) {
        Decision made = any_submission(life);
        if (life.chance.one_in(3)) made.figures.clear();
        life.ask(DecideObligation{id, made});
    }
    return "all of " + one->id.duty;
}

// All of a phase, or all that stands outside any.
std::string settles_a_phase(Life& life) {
    const Obligation* one = any_obligation(life);
    if (!one) return "";
    const std::string phase = one->phase;
    std::vector<ObligationId> ids;
    for (const auto& [id, obligation] : life.promises.obligations())
        if (obligation.phase == phase) ids.push_back(obligation.id);
    for (const ObligationId& id : ids)
        life.ask(DecideObligation{id, waiver()});
    return "waive all of phase «" + phase + "»";
}

// Half the time of a unit that a letter is on its way about.
std::string suspends_or_lets_go(Life& life) {
    const Obligation* one = any_obligation(life);
    if (!one) return "";
    for (const auto& [id, other] : life.promises.obligations())
        if (life.promises.on_its_way(other) && life.chance.one_in(2)) one = &other;
    const std::vector<std::string> units{one->id.unit};
    if (life.chance.one_in(life.promises.suspended_days(units.front()).empty() ? 9 : 2)) {
        return units.front() + " no more: " + life.ask(EndSuspension{campaign_id, units, "hết lũ"});
    }
    const Date from = life.today() + days(life.chance.between(-2, 8));
    const Date to = from + days(life.chance.between(-1, 14));
    return units.front() + " from " + iso_date(from) + " to " + iso_date(to) + ": " +
           life.ask(SuspendUnits{campaign_id, {units, from, to, "lũ", "Giám đốc Sở"}});
}

// Of whatever comes to mind, for some days or too many; or one of the last few ends.
std::string silences_or_lets_speak(Life& life) {
    Chance& chance = life.chance;
    const auto known = must(life.office.store->read().silences());
    if (chance.one_in(3)) {
        const int last = known.empty() ? 1 : known.back().silence.number;
        const int number = chance.between(std::max(1, last - 1), last);
        return std::to_string(number) +
               " ends: " + life.ask(EndSilence{number, chance.one_in(9) ? "" : "họp xong"});
    }
    const Obligation* one = any_obligation(life);
    SilenceAsked asked;
    if (chance.one_in(2)) asked.scope.campaign = campaign_id;
    if (one && chance.one_in(4)) asked.scope.duty = one->id.duty;
    if (one && chance.one_in(2)) asked.scope.units = {one->id.unit};
    asked.until = life.today() + days(chance.between(-1, 14));
    asked.reason = chance.one_in(9) ? "" : "lãnh đạo đi công tác";
    return scope_words(asked.scope, Language::en) + " until " + iso_date(*asked.until) + ": " +
           life.ask(SetSilence{asked});
}

// By the coordinator's office, by whoever leads the cluster, or by anybody.
std::string reminds(Life& life) {
    const Obligation* one = any_obligation(life);
    if (!one) return "";
    for (const auto& [id, other] : life.promises.obligations())
        if (other.owed() && other.term && !other.asking && life.chance.one_in(2)) one = &other;
    const Organisation& organisation = life.world.organisation;
    const Date today = life.today();
    std::string by = organisation.acting(life.world.unit("phong-tccb"), today).id;
    const Cluster* cluster = organisation.cluster_of(one->id.unit);
    if (life.chance.one_in(2) && cluster && !cluster->lead_on(today).empty())
        by = organisation.acting(life.world.unit(std::string(cluster->lead_on(today))), today).id;
    if (life.chance.one_in(8)) by = life.chance.of(unit_ids);
    // Those above are told by the coordinator of what is late; else it is refused.
    std::string tell = life.chance.one_in(8) ? "superior" : "";
    for (const auto& [id, other] : life.promises.obligations()) {
        const bool late = other.owed() && other.term && other.term->last_permitted < today;
        if (!late || other.asking || other.held || life.chance.one_in(2)) continue;
        one = &other;
        tell = "superior";
        by = organisation.acting(life.world.unit(life.world.campaign.coordinator), today).id;
    }
    return one->id.text() + " by " + by + (tell.empty() ? ": " : " to the superior: ") +
           life.ask(
               RemindNow{one->id, {by, life.chance.one_in(9) ? "" : "sắp đến hạn", false, tell}});
}

std::string hands_over(Life& life) {
    const Obligation* one = any_obligation(life);
    if (!one) return "";
    std::vector<std::string> free;
    for (const std::string& unit : unit_ids) {
        ObligationId other = one->id;
        other.unit = unit;
        const auto known = life.promises.obligations().find(other.text());
        const bool owes_none = known == life.promises.obligations().end();
        if (owes_none || known->second.state == ObligationState::withdrawn) free.push_back(unit);
    }
    const std::string to = life.chance.of(free.empty() || life.chance.one_in(4) ? unit_ids : free);
    HandOverShares asked{campaign_id, one->id.unit, one->id, {to, "theo Quyết định 7"}};
    if (life.chance.one_in(3)) asked.one.reset();
    return one->id.text() + (asked.one ? "" : " and all else") + " to " + to + ": " +
           life.ask(asked);
}

std::string confirms_a_contact(Life& life) {
    const std::string unit = life.chance.one_in(5) ? "khong-co" : life.chance.of(unit_ids);
    return unit + ": " + life.ask(ConfirmContact{unit});
}

std::string decides_phase(Life& life) {
    constexpr std::array verbs{PhaseVerb::open, PhaseVerb::close, PhaseVerb::skip,
                               PhaseVerb::hold, PhaseVerb::hold,  PhaseVerb::release};
    const auto& phases = life.world.campaign.phases;
    if (phases.empty()) return "";
    const std::string phase = life.chance.of(phases).id;
    const bool held = life.promises.state_of(campaign_id + '.' + phase) == PhaseState::held;
    const PhaseVerb verb =
        held && !life.chance.one_in(4) ? PhaseVerb::release : life.chance.of(verbs);
    const std::string reason = life.chance.one_in(9) ? "" : "Công văn 12";
    return std::string(to_string(verb)) + " " + phase + ": " +
           life.ask(DecidePhase{campaign_id, phase, verb, reason});
}

std::string dates_event(Life& life) {
    const auto& events = life.world.campaign.events;
    const std::string event = life.chance.of(events).id;
    Date day = random_day(life.chance);
    if (life.chance.one_in(9)) day += days(3000);
    return event + " on " + iso_date(day) + ": " +
           life.ask(DateEvent{campaign_id, event, day, "Thông báo 15"});
}

std::string pauses_or_resumes(Life& life) {
    if (!life.chance.one_in(3)) return "pause: " + life.ask(PauseSending{"bão"});
    return "resume: " + life.ask(ResumeSending{"bão tan"});
}

// Mostly one that failed.
std::string settles_a_message(Life& life) {
    MessageFilter filter;
    if (!life.chance.one_in(6))
        filter.state = life.chance.one_in(4) ? MessageState::discarded : MessageState::failed;
    const auto messages = must(life.office.store->read().messages(filter, 50, "")).rows;
    if (messages.empty()) return "nothing failed";
    const std::int64_t number = life.chance.of(messages).number;
    const bool again = life.chance.one_in(2);
    const std::string words =
        std::to_string(number) + (again ? " again: " : " settled: ") +
        life.ask(SettleMessage{number, again, life.chance.one_in(9) ? "" : "đã gọi điện"});
    life.promises.read_on(life.office);  // before it leaves, composed anew
    return words;
}

// A letter waits through a pause until it is none of its reader's business any more.
std::string changes_while_letters_wait(Life& life) {
    life.ask(PauseSending{"bão"});
    life.run_into_the_middle(40);
    std::vector<const Obligation*> waiting;
    for (const auto& [id, one] : life.promises.obligations())
        if (life.promises.on_its_way(one)) waiting.push_back(&one);
    if (waiting.empty()) return "paused, and nothing waits";
    const ObligationId one = life.chance.of(waiting)->id;
    const std::string unit = one.unit;
    std::string words = unit;
    if (life.chance.one_in(3)) {
        const SilenceScope scope{campaign_id, one.duty, {unit}};
        words += " is silenced: " + life.ask(SetSilence{{scope, life.today() + days(2), "họp"}});
    } else if (life.chance.one_in(2)) {
        const Date today = life.today();
        words += " is suspended: " +
                 life.ask(SuspendUnits{campaign_id,
                                       {{unit}, today, today + days(3), "lũ", "Giám đốc Sở"}});
    } else {
        life.world.unit(unit).contact = life.world.unit(unit).head = "hai";
        life.put_in_force();
        words += " has a new head and contact";
    }
    return words + ", and sending goes on: " + life.ask(ResumeSending{"bão tan"});
}

// Mostly a letter that was written lately; now and then a report that nobody can believe, and one
// that comes twice.
std::string mail_comes_back(Life& life) {
    using Action = DeliveryReport::Action;
    const auto& carried = life.office.carried;
    if (carried.empty()) return "";
    const int last = static_cast<int>(carried.size()) - 1;
    const auto which = static_cast<std::size_t>(
        life.chance.one_in(3) ? life.chance.between(0, last)
                              : life.chance.between(std::max(0, last - 3), last));
    const Parcel& parcel = carried[which].consignment.parcel;
    const std::string id = life.chance.one_in(9) ? "la@so-y-te.example" : parcel.id;
    const std::string to = life.chance.one_in(9) ? "la@khac.example" : parcel.address;
    const TakeReport report{report_of(
        id, to, life.chance.one_in(6) ? Action::delayed : Action::failed, "5.1.1", "550 khong co")};
    std::string words = id + ": " + life.ask(report);
    if (life.chance.one_in(3)) words += ", and again: " + life.ask(report);
    life.promises.read_on(life.office);
    return words;
}

std::string plan_is_edited(Life& life) {
    std::string words;
    for (int count = life.chance.one_in(3) ? 2 : 1; count > 0; --count) {
        const Edit& edit = choose(life.chance, edits());
        const std::string made = edit.make(life.chance, life.world);
        if (made.empty()) continue;
        ++life.happened[edit.name];
        words += (words.empty() ? "" : "; ") + made;
    }
    life.put_in_force();
    return words;
}

std::string campaign_goes(Life& life) {
    if (!life.configured) {
        life.put_in_force();
        return "it is back";
    }
    life.configured = false;
    life.office.drops(campaign_id);
    life.starts_again(life.office.now);
    return "it is not configured any more";
}

}  // namespace

const std::vector<Move>& moves() {
    static const std::vector<Move> all{
        {5, "time passes", time_passes},
        {2, "the daemon sleeps", sleeps},
        {2, "the daemon crashes", crashes},
        {12, "a decision", decides},
        {2, "all submit", all_submit},
        {1, "a phase is settled", settles_a_phase},
        {6, "a phase is moved", decides_phase},
        {4, "a suspension", suspends_or_lets_go},
        {3, "a silence", silences_or_lets_speak},
        {6, "a reminder", reminds},
        {5, "a hand-over", hands_over},
        {1, "a contact is confirmed", confirms_a_contact},
        {3, "an event", dates_event},
        {4, "the sending", pauses_or_resumes},
        {4, "a change while letters wait", changes_while_letters_wait},
        {4, "a failed message", settles_a_message},
        {2, "the clock", clock_jumps},
        {4, "a go-ahead", goes_ahead},
        {3, "an access", lets_somebody_in},
        {1, "links are revoked", revokes_links},
        {1, "the mail server", mail_goes_or_comes},
        {5, "a letter comes back", mail_comes_back},
        {8, "an edit", plan_is_edited},
        {1, "the campaign", campaign_goes},
    };
    return all;
}

}  // namespace dondoc::loop_test
