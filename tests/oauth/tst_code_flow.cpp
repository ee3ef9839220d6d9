// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/form_encoding.h"
#include "core/net/qt_http_client.h"
#include "core/oauth/code_flow.h"
#include "core/oauth/discovery.h"
#include "tests/oauth/oauth_helpers.h"
#include "tests/support/authorization_server.h"

#include <QTcpServer>
#include <QTest>
#include <QUrl>
#include <QUrlQuery>
#include <set>

using namespace keystead;
using base::ErrorCode;
using oauth::CodeFlow;
using test::ServerReply;

namespace {

std::string queryValue(const std::string& url, const char* name)
{
    return QUrlQuery(QUrl::fromEncoded(QByteArray::fromStdString(url)))
        .queryItemValue(QLatin1String(name), QUrl::FullyDecoded)
        .toStdString();
}

} // namespace

class TestCodeFlow : public QObject
{
    Q_OBJECT
    base::SystemClock m_clock;
    std::unique_ptr<test::AuthorizationServer> m_server;
    std::unique_ptr<net::QtHttpClient> m_http;

    oauth::CodeFlowRequest request(std::vector<std::string> scopes = {"openid", "read"})
    {
        oauth::CodeFlowRequest request;
        request.spec = m_server->spec();
        oauth::Discovery discovery(*m_http, m_clock);
        request.endpoints = *test::await(discovery.resolve(m_server->spec(), {}, {}));
        request.client = {"test-client", {}};
        request.scopes = std::move(scopes);
        return request;
    }
    // Runs the flow to its end with a browser that opens `url`, or the flow's own.
    base::Result<oauth::SignInResult> signIn(CodeFlow& flow, base::CancelToken cancel = {})
    {
        const auto url = flow.start();
        if (!url)
            return url.error();
        const test::Visit browser(*url);
        return test::await(flow.run(std::move(cancel)));
    }
private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<test::AuthorizationServer>();
        m_http = std::make_unique<net::QtHttpClient>(m_clock);
    }
    void cleanup()
    {
        m_http.reset();
        m_server.reset();
    }
    void signsIn()
    {
        CodeFlow flow(*m_http, m_clock, request());
        int suspicious = 0;
        flow.onSuspiciousRedirect([&](const base::Error&) { ++suspicious; });
        const auto result = signIn(flow);
        QVERIFY2(result, result ? "" : base::toString(result.error()).c_str());
        QVERIFY(m_server->isLive(std::string{result->tokens.accessToken.exposeText()}));
        QVERIFY(result->tokens.refreshToken);
        QCOMPARE(result->account, std::string{"ada@example.org"});
        QCOMPARE(result->subject, std::string{"user-1"});
        QCOMPARE(result->issuer, m_server->issuer());
        QVERIFY(result->scopesMissing.empty());
        QCOMPARE(suspicious, 0);
        QCOMPARE(m_server->tokenPosts(), 1);
        QCOMPARE(m_server->http().last("/token").form("redirect_uri"), flow.redirectUri());
    }
    // SECURITY 1, SECURITY 2
    void everyFlowHasItsOwnSecrets()
    {
        std::set<std::string> seen;
        for (int i = 0; i < 5; ++i) {
            CodeFlow flow(*m_http, m_clock, request());
            const std::string url = *flow.start();
            seen.insert(queryValue(url, "state"));
            seen.insert(queryValue(url, "nonce"));
            seen.insert(queryValue(url, "code_challenge"));
            QCOMPARE(queryValue(url, "code_challenge_method"), std::string{"S256"});
            QCOMPARE(queryValue(url, "state").size(), std::size_t{43});
            QCOMPARE(flow.start().error().code, ErrorCode::IllegalState);
        }
        QCOMPARE(seen.size(), std::size_t{15});
    }
    // SECURITY 2: a foreign answer causes no token request, is reported, and the flow goes on to its own end.
    void foreignAnswersCauseNoTokenRequest()
    {
        CodeFlow flow(*m_http, m_clock, request());
        std::vector<base::Error> suspicious;
        flow.onSuspiciousRedirect([&](base::Error error) { suspicious.push_back(std::move(error)); });
        const std::string url = *flow.start();
        std::optional<base::Result<oauth::SignInResult>> result;
        flow.run({}).then([&](base::Result<oauth::SignInResult> value) { result.emplace(std::move(value)); });
        {
            const test::Visit wrong(flow.redirectUri() + "?code=stolen&state=wrong");
            QTRY_VERIFY(wrong.done());
            QVERIFY(wrong.answer().starts_with("HTTP/1.1 400"));
            const test::Visit none(flow.redirectUri() + "?code=stolen");
            QTRY_VERIFY(none.done());
            const test::Visit junk(flow.redirectUri() + "/favicon.ico");
            QTRY_VERIFY(junk.done());
        }
        QCOMPARE(m_server->tokenPosts(), 0);
        QCOMPARE(suspicious.size(), std::size_t{2});
        QCOMPARE(suspicious.front().code, ErrorCode::OAuthStateMismatch);
        QVERIFY(!result);
        const test::Visit browser(url);
        QTRY_VERIFY(result);
        QVERIFY(*result);
        QCOMPARE(m_server->tokenPosts(), 1);
    }
    void statesOfAnotherFlowAndUsedOnesAreRefused()
    {
        CodeFlow first(*m_http, m_clock, request());
        CodeFlow second(*m_http, m_clock, request());
        const std::string state = queryValue(*first.start(), "state");
        QVERIFY(second.start());
        QCOMPARE(second.submitPasted(second.redirectUri() + "?code=1&state=" + state).error().code,
                 ErrorCode::OAuthStateMismatch);
        const std::string query = "?code=1&state=" + state + "&iss=" + net::percentEncode(m_server->issuer());
        QVERIFY(first.submitPasted(first.redirectUri() + query));
        QCOMPARE(first.submitPasted(first.redirectUri() + query).error().code, ErrorCode::IllegalState);
        QCOMPARE(m_server->tokenPosts(), 0);
    }
    // SECURITY 3, SECURITY 40
    void anotherIssuerEndsTheFlow()
    {
        test::AuthorizationServerConfig config;
        config.issOverride = "https://evil.example";
        m_server->setConfig(config);
        CodeFlow flow(*m_http, m_clock, request());
        int suspicious = 0;
        flow.onSuspiciousRedirect([&](const base::Error&) { ++suspicious; });
        const auto result = signIn(flow);
        QCOMPARE(result.error().code, ErrorCode::OAuthIssuerMismatch);
        QCOMPARE(suspicious, 1);
        QCOMPARE(m_server->tokenPosts(), 0);
    }
    void missingIssuerIsRefusedWhereItIsExpected()
    {
        test::AuthorizationServerConfig config;
        config.issParameter = false;
        m_server->setConfig(config);
        CodeFlow lenient(*m_http, m_clock, request());
        QVERIFY(signIn(lenient));
        oauth::CodeFlowRequest strict = request();
        strict.endpoints.issParameterSupported = true;
        CodeFlow flow(*m_http, m_clock, std::move(strict));
        QCOMPARE(signIn(flow).error().code, ErrorCode::OAuthIssuerMismatch);
    }
    void thePersonMaySayNo()
    {
        test::AuthorizationServerConfig config;
        config.authorizationError = "access_denied";
        m_server->setConfig(config);
        CodeFlow flow(*m_http, m_clock, request());
        QCOMPARE(signIn(flow).error().code, ErrorCode::OAuthAccessDenied);
    }
    // SECURITY 9
    void scopesAreCompared()
    {
        test::AuthorizationServerConfig config;
        config.grantOnly = {"read"};
        config.openid = false;
        m_server->setConfig(config);
        CodeFlow flow(*m_http, m_clock, request({"read", "write", "offline_access"}));
        const auto result = signIn(flow);
        QVERIFY2(result, result ? "" : base::toString(result.error()).c_str());
        QCOMPARE(result->scopesGranted, std::vector<std::string>{"read"});
        QCOMPARE(result->scopesMissing, std::vector<std::string>{"write"});
        QCOMPARE(result->account, std::string{"ada@example.org"}); // from userinfo
    }
    void aMissingIdTokenIsAnError()
    {
        test::AuthorizationServerConfig config;
        config.openid = false;
        m_server->setConfig(config);
        CodeFlow flow(*m_http, m_clock, request());
        QCOMPARE(signIn(flow).error().code, ErrorCode::OAuthIdTokenInvalid);
    }
    void aForgedIdTokenIsAnError()
    {
        m_server->http().once("/token",
                              ServerReply::json("{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"id_token\":\"" +
                                                m_server->makeIdToken("{}", "another nonce") + "\"}"));
        CodeFlow flow(*m_http, m_clock, request());
        const auto result = signIn(flow);
        QCOMPARE(result.error().code, ErrorCode::OAuthIdTokenInvalid);
        QVERIFY(result.error().detail.find("nonce") != std::string::npos);
    }
    void pastedAddressSignsIn()
    {
        CodeFlow flow(*m_http, m_clock, request());
        const std::string url = *flow.start();
        std::optional<base::Result<oauth::SignInResult>> result;
        flow.run({}).then([&](base::Result<oauth::SignInResult> value) { result.emplace(std::move(value)); });
        QCOMPARE(flow.submitPasted("https://elsewhere.example/?code=1").error().code, ErrorCode::InvalidArgument);
        QVERIFY(!result);
        // What the browser on the other machine ends at.
        const std::string answer =
            test::rawExchange(QUrl(QString::fromStdString(url)).port(),
                              "GET " + url.substr(url.find("/authorize")) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        const auto begin = answer.find("Location: ") + 10;
        QVERIFY(flow.submitPasted(answer.substr(begin, answer.find("\r\n", begin) - begin)));
        QTRY_VERIFY(result);
        QVERIFY(*result);
    }
    // SECURITY 17
    void formPostSignsIn()
    {
        oauth::CodeFlowRequest wanted = request();
        wanted.spec.oauth->responseMode = "form_post";
        CodeFlow flow(*m_http, m_clock, std::move(wanted));
        const std::string url = *flow.start();
        QCOMPARE(queryValue(url, "response_mode"), std::string{"form_post"});
        std::optional<base::Result<oauth::SignInResult>> result;
        flow.run({}).then([&](base::Result<oauth::SignInResult> value) { result.emplace(std::move(value)); });
        const std::string answer =
            test::rawExchange(QUrl(QString::fromStdString(url)).port(),
                              "GET " + url.substr(url.find("/authorize")) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        const auto begin = answer.find("callback?") + 9;
        const std::string form = answer.substr(begin, answer.find("\r\n", begin) - begin);
        const QUrl redirect(QString::fromStdString(flow.redirectUri()));
        QTcpSocket socket;
        socket.connectToHost(redirect.host(), static_cast<quint16>(redirect.port()));
        socket.write("POST /callback HTTP/1.1\r\nHost: " + redirect.authority().toUtf8() +
                     "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                     QByteArray::number(static_cast<qint64>(form.size())) + "\r\n\r\n" +
                     QByteArray::fromStdString(form));
        QTRY_VERIFY(result);
        QVERIFY(*result);
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 200"));
    }
    // SECURITY 16
    void timesOut()
    {
        QCOMPARE(oauth::CodeFlowRequest{}.timeout, std::chrono::milliseconds{std::chrono::minutes{5}});
        oauth::CodeFlowRequest brief = request();
        brief.timeout = std::chrono::milliseconds{30};
        CodeFlow flow(*m_http, m_clock, std::move(brief));
        QVERIFY(flow.start());
        QCOMPARE(test::await(flow.run({})).error().code, ErrorCode::TimedOut);
        const test::Visit late(flow.redirectUri() + "?code=1&state=x");
        QTRY_VERIFY(late.done());
        QVERIFY(late.answer().empty());
    }
    void cancelsAtEveryWait_data()
    {
        QTest::addColumn<QByteArray>("heldPath");
        QTest::newRow("before the redirect") << QByteArray();
        QTest::newRow("during the exchange") << QByteArray("/token");
        QTest::newRow("during the keys") << QByteArray("/jwks");
    }
    void cancelsAtEveryWait()
    {
        QFETCH(QByteArray, heldPath);
        ServerReply held = ServerReply::json("{}");
        held.hold = true;
        CodeFlow flow(*m_http, m_clock, request());
        if (!heldPath.isEmpty())
            m_server->http().once(heldPath.toStdString(), held);
        base::CancelSource source;
        const std::string url = *flow.start();
        std::optional<ErrorCode> code;
        flow.run(source.token()).then([&](base::Result<oauth::SignInResult> value) {
            code = value ? ErrorCode::Ok : value.error().code;
        });
        std::unique_ptr<test::Visit> browser;
        if (!heldPath.isEmpty()) {
            browser = std::make_unique<test::Visit>(url);
            QTRY_COMPARE(m_server->http().held(), 1);
        }
        QVERIFY(!code);
        source.cancel();
        QTRY_VERIFY(code);
        QCOMPARE(*code, ErrorCode::Cancelled);
    }
    void mayBeDestroyedWhileItRuns()
    {
        ServerReply held = ServerReply::json("{}");
        held.hold = true;
        m_server->http().once("/token", held);
        auto flow = std::make_unique<CodeFlow>(*m_http, m_clock, request());
        const std::string url = *flow->start();
        std::optional<ErrorCode> code;
        flow->run({}).then([&](base::Result<oauth::SignInResult> value) { code = value.error().code; });
        const test::Visit browser(url);
        QTRY_COMPARE(m_server->http().held(), 1);
        flow.reset();
        QTRY_VERIFY(code);
        QCOMPARE(*code, ErrorCode::Cancelled);
    }
    // SECURITY 15
    void fixedPortsAreKept()
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost, 0);
        const int port = probe.serverPort();
        oauth::CodeFlowRequest fixed = request();
        fixed.spec.oauth->loopback = model::LoopbackRule::FixedPort;
        oauth::CodeFlowRequest taken = request();
        taken.redirectPorts = {port};
        CodeFlow blocked(*m_http, m_clock, std::move(taken));
        QCOMPARE(blocked.start().error().code, ErrorCode::AlreadyExists);
        probe.close();
        fixed.redirectPorts = {port};
        CodeFlow flow(*m_http, m_clock, std::move(fixed));
        QVERIFY(flow.start());
        QCOMPARE(flow.redirectUri(), "http://127.0.0.1:" + std::to_string(port) + "/callback");
        oauth::CodeFlowRequest unnamed = request();
        unnamed.spec.oauth->loopback = model::LoopbackRule::FixedPort;
        CodeFlow refused(*m_http, m_clock, std::move(unnamed));
        QCOMPARE(refused.start().error().code, ErrorCode::InvalidArgument);
    }
    void confidentialClientsSignIn_data()
    {
        QTest::addColumn<int>("auth");
        QTest::newRow("client_secret_post") << static_cast<int>(model::ClientAuth::SecretPost);
        QTest::newRow("client_secret_basic") << static_cast<int>(model::ClientAuth::SecretBasic);
    }
    void confidentialClientsSignIn()
    {
        QFETCH(int, auth);
        test::AuthorizationServerConfig config;
        config.clientSecret = "s+e/c:ret";
        m_server->setConfig(config);
        oauth::CodeFlowRequest confidential = request();
        confidential.spec.oauth->clientAuth = static_cast<model::ClientAuth>(auth);
        confidential.client = {"test-client", test::secret("s+e/c:ret")};
        CodeFlow flow(*m_http, m_clock, std::move(confidential));
        const auto result = signIn(flow);
        QVERIFY2(result, result ? "" : base::toString(result.error()).c_str());
    }
};

QTEST_GUILESS_MAIN(TestCodeFlow)
#include "tst_code_flow.moc"
