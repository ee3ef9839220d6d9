// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTest>

class TestExit final : public QObject
{
    Q_OBJECT

    static QByteArray lastWordsOf(const QStringList& arguments)
    {
        QProcess process;
        process.start(QStringLiteral(KEYSTEAD_BINARY_DIR "/tests/exit_probe"), arguments);
        if (!process.waitForFinished(30000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return "it failed";
        return process.readAllStandardOutput();
    }

private Q_SLOTS:
    void theProbeHearsOpenSslCleanUp() { QCOMPARE(lastWordsOf({}), QByteArray("cleaned up\n")); }
    // A thread that QThread::wait() has waited for may still be in OpenSSL's destructor of its own.
    void aPreparedProcessLeavesOpenSslToTheKernel()
    {
        QCOMPARE(lastWordsOf({QStringLiteral("prepared")}), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestExit)
#include "tst_exit.moc"
