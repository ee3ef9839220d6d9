// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A recovery key (256 bits) as text to print and to type: eight groups of eight characters of Crockford's base32
// (0-9 A-Z without I, L, O, U), joined by '-'. Each group holds 32 bits of the key and a CRC-8 over them and over the
// group's place, so that a slip names the group: every wrong character, every two neighbours exchanged and every two
// groups exchanged are found for certain, anything else with 255 of 256. docs/keys.md, "Recovery key".
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstddef>
#include <string_view>

namespace keystead::keys {

inline constexpr std::size_t recoveryKeySize = 32;
inline constexpr std::size_t recoveryGroups = 8;
inline constexpr std::size_t recoveryGroupSize = 8;

// "7KQ2M9XA-...", 71 characters. InvalidArgument where the key has not 32 bytes.
base::Result<base::Secret> recoveryText(const base::Secret& key);
// Any case; white space, '-', '.' and '_' separate and are ignored; O is 0, I and L are 1, U is V. InvalidArgument
// names the group: "group 4 does not check", "group 4: '!' is not a character of a recovery key", "group 4 has 7 of 8
// characters"; the detail never holds more of the key than one wrong character.
base::Result<base::Secret> recoveryKeyFromText(const base::Secret& text);

} // namespace keystead::keys
