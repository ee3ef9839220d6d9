// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/group_commit.h"
#include "core/db/live_copy.h"
#include "tests/db/scratch_database.h"

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using db::LiveCopy;
using db::OpenMode;

class TestLiveCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_scratch = std::make_unique<ScratchDatabase>();
        QVERIFY(m_scratch->make(200));
        auto source = m_scratch->open(OpenMode::ReadWrite);
        KS_VERIFY(source);
        m_source = std::move(*source);
        m_source->accept();
    }

    void holdsWhatWasWrittenMeanwhile()
    {
        auto copy = begin();
        std::int64_t before = -1;
        int rows = 200;
        for (bool almost = false; !almost;) {
            auto step = copy->step(5);
            KS_VERIFY(step);
            almost = *step;
            QVERIFY(copy->done() >= 0 && copy->done() < copy->total());
            if (before >= 0)
                QVERIFY(copy->done() > before - 3);
            before = copy->done();
            if (rows < 260) {
                KS_VERIFY(m_source->execute("INSERT INTO t (value) VALUES (printf('%.900c', 'n'));"
                                            "UPDATE t SET value = 'changed' WHERE id = " +
                                            std::to_string(rows - 199)));
                ++rows;
            }
        }
        KS_VERIFY(m_source->execute("DELETE FROM t WHERE id = 3; UPDATE t SET value = 'last' WHERE id = 1"));
        KS_VERIFY(copy->finish());
        KS_VERIFY(copy->close());
        auto opened = db::Connection::open(target(), ScratchDatabase::key(77), OpenMode::ReadWrite);
        KS_VERIFY(opened);
        KS_VERIFY((*opened)->checkIntegrity());
        for (const char* sql :
             {"SELECT count(*) FROM t", "SELECT sum(length(value)) FROM t", "SELECT max(id) FROM t",
              "SELECT count(*) FROM t WHERE value = 'changed'", "SELECT id FROM t WHERE value = 'last'"})
            QCOMPARE(number(**opened, sql), number(*m_source, sql));
        KS_FAILS(db::Connection::open(target(), ScratchDatabase::key(1), OpenMode::ReadOnly), ErrorCode::WrongKey);
    }

    void goesOverARolledBackTransaction()
    {
        auto copy = begin();
        KS_VERIFY(copy->step(20));
        KS_VERIFY(m_source->execute("PRAGMA cache_size = 10")); // so that uncommitted pages reach the log
        {
            auto dropped = db::Transaction::begin(*m_source);
            KS_VERIFY(dropped);
            KS_VERIFY(m_source->execute("UPDATE t SET value = printf('%.900c', 'x')"));
        }
        for (int rounds = 0; rounds < 1000; ++rounds) {
            const auto almost = copy->step(20);
            KS_VERIFY(almost);
            if (*almost)
                break;
        }
        KS_VERIFY(copy->finish());
        QCOMPARE(number(copy->connection(), "SELECT count(*) FROM t WHERE value LIKE 'm%'"), 200);
        KS_VERIFY(copy->connection().checkIntegrity());
    }

    void leavesNothingWhenItIsGivenUp()
    {
        {
            auto copy = begin();
            KS_VERIFY(copy->step(10));
            QVERIFY(std::filesystem::exists(target()));
        }
        QVERIFY(!std::filesystem::exists(target()));
        KS_VERIFY(m_source->execute("INSERT INTO t (value) VALUES ('goes on')"));
        begin().reset();
        QVERIFY(!std::filesystem::exists(target()));
    }

    void refusesAFileThatIsThere()
    {
        QVERIFY(writeBytes(target(), "something"));
        KS_FAILS(LiveCopy::begin(*m_source, target(), ScratchDatabase::key(77)), ErrorCode::VaultExists);
        QCOMPARE(bytesOf(target()), QByteArray{"something"});
    }

    void stopsAtADamagedPage()
    {
        m_source.reset();
        QByteArray bytes = bytesOf(m_scratch->path());
        bytes[bytes.size() - 4096 * 5 + 100] = static_cast<char>(bytes[bytes.size() - 4096 * 5 + 100] ^ 1);
        QVERIFY(writeBytes(m_scratch->path(), bytes));
        auto source = m_scratch->open(OpenMode::ReadWrite);
        KS_VERIFY(source);
        m_source = std::move(*source);
        auto copy = begin();
        base::Status failed = base::ok();
        for (int rounds = 0; failed && rounds < 1000; ++rounds) {
            const auto almost = copy->step(20);
            if (!almost)
                failed = almost.error();
            else if (*almost)
                failed = copy->finish();
        }
        KS_FAILS(failed, ErrorCode::Damaged);
    }

    void detachesOnlyWhatNobodyUses()
    {
        {
            auto open = m_source->prepare("SELECT id FROM t");
            KS_VERIFY(open);
            KS_VERIFY(open->step());
            KS_FAILS(m_source->detach(), ErrorCode::IllegalState);
            auto transaction = db::Transaction::begin(*m_source);
            KS_VERIFY(transaction);
            KS_FAILS(m_source->detach(), ErrorCode::IllegalState);
        }
        KS_VERIFY(m_source->execute("INSERT INTO t (value) VALUES ('in the log')"));
        const QByteArray log = hashOf(m_scratch->path("vault.db-wal"));
        KS_VERIFY(m_source->detach());
        QCOMPARE(hashOf(m_scratch->path("vault.db-wal")), log); // the log stays as it is
        KS_FAILS(m_source->prepare("SELECT 1"), ErrorCode::StorageIo);
        KS_FAILS(m_source->detach(), ErrorCode::IllegalState);
        auto again = m_scratch->open(OpenMode::ReadWrite);
        KS_VERIFY(again);
        KS_VERIFY(m_source->attach(std::move(*again)));
        KS_FAILS(m_source->attach(nullptr), ErrorCode::IllegalState);
        QCOMPARE(number(*m_source, "SELECT count(*) FROM t"), 201);
    }

    void durabilityGoesOnInTheOtherFile()
    {
        auto commits = db::GroupCommit::start(m_scratch->path(), [](std::function<void()> work) { work(); });
        KS_VERIFY(commits);
        KS_VERIFY(m_source->execute("INSERT INTO t (value) VALUES ('one')"));
        const std::uint64_t first = m_source->commitCount();
        auto copy = begin();
        KS_VERIFY(copy->finish());
        KS_VERIFY(copy->close());
        KS_VERIFY(m_source->detach());
        auto opened = db::Connection::open(target(), ScratchDatabase::key(77), OpenMode::ReadWrite);
        KS_VERIFY(opened);
        KS_VERIFY(m_source->attach(std::move(*opened)));
        KS_VERIFY((*commits)->goOnWith(target(), first));
        bool told = false;
        (*commits)->whenDurable(first, [&](const base::Status& status) { told = status.has_value(); });
        QVERIFY(told); // what the copy holds needs no further sync
        KS_VERIFY(m_source->execute("INSERT INTO t (value) VALUES ('two')"));
        QCOMPARE(m_source->commitCount(), first + 1);
        KS_VERIFY((*commits)->syncNow(first + 1));
        KS_FAILS((*commits)->goOnWith(m_scratch->path("none.db"), first), ErrorCode::NotFound);
    }

private:
    std::filesystem::path target() const { return m_scratch->path("copy.db"); }
    std::unique_ptr<LiveCopy> begin()
    {
        auto copy = LiveCopy::begin(*m_source, target(), ScratchDatabase::key(77));
        if (!copy)
            qFatal("%s", base::toString(copy.error()).c_str());
        return std::move(*copy);
    }

    std::unique_ptr<ScratchDatabase> m_scratch;
    std::unique_ptr<db::Connection> m_source;
};

QTEST_APPLESS_MAIN(TestLiveCopy)
#include "tst_live_copy.moc"
