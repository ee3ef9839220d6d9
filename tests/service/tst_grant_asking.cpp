// SPDX-License-Identifier: GPL-3.0-or-later
// `grants add` without a proof: the person is asked in the window for this very grant, and nowhere else.
#include "core/protocol/error_code.h"
#include "tests/service/access_fixture.h"

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
using model::GrantTerm;

class TstGrantAsking : public QObject
{
    Q_OBJECT

    static service::AddGrant wish(const std::string& program)
    {
        auto wish = AccessFixture::tokenFor(program, "work");
        wish.request = model::RequestLimits{{"api.example.com"}, {"GET"}, {"/me"}};
        wish.term = GrantTerm::Until;
        wish.lifetime = 8h;
        wish.rate = model::RateLimit{10, 3600s};
        wish.reason = "the nightly report";
        return wish;
    }

private Q_SLOTS:
    void withoutAPersonItIsDeniedAtOnce() // a program cannot grant itself
    {
        AccessFixture f;
        f.addKey("work");
        const auto denied = await(f.core->askForGrant(wish(f.makeProgram("tool")), f.thisProcess(), {}));
        QCOMPARE(denied.error().code, ErrorCode::Denied);
        QCOMPARE(denied.error().detail, std::string{service::grantWantsProof});
        QVERIFY(f.core->approvals().empty());
        QVERIFY(must(await(f.core->grants())).empty());
    }

