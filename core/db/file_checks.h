// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Files and folders that hold the vault: 0700 folders, 0600 files, ours, no symlinks (SECURITY 29, 31); atomic replacement.
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace keystead::db {

// Creates missing folders 0700; an existing one must be ours, no symlink and not open to others. StorageInsecure names what is wrong and the fix.
base::Status ensurePrivateFolder(const std::filesystem::path& folder);
// A regular file, ours, 0600, no symlink.
base::Status checkPrivateFile(const std::filesystem::path& file);
// Reads at most `maxBytes` through O_NOFOLLOW after the checks above. NotFound, LimitExceeded, StorageInsecure, StorageIo.
base::Result<std::string> readPrivateFile(const std::filesystem::path& file, std::size_t maxBytes);
// Temporary file beside it, fsync, rename, fsync of the folder: the old or the new, never neither. 0600.
base::Status replaceFile(const std::filesystem::path& file, std::string_view contents);
// Appends and fdatasyncs; creates 0600.
base::Status appendFile(const std::filesystem::path& file, std::string_view contents);

// flock on a file for the life of the object: one owner process a vault. VaultBusy where another process holds it; detail holds its pid.
class OwnerLock
{
public:
    static base::Result<OwnerLock> acquire(const std::filesystem::path& file);
    OwnerLock(OwnerLock&& other) noexcept;
    OwnerLock& operator=(OwnerLock&&) = delete;
    ~OwnerLock();

private:
    explicit OwnerLock(int fd) : m_fd(fd) {}
    int m_fd = -1;
};

} // namespace keystead::db
