// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/code_flow.h"

#include "core/crypto/random.h"
#include "core/net/async.h"
#include "core/oauth/answer_json.h"
#include "core/oauth/authorization_url.h"
#include "core/oauth/id_token.h"
#include "core/oauth/pkce.h"
#include "core/oauth/redirect.h"
#include "core/oauth/userinfo.h"

#include <algorithm>
#include <QTimer>

namespace keystead::oauth {

namespace {

using Arrival = base::Result<AuthorizationCode>;

bool contains(const std::vector<std::string>& list, const std::string& value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

// What was asked for and not granted. `openid` and offline access prove themselves by the token they bring: servers
// leave them out of the list.
std::vector<std::string> missingScopes(const std::vector<std::string>& asked, const std::vector<std::string>& granted,
                                       const model::TokenSet& tokens)
{
    std::vector<std::string> missing;
    for (const std::string& scope : asked) {
        const bool proven = (scope == "openid" && tokens.idToken) ||
                            ((scope == "offline_access" || scope == "offline") && tokens.refreshToken);
        if (!proven && !contains(granted, scope))
            missing.push_back(scope);
    }
    return missing;
}

} // namespace

struct CodeFlow::Impl : std::enable_shared_from_this<CodeFlow::Impl>
{
    Impl(net::HttpClient& h, const base::Clock& c, CodeFlowRequest r)
        : http(h), clock(c), request(std::move(r)), tokenClient(h, c), verifier(h, c)
    {
    }

    base::Result<net::LoopbackServer::Options> listenerOptions() const;
    base::Status deliver(std::string_view query);
    void settle(Arrival arrival);
    base::Result<std::string> start();
    static QCoro::Task<base::Result<SignInResult>> run(std::shared_ptr<Impl> self, base::CancelToken cancel);
    static QCoro::Task<base::Result<SignInResult>> identify(std::shared_ptr<Impl> self, model::TokenSet tokens,
                                                            std::string redirectScope);
    base::Result<SignInResult> finish(SignInResult result, const std::string& redirectScope);

