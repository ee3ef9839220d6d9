// SPDX-License-Identifier: GPL-3.0-or-later
// .cred files: {"user_id", "encrypted_data", "created_at", "encryption_version"}. The data is a Fernet token under a
// key that is derived for each user from a master key; older ones are JSON in base64 alone.
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/transfer/import/credential_json.h"
#include "core/transfer/import/fernet.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/text_tools.h"

#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::ErrorCode;
using base::Json;

namespace {

constexpr std::size_t maxCredFile = 4 * 1024 * 1024;

struct CredFile
{
    std::string userId;
    std::string data;
    std::string version;
    base::Bytes salt;
    std::optional<base::WallTime> createdAt;
    std::optional<base::WallTime> updatedAt;
    std::optional<base::WallTime> lastAccess;
};

std::string textMember(const Json& json, const char* name)
{
    const auto found = json.find(name);
    if (found == json.end())
        return {};
    if (found->is_string())
        return found->get<std::string>();
    return found->is_number() ? found->dump() : std::string{};
}

base::Result<CredFile> readCred(std::string_view text)
{
    KS_ASSIGN(const Json json, base::parseJson(text, {.maxBytes = maxCredFile}));
    if (!json.is_object())
        return base::fail(ErrorCode::ParseError, "is no JSON object");
    CredFile file;
    file.data = textMember(json, "encrypted_data");
    if (file.data.empty())
        return base::fail(ErrorCode::ParseError, "has no encrypted_data");
    file.userId = base::cleanForDisplay(textMember(json, "user_id"));
    file.version = base::cleanForDisplay(textMember(json, "encryption_version"), 40);
    file.createdAt = looseTime(textMember(json, "created_at"));
    file.updatedAt = looseTime(textMember(json, "updated_at"));
    file.lastAccess = looseTime(textMember(json, "last_accessed"));
    const std::string salt = textMember(json, "salt");
    if (auto bytes = base::fromHex(salt); bytes && !salt.empty())
        file.salt = *std::move(bytes);
    else if (auto other = base::fromBase64(salt))
        file.salt = *std::move(other);
    return file;
}

// The older form: base64 of the JSON itself.
std::optional<base::Secret> plainData(std::string_view data)
{
    auto bytes = base::fromBase64Secret(trimmed(data));
    if (bytes && trimmed(bytes->exposeText()).starts_with('{'))
        return *std::move(bytes);
    return std::nullopt;
}

void addHistory(ImportDocument& document, std::size_t first, const CredFile& file)
{
    for (std::size_t i = first; i < document.entries.size(); ++i) {
        ImportEntry& entry = document.entries[i];
        entry.lastUsedAt = file.lastAccess;
        const std::map<std::string, std::string> detail{{"user_id", file.userId}};
        if (file.createdAt)
            entry.history.push_back({*file.createdAt, model::AuditAction::Connect, detail});
        if (file.updatedAt)
            entry.history.push_back({*file.updatedAt, model::AuditAction::CredentialStore, detail});
        if (file.lastAccess)
            entry.history.push_back({*file.lastAccess, model::AuditAction::CredentialAccess, detail});
    }
}

class CredImport
{
public:
    CredImport(const ImportInput& input, ImportDocument& document) : m_input(input), m_document(document) {}

    base::Status add(const ImportFile& source)
    {
        const std::string place = base::cleanForDisplay(source.name, 120);
        const auto file = readCred(source.bytes);
        if (!file)
            return problem(place, file.error());
        base::Result<base::Secret> plain = base::fail(ErrorCode::WrongKey);
        if (auto older = plainData(file->data)) {
            plain = *std::move(older);
            ++m_older;
        } else {
            KS_TRY(prepare());
            plain = m_opener->open(file->data, {file->userId, file->salt});
            if (!plain && plain.error().code == ErrorCode::WrongKey)
                return wrongKey(place);
        }
        if (!plain)
            return problem(place, plain.error());
        ++m_opened;
        const auto json = base::parseJson(plain->exposeText(), {.maxBytes = maxCredFile});
        if (!json)
            return problem(place, json.error());
        const std::size_t first = m_document.entries.size();
        CredentialContext context{place, {}, {}, {}, file->createdAt, {"imported"}};
        if (!file->userId.empty() && m_input.files.size() > 1)
            context.tags.push_back(base::cleanForDisplay("user " + file->userId, 40));
        addCredentialJson(m_document, *json, context);
        addHistory(m_document, first, *file);
        return base::ok();
    }

    base::Status finish()
    {
        if (m_opened == 0 && m_wrong > 0)
            return base::fail(ErrorCode::WrongKey, "the master key opens none of the files; if it is right, the system "
                                                   "made its keys in another way: see --layout in docs/import.md");
        if (m_opener && !m_opener->form().empty())
            m_document.findings.push_back("opened as Fernet with " + m_opener->form());
        if (m_older > 0)
            m_document.findings.push_back(std::to_string(m_older) + (m_older == 1 ? " file" : " files") +
                                          " in the older form: base64 without encryption");
        return base::ok();
    }

private:
    base::Status prepare()
    {
        if (m_opener)
            return base::ok();
        if (!m_input.key)
            return base::fail(ErrorCode::InvalidArgument,
                              "these files are encrypted: give the master key with --key-fd N");
        KS_ASSIGN(FernetOpener opener, FernetOpener::create(*m_input.key, m_input.layout));
        m_opener.emplace(std::move(opener));
        return base::ok();
    }
    // One file alone: the error is the answer. Of many, the others go on.
    base::Status problem(const std::string& place, const base::Error& error)
    {
        if (m_input.files.size() == 1)
            return base::fail(error.code, place + ": " + error.detail);
        addProblem(m_document, place, error.detail.empty() ? std::string{base::errorName(error.code)} : error.detail);
        return base::ok();
    }
    base::Status wrongKey(const std::string& place)
    {
        addProblem(m_document, place, "the key does not open it");
        if (++m_wrong >= 5 && m_opened == 0)
            return finish();
        return base::ok();
    }

    const ImportInput& m_input;
    ImportDocument& m_document;
    std::optional<FernetOpener> m_opener;
    int m_opened = 0;
    int m_older = 0;
    int m_wrong = 0;
};

} // namespace

base::Result<ImportDocument> parseFernetCred(const ImportInput& input)
{
    ImportDocument document;
    CredImport import(input, document);
    for (const ImportFile& file : input.files) {
        if (input.cancelled())
            return base::fail(ErrorCode::Cancelled);
        KS_TRY(import.add(file));
    }
    KS_TRY(import.finish());
    return document;
}

} // namespace keystead::transfer
