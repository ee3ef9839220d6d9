// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The parts of a restore that take long, each a plain function for a worker. Internal to this room.
#include "core/backup/automatic.h"
#include "core/backup/restore.h"
#include "core/service/backup_requests.h"
#include "core/service/keys_at_hand.h"

#include <atomic>

namespace keystead::service {

// Progress and cancellation across the threads, with or without an open vault.
class WorkProgress
{
public:
    static std::shared_ptr<WorkProgress> start(Context& context, CoreService::Progress progress,
                                               const base::CancelToken& cancel);
    bool advance(std::int64_t done, std::int64_t total); // on the worker; false: stop

private:
    QObject* m_receiver = nullptr;
    std::shared_ptr<CoreService::Progress> m_progress;
    std::atomic<bool> m_cancelled{false};
    std::chrono::steady_clock::time_point m_lastTold{};
    base::CancelRegistration m_onCancel;
};

struct RestoreWork
{
    RestoreVault request;
    std::filesystem::path backupFile;
    backup::BackupSecret secret;
    bool automatic = false;
    KeysAtHandPtr hand; // null: no slot of what stands there opens
    std::optional<base::Error> handError;
    std::filesystem::path folder; // the vault's
    base::VaultId standing;       // of the key file there; empty: none
    bool vaultThere = false;
    std::shared_ptr<WorkProgress> progress;
    model::Actor actor;

    RestorePreview preview;
    std::unique_ptr<backup::BackupReader> backup;
    // The new vault.
    keys::KeyFile keyFile;
    base::Secret vaultKey;
    std::string newKeychainItem;
    base::WallTime now{};
    std::vector<audit::AnchorState> remembered;

    std::filesystem::path database() const { return folder / "vault.db"; }
    vault::VaultKeys newKeys() const;
};
using RestoreWorkPtr = std::shared_ptr<RestoreWork>;

// Opens and verifies the backup and compares; fills `backup` and `preview`.
base::Status openAndCompare(RestoreWork& work);
// The vault that stands there is sound: every page, seal and record.
base::Status checkStanding(const RestoreWork& work);
// restore.new/vault.db, but for the last record.
base::Status build(RestoreWork& work);
struct Swapped
{
    std::string setAside;
    int held = 0;
    base::Status completed; // an error here comes after the decision: the old vault is not opened any more
};
// The last record, and the new vault in its place. Nobody has the old one open. An error: nothing has changed.
base::Result<Swapped> finishAndSwap(RestoreWork& work, const base::Clock& clock);

} // namespace keystead::service
