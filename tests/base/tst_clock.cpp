// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <QTest>

using namespace keystead::base;
using namespace std::chrono_literals;

class TestClock final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RFC 3339 section 5.8 and neighbours
    void readsRfc3339_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("millis");
        const auto row = [](const char* text, qint64 millis) { QTest::newRow(text) << QByteArray(text) << millis; };
        row("1970-01-01T00:00:00Z", 0);
        row("1985-04-12T23:20:50.52Z", 482196050520);
        row("1996-12-19T16:39:57-08:00", 851042397000);
        row("1990-12-31T23:59:60Z", 662688000000);
        row("1990-12-31T15:59:60-08:00", 662688000000);
        row("1937-01-01T12:00:27.87+00:20", -1041337172130);
        row("2024-02-29t12:00:00z", 1709208000000);
        row("2026-11-22 03:41:19.123456789Z", 1795318879123);
        row("0001-01-01T00:00:00Z", -62135596800000);
    }
    void readsRfc3339()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, millis);
        const auto time = fromRfc3339(text.toStdString());
        QVERIFY(time.has_value());
        QCOMPARE(toMillis(*time), millis);
    }

    void refusesWhatIsNotRfc3339()
    {
        for (const char* text :
             {"", "2026-11-22", "2026-11-22T03:41:19", "2026-13-01T00:00:00Z", "2023-02-29T00:00:00Z",
              "2026-11-22T24:00:00Z", "2026-11-22T03:60:00Z", "2026-11-22T03:41:61Z", "2026-11-22T03:41:19.Z",
              "2026-11-22T03:41:19+0100", "2026-11-22T03:41:19+24:00", "2026-11-22T03:41:19Zx", "+026-11-22T03:41:19Z",
              "2026-11-22T03:41:19,5Z", "26-11-22T03:41:19Z"})
            QVERIFY2(!fromRfc3339(text), text);
    }

    void writesRfc3339AndReadsItBack()
    {
        QCOMPARE(toRfc3339(fromMillis(1795318879000)), std::string("2026-11-22T03:41:19Z"));
        QCOMPARE(toRfc3339(fromMillis(1795318879007)), std::string("2026-11-22T03:41:19.007Z"));
        QCOMPARE(toRfc3339(fromMillis(-1)), std::string("1969-12-31T23:59:59.999Z"));
        for (const std::int64_t millis : {std::int64_t{0}, std::int64_t{-1041337172130}, std::int64_t{253402300799999}})
            QCOMPARE(toMillis(*fromRfc3339(toRfc3339(fromMillis(millis)))), millis);
    }

    // RFC 9110 section 5.6.7
    void readsHttpDates()
    {
        QCOMPARE(toMillis(*fromHttpDate("Sun, 06 Nov 1994 08:49:37 GMT")), qint64{784111777000});
        for (const char* text :
             {"Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 UTC",
              "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06-Nov-1994 08:49:37 GMT",
              "Sun, 06 Nov 1994 08.49.37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ", ""})
            QVERIFY2(!fromHttpDate(text), text);
    }

    void readsDurations_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("millis"); // -1: refused
        const auto row = [](const char* text, qint64 millis) { QTest::newRow(text) << QByteArray(text) << millis; };
        row("90", 90'000);
        row("90s", 90'000);
        row("250ms", 250);
        row("10m", 600'000);
        row("10min", 600'000);
        row("8h", 28'800'000);
        row("2d", 172'800'000);
        row("0", 0);
        row("-5s", -1);
        row("-0", -1);
        row("+5s", -1);
        row("5 s", -1);
        row("1.5h", -1);
        row("h", -1);
        row("5w", -1);
        row("99999999999999999999", -1);
        row("1000000001", -1);
    }
    void readsDurations()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, millis);
        const auto duration = parseDuration(text.toStdString());
        QCOMPARE(duration ? qint64{duration->count()} : qint64{-1}, millis);
    }

    void anEmptyDurationIsRefused() { QVERIFY(!parseDuration("")); }

    void theSystemClockRuns()
    {
        const SystemClock clock;
        const auto steady = clock.steady();
        QVERIFY(clock.now() > *fromRfc3339("2020-01-01T00:00:00Z"));
        QVERIFY(steady > 0ms);
        QVERIFY(clock.steady() >= steady);
    }
};

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
