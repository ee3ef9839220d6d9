// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Everything that exists only while the vault is unlocked, in the order of its making; destroying it closes the
// database and wipes every key. Thread: the core thread.
#include "core/audit/audit_log.h"
#include "core/base/cancel.h"
#include "core/base/private_files.h"
#include "core/db/group_commit.h"
#include "core/db/live_copy.h"
#include "core/keys/key_file.h"
#include "core/model/connection.h"
#include "core/model/oauth_client.h"
#include "core/model/settings.h"
#include "core/oauth/discovery.h"
#include "core/oauth/id_token.h"
#include "core/refresh/audited_change.h"
#include "core/refresh/refresher.h"
#include "core/refresh/scheduler.h"
#include "core/service/backup_watch.h"
#include "core/service/denial_watch.h"
#include "core/service/expiry_watch.h"
#include "core/service/grant_book.h"
#include "core/service/rotation_schedule.h"
#include "core/vault/vault.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace keystead::service {

struct Context;
struct SignInEntry;
class TokenWatch;
struct PendingImport;

// What undo needs: a removed connection with its secrets, in locked memory.
struct RemovedRow
{
    model::Connection connection;
    std::map<std::string, base::Secret, std::less<>> fields;
    std::optional<model::OAuthClient> client; // removed with its last connection
    base::Secret clientSecret;
    std::vector<vault::HeldGrant> grants;
    base::SteadyTime removedAt{};
};

struct VaultSession
{
    VaultSession(Context& context, base::OwnerLock ownerLock, keys::KeyFile file, base::Secret key);
    ~VaultSession();
    VaultSession(const VaultSession&) = delete;
    VaultSession& operator=(const VaultSession&) = delete;

    // Opens database, trail and group commit with a key that the key file has vouched for. Errors: Damaged (also:
    // truncated), TooNew, Tampered, storage.
    static base::Result<std::unique_ptr<VaultSession>> open(Context& context, base::OwnerLock lock,
                                                            keys::KeyFile keyFile, base::Secret vaultKey);

    base::Result<refresh::AuditedChange> change() { return refresh::AuditedChange::begin(*vault, *audit); }
    // One change and its records, committed; wait for the number with settle().
    base::Result<std::uint64_t> apply(const std::function<base::Status(db::Transaction&)>& work,
                                      std::vector<model::AuditEvent> events);
    base::Result<std::uint64_t> record(model::AuditEvent event);
    // The raw database key, for a connection of a worker's own.
    base::Result<base::Secret> databaseKey() const { return keys::databaseKey(vaultKey, keyFile.vaultId()); }
    bool hasPassphraseSlot() const;

    base::OwnerLock lock;
    keys::KeyFile keyFile;
    base::Secret vaultKey;
    // The file on the disk still holds the vault key of before as well: no slot is changed until it does not.
    bool keyFileUnsettled = false;
    std::unique_ptr<vault::Vault> vault;
    std::unique_ptr<db::LiveCopy> rotationCopy; // of the vault's database, while the vault key is being replaced
    std::unique_ptr<audit::AuditLog> audit;
    std::unique_ptr<db::GroupCommit> durability;
    oauth::Discovery discovery;
    oauth::IdTokenVerifier idTokens;
    std::unique_ptr<GrantBook> grants;
    std::unique_ptr<refresh::Refresher> refresher;
    std::unique_ptr<refresh::Scheduler> scheduler;
    std::unique_ptr<ExpiryWatch> expiry;
    std::unique_ptr<TokenWatch> tokenWatch; // where a token opened the vault
    std::unique_ptr<RotationWatch> rotationWatch;
    std::unique_ptr<BackupWatch> backups;

    DenialWatch denials;
    base::CancelSource closing; // sign-ins, tests and revocations under way
    std::map<std::string, std::shared_ptr<SignInEntry>> signIns;
    std::map<base::ConnectionId, RemovedRow> removed;
    std::map<base::ConnectionId, base::SteadyTime> touched;
    std::map<base::ConnectionId, base::SteadyTime> renewedFor401;  // by a request of a program
    std::map<std::string, std::shared_ptr<PendingImport>> imports; // previews, with their secrets
    std::vector<std::string> userProviders;                        // registered for this session
    bool rolledBack = false;
    int connectionCount = 0;
    bool keysDue = false; // a key is older than the schedule wants

    // The log is moved into the database on `worker`, not inside somebody's commit.
    void checkpointOn(Context& context);

private:
    std::shared_ptr<std::atomic<bool>> m_checkpointing = std::make_shared<std::atomic<bool>>(false);
    void startRefreshing(Context& context);
};

// The signing key of the trail lies sealed under this name.
inline constexpr std::string_view auditKeyName = "audit.signing_key";
// A setting: the person has not yet looked at a rollback.
inline constexpr const char* rollbackPending = "vault.rollback_pending";

refresh::PolicySettings policyFrom(const model::Settings& settings);

} // namespace keystead::service
