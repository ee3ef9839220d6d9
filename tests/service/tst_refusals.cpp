// SPDX-License-Identifier: GPL-3.0-or-later
// What programs are refused is on record, and slow for who asks again and again.
#include "core/access/proxy_exchange.h"
#include "core/service/request_desk.h"
#include "tests/service/service_fixture.h"

#include <QElapsedTimer>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using model::AuditAction;
using model::AuditOutcome;

class TstRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void targetsThatAreNoneAreOnRecord_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("dots") << QByteArray("GET") << QByteArray("/../x");
        QTest::newRow("another host") << QByteArray("GET") << QByteArray("//evil.example/x");
        QTest::newRow("method") << QByteArray("CONNECT") << QByteArray("/x");
    }
    void targetsThatAreNoneAreOnRecord()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        ServiceFixture f;
        must(f.create(false, true));
        f.addKey("work");
        QVERIFY(ask(f, method.toStdString(), target.toStdString()) == ErrorCode::InvalidArgument);
        const auto record = f.lastRecord(AuditAction::CredentialAccess);
        QVERIFY(record.event.outcome == AuditOutcome::Denied);
        QCOMPARE(record.event.detail.at("error"), std::string{"invalid_argument"});
        QCOMPARE(record.event.connectionName, std::string{"work"});
    }
    void whoAsksForOtherHostsAgainAndAgainIsSlowed()
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.addKey("work");
        const auto refused = [&] { return ask(f, "GET", "https://evil.example/x") == ErrorCode::Denied; };
        for (int i = 0; i < 5; ++i)
            QVERIFY(refused());
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1});
        QElapsedTimer timer;
        timer.start();
        QVERIFY(refused());
        QVERIFY2(timer.elapsed() >= 240, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(f.records(AuditAction::CredentialAccess, AuditOutcome::Denied), std::int64_t{6});
    }
    void whatTheEndpointTurnsAwayIsOnRecord()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto turnedAway = [&] {
            const auto errand =
                f.core->requests().refusal(base::fail(ErrorCode::Denied, "the key is not known"), base::CancelToken{});
            return await(errand->prepare());
        };
        QVERIFY(turnedAway().error().code == ErrorCode::Denied);
        const auto record = f.lastRecord(AuditAction::AccessDenied);
        QCOMPARE(record.event.detail.at("reason"), std::string{"the key is not known"});
        QCOMPARE(record.event.actor.via, std::string{"proxy"});
        f.lock();
        QVERIFY(turnedAway().error().code == ErrorCode::Denied);
    }

private:
    static QCoro::Task<base::Result<void>> allow() { co_return base::ok(); }
    static ErrorCode ask(ServiceFixture& f, const std::string& method, const std::string& target)
    {
        service::RequestProgram asking;
        asking.actor = ServiceFixture::program();
        asking.authorize = [](model::AccessWant, model::Caller, base::CancelToken) { return allow(); };
        service::RequestWish wish;
        wish.connection = "work";
        wish.method = method;
        wish.target = target;
        const auto answer = await(f.core->requests().request(std::move(wish), {}, std::move(asking), {}));
        return answer ? ErrorCode::Ok : answer.error().code;
    }
};

QTEST_GUILESS_MAIN(TstRefusals)
#include "tst_refusals.moc"
