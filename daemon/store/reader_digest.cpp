// What a digest tells of: how a campaign stands, and what was told and asked about it.
#include "daemon/store/reader.h"
#include "daemon/store/rows.h"
#include "daemon/store/scope_sql.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

namespace {

// The notices of one campaign about its obligations: every key of theirs begins with its id.
const std::string notices_of_campaign =
    "SELECT o.id, " + notice_columns +
    " FROM notices n LEFT JOIN messages m ON m.number = n.message "
    "JOIN obligations o ON o.row = n.about AND n.about_kind = 'obligation' "
    "WHERE n.key > $1 || '/' AND n.key < $1 || '0' ";

NoticeRecord read_about_obligation(Statement& row) {
    Subject about{Subject::Kind::obligation, row.text()};
    return read_notice(row, std::move(about));
}

}  // namespace

Result<std::optional<DigestWatch>> Reader::digest_watch(std::string_view id) const {
    auto statement =
        database_->prepare("SELECT person, told, next_at FROM digests WHERE person = $1");
    auto watch = first_row(statement.bind(id), [](Statement& row) {
        DigestWatch w;
        const std::string its = row.text();
        w.person = person_of_digest(its);
        w.period = period_of_digest(its);
        w.told = row.text();
        w.next = row.maybe_instant();
        return w;
    });
    if (!watch) return watch.error().within("read digest");
    return watch;
}

Result<std::vector<std::string>> Reader::digests_watched() const {
    auto statement = database_->prepare("SELECT person FROM digests ORDER BY person");
    auto people = all_rows(statement, [](Statement& row) { return row.text(); });
    if (!people) return people.error().within("read digests");
    return people;
}

Result<CampaignCounts> Reader::campaign_counts(std::string_view campaign, Date today,
                                               Date soon) const {
    return counts({{std::string(campaign)}, {}}, today, soon);
}

Result<CampaignCounts> Reader::counts(const Scope& scope, Date today, Date soon) const {
    Condition where;
    where.add("state <> 'withdrawn'");
    add_scope_of_obligations(where, scope);
    auto statement = database_->prepare(
        "WITH mine AS (SELECT *, state IN ('pending', 'returned') AS owed FROM obligations" +
        where.text() +
        ") SELECT count(*), count(*) FILTER (WHERE owed), "
        "count(*) FILTER (WHERE owed AND due_order < ?), "
        "count(*) FILTER (WHERE owed AND last_working BETWEEN ? AND ?), "
        "count(*) FILTER (WHERE state = 'submitted'), "
        "count(*) FILTER (WHERE state = 'accepted'), count(*) FILTER (WHERE state = 'waived'), "
        "max(last_permitted) FILTER (WHERE owed OR state = 'submitted') FROM mine");
    where.bind_to(statement);
    auto counts = first_row(statement.bind(today, today, soon), [](Statement& row) {
        CampaignCounts c;
        c.all = row.integer();
        c.owed = row.integer();
        c.overdue = row.integer();
        c.due_soon = row.integer();
        c.submitted = row.integer();
        c.accepted = row.integer();
        c.waived = row.integer();
        c.last_open = row.maybe_date();
        return c;
    });
    if (!counts) return counts.error().within("count obligations");
    return counts->value_or(CampaignCounts{});
}

Result<int> Reader::deadline_changes(std::string_view obligation) const {
    auto statement = database_->prepare(
        "SELECT count(*) FROM journal WHERE kind = 'obligation' AND subject = $1 "
        "AND event IN ('round_begun', 'term_recomputed')");
    const auto found =
        first_row(statement.bind(obligation), [](Statement& row) { return row.number(); });
    if (!found) return found.error().within("count the changes of a deadline");
    return found->value_or(0);
}

Result<std::vector<NoticeRecord>> Reader::told_above(std::string_view campaign,
                                                     Instant since) const {
    static const std::string sql =
        notices_of_campaign +
        "AND n.state = 'sent' AND n.audience IN ('superior', 'director', 'cluster_lead') "
        "AND m.settled_at >= $2 AND m.rehearsal = 0 AND m.copy = 0 ORDER BY n.row";
    auto statement = database_->prepare(sql);
    auto notices = all_rows(statement.bind(campaign, since), read_about_obligation);
    if (!notices) return notices.error().within("read notices");
    return notices;
}

Result<std::vector<NoticeRecord>> Reader::gates_asked(std::string_view campaign) const {
    static const std::string sql =
        notices_of_campaign +
        "AND n.rung = $2 AND n.round = o.round AND o.state IN ('pending', 'returned') "
        "AND n.state IN ('queued', 'retrying', 'sent', 'failed') ORDER BY n.row";
    auto statement = database_->prepare(sql);
    auto notices =
        all_rows(statement.bind(campaign, std::string(gate_rung)), read_about_obligation);
    if (!notices) return notices.error().within("read notices");
    return notices;
}

}  // namespace dondoc
