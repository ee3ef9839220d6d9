// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/digest.h"
#include "tests/crypto/bytes.h"

#include <fstream>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace keystead;
using namespace keystead::test;

class TestDigest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // FIPS 180-4 examples
    void sha256Vectors()
    {
        QCOMPARE(base::toHex(crypto::sha256(std::string_view{})),
                 std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(base::toHex(crypto::sha256(std::string_view{"abc"})),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(
            base::toHex(crypto::sha256(std::string_view{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"})),
            std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    }

    void filesAreDigestedInPieces()
    {
        const QTemporaryDir dir;
        const std::filesystem::path file = (dir.path() + QStringLiteral("/f")).toStdString();
        std::string contents;
        for (int i = 0; i < 700'000; ++i)
            contents += static_cast<char>(i * 31);
        std::ofstream(file, std::ios::binary) << contents;
        QCOMPARE(*crypto::sha256File(file), crypto::sha256(std::string_view(contents)));
        QCOMPARE(crypto::sha256File(file.string() + "x").error().code, base::ErrorCode::NotFound);
        QVERIFY(!crypto::sha256File(dir.path().toStdString()));
        QCOMPARE(mkfifo((file.string() + ".fifo").c_str(), 0600), 0);
        QVERIFY(!crypto::sha256File(file.string() + ".fifo"));
    }

    // RFC 4231 sections 4.2, 4.3, 4.7
    void hmacVectors_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("mac");
        QTest::newRow("4.2") << QByteArray(20, '\x0b') << QByteArray("Hi There")
                             << QByteArray("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        QTest::newRow("4.3") << QByteArray("Jefe") << QByteArray("what do ya want for nothing?")
                             << QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        QTest::newRow("4.7") << QByteArray(131, '\xaa')
                             << QByteArray("Test Using Larger Than Block-Size Key - Hash Key First")
                             << QByteArray("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
        QTest::newRow("empty key and text")
            << QByteArray() << QByteArray()
            << QByteArray("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    }
    void hmacVectors()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, mac);
        const std::string message = text.toStdString();
        const auto digest = crypto::hmacSha256(base::Secret::fromText(key.toStdString()), raw(message));
        QVERIFY(digest);
        QCOMPARE(base::toHex(*digest), mac.toStdString());
    }
};

QTEST_GUILESS_MAIN(TestDigest)
#include "tst_digest.moc"
