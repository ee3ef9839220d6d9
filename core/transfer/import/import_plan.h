// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What an import would do to a profile, before it does it: each entry is created, merged into the connection of the
// same provider, server and account, in conflict with it (another secret), or skipped, with the reason. Nothing in a
// plan is secret. Thread: the core thread, since it looks into the vault.
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/providers/registry.h"
#include "core/transfer/import/import_document.h"
#include "core/vault/vault.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace keystead::transfer {

enum class PlanAction { Create, Merge, Conflict, Skip };
std::string_view toText(PlanAction action); // create, merge, conflict, skip

// What happens to an entry whose account has another secret in the vault.
enum class OnConflict { Keep, Replace, Add };
std::string_view toText(OnConflict choice); // keep, replace, add
std::optional<OnConflict> onConflictFromText(std::string_view text);

struct ImportChoices
{
    OnConflict onConflict = OnConflict::Keep;
    std::set<std::size_t> leaveOut; // entries, by index, that the person unticked
    bool takeOverTokens = false;    // nobody else refreshes these tokens any more: Keystead may
};

struct PlannedItem
{
    std::size_t entry = 0;
    PlanAction action = PlanAction::Create;
    std::string place;
    std::string name; // the connection's, unique in its profile
    std::string providerId;
    model::AuthKind kind = model::AuthKind::Custom;
    std::string instance;
    std::string account;
    std::vector<std::string> fields; // names of the secret fields
    std::string reason;              // for merge, conflict and skip
    std::optional<base::ConnectionId> existing;
    std::string existingName;
    std::vector<std::string> changes; // merge: what is added ("tags", "field refresh_token") or replaced
    bool replaces = false;            // merge: a secret of the vault gives way
};

struct ImportPlan
{
    std::vector<PlannedItem> items; // in the order of the entries
    std::size_t count(PlanAction action) const;
};

// `entries` are settled. Errors: storage; Tampered where a stored secret does not open.
base::Result<ImportPlan> planImport(const std::vector<ImportEntry>& entries, vault::Vault& vault,
                                    const base::ProfileId& profile, const providers::Registry& registry,
                                    const ImportChoices& choices);

} // namespace keystead::transfer
