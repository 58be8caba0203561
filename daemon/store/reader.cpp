// Single rows, and small lists in order.
#include "daemon/store/reader.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "daemon/store/journal.h"
#include "daemon/store/rows.h"
#include "daemon/store/schema.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

namespace {

template <class T>
Result<T> reading(const char* what, Result<T> result) {
    if (result) return result;
    return result.error().within(std::string("read ") + what);
}

// Which row of its table a notice is about; nothing if there is none.
Result<std::optional<std::int64_t>> row_of(Database& database, const Subject& subject) {
    const auto number = [](Statement& row) { return row.integer(); };
    if (subject.kind == Subject::Kind::obligation) {
        auto statement = database.prepare("SELECT row FROM obligations WHERE id = $1");
        return first_row(statement.bind(subject.id), number);
    }
    if (subject.kind == Subject::Kind::duty) {
        const TwoIds ids = two_ids(subject.id);
        auto statement =
            database.prepare("SELECT row FROM duties WHERE campaign = $1 AND duty = $2");
        return first_row(statement.bind(ids.campaign, ids.own), number);
    }
    if (subject.kind == Subject::Kind::unit) {
        auto statement = database.prepare("SELECT row FROM units WHERE unit = $1");
        return first_row(statement.bind(subject.id), number);
    }
    if (subject.kind == Subject::Kind::campaign) {
        auto statement = database.prepare("SELECT row FROM campaigns WHERE id = $1");
        return first_row(statement.bind(subject.id), number);
    }
    if (subject.kind == Subject::Kind::digest) {
        auto statement = database.prepare("SELECT row FROM digests WHERE person = $1");
        return first_row(statement.bind(subject.id), number);
    }
    return std::optional<std::int64_t>();
}

}  // namespace

Result<std::unique_ptr<Reader>> Reader::open(const std::filesystem::path& file) {
    const std::string context = "read store " + file.string();
    auto database = Database::open(file, Database::Mode::read_only);
    if (!database) return database.error().within(context);
    if (auto ours = check_schema(**database); !ours) return ours.error().within(context);
    return std::unique_ptr<Reader>(new Reader(*std::move(database)));
}

Reader::Reader(Database& database) : database_(&database) {}

Reader::Reader(std::unique_ptr<Database> database)
    : owned_(std::move(database)), database_(owned_.get()) {}

Reader::~Reader() = default;

// ---- single rows

Result<std::optional<Obligation>> Reader::obligation(std::string_view id) const {
    static const std::string sql =
        "SELECT " + obligation_columns + " FROM obligations WHERE id = $1";
    auto statement = database_->prepare(sql);
    return reading("obligation", first_row(statement.bind(id), read_obligation));
}

Result<std::optional<PhaseRecord>> Reader::phase(std::string_view campaign,
                                                 std::string_view phase) const {
    static const std::string sql =
        "SELECT " + phase_columns + " FROM phases WHERE campaign = $1 AND phase = $2";
    auto statement = database_->prepare(sql);
    return reading("phase", first_row(statement.bind(campaign, phase), read_phase));
}

Result<std::optional<DutyWatch>> Reader::duty_watch(std::string_view campaign,
                                                    std::string_view duty) const {
    static const std::string sql =
        "SELECT " + duty_columns + " FROM duties WHERE campaign = $1 AND duty = $2";
    auto statement = database_->prepare(sql);
    return reading("duty", first_row(statement.bind(campaign, duty), read_duty));
}

Result<std::optional<MessageRecord>> Reader::message(std::string_view key) const {
    static const std::string sql = "SELECT " + message_columns + " FROM messages WHERE key = $1";
    auto statement = database_->prepare(sql);
    return reading("message", first_row(statement.bind(key), read_message));
}

Result<std::optional<MessageRecord>> Reader::message(std::int64_t number) const {
    static const std::string sql = "SELECT " + message_columns + " FROM messages WHERE number = $1";
    auto statement = database_->prepare(sql);
    return reading("message", first_row(statement.bind(number), read_message));
}

Result<std::optional<std::string>> Reader::message_text(std::string_view key) const {
    auto statement = database_->prepare(
        "SELECT t.text FROM messages m JOIN texts t ON t.sha256 = m.sha256 WHERE m.key = $1");
    return reading("message text",
                   first_row(statement.bind(key), [](Statement& row) { return row.text(); }));
}

