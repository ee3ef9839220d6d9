// SPDX-License-Identifier: GPL-3.0-or-later
// A yes reaches no further than what the person was shown.
#include "tests/service/access_fixture.h"

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using model::GrantTerm;

class TstGrantReach : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aYesToAPathWithCodesIsForThatPathAlone()
    {
        AccessFixture f;
        const auto connection = f.addKey("work");
        f.core->setPersonPresent(true);
        const auto waiting = f.ask(request(connection, "/secret/a%2Fb"), f.thisProcess());
        QVERIFY(f.prompted());
        model::ApprovalAnswer answer;
        answer.prompt = f.core->approvals().front().id;
        answer.allow = true;
        answer.shown = 1;
        answer.wholeHost = false;
        answer.term = GrantTerm::Always;
        must(await(f.core->answerApproval(std::move(answer), service::person())));
        QTRY_VERIFY_WITH_TIMEOUT(waiting->answer && *waiting->answer, 20'000);
        const auto grants = must(await(f.core->grants()));
        QCOMPARE(grants.size(), std::size_t{1});
        QCOMPARE(grants.front().request->pathPrefixes, std::vector<std::string>{"/secret/a%2Fb"});
        f.core->setPersonPresent(false);
        must(f.authorize(request(connection, "/secret/a%2Fb"), f.thisProcess()));
        for (const char* const other : {"/secret", "/secret/other", "/secret/a%2Fb/c", "/secret/a%2fb"})
            QCOMPARE(f.authorize(request(connection, other), f.thisProcess()).error().code, ErrorCode::Denied);
    }

private:
    static model::AccessWant request(const model::Connection& connection, const std::string& path)
    {
        return {connection.id, model::Right::Request, {}, "GET", "api.example.com", path};
    }
};

QTEST_GUILESS_MAIN(TstGrantReach)
#include "tst_grant_reach.moc"