    void thePersonSeesTheWholeGrantAndMakesIt()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        const std::string program = f.makeProgram("tool");
        f.core->setPersonPresent(true);
        const auto first = f.askGrant(wish(program), f.thisProcess());
        const auto second = f.askGrant(wish(program), f.thisProcess());
        QVERIFY(f.prompted());
        QTRY_COMPARE(f.core->approvals().front().items.front().waiting, 2); // the same twice is one question
        const model::ApprovalItem item = f.core->approvals().front().items.front();
        QCOMPARE(item.connectionName, std::string{"work"});
        QVERIFY(item.grant && item.grant->lifetime == std::optional<std::chrono::seconds>{8h});
        const model::Grant& shown = item.grant->grant;
        QCOMPARE(shown.program, f.callerOf(program).program);
        QVERIFY(shown.token && shown.request == wish(program).request && shown.rate == wish(program).rate);
        QCOMPARE(shown.reason, std::string{"the nightly report"});
        QVERIFY(must(await(f.core->grants())).empty()); // nothing stands before the answer
        QVERIFY(!f.authorize(f.wantToken(connection), {}).has_value());
        f.clock.advance(20s);
        must(f.answer(true)); // "once" is for uses: the grant says its own time
        QTRY_VERIFY(first->answer && second->answer);
        const auto grants = must(await(f.core->grants()));
        QCOMPARE(grants.size(), std::size_t{1});
        QVERIFY(must(*first->answer).id == grants.front().id && must(*second->answer).id == grants.front().id);
        QVERIFY(grants.front().term == GrantTerm::Until);
        QVERIFY(grants.front().expiresAt == f.clock.now() + 8h); // from the answer on
        QCOMPARE(grants.front().uses, std::int64_t{0});          // asking was no use
        QCOMPARE(f.records(AuditAction::GrantAdded), std::int64_t{1});
        QCOMPARE(f.lastRecord(AuditAction::GrantAdded).event.detail.at("granted_program"), program);
        must(f.authorize(f.wantToken(connection), f.callerOf(program)));
    }

    void aRefusalAndNoAnswerAreOnRecordAndNothingStands()
    {
        AccessFixture f;
        f.addKey("work");
        const std::string program = f.makeProgram("tool");
        f.core->setPersonPresent(true);
        const auto refused = f.askGrant(wish(program), f.thisProcess());
        QVERIFY(f.prompted());
        must(f.answer(false));
        QTRY_VERIFY(refused->answer);
        QCOMPARE(refused->answer->error().code, ErrorCode::Denied);
        const auto record = f.lastRecord(AuditAction::AccessDenied);
        QCOMPARE(record.event.detail.at("cause"), std::string{"person"});
        QCOMPARE(record.event.detail.at("granted_program"), program);
        QCOMPARE(record.event.detail.at("allow"), std::string{"token,request"});
        QCOMPARE(record.event.actor.program, f.thisProcess().program.executable);
        const auto left = f.askGrant(wish(program), f.thisProcess());
        QVERIFY(f.prompted());
        QCOMPARE(f.core->approvals().front().deniedLately, 1);
        f.core->setPersonPresent(false); // the window goes
        QTRY_VERIFY(left->answer);
        QCOMPARE(left->answer->error().code, ErrorCode::Denied);
        QCOMPARE(f.lastRecord(AuditAction::AccessDenied).event.detail.at("cause"), std::string{"no_answer"});
        QVERIFY(must(await(f.core->grants())).empty());
        QCOMPARE(f.records(AuditAction::GrantAdded), std::int64_t{0});
    }

    void whoHangsUpOrCannotBeNamedGetsNothing()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        const std::string program = f.makeProgram("tool");
        f.core->setPersonPresent(true);
        const auto nobody = await(f.core->askForGrant(wish(program), {}, {}));
        QCOMPARE(nobody.error().code, ErrorCode::Denied);
        QVERIFY(protocol::hintFor(nobody.error()).find("--passphrase-fd") != std::string::npos);
        QVERIFY(nobody.error().detail.find("script") == std::string::npos);
        QVERIFY(f.core->approvals().empty());
        const auto record = f.lastRecord(AuditAction::AccessDenied);
        QCOMPARE(record.event.detail.at("cause"), std::string{"unidentified"});
        QCOMPARE(record.event.detail.at("granted_program"), program);
        model::Caller unit; // keystead-cli directly below a service manager
        unit.via = "keystead-cli";
        const auto denied = f.authorize(f.wantToken(connection), unit);
        QVERIFY(denied.error().detail.find("start it from a script of its own") != std::string::npos);
        const auto gone = f.askGrant(wish(program), f.thisProcess());
        QVERIFY(f.prompted());
        gone->hangUp.cancel();
        QTRY_VERIFY(gone->answer);
        QCOMPARE(gone->answer->error().code, ErrorCode::Cancelled);
        QVERIFY(f.core->approvals().empty());
    }

    void whoOnlyPretendsToLieAtAPathHasAHistoryOfItsOwn()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        model::Caller pretender = f.thisProcess();
        pretender.program = {}; // it could not be identified
        QCOMPARE(f.authorize(f.wantToken(connection), pretender).error().code, ErrorCode::Denied);
        model::Caller sandboxed = f.thisProcess();
        sandboxed.program.sandbox = "snap:mirror";
        QCOMPARE(f.authorize(f.wantToken(connection), sandboxed).error().code, ErrorCode::Denied);
        f.core->setPersonPresent(true);
        const auto honest = f.ask(f.wantToken(connection), f.thisProcess());
        QVERIFY(f.prompted());
        QCOMPARE(f.core->approvals().front().deniedLately, 0);
        must(f.answer(false));
        QTRY_VERIFY(honest->answer);
        const auto again = f.ask(f.wantToken(connection), f.thisProcess());
        QVERIFY(f.prompted());
        QCOMPARE(f.core->approvals().front().deniedLately, 1);
        again->hangUp.cancel();
        QTRY_VERIFY(again->answer);
    }

    void whatIsNoGrantIsNotAskedAbout()
    {
        AccessFixture f;
        f.addKey("work");
        const std::string program = f.makeProgram("tool");
        f.core->setPersonPresent(true);
        const auto code = [&](service::AddGrant wanted) {
            return await(f.core->askForGrant(std::move(wanted), f.thisProcess(), {})).error().code;
        };
        auto nothing = wish(program);
        nothing.token = false;
        nothing.request.reset();
        QCOMPARE(code(nothing), ErrorCode::InvalidArgument);
        auto endless = wish(program);
        endless.lifetime.reset();
        QCOMPARE(code(endless), ErrorCode::InvalidArgument);
        auto elsewhere = wish(program);
        elsewhere.connection = "nobody";
        QCOMPARE(code(elsewhere), ErrorCode::NotFound);
        QCOMPARE(code(wish(program + "-that-is-not-there")), ErrorCode::NotFound);
        must(f.grant(f.tokenFor(program, "work")));
        QCOMPARE(code(f.tokenFor(program, "work")), ErrorCode::AlreadyExists);
        QVERIFY(f.core->approvals().empty());
    }

    void aUseAndAGrantInOneQuestionAreAnsweredEachByItself()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        const std::string program = f.makeProgram("tool");
        f.core->setPersonPresent(true);
        const auto use = f.ask(f.wantToken(connection), f.thisProcess());
        QVERIFY(f.prompted());
        auto once = f.tokenFor(program, "work");
        once.term = GrantTerm::Once;
        const auto grant = f.askGrant(once, f.thisProcess());
        QVERIFY(f.prompted(2)); // one program, one prompt
        model::ApprovalAnswer answer;
        answer.prompt = f.core->approvals().front().id;
        answer.allow = true;
        answer.items = {1};
        answer.shown = 2;
        answer.term = GrantTerm::Always; // is not for the grant that says "once"
        must(await(f.core->answerApproval(answer, service::person())));
        QTRY_VERIFY(use->answer && grant->answer);
        QCOMPARE(use->answer->error().code, ErrorCode::Denied);
        QVERIFY(must(*grant->answer).term == GrantTerm::Once);
        QCOMPARE(must(await(f.core->grants())).size(), std::size_t{1}); // kept, though for one use only
        must(f.authorize(f.wantToken(connection), f.callerOf(program)));
        QVERIFY(must(await(f.core->grants())).empty());
    }

    void oneGrantThatTwoProgramsAskForIsMadeOnce()
    {
        AccessFixture f;
        f.addKey("work");
        const std::string program = f.makeProgram("tool");
        f.core->setPersonPresent(true);
        const auto first = f.askGrant(f.tokenFor(program, "work"), f.thisProcess());
        const auto second = f.askGrant(f.tokenFor(program, "work"), f.callerOf(f.makeProgram("other")));
        QTRY_COMPARE(f.core->approvals().size(), std::size_t{2}); // a prompt a program
        must(f.answer(true));
        must(f.answer(true));
        QTRY_VERIFY(first->answer && second->answer);
        const auto grants = must(await(f.core->grants()));
        QCOMPARE(grants.size(), std::size_t{1});
        QVERIFY(must(*first->answer).id == grants.front().id && must(*second->answer).id == grants.front().id);
        QCOMPARE(f.records(AuditAction::GrantAdded), std::int64_t{2}); // each yes
        QCOMPARE(f.lastRecord(AuditAction::GrantAdded).event.detail.at("cause"), std::string{"stands_already"});
    }

    void whatWasShownIsWhatIsGrantedWhateverTheFileIsByThen() // SECURITY 30
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        const std::string program = f.makeProgram("tool");
        f.core->setPersonPresent(true);
        const auto call = f.askGrant(f.tokenFor(program, "work"), f.thisProcess());
        QVERIFY(f.prompted());
        f.makeProgram("tool", "another program ");
        must(f.answer(true));
        QTRY_VERIFY(call->answer);
        QVERIFY(call->answer->has_value());
        f.core->setPersonPresent(false);
        QCOMPARE(f.authorize(f.wantToken(connection), f.callerOf(program)).error().code, ErrorCode::Denied);
        QCOMPARE(f.lastRecord(AuditAction::AccessDenied).event.detail.at("cause"), std::string{"changed_executable"});
    }
};

QTEST_GUILESS_MAIN(TstGrantAsking)
#include "tst_grant_asking.moc"
