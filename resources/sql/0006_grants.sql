-- SPDX-License-Identifier: GPL-3.0-or-later
-- What one local program may do with one connection. '' stands for "none" in the texts of a program. `window_start` and `window_uses` count
-- the uses of a grant that is limited to so many in a span.
CREATE TABLE access_grant (
    id             TEXT    PRIMARY KEY NOT NULL CHECK (id GLOB 'grt_*'),
    connection     TEXT    NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
    executable     TEXT    NOT NULL CHECK (executable GLOB '/*'),
    sha256         TEXT    NOT NULL CHECK (length(sha256) = 64),
    script         TEXT    NOT NULL DEFAULT '' CHECK (script = '' OR script GLOB '/*'),
    script_sha256  TEXT    NOT NULL DEFAULT '' CHECK (length(script_sha256) IN (0, 64)),
    package        TEXT    NOT NULL DEFAULT '',
    sandbox        TEXT    NOT NULL DEFAULT '',
    token          INTEGER NOT NULL CHECK (token IN (0, 1)),
    fields         TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(fields)),
    request        INTEGER NOT NULL CHECK (request IN (0, 1)),
    hosts          TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(hosts)),
    methods        TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(methods)),
    paths          TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(paths)),
    term           TEXT    NOT NULL CHECK (term IN ('once', 'login', 'until', 'always')),
    expires_at     INTEGER,
    login_session  TEXT    NOT NULL DEFAULT '',
    rate_uses      INTEGER CHECK (rate_uses >= 1),
    rate_window_s  INTEGER CHECK (rate_window_s >= 1),
    reason         TEXT    NOT NULL DEFAULT '',
    granted_via    TEXT    NOT NULL DEFAULT '',
    created_at     INTEGER NOT NULL,
    last_used_at   INTEGER,
    uses           INTEGER NOT NULL DEFAULT 0 CHECK (uses >= 0),
    window_start   INTEGER,
    window_uses    INTEGER NOT NULL DEFAULT 0 CHECK (window_uses >= 0),
    CHECK ((term = 'until') = (expires_at IS NOT NULL)),
    CHECK ((term = 'login') = (login_session <> '')),
    CHECK ((rate_uses IS NULL) = (rate_window_s IS NULL)),
    CHECK ((script = '') = (script_sha256 = ''))
) STRICT;
CREATE INDEX access_grant_connection ON access_grant (connection);
