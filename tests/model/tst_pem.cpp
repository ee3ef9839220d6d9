// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/validation.h"

#include <QTest>

using namespace keystead;
using namespace keystead::model;

namespace {

const char* const body = "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n";

QByteArray block(const char* label, const QByteArray& content = body)
{
    return QByteArray("-----BEGIN ") + label + "-----\n" + content + "-----END " + label + "-----\n";
}

} // namespace

class TestPem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgesShape_data()
    {
        QTest::addColumn<QByteArray>("pem");
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QString>("message"); // empty: fine
        const QString key = QStringLiteral("PRIVATE KEY");
        const QString certificate = QStringLiteral("CERTIFICATE");
        QTest::newRow("PKCS #8") << block("PRIVATE KEY") << key << "";
        QTest::newRow("RSA") << block("RSA PRIVATE KEY") << key << "";
        QTest::newRow("EC with parameters")
            << block("EC PARAMETERS", "BggqhkjOPQMBBw==\n") + block("EC PRIVATE KEY") << key << "";
        QTest::newRow("encrypted") << block("ENCRYPTED PRIVATE KEY") << key << "";
        QTest::newRow("old encrypted") << block("RSA PRIVATE KEY",
                                                QByteArray("Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n") +
                                                    body)
                                       << key << "";
        QTest::newRow("CRLF") << block("PRIVATE KEY").replace("\n", "\r\n") << key << "";
        QTest::newRow("no last line break") << block("PRIVATE KEY").chopped(1) << key << "";
        QTest::newRow("chain") << block("CERTIFICATE") + "\n" + block("CERTIFICATE") << certificate << "";
        QTest::newRow("empty") << QByteArray() << key << "is empty";
        QTest::newRow("blank lines") << QByteArray("\n\n") << key << "is empty";
        QTest::newRow("no begin") << QByteArray("abc") << key << "does not begin with a line like -----BEGIN ...-----";
        QTest::newRow("cut off") << block("PRIVATE KEY").left(60) << key << "has no -----END ...----- line";
        QTest::newRow("other end") << QByteArray("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END CERTIFICATE-----\n")
                                   << key << "ends with another label than it begins with";
        QTest::newRow("certificate for key") << block("CERTIFICATE") << key << "is not a private key";
        QTest::newRow("public key") << block("PUBLIC KEY") << key << "is not a private key";
        QTest::newRow("key for certificate") << block("PRIVATE KEY") << certificate << "is not a certificate";
        QTest::newRow("two keys") << block("PRIVATE KEY") + block("PRIVATE KEY") << key << "holds more than one key";
        QTest::newRow("not base64") << block("PRIVATE KEY", "ab$d\n") << key << "holds text that is not base64";
        QTest::newRow("bad length") << block("PRIVATE KEY", "abcde\n") << key << "holds text that is not base64";
        QTest::newRow("padding inside") << block("PRIVATE KEY", "ab==\nabcd\n") << key
                                        << "holds text that is not base64";
        QTest::newRow("empty body") << block("PRIVATE KEY", "") << key << "holds text that is not base64";
        QTest::newRow("huge") << block("PRIVATE KEY", QByteArray(70'000, 'A') + "\n") << key << "is larger than 64 KiB";
    }
    void judgesShape()
    {
        QFETCH(QByteArray, pem);
        QFETCH(QString, suffix);
        QFETCH(QString, message);
        const auto secret = base::Secret::fromText(pem.toStdString());
        const auto problem = validatePem("private_key", secret, suffix.toStdString());
        QCOMPARE(problem ? QString::fromStdString(problem->message) : QString(), message);
        if (problem)
            QCOMPARE(problem->field, std::string{"secret.private_key"});
    }
};

QTEST_APPLESS_MAIN(TestPem)
#include "tst_pem.moc"
