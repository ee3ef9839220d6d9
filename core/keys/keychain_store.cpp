// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/keychain_store.h"

namespace keystead::keys {

std::string slotItemName(const std::string& vaultId, const std::string& slotId)
{
    return "vault/" + vaultId + "/slot/" + slotId;
}

std::string anchorItemName(const std::string& vaultId)
{
    return "vault/" + vaultId + "/anchor";
}

} // namespace keystead::keys
