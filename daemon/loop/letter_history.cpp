#include "daemon/loop/letter_history.h"

#include <algorithm>
#include <variant>

#include "daemon/loop/letter_items.h"
#include "daemon/loop/migration.h"
#include "daemon/loop/post.h"
#include "daemon/loop/silences.h"
#include "workflows/explain.h"
#include "workflows/planner.h"
#include "workflows/reader_change.h"
#include "workflows/remind.h"

namespace dondoc {

namespace {

// A step of the ladder, not a question or what a person asked for.
bool is_step(const NoticeRecord& notice) {
    return !is_question(notice.rung) && !notice.rung.starts_with(rung_by_hand);
}

}  // namespace

std::optional<Date> answer_by(const Definition& definition, const Duty& duty,
                              const NoticeRecord& notice, const Term& term, Date today) {
    if (notice.kind != NoticeKind::escalation || !to_unit(notice.audience) || duty.upward) {
        return {};
    }
    for (const RungMoment& rung : rung_moments(definition, duty, term)) {
        const bool leadership =
            rung.rung->audience == Audience::superior || rung.rung->audience == Audience::director;
        if (!leadership || rung.rung->release == Release::required || rung.day <= today) continue;
        return definition.calendar->shift(rung.day, -1);
    }
    return {};
}

std::vector<LetterItem::Reported> reported_above(const Definition& definition,
                                                 const NoticeRecord& notice,
                                                 const std::vector<NoticeRecord>& all,
                                                 Instant now) {
    std::vector<LetterItem::Reported> told;
    for (const NoticeRecord& other : all) {
        const bool above =
            other.audience == Audience::superior || other.audience == Audience::director;
        if (!above || other.round != notice.round || other.person == notice.person) continue;
        const bool left = other.state == NoticeState::sent && other.settled && !other.rehearsal;
        const bool leaves = waiting(other) && other.moment <= notice.moment;
        const Organisation& organisation = *definition.organisation;
        const Person* person = organisation.person(other.person);
        if (!person || !(left || leaves)) continue;
        const Date day = definition.zone.date_of(left ? *other.settled : now);
        told.push_back({person->name, person->title,
                        unit_of_post(organisation, *person, definition.campaign.issuer, day), day});
    }
    std::ranges::stable_sort(told, {}, &LetterItem::Reported::day);
    return told;
}

Result<std::string> return_reason(const Reader& reader, const NoticeRecord& notice) {
    const auto history = reader.history(notice.about.id);
    if (!history) return history.error();
    std::string reason;
    for (const JournalEntry& entry : *history) {
        if (const auto* returned = std::get_if<Returned>(&entry.event)) reason = returned->reason;
    }
    return reason;
}

bool waiting(const NoticeRecord& notice) {
    return notice.state == NoticeState::queued || notice.state == NoticeState::retrying;
}

std::string held_back_too_long(const Definition& definition, const NoticeRecord& notice,
                               const std::vector<NoticeRecord>& all, Instant now) {
    const auto later = [&](const NoticeRecord& other) {
        return is_step(notice) && is_step(other) && other.round == notice.round &&
               other.audience == notice.audience && other.planned > notice.planned &&
               (waiting(other) || other.state == NoticeState::sent);
    };
    if (std::ranges::any_of(all, later)) return "overtaken";
    const Zone& zone = definition.zone;
    const int age = definition.calendar->count(zone.date_of(notice.planned), zone.date_of(now));
    return age > definition.sending.catch_up_age_max ? "too_old" : "";
}

Result<std::string> lapsed(const Reader& reader, const Definition& definition,
                           const Obligation& obligation, const NoticeRecord& notice, Instant now) {
    const Zone& zone = definition.zone;
    if (obligation.handed_over()) return obligation.last_reason;
    if (notice.rung == share_rung) {
        const bool handed_in = obligation.arrived && !obligation.owed();
        return std::string(handed_in ? "" : "answered");
    }
    if (!obligation.owed()) return std::string(to_string(obligation.state));
    if (notice.rung == request_rung) {
        const bool open = obligation.request &&
                          first_key(notice.key) == request_key(obligation.id, obligation.requests);
        if (!open) return std::string("request_answered");
    } else if (obligation.round != notice.round) {
        return std::string("round_over");
    }
    const auto suspensions =
        suspensions_of(reader, &definition, obligation.id.campaign, obligation.id.unit);
    if (!suspensions) return suspensions.error();
    if (touches(days_of(*suspensions, obligation.id.unit), zone.date_of(notice.planned),
                zone.date_of(now)))
        return std::string("suspended");
    const auto silenced = silent_days(reader, definition, obligation.id, zone.date_of(now));
    if (!silenced) return silenced.error();
    if (!is_question(notice.rung) && covering(*silenced, zone.date_of(now)))
        return std::string("silenced");
    const bool escalation = notice.kind == NoticeKind::escalation && is_step(notice);
    if (obligation.held && escalation) return std::string("escalations_held");
    if (obligation.phase.empty()) return std::string();
    const auto phase = reader.phase(obligation.id.campaign, obligation.phase);
    if (!phase) return phase.error();
    const bool held = *phase && (*phase)->state == PhaseState::held;
    return std::string(held ? "phase_held" : "");
}

bool is_put_off(std::string_view because) {
    return because == "phase_held" || because == "escalations_held" || because == "silenced";
}

Result<std::string> taken_from(const Reader& reader, const Definition& definition,
                               const NoticeRecord& notice, Date day) {
    const auto history = reader.history(notice.about.id);
    if (!history) return history.error();
    std::string from;
    for (const JournalEntry& entry : *history) {
        if (const auto* taken = std::get_if<TookOver>(&entry.event)) from = taken->from;
        const auto* told = std::get_if<NoticeFellDue>(&entry.event);
        if (told && told->key == first_key(notice.key)) break;
    }
    return unit_names(*definition.organisation, from, day);
}

}  // namespace dondoc
