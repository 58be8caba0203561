// The loop's human side: what people decide, carried out in one transaction.
#include <algorithm>
#include <set>
#include <utility>

#include "daemon/loop/access_commands.h"
#include "daemon/loop/barred_units.h"
#include "daemon/loop/catch_up.h"
#include "daemon/loop/handover.h"
#include "daemon/loop/held_messages.h"
#include "daemon/loop/loop.h"
#include "daemon/loop/migration.h"
#include "daemon/loop/not_found.h"
#include "daemon/loop/reminding.h"
#include "daemon/loop/reports.h"
#include "daemon/loop/sending_commands.h"
#include "daemon/loop/shares.h"
#include "daemon/loop/silences.h"
#include "daemon/loop/suspending.h"
#include "workflows/event_day.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

// What follows a decision belongs to it: that the next moment moved need not be said again.
void follow(Change& change, Plan plan) {
    for (Event& event : plan.events) {
        if (!std::holds_alternative<Rescheduled>(event)) change.events.push_back(std::move(event));
    }
    change.next = plan.next;
}

Change organisation_looked_at(const Definition& definition, Instant now) {
    return {{Subject::Kind::campaign, definition.campaign.id},
            {Rescheduled{"organisation_changed"}},
            now};
}

// The phase's obligations under its new state; withdrawn stays what the plan names no more, and
// what its unit does not owe today.
Done replan_phase(const Reader& reader, const Definition& definition, const EventDates& dates,
                  const PhaseRecord& phase, const std::string& by, Step& step) {
    auto obligations = obligations_of(reader, definition.campaign.id);
    if (!obligations) return obligations.error();
    const HeldObligations held = by_id(*std::move(obligations));
    const Date today = definition.zone.date_of(step.at);
    bool passes_on = false;  // what an ended unit had handed in counts no more
    for (const auto& [id, obligation] : held) {
        if (!definition.names(obligation)) continue;
        if (definition.campaign.duty(obligation.id.duty)->phase != phase.phase) continue;
        if (obligation.state == ObligationState::withdrawn &&
            !has_share(definition, dates, held, obligation.id, step.at))
            continue;
        auto around = surroundings_of(reader, definition, obligation, step.at);
        if (!around) return around.error();
        around->phase = phase.state;
        auto change = change_of({Subject::Kind::obligation, id},
                                plan_change(definition, dates, obligation, *around, step.at), by);
        if (!change) continue;
        step.changes.push_back(*std::move(change));
        passes_on = passes_on || (obligation.state == ObligationState::submitted &&
                                  definition.unit(obligation.id.unit).ended_on(today));
    }
    if (passes_on) step.changes.push_back(organisation_looked_at(definition, step.at));
    return done;
}

// Everything that hangs on an event whose day was set: obligations, then the phases.
Done replan_event(const Reader& reader, const Definition& definition, const EventDates& dates,
                  const std::string& event, const std::string& by, Step& step) {
    const auto phases = reader.phases(definition.campaign.id);
    if (!phases) return phases.error();
    const ShareSettings given{reader, definition, *phases, dates, step.at, Extent::event_dated};
    auto shares = follow_event(given, event);
    if (!shares) return shares.error();
    for (Change& change : *shares) {
        change.by = by;
        step.changes.push_back(std::move(change));
    }
    if (auto passed = pass_suspensions_on(reader, definition, step); !passed) return passed;
    for (const PhaseRecord& phase : *phases) {
        if (phase.withdrawn || !definition.campaign.phase(phase.phase)) continue;
        auto change = change_of({Subject::Kind::phase, phase.campaign + '.' + phase.phase},
                                plan_phase(definition, dates, phase, step.at), by);
        if (change) step.changes.push_back(*std::move(change));
    }
    return done;
}

struct CarryOut {
    const Reader& reader;
    const Letters& letters;
    const Definitions& definitions;
    const Language language;
    const std::string& by;
    Step& step;
    const Traffic& traffic;

    Answer operator()(const DecideObligation& asked) const {
        const std::string id = asked.id.text();
        const auto found = reader.obligation(id);
        if (!found) return found.error();
        const auto definition = definitions.find(asked.id.campaign);
        if (!*found || !definition || !definition->names(**found))
            return no_obligation(id, language);
        const auto around = surroundings_of(reader, *definition, **found, step.at);
        if (!around) return around.error();
        Obligation obligation = **found;
        auto decided =
            decide(*definition, obligation, asked.decision, step.at, language, around->phase);
        if (auto* refusal = std::get_if<Refusal>(&decided)) return *std::move(refusal);
        Change change{{Subject::Kind::obligation, id},
                      std::get<std::vector<Event>>(std::move(decided)),
                      {},
                      by};
        for (const Event& event : change.events)
            apply(obligation, event, step.at);
        auto plan = plan_decided(*definition, obligation, asked.decision.verb, *around);
        if (!plan) return plan.error();
        for (const Event& event : plan->events)
            apply(obligation, event, step.at);
        std::vector<std::string> warnings;
        if (asked.decision.verb == Verb::release) {
            warnings = told_no_more(*plan);
            auto left = send_what_waited(reader, *definition, std::set{id}, by, step);
            if (!left) return left.error();
        }
        follow(change, *std::move(plan));
        obligation.next = change.next;
        step.changes.push_back(std::move(change));
        if (obligation.owed()) pass_on_if_not_there(*definition, obligation);
        return Carried{obligation, std::move(warnings)};
    }

