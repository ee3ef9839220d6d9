// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/audit_ops.h"

#include "core/audit/chain.h"
#include "core/audit/record_reader.h"
#include "core/crypto/signing.h"
#include "core/service/long_read.h"
#include "core/service/output_place.h"
#include "core/transfer/audit_report.h"
#include "core/transfer/file_sink.h"
#include "core/transfer/record_source.h"
#include "core/vault/sealed_store.h"

#include <filesystem>
#include <QDateTime>
#include <QTimeZone>

namespace keystead::service {

namespace {

using base::ErrorCode;
using LongReadPtr = std::shared_ptr<LongRead>;

struct Verified
{
    base::Result<model::ChainReport> report;
};

struct Exported
{
    base::Result<ExportedReport> report;
};

transfer::ReportFormat formatOf(ReportFormat format)
{
    switch (format) {
    case ReportFormat::Pdf:
        return transfer::ReportFormat::Pdf;
    case ReportFormat::Html:
        return transfer::ReportFormat::Html;
    case ReportFormat::Csv:
        return transfer::ReportFormat::Csv;
    case ReportFormat::Json:
        break;
    }
    return transfer::ReportFormat::Json;
}

base::Result<model::ChainReport> verifyOnWorker(LongRead& read)
{
    KS_ASSIGN(const std::unique_ptr<db::Connection> database, read.open());
    audit::VerifyInput input = read.verify;
    input.progress = [&read](std::int64_t done, std::int64_t total) { return read.advance(done, total); };
    KS_ASSIGN(model::ChainReport report, audit::verifyDatabase(*database, input));
    if (report.ok && read.rollback) {
        report.ok = false;
        report.finding = read.rollback;
    }
    return report;
}

base::Result<ExportedReport> exportOnWorker(LongRead& read, const ExportReport& request, transfer::ReportInput input)
{
    KS_ASSIGN(input.verification, verifyOnWorker(read));
    KS_ASSIGN(const std::unique_ptr<db::Connection> database, read.open());
    transfer::DatabaseSource source(*database, request.filter);
    using Existing = transfer::FileSink::Existing;
    KS_ASSIGN(transfer::FileSink sink,
              transfer::FileSink::create(request.file, request.replace ? Existing::Replace : Existing::Refuse));
    ExportedReport exported;
    const auto progress = [&](std::int64_t done, std::int64_t total) {
        exported.records = total;
        return read.advance(done, total);
    };
    KS_TRY(transfer::exportReport(formatOf(request.format), input, source, sink, progress));
    KS_TRY(sink.commit());
    KS_ASSIGN(exported.records, audit::countRecords(*database, request.filter));
    exported.file = request.file;
    exported.verification = std::move(input.verification);
    return exported;
}

base::Result<crypto::PrivateKey> signingKeyOf(VaultSession& session);

// The worker signs with a key of its own: the vault may be locked meanwhile.
transfer::ReportSigner signerFor(std::shared_ptr<crypto::PrivateKey> key)
{
    return [key = std::move(key)](const crypto::Sha256Digest& document) -> base::Result<std::string> {
        const std::string message = audit::reportMessage(base::toHex(document));
        const std::span bytes{reinterpret_cast<const std::uint8_t*>(message.data()), message.size()};
        KS_ASSIGN(const base::Bytes signature, key->sign(bytes, crypto::SignatureAlgorithm::EdDSA));
        return base::toBase64(signature);
    };
}

base::Result<crypto::PrivateKey> signingKeyOf(VaultSession& session)
{
    KS_ASSIGN(const base::Secret seed, session.vault->sealed().get(auditKeyName));
    return crypto::PrivateKey::fromEd25519Seed(seed);
}

base::Result<transfer::ReportInput> inputFor(Context& context, VaultSession& session, const ExportReport& request)
{
    KS_ASSIGN(crypto::PrivateKey key, signingKeyOf(session));
    transfer::ReportInput input;
    input.texts = transfer::textsIn(request.language);
    input.generatedAt = context.now();
    const QTimeZone zone = QTimeZone::systemTimeZone();
    if (zone.isValid()) {
        input.zoneLabel = zone.id().toStdString();
        input.utcOffset = [zone](base::WallTime time) {
            const QDateTime at = QDateTime::fromMSecsSinceEpoch(base::toMillis(time), Qt::UTC);
            return std::chrono::minutes{zone.offsetFromUtc(at) / 60};
        };
    }
    input.vaultId = session.keyFile.vaultId().text;
    // The folder that a vault has by default says nothing to a reader.
    if (const std::string folder = context.parts.vaultFolder.filename().string(); folder != "vault")
        input.vaultName = folder;
    input.publicKey = session.audit->publicKeyBase64();
    input.filter = request.filter;
    input.filterConnectionName = request.connectionLabel;
    input.sign = signerFor(std::make_shared<crypto::PrivateKey>(std::move(key)));
    return input;
}

model::AuditEvent exportEvent(const ExportReport& request, const ExportedReport& exported, model::Actor actor)
{
    model::AuditEvent event = eventOf(model::AuditAction::ReportExported, std::move(actor));
    event.detail = {{"format", std::string{toText(request.format)}},
                    {"records", std::to_string(exported.records)},
                    {"verified", exported.verification.ok ? "yes" : "no"}};
    return event;
}

void tellAlert(Context& context, const model::AuditEvent& event)
{
    if (event.action != model::AuditAction::SecurityAlert)
        return;
    const auto cause = event.detail.find("cause");
    context.notify({Notification::Kind::SecurityAlert, event.connection, event.connectionName,
                    cause == event.detail.end() ? std::string{} : cause->second});
}

// A trail that does not verify is an alert of its own, once a session would be too few: each verification that finds it
// says so.
void noteFinding(Context& context, const model::ChainReport& report)
{
    if (report.ok || !report.finding || !context.session)
        return;
    model::AuditEvent event = eventOf(model::AuditAction::SecurityAlert, {}, model::AuditOutcome::Failure);
    event.actor.via = "verification";
    event.detail = {{"cause", "tampering"},
                    {"finding", std::string{model::toText(report.finding->kind)}},
                    {"sequence", std::to_string(report.finding->sequence)}};
    if (context.session->record(event))
        tellAlert(context, event);
}

} // namespace

TaskOf<std::vector<model::AuditRecord>> readAudit(ContextPtr context, model::AuditFilter filter)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    co_return session->audit->read(filter);
}

