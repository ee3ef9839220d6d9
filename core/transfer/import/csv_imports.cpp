// SPDX-License-Identifier: GPL-3.0-or-later
// CSV: KeePass and KeePassXC by their own headings, anything else by a mapping of columns to fields.
#include "core/base/encoding.h"
#include "core/model/credential.h"
#include "core/model/text_rules.h"
#include "core/transfer/import/csv.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/login_item.h"
#include "core/transfer/import/provider_guess.h"
#include "core/transfer/import/text_tools.h"

#include <algorithm>
#include <array>

namespace keystead::transfer {

using base::ErrorCode;

namespace {

// "secret.NAME" is a field of its own; "-" passes a column over.
constexpr std::array<std::string_view, 16> fields{"name",     "provider",   "kind",       "url",  "account", "username",
                                                  "password", "token",      "api_key",    "totp", "notes",   "tags",
                                                  "scopes",   "expires_at", "created_at", "-"};

struct Heading
{
    std::string_view word; // lower case
    std::string_view field;
};
// What columns are commonly called, for files that come without a mapping.
constexpr std::array<Heading, 36> headings{{
    {"name", "name"},
    {"title", "name"},
    {"account", "name"},
    {"group", "tags"},
    {"folder", "tags"},
    {"tags", "tags"},
    {"service", "name"},
    {"url", "url"},
    {"site", "url"},
    {"web site", "url"},
    {"website", "url"},
    {"login_uri", "url"},
    {"uri", "url"},
    {"username", "username"},
    {"user name", "username"},
    {"user_name", "username"},
    {"login name", "username"},
    {"user", "username"},
    {"login", "username"},
    {"login_username", "username"},
    {"email", "username"},
    {"password", "password"},
    {"pass word", "password"},
    {"passwd", "password"},
    {"login_password", "password"},
    {"token", "token"},
    {"api_key", "api_key"},
    {"api key", "api_key"},
    {"apikey", "api_key"},
    {"totp", "totp"},
    {"login_totp", "totp"},
    {"notes", "notes"},
    {"comments", "notes"},
    {"provider", "provider"},
    {"created", "created_at"},
    {"expires", "expires_at"},
}};

struct Column
{
    std::string field;
    std::string heading;
    bool unknown = false; // nobody said that it is to be passed over
    bool used = false;
};

bool isField(std::string_view field)
{
    if (field.starts_with("secret."))
        return model::isFieldName(field.substr(7));
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

base::Result<std::vector<Column>> columnsOf(const CsvRow& first, const std::map<std::string, std::string>& mapping)
{
    std::vector<Column> columns;
    std::vector<bool> loose;
    std::size_t used = 0;
    for (std::size_t i = 0; i < first.cells.size(); ++i) {
        const std::string heading{trimmed(first.cells[i])};
        auto mapped = mapping.find(heading);
        if (mapped == mapping.end())
            mapped = mapping.find(std::to_string(i + 1));
        if (mapped != mapping.end()) {
            if (!isField(mapped->second))
                return base::fail(ErrorCode::InvalidArgument,
                                  "--map: there is no field `" + base::cleanForDisplay(mapped->second, 60) + "`");
            ++used;
        }
        const bool named = mapped != mapping.end();
        std::string field = named ? mapped->second : commonCsvField(heading);
        const bool unknown = !named && field == "-";
        columns.push_back({std::move(field), heading, unknown});
        loose.push_back(!named && isLooseCsvHeading(heading));
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto same = [&](const Column& other) { return &other != &columns[i] && other.field == columns[i].field; };
        if (loose[i] && std::any_of(columns.begin(), columns.end(), same)) {
            columns[i].field = "-";
            columns[i].unknown = true;
        }
    }
    if (used < mapping.size())
        return base::fail(ErrorCode::InvalidArgument, "--map: a column that is named there is not in the file");
    return columns;
}

struct Extra
{
    std::string provider;
    std::string kind;
    std::string scopes;
};

void takeCell(LoginItem& item, Extra& extra, const std::string& field, const std::string& cell)
{
    const auto secret = [&cell] { return base::Secret::fromText(cell); };
    if (cell.empty() || field == "-")
        return;
    if (field == "name")
        item.title = cell;
    else if (field == "url")
        item.url = cell;
    else if (field == "username" || field == "account")
        item.user = cell;
    else if (field == "tags")
        item.tags.push_back(cell);
    else if (field == "password")
        item.password = secret();
    else if (field == "totp")
        item.totp = secret();
    else if (field == "notes")
        item.notes = secret();
    else if (field == "provider")
        extra.provider = cell;
    else if (field == "kind")
        extra.kind = cell;
    else if (field == "scopes")
        extra.scopes = cell;
    else if (field == "expires_at")
        item.expiresAt = looseTime(cell);
    else if (field == "created_at")
        item.createdAt = looseTime(cell);
    else
        item.more.emplace_back(field.starts_with("secret.") ? field.substr(7) : field, secret());
}

// A row with a token or an API key alone is one; the mapping may say otherwise.
void refine(ImportEntry& entry, const Extra& extra)
{
    using model::AuthKind;
    if (!extra.provider.empty())
        entry.provider = extra.provider;
    else if (entry.provider.empty())
        entry.provider = providerOfHost(entry.instanceUrl);
    for (const std::string_view scope : splitAt(extra.scopes, ' ')) {
        if (model::isScopeToken(scope))
            entry.scopes.emplace_back(scope);
    }
    const auto wanted = model::authKindFromText(extra.kind);
    if (entry.secrets.size() == 1 && (wanted == AuthKind::ApiKey || wanted == AuthKind::Bearer)) {
        auto only = entry.secrets.extract(entry.secrets.begin());
        only.key() = std::string{model::mainField(*wanted)};
        entry.secrets.insert(std::move(only));
        entry.kind = *wanted;
    }
}

base::Result<ImportDocument> readRows(const ImportInput& input, const std::map<std::string, std::string>& mapping)
{
    CsvReader reader(input.bytes());
    CsvRow row;
    KS_ASSIGN(const bool any, reader.next(row));
    if (!any)
        return base::fail(ErrorCode::ParseError, "the file is empty");
    KS_ASSIGN(std::vector<Column> columns, columnsOf(row, mapping));
    const bool hasSecret = std::any_of(columns.begin(), columns.end(), [](const Column& column) {
        return column.field == "password" || column.field == "token" || column.field == "api_key" ||
               column.field.starts_with("secret.") || column.field == "totp";
    });
    if (!hasSecret)
        return base::fail(ErrorCode::InvalidArgument, "no column holds a secret: say which with --map COLUMN=password "
                                                      "(or token, api_key, secret.NAME)");
    ImportDocument document;
    for (;;) {
        KS_ASSIGN(const bool more, reader.next(row));
        if (!more)
            break;
        LoginItem item;
        Extra extra;
        item.place = lineNumber(row.line);
        std::string key;
        for (std::size_t i = 0; i < row.cells.size() && i < columns.size(); ++i) {
            columns[i].used = columns[i].used || !trimmed(row.cells[i]).empty();
            takeCell(item, extra, columns[i].field, row.cells[i]);
        }
        const bool alone = item.password.empty() && item.totp.empty() && item.more.size() == 1;
        if (alone && (item.more.front().first == "token" || item.more.front().first == "api_key"))
            extra.kind = extra.kind.empty() ? (item.more.front().first == "token" ? "bearer" : "api_key") : extra.kind;
        const std::size_t before = document.entries.size();
        addLoginItem(document, std::move(item));
        if (document.entries.size() > before)
            refine(document.entries.back(), extra);
        for (std::string& cell : row.cells)
            base::wipe(cell);
    }
    for (const Column& column : columns) {
        if (!column.unknown || !column.used)
            continue;
        ++document.otherContent;
        document.findings.push_back("the column " + base::cleanForDisplay(column.heading, 60) +
                                    " was passed over: --map says what it is, or that it is not wanted (=-)");
    }
    return document;
}

} // namespace

std::string commonCsvField(std::string_view heading)
{
    const std::string word = model::asciiLower(trimmed(heading));
    const auto found = std::find_if(headings.begin(), headings.end(), [&](const Heading& h) { return h.word == word; });
    return found == headings.end() ? "-" : std::string{found->field};
}

bool isLooseCsvHeading(std::string_view heading)
{
    const std::string word = model::asciiLower(trimmed(heading));
    return word == "service" || word == "site";
}

std::vector<std::string> csvFields()
{
    return {fields.begin(), fields.end()};
}

base::Result<ImportDocument> parseGenericCsv(const ImportInput& input)
{
    return readRows(input, input.mapping);
}

base::Result<ImportDocument> parseKeePassCsv(const ImportInput& input)
{
    // KeePass 1 and 2 call a title "Account"; KeePassXC has "Group","Title","Username"...
    const std::string_view first = input.bytes().substr(0, input.bytes().find('\n'));
    if (first.find("Title") == std::string_view::npos && first.find("Account") == std::string_view::npos)
        return base::fail(ErrorCode::ParseError,
                          "line 1: is not the heading of a KeePass export; use the format csv with a mapping");
    // Its columns are known: what is left out (icons, times of change) is of no use elsewhere.
    KS_ASSIGN(ImportDocument document, readRows(input, {}));
    document.otherContent = 0;
    document.findings.clear();
    return document;
}

} // namespace keystead::transfer
