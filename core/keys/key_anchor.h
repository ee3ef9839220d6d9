// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the database remembers of the key file, so that an old key file put back is noticed: a removed slot must not
// come back to life. The database's own age is held by the audit trail and its anchors outside.
#include "core/keys/key_file.h"

#include <string>
#include <string_view>

namespace keystead::keys {

// "COUNTER MAC KEY": the MAC in hex, and what tells the vault key from another one (8 bytes of HKDF, hex).
base::Result<std::string> keyAnchorText(const KeyFile& file, const base::Secret& vaultKey);
// `vaultKey`: what opened both. `remembered`: empty where the database knows of none yet. Tampered where the file is
// older than that ("an older key file was put back") or another one of the same count. A newer file is one whose change
// was cut off before the database heard of it: it is authenticated by its MAC, and fine. What was remembered under
// another vault key says nothing: the database was moved to a new key since, and no older file opens it. Damaged where
// `remembered` is not ours.
base::Status compareKeyAnchor(const KeyFile& file, const base::Secret& vaultKey, std::string_view remembered);

} // namespace keystead::keys
