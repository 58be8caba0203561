#include "daemon/store/journal.h"

#include <algorithm>
#include <map>

#include "daemon/store/encoding.h"
#include "daemon/store/event_json.h"
#include "daemon/store/words.h"
#include "workflows/check.h"

namespace dondoc {

namespace {

// A row as it stands in the table.
struct Written {
    std::int64_t number = 0;
    std::int64_t step = 0;
    std::int64_t at = 0;
    std::string actor;
    std::string kind;
    std::string subject;
    std::string event;
    std::string body;
    std::optional<std::int64_t> next;
};

constexpr const char* select_all =
    "SELECT number, step, at, actor, kind, subject, event, body, next_at, hash FROM journal "
    "ORDER BY number";
constexpr const char* select_after =
    "SELECT number, step, at, actor, kind, subject, event, body, next_at FROM journal "
    "WHERE number > $1 ORDER BY number LIMIT $2";
// CROSS JOIN: few obligations are a unit's, and the journal has an index by theirs.
constexpr const char* select_of_unit =
    "SELECT j.number, j.step, j.at, j.actor, j.kind, j.subject, j.event, j.body, j.next_at "
    "FROM obligations o CROSS JOIN journal j ON j.subject = o.id AND j.kind = 'obligation' "
    "WHERE o.unit = $1 AND j.event NOT IN ('notice_fell_due', 'rung_passed_over', 'rescheduled') "
    "ORDER BY o.due_order, o.id, j.number";

// The kind stands in the text, because each has its own partial index.
std::string select_about(Subject::Kind kind) {
    return "SELECT number, step, at, actor, kind, subject, event, body, next_at FROM journal "
           "WHERE subject = $1 AND kind = '" +
           std::string(to_word(kind)) + "' ORDER BY number";
}

Written read_written(Statement& row) {
    Written w;
    w.number = row.integer();
    w.step = row.integer();
    w.at = row.integer();
    w.actor = row.text();
    w.kind = row.text();
    w.subject = row.text();
    w.event = row.text();
    w.body = row.text();
    w.next = row.maybe_integer();
    return w;
}

Written written_of(const JournalRow& row) {
    const JournalEntry& entry = row.entry;
    Written w;
    w.number = entry.number;
    w.step = row.step;
    w.at = entry.at.time_since_epoch().count();
    w.actor = entry.by;
    w.kind = to_word(entry.subject.kind);
    w.subject = entry.subject.id;
    w.event = name_of(entry.event);
    w.body = event_to_json(entry.event);
    if (entry.next) w.next = entry.next->time_since_epoch().count();
    return w;
}

Result<JournalRow> row_of(const Written& w) {
    const std::string where = "journal row " + std::to_string(w.number);
    const auto kind = from_word<Subject::Kind>(w.kind);
    if (!kind) return Error{where + ": is about the unknown kind «" + w.kind + "»"};
    auto event = event_from_json(w.event, w.body);
    if (!event) return event.error().within(where);
    JournalRow row{{w.number,
                    Instant{std::chrono::milliseconds{w.at}},
                    w.actor,
                    {*kind, w.subject},
                    *std::move(event),
                    std::nullopt},
                   w.step};
    if (w.next) row.entry.next = Instant{std::chrono::milliseconds{*w.next}};
    return row;
}

Result<std::vector<JournalEntry>> entries_of(Statement& statement) {
    auto written = all_rows(statement, read_written);
    if (!written) return written.error();
    std::vector<JournalEntry> entries;
    for (const Written& w : *written) {
        auto row = row_of(w);
        if (!row) return row.error();
        entries.push_back(std::move(row->entry));
    }
    return entries;
}

// Each field is preceded by its length in eight bytes, so no two rows have the same encoding.
void add_field(std::string& encoding, std::string_view field) {
    for (int shift = 56; shift >= 0; shift -= 8)
        encoding += static_cast<char>((field.size() >> shift) & 0xff);
    encoding += field;
}

std::string chained_hash(const std::string& previous, const Written& w) {
    std::string encoding = previous;
    add_field(encoding, std::to_string(w.number));
    add_field(encoding, std::to_string(w.step));
    add_field(encoding, std::to_string(w.at));
    add_field(encoding, w.actor);
    add_field(encoding, w.kind);
    add_field(encoding, w.subject);
    add_field(encoding, w.event);
    add_field(encoding, w.body);
    add_field(encoding, w.next ? std::to_string(*w.next) : std::string());
    return sha256(encoding);
}

std::string first_hash() {
    return std::string(32, '\0');
}

// What is wrong with the text that a composed message was proven by.
Result<std::optional<JournalFault>> text_fault(Database& database, const Written& w) {
    using What = JournalFault::What;
    using Verdict = std::optional<JournalFault>;
    if (w.event != "message_composed") return Verdict();
    auto event = event_from_json(w.event, w.body);
    if (!event) return Verdict({w.number, What::unreadable, event.error().text});
    const auto& composed = std::get<MessageComposed>(*event);
    auto statement = database.prepare("SELECT text FROM texts WHERE sha256 = $1");
    auto text =
        first_row(statement.bind(composed.sha256), [](Statement& row) { return row.text(); });
    if (!text) return text.error();
    if (!*text) return Verdict({w.number, What::text_missing, w.subject});
    if (sha256_hex(**text) != composed.sha256)
        return Verdict({w.number, What::text_changed, w.subject});
    return Verdict();
}

// Heads that were kept elsewhere, by the row that each was of.
class HeadsByRow {
public:
    explicit HeadsByRow(const std::vector<JournalHead>& kept) {
        for (const JournalHead& head : kept)
            hashes_.emplace(head.number, head.hash);
    }
    bool agree(std::int64_t number, const std::string& hash) const {
        const auto [first, last] = hashes_.equal_range(number);
        return std::all_of(first, last,
                           [&](const auto& one) { return one.second == hex_of(hash); });
    }
    std::int64_t last() const { return hashes_.empty() ? 0 : hashes_.rbegin()->first; }

private:
    std::multimap<std::int64_t, std::string> hashes_;
};

}  // namespace

Result<Journal> Journal::open(Database& database) {
    auto statement = database.prepare("SELECT journal_number, journal_hash FROM daemon");
    auto row = statement.step();
    if (!row) return row.error();
    if (!*row) return Error{"the file is damaged: the end of the journal is not known"};
    const std::int64_t number = statement.integer();
    return Journal(database, number, statement.text());
}

Done Journal::append(const JournalRow& row) {
    CHECK(row.entry.number == next_number());
    const Written w = written_of(row);
    std::string hash = chained_hash(hash_, w);
    auto inserted = database_->run(
        "INSERT INTO journal (number, step, at, actor, kind, subject, event, body, next_at, hash) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        w.number, w.step, w.at, w.actor, w.kind, w.subject, w.event, w.body, w.next, Blob{hash});
    if (!inserted) return inserted;
    number_ = w.number;
    hash_ = std::move(hash);
    return done;
}

Done Journal::close() {
    return database_->run("UPDATE daemon SET journal_number = $1, journal_hash = $2", number_,
                          Blob{hash_});
}

Done for_each_journal_row(Database& database, const std::function<Done(const JournalRow&)>& visit) {
    auto statement = database.prepare(select_all);
    while (true) {
        auto more = statement.step();
        if (!more) return more.error();
        if (!*more) return done;
        auto row = row_of(read_written(statement));
        if (!row) return row.error();
        if (auto visited = visit(*row); !visited) return visited;
    }
}

Result<std::vector<JournalEntry>> journal_after(Database& database, std::int64_t after,
                                                std::size_t limit) {
    auto statement = database.prepare(select_after);
    return entries_of(statement.bind(after, limit));
}

Result<std::vector<JournalEntry>> journal_before(Database& database, std::int64_t before,
                                                 std::size_t limit) {
    auto statement = database.prepare(
        "SELECT number, step, at, actor, kind, subject, event, body, next_at FROM journal "
        "WHERE number < $1 ORDER BY number DESC LIMIT $2");
    return entries_of(statement.bind(before, limit));
}

Result<std::vector<JournalEntry>> journal_about(Database& database, const Subject& subject) {
    auto statement = database.prepare(select_about(subject.kind));
    return entries_of(statement.bind(subject.id));
}

Result<std::vector<JournalEntry>> journal_of_kind(Database& database, Subject::Kind kind) {
    auto statement = database.prepare(
        "SELECT number, step, at, actor, kind, subject, event, body, next_at FROM journal "
        "WHERE kind = $1 ORDER BY number");
    return entries_of(statement.bind(kind));
}

Result<std::vector<JournalEntry>> journal_of_unit(Database& database, std::string_view unit) {
    auto statement = database.prepare(select_of_unit);
    return entries_of(statement.bind(unit));
}

Result<JournalHead> journal_head(Database& database) {
    auto statement =
        database.prepare("SELECT number, hash, at FROM journal ORDER BY number DESC LIMIT 1");
    auto last = first_row(statement, [](Statement& row) {
        JournalHead head;
        head.number = row.integer();
        head.hash = hex_of(row.text());
        head.at = row.instant();
        return head;
    });
    if (!last) return last.error();
    return last->value_or(JournalHead{0, hex_of(first_hash()), {}});
}

Result<Seal> seal_of(Database& database, std::int64_t number) {
    auto statement = database.prepare(
        "SELECT step, body, hash, (SELECT hash FROM journal WHERE number = $1 - 1) FROM journal "
        "WHERE number = $1");
    auto seal = first_row(statement.bind(number), [&](Statement& row) {
        Seal s;
        s.step = row.integer();
        s.body = row.text();
        s.hash = hex_of(row.text());
        s.before = hex_of(number == 1 ? first_hash() : row.text());
        return s;
    });
    if (!seal) return seal.error();
    if (!*seal) return Error{"journal row " + std::to_string(number) + " is missing"};
    return **std::move(seal);
}

Result<std::optional<JournalFault>> verify_chain(Database& database,
                                                 const std::vector<JournalHead>& kept) {
    using What = JournalFault::What;
    using Verdict = std::optional<JournalFault>;
    auto snapshot = Snapshot::begin(database);
    if (!snapshot) return snapshot.error();
    auto end = Journal::open(database);
    if (!end) return end.error();
    const std::int64_t last = end->next_number() - 1;
    const HeadsByRow heads(kept);
    auto statement = database.prepare(select_all);
    std::string hash = first_hash();
    std::int64_t number = 0;
    while (true) {
        if (!heads.agree(number, hash)) return Verdict({number, What::not_of_the_head});
        auto more = statement.step();
        if (!more) return more.error();
        if (!*more) break;
        const Written w = read_written(statement);
        ++number;
        if (w.number != number) return Verdict({number, What::missing});
        hash = chained_hash(hash, w);
        if (hash != statement.text())
            return Verdict({number, What::changed, w.kind + " " + w.subject + ": " + w.event});
        auto text = text_fault(database, w);
        if (!text) return text.error();
        if (*text) return *text;
    }
    if (number < last) return Verdict({number + 1, What::missing});
    if (number > last) return Verdict({last + 1, What::behind_the_end});
    if (end->hash() != hash) return Verdict({number, What::not_the_last});
    if (number < heads.last()) return Verdict({number + 1, What::cut_off});
    return Verdict();
}

}  // namespace dondoc
