// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/keyring.h"

#include "core/base/json.h"
#include "core/base/private_files.h"
#include "core/crypto/aead.h"
#include "core/crypto/digest.h"
#include "core/crypto/hkdf.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::backup {

using base::ErrorCode;
using base::Json;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t maxSize = 256 * 1024;
constexpr std::size_t sealedSize = 12 + 32 + 16;
constexpr int format = 1;

fs::path fileIn(const fs::path& folder)
{
    return folder / "keys.json";
}

base::Error damaged(const char* why)
{
    return base::fail(ErrorCode::Damaged, std::string{"the keys of the automatic backups: "} + why);
}

base::Result<base::Secret> sealingKey(const base::Secret& vaultKey, const base::VaultId& vault)
{
    const auto* const salt = reinterpret_cast<const std::uint8_t*>(vault.text.data());
    return crypto::hkdfSha256(vaultKey, {salt, vault.text.size()}, "keystead automatic backups v1", 32);
}

base::Bytes placeOf(const base::VaultId& vault, const std::string& name)
{
    return crypto::joinAssociated({"keystead automatic backup", vault.text, name});
}

std::string checksumOf(const Json& document)
{
    return base::toHex(crypto::sha256(base::toJsonText(document)));
}

} // namespace

base::Result<Keyring> Keyring::load(const fs::path& folder, const base::VaultId& vault)
{
    Keyring ring;
    ring.m_vault = vault;
    const auto text = base::readPrivateFile(fileIn(folder), maxSize);
    if (!text && text.error().code == ErrorCode::NotFound)
        return ring;
    if (!text)
        return text.error();
    auto document = base::parseJson(*text, {maxSize, 4});
    if (!document || !document->is_object())
        return damaged("not a JSON object");
    const auto written = base::requireInt(*document, "format", "keys");
    if (written && *written > format)
        return base::fail(ErrorCode::TooNew, "the keys of the automatic backups have a later format");
    const auto checksum = base::requireString(*document, "checksum", "keys");
    document->erase("checksum");
    if (!written || !checksum || *checksum != checksumOf(*document))
        return damaged("the checksum is wrong");
    const auto owner = base::requireString(*document, "vault", "keys");
    if (!owner || *owner != vault.text)
        return damaged("they belong to another vault");
    const auto list = document->find("backups");
    if (list == document->end() || !list->is_array())
        return damaged("the list is missing");
    for (const Json& item : *list) {
        const auto name = base::requireString(item, "name", "backup");
        const auto sealed = base::requireString(item, "key", "backup");
        const auto bytes = sealed ? base::fromBase64(*sealed) : base::Result<base::Bytes>{sealed.error()};
        if (!name || !bytes || bytes->size() != sealedSize)
            return damaged("an entry is malformed");
        ring.m_entries.push_back({*name, *bytes});
    }
    return ring;
}

base::Status Keyring::save(const fs::path& folder) const
{
    Json list = Json::array();
    for (const Entry& entry : m_entries)
        list.push_back({{"name", entry.name}, {"key", base::toBase64(entry.sealed)}});
    Json document{{"format", format}, {"vault", m_vault.text}, {"backups", std::move(list)}};
    document["checksum"] = checksumOf(document);
    return base::replaceFile(fileIn(folder), base::toJsonText(document) + "\n");
}

base::Status Keyring::add(const std::string& name, const base::Secret& fileKey, const base::Secret& vaultKey)
{
    KS_ASSIGN(const base::Secret key, sealingKey(vaultKey, m_vault));
    KS_ASSIGN(base::Bytes sealed, crypto::seal(key, fileKey, placeOf(m_vault, name)));
    m_entries.push_back({name, std::move(sealed)});
    return base::ok();
}

base::Result<base::Secret> Keyring::open(const Entry& entry, const base::Secret& vaultKey) const
{
    KS_ASSIGN(const base::Secret key, sealingKey(vaultKey, m_vault));
    return crypto::open(key, entry.sealed, placeOf(m_vault, entry.name));
}

std::vector<base::Secret> Keyring::keys(const std::string& name, const base::Secret& vaultKey) const
{
    std::vector<base::Secret> found;
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
        if (entry->name != name)
            continue;
        if (auto key = open(*entry, vaultKey))
            found.push_back(std::move(*key));
    }
    return found;
}

bool Keyring::knows(const std::string& name) const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [&](const Entry& entry) { return entry.name == name; });
}

void Keyring::remove(const std::string& name)
{
    std::erase_if(m_entries, [&](const Entry& entry) { return entry.name == name; });
}

void Keyring::removeOlder(const std::string& name, const base::Secret& vaultKey)
{
    auto newest = m_entries.end();
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
        if (entry->name == name && open(*entry, vaultKey))
            newest = entry;
    }
    if (newest == m_entries.end())
        return;
    const Entry kept = *newest;
    remove(name);
    m_entries.push_back(kept);
}

void Keyring::keepOnly(const std::vector<std::string>& names)
{
    std::erase_if(m_entries,
                  [&](const Entry& entry) { return std::find(names.begin(), names.end(), entry.name) == names.end(); });
}

base::Status Keyring::alsoUnder(const base::Secret& from, const base::Secret& to)
{
    const std::vector<Entry> before = m_entries;
    for (const Entry& entry : before) {
        const auto key = open(entry, from);
        if (!key)
            continue;
        const auto there = keys(entry.name, to);
        if (std::none_of(there.begin(), there.end(), [&](const base::Secret& other) { return other.equals(*key); }))
            KS_TRY(add(entry.name, *key, to));
    }
    return base::ok();
}

void Keyring::onlyUnder(const base::Secret& vaultKey)
{
    std::erase_if(m_entries, [&](const Entry& entry) { return !open(entry, vaultKey); });
}

} // namespace keystead::backup