Result<DaemonState> Reader::daemon_state() const {
    auto statement = database_->prepare(
        "SELECT paused, pause_reason, paused_by, position, script_done, copied, clock_from, "
        "clock_to, catch_up_since, catch_up_back, catch_up_held FROM daemon");
    auto state = first_row(statement, [](Statement& row) {
        DaemonState s;
        s.paused = row.flag();
        s.pause_reason = row.text();
        s.paused_by = row.text();
        s.position = row.maybe_instant();
        s.script_done = row.integer();
        s.copied = row.flag();
        const auto from = row.maybe_instant(), to = row.maybe_instant();
        if (from && to) s.clock = {*from, *to};
        const auto since = row.maybe_instant(), back = row.maybe_instant();
        const auto held = row.maybe_instant();
        if (since && back) s.catch_up = {*since, *back, held};
        return s;
    });
    if (!state) return state.error().within("read daemon state");
    if (!*state) return Error{"read daemon state: the file is damaged: there is none"};
    return **state;
}

Result<std::optional<Instant>> Reader::last_recorded() const {
    auto statement = database_->prepare("SELECT at FROM journal ORDER BY number DESC LIMIT 1");
    return reading("journal", first_row(statement, [](Statement& row) { return row.instant(); }));
}

// ---- small lists

Result<std::vector<CampaignRecord>> Reader::campaigns() const {
    auto statement =
        database_->prepare("SELECT id, version, fingerprint, next_at FROM campaigns ORDER BY id");
    return reading("campaigns", all_rows(statement, [](Statement& row) {
                       CampaignRecord c;
                       c.id = row.text();
                       c.version = row.number();
                       c.fingerprint = row.text();
                       c.next = row.maybe_instant();
                       return c;
                   }));
}

Result<std::vector<PhaseRecord>> Reader::phases(std::string_view campaign) const {
    static const std::string sql =
        "SELECT " + phase_columns + " FROM phases WHERE campaign = $1 ORDER BY row";
    auto statement = database_->prepare(sql);
    return reading("phases", all_rows(statement.bind(campaign), read_phase));
}

Result<std::vector<EventDate>> Reader::events_dated(std::string_view campaign) const {
    auto statement = database_->prepare(
        "SELECT event, day, reason, set_by, set_at FROM event_dates WHERE campaign = $1 "
        "ORDER BY event");
    return reading("event dates", all_rows(statement.bind(campaign), [](Statement& row) {
                       EventDate e;
                       e.event = row.text();
                       e.day = row.date();
                       e.reason = row.text();
                       e.by = row.text();
                       e.at = row.instant();
                       return e;
                   }));
}

Result<std::vector<ContactRecord>> Reader::contacts() const {
    auto statement = database_->prepare(
        "SELECT unit, person, confirmed_at, confirmed_by FROM contacts ORDER BY unit");
    return reading("contacts", all_rows(statement, [](Statement& row) {
                       ContactRecord c;
                       c.unit = row.text();
                       c.person = row.text();
                       c.at = row.instant();
                       c.by = row.text();
                       return c;
                   }));
}

Result<std::optional<ContactWatch>> Reader::contact_watch(std::string_view unit) const {
    auto statement = database_->prepare(
        "SELECT u.unit, u.asked, u.open, c.confirmed_at, u.next_at FROM units u "
        "LEFT JOIN contacts c ON c.unit = u.unit WHERE u.unit = $1");
    return reading("contact", first_row(statement.bind(unit), [](Statement& row) {
                       ContactWatch w;
                       w.unit = row.text();
                       w.asked = row.text();
                       w.open = row.flag();
                       w.confirmed = row.maybe_instant();
                       w.next = row.maybe_instant();
                       return w;
                   }));
}

Result<std::vector<std::string>> Reader::contacts_watched() const {
    auto statement = database_->prepare("SELECT unit FROM units ORDER BY unit");
    return reading("contacts", all_rows(statement, [](Statement& row) { return row.text(); }));
}

