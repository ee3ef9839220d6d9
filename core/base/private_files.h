// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Files and folders that hold secrets or evidence: 0700 folders, 0600 files, ours, no symlinks (SECURITY 29, 31);
// atomic replacement and the owner lock. It refuses what others could read or have put there; it repairs nothing behind
// the person's back, but its detail names the fix.
#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace keystead::base {

// Creates missing folders 0700; an existing one must be ours, no symlink and not open to others. Only the last
// component is judged; parents are the system's. StorageInsecure names what is wrong and the fix.
Status ensurePrivateFolder(const std::filesystem::path& folder);
// A regular file, ours, closed to others (0600), no symlink. NotFound, StorageInsecure, StorageIo.
Status checkPrivateFile(const std::filesystem::path& file);
// Reads at most `maxBytes` through O_NOFOLLOW after the checks above, made on the opened descriptor. NotFound,
// LimitExceeded, StorageInsecure, StorageIo.
Result<std::string> readPrivateFile(const std::filesystem::path& file, std::size_t maxBytes);
// Temporary file beside it, fsync, rename, fsync of the folder: the old or the new, never neither. 0600 whatever the
// mode was. StorageInsecure where something stands there that is a symlink, not a file, or not ours. After an error of
// the last fsync the new contents may or may not be there; a failed fsync is never tried again.
Status replaceFile(const std::filesystem::path& file, std::string_view contents);
// Removes what a kill left in `folder` and the folders in it: temporary files of replaceFile(), and half-written files
// whose maker names them `.NAME.part`. Only for whoever alone writes there (the OwnerLock): the temporary file of
// another writer at work would go too.
void removeLeftovers(const std::filesystem::path& folder);
// Appends and fdatasyncs; creates 0600. All of `contents` or, after an error, none (cut back as far as the disk
// allows).
Status appendFile(const std::filesystem::path& file, std::string_view contents);

// An errno of a file operation in our terms: ENOSPC, EDQUOT, EFBIG are StorageFull; EROFS, and EACCES and EPERM while
// writing, StorageReadOnly; ENOENT NotFound; ELOOP StorageInsecure; anything else StorageIo. `doing`: "write", "open",
// ...
Error storageError(int errorNumber, std::string_view doing, const std::filesystem::path& file);

// flock on a file for the life of the object: one owner process a vault. The file holds the owner's pid as a line while
// it is locked and is never unlinked; a lock left by a killed process does not block.
class OwnerLock
{
public:
    // VaultBusy where another holds it: detail is "pid 1234", or "pid unknown". Else as appendFile.
    static Result<OwnerLock> acquire(const std::filesystem::path& file);
    OwnerLock(OwnerLock&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    OwnerLock& operator=(OwnerLock&&) = delete;
    ~OwnerLock();

private:
    explicit OwnerLock(int fd) : m_fd(fd) {}
    int m_fd = -1;
};

} // namespace keystead::base
