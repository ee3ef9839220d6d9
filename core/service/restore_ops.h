// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Restore and repair: a preview that changes nothing, then the backup in the vault's place with the old one kept aside.
// It works on an open, locked, damaged or missing vault. A backup of the same vault that its own secret opens is the
// person's proof; any other wants the vault's. Thread: the core thread.
#include "core/service/backup_requests.h"
#include "core/service/context.h"

namespace keystead::service {

// Errors as backup::BackupReader::open; Tampered where a backup of this vault has a trail of another signer.
TaskOf<RestorePreview> previewRestore(ContextPtr context, RestoreVault request, CoreService::Progress progress,
                                      base::CancelToken cancel, model::Actor actor);
// Denied where it is not confirmed. The vault is open afterwards; its token families wait for confirmConnection.
TaskOf<RestoreDone> restoreVault(ContextPtr context, RestoreVault request, CoreService::Progress progress,
                                 base::CancelToken cancel, model::Actor actor);
// No other machine uses the connection's sign-in: it is refreshed again. IllegalState where nothing is to be confirmed.
TaskOf<model::Connection> confirmConnection(ContextPtr context, base::ConnectionId id, model::Actor actor);
// A restore that a kill or the disk cut off after it was decided is finished. Before anything looks at the vault's
// files; after an error nobody may open them.
base::Status completeRestore(const Context& context);
// What was remembered of the trail's end outside, but for the ends that a restore has replaced. Any thread.
std::vector<audit::AnchorState> withoutReplaced(std::vector<audit::AnchorState> remembered, db::Connection& database,
                                                const base::VaultId& vault);

} // namespace keystead::service
