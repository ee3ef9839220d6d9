// SPDX-License-Identifier: GPL-3.0-or-later
// What git's and docker's store and erase do to the vault.
#include "core/service/login_desk.h"
#include "tests/service/service_fixture.h"

using namespace keystead;
using namespace keystead::test;
using namespace keystead::service;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
using model::AuthKind;

namespace {

ServerQuery ask(const std::string& protocol, const std::string& host, const std::string& path = {},
                const std::string& user = {})
{
    return must(serverQuery(protocol, host, path, user));
}

struct House : ServiceFixture
{
    House() { must(create(false, true)); }

    StoredLogin store(const ServerQuery& query, std::string_view password)
    {
        StoreLogin request;
        request.query = query;
        request.password = secretText(password);
        return must(await(core->logins().store(std::move(request), program())));
    }
    ErasedLogin erase(const ServerQuery& query, std::optional<std::string_view> password)
    {
        EraseLogin request;
        request.query = query;
        if (password)
            request.password = secretText(*password);
        return must(await(core->logins().erase(std::move(request), program())));
    }
};

} // namespace

class TstLoginDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void storesUpdatesAndLeavesAlone()
    {
        House house;
        const ServerQuery query = ask("https", "git.example.com", "", "ada");
        const StoredLogin added = house.store(query, "first");
        QCOMPARE(added.how, StoredLogin::How::Added);
        QCOMPARE(added.connection->name, std::string{"ada at git.example.com"});
        QCOMPARE(added.connection->tags, std::vector<std::string>{"stored-by-git"});
        QCOMPARE(house.store(query, "first").how, StoredLogin::How::Unchanged);
        QCOMPARE(house.store(query, "second").how, StoredLogin::How::Updated);
        QCOMPARE(std::string{house.release(*added.connection)->value.exposeText()}, std::string{"second"});
        QCOMPARE(house.store(ask("https", "git.example.com", "", "bob"), "x").how, StoredLogin::How::Added);
        QCOMPARE(must(await(house.core->connections())).size(), std::size_t{2});
    }

    void storesNothingWithoutAUserOrOverPlainHttp() // SECURITY 12, 20
    {
        House house;
        for (const ServerQuery& query : {ask("https", "git.example.com"), ask("http", "git.example.com", "", "ada")}) {
            StoreLogin request;
            request.query = query;
            request.password = secretText("x");
            QCOMPARE(await(house.core->logins().store(std::move(request), ServiceFixture::program())).error().code,
                     ErrorCode::InvalidArgument);
        }
        QCOMPARE(house.store(ask("http", "127.0.0.1:8080", "", "ada"), "x").how, StoredLogin::How::Added);
    }

    void neverOverwritesAConnectionOfAnotherKind()
    {
        House house;
        AddConnection request;
        request.draft.name = "hub";
        request.draft.providerId = "github";
        request.draft.kind = AuthKind::Bearer;
        request.credential.kind = AuthKind::Bearer;
        const std::string token = "ghp_" + std::string(36, 'a');
        request.credential.fields.emplace(std::string{model::field::token}, secretText(token));
        const model::Connection hub = ServiceFixture::saved(await(house.core->add(std::move(request), person())));
        const ServerQuery query = ask("https", "github.com", "", "x-access-token");
        QCOMPARE(house.store(query, token).how, StoredLogin::How::Unchanged);
        QCOMPARE(house.store(query, "another").how, StoredLogin::How::Kept);
        QCOMPARE(std::string{house.release(hub)->value.exposeText()}, token);
    }

    void erasesOnlyWhatEqualsAndWasStoredByTheHelper()
    {
        House house;
        const ServerQuery query = ask("https", "git.example.com", "", "ada");
        house.store(query, "first");
        QCOMPARE(house.erase(query, "other").how, ErasedLogin::How::Unknown);
        QCOMPARE(house.erase(query, "").how, ErasedLogin::How::Unknown);
        QCOMPARE(house.erase(ask("https", "git.example.com", "", "bob"), "first").how, ErasedLogin::How::Unknown);
        QCOMPARE(house.erase(ask("https", "git.example.com:8443", "", "ada"), "first").how, ErasedLogin::How::Unknown);
        EraseLogin other;
        other.query = query;
        other.password = secretText("first");
        other.connection = "con_000000000000000000000000"; // git says that another connection had lent it
        QCOMPARE(must(await(house.core->logins().erase(std::move(other), ServiceFixture::program()))).how,
                 ErasedLogin::How::Unknown);
        QCOMPARE(must(await(house.core->connections())).size(), std::size_t{1});
        QCOMPARE(house.erase(query, "first").how, ErasedLogin::How::Removed);
        QCOMPARE(must(await(house.core->connections())).size(), std::size_t{0});
    }

    void keepsThePersonsOwnAndPutsTheRefusalOnRecord()
    {
        House house;
        const ServerQuery query = ask("https", "git.example.com", "", "ada");
        const StoredLogin stored = house.store(query, "first");
        EditConnection edit;
        edit.id = stored.connection->id;
        edit.tags = std::vector<std::string>{};
        must(await(house.core->edit(std::move(edit), person())));
        QCOMPARE(house.erase(query, "first").how, ErasedLogin::How::Kept);
        QCOMPARE(must(await(house.core->connections())).size(), std::size_t{1});
        QCOMPARE(house.lastRecord(AuditAction::ConnectionTest).event.outcome, model::AuditOutcome::Failure);
        ServerQuery docker = query;
        docker.by = AskedBy::Docker;
        QCOMPARE(house.erase(docker, std::nullopt).how, ErasedLogin::How::Kept);
    }

    void marksASignInForRefreshAndNeverDeletesIt()
    {
        House house;
        model::ProviderSpec spec = house.server.spec();
        spec.git = model::ServerLogin{};
        spec.git->urls = {house.server.issuer()};
        spec.git->username = "oauth2";
        house.registry.addPractice(spec);
        const model::Connection work = house.addOAuth("work");
        must(house.signIn(work));
        const std::string first{house.release(work)->value.exposeText()};
        const std::string issuer = house.server.issuer();
        const ServerQuery query = ask("http", issuer.substr(issuer.find("://") + 3), "", "oauth2");
        QCOMPARE(house.store(query, "typed by hand").how, StoredLogin::How::Kept);
        QCOMPARE(house.erase(query, "typed by hand").how, ErasedLogin::How::Unknown);
        QCOMPARE(house.erase(query, first).how, ErasedLogin::How::Kept); // it has only just come
        house.clock.advance(31s);
        QCOMPARE(house.erase(query, first).how, ErasedLogin::How::Refresh);
        const auto second = house.release(work);
        QVERIFY(second);
        QVERIFY(std::string{second->value.exposeText()} != first);
        QCOMPARE(must(await(house.core->connections())).size(), std::size_t{1});
    }

    void dockerErasesWhatItStoredWithoutSayingWhat()
    {
        House house;
        ServerQuery query = ask("https", "registry.example.com", "", "<token>");
        query.by = AskedBy::Docker;
        QCOMPARE(house.store(query, "identity").how, StoredLogin::How::Added);
        query.username.clear();
        QCOMPARE(house.erase(query, std::nullopt).how, ErasedLogin::How::Removed);
        QCOMPARE(house.erase(query, std::nullopt).how, ErasedLogin::How::Unknown);
    }
};

QTEST_GUILESS_MAIN(TstLoginDesk)
#include "tst_login_desk.moc"
