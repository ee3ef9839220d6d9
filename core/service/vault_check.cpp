// SPDX-License-Identifier: GPL-3.0-or-later
// `vault check`: every claim about the vault looked at again. What takes long runs on a worker with a read-only
// connection of its own.
#include "core/audit/verifier.h"
#include "core/base/private_files.h"
#include "core/db/migrator.h"
#include "core/service/vault_slots.h"

#include <algorithm>

namespace keystead::service {

namespace {

namespace fs = std::filesystem;

CheckItem itemOf(std::string what, const base::Status& status, std::string detail = {})
{
    if (status)
        return {std::move(what), true, std::move(detail)};
    return {std::move(what), false, base::toString(status.error())};
}

base::Status keyFileStatus(const Context& context, const VaultSession& session)
{
    KS_ASSIGN(const keys::KeyFile onDisk, keys::KeyFile::load(context.keyFilePath()));
    if (onDisk.vaultId() != session.keyFile.vaultId())
        return base::fail(base::ErrorCode::Damaged, "it belongs to another vault");
    if (onDisk.slots().size() != session.keyFile.slots().size())
        return base::fail(base::ErrorCode::Tampered, "its slots are not those that were opened");
    return base::ok();
}

base::Status permissions(const Context& context)
{
    KS_TRY(base::ensurePrivateFolder(context.parts.vaultFolder));
    KS_TRY(base::checkPrivateFile(context.keyFilePath()));
    KS_TRY(base::checkPrivateFile(context.databasePath()));
    for (const char* suffix : {"-wal", "-shm"}) {
        const fs::path beside = fs::path(context.databasePath()).concat(suffix);
        std::error_code ignored;
        if (fs::exists(beside, ignored)) {
            KS_TRY(base::checkPrivateFile(beside));
        }
    }
    return base::ok();
}

base::Status schemaStatus(db::Connection& database)
{
    const auto migrations = db::builtInMigrations();
    KS_ASSIGN(const int version, db::schemaVersion(database));
    const int newest = migrations.empty() ? 0 : migrations.back().number;
    if (version != newest)
        return base::fail(base::ErrorCode::Damaged,
                          "schema " + std::to_string(version) + " instead of " + std::to_string(newest));
    return base::ok();
}

base::Status chainStatus(const base::Result<model::ChainReport>& report)
{
    if (!report)
        return report.error();
    if (report->ok || !report->finding)
        return base::ok();
    return base::fail(base::ErrorCode::Tampered, std::string{model::toText(report->finding->kind)} + " at record " +
                                                     std::to_string(report->finding->sequence) + ": " +
                                                     report->finding->detail);
}

struct SlowChecks
{
    base::Status pages = base::ok();
    base::Result<model::ChainReport> chain = model::ChainReport{};
};

SlowChecks runSlowChecks(const fs::path& file, const base::Secret& key, const audit::VerifyInput& input)
{
    SlowChecks result;
    auto database = db::Connection::open(file, key, db::OpenMode::ReadOnly);
    if (!database) {
        result.pages = database.error();
        result.chain = database.error();
        return result;
    }
    result.pages = (*database)->checkIntegrity();
    result.chain = audit::verifyDatabase(**database, input);
    return result;
}

} // namespace

TaskOf<std::vector<CheckItem>> checkVault(ContextPtr context)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(base::Secret key, session->databaseKey());
    const auto rawKey = std::make_shared<base::Secret>(std::move(key));
    audit::VerifyInput input;
    input.vaultId = session->keyFile.vaultId().text;
    input.publicKey = session->audit->publicKeyBase64();
    if (context->parts.rememberedAnchors)
        input.anchors = context->parts.rememberedAnchors();
    const fs::path file = context->databasePath();
    std::function<SlowChecks()> work = [file, rawKey, input] { return runSlowChecks(file, *rawKey, input); };
    auto working = context->worker.run<SlowChecks>(std::move(work));
    const std::shared_ptr<SlowChecks> slow = co_await working;
    rawKey->clear();
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    std::vector<CheckItem> items;
    items.push_back(itemOf("permissions", permissions(*context), context->parts.vaultFolder.string()));
    items.push_back(
        itemOf("key file", keyFileStatus(*context, *still), std::to_string(still->keyFile.slots().size()) + " slots"));
    items.push_back(itemOf("pages", slow->pages));
    items.push_back(itemOf("schema", schemaStatus(still->vault->database())));
    items.push_back(
        itemOf("seals", still->vault->checkSeals(), std::to_string(still->connectionCount) + " connections"));
    items.push_back(itemOf("chain", chainStatus(slow->chain),
                           slow->chain ? std::to_string(slow->chain->records) + " records" : std::string{}));
    const base::Status anchors =
        still->rolledBack ? base::Status{base::fail(base::ErrorCode::RolledBack, "older than what was remembered")}
                          : base::ok();
    items.push_back(itemOf("anchors", anchors));
    co_return items;
}

} // namespace keystead::service
