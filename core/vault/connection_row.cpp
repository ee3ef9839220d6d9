// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/connection_row.h"

#include "core/vault/json_columns.h"

namespace keystead::vault {

using base::ErrorCode;

namespace {

base::Error damaged(const db::Statement& row, std::string_view column)
{
    return base::fail(ErrorCode::Damaged, "connection " + row.text(0) + ", column " + std::string{column});
}

// The inverse of base::errorName; a name of a later version reads as Internal, its detail stays.
ErrorCode errorCodeFromName(std::string_view name)
{
    for (int code = 1; code < static_cast<int>(ErrorCode::Internal); ++code) {
        if (base::errorName(static_cast<ErrorCode>(code)) == name)
            return static_cast<ErrorCode>(code);
    }
    return ErrorCode::Internal;
}

base::Status readLists(const db::Statement& row, model::Connection& connection)
{
    KS_ASSIGN(connection.parameters, textMap(row.text(12), "parameters"));
    KS_ASSIGN(connection.scopesRequested, textList(row.text(14), "scopes_requested"));
    KS_ASSIGN(connection.scopesGranted, textList(row.text(15), "scopes_granted"));
    KS_ASSIGN(connection.tags, textList(row.text(16), "tags"));
    return base::ok();
}

void readTimes(const db::Statement& row, model::Connection& connection)
{
    connection.createdAt = row.time(18);
    connection.updatedAt = row.time(19);
    connection.lastUsedAt = row.optionalTime(20);
    connection.lastTestedAt = row.optionalTime(21);
    connection.lastRefreshedAt = row.optionalTime(22);
    connection.expiresAt = row.optionalTime(23);
    connection.refreshExpiresAt = row.optionalTime(24);
}

} // namespace

base::Result<model::Connection> connectionFromRow(const db::Statement& row)
{
    const auto kind = model::authKindFromText(row.text(4));
    if (!kind)
        return damaged(row, "kind");
    const auto state = model::connectionStateFromText(row.text(5));
    if (!state)
        return damaged(row, "state");
    model::Connection connection;
    connection.id.text = row.text(0);
    connection.profile.text = row.text(1);
    connection.name = row.text(2);
    connection.providerId = row.text(3);
    connection.kind = *kind;
    connection.state = *state;
    if (!row.isNull(6))
        connection.problem = model::StateProblem{errorCodeFromName(row.text(6)), row.text(7), row.time(8)};
    connection.account = row.text(9);
    connection.subject = row.text(10);
    connection.issuer = row.text(11);
    if (!row.isNull(13))
        connection.oauthClient = base::OAuthClientId{row.text(13)};
    connection.notes = row.text(17);
    if (const base::Status lists = readLists(row, connection); !lists)
        return base::fail(lists.error().code, "connection " + connection.id.text + ", " + lists.error().detail);
    readTimes(row, connection);
    connection.hasRefreshToken = row.boolean(25);
    connection.version = row.integer(26);
    return connection;
}

void bindConnection(db::Statement& statement, const model::Connection& connection, std::int64_t version)
{
    statement.bind(connection.id.text).bind(connection.profile.text).bind(connection.name).bind(connection.providerId);
    statement.bind(model::toText(connection.kind)).bind(model::toText(connection.state));
    if (const auto& problem = connection.problem)
        statement.bind(base::errorName(problem->code)).bind(problem->detail).bind(problem->since);
    else
        statement.bindNull().bindNull().bindNull();
    statement.bind(connection.account)
        .bind(connection.subject)
        .bind(connection.issuer)
        .bind(toColumn(connection.parameters));
    if (connection.oauthClient)
        statement.bind(connection.oauthClient->text);
    else
        statement.bindNull();
    statement.bind(toColumn(connection.scopesRequested))
        .bind(toColumn(connection.scopesGranted))
        .bind(toColumn(connection.tags));
    statement.bind(connection.notes).bind(connection.createdAt).bind(connection.updatedAt);
    statement.bind(connection.lastUsedAt).bind(connection.lastTestedAt).bind(connection.lastRefreshedAt);
    statement.bind(connection.expiresAt)
        .bind(connection.refreshExpiresAt)
        .bind(connection.hasRefreshToken)
        .bind(version);
}

} // namespace keystead::vault
