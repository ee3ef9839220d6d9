// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Compares the end of the trail with what was remembered of it: outside the database (anchors) and inside (the row
// 'head' of audit_anchor). Cheap: for every unlock. docs/audit.md, "Cut off or rolled back".
#include "core/audit/audit_log.h"
#include "core/db/connection.h"
#include "core/model/report.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace keystead::audit {

// The end as the trail itself shows it.
struct TrailEnd
{
    std::int64_t lastSequence = 0;
    std::optional<AnchorState> storedHead;           // the row 'head', written with each record
    std::function<std::string(std::int64_t)> hashAt; // empty where there is no such record
};

// Pure. Truncated: the database itself knows of later records. RolledBack: it does not, or a remembered record has
// another hash. Anchors of other vaults are ignored.
std::optional<model::ChainReport::Finding> compareAnchors(const TrailEnd& end, const std::string& vaultId,
                                                          std::vector<AnchorState> anchors);

// The same on a database, by indexed reads. nullopt: nothing to complain of.
base::Result<std::optional<model::ChainReport::Finding>>
checkAnchors(db::Connection& database, const std::string& vaultId, const std::vector<AnchorState>& anchors);

base::Result<std::optional<AnchorState>> readStoredHead(db::Connection& database, const std::string& vaultId);

} // namespace keystead::audit
