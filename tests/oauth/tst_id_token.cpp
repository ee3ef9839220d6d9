// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/jose.h"
#include "core/oauth/id_token.h"
#include "tests/oauth/oauth_helpers.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_http.h"

#include <nlohmann/json.hpp>
#include <QTest>

using namespace keystead;
using base::ErrorCode;
using nlohmann::json;

namespace {

constexpr std::int64_t nowSeconds = 1'800'000'000;

oauth::IdTokenExpectation expectation()
{
    return {"https://login.example", "client", "nonce-1", {}, base::WallTime{std::chrono::seconds{nowSeconds}}};
}

json goodClaims()
{
    return {{"iss", "https://login.example"}, {"sub", "248289761001"}, {"aud", "client"},
            {"exp", nowSeconds + 300},        {"iat", nowSeconds},     {"nonce", "nonce-1"},
            {"email", "ada@example.org"}};
}

std::string keySet(const crypto::PrivateKey& key, const std::string& id)
{
    json jwk = json::parse(key.publicJwk().value());
    jwk["kid"] = id;
    return json{{"keys", json::array({jwk})}}.dump();
}

} // namespace

class TestIdToken : public QObject
{
    Q_OBJECT
    test::FakeClock m_clock;

    oauth::Endpoints endpoints()
    {
        oauth::Endpoints result = test::exampleEndpoints();
        result.jwks = "https://login.example/jwks";
        return result;
    }
    base::Secret token(const crypto::PrivateKey& key, const std::string& id, const json& claims = goodClaims())
    {
        return std::move(*crypto::signJwt(key, key.algorithm(), claims.dump(), id));
    }
private Q_SLOTS:
    // SECURITY 7; OpenID Connect Core section 3.1.3.7
    void claims_data()
    {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<bool>("good");
        const auto row = [](const char* name, const std::string& patch, bool good) {
            QTest::newRow(name) << QByteArray::fromStdString(patch) << good;
        };
        const auto at = [](std::int64_t offset) { return std::to_string(nowSeconds + offset); };
        row("good", "{}", true);
        row("iss of another", "{\"iss\":\"https://evil.example\"}", false);
        row("iss with a slash", "{\"iss\":\"https://login.example/\"}", false);
        row("no iss", "{\"iss\":null}", false);
        row("aud of another", "{\"aud\":\"other\"}", false);
        row("no aud", "{\"aud\":null}", false);
        row("aud list with us", "{\"aud\":[\"client\"]}", true);
        row("two audiences without azp", "{\"aud\":[\"client\",\"other\"]}", false);
        row("two audiences with azp", "{\"aud\":[\"client\",\"other\"],\"azp\":\"client\"}", true);
        row("azp of another", "{\"azp\":\"other\"}", false);
        row("aud list without us", "{\"aud\":[\"other\"],\"azp\":\"client\"}", false);
        row("expired within 60 s", "{\"exp\":" + at(-59) + "}", true);
        row("expired", "{\"exp\":" + at(-60) + "}", false);
        row("no exp", "{\"exp\":null}", false);
        row("exp as text", "{\"exp\":\"" + at(300) + "\"}", false);
        row("iat within 60 s ahead", "{\"iat\":" + at(60) + "}", true);
        row("iat ahead", "{\"iat\":" + at(61) + "}", false);
        row("no iat", "{\"iat\":null}", false);
        row("nbf ahead", "{\"nbf\":" + at(120) + "}", false);
        row("nonce of another sign-in", "{\"nonce\":\"nonce-2\"}", false);
        row("no nonce", "{\"nonce\":null}", false);
        row("no sub", "{\"sub\":null}", false);
        row("empty sub", "{\"sub\":\"\"}", false);
    }
    void claims()
    {
        QFETCH(QByteArray, patch);
        QFETCH(bool, good);
        json claims = goodClaims();
        claims.merge_patch(json::parse(patch.toStdString()));
        const auto checked = oauth::checkClaims(claims.dump(), expectation());
        QCOMPARE(checked.has_value(), good);
        if (good)
            QCOMPARE(checked->account, std::string{"ada@example.org"});
        else
            QCOMPARE(checked.error().code, ErrorCode::OAuthIdTokenInvalid);
    }
    // Core section 12.2
    void subjectStaysTheSame()
    {
        oauth::IdTokenExpectation expected = expectation();
        expected.nonce.clear();
        expected.subject = "248289761001";
        QVERIFY(oauth::checkClaims(goodClaims().dump(), expected));
        expected.subject = "somebody else";
        QVERIFY(!oauth::checkClaims(goodClaims().dump(), expected));
    }
    void tenantTemplatesFitTheTokensTenant()
    {
        oauth::IdTokenExpectation expected = expectation();
        expected.issuer = "https://login.example/{tenantid}/v2.0";
        json claims = goodClaims();
        claims["iss"] = "https://login.example/t-1/v2.0";
        QVERIFY(!oauth::checkClaims(claims.dump(), expected));
        claims["tid"] = "t-1";
        QVERIFY(oauth::checkClaims(claims.dump(), expected));
        claims["tid"] = "t-2";
        QVERIFY(!oauth::checkClaims(claims.dump(), expected));
        claims["tid"] = "../x";
        claims["iss"] = "https://login.example/../x/v2.0";
        QVERIFY(!oauth::checkClaims(claims.dump(), expected));
    }
    // SECURITY 22
    void accountNamesAreCleaned()
    {
        json claims = goodClaims();
        claims["email"] = "ada\u202e\n@example.org";
        const auto checked = oauth::checkClaims(claims.dump(), expectation());
        QVERIFY(checked);
        QVERIFY(checked->account.find("\u202e") == std::string::npos);
        QVERIFY(checked->account.find('\n') == std::string::npos);
    }
    void verifiesRsaEcAndEdDsa_data()
    {
        QTest::addColumn<int>("type");
        QTest::newRow("RS256") << 0;
        QTest::newRow("ES256") << 1;
        QTest::newRow("EdDSA") << 2;
    }
    void verifiesRsaEcAndEdDsa()
    {
        QFETCH(int, type);
        auto key = type == 0   ? crypto::PrivateKey::generateRsa()
                   : type == 1 ? crypto::PrivateKey::generateP256()
                               : crypto::PrivateKey::generateEd25519();
        QVERIFY(key);
        test::FakeHttp http;
        http.push(200, keySet(*key, "k1"));
        oauth::IdTokenVerifier verifier(http, m_clock);
        const auto claims = test::await(verifier.verify(token(*key, "k1"), endpoints(), expectation(), {}));
        QVERIFY2(claims, claims ? "" : base::toString(claims.error()).c_str());
        QCOMPARE(claims->subject, std::string{"248289761001"});
        // The keys are kept.
        QVERIFY(test::await(verifier.verify(token(*key, "k1"), endpoints(), expectation(), {})));
        QCOMPARE(http.requests.size(), std::size_t{1});
    }
    void refusesForgeries_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("alg none") << 0;
        QTest::newRow("HS256 with the public key as secret") << 1;
        QTest::newRow("another key under the same kid") << 2;
        QTest::newRow("payload replaced") << 3;
        QTest::newRow("algorithm the issuer does not list") << 4;
        QTest::newRow("not a JWT") << 5;
    }
    void refusesForgeries()
    {
        QFETCH(int, kind);
        const auto key = crypto::PrivateKey::generateP256();
        const auto other = crypto::PrivateKey::generateP256();
        const auto part = [](const std::string& text) {
            return base::toBase64Url({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
        };
        std::string text{token(*key, "k1").exposeText()};
        oauth::Endpoints where = endpoints();
        if (kind == 0)
            text = part("{\"alg\":\"none\",\"kid\":\"k1\"}") + "." + part(goodClaims().dump()) + ".";
        else if (kind == 1)
            text = part("{\"alg\":\"HS256\",\"kid\":\"k1\"}") + text.substr(text.find('.'));
        else if (kind == 2)
            text = token(*other, "k1").exposeText();
        else if (kind == 3)
            text =
                text.substr(0, text.find('.') + 1) + part(json{{"sub", "evil"}}.dump()) + text.substr(text.rfind('.'));
        else if (kind == 4)
            where.idTokenAlgorithms = {"RS256"};
        else
            text = "no.jwt";
        test::FakeHttp http;
        http.setAnswer([&](const net::HttpRequest&) -> base::Result<net::HttpResponse> {
            return test::FakeHttp::response(200, keySet(*key, "k1"));
        });
        oauth::IdTokenVerifier verifier(http, m_clock);
        const auto claims = test::await(verifier.verify(test::secret(text), where, expectation(), {}));
        QVERIFY(!claims);
        QCOMPARE(claims.error().code, ErrorCode::OAuthIdTokenInvalid);
    }
    // SECURITY 7: one refetch for an unknown kid, and not again for 5 minutes.
    void unknownKeyIsFetchedOnce()
    {
        const auto oldKey = crypto::PrivateKey::generateP256();
        const auto newKey = crypto::PrivateKey::generateP256();
        std::string published = keySet(*oldKey, "old");
        test::FakeHttp http;
        http.setAnswer([&](const net::HttpRequest&) -> base::Result<net::HttpResponse> {
            return test::FakeHttp::response(200, published);
        });
        oauth::IdTokenVerifier verifier(http, m_clock);
        QVERIFY(test::await(verifier.verify(token(*oldKey, "old"), endpoints(), expectation(), {})));
        published = keySet(*newKey, "new");
        QVERIFY(test::await(verifier.verify(token(*newKey, "new"), endpoints(), expectation(), {})));
        QCOMPARE(http.requests.size(), std::size_t{2});
        for (int i = 0; i < 10; ++i)
            QVERIFY(!test::await(
                verifier.verify(token(*oldKey, "flood-" + std::to_string(i)), endpoints(), expectation(), {})));
        QCOMPARE(http.requests.size(), std::size_t{2});
        m_clock.advance(std::chrono::minutes{6});
        QVERIFY(!test::await(verifier.verify(token(*oldKey, "old"), endpoints(), expectation(), {})));
        QCOMPARE(http.requests.size(), std::size_t{3});
    }
};

QTEST_GUILESS_MAIN(TestIdToken)
#include "tst_id_token.moc"
