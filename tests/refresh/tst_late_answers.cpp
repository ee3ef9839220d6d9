// SPDX-License-Identifier: GPL-3.0-or-later
// A rotation whose answer comes after the vault was locked: kept sealed, and taken up as if it had been waited for;
// what does not fit is dropped and on record.
#include "core/base/private_files.h"
#include "tests/refresh/refresh_fixture.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
using model::AuditOutcome;

namespace {

namespace fs = std::filesystem;

// A connection whose refresh is on its way when the vault is locked.
struct Locked : RefreshFixture
{
    explicit Locked(ServerReply reply = tokenReply("at-late-0123456789", "rt-late-0123456789"),
                    bool withSubject = false)
        : connection(connect("work", -1s, withSubject))
    {
        startWithInbox();
        reply.hold = true;
        server.http().once("/token", reply);
        caller.emplace(refresher->freshCredential(connection.id, 1min, timerActor(), {}));
        if (!QTest::qWaitFor([this] { return server.http().held() == 1; }, 20'000))
            qFatal("the refresh was not sent");
    }
    // Drains as a lock does; what was opened is closed.
    void lock()
    {
        const auto draining = [](refresh::Refresher& leaving) -> QCoro::Task<bool> {
            auto waiting = leaving.drain(2s);
            co_await waiting;
            co_return true;
        };
        await(draining(*refresher));
        refresher.reset();
        durability.reset();
        audit.reset();
        vault.close();
    }
    // Without the answers that are on their way: another process.
    void unlock()
    {
        must(vault.tryOpen());
        openAudit();
        startWithInbox();
        refresher->takeUpLate();
        if (!QTest::qWaitFor([this] { return !refresher->inFlight(connection.id); }, 20'000))
            qFatal("the answer was not taken up");
    }
    void unlockAgain()
    {
        lock();
        unlock();
    }
    std::vector<fs::path> files() { return must(refresh::Inbox(vault.folder()).files()); }
    fs::path answered()
    {
        server.http().release();
        if (!QTest::qWaitFor([this] { return files().size() == 1; }, 20'000))
            qFatal("the answer was not kept");
        return files().front();
    }
    std::string dropReason()
    {
        model::AuditFilter filter;
        filter.actions = {AuditAction::SecurityAlert};
        filter.limit = 1;
        const auto found = must(audit->read(filter));
        if (found.empty() || found.front().event.detail.at("cause") != "late_answer")
            return {};
        return found.front().event.detail.at("reason");
    }

    model::Connection connection;
    std::optional<Pending<base::Result<refresh::FreshCredential>>> caller;
};

} // namespace

class TstLateAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isStoredAsIfItHadBeenWaitedFor()
    {
        Locked f;
        f.lock();
        QCOMPARE(f.caller->take().error().code, ErrorCode::VaultLocked);
        QVERIFY(f.late->busy());
        (void)f.answered();
        QVERIFY(!f.late->busy());
        f.clock().advance(10min);
        f.unlock();
        QCOMPARE(f.secret(f.connection, model::field::accessToken), std::string{"at-late-0123456789"});
        QCOMPARE(f.secret(f.connection, model::field::refreshToken), std::string{"rt-late-0123456789"});
        QVERIFY(!f.journalOpen(f.connection));
        QVERIFY(f.files().empty());
        QCOMPARE(f.records(AuditAction::TokenRefresh, AuditOutcome::Success), std::int64_t{1});
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{0});
        // Its life began when it came, not when it was taken up.
        const auto now = f.get(f.connection);
        QVERIFY(now.expiresAt.has_value());
        const auto left = *now.expiresAt - f.clock().now();
        QVERIFY(left < 51min);
        QVERIFY(left > 40min);
        QCOMPARE(f.server.tokenPosts(), 1);
        QVERIFY(f.fresh(f.connection).has_value());
        QCOMPARE(f.server.tokenPosts(), 1);
    }

    void aRefusalIsHeardLate()
    {
        Locked f(ServerReply::json("{\"error\":\"invalid_grant\"}", 400));
        f.lock();
        (void)f.answered();
        f.unlock();
        QVERIFY(f.get(f.connection).state == model::ConnectionState::AuthError);
        QVERIFY(!f.journalOpen(f.connection));
        QVERIFY(f.files().empty());
        QCOMPARE(f.records(AuditAction::TokenRefresh, AuditOutcome::Failure), std::int64_t{1});
    }

    void anOutageLeavesTheTokenUncertain()
    {
        Locked f(ServerReply::json("{}", 503));
        f.lock();
        (void)f.answered();
        f.unlock();
        QVERIFY(f.journalOpen(f.connection));
        QVERIFY(f.files().empty());
        QVERIFY(f.fresh(f.connection).has_value() ||
                f.server.tokenPosts() == 1); // held back for a moment, or tried once
    }

    void aPausedConnectionKeepsItsTokens()
    {
        Locked f;
        auto paused = f.get(f.connection);
        must(model::moveTo(paused, model::ConnectionState::Paused, f.clock().now()));
        {
            db::Transaction transaction = must(f.vault->begin());
            must(f.vault->connections().save(transaction, paused));
            must(transaction.commit());
        }
        f.lock();
        (void)f.answered();
        f.unlock();
        QCOMPARE(f.secret(f.connection, model::field::refreshToken), std::string{"rt-late-0123456789"});
        QVERIFY(f.get(f.connection).state == model::ConnectionState::Paused);
    }

    void theSameAnswerTwiceCountsOnce()
    {
        Locked f;
        f.lock();
        const fs::path file = f.answered();
        fs::copy_file(file, file.parent_path() / "inbox-ff.sealed");
        f.unlock();
        f.unlockAgain();
        QCOMPARE(f.secret(f.connection, model::field::refreshToken), std::string{"rt-late-0123456789"});
        QVERIFY(f.files().empty());
        QCOMPARE(f.records(AuditAction::TokenRefresh, AuditOutcome::Success), std::int64_t{1});
        QCOMPARE(f.records(AuditAction::SecurityAlert),
                 std::int64_t{0}); // as a kill before the file's removal leaves it
    }

    void whatDoesNotFitIsDroppedAndOnRecord_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("a flipped bit") << QByteArray("tamper") << QByteArray("tampered");
        QTest::newRow("cut in half") << QByteArray("cut") << QByteArray("tampered");
        QTest::newRow("garbage") << QByteArray("garbage") << QByteArray("unreadable");
        QTest::newRow("an empty file") << QByteArray("empty") << QByteArray("unreadable");
        QTest::newRow("too large") << QByteArray("huge") << QByteArray("too_large");
        QTest::newRow("open to others") << QByteArray("mode") << QByteArray("file_not_ours");
        QTest::newRow("sealed to another key") << QByteArray("foreign") << QByteArray("foreign");
    }
    void whatDoesNotFitIsDroppedAndOnRecord() // SECURITY 40
    {
        QFETCH(QByteArray, change);
        QFETCH(QByteArray, reason);
        Locked f;
        const std::string before = f.secret(f.connection, model::field::refreshToken);
        f.lock();
        const fs::path file = f.answered();
        std::string text = must(base::readPrivateFile(file, refresh::Inbox::maxFileBytes));
        if (change == "tamper")
            text[text.size() / 2] = static_cast<char>(text[text.size() / 2] ^ 1);
        else if (change == "cut")
            text.resize(text.size() / 2);
        else if (change == "garbage")
            text = "garbage";
        else if (change == "empty")
            text.clear();
        else if (change == "huge")
            text.resize(refresh::Inbox::maxFileBytes + 1);
        else if (change == "foreign")
            text.replace(8, 32, std::string(32, 'k'));
        must(base::replaceFile(file, text));
        if (change == "mode")
            fs::permissions(file, fs::perms::owner_all | fs::perms::others_read);
        f.unlock();
        QCOMPARE(f.secret(f.connection, model::field::refreshToken), before);
        QVERIFY(f.journalOpen(f.connection)); // as after a crash: it is tried once more
        QVERIFY(f.files().empty());
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1});
        QCOMPARE(f.dropReason(), reason.toStdString());
        f.unlockAgain();
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1}); // once
    }

    void anAnswerForATokenThatWasReplacedIsStale()
    {
        Locked f;
        f.vault.putSecret(f.connection, model::field::refreshToken, "rt-of-a-newer-sign-in");
        f.lock();
        (void)f.answered();
        f.unlock();
        QCOMPARE(f.secret(f.connection, model::field::refreshToken), std::string{"rt-of-a-newer-sign-in"});
        QCOMPARE(f.dropReason(), std::string{"stale"});
        QVERIFY(f.files().empty());
    }

    // An old file that somebody put back, after its token was used up by the next rotation.
    void anAnswerPutBackLaterIsDropped()
    {
        Locked f;
        f.lock();
        const fs::path file = f.answered();
        const fs::path aside = file.parent_path() / "aside";
        fs::copy_file(file, aside);
        f.unlock();
        f.server.http().once("/token", tokenReply("at-next-0123456789", "rt-next-0123456789"));
        QVERIFY(f.refreshNow(f.connection).has_value());
        const std::string newest = f.secret(f.connection, model::field::refreshToken);
        f.lock();
        fs::copy_file(aside, file);
        f.unlock();
        QCOMPARE(f.secret(f.connection, model::field::refreshToken), newest);
        QVERIFY(f.files().empty());
        // The pair was made anew for the second refresh.
        QCOMPARE(f.dropReason(), std::string{"foreign"});
    }

    void anAnswerForAConnectionThatIsGoneIsStale()
    {
        Locked f;
        {
            db::Transaction transaction = must(f.vault->begin());
            must(f.vault->connections().remove(transaction, f.connection.id));
            must(transaction.commit());
        }
        f.lock();
        (void)f.answered();
        f.unlock();
        QCOMPARE(f.dropReason(), std::string{"stale"});
        QVERIFY(f.files().empty());
    }

    void aFloodOfFilesIsDroppedWithOneRecordForTheRest()
    {
        Locked f;
        f.lock();
        const fs::path file = f.answered();
        for (int count = 0; count < 100; ++count)
            must(base::replaceFile(file.parent_path() / ("inbox-zz" + std::to_string(1000 + count) + ".sealed"),
                                   "junk"));
        f.unlock();
        f.unlockAgain();
        QCOMPARE(f.secret(f.connection, model::field::refreshToken), std::string{"rt-late-0123456789"});
        QVERIFY(f.files().empty());
        QVERIFY(f.records(AuditAction::SecurityAlert) <= std::int64_t(refresh::Inbox::maxFiles));
    }

    void nothingIsTakenUpWhileTheVaultIsHeld()
    {
        Locked f;
        f.lock();
        (void)f.answered();
        must(f.vault.tryOpen());
        f.openAudit();
        f.startWithInbox();
        f.refresher->hold(true);
        f.refresher->takeUpLate();
        QVERIFY(!f.refresher->inFlight(f.connection.id));
        QCOMPARE(f.files().size(), std::size_t{1});
        f.refresher->hold(false);
        f.refresher->takeUpLate();
        QTRY_COMPARE(f.secret(f.connection, model::field::refreshToken), std::string{"rt-late-0123456789"});
        QTRY_VERIFY(!f.refresher->inFlight(f.connection.id));
    }

    // Of a request that was never sent nothing is uncertain.
    void givesUpWhatWasNotSent()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.startWithInbox();
        Pending<base::Result<refresh::FreshCredential>> caller(
            f.refresher->freshCredential(connection.id, 1min, timerActor(), {}));
        const auto draining = [](refresh::Refresher& leaving) -> QCoro::Task<bool> {
            auto waiting = leaving.drain(2s);
            co_await waiting;
            co_return true;
        };
        QVERIFY(await(draining(*f.refresher)));
        (void)caller.take();
        QCOMPARE(f.server.tokenPosts(), 0);
        QVERIFY(!f.journalOpen(connection));
        QVERIFY(f.refresher->inFlight(connection.id) == false);
    }
};

QTEST_GUILESS_MAIN(TstLateAnswers)
#include "tst_late_answers.moc"
