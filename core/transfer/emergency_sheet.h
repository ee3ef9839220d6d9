// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The emergency sheet: one A4 page with a recovery key in numbered groups and as a QR code, to print and to keep away
// from the computer. A tagged PDF, 0600, never over a file that is there. It holds the key itself: whoever has the
// sheet and the vault's folder has everything, and the sheet says so. Blocks for some tens of milliseconds.
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace keystead::transfer {

struct EmergencySheet
{
    base::Secret recoveryText; // as keys::recoveryText gives it: eight groups of eight characters
    base::VaultId vault;
    base::SlotId slot;
    std::string folder; // where the vault lies on this computer
    base::WallTime made{};
    std::string program; // "Keystead 1.2"
};

// English.
// Errors: AlreadyExists, InvalidArgument (no recovery text), NotFound (no such folder), StorageInsecure, StorageFull...
base::Status writeEmergencySheet(const EmergencySheet& sheet, const std::filesystem::path& file);

// The modules of a QR code (ISO/IEC 18004, error correction level Q), row by row, without the quiet zone.
struct QrCode
{
    int size = 0;
    std::vector<bool> dark;
    bool at(int row, int column) const { return dark[static_cast<std::size_t>(row * size + column)]; }
};
base::Result<QrCode> qrCode(const base::Secret& text);

} // namespace keystead::transfer
