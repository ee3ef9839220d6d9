// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Checks a base64 Ed25519 signature against a base64 public key. Pure; anything malformed is simply not signed.
#include <cstdint>
#include <span>
#include <string_view>

namespace keystead::audit {

inline std::span<const std::uint8_t> asBytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

bool isSignedBy(std::string_view publicKeyBase64, std::string_view message, std::string_view signatureBase64);
// 32 bytes in base64.
bool isPublicKey(std::string_view publicKeyBase64);

} // namespace keystead::audit
