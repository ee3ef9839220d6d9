// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/apply_import.h"

#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/model/credential.h"
#include "core/model/oauth_client.h"
#include "core/transfer/import/client_sharing.h"
#include "core/transfer/import/connection_snapshot.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::ErrorCode;
using model::AuditAction;
using model::AuthKind;
using model::Connection;
using model::ConnectionState;

namespace {

class Applier
{
public:
    Applier(db::Transaction& transaction, vault::Vault& vault, ApplyInput& input)
        : m_transaction(transaction), m_vault(vault), m_input(input), m_store(transaction.connection())
    {
    }

    base::Result<ImportApplied> run()
    {
        ImportRun& run = m_applied.run;
        run.id = base::newIdText("imp");
        run.profile = m_input.profile;
        run.format = m_input.format;
        run.doneAt = m_input.now;
        run.sources = m_input.sources;
        run.passedOver = m_input.passedOver;
        KS_TRY(m_store.save(m_transaction, run)); // the items refer to it
        for (const PlannedItem& item : m_input.plan.items) {
            KS_TRY(tellProgress());
            if (item.action == PlanAction::Create)
                KS_TRY(create(item));
            else if (item.action == PlanAction::Merge)
                KS_TRY(merge(item));
        }
        run.created = static_cast<std::int64_t>(m_input.plan.count(PlanAction::Create));
        run.merged = static_cast<std::int64_t>(m_input.plan.count(PlanAction::Merge));
        run.conflicts = static_cast<std::int64_t>(m_input.plan.count(PlanAction::Conflict));
        run.skipped = static_cast<std::int64_t>(m_input.plan.count(PlanAction::Skip));
        KS_TRY(m_store.save(m_transaction, run));
        addHistory(m_input.history, nullptr);
        addSummary();
        return std::move(m_applied);
    }

private:
    base::Status tellProgress()
    {
        if (m_input.goOn && !m_input.goOn())
            return base::fail(ErrorCode::Cancelled);
        if (m_input.progress && m_done % 100 == 0)
            m_input.progress(m_done, static_cast<std::int64_t>(m_input.plan.items.size()));
        ++m_done;
        return base::ok();
    }

    base::Status create(const PlannedItem& item)
    {
        ImportEntry& entry = m_input.entries[item.entry];
        Connection connection;
        connection.id = base::ConnectionId::create();
        connection.profile = m_input.profile;
        connection.name = item.name;
        connection.providerId = entry.provider;
        connection.kind = entry.kind;
        connection.account = entry.account;
        connection.parameters = entry.parameters;
        connection.scopesRequested = entry.scopes;
        connection.scopesGranted = entry.scopes;
        connection.tags = entry.tags;
        connection.notes = entry.notes;
        connection.expiresAt = entry.expiresAt;
        connection.lastUsedAt = entry.lastUsedAt;
        connection.createdAt = m_input.now;
        connection.updatedAt = m_input.now;
        KS_TRY(attachClient(connection, entry));
        // A token family that another system may still be refreshing is not touched until the person says so.
        connection.hasRefreshToken =
            m_input.takeOverTokens && connection.oauthClient && entry.secrets.contains(model::field::refreshToken);
        KS_TRY(settleState(connection, entry));
        KS_TRY(m_vault.connections().save(m_transaction, connection));
        for (const auto& [field, secret] : entry.secrets)
            KS_TRY(m_vault.credentials().put(m_transaction, connection.profile, connection.id.text, field, secret));
        KS_TRY(m_store.addItem(m_transaction, m_applied.run.id, {connection.id, false, connection.version, {}}));
        note(connection, "created", entry);
        m_applied.created.push_back(std::move(connection));
        return base::ok();
    }

    base::Status settleState(Connection& connection, const ImportEntry& entry) const
    {
        connection.state = ConnectionState::Created;
        if (connection.expiresAt && *connection.expiresAt <= m_input.now) {
            const model::StateProblem problem{ErrorCode::SignInNeeded, "it had expired when it was imported",
                                              m_input.now};
            KS_TRY(model::moveTo(connection, ConnectionState::Expired, m_input.now, problem));
        } else {
            KS_TRY(model::moveTo(connection, ConnectionState::Active, m_input.now));
        }
        if (entry.paused)
            return model::moveTo(connection, ConnectionState::Paused, m_input.now);
        return base::ok();
    }

    // One registration a client id, shared by the connections that use it, but never with an address or a secret that
    // is not its own: a file may name any client id and send its secret wherever it likes.
    base::Status attachClient(Connection& connection, ImportEntry& entry)
    {
        const bool uses = entry.kind == AuthKind::OAuth2 || entry.kind == AuthKind::ClientCredentials;
        if (!uses || entry.clientId.empty())
            return base::ok();
        KS_TRY(m_sharing.load(m_input.profile));
        KS_ASSIGN(const auto shared, m_sharing.find(connection, entry.clientId, entry.clientSecret));
        if (shared) {
            connection.oauthClient = *shared;
            return base::ok();
        }
        model::OAuthClient client;
        client.id = base::OAuthClientId::create();
        client.profile = m_input.profile;
        client.label = connection.name;
        client.providerId = entry.provider;
        client.clientId = entry.clientId;
        client.hasSecret = !entry.clientSecret.empty();
        client.createdAt = m_input.now;
        KS_TRY(m_vault.oauthClients().save(m_transaction, client));
        if (client.hasSecret)
            KS_TRY(m_vault.credentials().put(m_transaction, client.profile, client.id.text, model::field::clientSecret,
                                             entry.clientSecret));
        connection.oauthClient = client.id;
        m_sharing.add(client, connection);
        m_applied.run.clients.push_back(client.id.text);
        return base::ok();
    }

