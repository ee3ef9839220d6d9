// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the window and the command line need to know of the vault before anything else.
#include "core/base/result.h"
#include "core/keys/key_file.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace keystead::service {

// Locking: nothing is answered any more, but a token request that was sent is waited for.
enum class VaultState { Missing, Locked, Unlocking, Unlocked, Locking, Unusable };
std::string_view toText(VaultState state);

struct VaultStatus
{
    VaultState state = VaultState::Missing;
    std::optional<base::Error>
        problem; // Unusable: Damaged, TooNew, StorageInsecure, VaultBusy...; Locked: why the keychain did not open it
    std::filesystem::path folder;
    std::string vaultId;
    std::vector<keys::SlotInfo> slots;
    bool rolledBack = false; // anchors remember a newer head; the person decides
    int connectionCount = 0;
    bool practice = false; // the throw-away vault of --demo
    bool keysDue = false;  // a key is older than the person's schedule wants: CoreService::keyOverview says which
    bool rotating = false; // keys are being replaced
};

} // namespace keystead::service
