// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/rolling.h"

#include <algorithm>
#include <QTest>
#include <set>

using namespace keystead;
using namespace keystead::backup;
using namespace std::chrono_literals;

namespace {

base::WallTime at(std::string_view text)
{
    return *base::fromRfc3339(text);
}

std::set<std::string> kept(const std::vector<Rolling>& backups)
{
    const std::vector<std::size_t> pruned = toPrune(backups);
    std::set<std::string> names;
    for (std::size_t i = 0; i < backups.size(); ++i) {
        if (!std::binary_search(pruned.begin(), pruned.end(), i))
            names.insert(rollingName(backups[i]));
    }
    return names;
}

} // namespace

class TestRolling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesGoThereAndBack()
    {
        const Rolling backup{at("2026-11-22T07:00:45Z"), Reason::Migration};
        QCOMPARE(rollingName(backup), std::string("auto-20261122T070045Z-migration.db"));
        QVERIFY(rollingFromName("auto-20261122T070045Z-migration.db") == backup);
        for (const char* other : {"auto-20261122T070045Z-migration.db.part", "auto-20261322T070045Z-daily.db",
                                  "auto-20261122T070045Z-.db", "auto--daily.db", "before-restore-20261122T070045Z",
                                  "keys.json", "", "auto-20261122T070045Z-daily.db-wal"})
            QVERIFY2(!rollingFromName(other), other);
    }

    void keepsSevenDaysFourWeeksTwelveMonths()
    {
        // One a day for two years, at noon: 7 + 4 + 12, of which some are the same.
        std::vector<Rolling> backups;
        const base::WallTime last = at("2026-11-22T12:00:00Z"); // a Sunday
        for (int day = 0; day < 730; ++day)
            backups.push_back({last - day * 24h, Reason::Daily});
        const std::set<std::string> names = kept(backups);
        const std::set<std::string> wanted{
            "auto-20261122T120000Z-daily.db", "auto-20261121T120000Z-daily.db", "auto-20261120T120000Z-daily.db",
            "auto-20261119T120000Z-daily.db", "auto-20261118T120000Z-daily.db", "auto-20261117T120000Z-daily.db",
            "auto-20261116T120000Z-daily.db",
            // Sundays, the last days of their weeks
            "auto-20261115T120000Z-daily.db", "auto-20261108T120000Z-daily.db", "auto-20261101T120000Z-daily.db",
            // last days of months
            "auto-20261031T120000Z-daily.db", "auto-20260930T120000Z-daily.db", "auto-20260831T120000Z-daily.db",
            "auto-20260731T120000Z-daily.db", "auto-20260630T120000Z-daily.db", "auto-20260531T120000Z-daily.db",
            "auto-20260430T120000Z-daily.db", "auto-20260331T120000Z-daily.db", "auto-20260228T120000Z-daily.db",
            "auto-20260131T120000Z-daily.db", "auto-20251231T120000Z-daily.db"};
        QCOMPARE(names, wanted);
    }

    void pruningADayAtATimeComesToTheSame()
    {
        std::vector<Rolling> backups;
        for (int day = 730; day >= 0; --day) {
            backups.push_back({at("2026-11-22T12:00:00Z") - day * 24h, Reason::Daily});
            std::vector<Rolling> left;
            const auto pruned = toPrune(backups);
            for (std::size_t i = 0; i < backups.size(); ++i) {
                if (!std::binary_search(pruned.begin(), pruned.end(), i))
                    left.push_back(backups[i]);
            }
            backups = left;
        }
        QVERIFY(backups.size() >= 20 && backups.size() <= 23);
        QCOMPARE(toPrune(backups).size(), std::size_t{0});
    }

    void keepsTheNewestOfADay()
    {
        const std::set<std::string> names = kept({{at("2026-11-22T07:00:00Z"), Reason::Daily},
                                                  {at("2026-11-22T23:00:00Z"), Reason::Daily},
                                                  {at("2026-11-22T09:00:00Z"), Reason::Daily}});
        QCOMPARE(names, std::set<std::string>{"auto-20261122T230000Z-daily.db"});
    }

    void keepsThreeOfEachEvent()
    {
        std::vector<Rolling> backups;
        for (int i = 0; i < 9; ++i) {
            backups.push_back({at("2026-11-22T07:00:00Z") + i * 1min, Reason::Rotation});
            backups.push_back({at("2026-11-22T08:00:00Z") + i * 1min, Reason::Migration});
        }
        QCOMPARE(kept(backups).size(), std::size_t{6});
    }

    void aClockThatJumpedPrunesNothingElse()
    {
        // Three days, one made while the clock was 400 days ahead, then on.
        std::vector<Rolling> backups;
        for (int day = 0; day < 4; ++day)
            backups.push_back({at("2026-11-22T12:00:00Z") + day * 24h, Reason::Daily});
        backups.push_back({at("2027-12-27T12:00:00Z"), Reason::Daily});
        QCOMPARE(kept(backups).size(), std::size_t{5});
        QCOMPARE(toPrune({}).size(), std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(TestRolling)
#include "tst_rolling.moc"
