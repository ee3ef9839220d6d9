// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the database remembers of the key file, so that an old key file put back is noticed: a removed slot must not
// come back to life. The database's own age is held by the audit trail and its anchors outside.
#include "core/keys/key_file.h"

#include <string>
#include <string_view>

namespace keystead::keys {

// "COUNTER MAC", the MAC in hex.
std::string keyAnchorText(const KeyFile& file);
// `remembered`: empty where the database knows of none yet. Tampered where the file is older than that ("an older key
// file was put back") or another one of the same count. A newer file is one whose change was cut off before the
// database heard of it: it is authenticated by its MAC, and fine. Damaged where `remembered` is not ours.
base::Status compareKeyAnchor(const KeyFile& file, std::string_view remembered);

} // namespace keystead::keys
