-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first schema. Times are milliseconds since 1970-01-01 UTC; lists and maps are JSON text. Secrets stand in columns named
-- `sealed` or `wrapped` only, each AES-256-GCM: nonce (12 bytes), ciphertext, tag (16 bytes).

-- One row: which vault this is.
CREATE TABLE meta (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    vault_id   TEXT    NOT NULL CHECK (vault_id GLOB 'vlt_*'),
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE profile (
    id         TEXT    PRIMARY KEY NOT NULL CHECK (id GLOB 'pro_*'),
    name       TEXT    NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    created_at INTEGER NOT NULL
) STRICT;

-- A profile's key, wrapped under a key derived from the vault key. `seals` counts the nonces drawn for it: it numbers the
-- sealed values (credential.record_version) and ends the key's life before 2^32.
CREATE TABLE profile_key (
    profile        TEXT    PRIMARY KEY NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    version        INTEGER NOT NULL CHECK (version >= 1),
    format_version INTEGER NOT NULL CHECK (format_version >= 1),
    seals          INTEGER NOT NULL DEFAULT 0 CHECK (seals BETWEEN 0 AND 4294967295),
    wrapped        BLOB    NOT NULL CHECK (length(wrapped) = 60)
) STRICT;

CREATE TABLE oauth_client (
    id                TEXT    PRIMARY KEY NOT NULL CHECK (id GLOB 'cli_*'),
    profile           TEXT    NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    label             TEXT    NOT NULL,
    provider_id       TEXT    NOT NULL DEFAULT '',
    client_id         TEXT    NOT NULL CHECK (length(client_id) > 0),
    has_secret        INTEGER NOT NULL CHECK (has_secret IN (0, 1)),
    redirect_ports    TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(redirect_ports)),
    created_at        INTEGER NOT NULL,
    secret_expires_at INTEGER
) STRICT;
CREATE INDEX oauth_client_profile ON oauth_client (profile);

CREATE TABLE connection (
    id                 TEXT    PRIMARY KEY NOT NULL CHECK (id GLOB 'con_*'),
    profile            TEXT    NOT NULL REFERENCES profile (id) ON DELETE RESTRICT,
    name               TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100 AND instr(name, '/') = 0),
    provider_id        TEXT    NOT NULL,
    kind               TEXT    NOT NULL CHECK (kind IN ('api_key', 'basic', 'bearer', 'oauth2', 'client_credentials', 'jwt',
                                                        'certificate', 'custom')),
    state              TEXT    NOT NULL CHECK (state IN ('created', 'active', 'refreshing', 'updated', 'syncing', 'expired',
                                                         'auth_error', 'paused', 'revoked')),
    problem_code       TEXT,
    problem_detail     TEXT,
    problem_since      INTEGER,
    account            TEXT    NOT NULL DEFAULT '',
    subject            TEXT    NOT NULL DEFAULT '',
    issuer             TEXT    NOT NULL DEFAULT '',
    parameters         TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(parameters)),
    oauth_client       TEXT    REFERENCES oauth_client (id) ON DELETE RESTRICT,
    scopes_requested   TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(scopes_requested)),
    scopes_granted     TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(scopes_granted)),
    tags               TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
    notes              TEXT    NOT NULL DEFAULT '',
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL,
    last_used_at       INTEGER,
    last_tested_at     INTEGER,
    last_refreshed_at  INTEGER,
    expires_at         INTEGER,
    refresh_expires_at INTEGER,
    has_refresh_token  INTEGER NOT NULL DEFAULT 0 CHECK (has_refresh_token IN (0, 1)),
    version            INTEGER NOT NULL CHECK (version >= 1),
    UNIQUE (profile, name),
    CHECK ((problem_code IS NULL) = (problem_since IS NULL) AND (problem_code IS NULL) = (problem_detail IS NULL))
) STRICT;
CREATE INDEX connection_name ON connection (name);
CREATE INDEX connection_oauth_client ON connection (oauth_client) WHERE oauth_client IS NOT NULL;

-- Sealed fields of a connection (owner con_...) or an OAuth client (owner cli_...), under the key of the owner's profile.
CREATE TABLE credential (
    owner          TEXT    NOT NULL,
    field          TEXT    NOT NULL CHECK (length(field) BETWEEN 1 AND 40),
    profile        TEXT    NOT NULL REFERENCES profile (id) ON DELETE RESTRICT,
    record_version INTEGER NOT NULL CHECK (record_version >= 1),
    key_version    INTEGER NOT NULL CHECK (key_version >= 1),
    format_version INTEGER NOT NULL CHECK (format_version >= 1),
    sealed         BLOB    NOT NULL CHECK (length(sealed) >= 28),
    UNIQUE (owner, field)
) STRICT;
CREATE INDEX credential_profile ON credential (profile);

