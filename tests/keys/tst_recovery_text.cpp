// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/random.h"
#include "core/keys/recovery_text.h"

#include <QTest>
#include <string>

using namespace keystead;
using base::ErrorCode;
using base::Secret;
using keys::recoveryKeyFromText;
using keys::recoveryText;

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::string textOf(const Secret& key)
{
    return std::string{recoveryText(key)->exposeText()};
}

QByteArray errorOf(const std::string& text)
{
    const auto key = recoveryKeyFromText(Secret::fromText(text));
    return key ? QByteArray{} : QByteArray::fromStdString(key.error().detail);
}

// The counting key 00 01 02 ... 1f.
Secret countingKey()
{
    Secret key(32);
    for (std::size_t i = 0; i < 32; ++i)
        key.exposeMutable()[i] = static_cast<std::uint8_t>(i);
    return key;
}

} // namespace

class TestRecoveryText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTextIsAsDocumented()
    {
        // docs/keys.md shows this one; tests/e2e/slots.py computes it by itself.
        QCOMPARE(QByteArray::fromStdString(textOf(countingKey())),
                 QByteArray("000G40XD-0G2GC1R6-104GM2X8-1G6GW3TD-208H44X7-2GAHC5RC-30CHM6X2-3GEHW7YV"));
    }

    void everyKeyComesBack()
    {
        for (int i = 0; i < 500; ++i) {
            const Secret key = crypto::randomSecret(32);
            const std::string text = textOf(key);
            QCOMPARE(text.size(), std::size_t{71});
            QVERIFY(recoveryKeyFromText(Secret::fromText(text))->equals(key));
        }
    }

    void itIsReadAsPeopleTypeIt()
    {
        const Secret key = countingKey();
        const std::string text = textOf(key);
        std::string sloppy = "  ";
        for (const char c : text) {
            if (c == '0')
                sloppy += sloppy.size() % 2 ? 'o' : 'O';
            else if (c == '1')
                sloppy += sloppy.size() % 3 ? 'l' : 'I';
            else if (c == 'V')
                sloppy += 'u';
            else if (c == '-')
                sloppy += "\n";
            else
                sloppy += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            if (sloppy.size() % 5 == 0)
                sloppy += ' ';
        }
        QVERIFY(recoveryKeyFromText(Secret::fromText(sloppy))->equals(key));
    }

    // All of them, not a sample.
    void everyWrongCharacterNamesItsGroup()
    {
        const std::string text = textOf(crypto::randomSecret(32));
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] == '-')
                continue;
            const QByteArray group = "group " + QByteArray::number(static_cast<int>(at / 9 + 1)) + " does not check";
            for (const char c : alphabet) {
                if (c == text[at])
                    continue;
                std::string wrong = text;
                wrong[at] = c;
                QVERIFY2(errorOf(wrong).contains(group), errorOf(wrong));
            }
        }
    }

    void neighboursExchangedAreFound()
    {
        for (int round = 0; round < 50; ++round) {
            const std::string text = textOf(crypto::randomSecret(32));
            for (std::size_t at = 0; at + 1 < text.size(); ++at) {
                if (text[at] == '-' || text[at + 1] == '-' || text[at] == text[at + 1])
                    continue;
                std::string wrong = text;
                std::swap(wrong[at], wrong[at + 1]);
                QVERIFY(errorOf(wrong).contains("group " + QByteArray::number(static_cast<int>(at / 9 + 1)) + " "));
            }
        }
    }

    void groupsExchangedAreFound()
    {
        const std::string text = textOf(Secret(32)); // all groups hold the same bytes, only their places differ
        for (std::size_t one = 0; one < 8; ++one) {
            for (std::size_t two = one + 1; two < 8; ++two) {
                std::string wrong = text;
                for (std::size_t i = 0; i < 8; ++i)
                    std::swap(wrong[one * 9 + i], wrong[two * 9 + i]);
                QVERIFY(errorOf(wrong).contains("group " + QByteArray::number(static_cast<int>(one + 1)) + " "));
            }
        }
    }

    void wrongLengthsNameTheGroup()
    {
        const std::string text = textOf(countingKey());
        std::string shorter = text;
        shorter.erase(20, 1);
        QVERIFY2(errorOf(shorter).contains("group 3 has 7 of 8 characters"), errorOf(shorter));
        std::string longer = text;
        longer.insert(20, "7");
        QVERIFY(errorOf(longer).contains("65 characters"));
        QVERIFY2(errorOf(text.substr(0, 35)).contains("has 35 of 64") ||
                     errorOf(text.substr(0, 35)).contains("group 5"),
                 errorOf(text.substr(0, 35)));
        QVERIFY(errorOf("").contains("0 of 64"));
        std::string noDashes;
        for (const char c : text) {
            if (c != '-')
                noDashes += c;
        }
        QVERIFY(errorOf(noDashes).isEmpty());
        noDashes.pop_back();
        QVERIFY(errorOf(noDashes).contains("63 of 64 characters, and ends in group 8"));
        QVERIFY(errorOf(std::string(600, '0')).contains("longer than 512"));
    }

    void strangeCharactersAreNamed()
    {
        std::string text = textOf(countingKey());
        text[10] = '!';
        QVERIFY2(errorOf(text).contains("group 2: '!'"), errorOf(text));
        text[10] = '\xC3';
        QVERIFY(errorOf(text).contains("group 2: a sign"));
    }

    void onlyKeysOf32BytesHaveAText() { QCOMPARE(recoveryText(Secret(31)).error().code, ErrorCode::InvalidArgument); }
};

QTEST_GUILESS_MAIN(TestRecoveryText)
#include "tst_recovery_text.moc"
