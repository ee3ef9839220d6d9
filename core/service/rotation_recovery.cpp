// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/rotation_recovery.h"

#include "core/base/log.h"
#include "core/db/database_file.h"
#include "core/service/key_hooks.h"

namespace keystead::service {

using base::ErrorCode;
namespace fs = std::filesystem;

namespace {

bool stands(const fs::path& file)
{
    std::error_code ignored;
    return fs::symlink_status(file, ignored).type() != fs::file_type::not_found;
}

// Ok where `vaultKey` opens the database; WrongKey where it does not. Nothing is changed, but for a journal that is
// played back: a crash while the new database was opened for the first time, after the swap, leaves one, and only a
// writer can do that. The old database never has a journal, it has a log.
base::Status opens(const fs::path& file, const base::VaultId& vault, const base::Secret& vaultKey)
{
    KS_ASSIGN(const base::Secret raw, keys::databaseKey(vaultKey, vault));
    auto opened = db::Connection::open(file, raw, db::OpenMode::ReadOnly);
    if (!opened && opened.error().code == ErrorCode::StorageReadOnly)
        opened = db::Connection::open(file, raw, db::OpenMode::ReadWrite);
    if (!opened)
        return opened.error();
    return base::ok();
}

base::Status settleWith(const Context& context, keys::KeyFile& keyFile, const base::Secret& vaultKey, bool next)
{
    KS_TRY(next ? keyFile.finishRotation(vaultKey) : keyFile.abandonRotation());
    KS_TRY(keyFile.save(context.keyFilePath(), vaultKey));
    if (context.keyHooks.finishRotation)
        KS_TRY(context.keyHooks.finishRotation(context, keyFile.vaultId(), vaultKey));
    return base::ok();
}

} // namespace

fs::path nextDatabasePath(const Context& context)
{
    fs::path path = context.databasePath();
    path += ".next";
    return path;
}

base::Result<base::Secret> settleGenerations(const Context& context, keys::KeyFile& keyFile, keys::OpenedVault opened)
{
    const fs::path next = nextDatabasePath(context);
    if (!keyFile.rotating()) {
        if (stands(next)) {
            base::logInfo("vault", "an unfinished rotation of the vault key is dropped");
            db::removeDatabaseFiles(next);
        }
        return std::move(opened.vaultKey);
    }
    const base::VaultId vault = keyFile.vaultId();
    // The copy was whole and on the disk before the key file knew its key.
    if (stands(next) && opens(next, vault, opened.nextVaultKey)) {
        base::logInfo("vault", "the rotation of the vault key that was cut off is carried out");
        KS_TRY(db::replaceDatabase(next, context.databasePath()));
        KS_TRY(settleWith(context, keyFile, opened.nextVaultKey, true));
        return std::move(opened.nextVaultKey);
    }
    const base::Status underNext = opens(context.databasePath(), vault, opened.nextVaultKey);
    if (underNext) {
        KS_TRY(settleWith(context, keyFile, opened.nextVaultKey, true));
        return std::move(opened.nextVaultKey);
    }
    if (underNext.error().code != ErrorCode::WrongKey && underNext.error().code != ErrorCode::Damaged)
        return underNext.error();
    KS_TRY(opens(context.databasePath(), vault, opened.vaultKey));
    base::logWarning("vault", "the new database of a rotation is missing: the vault stays under its old key");
    db::removeDatabaseFiles(next);
    KS_TRY(settleWith(context, keyFile, opened.vaultKey, false));
    return std::move(opened.vaultKey);
}

} // namespace keystead::service
