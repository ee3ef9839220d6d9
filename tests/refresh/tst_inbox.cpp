// SPDX-License-Identifier: GPL-3.0-or-later
// The files that hold answers which came while the vault was locked.
#include "core/base/private_files.h"
#include "core/crypto/aead.h"
#include "core/refresh/inbox.h"
#include "tests/support/temporary_vault.h"

#include <fstream>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace keystead;
using base::ErrorCode;
using test::must;

namespace {

namespace fs = std::filesystem;

refresh::LateAnswer exampleAnswer(std::string body = "{\"access_token\":\"at-late-0123456789\"}")
{
    refresh::LateAnswer answer;
    answer.note.attempt = {base::ConnectionId{"con_abcdefghijklmnopqrstuvwx"}, "0123456789abcdef",
                           base::fromMillis(1'700'000'000'123), 2};
    answer.note.actor.kind = model::Actor::Kind::Program;
    answer.note.actor.program = "/usr/bin/git";
    answer.note.actor.pid = 4711;
    answer.note.actor.via = "socket";
    answer.note.endpoints.issuer = "https://issuer.example";
    answer.note.endpoints.refresh = "https://issuer.example/token";
    answer.note.endpoints.jwks = "https://issuer.example/jwks";
    answer.note.endpoints.idTokenAlgorithms = {"RS256", "ES256"};
    answer.receivedAt = base::fromMillis(1'700'000'030'456);
    answer.response.status = 200;
    answer.response.headers = {
        {"content-type", "application/json"}, {"date", "Tue, 14 Nov 2023 22:13:50 GMT"}, {"set-cookie", "not kept"}};
    answer.response.took = std::chrono::milliseconds{987};
    answer.response.body = base::Secret::fromText(body);
    return answer;
}

std::string contentsOf(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void overwrite(const fs::path& file, const std::string& contents)
{
    must(base::replaceFile(file, contents));
}

} // namespace

class TstInbox : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    crypto::X25519KeyPair m_pair;
    const base::VaultId m_vault{"vlt_abcdefghijklmnopqrstuvwx"};

    fs::path folder() const { return m_dir.path().toStdString(); }
    fs::path put(refresh::Inbox& inbox, const refresh::LateAnswer& answer)
    {
        must(inbox.put(m_pair.publicKey, m_vault, answer));
        return must(inbox.files()).front();
    }

private Q_SLOTS:
    void init()
    {
        m_pair = must(crypto::generateX25519());
        for (const auto& entry : fs::directory_iterator(folder()))
            fs::remove_all(entry.path());
    }

    void givesBackWhatWasPutIn()
    {
        refresh::Inbox inbox(folder());
        const fs::path file = put(inbox, exampleAnswer());
        const auto answer = must(inbox.open(file, m_pair, m_vault));
        const auto expected = exampleAnswer();
        QVERIFY(answer.note.attempt == expected.note.attempt);
        QVERIFY(answer.note.actor == expected.note.actor);
        QCOMPARE(answer.note.endpoints.issuer, expected.note.endpoints.issuer);
        QCOMPARE(answer.note.endpoints.jwks, expected.note.endpoints.jwks);
        QVERIFY(answer.note.endpoints.idTokenAlgorithms == expected.note.endpoints.idTokenAlgorithms);
        QCOMPARE(base::toMillis(answer.receivedAt), std::int64_t{1'700'000'030'456});
        QCOMPARE(answer.response.status, 200);
        QCOMPARE(answer.response.took.count(), 987);
        QCOMPARE(answer.response.headers.size(), std::size_t{2});
        QVERIFY(answer.response.serverDate.has_value());
        QVERIFY(answer.response.body.equals(expected.response.body));
    }

