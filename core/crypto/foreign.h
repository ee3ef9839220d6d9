// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What other programs encrypted with, for imports: opening only, never for anything that Keystead keeps. Costs that
// come from a file are bounded on both sides (SECURITY 33). The KDFs block: run them on a worker.
#include "core/base/encoding.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace keystead::crypto {

inline constexpr std::uint32_t maxPbkdf2Iterations = 5'000'000;

// PBKDF2 (RFC 8018) with HMAC over "sha1", "sha256" or "sha512". LimitExceeded beyond maxPbkdf2Iterations.
base::Result<base::Secret> pbkdf2(const base::Secret& password, std::span<const std::uint8_t> salt,
                                  std::uint32_t iterations, std::string_view hash, std::size_t size);
// scrypt (RFC 7914); at most 256 MiB of memory and 16 lanes: LimitExceeded else.
base::Result<base::Secret> scrypt(const base::Secret& password, std::span<const std::uint8_t> salt, std::uint64_t n,
                                  std::uint32_t r, std::uint32_t p, std::size_t size);
// HKDF-Expand alone (RFC 5869 section 2.3) over SHA-256, where the input is a pseudorandom key already.
base::Result<base::Secret> hkdfExpandSha256(const base::Secret& key, std::string_view info, std::size_t size);
// AES-128-CBC or AES-256-CBC by the size of `key`, PKCS #7 padding. The caller has checked a MAC before. Tampered where
// the padding is wrong.
base::Result<base::Secret> openAesCbc(const base::Secret& key, std::span<const std::uint8_t> iv,
                                      std::span<const std::uint8_t> ciphertext);
// AES-256-GCM with any nonce of 8 to 64 bytes. Tampered where it does not authenticate.
base::Result<base::Secret> openAesGcm(const base::Secret& key, std::span<const std::uint8_t> nonce,
                                      std::span<const std::uint8_t> ciphertext, std::span<const std::uint8_t> tag,
                                      std::span<const std::uint8_t> associated = {});

} // namespace keystead::crypto