    base::Status merge(const PlannedItem& item)
    {
        ImportEntry& entry = m_input.entries[item.entry];
        KS_ASSIGN(Connection connection, m_vault.connections().get(*item.existing));
        ConnectionSnapshot snapshot = snapshotOf(connection);
        KS_TRY(putFields(connection, entry, snapshot));
        for (const std::string& tag : entry.tags) {
            if (connection.tags.size() < 20 &&
                std::find(connection.tags.begin(), connection.tags.end(), tag) == connection.tags.end())
                connection.tags.push_back(tag);
        }
        if (connection.scopesGranted.empty())
            connection.scopesGranted = entry.scopes;
        if (connection.notes.empty())
            connection.notes = entry.notes;
        if (connection.account.empty())
            connection.account = entry.account;
        if (entry.expiresAt && (!connection.expiresAt || item.replaces))
            connection.expiresAt = entry.expiresAt;
        connection.updatedAt = m_input.now;
        KS_TRY(m_vault.connections().save(m_transaction, connection));
        KS_TRY(m_store.addItem(m_transaction, m_applied.run.id,
                               {connection.id, true, connection.version, toJsonText(snapshot)}));
        note(connection, item.replaces ? "replaced" : "merged", entry);
        m_applied.updated.push_back(std::move(connection));
        return base::ok();
    }

    // What gives way is kept, sealed, in the import's backup.
    base::Status putFields(const Connection& connection, const ImportEntry& entry, ConnectionSnapshot& snapshot)
    {
        vault::CredentialStore& credentials = m_vault.credentials();
        for (const auto& [field, secret] : entry.secrets) {
            const auto stored = credentials.get(connection.id.text, field);
            if (stored && stored->equals(secret))
                continue;
            if (stored) {
                KS_ASSIGN(const base::ConnectionId backup, backupConnection());
                const std::string kept = "replaced_" + std::to_string(++m_replaced);
                KS_TRY(credentials.put(m_transaction, m_input.profile, backup.text, kept, *stored));
                snapshot.replaced.emplace(field, kept);
            } else if (stored.error().code == ErrorCode::NotFound) {
                snapshot.added.push_back(field);
            } else {
                return stored.error();
            }
            KS_TRY(credentials.put(m_transaction, connection.profile, connection.id.text, field, secret));
        }
        return base::ok();
    }

    base::Result<base::ConnectionId> backupConnection()
    {
        if (m_applied.run.backup)
            return *m_applied.run.backup;
        KS_ASSIGN(Connection backup, makeBackup(m_transaction, m_vault, m_applied.run, m_input.now));
        m_applied.run.backup = backup.id;
        m_applied.created.push_back(std::move(backup));
        return *m_applied.run.backup;
    }

    void note(const Connection& connection, const char* how, const ImportEntry& entry)
    {
        model::AuditEvent event;
        event.action = AuditAction::CredentialStore;
        event.connection = connection.id;
        event.connectionName = connection.name;
        event.providerId = connection.providerId;
        event.detail = {{"import", m_applied.run.id}, {"how", how}};
        m_applied.events.push_back(std::move(event));
        addHistory(entry.history, &connection);
    }

    void addHistory(const std::vector<ImportedEvent>& history, const Connection* connection)
    {
        for (const ImportedEvent& past : history) {
            model::AuditEvent event;
            event.time = past.time;
            event.action = past.action;
            event.detail = past.detail;
            event.detail["import"] = m_applied.run.id;
            event.detail["source"] = m_input.format;
            event.authenticated = false;
            if (connection) {
                event.connection = connection->id;
                event.connectionName = connection->name;
                event.providerId = connection->providerId;
            }
            m_applied.events.push_back(std::move(event));
        }
    }

    void addSummary()
    {
        const ImportRun& run = m_applied.run;
        model::AuditEvent event;
        event.action = AuditAction::ImportDone;
        event.detail = {{"import", run.id},
                        {"format", run.format},
                        {"created", std::to_string(run.created)},
                        {"merged", std::to_string(run.merged)},
                        {"conflicts", std::to_string(run.conflicts)},
                        {"skipped", std::to_string(run.skipped)}};
        m_applied.events.push_back(std::move(event));
    }

    db::Transaction& m_transaction;
    vault::Vault& m_vault;
    ApplyInput& m_input;
    ImportStore m_store;
    ImportApplied m_applied;
    ClientSharing m_sharing{m_vault, m_input.providers};
    int m_replaced = 0;
    std::int64_t m_done = 0;
};

} // namespace

base::Result<ImportApplied> applyImport(db::Transaction& transaction, vault::Vault& vault, ApplyInput input)
{
    return Applier(transaction, vault, input).run();
}

} // namespace keystead::transfer
