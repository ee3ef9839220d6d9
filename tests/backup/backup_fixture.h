// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A vault with connections, secrets and a trail, closed, and what tests of backups ask of it.
#include "core/audit/audit_log.h"
#include "core/backup/backup_file.h"
#include "core/keys/key_file.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/profile_store.h"
#include "core/vault/sealed_store.h"
#include "tests/db/scratch_database.h"
#include "tests/support/temporary_vault.h"

#include <string>

namespace keystead::test {

inline constexpr const char* signingKey = "audit.signing_key";

class BackupFixture
{
public:
    explicit BackupFixture(int connections = 5)
    {
        const crypto::PrivateKey key = must(crypto::PrivateKey::generateEd25519());
        db::Transaction transaction = must(vault->begin());
        must(vault->sealed().put(transaction, signingKey, must(key.ed25519Seed())));
        (void)must(transaction.commit());
        for (int i = 0; i < connections; ++i) {
            const model::Connection connection = vault.addConnection("connection " + std::to_string(i));
            vault.putSecret(connection, "api_key", "secret-of-" + std::to_string(i));
        }
        record(3);
        must(vault->database().checkpoint());
    }

    model::Profile addProfile(const std::string& name)
    {
        db::Transaction transaction = must(vault->begin());
        const model::Profile profile = must(vault->profiles().add(transaction, name, vault.clock().now()));
        (void)must(transaction.commit());
        return profile;
    }
    // Records in the trail.
    void record(int count)
    {
        audit::NullAnchorSink nowhere;
        const base::Secret seed = must(vault->sealed().get(signingKey));
        auto trail = must(audit::AuditLog::open(
            vault->database(), vault->id(), must(crypto::PrivateKey::fromEd25519Seed(seed)), nowhere, vault.clock()));
        for (int i = 0; i < count; ++i) {
            db::Transaction transaction = must(vault->begin());
            model::AuditEvent event;
            event.action = model::AuditAction::SettingsChanged;
            (void)must(trail->append(transaction, event));
            (void)must(transaction.commit());
            trail->committed();
        }
    }

    backup::Source source() const
    {
        vault::VaultKeys keys = vault.keys();
        return {vault.file(), std::move(keys.rawDatabaseKey), std::move(keys.vaultKey)};
    }
    backup::WriteRequest request(const std::filesystem::path& file) const
    {
        backup::WriteRequest request;
        request.file = file;
        request.reason = "request";
        request.program = "test";
        request.now = base::fromMillis(1795348800000);
        return request;
    }
    std::filesystem::path target(const char* name = "my.keystead-backup") const { return vault.folder() / name; }
    static backup::BackupSecret phrase(std::string_view text = "correct horse battery")
    {
        return {backup::SecretKind::Passphrase, base::Secret::fromText(text)};
    }
    static backup::BackupSecret recovery() { return {backup::SecretKind::RecoveryKey, ScratchDatabase::key(7)}; }

    TemporaryVault vault;
};

} // namespace keystead::test
