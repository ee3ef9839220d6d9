// SPDX-License-Identifier: GPL-3.0-or-later
// Programs without and with a grant, and the person who is asked.
#include "core/access/approval_gate.h"
#include "core/keys/key_file.h"
#include "tests/service/access_fixture.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
using model::GrantTerm;

class TstAccess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deniesWhatNobodyGrantedAndSaysHowToGrantIt()
    {
        AccessFixture f;
        const auto connection = f.addKey("two words");
        const std::string program = f.makeProgram("tool");
        const base::Status denied = f.authorize(f.wantToken(connection), f.callerOf(program));
        QCOMPARE(denied.error().code, ErrorCode::Denied);
        const std::string& detail = denied.error().detail;
        QVERIFY2(detail.find(" grants add --program " + program + " 'two words' --allow token --passphrase-fd 0") !=
                     std::string::npos,
                 detail.c_str());
        const auto record = f.lastRecord(AuditAction::AccessDenied);
        QCOMPARE(record.event.detail.at("cause"), std::string{"no_grant"});
        QCOMPARE(record.event.actor.program, program);
        QVERIFY(record.event.connection == connection.id);
    }

    void aGrantWantsAProof() // a program cannot grant itself
    {
        AccessFixture f;
        f.addKey("work");
        const std::string program = f.makeProgram("tool");
        service::Proof confirmed;
        confirmed.confirmed = true;
        const auto with = [&](service::Proof proof) {
            return await(f.core->addGrant(f.tokenFor(program, "work"), std::move(proof), f.program())).error().code;
        };
        QCOMPARE(with({}), ErrorCode::Denied);
        QCOMPARE(with(std::move(confirmed)), ErrorCode::Denied);
        QCOMPARE(with(f.proof("another passphrase")), ErrorCode::WrongPassphrase);
        QVERIFY(must(await(f.core->grants())).empty());
    }

    void aGrantStandsAcrossARestartAndIsCounted()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        const auto caller = f.callerOf(f.makeProgram("tool"));
        QSignalSpy changed(f.core.get(), &service::CoreService::changed);
        const auto grant = must(f.grant(f.tokenFor(caller.program.executable, "work")));
        QVERIFY(changed.last().first().value<model::ChangeSet>().grantsChanged);
        QCOMPARE(f.grant(f.tokenFor(caller.program.executable, "work")).error().code, ErrorCode::AlreadyExists);
        for (int i = 0; i < 3; ++i)
            must(f.authorize(f.wantToken(connection), caller));
        QCOMPARE(must(await(f.core->grants())).front().uses, std::int64_t{3});
        f.lock();
        f.start();
        must(f.unlock());
        const auto kept = must(await(f.core->grants()));
        QCOMPARE(kept.size(), std::size_t{1});
        QVERIFY(kept.front().id == grant.id);
        QCOMPARE(kept.front().uses, std::int64_t{3});
        must(f.authorize(f.wantToken(connection), caller));
        const auto added = f.lastRecord(AuditAction::GrantAdded);
        QCOMPARE(added.event.detail.at("granted_program"), caller.program.executable);
        must(await(f.core->removeGrant(grant.id, service::person())));
        QCOMPARE(f.authorize(f.wantToken(connection), caller).error().code, ErrorCode::Denied);
        QCOMPARE(f.records(AuditAction::GrantRemoved), std::int64_t{1});
    }

    void grantsThatCannotBeReadAreToldAsDamage()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        const auto caller = f.callerOf(f.makeProgram("tool"));
        must(f.grant(f.tokenFor(caller.program.executable, "work")));
        f.core.reset();
        {
            const auto file = must(keys::KeyFile::load(f.folder() / "keys.json"));
            const base::Secret vaultKey = must(file.openWithPassphrase(secretText(goodPassphrase)));
            const base::Secret raw = must(keys::databaseKey(vaultKey, file.vaultId()));
            const auto database = must(db::Connection::open(f.folder() / "vault.db", raw, db::OpenMode::ReadWrite));
            database->accept();
            must(database->execute("UPDATE access_grant SET fields = '{}'"));
            must(database->checkpoint());
        }
        f.start();
        must(f.unlock());
        QCOMPARE(f.authorize(f.wantToken(connection), caller).error().code, ErrorCode::Damaged);
        QCOMPARE(f.records(AuditAction::AccessDenied), std::int64_t{0});
    }

    void aSpentGrantStaysSpent()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        const auto caller = f.callerOf(f.makeProgram("tool"));
        auto once = f.tokenFor(caller.program.executable, "work");
        once.term = GrantTerm::Once;
        must(f.grant(std::move(once)));
        must(f.authorize(f.wantToken(connection), caller));
        QCOMPARE(f.authorize(f.wantToken(connection), caller).error().code, ErrorCode::Denied);
        f.start(); // without a lock: as after a kill
        must(f.unlock());
        QCOMPARE(f.authorize(f.wantToken(connection), caller).error().code, ErrorCode::Denied);
    }

    void grantsGoAndComeBackWithTheirConnection()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        const auto caller = f.callerOf(f.makeProgram("tool"));
        must(f.grant(f.tokenFor(caller.program.executable, "work")));
        must(await(f.core->remove({connection.id, false, false}, service::person())));
        QVERIFY(must(await(f.core->grants())).empty());
        must(await(f.core->undoRemove(connection.id, service::person())));
        must(f.authorize(f.wantToken(connection), caller));
    }

    void nothingIsAskedForWhereTheSettingSaysSo()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        auto settings = must(await(f.core->settings()));
        QVERIFY(settings.askForPrograms); // default deny
        settings.askForPrograms = false;
        must(await(f.core->saveSettings(settings, service::person())));
        must(f.authorize(f.wantToken(connection), f.callerOf(f.makeProgram("tool"))));
        must(f.authorize(f.wantToken(connection), {}));
        QCOMPARE(f.lastRecord(AuditAction::SettingsChanged).event.detail.at("changed"),
                 std::string{"ask_for_programs"});
        f.lock();
        must(f.unlock());
        QVERIFY(!must(await(f.core->settings())).askForPrograms);
        must(f.authorize(f.wantToken(connection), {}));
    }

    void aChangedProgramRaisesOneAlert() // SECURITY 40
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        const std::string program = f.makeProgram("tool");
        must(f.grant(f.tokenFor(program, "work")));
        f.makeProgram("tool", "another program ");
        for (int i = 0; i < 2; ++i)
            QCOMPARE(f.authorize(f.wantToken(connection), f.callerOf(program)).error().code, ErrorCode::Denied);
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1});
        QCOMPARE(f.lastRecord(AuditAction::SecurityAlert).event.detail.at("cause"), std::string{"changed_executable"});
        QCOMPARE(f.lastRecord(AuditAction::AccessDenied).event.detail.at("cause"), std::string{"changed_executable"});
    }

    void thePersonAllowsForAWhile()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        const auto caller = f.thisProcess();
        f.core->setPersonPresent(true);
        const auto first = f.ask(f.wantToken(connection), caller);
        QVERIFY(f.prompted());
        const auto second = f.ask(f.wantToken(connection), caller);
        QVERIFY(QTest::qWaitFor([&] { return f.core->approvals().front().items.front().waiting == 2; }));
        const model::ApprovalPrompt prompt = f.core->approvals().front();
        QCOMPARE(prompt.items.front().connectionName, std::string{"work"});
        QVERIFY(!prompt.caller.parents.empty());
        must(f.answer(true, GrantTerm::Always));
        QTRY_VERIFY(first->answer && second->answer);
        QVERIFY(first->answer->has_value() && second->answer->has_value());
        must(f.authorize(f.wantToken(connection), caller)); // nobody is asked again
        const auto grants = must(await(f.core->grants()));
        QCOMPARE(grants.size(), std::size_t{1});
        QCOMPARE(grants.front().uses, std::int64_t{3});
        QCOMPARE(f.records(AuditAction::GrantAdded), std::int64_t{1});
    }

    void thePersonAllowsOnce()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        f.core->setPersonPresent(true);
        const auto call = f.ask(f.wantToken(connection), f.thisProcess());
        QVERIFY(f.prompted());
        must(f.answer(true));
        QTRY_VERIFY(call->answer);
        QVERIFY(call->answer->has_value());
        QVERIFY(must(await(f.core->grants())).empty());
        const auto again = f.ask(f.wantToken(connection), f.thisProcess());
        QVERIFY(f.prompted());
        must(f.answer(false));
        QTRY_VERIFY(again->answer);
        QCOMPARE(again->answer->error().code, ErrorCode::Denied);
        QCOMPARE(f.lastRecord(AuditAction::AccessDenied).event.detail.at("cause"), std::string{"person"});
    }

    void aProgramThatWasReplacedBeforeTheAnswerGetsNothing() // SECURITY 30
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        f.core->setPersonPresent(true);
        auto caller = f.thisProcess();
        caller.program.sha256 = std::string(64, 'a'); // what it was when it asked
        const auto call = f.ask(f.wantToken(connection), caller);
        QVERIFY(f.prompted());
        must(f.answer(true, GrantTerm::Always));
        QTRY_VERIFY(call->answer);
        QCOMPARE(call->answer->error().code, ErrorCode::Denied);
        auto reused = f.thisProcess();
        reused.startTime += 1; // another process has the number now
        const auto other = f.ask(f.wantToken(connection), reused);
        QVERIFY(f.prompted());
        must(f.answer(true));
        QTRY_VERIFY(other->answer);
        QCOMPARE(other->answer->error().code, ErrorCode::Denied);
    }

    void anOpenQuestionKeepsNobodyElseWaiting()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        const auto granted = f.callerOf(f.makeProgram("granted"));
        must(f.grant(f.tokenFor(granted.program.executable, "work")));
        f.core->setPersonPresent(true);
        const auto asked = f.ask(f.wantToken(connection), f.thisProcess());
        QVERIFY(f.prompted());
        must(f.authorize(f.wantToken(connection), granted));
        QVERIFY(f.release(connection).has_value());
        QVERIFY(!asked->answer);
        must(f.answer(true));
        QTRY_VERIFY(asked->answer);
        QVERIFY(asked->answer->has_value());
    }

    void noAnswerInAMinuteIsADenialOnRecord()
    {
        QVERIFY(access::ApprovalGate::Limits{}.answerWithin == 60s);
        AccessFixture f;
        const auto connection = f.addKey("work");
        f.core->setPersonPresent(true);
        const auto first = f.ask(f.wantToken(connection), f.thisProcess());
        QVERIFY(f.prompted());
        QVERIFY(f.core->approvals().front().expiresAt == f.clock.now() + 60s);
        f.clock.advance(59'999ms);
        const auto later = f.ask(f.wantToken(connection), f.callerOf(f.makeProgram("later"))); // looks at the time
        QTRY_COMPARE(f.core->approvals().size(), std::size_t{2});
        QVERIFY(!first->answer);
        f.clock.advance(1ms);
        QTRY_VERIFY(first->answer);
        QCOMPARE(first->answer->error().code, ErrorCode::Denied);
        QVERIFY(!later->answer);
        const auto record = f.lastRecord(AuditAction::AccessDenied);
        QCOMPARE(record.event.detail.at("cause"), std::string{"no_answer"});
        QCOMPARE(record.event.actor.program, f.thisProcess().program.executable);
        f.lock();
        QTRY_VERIFY(later->answer);
    }

    void whoeverHangsUpOrFindsTheVaultLockedIsNotWaitedFor()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        f.core->setPersonPresent(true);
        const auto gone = f.ask(f.wantToken(connection), f.thisProcess());
        QVERIFY(f.prompted());
        gone->hangUp.cancel();
        QTRY_VERIFY(gone->answer);
        QCOMPARE(gone->answer->error().code, ErrorCode::Cancelled);
        QVERIFY(f.core->approvals().empty());
        const auto call = f.ask(f.wantToken(connection), f.thisProcess());
        QVERIFY(f.prompted());
        f.lock();
        QTRY_VERIFY(call->answer);
        QCOMPARE(call->answer->error().code, ErrorCode::VaultLocked);
        QVERIFY(f.core->approvals().empty());
    }

    void repeatedDenialsRaiseOneAlertAndSlowTheAskerDown() // SECURITY 40
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        const auto caller = f.callerOf(f.makeProgram("tool"));
        QSignalSpy notices(f.core.get(), &service::CoreService::notify);
        for (int i = 0; i < 5; ++i)
            QVERIFY(!f.authorize(f.wantToken(connection), caller).has_value());
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1});
        QCOMPARE(f.lastRecord(AuditAction::SecurityAlert).event.detail.at("cause"), std::string{"repeated_denials"});
        const auto other = f.callerOf(f.makeProgram("another"));
        QElapsedTimer since;
        since.start();
        const auto slowed = f.ask(f.wantToken(connection), caller);
        QVERIFY(!f.authorize(f.wantToken(connection), other).has_value());
        QVERIFY2(!slowed->answer, "the other program waited as long"); // its own denials count
        QTRY_VERIFY(slowed->answer);
        QVERIFY2(since.elapsed() >= 250, qPrintable(QString::number(since.elapsed())));
        QCOMPARE(slowed->answer->error().code, ErrorCode::Denied);
        QCOMPARE(f.records(AuditAction::AccessDenied), std::int64_t{7});
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1}); // it was told
        QCOMPARE(notices.count(), 1);
        QVERIFY(notices.front().front().value<service::Notification>().kind ==
                service::Notification::Kind::SecurityAlert);
    }

    void aGrantEndsTheWaitingOfItsProgram()
    {
        AccessFixture f;
        f.addKey("work");
        const auto other = f.addKey("other");
        const auto caller = f.callerOf(f.makeProgram("tool"));
        for (int i = 0; i < 2; ++i)
            QVERIFY(!f.authorize(f.wantToken(other), caller).has_value());
        must(f.grant(f.tokenFor(caller.program.executable, "work")));
        f.core->setPersonPresent(true);
        const auto waiting = f.ask(f.wantToken(other), caller);
        QVERIFY(f.prompted());
        QCOMPARE(f.core->approvals().front().deniedLately, 0);
        waiting->hangUp.cancel();
        QTRY_VERIFY(waiting->answer);
    }

    void tellsWhoUsedWhat()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        const auto caller = f.callerOf(f.makeProgram("tool"));
        must(f.grant(f.tokenFor(caller.program.executable, "work")));
        model::Actor actor = f.program();
        actor.program = caller.program.executable;
        actor.programSha256 = caller.program.sha256;
        must(await(f.core->releaseToken({"work", 1min, {}}, actor)));
        f.clock.advance(25h);
        for (int i = 0; i < 2; ++i)
            must(await(f.core->releaseToken({"work", 1min, {}}, actor)));
        QVERIFY(!f.authorize(f.wantToken(connection), f.callerOf(f.makeProgram("stranger"))).has_value());
        const auto uses = must(await(f.core->programUse(30)));
        QCOMPARE(uses.size(), std::size_t{2});
        QCOMPARE(uses[0].program.executable, caller.program.executable);
        QCOMPARE(uses[0].uses, std::int64_t{3});
        QCOMPARE(uses[0].grants.size(), std::size_t{1});
        QCOMPARE(uses[0].daily.size(), std::size_t{30});
        QCOMPARE(uses[0].daily[29], std::int64_t{2});
        QCOMPARE(uses[0].daily[28], std::int64_t{1});
        QCOMPARE(uses[1].denials, std::int64_t{1});
        QCOMPARE(uses[1].uses, std::int64_t{0});
        QCOMPARE(await(f.core->programUse(0)).error().code, ErrorCode::InvalidArgument);
    }

    void tellsOfNinetyDaysAndNotOfTheDayBefore()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        must(f.release(connection));
        const auto uses = [&] { return must(await(f.core->programUse(90))); };
        f.clock.advance(89 * 24h);
        QCOMPARE(uses().size(), std::size_t{1});
        QCOMPARE(uses().front().uses, std::int64_t{1});
        QCOMPARE(uses().front().daily.front(), std::int64_t{1});
        f.clock.advance(2 * 24h);
        QVERIFY(uses().empty());
        must(f.release(connection));
        QCOMPARE(uses().size(), std::size_t{1});
        QCOMPARE(uses().front().uses, std::int64_t{1});
        QCOMPARE(uses().front().daily.back(), std::int64_t{1});
        QCOMPARE(must(await(f.core->programUse(92))).front().uses, std::int64_t{2});
    }
};

QTEST_GUILESS_MAIN(TstAccess)
#include "tst_access.moc"
