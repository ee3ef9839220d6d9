// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/vault_export.h"

#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/crypto/aead.h"
#include "core/crypto/random.h"
#include "core/model/credential.h"
#include "core/transfer/import/source_file.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::ErrorCode;
using base::Json;

namespace {

constexpr std::int64_t formatVersion = 1;
constexpr std::string_view formatName = "keystead-export";
constexpr std::size_t saltSize = 32;

void addTime(Json& json, const char* member, const std::optional<base::WallTime>& time)
{
    if (time)
        json[member] = base::toRfc3339(*time);
}

// Everything but the secrets, which are written into locked memory around it.
Json publicPart(const ExportRow& row)
{
    const model::Connection& c = row.connection;
    Json json = {{"name", c.name},
                 {"provider", c.providerId},
                 {"kind", std::string{model::toText(c.kind)}},
                 {"state", std::string{model::toText(c.state)}},
                 {"account", c.account},
                 {"parameters", c.parameters},
                 {"scopes", c.scopesGranted.empty() ? c.scopesRequested : c.scopesGranted},
                 {"tags", c.tags},
                 {"notes", c.notes},
                 {"created_at", base::toRfc3339(c.createdAt)}};
    addTime(json, "expires_at", c.expiresAt);
    addTime(json, "last_used_at", c.lastUsedAt);
    if (!row.clientId.empty())
        json["client_id"] = row.clientId;
    return json;
}

// A JSON string of a secret. Bytes that are no text are written as base64 under another name (see writeRow).
void appendJsonText(base::SecretBuilder& out, const base::Secret& secret)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    out.append('"');
    for (const char c : secret.exposeText()) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (byte < 0x20) {
            out.append("\\u00").append(digits[byte >> 4U]).append(digits[byte & 15U]);
        } else {
            out.append(c);
        }
    }
    out.append('"');
}

void writeRow(base::SecretBuilder& out, const ExportRow& row)
{
    std::string text = base::toJsonText(publicPart(row));
    text.pop_back();
    out.append(text).append(",\"secrets\":{");
    bool first = true;
    const auto add = [&](std::string_view name, const base::Secret& value) {
        const bool isText = base::isValidUtf8(value.exposeText());
        out.append(first ? "" : ",").append('"').append(name).append(isText ? "" : ".base64").append("\":");
        appendJsonText(out, isText ? value.clone() : base::toBase64Secret(value));
        first = false;
    };
    for (const auto& [name, value] : row.fields)
        add(name, value);
    if (!row.clientSecret.empty())
        add("client.secret", row.clientSecret);
    out.append("}}");
}

Json headerOf(const base::Bytes& salt, const crypto::Argon2Params& params, base::WallTime now)
{
    return {{"format", std::string{formatName}},
            {"version", formatVersion},
            {"made_at", base::toRfc3339(now)},
            {"cipher", "aes-256-gcm"},
            {"kdf",
             {{"name", "argon2id"},
              {"memory_kib", params.memoryKiB},
              {"passes", params.passes},
              {"lanes", params.lanes},
              {"salt", base::toBase64(salt)}}}};
}

base::Bytes associated(const Json& header)
{
    return crypto::joinAssociated({base::toJsonText(header)});
}

base::Result<std::uint32_t> numberOf(const Json& kdf, const char* member)
{
    KS_ASSIGN(const std::int64_t value, base::requireInt(kdf, member, "kdf"));
    if (value < 1 || value > UINT32_MAX)
        return base::fail(ErrorCode::LimitExceeded, std::string{"kdf."} + member + ": is out of bounds");
    return static_cast<std::uint32_t>(value);
}

} // namespace

base::Result<std::vector<ExportRow>> exportRows(vault::Vault& vault, const std::vector<model::Connection>& connections)
{
    std::vector<ExportRow> rows;
    for (const model::Connection& connection : connections) {
        if (std::find(connection.tags.begin(), connection.tags.end(), "import-backup") != connection.tags.end())
            continue;
        ExportRow row;
        row.connection = connection;
        KS_ASSIGN(auto fields, vault.credentials().getAll(connection.id.text));
        for (auto& [name, value] : fields)
            row.fields.emplace_back(name, std::move(value));
        if (connection.oauthClient) {
            KS_ASSIGN(const model::OAuthClient client, vault.oauthClients().get(*connection.oauthClient));
            row.clientId = client.clientId;
            if (client.hasSecret) {
                KS_ASSIGN(row.clientSecret, vault.credentials().get(client.id.text, model::field::clientSecret));
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

base::Result<std::string> sealExport(const std::vector<ExportRow>& rows, const base::Secret& passphrase,
                                     base::WallTime now, const crypto::Argon2Params& params)
{
    base::SecretBuilder out;
    out.append("{\"connections\":[");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        out.append(i == 0 ? "" : ",");
        writeRow(out, rows[i]);
    }
    out.append("]}");
    const base::Secret plain = std::move(out).build();
    const base::Bytes salt = crypto::randomBytes(saltSize);
    KS_ASSIGN(const base::Secret key, crypto::argon2id(passphrase, salt, params));
    Json document = headerOf(salt, params, now);
    KS_ASSIGN(const base::Bytes box, crypto::seal(key, plain, associated(document)));
    document["data"] = base::toBase64(box);
    return base::toJsonText(document) + '\n';
}

base::Result<base::Secret> openExport(std::string_view text, const base::Secret& passphrase)
{
    KS_ASSIGN(Json document, base::parseJson(text, {.maxBytes = maxImportFile}));
    KS_ASSIGN(const std::string format, base::requireString(document, "format", "export"));
    if (format != formatName)
        return base::fail(ErrorCode::ParseError, "this is no Keystead export");
    KS_ASSIGN(const std::int64_t version, base::requireInt(document, "version", "export"));
    if (version > formatVersion)
        return base::fail(ErrorCode::TooNew, "the export was made by a later version of Keystead");
    KS_ASSIGN(const std::string data, base::requireString(document, "data", "export"));
    const auto kdf = document.find("kdf");
    if (kdf == document.end() || !kdf->is_object())
        return base::fail(ErrorCode::ParseError, "export.kdf: is missing");
    KS_ASSIGN(const std::string saltText, base::requireString(*kdf, "salt", "kdf"));
    KS_ASSIGN(const base::Bytes salt, base::fromBase64(saltText));
    crypto::Argon2Params params;
    KS_ASSIGN(params.memoryKiB, numberOf(*kdf, "memory_kib"));
    KS_ASSIGN(params.passes, numberOf(*kdf, "passes"));
    KS_ASSIGN(params.lanes, numberOf(*kdf, "lanes"));
    KS_ASSIGN(const base::Bytes box, base::fromBase64(data));
    KS_ASSIGN(const base::Secret key, crypto::argon2id(passphrase, salt, params));
    document.erase("data");
    auto plain = crypto::open(key, box, associated(document));
    if (!plain)
        return base::fail(ErrorCode::WrongPassphrase, "the passphrase does not open this export, or it was altered");
    return plain;
}

} // namespace keystead::transfer
