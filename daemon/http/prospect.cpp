#include "daemon/http/prospect.h"

#include <algorithm>

#include "daemon/http/accounts.h"
#include "daemon/loop/migration.h"
#include "workflows/check.h"
#include "workflows/escalation.h"
#include "workflows/explain.h"
#include "workflows/planner.h"
#include "workflows/suspension.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

std::string rung_words(const Rung& rung, Language language) {
    const bool to_unit = rung.audience == Audience::contact || rung.audience == Audience::head;
    if (rung.id == returned_rung)
        return in_words(language, "báo việc trả lại cho ", "tell of the return the ") +
               audience_name(rung.audience, language);
    const std::string verb = !to_unit ? in_words(language, "báo cáo ", "report to the ")
                             : rung.after_deadline() ? in_words(language, "đôn đốc ", "chase the ")
                                                     : in_words(language, "nhắc ", "remind the ");
    return verb + audience_name(rung.audience, language);
}

std::optional<RungMoment> next_rung(const Definition& definition, const Obligation& obligation,
                                    const std::vector<DateSpan>& suspended) {
    for (const RungMoment& moment : rung_moments(definition, obligation)) {
        const auto& over = obligation.rungs_done;
        const bool done = std::ranges::find(over, moment.rung->id) != over.end();
        if (!done && !covering(suspended, moment.day)) return moment;
    }
    return {};
}

const Duty* duty_of(const Definition* definition, const ObligationId& id) {
    return definition ? definition->campaign.duty(id.duty) : nullptr;
}

const Occurrence* occurrence_of(const Definition* definition, const ObligationId& id) {
    const Duty* duty = duty_of(definition, id);
    return duty ? duty->occurrence(id.occurrence) : nullptr;
}

std::string with_title(const Person& person) {
    return person.title.empty() ? person.name : person.name + ", " + person.title;
}

// What an undated obligation waits for.
std::string awaited(const Occurrence* occurrence, Language language) {
    if (!occurrence || !occurrence->deadline.anchor)
        return in_words(language, "chờ định ngày", "waits for a date");
    return in_words(language, "chờ định ngày diễn ra «", "waits for the day of «") +
           occurrence->deadline.anchor->title + "»";
}

}  // namespace

Prospect prospect(const Definition* definition, const Obligation& obligation, Language language,
                  const std::vector<DateSpan>& suspended) {
    if (obligation.settled()) return {};
    if (!obligation.owed())
        return {in_words(language, "chờ duyệt", "waits for acceptance"), "", {}};
    if (obligation.asking)
        return {
            asking_words(obligation, issued_on(definition), language) +
                in_words(language, ": chờ người phụ trách trả lời", ": waits for the coordinator"),
            "",
            {}};
    if (!obligation.term)
        return {awaited(occurrence_of(definition, obligation.id), language), "", obligation.next};
    const Duty* duty = duty_of(definition, obligation.id);
    const auto next =
        duty ? next_rung(*definition, obligation, suspended) : std::optional<RungMoment>();
    if (!next)
        return {
            in_words(language, "đã hết bậc nhắc: cần gọi điện", "no reminder is left: call them"),
            "",
            {}};
    if (obligation.held && next->rung->after_deadline())
        return {kept_words(obligation, {}, language), next->rung->id, {}};
    if (obligation.needs_release(*next->rung))
        return {in_words(language, "cần đồng ý trước khi gửi: ", "needs a release: ") +
                    rung_words(*next->rung, language),
                next->rung->id,
                {}};
    if (!obligation.next)
        return {
            in_words(language, "giai đoạn đang tạm giữ", "the phase is held"), next->rung->id, {}};
    // The row may fall due before: for a rung that tells nobody, or for a request.
    return {rung_words(*next->rung, language), next->rung->id,
            std::max(*obligation.next, next->at)};
}

std::optional<Date> issued_on(const Definition* definition) {
    return definition ? definition->campaign.issued : std::nullopt;
}

