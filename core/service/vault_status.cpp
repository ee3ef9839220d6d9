// SPDX-License-Identifier: GPL-3.0-or-later
// Looks at the vault's folder without changing a byte of it.
#include "core/service/vault_status.h"

#include "core/backup/swap.h"
#include "core/base/private_files.h"
#include "core/service/vault_lifecycle.h"

namespace keystead::service {

namespace fs = std::filesystem;
using base::ErrorCode;

std::string_view toText(VaultState state)
{
    switch (state) {
    case VaultState::Missing:
        return "missing";
    case VaultState::Locked:
        return "locked";
    case VaultState::Unlocking:
        return "unlocking";
    case VaultState::Unlocked:
        return "unlocked";
    case VaultState::Locking:
        return "locking";
    case VaultState::Unusable:
        return "unusable";
    }
    return "unusable";
}

namespace {

bool stands(const fs::path& file)
{
    std::error_code ignored;
    return fs::symlink_status(file, ignored).type() != fs::file_type::not_found;
}

std::optional<base::Error> databaseProblem(const fs::path& file)
{
    // A crash right after the key file was written: opening the vault moves the database into place (completeCreation).
    if (!stands(file) && stands(fs::path(file).concat(".new")))
        return std::nullopt;
    if (!stands(file))
        return base::fail(ErrorCode::Damaged, "the database file is missing");
    if (const base::Status checked = base::checkPrivateFile(file); !checked)
        return checked.error();
    std::error_code failed;
    if (fs::file_size(file, failed) == 0 && !failed)
        return base::fail(ErrorCode::Damaged, "the database file is empty");
    return std::nullopt;
}

bool isUsable(ErrorCode code)
{
    return code != ErrorCode::Damaged && code != ErrorCode::TooNew && code != ErrorCode::Tampered &&
           code != ErrorCode::StorageInsecure && code != ErrorCode::VaultBusy;
}

// A restore was decided and not finished: whoever opens the vault finishes it first. Files that are missing meanwhile
// are on their way.
void lookAtPending(const Context& context, const fs::path& pending, VaultStatus& status)
{
    const fs::path waiting = pending / "keys.json";
    if (const auto keys = keys::KeyFile::load(stands(waiting) ? waiting : context.keyFilePath())) {
        status.vaultId = keys->vaultId().text;
        status.slots = keys->slots();
    }
    status.problem = context.lastProblem;
    if (!status.problem && !context.restoring)
        status.problem = base::fail(ErrorCode::StorageIo, "a restore is not finished yet");
    status.state = context.opening ? VaultState::Unlocking : VaultState::Locked;
}

void lookAtFolder(const Context& context, VaultStatus& status)
{
    const auto pending = backup::pendingSwap(context.parts.vaultFolder);
    const bool keyFile = stands(context.keyFilePath());
    const bool database = stands(context.databasePath());
    if (pending) {
        lookAtPending(context, *pending, status);
        return;
    }
    if (!keyFile && !database) {
        status.state = VaultState::Missing;
        return;
    }
    status.state = VaultState::Unusable;
    if (const base::Status folder = base::ensurePrivateFolder(context.parts.vaultFolder);
        !folder) { // it stands, so this only looks
        status.problem = folder.error();
        return;
    }
    if (!keyFile) {
        status.problem = base::fail(ErrorCode::Damaged, "the key file is missing");
        return;
    }
    auto keys = keys::KeyFile::load(context.keyFilePath());
    if (!keys) {
        status.problem = keys.error();
        return;
    }
    status.vaultId = keys->vaultId().text;
    status.slots = keys->slots();
    status.problem = databaseProblem(context.databasePath());
    if (status.problem)
        return;
    status.problem = context.lastProblem;
    if (!status.problem || isUsable(status.problem->code))
        status.state = context.opening   ? VaultState::Unlocking
                       : context.closing ? VaultState::Locking
                                         : VaultState::Locked;
}

} // namespace

VaultStatus vaultStatus(const Context& context)
{
    VaultStatus status;
    status.folder = context.parts.vaultFolder;
    status.practice = context.parts.practice;
    if (const VaultSession* session = context.session.get(); session) {
        status.state = context.closing ? VaultState::Locking : VaultState::Unlocked;
        status.vaultId = session->keyFile.vaultId().text;
        status.slots = session->keyFile.slots();
        status.rolledBack = session->rolledBack;
        status.connectionCount = session->connectionCount;
        status.keysDue = session->keysDue;
        status.rotating = context.rotation.running();
        return status;
    }
    lookAtFolder(context, status);
    return status;
}

} // namespace keystead::service
