// SPDX-License-Identifier: GPL-3.0-or-later
// What locks the vault by itself, and the count of wrong attempts over all kinds of slot.
#include "core/service/locked_events.h"
#include "core/service/unlock_attempts.h"
#include "tests/service/service_fixture.h"

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
using model::Settings;
using service::LockCause;
using service::VaultState;

class TstAutoLock : public QObject
{
    Q_OBJECT

    static void save(ServiceFixture& f, const Settings& settings)
    {
        must(await(f.core->saveSettings(settings, service::person())));
    }
    static model::AuditEvent lastLock(ServiceFixture& f)
    {
        model::AuditFilter filter;
        filter.actions = {AuditAction::VaultLock};
        const auto records = must(await(f.core->auditRecords(filter)));
        return records.empty() ? model::AuditEvent{} : records.front().event;
    }

private Q_SLOTS:
    void locksForWhatTheSettingsWant_data()
    {
        QTest::addColumn<int>("cause");
        QTest::addColumn<QString>("text");
        QTest::newRow("idle") << int(LockCause::Idle) << QStringLiteral("idle");
        QTest::newRow("screen lock") << int(LockCause::SessionLocked) << QStringLiteral("session_locked");
        QTest::newRow("suspend") << int(LockCause::Suspend) << QStringLiteral("suspend");
        QTest::newRow("another user") << int(LockCause::UserSwitched) << QStringLiteral("user_switched");
        QTest::newRow("token pulled") << int(LockCause::TokenRemoved) << QStringLiteral("token_removed"); // SECURITY 34
    }
    void locksForWhatTheSettingsWant()
    {
        QFETCH(int, cause);
        QFETCH(QString, text);
        const auto given = static_cast<LockCause>(cause);
        ServiceFixture f;
        must(f.create(false, true));
        Settings off = must(await(f.core->settings()));
        off.autoLockAfter = 0s;
        off.lockOnSessionLock = off.lockOnSuspend = off.lockOnSwitchUser = off.lockOnTokenRemoval = false;
        save(f, off);
        must(await(f.core->lockBecause(given)));
        QCOMPARE(f.core->status().state, VaultState::Unlocked);
        save(f, [] {
            Settings on;
            on.autoLockAfter = 900s;
            return on;
        }());
        must(await(f.core->lockBecause(given)));
        QCOMPARE(f.core->status().state, VaultState::Locked);
        must(await(f.core->lockBecause(given))); // again: nothing to do
        must(f.unlock());
        const model::AuditEvent record = lastLock(f);
        QCOMPARE(QString::fromStdString(record.detail.at("cause")), text);
        QCOMPARE(record.actor.kind, model::Actor::Kind::Keystead);
    }

    void everyCauseIsOnByDefaultButIdleness()
    {
        const Settings usual;
        for (const LockCause cause :
             {LockCause::SessionLocked, LockCause::Suspend, LockCause::UserSwitched, LockCause::TokenRemoved})
            QVERIFY(service::wantsLock(usual, cause));
        QVERIFY(!service::wantsLock(usual, LockCause::Idle));
        Settings off;
        off.lockOnSessionLock = off.lockOnSuspend = off.lockOnSwitchUser = off.lockOnTokenRemoval = false;
        for (const LockCause cause : {LockCause::Request, LockCause::Panic, LockCause::Shutdown})
            QVERIFY(service::wantsLock(off, cause));
    }

    void theSettingsAreKeptAndTheirChangeIsRecorded()
    {
        ServiceFixture f;
        must(f.create(false, true));
        Settings settings = must(await(f.core->settings()));
        settings.lockOnSuspend = false;
        settings.lockOnTokenRemoval = false;
        save(f, settings);
        f.lock();
        must(f.unlock());
        QVERIFY(must(await(f.core->settings())) == settings);
        model::AuditFilter filter;
        filter.actions = {AuditAction::SettingsChanged};
        const auto records = must(await(f.core->auditRecords(filter)));
        QCOMPARE(records.front().event.detail.at("changed"), std::string{"lock_on_suspend,lock_on_token_removal"});
    }

    void countsTheTimeSinceTheLastUse()
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.core->noteUse();
        f.clock.advance(90s);
        QCOMPARE(f.core->sinceLastUse(), std::chrono::milliseconds{90s});
        f.core->noteUse();
        QCOMPARE(f.core->sinceLastUse(), std::chrono::milliseconds{0});
    }

    // SECURITY 39. Five guesses are free, whatever they were made at; then each doubles the wait, also after a restart.
    void wrongAttemptsAtAnySlotShareOneCount_data()
    {
        QTest::addColumn<QString>("method");
        for (const char* method : {"passphrase", "recovery", "pkcs11", "combined"})
            QTest::newRow(method) << QString::fromLatin1(method);
    }
    void wrongAttemptsAtAnySlotShareOneCount()
    {
        QFETCH(QString, method);
        ServiceFixture f;
        const base::Error wrong = base::fail(ErrorCode::WrongPassphrase);
        service::LockedEvents events(f.state(), f.folder());
        service::UnlockAttempts attempts(events, f.clock);
        for (int i = 0; i < 4; ++i) {
            attempts.failedWhileLocked(service::person(), wrong, method.toStdString());
            QVERIFY(attempts.check().has_value());
        }
        attempts.failedWhileLocked(service::person(), wrong, "passphrase");
        QVERIFY(attempts.check().error() == (base::Error{ErrorCode::RateLimited, "2"}));
        // Another process at the same vault, and one after a restart.
        service::LockedEvents again(f.state(), f.folder());
        service::UnlockAttempts fresh(again, f.clock);
        QCOMPARE(fresh.inARow(), 5);
        QVERIFY(fresh.check().error() == (base::Error{ErrorCode::RateLimited, "2"}));
        f.clock.advance(2s);
        QVERIFY(fresh.check().has_value());
        fresh.failedWhileLocked(service::person(), wrong, method.toStdString());
        QCOMPARE(attempts.inARow(), 6);
        QVERIFY(attempts.check().error() == (base::Error{ErrorCode::RateLimited, "4"}));
    }

    // Nobody guesses a random item of the OS keychain; one that is out of date must not lock the person out.
    void aKeychainItemThatDoesNotFitIsNoGuess()
    {
        ServiceFixture f;
        service::LockedEvents events(f.state(), f.folder());
        service::UnlockAttempts attempts(events, f.clock);
        model::AuditEvent event;
        event.time = f.clock.now();
        event.action = AuditAction::UnlockFailed;
        event.detail = {{"method", "keychain"}, {"error", "wrong_key"}};
        for (int i = 0; i < 10; ++i)
            must(events.append(event));
        QCOMPARE(attempts.inARow(), 0);
    }
};

QTEST_GUILESS_MAIN(TstAutoLock)
#include "tst_auto_lock.moc"
