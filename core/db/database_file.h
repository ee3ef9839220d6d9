// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The files of a database before SQLite sees them. It refuses symlinks, foreign or readable files (SECURITY 31) and
// an empty or stump of a database, which SQLite would take for a new one. It opens no existing database file: closing a
// descriptor of it would drop SQLite's locks.
#include "core/base/result.h"

#include <filesystem>

namespace keystead::db {

// The same file by a path whose folder has no symlinks, since SQLITE_OPEN_NOFOLLOW judges every component.
base::Result<std::filesystem::path> resolveFolder(const std::filesystem::path& file);
// An empty database file, 0600, durable in its folder. VaultExists; StorageFull, StorageReadOnly, StorageIo.
base::Status createDatabaseFile(const std::filesystem::path& file);
// The database and what stands beside it (-wal, -shm, -journal). VaultMissing, Damaged (less than a page),
// StorageInsecure.
base::Status checkDatabaseFiles(const std::filesystem::path& file);
// VaultExists where a database stands there, or a log of one (-wal, -journal), which SQLite would play back into a new
// database.
base::Status checkNoDatabase(const std::filesystem::path& file);
// Gives a finished, closed database its name, durably. VaultExists.
base::Status publishDatabase(const std::filesystem::path& staged, const std::filesystem::path& file);
// Puts `staged`, closed and on the disk, into the place of `file`, whose connections are closed: first the log of the
// old database goes, which SQLite would play into the new one, then the name passes over; each durably. Cut off in
// between, `staged` is still there and the call is made again.
base::Status replaceDatabase(const std::filesystem::path& staged, const std::filesystem::path& file);
// After a creation that failed.
// The same without waiting for the disk, where the old log is empty on the disk: whichever of the two names a crash
// leaves, no page of the old one is played into the new one. Nothing counts before syncFolder().
base::Status replaceDatabaseUnsynced(const std::filesystem::path& staged, const std::filesystem::path& file);
base::Status syncFolder(const std::filesystem::path& folder);
// The log is empty, or there is none.
bool hasEmptyLog(const std::filesystem::path& file);
// Its bytes and what was cut off reach the disk; nothing to do where there is none.
base::Status syncLog(const std::filesystem::path& file);
void removeCompanions(const std::filesystem::path& file); // log, index and journal
void removeDatabaseFiles(const std::filesystem::path& file);
// True where the size is not one that a whole database can have.
bool hasTornSize(const std::filesystem::path& file);

} // namespace keystead::db
