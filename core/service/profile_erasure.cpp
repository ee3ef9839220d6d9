// SPDX-License-Identifier: GPL-3.0-or-later
// Erasing a profile: its key, its rows, what the trail says of it, the pages they stood in and the automatic backups.
#include "core/vault/profile_erasure.h"
#include "core/audit/erased_records.h"
#include "core/base/json.h"
#include "core/base/log.h"
#include "core/net/async.h"
#include "core/service/backup_ops.h"
#include "core/service/erasure_certificates.h"
#include "core/service/output_place.h"
#include "core/service/profile_ops.h"
#include "core/service/rotation_job.h"
#include "core/service/vault_slots.h"
#include "core/vault/profile_store.h"
#include "core/vault/sealed_store.h"

#include <nlohmann/json.hpp>

namespace keystead::service {

using base::ErrorCode;
using base::Json;

namespace {

using SigningKey = std::shared_ptr<crypto::PrivateKey>;

base::Result<SigningKey> signingKeyOf(VaultSession& session)
{
    KS_ASSIGN(const base::Secret seed, session.vault->sealed().get(auditKeyName));
    KS_ASSIGN(crypto::PrivateKey key, crypto::PrivateKey::fromEd25519Seed(seed));
    return std::make_shared<crypto::PrivateKey>(std::move(key));
}

// The row that vouches for what is left of the records, in the vault and in each rewritten backup.
base::Status writeReceipt(db::Transaction& transaction, const base::VaultId& vault, const ErasureRow& row,
                          const crypto::PrivateKey& key)
{
    KS_ASSIGN(const std::string digest, audit::erasedDigest(transaction.connection(), vault.text, row.sequence));
    const std::string message = audit::receiptMessage(row.sequence, digest);
    const std::span bytes{reinterpret_cast<const std::uint8_t*>(message.data()), message.size()};
    KS_ASSIGN(const base::Bytes signature, key.sign(bytes, crypto::SignatureAlgorithm::EdDSA));
    KS_ASSIGN(db::Statement insert,
              transaction.connection().prepare("INSERT OR REPLACE INTO erasure (sequence, erased_at, records_digest, "
                                               "signature, summary) VALUES (?, ?, ?, ?, ?)"));
    return insert.bind(row.sequence)
        .bind(row.erasedAt)
        .bind(digest)
        .bind(base::toBase64(signature))
        .bind(row.summary)
        .run();
}

model::AuditEvent erasureEvent(const vault::ProfileContents& contents, std::size_t records, model::Actor actor)
{
    model::AuditEvent event = eventOf(model::AuditAction::CredentialDelete, std::move(actor));
    event.detail = {{"cause", "erasure"},
                    {"connections", std::to_string(contents.present)},
                    {"seals", std::to_string(contents.seals)},
                    {"records", std::to_string(records)}};
    return event;
}

struct Erased
{
    ErasedProfile result;
    std::vector<std::string> connections;
    std::string hash;
    base::WallTime at{};
    std::uint64_t commit = 0;
};

base::Result<Erased> eraseRows(Context& context, VaultSession& session, const model::Profile& profile,
                               const model::Actor& actor)
{
    KS_ASSIGN(const vault::ProfileContents contents, vault::profileContents(session.vault->database(), profile.id));
    KS_ASSIGN(const SigningKey key, signingKeyOf(session));
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    db::Transaction& transaction = change.transaction();
    KS_ASSIGN(const auto records,
              audit::recordsOf(transaction.connection(), contents.connections, profile.id.text, profile.name));
    KS_TRY(vault::eraseProfile(transaction, profile.id));
    if (contents.only)
        KS_TRY(session.vault->profiles().add(transaction, "Personal", context.now()));
    const auto appended = session.audit->append(transaction, erasureEvent(contents, records.size(), actor));
    if (!appended)
        return base::fail(ErrorCode::AuditUnavailable, base::toString(appended.error()));
    KS_TRY(audit::eraseRecords(transaction, records, appended->sequence));
    // The profile's id stays until the backups are rewritten: who goes on after a crash must know it.
    const ErasureRow row{appended->sequence, context.now(),
                         base::toJsonText(Json{{"connections", contents.present},
                                               {"clients", contents.clients},
                                               {"seals", contents.seals},
                                               {"records", records.size()},
                                               {"profile", profile.id.text}})};
    KS_TRY(writeReceipt(transaction, session.keyFile.vaultId(), row, *key));
    Erased erased;
    KS_ASSIGN(erased.commit, change.commit());
    erased.result.connections = contents.present;
    erased.result.clients = contents.clients;
    erased.result.seals = contents.seals;
    erased.result.records = static_cast<std::int64_t>(records.size());
    erased.result.sequence = appended->sequence;
    erased.hash = appended->hash;
    erased.at = row.erasedAt;
    erased.connections = contents.connections;
    return erased;
}

// What the open vault still remembers of it.
void forgetInMemory(VaultSession& session, const model::Profile& profile, const Erased& erased)
{
    std::erase_if(session.removed, [&](const auto& entry) { return entry.second.connection.profile == profile.id; });
    for (const std::string& id : erased.connections)
        session.touched.erase(base::ConnectionId{id});
    session.connectionCount -= static_cast<int>(erased.result.connections);
    session.vault->profiles().forgetKeys();
}

struct PendingErasure
{
    ErasureRow row;
    std::string profile;
    bool pages = false;
    bool backups = false;
};

base::Result<std::vector<PendingErasure>> pendingErasures(db::Connection& database)
{
    KS_ASSIGN(db::Statement query,
              database.prepare("SELECT sequence, erased_at, summary, pages_rewritten, backups_rewritten FROM erasure "
                               "WHERE pages_rewritten = 0 OR backups_rewritten = 0 ORDER BY sequence"));
    std::vector<PendingErasure> pending;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return pending;
        PendingErasure entry{
            {query.integer(0), query.time(1), query.text(2)}, {}, !query.boolean(3), !query.boolean(4)};
        KS_ASSIGN(const Json summary, base::parseJson(entry.row.summary));
        KS_ASSIGN(const auto profile, base::optionalString(summary, "profile", "summary"));
        entry.profile = profile.value_or("");
        pending.push_back(std::move(entry));
    }
}

base::Status markIn(db::Transaction& transaction, std::int64_t sequence, std::string_view column)
{
    KS_ASSIGN(db::Statement update, transaction.connection().prepare("UPDATE erasure SET " + std::string{column} +
                                                                     " = 1 WHERE sequence = ?"));
    KS_TRY(update.bind(sequence).run());
    // Nobody needs the profile's id any more.
    KS_ASSIGN(db::Statement forget,
              transaction.connection().prepare("UPDATE erasure SET summary = json_remove(summary, '$.profile') "
                                               "WHERE sequence = ? AND backups_rewritten = 1"));
    return forget.bind(sequence).run();
}

base::Status mark(VaultSession& session, const PendingErasure& entry, std::string_view column)
{
    const auto work = [&](db::Transaction& transaction) { return markIn(transaction, entry.row.sequence, column); };
    if (const auto marked = session.apply(work, {}); !marked)
        return marked.error();
    return base::ok();
}

// In a copy: the same as in the vault, with a receipt of its own over the records that it has.
std::function<base::Status(db::Transaction&)> editFor(const base::VaultId& vault, const PendingErasure& entry,
                                                      SigningKey key)
{
    ErasureRow row = entry.row;
    row.summary = "{}";
    return [vault, row, profile = base::ProfileId{entry.profile}, key](db::Transaction& transaction) -> base::Status {
        const auto contents = vault::profileContents(transaction.connection(), profile);
        if (!contents)
            return contents.error().code == ErrorCode::NotFound ? base::ok() : base::Status{contents.error()};
        KS_ASSIGN(const auto records,
                  audit::recordsOf(transaction.connection(), contents->connections, profile.text, contents->name));
        KS_TRY(vault::eraseProfileInCopy(transaction, profile));
        KS_TRY(audit::eraseRecords(transaction, records, row.sequence));
        KS_TRY(writeReceipt(transaction, vault, row, *key));
        return base::ok();
    };
}

QCoro::Task<void> waitForRotation(ContextPtr context)
{
    while (context->rotation.running()) {
        auto sleeping = net::sleepFor(std::chrono::milliseconds{20}, {});
        co_await sleeping;
    }
}

TaskOf<void> rewriteDatabase(ContextPtr context, PendingErasure entry)
{
    // A copy in the making would miss what VACUUM does.
    auto rotating = waitForRotation(context);
    co_await rotating;
    auto waiting = waitForReaders(context, {});
    const base::Status idle = co_await waiting;
    if (!idle)
        co_return idle.error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_TRY(vault::rewritePages(session->vault->database()));
    KS_CO_TRY(mark(*session, entry, "pages_rewritten"));
    co_return base::ok();
}

// What is left of an erasure after its transaction; `report` is told what was done.
TaskOf<void> finishErasure(ContextPtr context, PendingErasure entry, std::shared_ptr<ErasedProfile> report)
{
    if (entry.pages) {
        auto rewriting = rewriteDatabase(context, entry);
        const base::Status done = co_await rewriting;
        if (!done)
            co_return done.error();
        report->pagesRewritten = true;
    }
    if (!entry.backups)
        co_return base::ok();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const SigningKey key, signingKeyOf(*session));
    auto rewriting = rewriteBackups(context, editFor(session->keyFile.vaultId(), entry, key), {}, {});
    base::Result<RewrittenBackups> rewritten = co_await rewriting;
    if (!rewritten)
        co_return rewritten.error();
    report->backupsRewritten = std::move(rewritten->rewritten);
    for (const auto& [name, error] : rewritten->notReached)
        report->notReached.emplace_back(name, base::toString(error));
    report->exported = std::move(rewritten->exported);
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    KS_CO_TRY(mark(*still, entry, "backups_rewritten"));
    // The last traces: the id in the receipt's row, and pages that the log still holds.
    auto truncating = truncateLog(context, {});
    base::Status truncated = co_await truncating;
    co_return truncated;
}

