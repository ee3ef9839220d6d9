// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/access/proxy_program.h"

#include <cstring>

using namespace keystead;
using namespace std::chrono_literals;
using base::ErrorCode;
using test::Errand;
using test::Fault;
using test::FaultServer;
using test::Program;
using test::ServerReply;
using test::ServerRequest;
using test::token;

namespace {

std::string get(const std::string& target, const std::string& more = "Connection: close\r\n")
{
    return "GET " + target + " HTTP/1.1\r\nHost: any\r\n" + more + "\r\n";
}

bool has(const std::string& text, std::string_view piece)
{
    return text.find(piece) != std::string::npos;
}

} // namespace

class TestProxySession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void makesTheRequestAndPassesTheAnswerOn()
    {
        FaultServer server;
        server.reply(
            "/user",
            {200,
             "{\"a\":1}",
             "application/json",
             {{"X-Own", "v"}, {"Set-Cookie", "s=1"}, {"Keep-Alive", "5"}, {"Connection", "X-Hop"}, {"X-Hop", "1"}}});
        Program program(server);
        const std::string answer = program.talk(
            get("/user?a=b", "Authorization: Bearer mine\r\nCookie: c=d\r\nX-Mine: 1\r\nConnection: close\r\n"));
        QVERIFY(answer.starts_with("HTTP/1.1 200 "));
        QVERIFY(has(answer, "x-own: v\r\n") && has(answer, "Content-Length: 7\r\n") &&
                answer.ends_with("\r\n\r\n{\"a\":1}"));
        for (const char* gone : {"set-cookie", "keep-alive", "x-hop", token})
            QVERIFY2(!has(answer, gone), gone);
        const ServerRequest seen = server.last("/user");
        QCOMPARE(seen.header("authorization"), std::string{"Bearer "} + token);
        QCOMPARE(seen.headerCount("authorization"), 1);
        QCOMPARE(seen.query, std::string{"a=b"});
        QCOMPARE(seen.header("x-mine"), std::string{"1"});
        QCOMPARE(seen.header("cookie"), std::string{});
        QCOMPARE(seen.header("accept-encoding"), std::string{"identity"});
        QCOMPARE(seen.header("host"), server.baseUrl().substr(7));
        QCOMPARE(program.errand->outcomes.size(), std::size_t{1});
        QCOMPARE(program.errand->outcomes.front().status, 200);
    }
    void servesSeveralRequestsOnOneConnection()
    {
        FaultServer server;
        server.reply("/a", ServerReply::json("1"));
        server.route("/b", [](const ServerRequest& r) { return ServerReply::json(r.body); });
        Program program(server);
        // The second and the third are there before the first is answered.
        const std::string answer = program.talk(
            get("/a", "") +
            "POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n" +
            get("/a"));
        QVERIFY2(has(answer, "\r\n\r\nabcde"), answer.c_str());
        QCOMPARE(server.count("/a"), 2);
        QCOMPARE(program.errand->outcomes.size(), std::size_t{3});
        QVERIFY(answer.ends_with("\r\n\r\n1"));
    }
    void refusesWhatMightSmuggleAndClosesTheConnection()
    {
        FaultServer server;
        server.reply("/a", ServerReply::json("1"));
        Program program(server);
        const std::string answer = program.talk(
            "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
            get("/a"));
        QVERIFY(answer.starts_with("HTTP/1.1 400 "));
        QCOMPARE(answer.find("HTTP/1.1", 5), std::string::npos);
        QCOMPARE(server.total(), 0);
        QCOMPARE(program.errand->prepared, 0);
    }
    // SECURITY 12
    void refusesOtherHosts()
    {
        FaultServer server;
        FaultServer other;
        for (const std::string& target :
             {other.baseUrl() + "/x", std::string{"/../x"}, std::string{"http://u@127.0.0.1/x"}}) {
            Program program(server);
            const std::string answer = program.talk(get(target));
            QVERIFY2(has(answer, "Keystead-Error: "), answer.c_str());
        }
        Program connecting(server);
        QVERIFY(connecting.talk("CONNECT other:443 HTTP/1.1\r\nHost: other:443\r\n\r\n").starts_with("HTTP/1.1 400 "));
        QCOMPARE(server.total() + other.total(), 0);
        QCOMPARE(other.connections(), 0);
    }
    // SECURITY 12
    void neverFollowsARedirectAndRefusesThoseToOtherHosts()
    {
        FaultServer server;
        FaultServer other;
        server.reply("/off", ServerReply::redirect(other.baseUrl() + "/x"));
        server.reply("/own", ServerReply::redirect("/next"));
        Program off(server);
        const std::string refused = off.talk(get("/off"));
        QVERIFY(refused.starts_with("HTTP/1.1 502 "));
        QVERIFY(has(refused, "Keystead-Error: redirect_refused"));
        QCOMPARE(off.errand->outcomes.front().status, 302);
        Program own(server);
        QVERIFY(has(own.talk(get("/own")), "location: /next\r\n"));
        QCOMPARE(server.total(), 2);
        QCOMPARE(other.connections(), 0);
    }
    void repeatsOnceAfterARefresh()
    {
        FaultServer server;
        server.route("/a", [](const ServerRequest& r) {
            return r.header("authorization") == "Bearer fresh-token-0123456789" ? ServerReply::json("ok")
                                                                                : ServerReply::json("no", 401);
        });
        Program program(server);
        QVERIFY(program.talk(get("/a")).ends_with("\r\n\r\nok"));
        QCOMPARE(program.errand->renewed, 1);
        QCOMPARE(server.count("/a"), 2);
        QCOMPARE(program.errand->outcomes.size(), std::size_t{1});
        QVERIFY(program.errand->outcomes.front().repeated);
        QCOMPARE(program.errand->outcomes.front().status, 200);
        server.reply("/a", ServerReply::json("no", 401));
        Program hopeless(server);
        QVERIFY(hopeless.talk(get("/a")).starts_with("HTTP/1.1 401 "));
        QCOMPARE(server.count("/a"), 4); // one more try, not more
    }
    void repeatsOnlyWhatIsSafe_data()
    {
        QTest::addColumn<int>("bodySize");
        QTest::addColumn<bool>("always");
        QTest::addColumn<int>("posts");
        QTest::newRow("a method that changes something") << 5 << false << 1;
        QTest::newRow("allowed by the program") << 5 << true << 2;
        QTest::newRow("no body") << 0 << true << 2;
        QTest::newRow("body that was not kept") << int(access::replayCap) + 1 << true << 1;
    }
    void repeatsOnlyWhatIsSafe()
    {
        QFETCH(const int, bodySize);
        QFETCH(const bool, always);
        QFETCH(const int, posts);
        FaultServer server;
        server.reply("/a", ServerReply::json("no", 401));
        Program program(server);
        program.errand->repeatAlways = always;
        const std::string body(static_cast<std::size_t>(bodySize), 'b');
        const std::string answer = program.talk("POST /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " +
                                                std::to_string(bodySize) + "\r\n\r\n" + body);
        QVERIFY(answer.starts_with("HTTP/1.1 401 "));
        QCOMPARE(server.count("/a"), posts);
        for (const ServerRequest& request : server.log("/a"))
            QVERIFY(request.body == body);
    }
    void passesThe401OnWhereThereIsNoOtherCredential()
    {
        FaultServer server;
        server.reply("/a", ServerReply::json("no", 401));
        Program program(server);
        program.errand->renewable = false;
        QVERIFY(program.talk(get("/a")).starts_with("HTTP/1.1 401 "));
        QCOMPARE(server.count("/a"), 1);
    }
    void overwritesTheCredentialInWhatComesBack()
    {
        FaultServer server;
        server.route("/echo", [](const ServerRequest& r) {
            return ServerReply{200,
                               "you said " + r.header("authorization") + "!",
                               "text/plain",
                               {{"X-Echo", r.header("authorization")}}};
        });
        Program program(server);
        const std::string answer = program.talk(get("/echo"));
        QVERIFY(!has(answer, token));
        QVERIFY(has(answer, "x-echo: Bearer " + std::string(std::strlen(token), '*')));
        QVERIFY(answer.ends_with("you said Bearer " + std::string(std::strlen(token), '*') + "!"));
    }
    void givesNothingWithoutItsRecord() // SECURITY 39
    {
        FaultServer server;
        server.reply("/a", ServerReply::json("private"));
        Program program(server);
        program.errand->recordFails = true;
        const std::string answer = program.talk(get("/a"));
        QVERIFY(answer.starts_with("HTTP/1.1 503 ") && has(answer, "audit_unavailable") && !has(answer, "private"));
    }
    void refusalsComeBeforeAnythingIsSent()
    {
        FaultServer server;
        Program program(server);
        program.errand->refusal = base::fail(ErrorCode::Denied, "no grant");
        const std::string answer = program.talk(get("/a"));
        QVERIFY(answer.starts_with("HTTP/1.1 403 ") && has(answer, "Keystead-Error: denied"));
        QCOMPARE(server.connections(), 0);
    }
    void faultsOfTheServerAreTold_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("close") << int(Fault::CloseWithoutAnswer) << QByteArray("HTTP/1.1 502 ");
        QTest::newRow("garbage") << int(Fault::Garbage) << QByteArray("HTTP/1.1 502 ");
        QTest::newRow("headers without end") << int(Fault::EndlessHeaders) << QByteArray("HTTP/1.1 413 ");
        QTest::newRow("cut body") << int(Fault::CloseMidBody) << QByteArray("HTTP/1.1 200 ");
    }
    void faultsOfTheServerAreTold()
    {
        QFETCH(const int, fault);
        QFETCH(const QByteArray, answer);
        FaultServer server;
        ServerReply reply = ServerReply::json("{\"a\":1}");
        reply.fault = Fault(fault);
        server.reply("/a", reply);
        Program program(server);
        const std::string text = program.talk(get("/a", "")); // the session ends by itself
        QVERIFY2(text.starts_with(answer.constData()), text.substr(0, 100).c_str());
        QCOMPARE(program.errand->outcomes.size(), std::size_t{1});
    }
    void aSlowHeadIsCutOff()
    {
        FaultServer server;
        Program program(server);
        program.options.head = 100ms;
        program.start();
        program.send("GET / HT");
        QTRY_VERIFY((program.read(), program.closed));
        QCOMPARE(program.errand->prepared, 0);
        QTRY_VERIFY(program.over());
    }
    void aProgramThatHangsUpEndsItsRequest()
    {
        FaultServer server;
        ServerReply held = ServerReply::json("1");
        held.hold = true;
        server.reply("/a", held);
        Program program(server);
        program.start();
        program.send(get("/a"));
        QTRY_COMPARE(server.held(), 1);
        program.hangUp();
        QTRY_VERIFY(program.over());
        QCOMPARE(program.errand->outcomes.size(), std::size_t{1});
        QVERIFY(program.errand->outcomes.front().error->code == ErrorCode::Cancelled);
        server.release();
    }
    void aLockEndsARequestThatWaits()
    {
        FaultServer server;
        ServerReply held = ServerReply::json("1");
        held.hold = true;
        server.reply("/a", held);
        Program program(server);
        program.start();
        program.send(get("/a"));
        QTRY_COMPARE(server.held(), 1);
        program.errand->locked.cancel();
        QTRY_VERIFY((program.read(), program.closed));
        QVERIFY(has(program.received, "Keystead-Error: vault_locked"));
        server.release();
    }
    void saysContinueOnceTheServerIsThere()
    {
        FaultServer server;
        server.route("/a", [](const ServerRequest& r) { return ServerReply::json(r.body); });
        Program program(server);
        program.start();
        program.send(
            "POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 5\r\n\r\n");
        QTRY_COMPARE(program.read(), std::string{"HTTP/1.1 100 Continue\r\n\r\n"});
        program.send("hello");
        QTRY_VERIFY(program.read().ends_with("hello"));
        Program refused(server);
        refused.errand->refusal = base::fail(ErrorCode::Denied, "no grant");
        const std::string answer =
            refused.talk("POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        QVERIFY(answer.starts_with("HTTP/1.1 403 ")); // nothing was sent in vain
    }
    void anAnswerWithoutLengthIsChunkedOrEndsWithTheConnection()
    {
        FaultServer server;
        server.reply("/head", ServerReply::json("12345"));
        Program head(server);
        const std::string answer = head.talk("HEAD /head HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        QVERIFY(has(answer, "Content-Length: ") && answer.ends_with("\r\n\r\n"));
        Program old(server);
        QVERIFY(old.talk("GET /head HTTP/1.0\r\n\r\n").ends_with("12345"));
    }
};

QTEST_GUILESS_MAIN(TestProxySession)
#include "tst_proxy_session.moc"
