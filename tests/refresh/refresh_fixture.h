// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A refresher over a temporary vault, a real authorization server on loopback and a clock that stands still.
#include "core/audit/audit_log.h"
#include "core/db/group_commit.h"
#include "core/net/qt_http_client.h"
#include "core/refresh/late_answers.h"
#include "core/refresh/refresh_journal.h"
#include "core/refresh/refresher.h"
#include "core/refresh/scheduler.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"
#include "tests/support/authorization_server.h"
#include "tests/support/temporary_vault.h"

#include <cstdlib>
#include <memory>
#include <optional>
#include <QObject>
#include <QTest>
#include <string>

namespace keystead::test {

// A result that a test looks at when it is there.
template <class T> class Pending
{
public:
    explicit Pending(QCoro::Task<T> task) : m_value(std::make_shared<std::optional<T>>())
    {
        const auto detached = run(std::move(task), m_value);
    }
    bool ready() const { return m_value->has_value(); }
    // Spins the event loop until it is there; the test program ends where it never comes.
    T take()
    {
        if (!QTest::qWaitFor([this] { return ready(); }, 20'000)) {
            qCritical("a task did not finish in 20 s");
            std::abort();
        }
        return std::move(**m_value);
    }

private:
    static QCoro::Task<void> run(QCoro::Task<T> task, std::shared_ptr<std::optional<T>> value)
    {
        T result = co_await task;
        value->emplace(std::move(result));
    }
    std::shared_ptr<std::optional<T>> m_value;
};
template <class T> T await(QCoro::Task<T> task)
{
    return Pending<T>(std::move(task)).take();
}

// A token endpoint's answer. (No raw strings in files that moc reads: it loses its place in them.)
inline ServerReply tokenReply(const std::string& access, const std::string& refresh = {},
                              const std::string& idToken = {})
{
    std::string json = "{\"access_token\":\"" + access + "\",\"token_type\":\"Bearer\",\"expires_in\":3600";
    if (!refresh.empty())
        json += ",\"refresh_token\":\"" + refresh + "\"";
    if (!idToken.empty())
        json += ",\"id_token\":\"" + idToken + "\"";
    return ServerReply::json(json + "}");
}

inline model::Actor timerActor()
{
    model::Actor actor;
    actor.via = "test";
    return actor;
}

class RefreshFixture
{
public:
    explicit RefreshFixture(AuthorizationServerConfig config = {})
        : server(std::move(config)), registry(must(providers::Registry::builtIn())), http(clock()),
          discovery(http, clock()), idTokens(http, clock())
    {
        registry.addPractice(server.spec());
        openAudit();
    }

    FakeClock& clock() { return vault.clock(); }
    model::ProviderSpec spec() const { return *registry.find("test-server"); }

    void openAudit()
    {
        if (!signingSeed) {
            const crypto::PrivateKey key = must(crypto::PrivateKey::generateEd25519());
            signingSeed = must(key.ed25519Seed());
        }
        audit = must(audit::AuditLog::open(vault->database(), vault->id(),
                                           must(crypto::PrivateKey::fromEd25519Seed(*signingSeed)), anchors, clock()));
        QObject* const target = &receiver;
        durability = must(db::GroupCommit::start(vault.file(), [target](std::function<void()> work) {
            QMetaObject::invokeMethod(target, std::move(work), Qt::QueuedConnection);
        }));
    }
    void start(refresh::PolicySettings settings = {})
    {
        refresher = std::make_unique<refresh::Refresher>(
            refresh::Refresher::Parts{vault.vault(), *audit, *durability, registry, http, clock(), discovery, idTokens,
                                      [this] { return random; }, late.get()},
            settings);
    }
    // What is on its way at a lock goes on (drain()).
    void startWithInbox()
    {
        if (!late)
            late = std::make_unique<refresh::LateAnswers>(vault.folder(), clock());
        start();
    }
    // As after a kill: nothing is drained; what is on disk is what there is.
    void crash()
    {
        refresher.reset();
        late.reset();
        durability.reset();
        audit.reset();
        vault.reopen();
        openAudit();
    }

    // An oauth2 connection with a family of tokens that the server knows. `expiresIn` by the fake clock.
    model::Connection connect(const std::string& name, std::chrono::milliseconds expiresIn, bool withSubject = false)
    {
        const AuthorizationServer::Issued issued = server.issue();
        model::Connection connection = vault.addConnection(name, "test-server", model::AuthKind::OAuth2);
        connection.state = model::ConnectionState::Active;
        connection.scopesRequested = {"openid", "read"};
        connection.hasRefreshToken = true;
        connection.expiresAt = clock().now() + expiresIn;
        connection.lastRefreshedAt = clock().now();
        connection.issuer = server.issuer();
        if (withSubject)
            connection.subject = server.config().subject;
        model::OAuthClient client;
        client.id = base::OAuthClientId::create();
        client.profile = connection.profile;
        client.label = name;
        client.clientId = server.config().clientId;
        client.createdAt = clock().now();
        connection.oauthClient = client.id;
        db::Transaction transaction = must(vault->begin());
        must(vault->oauthClients().save(transaction, client));
        must(vault->connections().save(transaction, connection));
        must(transaction.commit());
        vault.putSecret(connection, model::field::accessToken, issued.accessToken);
        vault.putSecret(connection, model::field::refreshToken, issued.refreshToken);
        return connection;
    }

    // A client_credentials connection with a token of an hour's life; the server's config has the client's secret.
    model::Connection connectMachine(const std::string& name, std::chrono::milliseconds expiresIn)
    {
        model::Connection connection = get(connect(name, expiresIn));
        connection.kind = model::AuthKind::ClientCredentials;
        connection.hasRefreshToken = false;
        auto client = must(vault->oauthClients().get(*connection.oauthClient));
        client.hasSecret = true;
        db::Transaction transaction = must(vault->begin());
        must(vault->oauthClients().save(transaction, client));
        must(vault->credentials().put(transaction, client.profile, client.id.text, model::field::clientSecret,
                                      base::Secret::fromText(server.config().clientSecret)));
        must(vault->connections().save(transaction, connection));
        must(transaction.commit());
        return connection;
    }

    model::Connection get(const model::Connection& connection) { return must(vault->connections().get(connection.id)); }
    std::string secret(const model::Connection& connection, std::string_view field)
    {
        return std::string{must(vault->credentials().get(connection.id.text, field)).exposeText()};
    }
    bool journalOpen(const model::Connection& connection)
    {
        refresh::RefreshJournal journal(vault->database());
        return must(journal.find(connection.id)).has_value();
    }
    std::int64_t records(model::AuditAction action, std::optional<model::AuditOutcome> outcome = {})
    {
        model::AuditFilter filter;
        filter.actions = {action};
        filter.outcome = outcome;
        return must(audit->count(filter));
    }
    base::Result<refresh::FreshCredential> fresh(const model::Connection& connection,
                                                 std::chrono::milliseconds minValid = std::chrono::minutes{1})
    {
        return await(refresher->freshCredential(connection.id, minValid, timerActor(), {}));
    }
    base::Result<refresh::RefreshOutcome> refreshNow(const model::Connection& connection)
    {
        return await(refresher->refreshNow(connection.id, timerActor(), {}));
    }

    TemporaryVault vault;
    AuthorizationServer server;
    audit::NullAnchorSink anchors;
    providers::Registry registry;
    net::QtHttpClient http;
    oauth::Discovery discovery;
    oauth::IdTokenVerifier idTokens;
    std::optional<base::Secret> signingSeed;
    QObject receiver;
    double random = 0.5;
    std::unique_ptr<refresh::LateAnswers> late;
    std::unique_ptr<audit::AuditLog> audit;
    std::unique_ptr<db::GroupCommit> durability;
    std::unique_ptr<refresh::Refresher> refresher;
};

} // namespace keystead::test