void tellErased(Context& context, const Erased& erased)
{
    model::ChangeSet changes;
    for (const std::string& id : erased.connections)
        changes.removed.push_back(base::ConnectionId{id});
    changes.profilesChanged = true;
    changes.clientsChanged = true;
    changes.auditChanged = true;
    context.emitChanged(std::move(changes));
    context.emitStatus();
}

} // namespace

TaskOf<ErasedProfile> eraseProfile(ContextPtr context, EraseProfile request, Proof proof, model::Actor actor)
{
    if (request.typedName != request.profile)
        co_return base::fail(ErrorCode::InvalidArgument, "confirm: type the profile's name to confirm");
    KS_CO_TRY(checkCertificatePath(request.certificate));
    if (!request.certificate.empty())
        KS_CO_TRY(checkOutputPlace(*context, "certificate", request.certificate));
    auto checking = checkProof(context, std::move(proof), actor);
    const base::Status proven = co_await checking;
    if (!proven)
        co_return proven.error();
    auto waiting = waitForRotation(context);
    co_await waiting;
    KS_CO_ASSIGN(VaultSession* const session, context->openTrusted());
    KS_CO_ASSIGN(const model::Profile profile, session->vault->profiles().findByName(request.profile));
    KS_CO_ASSIGN(Erased erased, eraseRows(*context, *session, profile, actor));
    forgetInMemory(*session, profile, erased);
    auto settling = settle(context, erased.commit);
    const base::Status onDisk = co_await settling;
    tellErased(*context, erased);
    if (!onDisk)
        co_return onDisk.error();
    const auto report = std::make_shared<ErasedProfile>(erased.result);
    const PendingErasure entry{{erased.result.sequence, erased.at, {}}, profile.id.text, true, true};
    auto finishing = finishErasure(context, entry, report);
    const base::Status finished = co_await finishing;
    if (!finished)
        co_return base::fail(finished.error().code,
                             "the profile is erased, but not every copy yet (the next unlock goes on): " +
                                 finished.error().detail);
    if (!request.certificate.empty()) {
        auto writing = writeCertificates(context, request, *report, erased.hash, erased.at);
        KS_CO_ASSIGN(report->certificates, co_await writing);
    }
    co_return std::move(*report);
}

TaskOf<void> finishErasures(ContextPtr context)
{
    KS_CO_ASSIGN(VaultSession* const session, context->openTrusted());
    KS_CO_ASSIGN(const std::vector<PendingErasure> pending, pendingErasures(session->vault->database()));
    for (const PendingErasure& entry : pending) {
        auto finishing = finishErasure(context, entry, std::make_shared<ErasedProfile>());
        const base::Status done = co_await finishing;
        if (!done)
            co_return done.error();
    }
    co_return base::ok();
}

} // namespace keystead::service
