// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/aead.h"
#include "core/crypto/random.h"
#include "tests/crypto/bytes.h"

#include <QTest>
#include <set>

using namespace keystead;
using namespace keystead::test;

class TestAead final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B, test cases 13, 14 and 16
    void gcmVectors_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("nonce");
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("associated");
        QTest::addColumn<QByteArray>("sealed");
        const QByteArray zeroKey(64, '0');
        const QByteArray zeroNonce(24, '0');
        QTest::newRow("13") << zeroKey << zeroNonce << QByteArray() << QByteArray()
                            << QByteArray("530f8afbc74536b9a963b4f1c4cb738b");
        QTest::newRow("14") << zeroKey << zeroNonce << QByteArray(32, '0') << QByteArray()
                            << QByteArray("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
        QTest::newRow("16")
            << QByteArray("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
            << QByteArray("cafebabefacedbaddecaf888")
            << QByteArray(
                   "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                   "b16aedf5aa0de657ba637b39")
            << QByteArray("feedfacedeadbeeffeedfacedeadbeefabaddad2")
            << QByteArray(
                   "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
                   "c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b");
    }
    void gcmVectors()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, nonce);
        QFETCH(QByteArray, plain);
        QFETCH(QByteArray, associated);
        QFETCH(QByteArray, sealed);
        const auto secretKey = hexSecret(key.toStdString());
        const auto box = crypto::sealWithNonce(secretKey, hexSecret(plain.toStdString()), hex(associated.toStdString()),
                                               hex(nonce.toStdString()));
        QVERIFY(box);
        QCOMPARE(base::toHex(*box), (nonce + sealed).toStdString());
        const auto opened = crypto::open(secretKey, *box, hex(associated.toStdString()));
        QVERIFY(opened);
        QVERIFY(opened->equals(hex(plain.toStdString())));
    }

    void aFlippedBitAnywhereIsTampering()
    {
        const auto key = crypto::randomSecret(32);
        const auto associated = crypto::joinAssociated({"vault", "field"});
        const auto box = *crypto::seal(key, base::Secret::fromText("a secret"), associated);
        for (std::size_t i = 0; i < box.size() * 8; ++i) {
            auto changed = box;
            changed[i / 8] = static_cast<std::uint8_t>(changed[i / 8] ^ (1U << (i % 8)));
            const auto opened = crypto::open(key, changed, associated);
            QVERIFY(!opened);
            QCOMPARE(opened.error().code, base::ErrorCode::Tampered);
        }
        for (std::size_t size = 0; size < box.size(); ++size)
            QCOMPARE(crypto::open(key, std::span(box).first(size), associated).error().code, base::ErrorCode::Tampered);
    }

    void anotherKeyOrPlaceIsTampering()
    {
        const auto key = crypto::randomSecret(32);
        const auto box = *crypto::seal(key, base::Secret::fromText("x"), crypto::joinAssociated({"a", "b"}));
        QVERIFY(crypto::open(key, box, crypto::joinAssociated({"a", "b"})));
        QVERIFY(!crypto::open(crypto::randomSecret(32), box, crypto::joinAssociated({"a", "b"})));
        QVERIFY(!crypto::open(key, box, crypto::joinAssociated({"b", "a"})));
        QVERIFY(!crypto::open(key, box, {}));
    }

    void keysOfOtherSizesAreRefused()
    {
        for (const std::size_t size : {0U, 16U, 31U, 33U}) {
            const auto key = crypto::randomSecret(size);
            QCOMPARE(crypto::seal(key, {}, {}).error().code, base::ErrorCode::CryptoFailure);
            QCOMPARE(crypto::open(key, base::Bytes(28), {}).error().code, base::ErrorCode::CryptoFailure);
        }
    }

    // SECURITY 37
    void noncesDoNotRepeat()
    {
        const auto key = crypto::randomSecret(32);
        std::set<base::Bytes> nonces;
        for (int i = 0; i < 5000; ++i) {
            auto box = *crypto::seal(key, {}, {});
            QCOMPARE(box.size(), crypto::aeadNonceSize + crypto::aeadTagSize);
            box.resize(crypto::aeadNonceSize);
            QVERIFY(nonces.insert(box).second);
        }
    }

    void associatedPartsCannotBeShifted()
    {
        QVERIFY(crypto::joinAssociated({"ab", "c"}) != crypto::joinAssociated({"a", "bc"}));
        QVERIFY(crypto::joinAssociated({"a", ""}) != crypto::joinAssociated({"a"}));
        QCOMPARE(base::toHex(crypto::joinAssociated({"a", "bc"})), std::string("0000000161000000026263"));
    }

    void largePlaintextsSurvive()
    {
        const auto key = crypto::randomSecret(32);
        const auto large = crypto::randomSecret(1'000'000);
        QVERIFY(crypto::open(key, *crypto::seal(key, large, {}), {})->equals(large));
    }
};

QTEST_GUILESS_MAIN(TestAead)
#include "tst_aead.moc"
