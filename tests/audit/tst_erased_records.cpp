// SPDX-License-Identifier: GPL-3.0-or-later
// Records whose content was erased: the chain holds, and nothing else can be passed off as one (SECURITY 35).
#include "core/audit/erased_records.h"
#include "core/audit/signatures.h"
#include "tests/audit/trail_fixture.h"

#include <QTest>

using namespace keystead;
using namespace keystead::test;
using Finding = model::ChainReport::Finding;

class TestErasedRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_trail = std::make_unique<Trail>();
        m_trail->fill(30);
    }

    void theChainHoldsWithoutTheContent()
    {
        erase();
        const model::ChainReport report = m_trail->verify(m_trail->sink.heads);
        QVERIFY2(report.ok, report.finding ? report.finding->detail.c_str() : "");
        QCOMPARE(report.records, 31);
        for (const model::AuditRecord& record : must(m_trail->log().read({}))) {
            const bool erased = record.sequence <= 30 && record.sequence % 3 == 1;
            QCOMPARE(record.erasedBy.has_value(), erased);
            if (!erased)
                continue;
            QVERIFY(!record.event.connection && record.event.connectionName.empty() && record.event.detail.empty());
            QVERIFY(record.event.actor.program.empty() && record.event.actor.pid == 0);
            QVERIFY(record.event.time != base::WallTime{}); // what, when and how it ended stay
        }
        m_trail->reopen();
        QVERIFY(!m_trail->log().openingFinding());
        QVERIFY(m_trail->verify().ok);
        // It goes on.
        m_trail->fill(5);
        QVERIFY(m_trail->verify().ok);
    }

    void anErasedEndOpens()
    {
        // As in a backup that ends before the record that says so.
        m_trail->sql("UPDATE audit_record SET program = '', program_sha256 = '', pid = 0, via = '', connection_id = "
                     "NULL, connection_name = '', provider_id = '', duration_us = NULL, detail = '{}', erased_by = 99 "
                     "WHERE sequence = 30");
        sign(99);
        m_trail->reopen();
        QVERIFY(!m_trail->log().openingFinding());
        QVERIFY(m_trail->verify().ok);
    }

    void findsWhatOnlyLooksErased_data()
    {
        QTest::addColumn<QString>("sql");
        const char* blank = "UPDATE audit_record SET program = '', program_sha256 = '', pid = 0, via = '', "
                            "connection_id = NULL, connection_name = '', provider_id = '', duration_us = NULL, "
                            "detail = '{}', erased_by = 31 WHERE sequence = 5";
        QTest::newRow("one more") << QString::fromLatin1(blank);
        QTest::newRow("under a number of its own")
            << QString::fromLatin1(blank).replace(QStringLiteral("= 31"), QStringLiteral("= 30"));
        QTest::newRow("another outcome in an erased one")
            << QStringLiteral("UPDATE audit_record SET outcome = 'success' WHERE sequence = 4");
        QTest::newRow("another action") << QStringLiteral("UPDATE audit_record SET action = 'sync' WHERE sequence = 4");
        QTest::newRow("another time") << QStringLiteral("UPDATE audit_record SET time = time + 1 WHERE sequence = 4");
        QTest::newRow("content in an erased one")
            << QStringLiteral("UPDATE audit_record SET connection_name = 'x' WHERE sequence = 4");
        QTest::newRow("one that is no longer one")
            << QStringLiteral("UPDATE audit_record SET erased_by = NULL WHERE sequence = 4");
        QTest::newRow("another receipt") << QStringLiteral("UPDATE erasure SET records_digest = 'ab'");
        QTest::newRow("no receipt") << QStringLiteral("DELETE FROM erasure");
        QTest::newRow("one removed") << QStringLiteral("DELETE FROM audit_record WHERE sequence = 4");
    }
    void findsWhatOnlyLooksErased()
    {
        QFETCH(QString, sql);
        erase();
        m_trail->sql(sql.toStdString());
        QVERIFY(!m_trail->verify().ok);
    }

private:
    void sign(std::int64_t by)
    {
        const std::string digest = must(audit::erasedDigest(m_trail->database(), m_trail->vault->id().text, by));
        const std::string message = audit::receiptMessage(by, digest);
        const auto signature = must(m_trail->key().sign(audit::asBytes(message), crypto::SignatureAlgorithm::EdDSA));
        must(must(m_trail->database().prepare("INSERT INTO erasure (sequence, erased_at, records_digest, signature, "
                                              "summary) VALUES (?, 1, ?, ?, '{}')"))
                 .bind(by)
                 .bind(digest)
                 .bind(base::toBase64(signature))
                 .run());
    }
    // What concerns one connection goes; the record that says so is number 31.
    void erase()
    {
        auto transaction = must(m_trail->vault->begin());
        const auto which =
            must(audit::recordsOf(m_trail->database(), {Trail::event(1).connection->text}, "pro_none", "nobody"));
        QCOMPARE(which.size(), std::size_t{10});
        model::AuditEvent event;
        event.action = model::AuditAction::CredentialDelete;
        event.detail = {{"cause", "erasure"}};
        const auto record = must(m_trail->log().append(transaction, event));
        QCOMPARE(record.sequence, 31);
        must(audit::eraseRecords(transaction, which, record.sequence));
        sign(31);
        must(transaction.commit());
        m_trail->log().committed();
    }

    std::unique_ptr<Trail> m_trail;
};

QTEST_APPLESS_MAIN(TestErasedRecords)
#include "tst_erased_records.moc"
