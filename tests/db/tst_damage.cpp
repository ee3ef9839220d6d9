// SPDX-License-Identifier: GPL-3.0-or-later
// SECURITY, table of faults: flipped, truncated and zero-length files and a wrong key are told apart, and stay byte for
// byte.
#include "tests/db/scratch_database.h"

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using db::OpenMode;

class TestDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAWrongKey()
    {
        ScratchDatabase scratch;
        QVERIFY(scratch.make());
        const QByteArray before = hashOf(scratch.path());
        KS_FAILS(scratch.open(OpenMode::ReadWrite, 2), ErrorCode::WrongKey);
        KS_FAILS(scratch.open(OpenMode::ReadOnly, 2), ErrorCode::WrongKey);
        QCOMPARE(hashOf(scratch.path()), before);
        KS_VERIFY(scratch.open(OpenMode::ReadWrite));
    }

    void namesAnEmptyFile()
    {
        ScratchDatabase scratch;
        QVERIFY(writeBytes(scratch.path(), ""));
        KS_FAILS(scratch.open(OpenMode::ReadWrite), ErrorCode::Damaged);
        KS_FAILS(scratch.open(OpenMode::ReadOnly), ErrorCode::Damaged);
        QCOMPARE(bytesOf(scratch.path()).size(), 0);
    }

    void namesATruncatedFile_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("1 byte") << 1;
        QTest::newRow("half a page") << 2048;
        QTest::newRow("one page") << 4096;
        QTest::newRow("two and a half pages") << 10240;
        QTest::newRow("three pages") << 12288;
        QTest::newRow("all but a byte") << -1;
    }
    void namesATruncatedFile()
    {
        QFETCH(int, size);
        ScratchDatabase scratch;
        QVERIFY(scratch.make());
        const QByteArray whole = bytesOf(scratch.path());
        const QByteArray cut = whole.left(size < 0 ? whole.size() + size : size);
        QVERIFY(writeBytes(scratch.path(), cut));
        {
            const auto database = scratch.open(OpenMode::ReadWrite);
            // A cut between pages shows only where a missing page is read.
            const base::Status status = database ? (*database)->checkIntegrity() : base::Status{database.error()};
            KS_FAILS(status, ErrorCode::Damaged);
        }
        QCOMPARE(bytesOf(scratch.path()), cut);
    }

    void namesAFlippedByteOnAnyPage()
    {
        ScratchDatabase scratch;
        QVERIFY(scratch.make());
        const QByteArray whole = bytesOf(scratch.path());
        for (qsizetype at = 100; at < whole.size(); at += 4096 - 7) {
            QByteArray flipped = whole;
            flipped[at] = static_cast<char>(flipped[at] ^ 1);
            QVERIFY(writeBytes(scratch.path(), flipped));
            {
                const auto database = scratch.open(OpenMode::ReadWrite);
                const base::Status status = database ? (*database)->checkIntegrity() : base::Status{database.error()};
                QVERIFY2(!status, qPrintable(QStringLiteral("byte %1 was changed unseen").arg(at)));
                // The first page is what the key is tried on: there the key file tells a wrong key from damage.
                const ErrorCode expected = at < 4096 ? ErrorCode::WrongKey : ErrorCode::Damaged;
                QVERIFY2(status.error().code == expected, base::toString(status.error()).c_str());
            }
            QCOMPARE(bytesOf(scratch.path()), flipped);
        }
    }

    void ignoresAGarbledTailOfTheLog()
    {
        ScratchDatabase scratch;
        {
            const auto database = scratch.open(OpenMode::Create);
            KS_VERIFY(database);
            KS_VERIFY((*database)->execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)"));
            KS_VERIFY((*database)->checkpoint());
            KS_VERIFY((*database)->execute("INSERT INTO t VALUES (2)"));
            QVERIFY(writeBytes(scratch.path("copy.db"), bytesOf(scratch.path())));
            QByteArray log = bytesOf(scratch.path("vault.db-wal"));
            QVERIFY(log.size() > 100);
            log[log.size() - 50] = static_cast<char>(log[log.size() - 50] ^ 1);
            QVERIFY(writeBytes(scratch.path("copy.db-wal"), log));
        }
        const auto database =
            db::Connection::open(scratch.path("copy.db"), ScratchDatabase::key(), OpenMode::ReadWrite);
        KS_VERIFY(database);
        QCOMPARE(number(**database, "SELECT count(*) FROM t"), 1); // the old, not half of the new
        KS_VERIFY((*database)->checkIntegrity());
    }
};

QTEST_APPLESS_MAIN(TestDamage)
#include "tst_damage.moc"