Suspended suspended_now(const Sight& sight, const Obligation& obligation) {
    const auto definition = sight.definition(obligation.id.campaign);
    const auto records =
        suspensions_of(sight.reader, definition.get(), obligation.id.campaign, obligation.id.unit);
    Suspended suspended;
    if (!records) {
        sight.vantage.needs().report("http: " + records.error().text);
        return suspended;
    }
    for (const SuspensionRecord& record : *records) {
        if (obligation.owed() && record.suspension.days.contains(sight.today))
            suspended.now = record;
    }
    suspended.days = days_of(*records, obligation.id.unit);
    return suspended;
}

std::string standing_of(const Sight& sight, const Definition* definition,
                        const Obligation& obligation, const Suspended& suspended) {
    if (suspended.now) return suspended_words(suspended.now->suspension.days, sight.language);
    return definition ? standing(*definition, obligation, sight.today, sight.language)
                      : state_name(obligation.state, sight.language);
}

bool came_late(const Sight& sight, const Obligation& obligation) {
    const auto late = late_by(sight, obligation);
    if (late) return late->has_value();
    sight.vantage.needs().report("http: " + late.error().text);
    return obligation.late();
}

Callee whom_to_call(const Definition* definition, const Organisation& organisation,
                    const Obligation& obligation, Date today) {
    std::optional<Callee> without_phone;
    const auto consider = [&](const Person* person) -> std::optional<Callee> {
        if (!person) return {};
        if (!person->phone.empty()) return Callee{with_title(*person), person->phone};
        if (!without_phone) without_phone = Callee{with_title(*person), ""};
        return {};
    };
    const Duty* duty = duty_of(definition, obligation.id);
    // A withdrawn unit may have left the organisation; then nobody in it can be named.
    if (duty && definition->organisation->unit(obligation.id.unit)) {
        for (const Audience audience : {Audience::contact, Audience::head}) {
            const auto found =
                consider(resolve(*definition, *duty, obligation.id.unit, audience, today).person);
            if (found) return *found;
        }
    }
    const Unit* unit = organisation.unit(obligation.id.unit);
    if (!unit) return without_phone.value_or(Callee{});
    if (!unit->phone.empty())
        return {without_phone ? without_phone->name : unit->name_on(today), unit->phone};
    return without_phone.value_or(Callee{});
}

std::string unit_name(const Sight& sight, const std::string& unit) {
    const Unit* found = sight.organisation().unit(unit);
    return found ? found->name_on(sight.today) : unit;
}

std::string person_name(const Organisation& organisation, const std::string& person) {
    const Person* found = organisation.person(person);
    return found ? found->name : person;
}

std::string deliverable_of(const Definition* definition, const Obligation& obligation) {
    const Duty* duty = duty_of(definition, obligation.id);
    return duty ? duty->deliverable : obligation.id.duty;
}

std::optional<Deadline> deadline_of(const Sight& sight, const Definition* definition,
                                    const ObligationId& id) {
    const Occurrence* occurrence = occurrence_of(definition, id);
    if (!occurrence) return {};
    if (!occurrence->deadline.anchor) return occurrence->deadline;
    const auto dates = sight.reader.event_dates(id.campaign);
    if (dates) return dated(occurrence->deadline, *dates);
    sight.vantage.needs().report("http: " + dates.error().text);
    return occurrence->deadline;
}

std::optional<Period> period_of(const Definition* definition, const ObligationId& id) {
    const Occurrence* occurrence = occurrence_of(definition, id);
    return occurrence ? occurrence->period : std::nullopt;
}

std::string campaign_state_name(CampaignState state, Language language) {
    switch (state) {
        case CampaignState::draft: return in_words(language, "chưa bắt đầu", "draft");
        case CampaignState::suspended: return in_words(language, "tạm giữ", "suspended");
        case CampaignState::awarding: return in_words(language, "khen thưởng", "awarding");
        case CampaignState::reviewing: return in_words(language, "sơ kết, tổng kết", "reviewing");
        case CampaignState::running: return in_words(language, "đang thực hiện", "running");
        case CampaignState::closed: return in_words(language, "đã kết thúc", "closed");
    }
    CHECK(false);
}

}  // namespace dondoc
