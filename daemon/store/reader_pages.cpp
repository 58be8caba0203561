// Lists by pages. A page goes on after the last row of the one before it, by the key that the list
// is sorted by, so that rows which are added meanwhile neither shift nor repeat what follows.
#include <algorithm>
#include <charconv>
#include <utility>

#include "daemon/store/journal.h"
#include "daemon/store/reader.h"
#include "daemon/store/rows.h"
#include "daemon/store/schema.h"
#include "daemon/store/scope_sql.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

namespace {

constexpr char cursor_mark = '~';  // stands in no id and needs no escape in a URL

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Error not_ours(const std::string& cursor) {
    return Error{"the cursor «" + cursor + "» is not one that this list gave out"};
}

void add_status(Condition& where, const ObligationFilter& filter) {
    constexpr const char* still_owed = "state IN ('pending', 'returned')";
    switch (filter.status) {
        using enum ObligationFilter::Status;
        case any: return;
        case owed: return where.add(still_owed);
        case overdue: where.add(still_owed); return where.add("due_order < ?", filter.today);
        case due_soon:
            where.add(still_owed);
            where.add("last_working >= ?", filter.today);
            return where.add("last_working <= ?", filter.soon);
        case submitted: return where.add("state = 'submitted'");
        case accepted: return where.add("state = 'accepted'");
        case waived: return where.add("state = 'waived'");
        case withdrawn: return where.add("state = 'withdrawn'");
        case returned: return where.add("state = 'returned'");
        case undated: where.add(still_owed); return where.add("due_order = ?", undated_order);
        case asking: where.add(still_owed); return where.add("asking = 1");
        case requested: return where.add("request_to IS NOT NULL");
    }
}

// SQLite takes an index on a state for the better one, and sorts what it finds; what is still owed
// has an index in the order of the list. Lists of one campaign or unit have their own.
std::string index_for(const ObligationFilter& filter) {
    if (!filter.campaign.empty() || !filter.unit.empty()) return "";
    switch (filter.status) {
        using enum ObligationFilter::Status;
        case owed:
        case overdue:
        case undated: return " INDEXED BY obligations_owed";
        case due_soon: return " INDEXED BY obligations_soon";
        case requested: return " INDEXED BY obligations_requested";
        case any:
        case submitted:
        case accepted:
        case waived:
        case withdrawn:
        case returned:
        case asking: return "";
    }
    return "";
}

// `due_order~id` of the last row given out.
bool add_cursor(Condition& where, const std::string& cursor, bool backwards) {
    const auto mark = cursor.find(cursor_mark);
    if (mark == std::string::npos) return false;
    const auto due = whole_number(std::string_view(cursor).substr(0, mark));
    std::string id = cursor.substr(mark + 1);
    if (!due || !ObligationId::parse(id)) return false;
    // A row value compares like the pair it is, and an index on both is entered at that place.
    where.add(backwards ? "(due_order, id) < (?, ?)" : "(due_order, id) > (?, ?)", *due,
              std::move(id));
    return true;
}

struct Placed {
    std::int64_t due_order;
    Obligation obligation;
};

}  // namespace

Result<Page<Obligation>> Reader::obligations(const ObligationFilter& filter, std::size_t limit,
                                             const std::string& cursor) const {
    limit = std::clamp<std::size_t>(limit, 1, page_size_max);
    Condition where;
    if (!filter.campaign.empty()) where.add("campaign = ?", filter.campaign);
    if (!filter.duty.empty()) where.add("duty = ?", filter.duty);
    if (!filter.unit.empty()) where.add("unit = ?", filter.unit);
    add_scope_of_obligations(where, filter.scope);
    add_status(where, filter);
    if (filter.due_before) where.add("due_order < ?", *filter.due_before);
    const bool backwards = filter.latest_first;
    if (!cursor.empty() && !add_cursor(where, cursor, backwards)) return not_ours(cursor);

    auto statement = database_->prepare("SELECT due_order, " + obligation_columns +
                                        " FROM obligations" + index_for(filter) + where.text() +
                                        (backwards ? " ORDER BY due_order DESC, id DESC LIMIT "
                                                   : " ORDER BY due_order, id LIMIT ") +
                                        std::to_string(limit + 1));
    where.bind_to(statement);
    auto rows = all_rows(statement, [](Statement& row) {
        const std::int64_t due = row.integer();
        return Placed{due, read_obligation(row)};
    });
    if (!rows) return rows.error().within("read obligations");
    Page<Obligation> page;
    if (rows->size() > limit) {
        rows->pop_back();
        const Placed& last = rows->back();
        page.cursor = std::to_string(last.due_order) + cursor_mark + last.obligation.id.text();
    }
    for (auto& row : *rows)
        page.rows.push_back(std::move(row.obligation));
    return page;
}

