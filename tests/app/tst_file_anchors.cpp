// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/file_anchors.h"

#include "core/base/private_files.h"
#include "core/crypto/signing.h"
#include "tests/support/keychain_memory.h"
#include "tests/support/temporary_vault.h"

#include <atomic>
#include <fstream>
#include <QTemporaryDir>
#include <QTest>

using namespace keystead;
using app::FileAnchors;
using audit::AnchorState;

namespace {

const std::string vaultId = "vlt_test";

AnchorState head(std::int64_t sequence)
{
    return {vaultId, sequence, std::string(64, 'a'), *base::fromRfc3339("2026-11-22T12:00:00Z")};
}

} // namespace

class TestFileAnchors : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    test::MemoryKeychain m_keychain;
    std::filesystem::path m_file;
    int m_number = 0;

    std::optional<AnchorState> inFile() const
    {
        const auto text = base::readPrivateFile(m_file, 4096);
        return text ? app::anchorFromText(*text) : std::nullopt;
    }
    std::optional<AnchorState> inKeychain()
    {
        std::optional<AnchorState> found;
        m_keychain.read(keys::anchorItemName(vaultId), [&found](base::Result<base::Secret> item) {
            if (item)
                found = app::anchorFromText(item->exposeText());
        });
        return found;
    }
