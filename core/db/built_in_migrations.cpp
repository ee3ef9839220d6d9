// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/migrator.h"

#include "embedded/migrations.h"

#include <charconv>
#include <vector>

namespace keystead::db {

namespace {

// "0001_init.sql" is number 1, "0001_init". A name without a number becomes 0, which migrate() refuses.
Migration fromFile(const embedded::File& file)
{
    Migration migration{0, file.name.substr(0, file.name.find('.')), file.content};
    std::from_chars(file.name.data(), file.name.data() + file.name.size(), migration.number);
    return migration;
}

std::vector<Migration> fromFiles()
{
    std::vector<Migration> migrations;
    for (const embedded::File& file : embedded::migrations())
        migrations.push_back(fromFile(file));
    return migrations;
}

} // namespace

std::span<const Migration> builtInMigrations()
{
    static const std::vector<Migration> migrations = fromFiles();
    return migrations;
}

} // namespace keystead::db
