// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/import_plan.h"

#include "core/base/encoding.h"
#include "core/crypto/digest.h"
#include "core/crypto/random.h"
#include "core/model/credential.h"
#include "core/model/text_rules.h"
#include "core/transfer/import/settle_entry.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace keystead::transfer {

using base::ErrorCode;
using model::Connection;

namespace {

// A name that is not taken: "name (2)".
std::string freeName(const std::string& wanted, const std::unordered_set<std::string>& taken)
{
    if (!taken.contains(wanted))
        return wanted;
    for (int n = 2;; ++n) {
        const std::string suffix = " (" + std::to_string(n) + ")";
        std::string name = base::cleanForDisplay(wanted, 100 - suffix.size());
        name += suffix;
        if (!taken.contains(name))
            return name;
    }
}

std::string groupOf(const std::string& provider, model::AuthKind kind)
{
    return provider + '\n' + std::string{model::toText(kind)};
}

class Planner
{
public:
    Planner(const std::vector<ImportEntry>& entries, vault::Vault& vault, const providers::Registry& registry,
            const ImportChoices& choices)
        : m_entries(entries), m_vault(vault), m_registry(registry), m_choices(choices),
          m_digestKey(crypto::randomSecret(32))
    {
    }

    base::Result<ImportPlan> run(const base::ProfileId& profile)
    {
        KS_TRY(index(profile));
        ImportPlan plan;
        plan.items.reserve(m_entries.size());
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            KS_ASSIGN(PlannedItem item, planOne(i));
            plan.items.push_back(std::move(item));
        }
        return plan;
    }

private:
    // Only in memory and under a random key: to find the same secret without comparing all pairs.
    base::Result<std::string> digestOf(const std::string& group, const base::Secret& secret) const
    {
        KS_ASSIGN(const crypto::Sha256Digest digest, crypto::hmacSha256(m_digestKey, secret.exposeBytes()));
        return group + '\n' + base::toHex(digest);
    }

    base::Status index(const base::ProfileId& profile)
    {
        KS_ASSIGN(std::vector<Connection> all, m_vault.connections().all());
        std::unordered_set<std::string> groups;
        for (const ImportEntry& entry : m_entries)
            groups.insert(groupOf(entry.provider, entry.kind));
        for (Connection& connection : all) {
            if (connection.profile != profile)
                continue;
            m_names.insert(connection.name);
            const std::string group = groupOf(connection.providerId, connection.kind);
            if (!groups.contains(group))
                continue;
            const std::string instance = instanceOf(m_registry.find(connection.providerId), connection.parameters);
            const std::string account = accountKey(connection.account, connection.parameters);
            if (!account.empty())
                m_byAccount[group + '\n' + instance + '\n' + account].push_back(m_existing.size());
            m_byName.emplace(group + '\n' + instance + '\n' + connection.name, m_existing.size());
            auto secret = m_vault.credentials().get(connection.id.text, model::mainField(connection.kind));
            std::string digest;
            if (secret) {
                KS_ASSIGN(digest, digestOf(group, *secret));
                m_bySecret.emplace(digest, connection.name);
            } else if (secret.error().code != ErrorCode::NotFound) {
                return secret.error();
            }
            m_existing.push_back(std::move(connection));
            m_digests.push_back(std::move(digest));
        }
        return base::ok();
    }

    // Of several connections of one account: the one that holds this very secret, else the one of this name.
    std::size_t nearest(const std::vector<std::size_t>& candidates, const ImportEntry& entry,
                        const std::string& digest) const
    {
        for (const std::size_t index : candidates) {
            if (!digest.empty() && m_digests[index] == digest)
                return index;
        }
        for (const std::size_t index : candidates) {
            if (m_existing[index].name == entry.name)
                return index;
        }
        return candidates.front();
    }

