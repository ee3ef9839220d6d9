// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does when it meets a running agent, against the real keystead-agent.
#include "app/common/handover.h"

#include "core/base/private_files.h"
#include "core/protocol/blocking_client.h"
#include "core/protocol/socket_path.h"

#include <csignal>
#include <nlohmann/json.hpp>
#include <QProcess>
#include <QTest>
#include <sys/wait.h>

using namespace keystead;
using app::HandoverResult;

class TestHandover : public QObject
{
    Q_OBJECT
    std::filesystem::path m_vault;
    std::filesystem::path m_socket;

    static QString agentProgram() { return QStringLiteral(KEYSTEAD_BINARY_DIR "/bin/keystead-agent"); }
    // Serves with an open vault on return.
    static void startAgent(QProcess& agent)
    {
        agent.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        agent.start(agentProgram(), {QStringLiteral("--passphrase-fd"), QStringLiteral("0"),
                                     QStringLiteral("--ready-fd"), QStringLiteral("1")});
        QVERIFY(agent.waitForStarted());
        agent.write("a long enough passphrase\n");
        QVERIFY(
            QTest::qWaitFor([&agent] { return agent.canReadLine() || agent.state() == QProcess::NotRunning; }, 30'000));
        QCOMPARE(agent.readLine(), QByteArray("ready\n"));
    }
    bool lockIsFree() const { return base::OwnerLock::acquire(m_vault / "owner.lock").has_value(); }

private Q_SLOTS:
    void initTestCase()
    {
        QProcess init;
        init.start(agentProgram(), {QStringLiteral("--init"), QStringLiteral("--passphrase-fd"), QStringLiteral("0")});
        QVERIFY(init.waitForStarted());
        init.write("a long enough passphrase\n");
        init.closeWriteChannel();
        QVERIFY(init.waitForFinished());
        QCOMPARE(init.exitCode(), 0);
        m_vault = *protocol::defaultVaultFolder();
        m_socket = *protocol::socketPathFor(m_vault);
    }
    void nobodyThere()
    {
        const auto result = app::takeOverFromAgent(m_socket);
        QVERIFY(result);
        QCOMPARE(*result, HandoverResult::NobodyThere);
    }
    void theAgentLeavesLockAndSocketAndExitsWithZero()
    {
        QProcess agent;
        startAgent(agent);
        QVERIFY(!lockIsFree());
        const auto result = app::takeOverFromAgent(m_socket);
        QVERIFY2(result, result ? "" : base::toString(result.error()).c_str());
        QCOMPARE(*result, HandoverResult::TakenOver);
        // At once, not a moment later.
        QVERIFY(lockIsFree());
        QVERIFY(!std::filesystem::exists(m_socket));
        QVERIFY(agent.waitForFinished());
        QCOMPARE(agent.exitStatus(), QProcess::NormalExit);
        QCOMPARE(agent.exitCode(), 0);
        const auto again = app::takeOverFromAgent(m_socket);
        QVERIFY(again);
        QCOMPARE(*again, HandoverResult::NobodyThere);
    }
    void anAgentThatIsStoppedDoesNotLeaveInTime()
    {
        QProcess agent;
        startAgent(agent);
        QCOMPARE(::kill(static_cast<pid_t>(agent.processId()), SIGSTOP), 0);
        siginfo_t stopped{}; // kill returns before it stands still
        QCOMPARE(::waitid(P_PID, static_cast<id_t>(agent.processId()), &stopped, WSTOPPED), 0);
        const auto result = app::takeOverFromAgent(m_socket, std::chrono::milliseconds{200});
        QVERIFY(!result);
        QCOMPARE(result.error().code, base::ErrorCode::VaultBusy);
        QCOMPARE(::kill(static_cast<pid_t>(agent.processId()), SIGCONT), 0);
        QVERIFY(agent.waitForFinished()); // it read the request after all
        QCOMPARE(agent.exitCode(), 0);
    }
    void aKilledAgentsLockAndSocketDoNotBlock()
    {
        QProcess killed;
        startAgent(killed);
        killed.kill();
        QVERIFY(killed.waitForFinished());
        QVERIFY(std::filesystem::exists(m_socket));
        const auto result = app::takeOverFromAgent(m_socket);
        QVERIFY(result);
        QCOMPARE(*result, HandoverResult::NobodyThere);
        QProcess agent;
        startAgent(agent);
        auto client = protocol::BlockingClient::connect(m_socket);
        QVERIFY(client);
        const auto status = client->call("status", base::Json::object());
        QVERIFY(status);
        QCOMPARE((**status)["state"].get<std::string>(), std::string{"unlocked"});
        agent.terminate();
        QVERIFY(agent.waitForFinished());
        QCOMPARE(agent.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestHandover)
#include "tst_handover.moc"
