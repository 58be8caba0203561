#include "daemon/loop/letter_history.h"

#include <algorithm>
#include <variant>

#include "daemon/loop/letter_items.h"
#include "daemon/loop/post.h"
#include "workflows/planner.h"

namespace dondoc {

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
        const bool waits =
            other.state == NoticeState::queued || other.state == NoticeState::retrying;
        const bool left = other.state == NoticeState::sent && other.settled && !other.rehearsal;
        const bool leaves = waits && other.moment <= notice.moment;
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

}  // namespace dondoc
