// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/service_fixture.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
using Remote = service::RemovedConnection::Remote;

class TstConnections : public QObject
{
    Q_OBJECT

private:
    static bool names(const std::vector<model::Problem>& problems, const std::string& field)
    {
        return std::any_of(problems.begin(), problems.end(),
                           [&](const model::Problem& problem) { return problem.field == field; });
    }

private Q_SLOTS:
    void storesAConnectionWithItsRecords()
    {
        ServiceFixture f;
        must(f.create(false, true));
        QSignalSpy changes(f.core.get(), &service::CoreService::changed);
        const auto connection = f.addKey("work");
        QCOMPARE(connection.state, model::ConnectionState::Active);
        QVERIFY(changes.count() >= 1);
        QCOMPARE(f.records(AuditAction::Connect), std::int64_t{1});
        QCOMPARE(f.records(AuditAction::CredentialStore), std::int64_t{1});
        QCOMPARE(f.core->status().connectionCount, 1);
        f.lock();
        must(f.unlock());
        QCOMPARE(must(await(f.core->find("work"))).id, connection.id);
        QCOMPARE(f.core->status().connectionCount, 1);
    }

    void tellsEveryProblemAtOnce()
    {
        ServiceFixture f;
        must(f.create(false, true));
        (void)f.addKey("work");
        service::AddConnection request;
        request.draft.name = "work";
        request.draft.profile = "Nowhere";
        request.draft.providerId = "generic-api-key";
        request.draft.kind = model::AuthKind::ApiKey;
        const auto added = must(await(f.core->add(std::move(request), service::person())));
        QVERIFY(!added.connection.has_value());
        QVERIFY(names(added.problems, "profile"));
        QVERIFY(added.problems.size() >= 2);
        QCOMPARE(f.records(AuditAction::Connect), std::int64_t{1});
    }

    void saysThatANameIsTaken()
    {
        ServiceFixture f;
        must(f.create(false, true));
        (void)f.addKey("work");
        service::AddConnection request;
        request.draft.name = "work";
        request.draft.providerId = "generic-api-key";
        request.credential.fields.emplace("api_key", secretText("k-1"));
        const auto added = must(await(f.core->add(std::move(request), service::person())));
        QVERIFY(names(added.problems, "name"));
    }

