// SPDX-License-Identifier: GPL-3.0-or-later
// The table git_connections: id, provider, instance_url, username, email, access_token_encrypted,
// refresh_token_encrypted (Fernet), token_expires_at, scopes (JSON), connected_at, last_used_at, is_active.
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/model/credential.h"
#include "core/model/text_rules.h"
#include "core/transfer/import/fernet.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/provider_guess.h"
#include "core/transfer/import/table_source.h"
#include "core/transfer/import/text_tools.h"

#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::ErrorCode;

namespace {

std::vector<std::string> scopesOf(std::string_view text)
{
    std::vector<std::string> scopes;
    const auto add = [&scopes](std::string_view scope) {
        if (model::isScopeToken(scope) && scopes.size() < 100)
            scopes.emplace_back(scope);
    };
    const auto json = base::parseJson(text);
    if (json && json->is_array()) {
        for (const base::Json& scope : *json) {
            if (scope.is_string())
                add(scope.get_ref<const std::string&>());
        }
        return scopes;
    }
    if (text.starts_with('{') && text.ends_with('}')) // a PostgreSQL array
        text = text.substr(1, text.size() - 2);
    std::string words{text};
    for (char& c : words)
        c = c == ',' || c == '"' ? ' ' : c;
    for (const std::string_view word : splitAt(words, ' '))
        add(word);
    return scopes;
}

// A bytea column holds the token's text as bytes.
std::string tokenText(std::string_view cell)
{
    cell = trimmed(cell);
    if (cell.starts_with("\\x")) {
        if (const auto bytes = base::fromHex(cell.substr(2)))
            return {bytes->begin(), bytes->end()};
    }
    return std::string{cell};
}

void describe(ImportEntry& entry, const TableRow& row)
{
    const std::string host = hostOf(row.text("instance_url"));
    const std::string provider = providerWord(row.text("provider"));
    const std::string byHost = providerOfHost(host);
    entry.provider = provider.empty() ? byHost : provider;
    if (entry.provider == "github" && byHost != "github" && !host.empty())
        entry.provider = "github-enterprise";
    entry.instanceUrl = host.empty() ? std::string{} : originOf(row.text("instance_url"));
    entry.account = base::cleanForDisplay(row.firstOf({"username", "email"}));
    const std::string label = base::cleanForDisplay(row.text("provider"), 60);
    entry.name = connectionName(label + (entry.account.empty() ? "" : " " + entry.account), host);
    entry.scopes = scopesOf(row.text("scopes"));
    entry.tags = {"imported"};
    entry.createdAt = looseTime(row.text("connected_at"));
    entry.expiresAt = looseTime(row.text("token_expires_at"));
    entry.lastUsedAt = looseTime(row.text("last_used_at"));
    entry.paused = row.flag("is_active") == false;
    const std::map<std::string, std::string> detail{{"row", base::cleanForDisplay(row.text("id"), 80)}};
    if (entry.createdAt)
        entry.history.push_back({*entry.createdAt, model::AuditAction::Connect, detail});
    if (entry.lastUsedAt)
        entry.history.push_back({*entry.lastUsedAt, model::AuditAction::CredentialAccess, detail});
    if (const auto synced = looseTime(row.firstOf({"last_sync", "last_sync_at", "last_synced_at"})))
        entry.history.push_back({*synced, model::AuditAction::Sync, detail});
}

base::Result<std::optional<base::Secret>> openCell(FernetOpener& opener, const TableRow& row, std::string_view column)
{
    std::string token = tokenText(row.text(column));
    if (token.empty())
        return std::optional<base::Secret>{};
    auto opened = opener.open(token, {std::string{row.firstOf({"user_id", "id"})}, {}});
    base::wipe(token);
    if (!opened)
        return opened.error();
    return std::optional<base::Secret>{*std::move(opened)};
}

} // namespace

base::Result<ImportDocument> parseGitConnections(const ImportInput& input)
{
    if (!input.key)
        return base::fail(ErrorCode::InvalidArgument, "the tokens are encrypted: give the key with --key-fd N");
    const std::string table = input.layoutOr("table", "git_connections");
    KS_ASSIGN(const std::vector<TableRow> rows, readTable(input.bytes(), table));
    KS_ASSIGN(FernetOpener opener, FernetOpener::create(*input.key, input.layout));
    ImportDocument document;
    document.otherContent = holdsOtherTables(input.bytes()) ? 1 : 0;
    int opened = 0;
    int wrong = 0;
    for (const TableRow& row : rows) {
        if (input.cancelled())
            return base::fail(ErrorCode::Cancelled);
        auto access = openCell(opener, row, "access_token_encrypted");
        auto refresh = openCell(opener, row, "refresh_token_encrypted");
        if (!access || !refresh) {
            const base::Error& error = access ? refresh.error() : access.error();
            addProblem(document, row.place,
                       error.code == ErrorCode::WrongKey ? "the key does not open its tokens" : error.detail);
            wrong += error.code == ErrorCode::WrongKey ? 1 : 0;
            if (opened == 0 && wrong >= 5)
                break;
            continue;
        }
        if (!*access) {
            addProblem(document, row.place, "has no access token");
            continue;
        }
        ++opened;
        ImportEntry* const entry = addEntry(document, row.place);
        if (!entry)
            break;
        describe(*entry, row);
        entry->kind = model::AuthKind::OAuth2;
        entry->secrets.emplace(model::field::accessToken, **std::move(access));
        if (*refresh && !(*refresh)->empty())
            entry->secrets.emplace(model::field::refreshToken, **std::move(refresh));
    }
    if (opened == 0 && wrong > 0)
        return base::fail(ErrorCode::WrongKey, "the key opens none of the tokens; if it is right, the system made its "
                                               "key in another way: see --layout in docs/import.md");
    if (!opener.form().empty())
        document.findings.push_back("tokens opened as Fernet with " + opener.form());
    return document;
}

} // namespace keystead::transfer
