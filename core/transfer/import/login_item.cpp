// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/login_item.h"

#include "core/base/encoding.h"
#include "core/model/credential.h"
#include "core/model/text_rules.h"
#include "core/transfer/import/provider_guess.h"
#include "core/transfer/import/text_tools.h"

#include <algorithm>

namespace keystead::transfer {

namespace {

void putUnique(SecretFields& fields, std::string_view wanted, base::Secret value)
{
    if (value.empty())
        return;
    const std::string stem = fieldNameFrom(wanted).substr(0, 36);
    std::string name = stem;
    for (int n = 2; fields.contains(name); ++n)
        name = stem + "_" + std::to_string(n);
    fields.emplace(std::move(name), std::move(value));
}

void addTag(std::vector<std::string>& tags, std::string_view text)
{
    const std::string tag = base::cleanForDisplay(trimmed(text), 40);
    if (!tag.empty() && tags.size() < 18 && std::find(tags.begin(), tags.end(), tag) == tags.end() &&
        !model::textProblem(tag, 40))
        tags.push_back(tag);
}

} // namespace

void addLoginItem(ImportDocument& document, LoginItem item)
{
    if (item.password.empty() && item.totp.empty() && item.notes.empty() && item.more.empty()) {
        addProblem(document, item.place, "holds no secret");
        return;
    }
    ImportEntry* const entry = addEntry(document, item.place);
    if (!entry)
        return;
    entry->name = connectionName(item.title, hostOf(item.url));
    entry->account = base::cleanForDisplay(item.user);
    entry->instanceUrl = item.url.empty() ? std::string{} : originOf(item.url);
    entry->createdAt = item.createdAt;
    entry->expiresAt = item.expiresAt;
    addTag(entry->tags, item.group);
    for (const std::string& tag : item.tags)
        addTag(entry->tags, tag);
    if (!entry->account.empty())
        entry->parameters.emplace("username", entry->account);
    const bool plain = !item.password.empty() && !entry->account.empty() && item.totp.empty() && item.notes.empty() &&
                       item.more.empty();
    if (plain) {
        entry->kind = model::AuthKind::Basic;
        entry->secrets.emplace(model::field::password, std::move(item.password));
        return;
    }
    entry->kind = model::AuthKind::Custom;
    if (!item.password.empty())
        entry->secrets.emplace(model::field::customSecret, std::move(item.password));
    putUnique(entry->secrets, "totp", std::move(item.totp));
    putUnique(entry->secrets, "notes", std::move(item.notes));
    for (auto& [name, value] : item.more)
        putUnique(entry->secrets, name, std::move(value));
    // `token` prints the main secret: where there is only one field, it is that.
    if (entry->secrets.size() == 1 && !entry->secrets.contains(model::field::customSecret)) {
        auto only = entry->secrets.extract(entry->secrets.begin());
        entry->secrets.emplace(model::field::customSecret, std::move(only.mapped()));
    }
}

} // namespace keystead::transfer
