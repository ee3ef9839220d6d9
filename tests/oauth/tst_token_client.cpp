// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/form_encoding.h"
#include "core/net/qt_http_client.h"
#include "core/oauth/token_client.h"
#include "tests/oauth/oauth_helpers.h"
#include "tests/support/authorization_server.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_http.h"

#include <QTest>

using namespace keystead;
using base::ErrorCode;
using test::Fault;
using test::ServerReply;

namespace {

constexpr char good[] = "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":60}";

std::string bodyOf(const net::HttpRequest& request)
{
    return request.body ? std::string{request.body->exposeText()} : std::string{};
}

std::string authorizationOf(const net::HttpRequest& request)
{
    return request.secretHeaders.empty() ? std::string{}
                                         : std::string{request.secretHeaders.front().second.exposeText()};
}

} // namespace

class TestTokenClient : public QObject
{
    Q_OBJECT
    test::FakeClock m_clock;
    test::FakeHttp m_http;

    oauth::TokenResult<oauth::TokenAnswer> refresh(const model::ProviderSpec& spec, oauth::Endpoints endpoints,
                                                   oauth::ClientIdentity client)
    {
        m_http.requests.clear();
        m_http.push(200, good);
        oauth::TokenClient tokens(m_http, m_clock);
        return test::await(
            tokens.refresh(spec, std::move(endpoints), std::move(client), test::secret("old refresh"), {"a", "b"}, {}));
    }
private Q_SLOTS:
    void postsTheClientSecretInTheBody()
    {
        const auto answer = refresh(test::exampleSpec(), test::exampleEndpoints(), {"id", test::secret("s&cret")});
        QVERIFY(answer);
        QCOMPARE(
            bodyOf(m_http.requests.front()),
            std::string{"grant_type=refresh_token&refresh_token=old%20refresh&client_id=id&client_secret=s%26cret"});
        QVERIFY(m_http.requests.front().secretHeaders.empty());
    }
    // RFC 6749 section 2.3.1: both halves are form-encoded before they are joined.
    void putsTheClientSecretInTheHeader()
    {
        model::ProviderSpec spec = test::exampleSpec();
        spec.oauth->clientAuth = model::ClientAuth::SecretBasic;
        QVERIFY(refresh(spec, test::exampleEndpoints(), {"i:d", test::secret("s/cret+1")}));
        QCOMPARE(bodyOf(m_http.requests.front()), std::string{"grant_type=refresh_token&refresh_token=old%20refresh"});
        QCOMPARE(QByteArray::fromBase64(QByteArray::fromStdString(authorizationOf(m_http.requests.front()).substr(6))),
                 QByteArray("i%3Ad:s%2Fcret%2B1"));
    }
    void publicClientsSendTheirIdOnly()
    {
        model::ProviderSpec spec = test::exampleSpec();
        spec.oauth->clientAuth = model::ClientAuth::SecretBasic;
        QVERIFY(refresh(spec, test::exampleEndpoints(), {"id", {}}));
        QCOMPARE(bodyOf(m_http.requests.front()),
                 std::string{"grant_type=refresh_token&refresh_token=old%20refresh&client_id=id"});
        QVERIFY(m_http.requests.front().secretHeaders.empty());
    }
    void metadataDecidesWhereItListsOtherMethods()
    {
        oauth::Endpoints endpoints = test::exampleEndpoints();
        endpoints.tokenAuthMethods = {"private_key_jwt", "client_secret_basic"};
        QVERIFY(refresh(test::exampleSpec(), endpoints, {"id", test::secret("s")}));
        QVERIFY(authorizationOf(m_http.requests.front()).starts_with("Basic "));
        QVERIFY(bodyOf(m_http.requests.front()).find("client_secret") == std::string::npos);
    }
    void descriptorsAddParametersHeadersScopesAndJson()
    {
        model::ProviderSpec spec = test::exampleSpec();
        spec.oauth->tokenRequestFormat = "json";
        spec.oauth->tokenRequestParams = {{"audience", "x\"y"}, {"grant_type", "ignored"}};
        spec.oauth->tokenRequestHeaders = {{"Accept", "application/vnd.x+json"}};
        spec.oauth->scopeOnRefresh = true;
        spec.oauth->scopeSeparator = ",";
        oauth::Endpoints endpoints = test::exampleEndpoints();
        endpoints.refresh = "https://login.example/refresh";
        QVERIFY(refresh(spec, endpoints, {"id", {}}));
        const net::HttpRequest& request = m_http.requests.front();
        QCOMPARE(request.url, std::string{"https://login.example/refresh"});
        QCOMPARE(request.contentType, std::string{"application/json"});
        QCOMPARE(bodyOf(request),
                 std::string{"{\"grant_type\":\"refresh_token\",\"refresh_token\":\"old "
                             "refresh\",\"scope\":\"a,b\",\"client_id\":\"id\",\"audience\":\"x\\\"y\"}"});
        QCOMPARE(request.headers.size(), std::size_t{1});
        QCOMPARE(request.headers.front().second, std::string{"application/vnd.x+json"});
    }
    void expiryFollowsTheServersClock()
    {
        oauth::TokenClient tokens(m_http, m_clock);
        m_http.push(200, good, "application/json", {{"date", "Sun, 06 Nov 1994 08:49:37 GMT"}});
        const auto answer = test::await(tokens.clientCredentials(test::exampleSpec(), test::exampleEndpoints(),
                                                                 {"id", test::secret("s")}, {"x"}, {}));
        QVERIFY(answer);
        QCOMPARE(*answer->tokens.expiresAt, *base::fromHttpDate("Sun, 06 Nov 1994 08:50:37 GMT"));
        m_http.push(200, good);
        const auto undated = test::await(
            tokens.clientCredentials(test::exampleSpec(), test::exampleEndpoints(), {"id", test::secret("s")}, {}, {}));
        QCOMPARE(*undated->tokens.expiresAt, m_clock.now() + std::chrono::seconds{60});
    }
    void echoedSecretsStayOutOfErrors()
    {
        oauth::TokenClient tokens(m_http, m_clock);
        m_http.push(400, "{\"error\":\"invalid_grant\",\"error_description\":\"token short.1 is unknown\"}");
        const auto answer = test::await(
            tokens.refresh(test::exampleSpec(), test::exampleEndpoints(), {"id", {}}, test::secret("short.1"), {}, {}));
        QCOMPARE(answer.error().error.code, ErrorCode::OAuthInvalidGrant);
        QVERIFY(answer.error().error.detail.find("short.1") == std::string::npos);
    }
    void exchangesCodesAndAssertions()
    {
        test::AuthorizationServer server;
        net::QtHttpClient http(m_clock);
        oauth::TokenClient tokens(http, m_clock);
        oauth::Endpoints endpoints = test::exampleEndpoints();
        endpoints.token = server.issuer() + "/token";
        endpoints.allowLoopbackHttp = true;
        const auto bad =
            test::await(tokens.exchangeCode(server.spec(), endpoints, {"test-client", {}}, test::secret("nope"),
                                            test::secret("v"), "http://127.0.0.1:1/callback", {}));
        QCOMPARE(bad.error().error.code, ErrorCode::OAuthInvalidGrant);
        const test::ServerRequest seen = server.http().last("/token");
        QCOMPARE(seen.form("grant_type"), std::string{"authorization_code"});
        QCOMPARE(seen.form("redirect_uri"), std::string{"http://127.0.0.1:1/callback"});
        QCOMPARE(seen.form("code_verifier"), std::string{"v"});
        const auto minted = test::await(
            tokens.jwtBearer(server.spec(), endpoints, {"test-client", {}}, test::secret("a.b.c"), {"read"}, {}));
        QVERIFY(minted);
        QCOMPARE(server.http().last("/token").form("grant_type"),
                 std::string{"urn:ietf:params:oauth:grant-type:jwt-bearer"});
    }
    void rotatesAndNoticesReuse()
    {
        test::AuthorizationServer server;
        net::QtHttpClient http(m_clock);
        oauth::TokenClient tokens(http, m_clock);
        oauth::Endpoints endpoints = test::exampleEndpoints();
        endpoints.refresh = server.issuer() + "/token";
        endpoints.allowLoopbackHttp = true;
        const std::string first = server.issue().refreshToken;
        const auto answer =
            test::await(tokens.refresh(server.spec(), endpoints, {"test-client", {}}, test::secret(first), {}, {}));
        QVERIFY(answer);
        QVERIFY(test::exposed(answer->tokens.refreshToken) != first);
        QVERIFY(server.isLive(test::exposed(answer->tokens.refreshToken)));
        const auto again =
            test::await(tokens.refresh(server.spec(), endpoints, {"test-client", {}}, test::secret(first), {}, {}));
        QCOMPARE(again.error().error.code, ErrorCode::OAuthInvalidGrant);
        QVERIFY(server.reuseDetected());
        QCOMPARE(server.refreshes(), 1);
    }
    // One clear error each, exactly one POST, never the raw answer. SECURITY 5, SECURITY 24.
    void faults_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        int row = 0;
        const auto add = [&](const char* name, ErrorCode code) {
            QTest::newRow(name) << row++ << static_cast<int>(code);
        };
        add("closes without answering", ErrorCode::NetworkUnreachable);
        add("closes in the middle", ErrorCode::NetworkUnreachable);
        add("HTML with 200", ErrorCode::BadResponse);
        add("10 MiB", ErrorCode::TooLarge);
        add("redirect", ErrorCode::RedirectRefused);
        add("429 in seconds", ErrorCode::TooManyRequests);
        add("503", ErrorCode::ServerError);
        add("garbage with 200", ErrorCode::BadResponse);
        add("gzip bomb", ErrorCode::BadResponse);
    }
    void faults()
    {
        QFETCH(int, kind);
        QFETCH(int, code);
        test::AuthorizationServer server;
        test::FaultServer canary;
        const std::vector<ServerReply> replies{ServerReply::failing(Fault::CloseWithoutAnswer),
                                               ServerReply::failing(Fault::CloseMidBody),
                                               ServerReply::html(),
                                               ServerReply::json(std::string(10 * 1024 * 1024, 'x')),
                                               ServerReply::redirect(canary.baseUrl() + "/steal", 307),
                                               ServerReply::tooManyRequests("17"),
                                               ServerReply::json("{}", 503),
                                               ServerReply::json("\x01\x02 raw canary"),
                                               ServerReply::failing(Fault::GzipBomb)};
        server.http().once("/token", replies.at(static_cast<std::size_t>(kind)));
        net::QtHttpClient http(m_clock);
        oauth::TokenClient tokens(http, m_clock);
        oauth::Endpoints endpoints = test::exampleEndpoints();
        endpoints.refresh = server.issuer() + "/token";
        endpoints.allowLoopbackHttp = true;
        const std::string token = server.issue().refreshToken;
        const auto answer =
            test::await(tokens.refresh(server.spec(), endpoints, {"test-client", {}}, test::secret(token), {}, {}));
        QVERIFY(!answer);
        QCOMPARE(static_cast<int>(answer.error().error.code), code);
        QVERIFY(answer.error().error.detail.find("canary") == std::string::npos);
        QCOMPARE(server.tokenPosts(), 1);
        QCOMPARE(canary.connections(), 0);
        QVERIFY(server.isLive(token));
        if (answer.error().error.code == ErrorCode::TooManyRequests)
            QCOMPARE(answer.error().retryAfter->count(), qint64{17'000});
    }
};

QTEST_GUILESS_MAIN(TestTokenClient)
#include "tst_token_client.moc"
