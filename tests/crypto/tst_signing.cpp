// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/crypto/pkey.h"
#include "core/crypto/random.h"
#include "core/crypto/signing.h"
#include "tests/crypto/bytes.h"

#include <nlohmann/json.hpp>
#include <openssl/pem.h>
#include <QTest>

using namespace keystead;
using namespace keystead::test;
using crypto::PrivateKey;
using crypto::SignatureAlgorithm;

namespace {

// PEM of a key of OpenSSL's own making, for what our generators do not make.
base::Secret pemOf(EVP_PKEY* key, bool traditional = false, const char* passphrase = nullptr)
{
    const crypto::BioPtr bio{BIO_new(BIO_s_mem())};
    const EVP_CIPHER* const cipher = passphrase ? EVP_aes_256_cbc() : nullptr;
    if (traditional)
        PEM_write_bio_PrivateKey_traditional(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    else
        PEM_write_bio_PKCS8PrivateKey(bio.get(), key, cipher, passphrase,
                                      passphrase ? static_cast<int>(strlen(passphrase)) : 0, nullptr, nullptr);
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return base::Secret::fromText({text, static_cast<std::size_t>(size)});
}

} // namespace

class TestSigning final : public QObject
{
    Q_OBJECT

    PrivateKey m_rsa = *PrivateKey::generateRsa();

private Q_SLOTS:
    // RFC 8032 section 7.1, tests 1 to 3
    void ed25519Vectors_data()
    {
        QTest::addColumn<QByteArray>("seed");
        QTest::addColumn<QByteArray>("publicKey");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("1")
            << QByteArray("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
            << QByteArray("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a") << QByteArray()
            << QByteArray(
                   "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                   "d25bf5f0595bbe24655141438e7a100b");
        QTest::newRow("2")
            << QByteArray("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
            << QByteArray("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c") << QByteArray("72")
            << QByteArray(
                   "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                   "387b2eaeb4302aeeb00d291612bb0c00");
        QTest::newRow("3")
            << QByteArray("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
            << QByteArray("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025") << QByteArray("af82")
            << QByteArray(
                   "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                   "4a7c15e9716ed28dc027beceea1ec40a");
    }
    void ed25519Vectors()
    {
        QFETCH(QByteArray, seed);
        QFETCH(QByteArray, publicKey);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, signature);
        const auto key = PrivateKey::fromEd25519Seed(hexSecret(seed.toStdString()));
        QVERIFY(key);
        const auto text = hex(message.toStdString());
        QCOMPARE(base::toHex(*key->publicKeyRaw()), publicKey.toStdString());
        QCOMPARE(base::toHex(*key->sign(text, SignatureAlgorithm::EdDSA)), signature.toStdString());
        QVERIFY(*crypto::verifyEd25519(hex(publicKey.toStdString()), text, hex(signature.toStdString())));
        QVERIFY(!*crypto::verifyEd25519(hex(publicKey.toStdString()), raw("other"), hex(signature.toStdString())));
        QVERIFY(key->ed25519Seed()->equals(hex(seed.toStdString())));
    }

    void malformedEd25519InputIsNoSignature()
    {
        const auto key = *PrivateKey::generateEd25519();
        const auto publicKey = *key.publicKeyRaw();
        QVERIFY(!*crypto::verifyEd25519(publicKey, raw("m"), {}));
        QVERIFY(!*crypto::verifyEd25519(publicKey, raw("m"), base::Bytes(63)));
        QVERIFY(!crypto::verifyEd25519(base::Bytes(31), raw("m"), base::Bytes(64)));
        QVERIFY(!PrivateKey::fromEd25519Seed(hexSecret("00")));
    }

    void everyKindSignsAndVerifies_data()
    {
        QTest::addColumn<int>("algorithm");
        QTest::addColumn<int>("size");
        QTest::newRow("RS256") << static_cast<int>(SignatureAlgorithm::RS256) << 256;
        QTest::newRow("PS256") << static_cast<int>(SignatureAlgorithm::PS256) << 256;
        QTest::newRow("ES256") << static_cast<int>(SignatureAlgorithm::ES256) << 64; // r||s, not DER
        QTest::newRow("EdDSA") << static_cast<int>(SignatureAlgorithm::EdDSA) << 64;
    }
    void everyKindSignsAndVerifies()
    {
        QFETCH(int, algorithm);
        QFETCH(int, size);
        const auto kind = static_cast<SignatureAlgorithm>(algorithm);
        const auto p256 = *PrivateKey::generateP256();
        const auto ed25519 = *PrivateKey::generateEd25519();
        const PrivateKey& key = kind == SignatureAlgorithm::ES256   ? p256
                                : kind == SignatureAlgorithm::EdDSA ? ed25519
                                                                    : m_rsa;
        const auto pem = *key.toPem();
        const crypto::BioPtr bio{BIO_new_mem_buf(pem.exposeBytes().data(), static_cast<int>(pem.size()))};
        const crypto::PkeyPtr pkey{PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr)};
        for (int i = 0; i < 20; ++i) {
            const auto signature = key.sign(raw("message"), kind);
            QVERIFY(signature);
            QCOMPARE(signature->size(), static_cast<std::size_t>(size));
            QVERIFY(*crypto::verifyWith(pkey.get(), raw("message"), *signature, kind));
            QVERIFY(!*crypto::verifyWith(pkey.get(), raw("massage"), *signature, kind));
            auto changed = *signature;
            changed[static_cast<std::size_t>(i)] ^= 1U;
            QVERIFY(!*crypto::verifyWith(pkey.get(), raw("message"), changed, kind));
        }
    }

    // SECURITY 7
    void aKeyServesItsFamilyOnly()
    {
        const auto p256 = *PrivateKey::generateP256();
        const auto ed25519 = *PrivateKey::generateEd25519();
        QCOMPARE(m_rsa.sign(raw("m"), SignatureAlgorithm::ES256).error().code, base::ErrorCode::Unsupported);
        QCOMPARE(p256.sign(raw("m"), SignatureAlgorithm::RS256).error().code, base::ErrorCode::Unsupported);
        QCOMPARE(p256.sign(raw("m"), SignatureAlgorithm::EdDSA).error().code, base::ErrorCode::Unsupported);
        QCOMPARE(ed25519.sign(raw("m"), SignatureAlgorithm::PS256).error().code, base::ErrorCode::Unsupported);
        QCOMPARE(m_rsa.algorithm(), SignatureAlgorithm::RS256);
        QCOMPARE(p256.algorithm(), SignatureAlgorithm::ES256);
        QCOMPARE(ed25519.algorithm(), SignatureAlgorithm::EdDSA);
        QVERIFY(!m_rsa.publicKeyRaw());
        QVERIFY(!p256.ed25519Seed());
    }

    void algorithmNamesAreThoseOfJwa()
    {
        for (const char* name : {"RS256", "ES256", "EdDSA", "PS256"})
            QCOMPARE(crypto::toText(*crypto::signatureAlgorithmFromText(name)), std::string_view(name));
        for (const char* name : {"none", "None", "HS256", "RS512", "rs256", "", "ES256K"})
            QVERIFY(!crypto::signatureAlgorithmFromText(name));
    }

    void pemFormsAreRead()
    {
        const crypto::PkeyPtr rsa{EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048})};
        const crypto::PkeyPtr ec{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")};
        for (EVP_PKEY* key : {rsa.get(), ec.get()}) {
            QVERIFY(PrivateKey::fromPem(pemOf(key)));
            const auto traditional = pemOf(key, true); // PKCS#1 and SEC 1
            QVERIFY(traditional.exposeText().find("RSA PRIVATE") != std::string_view::npos ||
                    traditional.exposeText().find("EC PRIVATE") != std::string_view::npos);
            QVERIFY(PrivateKey::fromPem(traditional));
        }
        const auto ed25519 = *PrivateKey::generateEd25519();
        QVERIFY(PrivateKey::fromPem(*ed25519.toPem())->ed25519Seed()->equals(*ed25519.ed25519Seed()));
    }

    void encryptedPemNeedsItsPassphrase()
    {
        const crypto::PkeyPtr key{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")};
        const auto pem = pemOf(key.get(), false, "hunter2");
        QVERIFY(PrivateKey::fromPem(pem, base::Secret::fromText("hunter2")));
        QCOMPARE(PrivateKey::fromPem(pem, base::Secret::fromText("hunter3")).error().code,
                 base::ErrorCode::WrongPassphrase);
        QCOMPARE(PrivateKey::fromPem(pem).error().code, base::ErrorCode::WrongPassphrase);
        QCOMPARE(PrivateKey::fromPem(pem, base::Secret::fromText(std::string(5000, 'x'))).error().code,
                 base::ErrorCode::WrongPassphrase);
    }

    void otherKeysAreNamedUnsupported()
    {
        const crypto::PkeyPtr weak{EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{1024})};
        const crypto::PkeyPtr curve{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-384")};
        const crypto::PkeyPtr x25519{EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519")};
        for (EVP_PKEY* key : {weak.get(), curve.get(), x25519.get()})
            QCOMPARE(PrivateKey::fromPem(pemOf(key)).error().code, base::ErrorCode::Unsupported);
        QVERIFY(!PrivateKey::generateRsa(1024));
    }

    void whatIsNoPemIsAParseError()
    {
        const std::string pem{PrivateKey::generateEd25519()->toPem()->exposeText()};
        for (const std::string& text :
             {std::string(), std::string("hello"), pem.substr(0, pem.size() / 2), std::string(100'000, '-'),
              std::string("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
              std::string("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n")}) {
            const auto key = PrivateKey::fromPem(base::Secret::fromText(text));
            QVERIFY(!key);
            QCOMPARE(key.error().code, base::ErrorCode::ParseError);
        }
    }

    void publicJwksHoldNoPrivateMembers()
    {
        const auto p256 = *PrivateKey::generateP256();
        const auto ed25519 = *PrivateKey::generateEd25519();
        for (const PrivateKey* key : {const_cast<const PrivateKey*>(&m_rsa), &p256, &ed25519}) {
            const auto jwk = *base::parseJson(*key->publicJwk());
            for (const char* member : {"d", "p", "q", "dp", "dq", "qi", "k"})
                QVERIFY(!jwk.contains(member));
            QVERIFY(jwk.contains("kty"));
        }
        QCOMPARE((*base::parseJson(*m_rsa.publicJwk()))["e"].get<std::string>(), std::string("AQAB"));
        QCOMPARE((*base::parseJson(*p256.publicJwk()))["x"].get<std::string>().size(), std::size_t{43});
    }

    void aMovedKeyStillSigns()
    {
        PrivateKey first = *PrivateKey::generateEd25519();
        const auto publicKey = *first.publicKeyRaw();
        const PrivateKey second = std::move(first);
        QVERIFY(*crypto::verifyEd25519(publicKey, raw("m"), *second.sign(raw("m"), SignatureAlgorithm::EdDSA)));
    }
};

QTEST_GUILESS_MAIN(TestSigning)
#include "tst_signing.moc"
