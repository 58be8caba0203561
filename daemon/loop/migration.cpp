#include "daemon/loop/migration.h"

#include <algorithm>
#include <set>
#include <utility>

#include "daemon/loop/contacts.h"
#include "daemon/loop/shares.h"
#include "daemon/loop/silences.h"
#include "daemon/store/words.h"
#include "workflows/eligibility.h"

namespace dondoc {

namespace {

constexpr std::string_view not_in_definition = "not_in_definition";

Subject phase_subject(const std::string& campaign, const std::string& phase) {
    return {Subject::Kind::phase, campaign + '.' + phase};
}

// New phases are born, missing ones withdrawn; all of the others look at their dates again.
void change_phases(const Definition& definition, const std::vector<PhaseRecord>& records,
                   Instant now, std::vector<Change>& changes) {
    const std::string& campaign = definition.campaign.id;
    for (const Phase& phase : definition.campaign.phases) {
        const auto record = std::ranges::find(records, phase.id, &PhaseRecord::phase);
        const bool known = record != records.end() && !record->withdrawn;
        const Event event = known ? Event(Rescheduled{"definition_changed"}) : Event(PhaseBorn{});
        changes.push_back({phase_subject(campaign, phase.id), {event}, now});
    }
    for (const PhaseRecord& record : records) {
        if (record.withdrawn || definition.campaign.phase(record.phase)) continue;
        changes.push_back({phase_subject(campaign, record.phase),
                           {PhaseWithdrawn{std::string(not_in_definition)}},
                           {}});
    }
}

// Questions to the coordinator look at the period and the day of issue again.
Done wake_questions(const Reader& reader, const Campaign& campaign, Instant now,
                    std::vector<Change>& changes) {
    for (const Duty& duty : campaign.duties) {
        const auto watch = reader.duty_watch(campaign.id, duty.id);
        if (!watch) return watch.error();
        if (!*watch || (*watch)->undated + (*watch)->asking == 0) continue;
        changes.push_back({{Subject::Kind::duty, campaign.id + '.' + duty.id},
                           {Rescheduled{"definition_changed"}},
                           now});
    }
    return done;
}

}  // namespace

Result<Surroundings> surroundings_of(const Reader& reader, const Definition& definition,
                                     const Obligation& obligation, Instant now) {
    Surroundings around;
    const Duty* duty = definition.campaign.duty(obligation.id.duty);
    if (duty && !duty->phase.empty()) {
        const auto phase = reader.phase(definition.campaign.id, duty->phase);
        if (!phase) return phase.error();
        if (*phase && !(*phase)->withdrawn) around.phase = (*phase)->state;
    }
    const auto suspensions =
        suspensions_of(reader, &definition, obligation.id.campaign, obligation.id.unit);
    if (!suspensions) return suspensions.error();
    around.suspended = days_of(*suspensions, obligation.id.unit);
    auto silenced = silent_days(reader, definition, obligation.id, definition.zone.date_of(now));
    if (!silenced) return silenced.error();
    around.silenced = *std::move(silenced);
    if (obligation.overdue_on(definition.zone.date_of(now))) {
        const auto waiting = reader.notice_on_its_way(obligation.id.text(), obligation.round);
        if (!waiting) return waiting.error();
        around.earlier_on_its_way = *waiting;
        const auto notices =
            reader.notices_about({Subject::Kind::obligation, obligation.id.text()});
        if (!notices) return notices.error();
        around.escalated = std::ranges::any_of(*notices, [&](const NoticeRecord& notice) {
            return notice.round == obligation.round && notice.kind == NoticeKind::escalation &&
                   notice.state != NoticeState::passed_over;
        });
    }
    if (duty && obligation.owed()) {
        const auto bars = obstacles_before(reader, definition, obligation.id,
                                           definition.zone.date_of(now), Language::vi);
        if (!bars) return bars.error();
        around.barred = !bars->empty();
    }
    return around;
}

Result<std::vector<SuspensionRecord>> suspensions_of(const Reader& reader,
                                                     const Definition* definition,
                                                     const std::string& campaign,
                                                     const std::string& unit) {
    const auto read = [&](const std::string& id) {
        return unit.empty() ? reader.suspensions(id) : reader.suspensions(id, unit);
    };
    auto all = read(campaign);
    if (!all || !definition) return all;
    for (const std::string& above : definition->campaign.within) {
        auto more = read(above);
        if (!more) return more.error();
        for (SuspensionRecord& one : *more) {
            one.suspension.above = above;
            all->push_back(std::move(one));
        }
    }
    return all;
}

std::vector<DateSpan> days_of(const std::vector<SuspensionRecord>& records, std::string_view unit) {
    std::vector<Suspension> all;
    for (const SuspensionRecord& record : records)
        all.push_back(record.suspension);
    return days_of(all, unit);
}

Result<std::vector<std::string>> obstacles_before(const Reader& reader,
                                                  const Definition& definition,
                                                  const ObligationId& id, Date today,
                                                  Language language) {
    const Duty* duty = definition.campaign.duty(id.duty);
    if (!duty || duty->upward || gates_before(definition.campaign, duty->phase).empty())
        return std::vector<std::string>();
    const auto obligations = obligations_of(reader, id.campaign, id.unit);
    if (!obligations) return obligations.error();
    const auto phases = reader.phases(id.campaign);
    if (!phases) return phases.error();
    const GateSources sources{*obligations, *phases};
    return obstacles_before(definition, *duty, id.unit, sources, today, language);
}

Result<std::vector<Obligation>> obligations_of(const Reader& reader, const std::string& campaign,
                                               const std::string& unit) {
    std::vector<Obligation> all;
    std::string cursor;
    do {
        ObligationFilter filter;
        filter.campaign = campaign;
        filter.unit = unit;
        auto page = reader.obligations(filter, page_size_max, cursor);
        if (!page) return page.error();
        std::ranges::move(page->rows, std::back_inserter(all));
        cursor = page->cursor;
    } while (!cursor.empty());
    return all;
}

std::optional<Change> change_of(Subject subject, Plan plan, const std::string& by) {
    if (plan.events.empty()) return {};
    return Change{std::move(subject), std::move(plan.events), plan.next, by};
}

Change withdrawal(const Obligation& obligation) {
    return {{Subject::Kind::obligation, obligation.id.text()},
            {Withdrawn{std::string(not_in_definition)}},
            {}};
}

Change set_aside(const Subject& subject, const Error& why) {
    return {
        daemon_subject(), {SetAside{std::string(to_word(subject.kind)), subject.id, why.text}}, {}};
}

Result<Step> put_to_work(const Reader& reader, const Definition& definition,
                         const std::optional<CampaignRecord>& applied, Instant now) {
    const Campaign& campaign = definition.campaign;
    const auto phases = reader.phases(campaign.id);
    if (!phases) return phases.error();
    const auto dates = reader.event_dates(campaign.id);
    if (!dates) return dates.error();
    auto held = obligations_of(reader, campaign.id);
    if (!held) return held.error();
    HeldObligations missing = by_id(*std::move(held));

    Step step{now};
    const int version = applied ? applied->version + 1 : 1;
    step.changes.push_back(
        {{Subject::Kind::campaign, campaign.id},
         {CampaignApplied{definition.fingerprint, version, definition.calendar_fingerprint}},
         next_organisation_moment(definition, now)});
    change_phases(definition, *phases, now, step.changes);
    if (auto woken = wake_questions(reader, campaign, now, step.changes); !woken)
        return woken.error();
    const ShareSettings given{reader, definition, *phases, *dates, now};
    for (const Duty& duty : campaign.duties) {
        for (const Occurrence& occurrence : duty.occurrences) {
            auto planned = plan_shares(given, duty, occurrence, missing);
            if (!planned) return planned.error();
            std::ranges::move(*planned, std::back_inserter(step.changes));
        }
    }
    for (const auto& [id, obligation] : missing) {
        if (!obligation.settled()) step.changes.push_back(withdrawal(obligation));
    }
    if (auto passed = pass_suspensions_on(reader, definition, step); !passed) return passed.error();
    return step;
}

Result<Step> take_out(const Reader& reader, const CampaignRecord& applied, Instant now) {
    const auto phases = reader.phases(applied.id);
    if (!phases) return phases.error();
    const auto obligations = obligations_of(reader, applied.id);
    if (!obligations) return obligations.error();
    Step step{now};
    step.changes.push_back(
        {{Subject::Kind::campaign, applied.id}, {CampaignApplied{"", applied.version + 1}}, {}});
    for (const PhaseRecord& record : *phases) {
        if (record.withdrawn) continue;
        step.changes.push_back({phase_subject(applied.id, record.phase),
                                {PhaseWithdrawn{std::string(not_in_definition)}},
                                {}});
    }
    for (const Obligation& obligation : *obligations) {
        if (!obligation.settled()) step.changes.push_back(withdrawal(obligation));
    }
    return step;
}

Done migrate(const Reader& reader, const Definitions& definitions, Instant now,
             const std::function<Done(Step)>& commit) {
    const auto applied = reader.campaigns();
    if (!applied) return applied.error();
    bool changed = false;
    for (const auto& [id, definition] : definitions.all()) {
        const auto record = std::ranges::find(*applied, id, &CampaignRecord::id);
        const bool known = record != applied->end();
        if (known && record->fingerprint == definition->fingerprint) continue;
        auto step =
            put_to_work(reader, *definition, known ? std::optional(*record) : std::nullopt, now);
        if (!step) return step.error().within("apply campaign " + id);
        changed = true;
        if (auto committed = commit(*std::move(step)); !committed) return committed;
    }
    for (const CampaignRecord& record : *applied) {
        if (record.fingerprint.empty() || definitions.find(record.id)) continue;
        auto step = take_out(reader, record, now);
        if (!step) return step.error().within("take out campaign " + record.id);
        changed = true;
        if (auto committed = commit(*std::move(step)); !committed) return committed;
    }
    if (!changed) return done;
    auto contacts = plan_contacts(reader, definitions, now);
    if (!contacts) return contacts.error().within("ask units about their contacts");
    if (!contacts->changes.empty()) return commit(*std::move(contacts));
    return done;
}

}  // namespace dondoc
