// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/connection_snapshot.h"

#include "core/base/json.h"
#include "core/vault/connection_store.h"

#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::Json;

namespace {

std::vector<std::string> listOf(const Json& json, const char* member)
{
    std::vector<std::string> list;
    const auto found = json.find(member);
    for (const Json& item : found != json.end() && found->is_array() ? *found : Json::array()) {
        if (item.is_string())
            list.push_back(item.get<std::string>());
    }
    return list;
}

} // namespace

ConnectionSnapshot snapshotOf(const model::Connection& connection)
{
    return {
        connection.tags, connection.scopesGranted, connection.notes, connection.account, connection.expiresAt, {}, {}};
}

void restore(model::Connection& connection, const ConnectionSnapshot& snapshot)
{
    connection.tags = snapshot.tags;
    connection.scopesGranted = snapshot.scopes;
    connection.notes = snapshot.notes;
    connection.account = snapshot.account;
    connection.expiresAt = snapshot.expiresAt;
}

std::string toJsonText(const ConnectionSnapshot& snapshot)
{
    Json json = {{"tags", snapshot.tags},       {"scopes", snapshot.scopes}, {"notes", snapshot.notes},
                 {"account", snapshot.account}, {"added", snapshot.added},   {"replaced", snapshot.replaced}};
    if (snapshot.expiresAt)
        json["expires_at"] = base::toMillis(*snapshot.expiresAt);
    return base::toJsonText(json);
}

base::Result<ConnectionSnapshot> snapshotFromJson(std::string_view text)
{
    const auto json = base::parseJson(text);
    if (!json || !json->is_object())
        return base::fail(base::ErrorCode::Damaged, "import_item.before");
    ConnectionSnapshot snapshot;
    snapshot.tags = listOf(*json, "tags");
    snapshot.scopes = listOf(*json, "scopes");
    snapshot.added = listOf(*json, "added");
    KS_ASSIGN(snapshot.notes, base::requireString(*json, "notes", "import_item.before"));
    KS_ASSIGN(snapshot.account, base::requireString(*json, "account", "import_item.before"));
    KS_ASSIGN(const auto expires, base::optionalInt(*json, "expires_at", "import_item.before"));
    if (expires)
        snapshot.expiresAt = base::fromMillis(*expires);
    const auto replaced = json->find("replaced");
    if (replaced != json->end() && replaced->is_object()) {
        for (const auto& [field, kept] : replaced->items()) {
            if (kept.is_string())
                snapshot.replaced.emplace(field, kept.get<std::string>());
        }
    }
    return snapshot;
}

base::Result<model::Connection> makeBackup(db::Transaction& transaction, vault::Vault& vault, const ImportRun& run,
                                           base::WallTime now)
{
    model::Connection backup;
    backup.id = base::ConnectionId::create();
    backup.profile = run.profile;
    backup.name = "Before import " + run.id;
    backup.providerId = "generic-custom";
    backup.kind = model::AuthKind::Custom;
    backup.state = model::ConnectionState::Active;
    backup.tags = {"import-backup"};
    backup.notes =
        "What the import of " + base::toRfc3339(run.doneAt) +
        " replaced. `keystead-cli import undo` puts it back; remove this connection when you no longer need it.";
    backup.createdAt = now;
    backup.updatedAt = now;
    KS_TRY(vault.connections().save(transaction, backup));
    return backup;
}

} // namespace keystead::transfer
