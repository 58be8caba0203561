#include "daemon/http/why.h"

#include <algorithm>
#include <map>
#include <utility>

#include "daemon/http/fact_words.h"
#include "daemon/http/prospect.h"
#include "daemon/http/silences.h"
#include "daemon/loop/migration.h"
#include "workflows/check.h"
#include "workflows/explain.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

// The obligation as it was in each of its rounds: a rung speaks of the days of its own round.
using Rounds = std::map<int, Obligation>;

std::string words_of(const NoticeRecord& notice, const Rounds& rounds, Language language) {
    const auto round = rounds.find(notice.round);
    const bool of_a_ladder =
        notice.kind == NoticeKind::reminder || notice.kind == NoticeKind::escalation;
    if (round == rounds.end() || !of_a_ladder) return explain_code(notice.because, language);
    NoticeFellDue told;
    told.rung = notice.rung;
    told.round = notice.round;
    told.kind = notice.kind;
    told.because = notice.because;
    return explain(round->second, told, language);
}

Result<NoticeTold> told(const Sight& sight, NoticeRecord notice, const Rounds& rounds) {
    NoticeTold one;
    one.words = words_of(notice, rounds, sight.language);
    if (!notice.instead_of.empty()) {
        one.words += (sight.language == Language::vi ? "; nhận thay " : "; in place of ") +
                     person_name(sight.organisation(), notice.instead_of);
    }
    if (!notice.message.empty()) {
        auto message = sight.reader.message(notice.message);
        if (!message) return message.error();
        if (*message) {
            one.subject = (*message)->subject;
            one.message = (*message)->number;
        }
    }
    one.notice = std::move(notice);
    return one;
}

// Before what it began, which has the same instant.
void insert(Why& why, Happened fact) {
    const auto next = std::ranges::find_if(why.events, [&](const Happened& happened) {
        return happened.at >= fact.at && happened.event != "obligation_born";
    });
    why.events.insert(next, std::move(fact));
}

// The day of the event that the deadline hangs on, as it was set last.
Done add_event(const Sight& sight, const Obligation& obligation, Why& why) {
    const auto definition = sight.definition(obligation.id.campaign);
    const auto deadline = deadline_of(sight, definition.get(), obligation.id);
    if (!deadline || !deadline->anchor) return done;
    const auto dated = sight.reader.events_dated(obligation.id.campaign);
    if (!dated) return dated.error();
    for (const EventDate& one : *dated) {
        if (one.event != deadline->anchor->event) continue;
        const std::string words = "«" + deadline->anchor->title +
                                  "»: " + span_name(one.day, Grain::day, sight.language) + "; " +
                                  one.reason;
        insert(why, {one.at, one.by, "event_dated", words});
    }
    return done;
}

// What was said of the unit while the obligation was followed.
Done add_suspensions(const Sight& sight, const Obligation& obligation, Why& why) {
    const auto definition = sight.definition(obligation.id.campaign);
    const auto records =
        suspensions_of(sight.reader, definition.get(), obligation.id.campaign, obligation.id.unit);
    if (!records) return records.error();
    for (const SuspensionRecord& one : *records) {
        insert(why, {one.at, one.by, "unit_suspended", suspended_fact(one, sight.language)});
        if (one.ended)
            insert(why, {*one.ended, one.ended_by, "suspension_ended",
                         suspension_ended_fact(one, sight.language)});
    }
    return done;
}

// Likewise by whom it was silenced, until when, and why.
Done add_silences(const Sight& sight, const Obligation& obligation, Why& why) {
    const auto records = silences_of(sight, obligation.id);
    if (!records) return records.error();
    for (const SilenceRecord& one : *records) {
        insert(why, {one.at, one.by, "silenced", silenced_fact(one, sight.language)});
        if (one.ended)
            insert(why, {*one.ended, one.ended_by, "silence_ended",
                         silence_ended_fact(one, sight.language)});
    }
    return done;
}

}  // namespace

