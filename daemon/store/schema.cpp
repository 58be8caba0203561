#include "daemon/store/schema.h"

#include <array>
#include <string>
#include <vector>

namespace dondoc {

namespace {

// "ddoc": tells file(1), and us, that a database is a store.
constexpr std::int64_t application_id = 0x64646f63;

constexpr const char* journal_tables = R"sql(
CREATE TABLE journal (
    number   INTEGER PRIMARY KEY,
    step     INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    kind     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    event    TEXT NOT NULL,
    body     TEXT NOT NULL,
    next_at  INTEGER,
    hash     BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX journal_of_obligations ON journal (subject) WHERE kind = 'obligation';

CREATE TABLE texts (
    row      INTEGER PRIMARY KEY,
    sha256   TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    text     BLOB NOT NULL
) STRICT;

CREATE TABLE daemon (
    row            INTEGER PRIMARY KEY CHECK (row = 1),
    paused         INTEGER NOT NULL DEFAULT 0,
    pause_reason   TEXT NOT NULL DEFAULT '',
    paused_by      TEXT NOT NULL DEFAULT '',
    position       INTEGER,
    script_done    INTEGER NOT NULL DEFAULT 0,
    journal_number INTEGER NOT NULL DEFAULT 0,
    journal_hash   BLOB NOT NULL
) STRICT;
INSERT INTO daemon (row, journal_hash) VALUES (1, zeroblob(32));
)sql";

// The number in `due_order` is undated_order.
constexpr const char* state_tables = R"sql(
CREATE TABLE campaigns (
    id          TEXT PRIMARY KEY,
    version     INTEGER NOT NULL,
    fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE phases (
    row         INTEGER PRIMARY KEY,
    campaign    TEXT NOT NULL,
    phase       TEXT NOT NULL,
    state       TEXT NOT NULL,
    by_hand     INTEGER NOT NULL,
    withdrawn   INTEGER NOT NULL,
    obligations INTEGER NOT NULL CHECK (obligations >= 0),
    unsettled   INTEGER NOT NULL CHECK (unsettled BETWEEN 0 AND obligations),
    next_at     INTEGER,
    UNIQUE (campaign, phase)
) STRICT;

CREATE TABLE obligations (
    row            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    campaign       TEXT NOT NULL,
    duty           TEXT NOT NULL,
    occurrence     TEXT NOT NULL,
    unit           TEXT NOT NULL,
    phase          TEXT NOT NULL,
    state          TEXT NOT NULL,
    round          INTEGER NOT NULL,
    round_why      TEXT NOT NULL,
    round_began    INTEGER NOT NULL,
    last_permitted INTEGER,
    last_working   INTEGER,
    opens          INTEGER,
    confirmed      INTEGER NOT NULL,
    granted        INTEGER,
    asking         INTEGER NOT NULL,
    rungs_done     TEXT NOT NULL,
    arrived        INTEGER,
    document       TEXT NOT NULL,
    last_reason    TEXT NOT NULL,
    next_at        INTEGER,
    due_order      INTEGER NOT NULL GENERATED ALWAYS AS (ifnull(last_permitted, 2932897)) VIRTUAL
) STRICT;
CREATE INDEX obligations_by_due ON obligations (due_order, id);
CREATE INDEX obligations_by_campaign ON obligations (campaign, due_order, id);
CREATE INDEX obligations_by_duty ON obligations (campaign, duty, occurrence, state);
CREATE INDEX obligations_by_phase ON obligations (campaign, phase);
CREATE INDEX obligations_by_unit ON obligations (unit, due_order, id);
CREATE INDEX obligations_by_state ON obligations (state, due_order, id);
CREATE INDEX obligations_owed ON obligations (due_order, id)
    WHERE state IN ('pending', 'returned');
CREATE INDEX obligations_soon ON obligations (last_working)
    WHERE state IN ('pending', 'returned');
CREATE INDEX obligations_asking ON obligations (due_order, id) WHERE asking = 1;

CREATE TABLE duties (
    row        INTEGER PRIMARY KEY,
    campaign   TEXT NOT NULL,
    duty       TEXT NOT NULL,
    undated    INTEGER NOT NULL CHECK (undated >= 0),
    asking     INTEGER NOT NULL CHECK (asking >= 0),
    last_month TEXT NOT NULL,
    next_at    INTEGER,
    UNIQUE (campaign, duty)
) STRICT;

CREATE TABLE set_aside (
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    why  TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE agenda (
    due  INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    row  INTEGER NOT NULL,
    PRIMARY KEY (due, kind, row)
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* outbox_tables = R"sql(
CREATE TABLE messages (
    number      INTEGER PRIMARY KEY,
    key         TEXT NOT NULL UNIQUE,
    person      TEXT NOT NULL,
    channel     TEXT NOT NULL,
    moment      INTEGER NOT NULL,
    copy        INTEGER NOT NULL,
    state       TEXT NOT NULL,
    composed    INTEGER NOT NULL DEFAULT 0,
    rehearsal   INTEGER NOT NULL DEFAULT 0,
    sha256      TEXT NOT NULL DEFAULT '',
    address     TEXT NOT NULL DEFAULT '',
    subject     TEXT NOT NULL DEFAULT '',
    attempts    INTEGER NOT NULL DEFAULT 0,
    next_at     INTEGER,
    settled_at  INTEGER,
    unknown     INTEGER NOT NULL DEFAULT 0,
    last_answer TEXT NOT NULL DEFAULT '',
    UNIQUE (person, channel, moment, copy),
    CHECK ((next_at IS NOT NULL) = (state IN ('queued', 'retrying'))),
    CHECK ((settled_at IS NULL) = (state IN ('queued', 'retrying')))
) STRICT;
CREATE INDEX messages_outbox ON messages (composed, next_at, number) WHERE next_at IS NOT NULL;
CREATE INDEX messages_unwritten ON messages (moment, next_at, number)
    WHERE next_at IS NOT NULL AND composed = 0;
CREATE INDEX messages_by_person ON messages (person, number);
CREATE INDEX messages_by_state ON messages (state, number);

CREATE TABLE notices (
    row        INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    about_kind TEXT NOT NULL,
    about      INTEGER NOT NULL,
    round      INTEGER NOT NULL,
    rung       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    audience   TEXT NOT NULL,
    person     TEXT NOT NULL,
    message    INTEGER REFERENCES messages (number),
    planned    INTEGER NOT NULL,
    state      TEXT NOT NULL,
    because    TEXT NOT NULL,
    CHECK ((message IS NULL) = (state = 'passed_over'))
) STRICT;
CREATE INDEX notices_about ON notices (about_kind, about);
CREATE INDEX notices_in ON notices (message) WHERE message IS NOT NULL;
CREATE INDEX notices_nobody ON notices (because) WHERE because = 'no_person';
)sql";

constexpr const char* event_tables = R"sql(
CREATE TABLE event_dates (
    campaign TEXT NOT NULL,
    event    TEXT NOT NULL,
    day      INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    set_by   TEXT NOT NULL,
    set_at   INTEGER NOT NULL,
    PRIMARY KEY (campaign, event)
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* decision_tables = R"sql(
ALTER TABLE obligations ADD COLUMN dated INTEGER;
ALTER TABLE obligations ADD COLUMN signer TEXT NOT NULL DEFAULT '';
ALTER TABLE obligations ADD COLUMN request_to INTEGER;
ALTER TABLE obligations ADD COLUMN request_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE obligations ADD COLUMN request_document TEXT NOT NULL DEFAULT '';
ALTER TABLE obligations ADD COLUMN request_told INTEGER NOT NULL DEFAULT 0;
ALTER TABLE obligations ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;
CREATE INDEX obligations_requested ON obligations (due_order, id) WHERE request_to IS NOT NULL;

CREATE TABLE suspensions (
    campaign     TEXT NOT NULL,
    unit         TEXT NOT NULL,
    first_day    INTEGER NOT NULL,
    last_day     INTEGER NOT NULL,
    given_to     INTEGER NOT NULL,
    reason       TEXT NOT NULL,
    approver     TEXT NOT NULL,
    set_by       TEXT NOT NULL,
    set_at       INTEGER NOT NULL,
    ended_reason TEXT NOT NULL DEFAULT '',
    ended_by     TEXT NOT NULL DEFAULT '',
    ended_at     INTEGER,
    PRIMARY KEY (campaign, unit, first_day)
) STRICT, WITHOUT ROWID;
)sql";

// Campaigns get a row in the agenda, numbered as a rebuild numbers them: in the order in which they
// were first applied.
constexpr const char* organisation_tables = R"sql(
ALTER TABLE campaigns RENAME TO campaigns_before;
CREATE TABLE campaigns (
    row         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    version     INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    next_at     INTEGER
) STRICT;
INSERT INTO campaigns (id, version, fingerprint)
SELECT id, version, fingerprint FROM campaigns_before c ORDER BY
    (SELECT min(number) FROM journal j
     WHERE j.kind = 'campaign' AND j.subject = c.id AND j.event = 'campaign_applied');
DROP TABLE campaigns_before;

ALTER TABLE notices ADD COLUMN instead_of TEXT NOT NULL DEFAULT '';

CREATE TABLE contacts (
    unit         TEXT PRIMARY KEY,
    person       TEXT NOT NULL,
    confirmed_at INTEGER NOT NULL,
    confirmed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* figure_tables = R"sql(
CREATE TABLE figures (
    obligation INTEGER NOT NULL REFERENCES obligations (row),
    indicator  TEXT NOT NULL,
    role       TEXT NOT NULL,
    value      TEXT NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (obligation, indicator)
) STRICT, WITHOUT ROWID;
)sql";

// What is read again to say why: the story of one message, and what was done to a phase
// and to the daemon.
constexpr const char* journal_lookups = R"sql(
CREATE INDEX IF NOT EXISTS journal_of_messages ON journal (subject) WHERE kind = 'message';
CREATE INDEX IF NOT EXISTS journal_of_phases ON journal (subject) WHERE kind = 'phase';
CREATE INDEX IF NOT EXISTS journal_of_daemon ON journal (subject) WHERE kind = 'daemon';
)sql";

// Units that are asked about their contacts, and shares that a person gave to another unit.
constexpr const char* contact_tables = R"sql(
CREATE TABLE units (
    row     INTEGER PRIMARY KEY,
    unit    TEXT NOT NULL UNIQUE,
    asked   TEXT NOT NULL,
    open    INTEGER NOT NULL,
    next_at INTEGER
) STRICT;

ALTER TABLE obligations ADD COLUMN in_place_of TEXT NOT NULL DEFAULT '';
)sql";

// Whether a phase has been open, which nothing kept: as the journal tells it since its birth.
constexpr const char* begun_phases = R"sql(
ALTER TABLE phases ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
UPDATE phases SET begun = 1 WHERE EXISTS (
    SELECT 1 FROM journal j
    WHERE j.kind = 'phase' AND j.subject = phases.campaign || '.' || phases.phase
    AND j.event = 'phase_moved' AND json_extract(j.body, '$.to') IN ('open', 'closing')
    AND j.number > (SELECT max(b.number) FROM journal b
                    WHERE b.kind = 'phase' AND b.subject = j.subject AND b.event = 'phase_born'));
)sql";

// Each channel has an outbox of its own: what waits for one that takes nothing is not tried. Of a
// notice stays what it was told for, whatever becomes of it.
constexpr const char* outbox_by_channel = R"sql(
DROP INDEX messages_outbox;
DROP INDEX messages_unwritten;
CREATE INDEX messages_outbox ON messages (channel, composed, next_at, number)
    WHERE next_at IS NOT NULL;
CREATE INDEX messages_unwritten ON messages (channel, moment, next_at, number)
    WHERE next_at IS NOT NULL AND composed = 0;
ALTER TABLE messages ADD COLUMN retried_at INTEGER;
ALTER TABLE notices ADD COLUMN told_because TEXT NOT NULL DEFAULT '';
CREATE TABLE told (key TEXT PRIMARY KEY, because TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO told SELECT json_extract(body, '$.key'), json_extract(body, '$.because')
    FROM journal WHERE event = 'notice_fell_due';
UPDATE notices SET told_because = ifnull((SELECT because FROM told t WHERE t.key=notices.key), '');
DROP TABLE told;

CREATE TABLE channels_down (
    channel TEXT PRIMARY KEY, since INTEGER NOT NULL, why TEXT NOT NULL,
    tries INTEGER NOT NULL, until_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// Migration n brings schema n to schema n + 1.
const std::array<std::vector<const char*>, schema_version> migrations{{
    {journal_tables, state_tables, outbox_tables},
    {event_tables},
    {decision_tables},
    {organisation_tables},
    {figure_tables},
    {journal_lookups},
    {contact_tables},
    {begun_phases},
    {outbox_by_channel},
}};

struct Stamp {
    std::int64_t application = 0;
    std::int64_t version = 0;
    std::int64_t tables = 0;
};

Result<Stamp> stamp_of(Database& database) {
    auto application = database.number("PRAGMA application_id");
    if (!application) return application.error();
    auto version = database.number("PRAGMA user_version");
    if (!version) return version.error();
    auto tables = database.number("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    return Stamp{*application, *version, *tables};
}

bool is_empty(const Stamp& stamp) {
    return stamp.application == 0 && stamp.version == 0 && stamp.tables == 0;
}

Done refuse_foreign(const Stamp& stamp) {
    if (stamp.application != application_id)
        return Error{"the file is a database, but not a store of dondoc"};
    if (stamp.version > schema_version)
        return Error{"the store has schema " + std::to_string(stamp.version) +
                     ", made by a newer dondoc; this one knows schema " +
                     std::to_string(schema_version) + " and older: install the newer one again"};
    return done;
}

Done migrate_once(Database& database) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return transaction.error();
    // Another process may have been quicker; inside the transaction the stamp holds still.
    auto stamp = stamp_of(database);
    if (!stamp) return stamp.error();
    if (!is_empty(*stamp)) {
        if (auto ours = refuse_foreign(*stamp); !ours) return ours;
    }
    if (stamp->version == schema_version) return done;
    for (const char* script : migrations[static_cast<std::size_t>(stamp->version)])
        if (auto ran = database.script(script); !ran) return ran;
    auto stamped = database.script("PRAGMA application_id = " + std::to_string(application_id) +
                                   "; PRAGMA user_version = " + std::to_string(stamp->version + 1));
    if (!stamped) return stamped;
    return transaction->commit();
}

}  // namespace

Done migrate(Database& database) {
    while (true) {
        auto stamp = stamp_of(database);
        if (!stamp) return stamp.error();
        if (!is_empty(*stamp)) {
            if (auto ours = refuse_foreign(*stamp); !ours) return ours;
        }
        if (stamp->version == schema_version) return done;
        if (auto migrated = migrate_once(database); !migrated)
            return migrated.error().within("migrate schema " + std::to_string(stamp->version));
    }
}

Done check_schema(Database& database) {
    auto stamp = stamp_of(database);
    if (!stamp) return stamp.error();
    if (auto ours = refuse_foreign(*stamp); !ours) return ours;
    if (stamp->version != schema_version)
        return Error{"the store has the older schema " + std::to_string(stamp->version) +
                     "; `dondoc serve` brings it up to date"};
    return done;
}

}  // namespace dondoc
