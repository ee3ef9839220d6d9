// SPDX-License-Identifier: GPL-3.0-or-later
// What each kind of connection hands out, and whose tokens a refresh may bring.
#include "core/crypto/signing.h"
#include "tests/refresh/refresh_fixture.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;

class TstRefreshKinds : public QObject
{
    Q_OBJECT

private:
    // A jwt connection with a key of its own and a public client.
    static model::Connection addJwt(RefreshFixture& f)
    {
        auto connection = f.get(f.connect("machine", -1s));
        connection.kind = model::AuthKind::Jwt;
        connection.hasRefreshToken = false;
        connection.expiresAt.reset();
        connection.lastRefreshedAt.reset();
        const crypto::PrivateKey key = must(crypto::PrivateKey::generateP256());
        const base::Secret pem = must(key.toPem());
        db::Transaction transaction = must(f.vault->begin());
        must(f.vault->credentials().removeAll(transaction, connection.id.text));
        must(f.vault->credentials().put(transaction, connection.profile, connection.id.text, model::field::privateKey,
                                        pem));
        must(f.vault->connections().save(transaction, connection));
        must(transaction.commit());
        return connection;
    }

private Q_SLOTS:
    void refusesAnotherSubjectAtRefresh() // SECURITY 7
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s, true);
        f.start();
        auto config = f.server.config();
        config.subject = "somebody-else";
        f.server.setConfig(config);
        QSignalSpy signIn(f.refresher.get(), &refresh::Refresher::signInNeeded);
        const std::string before = f.secret(connection, model::field::accessToken);
        QCOMPARE(f.fresh(connection).error().code, ErrorCode::SignInNeeded);
        QCOMPARE(f.get(connection).state, model::ConnectionState::AuthError);
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1});
        QCOMPARE(f.secret(connection, model::field::accessToken), before);
        QCOMPARE(signIn.count(), 1);
    }
    void acceptsTheSameSubjectWithAGoodSignature()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s, true);
        f.start();
        const auto fresh = f.fresh(connection);
        QVERIFY2(fresh.has_value(), fresh ? "" : base::toString(fresh.error()).c_str());
        QCOMPARE(f.server.http().count("/jwks"), 1);
    }

    void refusesWhatIsForgedAtRefresh() // SECURITY 7: the signature, after the tokens are safe
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s, true);
        f.start();
        std::string idToken = f.server.makeIdToken("{}");
        const std::size_t place = idToken.rfind('.') + 5;
        idToken[place] = idToken[place] == 'A' ? 'B' : 'A';
        f.server.http().once("/token", tokenReply("at-x", "rt-x", idToken));
        QCOMPARE(f.fresh(connection).error().code, ErrorCode::SignInNeeded);
        QCOMPARE(f.get(connection).state, model::ConnectionState::AuthError);
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1});
    }

    void fetchesClientCredentialsOnceAndKeepsThem()
    {
        AuthorizationServerConfig config;
        config.clientSecret = "s3cret-of-the-client";
        RefreshFixture f(config);
        auto connection = f.get(f.connectMachine("machine", -1s));
        connection.expiresAt.reset();
        connection.lastRefreshedAt.reset();
        db::Transaction transaction = must(f.vault->begin());
        must(f.vault->credentials().removeAll(transaction, connection.id.text));
        must(f.vault->connections().save(transaction, connection));
        must(transaction.commit());
        f.start();
        const auto fresh = f.fresh(connection);
        QVERIFY2(fresh.has_value(), fresh ? "" : base::toString(fresh.error()).c_str());
        QVERIFY(f.fresh(connection).has_value());
        QCOMPARE(f.server.tokenPosts(), 1);
        f.clock().advance(59min + 30s);
        QVERIFY(f.fresh(connection).has_value());
        QCOMPARE(f.server.tokenPosts(), 2);
    }

    void handsOutAKeyAsItIs()
    {
        RefreshFixture f;
        const auto connection = f.vault.addConnection("key", "generic-api-key", model::AuthKind::ApiKey);
        f.vault.putSecret(connection, model::field::apiKey, "k-123");
        f.start();
        const auto fresh = f.fresh(connection);
        QVERIFY2(fresh.has_value(), fresh ? "" : base::toString(fresh.error()).c_str());
        QCOMPARE(std::string{fresh->value.exposeText()}, std::string{"k-123"});
    }

    void exchangesAnAssertionForAToken() // RFC 7523
    {
        RefreshFixture f;
        const auto connection = addJwt(f);
        f.start();
        f.server.http().once("/token", tokenReply("at-jwt"));
        const auto fresh = f.fresh(connection);
        QVERIFY2(fresh.has_value(), fresh ? "" : base::toString(fresh.error()).c_str());
        QCOMPARE(std::string{fresh->value.exposeText()}, std::string{"at-jwt"});
        const ServerRequest request = f.server.http().last("/token");
        QCOMPARE(request.form("grant_type"), std::string{"urn:ietf:params:oauth:grant-type:jwt-bearer"});
        const std::string assertion = request.form("assertion");
        QCOMPARE(std::count(assertion.begin(), assertion.end(), '.'), std::ptrdiff_t{2});
        QVERIFY(f.fresh(connection).has_value()); // cached, sealed in the vault
        QCOMPARE(f.server.tokenPosts(), 1);
        QCOMPARE(f.secret(connection, model::field::accessToken), std::string{"at-jwt"});
    }

    void mintsABearerTokenThatSignsForItself()
    {
        RefreshFixture f;
        model::ProviderSpec spec = f.server.spec();
        spec.jwt->exchange = false;
        spec.jwt->audience = "https://api.example.com";
        f.registry.addPractice(spec);
        const auto connection = addJwt(f);
        f.start();
        const auto fresh = f.fresh(connection);
        QVERIFY2(fresh.has_value(), fresh ? "" : base::toString(fresh.error()).c_str());
        const std::string compact{fresh->value.exposeText()};
        QCOMPARE(std::count(compact.begin(), compact.end(), '.'), std::ptrdiff_t{2});
        QVERIFY(*fresh->expiresAt > f.clock().now());
        QCOMPARE(f.server.tokenPosts(), 0);
        QVERIFY(f.refreshNow(connection).error().code == ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TstRefreshKinds)
#include "tst_refresh_kinds.moc"