-- Two tables can own a credential, so triggers hold what a foreign key holds elsewhere: the owner is there, of the same profile,
-- stays in it, and takes its credentials with it.
CREATE TRIGGER credential_needs_owner BEFORE INSERT ON credential
WHEN NOT EXISTS (SELECT 1 FROM connection WHERE id = NEW.owner AND profile = NEW.profile)
 AND NOT EXISTS (SELECT 1 FROM oauth_client WHERE id = NEW.owner AND profile = NEW.profile)
BEGIN SELECT RAISE(ABORT, 'a credential needs its owner in the same profile'); END;

CREATE TRIGGER connection_takes_credentials AFTER DELETE ON connection
BEGIN DELETE FROM credential WHERE owner = OLD.id; END;

CREATE TRIGGER oauth_client_takes_credentials AFTER DELETE ON oauth_client
BEGIN DELETE FROM credential WHERE owner = OLD.id; END;

CREATE TRIGGER connection_stays_in_profile BEFORE UPDATE OF profile ON connection
WHEN OLD.profile <> NEW.profile AND EXISTS (SELECT 1 FROM credential WHERE owner = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a connection with secrets does not change its profile'); END;

CREATE TRIGGER oauth_client_stays_in_profile BEFORE UPDATE OF profile ON oauth_client
WHEN OLD.profile <> NEW.profile AND EXISTS (SELECT 1 FROM credential WHERE owner = OLD.id)
BEGIN SELECT RAISE(ABORT, 'an OAuth client with a secret does not change its profile'); END;

-- Not for secrets.
CREATE TABLE setting (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Secrets of the vault itself (the audit signing key), sealed under a key derived from the vault key.
CREATE TABLE sealed_secret (
    name           TEXT    PRIMARY KEY NOT NULL,
    record_version INTEGER NOT NULL CHECK (record_version >= 1),
    format_version INTEGER NOT NULL CHECK (format_version >= 1),
    sealed         BLOB    NOT NULL CHECK (length(sealed) >= 28)
) STRICT;

-- An open row says that a refresh token was about to be spent and the answer is not stored yet.
CREATE TABLE refresh_journal (
    connection_id     TEXT    PRIMARY KEY NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
    token_fingerprint TEXT    NOT NULL,
    started_at        INTEGER NOT NULL,
    attempt           INTEGER NOT NULL DEFAULT 1 CHECK (attempt >= 1)
) STRICT;

-- The trail. It outlives the connections that it names, so it refers to none. connection_id is NULL and program, program_sha256, via,
-- connection_name and provider_id are '' where there is none; duration_us is NULL where nothing was measured.
CREATE TABLE audit_record (
    sequence        INTEGER PRIMARY KEY CHECK (sequence >= 1),
    time            INTEGER NOT NULL,
    actor_kind      TEXT    NOT NULL,
    program         TEXT    NOT NULL DEFAULT '',
    program_sha256  TEXT    NOT NULL DEFAULT '',
    pid             INTEGER NOT NULL DEFAULT 0,
    via             TEXT    NOT NULL DEFAULT '',
    action          TEXT    NOT NULL,
    connection_id   TEXT,
    connection_name TEXT    NOT NULL DEFAULT '',
    provider_id     TEXT    NOT NULL DEFAULT '',
    outcome         TEXT    NOT NULL,
    duration_us     INTEGER,
    detail          TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(detail)),
    authenticated   INTEGER NOT NULL DEFAULT 1 CHECK (authenticated IN (0, 1)),
    previous_hash   TEXT    NOT NULL,
    hash            TEXT    NOT NULL,
    signature       TEXT    NOT NULL
) STRICT;
CREATE INDEX audit_record_time ON audit_record (time);
CREATE INDEX audit_record_connection ON audit_record (connection_id) WHERE connection_id IS NOT NULL;
CREATE INDEX audit_record_action ON audit_record (action);

-- Heads of the chain as remembered elsewhere ("state_file", "keychain"), kept for comparison at the next start.
CREATE TABLE audit_anchor (
    source   TEXT    PRIMARY KEY NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    hash     TEXT    NOT NULL,
    time     INTEGER NOT NULL
) STRICT;

-- Providers that the person added.
CREATE TABLE user_provider (
    id         TEXT    PRIMARY KEY NOT NULL,
    json       TEXT    NOT NULL CHECK (json_valid(json)),
    created_at INTEGER NOT NULL
) STRICT;