    // The same account; or the same name, where one of the two has no account and no other connection has this secret.
    const Connection* match(const ImportEntry& entry, const std::string& group, const std::string& instance,
                            const std::string& digest) const
    {
        const std::string account = accountKey(entry.account, entry.parameters);
        if (!account.empty()) {
            const auto found = m_byAccount.find(group + '\n' + instance + '\n' + account);
            if (found != m_byAccount.end())
                return &m_existing[nearest(found->second, entry, digest)];
        }
        const auto named = m_byName.find(group + '\n' + instance + '\n' + entry.name);
        if (named == m_byName.end())
            return nullptr;
        const Connection& candidate = m_existing[named->second];
        const auto holder = m_bySecret.find(digest);
        if (holder != m_bySecret.end() && holder->second != candidate.name)
            return nullptr;
        return account.empty() || accountKey(candidate.account, candidate.parameters).empty() ? &candidate : nullptr;
    }

    base::Result<PlannedItem> planOne(std::size_t index)
    {
        const ImportEntry& entry = m_entries[index];
        const std::string group = groupOf(entry.provider, entry.kind);
        PlannedItem item;
        item.entry = index;
        item.place = entry.place;
        item.name = entry.name;
        item.providerId = entry.provider;
        item.kind = entry.kind;
        item.instance = instanceOf(m_registry.find(entry.provider), entry.parameters);
        item.account = entry.account;
        for (const auto& [field, secret] : entry.secrets)
            item.fields.push_back(field);
        if (m_choices.leaveOut.contains(index))
            return skipped(std::move(item), "left out");
        const auto main = entry.secrets.find(model::mainField(entry.kind));
        std::string digest;
        if (main != entry.secrets.end()) {
            KS_ASSIGN(digest, digestOf(group, main->second));
        }
        if (const Connection* const existing = match(entry, group, item.instance, digest))
            return against(std::move(item), entry, *existing);
        if (!digest.empty()) {
            // With an account of its own it is a connection of its own, whoever shares the password.
            const auto same = m_bySecret.find(digest);
            if (same != m_bySecret.end() && accountKey(entry.account, entry.parameters).empty())
                return skipped(std::move(item), "the same secret is kept as " + same->second);
            const auto twin = m_planned.find(digest + '\n' + item.instance + '\n' + entry.account);
            if (twin != m_planned.end())
                return skipped(std::move(item), "the same as " + twin->second);
            m_planned.emplace(digest + '\n' + item.instance + '\n' + entry.account, entry.place);
        }
        return created(std::move(item));
    }

    static PlannedItem skipped(PlannedItem item, std::string reason)
    {
        item.action = PlanAction::Skip;
        item.reason = std::move(reason);
        return item;
    }

    PlannedItem created(PlannedItem item)
    {
        item.action = PlanAction::Create;
        item.name = freeName(item.name, m_names);
        m_names.insert(item.name);
        return item;
    }

    // Which of the entry's fields the vault lacks, and which it has otherwise.
    base::Result<std::pair<std::vector<std::string>, std::vector<std::string>>>
    compareFields(const ImportEntry& entry, const Connection& existing)
    {
        std::pair<std::vector<std::string>, std::vector<std::string>> result;
        for (const auto& [field, secret] : entry.secrets) {
            const auto stored = m_vault.credentials().get(existing.id.text, field);
            if (!stored && stored.error().code != ErrorCode::NotFound)
                return stored.error();
            if (!stored)
                result.first.push_back(field);
            else if (!stored->equals(secret))
                result.second.push_back(field);
        }
        return result;
    }

