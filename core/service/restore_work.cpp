// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/restore_work.h"

#include "core/audit/verifier.h"
#include "core/backup/swap.h"
#include "core/crypto/signing.h"
#include "core/db/migrator.h"
#include "core/vault/seal_check.h"
#include "core/vault/sealed_store.h"

#include <algorithm>
#include <iterator>

namespace keystead::service {

using base::ErrorCode;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds tellEvery{100};

bool isCurrent(db::Connection& database)
{
    const auto schema = db::schemaVersion(database);
    return schema && *schema == static_cast<int>(db::builtInMigrations().size());
}

// Of one vault there is one trail with one signer; a backup with another was put together by somebody else.
base::Status checkSigner(db::Connection& standing, const RestoreWork& work)
{
    if (!isCurrent(standing) || !isCurrent(work.backup->database()))
        return base::ok();
    const base::VaultId& id = work.backup->info().vault;
    vault::SealedStore ours(standing, id, work.hand->vaultKey);
    vault::SealedStore theirs(work.backup->database(), id, work.backup->vaultKey());
    const auto mine = ours.get(auditKeyName);
    if (!mine)
        return base::ok(); // the vault is damaged: that is what the backup is for
    KS_ASSIGN(const base::Secret other, theirs.get(auditKeyName));
    if (!mine->equals(other))
        return base::fail(ErrorCode::Tampered, "the backup's audit trail was signed by another vault's key");
    return base::ok();
}

audit::AnchorState headOf(db::Connection& database, const base::VaultId& vault)
{
    audit::AnchorState head{vault.text, 0, {}, {}};
    if (const auto info = backup::describe(database)) {
        head.sequence = info->headSequence;
        head.hash = info->headHash;
    }
    return head;
}

} // namespace

std::shared_ptr<WorkProgress> WorkProgress::start(Context& context, CoreService::Progress progress,
                                                  const base::CancelToken& cancel)
{
    auto work = std::make_shared<WorkProgress>();
    work->m_receiver = &context.receiver;
    if (progress)
        work->m_progress = std::make_shared<CoreService::Progress>(std::move(progress));
    const std::weak_ptr<WorkProgress> weak = work;
    work->m_onCancel = cancel.onCancel([weak] {
        if (const auto shared = weak.lock())
            shared->m_cancelled = true;
    });
    return work;
}

bool WorkProgress::advance(std::int64_t done, std::int64_t total)
{
    if (m_cancelled)
        return false;
    const auto now = std::chrono::steady_clock::now();
    if (m_progress && (now - m_lastTold >= tellEvery || done == total)) {
        m_lastTold = now;
        QMetaObject::invokeMethod(
            m_receiver, [progress = m_progress, done, total] { (*progress)(done, total); }, Qt::QueuedConnection);
    }
    return true;
}

vault::VaultKeys RestoreWork::newKeys() const
{
    vault::VaultKeys keys{backup->info().vault, vaultKey.clone(), {}};
    if (auto database = keys::databaseKey(vaultKey, keys.id))
        keys.rawDatabaseKey = std::move(*database);
    return keys;
}

base::Status openAndCompare(RestoreWork& work)
{
    KS_ASSIGN(work.backup, backup::BackupReader::open(work.backupFile, work.secret));
    KS_TRY(work.backup->verify());
    RestorePreview& preview = work.preview;
    preview.backup = work.backup->info();
    preview.vaultThere = work.vaultThere;
    preview.otherVault = !work.standing.empty() && work.standing != preview.backup.vault;
    preview.keysStay = work.hand && !preview.otherVault;
    if (preview.otherVault)
        preview.vaultProblem = base::fail(ErrorCode::WrongKey, "what stands there is another vault");
    else if (work.vaultThere && !work.hand)
        preview.vaultProblem = work.handError;
    std::unique_ptr<db::Connection> standing;
    if (preview.keysStay) {
        auto opened = db::Connection::open(work.database(), work.hand->databaseKey, db::OpenMode::ReadOnly);
        if (opened) {
            standing = std::move(*opened);
            KS_TRY(checkSigner(*standing, work));
        } else {
            const bool wrongKey = opened.error().code == ErrorCode::WrongKey; // the key file has vouched for it
            preview.vaultProblem =
                wrongKey ? base::fail(ErrorCode::Damaged, "the database is damaged or truncated") : opened.error();
        }
    }
    auto changes = backup::compare(standing.get(), work.backup->database());
    if (!changes && standing) {
        preview.vaultProblem = changes.error();
        changes = backup::compare(nullptr, work.backup->database());
    }
    if (!changes)
        return changes.error();
    preview.changes = std::move(*changes);
    return base::ok();
}

