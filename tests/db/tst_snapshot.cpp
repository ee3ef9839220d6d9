// SPDX-License-Identifier: GPL-3.0-or-later
// A copy under another key, made while the source is written to.
#include "core/db/snapshot.h"
#include "tests/db/scratch_database.h"
#include "tests/support/full_disk.h"

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using db::KeyKind;
using db::OpenMode;

namespace {

base::Secret phrase(std::string_view text = "correct horse battery staple")
{
    return base::Secret::fromText(text);
}

base::Status copyOf(const ScratchDatabase& scratch, const std::filesystem::path& to, const base::Secret& key,
                    KeyKind kind, const db::CopyProgress& progress = {})
{
    KS_ASSIGN(const auto source, scratch.open(OpenMode::ReadOnly));
    KS_ASSIGN(auto copy, db::Connection::open(to, key, OpenMode::CreateSingle, kind));
    return db::copySnapshot(*source, *copy, progress);
}

} // namespace

class TestSnapshot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copiesUnderAPassphrase()
    {
        ScratchDatabase scratch;
        QVERIFY(scratch.make(2000));
        const auto target = scratch.path("copy.db");
        std::int64_t last = 0;
        int told = 0;
        KS_VERIFY(copyOf(scratch, target, phrase(), KeyKind::Passphrase, [&](std::int64_t done, std::int64_t total) {
            ++told;
            last = done;
            return done <= total;
        }));
        QVERIFY(told > 1 && last > 400);
        KS_VERIFY(db::syncFile(target));
        // One file: no log and no journal beside it.
        for (const char* suffix : {"-wal", "-shm", "-journal"})
            QVERIFY(!std::filesystem::exists(std::filesystem::path{target}.concat(suffix)));
        auto copy = db::Connection::open(target, phrase(), OpenMode::ReadOnly, KeyKind::Passphrase);
        KS_VERIFY(copy);
        QCOMPARE(number(**copy, "SELECT count(*) FROM t"), 2000);
        KS_VERIFY((*copy)->checkIntegrity());
        KS_FAILS(db::Connection::open(target, phrase("another one"), OpenMode::ReadOnly, KeyKind::Passphrase),
                 ErrorCode::WrongKey);
        KS_FAILS(db::Connection::open(target, ScratchDatabase::key(), OpenMode::ReadOnly), ErrorCode::WrongKey);
        QVERIFY(!std::filesystem::exists(std::filesystem::path{target}.concat("-wal")));
    }

    void copiesUnderAnotherRawKey()
    {
        ScratchDatabase scratch;
        QVERIFY(scratch.make(50));
        KS_VERIFY(copyOf(scratch, scratch.path("copy.db"), ScratchDatabase::key(99), KeyKind::Raw));
        auto copy = db::Connection::open(scratch.path("copy.db"), ScratchDatabase::key(99), OpenMode::ReadWrite);
        KS_VERIFY(copy);
        QCOMPARE(number(**copy, "SELECT count(*) FROM t"), 50);
    }

    void seesOneMomentWhileTheOwnerWrites()
    {
        ScratchDatabase scratch;
        QVERIFY(scratch.make(3000));
        auto owner = scratch.open(OpenMode::ReadWrite);
        KS_VERIFY(owner);
        KS_VERIFY(copyOf(scratch, scratch.path("copy.db"), ScratchDatabase::key(9), KeyKind::Raw, [&](auto, auto) {
            // Never blocked, and never seen by the copy.
            return (*owner)
                ->execute("INSERT INTO t (value) VALUES ('new'); DELETE FROM t WHERE id IN (SELECT id FROM t "
                          "ORDER BY id LIMIT 2)")
                .has_value();
        }));
        auto copy = db::Connection::open(scratch.path("copy.db"), ScratchDatabase::key(9), OpenMode::ReadOnly);
        KS_VERIFY(copy);
        QCOMPARE(number(**copy, "SELECT count(*) FROM t"), 3000);
        QCOMPARE(number(**copy, "SELECT count(*) FROM t WHERE value = 'new'"), 0);
        KS_VERIFY((*copy)->checkIntegrity());
        QVERIFY(number(**owner, "SELECT count(*) FROM t") < 3000);
    }

    void stopsWhereSomebodyCancels()
    {
        ScratchDatabase scratch;
        QVERIFY(scratch.make(3000));
        KS_FAILS(
            copyOf(scratch, scratch.path("copy.db"), phrase(), KeyKind::Passphrase, [](auto, auto) { return false; }),
            ErrorCode::Cancelled);
    }

    void refusesADamagedPage()
    {
        ScratchDatabase scratch;
        QVERIFY(scratch.make(500));
        QByteArray bytes = bytesOf(scratch.path());
        bytes[4096 * 60 + 77] = static_cast<char>(bytes[4096 * 60 + 77] ^ 1);
        QVERIFY(writeBytes(scratch.path(), bytes));
        KS_FAILS(copyOf(scratch, scratch.path("copy.db"), phrase(), KeyKind::Passphrase), ErrorCode::Damaged);
        auto source = scratch.open(OpenMode::ReadOnly);
        KS_VERIFY(source);
        const auto places = (*source)->damagedPlaces(10);
        KS_VERIFY(places);
        QVERIFY2(!places->empty() && places->front().find("page 61") != std::string::npos,
                 places->empty() ? "nothing named" : places->front().c_str());
        QCOMPARE(hashOf(scratch.path()), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
    }

    void saysThatTheDiskIsFull()
    {
        ScratchDatabase scratch;
        QVERIFY(scratch.make(500));
        auto source = scratch.open(OpenMode::ReadOnly);
        auto copy =
            db::Connection::open(scratch.path("copy.db"), phrase(), OpenMode::CreateSingle, KeyKind::Passphrase);
        KS_VERIFY(source);
        KS_VERIFY(copy);
        const FullDisk full;
        KS_FAILS(db::copySnapshot(**source, **copy, {}), ErrorCode::StorageFull);
    }

    void refusesPassphrasesThatAreRawKeys()
    {
        ScratchDatabase scratch;
        const std::string raw = "x'" + std::string(64, 'a') + "'";
        for (const std::string& text : {raw, std::string{}, std::string("a\0b", 3)})
            KS_FAILS(db::Connection::open(scratch.path(), phrase(text), OpenMode::CreateSingle, KeyKind::Passphrase),
                     ErrorCode::InvalidArgument);
        QVERIFY(!std::filesystem::exists(scratch.path()));
    }
};

QTEST_APPLESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
