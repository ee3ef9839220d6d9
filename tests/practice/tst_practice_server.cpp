// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/practice_server.h"

#include "core/net/qt_http_client.h"
#include "core/oauth/code_flow.h"
#include "core/oauth/discovery.h"
#include "core/practice/practice_spec.h"
#include "tests/oauth/oauth_helpers.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fault_server.h"

#include <QTest>

using namespace keystead;
using base::ErrorCode;
using practice::PracticeServer;

class TestPracticeServer : public QObject
{
    Q_OBJECT
    test::FakeClock m_clock;
    std::unique_ptr<PracticeServer> m_server;
    std::unique_ptr<net::QtHttpClient> m_http;

    oauth::CodeFlowRequest request()
    {
        oauth::CodeFlowRequest request;
        request.spec = m_server->providerSpec();
        oauth::Discovery discovery(*m_http, m_clock);
        request.endpoints = *test::await(discovery.resolve(request.spec, {}, {}));
        request.client = {practice::practiceClientId, {}};
        request.scopes = request.spec.oauth->defaultScopes;
        return request;
    }
    base::Result<net::HttpResponse> get(const std::string& url, const std::string& bearer = {})
    {
        net::HttpRequest wanted;
        wanted.url = url;
        wanted.allowLoopbackHttp = true;
        if (!bearer.empty())
            wanted.secretHeaders.emplace_back("Authorization", test::secret("Bearer " + bearer));
        return test::await(m_http->send(std::move(wanted), {}));
    }
    // What a person does: opens the page, presses the button with this choice, and follows.
    base::Result<oauth::SignInResult> signIn(const std::string& choice)
    {
        oauth::CodeFlow flow(*m_http, m_clock, request());
        const auto url = flow.start();
        if (!url)
            return url.error();
        std::optional<base::Result<oauth::SignInResult>> result;
        flow.run({}).then([&result](base::Result<oauth::SignInResult> value) { result.emplace(std::move(value)); });
        const auto page = get(*url);
        if (!page || page->status != 200)
            return base::fail(ErrorCode::BadResponse, "no page");
        const std::string html{page->body.exposeText()};
        const std::size_t end = html.find("&amp;choice=" + choice + "\"");
        const std::size_t begin = html.rfind("href=\"", end) + 6;
        if (end == std::string::npos)
            return base::fail(ErrorCode::BadResponse, "no link for " + choice);
        const auto decided = get(m_server->issuer() + html.substr(begin, end - begin) + "&choice=" + choice);
        if (!decided || decided->status != 302)
            return base::fail(ErrorCode::BadResponse, "the button did not redirect");
        const auto landed = get(decided->header("location"));
        if (!landed)
            return base::fail(ErrorCode::BadResponse, "the redirect found no listener");
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, 20'000))
            return base::fail(ErrorCode::TimedOut, "the sign-in did not end");
        return std::move(*result);
    }
    oauth::TokenResult<oauth::TokenAnswer> refresh(const std::string& token)
    {
        oauth::TokenClient client(*m_http, m_clock);
        oauth::CodeFlowRequest wanted = request();
        auto task = client.refresh(wanted.spec, wanted.endpoints, std::move(wanted.client), test::secret(token),
                                   wanted.scopes, {});
        return test::await(std::move(task));
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::move(*PracticeServer::start(m_clock));
        m_http = std::make_unique<net::QtHttpClient>(m_clock);
    }

    void listensOnLoopbackOnly()
    {
        QVERIFY(m_server->issuer().starts_with("http://127.0.0.1:"));
        QCOMPARE(get(m_server->issuer() + "/.well-known/openid-configuration")->status, 200);
    }
    void aPersonSignsIn()
    {
        const auto result = signIn("allow");
        QVERIFY2(result, result ? "" : base::toString(result.error()).c_str());
        QCOMPARE(result->account, std::string{"ada@practice.example"});
        QCOMPARE(result->issuer, m_server->issuer());
        QVERIFY(result->scopesMissing.empty());
        const std::string token = std::string{result->tokens.accessToken.exposeText()};
        QVERIFY(m_server->authority().isLive(token));
        const auto user = get(m_server->providerSpec().test->url, token);
        QCOMPARE(user->status, 200);
        QCOMPARE(user->header("x-oauth-scopes"), std::string{"openid read"});
    }
    void tokensLiveSixtySecondsAndAreRenewed()
    {
        const auto result = signIn("allow");
        QVERIFY2(result, result ? "" : base::toString(result.error()).c_str());
        const std::string token = std::string{result->tokens.accessToken.exposeText()};
        m_clock.advance(std::chrono::seconds{60});
        QCOMPARE(get(m_server->providerSpec().test->url, token)->status, 401);
        const auto fresh = refresh(test::exposed(result->tokens.refreshToken));
        QVERIFY(fresh.has_value());
        QCOMPARE(get(m_server->providerSpec().test->url, std::string{fresh->tokens.accessToken.exposeText()})->status,
                 200);
    }
    void aPersonCanWatchARenewalFail()
    {
        const auto result = signIn("refuse-refresh");
        QVERIFY2(result, result ? "" : base::toString(result.error()).c_str());
        const auto refused = refresh(test::exposed(result->tokens.refreshToken));
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().error.code, ErrorCode::OAuthInvalidGrant);
    }
    void aPersonMaySayNo() { QCOMPARE(signIn("deny").error().code, ErrorCode::OAuthAccessDenied); }
    void theSpecIsMarkedAsPractice()
    {
        const model::ProviderSpec spec = m_server->providerSpec();
        QCOMPARE(spec.id, std::string{practice::practiceProviderId});
        QCOMPARE(spec.category, std::string{"practice"});
        QVERIFY(spec.loopbackHttpAllowed);
        QVERIFY(spec.apiBaseUrl.starts_with(m_server->issuer()));
    }
};

QTEST_GUILESS_MAIN(TestPracticeServer)
#include "tst_practice_server.moc"
