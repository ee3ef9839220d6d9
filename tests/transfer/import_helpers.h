// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the tests of imports share: parse, settle, and short ways to look at the result.
#include "core/model/credential.h"
#include "core/providers/registry.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/settle_entry.h"
#include "tests/support/temporary_vault.h"

#include <filesystem>
#include <fstream>
#include <QTemporaryDir>
#include <QTest>
#include <string>

namespace keystead::test {

inline const providers::Registry& catalogue()
{
    static const providers::Registry registry = must(providers::Registry::builtIn());
    return registry;
}

inline base::Result<transfer::ImportDocument> parseAs(std::string_view format, std::string_view text,
                                                      std::map<std::string, std::string> mapping = {},
                                                      const base::Secret* key = nullptr,
                                                      std::map<std::string, std::string> layout = {})
{
    transfer::ImportInput input;
    input.files = {{"file", text}};
    input.mapping = std::move(mapping);
    input.layout = std::move(layout);
    input.key = key;
    const transfer::ImportFormat* const known = transfer::findImportFormat(format);
    if (!known)
        return base::fail(base::ErrorCode::NotFound, "no such format");
    return known->parse(input);
}

// Parsed and made to fit the catalogue.
inline transfer::ImportDocument settled(std::string_view format, std::string_view text,
                                        std::map<std::string, std::string> mapping = {})
{
    transfer::ImportDocument document = must(parseAs(format, text, std::move(mapping)));
    for (transfer::ImportEntry& entry : document.entries)
        transfer::settleEntry(entry, catalogue());
    return document;
}

inline std::string mainSecret(const transfer::ImportEntry& entry)
{
    const auto found = entry.secrets.find(model::mainField(entry.kind));
    return found == entry.secrets.end() ? std::string{} : std::string{found->second.exposeText()};
}

// "provider kind account main-secret" a line, for comparing whole documents at once.
inline std::string summary(const transfer::ImportDocument& document)
{
    std::string text;
    for (const transfer::ImportEntry& entry : document.entries)
        text += entry.place + "|" + entry.name + "|" + entry.provider + "|" + std::string{model::toText(entry.kind)} +
                "|" + entry.account + "|" + mainSecret(entry) + "\n";
    return text;
}

inline std::filesystem::path writeText(const QTemporaryDir& folder, const char* name, std::string_view text)
{
    const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
    return file;
}

} // namespace keystead::test
