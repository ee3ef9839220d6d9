// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/anchors.h"

#include "core/audit/record_reader.h"

#include <algorithm>
#include <map>

namespace keystead::audit {

using Finding = model::ChainReport::Finding;

std::optional<Finding> compareAnchors(const TrailEnd& end, const std::string& vaultId, std::vector<AnchorState> anchors)
{
    const auto ends = "the trail ends at record " + std::to_string(end.lastSequence);
    const bool cut = end.storedHead && end.storedHead->sequence > end.lastSequence;
    std::erase_if(anchors, [&](const AnchorState& a) { return a.vaultId != vaultId || a.sequence < 1; });
    std::sort(anchors.begin(), anchors.end(), [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
    for (const AnchorState& anchor : anchors) {
        const std::string remembered =
            "record " + std::to_string(anchor.sequence) + " was remembered at " + base::toRfc3339(anchor.time);
        if (anchor.sequence <= end.lastSequence) {
            if (end.hashAt(anchor.sequence) != anchor.hash)
                return Finding{Finding::Kind::RolledBack, anchor.sequence,
                               remembered +
                                   " with another hash: the vault was put back to an older state and used since"};
        } else if (!cut) {
            return Finding{Finding::Kind::RolledBack, end.lastSequence + 1,
                           ends + ", but " + remembered + ": the vault is an older copy"};
        }
    }
    if (cut)
        return Finding{Finding::Kind::Truncated, end.lastSequence + 1,
                       ends + ", but record " + std::to_string(end.storedHead->sequence) + " was written"};
    return std::nullopt;
}

base::Result<std::optional<AnchorState>> readStoredHead(db::Connection& database, const std::string& vaultId)
{
    KS_ASSIGN(db::Statement statement,
              database.prepare("SELECT sequence, hash, time FROM audit_anchor WHERE source = 'head'"));
    KS_ASSIGN(const bool row, statement.step());
    if (!row)
        return std::optional<AnchorState>{};
    return std::optional<AnchorState>{AnchorState{vaultId, statement.integer(0), statement.text(1), statement.time(2)}};
}

base::Result<std::optional<Finding>> checkAnchors(db::Connection& database, const std::string& vaultId,
                                                  const std::vector<AnchorState>& anchors)
{
    TrailEnd end;
    KS_ASSIGN(const std::optional<StoredRow> last, lastRow(database));
    if (last)
        end.lastSequence = last->sequence;
    KS_ASSIGN(end.storedHead, readStoredHead(database, vaultId));
    std::map<std::int64_t, std::string> hashes;
    for (const AnchorState& anchor : anchors) {
        KS_ASSIGN(db::Statement statement, database.prepare("SELECT hash FROM audit_record WHERE sequence = ?"));
        KS_ASSIGN(const bool row, statement.bind(anchor.sequence).step());
        hashes[anchor.sequence] = row ? statement.text(0) : std::string{};
    }
    end.hashAt = [&hashes](std::int64_t sequence) { return hashes[sequence]; };
    return compareAnchors(end, vaultId, anchors);
}

} // namespace keystead::audit
