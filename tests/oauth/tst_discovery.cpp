// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/qt_http_client.h"
#include "core/oauth/discovery.h"
#include "tests/oauth/oauth_helpers.h"
#include "tests/support/authorization_server.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_http.h"

#include <nlohmann/json.hpp>
#include <QTest>

using namespace keystead;
using base::ErrorCode;
using nlohmann::json;

namespace {

json goodMetadata(const std::string& issuer = "https://login.example")
{
    return {{"issuer", issuer},
            {"authorization_endpoint", issuer + "/a"},
            {"token_endpoint", issuer + "/t"},
            {"jwks_uri", issuer + "/j"},
            {"revocation_endpoint", issuer + "/r"},
            {"code_challenge_methods_supported", {"plain", "S256"}}};
}

model::ProviderSpec discoverySpec(const std::string& issuer = "https://login.example", bool openid = true)
{
    model::ProviderSpec spec;
    spec.id = "example";
    spec.oauth.emplace();
    spec.oauth->issuer = issuer;
    spec.oauth->openid = openid;
    return spec;
}

} // namespace

class TestDiscovery : public QObject
{
    Q_OBJECT
    test::FakeClock m_clock;

    base::Status apply(const json& metadata, oauth::Endpoints& endpoints, const model::OAuthSpec& spec = {})
    {
        return oauth::Discovery::applyMetadata(endpoints, metadata.dump(), "https://login.example", spec);
    }
private Q_SLOTS:
    void fillsWhatTheDescriptorLeftOpen()
    {
        oauth::Endpoints endpoints;
        endpoints.token = "https://pinned.example/token";
        json metadata = goodMetadata();
        metadata["authorization_response_iss_parameter_supported"] = true;
        metadata["token_endpoint_auth_methods_supported"] = {"client_secret_basic"};
        QVERIFY(apply(metadata, endpoints));
        QCOMPARE(endpoints.token, std::string{"https://pinned.example/token"});
        QCOMPARE(endpoints.authorization, std::string{"https://login.example/a"});
        QCOMPARE(endpoints.revocation, std::string{"https://login.example/r"});
        QVERIFY(endpoints.issParameterSupported);
        QCOMPARE(endpoints.tokenAuthMethods, std::vector<std::string>{"client_secret_basic"});
    }
    // SECURITY 1, SECURITY 4
    void refusesBadMetadata_data()
    {
        QTest::addColumn<QByteArray>("patch");
        QTest::newRow("another issuer") << QByteArray("{\"issuer\":\"https://evil.example\"}");
        QTest::newRow("a slash more") << QByteArray("{\"issuer\":\"https://login.example/\"}");
        QTest::newRow("another case") << QByteArray("{\"issuer\":\"https://LOGIN.example\"}");
        QTest::newRow("explicit port") << QByteArray("{\"issuer\":\"https://login.example:443\"}");
        QTest::newRow("no issuer") << QByteArray("{\"issuer\":null}");
        QTest::newRow("issuer is no text") << QByteArray("{\"issuer\":[\"https://login.example\"]}");
        QTest::newRow("only plain") << QByteArray("{\"code_challenge_methods_supported\":[\"plain\"]}");
        QTest::newRow("empty list") << QByteArray("{\"code_challenge_methods_supported\":[]}");
        QTest::newRow("list is no list") << QByteArray("{\"code_challenge_methods_supported\":\"S256\"}");
        QTest::newRow("http token endpoint") << QByteArray("{\"token_endpoint\":\"http://login.example/t\"}");
        QTest::newRow("file authorization endpoint") << QByteArray("{\"authorization_endpoint\":\"file:///bin/sh\"}");
        QTest::newRow("userinfo in URL") << QByteArray("{\"jwks_uri\":\"https://a@login.example/j\"}");
        QTest::newRow("loopback without opt-in") << QByteArray("{\"token_endpoint\":\"http://127.0.0.1/t\"}");
        QTest::newRow("tenant template undeclared")
            << QByteArray("{\"issuer\":\"https://login.example/{tenantid}/v2.0\"}");
    }
    void refusesBadMetadata()
    {
        QFETCH(QByteArray, patch);
        json metadata = goodMetadata();
        metadata.merge_patch(json::parse(patch.toStdString()));
        oauth::Endpoints endpoints;
        const base::Status applied = apply(metadata, endpoints);
        QVERIFY(!applied);
        QCOMPARE(applied.error().code, ErrorCode::OAuthMetadataRefused);
        // Nothing of a refused document stays.
        QVERIFY(endpoints.token.empty() && endpoints.authorization.empty());
    }
    void acceptsMetadataThatSaysNothingOfPkce()
    {
        json metadata = goodMetadata();
        metadata.erase("code_challenge_methods_supported");
        oauth::Endpoints endpoints;
        QVERIFY(apply(metadata, endpoints));
    }
    void acceptsADeclaredTenantTemplate()
    {
        json metadata = goodMetadata();
        metadata["issuer"] = "https://login.example/{tenantid}/v2.0";
        model::OAuthSpec spec;
        spec.issuerTemplate = "https://login.example/{tenantid}/v2.0";
        oauth::Endpoints endpoints;
        QVERIFY(apply(metadata, endpoints, spec));
        QCOMPARE(endpoints.issuer, spec.issuerTemplate);
    }
    void triesTheWellKnownFormsInOrder_data()
    {
        QTest::addColumn<bool>("openid");
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::newRow("OpenID Connect") << true
                                        << QByteArray("https://login.example/realms/x/.well-known/openid-configuration")
                                        << QByteArray(
                                               "https://login.example/.well-known/oauth-authorization-server/realms/x");
        QTest::newRow("OAuth") << false
                               << QByteArray("https://login.example/.well-known/oauth-authorization-server/realms/x")
                               << QByteArray("https://login.example/realms/x/.well-known/openid-configuration");
    }
    void triesTheWellKnownFormsInOrder()
    {
        QFETCH(bool, openid);
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        test::FakeHttp http;
        http.push(404, "<html>no</html>", "text/html");
        http.push(200, goodMetadata("https://login.example/realms/x").dump());
        oauth::Discovery discovery(http, m_clock);
        const auto endpoints =
            test::await(discovery.resolve(discoverySpec("https://login.example/realms/x", openid), {}, {}));
        QVERIFY2(endpoints, endpoints ? "" : base::toString(endpoints.error()).c_str());
        QCOMPARE(http.requests.size(), std::size_t{2});
        QCOMPARE(QByteArray::fromStdString(http.requests[0].url), first);
        QCOMPARE(QByteArray::fromStdString(http.requests[1].url), second);
        QCOMPARE(endpoints->refresh, endpoints->token);
    }
    void keepsMetadataForAnHour()
    {
        test::FakeHttp http;
        http.setAnswer([](const net::HttpRequest&) -> base::Result<net::HttpResponse> {
            return test::FakeHttp::response(200, goodMetadata().dump());
        });
        oauth::Discovery discovery(http, m_clock);
        for (int i = 0; i < 3; ++i)
            QVERIFY(test::await(discovery.resolve(discoverySpec(), {}, {})));
        QCOMPARE(http.requests.size(), std::size_t{1});
        m_clock.advance(std::chrono::minutes{61});
        QVERIFY(test::await(discovery.resolve(discoverySpec(), {}, {})));
        QCOMPARE(http.requests.size(), std::size_t{2});
    }
    void refusedMetadataIsNotKept()
    {
        test::FakeHttp http;
        http.push(200, goodMetadata("https://evil.example").dump());
        http.push(200, goodMetadata().dump());
        oauth::Discovery discovery(http, m_clock);
        QCOMPARE(test::await(discovery.resolve(discoverySpec(), {}, {})).error().code, ErrorCode::OAuthMetadataRefused);
        QVERIFY(test::await(discovery.resolve(discoverySpec(), {}, {})));
    }
    void failuresAreTold_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::newRow("HTML with 200") << 200 << QByteArray("<html>canary</html>")
                                       << static_cast<int>(ErrorCode::OAuthMetadataRefused);
        QTest::newRow("not found anywhere")
            << 404 << QByteArray("{}") << static_cast<int>(ErrorCode::OAuthMetadataRefused);
        QTest::newRow("redirect") << 302 << QByteArray("") << static_cast<int>(ErrorCode::OAuthMetadataRefused);
        QTest::newRow("503") << 503 << QByteArray("") << static_cast<int>(ErrorCode::ServerError);
        QTest::newRow("429") << 429 << QByteArray("") << static_cast<int>(ErrorCode::TooManyRequests);
    }
    void failuresAreTold()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        test::FakeHttp http;
        http.setAnswer([&](const net::HttpRequest&) -> base::Result<net::HttpResponse> {
            return test::FakeHttp::response(status, body.toStdString());
        });
        oauth::Discovery discovery(http, m_clock);
        const auto endpoints = test::await(discovery.resolve(discoverySpec(), {}, {}));
        QVERIFY(!endpoints);
        QCOMPARE(static_cast<int>(endpoints.error().code), code);
        QVERIFY(endpoints.error().detail.find("canary") == std::string::npos);
    }
    void asksNothingWhereTheDescriptorSaysAll()
    {
        test::FakeHttp http;
        oauth::Discovery discovery(http, m_clock);
        const auto endpoints = test::await(discovery.resolve(test::exampleSpec(), {}, {}));
        QVERIFY(endpoints);
        QVERIFY(http.requests.empty());
        QCOMPARE(endpoints->refresh, std::string{"https://login.example/token"});
    }
    // SECURITY 4: http only for loopback, and only by opt-in.
    void plainHttpNeedsLoopbackAndOptIn()
    {
        test::AuthorizationServer server;
        net::QtHttpClient http(m_clock);
        oauth::Discovery discovery(http, m_clock);
        model::ProviderSpec spec = server.spec(true);
        const auto endpoints = test::await(discovery.resolve(spec, {}, {}));
        QVERIFY2(endpoints, endpoints ? "" : base::toString(endpoints.error()).c_str());
        QCOMPARE(endpoints->token, server.issuer() + "/token");
        spec.loopbackHttpAllowed = false;
        QVERIFY(!test::await(discovery.resolve(spec, {}, {})));
        model::ProviderSpec remote = discoverySpec("http://login.example");
        remote.loopbackHttpAllowed = true;
        QVERIFY(!test::await(discovery.resolve(remote, {}, {})));
    }
};

QTEST_GUILESS_MAIN(TestDiscovery)
#include "tst_discovery.moc"
