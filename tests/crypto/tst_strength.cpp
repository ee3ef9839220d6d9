// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/kdf_calibration.h"
#include "core/crypto/passphrase_strength.h"

#include <QTest>

using namespace keystead;
using base::Secret;
using crypto::Argon2Params;
using crypto::StrengthHint;
using std::chrono::milliseconds;

class TestStrength final : public QObject
{
    Q_OBJECT

    static bool says(const crypto::PassphraseStrength& strength, StrengthHint hint)
    {
        return std::find(strength.hints.begin(), strength.hints.end(), hint) != strength.hints.end();
    }

private Q_SLOTS:
    void scoresAreThoseOfTheField_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("low");
        QTest::addColumn<int>("high");
        QTest::newRow("empty") << QString() << 0 << 0;
        QTest::newRow("the first of the list") << QStringLiteral("password") << 0 << 0;
        QTest::newRow("a row of keys") << QStringLiteral("qwertyuiop") << 0 << 1;
        QTest::newRow("a date") << QStringLiteral("31.12.1999") << 0 << 1;
        QTest::newRow("repeats") << QStringLiteral("aaaaaaaaaaaa") << 0 << 1;
        QTest::newRow("look-alikes") << QStringLiteral("p4ssw0rd") << 0 << 1;
        QTest::newRow("four words") << QStringLiteral("correct horse battery staple") << 4 << 4;
        QTest::newRow("random") << QStringLiteral("k9#Vq2!mZx7p") << 4 << 4;
        QTest::newRow("umlauts") << QStringLiteral("übermäßig große Schildkröte") << 4 << 4;
    }
    void scoresAreThoseOfTheField()
    {
        QFETCH(QString, text);
        QFETCH(int, low);
        QFETCH(int, high);
        const auto strength = crypto::passphraseStrength(Secret::fromText(text.toStdString()));
        QVERIFY2(strength.score >= low && strength.score <= high, QByteArray::number(strength.guessesLog10));
        QCOMPARE(strength.hints.empty(), strength.score == 4);
        if (!strength.hints.empty())
            QCOMPARE(strength.hints.back(), StrengthHint::AddWords);
    }

    void hintsSayWhatIsWrong()
    {
        const auto of = [](std::string_view text, std::vector<std::string> own = {}) {
            return crypto::passphraseStrength(Secret::fromText(text), own);
        };
        QVERIFY(says(of("password"), StrengthHint::CommonWord));
        QVERIFY(says(of("p4ssw0rd"), StrengthHint::LookAlikes));
        QVERIFY(says(of("31.12.1999"), StrengthHint::Date));
        QVERIFY(says(of("abcdefghi"), StrengthHint::Sequence));
        QVERIFY(says(of("zzzzzzzz"), StrengthHint::Repeats));
        QVERIFY(says(of("wilhelmina", {"wilhelmina"}), StrengthHint::OwnName));
        for (int hint = 0; hint <= static_cast<int>(StrengthHint::OwnName); ++hint)
            QVERIFY(!crypto::sentenceFor(static_cast<StrengthHint>(hint)).empty());
    }

    void longTextsTakeNoLongerThanAFewMilliseconds()
    {
        const auto begin = std::chrono::steady_clock::now();
        const auto strength = crypto::passphraseStrength(Secret::fromText(std::string(60'000, 'x') + "y"));
        QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds{2});
        QVERIFY(strength.score <= 2);
    }

    // Machines of every speed, by a cost that grows with memory and passes.
    void calibrationMeetsTheTimeOnEveryMachine_data()
    {
        QTest::addColumn<double>("perMebibytePass"); // ms
        QTest::newRow("fast") << 0.2;
        QTest::newRow("usual") << 0.5;
        QTest::newRow("slow") << 2.0;
        QTest::newRow("very slow") << 6.0;
    }
    void calibrationMeetsTheTimeOnEveryMachine()
    {
        QFETCH(double, perMebibytePass);
        const auto measure = [&](const Argon2Params& params) -> base::Result<milliseconds> {
            return milliseconds{static_cast<long>(perMebibytePass * params.memoryKiB / 1024 * params.passes)};
        };
        const auto found = crypto::calibrateArgon2({}, measure);
        QVERIFY(found);
        QVERIFY2(found->measured >= milliseconds{500} && found->measured <= milliseconds{1500},
                 QByteArray::number(static_cast<qlonglong>(found->measured.count())));
        QVERIFY(crypto::checkArgon2(found->params));
        QVERIFY(found->params.memoryKiB <= 256 * 1024);
    }

    void calibrationNeverGoesBelowTheFloor() // SECURITY 33
    {
        const auto slow = crypto::calibrateArgon2(
            {}, [](const Argon2Params&) -> base::Result<milliseconds> { return milliseconds{20'000}; });
        QCOMPARE(slow->params.memoryKiB, crypto::minArgon2.memoryKiB);
        QCOMPARE(slow->params.passes, crypto::minArgon2.passes);
        const auto fast = crypto::calibrateArgon2(
            {}, [](const Argon2Params&) -> base::Result<milliseconds> { return milliseconds{1}; });
        QVERIFY(crypto::checkArgon2(fast->params));
        const auto failing = crypto::calibrateArgon2({}, [](const Argon2Params&) -> base::Result<milliseconds> {
            return base::fail(base::ErrorCode::CryptoFailure);
        });
        QVERIFY(!failing);
    }

    void thisMachineIsMeasured()
    {
        const auto found = crypto::calibrateArgon2();
        QVERIFY(found);
        qInfo("Argon2id: %u KiB, %u passes, %u lanes: %lld ms", found->params.memoryKiB, found->params.passes,
              found->params.lanes, static_cast<long long>(found->measured.count()));
        QVERIFY(found->params.memoryKiB >= 64 * 1024 && found->params.passes >= 3);
        QVERIFY(found->measured >= milliseconds{500});
    }
};

QTEST_GUILESS_MAIN(TestStrength)
#include "tst_strength.moc"
