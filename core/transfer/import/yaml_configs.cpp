// SPDX-License-Identifier: GPL-3.0-or-later
// Two YAML files: gh's hosts.yml and the users of a kubeconfig.
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/model/credential.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/json_text.h"
#include "core/transfer/import/provider_guess.h"
#include "core/transfer/import/text_tools.h"
#include "core/transfer/import/yaml_json.h"

#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::Json;
using model::AuthKind;

namespace {

// One account of one host; older files have the token at the host itself.
void addGhToken(ImportDocument& document, const std::string& host, std::string_view user, std::string_view token)
{
    const std::string place = base::cleanForDisplay(host) + (user.empty() ? "" : "/" + base::cleanForDisplay(user));
    if (token.empty()) {
        addProblem(document, place, "has no token here: gh keeps it in the keyring (`gh auth token` prints it)");
        return;
    }
    ImportEntry* const entry = addEntry(document, place);
    if (!entry)
        return;
    entry->account = base::cleanForDisplay(user);
    entry->provider = hostOf(host) == "github.com" ? "github" : "github-enterprise";
    entry->instanceUrl = originOf(host);
    entry->name = connectionName(entry->account.empty() ? hostOf(host) : entry->account + "@" + hostOf(host), "GitHub");
    entry->tags = {"gh"};
    entry->kind = AuthKind::Bearer;
    entry->secrets.emplace(model::field::token, base::Secret::fromText(token));
}

// client-key-data and the like are base64 of PEM.
void addEncoded(ImportEntry& entry, ImportDocument& document, std::string_view field, std::string_view encoded)
{
    if (encoded.empty())
        return;
    if (auto decoded = base::fromBase64Secret(encoded))
        entry.secrets.emplace(field, *std::move(decoded));
    else
        addProblem(document, entry.place, std::string{field} + " is no base64");
}

std::string serverOf(const Json& config, const std::string& user)
{
    std::string cluster;
    for (const Json& context : config.value("contexts", Json::array())) {
        const Json inner = context.is_object() ? context.value("context", Json::object()) : Json::object();
        if (textOf(inner, "user") == user)
            cluster = textOf(inner, "cluster");
    }
    for (const Json& item : config.value("clusters", Json::array())) {
        if (!cluster.empty() && textOf(item, "name") == cluster && item.contains("cluster"))
            return std::string{textOf(item.at("cluster"), "server")};
    }
    return {};
}

void addKubeUser(ImportDocument& document, const Json& config, const Json& item, std::size_t index)
{
    const std::string name{textOf(item, "name")};
    const std::string place = "users[" + std::to_string(index) + "]";
    const Json user = item.is_object() ? item.value("user", Json::object()) : Json::object();
    if (!user.is_object()) {
        addProblem(document, place, "has no user object");
        return;
    }
    const std::string_view token = textOf(user, "token");
    const std::string_view password = textOf(user, "password");
    const std::string_view key = textOf(user, "client-key-data");
    if (token.empty() && password.empty() && key.empty()) {
        const bool elsewhere = user.contains("exec") || user.contains("auth-provider") || user.contains("tokenFile") ||
                               user.contains("client-key");
        addProblem(document, place,
                   elsewhere ? "gets its credential from a program or another file" : "has no credential");
        return;
    }
    ImportEntry* const entry = addEntry(document, place);
    if (!entry)
        return;
    const std::string server = serverOf(config, name);
    entry->name = connectionName(name, "Kubernetes user");
    entry->account = base::cleanForDisplay(name);
    entry->provider = "kubernetes";
    entry->instanceUrl = server.empty() ? std::string{} : originOf(server);
    entry->tags = {"kubernetes"};
    if (!token.empty()) {
        entry->kind = AuthKind::Bearer;
        entry->secrets.emplace(model::field::token, base::Secret::fromText(token));
    } else if (!password.empty()) {
        entry->kind = AuthKind::Basic;
        entry->parameters.emplace("username", base::cleanForDisplay(textOf(user, "username")));
        entry->secrets.emplace(model::field::password, base::Secret::fromText(password));
    } else {
        entry->kind = AuthKind::Certificate;
        addEncoded(*entry, document, model::field::privateKey, key);
        addEncoded(*entry, document, model::field::certificate, textOf(user, "client-certificate-data"));
    }
}

} // namespace

base::Result<ImportDocument> parseGhHosts(const ImportInput& input)
{
    KS_ASSIGN(const Json hosts, parseYaml(input.bytes()));
    if (!hosts.is_object())
        return base::fail(base::ErrorCode::ParseError, "the file holds no hosts");
    ImportDocument document;
    for (const auto& [host, settings] : hosts.items()) {
        const auto users = settings.is_object() ? settings.find("users") : settings.end();
        if (settings.is_object() && users != settings.end() && users->is_object() && !users->empty()) {
            for (const auto& [user, account] : users->items()) {
                std::string_view token = textOf(account, "oauth_token");
                if (token.empty() && textOf(settings, "user") == user)
                    token = textOf(settings, "oauth_token");
                addGhToken(document, host, user, token);
            }
        } else {
            addGhToken(document, host, textOf(settings, "user"), textOf(settings, "oauth_token"));
        }
    }
    return document;
}

base::Result<ImportDocument> parseKubeconfig(const ImportInput& input)
{
    KS_ASSIGN(const Json config, parseYaml(input.bytes()));
    const auto users = config.is_object() ? config.find("users") : config.end();
    if (!config.is_object() || users == config.end() || !users->is_array())
        return base::fail(base::ErrorCode::ParseError, "the file has no list of users");
    ImportDocument document;
    for (const auto& [name, value] : config.items())
        document.otherContent += (name == "clusters" || name == "contexts") && !value.empty() ? 1U : 0U;
    std::size_t index = 0;
    for (const Json& user : *users)
        addKubeUser(document, config, user, index++);
    return document;
}

} // namespace keystead::transfer
