// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/revocation.h"
#include "core/oauth/userinfo.h"
#include "tests/oauth/oauth_helpers.h"
#include "tests/support/fake_http.h"

#include <QTest>

using namespace keystead;
using base::ErrorCode;
using Kind = oauth::RevocationOutcome::Kind;

namespace {

model::ProviderSpec revokeSpec()
{
    model::ProviderSpec spec = test::exampleSpec();
    spec.oauth->revoke.url = "https://login.example/revoke";
    return spec;
}

std::string bodyOf(const net::HttpRequest& request)
{
    return request.body ? std::string{request.body->exposeText()} : std::string{};
}

} // namespace

class TestRevocation : public QObject
{
    Q_OBJECT
    test::FakeHttp m_http;

    oauth::RevocationOutcome revoke(const model::ProviderSpec& spec, const std::string& clientSecret = {},
                                    const std::string& refresh = "R")
    {
        oauth::Endpoints endpoints = test::exampleEndpoints();
        return test::await(oauth::revoke(m_http, spec, endpoints, {"client/1", test::secret(clientSecret)},
                                         test::secret("A"), test::secret(refresh), {}));
    }
private Q_SLOTS:
    void init() { m_http = test::FakeHttp{}; }
    // RFC 7009 section 2.1: refresh token first, then the access token.
    void revokesBothTokens()
    {
        m_http.push(200, "");
        m_http.push(200, "");
        QCOMPARE(revoke(revokeSpec(), "secret").kind, Kind::Revoked);
        QCOMPARE(m_http.requests.size(), std::size_t{2});
        QCOMPARE(bodyOf(m_http.requests[0]),
                 std::string{"token=R&token_type_hint=refresh_token&client_id=client%2F1&client_secret=secret"});
        QCOMPARE(bodyOf(m_http.requests[1]),
                 std::string{"token=A&token_type_hint=access_token&client_id=client%2F1&client_secret=secret"});
    }
    void prefersTheAccessTokenWhereTheProviderDoes()
    {
        model::ProviderSpec spec = revokeSpec();
        spec.oauth->revoke.prefer = "access";
        m_http.push(200, "");
        m_http.push(400, "{\"error\":\"unsupported_token_type\"}");
        QCOMPARE(revoke(spec).kind, Kind::Revoked);
        QVERIFY(bodyOf(m_http.requests[0]).starts_with("token=A&"));
    }
    // SECURITY 11
    void failureIsNeverSuccess_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::newRow("503") << 503 << static_cast<int>(ErrorCode::ServerError);
        QTest::newRow("500") << 500 << static_cast<int>(ErrorCode::ServerError);
        QTest::newRow("429") << 429 << static_cast<int>(ErrorCode::TooManyRequests);
        QTest::newRow("401") << 401 << static_cast<int>(ErrorCode::OAuthInvalidClient);
        QTest::newRow("400") << 400 << static_cast<int>(ErrorCode::OAuthServerRefused);
        QTest::newRow("404") << 404 << static_cast<int>(ErrorCode::OAuthServerRefused);
        QTest::newRow("redirect") << 302 << static_cast<int>(ErrorCode::RedirectRefused);
        QTest::newRow("network") << 0 << static_cast<int>(ErrorCode::NetworkUnreachable);
    }
    void failureIsNeverSuccess()
    {
        QFETCH(int, status);
        QFETCH(int, code);
        if (status)
            m_http.push(status, "{}", "application/json", {{"retry-after", "30"}});
        const oauth::RevocationOutcome outcome = revoke(revokeSpec());
        QCOMPARE(outcome.kind, Kind::Failed);
        QVERIFY(outcome.error);
        QCOMPARE(static_cast<int>(outcome.error->code), code);
        if (status == 503)
            QCOMPARE(outcome.retryAfter->count(), qint64{30'000});
    }
    void unsupportedTypesAloneAreAFailure()
    {
        m_http.push(400, "{\"error\":\"unsupported_token_type\"}");
        m_http.push(400, "{\"error\":\"unsupported_token_type\"}");
        QCOMPARE(revoke(revokeSpec()).kind, Kind::Failed);
    }
    void saysWhereToRevokeByHand()
    {
        model::ProviderSpec spec = test::exampleSpec();
        spec.oauth->revoke.manageUrl = "https://login.example/apps";
        const oauth::RevocationOutcome outcome = revoke(spec);
        QCOMPARE(outcome.kind, Kind::NotPossible);
        QCOMPARE(outcome.manageUrl, std::string{"https://login.example/apps"});
        QVERIFY(m_http.requests.empty());
    }
    // GitHub's shape: DELETE, Basic, JSON, the client's id in the path.
    void deletesWithJsonAndBasic()
    {
        model::ProviderSpec spec = test::exampleSpec();
        spec.oauth->revoke = {"https://api.example/applications/{client_id}/token",
                              "DELETE",
                              "client_basic",
                              "json",
                              {{"access_token", "{access_token}"}},
                              "refresh",
                              {}};
        m_http.push(204, "");
        QCOMPARE(revoke(spec, "secret").kind, Kind::Revoked);
        const net::HttpRequest& request = m_http.requests.at(0);
        QCOMPARE(request.method, std::string{"DELETE"});
        QCOMPARE(request.url, std::string{"https://api.example/applications/client%2F1/token"});
        QCOMPARE(bodyOf(request), std::string{"{\"access_token\":\"A\"}"});
        QCOMPARE(QByteArray::fromBase64(QByteArray(request.secretHeaders.at(0).second.exposeText().data() + 6)),
                 QByteArray("client%2F1:secret"));
    }
    // Slack's and Dropbox' shape: POST with the token as bearer and no body.
    void postsWithTheTokenAsBearer()
    {
        model::ProviderSpec spec = test::exampleSpec();
        spec.oauth->okPointer = "/ok";
        spec.oauth->revoke = {"https://api.example/auth.revoke", "POST", "bearer", "none", {}, "refresh", {}};
        m_http.push(200, "{\"ok\":true,\"revoked\":true}");
        QCOMPARE(revoke(spec).kind, Kind::Revoked);
        QVERIFY(!m_http.requests.at(0).body);
        QCOMPARE(m_http.requests.at(0).secretHeaders.at(0).second.exposeText(), std::string_view{"Bearer A"});
        m_http.push(200, "{\"ok\":false,\"error\":\"fatal_error\"}");
        QCOMPARE(revoke(spec).kind, Kind::Failed);
        m_http.push(401, "{\"ok\":false}");
        QCOMPARE(revoke(spec).kind, Kind::Revoked); // the token was its own credential: it is dead
    }
    void userinfoNamesTheAccount()
    {
        oauth::Endpoints endpoints = test::exampleEndpoints();
        endpoints.userinfo = "https://login.example/userinfo";
        m_http.push(200, "{\"sub\":\"1\",\"preferred_username\":\"ada\\u202e\"}");
        const auto info = test::await(oauth::fetchUserinfo(m_http, endpoints, test::secret("T"), "1", {}));
        QVERIFY(info);
        QCOMPARE(info->account, std::string{"ada"});
        QCOMPARE(m_http.requests.at(0).secretHeaders.at(0).second.exposeText(), std::string_view{"Bearer T"});
        m_http.push(200, "{\"sub\":\"2\"}");
        QCOMPARE(test::await(oauth::fetchUserinfo(m_http, endpoints, test::secret("T"), "1", {})).error().code,
                 ErrorCode::OAuthIdTokenInvalid);
        m_http.push(401, "{}");
        QCOMPARE(test::await(oauth::fetchUserinfo(m_http, endpoints, test::secret("T"), "1", {})).error().code,
                 ErrorCode::Unauthorized);
        m_http.push(200, "<html>canary</html>", "text/html");
        const auto page = test::await(oauth::fetchUserinfo(m_http, endpoints, test::secret("T"), "1", {}));
        QCOMPARE(page.error().code, ErrorCode::BadResponse);
        QVERIFY(page.error().detail.find("canary") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestRevocation)
#include "tst_revocation.moc"
