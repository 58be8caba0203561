// Random plans, and how people edit them.
#include <algorithm>
#include <array>

#include "tests/daemon/loop/life.h"
#include "workflows/recurrence.h"

namespace dondoc::loop_test {

namespace {

using Words = std::vector<std::string>;

const Words duty_ids{"bao-cao", "ho-so", "ke-hoach", "len-tinh"};
const Words phase_ids{"dau", "giua", "cuoi"};
const Words event_ids{"be-mac", "khai-mac"};
const Words indicator_ids{"giuong-benh", "tiem-chung"};

std::string phase_of_plan(Chance& chance, const World& world) {
    const auto& phases = world.campaign.phases;
    return phases.empty() || chance.one_in(3) ? "" : chance.of(phases).id;
}

// Each month of half a year, but for some.
std::vector<Occurrence> monthly(Chance& chance) {
    Recurrence rule;
    rule.op = chance.one_in(2) ? DueOperator::within : DueOperator::by;
    rule.day = {0, chance.between(10, 28)};
    if (chance.one_in(2)) rule.except = {"2017-0" + std::to_string(chance.between(1, 6))};
    return must(expand(rule, {day("2017-01-01"), day("2017-06-30")})).occurrences;
}

std::vector<Occurrence> random_times(Chance& chance) {
    switch (chance.between(1, 7)) {
        case 1: return monthly(chance);
        case 2: return {{"som", random_deadline(chance)}, {"muon", random_deadline(chance)}};
        case 3:
        case 4: return {{"1", random_anchored(chance, chance.of(event_ids))}};
        default: return {{"1", random_deadline(chance)}};
    }
}

Words random_units(Chance& chance) {
    Words units;
    for (const std::string& unit : unit_ids)
        if (chance.one_in(2)) units.push_back(unit);
    return units.empty() ? Words{unit_ids[0]} : units;
}

void add_duty(Chance& chance, World& world, const std::string& id) {
    world.owes(id, undated(), phase_of_plan(chance, world), random_units(chance));
    Duty& duty = world.duty(id);
    duty.occurrences = random_times(chance);
    if (id == "len-tinh") {
        duty.obligors = {"so-y-te"};
        duty.upward = true;
    }
}

// Which duties take numbers of which indicator, and what a title or a phase demands.
std::string changes_indicators_and_gates(Chance& chance, World& world) {
    Campaign& campaign = world.campaign;
    campaign.indicators.clear();
    campaign.gates.clear();
    for (const std::string& id : indicator_ids) {
        Indicator made;
        made.id = made.title = id;
        made.comparator = chance.one_in(2) ? Comparator::at_least : Comparator::below;
        made.value = *parse_decimal("18,5");
        made.unit = chance.one_in(2) ? IndicatorUnit::count : IndicatorUnit::percent;
        made.level = chance.one_in(3) ? IndicatorLevel::department : IndicatorLevel::unit;
        for (const std::string& duty : duty_ids)
            if (chance.one_in(2)) made.reviewed_in.push_back(duty);
        campaign.indicators.push_back(made);
        Gate gate;
        gate.id = "cua-" + id;
        gate.requirements.push_back({chance.of(duty_ids), {}});
        if (chance.one_in(2)) gate.requirements.push_back({"", PhaseKind::registration});
        campaign.gates.push_back(gate);
    }
    return "other indicators and gates";
}

void add_phase(Chance& chance, World& world, const std::string& id) {
    const auto day_or_none = [&] { return chance.one_in(3) ? iso_date(random_day(chance)) : ""; };
    const std::string from = day_or_none();
    const std::string to = day_or_none();
    world.has_phase(id, from, to);
    Phase& phase = world.campaign.phases.back();
    if (!phase.from && chance.one_in(4)) phase.from_event = chance.of(event_ids);
    if (!phase.to && chance.one_in(4)) phase.to_event = chance.of(event_ids);
}

Duty* any_duty(Chance& chance, World& world) {
    auto& duties = world.campaign.duties;
    const int last = static_cast<int>(duties.size()) - 1;
    return duties.empty() ? nullptr : &duties[static_cast<std::size_t>(chance.between(0, last))];
}

// ---- edits

std::string moves_a_date(Chance& chance, World& world) {
    Duty* duty = any_duty(chance, world);
    if (!duty) return "";
    auto& times = duty->occurrences;
    const auto at = static_cast<std::size_t>(chance.between(0, static_cast<int>(times.size()) - 1));
    const Deadline deadline =
        chance.one_in(4) ? random_anchored(chance, chance.of(event_ids)) : random_deadline(chance);
    times[at].deadline = deadline;
    return duty->id + " " + times[at].id + " is due " + phrase(deadline, Language::en);
}

std::string changes_times(Chance& chance, World& world) {
    Duty* duty = any_duty(chance, world);
    if (!duty) return "";
    duty->occurrences = random_times(chance);
    return duty->id + " is owed " + std::to_string(duty->occurrences.size()) +
           " times, the first " + phrase(duty->occurrences.front().deadline, Language::en);
}

std::string adds_or_removes_a_duty(Chance& chance, World& world) {
    const std::string id = chance.of(duty_ids);
    auto& duties = world.campaign.duties;
    const auto found = std::ranges::find(duties, id, &Duty::id);
    if (found != duties.end()) {
        duties.erase(found);
        return "no duty " + id + " any more";
    }
    add_duty(chance, world, id);
    return "a duty " + id;
}

std::string adds_or_removes_a_phase(Chance& chance, World& world) {
    const std::string id = chance.of(phase_ids);
    if (std::erase_if(world.campaign.phases, [&](const Phase& p) { return p.id == id; }) == 0) {
        add_phase(chance, world, id);
        return "a phase " + id;
    }
    for (Duty& duty : world.campaign.duties)
        if (duty.phase == id) duty.phase.clear();
    return "no phase " + id + " any more";
}

std::string moves_a_phase(Chance& chance, World& world) {
    if (world.campaign.phases.empty()) return "";
    Phase& phase = world.campaign.phases.front();
    const std::string id = phase.id;
    const bool from = chance.one_in(2);
    std::optional<Date>& end = from ? phase.from : phase.to;
    (from ? phase.from_event : phase.to_event).clear();
    end = chance.one_in(4) ? std::nullopt : std::optional(random_day(chance));
    return "phase " + id + (from ? " from " : " to ") + (end ? iso_date(*end) : "no day");
}

std::string changes_the_ladder(Chance& chance, World& world) {
    const std::string rungs = random_rungs(chance);
    world.has_ladder(rungs);
    return "rungs " + rungs;
}

std::string changes_a_working_day(Chance& chance, World& world) {
    // Often the very last day of something.
    const Duty* duty = any_duty(chance, world);
    const Deadline of_plan = duty ? duty->occurrences.front().deadline : Deadline{};
    const bool fixed = of_plan.op == DueOperator::by && !of_plan.anchor;
    const std::string off = iso_date(fixed ? of_plan.span.last : random_day(chance));
    auto& days = world.years.front().days;
    const auto found = std::ranges::find_if(
        days, [&](const SpecialDay& special) { return special.kind == DayKind::swapped; });
    if (found != days.end() && chance.one_in(3)) {
        const std::string on = iso_date(found->date);
        days.erase(found);
        return on + " is worked again";
    }
    world.has_off_days({off});
    return off + " is off";
}

std::string puts_units_in_and_out(Chance& chance, World& world) {
    Duty* duty = any_duty(chance, world);
    if (!duty || duty->upward) return "";
    duty->obligors = random_units(chance);
    std::string words = duty->id + " is owed by";
    for (const std::string& unit : duty->obligors)
        words += " " + unit;
    return words;
}

std::string puts_a_duty_elsewhere(Chance& chance, World& world) {
    Duty* duty = any_duty(chance, world);
    if (!duty) return "";
    duty->phase = phase_of_plan(chance, world);
    return duty->id + " belongs to phase «" + duty->phase + "»";
}

std::string changes_the_window(Chance& chance, World& world) {
    using std::chrono::minutes;
    world.sending.window = chance.one_in(2)
                               ? SendingWindow{}
                               : SendingWindow{minutes(8 * 60 + 3), minutes(11 * 60 + 17)};
    return "letters leave from " + clock_time(world.sending.window.from);
}

std::string changes_the_issue(Chance& chance, World& world) {
    auto& issued = world.campaign.issued;
    issued = issued || chance.one_in(2) ? std::nullopt : std::optional(random_day(chance));
    return "issued " + (issued ? iso_date(*issued) : "on no day");
}

std::string changes_the_period(Chance& chance, World& world) {
    DateSpan& period = world.campaign.period;
    period = year_span(2017);
    if (chance.one_in(2)) period.last = random_day(chance);
    if (chance.one_in(3)) period.first = std::min(random_day(chance), period.last);
    return "the period is " + iso_date(period.first) + " to " + iso_date(period.last);
}

}  // namespace

const std::vector<Edit>& edits() {
    static const std::vector<Edit> all = [] {
        std::vector<Edit> made{
            {6, "moves a date", moves_a_date},
            {2, "changes times", changes_times},
            {3, "adds or removes a duty", adds_or_removes_a_duty},
            {2, "adds or removes a phase", adds_or_removes_a_phase},
            {2, "moves a phase", moves_a_phase},
            {3, "changes the ladder", changes_the_ladder},
            {3, "changes a working day", changes_a_working_day},
            {3, "puts units in and out", puts_units_in_and_out},
            {2, "puts a duty elsewhere", puts_a_duty_elsewhere},
            {2, "changes indicators and gates", changes_indicators_and_gates},
            {2, "changes the window", changes_the_window},
            {2, "changes the issue", changes_the_issue},
            {2, "changes the period", changes_the_period},
        };
        made.insert(made.end(), organisation_edits().begin(), organisation_edits().end());
        return made;
    }();
    return all;
}

World random_world(Chance& chance) {
    World world;
    add_organisation(chance, world);
    world.campaign.participants = unit_ids;
    changes_indicators_and_gates(chance, world);
    world.has_ladder(random_rungs(chance));
    world.sending.announce_escalations = !chance.one_in(4);
    world.has_event(event_ids[0], "Bế mạc Đại hội").has_event(event_ids[1], "Khai mạc Đại hội");
    for (const std::string& phase : phase_ids)
        if (chance.one_in(2)) add_phase(chance, world, phase);
    for (const std::string& duty : duty_ids)
        if (!chance.one_in(3)) add_duty(chance, world, duty);
    if (chance.one_in(3)) world.campaign.issued = random_day(chance);
    for (auto* change : std::array{changes_the_window, changes_the_period})
        if (chance.one_in(3)) change(chance, world);
    for (auto& [id, person] : world.organisation.people)
        if (chance.one_in(3)) person.fallbacks = {"sms"};
    return world;
}

std::string described(const World& world) {
    const Campaign& campaign = world.campaign;
    std::string text = "period " + iso_date(campaign.period.first) + " to " +
                       iso_date(campaign.period.last) + ", issued " +
                       (campaign.issued ? iso_date(*campaign.issued) : "on no day") +
                       (world.sending.announce_escalations ? ", announced" : "") + ", rungs";
    for (const Rung& rung : world.steps.rungs)
        text += " " + rung.id + (rung.copy ? "/copy" : "") +
                (rung.release == Release::required ? "/release" : "");
    text += "\n";
    for (const Phase& phase : campaign.phases) {
        text += "phase " + phase.id + " from " +
                (phase.from ? iso_date(*phase.from) : "«" + phase.from_event + "»") + " to " +
                (phase.to ? iso_date(*phase.to) : "«" + phase.to_event + "»") + "\n";
    }
    for (const Duty& duty : campaign.duties) {
        text += "duty " + duty.id + " in «" + duty.phase + "», owed by";
        for (const std::string& unit : duty.obligors)
            text += " " + unit;
        for (const Occurrence& time : duty.occurrences)
            text += "; " + time.id + " " + phrase(time.deadline, Language::en);
        text += "\n";
    }
    return text + described(world.organisation);
}

}  // namespace dondoc::loop_test
