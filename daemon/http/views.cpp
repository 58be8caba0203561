#include "daemon/http/views.h"

#include <boost/json.hpp>

#include "daemon/http/plan_views.h"
#include "daemon/http/prospect.h"
#include "daemon/http/silences.h"
#include "daemon/loop/migration.h"
#include "daemon/store/words.h"
#include "notifiers/phrases.h"
#include "workflows/check.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

namespace json = boost::json;

json::object deadline_view(const Sight& sight, const std::optional<Deadline>& deadline,
                           const std::optional<Term>& term, const std::optional<OwnDay>& own) {
    json::object view{{"words", nullptr},
                      {"last_permitted", nullptr},
                      {"last_working", nullptr},
                      {"opens", nullptr},
                      {"granted", own ? day_view(own->day) : nullptr},
                      {"confirmed", nullptr}};
    if (deadline) view["words"] = deadline_words(*deadline, term, own, sight.language);
    if (!term) return view;
    view["last_permitted"] = iso_date(term->last_permitted);
    view["last_working"] = iso_date(term->last_working);
    view["opens"] = day_view(term->opens);
    view["confirmed"] = term->confirmed;
    return view;
}

json::value prospect_view(const Sight& sight, const Prospect& next) {
    if (next.words.empty()) return nullptr;
    return json::object{{"words", next.words},
                        {"rung", text_or_null(next.rung)},
                        {"at", moment_view(sight, next.at)}};
}

json::value suspension_view(const Sight& sight, const SuspensionRecord& record) {
    const Suspension& suspension = record.suspension;
    json::object view{{"unit", suspension.unit},
                      {"from", iso_date(suspension.days.first)},
                      {"to", iso_date(suspension.days.last)},
                      {"given_to", iso_date(record.given_to)},
                      {"reason", suspension.reason},
                      {"approver", suspension.approver},
                      {"campaign", text_or_null(suspension.above)},
                      {"by", record.by},
                      {"at", moment_view(sight, record.at)},
                      {"ended", nullptr}};
    if (record.ended)
        view["ended"] = json::object{{"at", moment_view(sight, record.ended)},
                                     {"by", record.ended_by},
                                     {"reason", record.ended_reason}};
    return view;
}

json::value request_view(const Obligation& obligation) {
    if (!obligation.request) return nullptr;
    return json::object{{"to", iso_date(obligation.request->to)},
                        {"reason", obligation.request->reason},
                        {"document", text_or_null(obligation.request->document)}};
}

json::array released_view(const Obligation& obligation) {
    return json::array(obligation.released.begin(), obligation.released.end());
}

json::object subject_view(const Subject& subject) {
    return {{"kind", to_word(subject.kind)}, {"id", subject.id}};
}

json::value period_view(const Sight& sight, const std::optional<Period>& period) {
    if (!period) return nullptr;
    const auto& figures = period->figures;
    return json::object{
        {"words", phrase(*period, sight.language)},
        {"from", iso_date(period->span.first)},
        {"to", iso_date(period->span.last)},
        {"figures_from", day_view(figures ? std::optional(figures->first) : std::nullopt)},
        {"cutoff", day_view(figures ? std::optional(figures->last) : std::nullopt)}};
}

// «đầu mối đơn vị, Trần Văn A»
std::string whom_words(const Sight& sight, const NoticeRecord& notice) {
    const std::string person =
        notice.person.empty() ? "" : ", " + person_name(sight.organisation(), notice.person);
    return audience_name(notice.audience, sight.language) + person;
}

json::object happened_view(const Sight& sight, const Happened& happened) {
    return {{"at", moment_view(sight, happened.at)},
            {"by", happened.by},
            {"event", happened.event},
            {"words", happened.words}};
}

