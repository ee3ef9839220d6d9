// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/db/scratch_database.h"

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using db::Transaction;

class TestTransaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_scratch = std::make_unique<ScratchDatabase>();
        auto opened = m_scratch->open(db::OpenMode::Create);
        KS_VERIFY(opened);
        m_database = *std::move(opened);
        KS_VERIFY(m_database->execute("CREATE TABLE t (i INTEGER)"));
    }
    void cleanup() { m_database.reset(); }

    void keepsWhatWasCommitted()
    {
        auto transaction = Transaction::begin(*m_database);
        KS_VERIFY(transaction);
        KS_VERIFY(m_database->execute("INSERT INTO t VALUES (1)"));
        KS_VERIFY(transaction->commit());
        KS_FAILS(transaction->commit(), ErrorCode::IllegalState);
        QCOMPARE(number(*m_database, "SELECT count(*) FROM t"), 1);
    }

    void dropsWhatWasNot()
    {
        {
            auto transaction = Transaction::begin(*m_database);
            KS_VERIFY(transaction);
            KS_VERIFY(m_database->execute("INSERT INTO t VALUES (1)"));
        }
        QCOMPARE(number(*m_database, "SELECT count(*) FROM t"), 0);
        KS_VERIFY(Transaction::begin(*m_database));
    }

    void isNotNestable()
    {
        auto transaction = Transaction::begin(*m_database);
        KS_VERIFY(transaction);
        KS_FAILS(Transaction::begin(*m_database), ErrorCode::IllegalState);
        KS_VERIFY(transaction->commit());
    }

    void survivesAMove()
    {
        auto transaction = Transaction::begin(*m_database);
        KS_VERIFY(transaction);
        Transaction moved = *std::move(transaction);
        KS_VERIFY(m_database->execute("INSERT INTO t VALUES (1)"));
        KS_VERIFY(moved.commit());
        QCOMPARE(number(*m_database, "SELECT count(*) FROM t"), 1);
    }

    void numbersTheCommitsThatChangeSomething()
    {
        const std::uint64_t before = m_database->commitCount();
        for (std::uint64_t expected = before + 1; expected < before + 4; ++expected) {
            auto transaction = Transaction::begin(*m_database);
            KS_VERIFY(transaction);
            KS_VERIFY(m_database->execute("INSERT INTO t VALUES (1)"));
            const auto commit = transaction->commit();
            KS_VERIFY(commit);
            QCOMPARE(*commit, expected);
        }
        auto empty = Transaction::begin(*m_database);
        KS_VERIFY(empty);
        const auto commit = empty->commit();
        KS_VERIFY(commit);
        QCOMPARE(*commit, before + 3);
        auto dropped = Transaction::begin(*m_database);
        KS_VERIFY(m_database->execute("INSERT INTO t VALUES (1)"));
        dropped->rollback();
        QCOMPARE(m_database->commitCount(), before + 3);
    }

    void stopsAtTheFullDatabaseAndReadsOn()
    {
        KS_VERIFY(m_database->execute("INSERT INTO t VALUES (1)"));
        KS_VERIFY(m_database->execute("PRAGMA max_page_count = 8"));
        auto transaction = Transaction::begin(*m_database);
        KS_VERIFY(transaction);
        base::Status status = base::ok();
        for (int i = 0; i < 100 && status; ++i) {
            auto insert = m_database->prepare("INSERT INTO t SELECT value FROM json_each(?)");
            KS_VERIFY(insert);
            std::string many = "[0";
            for (int n = 0; n < 1000; ++n)
                many += ",1";
            status = insert->bind(many + "]").run();
        }
        KS_FAILS(status, ErrorCode::StorageFull);
        // Whether SQLite rolled back by itself or not: nothing of this transaction may be kept.
        [[maybe_unused]] const base::Status later = m_database->execute("SELECT 1");
        transaction->rollback();
        QCOMPARE(number(*m_database, "SELECT count(*) FROM t"), 1);
        KS_VERIFY(m_database->checkIntegrity());
    }

    void letsNothingSlipThroughAfterSqliteRolledBack()
    {
        auto transaction = Transaction::begin(*m_database);
        KS_VERIFY(transaction);
        KS_VERIFY(m_database->execute("INSERT INTO t VALUES (1)"));
        KS_VERIFY(m_database->execute("ROLLBACK")); // as SQLite does after some I/O errors
        {
            auto insert = m_database->prepare("INSERT INTO t VALUES (2)");
            KS_VERIFY(insert);
            KS_FAILS(insert->run(), ErrorCode::StorageIo);
        }
        KS_FAILS(transaction->commit(), ErrorCode::StorageIo);
        QCOMPARE(number(*m_database, "SELECT count(*) FROM t"), 0);
    }

    void checkpointsALongLog()
    {
        for (int i = 0; i < 30; ++i) {
            auto transaction = Transaction::begin(*m_database);
            KS_VERIFY(transaction);
            auto insert = m_database->prepare("INSERT INTO t SELECT value FROM json_each(?)");
            KS_VERIFY(insert);
            std::string many = "[0";
            for (int n = 0; n < 30000; ++n)
                many += ",1";
            KS_VERIFY(insert->bind(many + "]").run());
            KS_VERIFY(transaction->commit());
        }
        // Without checkpoints all of it would stand in the log and the database would have a page or two.
        QVERIFY(bytesOf(m_scratch->path()).size() > 2 * 1024 * 1024);
        QVERIFY(bytesOf(m_scratch->path("vault.db-wal")).size() < 9 * 1024 * 1024);
    }

private:
    std::unique_ptr<ScratchDatabase> m_scratch;
    std::unique_ptr<db::Connection> m_database;
};

QTEST_APPLESS_MAIN(TestTransaction)
#include "tst_transaction.moc"
