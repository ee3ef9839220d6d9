// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/anchors.h"
#include "core/audit/chain.h"
#include "core/audit/signatures.h"
#include "tests/audit/trail_fixture.h"

#include <QtTest>

using namespace keystead;
using test::must;
using test::Trail;

class TestAuditLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void chainsAndSigns()
    {
        Trail trail;
        trail.fill(3);
        const auto records = must(trail.log().read({}));
        QCOMPARE(records.size(), std::size_t{3});
        std::string previous = audit::genesisHash(trail.vault->id().text);
        for (auto record = records.rbegin(); record != records.rend(); ++record) {
            QCOMPARE(record->previousHash, previous);
            QCOMPARE(audit::recordHash(trail.vault->id().text, record->sequence, previous, record->event),
                     record->hash);
            QVERIFY(audit::isSignedBy(trail.log().publicKeyBase64(), audit::recordMessage(record->hash),
                                      record->signature));
            previous = record->hash;
        }
        QCOMPARE(trail.log().head().sequence, std::int64_t{3});
        QCOMPARE(trail.log().head().hash, previous);
    }

    void setsTheTimeOnlyWhereItIsMissing()
    {
        Trail trail;
        auto transaction = must(trail.vault->begin());
        model::AuditEvent event = Trail::event(1);
        QVERIFY(must(trail.log().append(transaction, event)).event.time == trail.vault.clock().now());
        event.time = base::fromMillis(5);
        QVERIFY(must(trail.log().append(transaction, event)).event.time == base::fromMillis(5));
    }

    void aRollbackTakesTheHeadBack()
    {
        Trail trail;
        trail.fill(2);
        const auto before = trail.log().head();
        {
            auto transaction = must(trail.vault->begin());
            must(trail.log().append(transaction, Trail::event(9)));
            QVERIFY(trail.log().head() == before); // nothing is committed yet
            transaction.rollback();
            trail.log().rolledBack();
        }
        QVERIFY(trail.log().head() == before);
        trail.fill(1);
        QVERIFY(trail.verify().ok);
        QCOMPARE(trail.log().head().sequence, std::int64_t{3});
    }

    void aForgottenRollbackLeavesNoGap()
    {
        Trail trail;
        trail.fill(2);
        {
            auto transaction = must(trail.vault->begin());
            must(trail.log().append(transaction, Trail::event(9)));
        } // rolled back by its destructor; nobody told the log
        trail.fill(1);
        QVERIFY(trail.verify().ok);
    }

    void refusesToWriteBehindAnotherWriter() // SECURITY 39
    {
        Trail trail;
        trail.fill(3);
        trail.sql("DELETE FROM audit_record WHERE sequence = 3");
        auto transaction = must(trail.vault->begin());
        const auto record = trail.log().append(transaction, Trail::event(4));
        QVERIFY(!record);
        QVERIFY(record.error().code == base::ErrorCode::AuditUnavailable);
    }

    void failsClosedWhereTheTableIsGone() // SECURITY 39
    {
        Trail trail;
        trail.sql("ALTER TABLE audit_record RENAME TO elsewhere");
        auto transaction = must(trail.vault->begin());
        QVERIFY(!trail.log().append(transaction, Trail::event(1)));
    }

    void movesTheAnchorOnlyAtCommit()
    {
        Trail trail;
        auto transaction = must(trail.vault->begin());
        must(trail.log().append(transaction, Trail::event(1)));
        must(trail.log().append(transaction, Trail::event(2)));
        QVERIFY(trail.sink.heads.empty());
        must(transaction.commit());
        trail.log().committed();
        QCOMPARE(trail.sink.heads.size(), std::size_t{1});
        QCOMPARE(trail.sink.heads[0].sequence, std::int64_t{2});
        trail.log().committed(); // nothing new
        QCOMPARE(trail.sink.heads.size(), std::size_t{1});
    }

    void goesOnAfterReopening()
    {
        Trail trail;
        trail.fill(2);
        const auto head = trail.log().head();
        trail.reopen();
        QVERIFY(trail.log().head() == head);
        trail.fill(2);
        QVERIFY(trail.verify({head}).ok);
    }

    void namesAnAlteredEndAndGoesOn_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("content") << QStringLiteral("UPDATE audit_record SET connection_name = 'x' WHERE sequence = 3");
        QTest::newRow("signature") << QStringLiteral("UPDATE audit_record SET signature = (SELECT signature FROM "
                                                     "audit_record WHERE sequence = 1) WHERE sequence = 3");
        QTest::newRow("action") << QStringLiteral("UPDATE audit_record SET action = 'nonsense' WHERE sequence = 3");
    }
    void namesAnAlteredEndAndGoesOn()
    {
        QFETCH(QString, sql);
        Trail trail;
        trail.fill(3);
        trail.sql(sql.toStdString());
        trail.reopen();
        const auto finding = trail.log().openingFinding();
        QVERIFY(finding.has_value());
        QCOMPARE(finding->sequence, std::int64_t{3});
        // The person can look and decide: what comes later is kept, and the altered record stays named.
        trail.fill(2);
        const model::ChainReport report = trail.verify({});
        QVERIFY(!report.ok);
        QCOMPARE(report.records, std::int64_t{5});
        QCOMPARE(report.finding->sequence, std::int64_t{3});
    }

    void openingNoticesACutBeforeItIsWrittenOver() // SECURITY 35, 40
    {
        Trail trail;
        trail.fill(5);
        QVERIFY(!trail.log().openingFinding());
        trail.sql("DELETE FROM audit_record WHERE sequence > 3");
        trail.reopen();
        QVERIFY(trail.log().openingFinding());
        QVERIFY(trail.log().openingFinding()->kind == model::ChainReport::Finding::Kind::Truncated);
        QCOMPARE(trail.log().openingFinding()->sequence, std::int64_t{4});
    }

    void filters()
    {
        Trail trail;
        trail.fill(60);
        model::AuditFilter filter;
        filter.actions = {model::AuditAction::AccessDenied};
        QCOMPARE(must(trail.log().count(filter)), std::int64_t{15});
        filter.actions.push_back(model::AuditAction::CredentialAccess);
        QCOMPARE(must(trail.log().count(filter)), std::int64_t{30});
        filter = {};
        filter.connection = Trail::event(1).connection;
        QCOMPARE(must(trail.log().read(filter)).size(), std::size_t{20});
        filter = {};
        filter.program = "tool3";
        QCOMPARE(must(trail.log().count(filter)), std::int64_t{12});
        filter.program = "%";
        QCOMPARE(must(trail.log().count(filter)), std::int64_t{0}); // no wildcards
        filter = {};
        filter.outcome = model::AuditOutcome::Denied;
        QCOMPARE(must(trail.log().count(filter)), std::int64_t{15});
        filter = {};
        const auto all = must(trail.log().read({}));
        filter.from = all[9].event.time; // newest first: records 51 to 60
        QCOMPARE(must(trail.log().count(filter)), std::int64_t{10});
        filter.to = all[4].event.time; // exclusive
        QCOMPARE(must(trail.log().count(filter)), std::int64_t{5});
    }

    void pagesNewestFirst()
    {
        Trail trail;
        trail.fill(25);
        model::AuditFilter filter;
        filter.limit = 10;
        std::vector<std::int64_t> seen;
        for (;;) {
            const auto page = must(trail.log().read(filter));
            if (page.empty())
                break;
            for (const auto& record : page)
                seen.push_back(record.sequence);
            filter.beforeSequence = page.back().sequence;
        }
        QCOMPARE(seen.size(), std::size_t{25});
        QCOMPARE(seen.front(), std::int64_t{25});
        QVERIFY(std::is_sorted(seen.rbegin(), seen.rend()));
    }

    void quickCheckComparesAnchors()
    {
        Trail trail;
        trail.fill(5);
        const std::string id = trail.vault->id().text;
        const auto head = trail.log().head();
        QVERIFY(!must(audit::checkAnchors(trail.database(), id, {head})));
        auto ahead = head;
        ahead.sequence = 8;
        QVERIFY(must(audit::checkAnchors(trail.database(), id, {head, ahead}))->kind ==
                model::ChainReport::Finding::Kind::RolledBack);
        auto foreign = ahead;
        foreign.vaultId = "vlt_other";
        QVERIFY(!must(audit::checkAnchors(trail.database(), id, {foreign})));
        trail.sql("DELETE FROM audit_record WHERE sequence > 3");
        const auto cut = must(audit::checkAnchors(trail.database(), id, {}));
        QVERIFY(cut && cut->kind == model::ChainReport::Finding::Kind::Truncated);
        QCOMPARE(cut->sequence, std::int64_t{4});
    }
};

QTEST_APPLESS_MAIN(TestAuditLog)
#include "tst_audit_log.moc"
