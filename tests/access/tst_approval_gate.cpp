// SPDX-License-Identifier: GPL-3.0-or-later
// One prompt a program, and what happens to the calls that wait for it.
#include "core/access/approval_gate.h"

#include "core/access/denial_history.h"
#include "tests/support/fake_clock.h"

#include <QSignalSpy>
#include <QTest>

using namespace keystead;
using namespace std::chrono_literals;
using access::Answered;
using access::ApprovalGate;
using Kind = access::Answered::Kind;

class TestApprovalGate : public QObject
{
    Q_OBJECT

    struct Heard
    {
        std::optional<base::Result<Answered>> answer;
        base::CancelSource hangUp;
    };
    using HeardPtr = std::shared_ptr<Heard>;

    static model::Caller program(const std::string& name)
    {
        model::Caller caller;
        caller.program.executable = "/usr/bin/" + name;
        caller.program.sha256 = std::string(64, 'a');
        return caller;
    }
    static model::ApprovalItem want(const base::ConnectionId& connection)
    {
        model::ApprovalItem item;
        item.want.connection = connection;
        return item;
    }
    static QCoro::Task<void> wait(ApprovalGate& gate, model::Caller caller, model::ApprovalItem item, HeardPtr heard)
    {
        auto asking = gate.ask(std::move(caller), std::move(item), 0, heard->hangUp.token());
        heard->answer = co_await asking;
    }
    static HeardPtr ask(ApprovalGate& gate, const std::string& name, const base::ConnectionId& connection)
    {
        auto heard = std::make_shared<Heard>();
        wait(gate, program(name), want(connection), heard);
        return heard;
    }
    static bool heard(const HeardPtr& call, Kind kind)
    {
        return call->answer && *call->answer && (*call->answer)->kind == kind;
    }
    static model::ApprovalAnswer yes(const model::ApprovalPrompt& prompt, std::vector<std::size_t> items = {})
    {
        model::ApprovalAnswer answer;
        answer.prompt = prompt.id;
        answer.allow = true;
        answer.items = std::move(items);
        answer.shown = prompt.items.size();
        return answer;
    }
    static void settle(const ApprovalGate::Decided& decided)
    {
        for (const auto& item : decided.allowed)
            ApprovalGate::resolve(item, {Kind::Allowed});
        for (const auto& item : decided.refused)
            ApprovalGate::resolve(item, {Kind::Refused});
    }

    const base::ConnectionId work = base::ConnectionId::create();
    const base::ConnectionId bank = base::ConnectionId::create();

private Q_SLOTS:
    void oneProgramIsOnePrompt()
    {
        test::FakeClock clock;
        ApprovalGate gate(clock);
        const auto first = ask(gate, "git", work);
        const auto again = ask(gate, "git", work);
        const auto other = ask(gate, "git", bank);
        const auto stranger = ask(gate, "curl", work);
        QCOMPARE(gate.prompts().size(), std::size_t{2});
        const model::ApprovalPrompt prompt = gate.prompts().front();
        QCOMPARE(prompt.items.size(), std::size_t{2});
        QCOMPARE(prompt.items.front().waiting, 2);
        settle(*gate.take(yes(prompt, {0})));
        QVERIFY(heard(first, Kind::Allowed) && heard(again, Kind::Allowed));
        QVERIFY(heard(other, Kind::Refused));
        QVERIFY(!stranger->answer);
        QCOMPARE(gate.prompts().size(), std::size_t{1});
    }

    void whatJoinedLaterIsAskedAgain()
    {
        test::FakeClock clock;
        ApprovalGate gate(clock);
        const auto first = ask(gate, "git", work);
        const model::ApprovalPrompt seen = gate.prompts().front();
        const auto later = ask(gate, "git", bank);
        settle(*gate.take(yes(seen)));
        QVERIFY(heard(first, Kind::Allowed));
        QVERIFY(!later->answer);
        const model::ApprovalPrompt rest = gate.prompts().front();
        QVERIFY(rest.id != seen.id);
        QVERIFY(rest.items.size() == 1 && rest.items.front().want.connection == bank);
        QCOMPARE(gate.take(yes(seen)).error().code, base::ErrorCode::NotFound); // a second click
    }

