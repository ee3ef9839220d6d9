// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/sqlite_error.h"

#include "core/db/connection.h"

#include <cerrno>
#include <sqlite3.h>
#include <string>

namespace keystead::db {

using base::ErrorCode;

namespace {

ErrorCode codeFor(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return ErrorCode::StorageFull;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return ErrorCode::StorageReadOnly;
    case SQLITE_CANTOPEN:
        return code == SQLITE_CANTOPEN_SYMLINK ? ErrorCode::StorageInsecure : ErrorCode::StorageIo;
    case SQLITE_IOERR:
    case SQLITE_PROTOCOL:
        return ErrorCode::StorageIo;
    case SQLITE_CORRUPT:
        return ErrorCode::Damaged;
    case SQLITE_NOTADB:
        return ErrorCode::WrongKey;
    case SQLITE_CONSTRAINT:
        return ErrorCode::StorageConflict;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::VaultBusy;
    case SQLITE_TOOBIG:
        return ErrorCode::LimitExceeded;
    case SQLITE_INTERRUPT:
        return ErrorCode::Cancelled;
    default:
        return ErrorCode::Internal;
    }
}

// SQLite calls only ENOSPC "full"; a quota and a file-size limit come as IOERR, a read-only folder as CANTOPEN.
ErrorCode refineBySystemError(ErrorCode code, int primary, int systemError)
{
    if (primary != SQLITE_IOERR && primary != SQLITE_CANTOPEN)
        return code;
    switch (systemError) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorCode::StorageFull;
    case EROFS:
    case EACCES:
    case EPERM:
        return ErrorCode::StorageReadOnly;
    default:
        return code;
    }
}

} // namespace

base::Error errorFromSqlite(int code, std::string_view what)
{
    return base::fail(codeFor(code),
                      std::string{what} + ": " + sqlite3_errstr(code) + " (" + std::to_string(code) + ")");
}

base::Error errorFromHandle(sqlite3* handle, int code, std::string_view what, KeyState key)
{
    base::Error error = errorFromSqlite(code, what);
    if (!handle)
        return error;
    error.code = refineBySystemError(error.code, code & 0xff, sqlite3_system_errno(handle));
    if (error.code == ErrorCode::WrongKey && key == KeyState::Proven)
        error.code = ErrorCode::Damaged;
    // SQLite's own sentence names tables, columns and our RAISE texts, never bound values.
    if (const char* message = sqlite3_errmsg(handle); message && sqlite3_extended_errcode(handle) == code)
        error.detail = std::string{what} + ": " + message + " (" + std::to_string(code) + ")";
    return error;
}

} // namespace keystead::db