base::Status checkStanding(const RestoreWork& work)
{
    if (!work.hand)
        return work.handError.value_or(base::fail(ErrorCode::Damaged));
    KS_ASSIGN(const auto database,
              db::Connection::open(work.database(), work.hand->databaseKey, db::OpenMode::ReadOnly));
    KS_TRY(database->checkIntegrity());
    if (!isCurrent(*database))
        return base::ok();
    const base::VaultId& id = work.hand->keyFile.vaultId();
    KS_TRY(vault::checkSealsUnder(*database, id, work.hand->vaultKey));
    vault::SealedStore sealed(*database, id, work.hand->vaultKey);
    KS_ASSIGN(const base::Secret seed, sealed.get(auditKeyName));
    KS_ASSIGN(const crypto::PrivateKey key, crypto::PrivateKey::fromEd25519Seed(seed));
    KS_ASSIGN(const base::Bytes publicKey, key.publicKeyRaw());
    audit::VerifyInput input;
    input.vaultId = id.text;
    input.publicKey = base::toBase64(publicKey);
    KS_ASSIGN(const model::ChainReport report, audit::verifyDatabase(*database, input));
    return report.ok ? base::ok() : base::Status{ErrorCode::Tampered, "the audit trail does not verify"};
}

base::Status build(RestoreWork& work)
{
    KS_ASSIGN(const fs::path made, backup::prepareSwap(work.folder));
    return backup::buildVault(
        *work.backup, made / "vault.db", work.newKeys(), work.now,
        [&work](std::int64_t done, std::int64_t total) { return work.progress->advance(done, total); });
}

base::Result<Swapped> finishAndSwap(RestoreWork& work, const base::Clock& clock)
{
    const RestorePreview& preview = work.preview;
    const std::string what = work.request.repair ? "repair" : "restore";
    backup::RestoreNote note;
    note.signingKeyName = std::string{auditKeyName};
    note.replaced = work.remembered;
    note.event.action = model::AuditAction::VaultRestored;
    note.event.actor = work.actor;
    note.event.detail = {{"what", what},
                         {"backup", preview.backup.id},
                         {"backup_made_at", base::toRfc3339(preview.backup.madeAt)},
                         {"records_kept", std::to_string(preview.backup.headSequence)},
                         {"keys", preview.keysStay ? "kept" : "new"}};
    if (!work.automatic)
        note.exported.push_back({preview.backup.id, preview.backup.madeAt, work.backupFile.string(),
                                 std::string{backup::toText(preview.backup.secretKind)}, preview.backup.headSequence});
    if (preview.keysStay) {
        const auto standing = db::Connection::open(work.database(), work.hand->databaseKey, db::OpenMode::ReadOnly);
        if (standing) {
            const audit::AnchorState head = headOf(**standing, preview.backup.vault);
            note.replaced.push_back(head);
            note.event.detail["gap"] =
                std::to_string(preview.changes.commonRecords + 1) + " to " + std::to_string(head.sequence);
            note.event.detail["records_lost"] = std::to_string(head.sequence - preview.changes.commonRecords);
            note.event.detail["replaced_head"] = head.hash;
            if (auto known = backup::exportedBackups(**standing)) // none in a schema of before
                std::ranges::move(*known, std::back_inserter(note.exported));
        } else {
            note.event.detail["records_lost"] = "unknown";
        }
    }
    Swapped swapped;
    KS_ASSIGN(swapped.held, backup::finishVault(work.folder / "restore.new" / "vault.db", work.newKeys(), clock, note));
    work.backup.reset();
    KS_ASSIGN(swapped.setAside, backup::decideSwap(work.folder, what, work.now));
    swapped.completed = backup::completeSwap(work.folder);
    if (!work.vaultThere)
        swapped.setAside.clear();
    return swapped;
}

} // namespace keystead::service
