-- What this file is, for whoever finds it: "PASS" in ASCII. Opening refuses other programs' files by it.
PRAGMA application_id = 1346458451;

-- Every consultation ever seen. Ids are kept for ever, so that what comes back is not new; bodies only while it is relayed.
CREATE TABLE consultation (
    id            TEXT    NOT NULL PRIMARY KEY, -- UUID, lower case with hyphens
    source_id     TEXT    NOT NULL,             -- who brings it now, or brought it last
    origin        TEXT    NOT NULL,             -- origin, kind and native_id: what the id was made of
    kind          TEXT    NOT NULL,
    native_id     TEXT    NOT NULL,
    hops          INTEGER NOT NULL,             -- gateways between its origin and us
    body          TEXT,                         -- JSON without the meetings; NULL once withdrawn
    body_version  INTEGER NOT NULL,             -- which form of JSON
    fingerprint   TEXT    NOT NULL,
    first_seen    TEXT    NOT NULL,             -- moments are RFC 3339, in UTC
    updated       TEXT    NOT NULL,
    revision      INTEGER NOT NULL,
    missing_polls INTEGER NOT NULL DEFAULT 0,
    missing_since TEXT,
    withdrawn_at  TEXT,
    CHECK ((body IS NULL) = (withdrawn_at IS NOT NULL))
);

CREATE INDEX consultation_of_source ON consultation (source_id);

-- Their meetings. A row outlives its body, because SEQUENCE (RFC 5545) must never go back, not even for what returns.
CREATE TABLE meeting (
    id              TEXT    NOT NULL,
    consultation_id TEXT    NOT NULL REFERENCES consultation (id),
    position        INTEGER NOT NULL,           -- its place in the list
    sequence        INTEGER NOT NULL,
    body            TEXT,                       -- JSON; NULL once it is no longer shown
    PRIMARY KEY (id, consultation_id)
);

CREATE INDEX meeting_of_consultation ON meeting (consultation_id);

-- The ordered change log. AUTOINCREMENT, because a place once given is never given again. Only the last line of each consultation is
-- kept: a mirror that asks "what since 17?" needs the last state of what changed, not the states between.
CREATE TABLE change (
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    consultation_id TEXT    NOT NULL UNIQUE REFERENCES consultation (id),
    kind            TEXT    NOT NULL CHECK (kind IN ('upsert', 'withdraw')),
    at              TEXT    NOT NULL
);

-- What is known of each source.
CREATE TABLE source_state (
    source_id    TEXT    NOT NULL PRIMARY KEY,
    body         TEXT    NOT NULL,
    body_version INTEGER NOT NULL
);
