// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The grants of the open vault in memory, so that a use reads no row: uses are written at most once a minute, but for
// those that are limited in number, which are on their way to the disk before the use is answered. Part of the session;
// it writes what is left when it goes. Thread: the core thread.
#include "core/access/policy.h"
#include "core/model/settings.h"
#include "core/vault/vault.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace keystead::service {

class GrantBook
{
public:
    // A damaged table gives an empty book: then nothing is granted.
    GrantBook(vault::Vault& vault, const base::Clock& clock);
    ~GrantBook();
    GrantBook(const GrantBook&) = delete;
    GrantBook& operator=(const GrantBook&) = delete;

    std::span<const vault::HeldGrant> of(const base::ConnectionId& connection) const;
    std::vector<model::Grant> all() const;
    const access::PolicySettings& settings() const { return m_settings; }
    void setSettings(const model::Settings& settings);

    // The rows changed: a connection came or went. True where the grants are others now.
    bool reload();
    void added(vault::HeldGrant held);
    void removed(const base::GrantId& id);
    void followed(const base::GrantId& id, const std::string& sha256);

    struct Used
    {
        std::optional<std::uint64_t> commit; // to wait for before the use is answered
        bool gone = false;                   // it was for one use
    };
    // Counts a use. NotFound where the grant is gone by now; storage errors where it had to be written.
    base::Result<Used> use(const base::GrantId& id);
    // Writes uses that are only in memory.
    void flush();

private:
    struct Entry
    {
        bool unwritten = false;
        base::SteadyTime writtenAt{};
    };
    vault::HeldGrant* find(const base::GrantId& id);
    base::Result<std::uint64_t> write(const vault::HeldGrant& held, bool spent);

    vault::Vault& m_vault;
    const base::Clock& m_clock;
    access::PolicySettings m_settings;
    std::map<base::ConnectionId, std::vector<vault::HeldGrant>> m_grants;
    std::map<base::GrantId, Entry> m_entries;
};

} // namespace keystead::service
