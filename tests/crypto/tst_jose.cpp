// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/digest.h"
#include "core/crypto/jose.h"
#include "tests/crypto/bytes.h"

#include <nlohmann/json.hpp>
#include <QTest>

using namespace keystead;
using namespace keystead::test;
using crypto::JwkSet;
using crypto::PrivateKey;
using crypto::SignatureAlgorithm;

namespace {

constexpr std::array all{SignatureAlgorithm::RS256, SignatureAlgorithm::ES256, SignatureAlgorithm::EdDSA,
                         SignatureAlgorithm::PS256};

base::Json jwkOf(const PrivateKey& key, const char* keyId = nullptr)
{
    base::Json jwk = *base::parseJson(*key.publicJwk());
    if (keyId)
        jwk["kid"] = keyId;
    return jwk;
}

JwkSet setOf(const std::vector<base::Json>& keys)
{
    return *JwkSet::parse(base::toJsonText(base::Json{{"keys", keys}}));
}

std::string b64(std::string_view text)
{
    return base::toBase64Url(raw(text));
}

// A token with a header of our choice over a good signature.
std::string tokenWith(const PrivateKey& key, std::string_view header, std::string_view payload = "{}")
{
    const std::string input = b64(header) + "." + b64(payload);
    return input + "." + base::toBase64Url(*key.sign(raw(input), key.algorithm()));
}

} // namespace

class TestJose final : public QObject
{
    Q_OBJECT

