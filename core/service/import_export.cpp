// SPDX-License-Identifier: GPL-3.0-or-later
// Whole secrets leave the vault: with the person's proof, on record before the file is there.
#include "core/service/import_ops.h"
#include "core/service/output_place.h"
#include "core/service/vault_slots.h"
#include "core/transfer/file_sink.h"
#include "core/transfer/import/vault_export.h"
#include "core/vault/connection_store.h"

#include <filesystem>

namespace keystead::service {

namespace {

using base::ErrorCode;

struct Sealing
{
    std::vector<transfer::ExportRow> rows;
    base::Secret passphrase;
    base::WallTime now{};
};
struct Sealed
{
    base::Result<std::string> text;
};

base::Result<std::vector<model::Connection>> chosen(VaultSession& session, const std::vector<std::string>& names)
{
    if (names.empty())
        return session.vault->connections().all();
    std::vector<model::Connection> connections;
    for (const std::string& name : names) {
        KS_ASSIGN(model::Connection connection, session.vault->connections().find(name));
        connections.push_back(std::move(connection));
    }
    return connections;
}

} // namespace

TaskOf<ExportedVault> exportVaultTo(ContextPtr context, ExportVault request, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const opened, context->openTrusted());
    static_cast<void>(opened);
    KS_CO_TRY(checkOutputPlace(*context, "file", request.file));
    if (request.passphrase.size() < 8)
        co_return base::fail(ErrorCode::InvalidArgument, "file_passphrase: must have at least 8 characters");
    auto proving = checkProof(context, std::move(request.proof), actor);
    const base::Status proven = co_await proving;
    if (!proven)
        co_return proven.error();
    KS_CO_ASSIGN(VaultSession* const session, context->openTrusted());
    KS_CO_ASSIGN(const std::vector<model::Connection> connections, chosen(*session, request.connections));
    const auto sealing = std::make_shared<Sealing>();
    KS_CO_ASSIGN(sealing->rows, transfer::exportRows(*session->vault, connections));
    sealing->passphrase = std::move(request.passphrase);
    sealing->now = context->now();
    ExportedVault exported{request.file, sealing->rows.size()};
    model::AuditEvent event = eventOf(model::AuditAction::CredentialAccess, actor);
    event.detail = {{"export", "connections"}, {"connections", std::to_string(exported.connections)}};
    KS_CO_ASSIGN(const std::uint64_t commit, session->record(std::move(event)));
    auto settling = settleRecord(context, commit);
    const base::Status onRecord = co_await settling;
    if (!onRecord)
        co_return onRecord.error();
    std::function<Sealed()> work = [sealing] {
        return Sealed{transfer::sealExport(sealing->rows, sealing->passphrase, sealing->now)};
    };
    auto working = context->worker.run<Sealed>(std::move(work));
    const std::shared_ptr<Sealed> sealed = co_await working;
    sealing->rows.clear();
    sealing->passphrase.clear();
    if (!sealed->text)
        co_return sealed->text.error();
    KS_CO_TRY(transfer::writeFile(request.file, transfer::FileSink::Existing::Refuse,
                                  [&](transfer::ByteSink& sink) { return sink.write(*sealed->text); }));
    co_return exported;
}

} // namespace keystead::service
