// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/db/scratch_database.h"

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;

class TestStatement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_scratch = std::make_unique<ScratchDatabase>();
        auto opened = m_scratch->open(db::OpenMode::Create);
        KS_VERIFY(opened);
        m_database = *std::move(opened);
        KS_VERIFY(m_database->execute("CREATE TABLE t (i INTEGER, r REAL, s TEXT, b BLOB, n TEXT) STRICT"));
    }
    void cleanup() { m_database.reset(); }

    void readsWhatItBinds()
    {
        const std::uint8_t blob[] = {0, 1, 255};
        const base::WallTime time = base::fromMillis(1795348800123);
        {
            auto insert = m_database->prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?)");
            KS_VERIFY(insert);
            KS_VERIFY(
                insert->bind(time).bind(0.5).bind("a\xc3\xa4").bindBlob(blob).bind(std::optional<std::string>{}).run());
        }
        auto query = m_database->prepare("SELECT i, r, s, b, n FROM t");
        KS_VERIFY(query);
        QCOMPARE(query->step().value_or(false), true);
        QVERIFY(query->time(0) == time);
        QVERIFY(query->optionalTime(0) == time);
        QCOMPARE(query->real(1), 0.5);
        QCOMPARE(query->text(2), std::string{"a\xc3\xa4"});
        QVERIFY(std::ranges::equal(query->blob(3), blob));
        QVERIFY(query->isNull(4));
        QVERIFY(!query->optionalText(4));
        QCOMPARE(query->step().value_or(true), false);
    }

    void keepsEmptyTextAndBlobApartFromNull()
    {
        {
            auto insert = m_database->prepare("INSERT INTO t (s, b) VALUES (?, ?)");
            KS_VERIFY(insert);
            KS_VERIFY(insert->bind(std::string_view{}).bindBlob({}).run());
        }
        auto query = m_database->prepare("SELECT s, b FROM t");
        KS_VERIFY(query);
        QCOMPARE(query->step().value_or(false), true);
        QVERIFY(!query->isNull(0));
        QVERIFY(!query->isNull(1));
    }

    void keepsTextWithAZeroByte()
    {
        const std::string text{"a\0b", 3};
        {
            auto insert = m_database->prepare("INSERT INTO t (s) VALUES (?)");
            KS_VERIFY(insert);
            KS_VERIFY(insert->bind(text).run());
        }
        auto query = m_database->prepare("SELECT s FROM t");
        KS_VERIFY(query);
        QCOMPARE(query->step().value_or(false), true);
        QCOMPARE(query->text(0), text);
    }

    void comesBackFromTheCacheWithoutItsBindings()
    {
        for (int round = 0; round < 2; ++round) {
            auto insert = m_database->prepare("INSERT INTO t (s, n) VALUES (?, ?)");
            KS_VERIFY(insert);
            insert->bind("first");
            if (round == 0)
                insert->bind("second");
            KS_VERIFY(insert->run());
        }
        QCOMPARE(number(*m_database, "SELECT count(*) FROM t WHERE n IS NULL"), 1);
    }

    void canBeInUseTwice()
    {
        KS_VERIFY(m_database->execute("INSERT INTO t (i) VALUES (1), (2)"));
        auto outer = m_database->prepare("SELECT i FROM t ORDER BY i");
        KS_VERIFY(outer);
        QCOMPARE(outer->step().value_or(false), true);
        {
            auto inner = m_database->prepare("SELECT i FROM t ORDER BY i");
            KS_VERIFY(inner);
            QCOMPARE(inner->step().value_or(false), true);
            QCOMPARE(inner->integer(0), 1);
        }
        QCOMPARE(outer->step().value_or(false), true);
        QCOMPARE(outer->integer(0), 2);
    }

    void namesABrokenConstraintWithoutTheValue()
    {
        KS_VERIFY(m_database->execute("CREATE TABLE u (name TEXT UNIQUE); INSERT INTO u VALUES ('marker-value')"));
        auto insert = m_database->prepare("INSERT INTO u VALUES (?)");
        KS_VERIFY(insert);
        const base::Status status = insert->bind("marker-value").run();
        KS_FAILS(status, ErrorCode::StorageConflict);
        QVERIFY(status.error().detail.find("u.name") != std::string::npos);
        QVERIFY(status.error().detail.find("marker-value") == std::string::npos);
    }

    void refusesRowsThatNobodyReads()
    {
        auto query = m_database->prepare("SELECT 1");
        KS_VERIFY(query);
        KS_FAILS(query->run(), ErrorCode::Internal);
    }

    void refusesTooManyParameters()
    {
        auto query = m_database->prepare("SELECT ?");
        KS_VERIFY(query);
        KS_FAILS(query->bind(1).bind(2).step(), ErrorCode::Internal);
    }

    void loadsNoExtensions()
    {
        auto query = m_database->prepare("SELECT load_extension('/no/such/library')");
        if (query) // a library that knows the function: switched off
            KS_FAILS(query->step(), ErrorCode::Internal);
    }

    void refusesWhatIsNotSql()
    {
        KS_FAILS(m_database->prepare("SELEC 1"), ErrorCode::Internal);
        KS_FAILS(m_database->prepare(""), ErrorCode::Internal);
        KS_FAILS(m_database->prepare("SELECT \"no_such_column\""), ErrorCode::Internal); // no double-quoted texts
    }

private:
    std::unique_ptr<ScratchDatabase> m_scratch;
    std::unique_ptr<db::Connection> m_database;
};

QTEST_APPLESS_MAIN(TestStatement)
#include "tst_statement.moc"
