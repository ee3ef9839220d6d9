// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Base64 (RFC 4648 sections 4 and 5), hex, and the cleaning of text that came from others.
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::base {

using Bytes = std::vector<std::uint8_t>;

std::string toHex(std::span<const std::uint8_t> bytes);
Result<Bytes> fromHex(std::string_view text);

std::string toBase64(std::span<const std::uint8_t> bytes);    // padded
std::string toBase64Url(std::span<const std::uint8_t> bytes); // unpadded
// Strict: no white space, no other alphabet, no stray bits. Padding is wanted for base64 and refused for base64url.
Result<Bytes> fromBase64(std::string_view text);
Result<Bytes> fromBase64Url(std::string_view text);
// The same into and out of locked memory.
Secret toBase64Secret(const Secret& bytes);
Secret toBase64UrlSecret(const Secret& bytes);
Result<Secret> fromBase64Secret(std::string_view text);

bool isValidUtf8(std::string_view text);

// Text of a provider or another program made safe to show: invalid UTF-8 replaced, C0/C1 controls, bidi controls
// (U+202A-202E, U+2066-2069, U+200E/F, U+061C), zero-width and line separators removed or turned into a space, at most
// `maxCodepoints` (an ellipsis marks the cut). SECURITY line 22.
std::string cleanForDisplay(std::string_view text, std::size_t maxCodepoints = 200);

} // namespace keystead::base