    net::HttpClient& http;
    const base::Clock& clock;
    CodeFlowRequest request;
    TokenClient tokenClient;
    IdTokenVerifier verifier;
    RedirectExpectation expectation;
    base::Secret nonce;
    base::Secret codeVerifier;
    std::unique_ptr<net::LoopbackServer> listener;
    std::string redirectUri;
    std::function<void(base::Error)> onSuspicious;
    base::CancelSource stop; // everything that runs ends with it
    net::OneShot<Arrival> arrival;
    bool arrived = false;
    bool started = false;
    bool running = false;
};

base::Result<net::LoopbackServer::Options> CodeFlow::Impl::listenerOptions() const
{
    const model::OAuthSpec& spec = *request.spec.oauth;
    if (spec.loopback == model::LoopbackRule::HttpsOnly || spec.loopback == model::LoopbackRule::None)
        return base::fail(base::ErrorCode::Unsupported, "this provider does not redirect to a program on this machine");
    net::LoopbackServer::Options options;
    options.hostInUri = spec.loopback == model::LoopbackRule::LocalhostOnly ? "localhost" : spec.redirectHost;
    options.path = spec.redirectPath;
    options.ports = request.redirectPorts.empty() ? spec.redirectPorts : request.redirectPorts;
    options.formPost = spec.responseMode == "form_post";
    if (spec.loopback == model::LoopbackRule::FixedPort && options.ports.empty())
        return base::fail(base::ErrorCode::InvalidArgument,
                          "redirect_ports: the provider wants the exact port that was registered");
    const auto say = [](std::string& target, const std::string& text) {
        if (!text.empty())
            target = text;
    };
    say(options.pageTitle, request.pageTitle);
    say(options.pageText, request.pageText);
    say(options.failedTitle, request.failedPageTitle);
    say(options.failedText, request.failedPageText);
    return options;
}

base::Result<std::string> CodeFlow::Impl::start()
{
    if (std::exchange(started, true))
        return base::fail(base::ErrorCode::IllegalState, "a sign-in can be started once");
    if (!request.spec.oauth)
        return base::fail(base::ErrorCode::Unsupported, "this provider has no OAuth description");
    if (request.client.clientId.empty())
        return base::fail(base::ErrorCode::InvalidArgument, "client_id: is empty");
    const model::OAuthSpec& spec = *request.spec.oauth;
    KS_TRY(net::checkUrl(request.endpoints.token, request.endpoints.allowLoopbackHttp));
    // SECURITY 1, 2: all fresh, used once.
    expectation.state = crypto::randomToken(32);
    expectation.issuer = request.endpoints.issuer;
    expectation.issRequired = request.endpoints.issParameterSupported || spec.expectIss;
    nonce = crypto::randomToken(32);
    if (spec.supportsPkce.value_or(true))
        codeVerifier = newCodeVerifier();
    KS_ASSIGN(net::LoopbackServer::Options options, listenerOptions());
    const std::weak_ptr<Impl> weak = weak_from_this();
    KS_ASSIGN(listener, net::LoopbackServer::listen(std::move(options), [weak](const net::RedirectDelivery& delivery) {
                  const auto self = weak.lock();
                  return self && self->deliver(delivery.query).has_value();
              }));
    redirectUri = listener->redirectUri();
    return authorizationUrl(spec, request.endpoints,
                            {request.client.clientId, redirectUri, request.scopes, request.accountHint,
                             expectation.state, nonce, codeVerifier});
}

// ok() where the sign-in is decided by this answer, for good or bad; an error where it is somebody else's and the wait
// goes on.
base::Status CodeFlow::Impl::deliver(std::string_view query)
{
    if (arrived || stop.cancelled())
        return base::fail(base::ErrorCode::IllegalState, "this sign-in has its answer already");
    Arrival result = parseRedirectQuery(query, expectation);
    if (result) {
        settle(std::move(result));
        return base::ok();
    }
    const base::Error error = result.error();
    const bool suspicious =
        error.code == base::ErrorCode::OAuthStateMismatch || error.code == base::ErrorCode::OAuthIssuerMismatch;
    if (suspicious && onSuspicious)
        onSuspicious(error);
    // Whoever knows the state has spent it; anything else leaves the wait as it was.
    const bool decided = error.code == base::ErrorCode::OAuthIssuerMismatch ||
                         error.code == base::ErrorCode::OAuthAccessDenied ||
                         error.code == base::ErrorCode::OAuthServerRefused;
    if (!decided)
        return error;
    settle(std::move(result));
    return base::ok();
}

// From the event loop: this may be called below the listener's own signals.
void CodeFlow::Impl::settle(Arrival result)
{
    arrived = true;
    expectation.state.clear();
    const auto self = shared_from_this();
    const auto kept = std::make_shared<Arrival>(std::move(result));
    QTimer::singleShot(0, [self, kept] { self->arrival.set(std::move(*kept)); });
}

QCoro::Task<base::Result<SignInResult>> CodeFlow::Impl::run(std::shared_ptr<Impl> self, base::CancelToken cancel)
{
    if (!self->listener || std::exchange(self->running, true))
        co_return base::fail(base::ErrorCode::IllegalState, "start the sign-in first, and run it once");
    const auto fromCaller = cancel.onCancel([self] { self->stop.cancel(); });
    std::shared_ptr<Arrival> arrival;
    {
        const auto ended =
            self->stop.token().onCancel([self] { self->arrival.set(Arrival{base::fail(base::ErrorCode::Cancelled)}); });
        QTimer limit;
        limit.setSingleShot(true);
        QObject::connect(&limit, &QTimer::timeout, &limit, [self] {
            self->arrival.set(Arrival{base::fail(base::ErrorCode::TimedOut, "nobody signed in within the time")});
        });
        limit.start(self->request.timeout);
        arrival = co_await self->arrival;
    }
    self->arrived = true;
    self->listener->close();
    if (self->stop.cancelled())
        co_return base::fail(base::ErrorCode::Cancelled);
    if (!*arrival)
        co_return std::move(*arrival).error();

    AuthorizationCode code = std::move(**arrival);
    QCoro::Task<TokenResult<TokenAnswer>> exchanging = self->tokenClient.exchangeCode(
        self->request.spec, self->request.endpoints, self->request.client.clone(), std::move(code.code),
        std::move(self->codeVerifier), self->redirectUri, self->stop.token());
    TokenResult<TokenAnswer> answer = co_await exchanging;
    if (self->stop.cancelled())
        co_return base::fail(base::ErrorCode::Cancelled);
    if (!answer)
        co_return std::move(answer).error().error;
    QCoro::Task<base::Result<SignInResult>> identifying =
        identify(self, std::move(answer->tokens), std::move(code.scope));
    co_return co_await identifying;
}

// Who signed in: the id_token where there is one, then userinfo. A missing name is no failure; another account is.
QCoro::Task<base::Result<SignInResult>> CodeFlow::Impl::identify(std::shared_ptr<Impl> self, model::TokenSet tokens,
                                                                 std::string redirectScope)
{
    const model::OAuthSpec& spec = *self->request.spec.oauth;
    SignInResult result;
    result.issuer = self->request.endpoints.issuer;
    result.tokens = std::move(tokens);
    const bool expectsIdToken = spec.openid && contains(self->request.scopes, "openid");
    if (expectsIdToken && !result.tokens.idToken)
        co_return base::fail(base::ErrorCode::OAuthIdTokenInvalid, "id_token: the server sent none");
    if (spec.openid && result.tokens.idToken) {
        IdTokenExpectation expected{
            result.issuer, self->request.client.clientId, std::string{self->nonce.exposeText()}, {}, self->clock.now()};
        QCoro::Task<base::Result<IdTokenClaims>> verifying = self->verifier.verify(
            result.tokens.idToken->clone(), self->request.endpoints, std::move(expected), self->stop.token());
        base::Result<IdTokenClaims> claims = co_await verifying;
        if (self->stop.cancelled())
            co_return base::fail(base::ErrorCode::Cancelled);
        if (!claims)
            co_return std::move(claims).error();
        result.subject = claims->subject;
        result.account = claims->account;
    }
    if (result.account.empty() && !self->request.endpoints.userinfo.empty()) {
        QCoro::Task<base::Result<Userinfo>> asking = fetchUserinfo(
            self->http, self->request.endpoints, result.tokens.accessToken.clone(), result.subject, self->stop.token());
        base::Result<Userinfo> info = co_await asking;
        if (self->stop.cancelled())
            co_return base::fail(base::ErrorCode::Cancelled);
        if (!info && info.error().code == base::ErrorCode::OAuthIdTokenInvalid)
            co_return std::move(info).error();
        if (info) {
            result.account = info->account;
            result.subject = result.subject.empty() ? info->subject : result.subject;
        }
    }
    co_return self->finish(std::move(result), redirectScope);
}

base::Result<SignInResult> CodeFlow::Impl::finish(SignInResult result, const std::string& redirectScope)
{
    // RFC 6749 section 5.1: silence means "as asked"; some servers list the grant in the redirect.
    if (result.tokens.scopes)
        result.scopesGranted = *result.tokens.scopes;
    else if (!redirectScope.empty())
        result.scopesGranted = splitScopes(redirectScope, request.spec.oauth->scopeSeparator);
    else
        result.scopesGranted = request.scopes;
    result.scopesMissing = missingScopes(request.scopes, result.scopesGranted, result.tokens);
    return result;
}

CodeFlow::CodeFlow(net::HttpClient& http, const base::Clock& clock, CodeFlowRequest request)
    : m_impl(std::make_shared<Impl>(http, clock, std::move(request)))
{
}

CodeFlow::~CodeFlow()
{
    m_impl->onSuspicious = nullptr;
    m_impl->stop.cancel();
    if (m_impl->listener)
        m_impl->listener->close();
}

base::Result<std::string> CodeFlow::start()
{
    return m_impl->start();
}

std::string CodeFlow::redirectUri() const
{
    return m_impl->redirectUri;
}

QCoro::Task<base::Result<SignInResult>> CodeFlow::run(base::CancelToken cancel)
{
    return Impl::run(m_impl, std::move(cancel));
}

base::Status CodeFlow::submitPasted(std::string_view pasted)
{
    if (!m_impl->listener)
        return base::fail(base::ErrorCode::IllegalState, "start the sign-in first");
    KS_ASSIGN(std::string query, queryFromPasted(pasted, m_impl->redirectUri));
    const base::Status delivered = m_impl->deliver(query);
    base::wipe(query);
    return delivered;
}

void CodeFlow::onSuspiciousRedirect(std::function<void(base::Error)> callback)
{
    m_impl->onSuspicious = std::move(callback);
}

} // namespace keystead::oauth
