// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// AES-256-GCM (NIST SP 800-38D) with random 96-bit nonces. A sealed box is nonce (12) || ciphertext || tag (16).
#include "core/base/encoding.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace keystead::crypto {

inline constexpr std::size_t aeadKeySize = 32;
inline constexpr std::size_t aeadNonceSize = 12;
inline constexpr std::size_t aeadTagSize = 16;

// `key`: 32 bytes; `associated`: bound, not stored. Errors: CryptoFailure.
base::Result<base::Bytes> seal(const base::Secret& key, const base::Secret& plaintext,
                               std::span<const std::uint8_t> associated);
// Errors: Tampered where key, associated data or bytes are not those of seal(); detail says nothing more.
base::Result<base::Secret> open(const base::Secret& key, std::span<const std::uint8_t> box,
                                std::span<const std::uint8_t> associated);
// With a given nonce: for test vectors only.
base::Result<base::Bytes> sealWithNonce(const base::Secret& key, const base::Secret& plaintext,
                                        std::span<const std::uint8_t> associated, std::span<const std::uint8_t> nonce);

// Associated data from parts, each with its length before it (4 bytes big-endian), so that no two lists give the same
// bytes.
base::Bytes joinAssociated(std::initializer_list<std::string_view> parts);

} // namespace keystead::crypto
