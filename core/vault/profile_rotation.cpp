// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/profile_rotation.h"

#include "core/vault/credential_store.h"
#include "core/vault/profile_store.h"
#include "core/vault/vault.h"

#include <string>
#include <utility>
#include <vector>

namespace keystead::vault {

namespace {

using Places = std::vector<std::pair<std::string, std::string>>;

base::Result<Places> nextPlaces(db::Connection& database, const base::ProfileId& profile, int newest, int most)
{
    KS_ASSIGN(db::Statement query,
              database.prepare("SELECT owner, field FROM credential WHERE profile = ? AND key_version < ? LIMIT ?"));
    query.bind(profile.text).bind(newest).bind(most);
    Places places;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return places;
        places.emplace_back(query.text(0), query.text(1));
    }
}

} // namespace

base::Result<std::int64_t> ProfileRotation::begin(db::Transaction& transaction, std::string_view reason,
                                                  base::WallTime now)
{
    KS_ASSIGN(const ProfileStore::KeyState state, m_vault.profiles().keyState(m_profile));
    if (!state.rotating())
        KS_TRY(m_vault.profiles().addKey(transaction, m_profile, reason, now));
    return left();
}

base::Result<RotationStep> ProfileRotation::step(db::Transaction& transaction, int most,
                                                 std::chrono::microseconds budget)
{
    const auto began = std::chrono::steady_clock::now();
    KS_ASSIGN(const ProfileStore::KeyState state, m_vault.profiles().keyState(m_profile));
    KS_ASSIGN(const Places places, nextPlaces(transaction.connection(), m_profile, state.version, most));
    RotationStep done;
    for (const auto& [owner, field] : places) {
        KS_ASSIGN(const base::Secret value, m_vault.credentials().get(owner, field));
        KS_TRY(m_vault.credentials().put(transaction, m_profile, owner, field, value));
        ++done.moved;
        if (std::chrono::steady_clock::now() - began >= budget)
            break;
    }
    done.more = static_cast<int>(places.size()) == most || static_cast<std::int64_t>(places.size()) > done.moved;
    return done;
}

base::Status ProfileRotation::finish(db::Transaction& transaction)
{
    return m_vault.profiles().retireOldKeys(transaction, m_profile);
}

base::Result<std::int64_t> ProfileRotation::left()
{
    KS_ASSIGN(const ProfileStore::KeyState state, m_vault.profiles().keyState(m_profile));
    KS_ASSIGN(db::Statement query,
              m_vault.database().prepare("SELECT count(*) FROM credential WHERE profile = ? AND key_version < ?"));
    KS_TRY(query.bind(m_profile.text).bind(state.version).step());
    return query.integer(0);
}

} // namespace keystead::vault
