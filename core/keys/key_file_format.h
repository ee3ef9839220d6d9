// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The key file's text (docs/keys.md): canonical JSON in and out, the plain checksum, and the texts that the MACs cover.
// For the .cpp files of this room alone; it knows no keys.
#include "core/keys/key_file.h"

#include <string>
#include <string_view>
#include <vector>

namespace keystead::keys {

inline constexpr int keyFileFormat = 2; // written; 1 is read as well
inline constexpr std::size_t maxKeyFileSize = 64 * 1024;
inline constexpr std::size_t maxSlots = 16;
inline constexpr std::size_t vaultKeySize = 32;

struct KeyFileContents
{
    int format = keyFileFormat;
    base::VaultId vaultId;
    std::uint64_t counter = 0;
    std::uint32_t generation = 1;
    bool rotating = false;
    std::vector<KeyFile::Slot> slots;
    base::Bytes mac;
    base::Bytes macNext; // while rotating
};

// The canonical text without `mac`, `mac_next` and `checksum`: what the file's MAC covers.
std::string authenticatedText(const KeyFileContents& contents);
// The canonical text of one slot without its tag, with the vault's id: what the slot's tag covers.
std::string slotText(const base::VaultId& vault, const KeyFile::Slot& slot);
// The whole file, one line.
std::string formatKeyFile(const KeyFileContents& contents);
// Errors as KeyFile::load.
base::Result<KeyFileContents> parseKeyFile(std::string_view text);

} // namespace keystead::keys
