// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The one rule for the length of a new passphrase, of a vault's slot and of a backup, in core, window and command line.
#include "core/base/secret.h"

namespace keystead::base {

// Characters, not bytes; fewer are refused whatever the person insists on. How well it is guessed is judged besides
// (crypto/passphrase_strength.h).
inline constexpr int shortestPassphrase = 12;

// `passphrase` is UTF-8 as typed.
bool longEnough(const Secret& passphrase);

} // namespace keystead::base