Result<json::object> duty_view(const Sight& sight, const Definition& definition,
                               const EventDates& dates, const Duty& duty) {
    json::array occurrences;
    for (const Occurrence& occurrence : duty.occurrences) {
        auto share = sight.reader.share(definition.campaign.id, duty.id, occurrence.id);
        if (!share) return share.error();
        const Deadline deadline = dated(occurrence.deadline, dates);
        const auto term = term_of(deadline, *definition.calendar);
        occurrences.push_back(json::object{{"id", occurrence.id},
                                           {"period", period_view(sight, occurrence.period)},
                                           {"deadline", deadline_view(sight, deadline, term, {})},
                                           {"owed", share->open},
                                           {"all", share->all}});
    }
    json::object view{{"id", duty.id},
                      {"phase", text_or_null(duty.phase)},
                      {"deliverable", duty.deliverable},
                      {"to", text_or_null(duty.to)},
                      {"via", text_or_null(duty.via)},
                      {"upward", duty.upward},
                      {"quote", text_or_null(duty.quote)},
                      {"occurrences", std::move(occurrences)}};
    add_duty_parts(view, duty);
    return view;
}

}  // namespace

json::value text_or_null(std::string_view text) {
    if (text.empty()) return nullptr;
    return json::string(text);
}

json::value day_view(const std::optional<Date>& day) {
    if (!day) return nullptr;
    return json::string(iso_date(*day));
}

json::value moment_view(const Sight& sight, const std::optional<Instant>& at) {
    if (!at) return nullptr;
    return json::string(sight.zone().rfc3339(*at));
}

std::string_view language_word(const Sight& sight) {
    return sight.language == Language::vi ? "vi" : "en";
}

json::object obligation_view(const Sight& sight, const Obligation& obligation) {
    const auto definition = sight.definition(obligation.id.campaign);
    const Organisation& organisation = sight.organisation();
    const Callee callee = whom_to_call(definition.get(), organisation, obligation, sight.today);
    const Suspended suspended = suspended_now(sight, obligation);
    return {{"id", obligation.id.text()},
            {"campaign", obligation.id.campaign},
            {"duty", obligation.id.duty},
            {"occurrence", obligation.id.occurrence},
            {"unit", obligation.id.unit},
            {"phase", text_or_null(obligation.phase)},
            {"unit_name", unit_name(sight, obligation.id.unit)},
            {"deliverable", deliverable_of(definition.get(), obligation)},
            {"state", to_string(obligation.state)},
            {"overdue", obligation.overdue_on(sight.today)},
            {"late", came_late(sight, obligation)},
            {"asking", obligation.asking},
            {"standing", standing_of(sight, definition.get(), obligation, suspended)},
            {"suspended",
             suspended.now ? suspension_view(sight, *suspended.now) : json::value(nullptr)},
            {"silenced", text_or_null(silenced_now(sight, obligation))},
            {"request", request_view(obligation)},
            {"held", obligation.held ? text_or_null(obligation.held_reason) : nullptr},
            {"released", released_view(obligation)},
            {"period", period_view(sight, period_of(definition.get(), obligation.id))},
            {"deadline", deadline_view(sight, deadline_of(sight, definition.get(), obligation.id),
                                       obligation.term, own_day_of(obligation))},
            {"round", obligation.round},
            {"round_began", moment_view(sight, obligation.round_began)},
            {"round_why", obligation.round_why},
            {"arrived", day_view(obligation.arrived)},
            {"document", text_or_null(obligation.document)},
            {"dated", day_view(obligation.dated)},
            {"signer", text_or_null(obligation.signer)},
            {"last_reason", text_or_null(obligation.last_reason)},
            {"next", prospect_view(sight, prospect(definition.get(), obligation, sight.language,
                                                   suspended.days))},
            {"call", json::object{{"name", text_or_null(callee.name)},
                                  {"phone", text_or_null(callee.phone)}}}};
}

json::object notice_view(const Sight& sight, const NoticeRecord& notice) {
    return {{"key", notice.key},
            {"about", subject_view(notice.about)},
            {"round", notice.round},
            {"rung", notice.rung},
            {"kind", to_word(notice.kind)},
            {"audience", to_string(notice.audience)},
            {"person", text_or_null(notice.person)},
            {"planned", moment_view(sight, notice.planned)},
            {"moment", moment_view(sight, notice.moment)},
            {"state", to_word(notice.state)},
            {"because", notice.because},
            {"rehearsal", notice.rehearsal},
            {"instead_of", text_or_null(notice.instead_of)},
            {"message_key", text_or_null(notice.message)}};
}

