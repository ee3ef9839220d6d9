// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/key_agreement.h"
#include "core/crypto/random.h"
#include "tests/crypto/bytes.h"

#include <QTest>

using namespace keystead;
using namespace keystead::test;

class TestKeyAgreement final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RFC 7748 section 6.1
    void publicKeysAreThoseOfTheRfc()
    {
        const auto alice =
            crypto::x25519FromPrivate(hexSecret("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
        QCOMPARE(base::toHex(alice->publicKey),
                 std::string("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
        const auto bob =
            crypto::x25519FromPrivate(hexSecret("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
        QCOMPARE(base::toHex(bob->publicKey),
                 std::string("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
        QVERIFY(!crypto::x25519FromPrivate(hexSecret("00")));
    }

    void onlyTheRecipientOpensABox()
    {
        const auto pair = *crypto::generateX25519();
        const auto other = *crypto::generateX25519();
        const auto secret = crypto::randomSecret(32);
        const auto box = crypto::sealTo(pair.publicKey, secret, "label", raw("place"));
        QVERIFY(box);
        QCOMPARE(box->size(), std::size_t{32 + 12 + 32 + 16});
        QVERIFY(crypto::openFrom(pair, *box, "label", raw("place"))->equals(secret));
        QCOMPARE(crypto::openFrom(other, *box, "label", raw("place")).error().code, base::ErrorCode::Tampered);
        QCOMPARE(crypto::openFrom(pair, *box, "another", raw("place")).error().code, base::ErrorCode::Tampered);
        QCOMPARE(crypto::openFrom(pair, *box, "label", raw("elsewhere")).error().code, base::ErrorCode::Tampered);
    }

    void twoBoxesOfOneSecretDiffer()
    {
        const auto pair = *crypto::generateX25519();
        const auto secret = crypto::randomSecret(32);
        const auto a = *crypto::sealTo(pair.publicKey, secret, "l", {});
        const auto b = *crypto::sealTo(pair.publicKey, secret, "l", {});
        QVERIFY(!std::equal(a.begin(), a.begin() + 32, b.begin()));
    }

    void aFlippedBitAnywhereIsTampering()
    {
        const auto pair = *crypto::generateX25519();
        const auto box = *crypto::sealTo(pair.publicKey, base::Secret::fromText("x"), "l", {});
        for (std::size_t i = 0; i < box.size() * 8; ++i) {
            auto changed = box;
            changed[i / 8] = static_cast<std::uint8_t>(changed[i / 8] ^ (1U << (i % 8)));
            QCOMPARE(crypto::openFrom(pair, changed, "l", {}).error().code, base::ErrorCode::Tampered);
        }
        for (std::size_t size = 0; size < box.size(); ++size)
            QCOMPARE(crypto::openFrom(pair, std::span(box).first(size), "l", {}).error().code,
                     base::ErrorCode::Tampered);
    }

    // RFC 7748 section 6.1: the all-zero shared secret is refused.
    void lowOrderPointsAreRefused()
    {
        const auto pair = *crypto::generateX25519();
        for (const char* point : {"0000000000000000000000000000000000000000000000000000000000000000",
                                  "0100000000000000000000000000000000000000000000000000000000000000",
                                  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"}) {
            QVERIFY(!crypto::sealTo(hex(point), base::Secret::fromText("x"), "l", {}));
            base::Bytes box = hex(point);
            box.resize(32 + 28 + 1);
            QCOMPARE(crypto::openFrom(pair, box, "l", {}).error().code, base::ErrorCode::Tampered);
        }
        QCOMPARE(crypto::sealTo(base::Bytes(31), base::Secret::fromText("x"), "l", {}).error().code,
                 base::ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestKeyAgreement)
#include "tst_key_agreement.moc"
