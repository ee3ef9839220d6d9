// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/credential_store.h"

#include "core/crypto/aead.h"
#include "core/vault/profile_store.h"
#include "core/vault/seal_keys.h"

#include <algorithm>

namespace keystead::vault {

using base::ErrorCode;

namespace {

constexpr std::size_t maxSecretSize = 256 * 1024;

std::string placeName(std::string_view owner, std::string_view field)
{
    const std::string_view kind = owner.starts_with("cli_") ? "OAuth client " : "connection ";
    return std::string{kind} + std::string{owner} + ", field " + std::string{field};
}

// Field names are part of the associated data and of command lines: [a-z0-9_]{1,40}.
base::Status checkField(std::string_view field)
{
    const bool good = !field.empty() && field.size() <= 40 && std::all_of(field.begin(), field.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (!good)
        return base::fail(ErrorCode::InvalidArgument, "field: a name of 1 to 40 of a-z, 0-9 and _");
    return base::ok();
}

} // namespace

base::Status CredentialStore::put(db::Transaction& transaction, const base::ProfileId& profile, std::string_view owner,
                                  std::string_view field, const base::Secret& value)
{
    KS_TRY(checkField(field));
    if (value.size() > maxSecretSize)
        return base::fail(ErrorCode::LimitExceeded, placeName(owner, field) + ": larger than 256 KiB");
    KS_TRY(m_profiles.countSeal(transaction, profile));
    KS_ASSIGN(const ProfileStore::Key* key, m_profiles.key(profile));
    // The key's own count of seals numbers the record, so that no two seals under one key share a version: also not
    // where a field is removed and stored again.
    const CredentialPlace place{profile.text, owner, field, key->seals, key->version};
    KS_ASSIGN(const base::Bytes box, crypto::seal(key->key, value, credentialPlace(m_vault, place)));
    KS_ASSIGN(db::Statement insert,
              transaction.connection().prepare(
                  "INSERT INTO credential (owner, field, profile, record_version, key_version, format_version, sealed) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (owner, field) DO UPDATE SET profile = excluded.profile, "
                  "record_version = excluded.record_version, key_version = excluded.key_version, "
                  "format_version = excluded.format_version, sealed = excluded.sealed"));
    return insert.bind(owner)
        .bind(field)
        .bind(profile.text)
        .bind(place.recordVersion)
        .bind(place.keyVersion)
        .bind(place.formatVersion)
        .bindBlob(box)
        .run();
}

base::Status CredentialStore::putAll(db::Transaction& transaction, const base::ProfileId& profile,
                                     std::string_view owner, const model::Credential& credential)
{
    for (const auto& [field, value] : credential.fields)
        KS_TRY(put(transaction, profile, owner, field, value));
    return base::ok();
}

base::Result<base::Secret> CredentialStore::get(std::string_view owner, std::string_view field)
{
    KS_ASSIGN(db::Statement query,
              m_database.prepare("SELECT profile, record_version, key_version, format_version, sealed "
                                 "FROM credential WHERE owner = ? AND field = ?"));
    KS_ASSIGN(const bool row, query.bind(owner).bind(field).step());
    if (!row)
        return base::fail(ErrorCode::NotFound, placeName(owner, field));
    const base::ProfileId profile{query.text(0)};
    const CredentialPlace place{profile.text, owner, field, query.integer(1), query.integer(2), query.integer(3)};
    base::Result<const ProfileStore::Key*> key = m_profiles.key(profile, place.keyVersion);
    if (!key && key.error().code == ErrorCode::NotFound) // a seal outlives no key
        return base::fail(ErrorCode::Tampered, placeName(owner, field));
    if (!key)
        return base::fail(key.error().code, placeName(owner, field) + ": " + key.error().detail);
    if (!isKnownSealFormat(place.formatVersion))
        return base::fail(ErrorCode::Tampered, placeName(owner, field));
    base::Result<base::Secret> value = crypto::open((*key)->key, query.blob(4), credentialPlace(m_vault, place));
    if (!value)
        return base::fail(value.error().code, placeName(owner, field));
    return value;
}

base::Result<std::map<std::string, base::Secret, std::less<>>> CredentialStore::getAll(std::string_view owner)
{
    KS_ASSIGN(const std::vector<std::string> names, fieldNames(owner));
    std::map<std::string, base::Secret, std::less<>> fields;
    for (const std::string& name : names) {
        KS_ASSIGN(base::Secret value, get(owner, name));
        fields.emplace(name, std::move(value));
    }
    return fields;
}

base::Result<std::vector<std::string>> CredentialStore::fieldNames(std::string_view owner)
{
    KS_ASSIGN(db::Statement query, m_database.prepare("SELECT field FROM credential WHERE owner = ? ORDER BY field"));
    query.bind(owner);
    std::vector<std::string> names;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return names;
        names.push_back(query.text(0));
    }
}

base::Status CredentialStore::remove(db::Transaction& transaction, std::string_view owner, std::string_view field)
{
    KS_ASSIGN(db::Statement statement,
              transaction.connection().prepare("DELETE FROM credential WHERE owner = ? AND field = ? RETURNING 1"));
    KS_ASSIGN(const bool removed, statement.bind(owner).bind(field).step());
    if (!removed)
        return base::fail(ErrorCode::NotFound, placeName(owner, field));
    KS_TRY(statement.step());
    return base::ok();
}

base::Status CredentialStore::removeAll(db::Transaction& transaction, std::string_view owner)
{
    KS_ASSIGN(db::Statement statement, transaction.connection().prepare("DELETE FROM credential WHERE owner = ?"));
    return statement.bind(owner).run();
}

} // namespace keystead::vault
