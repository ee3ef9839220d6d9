// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/connection_store.h"

#include "core/base/encoding.h"
#include "core/vault/connection_row.h"

namespace keystead::vault {

using base::ErrorCode;

namespace {

std::string select(std::string_view rest)
{
    return "SELECT " + std::string{connectionColumns} + " FROM connection " + std::string{rest};
}

std::string shown(std::string_view name)
{
    return "there is no connection " + base::cleanForDisplay(name);
}

base::Result<std::vector<model::Connection>> rows(db::Statement& query)
{
    std::vector<model::Connection> found;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return found;
        KS_ASSIGN(model::Connection connection, connectionFromRow(query));
        found.push_back(std::move(connection));
    }
}

const std::string& insertSql()
{
    static const std::string sql =
        "INSERT INTO connection (" + std::string{connectionColumns} +
        ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    return sql;
}

const std::string& updateSql()
{
    // Row values keep the order of connectionColumns; the id is set to itself.
    static const std::string sql =
        "UPDATE connection SET (" + std::string{connectionColumns} +
        ") = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, "
        "?22, ?23, ?24, ?25, ?26, ?27) WHERE id = ?1";
    return sql;
}

} // namespace

base::Result<std::vector<model::Connection>> ConnectionStore::all()
{
    static const std::string sql = select("ORDER BY name, id");
    KS_ASSIGN(db::Statement query, m_database.prepare(sql));
    return rows(query);
}

base::Result<std::vector<model::Connection>> ConnectionStore::withRefreshToken()
{
    static const std::string sql = select("WHERE has_refresh_token = 1");
    KS_ASSIGN(db::Statement query, m_database.prepare(sql));
    return rows(query);
}

base::Result<std::vector<model::Connection>> ConnectionStore::renewable()
{
    static const std::string sql = select("WHERE has_refresh_token = 1 OR kind IN ('client_credentials', 'jwt')");
    KS_ASSIGN(db::Statement query, m_database.prepare(sql));
    return rows(query);
}

base::Result<model::Connection> ConnectionStore::get(const base::ConnectionId& id)
{
    static const std::string sql = select("WHERE id = ?");
    KS_ASSIGN(db::Statement query, m_database.prepare(sql));
    KS_ASSIGN(const bool row, query.bind(id.text).step());
    if (!row)
        return base::fail(ErrorCode::NotFound, shown(id.text));
    return connectionFromRow(query);
}

base::Result<model::Connection> ConnectionStore::find(const std::string& idOrName)
{
    if (idOrName.empty())
        return base::fail(ErrorCode::InvalidArgument, "connection: is empty; give an id or a name");
    if (base::ConnectionId::valid(idOrName)) {
        base::Result<model::Connection> byId = get(base::ConnectionId{idOrName});
        if (byId || byId.error().code != ErrorCode::NotFound)
            return byId;
    }
    // Neither kind of name holds a slash, so the first one divides them.
    static const std::string inProfile =
        select("WHERE name = ?2 AND profile = (SELECT id FROM profile WHERE name = ?1)");
    static const std::string anywhere = select("WHERE name = ?2 AND ?1 = '' ORDER BY profile");
    const std::size_t slash = idOrName.find('/');
    const bool qualified = slash != std::string::npos;
    KS_ASSIGN(db::Statement query, m_database.prepare(qualified ? inProfile : anywhere));
    query.bind(qualified ? idOrName.substr(0, slash) : std::string{})
        .bind(qualified ? idOrName.substr(slash + 1) : idOrName);
    KS_ASSIGN(std::vector<model::Connection> found, rows(query));
    if (found.empty())
        return base::fail(ErrorCode::NotFound, shown(idOrName));
    if (found.size() == 1)
        return std::move(found.front());
    std::string candidates;
    for (const model::Connection& connection : found) {
        KS_ASSIGN(db::Statement profile, m_database.prepare("SELECT name FROM profile WHERE id = ?"));
        KS_ASSIGN(const bool row, profile.bind(connection.profile.text).step());
        if (row)
            candidates += (candidates.empty() ? "" : ", ") + profile.text(0) + "/" + connection.name;
    }
    return base::fail(ErrorCode::AmbiguousName, candidates);
}

base::Status ConnectionStore::save(db::Transaction& transaction, model::Connection& connection)
{
    db::Connection& database = transaction.connection();
    KS_ASSIGN(db::Statement current, database.prepare("SELECT version FROM connection WHERE id = ?"));
    KS_ASSIGN(const bool stored, current.bind(connection.id.text).step());
    const std::int64_t storedVersion = stored ? current.integer(0) : 0;
    if (storedVersion != connection.version) {
        return base::fail(ErrorCode::IllegalState,
                          "connection " + connection.id.text + " was changed meanwhile (version " +
                              std::to_string(storedVersion) + ", not " + std::to_string(connection.version) + ")");
    }
    KS_ASSIGN(db::Statement other,
              database.prepare("SELECT 1 FROM connection WHERE profile = ? AND name = ? AND id <> ?"));
    KS_ASSIGN(const bool taken,
              other.bind(connection.profile.text).bind(connection.name).bind(connection.id.text).step());
    if (taken)
        return base::fail(ErrorCode::AlreadyExists, "the profile has a connection of this name");
    KS_ASSIGN(db::Statement write, database.prepare(stored ? updateSql() : insertSql()));
    bindConnection(write, connection, storedVersion + 1);
    KS_TRY(write.run());
    connection.version = storedVersion + 1;
    return base::ok();
}

base::Status ConnectionStore::remove(db::Transaction& transaction, const base::ConnectionId& id)
{
    KS_ASSIGN(db::Statement statement,
              transaction.connection().prepare("DELETE FROM connection WHERE id = ? RETURNING 1"));
    KS_ASSIGN(const bool removed, statement.bind(id.text).step());
    if (!removed)
        return base::fail(ErrorCode::NotFound, shown(id.text));
    KS_TRY(statement.step());
    return base::ok();
}

base::Status ConnectionStore::touchUsed(db::Transaction& transaction, const base::ConnectionId& id, base::WallTime when)
{
    KS_ASSIGN(db::Statement statement,
              transaction.connection().prepare("UPDATE connection SET last_used_at = ? WHERE id = ? RETURNING 1"));
    KS_ASSIGN(const bool touched, statement.bind(when).bind(id.text).step());
    if (!touched)
        return base::fail(ErrorCode::NotFound, shown(id.text));
    KS_TRY(statement.step());
    return base::ok();
}

} // namespace keystead::vault
