// SPDX-License-Identifier: GPL-3.0-or-later
// Reads Keystead's own export (vault_export.h).
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/model/credential.h"
#include "core/model/text_rules.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/json_text.h"
#include "core/transfer/import/source_file.h"
#include "core/transfer/import/text_tools.h"
#include "core/transfer/import/vault_export.h"

#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::ErrorCode;
using base::Json;

namespace {

std::vector<std::string> listOf(const Json& object, const char* member)
{
    std::vector<std::string> list;
    const auto found = object.find(member);
    for (const Json& item : found != object.end() && found->is_array() ? *found : Json::array()) {
        if (item.is_string())
            list.push_back(item.get<std::string>());
    }
    return list;
}

void takeSecrets(ImportEntry& entry, const Json& secrets)
{
    for (const auto& [name, value] : secrets.items()) {
        if (!value.is_string())
            continue;
        base::Secret secret = base::Secret::fromText(value.get_ref<const std::string&>());
        std::string_view field = name;
        if (field.ends_with(".base64")) {
            field.remove_suffix(7);
            auto decoded = base::fromBase64Secret(secret.exposeText());
            if (!decoded)
                continue;
            secret = *std::move(decoded);
        }
        if (field == "client.secret")
            entry.clientSecret = std::move(secret);
        else if (model::isFieldName(field))
            entry.secrets.insert_or_assign(std::string{field}, std::move(secret));
    }
}

void addConnection(ImportDocument& document, const Json& json, std::size_t index)
{
    const std::string place = "/connections/" + std::to_string(index);
    const auto secrets = json.is_object() ? json.find("secrets") : json.end();
    if (!json.is_object() || secrets == json.end() || !secrets->is_object() || secrets->empty()) {
        addProblem(document, place, "holds no secret");
        return;
    }
    ImportEntry* const entry = addEntry(document, place);
    if (!entry)
        return;
    entry->name = connectionName(textOf(json, "name"), "Imported");
    entry->provider = textOf(json, "provider");
    entry->kind = model::authKindFromText(textOf(json, "kind")).value_or(model::AuthKind::Custom);
    entry->account = base::cleanForDisplay(textOf(json, "account"));
    entry->scopes = listOf(json, "scopes");
    entry->tags = listOf(json, "tags");
    entry->notes = textOf(json, "notes");
    entry->createdAt = looseTime(textOf(json, "created_at"));
    entry->expiresAt = looseTime(textOf(json, "expires_at"));
    entry->lastUsedAt = looseTime(textOf(json, "last_used_at"));
    entry->paused = textOf(json, "state") == "paused";
    entry->clientId = textOf(json, "client_id");
    const auto parameters = json.find("parameters");
    if (parameters != json.end() && parameters->is_object()) {
        for (const auto& [name, value] : parameters->items()) {
            if (value.is_string())
                entry->parameters.emplace(name, value.get<std::string>());
        }
    }
    takeSecrets(*entry, *secrets);
    if (entry->createdAt)
        entry->history.push_back({*entry->createdAt, model::AuditAction::Connect, {}});
}

} // namespace

base::Result<ImportDocument> parseKeysteadExport(const ImportInput& input)
{
    if (!input.key)
        return base::fail(ErrorCode::InvalidArgument, "the export is encrypted: give its passphrase with --key-fd N");
    KS_ASSIGN(const base::Secret plain, openExport(input.bytes(), *input.key));
    KS_ASSIGN(const Json json, base::parseJson(plain.exposeText(), {.maxBytes = 4 * maxImportFile}));
    const auto connections = json.is_object() ? json.find("connections") : json.end();
    if (!json.is_object() || connections == json.end() || !connections->is_array())
        return base::fail(ErrorCode::ParseError, "/connections: is missing");
    ImportDocument document;
    std::size_t index = 0;
    for (const Json& connection : *connections)
        addConnection(document, connection, index++);
    return document;
}

} // namespace keystead::transfer
