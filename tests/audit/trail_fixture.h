// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A trail on a real SQLCipher database, and the hand of somebody who holds the database key.
#include "core/audit/audit_log.h"
#include "core/audit/verifier.h"
#include "tests/support/temporary_vault.h"

#include <memory>
#include <string>
#include <vector>

namespace keystead::test {

class RecordingSink final : public audit::AnchorSink
{
public:
    void headMoved(const audit::AnchorState& head) override { heads.push_back(head); }
    std::vector<audit::AnchorState> heads;
};

class Trail
{
public:
    Trail() : m_seed(must(must(crypto::PrivateKey::generateEd25519()).ed25519Seed())) { open(); }

    void open()
    {
        m_log = must(audit::AuditLog::open(vault->database(), vault->id(),
                                           must(crypto::PrivateKey::fromEd25519Seed(m_seed)), sink, vault.clock()));
    }
    void close()
    {
        m_log.reset();
        vault.close();
    }
    void reopen()
    {
        m_log.reset();
        vault.reopen();
        open();
    }
    audit::AuditLog& log() { return *m_log; }
    db::Connection& database() { return vault->database(); }

    // Record number i (from 1) is of con_...i % 3, every fourth a denied one.
    static model::AuditEvent event(int i)
    {
        model::AuditEvent event;
        event.action = i % 4 == 0   ? model::AuditAction::AccessDenied
                       : i % 4 == 1 ? model::AuditAction::CredentialAccess
                                    : model::AuditAction::TokenRefresh;
        event.outcome = i % 4 == 0 ? model::AuditOutcome::Denied : model::AuditOutcome::Success;
        event.actor = {model::Actor::Kind::Program, "/usr/bin/tool" + std::to_string(i % 5), std::string(64, 'a'),
                       1000 + i, "socket"};
        event.connection = base::ConnectionId{"con_00000000000000000000000" + std::to_string(i % 3)};
        event.connectionName = "Connection " + std::to_string(i % 3);
        event.providerId = "example";
        event.duration = std::chrono::microseconds{100 * i};
        event.detail = {{"field", "access_token"}, {"attempt", std::to_string(i)}};
        return event;
    }
    void fill(int count)
    {
        for (int done = 0; done < count;) {
            auto transaction = must(vault->begin());
            for (int inBatch = 0; inBatch < 500 && done < count; ++inBatch, ++done) {
                vault.clock().advance(std::chrono::milliseconds{1500});
                must(m_log->append(transaction, event(++m_next)));
            }
            must(transaction.commit());
            m_log->committed();
        }
    }
    void sql(std::string_view text) { must(database().execute(text)); }

    audit::VerifyInput input(std::vector<audit::AnchorState> anchors = {})
    {
        return {vault->id().text, m_log ? m_log->publicKeyBase64() : m_publicKey, std::move(anchors), {}};
    }
    model::ChainReport verify(std::vector<audit::AnchorState> anchors = {})
    {
        return must(audit::verifyDatabase(database(), input(std::move(anchors))));
    }
    crypto::PrivateKey key() const { return must(crypto::PrivateKey::fromEd25519Seed(m_seed)); }
    void rememberKey() { m_publicKey = m_log->publicKeyBase64(); }
    void dropLog()
    {
        rememberKey();
        m_log.reset();
    }

    TemporaryVault vault;
    RecordingSink sink;

private:
    base::Secret m_seed;
    std::unique_ptr<audit::AuditLog> m_log;
    std::string m_publicKey;
    int m_next = 0;
};

} // namespace keystead::test