Result<std::vector<Reported>> Reader::figures(std::string_view campaign) const {
    auto statement = database_->prepare(
        "SELECT o.id, f.indicator, f.role, f.value, o.arrived, o.last_permitted FROM obligations o "
        "JOIN figures f ON f.obligation = o.row WHERE o.campaign = $1 "
        "AND o.state IN ('submitted', 'accepted') ORDER BY o.arrived, f.at, o.row, f.indicator");
    return reading("figures", all_rows(statement.bind(campaign), [](Statement& row) {
                       Reported r;
                       const auto id = ObligationId::parse(row.text());
                       r.figure.indicator = row.text();
                       r.figure.role = row.word<FigureRole>();
                       const auto value = parse_decimal(row.text());
                       r.arrived = row.date();
                       r.due = row.maybe_date();
                       if (!id || !value) row.damaged("holds a figure that is no number");
                       r.obligation = id.value_or(ObligationId{});
                       r.figure.value = value.value_or(Decimal{});
                       return r;
                   }));
}

Result<EventDates> Reader::event_dates(std::string_view campaign) const {
    const auto all = events_dated(campaign);
    if (!all) return all.error();
    EventDates dates;
    for (const EventDate& one : *all)
        dates.emplace(one.event, one.day);
    return dates;
}

namespace {

const std::string suspension_columns =
    "unit, first_day, last_day, reason, approver, given_to, set_by, set_at, ended_at, ended_by, "
    "ended_reason FROM suspensions";

SuspensionRecord read_suspension(Statement& row) {
    SuspensionRecord s;
    s.suspension.unit = row.text();
    s.suspension.days.first = row.date();
    s.suspension.days.last = row.date();
    s.suspension.reason = row.text();
    s.suspension.approver = row.text();
    s.given_to = row.date();
    s.by = row.text();
    s.at = row.instant();
    s.ended = row.maybe_instant();
    s.ended_by = row.text();
    s.ended_reason = row.text();
    return s;
}

}  // namespace

Result<std::vector<SuspensionRecord>> Reader::suspensions(std::string_view campaign) const {
    auto statement = database_->prepare("SELECT " + suspension_columns +
                                        " WHERE campaign = $1 ORDER BY unit, first_day");
    return reading("suspensions", all_rows(statement.bind(campaign), read_suspension));
}

Result<std::vector<SuspensionRecord>> Reader::suspensions(std::string_view campaign,
                                                          std::string_view unit) const {
    auto statement = database_->prepare("SELECT " + suspension_columns +
                                        " WHERE campaign = $1 AND unit = $2 ORDER BY first_day");
    return reading("suspensions", all_rows(statement.bind(campaign, unit), read_suspension));
}

Result<DutyWatch> Reader::without_suspended(DutyWatch watch, const std::vector<std::string>& within,
                                            Date today) const {
    std::string campaigns = ' ' + watch.campaign + ' ';
    for (const std::string& above : within)
        campaigns += above + ' ';
    auto statement = database_->prepare(
        "SELECT count(DISTINCT o.row) FILTER (WHERE o.last_permitted IS NULL), "
        "count(DISTINCT o.row) FILTER (WHERE o.asking = 1), min(s.last_day) "
        "FROM suspensions s JOIN obligations o ON o.campaign = $1 AND o.unit = s.unit "
        "WHERE instr($2, ' ' || s.campaign || ' ') > 0 AND o.duty = $3 "
        "AND $4 BETWEEN s.first_day AND s.last_day "
        "AND o.state IN ('pending', 'returned') AND (o.last_permitted IS NULL OR o.asking = 1)");
    auto hidden = first_row(statement.bind(watch.campaign, campaigns, watch.duty, today),
                            [&](Statement& row) {
                                watch.undated_hidden = row.number();
                                watch.asking_hidden = row.number();
                                watch.hidden_until = row.maybe_date();
                                return true;
                            });
    if (!hidden) return hidden.error().within("read suspensions");
    return watch;
}

Result<std::vector<NoticeRecord>> Reader::notices_about(const Subject& about) const {
    static const std::string sql = "SELECT " + notice_columns +
                                   " FROM notices n LEFT JOIN messages m ON m.number = n.message "
                                   "WHERE n.about_kind = $1 AND n.about = $2 ORDER BY n.row";
    auto row = row_of(*database_, about);
    if (!row) return row.error().within("read notices");
    if (!*row) return std::vector<NoticeRecord>();
    auto statement = database_->prepare(sql);
    return reading("notices", all_rows(statement.bind(about.kind, **row),
                                       [&](Statement& one) { return read_notice(one, about); }));
}

