// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Secrets from a descriptor into locked memory: for programs that are given a passphrase, a key or a token (SECURITY
// 26). It refuses what it would have to cut, and what is no text.
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstddef>
#include <string_view>

namespace keystead::base {

enum class ReadUntil { LineEnd, EndOfFile };
inline constexpr std::size_t longestSecret = 64 * 1024;

// Byte by byte, so that what follows the line stays for the next reader; the LF is not part of it. `what` begins the
// error's detail: "passphrase", "api_key". InvalidArgument (cannot be read, empty, not UTF-8), LimitExceeded.
Result<Secret> readSecretFrom(int descriptor, ReadUntil until, std::string_view what);

} // namespace keystead::base
