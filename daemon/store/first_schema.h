// The tables of schema 1 as SQL. They never change: what came after is in migrations.cpp.
#pragma once

namespace dondoc {

inline constexpr const char* journal_tables = R"sql(
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
inline constexpr const char* state_tables = R"sql(
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

inline constexpr const char* outbox_tables = R"sql(
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

}  // namespace dondoc
