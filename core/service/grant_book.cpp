// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/grant_book.h"

#include "core/access/program_files.h"
#include "core/base/log.h"
#include "core/vault/grant_store.h"
#include "core/vault/settings_store.h"

#include <algorithm>

namespace keystead::service {

using vault::HeldGrant;

namespace {
constexpr std::chrono::milliseconds writeEvery{std::chrono::minutes{1}};
}

GrantBook::GrantBook(vault::Vault& vault, const base::Clock& clock) : m_vault(vault), m_clock(clock)
{
    m_settings.loginSession = access::loginSession();
    if (const auto settings = vault.settings().load())
        setSettings(*settings);
    reload();
}

GrantBook::~GrantBook()
{
    flush();
}

void GrantBook::setSettings(const model::Settings& settings)
{
    m_settings.askForPrograms = settings.askForPrograms;
    m_settings.trustPackageUpdates = settings.trustPackageUpdates;
}

std::span<const HeldGrant> GrantBook::of(const base::ConnectionId& connection) const
{
    const auto found = m_grants.find(connection);
    return found == m_grants.end() ? std::span<const HeldGrant>{} : std::span<const HeldGrant>{found->second};
}

std::vector<model::Grant> GrantBook::all() const
{
    std::vector<model::Grant> list;
    for (const auto& [connection, grants] : m_grants) {
        for (const HeldGrant& held : grants)
            list.push_back(held.grant);
    }
    std::sort(list.begin(), list.end(), [](const model::Grant& a, const model::Grant& b) {
        return std::tie(a.createdAt, a.id) < std::tie(b.createdAt, b.id);
    });
    return list;
}

bool GrantBook::reload()
{
    flush();
    const std::vector<model::Grant> before = all();
    m_grants.clear();
    auto rows = m_vault.grants().all();
    if (!rows) {
        base::logWarning("access", "the grants cannot be read, so that none stands: " + base::toString(rows.error()));
        return !before.empty();
    }
    for (HeldGrant& held : *rows)
        m_grants[held.grant.connection].push_back(std::move(held));
    return all() != before;
}

void GrantBook::added(HeldGrant held)
{
    std::vector<HeldGrant>& grants = m_grants[held.grant.connection];
    grants.push_back(std::move(held));
}

void GrantBook::removed(const base::GrantId& id)
{
    for (auto& [connection, grants] : m_grants)
        std::erase_if(grants, [&](const HeldGrant& held) { return held.grant.id == id; });
    m_entries.erase(id);
}

void GrantBook::followed(const base::GrantId& id, const std::string& sha256)
{
    if (HeldGrant* const held = find(id))
        held->grant.program.sha256 = sha256;
}

HeldGrant* GrantBook::find(const base::GrantId& id)
{
    for (auto& [connection, grants] : m_grants) {
        for (HeldGrant& held : grants) {
            if (held.grant.id == id)
                return &held;
        }
    }
    return nullptr;
}

base::Result<std::uint64_t> GrantBook::write(const HeldGrant& held, bool spent)
{
    KS_ASSIGN(db::Transaction transaction, m_vault.begin());
    if (spent) {
        KS_TRY(m_vault.grants().remove(transaction, held.grant.id));
    } else {
        KS_TRY(m_vault.grants().noteUse(transaction, held));
    }
    return transaction.commit();
}

base::Result<GrantBook::Used> GrantBook::use(const base::GrantId& id)
{
    HeldGrant* const held = find(id);
    if (!held)
        return base::fail(base::ErrorCode::NotFound, "there is no such grant any more");
    HeldGrant counted = *held;
    access::countUse(counted, m_clock.now());
    const bool spent = counted.grant.term == model::GrantTerm::Once;
    Entry& entry = m_entries[id];
    const base::SteadyTime now = m_clock.steady();
    const bool due = entry.writtenAt == base::SteadyTime{} || now - entry.writtenAt >= writeEvery;
    if (!spent && !counted.grant.rate && !due) {
        *held = std::move(counted);
        entry.unwritten = true;
        return Used{};
    }
    const auto commit = write(counted, spent);
    if (!commit && (spent || counted.grant.rate))
        return commit.error(); // what is counted must be counted
    if (spent) {
        removed(id);
        return Used{*commit, true};
    }
    *held = std::move(counted);
    entry.unwritten = !commit;
    entry.writtenAt = now;
    return Used{}; // the record of the use follows in the log, and whoever answers waits for that one
}

void GrantBook::flush()
{
    for (auto& [id, entry] : m_entries) {
        const HeldGrant* const held = entry.unwritten ? find(id) : nullptr;
        entry.unwritten = false;
        if (!held)
            continue;
        if (const auto commit = write(*held, false); !commit)
            base::logInfo("access", "uses of a grant were not written: " + base::toString(commit.error()));
    }
}

} // namespace keystead::service
