-- SPDX-License-Identifier: GPL-3.0-or-later
-- Imports that were made and what each has touched, for undo and for the deletion of the source file. No secrets: what an import
-- replaced lies sealed in the connection `backup`. Rows go with their profile, and items with their connection.
CREATE TABLE import_run (
    id           TEXT    PRIMARY KEY NOT NULL CHECK (id GLOB 'imp_*'),
    profile      TEXT    NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    format       TEXT    NOT NULL,
    done_at      INTEGER NOT NULL,
    sources      TEXT    NOT NULL CHECK (json_valid(sources)),
    created      INTEGER NOT NULL,
    merged       INTEGER NOT NULL,
    conflicts    INTEGER NOT NULL,
    skipped      INTEGER NOT NULL,
    source_state TEXT    NOT NULL CHECK (source_state IN ('kept', 'replaced', 'deleted')),
    backup       TEXT    REFERENCES connection (id) ON DELETE SET NULL,
    clients      TEXT    NOT NULL CHECK (json_valid(clients)),
    undone_at    INTEGER
) STRICT;
CREATE INDEX import_run_profile ON import_run (profile);
CREATE INDEX import_run_backup ON import_run (backup) WHERE backup IS NOT NULL;

CREATE TABLE import_item (
    run        TEXT    NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
    connection TEXT    NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
    merged     INTEGER NOT NULL CHECK (merged IN (0, 1)),
    version    INTEGER NOT NULL,
    before     TEXT    NOT NULL,
    PRIMARY KEY (run, connection)
) STRICT;
CREATE INDEX import_item_connection ON import_item (connection);
