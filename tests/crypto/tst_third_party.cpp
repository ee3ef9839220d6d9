// SPDX-License-Identifier: GPL-3.0-or-later
// Wycheproof and JOSE cookbook files, read from the folder of vectors beside the checkout where there is one.
#include "core/base/json.h"
#include "core/crypto/aead.h"
#include "core/crypto/hkdf.h"
#include "core/crypto/jose.h"
#include "core/crypto/pkey.h"
#include "tests/crypto/bytes.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <QTest>

using namespace keystead;
using namespace keystead::test;
using base::Json;
using crypto::SignatureAlgorithm;

namespace {

constexpr std::array all{SignatureAlgorithm::RS256, SignatureAlgorithm::ES256, SignatureAlgorithm::EdDSA,
                         SignatureAlgorithm::PS256};

std::filesystem::path vectors()
{
    return std::filesystem::path{KEYSTEAD_SOURCE_DIR} / ".." / "shared" / "vectors";
}

Json load(const std::string& name)
{
    std::ifstream file(vectors() / name, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    const auto json = base::parseJson(text, {64 * 1024 * 1024, 32});
    return json ? *json : Json{};
}

std::string text(const Json& object, const char* key)
{
    return object.at(key).get<std::string>();
}

bool valid(const Json& test)
{
    return text(test, "result") == "valid";
}

QByteArray label(const Json& test)
{
    return QByteArray::number(test.at("tcId").get<int>()) + " " + QByteArray::fromStdString(text(test, "comment"));
}

// Calls check(group, test) for every test of a Wycheproof file and names the first that it does not pass.
template <class Check> void forEach(const char* file, int atLeast, Check check)
{
    int count = 0;
    const Json document = load(std::string("wycheproof/") + file);
    QVERIFY(document.is_object());
    for (const Json& group : document.at("testGroups")) {
        for (const Json& test : group.at("tests")) {
            const std::optional<bool> good = check(group, test);
            if (!good)
                continue;
            ++count;
            QVERIFY2(*good, label(test).constData());
        }
    }
    QVERIFY2(count >= atLeast, QByteArray::number(count).constData());
}

crypto::JwkSet oneKey(const Json& jwk)
{
    return *crypto::JwkSet::parse(base::toJsonText(Json{{"keys", Json::array({jwk})}}));
}

// Whether a raw signature verifies under the first key of the group.
bool rawVerifies(const Json& jwk, const Json& test, SignatureAlgorithm algorithm)
{
    const auto set = oneKey(jwk);
    const crypto::PkeyPtr key = set.size() == 1 ? crypto::fromSpki(set.keys().front().spki) : nullptr;
    const auto good = key ? crypto::verifyWith(key.get(), hex(text(test, "msg")), hex(text(test, "sig")), algorithm)
                          : base::Result<bool>{false};
    return good && *good;
}

} // namespace

class TestThirdParty final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // The vectors are third-party files that are not part of the project: a checkout alone runs the RFC vectors of
        // the other tests.
        if (!std::filesystem::exists(vectors()))
            QSKIP("no folder ../shared/vectors beside the checkout");
    }

    void wycheproofAesGcm()
    {
        forEach("aes_gcm_test.json", 60, [](const Json& group, const Json& test) -> std::optional<bool> {
            if (group.at("keySize") != 256 || group.at("ivSize") != 96 || group.at("tagSize") != 128)
                return std::nullopt;
            const auto key = hexSecret(text(test, "key"));
            const auto box = hex(text(test, "iv") + text(test, "ct") + text(test, "tag"));
            const auto opened = crypto::open(key, box, hex(text(test, "aad")));
            if (!valid(test))
                return !opened;
            const auto sealed =
                crypto::sealWithNonce(key, hexSecret(text(test, "msg")), hex(text(test, "aad")), hex(text(test, "iv")));
            return opened && opened->equals(hex(text(test, "msg"))) && sealed && *sealed == box;
        });
    }

    void wycheproofHkdf()
    {
        forEach("hkdf_sha256_test.json", 80, [](const Json&, const Json& test) -> std::optional<bool> {
            const auto info = hex(text(test, "info"));
            const auto okm = crypto::hkdfSha256(hexSecret(text(test, "ikm")), hex(text(test, "salt")),
                                                {reinterpret_cast<const char*>(info.data()), info.size()},
                                                test.at("size").get<std::size_t>());
            return valid(test) ? okm && okm->equals(hex(text(test, "okm"))) : !okm;
        });
    }

    void wycheproofEd25519()
    {
        forEach("ed25519_test.json", 150, [](const Json& group, const Json& test) -> std::optional<bool> {
            const auto good = crypto::verifyEd25519(hex(text(group.at("publicKey"), "pk")), hex(text(test, "msg")),
                                                    hex(text(test, "sig")));
            return good && *good == valid(test);
        });
    }

    void wycheproofEcdsa()
    {
        forEach("ecdsa_secp256r1_sha256_p1363_test.json", 200,
                [](const Json& group, const Json& test) -> std::optional<bool> {
                    if (!group.contains("publicKeyJwk"))
                        return std::nullopt;
                    return rawVerifies(group.at("publicKeyJwk"), test, SignatureAlgorithm::ES256) == valid(test);
                });
    }

    void wycheproofRsa()
    {
        forEach("rsa_signature_2048_sha256_test.json", 200,
                [](const Json& group, const Json& test) -> std::optional<bool> {
                    // "acceptable": legacy encodings without NULL, which OpenSSL may take or not.
                    if (!group.contains("keyJwk") || text(test, "result") == "acceptable")
                        return std::nullopt;
                    return rawVerifies(group.at("keyJwk"), test, SignatureAlgorithm::RS256) == valid(test);
                });
    }

    // SECURITY 7
    void wycheproofJws()
    {
        int accepted = 0;
        forEach("json_web_signature_test.json", 300, [&](const Json& group, const Json& test) -> std::optional<bool> {
            if (!group.contains("public") || !test.at("jws").is_string())
                return std::nullopt;
            const std::string jws = text(test, "jws");
            const auto header = base::fromBase64Url(jws.substr(0, jws.find('.')));
            const auto json = header ? base::parseJson({reinterpret_cast<const char*>(header->data()), header->size()})
                                     : base::Result<Json>{header.error()};
            const bool ours = json && json->is_object() && json->contains("alg") && json->at("alg").is_string() &&
                              crypto::signatureAlgorithmFromText(text(*json, "alg"));
            const bool good = crypto::verifyJwt(jws, oneKey(group.at("public")), all).has_value();
            accepted += good;
            return good == (valid(test) && ours);
        });
        QVERIFY(accepted >= 10);
    }

    void wycheproofJwk()
    {
        forEach("json_web_key_test.json", 10, [](const Json& group, const Json& test) -> std::optional<bool> {
            if (!group.contains("public") || !test.at("jws").is_string())
                return std::nullopt;
            const auto set = crypto::JwkSet::parse(base::toJsonText(group.at("public")));
            return (set && crypto::verifyJwt(text(test, "jws"), *set, all)) == valid(test);
        });
    }

    // RFC 7520 section 4.1: the one example signed with an algorithm that is accepted here.
    void joseCookbookRs256()
    {
        const Json example = load("jose-cookbook/jws/4_1.rsa_v15_signature.json");
        QVERIFY(example.is_object());
        const auto set = oneKey(load("jose-cookbook/jwk/3_3.rsa_public_key.json"));
        const std::string compact = text(example.at("output"), "compact");
        const auto verified = crypto::verifyJwt(compact, set, all);
        QVERIFY(verified);
        QCOMPARE(verified->keyId, std::string("bilbo.baggins@hobbiton.example"));
        QCOMPARE(verified->payloadJson, text(example.at("input"), "payload"));
        QVERIFY(!crypto::verifyJwt(compact.substr(0, compact.size() - 4) + "AAAA", set, all));
    }

    // RFC 7520 sections 4.2 to 4.4: PS384, ES512 and HS256
    void joseCookbookRefusesOtherAlgorithms()
    {
        for (const char* name :
             {"4_2.rsa-pss_signature.json", "4_3.ecdsa_signature.json", "4_4.hmac-sha2_integrity_protection.json"}) {
            const Json example = load(std::string("jose-cookbook/jws/") + name);
            QVERIFY2(example.is_object(), name);
            const auto set = oneKey(load("jose-cookbook/jwk/3_3.rsa_public_key.json"));
            QCOMPARE(crypto::verifyJwt(text(example.at("output"), "compact"), set, all).error().code,
                     base::ErrorCode::OAuthIdTokenInvalid);
        }
    }
};

QTEST_GUILESS_MAIN(TestThirdParty)
#include "tst_third_party.moc"
