// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include <QTest>
#include <set>
#include <type_traits>
#include <unordered_set>

using namespace keystead::base;

static_assert(!std::is_convertible_v<ProfileId, ConnectionId>, "each kind is a type of its own");

class TestIds final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsAreOpaqueUniqueAndRecognised()
    {
        std::set<std::string> seen;
        for (int i = 0; i < 2000; ++i) {
            const ConnectionId id = ConnectionId::create();
            QCOMPARE(id.text.size(), std::size_t{28});
            QVERIFY(ConnectionId::valid(id.text));
            QVERIFY(seen.insert(id.text).second);
        }
    }

    // 24 characters of 5 bits: each of the 32 characters turns up in each place.
    void everyCharacterIsRandom()
    {
        std::vector<std::set<char>> places(24);
        for (int i = 0; i < 2000; ++i) {
            const std::string text = newIdText("con");
            for (std::size_t place = 0; place < 24; ++place)
                places[place].insert(text[4 + place]);
        }
        for (const auto& place : places)
            QCOMPARE(place.size(), std::size_t{32});
    }

    void otherTextsAreNoIds()
    {
        const std::string good = newIdText("con");
        QVERIFY(!ProfileId::valid(good));
        QVERIFY(!ConnectionId::valid(""));
        QVERIFY(!ConnectionId::valid(good + "0"));
        QVERIFY(!ConnectionId::valid(good.substr(0, 27)));
        QVERIFY(!ConnectionId::valid("con-" + good.substr(4)));
        for (const char bad : {'i', 'l', 'o', 'u', 'A', '/', '.', ' '}) {
            std::string text = good;
            text[10] = bad;
            QVERIFY(!ConnectionId::valid(text));
        }
    }

    void idsCompareAndHash()
    {
        const ConnectionId a{"con_a"};
        const ConnectionId b{"con_b"};
        QVERIFY(a < b);
        QVERIFY(a == ConnectionId{"con_a"});
        const std::unordered_set<ConnectionId> set{a, b, a};
        QCOMPARE(set.size(), std::size_t{2});
        QVERIFY(ConnectionId{}.empty());
    }
};

QTEST_GUILESS_MAIN(TestIds)
#include "tst_ids.moc"
