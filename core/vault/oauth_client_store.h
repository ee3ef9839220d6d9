// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// OAuth client registrations; the secret of one is a sealed field of CredentialStore under the client's id.
#include "core/base/result.h"
#include "core/db/transaction.h"
#include "core/model/oauth_client.h"

#include <vector>

namespace keystead::vault {

class OAuthClientStore
{
public:
    explicit OAuthClientStore(db::Connection& database) : m_database(database) {}

    base::Result<std::vector<model::OAuthClient>> all();
    base::Result<model::OAuthClient> get(const base::OAuthClientId& id);
    base::Status save(db::Transaction& transaction, const model::OAuthClient& client);
    // IllegalState while connections use it.
    base::Status remove(db::Transaction& transaction, const base::OAuthClientId& id);
    base::Result<int> useCount(const base::OAuthClientId& id);

private:
    db::Connection& m_database;
};

} // namespace keystead::vault
