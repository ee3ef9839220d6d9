// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/sealed_store.h"

#include "core/crypto/aead.h"
#include "core/vault/seal_keys.h"
#include "core/vault/vault_key.h"

namespace keystead::vault {

using base::ErrorCode;

base::Result<base::Secret> SealedStore::get(std::string_view name)
{
    KS_ASSIGN(db::Statement query, m_database.prepare("SELECT record_version, key_version, format_version, sealed "
                                                      "FROM sealed_secret WHERE name = ?"));
    KS_ASSIGN(const bool row, query.bind(name).step());
    if (!row)
        return base::fail(ErrorCode::NotFound, "no sealed secret " + std::string{name});
    const SealedSecretPlace place{name, query.integer(0), query.integer(1), query.integer(2)};
    if (!isKnownSealFormat(place.formatVersion))
        return base::fail(ErrorCode::Tampered, "sealed secret " + std::string{name});
    KS_ASSIGN(const base::Secret key, vaultSealKey(m_vaultKey, m_vault));
    base::Result<base::Secret> value = crypto::open(key, query.blob(3), sealedSecretPlace(m_vault, place));
    if (!value)
        return base::fail(value.error().code, "sealed secret " + std::string{name});
    return value;
}

base::Status SealedStore::put(db::Transaction& transaction, std::string_view name, const base::Secret& value)
{
    db::Connection& database = transaction.connection();
    KS_ASSIGN(db::Statement query, database.prepare("SELECT record_version FROM sealed_secret WHERE name = ?"));
    KS_ASSIGN(const bool row, query.bind(name).step());
    const std::int64_t version = row ? query.integer(0) + 1 : 1;
    KS_ASSIGN(const std::int64_t keyVersion, countVaultSeal(transaction));
    KS_ASSIGN(const base::Secret key, vaultSealKey(m_vaultKey, m_vault));
    const SealedSecretPlace place{name, version, keyVersion};
    KS_ASSIGN(const base::Bytes box, crypto::seal(key, value, sealedSecretPlace(m_vault, place)));
    KS_ASSIGN(db::Statement insert,
              database.prepare("INSERT INTO sealed_secret (name, record_version, key_version, format_version, sealed) "
                               "VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
                               "record_version = excluded.record_version, key_version = excluded.key_version, "
                               "format_version = excluded.format_version, sealed = excluded.sealed"));
    return insert.bind(name).bind(version).bind(keyVersion).bind(sealFormat).bindBlob(box).run();
}

} // namespace keystead::vault
