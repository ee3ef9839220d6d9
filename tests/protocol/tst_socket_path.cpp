// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/socket_path.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

using namespace keystead;

class TestSocketPath : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_root = std::filesystem::canonical(m_folder->path().toStdString());
        qputenv("HOME", m_root.c_str());
        qputenv("XDG_RUNTIME_DIR", (m_root / "run").c_str());
        qunsetenv("XDG_DATA_HOME");
        qunsetenv("XDG_STATE_HOME");
    }

    void usualVaultHasTheUsualSocket()
    {
        const auto vault = protocol::defaultVaultFolder();
        QVERIFY(vault.has_value());
        QCOMPARE(*vault, m_root / ".local/share/keystead");
        QCOMPARE(*protocol::socketPathFor(*vault), m_root / "run/keystead/agent.sock");
        QCOMPARE(*protocol::stateFolderFor(*vault), m_root / ".local/state/keystead");
    }

    // CLI.md: agent-<first 16 hex of SHA-256 of its canonical path>.sock
    void anotherVaultHasASocketOfItsOwn()
    {
        const std::filesystem::path vault = m_root / "work vault";
        std::filesystem::create_directory(vault);
        const QByteArray hash =
            QCryptographicHash::hash(QByteArray::fromStdString(vault.string()), QCryptographicHash::Sha256)
                .toHex()
                .left(16);
        const auto expected = m_root / "run/keystead" / ("agent-" + hash.toStdString() + ".sock");
        QCOMPARE(*protocol::socketPathFor(vault), expected);
        std::filesystem::create_symlink(vault, m_root / "link");
        QCOMPARE(*protocol::socketPathFor(m_root / "link"), expected);
        QCOMPARE(*protocol::socketPathFor(vault / "." / ""), expected);
    }

    void relativeXdgFoldersAreIgnored()
    {
        qputenv("XDG_DATA_HOME", "relative/path");
        QCOMPARE(*protocol::defaultVaultFolder(), m_root / ".local/share/keystead");
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_root;
};

QTEST_GUILESS_MAIN(TestSocketPath)
#include "tst_socket_path.moc"
