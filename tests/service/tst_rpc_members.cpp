// SPDX-License-Identifier: GPL-3.0-or-later
// Members of the socket's calls that have another type than they should.
#include "core/access/agent_server.h"
#include "core/protocol/blocking_client.h"
#include "core/service/rpc.h"
#include "tests/service/service_fixture.h"

#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using base::Json;

namespace {

Json parsed(const char* text)
{
    return *base::parseJson(text);
}

} // namespace

class TstRpcMembers : public QObject
{
    Q_OBJECT

    struct House : ServiceFixture
    {
        House() : agent({dir.path().toStdString() + "/run/agent.sock", "/nowhere"}, policy, clock)
        {
            must(create(true, false));
            (void)addKey("work");
            service::AddGrant grant; // for this test itself, which is the caller
            grant.program = std::filesystem::canonical("/proc/self/exe").string();
            grant.connection = "work";
            grant.token = true;
            service::Proof proof;
            proof.confirmed = true;
            must(await(core->addGrant(std::move(grant), std::move(proof), service::person())));
            service::registerMethods(agent, *core, {});
            must(agent.listen());
        }
        // The blocking client in a thread, while this one runs the event loop.
        base::Result<std::shared_ptr<Json>> call(const std::string& method, const Json& params)
        {
            base::Result<std::shared_ptr<Json>> answer = base::fail(ErrorCode::Internal, "did not run");
            std::atomic<bool> done = false;
            std::thread thread([&] {
                auto client = protocol::BlockingClient::connect(agent.options().socket);
                answer = client ? client->call(method, params) : base::Result<std::shared_ptr<Json>>{client.error()};
                done = true;
            });
            const bool finished = QTest::qWaitFor([&] { return done.load(); }, 30'000);
            thread.join();
            return finished ? answer : base::fail(ErrorCode::TimedOut);
        }
        access::SameUserPolicy policy;
        access::AgentServer agent;
    };

private Q_SLOTS:
    void refusesAMemberOfAnotherType_data()
    {
        QTest::addColumn<QByteArray>("params");
        QTest::addColumn<QByteArray>("member");
        const auto row = [](const char* method, const char* params, const char* member) {
            QTest::addRow("%s %s", method, member) << QByteArray(params) << QByteArray(member);
        };
        row("connection.add", "{\"provider\":\"generic-api-key\",\"kind\":1}", "kind");
        row("connection.add", "{\"provider\":\"generic-api-key\",\"name\":[\"x\"]}", "name");
        row("connection.add", "{\"provider\":\"generic-api-key\",\"profile\":{}}", "profile");
        row("connection.add", "{\"provider\":\"generic-api-key\",\"set\":[\"a=b\"]}", "set");
        row("connection.add", "{\"provider\":\"generic-api-key\",\"set\":{\"notes\":1}}", "set");
        row("connection.add", "{\"provider\":\"generic-api-key\",\"secret.api_key\":123456}", "secret.api_key");
        row("connection.set", "{\"connection\":\"work\",\"set\":\"notes=x\"}", "set");
        row("connection.set", "{\"connection\":\"work\",\"secret.api_key\":[\"k\"]}", "secret.api_key");
        row("connection.remove", "{\"connection\":\"work\",\"keep_remote\":\"yes\"}", "keep_remote");
        row("connection.remove", "{\"connection\":\"work\",\"force\":1}", "force");
        row("login.start", "{\"connection\":\"work\",\"open_browser\":\"no\"}", "open_browser");
        row("token", "{\"connection\":\"work\",\"field\":5}", "field");
        row("token", "{\"connection\":\"work\",\"min_valid\":600}", "min_valid");
        row("audit.list", "{\"actions\":\"connect\"}", "actions");
        row("audit.list", "{\"actions\":[\"connect\",1]}", "actions");
        row("audit.list", "{\"from\":20260101}", "from");
        row("audit.list", "{\"to\":false}", "to");
        row("audit.list", "{\"connection\":1}", "connection");
        row("audit.list", "{\"program\":[]}", "program");
        row("audit.list", "{\"limit\":\"5\"}", "limit");
        row("audit.list", "{\"limit\":1.5}", "limit");
        row("audit.list", "{\"before_sequence\":\"9\"}", "before_sequence");
        row("audit.export", "{\"format\":\"json\",\"out\":\"/tmp/x.json\",\"actions\":{}}", "actions");
        row("provider.list", "{\"query\":7}", "query");
        row("vault.lock", "{\"now\":\"yes\"}", "now");
        row("vault.create", "{\"keychain\":\"true\"}", "keychain");
        row("vault.create", "{\"passphrase\":12345678}", "passphrase");
        row("vault.unlock", "{\"passphrase\":12345678}", "passphrase");
    }
    void refusesAMemberOfAnotherType()
    {
        QFETCH(const QByteArray, params);
        QFETCH(const QByteArray, member);
        const std::string method = QByteArray(QTest::currentDataTag()).split(' ').front().toStdString();
        House f;
        const auto answer = f.call(method, parsed(params.constData()));
        QVERIFY2(!answer.has_value(), "it was passed over");
        QCOMPARE(answer.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(answer.error().detail.starts_with(member.toStdString() + ": must be "), answer.error().detail.c_str());
        QVERIFY2(answer.error().detail.find("12345") == std::string::npos, "it repeats what may be a secret");
        QCOMPARE(must(await(f.core->connections())).size(), std::size_t{1}); // nothing was done
        QCOMPARE(f.records(model::AuditAction::CredentialAccess), std::int64_t{0});
    }

    void takesNullForAbsent()
    {
        House f;
        const auto answer = f.call("token", parsed("{\"connection\":\"work\",\"field\":null}"));
        QVERIFY2(answer.has_value(), answer ? "" : base::toString(answer.error()).c_str());
        QCOMPARE((**answer)["token"].get<std::string>(), std::string{"k-0123456789abcdef"});
    }

    void refusesAFolderAsAReport()
    {
        House f;
        const auto answer = f.call("audit.export", {{"format", "json"}, {"out", f.dir.path().toStdString()}});
        QCOMPARE(answer.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(answer.error().detail.find("is a folder") != std::string::npos, answer.error().detail.c_str());
    }
};

QTEST_GUILESS_MAIN(TstRpcMembers)
#include "tst_rpc_members.moc"
