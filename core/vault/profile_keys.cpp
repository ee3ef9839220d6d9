// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of ProfileStore: made, unwrapped, counted, retired.
#include "core/crypto/aead.h"
#include "core/crypto/random.h"
#include "core/vault/profile_store.h"
#include "core/vault/seal_keys.h"
#include "core/vault/vault_key.h"

#include <algorithm>

namespace keystead::vault {

using base::ErrorCode;

namespace {

std::string entryName(const base::ProfileId& id, std::int64_t version)
{
    return id.text + "/" + std::to_string(version);
}

} // namespace

void ProfileStore::forget(const base::ProfileId& id)
{
    std::erase_if(m_keys, [&](const auto& entry) { return entry.first.starts_with(id.text + "/"); });
}

base::Status ProfileStore::insertKey(db::Transaction& transaction, const base::ProfileId& id, int version,
                                     std::string_view reason, base::WallTime now)
{
    KS_ASSIGN(const std::int64_t vaultKeyVersion, countVaultSeal(transaction));
    KS_ASSIGN(const base::Secret wrapKey, profileWrapKey(m_vaultKey, m_vault));
    const base::Secret key = crypto::randomSecret(crypto::aeadKeySize);
    const ProfileKeyPlace place{id.text, version, vaultKeyVersion};
    KS_ASSIGN(const base::Bytes wrapped, crypto::seal(wrapKey, key, profileKeyPlace(m_vault, place)));
    KS_ASSIGN(db::Statement insert, transaction.connection().prepare(
                                        "INSERT INTO profile_key (profile, version, format_version, vault_key_version, "
                                        "created_at, reason, wrapped) VALUES (?, ?, ?, ?, ?, ?, ?)"));
    return insert.bind(id.text)
        .bind(version)
        .bind(sealFormat)
        .bind(vaultKeyVersion)
        .bind(now)
        .bind(reason)
        .bindBlob(wrapped)
        .run();
}

// `row`: version, format_version, vault_key_version, seals, wrapped.
base::Result<const ProfileStore::Key*> ProfileStore::keep(const base::ProfileId& id, const db::Statement& row)
{
    const std::int64_t version = row.integer(0);
    const auto blob = row.blob(4);
    const auto found = m_keys.find(entryName(id, version));
    if (found != m_keys.end() &&
        std::equal(blob.begin(), blob.end(), found->second.wrapped.begin(), found->second.wrapped.end()))
        return &found->second;
    const ProfileKeyPlace place{id.text, version, row.integer(2), row.integer(1)};
    if (!isKnownSealFormat(place.formatVersion))
        return base::fail(ErrorCode::Tampered, "key of profile " + id.text);
    KS_ASSIGN(const base::Secret wrapKey, profileWrapKey(m_vaultKey, m_vault));
    base::Result<base::Secret> key = crypto::open(wrapKey, blob, profileKeyPlace(m_vault, place));
    if (!key)
        return base::fail(key.error().code, "key of profile " + id.text);
    Key entry{std::move(*key), static_cast<int>(version), row.integer(3), base::Bytes(blob.begin(), blob.end())};
    return &m_keys.insert_or_assign(entryName(id, version), std::move(entry)).first->second;
}

base::Result<const ProfileStore::Key*> ProfileStore::key(const base::ProfileId& id)
{
    KS_ASSIGN(db::Statement query,
              m_database.prepare("SELECT version, format_version, vault_key_version, seals, wrapped FROM profile_key "
                                 "WHERE profile = ? ORDER BY version DESC LIMIT 1"));
    KS_ASSIGN(const bool row, query.bind(id.text).step());
    if (!row)
        return base::fail(ErrorCode::NotFound, "there is no key of profile " + id.text);
    return keep(id, query);
}

base::Result<const ProfileStore::Key*> ProfileStore::key(const base::ProfileId& id, std::int64_t version)
{
    if (const auto found = m_keys.find(entryName(id, version)); found != m_keys.end())
        return &found->second;
    KS_ASSIGN(db::Statement query,
              m_database.prepare("SELECT version, format_version, vault_key_version, seals, wrapped FROM profile_key "
                                 "WHERE profile = ? AND version = ?"));
    KS_ASSIGN(const bool row, query.bind(id.text).bind(version).step());
    if (!row)
        return base::fail(ErrorCode::NotFound,
                          "there is no key version " + std::to_string(version) + " of profile " + id.text);
    return keep(id, query);
}

base::Status ProfileStore::countSeal(db::Transaction& transaction, const base::ProfileId& id)
{
    KS_ASSIGN(const Key* newest, key(id));
    Key& entry = m_keys.at(entryName(id, newest->version));
    // The greater of the two counts: a rolled-back transaction has drawn its nonces all the same.
    KS_ASSIGN(db::Statement update, transaction.connection().prepare(
                                        "UPDATE profile_key SET seals = max(seals, ?1) + 1 WHERE profile = ?2 AND "
                                        "version = ?3 AND max(seals, ?1) < ?4 RETURNING seals"));
    KS_ASSIGN(const bool counted, update.bind(entry.seals).bind(id.text).bind(entry.version).bind(sealLimit).step());
    if (!counted)
        return base::fail(ErrorCode::LimitExceeded, "the key of profile " + id.text + " has sealed as often as it may");
    entry.seals = update.integer(0);
    KS_TRY(update.step());
    return base::ok();
}

base::Result<std::vector<ProfileStore::KeyState>> ProfileStore::keyStates()
{
    // A bare column beside max() is of the row with the maximum (sqlite.org/lang_select.html).
    KS_ASSIGN(db::Statement query,
              m_database.prepare("SELECT k.profile, max(k.version), min(k.version), k.seals, k.created_at, k.reason "
                                 "FROM profile_key k JOIN profile p ON p.id = k.profile "
                                 "GROUP BY k.profile ORDER BY p.created_at, p.rowid"));
    std::vector<KeyState> states;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            break;
        states.push_back({base::ProfileId{query.text(0)}, static_cast<int>(query.integer(1)),
                          static_cast<int>(query.integer(2)), query.integer(3), query.time(4), query.text(5)});
    }
    return states;
}