TaskOf<std::int64_t> countAudit(ContextPtr context, model::AuditFilter filter)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    co_return session->audit->count(filter);
}

TaskOf<model::ChainReport> verifyAudit(ContextPtr context, CoreService::Progress progress, base::CancelToken cancel)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const LongReadPtr read, LongRead::start(*context, *session, std::move(progress), cancel));
    std::function<Verified()> work = [read] { return Verified{verifyOnWorker(*read)}; };
    auto working = context->worker.run<Verified>(std::move(work));
    const std::shared_ptr<Verified> verified = co_await working;
    read->finish();
    if (verified->report)
        noteFinding(*context, *verified->report);
    co_return std::move(verified->report);
}

TaskOf<ExportedReport> exportReport(ContextPtr context, ExportReport request, CoreService::Progress progress,
                                    base::CancelToken cancel, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_TRY(checkOutputPlace(*context, "file", request.file));
    std::error_code ignored;
    if (std::filesystem::is_directory(request.file, ignored))
        co_return base::fail(ErrorCode::InvalidArgument, request.file + " is a folder; name a file in it");
    KS_CO_ASSIGN(const transfer::ReportInput input, inputFor(*context, *session, request));
    KS_CO_ASSIGN(const LongReadPtr read, LongRead::start(*context, *session, std::move(progress), cancel));
    std::function<Exported()> work = [read, request, input] { return Exported{exportOnWorker(*read, request, input)}; };
    auto working = context->worker.run<Exported>(std::move(work));
    const std::shared_ptr<Exported> exported = co_await working;
    read->finish();
    if (!exported->report)
        co_return exported->report.error();
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    KS_CO_ASSIGN(const std::uint64_t commit, still->record(exportEvent(request, *exported->report, std::move(actor))));
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    co_return std::move(exported->report);
}

TaskOf<void> recordEvent(ContextPtr context, model::AuditEvent event)
{
    if (event.time == base::WallTime{})
        event.time = context->now();
    if (!context->session || context->closing) {
        tellAlert(*context, event);
        co_return context->lockedEvents.append(event);
    }
    const auto commit = context->session->record(event);
    if (!commit)
        co_return refresh::notRecorded(commit.error());
    tellAlert(*context, event);
    auto settling = settleTrail(context, *commit);
    const base::Status settled = co_await settling;
    co_return settled;
}

TaskOf<void> settleTrail(ContextPtr context, std::uint64_t commit)
{
    auto settling = settleRecord(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    model::ChangeSet changes;
    changes.auditChanged = true;
    if (context->service)
        Q_EMIT context->service->changed(changes);
    co_return base::ok();
}

} // namespace keystead::service
