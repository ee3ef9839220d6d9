// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/service_fixture.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;

class TstSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsInThroughTheBrowser()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        QCOMPARE(connection.state, model::ConnectionState::Created);
        QSignalSpy browser(f.core.get(), &service::CoreService::openInBrowser);
        const auto outcome = f.signIn(connection);
        QVERIFY2(outcome.has_value(), outcome ? "" : base::toString(outcome.error()).c_str());
        QCOMPARE(browser.count(), 0); // not asked for
        const auto now = f.get(connection);
        QCOMPARE(now.id, connection.id);
        QCOMPARE(now.state, model::ConnectionState::Active);
        QCOMPARE(now.account, std::string{"ada@example.org"});
        QCOMPARE(now.subject, std::string{"user-1"});
        QVERIFY(now.hasRefreshToken);
        const auto life = *now.expiresAt - f.clock.now();
        QVERIFY2(std::chrono::abs(life - 1h) <= 3s, std::to_string(life.count()).c_str());
        QCOMPARE(f.records(AuditAction::TokenExchange), std::int64_t{1});
        QVERIFY(f.server.isLive(std::string{must(f.release(connection)).value.exposeText()}));
    }

    void opensTheBrowserWhenAsked()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        QSignalSpy browser(f.core.get(), &service::CoreService::openInBrowser);
        const auto session = must(await(f.core->startSignIn({connection.id, true}, service::person())));
        QCOMPARE(browser.count(), 1);
        QCOMPARE(browser.front().front().toString().toStdString(), session.url);
        QCOMPARE(session.providerName, std::string{"Test server"});
        QCOMPARE(session.connectionName, std::string{"work"});
        f.core->cancelSignIn(session.id);
        QCOMPARE(await(f.core->awaitSignIn(session.id)).error().code, ErrorCode::Cancelled);
        QCOMPARE(f.records(AuditAction::SignInFailed), std::int64_t{1});
        QCOMPARE(f.server.tokenPosts(), 0);
    }

    void keepsIdTagsAndHistoryAtTheNextSignIn()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        must(f.signIn(connection));
        service::EditConnection edit;
        edit.id = connection.id;
        edit.tags = std::vector<std::string>{"team"};
        must(await(f.core->edit(std::move(edit), service::person())));
        const std::string first{must(f.release(connection)).value.exposeText()};
        must(f.signIn(connection));
        const auto now = f.get(connection);
        QCOMPARE(now.tags, std::vector<std::string>{"team"});
        QCOMPARE(now.createdAt, connection.createdAt);
        QVERIFY(std::string{must(f.release(connection)).value.exposeText()} != first);
        QCOMPARE(f.records(AuditAction::TokenExchange), std::int64_t{2});
    }

    void refusesSomebodyElse() // SECURITY 40
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        must(f.signIn(connection));
        const std::string before{must(f.release(connection)).value.exposeText()};
        auto config = f.server.config();
        config.subject = "user-2";
        config.account = "eve@example.org";
        f.server.setConfig(config);
        const auto outcome = f.signIn(connection);
        QCOMPARE(outcome.error().code, ErrorCode::OAuthIdTokenInvalid);
        QVERIFY(outcome.error().detail.find("ada@example.org") != std::string::npos);
        QCOMPARE(f.get(connection).subject, std::string{"user-1"});
        QCOMPARE(std::string{must(f.release(connection)).value.exposeText()}, before);
        QCOMPARE(f.lastRecord(AuditAction::SecurityAlert).event.detail.at("cause"), std::string{"changed_subject"});
        QCOMPARE(f.records(AuditAction::SignInFailed), std::int64_t{1});
    }

    void alertsAtAForeignState() // SECURITY 2, 40
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        auto config = f.server.config();
        config.stateOverride = "of-another-flow";
        f.server.setConfig(config);
        const auto session = must(await(f.core->startSignIn({connection.id, false}, service::person())));
        QSignalSpy notices(f.core.get(), &service::CoreService::notify);
        const Visit browser(session.url);
        QTRY_COMPARE(notices.count(), 1);
        QCOMPARE(f.lastRecord(AuditAction::SecurityAlert).event.detail.at("cause"), std::string{"unexpected_state"});
        QCOMPARE(f.server.tokenPosts(), 0);
        f.core->cancelSignIn(session.id);
        QVERIFY(!await(f.core->awaitSignIn(session.id)).has_value());
    }

    void recordsARefusalByThePerson()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        auto config = f.server.config();
        config.authorizationError = "access_denied";
        f.server.setConfig(config);
        QCOMPARE(f.signIn(connection).error().code, ErrorCode::OAuthAccessDenied);
        QCOMPARE(f.lastRecord(AuditAction::SignInFailed).event.detail.at("error"), std::string{"oauth_access_denied"});
        QCOMPARE(f.get(connection).state, model::ConnectionState::Created);
    }

    void tellsMissingScopes() // SECURITY 9
    {
        AuthorizationServerConfig config;
        config.grantOnly = {"openid"};
        ServiceFixture f(config);
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        const auto outcome = must(f.signIn(connection));
        QCOMPARE(outcome.scopesMissing, std::vector<std::string>{"read"});
        QCOMPARE(f.get(connection).scopesGranted, std::vector<std::string>{"openid"});
    }

    void takesAPastedAddress()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        const auto session = must(await(f.core->startSignIn({connection.id, false}, service::person())));
        QVERIFY(!await(f.core->submitPastedAddress(session.id, "nonsense")).has_value());
        // A browser elsewhere: it gets as far as the redirect, and the person copies that address.
        std::string target;
        {
            const std::string path = session.url.substr(f.server.issuer().size());
            const std::string answer = rawExchange(
                f.server.http().port(), "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
            const std::size_t at = answer.find("ocation: ");
            QVERIFY2(at != std::string::npos, answer.c_str());
            target = answer.substr(at + 9, answer.find("\r\n", at) - at - 9);
        }
        must(await(f.core->submitPastedAddress(session.id, target)));
        const auto outcome = await(f.core->awaitSignIn(session.id));
        QVERIFY2(outcome.has_value(), outcome ? "" : base::toString(outcome.error()).c_str());
    }

    void runsSeveralAtOnceAndOneAConnection()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto one = f.addOAuth("one");
        const auto two = f.addOAuth("two");
        const auto old = must(await(f.core->startSignIn({one.id, false}, service::person())));
        const auto first = must(await(f.core->startSignIn({one.id, false}, service::person())));
        const auto second = must(await(f.core->startSignIn({two.id, false}, service::person())));
        QCOMPARE(await(f.core->awaitSignIn(old.id)).error().code, ErrorCode::Cancelled);
        const Visit browserTwo(second.url);
        const Visit browserOne(first.url);
        QVERIFY(await(f.core->awaitSignIn(first.id)).has_value());
        QVERIFY(await(f.core->awaitSignIn(second.id)).has_value());
    }

    void endsWithTheLock()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        const auto session = must(await(f.core->startSignIn({connection.id, false}, service::person())));
        Pending<base::Result<service::SignInOutcome>> waiting(f.core->awaitSignIn(session.id));
        f.lock();
        QVERIFY(!waiting.take().has_value());
        QCOMPARE(f.server.tokenPosts(), 0);
    }
};

QTEST_GUILESS_MAIN(TstSignIn)
#include "tst_sign_in.moc"
