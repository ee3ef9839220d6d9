// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/service_fixture.h"
#include "tests/support/full_disk.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
using model::AuditOutcome;
using Verdict = model::TestReport::Verdict;

class TstUse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void releasesWithADurableRecord() // SECURITY 39
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addKey("work");
        const auto released = f.release(connection);
        QCOMPARE(std::string{released->value.exposeText()}, std::string{"k-0123456789abcdef"});
        const auto record = f.lastRecord(AuditAction::CredentialAccess);
        QCOMPARE(record.event.actor.program, std::string{"/usr/bin/example"});
        QCOMPARE(record.event.connectionName, std::string{"work"});
        QCOMPARE(record.event.detail.at("field"), std::string{"api_key"});
        QCOMPARE(*f.get(connection).lastUsedAt, f.clock.now());
    }

    void touchesLastUsedOnceAMinute()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addKey("work");
        must(f.release(connection));
        const auto first = *f.get(connection).lastUsedAt;
        f.clock.advance(30s);
        must(f.release(connection));
        QCOMPARE(*f.get(connection).lastUsedAt, first);
        f.clock.advance(31s);
        must(f.release(connection));
        QCOMPARE(*f.get(connection).lastUsedAt, f.clock.now());
        QCOMPARE(f.records(AuditAction::CredentialAccess), std::int64_t{3});
    }

    void releasesNothingWithoutARecord() // SECURITY 39: fail-closed
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addKey("work");
        {
            FullDisk disk;
            QCOMPARE(f.release(connection).error().code, ErrorCode::AuditUnavailable);
            service::Proof proof{secretText(goodPassphrase), false};
            QCOMPARE(await(f.core->reveal(connection.id, "api_key", std::move(proof), service::person())).error().code,
                     ErrorCode::AuditUnavailable);
        }
        QVERIFY(f.release(connection).has_value());
        QCOMPARE(f.records(AuditAction::CredentialAccess), std::int64_t{1});
    }

    void neverLendsARefreshToken()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        must(f.signIn(connection));
        service::TokenRequest request{"work", 1min, "refresh_token"};
        QCOMPARE(await(f.core->releaseToken(std::move(request), ServiceFixture::program())).error().code,
                 ErrorCode::Denied);
        QCOMPARE(f.records(AuditAction::CredentialAccess, AuditOutcome::Denied), std::int64_t{1});
    }

    void refreshesOnceForTwentyPrograms() // SECURITY 8
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        must(f.signIn(connection));
        f.clock.advance(2h);
        const int before = f.server.tokenPosts();
        std::vector<Pending<base::Result<service::ReleasedSecret>>> programs;
        for (int i = 0; i < 20; ++i)
            programs.emplace_back(f.core->releaseToken({connection.id.text, 1min, {}}, ServiceFixture::program()));
        for (auto& program : programs)
            QVERIFY(program.take().has_value());
        QCOMPARE(f.server.tokenPosts(), before + 1);
        QCOMPARE(f.records(AuditAction::CredentialAccess), std::int64_t{20});
        QCOMPARE(f.records(AuditAction::TokenRefresh), std::int64_t{1});
    }

    void revealsOnlyWithAProof()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addKey("work");
        QVERIFY(f.core->revealNeedsPassphrase());
        QCOMPARE(await(f.core->reveal(connection.id, "api_key", {}, service::person())).error().code,
                 ErrorCode::Denied);
        service::Proof wrong{secretText("not the passphrase"), false};
        QCOMPARE(await(f.core->reveal(connection.id, "api_key", std::move(wrong), service::person())).error().code,
                 ErrorCode::WrongPassphrase);
        QCOMPARE(f.records(AuditAction::CredentialAccess, AuditOutcome::Denied), std::int64_t{2});
        QCOMPARE(f.records(AuditAction::UnlockFailed), std::int64_t{1});
        service::Proof right{secretText(goodPassphrase), false};
        const auto value = await(f.core->reveal(connection.id, "api_key", std::move(right), service::person()));
        QCOMPARE(std::string{value->exposeText()}, std::string{"k-0123456789abcdef"});
        QCOMPARE(f.lastRecord(AuditAction::CredentialAccess).event.detail.at("reveal"), std::string{"yes"});
    }

    void revealsAfterAConfirmationWhereThereIsNoPassphrase()
    {
        ServiceFixture f;
        must(f.create(true, false));
        const auto connection = f.addKey("work");
        QVERIFY(!f.core->revealNeedsPassphrase());
        QCOMPARE(await(f.core->reveal(connection.id, "api_key", {}, service::person())).error().code,
                 ErrorCode::Denied);
        service::Proof confirmed{{}, true};
        QVERIFY(await(f.core->reveal(connection.id, "api_key", std::move(confirmed), service::person())).has_value());
    }

    void tellsTestVerdictsApart_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, int status, Fault fault, Verdict verdict, ErrorCode code) {
            QTest::newRow(name) << status << int(fault) << int(verdict) << int(code);
        };
        row("200", 200, Fault::None, Verdict::Works, ErrorCode::Ok);
        row("401", 401, Fault::None, Verdict::WrongCredential, ErrorCode::Unauthorized);
        row("403", 403, Fault::None, Verdict::MissingScopes, ErrorCode::Forbidden);
        row("404", 404, Fault::None, Verdict::ProviderFault, ErrorCode::BadResponse);
        row("429", 429, Fault::None, Verdict::ProviderFault, ErrorCode::TooManyRequests);
        row("500", 500, Fault::None, Verdict::ProviderFault, ErrorCode::ServerError);
        row("302", 302, Fault::None, Verdict::ProviderFault, ErrorCode::RedirectRefused);
        row("closed", 200, Fault::CloseWithoutAnswer, Verdict::NetworkFault, ErrorCode::NetworkUnreachable);
    }
    void tellsTestVerdictsApart()
    {
        QFETCH(const int, status);
        QFETCH(const int, fault);
        QFETCH(const int, verdict);
        QFETCH(const int, code);
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addKey("work");
        ServerReply reply = ServerReply::json("{}", status);
        reply.fault = Fault(fault);
        if (status == 302)
            reply = ServerReply::redirect(f.server.issuer() + "/elsewhere");
        f.server.http().reply("/api/check", reply);
        const auto report = must(await(f.core->test(connection.id, service::person())));
        QCOMPARE(int(report.verdict), verdict);
        QCOMPARE(report.error ? int(report.error->code) : 0, code);
        QCOMPARE(f.server.http().last("/api/check").header("x-api-key"), std::string{"k-0123456789abcdef"});
        QCOMPARE(f.server.http().count("/elsewhere"), 0); // SECURITY 12
        QCOMPARE(f.records(AuditAction::ConnectionTest), std::int64_t{1});
        QCOMPARE(*f.get(connection).lastTestedAt, f.clock.now());
        QCOMPARE(f.get(connection).state == model::ConnectionState::AuthError,
                 Verdict(verdict) == Verdict::WrongCredential);
    }

    void showsTheAccountOfAnOAuthConnection()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        must(f.signIn(connection));
        const auto report = must(await(f.core->test(connection.id, service::person())));
        QVERIFY2(report.verdict == Verdict::Works, report.error ? base::toString(*report.error).c_str() : "");
        QVERIFY(!report.account.empty());
        QCOMPARE(report.httpStatus, 200);
    }

    void refreshesOnceWhereTheTokenIsRefused()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        must(f.signIn(connection));
        f.server.http().once("/api/user", ServerReply::json("{}", 401));
        const int before = f.server.tokenPosts();
        const auto report = must(await(f.core->test(connection.id, service::person())));
        QVERIFY(report.verdict == Verdict::Works);
        QCOMPARE(f.server.tokenPosts(), before + 1);
        f.server.http().reply("/api/user", ServerReply::json("{}", 401));
        const auto again = must(await(f.core->test(connection.id, service::person())));
        QVERIFY(again.verdict == Verdict::WrongCredential);
        QCOMPARE(f.server.tokenPosts(), before + 2);
        QVERIFY(f.get(connection).state != model::ConnectionState::AuthError); // only invalid_grant ends it
    }

    void sendsBasicCredentials()
    {
        ServiceFixture f;
        must(f.create(false, true));
        service::AddConnection request;
        request.draft.name = "basic";
        request.draft.providerId = "generic-basic";
        request.draft.kind = model::AuthKind::Basic;
        request.draft.parameters = {{"username", "ada"},
                                    {"api_base_url", f.server.issuer() + "/api"},
                                    {"test_url", f.server.issuer() + "/api/check"},
                                    {"allow_loopback_http", "yes"}};
        request.credential.kind = model::AuthKind::Basic;
        request.credential.fields.emplace("password", secretText("pass word"));
        const auto connection = ServiceFixture::saved(await(f.core->add(std::move(request), service::person())));
        f.server.http().reply("/api/check", ServerReply::json("{}"));
        QVERIFY(must(await(f.core->test(connection.id, service::person()))).verdict == Verdict::Works);
        QCOMPARE(f.server.http().last("/api/check").header("authorization"), std::string{"Basic YWRhOnBhc3Mgd29yZA=="});
    }

    void alertsAtRepeatedDenials() // SECURITY 40
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addKey("work");
        must(await(f.core->pause(connection.id, service::person())));
        QSignalSpy notices(f.core.get(), &service::CoreService::notify);
        const auto deny = [&](int times) {
            for (int i = 0; i < times; ++i)
                QCOMPARE(f.release(connection).error().code, ErrorCode::Denied);
        };
        deny(4);
        QCOMPARE(notices.count(), 0);
        deny(8); // the same news as the fifth
        QCOMPARE(f.records(AuditAction::CredentialAccess, AuditOutcome::Denied), std::int64_t{12});
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1});
        QCOMPARE(notices.count(), 1);
        f.clock.advance(11min);
        deny(5);
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{2});
        QCOMPARE(notices.count(), 2);
    }

    void aProviderThatHangsKeepsNobodyElseWaiting()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto slow = f.addOAuth("slow");
        must(f.signIn(slow));
        const auto quick = f.addOAuth("quick");
        must(f.signIn(quick));
        const auto key = f.addKey("key");
        f.clock.advance(2h);
        ServerReply held = tokenReply("late");
        held.hold = true;
        f.server.http().once("/token", held);
        Pending<base::Result<service::ReleasedSecret>> waiting(
            f.core->releaseToken({slow.id.text, 1min, {}}, ServiceFixture::program()));
        QTRY_COMPARE(f.server.http().held(), 1);
        const auto token = f.release(quick); // of the same provider, refreshed meanwhile
        QVERIFY2(token.has_value(), token ? "" : base::toString(token.error()).c_str());
        QCOMPARE(std::string{must(f.release(key)).value.exposeText()}, std::string{"k-0123456789abcdef"});
        QVERIFY(!waiting.ready());
        f.server.http().release();
        QCOMPARE(std::string{must(waiting.take()).value.exposeText()}, std::string{"late"});
    }

    void expiresWhatRunsOutAndSaysSoBefore()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addKey("work");
        service::EditConnection edit;
        edit.id = connection.id;
        edit.expiresAt = std::optional<base::WallTime>{f.clock.now() + 24h};
        must(await(f.core->edit(std::move(edit), service::person())));
        f.lock();
        must(f.unlock());
        QSignalSpy notices(f.core.get(), &service::CoreService::notify);
        QTRY_COMPARE(notices.count(), 1);
        QVERIFY(notices.front().front().value<service::Notification>().kind ==
                service::Notification::Kind::ExpiringSoon);
        QCOMPARE(f.get(connection).state, model::ConnectionState::Active);
        f.lock();
        f.clock.advance(25h);
        must(f.unlock());
        QTRY_COMPARE(f.get(connection).state, model::ConnectionState::Expired);
        QCOMPARE(f.lastRecord(AuditAction::SettingsChanged).event.detail.at("changed"), std::string{"expired"});
    }

    void tellsOnceThatARefreshKeepsFailing()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        must(f.signIn(connection));
        f.server.http().stop();
        f.clock.advance(2h);
        QSignalSpy notices(f.core.get(), &service::CoreService::notify);
        QVERIFY(!f.release(connection).has_value());
        f.clock.advance(1h);
        QVERIFY(!f.release(connection).has_value());
        QCOMPARE(notices.count(), 1);
        QVERIFY(notices.front().front().value<service::Notification>().kind ==
                service::Notification::Kind::RefreshFailing);
        QCOMPARE(f.get(connection).state, model::ConnectionState::Expired);
    }

    void tellsAPersonWhenASignInIsNeeded()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        must(f.signIn(connection));
        f.server.revokeAll();
        f.clock.advance(2h);
        QSignalSpy notices(f.core.get(), &service::CoreService::notify);
        QCOMPARE(f.release(connection).error().code, ErrorCode::SignInNeeded);
        QCOMPARE(f.release(connection).error().code, ErrorCode::SignInNeeded);
        QCOMPARE(notices.count(), 1);
        const auto notice = notices.front().front().value<service::Notification>();
        QVERIFY(notice.kind == service::Notification::Kind::SignInNeeded);
        QCOMPARE(notice.connectionName, std::string{"work"});
    }
};

QTEST_GUILESS_MAIN(TstUse)
#include "tst_use.moc"
