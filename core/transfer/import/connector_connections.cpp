// SPDX-License-Identifier: GPL-3.0-or-later
// The table connector_connections: id, user_id, connector_id, encrypted_credentials (AES-256-GCM of JSON), accounts,
// status, last_sync, settings.
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/model/credential.h"
#include "core/transfer/import/credential_json.h"
#include "core/transfer/import/gcm_opener.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/provider_guess.h"
#include "core/transfer/import/table_source.h"
#include "core/transfer/import/text_tools.h"

#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::ErrorCode;

namespace {

// Accounts and settings are a person's data: they are kept sealed beside the credential.
void keepBeside(ImportEntry& entry, const TableRow& row)
{
    bool kept = false;
    for (const std::string_view column : {"accounts", "settings"}) {
        const std::string_view text = trimmed(row.text(column));
        if (text.empty() || text == "[]" || text == "{}" || text == "null" || text.size() > 200'000)
            continue;
        entry.secrets.insert_or_assign(std::string{column}, base::Secret::fromText(text));
        kept = true;
    }
    // Only a connection with fields of its own can have them.
    if (!kept || entry.kind == model::AuthKind::Custom)
        return;
    const std::string main{model::mainField(entry.kind)};
    if (auto node = entry.secrets.extract(main); entry.kind != model::AuthKind::OAuth2 && !node.empty()) {
        node.key() = std::string{model::field::customSecret};
        entry.secrets.insert(std::move(node));
    } else if (!node.empty()) {
        entry.secrets.insert(std::move(node));
    }
    entry.kind = model::AuthKind::Custom;
}

void describe(ImportEntry& entry, const TableRow& row)
{
    const std::string connector = base::cleanForDisplay(row.text("connector_id"), 60);
    const std::string status = providerWord(row.text("status"));
    entry.paused = status == "disconnected" || status == "inactive" || status == "paused" || status == "disabled";
    const std::map<std::string, std::string> detail{{"row", base::cleanForDisplay(row.text("id"), 80)},
                                                    {"status", base::cleanForDisplay(row.text("status"), 40)}};
    if (const auto created = looseTime(row.firstOf({"created_at", "connected_at"}))) {
        entry.createdAt = created;
        entry.history.push_back({*created, model::AuditAction::Connect, detail});
    }
    if (const auto synced = looseTime(row.firstOf({"last_sync", "last_sync_at"})))
        entry.history.push_back({*synced, model::AuditAction::Sync, detail});
    if (entry.provider.empty())
        entry.provider = connector;
    keepBeside(entry, row);
}

} // namespace

base::Result<ImportDocument> parseConnectorConnections(const ImportInput& input)
{
    if (!input.key)
        return base::fail(ErrorCode::InvalidArgument, "the credentials are encrypted: give the key with --key-fd N");
    const std::string table = input.layoutOr("table", "connector_connections");
    KS_ASSIGN(const std::vector<TableRow> rows, readTable(input.bytes(), table));
    KS_ASSIGN(GcmOpener opener, GcmOpener::create(*input.key, input.layout));
    ImportDocument document;
    int opened = 0;
    int wrong = 0;
    for (const TableRow& row : rows) {
        if (input.cancelled())
            return base::fail(ErrorCode::Cancelled);
        const std::string_view sealed = row.text("encrypted_credentials");
        if (trimmed(sealed).empty()) {
            addProblem(document, row.place, "has no credentials");
            continue;
        }
        const auto plain = opener.open(sealed, std::string{row.text("user_id")});
        if (!plain) {
            const bool wrongKey = plain.error().code == ErrorCode::WrongKey;
            addProblem(document, row.place, wrongKey ? "the key does not open it" : plain.error().detail);
            wrong += wrongKey ? 1 : 0;
            if (opened == 0 && wrong >= 5)
                break;
            continue;
        }
        ++opened;
        const auto json = base::parseJson(plain->exposeText());
        if (!json) {
            addProblem(document, row.place, "what was encrypted is no JSON: " + json.error().detail);
            continue;
        }
        const std::string connector = base::cleanForDisplay(row.text("connector_id"), 60);
        const std::size_t first = document.entries.size();
        addCredentialJson(document, *json, {row.place, connector, connector, {}, {}, {"imported"}});
        for (std::size_t i = first; i < document.entries.size(); ++i)
            describe(document.entries[i], row);
    }
    if (opened == 0 && wrong > 0)
        return base::fail(ErrorCode::WrongKey,
                          "the key opens none of the rows; if it is right, the system encrypted in "
                          "another way: see --layout in docs/import.md");
    if (!opener.form().empty())
        document.findings.push_back("opened as AES-256-GCM: " + opener.form());
    return document;
}

} // namespace keystead::transfer
