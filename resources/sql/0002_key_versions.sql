-- SPDX-License-Identifier: GPL-3.0-or-later
-- Keys that are replaced while the vault is in use, and erasure that leaves the trail verifiable.

-- Which vault key the wraps and seals of this database are under, how many nonces were drawn for it, and since when.
ALTER TABLE meta ADD COLUMN key_version    INTEGER NOT NULL DEFAULT 1 CHECK (key_version >= 1);
ALTER TABLE meta ADD COLUMN key_seals      INTEGER NOT NULL DEFAULT 0 CHECK (key_seals BETWEEN 0 AND 4294967295);
ALTER TABLE meta ADD COLUMN key_created_at INTEGER NOT NULL DEFAULT 0;
UPDATE meta SET key_created_at = created_at, key_seals = (SELECT count(*) FROM profile_key) +
    (SELECT coalesce(sum(record_version), 0) FROM sealed_secret);

-- A profile has one key, or two while the newer one takes over the seals of the older one. `reason` says why the key was made
-- (first, request, schedule, slot_removed, seal_limit, moved); `vault_key_version` under which vault key it is wrapped.
CREATE TABLE profile_key_versions (
    profile           TEXT    NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    version           INTEGER NOT NULL CHECK (version >= 1),
    format_version    INTEGER NOT NULL CHECK (format_version >= 1),
    vault_key_version INTEGER NOT NULL CHECK (vault_key_version >= 1),
    seals             INTEGER NOT NULL DEFAULT 0 CHECK (seals BETWEEN 0 AND 4294967295),
    created_at        INTEGER NOT NULL,
    reason            TEXT    NOT NULL,
    wrapped           BLOB    NOT NULL CHECK (length(wrapped) = 60),
    PRIMARY KEY (profile, version)
) STRICT;
INSERT INTO profile_key_versions (profile, version, format_version, vault_key_version, seals, created_at, reason, wrapped)
SELECT k.profile, k.version, k.format_version, 1, k.seals, p.created_at, 'first', k.wrapped
FROM profile_key k JOIN profile p ON p.id = k.profile;
DROP TABLE profile_key;
ALTER TABLE profile_key_versions RENAME TO profile_key;

ALTER TABLE sealed_secret ADD COLUMN key_version INTEGER NOT NULL DEFAULT 1 CHECK (key_version >= 1);

-- What is still sealed under an older key, without a scan.
DROP INDEX credential_profile;
CREATE INDEX credential_key ON credential (profile, key_version);

-- Which profile a connection that is gone belonged to: erasing the profile erases what the trail says of it too.
CREATE TABLE departed_connection (
    id      TEXT PRIMARY KEY NOT NULL CHECK (id GLOB 'con_*'),
    profile TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX departed_connection_profile ON departed_connection (profile);
-- Before this version nobody noted it; where there is one profile only, there is no doubt.
INSERT INTO departed_connection (id, profile)
SELECT DISTINCT connection_id, (SELECT id FROM profile) FROM audit_record
WHERE connection_id GLOB 'con_*' AND (SELECT count(*) FROM profile) = 1
  AND connection_id NOT IN (SELECT id FROM connection);
CREATE TRIGGER connection_is_remembered AFTER DELETE ON connection
BEGIN INSERT OR REPLACE INTO departed_connection (id, profile) VALUES (OLD.id, OLD.profile); END;
CREATE TRIGGER connection_is_back AFTER INSERT ON connection
BEGIN DELETE FROM departed_connection WHERE id = NEW.id; END;

-- A record whose content was erased keeps its place, hash and signature; `erased_by` is the sequence of the record that says so
-- (docs/audit.md, "Erased records").
ALTER TABLE audit_record ADD COLUMN erased_by INTEGER;
CREATE INDEX audit_record_erased ON audit_record (erased_by) WHERE erased_by IS NOT NULL;

-- What was erased, in numbers only, with the signed digest of what is left of the records; and how far the rewriting of pages and
-- backups has come. In a backup that was rewritten `sequence` may lie beyond the trail's end.
CREATE TABLE erasure (
    sequence          INTEGER PRIMARY KEY,
    erased_at         INTEGER NOT NULL,
    records_digest    TEXT    NOT NULL,
    signature         TEXT    NOT NULL,
    summary           TEXT    NOT NULL CHECK (json_valid(summary)),
    pages_rewritten   INTEGER NOT NULL DEFAULT 0 CHECK (pages_rewritten IN (0, 1)),
    backups_rewritten INTEGER NOT NULL DEFAULT 0 CHECK (backups_rewritten IN (0, 1))
) STRICT;
