// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/practice/authority_client.h"

#include "core/base/encoding.h"
#include "core/crypto/digest.h"
#include "core/crypto/jose.h"
#include "core/oauth/id_token.h"

#include <array>
#include <nlohmann/json.hpp>
#include <QTest>

using namespace keystead;
using namespace keystead::test;
using base::Json;
using practice::Answer;
using practice::Authority;
using practice::AuthorityConfig;
using practice::Request;

class TestAuthority : public QObject, private test::AuthorityClient
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start({}); }

    void aWholeSignInGivesTokens()
    {
        const Answer answer = get("/authorize", authorization());
        QCOMPARE(answer.status, 302);
        QCOMPARE(redirected(answer, "state"), std::string{"s"});
        QCOMPARE(redirected(answer, "iss"), issuer);
        const Answer tokens = exchange(redirected(answer, "code"));
        QCOMPARE(tokens.status, 200);
        const Json json = parsed(tokens);
        QVERIFY(json["token_type"] == "Bearer");
        QVERIFY(json["scope"] == "openid read");
        QVERIFY(json["expires_in"] == 3600);
        QVERIFY(m_authority->isLive(json["access_token"]));
        QVERIFY(m_authority->isLive(json["refresh_token"]));
        QCOMPARE(m_authority->currentRefreshToken(), json["refresh_token"].get<std::string>());
    }
    void refusesRequestsThatAreNotWhole_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("another client") << QByteArray("client_id") << QByteArray("nobody");
        QTest::newRow("no redirect") << QByteArray("redirect_uri") << QByteArray("");
        QTest::newRow("implicit") << QByteArray("response_type") << QByteArray("token");
        // SECURITY 1
        QTest::newRow("plain") << QByteArray("code_challenge_method") << QByteArray("plain");
        QTest::newRow("no challenge") << QByteArray("code_challenge") << QByteArray("");
        QTest::newRow("a short challenge") << QByteArray("code_challenge") << QByteArray("abc");
    }
    void refusesRequestsThatAreNotWhole()
    {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, value);
        const Answer answer = get("/authorize", authorization({{field.toStdString(), value.toStdString()}}));
        QCOMPARE(answer.status, 400);
        QCOMPARE(errorOf(answer), std::string{"invalid_request"});
    }
    // SECURITY 1
    void refusesWrongVerifiersAndRedirects()
    {
        QCOMPARE(errorOf(exchange(newCode(), "another-verifier-that-is-long-enough-for-the-rfc")),
                 std::string{"invalid_grant"});
        QCOMPARE(errorOf(exchange(newCode(), {})), std::string{"invalid_grant"});
        QCOMPARE(errorOf(exchange(newCode(), verifier, "http://127.0.0.1:10/callback")), std::string{"invalid_grant"});
        QCOMPARE(errorOf(exchange("cod_unknown")), std::string{"invalid_grant"});
    }
    // RFC 9700 section 4.8.2
    void aVerifierWithoutAChallengeIsADowngrade()
    {
        AuthorityConfig config;
        config.requirePkce = false;
        start(config);
        QCOMPARE(errorOf(exchange(newCode({{"code_challenge", ""}}))), std::string{"invalid_grant"});
        QCOMPARE(exchange(newCode({{"code_challenge", ""}}), {}).status, 200);
        QCOMPARE(errorOf(get("/authorize", authorization({{"code_challenge_method", "plain"}}))),
                 std::string{"invalid_request"});
    }
    void aCodeIsGoodOnceAndForAMinute()
    {
        const std::string code = newCode();
        QCOMPARE(exchange(code).status, 200);
        QCOMPARE(errorOf(exchange(code)), std::string{"invalid_grant"});
        const std::string late = newCode();
        m_clock.advance(std::chrono::seconds{60});
        QCOMPARE(errorOf(exchange(late)), std::string{"invalid_grant"});
    }
    void refreshTokensRotate()
    {
        const Authority::Issued first = m_authority->issue({"read"});
        const Answer answer = refresh(first.refreshToken);
        QCOMPARE(answer.status, 200);
        const Json json = parsed(answer);
        QVERIFY(json["refresh_token"] != first.refreshToken);
        QVERIFY(json["access_token"] != first.accessToken);
        QVERIFY(!m_authority->isLive(first.accessToken));
        QVERIFY(!m_authority->isLive(first.refreshToken));
        QCOMPARE(refresh(json["refresh_token"]).status, 200);
        QCOMPARE(m_authority->counters().refreshes, 2);
        QVERIFY(!m_authority->counters().reuseDetected);
    }
    // RFC 9700 section 4.14.2
    void reuseOfARotatedTokenEndsTheFamilyAndNoOther()
    {
        const Authority::Issued other = m_authority->issue({"read"});
        const Authority::Issued first = m_authority->issue({"read"});
        const Json second = parsed(refresh(first.refreshToken));
        QCOMPARE(errorOf(refresh(first.refreshToken)), std::string{"invalid_grant"});
        QVERIFY(m_authority->counters().reuseDetected);
        QVERIFY(!m_authority->isLive(second["access_token"]));
        QCOMPARE(errorOf(refresh(second["refresh_token"])), std::string{"invalid_grant"});
        QCOMPARE(get("/userinfo", {}, second["access_token"]).status, 401);
        QVERIFY(m_authority->isLive(other.refreshToken));
    }
    void withoutRotationTheTokenStays()
    {
        AuthorityConfig config;
        config.rotate = false;
        start(config);
        const Authority::Issued first = m_authority->issue({"read"});
        for (int i = 0; i < 3; ++i) {
            const Answer answer = refresh(first.refreshToken);
            QCOMPARE(answer.status, 200);
            QVERIFY(!parsed(answer).contains("refresh_token"));
        }
        QVERIFY(m_authority->isLive(first.refreshToken));
    }
    void emptyAndUnknownRefreshTokensAreRefused()
    {
        AuthorityConfig config;
        config.grantRefreshToken = false;
        start(config);
        QVERIFY(m_authority->issue({"read"}).refreshToken.empty());
        QCOMPARE(errorOf(refresh({})), std::string{"invalid_grant"});
        QCOMPARE(errorOf(refresh("ref_unknown")), std::string{"invalid_grant"});
    }
    void thePageLetsThePersonAllow()
    {
        AuthorityConfig config;
        config.askPerson = true;
        start(config);
        const Answer page = get("/authorize", authorization());
        QCOMPARE(page.status, 200);
        const std::string ticket = linkOf(page, "allow");
        const Answer decided = get("/decide", {{"ticket", ticket}, {"choice", "allow"}});
        QCOMPARE(decided.status, 302);
        QCOMPARE(exchange(redirected(decided, "code")).status, 200);
        // A page is good once.
        QCOMPARE(get("/decide", {{"ticket", ticket}, {"choice", "allow"}}).status, 400);
        QCOMPARE(get("/decide", {{"ticket", "tic_unknown"}, {"choice", "allow"}}).status, 400);
    }
    void thePageLetsThePersonSayNo()
    {
        AuthorityConfig config;
        config.askPerson = true;
        start(config);
        const std::string ticket = linkOf(get("/authorize", authorization()), "deny");
        const Answer decided = get("/decide", {{"ticket", ticket}, {"choice", "deny"}});
        QCOMPARE(redirected(decided, "error"), std::string{"access_denied"});
        QCOMPARE(redirected(decided, "state"), std::string{"s"});
        QCOMPARE(redirected(decided, "iss"), issuer);
        QVERIFY(redirected(decided, "code").empty());
    }
    void thePageLetsThePersonRefuseTheNextRenewal()
    {
        AuthorityConfig config;
        config.askPerson = true;
        start(config);
        const std::string ticket = linkOf(get("/authorize", authorization()), "refuse-refresh");
        const Json tokens =
            parsed(exchange(redirected(get("/decide", {{"ticket", ticket}, {"choice", "refuse-refresh"}}), "code")));
        QVERIFY(m_authority->isLive(tokens["access_token"]));
        QCOMPARE(errorOf(refresh(tokens["refresh_token"])), std::string{"invalid_grant"});
        QVERIFY(!m_authority->isLive(tokens["access_token"]));
        QVERIFY(!m_authority->counters().reuseDetected);
    }
    // RFC 7009 section 2.1, 2.2
    void revocationEndsTheFamilyOrTheAccessToken()
    {
        const Authority::Issued whole = m_authority->issue({"read"});
        QCOMPARE(post("/revoke", {{"token", whole.refreshToken}}).status, 200);
        QVERIFY(!m_authority->isLive(whole.accessToken));
        QCOMPARE(errorOf(refresh(whole.refreshToken)), std::string{"invalid_grant"});
        const Authority::Issued half = m_authority->issue({"read"});
        QCOMPARE(post("/revoke", {{"token", half.accessToken}}).status, 200);
        QVERIFY(!m_authority->isLive(half.accessToken));
        QCOMPARE(refresh(half.refreshToken).status, 200);
        // SECURITY 11: an unknown token is as good as a revoked one.
        QCOMPARE(post("/revoke", {{"token", "ref_unknown"}}).status, 200);
        QCOMPARE(m_authority->counters().revocations, 3);
        QCOMPARE(post("/revoke", {{"token", "x"}, {"client_id", "nobody"}}).status, 401);
    }
    void accessTokensExpireByTheClock()
    {
        AuthorityConfig config;
        config.accessLifetime = std::chrono::seconds{60};
        start(config);
        const Authority::Issued issued = m_authority->issue({"read", "write"});
        const Answer user = get("/api/user", {}, issued.accessToken);
        QCOMPARE(user.status, 200);
        QVERIFY(parsed(user)["login"] == "ada@example.org");
        QVERIFY(std::count(user.headers.begin(), user.headers.end(),
                           std::pair<std::string, std::string>{"X-OAuth-Scopes", "read write"}) == 1);
        m_clock.advance(std::chrono::milliseconds{59'999});
        QCOMPARE(get("/userinfo", {}, issued.accessToken).status, 200);
        m_clock.advance(std::chrono::milliseconds{1});
        QCOMPARE(get("/userinfo", {}, issued.accessToken).status, 401);
        QCOMPARE(get("/api/user", {}, issued.accessToken).status, 401);
        QCOMPARE(refresh(issued.refreshToken).status, 200);
        QCOMPARE(get("/userinfo").status, 401);
        QCOMPARE(get("/userinfo", {}, issued.refreshToken).status, 401);
    }
    void revokeAllEndsEverything()
    {
        const Authority::Issued issued = m_authority->issue({"read"});
        m_authority->revokeAll();
        QVERIFY(!m_authority->isLive(issued.accessToken));
        QCOMPARE(errorOf(refresh(issued.refreshToken)), std::string{"invalid_grant"});
    }
    void confidentialClientsAreChecked()
    {
        AuthorityConfig config;
        config.clientSecret = "s+e/c:ret";
        start(config);
        const Fields grant{{"grant_type", "client_credentials"}, {"scope", "read"}};
        QCOMPARE(post("/token", grant).status, 401);
        Fields posted = grant;
        posted.emplace_back("client_secret", "s+e/c:ret");
        const Json tokens = parsed(post("/token", posted));
        QVERIFY(m_authority->isLive(tokens["access_token"]));
        QVERIFY(!tokens.contains("refresh_token"));
        // RFC 6749 section 2.3.1: both parts are form-encoded before they are joined.
        const std::string pair = "test-client:s%2Be%2Fc%3Aret";
        Request basic{"POST",
                      "/token",
                      {},
                      {{"authorization", "Basic " + base::toBase64(base::Bytes(pair.begin(), pair.end()))}},
                      queryOf(grant)};
        QCOMPARE(m_authority->handle(basic).status, 200);
        basic.headers.front().second = "Basic bm9ib2R5Og==";
        QCOMPARE(errorOf(m_authority->handle(basic)), std::string{"invalid_client"});
    }
    void refusesOtherGrantsMethodsAndPaths()
    {
        QCOMPARE(errorOf(post("/token", {{"grant_type", "password"}})), std::string{"unsupported_grant_type"});
        QCOMPARE(get("/token").status, 405);
        QCOMPARE(get("/nowhere").status, 404);
        QCOMPARE(post("/token", {{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"}, {"assertion", "a.b.c"}})
                     .status,
                 200);
    }
    // OpenID Connect Discovery section 3, RFC 8414 section 2, SECURITY 4
    void discoveryNamesWhatIsThere()
    {
        const Json document = parsed(get("/.well-known/openid-configuration"));
        QVERIFY(document["issuer"] == issuer);
        QVERIFY(document == parsed(get("/.well-known/oauth-authorization-server")));
        QVERIFY(document["code_challenge_methods_supported"] == Json::array({"S256"}));
        QVERIFY(document["authorization_response_iss_parameter_supported"]);
        for (const char* const endpoint :
             {"authorization_endpoint", "token_endpoint", "revocation_endpoint", "userinfo_endpoint", "jwks_uri"}) {
            const std::string url = document[endpoint];
            QVERIFY2(url.starts_with(issuer + "/"), endpoint);
            QVERIFY2(get(url.substr(issuer.size())).status != 404, endpoint);
        }
    }
    // SECURITY 7
    void idTokensVerifyWithThePublishedKeys()
    {
        const Json tokens = parsed(exchange(newCode()));
        const auto keys = crypto::JwkSet::parse(get("/jwks").body);
        QVERIFY(keys);
        const std::array allowed{crypto::SignatureAlgorithm::ES256};
        const std::string token = tokens["id_token"];
        const auto verified = crypto::verifyJwt(token, *keys, allowed);
        QVERIFY2(verified, verified ? "" : base::toString(verified.error()).c_str());
        const auto claims =
            oauth::checkClaims(verified->payloadJson, {issuer, "test-client", "n", "user-1", m_clock.now()});
        QVERIFY2(claims, claims ? "" : base::toString(claims.error()).c_str());
        QCOMPARE(claims->account, std::string{"ada@example.org"});
        // Another authority's key does not fit.
        const Authority other(issuer, {}, m_clock);
        QVERIFY(!crypto::verifyJwt(other.makeIdToken(Json::object(), "n"), *keys, allowed));
    }
    void idTokensCanBeMadeWrong()
    {
        const auto keys = crypto::JwkSet::parse(get("/jwks").body);
        const std::array allowed{crypto::SignatureAlgorithm::ES256};
        const auto verified =
            crypto::verifyJwt(m_authority->makeIdToken({{"aud", "nobody"}, {"email", nullptr}}, "n"), *keys, allowed);
        QVERIFY(verified);
        QVERIFY(!Json::parse(verified->payloadJson).contains("email"));
        QCOMPARE(
            oauth::checkClaims(verified->payloadJson, {issuer, "test-client", "n", {}, m_clock.now()}).error().code,
            base::ErrorCode::OAuthIdTokenInvalid);
    }
    void noIdTokenUnlessAskedFor()
    {
        QVERIFY(!parsed(exchange(newCode({{"scope", "read"}}))).contains("id_token"));
        AuthorityConfig config;
        config.openid = false;
        start(config);
        QVERIFY(!parsed(exchange(newCode())).contains("id_token"));
    }
    void theRedirectCanBeMadeWrong()
    {
        m_authority->config.authorizationError = "server_error";
        m_authority->config.issOverride = "https://other.example";
        m_authority->config.stateOverride = "stolen";
        const Answer answer = get("/authorize", authorization());
        QCOMPARE(redirected(answer, "error"), std::string{"server_error"});
        QCOMPARE(redirected(answer, "iss"), std::string{"https://other.example"});
        QCOMPARE(redirected(answer, "state"), std::string{"stolen"});
        m_authority->config.issParameter = false;
        QCOMPARE(redirected(get("/authorize", authorization()), "iss"), std::string{});
    }
};

QTEST_GUILESS_MAIN(TestAuthority)
#include "tst_authority.moc"
