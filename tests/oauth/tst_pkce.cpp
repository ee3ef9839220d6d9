// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/authorization_url.h"
#include "core/oauth/pkce.h"
#include "tests/oauth/oauth_helpers.h"

#include <QTest>
#include <QUrl>
#include <QUrlQuery>
#include <set>

using namespace keystead;

class TestPkce : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // SECURITY 1: RFC 7636 appendix B.
    void challengeIsTheRfcVector()
    {
        const base::Secret verifier = test::secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        QCOMPARE(oauth::codeChallengeS256(verifier), std::string{"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"});
    }
    void verifiersAreFreshAndWellFormed()
    {
        std::set<std::string> seen;
        for (int i = 0; i < 100; ++i) {
            const base::Secret verifier = oauth::newCodeVerifier();
            QCOMPARE(verifier.size(), std::size_t{43});
            QCOMPARE(verifier.exposeText().find_first_not_of(
                         "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                     std::string_view::npos);
            seen.insert(std::string{verifier.exposeText()});
        }
        QCOMPARE(seen.size(), std::size_t{100});
    }
    void authorizationUrlCarriesWhatTheServerNeeds()
    {
        model::ProviderSpec spec = test::exampleSpec();
        spec.oauth->openid = true;
        spec.oauth->responseMode = "form_post";
        spec.oauth->scopeSeparator = ",";
        spec.oauth->scopeParam = "user_scope";
        spec.oauth->extraAuthorizationParams = {
            {"access_type", "offline"}, {"state", "fixed"}, {"code_challenge_method", "plain"}};
        oauth::Endpoints endpoints = test::exampleEndpoints();
        endpoints.authorization += "?tenant=a%20b";
        const base::Secret state = test::secret("STATE");
        const base::Secret nonce = test::secret("NONCE");
        const base::Secret verifier = oauth::newCodeVerifier();
        const auto url = oauth::authorizationUrl(
            *spec.oauth, endpoints,
            {"id&1", "http://127.0.0.1:5/callback", {"a", "b:c"}, "ada@example.org", state, nonce, verifier});
        QVERIFY(url);
        const QUrlQuery query(QUrl::fromEncoded(QByteArray::fromStdString(*url)));
        const auto value = [&](const char* name) {
            const QStringList values = query.allQueryItemValues(QLatin1String(name), QUrl::FullyDecoded);
            return values.size() == 1 ? values.front() : QStringLiteral("(%1 values)").arg(values.size());
        };
        QCOMPARE(value("tenant"), QStringLiteral("a b"));
        QCOMPARE(value("response_type"), QStringLiteral("code"));
        QCOMPARE(value("client_id"), QStringLiteral("id&1"));
        QCOMPARE(value("redirect_uri"), QStringLiteral("http://127.0.0.1:5/callback"));
        QCOMPARE(value("user_scope"), QStringLiteral("a,b:c"));
        QCOMPARE(value("state"), QStringLiteral("STATE"));
        QCOMPARE(value("nonce"), QStringLiteral("NONCE"));
        QCOMPARE(value("code_challenge_method"), QStringLiteral("S256"));
        QCOMPARE(value("code_challenge").toStdString(), oauth::codeChallengeS256(verifier));
        QCOMPARE(value("response_mode"), QStringLiteral("form_post"));
        QCOMPARE(value("access_type"), QStringLiteral("offline"));
        QCOMPARE(value("login_hint"), QStringLiteral("ada@example.org"));
        QVERIFY(url->find(verifier.exposeText()) == std::string::npos);
    }
    // SECURITY 18
    void onlyHttpsReachesTheBrowser_data()
    {
        QTest::addColumn<QByteArray>("endpoint");
        for (const char* url : {"http://login.example/a", "file:///etc/passwd", "javascript:alert(1)", "-https://x/",
                                "https://a b/", "https://a/\n", "calc:x", "https://u:p@a/"})
            QTest::newRow(url) << QByteArray(url);
    }
    void onlyHttpsReachesTheBrowser()
    {
        QFETCH(QByteArray, endpoint);
        model::ProviderSpec spec = test::exampleSpec();
        oauth::Endpoints endpoints = test::exampleEndpoints();
        endpoints.authorization = endpoint.toStdString();
        const base::Secret any = test::secret("x");
        const auto url = oauth::authorizationUrl(*spec.oauth, endpoints,
                                                 {"id", "http://127.0.0.1:5/callback", {}, {}, any, any, any});
        QVERIFY(!url);
        QCOMPARE(url.error().code, base::ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestPkce)
#include "tst_pkce.moc"
