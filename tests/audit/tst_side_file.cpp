// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/side_file.h"
#include "tests/audit/trail_fixture.h"

#include <fstream>
#include <QTemporaryDir>
#include <QtTest>
#include <sys/stat.h>

using namespace keystead;
using test::must;

namespace {

model::AuditEvent failedUnlock(int i)
{
    model::AuditEvent event;
    event.time = base::fromMillis(1'795'348'800'000 + i);
    event.actor.kind = model::Actor::Kind::Person;
    event.actor.via = "window";
    event.action = model::AuditAction::UnlockFailed;
    event.outcome = model::AuditOutcome::Failure;
    event.detail = {{"attempt", std::to_string(i)}};
    return event;
}

} // namespace

class TestSideFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = std::filesystem::path{m_folder->path().toStdString()} / "locked-events";
    }

    void keepsEventsInTheirOrder()
    {
        audit::SideFile side(m_file);
        QVERIFY(must(side.read()).empty());
        for (int i = 0; i < 5; ++i)
            must(side.append(failedUnlock(i)));
        const auto events = must(side.read());
        QCOMPARE(events.size(), std::size_t{5});
        for (int i = 0; i < 5; ++i) {
            auto expected = failedUnlock(i);
            expected.authenticated = false; // whatever it said: nobody vouches for this file
            QVERIFY(events[static_cast<std::size_t>(i)] == expected);
        }
        must(side.clear());
        QVERIFY(must(side.read()).empty());
        must(side.clear()); // nothing there is fine
    }

    void isPrivate() // SECURITY 31
    {
        must(audit::SideFile(m_file).append(failedUnlock(1)));
        struct stat info
        {
        };
        QCOMPARE(::stat(m_file.c_str(), &info), 0);
        QCOMPARE(info.st_mode & 0777U, 0600U);
    }

    void refusesASymlink() // SECURITY 31
    {
        const auto elsewhere = m_file.parent_path() / "elsewhere";
        std::ofstream(elsewhere) << "untouched";
        std::filesystem::create_symlink(elsewhere, m_file);
        audit::SideFile side(m_file);
        QVERIFY(!side.append(failedUnlock(1)));
        QVERIFY(!side.read());
        QCOMPARE(std::filesystem::file_size(elsewhere), std::uintmax_t{9});
    }

    void isBounded()
    {
        audit::SideFile side(m_file);
        int written = 0;
        std::uintmax_t largest = 0;
        for (; written < 3000; ++written) {
            must(side.append(failedUnlock(written)));
            largest = std::max(largest, std::filesystem::file_size(m_file));
        }
        QVERIFY(largest <= audit::SideFile::maxBytes);
        const auto events = must(side.read());
        // One notice in front, and together with what it counts nothing is missing.
        QVERIFY(events.front().action == model::AuditAction::SecurityAlert);
        QCOMPARE(events.front().detail.at("cause"), std::string{"locked_events_dropped"});
        const auto dropped = std::stoll(events.front().detail.at("events"));
        QCOMPARE(dropped + static_cast<long long>(events.size()) - 1, static_cast<long long>(written));
        QCOMPARE(events.back().detail.at("attempt"), std::to_string(written - 1));
        QCOMPARE(std::count_if(events.begin(), events.end(),
                               [](const auto& e) { return e.action == model::AuditAction::SecurityAlert; }),
                 std::ptrdiff_t{1});
    }

    void aTornLineCostsOnlyItself()
    {
        audit::SideFile side(m_file);
        must(side.append(failedUnlock(1)));
        must(side.append(failedUnlock(2)));
        const auto size = std::filesystem::file_size(m_file);
        for (std::uintmax_t cut = 1; cut < 60; cut += 7) {
            std::filesystem::resize_file(m_file, size - cut);
            must(side.append(failedUnlock(3)));
            const auto events = must(side.read());
            // A cut of one byte takes only the line feed: the line is whole.
            QCOMPARE(events.size(), std::size_t{3});
            QVERIFY(events.front().detail.at("attempt") == "1");
            QVERIFY(events[1].detail.at("attempt") == (cut == 1 ? "2" : "3"));
            if (cut > 1)
                QCOMPARE(events.back().detail.at("cause"), std::string{"locked_events_unreadable"});
            std::filesystem::remove(m_file);
            must(side.append(failedUnlock(1)));
            must(side.append(failedUnlock(2)));
        }
    }

    void garbageIsCountedNotBelieved()
    {
        must(audit::SideFile(m_file).append(failedUnlock(1)));
        {
            std::ofstream file(m_file, std::ios::app | std::ios::binary);
            file << "not json\n{\"time\":\"x\"}\n" << std::string(70'000, '[') << "\n\n";
            file
                << R"({"time":1,"actor_kind":"person","program":"","program_sha256":"","pid":0,"via":"","action":"nonsense","connection_name":"","provider_id":"","outcome":"failure","detail":{}})"
                << "\n";
            file << std::string("\0\xff\xfe", 3) << "\n";
        }
        const auto events = must(audit::SideFile(m_file).read());
        QCOMPARE(events.size(), std::size_t{2});
        QCOMPARE(events.back().detail.at("events"), std::string{"5"});
    }

    void anEnormousFileIsNotRead()
    {
        must(audit::SideFile(m_file).append(failedUnlock(1)));
        std::filesystem::resize_file(m_file, 64 * 1024 * 1024);
        audit::SideFile side(m_file);
        QCOMPARE(must(side.read()).size(), std::size_t{1});
        must(side.append(failedUnlock(2)));
        QVERIFY(std::filesystem::file_size(m_file) < 10'000);
        QCOMPARE(must(side.read()).back().detail.at("attempt"), std::string{"2"});
    }

    void mergesIntoTheTrailAsNotAuthenticated()
    {
        test::Trail trail;
        audit::SideFile side(m_file);
        for (int i = 0; i < 3; ++i)
            must(side.append(failedUnlock(i)));
        auto transaction = must(trail.vault->begin());
        for (const auto& event : must(side.read()))
            must(trail.log().append(transaction, event));
        must(transaction.commit());
        trail.log().committed();
        const auto records = must(trail.log().read({}));
        QCOMPARE(records.size(), std::size_t{3});
        QVERIFY(!records[0].event.authenticated);
        QVERIFY(trail.verify().ok);
    }

    void waitsLongerAfterEachFailure()
    {
        const std::vector<int> expected{0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300};
        for (std::size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(static_cast<int>(audit::unlockDelay(static_cast<int>(i)).count()), expected[i]);
        QCOMPARE(static_cast<int>(audit::unlockDelay(1'000'000).count()), 300);
        QCOMPARE(static_cast<int>(audit::unlockDelay(-1).count()), 0);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_file;
};

QTEST_APPLESS_MAIN(TestSideFile)
#include "tst_side_file.moc"