    // The plan may have changed while nothing was owed.
    Result<Plan> plan_decided(const Definition& definition, const Obligation& obligation, Verb verb,
                              const Surroundings& around) const {
        if (verb != Verb::reopen) return plan_obligation(definition, obligation, around, step.at);
        const auto dates = reader.event_dates(definition.campaign.id);
        if (!dates) return dates.error();
        return plan_change(definition, *dates, obligation, around, step.at);
    }

    // Escalations that were held for too long to be caught up on.
    std::vector<std::string> told_no_more(const Plan& plan) const {
        std::vector<std::string> warnings;
        for (const Event& event : plan.events) {
            const auto* passed = std::get_if<RungPassedOver>(&event);
            if (!passed || passed->because != "too_old") continue;
            const std::string who = audience_name(passed->audience, language);
            warnings.push_back(language == Language::vi
                                   ? "bậc " + passed->rung + " đã lỡ quá lâu nên " + who +
                                         " không được báo nữa; nếu cần, liên hệ trực tiếp"
                                   : "the rung " + passed->rung +
                                         " was missed too long ago, so the " + who +
                                         " is not told any more; get in touch if need be");
        }
        return warnings;
    }

    // What a unit that has ended owes again (its report is returned) goes to its successors; what
    // one owes again that proved to begin later does not become its own before it is there.
    void pass_on_if_not_there(const Definition& definition, const Obligation& obligation) const {
        const Date today = definition.zone.date_of(step.at);
        const Unit& unit = definition.unit(obligation.id.unit);
        const bool too_late =
            unit.from && obligation.term && obligation.term->last_permitted < *unit.from;
        if (!unit.ended_on(today) && unit.begun_on(today) && !too_late) return;
        step.changes.push_back(organisation_looked_at(definition, step.at));
    }

    Answer operator()(const RemindNow& asked) const {
        return remind_now(reader, definitions, asked, by, language, step);
    }

    Answer operator()(const ConfirmContact& asked) const {
        const bool vi = language == Language::vi;
        for (const auto& [id, definition] : definitions.all()) {
            const Unit* unit = definition->organisation->unit(asked.unit);
            if (!unit) continue;
            if (unit->contact.empty()) {
                return Refusal{"no_person",
                               vi ? "Đơn vị «" + unit->id + "» chưa có đầu mối; cần ghi contact"
                                  : "The unit «" + unit->id + "» has no contact; name one"};
            }
            step.changes.push_back(
                {daemon_subject(), {ContactConfirmed{unit->id, unit->contact}}, {}, by});
            return Carried{};
        }
        return NotFound{vi ? "Không có đơn vị «" + asked.unit + "»"
                           : "There is no unit «" + asked.unit + "»"};
    }

    Answer operator()(const HandOverShares& asked) const {
        return hand_over_shares(reader, definitions, asked, by, language, step);
    }

    Answer operator()(const DecidePhase& asked) const {
        const std::string id = asked.campaign + '.' + asked.phase;
        const auto found = reader.phase(asked.campaign, asked.phase);
        if (!found) return found.error();
        const auto definition = definitions.find(asked.campaign);
        if (!*found || !definition || !definition->campaign.phase(asked.phase)) {
            return NotFound{language == Language::vi ? "Không có giai đoạn «" + id + "»"
                                                     : "There is no phase «" + id + "»"};
        }
        const auto dates = reader.event_dates(asked.campaign);
        if (!dates) return dates.error();
        PhaseRecord phase = **found;
        const PhaseState before = phase.state;
        auto decided = decide(phase, asked.verb, asked.reason, language);
        if (auto* refusal = std::get_if<Refusal>(&decided)) return *std::move(refusal);
        Change change{
            {Subject::Kind::phase, id}, std::get<std::vector<Event>>(std::move(decided)), {}, by};
        for (const Event& event : change.events)
            apply(phase, event);
        follow(change, plan_phase(*definition, *dates, phase, step.at));
        step.changes.push_back(std::move(change));
        const auto silent = [](PhaseState state) {
            return state == PhaseState::skipped || state == PhaseState::held;
        };
        if (silent(before) || silent(phase.state)) {
            const auto planned = replan_phase(reader, *definition, *dates, phase, by, step);
            if (!planned) return planned.error();
        }
        if (before == PhaseState::held) {
            const auto left = send_what_waited(reader, *definition, phase, by, step);
            if (!left) return left.error();
        }
        Carried carried;
        if (asked.verb == PhaseVerb::open) {
            auto warnings = barred_units(reader, *definition, asked.phase, step.at, language);
            if (!warnings) return warnings.error();
            carried.warnings = *std::move(warnings);
        }
        return carried;
    }

