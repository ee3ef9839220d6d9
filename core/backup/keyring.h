// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The keys of the automatic backups: each file has a random key of its own, sealed under a key derived from the vault
// key, in `backups/keys.json`. So a rotation of the vault key seals 32 bytes a backup anew instead of the backups, and
// a backup whose key is gone from here is unreadable, wherever its bytes still lie. It holds no key in the clear.
#include "core/base/encoding.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <filesystem>
#include <string>
#include <vector>

namespace keystead::backup {

class Keyring
{
public:
    // Empty where there is no file. Damaged (checksum, another vault), TooNew, StorageInsecure.
    static base::Result<Keyring> load(const std::filesystem::path& folder, const base::VaultId& vault);
    base::Status save(const std::filesystem::path& folder) const; // atomic

    base::Status add(const std::string& name, const base::Secret& fileKey, const base::Secret& vaultKey);
    // Every key of that name which opens under `vaultKey`, newest first: two while a backup is being rewritten.
    std::vector<base::Secret> keys(const std::string& name, const base::Secret& vaultKey) const;
    bool knows(const std::string& name) const;
    std::size_t size() const { return m_entries.size(); }
    void remove(const std::string& name);
    // All but the newest key of that name.
    void removeOlder(const std::string& name, const base::Secret& vaultKey);
    // Names of which there is no file.
    void keepOnly(const std::vector<std::string>& names);

    // Before a rotation: each key that opens under `from` is sealed under `to` as well, where it is not yet.
    base::Status alsoUnder(const base::Secret& from, const base::Secret& to);
    // After it: what does not open under `vaultKey` goes.
    void onlyUnder(const base::Secret& vaultKey);

private:
    struct Entry
    {
        std::string name;
        base::Bytes sealed; // 60 bytes
    };
    base::Result<base::Secret> open(const Entry& entry, const base::Secret& vaultKey) const;
    base::VaultId m_vault;
    std::vector<Entry> m_entries;
};

} // namespace keystead::backup
