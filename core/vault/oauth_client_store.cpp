// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/oauth_client_store.h"

#include "core/vault/json_columns.h"

namespace keystead::vault {

using base::ErrorCode;

namespace {

base::Result<model::OAuthClient> fromRow(const db::Statement& row)
{
    model::OAuthClient client;
    client.id.text = row.text(0);
    client.profile.text = row.text(1);
    client.label = row.text(2);
    client.providerId = row.text(3);
    client.clientId = row.text(4);
    client.hasSecret = row.boolean(5);
    base::Result<std::vector<int>> ports = numberList(row.text(6), "redirect_ports");
    if (!ports)
        return base::fail(ports.error().code, "OAuth client " + client.id.text + ", " + ports.error().detail);
    client.redirectPorts = *std::move(ports);
    client.createdAt = row.time(7);
    client.secretExpiresAt = row.optionalTime(8);
    return client;
}

base::Error notFound(const base::OAuthClientId& id)
{
    return base::fail(ErrorCode::NotFound, "there is no OAuth client " + id.text);
}

} // namespace

base::Result<std::vector<model::OAuthClient>> OAuthClientStore::all()
{
    KS_ASSIGN(db::Statement query,
              m_database.prepare("SELECT id, profile, label, provider_id, client_id, has_secret, redirect_ports, "
                                 "created_at, secret_expires_at FROM oauth_client ORDER BY label, id"));
    std::vector<model::OAuthClient> clients;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return clients;
        KS_ASSIGN(model::OAuthClient client, fromRow(query));
        clients.push_back(std::move(client));
    }
}

base::Result<model::OAuthClient> OAuthClientStore::get(const base::OAuthClientId& id)
{
    KS_ASSIGN(db::Statement query,
              m_database.prepare("SELECT id, profile, label, provider_id, client_id, has_secret, redirect_ports, "
                                 "created_at, secret_expires_at FROM oauth_client WHERE id = ?"));
    KS_ASSIGN(const bool row, query.bind(id.text).step());
    if (!row)
        return notFound(id);
    return fromRow(query);
}

base::Status OAuthClientStore::save(db::Transaction& transaction, const model::OAuthClient& client)
{
    KS_ASSIGN(db::Statement statement,
              transaction.connection().prepare(
                  "INSERT INTO oauth_client (id, profile, label, provider_id, client_id, has_secret, redirect_ports, "
                  "created_at, "
                  "secret_expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET profile = "
                  "excluded.profile, "
                  "label = excluded.label, provider_id = excluded.provider_id, client_id = excluded.client_id, "
                  "has_secret = excluded.has_secret, redirect_ports = excluded.redirect_ports, created_at = "
                  "excluded.created_at, "
                  "secret_expires_at = excluded.secret_expires_at"));
    statement.bind(client.id.text)
        .bind(client.profile.text)
        .bind(client.label)
        .bind(client.providerId)
        .bind(client.clientId);
    statement.bind(client.hasSecret)
        .bind(toColumn(client.redirectPorts))
        .bind(client.createdAt)
        .bind(client.secretExpiresAt);
    return statement.run();
}

base::Status OAuthClientStore::remove(db::Transaction& transaction, const base::OAuthClientId& id)
{
    KS_ASSIGN(const int uses, useCount(id));
    if (uses > 0)
        return base::fail(ErrorCode::IllegalState, std::to_string(uses) + " connections use the OAuth client");
    KS_ASSIGN(db::Statement statement,
              transaction.connection().prepare("DELETE FROM oauth_client WHERE id = ? RETURNING 1"));
    KS_ASSIGN(const bool removed, statement.bind(id.text).step());
    if (!removed)
        return notFound(id);
    KS_TRY(statement.step());
    return base::ok();
}

base::Result<int> OAuthClientStore::useCount(const base::OAuthClientId& id)
{
    KS_ASSIGN(db::Statement query, m_database.prepare("SELECT count(*) FROM connection WHERE oauth_client = ?"));
    KS_TRY(query.bind(id.text).step());
    return static_cast<int>(query.integer(0));
}

} // namespace keystead::vault
