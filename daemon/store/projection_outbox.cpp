// Notices and messages: who is told what, and what became of it.
#include "daemon/store/encoding.h"
#include "daemon/store/projection.h"
#include "daemon/store/rows.h"
#include "workflows/bounce.h"

namespace dondoc {

std::string message_key(const std::string& person, const std::string& channel, Instant moment,
                        bool copy) {
    return person + "/" + channel + "/" + utc_text(moment) + (copy ? "/copy" : "");
}

std::optional<MessageKey> read_message_key(std::string_view key) {
    const auto channel = key.find('/');
    const auto moment = key.find('/', channel + 1);
    if (channel == key.npos || moment == key.npos) return {};
    const std::string_view rest = key.substr(moment + 1);
    const auto at = parse_rfc3339(rest.substr(0, rest.find('/')));
    if (!at) return {};
    return MessageKey{std::string(key.substr(channel + 1, moment - channel - 1)), *at};
}

Result<bool> notice_known(Database& database, const std::string& key) {
    auto statement = database.prepare("SELECT 1 FROM notices WHERE key = $1");
    return statement.bind(key).step();
}

// ---- notices

Done Projection::insert_notices(const JournalEntry& entry, std::int64_t about) {
    constexpr std::string_view sql =
        "INSERT INTO notices (key, about_kind, about, round, rung, kind, audience, person, "
        "message, "
        "planned, state, because, instead_of, told_because) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    if (const auto* told = std::get_if<NoticeFellDue>(&entry.event)) {
        auto message = join_message(*told);
        if (!message) return message.error();
        if (auto held = hold_if_caught_up(*message, told->planned); !held) return held;
        return database_.run(sql, told->key, entry.subject.kind, about, told->round, told->rung,
                             told->kind, told->audience, told->person, *message, told->planned,
                             NoticeState::queued, told->because, told->instead_of, told->because);
    }
    if (const auto* passed = std::get_if<RungPassedOver>(&entry.event)) {
        const bool digest = entry.subject.kind == Subject::Kind::digest;
        const bool asks = !digest && entry.subject.kind != Subject::Kind::obligation;
        const auto kind = asks                            ? NoticeKind::nudge
                          : digest                        ? NoticeKind::digest
                          : passed->rung.starts_with('+') ? NoticeKind::escalation
                                                          : NoticeKind::reminder;
        return database_.run(sql, passed->key, entry.subject.kind, about, passed->round,
                             passed->rung, kind, passed->audience, "",
                             std::optional<std::int64_t>(), passed->planned,
                             NoticeState::passed_over, passed->because, "", "");
    }
    return done;
}

// A message whose text is written takes nothing more: what comes after it goes into a message of
// its own, a millisecond later.
Result<std::int64_t> Projection::join_message(const NoticeFellDue& told) {
    for (Instant moment = told.moment;; moment += std::chrono::milliseconds{1}) {
        auto statement = database_.prepare(
            "SELECT number, composed = 0 AND next_at IS NOT NULL FROM messages "
            "WHERE person = $1 AND channel = $2 AND moment = $3 AND copy = $4");
        auto row = statement.bind(told.person, told.channel, moment, told.copy).step();
        if (!row) return row.error();
        if (*row) {
            const std::int64_t number = statement.integer();
            if (statement.flag()) return number;
            continue;
        }
        auto made = database_.run(
            "INSERT INTO messages (key, person, channel, moment, copy, state, next_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7)",
            message_key(told.person, told.channel, moment, told.copy), told.person, told.channel,
            moment, told.copy, MessageState::queued, moment);
        if (!made) return made.error();
        return database_.last_row();
    }
}

// ---- messages

struct Projection::Outgoing {
    std::int64_t number = 0;
    MessageState state{};
    bool composed = false;
    bool unknown = false;

    bool settled() const {
        return state != MessageState::queued && state != MessageState::retrying;
    }
};

