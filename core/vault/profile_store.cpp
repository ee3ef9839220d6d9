// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/profile_store.h"

#include "core/base/encoding.h"
#include "core/model/text_rules.h"

#include <algorithm>

namespace keystead::vault {

using base::ErrorCode;

namespace {

constexpr std::size_t maxNameLength = 100;

model::Profile fromRow(const db::Statement& row)
{
    return {base::ProfileId{row.text(0)}, row.text(1), row.time(2)};
}

// The name stands before the slash in PROFILE/NAME.
base::Status checkName(const std::string& name)
{
    const bool control =
        std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; });
    if (name.empty() || name.size() > maxNameLength || control || name.find('/') != std::string::npos ||
        !base::isValidUtf8(name))
        return base::fail(ErrorCode::InvalidArgument, "name: a profile's name has 1 to 100 characters and no '/'");
    if (model::looksLikeId(name))
        return base::fail(ErrorCode::InvalidArgument, "name: looks like an id; choose another name");
    return base::ok();
}

base::Result<bool> exists(db::Connection& database, std::string_view sql, const std::string& value)
{
    KS_ASSIGN(db::Statement query, database.prepare(sql));
    return query.bind(value).step();
}

} // namespace

ProfileStore::ProfileStore(db::Connection& database, base::VaultId vault, const base::Secret& vaultKey)
    : m_database(database), m_vault(std::move(vault)), m_vaultKey(vaultKey)
{
}

base::Result<std::vector<model::Profile>> ProfileStore::all()
{
    KS_ASSIGN(db::Statement query,
              m_database.prepare("SELECT id, name, created_at FROM profile ORDER BY created_at, rowid"));
    std::vector<model::Profile> profiles;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return profiles;
        profiles.push_back(fromRow(query));
    }
}

base::Result<model::Profile> ProfileStore::findByName(const std::string& name)
{
    KS_ASSIGN(db::Statement query, m_database.prepare("SELECT id, name, created_at FROM profile WHERE name = ?"));
    KS_ASSIGN(const bool row, query.bind(name).step());
    if (!row)
        return base::fail(ErrorCode::NotFound, "there is no profile " + base::cleanForDisplay(name));
    return fromRow(query);
}

base::Result<model::Profile> ProfileStore::get(const base::ProfileId& id)
{
    KS_ASSIGN(db::Statement query, m_database.prepare("SELECT id, name, created_at FROM profile WHERE id = ?"));
    KS_ASSIGN(const bool row, query.bind(id.text).step());
    if (!row)
        return base::fail(ErrorCode::NotFound, "there is no profile " + id.text);
    return fromRow(query);
}

base::Result<model::Profile> ProfileStore::first()
{
    KS_ASSIGN(db::Statement query,
              m_database.prepare("SELECT id, name, created_at FROM profile ORDER BY created_at, rowid LIMIT 1"));
    KS_ASSIGN(const bool row, query.step());
    if (!row)
        return base::fail(ErrorCode::Damaged, "the vault has no profile");
    return fromRow(query);
}

base::Result<model::Profile> ProfileStore::add(db::Transaction& transaction, const std::string& name,
                                               base::WallTime now)
{
    KS_TRY(checkName(name));
    db::Connection& database = transaction.connection();
    KS_ASSIGN(const bool taken, exists(database, "SELECT 1 FROM profile WHERE name = ?", name));
    if (taken)
        return base::fail(ErrorCode::AlreadyExists, "a profile of this name exists");
    const model::Profile profile{base::ProfileId::create(), name, now};
    KS_ASSIGN(db::Statement insert, database.prepare("INSERT INTO profile (id, name, created_at) VALUES (?, ?, ?)"));
    KS_TRY(insert.bind(profile.id.text).bind(name).bind(now).run());

    KS_TRY(insertKey(transaction, profile.id, 1, key_reason::first, now));
    return profile;
}

base::Status ProfileStore::rename(db::Transaction& transaction, const base::ProfileId& id, const std::string& name)
{
    KS_TRY(checkName(name));
    db::Connection& database = transaction.connection();
    KS_ASSIGN(const bool known, exists(database, "SELECT 1 FROM profile WHERE id = ?", id.text));
    if (!known)
        return base::fail(ErrorCode::NotFound, "there is no profile " + id.text);
    KS_ASSIGN(db::Statement other, database.prepare("SELECT 1 FROM profile WHERE name = ? AND id <> ?"));
    KS_ASSIGN(const bool taken, other.bind(name).bind(id.text).step());
    if (taken)
        return base::fail(ErrorCode::AlreadyExists, "a profile of this name exists");
    KS_ASSIGN(db::Statement update, database.prepare("UPDATE profile SET name = ? WHERE id = ?"));
    return update.bind(name).bind(id.text).run();
}

base::Status ProfileStore::remove(db::Transaction& transaction, const base::ProfileId& id)
{
    db::Connection& database = transaction.connection();
    KS_ASSIGN(const bool known, exists(database, "SELECT 1 FROM profile WHERE id = ?", id.text));
    if (!known)
        return base::fail(ErrorCode::NotFound, "there is no profile " + id.text);
    KS_ASSIGN(const bool another, exists(database, "SELECT 1 FROM profile WHERE id <> ?", id.text));
    if (!another)
        return base::fail(ErrorCode::IllegalState, "the last profile stays");
    KS_ASSIGN(const bool inUse, exists(database,
                                       "SELECT 1 FROM connection WHERE profile = ?1 OR oauth_client IN "
                                       "(SELECT id FROM oauth_client WHERE profile = ?1)",
                                       id.text));
    if (inUse)
        return base::fail(ErrorCode::IllegalState, "connections are in the profile or use its OAuth clients");
    // The clients first: their credentials refer to the profile too.
    KS_ASSIGN(db::Statement clients, database.prepare("DELETE FROM oauth_client WHERE profile = ?"));
    KS_TRY(clients.bind(id.text).run());
    KS_ASSIGN(db::Statement profile, database.prepare("DELETE FROM profile WHERE id = ?"));
    KS_TRY(profile.bind(id.text).run());
    forget(id);
    return base::ok();
}

} // namespace keystead::vault
