// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Profiles and their keys. A profile's random key lies wrapped by the vault key; unwrapped ones stay in locked memory
// while the vault is open. While a key is being replaced a profile has two: the newest seals, each opens what it has
// sealed (profile_rotation.h). Thread: the core thread.
#include "core/base/encoding.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/db/transaction.h"
#include "core/model/profile.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace keystead::vault {

// Why a key was made; stands in profile_key.reason and in the trail.
namespace key_reason {
inline constexpr std::string_view first = "first";
inline constexpr std::string_view request = "request";
inline constexpr std::string_view schedule = "schedule";
inline constexpr std::string_view slotRemoved = "slot_removed";
inline constexpr std::string_view sealLimit = "seal_limit";
inline constexpr std::string_view erasure = "erasure";
} // namespace key_reason

class ProfileStore
{
public:
    ProfileStore(db::Connection& database, base::VaultId vault, const base::Secret& vaultKey);

    base::Result<std::vector<model::Profile>> all();
    base::Result<model::Profile> findByName(const std::string& name);
    base::Result<model::Profile> get(const base::ProfileId& id); // NotFound
    base::Result<model::Profile> first();
    base::Result<model::Profile> add(db::Transaction& transaction, const std::string& name,
                                     base::WallTime now); // AlreadyExists
    base::Status rename(db::Transaction& transaction, const base::ProfileId& id, const std::string& name);
    // Removes the profile with its keys; IllegalState while connections are in it or it is the last.
    base::Status remove(db::Transaction& transaction, const base::ProfileId& id);

    struct Key
    {
        base::Secret key; // 32 bytes
        int version = 1;
        std::int64_t seals = 0; // how many nonces were drawn for it (limit 2^32)
        base::Bytes wrapped;    // as it was read: another one in the table makes this entry stale
    };
    // The key that seals. Unwraps on first use. Tampered where the wrap does not open.
    base::Result<const Key*> key(const base::ProfileId& id);
    // The key that opens what it has sealed. NotFound where there is no such version.
    base::Result<const Key*> key(const base::ProfileId& id, std::int64_t version);
    // Counts a seal of the newest key; LimitExceeded before 2^32.
    base::Status countSeal(db::Transaction& transaction, const base::ProfileId& id);

    // What is known of a profile's keys without opening them.
    struct KeyState
    {
        base::ProfileId profile;
        int version = 1;
        int oldestVersion = 1; // below `version` while a rotation is under way
        std::int64_t seals = 0;
        base::WallTime createdAt{};
        std::string reason;
        bool rotating() const { return oldestVersion != version; }
    };
    base::Result<std::vector<KeyState>> keyStates();
    base::Result<KeyState> keyState(const base::ProfileId& id);
    // A new key that seals from now on; its version. IllegalState while an earlier one is not retired.
    base::Result<int> addKey(db::Transaction& transaction, const base::ProfileId& id, std::string_view reason,
                             base::WallTime now);
    // Deletes every key but the newest; IllegalState while a seal of theirs is left.
    base::Status retireOldKeys(db::Transaction& transaction, const base::ProfileId& id);

    // A key that has sealed this often is due for replacement: half of what GCM allows (SECURITY 37).
    static constexpr std::int64_t renewAfter = std::int64_t{1} << 31;
    bool isWorn(const KeyState& state) const { return state.seals >= m_renewAfter; }
    // For tests: 2^31 seals take days.
    void setRenewAfter(std::int64_t seals) { m_renewAfter = seals; }

    // Forgets what was unwrapped: the vault key has changed.
    void forgetKeys() { m_keys.clear(); }

private:
    base::Result<const Key*> keep(const base::ProfileId& id, const db::Statement& row);
    base::Status insertKey(db::Transaction& transaction, const base::ProfileId& id, int version,
                           std::string_view reason, base::WallTime now);
    void forget(const base::ProfileId& id);
    db::Connection& m_database;
    base::VaultId m_vault;
    const base::Secret& m_vaultKey;
    std::int64_t m_renewAfter = renewAfter;
    std::unordered_map<std::string, Key> m_keys; // by "profile/version"
};

} // namespace keystead::vault
