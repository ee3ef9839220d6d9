// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Argon2id (RFC 9106) through libargon2; parameters read from a file are bounded on both sides (SECURITY 33).
#include "core/base/encoding.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstdint>
#include <span>

namespace keystead::crypto {

struct Argon2Params
{
    std::uint32_t memoryKiB = 64 * 1024;
    std::uint32_t passes = 3;
    std::uint32_t lanes = 2;
    bool operator==(const Argon2Params&) const = default;
};
inline constexpr Argon2Params minArgon2{64 * 1024, 3, 1};
inline constexpr Argon2Params maxArgon2{2 * 1024 * 1024, 64, 16};

// LimitExceeded naming the parameter that is out of bounds.
base::Status checkArgon2(const Argon2Params& params);
// `salt`: 16 to 64 bytes; gives `size` bytes (32). Blocks for about a second: run it on a worker thread.
base::Result<base::Secret> argon2id(const base::Secret& passphrase, std::span<const std::uint8_t> salt,
                                    const Argon2Params& params, std::size_t size = 32);
// RFC 9106's whole interface (K and X) without our bounds: for test vectors only.
base::Result<base::Secret> argon2idUnbounded(const base::Secret& passphrase, std::span<const std::uint8_t> salt,
                                             std::span<const std::uint8_t> secretK,
                                             std::span<const std::uint8_t> associatedX, const Argon2Params& params,
                                             std::size_t size);

} // namespace keystead::crypto
