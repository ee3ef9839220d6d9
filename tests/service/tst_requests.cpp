// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/proxy_endpoint.h"
#include "core/service/request_desk.h"
#include "tests/service/service_fixture.h"
#include "tests/support/full_disk.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
using model::AuditOutcome;

namespace {

constexpr const char* apiKey = "k-0123456789abcdef";

QCoro::Task<base::Result<void>> allow()
{
    co_return base::ok();
}
QCoro::Task<base::Result<void>> refuse(base::Error error)
{
    co_return error;
}

// A program, and a policy that remembers what it was asked.
struct Asker
{
    service::RequestProgram program()
    {
        service::RequestProgram asking;
        asking.actor = ServiceFixture::program();
        asking.authorize = [this](model::AccessWant want, model::Caller, base::CancelToken) {
            wants.push_back(std::move(want));
            return refusal ? refuse(*refusal) : allow();
        };
        return asking;
    }
    std::vector<model::AccessWant> wants;
    std::optional<base::Error> refusal;
};

base::Result<service::SmallAnswer> ask(ServiceFixture& f, Asker& asker, const std::string& method,
                                       const std::string& target, std::optional<std::string> body = {},
                                       access::HeaderList headers = {}, const std::string& connection = "work")
{
    service::RequestWish wish;
    wish.connection = connection;
    wish.method = method;
    wish.target = target;
    wish.headers = std::move(headers);
    std::optional<base::Secret> sent;
    if (body)
        sent = base::Secret::fromText(*body);
    return await(f.core->requests().request(std::move(wish), std::move(sent), asker.program(), {}));
}

} // namespace

