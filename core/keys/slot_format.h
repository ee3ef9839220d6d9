// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One slot of the key file as JSON (docs/keys.md), and back. For the .cpp files of this room alone; it knows no keys.
#include "core/base/json.h"
#include "core/keys/key_file.h"

namespace keystead::keys {

// Without the tag.
base::Json slotJson(const KeyFile::Slot& slot);
// Errors as KeyFile::load; the detail names the member, the caller adds which slot. Nothing is computed here that costs
// more than reading.
base::Result<KeyFile::Slot> readSlot(const base::Json& json, int format, bool rotating);

} // namespace keystead::keys