Result<Page<MessageRecord>> Reader::messages(const MessageFilter& filter, std::size_t limit,
                                             const std::string& cursor) const {
    limit = std::clamp<std::size_t>(limit, 1, page_size_max);
    Condition where;
    if (!filter.person.empty()) where.add("person = ?", filter.person);
    if (filter.state) where.add("state = ?", std::string(to_word(*filter.state)));
    add_scope_of_messages(where, filter.scope);
    if (!cursor.empty()) {
        const auto last = whole_number(cursor);
        if (!last) return not_ours(cursor);
        where.add(filter.oldest_first ? "number > ?" : "number < ?", *last);
    }
    auto statement =
        database_->prepare("SELECT " + message_columns + " FROM messages" + where.text() +
                           (filter.oldest_first ? " ORDER BY number" : " ORDER BY number DESC") +
                           " LIMIT " + std::to_string(limit + 1));
    where.bind_to(statement);
    auto rows = all_rows(statement, read_message);
    if (!rows) return rows.error().within("read messages");
    Page<MessageRecord> page{*std::move(rows), {}};
    if (page.rows.size() > limit) {
        page.rows.pop_back();
        page.cursor = std::to_string(page.rows.back().number);
    }
    return page;
}

Result<Page<NoticeRecord>> Reader::untold(std::size_t limit, const std::string& cursor) const {
    limit = std::clamp<std::size_t>(limit, 1, page_size_max);
    const auto before = whole_number(cursor.empty() ? "9223372036854775807" : cursor);
    if (!before) return not_ours(cursor);
    static const std::string sql =
        "SELECT n.row, n.about_kind, "
        "coalesce(o.id, d.campaign || '.' || d.duty, u.unit, c.id, g.person), " +
        notice_columns +
        " FROM notices n LEFT JOIN messages m ON m.number = n.message "
        "LEFT JOIN obligations o ON n.about_kind = 'obligation' AND o.row = n.about "
        "LEFT JOIN duties d ON n.about_kind = 'duty' AND d.row = n.about "
        "LEFT JOIN units u ON n.about_kind = 'unit' AND u.row = n.about "
        "LEFT JOIN campaigns c ON n.about_kind = 'campaign' AND c.row = n.about "
        "LEFT JOIN digests g ON n.about_kind = 'digest' AND g.row = n.about "
        "WHERE n.row < $1 AND n.state IN ('passed_over', 'suppressed', 'failed') "
        "ORDER BY n.row DESC LIMIT $2";
    auto statement = database_->prepare(sql);
    auto rows = all_rows(statement.bind(*before, limit + 1), [](Statement& row) {
        const std::int64_t number = row.integer();
        Subject about;
        about.kind = row.word<Subject::Kind>();
        about.id = row.text();
        return std::pair(number, read_notice(row, std::move(about)));
    });
    if (!rows) return rows.error().within("read notices");
    Page<NoticeRecord> page;
    if (rows->size() > limit) {
        rows->pop_back();
        page.cursor = std::to_string(rows->back().first);
    }
    for (auto& row : *rows)
        page.rows.push_back(std::move(row.second));
    return page;
}

