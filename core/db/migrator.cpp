// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/migrator.h"

#include "core/db/transaction.h"

#include <sqlite3.h>

namespace keystead::db {

using base::ErrorCode;

namespace {

base::Status apply(Connection& connection, const Migration& migration)
{
    if (const base::Status applied = connection.execute(migration.sql); !applied) {
        return base::fail(applied.error().code,
                          "migration " + std::string{migration.name} + ": " + applied.error().detail);
    }
    if (sqlite3_get_autocommit(connection.handle()) != 0)
        return base::fail(ErrorCode::Internal, "migration " + std::string{migration.name} + " ended the transaction");
    return connection.execute("PRAGMA user_version = " + std::to_string(migration.number));
}

base::Status checkNumbers(std::span<const Migration> migrations)
{
    int expected = 1;
    for (const Migration& migration : migrations) {
        if (migration.number != expected++)
            return base::fail(ErrorCode::Internal, "migrations are not numbered 1, 2, 3...");
    }
    return base::ok();
}

} // namespace

base::Result<int> schemaVersion(Connection& connection)
{
    KS_ASSIGN(Statement query, connection.prepare("PRAGMA user_version"));
    KS_ASSIGN(const bool row, query.step());
    if (!row)
        return base::fail(ErrorCode::Damaged, "the database has no schema number");
    return static_cast<int>(query.integer(0));
}

base::Status migrate(Connection& connection, std::span<const Migration> migrations)
{
    KS_TRY(checkNumbers(migrations));
    KS_ASSIGN(const int version, schemaVersion(connection));
    const int latest = static_cast<int>(migrations.size());
    if (version > latest) {
        return base::fail(ErrorCode::TooNew, "the database has schema " + std::to_string(version) +
                                                 ", this program knows up to " + std::to_string(latest));
    }
    if (version < 0)
        return base::fail(ErrorCode::Damaged, "the database has schema " + std::to_string(version));
    if (version < latest) {
        KS_ASSIGN(Transaction transaction, Transaction::begin(connection));
        for (const Migration& migration : migrations.subspan(static_cast<std::size_t>(version)))
            KS_TRY(apply(connection, migration));
        KS_TRY(transaction.commit());
    }
    connection.accept();
    return base::ok();
}

} // namespace keystead::db
