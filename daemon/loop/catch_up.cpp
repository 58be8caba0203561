#include "daemon/loop/catch_up.h"

#include <algorithm>
#include <set>
#include <utility>

#include "daemon/loop/letter_history.h"
#include "daemon/store/encoding.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

// The campaigns that what fell due before speaks of.
Result<std::set<std::string>> campaigns_of(const Reader& reader, Instant before) {
    std::set<std::string> campaigns;
    const auto messages = reader.messages_of_missed(before);
    if (!messages) return messages.error();
    for (const MessageRecord& message : *messages) {
        const auto notices = reader.notices_in(message.key);
        if (!notices) return notices.error();
        for (const NoticeRecord& notice : *notices)
            if (waiting(notice)) campaigns.insert(notice.campaign());
    }
    return campaigns;
}

// A message of its own: those that wait may be for the same person and moment.
Result<Instant> free_moment(const Reader& reader, const Person& person, const std::string& channel,
                            Instant now) {
    for (Instant moment = now;; moment += std::chrono::milliseconds{1}) {
        const auto known = reader.message(message_key(person.id, channel, moment, false));
        if (!known) return known.error();
        if (!*known) return moment;
    }
}

Result<Event> question(const Reader& reader, const Definition& definition, Instant now) {
    const Date today = definition.zone.date_of(now);
    const Person* holder = definition.officer_on(today);
    const std::string rung(go_ahead_rung);
    const std::string key = definition.campaign.id + '/' + rung + '/' + utc_text(now);
    if (!holder)
        return Event(RungPassedOver{key, rung, 0, Audience::coordinator, now, "no_person"});
    const Person& person = *definition.organisation->reader_for(*holder, today);
    const std::string& channel = definition.channel_of(person);
    const auto moment = free_moment(reader, person, channel, now);
    if (!moment) return moment.error();
    return Event(NoticeFellDue{key, rung, 0, NoticeKind::nudge, Audience::coordinator, person.id,
                               channel, false, *moment, now, "catch_up_held",
                               &person == holder ? "" : holder->id});
}

}  // namespace

Result<std::optional<Instant>> downtime_begun(const Reader& reader, Instant now) {
    const auto first = reader.next_moment();
    if (!first || !*first || now - **first < downtime_min) {
        if (!first) return first.error();
        return std::optional<Instant>();
    }
    const auto state = reader.daemon_state();
    if (!state) return state.error();
    const bool known = state->catch_up && **first <= state->catch_up->back;
    return known ? std::optional<Instant>() : *first;
}

Result<Step> weighed(const Reader& reader, const Definitions& definitions, int most, Instant now) {
    const auto state = reader.daemon_state();
    if (!state) return state.error();
    const Instant back = state->catch_up.value_or(CatchUp{}).back;
    const auto missed = reader.messages_of_missed(back);
    if (!missed) return missed.error();
    const int count = static_cast<int>(missed->size());
    const bool held = most > 0 && count > most;
    Step step{now, {{daemon_subject(), {CatchUpWeighed{count, held}}, {}}}};
    if (!held) return step;
    const auto campaigns = campaigns_of(reader, back);
    if (!campaigns) return campaigns.error();
    const auto records = reader.campaigns();
    if (!records) return records.error();
    for (const CampaignRecord& record : *records) {
        const auto definition = definitions.find(record.id);
        if (!definition || !campaigns->contains(record.id)) continue;
        auto asked = question(reader, *definition, now);
        if (!asked) return asked.error();
        step.changes.push_back(
            {{Subject::Kind::campaign, record.id}, {*std::move(asked)}, record.next});
    }
    return step;
}

Settled release_catch_up(const Reader& reader, const GiveGoAhead& asked, Language language) {
    if (auto refusal = without_reason(asked.reason, language)) return *std::move(refusal);
    const auto state = reader.daemon_state();
    if (!state) return state.error();
    if (!state->catch_up || !state->catch_up->held) {
        return Refusal{
            "nothing_waits",
            in_words(language, "Không có thư nào đang chờ cho phép gửi sau khi hệ thống ngừng",
                     "No message waits for a go-ahead after a downtime")};
    }
    std::vector<Change> changes;
    const auto messages = reader.held_messages();
    if (!messages) return messages.error();
    for (const MessageRecord& message : *messages) {
        if (!asked.discard || !message.address.empty()) continue;
        const auto notices = reader.notices_in(message.key);
        if (!notices) return notices.error();
        // What fell due since stands in the same letter, and leaves with it.
        Change change{{Subject::Kind::message, message.key}, {}, {}};
        bool all = true;
        for (const NoticeRecord& notice : *notices) {
            if (!waiting(notice)) continue;
            const bool missed = notice.planned < state->catch_up->back;
            if (missed) change.events.push_back(NoticeSuppressed{notice.key, "catch_up_discarded"});
            all = all && missed;
        }
        if (all) change.events.push_back(MessageSuppressed{});
        if (!change.events.empty()) changes.push_back(std::move(change));
    }
    changes.push_back({daemon_subject(), {CatchUpReleased{asked.reason, asked.discard}}, {}});
    return changes;
}

}  // namespace dondoc
