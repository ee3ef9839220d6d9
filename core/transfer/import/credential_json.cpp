// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/credential_json.h"

#include "core/base/encoding.h"
#include "core/model/credential.h"
#include "core/model/text_rules.h"
#include "core/transfer/import/provider_guess.h"
#include "core/transfer/import/text_tools.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::Json;
using model::AuthKind;

namespace {

constexpr int maxNesting = 4;

constexpr std::array<std::string_view, 20> secretNames{"access_token",
                                                       "refresh_token",
                                                       "id_token",
                                                       "token",
                                                       "api_key",
                                                       "apikey",
                                                       "key",
                                                       "secret",
                                                       "secret_key",
                                                       "password",
                                                       "passwd",
                                                       "private_key",
                                                       "client_secret",
                                                       "api_secret",
                                                       "bearer_token",
                                                       "auth_token",
                                                       "pat",
                                                       "api_token",
                                                       "secret_access_key",
                                                       "personal_access_token"};

bool isSecretName(const std::string& field)
{
    return std::find(secretNames.begin(), secretNames.end(), field) != secretNames.end();
}

bool holdsSecret(const Json& object)
{
    return std::any_of(object.items().begin(), object.items().end(), [](const auto& member) {
        return member.value().is_string() && isSecretName(fieldNameFrom(member.key()));
    });
}

void takeScopes(ImportEntry& entry, const Json& value)
{
    std::vector<std::string> words;
    if (value.is_array()) {
        for (const Json& item : value) {
            if (item.is_string())
                words.push_back(item.get<std::string>());
        }
    } else if (value.is_string()) {
        std::string text = value.get<std::string>();
        std::replace(text.begin(), text.end(), ',', ' ');
        for (const std::string_view word : splitAt(text, ' '))
            words.emplace_back(word);
    }
    for (const std::string& word : words) {
        if (model::isScopeToken(word) && entry.scopes.size() < 100)
            entry.scopes.push_back(word);
    }
}

std::optional<base::WallTime> timeOf(const Json& value)
{
    if (value.is_number_integer())
        return looseTime(std::to_string(value.get<std::int64_t>()));
    return value.is_string() ? looseTime(value.get_ref<const std::string&>()) : std::nullopt;
}

// True where the member was public and found its place.
bool takePublic(ImportEntry& entry, const std::string& field, const Json& value)
{
    if (field == "scope" || field == "scopes") {
        takeScopes(entry, value);
        return true;
    }
    if (field == "expires_at" || field == "token_expires_at" || field == "expiry") {
        entry.expiresAt = timeOf(value);
        return true;
    }
    if (!value.is_string())
        return false;
    const std::string& text = value.get_ref<const std::string&>();
    if (field == "username" || field == "email" || field == "login" || field == "user" || field == "account") {
        if (entry.account.empty())
            entry.account = base::cleanForDisplay(text);
        entry.parameters.emplace("username", base::cleanForDisplay(text));
        return true;
    }
    if (field == "instance_url" || field == "base_url" || field == "api_base_url" || field == "host" ||
        field == "url") {
        if (splitLoosely(text) && !splitLoosely(text)->userInfo.empty())
            return false; // an address that holds a password is a secret
        entry.instanceUrl = originOf(text);
        return true;
    }
    if (field == "client_id") {
        entry.clientId = base::cleanForDisplay(text, 512);
        return true;
    }
    if (field == "provider" || field == "service" || field == "connector") {
        if (entry.provider.empty())
            entry.provider = base::cleanForDisplay(text, 80);
        return true;
    }
    return field == "token_type" || field == "type";
}

base::Secret plainOf(const Json& value)
{
    if (value.is_string())
        return base::Secret::fromText(value.get_ref<const std::string&>());
    if (value.is_null() || value.is_boolean())
        return {};
    std::string dumped = base::toJsonText(value);
    return base::Secret::take(dumped);
}

void rename(SecretFields& fields, std::string_view from, std::string_view to)
{
    auto node = fields.extract(fields.find(from));
    node.key() = std::string{to};
    fields.insert(std::move(node));
}

// The kind is what the fields say.
void settleKind(ImportEntry& entry)
{
    SecretFields& fields = entry.secrets;
    const auto only = [&](std::initializer_list<std::string_view> names) {
        return fields.size() == 1 && std::find(names.begin(), names.end(), fields.begin()->first) != names.end();
    };
    if (fields.contains("client_secret") && fields.contains("access_token")) {
        entry.clientSecret = std::move(fields.find("client_secret")->second);
        fields.erase(fields.find("client_secret"));
    }
    const bool tokens =
        fields.contains("access_token") && std::all_of(fields.begin(), fields.end(), [](const auto& field) {
            return field.first == "access_token" || field.first == "refresh_token" || field.first == "id_token";
        });
    if (tokens) {
        entry.kind = AuthKind::OAuth2;
    } else if (only({"api_key", "apikey", "key", "secret_key"})) {
        rename(fields, fields.begin()->first, model::field::apiKey);
        entry.kind = AuthKind::ApiKey;
    } else if (only({"token", "bearer_token", "auth_token", "pat", "api_token", "personal_access_token"})) {
        rename(fields, fields.begin()->first, model::field::token);
        entry.kind = AuthKind::Bearer;
    } else if (only({"password", "passwd"}) && !entry.account.empty()) {
        rename(fields, fields.begin()->first, model::field::password);
        entry.kind = AuthKind::Basic;
    } else {
        entry.kind = AuthKind::Custom;
    }
}

std::size_t add(ImportDocument& document, const Json& json, const CredentialContext& context, int depth);

std::size_t addNested(ImportDocument& document, const Json& json, const CredentialContext& context, int depth)
{
    std::size_t added = 0;
    for (const auto& [key, value] : json.items()) {
        if (!value.is_object() || depth >= maxNesting)
            continue;
        CredentialContext inner = context;
        const std::string word = base::cleanForDisplay(key, 60);
        inner.place += "/" + word;
        if (key != "credentials" && key != "data" && key != "tokens") {
            inner.provider = word;
            inner.name = word;
        }
        added += add(document, value, inner, depth + 1);
    }
    return added;
}

std::size_t add(ImportDocument& document, const Json& json, const CredentialContext& context, int depth)
{
    const bool nested = std::any_of(json.begin(), json.end(), [](const Json& value) { return value.is_object(); });
    if (!holdsSecret(json) && nested)
        return addNested(document, json, context, depth);
    ImportEntry entry;
    entry.place = context.place;
    entry.provider = context.provider;
    entry.account = context.account;
    entry.createdAt = context.createdAt;
    entry.tags = context.tags;
    for (const auto& [key, value] : json.items()) {
        const std::string field = fieldNameFrom(key);
        if (takePublic(entry, field, value))
            continue;
        base::Secret secret = plainOf(value);
        if (!secret.empty())
            entry.secrets.insert_or_assign(field, std::move(secret));
    }
    if (entry.secrets.empty()) {
        addProblem(document, context.place, "holds no secret");
        return 0;
    }
    settleKind(entry);
    const std::string provider = entry.provider.empty() ? providerOfHost(entry.instanceUrl) : entry.provider;
    entry.provider = provider;
    const std::string label = context.name.empty() ? provider : context.name;
    entry.name = connectionName(entry.account.empty() ? label : label + " " + entry.account, "Imported");
    ImportEntry* const stored = addEntry(document, entry.place);
    if (!stored)
        return 0;
    *stored = std::move(entry);
    return 1;
}

} // namespace

std::size_t addCredentialJson(ImportDocument& document, const Json& json, const CredentialContext& context)
{
    if (!json.is_object()) {
        addProblem(document, context.place, "what was encrypted is no JSON object");
        return 0;
    }
    return add(document, json, context, 0);
}

} // namespace keystead::transfer