Done Projection::project_message(const JournalEntry& entry) {
    auto statement =
        database_.prepare("SELECT number, state, composed, unknown FROM messages WHERE key = $1");
    auto found = first_row(statement.bind(entry.subject.id), [](Statement& row) {
        Outgoing message;
        message.number = row.integer();
        message.state = row.word<MessageState>();
        message.composed = row.flag();
        message.unknown = row.flag();
        return message;
    });
    if (!found) return found.error();
    if (!*found) return Error{"is not known"};
    const Outgoing& message = **found;
    if (std::holds_alternative<MessageRetried>(entry.event)) return try_again(message, entry);
    if (std::holds_alternative<MessageDiscarded>(entry.event)) return discard(message);
    if (const auto* e = std::get_if<MessageBounced>(&entry.event))
        return bounce(message, *e, entry.at);
    if (std::holds_alternative<MessageRerouted>(entry.event)) return reroute(message);
    if (message.settled()) return Error{"is " + std::string(to_word(message.state)) + " already"};

    if (const auto* e = std::get_if<NoticeSuppressed>(&entry.event)) return suppress(message, *e);
    if (const auto* e = std::get_if<MessageComposed>(&entry.event)) return compose(message, *e);
    if (const auto* e = std::get_if<DeliverySucceeded>(&entry.event))
        return succeed(message, *e, entry.at);
    if (const auto* e = std::get_if<DeliveryDelayed>(&entry.event))
        return delay(message, *e, entry.next);
    if (const auto* e = std::get_if<DeliveryFailed>(&entry.event))
        return fail(message, *e, entry.at);
    if (std::holds_alternative<MessageSuppressed>(entry.event))
        return suppress_all(message, entry.at);
    if (!entry.next) return Error{"is rescheduled to no moment: it would never leave"};
    return database_.run("UPDATE messages SET next_at = $1 WHERE number = $2", entry.next,
                         message.number);
}

Done Projection::compose(const Outgoing& message, const MessageComposed& event) {
    if (message.composed) return Error{"is composed already, and every try repeats its text"};
    return database_.run(
        "UPDATE messages SET composed = 1, sha256 = $1, address = $2, subject = $3, "
        "rehearsal = $4, message_id = $5 WHERE number = $6",
        event.sha256, event.address, event.subject, event.rehearsal, event.id, message.number);
}

Done Projection::suppress(const Outgoing& message, const NoticeSuppressed& event) {
    if (message.composed)
        return Error{"is composed already: notice " + event.key + " stands in its text"};
    auto updated =
        database_.run("UPDATE notices SET state = $1, because = $2 WHERE key = $3 AND message = $4",
                      NoticeState::suppressed, event.because, event.key, message.number);
    if (updated && database_.rows_changed() != 1) return Error{"has no notice " + event.key};
    return updated;
}

Done Projection::suppress_all(const Outgoing& message, Instant at) {
    auto statement =
        database_.prepare("SELECT key FROM notices WHERE message = $1 AND state <> $2 LIMIT 1");
    auto left = first_row(statement.bind(message.number, NoticeState::suppressed),
                          [](Statement& row) { return row.text(); });
    if (!left) return left.error();
    if (*left) return Error{"cannot be suppressed: notice " + **left + " is not"};
    return database_.run(
        "UPDATE messages SET state = $1, next_at = NULL, settled_at = $2 WHERE number = $3",
        MessageState::suppressed, at, message.number);
}

Done Projection::delay(const Outgoing& message, const DeliveryDelayed& event,
                       std::optional<Instant> next) {
    if (!next) return Error{"is delayed to no moment: it would never leave"};
    auto updated = database_.run(
        "UPDATE messages SET state = $1, attempts = $2, last_answer = $3, unknown = unknown OR $4, "
        "next_at = $5 WHERE number = $6",
        MessageState::retrying, event.attempt, event.why, event.unknown, next, message.number);
    if (!updated) return updated;
    return database_.run("UPDATE notices SET state = $1 WHERE message = $2 AND state <> $3",
                         NoticeState::retrying, message.number, NoticeState::suppressed);
}

Done Projection::succeed(const Outgoing& message, const DeliverySucceeded& event, Instant at) {
    if (!message.composed) return Error{"cannot have been sent: it was never composed"};
    auto updated = database_.run(
        "UPDATE messages SET state = $1, attempts = $2, last_answer = $3, next_at = NULL, "
        "settled_at = $4 WHERE number = $5",
        MessageState::sent, event.attempt, event.reply, at, message.number);
    if (!updated) return updated;
    return database_.run("UPDATE notices SET state = $1 WHERE message = $2 AND state <> $3",
                         NoticeState::sent, message.number, NoticeState::suppressed);
}

Done Projection::fail(const Outgoing& message, const DeliveryFailed& event, Instant at) {
    auto updated = database_.run(
        "UPDATE messages SET state = $1, attempts = $2, last_answer = $3, unknown = unknown OR $4, "
        "next_at = NULL, settled_at = $5 WHERE number = $6",
        MessageState::failed, event.attempt, event.why, event.unknown, at, message.number);
    if (!updated) return updated;
    return database_.run(
        "UPDATE notices SET state = $1, because = $2 WHERE message = $3 AND state <> $4",
        NoticeState::failed, event.why, message.number, NoticeState::suppressed);
}

