// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/erased_records.h"
#include "core/audit/record_reader.h"
#include "core/service/output_place.h"
#include "core/service/profile_ops.h"
#include "core/service/vault_slots.h"
#include "core/transfer/file_sink.h"
#include "core/transfer/subject_access.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"
#include "core/vault/profile_erasure.h"
#include "core/vault/profile_store.h"

#include <algorithm>

namespace keystead::service {

using base::ErrorCode;
namespace fs = std::filesystem;

namespace {

base::Result<std::vector<model::AuditRecord>>
recordsOf(db::Connection& database, const vault::ProfileContents& contents, const model::Profile& profile)
{
    KS_ASSIGN(const std::vector<std::int64_t> wanted,
              audit::recordsOf(database, contents.connections, profile.id.text, profile.name));
    KS_ASSIGN(audit::RecordReader reader,
              audit::RecordReader::open(database, {}, audit::RecordReader::Order::OldestFirst));
    std::vector<model::AuditRecord> records;
    for (auto next = wanted.begin(); next != wanted.end();) {
        KS_ASSIGN(std::optional<audit::StoredRow> row, reader.nextRow());
        if (!row)
            break;
        if (row->sequence != *next)
            continue;
        ++next;
        if (row->record)
            records.push_back(*std::move(row->record));
    }
    return records;
}

base::Result<transfer::SubjectAccess> collect(Context& context, VaultSession& session, const model::Profile& profile)
{
    vault::Vault& vault = *session.vault;
    transfer::SubjectAccess access;
    access.vaultId = session.keyFile.vaultId().text;
    access.generatedAt = context.now();
    access.profile = profile;
    KS_ASSIGN(const auto key, vault.profiles().keyState(profile.id));
    access.keyVersion = key.version;
    access.keyMadeAt = key.createdAt;
    KS_ASSIGN(const auto connections, vault.connections().all());
    KS_ASSIGN(const auto clients, vault.oauthClients().all());
    for (const model::Connection& connection : connections) {
        if (connection.profile != profile.id)
            continue;
        KS_ASSIGN(access.secretFields[connection.id.text], vault.credentials().fieldNames(connection.id.text));
        access.connections.push_back(connection);
    }
    for (const model::OAuthClient& client : clients) {
        if (client.profile != profile.id)
            continue;
        KS_ASSIGN(access.secretFields[client.id.text], vault.credentials().fieldNames(client.id.text));
        access.clients.push_back(client);
    }
    KS_ASSIGN(const vault::ProfileContents contents, vault::profileContents(vault.database(), profile.id));
    for (const std::string& id : contents.connections) {
        if (!access.secretFields.contains(id))
            access.departed.push_back(id);
    }
    KS_ASSIGN(access.records, recordsOf(vault.database(), contents, profile));
    return access;
}

using Existing = transfer::FileSink::Existing;

// Both or none: the second is looked at before the first is written.
base::Status checkFree(const std::string& base)
{
    for (const char* const suffix : {".json", ".pdf"}) {
        KS_ASSIGN(const transfer::FileSink probe, transfer::FileSink::create(base + suffix, Existing::Refuse));
        static_cast<void>(probe);
    }
    return base::ok();
}

WrittenFiles writeBoth(const transfer::SubjectAccess& access, const std::string& base, Existing existing)
{
    base::Status done = transfer::writeFile(base + ".json", existing, [&](transfer::ByteSink& sink) {
        return sink.write(transfer::subjectAccessJson(access));
    });
    if (done)
        done = transfer::writeFile(base + ".pdf", existing,
                                   [&](transfer::ByteSink& sink) { return transfer::subjectAccessPdf(access, sink); });
    return {done};
}

} // namespace

TaskOf<ExportedProfile> exportProfile(ContextPtr context, ExportProfile request, Proof proof, model::Actor actor)
{
    KS_CO_TRY(checkOutputPlace(*context, "file", request.file));
    if (!request.replace)
        KS_CO_TRY(checkFree(request.file));
    auto checking = checkProof(context, std::move(proof), actor);
    const base::Status proven = co_await checking;
    if (!proven)
        co_return proven.error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const model::Profile profile, session->vault->profiles().findByName(request.profile));
    KS_CO_ASSIGN(transfer::SubjectAccess collected, collect(*context, *session, profile));
    const auto access = std::make_shared<const transfer::SubjectAccess>(std::move(collected));
    // On record before anything is handed out.
    model::AuditEvent event = eventOf(model::AuditAction::ReportExported, std::move(actor));
    event.detail = {{"format", "subject_access"},
                    {"profile", profile.id.text},
                    {"connections", std::to_string(access->connections.size())},
                    {"records", std::to_string(access->records.size())}};
    KS_CO_ASSIGN(const std::uint64_t commit, session->record(std::move(event)));
    auto settling = settleRecord(context, commit);
    const base::Status recorded = co_await settling;
    if (!recorded)
        co_return recorded.error();
    std::function<WrittenFiles()> work = [access, file = request.file,
                                          existing = request.replace ? Existing::Replace : Existing::Refuse] {
        return writeBoth(*access, file, existing);
    };
    auto working = context->worker.run<WrittenFiles>(std::move(work));
    const std::shared_ptr<WrittenFiles> written = co_await working;
    if (!written->status)
        co_return written->status.error();
    ExportedProfile exported;
    exported.files = {request.file + ".json", request.file + ".pdf"};
    exported.connections = static_cast<std::int64_t>(access->connections.size());
    exported.records = static_cast<std::int64_t>(access->records.size());
    co_return exported;
}

} // namespace keystead::service
