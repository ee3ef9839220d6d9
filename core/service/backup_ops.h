// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Backups of an open vault: the person's and the automatic ones, and what rotation, migration and erasure ask of them.
// Making one reads a snapshot on a worker; the vault stays in use. Thread: the core thread.
#include "core/backup/automatic.h"
#include "core/service/backup_requests.h"
#include "core/service/context.h"

namespace keystead::service {

// Denied without a proof where the vault has a passphrase. Recorded as backup_made; without the record there is no
// file.
TaskOf<BackupMade> makeBackup(ContextPtr context, MakeBackup request, CoreService::Progress progress,
                              base::CancelToken cancel, model::Actor actor);
// Newest first.
TaskOf<std::vector<AutomaticBackup>> automaticBackups(ContextPtr context);
TaskOf<BackupMade> makeAutomaticBackup(ContextPtr context, backup::Reason reason, CoreService::Progress progress,
                                       base::CancelToken cancel, model::Actor actor);

// --- for a rotation of the vault key: a backup first; then, before the key file knows the new key,
// beginBackupRotation; and once the database is under it, finishBackupRotation (also after a crash: it is safe to
// repeat).
TaskOf<void> beforeRotation(ContextPtr context, model::Actor actor);
base::Status beginBackupRotation(const Context& context, const base::VaultId& vault, const base::Secret& from,
                                 const base::Secret& to);
base::Status finishBackupRotation(const Context& context, const base::VaultId& vault, const base::Secret& vaultKey);

// --- before a vault of an older schema is opened for writing. Nothing to do where it has the current one. Blocks.
base::Status beforeMigration(const Context& context, const base::VaultId& vault, const base::Secret& vaultKey);

// --- for an erasure: runs `edit` on a copy of every automatic backup and of every vault that was set aside, and puts
// the copy in its place under a new key. Cut off anywhere, calling it again finishes.
TaskOf<RewrittenBackups> rewriteBackups(ContextPtr context, std::function<base::Status(db::Transaction&)> edit,
                                        CoreService::Progress progress, base::CancelToken cancel);
TaskOf<RewrittenBackups> rewriteBackupsWithout(ContextPtr context, base::ProfileId profile,
                                               CoreService::Progress progress, base::CancelToken cancel);

// The passphrase, or the recovery key typed from its sheet. InvalidArgument where it is neither or both.
base::Result<backup::BackupSecret> backupSecretFrom(BackupSecretInput input);

} // namespace keystead::service
