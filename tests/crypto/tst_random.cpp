// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/random.h"

#include <QTest>
#include <set>
#include <string>

using namespace keystead;

class TestRandom final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesTheSizeAsked()
    {
        QVERIFY(crypto::randomBytes(0).empty());
        QCOMPARE(crypto::randomBytes(33).size(), std::size_t{33});
        QCOMPARE(crypto::randomSecret(32).size(), std::size_t{32});
        QVERIFY(crypto::randomSecret(0).empty());
    }

    void doesNotRepeat()
    {
        std::set<std::string> seen;
        for (int i = 0; i < 1000; ++i)
            QVERIFY(seen.insert(std::string(crypto::randomToken(32).exposeText())).second);
    }

    // RFC 7636 section 4.1: 32 octets give a verifier of 43 characters.
    void tokensAreUnpaddedBase64Url()
    {
        const auto token = crypto::randomToken(32);
        QCOMPARE(token.size(), std::size_t{43});
        QCOMPARE(base::fromBase64Url(token.exposeText())->size(), std::size_t{32});
    }
};

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
