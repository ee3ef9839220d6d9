// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/cipher_check.h"

#include <charconv>
#include <cstring>
#include <string>

namespace keystead::db {

using base::ErrorCode;
using base::fail;

base::Status checkCipher(std::string_view version, std::string_view provider)
{
    if (version.empty())
        return fail(ErrorCode::Unsupported, "this build's SQLite has no encryption (SQLCipher 4 is required)");
    int major = 0;
    std::from_chars(version.data(), version.data() + version.size(), major);
    if (major < 4)
        return fail(ErrorCode::Unsupported, "this build's SQLCipher is too old (4 is required)");
    if (provider != "openssl")
        return fail(ErrorCode::Unsupported, "this build's SQLCipher does not use OpenSSL");
    return base::ok();
}

base::Status checkEncrypted(std::span<const std::uint8_t> firstBytes)
{
    static constexpr std::string_view plainHeader{"SQLite format 3\0", 16};
    if (firstBytes.size() >= plainHeader.size() &&
        std::memcmp(firstBytes.data(), plainHeader.data(), plainHeader.size()) == 0)
        return fail(ErrorCode::Unsupported, "the database would not be encrypted");
    return base::ok();
}

} // namespace keystead::db
