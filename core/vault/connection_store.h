// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Connections without their secrets. Thread: the core thread.
#include "core/base/result.h"
#include "core/db/connection.h"
#include "core/db/transaction.h"
#include "core/model/connection.h"

#include <string>
#include <vector>

namespace keystead::vault {

class ConnectionStore
{
public:
    explicit ConnectionStore(db::Connection& database) : m_database(database) {}

    base::Result<std::vector<model::Connection>> all();
    // Those that hold a refresh token, in no order.
    base::Result<std::vector<model::Connection>> withRefreshToken();
    // Those that hold a refresh token or get tokens for themselves (client_credentials, jwt), in no order: for the
    // timer, which looks after every change.
    base::Result<std::vector<model::Connection>> renewable();
    base::Result<model::Connection> get(const base::ConnectionId& id); // NotFound
    // By id, by name where it is unique over all profiles, or by "PROFILE/NAME". NotFound; AmbiguousName lists the
    // candidates.
    base::Result<model::Connection> find(const std::string& idOrName);
    // Inserts or replaces, and sets `connection.version` to the stored one plus one. AlreadyExists where the name is
    // taken in the profile; IllegalState where `connection.version` is not the stored one (somebody else changed it
    // meanwhile).
    base::Status save(db::Transaction& transaction, model::Connection& connection);
    // Removes the row and, by cascade, its credentials. NotFound.
    base::Status remove(db::Transaction& transaction, const base::ConnectionId& id);
    // Cheap touch of last_used_at without a new version.
    base::Status touchUsed(db::Transaction& transaction, const base::ConnectionId& id, base::WallTime when);

private:
    db::Connection& m_database;
};

} // namespace keystead::vault
