// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/snapshot.h"

#include "core/base/private_files.h"
#include "core/base/unique_fd.h"
#include "core/db/database_file.h"
#include "core/db/sqlite_error.h"

#include <cerrno>
#include <fcntl.h>
#include <sqlite3.h>

namespace keystead::db {

using base::ErrorCode;

namespace {

constexpr int pagesAtOnce = 256; // 1 MiB between two looks at whether somebody has cancelled

// A read transaction: what it sees stays as it is, and hinders no writer.
class ReadTransaction
{
public:
    explicit ReadTransaction(Connection& connection) : m_connection(connection) {}
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;
    ~ReadTransaction()
    {
        if (sqlite3_get_autocommit(m_connection.handle()) == 0)
            sqlite3_exec(m_connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
    base::Status begin()
    {
        KS_TRY(m_connection.execute("BEGIN"));
        return m_connection.execute("SELECT count(*) FROM sqlite_schema"); // a transaction begins with its first read
    }

private:
    Connection& m_connection;
};

base::Status copyPages(sqlite3* source, sqlite3* destination, const CopyProgress& progress)
{
    sqlite3_backup* const backup = sqlite3_backup_init(destination, "main", source, "main");
    if (!backup)
        return errorFromHandle(destination, sqlite3_extended_errcode(destination), "copy", KeyState::Proven);
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        code = sqlite3_backup_step(backup, pagesAtOnce);
        const int total = sqlite3_backup_pagecount(backup);
        if ((code == SQLITE_OK || code == SQLITE_DONE) && progress &&
            !progress(total - sqlite3_backup_remaining(backup), total)) {
            sqlite3_backup_finish(backup);
            return base::fail(ErrorCode::Cancelled);
        }
    }
    sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE)
        return base::ok();
    // The page that could not be read is the source's, the one that could not be written the destination's. SQLCipher
    // calls a page whose authentication code is wrong a plain "error" here.
    const bool reading = sqlite3_errcode(source) != SQLITE_OK;
    if (reading && (code & 0xff) == SQLITE_ERROR)
        return base::fail(ErrorCode::Damaged, "copy: a page of the database cannot be read");
    sqlite3* const guilty = reading ? source : destination;
    return errorFromHandle(guilty, code, "copy", KeyState::Proven);
}

} // namespace

base::Status copySnapshot(Connection& source, Connection& destination, const CopyProgress& progress)
{
    {
        ReadTransaction snapshot(source);
        KS_TRY(snapshot.begin());
        KS_TRY(copyPages(source.handle(), destination.handle(), progress));
    }
    // The copied header says "write-ahead log"; a single file has none.
    return destination.execute("PRAGMA journal_mode = MEMORY");
}

base::Status syncContents(const std::filesystem::path& file)
{
    const base::UniqueFd fd{::open(file.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC)};
    if (!fd.valid())
        return base::storageError(errno, "open", file);
    if (::fsync(fd.get()) != 0)
        return base::storageError(errno, "sync", file);
    return base::ok();
}

base::Status syncFile(const std::filesystem::path& file)
{
    KS_TRY(syncContents(file));
    return syncFolder(file.parent_path());
}

base::Status checkpointBeside(const std::filesystem::path& file, const base::Secret& rawKey, CheckpointKind kind)
{
    KS_ASSIGN(const auto connection, Connection::open(file, rawKey, OpenMode::ReadWrite));
    KS_TRY(connection->checkpointPassively());
    if (kind == CheckpointKind::Passive)
        return base::ok();
    KS_TRY(connection->checkpoint()); // it has little to do, and only now it keeps writers away
    return syncLog(file);
}

} // namespace keystead::db
