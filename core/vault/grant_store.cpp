// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/grant_store.h"

#include "core/base/encoding.h"
#include "core/vault/json_columns.h"

namespace keystead::vault {

using base::ErrorCode;

namespace {

constexpr std::string_view columns =
    "id, connection, executable, sha256, script, script_sha256, package, sandbox, token, fields, request, hosts, "
    "methods, paths, term, expires_at, login_session, rate_uses, rate_window_s, reason, granted_via, created_at, "
    "last_used_at, uses, window_start, window_uses";

std::string select(std::string_view rest)
{
    return "SELECT " + std::string{columns} + " FROM access_grant " + std::string{rest};
}

base::Error noSuch(const base::GrantId& id)
{
    return base::fail(ErrorCode::NotFound, "there is no grant " + base::cleanForDisplay(id.text, 40));
}

base::Result<HeldGrant> fromRow(const db::Statement& row)
{
    HeldGrant held;
    model::Grant& grant = held.grant;
    grant.id = base::GrantId{row.text(0)};
    grant.connection = base::ConnectionId{row.text(1)};
    grant.program = {row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7)};
    grant.token = row.boolean(8);
    KS_ASSIGN(grant.fields, textList(row.text(9), "fields"));
    if (row.boolean(10)) {
        grant.request.emplace();
        KS_ASSIGN(grant.request->hosts, textList(row.text(11), "hosts"));
        KS_ASSIGN(grant.request->methods, textList(row.text(12), "methods"));
        KS_ASSIGN(grant.request->pathPrefixes, textList(row.text(13), "paths"));
    }
    const auto term = model::grantTermFromText(row.text(14));
    if (!term)
        return base::fail(ErrorCode::Damaged, "column term does not hold what was written");
    grant.term = *term;
    grant.expiresAt = row.optionalTime(15);
    grant.loginSession = row.text(16);
    if (!row.isNull(17))
        grant.rate = model::RateLimit{row.integer(17), std::chrono::seconds{row.integer(18)}};
    grant.reason = row.text(19);
    grant.grantedVia = row.text(20);
    grant.createdAt = row.time(21);
    grant.lastUsedAt = row.optionalTime(22);
    grant.uses = row.integer(23);
    held.windowStart = row.optionalTime(24);
    held.windowUses = row.integer(25);
    return held;
}

base::Result<std::vector<HeldGrant>> rows(db::Statement& query)
{
    std::vector<HeldGrant> found;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return found;
        KS_ASSIGN(HeldGrant held, fromRow(query));
        found.push_back(std::move(held));
    }
}

void bindProgram(db::Statement& statement, const model::ProgramIdentity& program)
{
    statement.bind(program.executable).bind(program.sha256).bind(program.script).bind(program.scriptSha256);
    statement.bind(program.package).bind(program.sandbox);
}

void bindRights(db::Statement& statement, const model::Grant& grant)
{
    const model::RequestLimits limits = grant.request.value_or(model::RequestLimits{});
    statement.bind(grant.token).bind(toColumn(grant.fields)).bind(grant.request.has_value());
    statement.bind(toColumn(limits.hosts)).bind(toColumn(limits.methods)).bind(toColumn(limits.pathPrefixes));
}

} // namespace

base::Result<std::vector<HeldGrant>> GrantStore::all()
{
    static const std::string sql = select("ORDER BY created_at, id");
    KS_ASSIGN(db::Statement query, m_database.prepare(sql));
    return rows(query);
}

base::Result<std::vector<HeldGrant>> GrantStore::of(const base::ConnectionId& connection)
{
    static const std::string sql = select("WHERE connection = ? ORDER BY created_at, id");
    KS_ASSIGN(db::Statement query, m_database.prepare(sql));
    query.bind(connection.text);
    return rows(query);
}

base::Result<HeldGrant> GrantStore::get(const base::GrantId& id)
{
    static const std::string sql = select("WHERE id = ?");
    KS_ASSIGN(db::Statement query, m_database.prepare(sql));
    KS_ASSIGN(const bool row, query.bind(id.text).step());
    if (!row)
        return noSuch(id);
    return fromRow(query);
}

base::Status GrantStore::add(db::Transaction& transaction, const HeldGrant& held)
{
    static const std::string sql = "INSERT INTO access_grant (" + std::string{columns} +
                                   ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                                   "?, ?)";
    const model::Grant& grant = held.grant;
    const auto present = get(grant.id);
    if (present || present.error().code != ErrorCode::NotFound)
        return present ? base::fail(ErrorCode::AlreadyExists, "there is such a grant") : present.error();
    KS_ASSIGN(db::Statement insert, transaction.connection().prepare(sql));
    insert.bind(grant.id.text).bind(grant.connection.text);
    bindProgram(insert, grant.program);
    bindRights(insert, grant);
    insert.bind(model::toText(grant.term)).bind(grant.expiresAt).bind(grant.loginSession);
    insert.bind(grant.rate ? std::optional{grant.rate->uses} : std::optional<std::int64_t>{});
    insert.bind(grant.rate ? std::optional{std::int64_t{grant.rate->window.count()}} : std::optional<std::int64_t>{});
    insert.bind(grant.reason).bind(grant.grantedVia).bind(grant.createdAt).bind(grant.lastUsedAt).bind(grant.uses);
    return insert.bind(held.windowStart).bind(held.windowUses).run();
}

base::Status GrantStore::remove(db::Transaction& transaction, const base::GrantId& id)
{
    KS_TRY(get(id));
    KS_ASSIGN(db::Statement statement, transaction.connection().prepare("DELETE FROM access_grant WHERE id = ?"));
    return statement.bind(id.text).run();
}

base::Status GrantStore::noteUse(db::Transaction& transaction, const HeldGrant& held)
{
    KS_ASSIGN(db::Statement statement,
              transaction.connection().prepare("UPDATE access_grant SET uses = ?, last_used_at = ?, window_start = ?, "
                                               "window_uses = ? WHERE id = ?"));
    statement.bind(held.grant.uses).bind(held.grant.lastUsedAt).bind(held.windowStart).bind(held.windowUses);
    return statement.bind(held.grant.id.text).run();
}

base::Status GrantStore::follow(db::Transaction& transaction, const base::GrantId& id,
                                const model::ProgramIdentity& program)
{
    KS_ASSIGN(db::Statement statement,
              transaction.connection().prepare("UPDATE access_grant SET sha256 = ? WHERE id = ?"));
    return statement.bind(program.sha256).bind(id.text).run();
}

} // namespace keystead::vault
