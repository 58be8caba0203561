#include "daemon/http/why_message.h"

#include <utility>

#include "daemon/http/channels.h"
#include "daemon/http/prospect.h"
#include "daemon/http/standing.h"
#include "workflows/check.h"
#include "workflows/digest.h"
#include "workflows/explain.h"
#include "workflows/message_story.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

NoticeFate fate_of(MessageState state) {
    switch (state) {
        case MessageState::queued: return NoticeFate::queued;
        case MessageState::retrying: return NoticeFate::retrying;
        case MessageState::sent: return NoticeFate::sent;
        case MessageState::failed:
        case MessageState::rerouted:
        case MessageState::discarded: return NoticeFate::failed;
        case MessageState::suppressed: return NoticeFate::suppressed;
    }
    CHECK(false);
}

std::optional<DayTime> day_time(const Zone& zone, const std::optional<Instant>& at) {
    if (!at) return {};
    return DayTime{zone.date_of(*at), zone.time_of(*at)};
}

Result<NoticeInMessage> in_message(const Sight& sight, const NoticeRecord& notice) {
    NoticeInMessage one;
    auto words = notice_words(sight, notice);
    if (!words) return words.error();
    one.words = *std::move(words);
    if (notice.state == NoticeState::suppressed)
        one.dropped = explain_code(notice.because, sight.language);
    const std::string& id = notice.about.id;
    const bool digest = notice.about.kind == Subject::Kind::digest;
    if (notice.about.kind == Subject::Kind::unit || digest) {
        if (digest)
            one.deliverable = period_of_digest(id) == Grain::day
                                  ? in_words(sight.language, "Bản tin ngày", "Daily digest")
                                  : in_words(sight.language, "Bản tin tuần", "Weekly digest");
        else
            one.unit_name = unit_name(sight, id);
        one.person = person_name(sight.organisation(), notice.person) + ", " +
                     audience_name(notice.audience, sight.language);
        if (!notice.instead_of.empty())
            one.person += (sight.language == Language::vi ? "; nhận thay " : "; in place of ") +
                          person_name(sight.organisation(), notice.instead_of);
        one.notice = notice;
        return one;
    }
    const std::string campaign = notice.campaign();
    const auto obligation = ObligationId::parse(id);
    if (obligation) one.unit_name = unit_name(sight, obligation->unit);
    const auto definition = sight.definition(campaign);
    const std::string duty_id = obligation ? obligation->duty : id.substr(id.find('.') + 1);
    const Duty* duty = definition ? definition->campaign.duty(duty_id) : nullptr;
    if (duty) {
        one.deliverable = duty->deliverable;
        one.quote = duty->quote;
        const bool known = !obligation || definition->organisation->unit(obligation->unit);
        if (known)
            one.person = why_this_person(*definition, *duty, obligation ? obligation->unit : "",
                                         notice.audience, notice.person,
                                         sight.zone().date_of(notice.moment), sight.language);
    }
    one.notice = notice;
    return one;
}

}  // namespace

Result<WhyMessage> why_message(const Sight& sight, const MessageRecord& message) {
    const Zone& zone = sight.zone();
    const auto notices = sight.reader.notices_in(message.key);
    if (!notices) return notices.error();
    const auto history = sight.reader.history(Subject{Subject::Kind::message, message.key});
    if (!history) return history.error();
    const auto state = sight.reader.daemon_state();
    if (!state) return state.error();

    WhyMessage why;
    MessageFacts facts{.number = message.number,
                       .person_name = person_name(sight.organisation(), message.person),
                       .address = message.address,
                       .channel = message.channel,
                       .moment = *day_time(zone, message.moment),
                       .fate = fate_of(message.state),
                       .copy = message.copy,
                       .rehearsal = message.rehearsal,
                       .settled = day_time(zone, message.settled),
                       .next = day_time(zone, message.next),
                       .answer = message.last_answer,
                       .unknown = message.unknown};
    facts.due = message.moment <= sight.now;
    const auto down = channels_down(sight);
    if (!down) return down.error();
    for (const ChannelStanding& one : *down)
        if (one.down.channel == message.channel) facts.kept_back = channel_words(sight, one);
    if (message.held)
        facts.kept_back = in_words(sight.language, "chờ cho phép gửi sau khi hệ thống ngừng",
                                   "it waits for a go-ahead after a downtime");
    if (state->clock) facts.kept_back = doubt_words(sight, *state->clock);
    if (state->paused) facts.paused = state->paused_by + ": " + state->pause_reason;
    for (const NoticeRecord& notice : *notices) {
        auto one = in_message(sight, notice);
        if (!one) return one.error();
        ++facts.notices;
        if (!one->dropped.empty()) ++facts.dropped;
        why.notices.push_back(*std::move(one));
    }
    for (const JournalEntry& entry : *history) {
        std::string words = message_fact(entry.event, sight.language);
        if (words.empty()) continue;
        why.events.push_back(
            {entry.at, entry.by, std::string(name_of(entry.event)), std::move(words)});
    }
    why.sentences = message_sentences(facts, sight.language);
    return why;
}

}  // namespace dondoc
