// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// HKDF-SHA-256 (RFC 5869).
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace keystead::crypto {

// `size` up to 8160 bytes. `info` is the label that keeps uses apart.
base::Result<base::Secret> hkdfSha256(const base::Secret& input, std::span<const std::uint8_t> salt,
                                      std::string_view info, std::size_t size);

} // namespace keystead::crypto
