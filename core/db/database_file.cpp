// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/database_file.h"

#include "core/base/private_files.h"
#include "core/base/unique_fd.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace keystead::db {

namespace fs = std::filesystem;
using base::ErrorCode;

namespace {

constexpr std::string_view companions[] = {"-wal", "-shm", "-journal"};
constexpr off_t pageSize = 4096; // SQLCipher 4

fs::path beside(const fs::path& file, std::string_view suffix)
{
    fs::path path = file;
    path += suffix;
    return path;
}

bool holdsBytes(const fs::path& file)
{
    struct stat info
    {
    };
    return ::lstat(file.c_str(), &info) == 0 && info.st_size > 0;
}

base::Status syncFolderOf(const fs::path& file)
{
    return syncFolder(file.parent_path());
}

base::Status unlinkCompanions(const fs::path& file)
{
    for (const std::string_view suffix : companions) {
        const fs::path old = beside(file, suffix);
        if (::unlink(old.c_str()) != 0 && errno != ENOENT)
            return base::storageError(errno, "remove", old);
    }
    return base::ok();
}

} // namespace

base::Status syncFolder(const fs::path& folder)
{
    const base::UniqueFd fd{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    // Some file systems have nothing to sync in a folder and say EINVAL.
    if (!fd.valid() || (::fsync(fd.get()) != 0 && errno != EINVAL))
        return base::storageError(errno, "sync", folder);
    return base::ok();
}

bool hasEmptyLog(const fs::path& file)
{
    return !holdsBytes(beside(file, companions[0]));
}

base::Status syncLog(const fs::path& file)
{
    const fs::path log = beside(file, companions[0]);
    const base::UniqueFd fd{::open(log.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC)};
    if (!fd.valid() && errno == ENOENT)
        return base::ok();
    if (!fd.valid() || ::fsync(fd.get()) != 0)
        return base::storageError(errno, "sync", log);
    return base::ok();
}

base::Result<fs::path> resolveFolder(const fs::path& file)
{
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
    std::error_code error;
    const fs::path resolved = fs::canonical(folder, error);
    if (error == std::errc::no_such_file_or_directory)
        return base::fail(ErrorCode::VaultMissing, "there is no folder " + folder.string());
    if (error)
        return base::storageError(error.value(), "look at", folder);
    return resolved / file.filename();
}

base::Status checkNoDatabase(const fs::path& file)
{
    for (const std::string_view suffix : {std::string_view{}, companions[0], companions[2]}) {
        const fs::path path = beside(file, suffix);
        struct stat info
        {
        };
        if (::lstat(path.c_str(), &info) == 0)
            return base::fail(ErrorCode::VaultExists, path.string() + " exists");
        if (errno != ENOENT)
            return base::storageError(errno, "look at", path);
    }
    return base::ok();
}

base::Status createDatabaseFile(const fs::path& file)
{
    KS_TRY(checkNoDatabase(file));
    const base::UniqueFd fd{::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
    if (!fd.valid() && errno == EEXIST)
        return base::fail(ErrorCode::VaultExists, file.string() + " exists");
    if (!fd.valid())
        return base::storageError(errno, "create", file);
    return syncFolderOf(file);
}

base::Status checkDatabaseFiles(const fs::path& file)
{
    if (const base::Status there = base::checkPrivateFile(file); !there) {
        if (there.error().code == ErrorCode::NotFound)
            return base::fail(ErrorCode::VaultMissing, "there is no " + file.string());
        return there;
    }
    for (const std::string_view suffix : companions) {
        const base::Status companion = base::checkPrivateFile(beside(file, suffix));
        if (!companion && companion.error().code != ErrorCode::NotFound)
            return companion;
    }
    struct stat info
    {
    };
    if (::lstat(file.c_str(), &info) != 0)
        return base::storageError(errno, "look at", file);
    // SQLite takes a file of less than 512 bytes for a new, empty database.
    if (info.st_size < pageSize)
        return base::fail(ErrorCode::Damaged, file.string() + (info.st_size == 0 ? " is empty" : " is cut short"));
    // Half a page at the end: SQLite would take it for a whole one and write on. A kill in the middle of a checkpoint
    // leaves one too, but then the WAL still has the pages and mends it.
    if (hasTornSize(file) && !holdsBytes(beside(file, companions[0])))
        return base::fail(ErrorCode::Damaged, file.string() + " is cut short");
    return base::ok();
}

base::Status publishDatabase(const fs::path& staged, const fs::path& file)
{
    KS_TRY(checkNoDatabase(file));
    int renamed = ::renameat2(AT_FDCWD, staged.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE);
    if (renamed != 0 && errno == EINVAL) // not every file system knows the flag; the check above has to do there
        renamed = ::rename(staged.c_str(), file.c_str());
    if (renamed != 0 && errno == EEXIST)
        return base::fail(ErrorCode::VaultExists, file.string() + " exists");
    if (renamed != 0)
        return base::storageError(errno, "rename", staged);
    return syncFolderOf(file);
}

base::Status replaceDatabase(const fs::path& staged, const fs::path& file)
{
    removeCompanions(staged); // of a look at it
    KS_TRY(unlinkCompanions(file));
    KS_TRY(syncFolderOf(file));
    if (::rename(staged.c_str(), file.c_str()) != 0)
        return base::storageError(errno, "rename", staged);
    return syncFolderOf(file);
}

base::Status replaceDatabaseUnsynced(const fs::path& staged, const fs::path& file)
{
    KS_TRY(unlinkCompanions(file));
    if (::rename(staged.c_str(), file.c_str()) != 0)
        return base::storageError(errno, "rename", staged);
    return base::ok();
}

void removeCompanions(const fs::path& file)
{
    std::error_code ignored;
    for (const std::string_view suffix : companions)
        fs::remove(beside(file, suffix), ignored);
}

void removeDatabaseFiles(const fs::path& file)
{
    removeCompanions(file);
    std::error_code ignored;
    fs::remove(file, ignored);
}

bool hasTornSize(const fs::path& file)
{
    struct stat info
    {
    };
    return ::lstat(file.c_str(), &info) == 0 && info.st_size % pageSize != 0;
}

} // namespace keystead::db