Result<Why> why(const Sight& sight, const Obligation& obligation) {
    const Subject subject{Subject::Kind::obligation, obligation.id.text()};
    auto history = sight.reader.history(subject.id);
    if (!history) return history.error();
    Why why;
    Rounds rounds;
    std::optional<Obligation> then;
    std::vector<int> round_of;  // of each fact
    for (const JournalEntry& entry : *history) {
        if (const auto* birth = std::get_if<ObligationBorn>(&entry.event)) {
            then = born(obligation.id, *birth, entry.at);
        } else if (then) {
            apply(*then, entry.event, entry.at);
        }
        if (then) rounds.insert_or_assign(then->round, *then);
        round_of.push_back(then ? then->round : 0);
    }
    const auto definition = sight.definition(obligation.id.campaign);
    for (std::size_t i = 0; i < history->size(); ++i) {
        const JournalEntry& entry = (*history)[i];
        const auto round = rounds.find(round_of[i]);
        const FactRound its{round == rounds.end() ? nullptr : &round->second,
                            issued_on(definition.get())};
        std::string words =
            fact_words(entry.event, sight.language, sight.organisation(), sight.today, its);
        if (words.empty()) continue;
        why.events.push_back(
            {entry.at, entry.by, std::string(name_of(entry.event)), std::move(words)});
    }
    if (auto told_event = add_event(sight, obligation, why); !told_event) return told_event.error();
    if (auto told_days = add_suspensions(sight, obligation, why); !told_days)
        return told_days.error();
    if (auto told_silences = add_silences(sight, obligation, why); !told_silences)
        return told_silences.error();
    auto notices = sight.reader.notices_about(subject);
    if (!notices) return notices.error();
    for (NoticeRecord& notice : *notices) {
        auto one = told(sight, std::move(notice), rounds);
        if (!one) return one.error();
        why.notices.push_back(*std::move(one));
    }
    auto faults = faulty_addresses(sight, obligation.id.unit);
    if (!faults) return faults.error();
    why.faults = *std::move(faults);
    return why;
}

Result<std::string> notice_words(const Sight& sight, const NoticeRecord& notice) {
    const auto id = ObligationId::parse(notice.about.id);
    if (notice.about.kind != Subject::Kind::obligation || !id)
        return explain_code(notice.because, sight.language);
    const auto history = sight.reader.history(notice.about);
    if (!history) return history.error();
    Rounds rounds;
    std::optional<Obligation> then;
    for (const JournalEntry& entry : *history) {
        if (const auto* birth = std::get_if<ObligationBorn>(&entry.event)) {
            then = born(*id, *birth, entry.at);
        } else if (then) {
            apply(*then, entry.event, entry.at);
        }
        if (then) rounds.insert_or_assign(then->round, *then);
    }
    return words_of(notice, rounds, sight.language);
}

std::string notice_state_name(NoticeState state, Language language) {
    const bool vi = language == Language::vi;
    switch (state) {
        case NoticeState::queued: return vi ? "chờ gửi" : "queued";
        case NoticeState::retrying: return vi ? "đang gửi lại" : "retrying";
        case NoticeState::sent: return vi ? "đã gửi" : "sent";
        case NoticeState::failed: return vi ? "gửi không được" : "failed";
        case NoticeState::suppressed: return vi ? "không gửi nữa" : "suppressed";
        case NoticeState::passed_over: return vi ? "bỏ qua" : "passed over";
    }
    CHECK(false);
}

std::string message_state_name(MessageState state, Language language) {
    switch (state) {
        case MessageState::queued: return notice_state_name(NoticeState::queued, language);
        case MessageState::retrying: return notice_state_name(NoticeState::retrying, language);
        case MessageState::sent: return notice_state_name(NoticeState::sent, language);
        case MessageState::failed: return notice_state_name(NoticeState::failed, language);
        case MessageState::suppressed: return notice_state_name(NoticeState::suppressed, language);
        case MessageState::discarded:
            return in_words(language, "không gửi được, đã giải quyết cách khác",
                            "failed, settled otherwise");
        case MessageState::rerouted:
            return in_words(language, "không gửi được, đã chuyển kênh khác",
                            "failed, told by another channel");
    }
    CHECK(false);
}

}  // namespace dondoc