    Answer operator()(const DateEvent& asked) const {
        const auto definition = definitions.find(asked.campaign);
        const CampaignEvent* event = definition ? definition->campaign.event(asked.event) : nullptr;
        if (!event) {
            const std::string id = asked.campaign + '.' + asked.event;
            return NotFound{language == Language::vi ? "Không có sự kiện «" + id + "»"
                                                     : "There is no event «" + id + "»"};
        }
        auto dates = reader.event_dates(asked.campaign);
        if (!dates) return dates.error();
        const auto known = dates->find(asked.event);
        const auto before = known == dates->end() ? std::nullopt : std::optional(known->second);
        auto decided =
            decide(definition->campaign, *event, before, asked.day, asked.reason, language);
        if (auto* refusal = std::get_if<Refusal>(&decided)) return *std::move(refusal);
        step.changes.push_back({{Subject::Kind::campaign, asked.campaign},
                                std::get<std::vector<Event>>(std::move(decided)),
                                {},
                                by});
        dates->insert_or_assign(asked.event, *asked.day);
        const auto planned = replan_event(reader, *definition, *dates, asked.event, by, step);
        if (!planned) return planned.error();
        return Carried{};
    }

    Answer operator()(const SuspendUnits& asked) const {
        return suspend_units(reader, definitions, asked, by, language, step);
    }
    Answer operator()(const EndSuspension& asked) const {
        return end_suspension(reader, definitions, asked, by, language, step);
    }

    Answer operator()(const SetSilence& asked) const {
        return set_silence(reader, definitions, asked, by, language, step);
    }
    Answer operator()(const EndSilence& asked) const {
        return end_silence(reader, definitions, asked, by, language, step);
    }
    Answer operator()(const PauseSending& asked) const {
        return add(switch_sending(reader, true, asked.reason, language));
    }
    Answer operator()(const ResumeSending& asked) const {
        return add(switch_sending(reader, false, asked.reason, language));
    }
    Answer operator()(const SettleMessage& asked) const {
        return add(settle_message(reader, letters, definitions, asked, step.at, language));
    }

    Answer operator()(const TakeReport& asked) const {
        return take_report(reader, letters, traffic, asked.report, by, language, step);
    }
    Answer operator()(const GiveGoAhead& asked) const {
        return add(release_catch_up(reader, asked, language));
    }
    Answer operator()(const ConfirmClock& asked) const {
        return add(confirm_clock(reader, asked.reason, language));
    }
    Answer operator()(const RevokeLinks& asked) const {
        return add(revoke_links(reader, definitions, asked, language));
    }
    template <class AboutAccess>
    Answer operator()(const AboutAccess& asked) const {
        return add(settle(reader, asked, step.at, language));
    }

    Answer add(Settled made) const {
        if (auto* refusal = std::get_if<Refusal>(&made)) return *std::move(refusal);
        if (auto* nothing = std::get_if<NotFound>(&made)) return *std::move(nothing);
        if (auto* error = std::get_if<Error>(&made)) return *std::move(error);
        for (Change& change : std::get<std::vector<Change>>(made)) {
            change.by = by;
            step.changes.push_back(std::move(change));
        }
        return Carried{};
    }
};

}  // namespace

Answer Loop::carry_out(const Command& command, Step& step) const {
    const Language language = command.language.value_or(settings_.language);
    const CarryOut carry{store_.read(), letters_, definitions_, language,
                         command.by,    step,     traffic_};
    return std::visit(carry, command.what);
}

Answer Loop::execute(const Command& command, Instant now) {
    Step step{now};
    Answer answer = carry_out(command, step);
    if (!std::holds_alternative<Carried>(answer) || step.changes.empty()) return answer;
    if (auto committed = commit(std::move(step)); !committed) return committed.error();
    const auto* settled = std::get_if<SettleMessage>(&command.what);
    if (settled && settled->again) traffic_.try_now();
    if (std::holds_alternative<ConfirmClock>(command.what)) traffic_.forget_times();
    return answer;
}

}  // namespace dondoc
