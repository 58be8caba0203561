// What is due: rows of the agenda, and messages that may leave.
#include <algorithm>
#include <utility>

#include "daemon/store/reader.h"
#include "daemon/store/rows.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

namespace {

Result<std::optional<Instant>> first_due(Database& database) {
    auto statement = database.prepare("SELECT due FROM agenda ORDER BY due LIMIT 1");
    return first_row(statement, [](Statement& row) { return row.instant(); });
}

bool contains(const std::vector<std::string>& keys, const std::string& key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// When a message may be tried; of those of one moment, the older goes first.
bool goes_before(const MessageRecord& a, const MessageRecord& b) {
    return std::pair(a.next, a.number) < std::pair(b.next, b.number);
}

}  // namespace

Result<std::optional<Instant>> Reader::next_moment() const {
    auto due = first_due(*database_);
    if (!due) return due.error().within("read agenda");
    return due;
}

Result<std::vector<Subject>> Reader::due(Instant now, std::size_t limit) const {
    auto statement = database_->prepare(
        "SELECT a.kind, a.row, CASE a.kind "
        "    WHEN 1 THEN (SELECT id FROM campaigns c WHERE c.row = a.row) "
        "    WHEN 2 THEN (SELECT campaign || '.' || phase FROM phases p WHERE p.row = a.row) "
        "    WHEN 3 THEN (SELECT id FROM obligations o WHERE o.row = a.row) "
        "    WHEN 4 THEN (SELECT campaign || '.' || duty FROM duties d WHERE d.row = a.row) "
        "    WHEN 6 THEN (SELECT unit FROM units u WHERE u.row = a.row) "
        "    WHEN 7 THEN (SELECT person FROM digests g WHERE g.row = a.row) END "
        "FROM agenda a WHERE a.due <= $1 ORDER BY a.due, a.kind, a.row LIMIT $2");
    static_assert(static_cast<int>(Subject::Kind::campaign) == 1);
    static_assert(static_cast<int>(Subject::Kind::phase) == 2);
    static_assert(static_cast<int>(Subject::Kind::obligation) == 3);
    static_assert(static_cast<int>(Subject::Kind::duty) == 4);
    static_assert(static_cast<int>(Subject::Kind::unit) == 6);
    static_assert(static_cast<int>(Subject::Kind::digest) == 7);
    auto rows = all_rows(statement.bind(now, limit), [](Statement& row) {
        Subject subject;
        subject.kind = static_cast<Subject::Kind>(row.integer());
        const std::string number = row.text();
        subject.id = row.text();
        if (subject.id.empty()) subject.id = std::string(no_subject) + number;
        return subject;
    });
    if (!rows) return rows.error().within("read agenda");
    return rows;
}

Result<std::vector<Subject>> Reader::set_aside() const {
    auto statement = database_->prepare("SELECT kind, id FROM set_aside ORDER BY kind, id");
    auto rows = all_rows(statement, [](Statement& row) {
        const auto kind = row.word<Subject::Kind>();
        return Subject{kind, row.text()};
    });
    if (!rows) return rows.error().within("read what was set aside");
    return rows;
}

Result<std::vector<std::string>> Reader::unreadable(Instant now) const {
    auto statement = database_->prepare("SELECT key FROM messages WHERE next_at <= $1");
    auto keys = all_rows(statement.bind(now), [](Statement& row) { return row.text(); });
    if (!keys) return keys.error().within("read outbox");
    std::erase_if(*keys, [&](const std::string& key) { return bool(message(key)); });
    return keys;
}

// From one to the next by the index: there are few channels and many messages.
Result<std::vector<std::string>> Reader::outbox_channels() const {
    std::vector<std::string> channels;
    while (true) {
        auto statement = database_->prepare(
            channels.empty() ? "SELECT channel FROM messages WHERE next_at IS NOT NULL "
                               "ORDER BY channel LIMIT 1"
                             : "SELECT channel FROM messages WHERE next_at IS NOT NULL AND "
                               "channel > $1 ORDER BY channel LIMIT 1");
        if (!channels.empty()) statement.bind(channels.back());
        auto next = first_row(statement, [](Statement& row) { return row.text(); });
        if (!next) return next.error().within("read outbox");
        if (!*next) return channels;
        channels.push_back(**next);
    }
}

Result<std::vector<Queue>> Reader::queues(Instant now) const {
    auto statement = database_->prepare(
        "SELECT channel, count(*), min(next_at) FROM messages WHERE next_at <= $1 "
        "GROUP BY channel ORDER BY channel");
    auto rows = all_rows(statement.bind(now), [](Statement& row) {
        Queue queue;
        queue.channel = row.text();
        queue.messages = row.integer();
        queue.oldest = row.instant();
        return queue;
    });
    if (!rows) return rows.error().within("read outbox");
    return rows;
}

Result<std::vector<DownChannel>> Reader::channels_down() const {
    auto statement = database_->prepare(
        "SELECT channel, since, why, tries, until_at FROM channels_down ORDER BY channel");
    auto rows = all_rows(statement, [](Statement& row) {
        DownChannel one;
        one.channel = row.text();
        one.since = row.instant();
        one.why = row.text();
        one.tries = row.number();
        one.until = row.instant();
        return one;
    });
    if (!rows) return rows.error().within("read channels");
    return rows;
}

// A text that is written cannot grow any more, so only unwritten messages wait for the agenda. When
// nothing is due, no row of the agenda can stand before the moment of a message whose time has
// come, and the outbox is read by time; else unwritten messages are found by their moment, so that
// those which have to wait are not walked through again and again.
Result<std::vector<MessageRecord>> Reader::claimable(
    std::string_view channel, Instant now, std::size_t limit,
    const std::vector<std::string>& in_flight) const {
    static const std::string select = "SELECT " + message_columns + " FROM messages ";
    static const std::string by_time = select +
                                       "WHERE channel = $1 AND composed = $2 AND next_at <= $3 AND "
                                       "held = 0 ORDER BY next_at, number LIMIT $4";
    static const std::string by_moment = select +
                                         "INDEXED BY messages_unwritten WHERE channel = $1 AND "
                                         "composed = 0 AND next_at IS NOT NULL AND moment < $2 "
                                         "AND next_at <= $3 AND held = 0 "
                                         "ORDER BY moment, next_at, number LIMIT $4";
    const std::size_t rows_max = limit + in_flight.size();
    const auto failed = [](const Error& error) { return error.within("read outbox"); };

    auto snapshot = Snapshot::begin(*database_);
    if (!snapshot) return failed(snapshot.error());
    auto due = first_due(*database_);
    if (!due) return failed(due.error());
    auto written = database_->prepare(by_time);
    auto messages = all_rows(written.bind(channel, 1, now, rows_max), read_message);
    if (!messages) return failed(messages.error());
    const bool planned = !*due || **due > now;
    auto unwritten = database_->prepare(planned ? by_time : by_moment);
    if (planned)
        unwritten.bind(channel, 0, now, rows_max);
    else
        unwritten.bind(channel, **due, now, rows_max);
    auto others = all_rows(unwritten, read_message);
    if (!others) return failed(others.error());

    messages->insert(messages->end(), others->begin(), others->end());
    std::erase_if(*messages, [&](const MessageRecord& m) { return contains(in_flight, m.key); });
    std::sort(messages->begin(), messages->end(), goes_before);
    if (messages->size() > limit) messages->resize(limit);
    return messages;
}

Result<std::vector<MessageRecord>> Reader::waiting(std::string_view channel, Instant moment_max,
                                                   std::int64_t after, std::size_t limit) const {
    static const std::string sql =
        "SELECT " + message_columns +
        " FROM messages WHERE channel = $1 AND next_at IS NOT NULL AND held = 0 AND moment <= $2 "
        "AND number > $3 ORDER BY number LIMIT $4";
    auto statement = database_->prepare(sql);
    auto rows = all_rows(statement.bind(channel, moment_max, after, limit), read_message);
    if (!rows) return rows.error().within("read outbox");
    return rows;
}

Result<std::int64_t> Reader::letters_since(std::string_view person, Instant since) const {
    auto statement = database_->prepare(
        "SELECT count(*) FROM messages WHERE person = $1 AND composed = 1 AND "
        "(next_at IS NOT NULL OR (state = $2 AND settled_at >= $3))");
    auto count = first_row(statement.bind(person, MessageState::sent, since),
                           [](Statement& row) { return row.integer(); });
    if (!count) return count.error().within("read messages");
    return **count;
}

Result<std::optional<Instant>> Reader::next_message_moment(
    std::string_view channel, const std::vector<std::string>& in_flight) const {
    std::optional<Instant> next;
    for (const bool composed : {false, true}) {
        auto statement = database_->prepare(
            "SELECT key, next_at FROM messages "
            "WHERE channel = $1 AND composed = $2 AND next_at IS NOT NULL AND held = 0 "
            "ORDER BY next_at, number LIMIT $3");
        statement.bind(channel, composed, in_flight.size() + 1);
        auto rows = all_rows(statement, [](Statement& row) {
            std::string key = row.text();
            return std::pair(std::move(key), row.instant());
        });
        if (!rows) return rows.error().within("read outbox");
        for (const auto& [key, moment] : *rows)
            if (!contains(in_flight, key)) next = next ? std::min(*next, moment) : moment;
    }
    return next;
}

Result<std::vector<MessageRecord>> Reader::messages_of_missed(Instant before) const {
    static const std::string sql =
        "SELECT " + message_columns +
        " FROM messages WHERE next_at IS NOT NULL AND EXISTS "
        "(SELECT 1 FROM notices n WHERE n.message = messages.number AND n.planned < $1 "
        "AND n.state IN ('queued', 'retrying')) ORDER BY number";
    auto statement = database_->prepare(sql);
    auto rows = all_rows(statement.bind(before), read_message);
    if (!rows) return rows.error().within("read outbox");
    return rows;
}

Result<std::vector<MessageRecord>> Reader::held_messages() const {
    static const std::string sql = "SELECT " + message_columns +
                                   " FROM messages WHERE held = 1 AND next_at IS NOT NULL "
                                   "ORDER BY number";
    auto statement = database_->prepare(sql);
    auto rows = all_rows(statement, read_message);
    if (!rows) return rows.error().within("read outbox");
    return rows;
}

}  // namespace dondoc
