// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/apply_import.h"

#include "core/base/encoding.h"
#include "core/transfer/import/connection_snapshot.h"
#include "core/transfer/import/source_file.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"

namespace keystead::transfer {

using base::ErrorCode;
using model::AuditAction;
using model::Connection;

namespace {

// Created and merged secrets go with the undo: they have to stand in the source, byte for byte as it was imported.
// What a later import counted as kept already, and whose file was then deleted, is covered by that as well.
base::Status checkSourcesStand(const ImportRun& run)
{
    for (const ImportSource& source : run.sources) {
        const auto now = readSource(source.path);
        if (now && now->sha256 == source.sha256)
            continue;
        const bool gone = !now && now.error().code == ErrorCode::NotFound;
        return base::fail(ErrorCode::IllegalState,
                          base::cleanForDisplay(source.path) +
                              (gone  ? " is gone"
                               : now ? " is no longer what was imported"
                                     : " cannot be read") +
                              ", so the vault may hold the only copy of these credentials: `import undo " + run.id +
                              " --force` removes them all the same");
    }
    return base::ok();
}

class Undoer
{
public:
    Undoer(db::Transaction& transaction, vault::Vault& vault, bool force, base::WallTime now)
        : m_transaction(transaction), m_vault(vault), m_store(transaction.connection()), m_force(force), m_now(now)
    {
    }

    base::Result<ImportUndone> run(const std::string& id)
    {
        KS_ASSIGN(m_undone.run, m_store.get(id));
        ImportRun& run = m_undone.run;
        if (run.undoneAt)
            return base::fail(ErrorCode::IllegalState, "this import was undone already");
        if (run.sourceState != SourceState::Kept && !m_force)
            return base::fail(ErrorCode::IllegalState,
                              run.sourceState == SourceState::Deleted
                                  ? "the source file was deleted, so the vault holds the only copy of these credentials"
                                  : "the credentials were taken out of the source file: restore it first "
                                    "(`import restore-source`)");
        KS_ASSIGN(const std::vector<ImportItem> items, m_store.items(run.id));
        if (run.sourceState == SourceState::Kept && !items.empty() && !m_force)
            KS_TRY(checkSourcesStand(run));
        for (const ImportItem& item : items)
            KS_TRY(item.merged ? restoreMerged(item) : removeCreated(item));
        KS_TRY(removeClients());
        KS_TRY(removeBackup());
        run.undoneAt = m_now;
        KS_TRY(m_store.save(m_transaction, run));
        addSummary();
        return std::move(m_undone);
    }

private:
    base::Status removeCreated(const ImportItem& item)
    {
        KS_ASSIGN(const Connection connection, m_vault.connections().get(item.connection));
        if (connection.version != item.version && !m_force) {
            m_undone.kept.push_back({connection.name, "was changed since the import"});
            return base::ok();
        }
        KS_TRY(m_vault.connections().remove(m_transaction, connection.id));
        note(connection, AuditAction::CredentialDelete, "removed");
        m_undone.removed.push_back(connection.id);
        return base::ok();
    }

    base::Status restoreMerged(const ImportItem& item)
    {
        KS_ASSIGN(Connection connection, m_vault.connections().get(item.connection));
        if (connection.version != item.version) {
            m_undone.kept.push_back({connection.name, "was changed since the import"});
            m_keepsBackup = true;
            return base::ok();
        }
        KS_ASSIGN(const ConnectionSnapshot snapshot, snapshotFromJson(item.before));
        vault::CredentialStore& credentials = m_vault.credentials();
        for (const auto& [field, kept] : snapshot.replaced) {
            if (!m_undone.run.backup)
                return base::fail(ErrorCode::Damaged, "import_run.backup");
            const auto value = credentials.get(m_undone.run.backup->text, kept);
            if (!value && value.error().code == ErrorCode::NotFound) {
                m_undone.kept.push_back({connection.name, "its secret from before the import was removed by hand"});
                return base::ok();
            }
            if (!value)
                return value.error();
            KS_TRY(credentials.put(m_transaction, connection.profile, connection.id.text, field, *value));
        }
        for (const std::string& field : snapshot.added) {
            const base::Status removed = credentials.remove(m_transaction, connection.id.text, field);
            if (!removed && removed.error().code != ErrorCode::NotFound)
                return removed;
        }
        restore(connection, snapshot);
        connection.updatedAt = m_now;
        KS_TRY(m_vault.connections().save(m_transaction, connection));
        note(connection, AuditAction::CredentialStore, "restored");
        m_undone.restored.push_back(std::move(connection));
        return base::ok();
    }

    // Those that nobody uses by now.
    base::Status removeClients()
    {
        for (const std::string& text : m_undone.run.clients) {
            const base::OAuthClientId id{text};
            const auto uses = m_vault.oauthClients().useCount(id);
            if (uses && *uses == 0 && m_vault.oauthClients().get(id))
                KS_TRY(m_vault.oauthClients().remove(m_transaction, id));
        }
        return base::ok();
    }

    base::Status removeBackup()
    {
        if (!m_undone.run.backup || m_keepsBackup || m_undone.run.sourceState == SourceState::Replaced)
            return base::ok();
        const base::ConnectionId backup = *m_undone.run.backup;
        const base::Status removed = m_vault.connections().remove(m_transaction, backup);
        if (!removed && removed.error().code != ErrorCode::NotFound)
            return removed;
        if (removed)
            m_undone.removed.push_back(backup);
        m_undone.run.backup.reset();
        return base::ok();
    }

    void note(const Connection& connection, AuditAction action, const char* how)
    {
        model::AuditEvent event;
        event.action = action;
        event.connection = connection.id;
        event.connectionName = connection.name;
        event.providerId = connection.providerId;
        event.detail = {{"import", m_undone.run.id}, {"how", how}};
        m_undone.events.push_back(std::move(event));
    }

    void addSummary()
    {
        model::AuditEvent event;
        event.action = AuditAction::ImportDone;
        event.detail = {{"import", m_undone.run.id},
                        {"undone", "yes"},
                        {"removed", std::to_string(m_undone.removed.size())},
                        {"restored", std::to_string(m_undone.restored.size())},
                        {"kept", std::to_string(m_undone.kept.size())}};
        m_undone.events.push_back(std::move(event));
    }

    db::Transaction& m_transaction;
    vault::Vault& m_vault;
    ImportStore m_store;
    bool m_force;
    base::WallTime m_now;
    bool m_keepsBackup = false;
    ImportUndone m_undone;
};

} // namespace

base::Result<ImportUndone> undoImport(db::Transaction& transaction, vault::Vault& vault, const std::string& id,
                                      bool force, base::WallTime now)
{
    return Undoer(transaction, vault, force, now).run(id);
}

} // namespace keystead::transfer
