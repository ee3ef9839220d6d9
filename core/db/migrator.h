// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Numbered migrations, applied upwards in one transaction; the schema number is PRAGMA user_version. Never downwards.
#include "core/base/result.h"
#include "core/db/connection.h"

#include <span>
#include <string>
#include <string_view>

namespace keystead::db {

struct Migration
{
    int number; // 1, 2, 3... without gaps
    std::string_view name;
    std::string_view sql;
};

// The migrations of resources/sql, built into the program (generated at build time).
std::span<const Migration> builtInMigrations();

base::Result<int> schemaVersion(Connection& connection);
// Errors: TooNew where the database is of a later schema; otherwise what SQLite says, with everything rolled back.
base::Status migrate(Connection& connection, std::span<const Migration> migrations = builtInMigrations());

} // namespace keystead::db
