// SPDX-License-Identifier: GPL-3.0-or-later
// git-credential-store's file: one URL a line, user and password percent-encoded.
#include "core/base/encoding.h"
#include "core/model/credential.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/provider_guess.h"
#include "core/transfer/import/text_tools.h"

namespace keystead::transfer {

base::Result<ImportDocument> parseGitCredentials(const ImportInput& input)
{
    ImportDocument document;
    Lines lines(input.bytes());
    std::string_view raw;
    while (lines.next(raw)) {
        const std::string_view line = trimmed(raw);
        if (line.empty() || line.front() == '#')
            continue;
        const std::string place = lineNumber(lines.number());
        const auto url = splitLoosely(line);
        const std::size_t colon = url ? url->userInfo.find(':') : std::string_view::npos;
        if (colon == std::string_view::npos) {
            addProblem(document, place, url ? "has no password" : "is no URL");
            continue;
        }
        base::Secret password = percentDecoded(url->userInfo.substr(colon + 1));
        const std::string origin = originOf(line);
        if (password.empty() || origin.empty()) {
            addProblem(document, place, password.empty() ? "has no password" : "has no host");
            continue;
        }
        ImportEntry* const entry = addEntry(document, place);
        if (!entry)
            break;
        const base::Secret user = percentDecoded(url->userInfo.substr(0, colon));
        entry->account = base::cleanForDisplay(user.exposeText());
        entry->provider = providerOfHost(origin);
        entry->instanceUrl = origin;
        entry->name =
            connectionName(entry->account.empty() ? hostOf(origin) : entry->account + "@" + hostOf(origin), "Git");
        entry->tags = {"git"};
        // A token of the service is what it is; anything else is a password.
        const bool token = !providerOfToken(password.exposeText()).empty();
        entry->kind = token ? model::AuthKind::Bearer : model::AuthKind::Basic;
        if (!token)
            entry->parameters.emplace("username", entry->account);
        entry->secrets.emplace(model::mainField(entry->kind), std::move(password));
    }
    return document;
}

} // namespace keystead::transfer