base::Result<ProfileStore::KeyState> ProfileStore::keyState(const base::ProfileId& id)
{
    KS_ASSIGN(const std::vector<KeyState> states, keyStates());
    const auto found = std::find_if(states.begin(), states.end(), [&](const auto& s) { return s.profile == id; });
    if (found == states.end())
        return base::fail(ErrorCode::NotFound, "there is no key of profile " + id.text);
    return *found;
}

base::Result<int> ProfileStore::addKey(db::Transaction& transaction, const base::ProfileId& id, std::string_view reason,
                                       base::WallTime now)
{
    KS_ASSIGN(const KeyState state, keyState(id));
    if (state.rotating())
        return base::fail(ErrorCode::IllegalState, "the key of profile " + id.text + " is being replaced already");
    KS_TRY(key(id)); // one that does not open is told now
    KS_TRY(insertKey(transaction, id, state.version + 1, reason, now));
    return state.version + 1;
}

base::Status ProfileStore::retireOldKeys(db::Transaction& transaction, const base::ProfileId& id)
{
    KS_ASSIGN(const KeyState state, keyState(id));
    db::Connection& database = transaction.connection();
    KS_ASSIGN(db::Statement left,
              database.prepare("SELECT count(*) FROM credential WHERE profile = ? AND key_version < ?"));
    KS_TRY(left.bind(id.text).bind(state.version).step());
    if (const std::int64_t count = left.integer(0); count > 0)
        return base::fail(ErrorCode::IllegalState,
                          std::to_string(count) + " seals of profile " + id.text + " are under an older key");
    // secure_delete is on: the row's bytes are overwritten, not only forgotten.
    KS_ASSIGN(db::Statement remove, database.prepare("DELETE FROM profile_key WHERE profile = ? AND version < ?"));
    KS_TRY(remove.bind(id.text).bind(state.version).run());
    forget(id);
    return base::ok();
}

} // namespace keystead::vault
