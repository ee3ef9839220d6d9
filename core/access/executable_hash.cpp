// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/executable_hash.h"

#include "core/base/encoding.h"
#include "core/crypto/digest.h"

#include <sys/stat.h>

namespace keystead::access {

base::Result<FileIdentity> identifyFile(const std::filesystem::path& file)
{
    struct stat info
    {
    };
    if (::stat(file.c_str(), &info) != 0)
        return base::fail(base::ErrorCode::NotFound, "cannot look at " + file.string());
    constexpr std::int64_t second = 1'000'000'000;
    return FileIdentity{info.st_dev, info.st_ino, info.st_size, info.st_mtim.tv_sec * second + info.st_mtim.tv_nsec,
                        info.st_ctim.tv_sec * second + info.st_ctim.tv_nsec};
}

base::Result<std::string> ExecutableHashes::sha256(const std::filesystem::path& file, std::int64_t most)
{
    KS_ASSIGN(const FileIdentity identity, identifyFile(file));
    if (identity.size > most)
        return base::fail(base::ErrorCode::TooLarge, file.string() + " is too large for a program");
    if (const auto known = m_known.find(identity); known != m_known.end())
        return known->second;
    KS_ASSIGN(const crypto::Sha256Digest digest, crypto::sha256File(file, static_cast<std::uint64_t>(most)));
    if (m_known.size() >= maxEntries)
        m_known.clear();
    return m_known.emplace(identity, base::toHex(digest)).first->second;
}

} // namespace keystead::access
