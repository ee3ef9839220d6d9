// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/jose.h"
#include "core/oauth/jwt_bearer.h"
#include "tests/oauth/oauth_helpers.h"

#include <nlohmann/json.hpp>
#include <QTest>

using namespace keystead;
using nlohmann::json;

class TestJwtBearer : public QObject
{
    Q_OBJECT
    static model::ProviderSpec jwtSpec()
    {
        model::ProviderSpec spec = test::exampleSpec();
        spec.jwt.emplace();
        spec.jwt->issuer = "{client_id}";
        return spec;
    }
private Q_SLOTS:
    // RFC 7523 section 3
    void mintsWhatTheServerVerifies_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QByteArray>("algorithm");
        QTest::newRow("RSA") << 0 << QByteArray("RS256");
        QTest::newRow("P-256") << 1 << QByteArray("ES256");
        QTest::newRow("Ed25519") << 2 << QByteArray("EdDSA");
    }
    void mintsWhatTheServerVerifies()
    {
        QFETCH(int, type);
        QFETCH(QByteArray, algorithm);
        const auto key = type == 0   ? crypto::PrivateKey::generateRsa()
                         : type == 1 ? crypto::PrivateKey::generateP256()
                                     : crypto::PrivateKey::generateEd25519();
        model::ProviderSpec spec = jwtSpec();
        spec.jwt->claims = {{"scope", "read {client_id}"}};
        const base::WallTime now{std::chrono::milliseconds{1'800'000'000'700}};
        const auto minted =
            oauth::mintJwt(spec, {{"client_id", "me"}, {"key_id", "k1"}}, *key, "https://login.example/token", now);
        QVERIFY2(minted, minted ? "" : base::toString(minted.error()).c_str());
        json jwk = json::parse(key->publicJwk().value());
        jwk["kid"] = "k1";
        const auto keys = crypto::JwkSet::parse(json{{"keys", json::array({jwk})}}.dump());
        const std::vector<crypto::SignatureAlgorithm> allowed{
            *crypto::signatureAlgorithmFromText(algorithm.toStdString())};
        const auto jwt = crypto::verifyJwt(minted->compact.exposeText(), *keys, allowed);
        QVERIFY(jwt);
        const json claims = json::parse(jwt->payloadJson);
        QCOMPARE(claims.at("iss").get<std::string>(), std::string{"me"});
        QCOMPARE(claims.at("sub").get<std::string>(), std::string{"me"});
        QCOMPARE(claims.at("aud").get<std::string>(), std::string{"https://login.example/token"});
        QCOMPARE(claims.at("scope").get<std::string>(), std::string{"read me"});
        QCOMPARE(claims.at("iat").get<std::int64_t>(), std::int64_t{1'800'000'000});
        QCOMPARE(claims.at("exp").get<std::int64_t>(), std::int64_t{1'800'000'300});
        QCOMPARE(minted->expiresAt, base::WallTime{std::chrono::seconds{1'800'000'300}});
        const auto again =
            oauth::mintJwt(spec, {{"client_id", "me"}, {"key_id", "k1"}}, *key, "https://login.example/token", now);
        QVERIFY(!again->compact.equals(minted->compact)); // jti
    }
    void namesWhatIsMissing()
    {
        const auto key = crypto::PrivateKey::generateP256();
        QCOMPARE(oauth::mintJwt(jwtSpec(), {}, *key, "a", {}).error().code, base::ErrorCode::InvalidArgument);
        QVERIFY(oauth::mintJwt(jwtSpec(), {}, *key, "a", {}).error().detail.find("client_id") != std::string::npos);
        model::ProviderSpec rsaOnly = jwtSpec();
        rsaOnly.jwt->algorithms = {"RS256"};
        QCOMPARE(oauth::mintJwt(rsaOnly, {{"client_id", "me"}}, *key, "a", {}).error().code,
                 base::ErrorCode::InvalidArgument);
        QCOMPARE(oauth::mintJwt(test::exampleSpec(), {}, *key, "a", {}).error().code, base::ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestJwtBearer)
#include "tst_jwt_bearer.moc"
