// SPDX-License-Identifier: GPL-3.0-or-later
// Backup, restore and repair over the socket (docs/protocol.md). Secrets come as members of the call and are taken out
// of it before anything else.
#include "core/service/rpc.h"

#include "core/service/rpc_json.h"

#include <nlohmann/json.hpp>

namespace keystead::service {

using access::Call;
using access::Reply;
using access::Wish;
using base::Json;
using RpcTask = QCoro::Task<base::Result<Reply>>;

namespace {

std::optional<base::Secret> takeOptional(Call& call, const char* member)
{
    base::Secret secret = protocol::takeSecret(*call.params, member);
    if (secret.empty())
        return std::nullopt;
    return secret;
}

BackupSecretInput secretOf(Call& call)
{
    return {takeOptional(call, "passphrase"), takeOptional(call, "recovery_key")};
}

RpcTask backupTo(CoreService& core, Call call)
{
    if (flagParam(call, "automatic")) {
        const CoreService::Progress none;
        KS_CO_ASSIGN(const BackupMade made, co_await core.makeAutomaticBackup(none, call.cancel, call.actor));
        co_return reply(toJson(made.info));
    }
    KS_CO_TRY(checkConfirmed(core, call));
    MakeBackup request;
    request.secret = secretOf(call);
    request.proof.passphrase = takeOptional(call, "vault_passphrase");
    KS_CO_ASSIGN(request.file, textParam(call, "file"));
    request.replace = flagParam(call, "force");
    const CoreService::Progress silent;
    KS_CO_ASSIGN(const BackupMade made, co_await core.makeBackup(std::move(request), silent, call.cancel, call.actor));
    Json object = toJson(made.info);
    object["file"] = made.file;
    object["bytes"] = made.bytes;
    co_return reply(std::move(object));
}

RpcTask backups(CoreService& core, Call)
{
    KS_CO_ASSIGN(const std::vector<AutomaticBackup> found, co_await core.automaticBackups());
    Json list = Json::array();
    for (const AutomaticBackup& backup : found)
        list.push_back({{"name", backup.name},
                        {"made_at", base::toRfc3339(backup.madeAt)},
                        {"reason", backup.reason},
                        {"bytes", backup.bytes}});
    co_return reply({{"backups", std::move(list)}});
}

RpcTask restoreFrom(CoreService& core, Call call)
{
    RestoreVault request;
    request.secret = secretOf(call);
    request.vaultPassphrase = takeOptional(call, "vault_passphrase");
    KS_CO_ASSIGN(request.file, textParam(call, "file"));
    request.repair = flagParam(call, "repair");
    request.confirmed = flagParam(call, "confirmed");
    const CoreService::Progress silent;
    if (!request.confirmed) {
        KS_CO_ASSIGN(const RestorePreview preview,
                     co_await core.previewRestore(std::move(request), silent, call.cancel, call.actor));
        co_return reply(toJson(preview));
    }
    KS_CO_ASSIGN(const RestoreDone done, co_await core.restore(std::move(request), silent, call.cancel, call.actor));
    Json object = toJson(done.preview);
    object["restored"] = true;
    object["set_aside"] = done.setAside;
    object["held"] = done.held;
    co_return reply(std::move(object));
}

RpcTask acceptRollback(CoreService& core, Call call)
{
    Proof proof;
    proof.passphrase = takeOptional(call, "passphrase");
    KS_CO_TRY(co_await core.acceptRollbackWith(std::move(proof), call.actor));
    co_return reply(toJson(core.status()));
}

RpcTask confirmConnection(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string name, textParam(call, "connection"));
    KS_CO_ASSIGN(const model::Connection found, co_await core.find(name));
    KS_CO_ASSIGN(const model::Connection connection, co_await core.confirm(found.id, call.actor));
    KS_CO_ASSIGN(const auto profiles, co_await profileNames(core));
    const auto profile = profiles.find(connection.profile.text);
    co_return reply(toJson(connection, profile == profiles.end() ? std::string{} : profile->second));
}

} // namespace

Json toJson(const backup::BackupInfo& info)
{
    return {{"id", info.id},
            {"made_at", base::toRfc3339(info.madeAt)},
            {"reason", info.reason},
            {"opens_by", std::string{backup::toText(info.secretKind)}},
            {"vault_id", info.vault.text},
            {"schema", info.schema},
            {"program", info.program},
            {"profiles", info.profiles},
            {"connections", info.connections},
            {"credentials", info.credentials},
            {"audit_records", info.auditRecords},
            {"audit_head", {{"sequence", info.headSequence}, {"hash", info.headHash}}}};
}

Json toJson(const RestorePreview& preview)
{
    const backup::Comparison& changes = preview.changes;
    Json audit{{"common", changes.commonRecords}, {"lost", changes.recordsLost}, {"gained", changes.recordsGained}};
    const auto put = [&audit](const char* name, const std::optional<base::WallTime>& time) {
        if (time)
            audit[name] = base::toRfc3339(*time);
    };
    put("lost_from", changes.lostFrom);
    put("lost_to", changes.lostTo);
    put("backup_last", changes.backupLastRecord);
    Json object{{"backup", toJson(preview.backup)},
                {"vault_there", preview.vaultThere},
                {"other_vault", preview.otherVault},
                {"keys", preview.keysStay ? "kept" : "new"},
                {"connections",
                 {{"added", changes.added},
                  {"removed", changes.removed},
                  {"changed", changes.changed},
                  {"same", changes.same}}},
                {"audit", std::move(audit)},
                {"wait_for_confirm", changes.families}};
    if (preview.vaultProblem)
        object["vault_problem"] = {{"code", std::string{base::errorName(preview.vaultProblem->code)}},
                                   {"message", preview.vaultProblem->detail}};
    return object;
}

void registerBackupMethods(access::AgentServer& server, CoreService& core)
{
    const auto secretsAnd = [](std::initializer_list<Member> more) {
        Members members{{"passphrase", MemberKind::Text},
                        {"recovery_key", MemberKind::Text},
                        {"vault_passphrase", MemberKind::Text}};
        members.insert(members.end(), more);
        return members;
    };
    addMethod(
        server, core, "vault.backup", Wish::Administer, backupTo,
        secretsAnd({{"force", MemberKind::Flag}, {"automatic", MemberKind::Flag}, {"confirmed", MemberKind::Flag}}));
    addMethod(server, core, "vault.backups", Wish::Read, backups);
    addMethod(server, core, "vault.restore", Wish::Administer, restoreFrom,
              secretsAnd({{"repair", MemberKind::Flag}, {"confirmed", MemberKind::Flag}}));
    addMethod(server, core, "vault.accept_rollback", Wish::Administer, acceptRollback,
              {{"passphrase", MemberKind::Text}});
    addMethod(server, core, "connection.confirm", Wish::Change, confirmConnection);
}

} // namespace keystead::service
