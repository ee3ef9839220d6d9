// SPDX-License-Identifier: GPL-3.0-or-later
// What a program may not do over the socket without the person: take what was approved from another connection, send
// credentials elsewhere, write secrets in the clear, widen what a credential may do.
#include "core/access/agent_server.h"
#include "core/crypto/signing.h"
#include "core/protocol/blocking_client.h"
#include "core/service/rpc.h"
#include "tests/service/service_fixture.h"

#include <algorithm>
#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using base::Json;
using model::AuditAction;
using model::AuthKind;

namespace {

using Answer = base::Result<std::shared_ptr<Json>>;

// A call in a thread of its own, while this one runs the event loop.
class Calling
{
public:
    Calling(std::filesystem::path socket, std::string method, Json params)
        : m_thread([this, socket = std::move(socket), method = std::move(method), params = std::move(params)] {
              auto client = protocol::BlockingClient::connect(socket);
              m_answer = client ? client->call(method, params) : Answer{client.error()};
              m_done = true;
          })
    {
    }
    ~Calling() { m_thread.join(); }
    Calling(const Calling&) = delete;
    Calling& operator=(const Calling&) = delete;

    Answer wait()
    {
        return QTest::qWaitFor([this] { return m_done.load(); }, 30'000) ? m_answer : base::fail(ErrorCode::TimedOut);
    }

private:
    Answer m_answer = base::fail(ErrorCode::Internal, "did not run");
    std::atomic<bool> m_done = false;
    std::thread m_thread;
};

struct House : ServiceFixture
{
    House() : agent({dir.path().toStdString() + "/run/agent.sock", "/nowhere"}, policy, clock)
    {
        must(create(false, true));
        service::registerMethods(agent, *core, {});
        must(agent.listen());
    }
    Answer call(const std::string& method, const Json& params)
    {
        Calling calling(agent.options().socket, method, params);
        return calling.wait();
    }
    Json set(const std::string& connection, const Json& fields, Json more = Json::object())
    {
        more["connection"] = connection;
        more["set"] = fields;
        return *must(call("connection.set", more));
    }
    bool prompted()
    {
        return QTest::qWaitFor([this] { return !core->approvals().empty(); }, 30'000);
    }
    void sayYes()
    {
        const model::ApprovalPrompt prompt = core->approvals().front();
        model::ApprovalAnswer answer;
        answer.prompt = prompt.id;
        answer.allow = true;
        answer.shown = prompt.items.size();
        must(await(core->answerApproval(std::move(answer), service::person())));
    }
    void rename(const model::Connection& connection, const std::string& name)
    {
        service::EditConnection edit;
        edit.id = connection.id;
        edit.name = name;
        (void)saved(await(core->edit(std::move(edit), service::person())));
    }
    model::Connection addJwt()
    {
        service::AddConnection request;
        request.draft.name = "signer";
        request.draft.providerId = "generic-jwt-bearer";
        request.draft.kind = AuthKind::Jwt;
        request.draft.parameters = {{"token_endpoint", server.issuer() + "/token"},
                                    {"client_id", "robot"},
                                    {"audience", "https://one.example"},
                                    {"allow_loopback_http", "yes"}};
        request.credential.kind = AuthKind::Jwt;
        request.credential.fields.emplace(std::string{model::field::privateKey}, secretText(pem()));
        return saved(await(core->add(std::move(request), service::person())));
    }
    model::Connection addMachine()
    {
        service::AddConnection request;
        request.draft.name = "machine";
        request.draft.providerId = "generic-client-credentials";
        request.draft.kind = AuthKind::ClientCredentials;
        request.draft.clientId = "robot";
        request.draft.scopes = {"read", "list"};
        request.draft.parameters = {{"token_endpoint", server.issuer() + "/token"}, {"allow_loopback_http", "yes"}};
        request.credential.kind = AuthKind::ClientCredentials;
        request.credential.fields.emplace(std::string{model::field::clientSecret}, secretText("cs-0123456789"));
        return saved(await(core->add(std::move(request), service::person())));
    }
    static std::string pem()
    {
        return std::string{must(must(crypto::PrivateKey::generateEd25519()).toPem()).exposeText()};
    }
    // A provider of the person's own whose tokens go to `host`.
    static std::string descriptor(const std::string& host)
    {
        const Json json = {
            {"schema_version", 1},
            {"id", "mine"},
            {"display_name", "My service"},
            {"category", "developer"},
            {"methods",
             {{{"kind", "bearer"},
               {"label", "Token"},
               {"help", "Choose this."},
               {"fields", {{{"name", "token"}, {"label", "Token"}, {"help", "The token."}, {"secret", true}}}}}}},
            {"api_base_url", "https://" + host},
            {"test", {{"url", "https://" + host + "/me"}}}};
        return json.dump();
    }
    std::string testUrl() { return registry.find("mine")->test->url; }

    access::SameUserPolicy policy;
    access::AgentServer agent;
};

bool hasProblem(const Json& answer, const std::string& field)
{
    const Json problems = answer.value("problems", Json::array());
    return std::any_of(problems.begin(), problems.end(),
                       [&field](const Json& problem) { return problem.at("field") == field; });
}

} // namespace

class TstRpcGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lendsWhatWasApprovedWhateverItIsCalledByThen()
    {
        House f;
        const model::Connection asked = f.addKey("work", "k-of-the-asked-one");
        const model::Connection other = f.addKey("prod", "k-of-the-other-one");
        f.core->setPersonPresent(true);
        Calling calling(f.agent.options().socket, "token", {{"connection", "work"}});
        QVERIFY(f.prompted());
        QVERIFY(f.core->approvals().front().items.front().want.connection == asked.id);
        f.rename(asked, "old work");
        f.rename(other, "work");
        f.sayYes();
        const Answer lent = calling.wait();
        QVERIFY2(lent.has_value(), lent ? "" : base::toString(lent.error()).c_str());
        QCOMPARE((**lent)["token"].get<std::string>(), std::string{"k-of-the-asked-one"});
        QVERIFY(f.lastRecord(AuditAction::CredentialAccess).event.connection == asked.id);
    }

