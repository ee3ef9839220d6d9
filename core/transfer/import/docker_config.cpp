// SPDX-License-Identifier: GPL-3.0-or-later
// ~/.docker/config.json: "auths" with base64 of user:password, or an identity token. What a credential helper keeps is
// named and passed over.
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/model/credential.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/json_text.h"
#include "core/transfer/import/provider_guess.h"
#include "core/transfer/import/text_tools.h"

#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::Json;

namespace {

void addAuth(ImportDocument& document, const std::string& registry, const Json& auth, bool helper)
{
    const std::string shown = base::cleanForDisplay(registry);
    const std::string place = "auths." + shown;
    if (!auth.is_object()) {
        addProblem(document, place, "is no object");
        return;
    }
    std::string user{textOf(auth, "username")};
    base::Secret password = base::Secret::fromText(textOf(auth, "password"));
    base::Secret identity = base::Secret::fromText(textOf(auth, "identitytoken"));
    if (const std::string_view encoded = textOf(auth, "auth"); !encoded.empty()) {
        const auto pair = base::fromBase64Secret(encoded);
        const std::string_view text = pair ? pair->exposeText() : std::string_view{};
        const std::size_t colon = text.find(':');
        if (colon == std::string_view::npos) {
            addProblem(document, place, "auth is no base64 of user:password");
            return;
        }
        user = text.substr(0, colon);
        std::string_view secret = text.substr(colon + 1);
        while (secret.ends_with('\0'))
            secret.remove_suffix(1);
        if (!secret.empty())
            password = base::Secret::fromText(secret);
    }
    if (password.empty() && identity.empty()) {
        addProblem(document, place, helper ? "is kept by a credential helper: take it over from there" : "is empty");
        return;
    }
    ImportEntry* const entry = addEntry(document, place);
    if (!entry)
        return;
    entry->account = base::cleanForDisplay(user);
    entry->instanceUrl = originOf(registry);
    entry->provider = providerOfHost(registry);
    if (entry->provider == "github") // its registry takes user name and token
        entry->provider.clear();
    entry->name = connectionName(entry->account.empty() ? shown : entry->account + "@" + hostOf(registry), "Docker");
    entry->tags = {"docker"};
    entry->kind = password.empty() ? model::AuthKind::Custom : model::AuthKind::Basic;
    entry->parameters.emplace("username", entry->account);
    if (password.empty())
        entry->secrets.emplace(model::field::customSecret, std::move(identity));
    else
        entry->secrets.emplace(model::field::password, std::move(password));
}

} // namespace

base::Result<ImportDocument> parseDockerConfig(const ImportInput& input)
{
    KS_ASSIGN(const Json config, base::parseJson(input.bytes(), {.maxBytes = 4 * 1024 * 1024}));
    if (!config.is_object())
        return base::fail(base::ErrorCode::ParseError, "the file holds no JSON object");
    ImportDocument document;
    const std::string store = base::cleanForDisplay(textOf(config, "credsStore"), 80);
    if (!store.empty())
        addProblem(document, "credsStore",
                   "the helper `" + store + "` keeps credentials that do not stand in this file");
    const auto helpers = config.find("credHelpers");
    if (helpers != config.end() && helpers->is_object()) {
        for (const auto& [registry, helper] : helpers->items())
            addProblem(document, "credHelpers." + base::cleanForDisplay(registry),
                       "its credentials are kept by a helper, not in this file");
    }
    const auto auths = config.find("auths");
    if (auths != config.end() && auths->is_object()) {
        for (const auto& [registry, auth] : auths->items())
            addAuth(document, registry, auth, !store.empty());
    }
    for (const auto& [name, value] : config.items())
        document.otherContent += name == "auths" || name == "credsStore" || name == "credHelpers" ? 0U : 1U;
    return document;
}

} // namespace keystead::transfer
