// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTest>

// SECURITY 38
class TestWipingAlloc final : public QObject
{
    Q_OBJECT

    static long copiesLeftBy(const char* program)
    {
        QProcess process;
        process.start(QStringLiteral(KEYSTEAD_BINARY_DIR "/tests/") + QString::fromLatin1(program), QStringList{});
        if (!process.waitForFinished(30000) || process.exitCode() != 0)
            return -1;
        bool number = false;
        const long copies = process.readAllStandardOutput().trimmed().toLong(&number);
        return number ? copies : -1;
    }

private Q_SLOTS:
    void initTestCase()
    {
#ifdef KEYSTEAD_SANITIZED
        // The sanitizers bring an allocator of their own, so that ours stands aside.
        QSKIP("the wiping free is off under the sanitizers");
#endif
    }

    void theSearchFindsWhatAPlainFreeLeaves()
    {
        QVERIFY(copiesLeftBy("wiping_probe_plain") > 0);
    }
    void freedMemoryHoldsNothing()
    {
        QCOMPARE(copiesLeftBy("wiping_probe"), 0L);
    }
};

QTEST_GUILESS_MAIN(TestWipingAlloc)
#include "tst_wiping_alloc.moc"