    void aRenameWaitsForTheOpenQuestion()
    {
        House f;
        const model::Connection work = f.addKey("work");
        f.core->setPersonPresent(true);
        {
            Calling calling(f.agent.options().socket, "token", {{"connection", "work"}});
            QVERIFY(f.prompted());
            const Json name = {{"name", "harmless"}};
            const Answer refused = f.call("connection.set", {{"connection", work.id.text}, {"set", name}});
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::IllegalState);
            QCOMPARE(f.get(work).name, std::string{"work"});
            f.set("work", {{"notes", "what is not shown may change"}});
            f.sayYes();
            QVERIFY(calling.wait().has_value());
        }
        f.set("work", {{"name", "harmless"}});
        QCOMPARE(f.get(work).name, std::string{"harmless"});
    }

    void aProviderInUseIsNotReplacedInPassing()
    {
        House f;
        must(f.call("provider.add", {{"descriptor", f.descriptor("api.example.com")}}));
        const std::string elsewhere = f.descriptor("listener.example.net");
        const auto with = [&](Json more) {
            more["descriptor"] = elsewhere;
            const Answer answer = f.call("provider.add", more);
            return answer ? ErrorCode::Ok : answer.error().code;
        };
        QCOMPARE(with(Json::object()), ErrorCode::AlreadyExists);
        QCOMPARE(with({{"replace", true}}), ErrorCode::Denied);
        QCOMPARE(with({{"replace", true}, {"confirmed", true}}), ErrorCode::Denied);
        QCOMPARE(with({{"replace", true}, {"passphrase", "another passphrase"}}), ErrorCode::WrongPassphrase);
        QCOMPARE(f.testUrl(), std::string{"https://api.example.com/me"});
        QCOMPARE(with({{"replace", true}, {"passphrase", std::string{goodPassphrase}}}), ErrorCode::Ok);
        QCOMPARE(f.testUrl(), std::string{"https://listener.example.net/me"});
        QCOMPARE(f.lastRecord(AuditAction::SettingsChanged).event.detail.at("provider_replaced"), std::string{"mine"});
    }

    void aKeySignsForNobodyElseUnlessItIsGivenAgain_data()
    {
        QTest::addColumn<QByteArray>("parameter");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("token endpoint") << QByteArray("token_endpoint") << QByteArray("https://listener.example.net/t");
        QTest::newRow("API address") << QByteArray("api_base_url") << QByteArray("https://listener.example.net");
        QTest::newRow("audience") << QByteArray("audience") << QByteArray("https://two.example");
        QTest::newRow("subject") << QByteArray("subject") << QByteArray("admin@example.com");
        QTest::newRow("issuer") << QByteArray("client_id") << QByteArray("another");
    }
    void aKeySignsForNobodyElseUnlessItIsGivenAgain()
    {
        QFETCH(const QByteArray, parameter);
        QFETCH(const QByteArray, value);
        const std::string name = parameter.toStdString();
        const Json change = {{name, value.toStdString()}};
        House f;
        const model::Connection signer = f.addJwt();
        const auto before = signer.parameters;
        QVERIFY(hasProblem(f.set("signer", change), "parameters." + name));
        // A token that anybody can make up proves nothing, and is not a caller's to give.
        const Json made = f.set("signer", change, {{"secret.access_token", "made up"}});
        QVERIFY(hasProblem(made, "parameters." + name));
        QVERIFY(hasProblem(made, "secret.access_token"));
        QVERIFY(f.get(signer).parameters == before);
        const Json done = f.set("signer", change, {{"secret.private_key", f.pem()}});
        QVERIFY2(done.contains("connection"), done.dump().c_str());
        QCOMPARE(f.get(signer).parameters.at(name), value.toStdString());
    }

