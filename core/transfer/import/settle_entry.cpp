// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/settle_entry.h"

#include "core/base/encoding.h"
#include "core/model/credential.h"
#include "core/model/text_rules.h"
#include "core/model/url_rules.h"
#include "core/model/validation.h"
#include "core/transfer/import/provider_guess.h"
#include "core/transfer/import/text_tools.h"

#include <algorithm>

namespace keystead::transfer {

using model::AuthKind;
using model::AuthMethod;
using model::ProviderSpec;

namespace {

// "github-token" -> "github": the longest beginning, cut at its dashes, that is a provider.
const ProviderSpec* specOfWord(std::string word, const providers::Registry& registry)
{
    while (!word.empty()) {
        const ProviderSpec* const spec = registry.find(word);
        if (spec && spec->category != "generic")
            return spec;
        const std::size_t dash = word.rfind('-');
        word.resize(dash == std::string::npos ? 0 : dash);
    }
    return nullptr;
}

std::string_view genericFor(AuthKind kind)
{
    switch (kind) {
    case AuthKind::ApiKey:
        return "generic-api-key";
    case AuthKind::Bearer:
        return "generic-bearer";
    case AuthKind::Basic:
        return "generic-basic";
    case AuthKind::Certificate:
        return "generic-certificate";
    default:
        return {};
    }
}

bool hasUrlParameter(const ProviderSpec& spec, std::string_view name)
{
    return std::any_of(spec.urlParameters.begin(), spec.urlParameters.end(),
                       [&](const model::UrlParameter& parameter) { return parameter.name == name; });
}

// What of the entry this provider has a place for. False where its server would get lost.
bool fillParameters(const ImportEntry& entry, const ProviderSpec& spec, const AuthMethod& method,
                    std::map<std::string, std::string>& parameters)
{
    for (const model::FieldSpec& field : method.fields) {
        const auto given = entry.parameters.find(field.name);
        if (!field.secret && given != entry.parameters.end())
            parameters.emplace(field.name, given->second);
    }
    for (const model::UrlParameter& parameter : spec.urlParameters) {
        const auto given = entry.parameters.find(parameter.name);
        if (given != entry.parameters.end())
            parameters.emplace(parameter.name, given->second);
    }
    const std::string host = hostOf(entry.instanceUrl);
    if (host.empty())
        return true;
    if (hasUrlParameter(spec, "host")) {
        parameters.insert_or_assign("host", host);
        return true;
    }
    if (hasUrlParameter(spec, "api_base_url")) {
        if (model::urlProblem(entry.instanceUrl, false))
            return false;
        parameters.insert_or_assign("api_base_url", entry.instanceUrl);
        return true;
    }
    return providerOfHost(host) == spec.id;
}

// A draft of what would be stored; its problems say whether this provider can take it.
bool fits(const ImportEntry& entry, const ProviderSpec& spec, AuthKind kind,
          const std::map<std::string, std::string>& parameters)
{
    model::ConnectionDraft draft;
    draft.name = entry.name;
    draft.providerId = spec.id;
    draft.kind = kind;
    draft.parameters = parameters;
    draft.clientId = entry.clientId;
    if (kind == AuthKind::OAuth2) {
        // The tokens are there; what a sign-in would need comes when the person signs in.
        return std::none_of(spec.urlParameters.begin(), spec.urlParameters.end(), [&](const auto& parameter) {
            const auto given = parameters.find(parameter.name);
            return model::validateParameter(parameter, given == parameters.end() ? std::string{} : given->second)
                .has_value();
        });
    }
    model::Credential credential;
    credential.kind = kind;
    for (const auto& [name, secret] : entry.secrets) {
        const bool main = name == model::mainField(entry.kind);
        credential.fields.emplace(main ? std::string{model::mainField(kind)} : name, secret.clone());
    }
    if (kind == AuthKind::ClientCredentials && !entry.clientSecret.empty())
        credential.fields.emplace(model::field::clientSecret, entry.clientSecret.clone());
    return model::validate(draft, spec, credential).empty();
}

void become(ImportEntry& entry, const ProviderSpec& spec, AuthKind kind, std::map<std::string, std::string> parameters)
{
    if (entry.kind != kind) {
        auto node = entry.secrets.extract(std::string{model::mainField(entry.kind)});
        if (!node.empty()) {
            node.key() = std::string{model::mainField(kind)};
            entry.secrets.insert(std::move(node));
        }
    }
    entry.provider = spec.id;
    entry.kind = kind;
    entry.parameters = std::move(parameters);
}

bool tryBecome(ImportEntry& entry, const ProviderSpec& spec, AuthKind kind)
{
    const AuthMethod* const method = spec.method(kind);
    std::map<std::string, std::string> parameters;
    if (!method || !fillParameters(entry, spec, *method, parameters) || !fits(entry, spec, kind, parameters))
        return false;
    become(entry, spec, kind, std::move(parameters));
    return true;
}

// The kinds that the entry could be at a named provider, best first.
std::vector<AuthKind> kindsOf(const ImportEntry& entry, const ProviderSpec& spec)
{
    switch (entry.kind) {
    case AuthKind::ApiKey:
        return {AuthKind::ApiKey, AuthKind::Bearer};
    case AuthKind::Bearer:
        return {AuthKind::Bearer, AuthKind::ApiKey};
    case AuthKind::OAuth2:
        // Without refresh token and client it is a bearer token and nothing else.
        if (entry.secrets.size() == 1 && entry.clientId.empty() && !entry.expiresAt)
            return {AuthKind::Bearer, AuthKind::OAuth2};
        return {AuthKind::OAuth2};
    case AuthKind::Basic: {
        // A token where a password stands: Git's way.
        const auto password = entry.secrets.find(model::field::password);
        if (password != entry.secrets.end() && providerOfToken(password->second.exposeText()) == spec.id)
            return {AuthKind::Bearer, AuthKind::ApiKey, AuthKind::Basic};
        return {AuthKind::Basic};
    }
    default:
        return {entry.kind};
    }
}

void becomeCustom(ImportEntry& entry, const providers::Registry& registry)
{
    std::map<std::string, std::string> parameters;
    for (const auto& [name, value] : entry.parameters) {
        const std::string shown = base::cleanForDisplay(value, 1000);
        if (!shown.empty())
            parameters.emplace(fieldNameFrom(name), shown);
    }
    if (!entry.instanceUrl.empty())
        parameters.insert_or_assign("url", base::cleanForDisplay(entry.instanceUrl, 1000));
    SecretFields fields;
    for (auto& [name, secret] : entry.secrets) {
        const bool main = name == model::mainField(entry.kind);
        std::string field =
            main && entry.kind != AuthKind::Custom ? std::string{model::field::customSecret} : fieldNameFrom(name);
        while (fields.contains(field))
            field = field.substr(0, 38) + "_2";
        fields.emplace(std::move(field), std::move(secret));
    }
    entry.secrets = std::move(fields);
    entry.parameters = std::move(parameters);
    entry.kind = AuthKind::Custom;
    const ProviderSpec* const spec = registry.find("generic-custom");
    entry.provider = spec ? spec->id : "generic-custom";
}

void cleanTexts(ImportEntry& entry)
{
    entry.name = connectionName(entry.name, "Imported");
    entry.account = base::cleanForDisplay(entry.account);
    if (model::textProblem(entry.notes, 10'000, model::LineBreaks::Allowed))
        entry.notes = base::cleanForDisplay(entry.notes, 10'000);
    std::erase_if(entry.tags, [](const std::string& tag) { return tag.empty() || model::textProblem(tag, 40); });
    if (entry.tags.size() > 19)
        entry.tags.resize(19);
    if (entry.scopes.size() > 100)
        entry.scopes.resize(100);
}

} // namespace

void settleEntry(ImportEntry& entry, const providers::Registry& registry)
{
    cleanTexts(entry);
    const ProviderSpec* spec = registry.find(entry.provider); // an export of ours names generic ones too
    if (!spec)
        spec = specOfWord(providerWord(entry.provider), registry);
    const std::string byHost = providerOfHost(entry.instanceUrl);
    if (!spec && !byHost.empty())
        spec = specOfWord(byHost, registry);
    if (spec) {
        for (const AuthKind kind : kindsOf(entry, *spec)) {
            if (tryBecome(entry, *spec, kind))
                return;
        }
    }
    if (!entry.provider.empty() && !spec && entry.tags.size() < 20) {
        const std::string tag = base::cleanForDisplay(providerWord(entry.provider), 40);
        if (!tag.empty() && std::find(entry.tags.begin(), entry.tags.end(), tag) == entry.tags.end())
            entry.tags.push_back(tag);
    }
    if (const ProviderSpec* const generic = registry.find(genericFor(entry.kind))) {
        if (tryBecome(entry, *generic, entry.kind))
            return;
    }
    becomeCustom(entry, registry);
}

std::string instanceOf(const ProviderSpec* spec, const std::map<std::string, std::string>& parameters)
{
    for (const char* const name : {"host", "api_base_url", "instance_url", "issuer", "url"}) {
        const auto found = parameters.find(name);
        if (found != parameters.end() && !found->second.empty())
            return hostOf(found->second);
    }
    if (spec) {
        for (const model::UrlParameter& parameter : spec->urlParameters) {
            if (parameter.name == "host")
                return hostOf(parameter.defaultValue);
        }
    }
    return {};
}

std::string accountKey(const std::string& account, const std::map<std::string, std::string>& parameters)
{
    if (!account.empty())
        return model::asciiLower(account);
    for (const char* const name : {"username", "access_key_id"}) {
        const auto found = parameters.find(name);
        if (found != parameters.end() && !found->second.empty())
            return model::asciiLower(found->second);
    }
    return {};
}

} // namespace keystead::transfer
