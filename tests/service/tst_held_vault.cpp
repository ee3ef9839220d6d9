// SPDX-License-Identifier: GPL-3.0-or-later
// A vault that was put back lends nothing before the person has accepted it.
#include "core/protocol/error_code.h"
#include "tests/service/service_fixture.h"

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
using model::AuditOutcome;

class TstHeldVault : public QObject
{
    Q_OBJECT

    // An API key and a signed-in connection, in a vault whose database is then replaced by an older copy of itself.
    struct House : ServiceFixture
    {
        House()
        {
            must(create(false, true));
            key = addKey("key");
            account = addOAuth("account");
            must(signIn(account));
            lock();
            const std::string old = readAll(folder() / "vault.db");
            must(unlock());
            (void)addKey("later");
            lock();
            for (const char* name : {"vault.db-wal", "vault.db-shm"})
                std::filesystem::remove(folder() / name);
            writeAll(folder() / "vault.db", old);
            start();
            must(unlock());
        }
        ErrorCode released(const model::Connection& connection, const std::string& field = {})
        {
            const auto secret =
                await(core->releaseToken({connection.id.text, std::chrono::minutes{1}, field}, program()));
            return secret ? ErrorCode::Ok : secret.error().code;
        }
        ErrorCode revealed(const model::Connection& connection, const std::string& field)
        {
            service::Proof proof{secretText(goodPassphrase), false};
            const auto secret = await(core->reveal(connection.id, field, std::move(proof), service::person()));
            return secret ? ErrorCode::Ok : secret.error().code;
        }
        model::Connection key;
        model::Connection account;
    };

private Q_SLOTS:
    void lendsNothingBeforeItIsAccepted() // SECURITY 35, 40
    {
        House f;
        QVERIFY(f.core->status().rolledBack);
        const int requests = f.server.http().total();
        QCOMPARE(f.released(f.key), ErrorCode::RolledBack);
        QCOMPARE(f.released(f.account), ErrorCode::RolledBack);
        QCOMPARE(f.released(f.account, "id_token"), ErrorCode::RolledBack);
        QCOMPARE(f.revealed(f.key, "api_key"), ErrorCode::RolledBack);
        QCOMPARE(f.revealed(f.account, "refresh_token"), ErrorCode::RolledBack);
        QCOMPARE(await(f.core->test(f.key.id, service::person())).error().code, ErrorCode::RolledBack);
        QCOMPARE(await(f.core->refresh(f.account.id, service::person())).error().code, ErrorCode::RolledBack);
        QCOMPARE(f.signIn(f.account).error().code, ErrorCode::RolledBack);
        const auto revoked = await(f.core->revoke(f.account.id, service::person()));
        QVERIFY(revoked->remote == service::RemovedConnection::Remote::Failed);
        QCOMPARE(revoked->remoteError->code, ErrorCode::RolledBack);
        QCOMPARE(f.server.http().total(), requests); // nobody was shown anything
        // Each refusal of a secret is on record.
        QCOMPARE(f.records(AuditAction::CredentialAccess, AuditOutcome::Failure), std::int64_t{5});
        QCOMPARE(f.lastRecord(AuditAction::CredentialAccess).event.detail.at("error"), std::string{"rolled_back"});
    }

    void saysWhatHappenedAndHowToGoOn()
    {
        House f;
        const auto refused = f.release(f.key);
        QVERIFY(!refused.has_value());
        const std::string why = protocol::reasonFor(refused.error());
        QVERIFY2(why.find("put back to an older state or altered") != std::string::npos, why.c_str());
        const std::string hint = protocol::hintFor(refused.error());
        QVERIFY2(hint.find("Keystead window") != std::string::npos && hint.find("accept") != std::string::npos,
                 hint.c_str());
    }

    void lendsAgainOnceItIsAccepted()
    {
        House f;
        f.lock();
        must(f.unlock()); // opening it again accepts nothing
        QCOMPARE(f.released(f.key), ErrorCode::RolledBack);
        must(await(f.core->acceptRollback(service::person())));
        QCOMPARE(f.released(f.key), ErrorCode::Ok);
        QCOMPARE(f.released(f.account), ErrorCode::Ok);
        QCOMPARE(f.revealed(f.key, "api_key"), ErrorCode::Ok);
    }

    // As after a restore: a newer state of the vault may have renewed the sign-in.
    void holdsTokenFamiliesUntilTheyAreConfirmed()
    {
        House f;
        must(await(f.core->acceptRollback(service::person())));
        const int requests = f.server.http().total();
        QCOMPARE(f.lastRecord(AuditAction::SecurityAlert).event.detail.at("held"), std::string{"1"});
        QCOMPARE(f.get(f.account).problem->code, ErrorCode::FamilyUnconfirmed);
        QVERIFY(!f.get(f.key).problem.has_value());
        QCOMPARE(await(f.core->refresh(f.account.id, service::person())).error().code, ErrorCode::FamilyUnconfirmed);
        QCOMPARE(f.released(f.account), ErrorCode::Ok); // what is still good is lent
        QCOMPARE(f.server.http().total(), requests);
        must(await(f.core->confirm(f.account.id, service::person())));
        QVERIFY(await(f.core->refresh(f.account.id, service::person())).has_value());
    }
};

QTEST_GUILESS_MAIN(TstHeldVault)
#include "tst_held_vault.moc"
