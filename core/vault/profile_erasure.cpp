// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/profile_erasure.h"

#include "core/db/migrator.h"

namespace keystead::vault {

using base::ErrorCode;

namespace {

constexpr int firstSchema = 2;

base::Result<std::vector<std::string>> texts(db::Connection& database, std::string_view sql, const std::string& value)
{
    KS_ASSIGN(db::Statement query, database.prepare(sql));
    query.bind(value);
    std::vector<std::string> found;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return found;
        found.push_back(query.text(0));
    }
}

base::Result<std::int64_t> number(db::Connection& database, std::string_view sql, const std::string& value)
{
    KS_ASSIGN(db::Statement query, database.prepare(sql));
    KS_TRY(query.bind(value).step());
    return query.integer(0);
}

base::Status deleteRows(db::Connection& database, const base::ProfileId& profile, bool keepProfile)
{
    // Connections take their credentials along and stand in the way of their clients: in this order.
    std::vector<std::string_view> statements{
        "DELETE FROM connection WHERE profile = ?", "DELETE FROM oauth_client WHERE profile = ?",
        "DELETE FROM credential WHERE profile = ?", "DELETE FROM departed_connection WHERE profile = ?"};
    if (!keepProfile) {
        statements.insert(statements.begin(), "DELETE FROM profile_key WHERE profile = ?");
        statements.emplace_back("DELETE FROM profile WHERE id = ?");
    }
    for (const std::string_view sql : statements) {
        KS_ASSIGN(db::Statement statement, database.prepare(sql));
        KS_TRY(statement.bind(profile.text).run());
    }
    return base::ok();
}

} // namespace

base::Result<ProfileContents> profileContents(db::Connection& database, const base::ProfileId& profile)
{
    KS_ASSIGN(const int schema, db::schemaVersion(database));
    if (schema < firstSchema)
        return base::fail(ErrorCode::Unsupported, "a database of schema " + std::to_string(schema));
    ProfileContents contents;
    KS_ASSIGN(const auto names, texts(database, "SELECT name FROM profile WHERE id = ?", profile.text));
    if (names.empty())
        return base::fail(ErrorCode::NotFound, "there is no profile " + profile.text);
    contents.name = names.front();
    KS_ASSIGN(contents.connections, texts(database,
                                          "SELECT id FROM connection WHERE profile = ?1 UNION "
                                          "SELECT id FROM departed_connection WHERE profile = ?1 ORDER BY id",
                                          profile.text));
    KS_ASSIGN(contents.present, number(database, "SELECT count(*) FROM connection WHERE profile = ?", profile.text));
    KS_ASSIGN(contents.clients, number(database, "SELECT count(*) FROM oauth_client WHERE profile = ?", profile.text));
    KS_ASSIGN(contents.seals, number(database, "SELECT count(*) FROM credential WHERE profile = ?", profile.text));
    KS_ASSIGN(contents.usedElsewhere,
              texts(database,
                    "SELECT p.name || '/' || c.name FROM connection c JOIN profile p ON p.id = c.profile WHERE "
                    "c.profile <> ?1 AND c.oauth_client IN (SELECT id FROM oauth_client WHERE profile = ?1) ORDER BY 1",
                    profile.text));
    KS_ASSIGN(const std::int64_t others, number(database, "SELECT count(*) FROM profile WHERE id <> ?", profile.text));
    contents.only = others == 0;
    return contents;
}

base::Status eraseProfile(db::Transaction& transaction, const base::ProfileId& profile)
{
    db::Connection& database = transaction.connection();
    KS_ASSIGN(const ProfileContents contents, profileContents(database, profile));
    if (!contents.usedElsewhere.empty())
        return base::fail(ErrorCode::IllegalState,
                          "connections of other profiles use its OAuth clients: " + contents.usedElsewhere.front());
    return deleteRows(database, profile, false);
}

base::Status eraseProfileInCopy(db::Transaction& transaction, const base::ProfileId& profile)
{
    db::Connection& database = transaction.connection();
    const base::Result<ProfileContents> contents = profileContents(database, profile);
    if (!contents)
        return contents.error().code == ErrorCode::NotFound ? base::ok() : base::Status{contents.error()};
    // In a copy of the past others may have used its clients: they lose them.
    KS_ASSIGN(db::Statement release,
              database.prepare("UPDATE connection SET oauth_client = NULL WHERE profile <> ?1 AND oauth_client IN "
                               "(SELECT id FROM oauth_client WHERE profile = ?1)"));
    KS_TRY(release.bind(profile.text).run());
    KS_TRY(deleteRows(database, profile, contents->only));
    if (!contents->only)
        return base::ok();
    KS_ASSIGN(db::Statement rename, database.prepare("UPDATE profile SET name = 'Personal' WHERE id = ?"));
    return rename.bind(profile.text).run();
}

base::Status rewritePages(db::Connection& database)
{
    KS_TRY(database.execute("VACUUM"));
    return database.checkpoint();
}

} // namespace keystead::vault
