#include "daemon/http/why_day.h"

#include <algorithm>
#include <utility>

#include "daemon/http/prospect.h"
#include "daemon/http/silences.h"
#include "daemon/http/standing.h"
#include "daemon/loop/migration.h"
#include "workflows/check.h"
#include "workflows/suspension.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

// The stretch of a day in which messages leave.
struct Window {
    Instant from{};
    Instant to{};
};

// The obligation as it stood when the day ended.
Done fold(const Sight& sight, const ObligationId& id, Instant end, DayFacts& facts) {
    const auto history = sight.reader.history(Subject{Subject::Kind::obligation, id.text()});
    if (!history) return history.error();
    const Zone& zone = sight.zone();
    for (const JournalEntry& entry : *history) {
        if (!facts.first_seen) facts.first_seen = zone.date_of(entry.at);
        if (entry.at >= end) break;
        if (const auto* birth = std::get_if<ObligationBorn>(&entry.event)) {
            facts.then = born(id, *birth, entry.at);
        } else if (facts.then) {
            apply(*facts.then, entry.event, entry.at);
        }
    }
    return done;
}

// Whether the phase it belonged to was held when the day ended.
Done add_phase(const Sight& sight, const ObligationId& id, Instant end, DayFacts& facts) {
    if (!facts.then || facts.then->phase.empty()) return done;
    const Subject phase{Subject::Kind::phase, id.campaign + "." + facts.then->phase};
    const auto history = sight.reader.history(phase);
    if (!history) return history.error();
    for (const JournalEntry& entry : *history) {
        if (entry.at >= end) break;
        if (const auto* moved = std::get_if<PhaseMoved>(&entry.event))
            facts.held = moved->to == PhaseState::held;
    }
    return done;
}

// Pauses and what was set aside stand among the daemon's own events.
Done add_daemon(const Sight& sight, const std::string& id, Window window, DayFacts& facts) {
    const auto history = sight.reader.history(daemon_subject());
    if (!history) return history.error();
    std::string paused, clock;
    const auto stopped = [&](std::string& why, Instant until) {
        if (until >= window.from && !why.empty()) facts.paused = why;
        why.clear();
    };
    for (const JournalEntry& entry : *history) {
        if (entry.at >= window.to) break;
        if (const auto* pause = std::get_if<SendingPaused>(&entry.event)) {
            paused = entry.by + ": " + pause->reason;
        } else if (std::holds_alternative<SendingResumed>(entry.event)) {
            stopped(paused, entry.at);
        } else if (const auto* jump = std::get_if<ClockJumped>(&entry.event)) {
            clock = entry.by + ": " + doubt_words(sight, {jump->from, jump->to});
        } else if (std::holds_alternative<ClockReturned>(entry.event) ||
                   std::holds_alternative<ClockConfirmed>(entry.event)) {
            stopped(clock, entry.at);
        } else if (const auto* aside = std::get_if<SetAside>(&entry.event)) {
            if (aside->kind == "obligation" && aside->id == id) facts.set_aside = aside->why;
        }
    }
    stopped(paused, window.to);
    stopped(clock, window.to);
    return done;
}

// What still stands aside; what was taken up again does so no more.
Done drop_taken_up(const Sight& sight, const std::string& id, DayFacts& facts) {
    if (facts.set_aside.empty()) return done;
    const auto aside = sight.reader.set_aside();
    if (!aside) return aside.error();
    const Subject subject{Subject::Kind::obligation, id};
    if (std::ranges::find(*aside, subject) == aside->end()) facts.set_aside.clear();
    return done;
}

Done add_notices(const Sight& sight, const std::string& id, DayFacts& facts) {
    const auto notices = sight.reader.notices_about({Subject::Kind::obligation, id});
    if (!notices) return notices.error();
    const Zone& zone = sight.zone();
    for (const NoticeRecord& notice : *notices) {
        const Date fell = zone.date_of(notice.planned);
        const Date dealt = zone.date_of(notice.settled.value_or(notice.moment));
        const bool passed_over = notice.state == NoticeState::passed_over;
        if (fell != facts.day && (passed_over || dealt != facts.day)) continue;
        NoticeOfDay one;
        one.told.rung = notice.rung;
        one.told.round = notice.round;
        one.told.kind = notice.kind;
        one.told.audience = notice.audience;
        one.told.because = notice.because;
        one.fate = fate_of(notice.state);
        if (!notice.person.empty())
            one.person_name = person_name(sight.organisation(), notice.person);
        if (!passed_over && dealt != facts.day) one.other_day = dealt;
        const auto message = sight.reader.message(std::string_view(notice.message));
        if (!message) return message.error();
        if (*message && (*message)->held)
            one.waits_for = in_words(sight.language, "; chờ cho phép gửi sau khi hệ thống ngừng",
                                     "; waits for a go-ahead after a downtime");
        facts.notices.push_back(std::move(one));
    }
    return done;
}

}  // namespace

NoticeFate fate_of(NoticeState state) {
    switch (state) {
        case NoticeState::queued: return NoticeFate::queued;
        case NoticeState::retrying: return NoticeFate::retrying;
        case NoticeState::sent: return NoticeFate::sent;
        case NoticeState::failed: return NoticeFate::failed;
        case NoticeState::suppressed: return NoticeFate::suppressed;
        case NoticeState::passed_over: return NoticeFate::passed_over;
    }
    CHECK(false);
}

Result<DayAnswer> why_on(const Sight& sight, const Obligation& obligation, Date day) {
    const Zone& zone = sight.zone();
    const std::string id = obligation.id.text();
    const auto definition = sight.definition(obligation.id.campaign);
    const SendingWindow hours = definition ? definition->sending.window : SendingWindow{};
    const Instant end = zone.at(day + std::chrono::days(1), TimeOfDay{0});

    DayFacts facts{.day = day, .today = sight.today};
    if (auto folded = fold(sight, obligation.id, end, facts); !folded) return folded.error();
    if (auto added = add_phase(sight, obligation.id, end, facts); !added) return added.error();
    const Window window{zone.at(day, hours.from), zone.at(day, hours.to)};
    if (auto added = add_daemon(sight, id, window, facts); !added) return added.error();
    if (auto dropped = drop_taken_up(sight, id, facts); !dropped) return dropped.error();
    if (auto added = add_notices(sight, id, facts); !added) return added.error();
    const auto suspensions =
        suspensions_of(sight.reader, definition.get(), obligation.id.campaign, obligation.id.unit);
    if (!suspensions) return suspensions.error();
    for (const SuspensionRecord& record : *suspensions) {
        const Suspension& one = record.suspension;
        if (one.days.contains(day)) facts.suspended_why = one.reason + " (" + one.approver + ")";
    }
    facts.suspended = days_of(*suspensions, obligation.id.unit);
    const auto silences = silences_of(sight, obligation.id);
    if (!silences) return silences.error();
    for (const SilenceRecord& record : *silences) {
        facts.silenced.push_back(record.silence.days);
        if (record.silence.days.contains(day))
            facts.silenced_why = silence_words(record, sight.language);
    }
    facts.silenced = merged(std::move(facts.silenced));
    const auto deadline = deadline_of(sight, definition.get(), obligation.id);
    if (deadline && deadline->anchor && !deadline->anchor->day)
        facts.awaits = deadline->anchor->title;
    return answer_for(definition.get(), facts, sight.language);
}

}  // namespace dondoc
