// SPDX-License-Identifier: GPL-3.0-or-later
// 1Password's 1PUX: a ZIP archive whose export.data is JSON (support.1password.com/1pux-format). Attached files are
// left out.
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/json_text.h"
#include "core/transfer/import/login_item.h"
#include "core/transfer/import/source_file.h"
#include "core/transfer/import/text_tools.h"
#include "core/transfer/import/zip_reader.h"

#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::ErrorCode;
using base::Json;

namespace {

const Json& childOf(const Json& object, const char* member)
{
    static const Json nothing;
    if (!object.is_object())
        return nothing;
    const auto found = object.find(member);
    return found == object.end() ? nothing : *found;
}

// A field's value is an object with one member that names its type: {"concealed": "..."}.
base::Secret valueOf(const Json& value)
{
    if (value.is_string())
        return base::Secret::fromText(value.get_ref<const std::string&>());
    if (!value.is_object() || value.size() != 1)
        return {};
    const Json& inner = value.begin().value();
    if (inner.is_string())
        return base::Secret::fromText(inner.get_ref<const std::string&>());
    if (value.begin().key() == "sshKey")
        return base::Secret::fromText(textOf(inner, "privateKey"));
    return {};
}

void takeLoginFields(LoginItem& item, const Json& details)
{
    for (const Json& field : childOf(details, "loginFields")) {
        const std::string_view value = textOf(field, "value");
        if (value.empty())
            continue;
        if (textOf(field, "designation") == "username")
            item.user = value;
        else if (textOf(field, "designation") == "password")
            item.password = base::Secret::fromText(value);
        else
            item.more.emplace_back(std::string{textOf(field, "name")}, base::Secret::fromText(value));
    }
}

void takeSections(LoginItem& item, const Json& details)
{
    for (const Json& section : childOf(details, "sections")) {
        for (const Json& field : childOf(section, "fields")) {
            base::Secret value = valueOf(childOf(field, "value"));
            if (value.empty())
                continue;
            if (childOf(field, "value").is_object() && childOf(field, "value").contains("totp") && item.totp.empty())
                item.totp = std::move(value);
            else
                item.more.emplace_back(std::string{textOf(field, "title")}, std::move(value));
        }
    }
}

void addItem(ImportDocument& document, const Json& json, std::string place, const std::string& vault)
{
    LoginItem item;
    item.place = std::move(place);
    if (textOf(json, "trashed") == "Y" || textOf(json, "state") == "archived") {
        addProblem(document, item.place, "is archived or in the trash");
        return;
    }
    const Json& overview = childOf(json, "overview");
    const Json& details = childOf(json, "details");
    item.title = textOf(overview, "title");
    item.url = textOf(overview, "url");
    item.group = vault;
    for (const Json& tag : childOf(overview, "tags")) {
        if (tag.is_string())
            item.tags.push_back(tag.get<std::string>());
    }
    if (const Json& created = childOf(json, "createdAt"); created.is_number_integer())
        item.createdAt = looseTime(std::to_string(created.get<std::int64_t>()));
    item.notes = base::Secret::fromText(textOf(details, "notesPlain"));
    takeLoginFields(item, details);
    takeSections(item, details);
    if (item.password.empty())
        item.password = base::Secret::fromText(textOf(details, "password"));
    if (!textOf(childOf(details, "documentAttributes"), "fileName").empty())
        addProblem(document, item.place, "has an attached file, which is left out");
    addLoginItem(document, std::move(item));
}

} // namespace

base::Result<ImportDocument> parseOnePux(const ImportInput& input)
{
    KS_ASSIGN(std::string text, unzipMember(input.bytes(), "export.data", maxImportFile));
    const auto json = base::parseJson(text, {.maxBytes = maxImportFile});
    base::wipe(text);
    if (!json)
        return base::fail(json.error().code, "export.data: " + json.error().detail);
    const Json& accounts = childOf(*json, "accounts");
    if (!accounts.is_array())
        return base::fail(ErrorCode::ParseError, "/accounts: is missing");
    ImportDocument document;
    for (std::size_t a = 0; a < accounts.size(); ++a) {
        const Json& vaults = childOf(accounts[a], "vaults");
        for (std::size_t v = 0; v < vaults.size(); ++v) {
            const std::string vault{textOf(childOf(vaults[v], "attrs"), "name")};
            const Json& items = childOf(vaults[v], "items");
            for (std::size_t i = 0; i < items.size(); ++i) {
                // Older exports wrap each item: {"item": {...}}.
                const Json& item = childOf(items[i], "item").is_object() ? childOf(items[i], "item") : items[i];
                addItem(document, item,
                        "/accounts/" + std::to_string(a) + "/vaults/" + std::to_string(v) + "/items/" +
                            std::to_string(i),
                        vault);
            }
        }
    }
    return document;
}

} // namespace keystead::transfer
