// SPDX-License-Identifier: GPL-3.0-or-later
// Bitwarden's JSON export: plain, or protected with a password of its own. One that is encrypted with the account's key
// opens only in that account and is refused with what to do.
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/crypto/digest.h"
#include "core/crypto/foreign.h"
#include "core/crypto/password_kdf.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/json_text.h"
#include "core/transfer/import/login_item.h"
#include "core/transfer/import/source_file.h"
#include "core/transfer/import/text_tools.h"

#include <map>
#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::ErrorCode;
using base::Json;

namespace {

constexpr int maxDepth = 32;

base::Secret secretOf(const Json& object, const char* member)
{
    return base::Secret::fromText(textOf(object, member));
}

const Json& memberOf(const Json& object, const char* member)
{
    static const Json nothing = Json::object();
    const auto found = object.find(member);
    return found != object.end() && found->is_object() ? *found : nothing;
}

// Cards and identities: every text member is a secret field.
void takeAll(LoginItem& item, const Json& object)
{
    for (const auto& [name, value] : object.items()) {
        if (value.is_string() && !value.get_ref<const std::string&>().empty())
            item.more.emplace_back(name, base::Secret::fromText(value.get_ref<const std::string&>()));
    }
}

void addItem(ImportDocument& document, const Json& json, std::size_t index,
             const std::map<std::string, std::string>& folders)
{
    LoginItem item;
    item.place = "/items/" + std::to_string(index);
    if (!json.is_object()) {
        addProblem(document, item.place, "is no object");
        return;
    }
    if (!textOf(json, "deletedDate").empty()) {
        addProblem(document, item.place, "lies in the trash");
        return;
    }
    item.title = textOf(json, "name");
    item.notes = secretOf(json, "notes");
    item.createdAt = looseTime(textOf(json, "creationDate"));
    if (const auto folder = folders.find(std::string{textOf(json, "folderId")}); folder != folders.end())
        item.group = folder->second;
    const Json& login = memberOf(json, "login");
    item.user = textOf(login, "username");
    item.password = secretOf(login, "password");
    item.totp = secretOf(login, "totp");
    const auto uris = login.find("uris");
    if (uris != login.end() && uris->is_array() && !uris->empty() && uris->front().is_object())
        item.url = textOf(uris->front(), "uri");
    takeAll(item, memberOf(json, "card"));
    takeAll(item, memberOf(json, "identity"));
    takeAll(item, memberOf(json, "sshKey"));
    const auto fields = json.find("fields");
    if (fields != json.end() && fields->is_array()) {
        for (const Json& field : *fields) {
            if (field.is_object() && !textOf(field, "value").empty())
                item.more.emplace_back(std::string{textOf(field, "name")}, secretOf(field, "value"));
        }
    }
    addLoginItem(document, std::move(item));
}

base::Result<ImportDocument> fromPlain(const Json& json)
{
    const auto items = json.find("items");
    if (items == json.end() || !items->is_array())
        return base::fail(ErrorCode::ParseError, "/items: is missing");
    std::map<std::string, std::string> folders;
    for (const char* const list : {"folders", "collections"}) {
        const auto found = json.find(list);
        for (const Json& folder : found != json.end() && found->is_array() ? *found : Json::array()) {
            if (folder.is_object())
                folders.emplace(textOf(folder, "id"), textOf(folder, "name"));
        }
    }
    ImportDocument document;
    std::size_t index = 0;
    for (const Json& item : *items)
        addItem(document, item, index++, folders);
    return document;
}

// "2.iv|ciphertext|mac": AES-256-CBC, then HMAC-SHA-256 over iv and ciphertext (Bitwarden security white paper).
base::Result<base::Secret> openEncString(std::string_view text, const base::Secret& encKey, const base::Secret& macKey)
{
    if (!text.starts_with("2."))
        return base::fail(ErrorCode::Unsupported, "the export is encrypted in a way that is not known here");
    const auto parts = splitAt(text.substr(2), '|');
    if (parts.size() != 3)
        return base::fail(ErrorCode::ParseError, "/data: is not iv|data|mac");
    KS_ASSIGN(const base::Bytes iv, base::fromBase64(parts[0]));
    KS_ASSIGN(const base::Bytes data, base::fromBase64(parts[1]));
    KS_ASSIGN(const base::Bytes mac, base::fromBase64(parts[2]));
    base::Bytes bound = iv;
    bound.insert(bound.end(), data.begin(), data.end());
    KS_ASSIGN(const crypto::Sha256Digest right, crypto::hmacSha256(macKey, bound));
    if (!base::Secret::fromBytes(right).equals(mac))
        return base::fail(ErrorCode::WrongKey, "the password does not open this export");
    return crypto::openAesCbc(encKey, iv, data);
}

base::Result<base::Secret> masterKeyOf(const Json& json, const base::Secret& password)
{
    const std::string salt{textOf(json, "salt")};
    const std::span saltBytes{reinterpret_cast<const std::uint8_t*>(salt.data()), salt.size()};
    KS_ASSIGN(const std::int64_t type, base::requireInt(json, "kdfType", ""));
    KS_ASSIGN(const std::int64_t rounds, base::requireInt(json, "kdfIterations", ""));
    if (rounds < 1 || rounds > crypto::maxPbkdf2Iterations)
        return base::fail(ErrorCode::LimitExceeded, "/kdfIterations: " + std::to_string(rounds));
    if (type == 0)
        return crypto::pbkdf2(password, saltBytes, static_cast<std::uint32_t>(rounds), "sha256", 32);
    if (type != 1)
        return base::fail(ErrorCode::Unsupported, "/kdfType: " + std::to_string(type));
    KS_ASSIGN(const std::int64_t memory, base::requireInt(json, "kdfMemory", "")); // MiB
    KS_ASSIGN(const std::int64_t lanes, base::requireInt(json, "kdfParallelism", ""));
    if (memory < 15 || memory > 1024 || lanes < 1 || lanes > 16 || rounds > 64)
        return base::fail(ErrorCode::LimitExceeded, "/kdfMemory: Argon2id with parameters out of bounds");
    const crypto::Argon2Params params{static_cast<std::uint32_t>(memory) * 1024, static_cast<std::uint32_t>(rounds),
                                      static_cast<std::uint32_t>(lanes)};
    return crypto::argon2idUnbounded(password, crypto::sha256(saltBytes), {}, {}, params, 32);
}

base::Result<base::Secret> openProtected(const Json& json, const base::Secret* password)
{
    if (!password)
        return base::fail(ErrorCode::InvalidArgument,
                          "this export is protected with a password: give it with --key-fd N");
    KS_ASSIGN(const base::Secret master, masterKeyOf(json, *password));
    KS_ASSIGN(const base::Secret encKey, crypto::hkdfExpandSha256(master, "enc", 32));
    KS_ASSIGN(const base::Secret macKey, crypto::hkdfExpandSha256(master, "mac", 32));
    return openEncString(textOf(json, "data"), encKey, macKey);
}

} // namespace

base::Result<ImportDocument> parseBitwarden(const ImportInput& input)
{
    KS_ASSIGN(const Json json, base::parseJson(input.bytes(), {.maxBytes = maxImportFile, .maxDepth = maxDepth}));
    if (!json.is_object())
        return base::fail(ErrorCode::ParseError, "the file holds no JSON object");
    const auto encrypted = json.find("encrypted");
    if (encrypted == json.end() || !encrypted->is_boolean() || !encrypted->get<bool>())
        return fromPlain(json);
    const auto withPassword = json.find("passwordProtected");
    if (withPassword == json.end() || !withPassword->is_boolean() || !withPassword->get<bool>())
        return base::fail(ErrorCode::Unsupported,
                          "this export is encrypted with the account's key, which only Bitwarden "
                          "has: export again as \".json\" or \".json (encrypted)\" with a "
                          "password");
    KS_ASSIGN(const base::Secret plain, openProtected(json, input.key));
    KS_ASSIGN(const Json inner, base::parseJson(plain.exposeText(), {.maxBytes = maxImportFile, .maxDepth = maxDepth}));
    KS_ASSIGN(ImportDocument document, fromPlain(inner));
    document.findings.emplace_back("opened with the export's password");
    return document;
}

} // namespace keystead::transfer