    void sharesAnOAuthClient()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto first = f.addOAuth("one");
        QVERIFY(first.oauthClient.has_value());
        service::AddConnection request;
        request.draft.name = "two";
        request.draft.providerId = "test-server";
        request.draft.kind = model::AuthKind::OAuth2;
        request.draft.oauthClient = first.oauthClient;
        request.credential.kind = model::AuthKind::OAuth2;
        const auto second = ServiceFixture::saved(await(f.core->add(std::move(request), service::person())));
        QCOMPARE(second.oauthClient, first.oauthClient);
        QCOMPARE(must(await(f.core->oauthClients())).size(), std::size_t{1});
        must(await(f.core->remove({first.id, false, false}, service::person())));
        QCOMPARE(must(await(f.core->oauthClients())).size(), std::size_t{1});
        must(await(f.core->remove({second.id, false, false}, service::person())));
        QCOMPARE(must(await(f.core->oauthClients())).size(), std::size_t{0});
        const auto back = must(await(f.core->undoRemove(second.id, service::person())));
        QCOMPARE(back.oauthClient, first.oauthClient);
        QCOMPARE(must(await(f.core->oauthClients())).size(), std::size_t{1});
    }

    void editsWhatIsGivenAndKeepsTheRest()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addKey("work");
        service::EditConnection edit;
        edit.id = connection.id;
        edit.name = "renamed";
        edit.tags = std::vector<std::string>{"a", "b"};
        const auto edited = must(await(f.core->edit(std::move(edit), service::person())));
        QVERIFY2(edited.problems.empty(), model::describe(edited.problems).c_str());
        QCOMPARE(edited.connection->name, std::string{"renamed"});
        QCOMPARE(f.get(connection).tags.size(), std::size_t{2});
        QCOMPARE(std::string{must(f.release(connection)).value.exposeText()}, std::string{"k-0123456789abcdef"});
        QCOMPARE(f.lastRecord(AuditAction::SettingsChanged).event.detail.at("changed"), std::string{"name,tags"});
    }

    void wantsTheSecretAgainForAnotherAddress() // SECURITY 12
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addKey("work");
        service::EditConnection edit;
        edit.id = connection.id;
        edit.parameters = {{"test_url", "https://elsewhere.example/steal"},
                           {"api_base_url", "https://elsewhere.example"}};
        auto edited = must(await(f.core->edit(edit, service::person())));
        QVERIFY(names(edited.problems, "parameters.test_url"));
        edit.secrets.emplace("api_key", std::make_shared<base::Secret>(secretText("k-new-for-elsewhere")));
        edited = must(await(f.core->edit(edit, service::person())));
        QVERIFY2(edited.problems.empty(), model::describe(edited.problems).c_str());
    }

    void lendsNothingWhilePaused()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addKey("work");
        QCOMPARE(must(await(f.core->pause(connection.id, service::person()))).state, model::ConnectionState::Paused);
        QCOMPARE(f.release(connection).error().code, ErrorCode::Denied); // exit 4, CLI.md
        QCOMPARE(f.records(AuditAction::CredentialAccess, model::AuditOutcome::Denied), std::int64_t{1});
        QCOMPARE(must(await(f.core->resume(connection.id, service::person()))).state, model::ConnectionState::Active);
        QVERIFY(f.release(connection).has_value());
    }

    void removesAndRevokes() // SECURITY 11
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        must(f.signIn(connection));
        const auto removed = must(await(f.core->remove({connection.id, true, false}, service::person())));
        QVERIFY(removed.removed);
        QCOMPARE(removed.remote, Remote::Revoked);
        QVERIFY(f.server.revocations() >= 1);
        QCOMPARE(await(f.core->find("work")).error().code, ErrorCode::NotFound);
        QCOMPARE(await(f.core->undoRemove(connection.id, service::person())).error().code, ErrorCode::NotFound);
        QCOMPARE(f.lastRecord(AuditAction::Disconnect).event.detail.at("remote"), std::string{"revoked"});
        QCOMPARE(f.records(AuditAction::CredentialDelete), std::int64_t{1});
    }

    void keepsWhatCouldNotBeRevoked() // SECURITY 11
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        must(f.signIn(connection));
        f.server.http().reply("/revoke", ServerReply::json("{}", 503));
        auto removed = must(await(f.core->remove({connection.id, true, false}, service::person())));
        QVERIFY(!removed.removed);
        QCOMPARE(removed.remote, Remote::Failed);
        QVERIFY(removed.remoteError.has_value());
        QCOMPARE(f.get(connection).name, std::string{"work"});
        QCOMPARE(f.lastRecord(AuditAction::Disconnect).event.outcome, model::AuditOutcome::Failure);
        removed = must(await(f.core->remove({connection.id, true, true}, service::person())));
        QVERIFY(removed.removed);
        QCOMPARE(removed.remote, Remote::Failed); // and says so
    }

    void bringsBackWhatWasRemovedOnlyHere()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addKey("work");
        must(await(f.core->remove({connection.id, false, false}, service::person())));
        const auto back = must(await(f.core->undoRemove(connection.id, service::person())));
        QCOMPARE(back.id, connection.id);
        QCOMPARE(std::string{must(f.release(connection)).value.exposeText()}, std::string{"k-0123456789abcdef"});
        QCOMPARE(await(f.core->undoRemove(connection.id, service::person())).error().code, ErrorCode::NotFound); // once
        must(await(f.core->remove({connection.id, false, false}, service::person())));
        f.clock.advance(11min);
        QCOMPARE(await(f.core->undoRemove(connection.id, service::person())).error().code, ErrorCode::NotFound);
    }

    void revokesAndStays()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto connection = f.addOAuth("work");
        must(f.signIn(connection));
        QCOMPARE(must(await(f.core->revoke(connection.id, service::person()))).remote, Remote::Revoked);
        QCOMPARE(f.get(connection).state, model::ConnectionState::Revoked);
        QCOMPARE(f.release(connection).error().code, ErrorCode::SignInNeeded);
        QVERIFY(f.signIn(connection).has_value());
        QCOMPARE(f.get(connection).state, model::ConnectionState::Active);
    }

    void checksSettingsAndRecordsTheChange()
    {
        ServiceFixture f;
        must(f.create(false, true));
        model::Settings settings = must(await(f.core->settings()));
        settings.refreshAhead = 5s;
        QCOMPARE(await(f.core->saveSettings(settings, service::person())).error().code, ErrorCode::InvalidArgument);
        settings.refreshAhead = 300s;
        settings.theme = "dark";
        must(await(f.core->saveSettings(settings, service::person())));
        QCOMPARE(f.lastRecord(AuditAction::SettingsChanged).event.detail.at("changed"),
                 std::string{"refresh_ahead,theme"});
        f.lock();
        must(f.unlock());
        QCOMPARE(must(await(f.core->settings())), settings);
    }
};

QTEST_GUILESS_MAIN(TstConnections)
#include "tst_connections.moc"
