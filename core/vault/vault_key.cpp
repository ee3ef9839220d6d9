// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/vault_key.h"

#include "core/crypto/aead.h"
#include "core/vault/seal_keys.h"

#include <string>
#include <vector>

namespace keystead::vault {

using base::ErrorCode;

namespace {

struct WrappedKey
{
    std::string profile;
    std::int64_t version;
    std::int64_t vaultKeyVersion;
    std::int64_t format;
    base::Bytes wrapped;
};

base::Result<std::vector<WrappedKey>> wrappedKeys(db::Connection& database)
{
    KS_ASSIGN(db::Statement query, database.prepare("SELECT profile, version, vault_key_version, format_version, "
                                                    "wrapped FROM profile_key ORDER BY profile, version"));
    std::vector<WrappedKey> keys;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return keys;
        const auto blob = query.blob(4);
        keys.push_back({query.text(0), query.integer(1), query.integer(2), query.integer(3),
                        base::Bytes(blob.begin(), blob.end())});
    }
}

struct SealedRow
{
    std::string name;
    std::int64_t recordVersion;
    std::int64_t keyVersion;
    std::int64_t format;
    base::Bytes sealed;
};

base::Result<std::vector<SealedRow>> sealedRows(db::Connection& database)
{
    KS_ASSIGN(db::Statement query, database.prepare("SELECT name, record_version, key_version, format_version, sealed "
                                                    "FROM sealed_secret ORDER BY name"));
    std::vector<SealedRow> rows;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return rows;
        const auto blob = query.blob(4);
        rows.push_back({query.text(0), query.integer(1), query.integer(2), query.integer(3),
                        base::Bytes(blob.begin(), blob.end())});
    }
}

struct Keys
{
    base::Secret from;
    base::Secret to;
};

base::Status rewrap(db::Transaction& transaction, const base::VaultId& vault, const Keys& keys, const WrappedKey& row,
                    std::int64_t toVersion)
{
    ProfileKeyPlace place{row.profile, row.version, row.vaultKeyVersion, row.format};
    auto key = crypto::open(keys.from, row.wrapped, profileKeyPlace(vault, place));
    if (!key || !isKnownSealFormat(row.format))
        return base::fail(key ? ErrorCode::Tampered : key.error().code, "key of profile " + row.profile);
    place.vaultKeyVersion = toVersion;
    place.formatVersion = sealFormat;
    KS_ASSIGN(const base::Bytes wrapped, crypto::seal(keys.to, *key, profileKeyPlace(vault, place)));
    KS_ASSIGN(db::Statement update,
              transaction.connection().prepare("UPDATE profile_key SET vault_key_version = ?, format_version = ?, "
                                               "wrapped = ? WHERE profile = ? AND version = ?"));
    return update.bind(toVersion).bind(sealFormat).bindBlob(wrapped).bind(row.profile).bind(row.version).run();
}

base::Status reseal(db::Transaction& transaction, const base::VaultId& vault, const Keys& keys, const SealedRow& row,
                    std::int64_t toVersion)
{
    SealedSecretPlace place{row.name, row.recordVersion, row.keyVersion, row.format};
    auto value = crypto::open(keys.from, row.sealed, sealedSecretPlace(vault, place));
    if (!value || !isKnownSealFormat(row.format))
        return base::fail(value ? ErrorCode::Tampered : value.error().code, "sealed secret " + row.name);
    place = {row.name, row.recordVersion + 1, toVersion, sealFormat};
    KS_ASSIGN(const base::Bytes sealed, crypto::seal(keys.to, *value, sealedSecretPlace(vault, place)));
    KS_ASSIGN(db::Statement update,
              transaction.connection().prepare("UPDATE sealed_secret SET record_version = ?, key_version = ?, "
                                               "format_version = ?, sealed = ? WHERE name = ?"));
    return update.bind(place.recordVersion).bind(toVersion).bind(sealFormat).bindBlob(sealed).bind(row.name).run();
}

} // namespace

base::Result<VaultKeyState> vaultKeyState(db::Connection& database)
{
    KS_ASSIGN(db::Statement query,
              database.prepare("SELECT key_version, key_seals, key_created_at FROM meta WHERE id = 1"));
    KS_ASSIGN(const bool row, query.step());
    if (!row)
        return base::fail(ErrorCode::Damaged, "the database holds no vault");
    return VaultKeyState{query.integer(0), query.integer(1), query.time(2)};
}

base::Result<std::int64_t> countVaultSeal(db::Transaction& transaction)
{
    KS_ASSIGN(db::Statement update,
              transaction.connection().prepare(
                  "UPDATE meta SET key_seals = key_seals + 1 WHERE id = 1 AND key_seals < ? RETURNING key_version"));
    KS_ASSIGN(const bool counted, update.bind(sealLimit).step());
    if (!counted)
        return base::fail(ErrorCode::LimitExceeded, "the vault key has sealed as often as it may");
    const std::int64_t version = update.integer(0);
    KS_TRY(update.step());
    return version;
}

base::Status moveToVaultKey(db::Transaction& transaction, const base::VaultId& vault, const base::Secret& oldKey,
                            const base::Secret& newKey, base::WallTime now)
{
    db::Connection& database = transaction.connection();
    KS_ASSIGN(const VaultKeyState before, vaultKeyState(database));
    const std::int64_t version = before.version + 1;
    KS_ASSIGN(const std::vector<WrappedKey> profileKeys, wrappedKeys(database));
    KS_ASSIGN(const std::vector<SealedRow> secrets, sealedRows(database));
    Keys wraps;
    KS_ASSIGN(wraps.from, profileWrapKey(oldKey, vault));
    KS_ASSIGN(wraps.to, profileWrapKey(newKey, vault));
    for (const WrappedKey& row : profileKeys)
        KS_TRY(rewrap(transaction, vault, wraps, row, version));
    Keys seals;
    KS_ASSIGN(seals.from, vaultSealKey(oldKey, vault));
    KS_ASSIGN(seals.to, vaultSealKey(newKey, vault));
    for (const SealedRow& row : secrets)
        KS_TRY(reseal(transaction, vault, seals, row, version));
    KS_ASSIGN(db::Statement update,
              database.prepare("UPDATE meta SET key_version = ?, key_seals = ?, key_created_at = ? WHERE id = 1"));
    return update.bind(version).bind(static_cast<std::int64_t>(profileKeys.size() + secrets.size())).bind(now).run();
}

} // namespace keystead::vault
