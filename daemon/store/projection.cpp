#include "daemon/store/projection.h"

#include <algorithm>

#include "daemon/store/rows.h"
#include "workflows/bounce.h"
#include "workflows/contacts.h"
#include "workflows/digest.h"
#include "workflows/reader_change.h"

namespace dondoc {

namespace {

template <class... Events>
bool is_one_of(const Event& event) {
    return (std::holds_alternative<Events>(event) || ...);
}

bool fits(Subject::Kind kind, const Event& event) {
    switch (kind) {
        case Subject::Kind::daemon:
            return is_one_of<SendingPaused, SendingResumed, SetAside, ContactConfirmed,
                             ConfigurationApplied, ChannelDown, ChannelUp, ClockJumped,
                             ClockReturned, ClockConfirmed, CatchUpBegun, CatchUpWeighed,
                             CatchUpReleased, TokenCreated, PasswordSet, TokenRevoked, TokenUsed,
                             Silenced, SilenceEnded, LinksRevoked>(event);
        case Subject::Kind::campaign:
            return is_one_of<CampaignApplied, EventDated, UnitSuspended, SuspensionEnded,
                             NoticeFellDue, RungPassedOver, Rescheduled>(event);
        case Subject::Kind::phase:
            return is_one_of<PhaseBorn, PhaseMoved, PhaseWithdrawn, Rescheduled>(event);
        case Subject::Kind::obligation:
            return is_one_of<ObligationBorn, RoundBegun, TermRecomputed, Submitted, Accepted,
                             Returned, Extended, Waived, Withdrawn, NoticeFellDue, RungPassedOver,
                             Rescheduled, ExtensionRequested, ExtensionDeclined, Reopened,
                             HandedOver, TookOver, ReminderAsked, EscalationsHeld,
                             EscalationsReleased, Acknowledged, FileHandedIn>(event);
        case Subject::Kind::duty:
        case Subject::Kind::unit:
        case Subject::Kind::digest:
            return is_one_of<NoticeFellDue, RungPassedOver, Rescheduled>(event);
        case Subject::Kind::message:
            return is_one_of<NoticeSuppressed, MessageComposed, DeliverySucceeded, DeliveryDelayed,
                             DeliveryFailed, MessageSuppressed, Rescheduled, MessageRetried,
                             MessageDiscarded, MessageBounced, MessageRerouted>(event);
    }
    return false;
}

// Says of something that waits for nothing only to whom it is told anew: it plans nothing.
bool only_told_anew(const JournalEntry& entry) {
    const auto* told = std::get_if<NoticeFellDue>(&entry.event);
    return told && !entry.next && first_key(told->key) != told->key;
}

}  // namespace

Done Projection::project(const JournalEntry& entry) {
    const Subject& subject = entry.subject;
    Done projected = Error{"cannot take the event " + std::string(name_of(entry.event))};
    if (fits(subject.kind, entry.event)) {
        switch (subject.kind) {
            case Subject::Kind::daemon: projected = project_daemon(entry); break;
            case Subject::Kind::campaign: projected = project_campaign(entry); break;
            case Subject::Kind::phase: projected = project_phase(entry); break;
            case Subject::Kind::obligation: projected = project_obligation(entry); break;
            case Subject::Kind::duty: projected = project_duty(entry); break;
            case Subject::Kind::message: projected = project_message(entry); break;
            case Subject::Kind::unit: projected = project_unit(entry); break;
            case Subject::Kind::digest: projected = project_digest(entry); break;
        }
    }
    if (projected && subject.kind != Subject::Kind::daemon && !only_told_anew(entry))
        projected = take_up(subject);
    if (projected) return done;
    return projected.error().within(std::string(to_word(subject.kind)) + " " + subject.id);
}

Done Projection::end_step(Instant at) {
    for (const auto& [keys, touch] : phases_touched_)
        if (auto woken = wake_phase(keys, touch, at); !woken) return woken;
    for (const auto& [keys, before] : duties_touched_)
        if (auto woken = wake_duty(before, at); !woken) return woken;
    phases_touched_.clear();
    duties_touched_.clear();
    return done;
}

Done Projection::project_campaign(const JournalEntry& entry) {
    if (const auto* dated = std::get_if<EventDated>(&entry.event)) {
        return database_.run(
            "INSERT INTO event_dates (campaign, event, day, reason, set_by, set_at) "
            "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (campaign, event) DO UPDATE SET "
            "day = excluded.day, reason = excluded.reason, set_by = excluded.set_by, "
            "set_at = excluded.set_at",
            entry.subject.id, dated->event, dated->day, dated->reason, entry.by, entry.at);
    }
    if (const auto* suspended = std::get_if<UnitSuspended>(&entry.event))
        return suspend(entry, *suspended);
    if (const auto* ended = std::get_if<SuspensionEnded>(&entry.event))
        return end_suspension(entry, *ended);
    const std::string& id = entry.subject.id;
    auto find = database_.prepare("SELECT row, next_at FROM campaigns WHERE id = $1");
    const auto found = first_row(find.bind(id), [](Statement& row) {
        const std::int64_t number = row.integer();
        return std::pair(number, row.maybe_instant());
    });
    if (!found) return found.error();
    if (const auto* applied = std::get_if<CampaignApplied>(&entry.event)) {
        auto put = database_.run(
            "INSERT INTO campaigns (id, version, fingerprint, next_at) VALUES ($1, $2, $3, $4) "
            "ON CONFLICT (id) DO UPDATE SET version = excluded.version, "
            "fingerprint = excluded.fingerprint, next_at = excluded.next_at",
            id, applied->version, applied->fingerprint, entry.next);
        if (!put) return put;
        if (!*found)
            return move_agenda(Subject::Kind::campaign, database_.last_row(), {}, entry.next);
    } else {
        if (!*found) return Error{"is not known"};
        if (auto noted = insert_notices(entry, (*found)->first); !noted) return noted;
        auto put = database_.run("UPDATE campaigns SET next_at = $1 WHERE id = $2", entry.next, id);
        if (!put) return put;
    }
    return move_agenda(Subject::Kind::campaign, (*found)->first, (*found)->second, entry.next);
}

Done Projection::confirm_contact(const JournalEntry& entry, const ContactConfirmed& event) {
    auto answered = database_.run("UPDATE units SET open = 0 WHERE unit = $1", event.unit);
    if (!answered) return answered;
    return database_.run(
        "INSERT INTO contacts (unit, person, confirmed_at, confirmed_by) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (unit) DO UPDATE SET person = excluded.person, "
        "confirmed_at = excluded.confirmed_at, confirmed_by = excluded.confirmed_by",
        event.unit, event.person, entry.at, entry.by);
}

// The quarterly question to a unit about its contact, and what the coordinator is told about the
// addresses of its people.
Done Projection::project_unit(const JournalEntry& entry) {
    const std::string& id = entry.subject.id;
    auto made = database_.run(
        "INSERT INTO units (unit, asked, open) VALUES ($1, '', 0) ON CONFLICT (unit) DO NOTHING",
        id);
    if (!made) return made;
    auto find = database_.prepare("SELECT row, asked, open, next_at FROM units WHERE unit = $1");
    struct Found {
        std::int64_t row;
        std::string asked;
        bool open;
        std::optional<Instant> next;
    };
    auto found = first_row(find.bind(id), [](Statement& row) {
        Found f{row.integer(), row.text(), row.flag(), {}};
        f.next = row.maybe_instant();
        return f;
    });
    if (!found) return found.error();
    auto [row, asked, open, next] = **found;
    if (auto noted = insert_notices(entry, row); !noted) return noted;
    const auto* told = std::get_if<NoticeFellDue>(&entry.event);
    if (told && told->rung != address_rung) {
        // What is told anew asks nothing again.
        if (first_key(told->key) == told->key) {
            if (told->rung == confirm_rung) asked = quarter_of_key(told->key);
            open = told->rung == confirm_rung;
        }
    } else if (const auto* passed = std::get_if<RungPassedOver>(&entry.event)) {
        if (passed->rung == confirm_rung) asked = quarter_of_key(passed->key);
        open = passed->rung == confirm_rung && passed->because == "no_person";
    }
    auto updated =
        database_.run("UPDATE units SET asked = $1, open = $2, next_at = $3 WHERE row = $4", asked,
                      open, entry.next, row);
    if (!updated) return updated;
    return move_agenda(Subject::Kind::unit, row, next, entry.next);
}

Done Projection::project_digest(const JournalEntry& entry) {
    const std::string& id = entry.subject.id;
    auto made = database_.run(
        "INSERT INTO digests (person, told) VALUES ($1, '') ON CONFLICT (person) DO NOTHING", id);
    if (!made) return made;
    auto find = database_.prepare("SELECT row, told, next_at FROM digests WHERE person = $1");
    struct Found {
        std::int64_t row;
        std::string told;
        std::optional<Instant> next;
    };
    auto found = first_row(find.bind(id), [](Statement& row) {
        Found f{row.integer(), row.text(), {}};
        f.next = row.maybe_instant();
        return f;
    });
    if (!found) return found.error();
    auto [row, period, next] = **found;
    if (auto noted = insert_notices(entry, row); !noted) return noted;
    if (const auto* told = std::get_if<NoticeFellDue>(&entry.event))
        period = std::max(period, period_of_key(told->key));
    if (const auto* passed = std::get_if<RungPassedOver>(&entry.event))
        period = std::max(period, period_of_key(passed->key));
    auto updated = database_.run("UPDATE digests SET told = $1, next_at = $2 WHERE row = $3",
                                 period, entry.next, row);
    if (!updated) return updated;
    return move_agenda(Subject::Kind::digest, row, next, entry.next);
}

// One that was ended before it began makes room for another from the same day.
Done Projection::suspend(const JournalEntry& entry, const UnitSuspended& event) {
    return database_.run(
        "INSERT OR REPLACE INTO suspensions (campaign, unit, first_day, last_day, given_to, "
        "reason, approver, set_by, set_at) VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)",
        entry.subject.id, event.unit, event.from, event.to, event.reason, event.approver, entry.by,
        entry.at);
}

Done Projection::end_suspension(const JournalEntry& entry, const SuspensionEnded& event) {
    return database_.run(
        "UPDATE suspensions SET last_day = $1, ended_reason = $2, ended_by = $3, ended_at = $4 "
        "WHERE campaign = $5 AND unit = $6 AND first_day = $7",
        event.to, event.reason, entry.by, entry.at, entry.subject.id, event.unit, event.from);
}

Done Projection::project_daemon(const JournalEntry& entry) {
    if (const auto* aside = std::get_if<SetAside>(&entry.event)) return set_aside(*aside, entry.at);
    if (const auto* confirmed = std::get_if<ContactConfirmed>(&entry.event))
        return confirm_contact(entry, *confirmed);
    if (std::holds_alternative<ConfigurationApplied>(entry.event)) return done;
    if (const auto* down = std::get_if<ChannelDown>(&entry.event))
        return close_channel(*down, entry.at);
    if (const auto* up = std::get_if<ChannelUp>(&entry.event))
        return database_.run("DELETE FROM channels_down WHERE channel = $1", up->channel);
    if (is_one_of<Silenced, SilenceEnded>(entry.event)) return project_silence(entry);
    if (is_one_of<ClockJumped, ClockReturned, ClockConfirmed>(entry.event))
        return project_clock(entry);
    if (is_one_of<CatchUpBegun, CatchUpWeighed, CatchUpReleased>(entry.event))
        return project_catch_up(entry);
    if (is_one_of<TokenCreated, PasswordSet, TokenRevoked, TokenUsed>(entry.event))
        return project_token(entry);
    if (const auto* revoked = std::get_if<LinksRevoked>(&entry.event))
        return revoke_links(entry, *revoked);
    const auto* paused = std::get_if<SendingPaused>(&entry.event);
    return database_.run("UPDATE daemon SET paused = $1, pause_reason = $2, paused_by = $3",
                         paused != nullptr, paused ? paused->reason : "", paused ? entry.by : "");
}

// ---- what was set aside

// Nothing of the row is read: it may be what cannot be read.
Done Projection::set_aside(const SetAside& event, Instant at) {
    const auto kind = from_word<Subject::Kind>(event.kind);
    if (!kind) return Error{"cannot set aside a «" + event.kind + "»"};
    if (*kind == Subject::Kind::message) return give_up(event, at);
    if (event.id.starts_with(no_subject)) {
        return database_.run("DELETE FROM agenda WHERE kind = $1 AND row = CAST($2 AS INTEGER)",
                             static_cast<int>(*kind), event.id.substr(no_subject.size()));
    }
    const char* table = *kind == Subject::Kind::campaign     ? "campaigns"
                        : *kind == Subject::Kind::phase      ? "phases"
                        : *kind == Subject::Kind::obligation ? "obligations"
                        : *kind == Subject::Kind::duty       ? "duties"
                        : *kind == Subject::Kind::unit       ? "units"
                        : *kind == Subject::Kind::digest     ? "digests"
                                                             : nullptr;
    if (!table) return Error{"cannot set aside a «" + event.kind + "»"};
    const char* name = *kind == Subject::Kind::phase    ? "campaign || '.' || phase"
                       : *kind == Subject::Kind::duty   ? "campaign || '.' || duty"
                       : *kind == Subject::Kind::unit   ? "unit"
                       : *kind == Subject::Kind::digest ? "person"
                                                        : "id";
    const std::string rows = std::string(" FROM ") + table + " WHERE " + name + " = $1";
    auto removed =
        database_.run("DELETE FROM agenda WHERE row IN (SELECT row" + rows + ") AND kind = $2",
                      event.id, static_cast<int>(*kind));
    if (!removed) return removed;
    auto rests = database_.run(std::string("UPDATE ") + table +
                                   " SET next_at = NULL WHERE row IN (SELECT row" + rows + ")",
                               event.id);
    if (!rests) return rests;
    return database_.run(
        "INSERT INTO set_aside (kind, id, why) VALUES ($1, $2, $3) "
        "ON CONFLICT (kind, id) DO UPDATE SET why = excluded.why",
        event.kind, event.id, event.why);
}

Done Projection::take_up(const Subject& subject) {
    return database_.run("DELETE FROM set_aside WHERE kind = $1 AND id = $2", subject.kind,
                         subject.id);
}

// ---- the agenda

Done Projection::move_agenda(Subject::Kind kind, std::int64_t row, std::optional<Instant> from,
                             std::optional<Instant> to) {
    if (from == to) return done;
    const int kind_number = static_cast<int>(kind);
    if (from) {
        auto removed = database_.run("DELETE FROM agenda WHERE due = $1 AND kind = $2 AND row = $3",
                                     *from, kind_number, row);
        if (!removed) return removed;
    }
    if (!to) return done;
    return database_.run("INSERT INTO agenda (due, kind, row) VALUES ($1, $2, $3)", *to,
                         kind_number, row);
}

Done clear_projections(Database& database) {
    return database.script(
        "DELETE FROM set_aside; DELETE FROM agenda; DELETE FROM notices; DELETE FROM messages; "
        "DELETE FROM figures; DELETE FROM obligations;"
        "DELETE FROM duties; DELETE FROM phases; DELETE FROM campaigns;"
        "DELETE FROM event_dates; DELETE FROM suspensions; DELETE FROM contacts; DELETE FROM units;"
        "DELETE FROM digests; DELETE FROM silences; DELETE FROM channels_down;"
        "DELETE FROM address_faults; DELETE FROM tokens; DELETE FROM unit_links;"
        "UPDATE daemon SET paused = 0, pause_reason = '', paused_by = '', clock_from = NULL, "
        "clock_to = NULL, catch_up_since = NULL, catch_up_back = NULL, catch_up_held = NULL;");
}

}  // namespace dondoc
