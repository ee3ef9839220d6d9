// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// SHA-256 of executables, remembered by device, inode, size, mtime and ctime: hashing 90 MB takes 75 ms, looking it up
// nothing.
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <sys/types.h>

namespace keystead::access {

struct FileIdentity
{
    dev_t device = 0;
    ino_t inode = 0;
    std::int64_t size = 0;
    std::int64_t modifiedNs = 0;
    std::int64_t changedNs = 0;
    auto operator<=>(const FileIdentity&) const = default;
};
base::Result<FileIdentity> identifyFile(const std::filesystem::path& file); // follows links: /proc/PID/exe

// Whoever calls makes us hash its files: no program is larger, and a script (a jar too) is smaller.
inline constexpr std::int64_t largestExecutable = 1024LL * 1024 * 1024;
inline constexpr std::int64_t largestScript = 256LL * 1024 * 1024;

class ExecutableHashes
{
public:
    // Hex. NotFound where the file cannot be read; TooLarge beyond `most` bytes.
    base::Result<std::string> sha256(const std::filesystem::path& file, std::int64_t most = largestExecutable);

private:
    static constexpr std::size_t maxEntries = 256;
    std::map<FileIdentity, std::string> m_known;
};

} // namespace keystead::access