    void sealsEverythingAndClosesTheFileToOthers() // SECURITY 25, 31
    {
        refresh::Inbox inbox(folder());
        const fs::path file = put(inbox, exampleAnswer());
        struct stat status
        {
        };
        QCOMPARE(::stat(file.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
        const std::string contents = contentsOf(file);
        QCOMPARE(contents.substr(0, 8), std::string{"KSINBOX1"});
        for (const char* hidden : {"at-late", "con_", "0123456789abcdef", "issuer.example", "git"})
            QVERIFY2(contents.find(hidden) == std::string::npos, hidden);
        QVERIFY(file.filename().string().find("con_") == std::string::npos);
    }

    // Every byte counts: none can be changed, cut or added unseen.
    void refusesEveryChangedByte()
    {
        refresh::Inbox inbox(folder());
        const fs::path file = put(inbox, exampleAnswer());
        const std::string good = contentsOf(file);
        for (std::size_t at = 0; at < good.size(); ++at) {
            std::string bad = good;
            bad[at] = static_cast<char>(bad[at] ^ 0x40);
            overwrite(file, bad);
            QVERIFY(!inbox.open(file, m_pair, m_vault).has_value());
        }
        for (std::size_t size = 0; size < good.size(); ++size) {
            overwrite(file, good.substr(0, size));
            QVERIFY(!inbox.open(file, m_pair, m_vault).has_value());
        }
        overwrite(file, good + "x");
        QCOMPARE(inbox.open(file, m_pair, m_vault).error().code, ErrorCode::Tampered);
        overwrite(file, good);
        QVERIFY(inbox.open(file, m_pair, m_vault).has_value());
    }

    void tellsWhatIsWrong()
    {
        refresh::Inbox inbox(folder());
        const fs::path file = put(inbox, exampleAnswer());
        const std::string good = contentsOf(file);
        QCOMPARE(inbox.open(file, must(crypto::generateX25519()), m_vault).error().code, ErrorCode::WrongKey);
        QCOMPARE(inbox.open(file, m_pair, base::VaultId{"vlt_other"}).error().code, ErrorCode::Tampered);
        overwrite(file, "KSINBOX2" + good.substr(8));
        QCOMPARE(inbox.open(file, m_pair, m_vault).error().code, ErrorCode::TooNew);
        overwrite(file, std::string(refresh::Inbox::maxFileBytes + 1, 'x'));
        QCOMPARE(inbox.open(file, m_pair, m_vault).error().code, ErrorCode::LimitExceeded);
        overwrite(file, good);
        fs::permissions(file, fs::perms::owner_all | fs::perms::others_read);
        QCOMPARE(inbox.open(file, m_pair, m_vault).error().code, ErrorCode::StorageInsecure);
        fs::remove(file);
        fs::create_symlink("/etc/passwd", file);
        QVERIFY(!inbox.open(file, m_pair, m_vault).has_value());
        inbox.remove(file);
        QCOMPARE(inbox.open(file, m_pair, m_vault).error().code, ErrorCode::NotFound);
        QVERIFY(fs::exists("/etc/passwd"));
    }

    // Whoever can write here can seal whatever he likes to the public key: a hostile head is only an error.
    void refusesHeadsThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("plaintext");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("three bytes") << QByteArray(3, '\0');
        QTest::newRow("an empty head") << QByteArray(4, '\0');
        QTest::newRow("a head beyond the end") << QByteArray("\0\0\0\x05{}", 6);
        QTest::newRow("a huge head") << QByteArray("\xff\xff\xff\xff{}", 6);
        QTest::newRow("no object") << QByteArray("\0\0\0\x02[]", 6);
        QTest::newRow("no members") << QByteArray("\0\0\0\x02{}", 6);
        QTest::newRow("deep") << QByteArray("\0\0\0\x0a[[[[[[[[[[", 14);
        QTest::newRow("member of another type") << QByteArray("\0\0\0\x10{\"connection\":1}", 20);
    }
    void refusesHeadsThatAreNone()
    {
        QFETCH(QByteArray, plaintext);
        const std::string_view key{reinterpret_cast<const char*>(m_pair.publicKey.data()), m_pair.publicKey.size()};
        const base::Bytes place = crypto::joinAssociated({"keystead refresh inbox", m_vault.text, key, "1"});
        const base::Bytes box = must(crypto::sealTo(m_pair.publicKey, base::Secret::fromText(plaintext.toStdString()),
                                                    "keystead refresh inbox v1", place));
        const fs::path file = folder() / "inbox-00.sealed";
        overwrite(file, "KSINBOX1" + std::string{key} + std::string(box.begin(), box.end()));
        refresh::Inbox inbox(folder());
        QCOMPARE(must(inbox.files()).size(), std::size_t{1});
        const auto opened = inbox.open(file, m_pair, m_vault);
        QVERIFY(!opened.has_value());
        QVERIFY(opened.error().code == ErrorCode::ParseError || opened.error().code == ErrorCode::LimitExceeded);
    }

    void staysBounded()
    {
        refresh::Inbox inbox(folder());
        for (std::size_t count = 0; count < refresh::Inbox::maxFiles; ++count)
            must(inbox.put(m_pair.publicKey, m_vault, exampleAnswer()));
        QCOMPARE(inbox.put(m_pair.publicKey, m_vault, exampleAnswer()).error().code, ErrorCode::LimitExceeded);
        QCOMPARE(must(inbox.files()).size(), refresh::Inbox::maxFiles);
    }
    void staysBoundedInBytes()
    {
        refresh::Inbox inbox(folder());
        const std::string body(1024 * 1024, 'x');
        int kept = 0;
        while (inbox.put(m_pair.publicKey, m_vault, exampleAnswer(body)))
            ++kept;
        QCOMPARE(kept, 7);
        QVERIFY(inbox.put(m_pair.publicKey, m_vault, exampleAnswer()).has_value());
    }
};

QTEST_GUILESS_MAIN(TstInbox)
#include "tst_inbox.moc"