class TstRequests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addsTheCredentialAndKeepsARecord() // SECURITY 39
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.addKey("work");
        f.server.http().route("/api/items",
                              [](const ServerRequest& r) { return ServerReply::json(r.header("x-api-key") + r.body); });
        Asker asker;
        const auto answer =
            ask(f, asker, "POST", "/items?secret=query", "body", {{"X-API-Key", "mine"}, {"X-Mine", "1"}});
        QVERIFY2(answer.has_value(), answer ? "" : base::toString(answer.error()).c_str());
        QCOMPARE(answer->status, 200);
        // The server echoes the key: the program does not see it.
        QCOMPARE(std::string{answer->body.exposeText()}, std::string(std::string_view{apiKey}.size(), '*') + "body");
        const ServerRequest seen = f.server.http().last("/api/items");
        QCOMPARE(seen.header("x-api-key"), std::string{apiKey});
        QCOMPARE(seen.headerCount("x-api-key"), 1);
        QCOMPARE(seen.header("x-mine"), std::string{"1"});
        QCOMPARE(asker.wants.size(), std::size_t{1});
        const model::AccessWant want = asker.wants.front();
        QVERIFY(want.right == model::Right::Request);
        QCOMPARE(want.method, std::string{"POST"});
        QCOMPARE(want.path, std::string{"/api/items"});
        QCOMPARE("http://" + want.host, f.server.issuer());
        const auto record = f.lastRecord(AuditAction::CredentialAccess);
        QCOMPARE(record.event.detail.at("field"), std::string{"request"});
        QCOMPARE(record.event.detail.at("method"), std::string{"POST"});
        QCOMPARE(record.event.detail.at("path"), std::string{"/api/items"});
        QCOMPARE(record.event.detail.at("status"), std::string{"200"});
        QVERIFY(record.event.duration.has_value());
        for (const auto& [key, value] : record.event.detail)
            QVERIFY(value.find("query") == std::string::npos);
        QCOMPARE(record.event.actor.program, std::string{"/usr/bin/example"});
    }
    void givesNothingWithoutARecord() // SECURITY 39
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.addKey("work");
        f.server.http().reply("/api/x", ServerReply::json("{}"));
        Asker asker;
        {
            FullDisk disk;
            QVERIFY(ask(f, asker, "GET", "/x").error().code == ErrorCode::AuditUnavailable);
        }
        QVERIFY(ask(f, asker, "GET", "/x").has_value());
    }
    void nothingIsSentWhereThePolicyRefuses()
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.addKey("work");
        Asker asker;
        asker.refusal = base::fail(ErrorCode::Denied, "no grant allows this");
        const int before = f.server.http().connections();
        QVERIFY(ask(f, asker, "GET", "/x").error().code == ErrorCode::Denied);
        QCOMPARE(f.server.http().connections(), before);
    }
    // SECURITY 12
    void otherHostsAreRefusedAndOnRecord()
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.addKey("work");
        FaultServer other;
        Asker asker;
        QVERIFY(ask(f, asker, "GET", other.baseUrl() + "/x").error().code == ErrorCode::Denied);
        QVERIFY(asker.wants.empty());
        QCOMPARE(other.connections(), 0);
        QCOMPARE(f.records(AuditAction::CredentialAccess, AuditOutcome::Denied), std::int64_t{1});
        QCOMPARE(f.lastRecord(AuditAction::CredentialAccess).event.detail.at("host"), other.baseUrl().substr(7));
        for (const char* target : {"/../x", "//evil.example/x", "/%2e%2e/x", "x", "/a\r\nX: y"})
            QVERIFY(ask(f, asker, "GET", target).error().code == ErrorCode::InvalidArgument);
        QVERIFY(ask(f, asker, "CONNECT", "/x").error().code == ErrorCode::InvalidArgument);
        QVERIFY(asker.wants.empty());
    }
    void aPausedConnectionMakesNoRequests()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addKey("work");
        must(await(f.core->pause(connection.id, service::person())));
        Asker asker;
        QVERIFY(ask(f, asker, "GET", "/x").error().code == ErrorCode::Denied);
        QVERIFY(asker.wants.empty());
    }
    void aLockedVaultMakesNoRequests()
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.addKey("work");
        f.lock();
        Asker asker;
        QVERIFY(ask(f, asker, "GET", "/x").error().code == ErrorCode::VaultLocked);
    }
    void refreshesOnceAndRepeats()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        must(f.signIn(connection));
        f.server.http().once("/api/user", ServerReply::json("{}", 401));
        const int before = f.server.tokenPosts();
        Asker asker;
        const auto answer = ask(f, asker, "GET", "/user");
        QVERIFY2(answer.has_value(), answer ? "" : base::toString(answer.error()).c_str());
        QCOMPARE(answer->status, 200);
        QCOMPARE(f.server.tokenPosts(), before + 1);
        QCOMPARE(asker.wants.size(), std::size_t{1});
        const auto record = f.lastRecord(AuditAction::CredentialAccess);
        QCOMPARE(record.event.detail.at("refreshed"), std::string{"yes"});
        // Who goes on asking for what it may not have refreshes nothing more for a while.
        f.server.http().reply("/api/user", ServerReply::json("{}", 401));
        QCOMPARE(ask(f, asker, "GET", "/user")->status, 401);
        QCOMPARE(f.server.tokenPosts(), before + 1);
        f.clock.advance(31s);
        QCOMPARE(ask(f, asker, "GET", "/user")->status, 401);
        QCOMPARE(f.server.tokenPosts(), before + 2);
    }
    void aMethodThatChangesSomethingIsNotRepeated()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        must(f.signIn(connection));
        f.server.http().reply("/api/user", ServerReply::json("{}", 401));
        const int before = f.server.tokenPosts();
        Asker asker;
        QCOMPARE(ask(f, asker, "DELETE", "/user")->status, 401);
        QCOMPARE(f.server.tokenPosts(), before);
    }
    void tellsWhereToTakeALargeAnswer()
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.addKey("work");
        f.server.http().reply("/api/big", {200, std::string(service::smallAnswerBody + 1, 'x'), "text/plain", {}});
        Asker asker;
        const auto answer = ask(f, asker, "GET", "/big");
        QVERIFY(answer.error().code == ErrorCode::TooLarge);
        QVERIFY(answer.error().detail.find("request.stream") != std::string::npos);
    }
    void aLockEndsWhatIsUnderWay()
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.addKey("work");
        ServerReply held = ServerReply::json("{}");
        held.hold = true;
        f.server.http().reply("/api/slow", held);
        Asker asker;
        service::RequestWish wish;
        wish.connection = "work";
        wish.method = "GET";
        wish.target = "/slow";
        Pending<base::Result<service::SmallAnswer>> waiting(
            f.core->requests().request(std::move(wish), {}, asker.program(), {}));
        QTRY_COMPARE(f.server.http().held(), 1);
        f.lock();
        const auto answer = waiting.take();
        QVERIFY(!answer.has_value());
        QVERIFY(answer.error().code == ErrorCode::VaultLocked || answer.error().code == ErrorCode::Cancelled);
        f.server.http().release();
    }
    void aReplacedProgramGetsNothing()
    {
        ServiceFixture f;
        must(f.create(false, true));
        f.addKey("work");
        Asker asker;
        service::RequestProgram program = asker.program();
        program.stillSame = [] { return base::Status{base::fail(ErrorCode::Denied, "replaced")}; };
        service::RequestWish wish;
        wish.connection = "work";
        wish.method = "GET";
        wish.target = "/x";
        const auto answer = await(f.core->requests().request(std::move(wish), {}, std::move(program), {}));
        QVERIFY(answer.error().code == ErrorCode::Denied);
        QCOMPARE(f.server.http().count("/api/x"), 0);
    }
};

QTEST_GUILESS_MAIN(TstRequests)
#include "tst_requests.moc"