    base::Result<PlannedItem> against(PlannedItem item, const ImportEntry& entry, const Connection& existing)
    {
        KS_ASSIGN(const auto differences, compareFields(entry, existing));
        const auto& [missing, other] = differences;
        item.existing = existing.id;
        item.existingName = existing.name;
        item.replaces = !other.empty();
        for (const std::string& field : missing)
            item.changes.push_back("field " + field);
        for (const std::string& field : other)
            item.changes.push_back("replaces " + field);
        addPublicChanges(item, entry, existing);
        if (item.changes.empty())
            return skipped(std::move(item), "is kept already as " + existing.name);
        const bool second = m_merged.contains(existing.id.text);
        if ((item.replaces || second) && m_choices.onConflict == OnConflict::Add)
            return beside(std::move(item), existing);
        if (second || (item.replaces && m_choices.onConflict == OnConflict::Keep)) {
            item.action = PlanAction::Conflict;
            item.reason = second ? "a second entry for the account of " + existing.name
                                 : existing.name + " has another secret, which stays";
            return item;
        }
        m_merged.insert(existing.id.text);
        item.action = PlanAction::Merge;
        item.reason = "into " + existing.name;
        return item;
    }

    PlannedItem beside(PlannedItem item, const Connection& existing)
    {
        item.existing.reset();
        item.changes.clear();
        item.replaces = false;
        item.reason = "beside " + existing.name + ", which has another secret";
        return created(std::move(item));
    }

    static void addPublicChanges(PlannedItem& item, const ImportEntry& entry, const Connection& existing)
    {
        const bool newTag = std::any_of(entry.tags.begin(), entry.tags.end(), [&](const std::string& tag) {
            return std::find(existing.tags.begin(), existing.tags.end(), tag) == existing.tags.end();
        });
        if (newTag && existing.tags.size() < 20)
            item.changes.emplace_back("tags");
        if (!entry.scopes.empty() && existing.scopesGranted.empty())
            item.changes.emplace_back("scopes");
        if (!entry.notes.empty() && existing.notes.empty())
            item.changes.emplace_back("notes");
        if (!entry.account.empty() && existing.account.empty())
            item.changes.emplace_back("account");
        if (entry.expiresAt && (!existing.expiresAt || item.replaces))
            item.changes.emplace_back("expires_at");
    }

    const std::vector<ImportEntry>& m_entries;
    vault::Vault& m_vault;
    const providers::Registry& m_registry;
    const ImportChoices& m_choices;
    base::Secret m_digestKey;
    std::vector<Connection> m_existing;
    std::vector<std::string> m_digests; // of m_existing's main secrets; empty: none
    std::unordered_map<std::string, std::vector<std::size_t>> m_byAccount;
    std::unordered_map<std::string, std::size_t> m_byName;
    std::unordered_map<std::string, std::string> m_bySecret; // digest -> name
    std::unordered_map<std::string, std::string> m_planned;  // digest, server, account -> place
    std::unordered_set<std::string> m_names;
    std::unordered_set<std::string> m_merged;
};

} // namespace

std::string_view toText(PlanAction action)
{
    switch (action) {
    case PlanAction::Create:
        return "create";
    case PlanAction::Merge:
        return "merge";
    case PlanAction::Conflict:
        return "conflict";
    case PlanAction::Skip:
        break;
    }
    return "skip";
}

std::string_view toText(OnConflict choice)
{
    return choice == OnConflict::Keep ? "keep" : choice == OnConflict::Replace ? "replace" : "add";
}

std::optional<OnConflict> onConflictFromText(std::string_view text)
{
    for (const OnConflict choice : {OnConflict::Keep, OnConflict::Replace, OnConflict::Add}) {
        if (toText(choice) == text)
            return choice;
    }
    return std::nullopt;
}

std::size_t ImportPlan::count(PlanAction action) const
{
    return static_cast<std::size_t>(
        std::count_if(items.begin(), items.end(), [&](const PlannedItem& item) { return item.action == action; }));
}

base::Result<ImportPlan> planImport(const std::vector<ImportEntry>& entries, vault::Vault& vault,
                                    const base::ProfileId& profile, const providers::Registry& registry,
                                    const ImportChoices& choices)
{
    return Planner(entries, vault, registry, choices).run(profile);
}

} // namespace keystead::transfer