    void anItemKeepsItsPlace()
    {
        test::FakeClock clock;
        ApprovalGate gate(clock);
        const auto first = ask(gate, "git", work);
        const auto second = ask(gate, "git", bank);
        const model::ApprovalPrompt seen = gate.prompts().front();
        first->hangUp.cancel();
        QVERIFY(heard(first, Kind::HungUp));
        QCOMPARE(gate.prompts().front().items.front().waiting, 0);
        const auto decided = gate.take(yes(seen, {1}));
        QCOMPARE(ApprovalGate::shown(decided->allowed.front()).want.connection, bank);
        settle(*decided);
        QVERIFY(heard(second, Kind::Allowed));
        QVERIFY(gate.prompts().empty());
    }

    void noAnswerInTimeIsADenial()
    {
        test::FakeClock clock;
        ApprovalGate::Limits limits;
        limits.answerWithin = 20ms;
        ApprovalGate gate(clock, limits);
        const auto call = ask(gate, "git", work);
        clock.advance(21ms);
        QTRY_VERIFY(heard(call, Kind::NoAnswer));
        QVERIFY(gate.prompts().empty());
    }

    void aPromptGoesWithItsLastCall()
    {
        test::FakeClock clock;
        ApprovalGate gate(clock);
        QSignalSpy changed(&gate, &ApprovalGate::promptsChanged);
        const auto call = ask(gate, "git", work);
        QCOMPARE(changed.count(), 1);
        call->hangUp.cancel();
        QCOMPARE(changed.count(), 2);
        QVERIFY(gate.prompts().empty() && heard(call, Kind::HungUp));
    }

    void stormsAreBounded()
    {
        test::FakeClock clock;
        ApprovalGate::Limits limits;
        limits.prompts = 2;
        limits.items = 3;
        limits.waiting = 5;
        ApprovalGate gate(clock, limits);
        std::vector<HeardPtr> calls;
        for (int i = 0; i < 3; ++i)
            calls.push_back(ask(gate, "git", base::ConnectionId::create()));
        const auto tooMany = ask(gate, "git", work);
        QCOMPARE(tooMany->answer->error().code, base::ErrorCode::LimitExceeded);
        const base::ConnectionId same = gate.prompts().front().items.front().want.connection;
        calls.push_back(ask(gate, "git", same));
        calls.push_back(ask(gate, "git", same));
        QCOMPARE(ask(gate, "git", same)->answer->error().code, base::ErrorCode::LimitExceeded);
        const auto curl = ask(gate, "curl", work); // others are not kept out by git
        QVERIFY(!curl->answer);
        QCOMPARE(ask(gate, "wget", work)->answer->error().code, base::ErrorCode::LimitExceeded);
        QCOMPARE(gate.prompts().size(), std::size_t{2});
    }

    void closingAnswersEverybody()
    {
        test::FakeClock clock;
        ApprovalGate gate(clock);
        const auto call = ask(gate, "git", work);
        gate.closeAll({Kind::Failed, {}, base::fail(base::ErrorCode::VaultLocked)});
        QVERIFY(heard(call, Kind::Failed));
        QCOMPARE((*call->answer)->error.code, base::ErrorCode::VaultLocked);
    }

    void placesThatWereNotShownAreRefused()
    {
        test::FakeClock clock;
        ApprovalGate gate(clock);
        const auto call = ask(gate, "git", work);
        model::ApprovalAnswer answer = yes(gate.prompts().front(), {1});
        QCOMPARE(gate.take(answer).error().code, base::ErrorCode::InvalidArgument);
        answer.items.clear();
        answer.shown = 0;
        QCOMPARE(gate.take(answer).error().code, base::ErrorCode::InvalidArgument);
        QVERIFY(!call->answer);
    }

    void whoeverIsDeniedOftenIsSlowed()
    {
        access::DenialHistory history;
        const base::SteadyTime now{1'000'000};
        for (int i = 0; i < 4; ++i)
            history.denied("git", now);
        QCOMPARE(history.delay("git", now).count(), 0);
        std::chrono::milliseconds before{0};
        for (int i = 0; i < 20; ++i) {
            history.denied("git", now);
            QVERIFY(history.delay("git", now) >= before);
            before = history.delay("git", now);
        }
        QCOMPARE(before, access::DenialHistory::longestDelay);
        QCOMPARE(history.delay("curl", now).count(), 0);
        QCOMPARE(history.delay("git", now + 11min).count(), 0);
        history.denied("git", now + 11min);
        QCOMPARE(history.lately("git", now + 11min), 1);
    }
};

QTEST_GUILESS_MAIN(TestApprovalGate)
#include "tst_approval_gate.moc"
