#include "daemon/store/migrations.h"

#include <array>
#include <vector>

#include "daemon/store/first_schema.h"

namespace dondoc {

namespace {

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

// Letters that came back, found by their ids, and the addresses they came back from.
constexpr const char* bounce_tables = R"sql(
ALTER TABLE messages ADD COLUMN message_id TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN came_back INTEGER NOT NULL DEFAULT 0;
UPDATE messages SET message_id = ifnull((
    SELECT json_extract(j.body, '$.id') FROM journal j
    WHERE j.kind = 'message' AND j.subject = messages.key AND j.event = 'message_composed'
    ORDER BY j.number DESC LIMIT 1), '') WHERE composed = 1;
CREATE INDEX messages_by_id ON messages (message_id) WHERE message_id <> '';

CREATE TABLE address_faults (
    person TEXT NOT NULL, address TEXT NOT NULL, since INTEGER NOT NULL,
    status TEXT NOT NULL, why TEXT NOT NULL, message INTEGER NOT NULL,
    PRIMARY KEY (person, address)
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* copied_stores = R"sql(
ALTER TABLE daemon ADD COLUMN copied INTEGER NOT NULL DEFAULT 0;
)sql";

// A clock that is not believed, and what waits for a go-ahead after a downtime.
constexpr const char* clock_and_catch_up = R"sql(
ALTER TABLE daemon ADD COLUMN clock_from INTEGER;
ALTER TABLE daemon ADD COLUMN clock_to INTEGER;
ALTER TABLE daemon ADD COLUMN catch_up_since INTEGER;
ALTER TABLE daemon ADD COLUMN catch_up_back INTEGER;
ALTER TABLE daemon ADD COLUMN catch_up_held INTEGER;
ALTER TABLE messages ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
)sql";

// The officers who are told every week how their campaigns stand.
constexpr const char* digest_tables = R"sql(
CREATE TABLE digests (
    row     INTEGER PRIMARY KEY,
    person  TEXT NOT NULL UNIQUE,
    told    TEXT NOT NULL,
    next_at INTEGER
) STRICT;
)sql";

// Escalations that a person holds, and those that were released.
constexpr const char* held_escalations = R"sql(
ALTER TABLE obligations ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
ALTER TABLE obligations ADD COLUMN held_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE obligations ADD COLUMN released TEXT NOT NULL DEFAULT '';
)sql";

// Who may ask the daemon for something.
constexpr const char* access_tables = R"sql(
CREATE TABLE tokens (
    name           TEXT PRIMARY KEY,
    role           TEXT NOT NULL,
    campaigns      TEXT NOT NULL,
    units          TEXT NOT NULL,
    sha256         TEXT NOT NULL,
    password       TEXT NOT NULL,
    expires        INTEGER,
    created_at     INTEGER NOT NULL,
    created_by     TEXT NOT NULL,
    revoked_at     INTEGER,
    revoked_by     TEXT NOT NULL DEFAULT '',
    revoked_reason TEXT NOT NULL DEFAULT '',
    used_at        INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX tokens_by_hash ON tokens (sha256) WHERE sha256 <> '';
)sql";

// Days on which nobody is told what some ladders say.
constexpr const char* silence_table = R"sql(
CREATE TABLE silences (
    number INTEGER PRIMARY KEY, campaign TEXT NOT NULL, duty TEXT NOT NULL, units TEXT NOT NULL,
    first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, given_to INTEGER NOT NULL,
    reason TEXT NOT NULL, set_by TEXT NOT NULL, set_at INTEGER NOT NULL,
    ended_reason TEXT NOT NULL DEFAULT '', ended_by TEXT NOT NULL DEFAULT '', ended_at INTEGER
) STRICT;
CREATE INDEX silences_by_end ON silences (last_day);
)sql";

// Links of units that open their pages no more, and whether a unit has taken note of what it owes.
constexpr const char* unit_link_tables = R"sql(
CREATE TABLE unit_links (
    unit       TEXT PRIMARY KEY,
    generation INTEGER NOT NULL,
    revoked_at INTEGER NOT NULL,
    revoked_by TEXT NOT NULL,
    reason     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE obligations ADD COLUMN acknowledged_at INTEGER;
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
    {bounce_tables, copied_stores, clock_and_catch_up, digest_tables, held_escalations},
    {access_tables, silence_table, unit_link_tables},
}};

}  // namespace

std::span<const char* const> scripts_from(std::int64_t version) {
    return migrations[static_cast<std::size_t>(version)];
}

}  // namespace dondoc