Result<std::vector<NoticeRecord>> Reader::notices_in(std::string_view message) const {
    static const std::string sql =
        "SELECT n.about_kind, "
        "coalesce(o.id, d.campaign || '.' || d.duty, u.unit, c.id, g.person), " +
        notice_columns +
        " FROM messages m JOIN notices n ON n.message = m.number "
        "LEFT JOIN obligations o ON n.about_kind = 'obligation' AND o.row = n.about "
        "LEFT JOIN duties d ON n.about_kind = 'duty' AND d.row = n.about "
        "LEFT JOIN units u ON n.about_kind = 'unit' AND u.row = n.about "
        "LEFT JOIN campaigns c ON n.about_kind = 'campaign' AND c.row = n.about "
        "LEFT JOIN digests g ON n.about_kind = 'digest' AND g.row = n.about "
        "WHERE m.key = $1 ORDER BY n.row";
    auto statement = database_->prepare(sql);
    return reading("notices", all_rows(statement.bind(message), [](Statement& row) {
                       Subject about;
                       about.kind = row.word<Subject::Kind>();
                       about.id = row.text();
                       return read_notice(row, std::move(about));
                   }));
}

Result<bool> Reader::notice_on_its_way(std::string_view obligation, int round) const {
    auto statement = database_->prepare(
        "SELECT 1 FROM notices WHERE about_kind = 'obligation' "
        "AND about = (SELECT row FROM obligations WHERE id = $1) "
        "AND round = $2 AND state IN ('queued', 'retrying') "
        "AND kind IN ('reminder', 'escalation') LIMIT 1");
    return reading("notices", statement.bind(obligation, round).step());
}

Result<Reader::Share> Reader::share(std::string_view campaign, std::string_view duty,
                                    std::string_view occurrence) const {
    auto statement = database_->prepare(
        "SELECT count(*) FILTER (WHERE state IN ('pending', 'returned')), "
        "count(*) FILTER (WHERE state <> 'withdrawn') FROM obligations "
        "WHERE campaign = $1 AND duty = $2 AND occurrence = $3");
    auto share = first_row(statement.bind(campaign, duty, occurrence), [](Statement& row) {
        Share s;
        s.open = row.integer();
        s.all = row.integer();
        return s;
    });
    if (!share) return share.error().within("read share");
    return share->value_or(Share{});
}

// ---- the journal

// One row more than a page has says that there is another.
static Result<Page<JournalEntry>> page_of(Result<std::vector<JournalEntry>> entries,
                                          std::size_t limit) {
    if (!entries) return entries.error().within("read journal");
    Page<JournalEntry> page{*std::move(entries), {}};
    if (page.rows.size() > limit) {
        page.rows.pop_back();
        page.cursor = std::to_string(page.rows.back().number);
    }
    return page;
}

Result<Page<JournalEntry>> Reader::journal(std::int64_t after, std::size_t limit) const {
    limit = std::clamp<std::size_t>(limit, 1, page_size_max);
    return page_of(journal_after(*database_, after, limit + 1), limit);
}

Result<Page<JournalEntry>> Reader::journal_back(std::int64_t before, std::size_t limit) const {
    limit = std::clamp<std::size_t>(limit, 1, page_size_max);
    if (before == 0) before = std::numeric_limits<std::int64_t>::max();
    return page_of(journal_before(*database_, before, limit + 1), limit);
}

Result<std::vector<JournalEntry>> Reader::history(std::string_view obligation) const {
    return history(Subject{Subject::Kind::obligation, std::string(obligation)});
}

Result<std::vector<JournalEntry>> Reader::history(const Subject& subject) const {
    return reading("history", journal_about(*database_, subject));
}

Result<std::vector<JournalEntry>> Reader::deeds(std::string_view unit) const {
    return reading("history", journal_of_unit(*database_, unit));
}

Result<std::optional<JournalFault>> Reader::verify_journal(
    const std::vector<JournalHead>& kept) const {
    return reading("journal", verify_chain(*database_, kept));
}

}  // namespace dondoc
