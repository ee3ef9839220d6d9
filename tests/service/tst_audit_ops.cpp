// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/service_fixture.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
namespace fs = std::filesystem;

class TstAuditOps : public QObject
{
    Q_OBJECT

private:
    static model::AuditEvent refusal()
    {
        model::AuditEvent event;
        event.actor = ServiceFixture::program();
        event.action = AuditAction::AccessDenied;
        event.outcome = model::AuditOutcome::Denied;
        return event;
    }

private Q_SLOTS:
    void verifiesTheTrailOnAWorker()
    {
        ServiceFixture f;
        must(f.create(false, true));
        for (int i = 0; i < 30; ++i)
            must(await(f.core->recordEvent(refusal())));
        std::int64_t told = 0;
        const auto report = must(await(f.core->verifyAudit([&](std::int64_t done, std::int64_t) { told = done; }, {})));
        QVERIFY2(report.ok, report.finding ? report.finding->detail.c_str() : "");
        QCOMPARE(report.records, std::int64_t{31});
        QTRY_VERIFY(told > 0);
    }

    void exportsEveryFormat_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("json") << int(service::ReportFormat::Json) << QByteArray("{");
        QTest::newRow("csv") << int(service::ReportFormat::Csv) << QByteArray("");
        QTest::newRow("html") << int(service::ReportFormat::Html) << QByteArray("<!");
        QTest::newRow("pdf") << int(service::ReportFormat::Pdf) << QByteArray("%PDF");
    }
    void exportsEveryFormat()
    {
        QFETCH(const int, format);
        QFETCH(const QByteArray, beginning);
        ServiceFixture f;
        must(f.create(false, true));
        (void)f.addKey("work");
        service::ExportReport request;
        request.format = service::ReportFormat(format);
        request.file = (fs::path(f.dir.path().toStdString()) / "report").string();
        const auto exported = await(f.core->exportReport(request, {}, {}, service::person()));
        QVERIFY2(exported.has_value(), exported ? "" : base::toString(exported.error()).c_str());
        QCOMPARE(exported->records, std::int64_t{3});
        QVERIFY(exported->verification.ok);
        const std::string text = readAll(request.file);
        QVERIFY(text.size() > 100);
        QVERIFY(text.starts_with(beginning.toStdString()));
        QVERIFY(text.find("k-0123456789abcdef") == std::string::npos); // SECURITY 25
        QCOMPARE(f.records(AuditAction::ReportExported), std::int64_t{1});
    }

    void leavesNoFileWhenCancelled()
    {
        ServiceFixture f;
        must(f.create(false, true));
        service::ExportReport request;
        request.format = service::ReportFormat::Json;
        request.file = (fs::path(f.dir.path().toStdString()) / "report.json").string();
        base::CancelSource cancel;
        Pending<base::Result<service::ExportedReport>> exporting(
            f.core->exportReport(request, {}, cancel.token(), service::person()));
        cancel.cancel();
        const auto exported = exporting.take();
        if (!exported) { // the worker may have been quicker
            QCOMPARE(exported.error().code, ErrorCode::Cancelled);
            QVERIFY(!fs::exists(request.file));
            QCOMPARE(f.records(AuditAction::ReportExported), std::int64_t{0});
        }
    }

    void wantsAnAbsolutePath()
    {
        ServiceFixture f;
        must(f.create(false, true));
        service::ExportReport request;
        request.file = "report.pdf";
        QCOMPARE(await(f.core->exportReport(request, {}, {}, service::person())).error().code,
                 ErrorCode::InvalidArgument);
    }

    void keepsWhatHappensWhileLocked()
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.lock();
        must(await(f.core->recordEvent(refusal())));
        must(f.unlock());
        QCOMPARE(f.records(AuditAction::AccessDenied), std::int64_t{1});
        QVERIFY(!f.lastRecord(AuditAction::AccessDenied).event.authenticated);
    }

    void tellsThePersonOfAnAlert()
    {
        ServiceFixture f;
        must(f.create(false, true));
        QSignalSpy notices(f.core.get(), &service::CoreService::notify);
        auto event = refusal();
        event.action = AuditAction::SecurityAlert;
        event.detail["cause"] = "changed_executable";
        must(await(f.core->recordEvent(std::move(event))));
        QCOMPARE(notices.count(), 1);
        QCOMPARE(notices.front().front().value<service::Notification>().detail, std::string{"changed_executable"});
    }

    void answersFromAnotherThread()
    {
        ServiceFixture f;
        f.core.reset();
        struct Bundle final : service::CoreBundle
        {
            explicit Bundle(ServiceFixture& fixture)
                : http(fixture.clock), core(service::CoreParts{fixture.folder(),
                                                               fixture.state(),
                                                               fixture.keychain,
                                                               fixture.anchors,
                                                               {},
                                                               fixture.clock,
                                                               http,
                                                               fixture.registry,
                                                               false})
            {
            }
            service::CoreService& service() override { return core; }
            net::QtHttpClient http;
            service::CoreService core;
        };
        service::VaultState last = service::VaultState::Unlocking;
        {
            service::CoreHost host([&f] { return std::make_unique<Bundle>(f); });
            service::CoreClient client(host);
            QSignalSpy statuses(&client, &service::CoreClient::statusChanged);
            bool created = false;
            const auto request = [](service::CoreService& core) {
                service::CreateVault create;
                create.keychain = true;
                return core.createVault(std::move(create), service::person());
            };
            client.ask(&client, request, [&](base::Status status) { created = status.has_value(); });
            QTRY_VERIFY(created);
            QTRY_VERIFY(client.lastStatus().state == service::VaultState::Unlocked);
            QVERIFY(statuses.count() >= 1);
        } // locks and joins
        service::CoreService again(f.parts());
        last = again.status().state;
        QCOMPARE(last, service::VaultState::Locked);
        QVERIFY(await(again.unlockWithKeychain(service::person())).has_value());
        model::AuditFilter filter;
        filter.actions = {AuditAction::VaultLock};
        QCOMPARE(must(await(again.auditCount(filter))), std::int64_t{1});
    }
};

QTEST_GUILESS_MAIN(TstAuditOps)
#include "tst_audit_ops.moc"
