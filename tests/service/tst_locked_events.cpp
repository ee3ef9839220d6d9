// SPDX-License-Identifier: GPL-3.0-or-later
// What happens while the vault is locked, where the places that keep it are missing, broken or foreign.
#include "tests/service/service_fixture.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;

namespace fs = std::filesystem;

class TstLockedEvents : public QObject
{
    Q_OBJECT

    static constexpr const char* m_name = "unauthenticated-events.jsonl";

    static ErrorCode codeOf(const base::Status& status) { return status ? ErrorCode::Ok : status.error().code; }
    static void guessWrong(ServiceFixture& f, int times)
    {
        for (int i = 0; i < times; ++i)
            QCOMPARE(codeOf(f.unlock("wrong wrong wrong")), ErrorCode::WrongPassphrase);
    }
    // For everybody, root too: a file stands where the folder should.
    static void breakStateFolder(ServiceFixture& f)
    {
        fs::remove_all(f.state());
        writeAll(f.state(), "no folder");
    }

private Q_SLOTS:
    void countsOverARestartWithoutAStateFolder() // SECURITY 39
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.lock();
        breakStateFolder(f);
        guessWrong(f, 5);
        f.start();
        QCOMPARE(codeOf(f.unlock("wrong wrong wrong")), ErrorCode::RateLimited);
        QCOMPARE(codeOf(f.unlock()), ErrorCode::RateLimited);
        f.clock.advance(10min);
        QCOMPARE(codeOf(f.unlock()), ErrorCode::Ok);
        QCOMPARE(f.records(AuditAction::UnlockFailed), std::int64_t{5}); // merged from beside the vault
        QVERIFY(!fs::exists(f.folder() / m_name));
        f.lock();
        must(f.unlock());
        QCOMPARE(f.records(AuditAction::UnlockFailed), std::int64_t{5});
    }

    void takesNoAttemptThatNobodyCouldCount() // SECURITY 39
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.lock();
        breakStateFolder(f);
        fs::create_directory(f.folder() / m_name);
        QCOMPARE(codeOf(f.unlock("wrong wrong wrong")), ErrorCode::StorageReadOnly);
        QCOMPARE(codeOf(f.unlock()), ErrorCode::StorageReadOnly);
        fs::remove(f.folder() / m_name);
        must(f.unlock());
    }

    void leavesNoFileBehindByLooking()
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.lock();
        must(f.unlock());
        QVERIFY(!fs::exists(f.state() / m_name));
        QVERIFY(!fs::exists(f.folder() / m_name));
    }

    void putsAnUnreadableFileAsideAndSaysSo_data() // SECURITY 40
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("open");
        QTest::newRow("open to others") << QByteArray("{}\n") << true;
        QTest::newRow("lines that are no events") << QByteArray("this is no event\n") << false;
    }
    void putsAnUnreadableFileAsideAndSaysSo()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const bool, open);
        ServiceFixture f;
        must(f.create(false, true));
        f.lock();
        const fs::path file = f.state() / m_name;
        writeAll(file, text.toStdString());
        if (open)
            fs::permissions(file, fs::perms::others_read | fs::perms::group_read, fs::perm_options::add);
        f.start();
        QSignalSpy alerts(f.core.get(), &service::CoreService::notify);
        must(f.unlock());
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1});
        QCOMPARE(f.lastRecord(AuditAction::SecurityAlert).event.detail.at("cause"),
                 std::string{"locked_events_unreadable"});
        QCOMPARE(alerts.count(), open ? 1 : 0);
        QVERIFY(!fs::exists(file));
        QCOMPARE(readAll(file.string() + ".unreadable"), text.toStdString());
        f.lock();
        writeAll(file, "again\n"); // the first one is kept as well
        must(f.unlock());
        QCOMPARE(readAll(file.string() + ".unreadable"), text.toStdString());
        QCOMPARE(readAll(file.string() + ".unreadable.2"), std::string{"again\n"});
    }

    void countsWhereTheFileCannotBeRead() // SECURITY 39
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.lock();
        const fs::path file = f.state() / m_name;
        writeAll(file, "{}\n");
        fs::permissions(file, fs::perms::others_read, fs::perm_options::add);
        guessWrong(f, 5);
        f.start();
        QCOMPARE(codeOf(f.unlock()), ErrorCode::RateLimited);
        f.clock.advance(10min);
        must(f.unlock());
        QCOMPARE(f.records(AuditAction::UnlockFailed), std::int64_t{5});
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{2}); // the file, and five in a row
    }
};

QTEST_GUILESS_MAIN(TstLockedEvents)
#include "tst_locked_events.moc"
