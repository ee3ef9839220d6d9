-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the vault knows of its backups and of the trails that a restore replaced.

-- Backups that the person made, wherever they are now: an erasure cannot reach them, and names them.
CREATE TABLE exported_backup (
    id            TEXT    PRIMARY KEY NOT NULL CHECK (id GLOB 'bak_*'),
    made_at       INTEGER NOT NULL,
    file          TEXT    NOT NULL,
    secret_kind   TEXT    NOT NULL,
    head_sequence INTEGER NOT NULL CHECK (head_sequence >= 0)
) STRICT;

-- Ends of trails that a restore replaced with the person's consent, exactly as they were remembered outside: an anchor that is one
-- of these names no rollback. Any other still does.
CREATE TABLE replaced_head (
    sequence    INTEGER NOT NULL CHECK (sequence >= 1),
    hash        TEXT    NOT NULL,
    replaced_at INTEGER NOT NULL,
    PRIMARY KEY (sequence, hash)
) STRICT;
