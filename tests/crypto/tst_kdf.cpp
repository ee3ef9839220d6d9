// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/hkdf.h"
#include "core/crypto/password_kdf.h"
#include "tests/crypto/bytes.h"

#include <QTest>

using namespace keystead;
using namespace keystead::test;
using crypto::Argon2Params;

class TestKdf final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RFC 5869 appendix A.1 to A.3
    void hkdfVectors_data()
    {
        QTest::addColumn<QByteArray>("ikm");
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<QByteArray>("info");
        QTest::addColumn<QByteArray>("okm");
        const auto range = [](int from, int count) {
            QByteArray bytes;
            for (int i = 0; i < count; ++i)
                bytes += static_cast<char>(from + i);
            return bytes;
        };
        QTest::newRow("A.1")
            << QByteArray(22, '\x0b') << range(0x00, 13) << range(0xf0, 10)
            << QByteArray("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
        QTest::newRow("A.2")
            << range(0x00, 80) << range(0x60, 80) << range(0xb0, 80)
            << QByteArray(
                   "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
                   "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
        QTest::newRow("A.3")
            << QByteArray(22, '\x0b') << QByteArray() << QByteArray()
            << QByteArray("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }
    void hkdfVectors()
    {
        QFETCH(QByteArray, ikm);
        QFETCH(QByteArray, salt);
        QFETCH(QByteArray, info);
        QFETCH(QByteArray, okm);
        const std::string saltText = salt.toStdString();
        const auto key = crypto::hkdfSha256(base::Secret::fromText(ikm.toStdString()), raw(saltText),
                                            info.toStdString(), static_cast<std::size_t>(okm.size() / 2));
        QVERIFY(key);
        QCOMPARE(base::toHex(key->exposeBytes()), okm.toStdString());
    }

    void hkdfSizesAreBounded()
    {
        const auto key = hexSecret("00");
        QVERIFY(crypto::hkdfSha256(key, {}, "x", 8160));
        QVERIFY(!crypto::hkdfSha256(key, {}, "x", 8161));
        QVERIFY(!crypto::hkdfSha256(key, {}, "x", 0));
    }

    void labelsKeepKeysApart()
    {
        const auto key = hexSecret("000102030405060708090a0b0c0d0e0f");
        QVERIFY(!crypto::hkdfSha256(key, {}, "one", 32)->equals(*crypto::hkdfSha256(key, {}, "two", 32)));
        QVERIFY(!crypto::hkdfSha256(key, {}, "one", 32)->equals(*crypto::hkdfSha256(key, raw("salt"), "one", 32)));
    }

    // RFC 9106 section 5.3
    void argon2idVector()
    {
        const auto tag = crypto::argon2idUnbounded(base::Secret::fromBytes(base::Bytes(32, 1)), base::Bytes(16, 2),
                                                   base::Bytes(8, 3), base::Bytes(12, 4), Argon2Params{32, 3, 4}, 32);
        QVERIFY(tag);
        QCOMPARE(base::toHex(tag->exposeBytes()),
                 std::string("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"));
    }

    void argon2idDependsOnAllItsInputs()
    {
        const base::Bytes salt(16, 7);
        const auto passphrase = base::Secret::fromText("correct horse");
        const auto first = crypto::argon2id(passphrase, salt, crypto::minArgon2);
        QVERIFY(first);
        QCOMPARE(first->size(), std::size_t{32});
        QVERIFY(!first->equals(*crypto::argon2id(passphrase, base::Bytes(16, 8), crypto::minArgon2)));
        QVERIFY(!first->equals(*crypto::argon2id(base::Secret::fromText("correct horsf"), salt, crypto::minArgon2)));
        QVERIFY(!first->equals(*crypto::argon2id(passphrase, salt, {64 * 1024, 3, 2})));
    }

    // SECURITY 33
    void parametersAreBoundedOnBothSides_data()
    {
        QTest::addColumn<uint>("memory");
        QTest::addColumn<uint>("passes");
        QTest::addColumn<uint>("lanes");
        QTest::addColumn<QByteArray>("named"); // empty: accepted
        const auto row = [](const char* name, uint memory, uint passes, uint lanes, const char* named) {
            QTest::newRow(name) << memory << passes << lanes << QByteArray(named);
        };
        row("smallest", 65536, 3, 1, "");
        row("default", 65536, 3, 2, "");
        row("largest", 2097152, 64, 16, "");
        row("little memory", 65535, 3, 1, "memory");
        row("no memory", 0, 3, 1, "memory");
        row("4 TiB", 4294967295U, 3, 1, "memory");
        row("beyond 2 GiB", 2097153, 3, 1, "memory");
        row("two passes", 65536, 2, 1, "passes");
        row("endless passes", 65536, 65, 1, "passes");
        row("no lane", 65536, 3, 0, "lanes");
        row("17 lanes", 65536, 3, 17, "lanes");
    }
    void parametersAreBoundedOnBothSides()
    {
        QFETCH(uint, memory);
        QFETCH(uint, passes);
        QFETCH(uint, lanes);
        QFETCH(QByteArray, named);
        const auto status = crypto::checkArgon2({memory, passes, lanes});
        QCOMPARE(status.has_value(), named.isEmpty());
        if (named.isEmpty())
            return;
        QCOMPARE(status.error().code, base::ErrorCode::LimitExceeded);
        QVERIFY(status.error().detail.find(named.toStdString()) != std::string::npos);
        // argon2id asks the same question before it takes any memory.
        QCOMPARE(crypto::argon2id(base::Secret::fromText("x"), base::Bytes(16), {memory, passes, lanes}).error().code,
                 base::ErrorCode::LimitExceeded);
    }

    void saltsAreBounded()
    {
        for (const std::size_t size : {0U, 15U, 65U})
            QCOMPARE(crypto::argon2id(base::Secret::fromText("x"), base::Bytes(size), crypto::minArgon2).error().code,
                     base::ErrorCode::LimitExceeded);
    }
};

QTEST_GUILESS_MAIN(TestKdf)
#include "tst_kdf.moc"
