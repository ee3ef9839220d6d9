// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/sign_in.h"

#include "core/service/connection_ops.h"
#include "core/vault/connection_store.h"
#include "core/vault/oauth_client_store.h"

namespace keystead::service {

namespace {

using base::ErrorCode;

constexpr std::chrono::milliseconds waitFor{std::chrono::minutes{5}};
constexpr std::size_t maxKept = 64; // sessions, finished ones included

SignInPtr findEntry(Context& context, const std::string& id)
{
    if (!context.session)
        return nullptr;
    const auto found = context.session->signIns.find(id);
    return found == context.session->signIns.end() ? nullptr : found->second;
}

QCoro::Task<void> runSignIn(ContextPtr context, SignInPtr entry)
{
    auto running = entry->flow->run(entry->cancel.token());
    base::Result<oauth::SignInResult> result = co_await running;
    base::Result<SignInOutcome> outcome = base::fail(ErrorCode::Cancelled);
    if (result) {
        auto storing = storeSignIn(context, entry, std::move(*result));
        outcome = co_await storing;
    } else {
        outcome = result.error();
    }
    if (!outcome)
        recordSignInFailure(*context, *entry, outcome.error());
    entry->flow.reset(); // with its verifier and client secret
    entry->done.set(std::move(outcome));
}

void endOthers(VaultSession& session, const base::ConnectionId& id)
{
    std::vector<SignInPtr> others;
    for (const auto& [key, entry] : session.signIns) {
        if (entry->connection == id && !entry->done.ready())
            others.push_back(entry);
    }
    for (const SignInPtr& entry : others)
        entry->cancel.cancel();
}

void forgetFinished(VaultSession& session)
{
    while (session.signIns.size() >= maxKept) {
        auto oldest = session.signIns.end();
        for (auto it = session.signIns.begin(); it != session.signIns.end(); ++it) {
            if (it->second->done.ready() &&
                (oldest == session.signIns.end() || it->second->startedAt < oldest->second->startedAt))
                oldest = it;
        }
        if (oldest == session.signIns.end())
            return;
        session.signIns.erase(oldest);
    }
}

struct Plan
{
    model::Connection connection;
    oauth::CodeFlowRequest request;
};

base::Result<Plan> planSignIn(Context& context, VaultSession& session, const base::ConnectionId& id)
{
    Plan plan;
    KS_ASSIGN(plan.connection, session.vault->connections().get(id));
    KS_ASSIGN(plan.request.spec, specOf(context, plan.connection.providerId));
    if (plan.connection.kind != model::AuthKind::OAuth2 || !plan.request.spec.oauth)
        return base::fail(ErrorCode::Unsupported, "this kind of connection has no sign-in");
    KS_ASSIGN(plan.request.client, clientIdentity(*session.vault, plan.connection));
    if (plan.request.client.clientId.empty())
        return base::fail(ErrorCode::InvalidArgument, "client_id: the connection has no OAuth client");
    if (plan.connection.oauthClient) {
        KS_ASSIGN(const model::OAuthClient client, session.vault->oauthClients().get(*plan.connection.oauthClient));
        plan.request.redirectPorts = client.redirectPorts;
    }
    plan.request.scopes = plan.connection.scopesRequested.empty() ? plan.request.spec.oauth->defaultScopes
                                                                  : plan.connection.scopesRequested;
    plan.request.accountHint = plan.connection.account;
    plan.request.timeout = waitFor;
    return plan;
}

SignInPtr makeEntry(Context& context, VaultSession& session, const SignInRequest& request, model::Actor actor)
{
    auto entry = std::make_shared<SignInEntry>(context.parts.http, context.parts.clock);
    entry->id = base::newIdText("sgn");
    entry->connection = request.connection;
    entry->actor = std::move(actor);
    entry->startedAt = context.parts.clock.steady();
    const auto giveUp = [weak = std::weak_ptr<SignInEntry>(entry)] {
        if (const SignInPtr shared = weak.lock())
            shared->cancel.cancel();
    };
    entry->onLock = session.closing.token().onCancel(giveUp);
    entry->onCallerGone = request.caller.onCancel(giveUp);
    return entry;
}

} // namespace

TaskOf<SignInSession> startSignIn(ContextPtr context, SignInRequest request, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->openTrusted());
    KS_CO_ASSIGN(Plan plan, planSignIn(*context, *session, request.connection));
    const SignInPtr entry = makeEntry(*context, *session, request, actor);
    auto resolving = session->discovery.resolve(plan.request.spec, plan.connection.parameters, entry->cancel.token());
    base::Result<oauth::Endpoints> endpoints = co_await resolving;
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    if (!endpoints) {
        recordSignInFailure(*context, *entry, endpoints.error());
        co_return endpoints.error();
    }
    plan.request.endpoints = std::move(*endpoints);
    SignInSession answer;
    answer.providerName = plan.request.spec.displayName;
    answer.connectionName = plan.connection.name;
    answer.accountHint = plan.connection.account;
    entry->flow = std::make_unique<oauth::CodeFlow>(entry->probe, entry->probe.serverClock(), std::move(plan.request));
    entry->flow->onSuspiciousRedirect(
        [weak = std::weak_ptr<Context>(context), weakEntry = std::weak_ptr<SignInEntry>(entry)](base::Error error) {
            const ContextPtr shared = weak.lock();
            const SignInPtr sharedEntry = weakEntry.lock();
            if (shared && sharedEntry)
                recordSuspiciousRedirect(*shared, *sharedEntry, error);
        });
    const base::Result<std::string> url = entry->flow->start();
    if (!url) {
        recordSignInFailure(*context, *entry, url.error());
        co_return url.error();
    }
    endOthers(*still, request.connection);
    forgetFinished(*still);
    still->signIns.insert_or_assign(entry->id, entry);
    answer.id = entry->id;
    answer.url = *url;
    answer.redirectUri = entry->flow->redirectUri();
    answer.expiresAt = context->now() + waitFor;
    const auto detached = runSignIn(context, entry);
    if (request.openBrowser && context->service)
        Q_EMIT context->service->openInBrowser(QString::fromStdString(*url));
    co_return answer;
}

TaskOf<SignInOutcome> awaitSignIn(ContextPtr context, std::string sessionId)
{
    const SignInPtr entry = findEntry(*context, sessionId);
    if (!entry)
        co_return base::fail(ErrorCode::NotFound, "no such sign-in");
    const std::shared_ptr<base::Result<SignInOutcome>> outcome = co_await entry->done;
    co_return *outcome;
}

TaskOf<void> submitPastedAddress(ContextPtr context, std::string sessionId, std::string address)
{
    const SignInPtr entry = findEntry(*context, sessionId);
    if (!entry || !entry->flow)
        co_return base::fail(ErrorCode::NotFound, "no such sign-in");
    co_return entry->flow->submitPasted(address);
}

void cancelSignIn(Context& context, const std::string& sessionId)
{
    if (const SignInPtr entry = findEntry(context, sessionId))
        entry->cancel.cancel();
}

} // namespace keystead::service