    PrivateKey m_rsa = *PrivateKey::generateRsa();
    PrivateKey m_p256 = *PrivateKey::generateP256();
    PrivateKey m_ed25519 = *PrivateKey::generateEd25519();

private Q_SLOTS:
    // RFC 7515 appendix A.2 and A.3, RFC 8037 appendix A.4
    void rfcExamplesVerify_data()
    {
        QTest::addColumn<QByteArray>("jwk");
        QTest::addColumn<QByteArray>("jws");
        const QByteArray joe =
            ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.";
        QTest::newRow("RFC 7515 A.2, RS256")
            << QByteArray(
                   R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"})")
            << QByteArray("eyJhbGciOiJSUzI1NiJ9") + joe +
                   "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
                   "O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_"
                   "nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-"
                   "eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_"
                   "IoypGlUPQGe77Rw";
        QTest::newRow("RFC 7515 A.3, ES256")
            << QByteArray(
                   R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})")
            << QByteArray("eyJhbGciOiJFUzI1NiJ9") + joe +
                   "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        QTest::newRow("RFC 8037 A.4, EdDSA")
            << QByteArray(R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})")
            << QByteArray("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-"
                          "09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
    }
    void rfcExamplesVerify()
    {
        QFETCH(QByteArray, jwk);
        QFETCH(QByteArray, jws);
        const auto set = JwkSet::parse("{\"keys\":[" + jwk.toStdString() + "]}");
        QCOMPARE(set->size(), std::size_t{1});
        QVERIFY(crypto::verifyJwt(jws.toStdString(), *set, all));
        // The character before the last of each part carries whole bits only.
        for (const qsizetype place : {jws.indexOf('.') + 2, jws.size() - 2}) {
            QByteArray changed = jws;
            changed[place] = changed[place] == 'A' ? 'B' : 'A';
            QCOMPARE(crypto::verifyJwt(changed.toStdString(), *set, all).error().code,
                     base::ErrorCode::OAuthIdTokenInvalid);
        }
    }

    void whatWeSignVerifies()
    {
        for (const PrivateKey* key : {&m_rsa, &m_p256, &m_ed25519}) {
            const auto token = crypto::signJwt(*key, key->algorithm(), R"({"sub":"x"})", "k1");
            QVERIFY(token);
            const auto verified = crypto::verifyJwt(token->exposeText(), setOf({jwkOf(*key, "k1")}), all);
            QVERIFY(verified);
            QCOMPARE(verified->payloadJson, std::string(R"({"sub":"x"})"));
            QCOMPARE(verified->keyId, std::string("k1"));
            const auto header = *base::parseJson(verified->headerJson);
            QCOMPARE(header["alg"].get<std::string>(), std::string(crypto::toText(key->algorithm())));
            QCOMPARE(header["typ"].get<std::string>(), std::string("JWT"));
            QCOMPARE(header["kid"].get<std::string>(), std::string("k1"));
        }
        const auto bare = crypto::signJwt(m_ed25519, SignatureAlgorithm::EdDSA, "{}", {}, {});
        QVERIFY(bare->exposeText().starts_with(b64(R"({"alg":"EdDSA"})") + "."));
        QVERIFY(crypto::verifyJwt(crypto::signJwt(m_rsa, SignatureAlgorithm::PS256, "{}")->exposeText(),
                                  setOf({jwkOf(m_rsa)}), all));
    }

    void claimsMustBeAnObject()
    {
        for (const char* claims : {"", "[]", "x", R"({"a":1,"a":2})"})
            QCOMPARE(crypto::signJwt(m_ed25519, SignatureAlgorithm::EdDSA, claims).error().code,
                     base::ErrorCode::InvalidArgument);
        QCOMPARE(crypto::signJwt(m_ed25519, SignatureAlgorithm::RS256, "{}").error().code,
                 base::ErrorCode::Unsupported);
    }

    // SECURITY 7: `none`, and HMAC keyed with the public key, in all spellings
    void unsignedAndSymmetricTokensAreRefused()
    {
        const auto set = setOf({jwkOf(m_rsa)});
        for (const char* name : {"none", "None", "NONE", "nOnE", ""}) {
            const std::string input = b64(base::toJsonText(base::Json{{"alg", name}})) + "." + b64("{}") + ".";
            QCOMPARE(crypto::verifyJwt(input, set, all).error().code, base::ErrorCode::OAuthIdTokenInvalid);
            QVERIFY(!crypto::verifyJwt(input + b64("x"), set, all));
        }
        const std::string input = b64(R"({"alg":"HS256"})") + "." + b64("{}");
        const auto mac = crypto::hmacSha256(base::Secret::fromBytes(set.keys().front().spki), raw(input));
        QCOMPARE(crypto::verifyJwt(input + "." + base::toBase64Url(*mac), set, all).error().code,
                 base::ErrorCode::OAuthIdTokenInvalid);
    }

    // SECURITY 7
    void onlyAllowedAlgorithmsVerify()
    {
        const auto token = crypto::signJwt(m_rsa, SignatureAlgorithm::PS256, "{}");
        const std::array rs256{SignatureAlgorithm::RS256};
        QVERIFY(!crypto::verifyJwt(token->exposeText(), setOf({jwkOf(m_rsa)}), rs256));
        QVERIFY(!crypto::verifyJwt(token->exposeText(), setOf({jwkOf(m_rsa)}), {}));
        // A key that names another algorithm does not serve this one.
        base::Json pinned = jwkOf(m_rsa);
        pinned["alg"] = "RS256";
        QVERIFY(!crypto::verifyJwt(token->exposeText(), setOf({pinned}), all));
        pinned["alg"] = "PS256";
        QVERIFY(crypto::verifyJwt(token->exposeText(), setOf({pinned}), all));
    }

    // SECURITY 7
    void theKeysTypeMustFit()
    {
        const auto set = setOf({jwkOf(m_p256, "k"), jwkOf(m_ed25519, "e")});
        const auto token = crypto::signJwt(m_rsa, SignatureAlgorithm::RS256, "{}", "k");
        QCOMPARE(crypto::verifyJwt(token->exposeText(), set, all).error().code, base::ErrorCode::OAuthIdTokenInvalid);
    }

    void headersWithExtensionsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("accepted");
        const auto row = [](const char* name, const char* header, bool accepted) {
            QTest::newRow(name) << QByteArray(header) << accepted;
        };
        row("plain", R"({"alg":"EdDSA"})", true);
        row("unknown member", R"({"alg":"EdDSA","x-own":1})", true);
        row("crit", R"({"alg":"EdDSA","crit":["exp"],"exp":1})", false);
        row("empty crit", R"({"alg":"EdDSA","crit":[]})", false);
        row("null crit", R"({"alg":"EdDSA","crit":null})", false);
        row("b64", R"({"alg":"EdDSA","b64":false})", false);
        row("alg twice", R"({"alg":"EdDSA","alg":"none"})", false);
        row("no alg", R"({"typ":"JWT"})", false);
        row("alg of another type", R"({"alg":["EdDSA"]})", false);
        row("kid of another type", R"({"alg":"EdDSA","kid":1})", false);
        row("array", R"(["EdDSA"])", false);
        row("not JSON", "EdDSA", false);
        row("embedded jwk is ignored", R"({"alg":"EdDSA","jwk":{"kty":"OKP"},"jku":"evil.example"})", true);
    }
    void headersWithExtensionsAreRefused()
    {
        QFETCH(QByteArray, header);
        QFETCH(bool, accepted);
        const auto result =
            crypto::verifyJwt(tokenWith(m_ed25519, header.toStdString()), setOf({jwkOf(m_ed25519)}), all);
        QCOMPARE(result.has_value(), accepted);
        if (!accepted)
            QCOMPARE(result.error().code, base::ErrorCode::OAuthIdTokenInvalid);
    }

    void malformedTokensAreRefused()
    {
        const auto set = setOf({jwkOf(m_ed25519)});
        const std::string good{crypto::signJwt(m_ed25519, SignatureAlgorithm::EdDSA, R"({"a":1})")->exposeText()};
        QVERIFY(crypto::verifyJwt(good, set, all));
        const std::size_t dot = good.rfind('.');
        for (const std::string& bad : {std::string(), std::string("."), std::string(".."), std::string("..."),
                                       good + ".", "." + good, good + "=", good + "\n", " " + good, good.substr(0, dot),
                                       good.substr(0, dot + 1), good.substr(0, good.size() - 1), good + "AAAA",
                                       good.substr(0, dot) + "=" + good.substr(dot), std::string(300 * 1024, 'a')})
            QCOMPARE(crypto::verifyJwt(bad, set, all).error().code, base::ErrorCode::OAuthIdTokenInvalid);
    }

    void anUnknownKeyIdAsksForARefetch()
    {
        const auto token = crypto::signJwt(m_ed25519, SignatureAlgorithm::EdDSA, "{}", "new");
        QCOMPARE(crypto::verifyJwt(token->exposeText(), setOf({jwkOf(m_ed25519, "old")}), all).error().code,
                 base::ErrorCode::NotFound);
        QVERIFY(crypto::verifyJwt(token->exposeText(), setOf({jwkOf(m_ed25519, "old"), jwkOf(m_ed25519, "new")}), all));
    }

    void withoutAKeyIdOneFittingKeyIsTaken()
    {
        const auto token = crypto::signJwt(m_ed25519, SignatureAlgorithm::EdDSA, "{}");
        QVERIFY(crypto::verifyJwt(token->exposeText(), setOf({jwkOf(m_rsa, "r"), jwkOf(m_ed25519, "e")}), all));
        const auto two = setOf({jwkOf(m_ed25519, "e"), jwkOf(*PrivateKey::generateEd25519(), "f")});
        QCOMPARE(crypto::verifyJwt(token->exposeText(), two, all).error().code, base::ErrorCode::OAuthIdTokenInvalid);
        QCOMPARE(crypto::verifyJwt(token->exposeText(), setOf({jwkOf(m_rsa)}), all).error().code,
                 base::ErrorCode::OAuthIdTokenInvalid);
    }

    void unusableKeysArePassedOver_data()
    {
        QTest::addColumn<QByteArray>("key");
        const auto row = [](const char* name, const char* key) { QTest::newRow(name) << QByteArray(key); };
        row("for encryption",
            R"({"kty":"OKP","crv":"Ed25519","use":"enc","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})");
        row("operations without verify",
            R"({"kty":"OKP","crv":"Ed25519","key_ops":["encrypt"],"x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})");
        row("private half published",
            R"({"kty":"OKP","crv":"Ed25519","d":"AA","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})");
        row("symmetric", R"({"kty":"oct","k":"AAAA"})");
        row("other curve", R"({"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})");
        row("short", R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcH"})");
        row("padded base64", R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo="})");
        row("point off the curve",
            R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1"})");
        row("small RSA", R"({"kty":"RSA","n":"AQAB","e":"AQAB"})");
        row("missing members", R"({"kty":"RSA"})");
        row("members of other types", R"({"kty":"RSA","n":1,"e":[]})");
        row("unknown type", R"({"kty":"PQC"})");
        row("no object", R"("key")");
    }
    void unusableKeysArePassedOver()
    {
        QFETCH(QByteArray, key);
        const auto set = JwkSet::parse("{\"keys\":[" + key.toStdString() + "," + *m_p256.publicJwk() + "]}");
        QVERIFY(set);
        QCOMPARE(set->size(), std::size_t{1});
        QCOMPARE(set->keys().front().type, std::string("EC"));
    }

    void setsMustBeSets()
    {
        for (const char* text :
             {"", "[]", "{}", R"({"keys":{}})", R"({"keys":null})", R"({"keys":[],"keys":[]})", "<html>"})
            QVERIFY2(!JwkSet::parse(text), text);
        QCOMPARE(JwkSet::parse(R"({"keys":[]})")->size(), std::size_t{0});
        std::string many = R"({"keys":[{})";
        for (int i = 0; i < 256; ++i)
            many += ",{}";
        QCOMPARE(JwkSet::parse(many + "]}").error().code, base::ErrorCode::LimitExceeded);
    }
};

QTEST_GUILESS_MAIN(TestJose)
#include "tst_jose.moc"