// What may have arrived is repeated as it was; all else is composed as the facts are now. What came
// back is tried because its address is believed to be right again.
Done Projection::try_again(const Outgoing& message, const JournalEntry& entry) {
    if (message.state != MessageState::failed && message.state != MessageState::discarded)
        return Error{"is " + std::string(to_word(message.state)) + ": it cannot be tried again"};
    if (!entry.next) return Error{"is tried again at no moment: it would never leave"};
    const bool as_it_was = message.composed && message.unknown;
    auto updated = database_.run(
        "DELETE FROM address_faults WHERE (person, address) IN (SELECT person, address "
        "FROM messages WHERE number = $1 AND came_back > 0)",
        message.number);
    if (!updated) return updated;
    updated = database_.run(
        "UPDATE messages SET state = $1, next_at = $2, settled_at = NULL, retried_at = $3, "
        "attempts = 0 "
        "WHERE number = $4",
        as_it_was ? MessageState::retrying : MessageState::queued, entry.next, entry.at,
        message.number);
    if (updated && !as_it_was) {
        updated = database_.run(
            "UPDATE messages SET composed = 0, sha256 = '', address = '', subject = '', "
            "rehearsal = 0, message_id = '' WHERE number = $1",
            message.number);
    }
    if (!updated) return updated;
    return database_.run(
        "UPDATE notices SET state = $1, because = told_because WHERE message = $2 AND state = $3",
        as_it_was ? NoticeState::retrying : NoticeState::queued, message.number,
        NoticeState::failed);
}

Done Projection::discard(const Outgoing& message) {
    if (message.state != MessageState::failed)
        return Error{"is " + std::string(to_word(message.state)) + ": it cannot be discarded"};
    return database_.run("UPDATE messages SET state = $1 WHERE number = $2",
                         MessageState::discarded, message.number);
}

// What was sent, or may have been, has failed now; the first report of it says since when the
// address is wrong. An address of a rehearsal is nobody's own.
Done Projection::bounce(const Outgoing& message, const MessageBounced& event, Instant at) {
    const bool may_have_left =
        message.state == MessageState::retrying || message.state == MessageState::failed;
    if (message.state != MessageState::sent && !(may_have_left && message.unknown))
        return Error{"is " + std::string(to_word(message.state)) + ": it cannot have come back"};
    const std::string code = came_back_code(event);
    auto updated = database_.run(
        "UPDATE messages SET state = $1, last_answer = $2, unknown = 0, next_at = NULL, "
        "settled_at = $3, came_back = came_back + 1 WHERE number = $4",
        MessageState::failed, code, at, message.number);
    if (!updated) return updated;
    updated = database_.run(
        "UPDATE notices SET state = $1, because = $2 WHERE message = $3 AND state <> $4",
        NoticeState::failed, code, message.number, NoticeState::suppressed);
    if (!updated) return updated;
    return database_.run(
        "INSERT INTO address_faults (person, address, since, status, why, message) "
        "SELECT person, address, $1, $2, $3, number FROM messages "
        "WHERE number = $4 AND rehearsal = 0 ON CONFLICT (person, address) DO UPDATE SET "
        "status = excluded.status, why = excluded.why, message = excluded.message",
        at, event.status, event.why, message.number);
}

Done Projection::reroute(const Outgoing& message) {
    if (message.state != MessageState::failed && message.state != MessageState::discarded)
        return Error{"is " + std::string(to_word(message.state)) + ": it cannot go another way"};
    if (message.unknown) return Error{"may have arrived: it cannot go another way"};
    return database_.run("UPDATE messages SET state = $1 WHERE number = $2", MessageState::rerouted,
                         message.number);
}

// A message that was set aside has failed, whatever its row holds.
Done Projection::give_up(const SetAside& event, Instant at) {
    auto noted = database_.run(
        "UPDATE notices SET state = $1, because = $2 WHERE state <> $3 AND message = "
        "(SELECT number FROM messages WHERE key = $4 AND next_at IS NOT NULL)",
        NoticeState::failed, event.why, NoticeState::suppressed, event.id);
    if (!noted) return noted;
    return database_.run(
        "UPDATE messages SET state = $1, last_answer = $2, next_at = NULL, settled_at = $3 "
        "WHERE key = $4 AND next_at IS NOT NULL",
        MessageState::failed, event.why, at, event.id);
}

Done Projection::close_channel(const ChannelDown& event, Instant at) {
    return database_.run(
        "INSERT INTO channels_down (channel, since, why, tries, until_at) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (channel) DO UPDATE SET "
        "why = excluded.why, tries = excluded.tries, until_at = excluded.until_at",
        event.channel, at, event.why, event.tries, event.until);
}

}  // namespace dondoc
