// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Grants of local programs. A grant goes with its connection. Thread: the core thread.
#include "core/base/result.h"
#include "core/db/connection.h"
#include "core/db/transaction.h"
#include "core/vault/held_grant.h"

#include <vector>

namespace keystead::vault {

class GrantStore
{
public:
    explicit GrantStore(db::Connection& database) : m_database(database) {}

    // Oldest first. Damaged where a row does not fit the model.
    base::Result<std::vector<HeldGrant>> all();
    base::Result<std::vector<HeldGrant>> of(const base::ConnectionId& connection);
    base::Result<HeldGrant> get(const base::GrantId& id); // NotFound
    // AlreadyExists where the id is taken; StorageConflict where there is no such connection.
    base::Status add(db::Transaction& transaction, const HeldGrant& held);
    base::Status remove(db::Transaction& transaction, const base::GrantId& id); // NotFound
    // Uses, last use and window; what is gone stays gone.
    base::Status noteUse(db::Transaction& transaction, const HeldGrant& held);
    // The program's hashes, after an update of its package.
    base::Status follow(db::Transaction& transaction, const base::GrantId& id, const model::ProgramIdentity& program);

private:
    db::Connection& m_database;
};

} // namespace keystead::vault
