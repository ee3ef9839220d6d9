// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A copy of a database under another key, made in small steps on the owner's own thread and connection: what the owner
// writes between two steps goes into the pages that were copied already (sqlite.org/c3ref/backup_finish.html), so that
// at the end nothing is missing and nobody had to wait longer than a step. It refuses a source in a transaction.
// Thread: the source's.
#include "core/base/result.h"
#include "core/db/connection.h"

#include <cstdint>
#include <filesystem>
#include <memory>

struct sqlite3_backup;

namespace keystead::db {

class LiveCopy
{
public:
    // `file` must not exist; it gets the raw key `key`. Both live until this object is gone. Errors as
    // Connection::open, Create.
    static base::Result<std::unique_ptr<LiveCopy>> begin(Connection& source, const std::filesystem::path& file,
                                                         const base::Secret& key);
    ~LiveCopy(); // without finish(): the unfinished file is removed
    LiveCopy(const LiveCopy&) = delete;
    LiveCopy& operator=(const LiveCopy&) = delete;

    // At most `pages` more. True: all but the last page is copied; finish() does the rest. Errors: Damaged (a page of
    // the source), StorageFull, StorageIo; the copy is then good for nothing.
    base::Result<bool> step(int pages);
    std::int64_t total() const; // pages, as far as known
    std::int64_t done() const;
    // What is still missing, at once. From here on the source's writes go no longer into the copy. The copy is open for
    // further changes through connection(), and not yet durable.
    base::Status finish();
    Connection& connection() { return *m_destination; }
    // Closes the copy and leaves the file, in the write-ahead mode that opening it would have to switch to (and sync
    // for); syncContents (snapshot.h) makes it durable.
    base::Status close();
    const std::filesystem::path& file() const { return m_file; }

private:
    LiveCopy(Connection& source, std::filesystem::path file) : m_source(source), m_file(std::move(file)) {}
    base::Error failure(int code) const;
    Connection& m_source;
    std::filesystem::path m_file;
    std::unique_ptr<Connection> m_destination;
    sqlite3_backup* m_backup = nullptr;
    bool m_keep = false;
};

} // namespace keystead::db