    void tokensThatAreFetchedAreNotGiven()
    {
        House f;
        const model::Connection machine = f.addMachine();
        for (const char* const name : {"access_token", "refresh_token"}) {
            const std::string member = std::string{"secret."} + name;
            QVERIFY(hasProblem(f.set("machine", Json::object(), {{member, "planted"}}), member));
        }
        const auto fields = must(await(f.core->secretFieldNames(machine.id)));
        QVERIFY(std::find(fields.begin(), fields.end(), "access_token") == fields.end());
    }

    void widerScopesOfAMachineWantAProof()
    {
        House f;
        const model::Connection machine = f.addMachine();
        const auto with = [&](const char* scopes, Json more) {
            more["connection"] = "machine";
            more["set"] = {{"scopes", scopes}};
            const Answer answer = f.call("connection.set", more);
            return answer ? ErrorCode::Ok : answer.error().code;
        };
        QCOMPARE(with("read list admin", Json::object()), ErrorCode::Denied);
        QCOMPARE(with("", Json::object()), ErrorCode::Denied); // whatever the service gives
        QCOMPARE(with("admin", {{"passphrase", "another passphrase"}}), ErrorCode::WrongPassphrase);
        QCOMPARE(f.get(machine).scopesRequested, machine.scopesRequested);
        QCOMPARE(with("read", Json::object()), ErrorCode::Ok); // fewer
        QCOMPARE(with("read admin", {{"passphrase", std::string{goodPassphrase}}}), ErrorCode::Ok);
        QCOMPARE(f.get(machine).scopesRequested, (std::vector<std::string>{"read", "admin"}));
    }

    void secretsAreWrittenBackOnlyForAPersonAndOnRecordFirst()
    {
        House f;
        const std::filesystem::path file = std::filesystem::path(f.dir.path().toStdString()) / "x.env";
        const std::string whole = "API_TOKEN=abcdefgh-0123456789\n";
        writeAll(file, whole);
        const auto preview = must(f.call("import.preview", {{"file", file.string()}, {"format", "env"}}));
        const auto run = must(f.call("import.apply", {{"preview", (*preview)["preview"]}}));
        const std::string id = (*run)["import"].get<std::string>();
        must(f.call("import.replace_source", {{"import", id}}));
        const std::string replaced = readAll(file);
        QVERIFY(replaced.find("abcdefgh") == std::string::npos);
        const auto with = [&](Json more) {
            more["import"] = id;
            const Answer answer = f.call("import.restore_source", more);
            return answer ? ErrorCode::Ok : answer.error().code;
        };
        QCOMPARE(with(Json::object()), ErrorCode::Denied);
        QCOMPARE(with({{"confirmed", true}}), ErrorCode::Denied);
        QCOMPARE(with({{"passphrase", "another passphrase"}}), ErrorCode::WrongPassphrase);
        QCOMPARE(readAll(file), replaced);
        const Json proof = {{"passphrase", std::string{goodPassphrase}}};
        writeAll(file, "changed meanwhile\n");
        QCOMPARE(with(proof), ErrorCode::IllegalState); // and the attempt is on record all the same
        QCOMPARE(sourceRecords(f), (std::vector<std::string>{"restored failure", "restoring success"}));
        writeAll(file, replaced);
        QCOMPARE(with(proof), ErrorCode::Ok);
        QCOMPARE(readAll(file), whole);
        const auto records = sourceRecords(f);
        QCOMPARE(records.front(), std::string{"restored success"});
        QCOMPARE(records.at(1), std::string{"restoring success"});
    }

private:
    // What became of sources, newest first, from the first attempt to write them back.
    static std::vector<std::string> sourceRecords(House& f)
    {
        model::AuditFilter filter;
        filter.actions = {AuditAction::ImportDone};
        filter.limit = 50;
        std::vector<std::string> found;
        for (const model::AuditRecord& record : must(await(f.core->auditRecords(filter)))) {
            const auto source = record.event.detail.find("source");
            if (source != record.event.detail.end() && source->second.starts_with("restor"))
                found.push_back(source->second + ' ' + std::string{model::toText(record.event.outcome)});
        }
        return found;
    }
};

QTEST_GUILESS_MAIN(TstRpcGuard)
#include "tst_rpc_guard.moc"