json::object why_view(const Sight& sight, const Obligation& obligation, const Why& why) {
    json::array events;
    for (const Happened& happened : why.events)
        events.push_back(happened_view(sight, happened));
    json::array notices;
    for (const NoticeTold& told : why.notices) {
        json::object notice = notice_view(sight, told.notice);
        notice["words"] = told.words;
        notice["state_words"] = notice_state_name(told.notice.state, sight.language);
        notice["whom"] = whom_words(sight, told.notice);
        notice["message"] = told.message > 0 ? json::value(told.message) : json::value(nullptr);
        notice["subject"] = text_or_null(told.subject);
        notices.push_back(std::move(notice));
    }
    return {{"obligation", obligation_view(sight, obligation)},
            {"events", std::move(events)},
            {"notices", std::move(notices)},
            {"address_faults", faults_view(sight, why.faults)},
            {"language", language_word(sight)},
            {"day", nullptr}};
}

json::object day_answer_view(Date day, const DayAnswer& answer) {
    json::array sentences;
    for (const std::string& sentence : answer.sentences)
        sentences.push_back(json::string(sentence));
    return {{"on", iso_date(day)},
            {"code", to_string(answer.code)},
            {"told", answer.code == DayCode::told},
            {"sentences", std::move(sentences)}};
}

json::object why_message_view(const Sight& sight, const MessageRecord& message,
                              const WhyMessage& why) {
    json::array sentences;
    for (const std::string& sentence : why.sentences)
        sentences.push_back(json::string(sentence));
    json::array notices;
    for (const NoticeInMessage& one : why.notices) {
        json::object notice = notice_view(sight, one.notice);
        notice["words"] = one.words;
        notice["why_person"] = text_or_null(one.person);
        notice["deliverable"] = text_or_null(one.deliverable);
        notice["unit_name"] = text_or_null(one.unit_name);
        notice["quote"] = text_or_null(one.quote);
        notice["dropped"] = text_or_null(one.dropped);
        notices.push_back(std::move(notice));
    }
    json::array events;
    for (const Happened& happened : why.events)
        events.push_back(happened_view(sight, happened));
    return {{"message", message_view(sight, message)},
            {"language", language_word(sight)},
            {"sentences", std::move(sentences)},
            {"notices", std::move(notices)},
            {"events", std::move(events)}};
}

Result<json::array> suspensions_view(const Sight& sight, const std::string& campaign) {
    const auto definition = sight.definition(campaign);
    const auto records = suspensions_of(sight.reader, definition.get(), campaign);
    if (!records) return records.error();
    json::array views;
    for (const SuspensionRecord& record : *records)
        views.push_back(suspension_view(sight, record));
    return views;
}

json::object phase_view(const Sight& sight, const PhaseRecord& record) {
    const auto definition = sight.definition(record.campaign);
    const Phase* phase = definition ? definition->campaign.phase(record.phase) : nullptr;
    return {{"campaign", record.campaign},
            {"id", record.phase},
            {"title", phase ? text_or_null(phase->title) : nullptr},
            {"kind", phase ? json::value(to_string(phase->kind)) : json::value(nullptr)},
            {"state", to_string(record.state)},
            {"state_words", phase_state_name(record.state, sight.language)},
            {"by_hand", record.by_hand},
            {"from", phase ? day_view(phase->from) : nullptr},
            {"to", phase ? day_view(phase->to) : nullptr},
            {"from_event", phase ? text_or_null(phase->from_event) : nullptr},
            {"to_event", phase ? text_or_null(phase->to_event) : nullptr},
            {"wave", phase ? text_or_null(phase->wave) : nullptr},
            {"working_days", phase && phase->working_days ? json::value(*phase->working_days)
                                                          : json::value(nullptr)},
            {"obligations", record.obligations},
            {"unsettled", record.unsettled},
            {"next", moment_view(sight, record.next)}};
}

