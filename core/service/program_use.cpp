// SPDX-License-Identifier: GPL-3.0-or-later
// Who used what: the trail counted by program, connection and day, with the grants that stand now.
#include "core/service/access_ops.h"
#include "core/service/long_read.h"
#include "core/vault/connection_store.h"

#include <algorithm>
#include <map>

namespace keystead::service {

using base::ErrorCode;

namespace {

constexpr std::int64_t dayMs = 24LL * 3600 * 1000;
constexpr int mostDays = 366;

// What one group of records says.
struct Counted
{
    model::ProgramIdentity program;
    base::ConnectionId connection;
    std::string connectionName;
    std::int64_t daysAgo = 0;
    bool denied = false;
    std::int64_t count = 0;
    base::WallTime last{};
};

// The bare columns are those of the newest record of their group (SQLite's rule for max()).
constexpr std::string_view sql =
    "SELECT program, coalesce(json_extract(detail, '$.script'), ''), connection_id, (?1 - time) / 86400000 AS days, "
    "outcome = 'denied' AS denied, count(*), max(time), program_sha256, connection_name FROM audit_record "
    "WHERE time > ?2 AND time <= ?1 AND actor_kind = 'program' AND connection_id IS NOT NULL AND program <> '' AND "
    "action IN ('credential_access', 'access_denied') AND outcome <> 'failure' GROUP BY 1, 2, 3, days, denied";

base::Result<std::vector<Counted>> countOnWorker(const LongRead& read, base::WallTime now, int days)
{
    KS_ASSIGN(const std::unique_ptr<db::Connection> database, read.open());
    KS_ASSIGN(db::Statement query, database->prepare(sql));
    query.bind(now).bind(base::toMillis(now) - days * dayMs);
    std::vector<Counted> groups;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return groups;
        Counted group;
        group.program.executable = query.text(0);
        group.program.script = query.text(1);
        group.program.sha256 = query.text(7);
        group.connection = base::ConnectionId{query.text(2)};
        group.connectionName = query.text(8);
        group.daysAgo = query.integer(3);
        group.denied = query.boolean(4);
        group.count = query.integer(5);
        group.last = query.time(6);
        groups.push_back(std::move(group));
    }
}

using Key = std::tuple<std::string, std::string, base::ConnectionId>;

Key keyOf(const model::ProgramIdentity& program, const base::ConnectionId& connection)
{
    return {program.executable, program.script, connection};
}

ProgramUse& entryOf(std::map<Key, ProgramUse>& uses, const model::ProgramIdentity& program,
                    const base::ConnectionId& connection, int days)
{
    ProgramUse& use = uses[keyOf(program, connection)];
    if (use.daily.empty()) {
        use.program = program;
        use.connection = connection;
        use.daily.assign(static_cast<std::size_t>(days), 0);
    }
    return use;
}

void add(ProgramUse& use, const Counted& group)
{
    if (use.connectionName.empty())
        use.connectionName = group.connectionName;
    if (group.denied) {
        use.denials += group.count;
        return;
    }
    if (!use.lastUsedAt || group.last > *use.lastUsedAt) {
        use.lastUsedAt = group.last;
        use.program.sha256 = group.program.sha256;
    }
    use.uses += group.count;
    const auto days = static_cast<std::int64_t>(use.daily.size());
    const std::int64_t place = days - 1 - std::clamp<std::int64_t>(group.daysAgo, 0, days - 1);
    use.daily[static_cast<std::size_t>(place)] += group.count;
}

std::vector<ProgramUse> sorted(std::map<Key, ProgramUse> uses)
{
    std::vector<ProgramUse> list;
    for (auto& [key, use] : uses)
        list.push_back(std::move(use));
    std::stable_sort(list.begin(), list.end(),
                     [](const ProgramUse& a, const ProgramUse& b) { return a.uses > b.uses; });
    return list;
}

} // namespace

TaskOf<std::vector<ProgramUse>> programUse(ContextPtr context, int days)
{
    if (days < 1 || days > mostDays)
        co_return base::fail(ErrorCode::InvalidArgument, "days: must be from 1 to 366");
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const std::shared_ptr<LongRead> read, LongRead::start(*context, *session, {}, {}));
    const base::WallTime now = context->now();
    auto counting = context->worker.run<base::Result<std::vector<Counted>>>(
        [read, now, days] { return countOnWorker(*read, now, days); });
    const auto groups = co_await counting;
    read->finish();
    if (!*groups)
        co_return groups->error();
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    std::map<Key, ProgramUse> uses;
    for (const Counted& group : **groups)
        add(entryOf(uses, group.program, group.connection, days), group);
    for (model::Grant& grant : still->grants->all()) {
        ProgramUse& use = entryOf(uses, grant.program, grant.connection, days);
        use.program.package = grant.program.package;
        use.program.sandbox = grant.program.sandbox;
        if (grant.lastUsedAt && (!use.lastUsedAt || *grant.lastUsedAt > *use.lastUsedAt))
            use.lastUsedAt = grant.lastUsedAt;
        use.grants.push_back(std::move(grant));
    }
    for (auto& [key, use] : uses) {
        if (const auto connection = still->vault->connections().get(use.connection))
            use.connectionName = connection->name; // as it is called now
    }
    co_return sorted(std::move(uses));
}

} // namespace keystead::service
