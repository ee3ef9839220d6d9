// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/compare.h"

#include <algorithm>
#include <map>

namespace keystead::backup {

namespace {

struct Entry
{
    std::string name;
    std::int64_t version = 0;
    std::int64_t updatedAt = 0;
    bool family = false;
};
using Entries = std::map<std::string, Entry>; // by id

base::Result<Entries> entriesOf(db::Connection& database)
{
    KS_ASSIGN(db::Statement query,
              database.prepare("SELECT c.id, p.name || '/' || c.name, c.version, c.updated_at, c.has_refresh_token "
                               "FROM connection c JOIN profile p ON p.id = c.profile"));
    Entries entries;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return entries;
        entries[query.text(0)] = {query.text(1), query.integer(2), query.integer(3), query.boolean(4)};
    }
}

struct End
{
    std::int64_t sequence = 0;
    std::optional<base::WallTime> time;
};

base::Result<End> endOf(db::Connection& database)
{
    KS_ASSIGN(db::Statement query,
              database.prepare("SELECT sequence, time FROM audit_record ORDER BY sequence DESC LIMIT 1"));
    KS_ASSIGN(const bool row, query.step());
    return row ? End{query.integer(0), query.time(1)} : End{};
}

base::Result<std::string> hashAt(db::Connection& database, std::int64_t sequence)
{
    KS_ASSIGN(db::Statement query, database.prepare("SELECT hash FROM audit_record WHERE sequence = ?"));
    KS_ASSIGN(const bool row, query.bind(sequence).step());
    return row ? query.text(0) : std::string{};
}

base::Result<std::optional<base::WallTime>> timeAt(db::Connection& database, std::int64_t sequence)
{
    KS_ASSIGN(db::Statement query, database.prepare("SELECT time FROM audit_record WHERE sequence = ?"));
    KS_ASSIGN(const bool row, query.bind(sequence).step());
    return row ? std::optional{query.time(0)} : std::optional<base::WallTime>{};
}

// Each hash covers all before it, so that equality at one place means equality up to there.
base::Result<std::int64_t> commonRecords(db::Connection& vault, db::Connection& backup, std::int64_t most)
{
    std::int64_t low = 0;
    std::int64_t high = most;
    while (low < high) {
        const std::int64_t middle = low + (high - low + 1) / 2;
        KS_ASSIGN(const std::string ours, hashAt(vault, middle));
        KS_ASSIGN(const std::string theirs, hashAt(backup, middle));
        if (!ours.empty() && ours == theirs)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

void compareEntries(const Entries& ours, const Entries& theirs, Comparison& result)
{
    for (const auto& [id, entry] : theirs) {
        if (entry.family)
            result.families.push_back(entry.name);
        const auto found = ours.find(id);
        if (found == ours.end())
            result.added.push_back(entry.name);
        else if (found->second.version != entry.version || found->second.updatedAt != entry.updatedAt ||
                 found->second.name != entry.name)
            result.changed.push_back(entry.name);
        else
            ++result.same;
    }
    for (const auto& [id, entry] : ours) {
        if (!theirs.contains(id))
            result.removed.push_back(entry.name);
    }
    for (auto* list : {&result.added, &result.removed, &result.changed, &result.families})
        std::sort(list->begin(), list->end());
}

} // namespace

base::Result<Comparison> compare(db::Connection* vault, db::Connection& backup)
{
    Comparison result;
    KS_ASSIGN(const Entries theirs, entriesOf(backup));
    KS_ASSIGN(const End backupEnd, endOf(backup));
    result.backupLastRecord = backupEnd.time;
    Entries ours;
    if (vault) {
        KS_ASSIGN(ours, entriesOf(*vault));
        KS_ASSIGN(const End vaultEnd, endOf(*vault));
        KS_ASSIGN(result.commonRecords, commonRecords(*vault, backup, std::min(vaultEnd.sequence, backupEnd.sequence)));
        result.recordsLost = vaultEnd.sequence - result.commonRecords;
        if (result.recordsLost > 0) {
            KS_ASSIGN(result.lostFrom, timeAt(*vault, result.commonRecords + 1));
            result.lostTo = vaultEnd.time;
        }
    }
    result.recordsGained = backupEnd.sequence - result.commonRecords;
    compareEntries(ours, theirs, result);
    return result;
}

} // namespace keystead::backup