json::object event_view(const Sight& sight, const std::string& campaign, const CampaignEvent& event,
                        const std::vector<EventDate>& dated) {
    json::object view{{"campaign", campaign}, {"id", event.id},
                      {"title", event.title}, {"quote", text_or_null(event.quote)},
                      {"day", nullptr},       {"reason", nullptr},
                      {"by", nullptr},        {"at", nullptr}};
    for (const EventDate& one : dated) {
        if (one.event != event.id) continue;
        view["day"] = iso_date(one.day);
        view["reason"] = one.reason;
        view["by"] = one.by;
        view["at"] = moment_view(sight, one.at);
    }
    return view;
}

json::object campaign_view(const Sight& sight, const Definition& definition,
                           const std::vector<PhaseRecord>& phases) {
    const Campaign& campaign = definition.campaign;
    return {{"id", campaign.id},
            {"title", campaign.title},
            {"number", text_or_null(campaign.number)},
            {"issuer", campaign.issuer},
            {"coordinator", campaign.coordinator},
            {"from", iso_date(campaign.period.first)},
            {"to", iso_date(campaign.period.last)},
            {"state", to_string(campaign_state(campaign, phases))},
            {"state_words", campaign_state_name(campaign_state(campaign, phases), sight.language)},
            {"participants", campaign.participants.size()},
            {"duties", campaign.duties.size()}};
}

Result<json::object> campaign_detail_view(const Sight& sight, const Definition& definition,
                                          const std::vector<PhaseRecord>& phases) {
    json::object view = campaign_view(sight, definition, phases);
    json::array phase_views;
    for (const PhaseRecord& phase : phases)
        phase_views.push_back(phase_view(sight, phase));
    const std::string& id = definition.campaign.id;
    const auto dated = sight.reader.events_dated(id);
    if (!dated) return dated.error();
    const auto dates = sight.reader.event_dates(id);
    if (!dates) return dates.error();
    json::array events;
    for (const CampaignEvent& event : definition.campaign.events)
        events.push_back(event_view(sight, id, event, *dated));
    json::array duties;
    for (const Duty& duty : definition.campaign.duties) {
        auto one = duty_view(sight, definition, *dates, duty);
        if (!one) return one.error();
        duties.push_back(*std::move(one));
    }
    auto suspensions = suspensions_view(sight, id);
    if (!suspensions) return suspensions.error();
    add_plan_parts(view, sight, definition);
    view["suspensions"] = *std::move(suspensions);
    view["phases"] = std::move(phase_views);
    view["events"] = std::move(events);
    view["duties"] = std::move(duties);
    return view;
}

json::object message_view(const Sight& sight, const MessageRecord& message) {
    const Person* person = sight.organisation().person(message.person);
    return {{"number", message.number},
            {"key", message.key},
            {"person", message.person},
            {"person_name", person_name(sight.organisation(), message.person)},
            {"phone", person ? text_or_null(person->phone) : nullptr},
            {"channel", message.channel},
            {"copy", message.copy},
            {"moment", moment_view(sight, message.moment)},
            {"state", to_word(message.state)},
            {"address", text_or_null(message.address)},
            {"subject", text_or_null(message.subject)},
            {"attempts", message.attempts},
            {"next", moment_view(sight, message.next)},
            {"settled", moment_view(sight, message.settled)},
            {"unknown", message.unknown},
            {"rehearsal", message.rehearsal},
            {"last_answer", text_or_null(explain_code(message.last_answer, sight.language))}};
}

json::object counters_view(const Counters& counters) {
    return {{"overdue", counters.overdue},     {"due_soon", counters.due_soon},
            {"submitted", counters.submitted}, {"requested", counters.requested},
            {"failed", counters.failed},       {"retrying", counters.retrying}};
}

}  // namespace dondoc