private Q_SLOTS:
    void init()
    {
        m_file = m_folder.path().toStdString() + "/state" + std::to_string(++m_number) + "/anchor.json";
        m_keychain.failWith(std::nullopt);
        m_keychain.remove(keys::anchorItemName(vaultId), [](base::Status) {});
    }

    void textGoesThereAndBack()
    {
        const AnchorState anchor = head(7);
        QVERIFY(app::anchorFromText(app::anchorText(anchor)) == anchor);
    }
    void junkIsNoAnchor_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("\x01\x02");
        QTest::newRow("no object") << QByteArray("[]");
        QTest::newRow("no hash") << QByteArray("{\"vault\":\"v\",\"sequence\":1,\"time\":\"2026-11-22T12:00:00Z\"}");
        QTest::newRow("a sequence in words")
            << QByteArray("{\"vault\":\"v\",\"sequence\":\"1\",\"hash\":\"a\",\"time\":\"2026-11-22T12:00:00Z\"}");
        QTest::newRow("no time") << QByteArray(
            "{\"vault\":\"v\",\"sequence\":1,\"hash\":\"a\",\"time\":\"yesterday\"}");
        QTest::newRow("cut") << QByteArray("{\"vault\":\"v\",\"sequence\":1,\"hash\":\"a\"");
    }
    void junkIsNoAnchor()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!app::anchorFromText(text.toStdString()));
        QVERIFY(base::ensurePrivateFolder(m_file.parent_path()));
        QVERIFY(base::replaceFile(m_file, text.toStdString()));
        const FileAnchors anchors(m_file, m_keychain);
        QVERIFY(anchors.remembered().empty());
    }
    void theFileFollowsWithinASecond()
    {
        FileAnchors anchors(m_file, m_keychain);
        anchors.headMoved(head(1));
        QVERIFY(!inFile());
        // Heads that keep coming do not put it off.
        QElapsedTimer took;
        took.start();
        std::int64_t next = 2;
        QVERIFY(QTest::qWaitFor(
            [&] {
                anchors.headMoved(head(next++));
                return inFile().has_value();
            },
            5000));
        QVERIFY2(took.elapsed() <= 1000, qPrintable(QString::number(took.elapsed())));
        QVERIFY(inFile()->sequence > 1);
        QCOMPARE(std::filesystem::status(m_file).permissions(),
                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
    void theKeychainFollowsAfterQuiet()
    {
        const int before = m_keychain.writes();
        FileAnchors anchors(m_file, m_keychain,
                            {.file = std::chrono::milliseconds{1}, .keychain = std::chrono::milliseconds{200}});
        for (std::int64_t i = 1; i <= 20; ++i) {
            anchors.headMoved(head(i));
            QCoreApplication::processEvents();
        }
        QCOMPARE(m_keychain.writes(), before);
        QTRY_COMPARE(m_keychain.writes(), before + 1); // one write for them all
        QCOMPARE(inKeychain()->sequence, 20);
    }
    void flushWritesBothAtOnce()
    {
        FileAnchors anchors(m_file, m_keychain);
        anchors.headMoved(head(5));
        anchors.flush();
        QCOMPARE(inFile()->sequence, 5);
        QCOMPARE(inKeychain()->sequence, 5);
        const int writes = m_keychain.writes();
        anchors.flush(); // nothing new
        QCOMPARE(m_keychain.writes(), writes);
    }
    void theLastHeadIsWrittenAtTheEnd()
    {
        {
            FileAnchors anchors(m_file, m_keychain);
            anchors.headMoved(head(9));
        }
        QCOMPARE(inFile()->sequence, 9);
    }
    void remembersFileAndKeychain()
    {
        FileAnchors writer(m_file, m_keychain);
        writer.headMoved(head(3));
        writer.flush();
        QVERIFY(base::replaceFile(m_file, app::anchorText(head(2))));
        FileAnchors anchors(m_file, m_keychain);
        QCOMPARE(anchors.remembered().size(), std::size_t{1});
        anchors.prefetch(vaultId);
        const auto both = anchors.remembered();
        QCOMPARE(both.size(), std::size_t{2});
        QCOMPARE(both[0].sequence, 2);
        QCOMPARE(both[1].sequence, 3);
    }
    void aKeychainThatFailsOrAnswersTooLateDoesNoHarm()
    {
        m_keychain.failWith(base::ErrorCode::KeychainLocked);
        {
            FileAnchors anchors(m_file, m_keychain);
            anchors.prefetch(vaultId);
            anchors.headMoved(head(4));
            anchors.flush();
            QCOMPARE(anchors.remembered().size(), std::size_t{1});
            m_keychain.holdAnswers();
            anchors.prefetch(vaultId);
        }
        m_keychain.release(); // nobody is there any more
        QCOMPARE(inFile()->sequence, 4);
    }
    // A power cut takes what was not on disk yet: an anchor that knew of it would call the vault rolled back.
    void anAnchorIsWrittenOnlyOnceTheCommitIsDurable()
    {
        test::TemporaryVault vault;
        FileAnchors anchors(m_file, m_keychain,
                            {.file = std::chrono::milliseconds{1}, .keychain = std::chrono::milliseconds{1}});
        auto log = std::move(*audit::AuditLog::open(
            vault->database(), vault->id(), std::move(*crypto::PrivateKey::generateEd25519()), anchors, vault.clock()));
        std::atomic<int> answer{-1}; // of the disk; negative: still busy
        const auto groupCommit = db::GroupCommit::startWith(
            [&answer] {
                answer.wait(-1);
                return answer.load();
            },
            [this](std::function<void()> work) {
                QMetaObject::invokeMethod(this, std::move(work), Qt::QueuedConnection);
            });
        log->anchorWhenDurable(*groupCommit);
        const auto append = [&] {
            db::Transaction transaction = std::move(*vault->begin());
            QVERIFY(log->append(transaction, {}));
            QVERIFY(transaction.commit());
            log->committed();
        };
        append();
        QTest::qWait(50); // long enough for both timers, if they ran
        QVERIFY(!inFile());
        QCOMPARE(log->head().sequence, 1);
        answer = 0;
        answer.notify_all();
        QTRY_VERIFY(inFile());
        QCOMPARE(inFile()->sequence, 1);
        // A disk that fails: the commit never gets there, nor does the anchor.
        answer = EIO;
        append();
        QTest::qWait(50);
        QCOMPARE(inFile()->sequence, 1);
    }
};

QTEST_GUILESS_MAIN(TestFileAnchors)
#include "tst_file_anchors.moc"
