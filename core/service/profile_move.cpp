// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/profile_ops.h"

#include "core/service/connection_ops.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"
#include "core/vault/profile_store.h"

namespace keystead::service {

using base::ErrorCode;

namespace {

using Fields = std::map<std::string, base::Secret, std::less<>>;

// A token that is on its way would come back to a profile that the connection has left.
base::Status checkIdle(VaultSession& session, const base::ConnectionId& id)
{
    KS_ASSIGN(db::Statement query,
              session.vault->database().prepare("SELECT 1 FROM refresh_journal WHERE connection_id = ?"));
    KS_ASSIGN(const bool refreshing, query.bind(id.text).step());
    if (refreshing)
        return base::fail(ErrorCode::IllegalState, "a refresh is on its way; try again when it is over");
    return base::ok();
}

base::Status putFields(VaultSession& session, db::Transaction& transaction, const base::ProfileId& profile,
                       const std::string& owner, const Fields& fields)
{
    for (const auto& [name, value] : fields)
        KS_TRY(session.vault->credentials().put(transaction, profile, owner, name, value));
    return base::ok();
}

// The client of the connection in its new profile: itself where nobody else uses it, else a copy.
base::Status bringClient(VaultSession& session, db::Transaction& transaction, model::Connection& connection)
{
    if (!connection.oauthClient)
        return base::ok();
    vault::OAuthClientStore& clients = session.vault->oauthClients();
    KS_ASSIGN(model::OAuthClient client, clients.get(*connection.oauthClient));
    if (client.profile == connection.profile)
        return base::ok();
    KS_ASSIGN(const Fields fields, session.vault->credentials().getAll(client.id.text));
    KS_ASSIGN(const int uses, clients.useCount(client.id));
    if (uses > 1)
        client.id = base::OAuthClientId::create();
    else
        KS_TRY(session.vault->credentials().removeAll(transaction, client.id.text));
    client.profile = connection.profile;
    KS_TRY(clients.save(transaction, client));
    KS_TRY(putFields(session, transaction, client.profile, client.id.text, fields));
    connection.oauthClient = client.id;
    return base::ok();
}

base::Result<std::uint64_t> storeMove(VaultSession& session, model::Connection& connection, const model::Actor& actor)
{
    KS_ASSIGN(const Fields fields, session.vault->credentials().getAll(connection.id.text));
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    db::Transaction& transaction = change.transaction();
    KS_TRY(session.vault->credentials().removeAll(transaction, connection.id.text));
    KS_TRY(bringClient(session, transaction, connection));
    KS_TRY(session.vault->connections().save(transaction, connection));
    KS_TRY(putFields(session, transaction, connection.profile, connection.id.text, fields));
    model::AuditEvent event = eventOf(connection, model::AuditAction::SettingsChanged, actor);
    event.detail["changed"] = "profile";
    KS_TRY(change.record(std::move(event)));
    return change.commit();
}

} // namespace

TaskOf<model::Connection> moveToProfile(ContextPtr context, base::ConnectionId id, std::string profile,
                                        model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(model::Connection connection, session->vault->connections().get(id));
    KS_CO_ASSIGN(const model::Profile target, session->vault->profiles().findByName(profile));
    if (connection.profile == target.id)
        co_return connection;
    KS_CO_TRY(checkIdle(*session, id));
    connection.profile = target.id;
    connection.updatedAt = context->now();
    KS_CO_ASSIGN(const std::uint64_t commit, storeMove(*session, connection, actor));
    auto updating = settleUpdate(context, connection, commit);
    base::Result<model::Connection> updated = co_await updating;
    model::ChangeSet changes;
    changes.profilesChanged = true;
    changes.clientsChanged = true;
    context->emitChanged(std::move(changes));
    co_return updated;
}

} // namespace keystead::service
