#include "daemon/loop/rerouting.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "daemon/loop/digests.h"
#include "daemon/loop/letter_history.h"
#include "workflows/reader_change.h"

namespace dondoc {

namespace {

// Whom it is told to, by the subject's next moment as it is; nothing if it holds no more.
struct Told {
    std::optional<Addressee> reader;  // empty: nobody else than before
    std::optional<Instant> next;
};

Result<std::optional<Told>> about_obligation(const Reader& reader, const Definition& definition,
                                             const NoticeRecord& notice, Instant now) {
    const auto obligation = reader.obligation(notice.about.id);
    if (!obligation) return obligation.error();
    if (!*obligation || !definition.names(**obligation)) return std::optional<Told>();
    NoticeRecord of_today = notice;
    of_today.planned = now;
    const auto why_not = lapsed(reader, definition, **obligation, of_today, now);
    if (!why_not) return why_not.error();
    if (!why_not->empty() && !is_put_off(*why_not)) return std::optional<Told>();
    const Duty& duty = *definition.campaign.duty((*obligation)->id.duty);
    const Addressee today = resolve(definition, duty, (*obligation)->id.unit, notice.audience,
                                    definition.zone.date_of(now));
    if (!today.person) return std::optional<Told>();
    return std::optional(Told{today, (*obligation)->next});
}

Result<std::optional<Told>> about_duty(const Reader& reader, const Definition& definition,
                                       const NoticeRecord& notice, Instant now) {
    const std::string id = notice.about.id.substr(notice.about.id.find('.') + 1);
    const Duty* duty = definition.campaign.duty(id);
    const auto watch = reader.duty_watch(definition.campaign.id, id);
    if (!watch) return watch.error();
    if (!duty || !*watch) return std::optional<Told>();
    const Addressee today = resolve(definition, *duty, definition.campaign.coordinator,
                                    Audience::coordinator, definition.zone.date_of(now));
    if (!today.person) return std::optional<Told>();
    return std::optional(Told{today, (*watch)->next});
}

template <class Watch>
Result<std::optional<Told>> by_watch(const Result<std::optional<Watch>>& watch) {
    if (!watch) return watch.error();
    return *watch ? std::optional(Told{{}, (*watch)->next}) : std::nullopt;
}

Result<std::optional<Told>> told_now(const Reader& reader, const Definition& definition,
                                     const NoticeRecord& notice, Instant now) {
    if (notice.about.kind == Subject::Kind::obligation)
        return about_obligation(reader, definition, notice, now);
    if (notice.about.kind == Subject::Kind::duty)
        return about_duty(reader, definition, notice, now);
    if (notice.about.kind == Subject::Kind::campaign) {
        const auto campaigns = reader.campaigns();
        if (!campaigns) return campaigns.error();
        const auto its = std::ranges::find(*campaigns, notice.about.id, &CampaignRecord::id);
        return its == campaigns->end() ? std::nullopt : std::optional(Told{{}, its->next});
    }
    if (notice.about.kind == Subject::Kind::digest)
        return by_watch(reader.digest_watch(notice.about.id));
    return by_watch(reader.contact_watch(notice.about.id));
}

DeliveryFailed given_up(const MessageRecord& message, const std::string& why) {
    return {message.attempts, why, false, true};
}

}  // namespace

std::optional<std::string> next_channel(const Letters& letters, const Reader& reader,
                                        const MessageRecord& message) {
    if (message.unknown || message.rehearsal) return {};
    const auto all = letters.channels_of(reader, message);
    const auto own = std::ranges::find(all, message.channel);
    if (own == all.end()) return all.empty() ? std::nullopt : std::optional(all.front());
    const auto next = std::next(own);
    return next == all.end() ? std::nullopt : std::optional(*next);
}

bool waited_too_long(const Letters& letters, const MessageRecord& message, Instant now) {
    const Instant since = std::max(message.moment, message.retried.value_or(message.moment));
    return since + letters.delivery().fallback_after <= now;
}

Result<std::vector<Change>> told_again(const Reader& reader, const Definitions& definitions,
                                       const MessageRecord& message, const Retelling& how,
                                       Instant now) {
    const auto notices = reader.notices_in(message.key);
    if (!notices) return notices.error();
    std::vector<Change> changes;
    for (const NoticeRecord& notice : *notices) {
        if (notice.state == NoticeState::suppressed) continue;
        const bool digest = notice.about.kind == Subject::Kind::digest;
        const auto definition = digest ? told_of_by(reader, definitions, notice.about.id, now)
                                       : definitions.find(notice.campaign());
        if (!definition) continue;
        const auto told = told_now(reader, *definition, notice, now);
        if (!told) return told.error();
        if (!*told) continue;
        const Person* same = definition->organisation->person(message.person);
        const Addressee to = (*told)->reader.value_or(Addressee{same});
        if (!to.person) continue;
        // Told anew is of today, however old it was.
        NoticeFellDue anew = told_anew(
            *definition,
            {notice.key, notice.rung, notice.round, notice.kind, notice.audience, message.person,
             message.channel, message.copy, notice.moment, now, notice.because, notice.instead_of},
            to, now);
        if (to.person == same) anew.channel = how.channel;
        if (anew.because == "catch_up") anew.because = how.because;
        if (how.moment) anew.moment = *how.moment;
        changes.push_back({notice.about, {std::move(anew)}, (*told)->next});
    }
    return changes;
}

Result<std::vector<Change>> failed_or_rerouted(const Letters& letters,
                                               const Definitions& definitions, const Reader& reader,
                                               const MessageRecord& message, DeliveryFailed failure,
                                               Instant now) {
    std::vector<Change> changes{{{Subject::Kind::message, message.key}, {failure}, {}}};
    const auto channel = failure.unknown ? std::nullopt : next_channel(letters, reader, message);
    if (!channel) return changes;
    auto told = told_again(reader, definitions, message, {*channel, "rerouted"}, now);
    if (!told) return told.error();
    if (told->empty()) return changes;
    changes.front().events.push_back(MessageRerouted{*channel});
    std::ranges::move(*told, std::back_inserter(changes));
    return changes;
}

Result<std::vector<Change>> leave_channel(const Letters& letters, const Definitions& definitions,
                                          const Reader& reader, const ChannelDown& down,
                                          const std::vector<std::string>& out, Instant now) {
    std::vector<Change> all;
    std::size_t rerouted = 0;
    std::int64_t after = 0;
    while (rerouted < rerouted_max) {
        const auto some = reader.waiting(down.channel, now - letters.delivery().fallback_after,
                                         after, rerouted_max);
        if (!some) return some.error();
        for (const MessageRecord& message : *some) {
            after = message.number;
            if (!waited_too_long(letters, message, now) ||
                std::ranges::find(out, message.key) != out.end())
                continue;
            if (!next_channel(letters, reader, message)) continue;
            auto changes = failed_or_rerouted(letters, definitions, reader, message,
                                              given_up(message, down.why), now);
            if (!changes) return changes.error();
            if (changes->size() < 2) continue;  // it waits on
            ++rerouted;
            std::ranges::move(*changes, std::back_inserter(all));
        }
        if (some->size() < rerouted_max) break;
    }
    return all;
}

}  // namespace dondoc
