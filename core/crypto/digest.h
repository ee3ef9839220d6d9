// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// SHA-256 and HMAC-SHA-256.
#include "core/base/encoding.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <span>
#include <string_view>

namespace keystead::crypto {

using Sha256Digest = std::array<std::uint8_t, 32>;

Sha256Digest sha256(std::span<const std::uint8_t> bytes);
Sha256Digest sha256(std::string_view text);
// TooLarge where it is longer than `most` bytes, or grows beyond them meanwhile.
base::Result<Sha256Digest> sha256File(const std::filesystem::path& file,
                                      std::uint64_t most = std::numeric_limits<std::uint64_t>::max());
base::Result<Sha256Digest> hmacSha256(const base::Secret& key, std::span<const std::uint8_t> bytes);

} // namespace keystead::crypto
