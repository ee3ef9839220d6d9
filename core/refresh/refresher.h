// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The one place where credentials become fresh: single flight a connection, the journal, backoff, at most N at a time a
// host. Kinds without a refresh (api_key, basic, bearer, certificate) are handed out as they are; client_credentials
// and jwt are fetched or minted anew; oauth2 is refreshed. Thread: the core thread.
#include "core/audit/audit_log.h"
#include "core/base/cancel.h"
#include "core/db/group_commit.h"
#include "core/model/audit_event.h"
#include "core/model/change_set.h"
#include "core/model/credential.h"
#include "core/oauth/discovery.h"
#include "core/oauth/id_token.h"
#include "core/oauth/token_client.h"
#include "core/providers/registry.h"
#include "core/refresh/refresh_policy.h"
#include "core/vault/vault.h"

#include <memory>
#include <qcoro/qcorotask.h>
#include <QObject>

namespace keystead::refresh {

class LateAnswers;

// What a caller gets: the connection as it is now and the secret that it asked for.
struct FreshCredential
{
    model::Connection connection;
    base::Secret value; // the kind's main secret (model::mainField), or a minted JWT
    std::string tokenType = "Bearer";
    std::optional<base::WallTime> expiresAt;
    bool refreshed = false;
};

struct RefreshOutcome
{
    model::Connection connection;
    std::chrono::milliseconds took{0};
};

class Refresher : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        vault::Vault& vault;
        audit::AuditLog& audit;
        db::GroupCommit& durability;
        providers::Registry& providers;
        net::HttpClient& http;
        const base::Clock& clock;
        oauth::Discovery& discovery;
        oauth::IdTokenVerifier& idTokens;
        std::function<double()> random01;
        LateAnswers* late = nullptr; // null: what is on its way at a lock is waited for
    };
    explicit Refresher(Parts parts, PolicySettings settings, QObject* parent = nullptr);
    ~Refresher() override;

    // Fresh for at least `minValid` (refresh_policy.h, wantsRefresh: where no token lives so long, one refresh and then
    // what came). Waits for a refresh in flight instead of starting a second. A token that cannot be refreshed is
    // handed out as long as it lives, also after invalid_grant, but not where the server's identity token was false.
    // Errors: NotFound, SignInNeeded, IllegalState (paused), network codes where the stored token has run out.
    QCoro::Task<base::Result<FreshCredential>> freshCredential(base::ConnectionId id,
                                                               std::chrono::milliseconds minValid, model::Actor actor,
                                                               base::CancelToken cancel);
    // Refreshes now, whatever the expiry; joins one in flight.
    QCoro::Task<base::Result<RefreshOutcome>> refreshNow(base::ConnectionId id, model::Actor actor,
                                                         base::CancelToken cancel);
    bool inFlight(const base::ConnectionId& id) const;
    void setSettings(PolicySettings settings);
    // While held nothing is sent (RolledBack): a token family of a restored vault is not spent before the person has
    // looked.
    void hold(bool held);
    // New tokens came by a sign-in; `life` from now, nullopt: without end. Forgets failures of the old ones.
    void tokensReplaced(const base::ConnectionId& id, std::optional<std::chrono::milliseconds> life);
    // How long what is handed out still lives, by steady time (token_lives.h); nullopt: no expiry is known.
    std::optional<std::chrono::milliseconds> remaining(const model::Connection& connection) const;
    std::optional<std::chrono::milliseconds> lifeOf(const model::Connection& connection) const;
    // After a failure: when the timer may try again.
    std::optional<base::SteadyTime> retryAt(const base::ConnectionId& id) const;
    // Answers that came while the vault was locked become flights (late_answers.h). Call it once the vault may be used.
    void takeUpLate();
    // Takes nothing new, cancels what was not sent, hands requests that were sent over to LateAnswers (without it:
    // waits for them), and waits for what is being stored, at most `limit` and not beyond `cut`. What is left then is
    // cancelled: its journal row stays open, and no coroutine stays behind with a secret.
    QCoro::Task<void> drain(std::chrono::milliseconds limit, base::CancelToken cut = {});

Q_SIGNALS:
    void changed(keystead::model::ChangeSet changes);
    // invalid_grant or a changed subject: once a connection until it is signed in again.
    void signInNeeded(keystead::model::Connection connection);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace keystead::refresh
