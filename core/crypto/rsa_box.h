// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// An anonymous box for an RSA key that lies on a token: RSAES-OAEP (RFC 8017 section 7.1) of a random share, and
// AES-256-GCM under a key that HKDF makes of it. The token only ever decrypts the share. It refuses keys below 2048
// and above 4096 bits.
#include "core/base/encoding.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace keystead::crypto {

// OAEP's hash, and MGF1's with it. SHA-1 for tokens that know no other: OAEP needs no collision resistance of it.
enum class OaepHash { Sha256, Sha1 };
std::string_view toText(OaepHash hash); // sha256, sha1
std::optional<OaepHash> oaepHashFromText(std::string_view text);

inline constexpr std::size_t rsaShareSize = 32;

// Bytes of the modulus: 256 to 512. InvalidArgument where the DER SubjectPublicKeyInfo is no such key.
base::Result<std::size_t> rsaModulusSize(std::span<const std::uint8_t> spki);
// DER SubjectPublicKeyInfo from big-endian numbers.
base::Result<base::Bytes> rsaSpki(std::span<const std::uint8_t> modulus, std::span<const std::uint8_t> exponent);

base::Result<base::Bytes> encryptOaep(std::span<const std::uint8_t> spki, const base::Secret& plaintext, OaepHash hash);
// OAEP(share) || AES-256-GCM box; key = HKDF(share, salt = the OAEP part and the public key, info = label).
base::Result<base::Bytes> sealToRsa(std::span<const std::uint8_t> spki, OaepHash hash, const base::Secret& plaintext,
                                    std::string_view label, std::span<const std::uint8_t> associated);
// The part of a box that the token decrypts. Tampered where the box is too short.
base::Result<base::Bytes> rsaPart(std::span<const std::uint8_t> spki, std::span<const std::uint8_t> box);
// `share`: what the token made of rsaPart(). Tampered where it is not this box's.
base::Result<base::Secret> openWithShare(std::span<const std::uint8_t> spki, const base::Secret& share,
                                         std::span<const std::uint8_t> box, std::string_view label,
                                         std::span<const std::uint8_t> associated);

} // namespace keystead::crypto
