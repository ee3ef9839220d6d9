// SPDX-License-Identifier: GPL-3.0-or-later
// Package registries: ~/.npmrc ("//host/:_authToken=...") and ~/.pypirc.
#include "core/base/encoding.h"
#include "core/model/credential.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/ini.h"
#include "core/transfer/import/provider_guess.h"
#include "core/transfer/import/text_tools.h"

#include <map>

namespace keystead::transfer {

using model::AuthKind;

namespace {

struct NpmRegistry
{
    std::size_t line = 0;
    std::string user;
    base::Secret token;
    base::Secret password; // base64 in the file
    base::Secret pair;     // base64 of user:password
};

std::string_view unquoted(std::string_view value)
{
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
        return value.substr(1, value.size() - 2);
    return value;
}

ImportEntry* addRegistry(ImportDocument& document, std::size_t line, const std::string& registry, const char* tag)
{
    ImportEntry* const entry = addEntry(document, lineNumber(line));
    if (!entry)
        return nullptr;
    entry->provider = providerOfHost(registry);
    entry->instanceUrl = originOf(registry);
    entry->name = connectionName(std::string{tag} + " " + hostOf(registry), tag);
    entry->tags = {tag};
    return entry;
}

void setLogin(ImportEntry& entry, std::string user, base::Secret password)
{
    entry.kind = AuthKind::Basic;
    entry.account = base::cleanForDisplay(user);
    entry.parameters.insert_or_assign("username", entry.account);
    entry.secrets.insert_or_assign(std::string{model::field::password}, std::move(password));
}

void addNpm(ImportDocument& document, const std::string& registry, NpmRegistry& npm)
{
    const std::string shown = base::cleanForDisplay(registry);
    if (!npm.token.empty() && npm.token.exposeText().starts_with("${")) {
        addProblem(document, lineNumber(npm.line), shown + ": the token stands in a variable, not in this file");
        return;
    }
    base::Secret password;
    std::string user = npm.user;
    if (!npm.pair.empty()) {
        const auto pair = base::fromBase64Secret(npm.pair.exposeText());
        const std::size_t colon = pair ? pair->exposeText().find(':') : std::string_view::npos;
        if (colon != std::string_view::npos) {
            user = pair->exposeText().substr(0, colon);
            password = base::Secret::fromText(pair->exposeText().substr(colon + 1));
        }
    } else if (!npm.password.empty()) {
        if (auto decoded = base::fromBase64Secret(npm.password.exposeText()))
            password = *std::move(decoded);
    }
    if (npm.token.empty() && password.empty()) {
        if (!npm.pair.empty() || !npm.password.empty())
            addProblem(document, lineNumber(npm.line), shown + ": its password is no base64");
        return;
    }
    ImportEntry* const entry = addRegistry(document, npm.line, registry, "npm");
    if (!entry)
        return;
    if (!npm.token.empty()) {
        entry->kind = AuthKind::Bearer;
        entry->secrets.emplace(model::field::token, std::move(npm.token));
    } else {
        setLogin(*entry, std::move(user), std::move(password));
    }
}

} // namespace

base::Result<ImportDocument> parseNpmrc(const ImportInput& input)
{
    ImportDocument document;
    std::map<std::string, NpmRegistry> registries;
    readIni(
        input.bytes(),
        [&](const IniLine& line) {
            const std::size_t colon = line.key.rfind(':');
            const std::string_view setting = colon == std::string_view::npos ? line.key : line.key.substr(colon + 1);
            std::string_view registry =
                colon == std::string_view::npos ? std::string_view{"npmjs.com"} : line.key.substr(0, colon);
            while (registry.starts_with('/'))
                registry.remove_prefix(1);
            const std::string_view value = unquoted(line.value);
            const bool known =
                setting == "_authToken" || setting == "_auth" || setting == "_password" || setting == "username";
            if (!known) {
                ++document.otherContent;
                return;
            }
            NpmRegistry& npm = registries[std::string{registry}];
            npm.line = npm.line == 0 ? line.line : npm.line;
            if (setting == "_authToken")
                npm.token = base::Secret::fromText(value);
            else if (setting == "_auth")
                npm.pair = base::Secret::fromText(value);
            else if (setting == "_password")
                npm.password = base::Secret::fromText(value);
            else
                npm.user = value;
        },
        [](std::size_t) {});
    for (auto& [registry, npm] : registries)
        addNpm(document, registry, npm);
    return document;
}

base::Result<ImportDocument> parsePypirc(const ImportInput& input)
{
    struct Index
    {
        std::size_t line = 0;
        std::string repository;
        std::string user;
        base::Secret password;
    };
    ImportDocument document;
    std::map<std::string, Index> indexes;
    readIni(
        input.bytes(),
        [&](const IniLine& line) {
            if (line.section == "distutils")
                return;
            Index& index = indexes[base::cleanForDisplay(line.section, 80)];
            index.line = index.line == 0 ? line.line : index.line;
            if (line.key == "password")
                index.password = base::Secret::fromText(line.value);
            else if (line.key == "username")
                index.user = line.value;
            else if (line.key == "repository")
                index.repository = line.value;
        },
        [&](std::size_t) {}); // "index-servers" goes on over several lines
    for (auto& [name, index] : indexes) {
        if (index.password.empty()) {
            addProblem(document, lineNumber(index.line), name + " has no password");
            continue;
        }
        const std::string address = !index.repository.empty() ? index.repository
                                    : name == "testpypi"      ? "https://test.pypi.org/legacy/"
                                                              : "https://upload.pypi.org/legacy/";
        ImportEntry* const entry = addRegistry(document, index.line, address, "pypi");
        if (!entry)
            break;
        entry->name = connectionName("PyPI " + name, "PyPI");
        setLogin(*entry, index.user.empty() ? "__token__" : index.user, std::move(index.password));
    }
    return document;
}

} // namespace keystead::transfer