Result<OutboxCounts> Reader::outbox_counts() const {
    auto statement = database_->prepare(
        "SELECT (SELECT count(*) FROM messages WHERE state = 'queued'), "
        "(SELECT count(*) FROM messages WHERE held = 1 AND next_at IS NOT NULL), "
        "(SELECT count(*) FROM messages WHERE state = 'retrying'), "
        "(SELECT count(*) FROM messages WHERE state = 'failed'), "
        "(SELECT max(settled_at) FROM messages WHERE state = 'sent')");
    auto counts = first_row(statement, [](Statement& row) {
        OutboxCounts c;
        c.queued = row.integer();
        c.held = row.integer();
        c.retrying = row.integer();
        c.failed = row.integer();
        c.last_sent = row.maybe_instant();
        return c;
    });
    if (!counts) return counts.error().within("read outbox");
    return counts->value_or(OutboxCounts{});
}

Result<JournalHead> Reader::head() const {
    return journal_head(*database_);
}

namespace {

// Of a part of the rows: each count by its own condition.
Result<Counters> counters_within(Database& database, const Scope& scope, Date today, Date soon) {
    std::optional<Error> fault;
    const auto count = [&](const char* table, const Condition& where) -> std::int64_t {
        auto statement =
            database.prepare(std::string("SELECT count(*) FROM ") + table + where.text());
        where.bind_to(statement);
        const auto found = first_row(statement, [](Statement& row) { return row.integer(); });
        if (!found) fault = found.error();
        return found ? found->value_or(0) : 0;
    };
    const auto obligations = [&](ObligationFilter::Status status) {
        ObligationFilter filter;
        filter.status = status;
        filter.today = today;
        filter.soon = soon;
        Condition where;
        add_status(where, filter);
        add_scope_of_obligations(where, scope);
        return count("obligations", where);
    };
    const auto messages = [&](const char* state) {
        Condition where;
        where.add("state = ?", std::string(state));
        add_scope_of_messages(where, scope);
        return count("messages", where);
    };
    Counters c;
    c.overdue = obligations(ObligationFilter::Status::overdue);
    c.due_soon = obligations(ObligationFilter::Status::due_soon);
    c.submitted = obligations(ObligationFilter::Status::submitted);
    c.requested = obligations(ObligationFilter::Status::requested);
    c.failed = messages("failed");
    c.retrying = messages("retrying");
    if (fault) return *fault;
    return c;
}

}  // namespace

Result<Counters> Reader::counters(Date today, Date soon, const Scope& scope) const {
    if (scope.limited()) {
        auto within = counters_within(*database_, scope, today, soon);
        if (!within) return within.error().within("read counters");
        return within;
    }
    auto statement = database_->prepare(
        "SELECT "
        "(SELECT count(*) FROM obligations INDEXED BY obligations_owed "
        "    WHERE state IN ('pending', 'returned') AND due_order < $1), "
        "(SELECT count(*) FROM obligations INDEXED BY obligations_soon "
        "    WHERE state IN ('pending', 'returned') AND last_working BETWEEN $1 AND $2), "
        "(SELECT count(*) FROM obligations WHERE state = 'submitted'), "
        "(SELECT count(*) FROM obligations WHERE request_to IS NOT NULL), "
        "(SELECT count(*) FROM messages WHERE state = 'failed') + "
        "(SELECT count(*) FROM notices WHERE because = 'no_person' "
        "    AND state IN ('passed_over', 'suppressed')) + "
        "(SELECT count(*) FROM set_aside), "
        "(SELECT count(*) FROM messages WHERE state = 'retrying')");
    auto counters = first_row(statement.bind(today, soon), [](Statement& row) {
        Counters c;
        c.overdue = row.integer();
        c.due_soon = row.integer();
        c.submitted = row.integer();
        c.requested = row.integer();
        c.failed = row.integer();
        c.retrying = row.integer();
        return c;
    });
    if (!counters) return counters.error().within("read counters");
    return counters->value_or(Counters{});
}

}  // namespace dondoc
