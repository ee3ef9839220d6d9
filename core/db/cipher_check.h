// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// There is no unencrypted mode (SECURITY 36): a library that is not SQLCipher 4 on OpenSSL, or that would write a plain
// file, is refused before it sees a key or a secret. Pure.
#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace keystead::db {

// What PRAGMA cipher_version ("4.6.1 community") and PRAGMA cipher_provider ("openssl") answered; both are empty in a
// plain SQLite. Unsupported names what is missing.
base::Status checkCipher(std::string_view version, std::string_view provider);
// The first bytes of a database as they lie on the disk. Unsupported where they are SQLite's own plain header.
base::Status checkEncrypted(std::span<const std::uint8_t> firstBytes);

} // namespace keystead::db
