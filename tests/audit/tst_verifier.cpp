// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/chain.h"
#include "tests/audit/trail_fixture.h"

#include <filesystem>
#include <QtTest>

using namespace keystead;
using test::must;
using test::Trail;
using Kind = model::ChainReport::Finding::Kind;

class TestVerifier : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anIntactTrailVerifies()
    {
        Trail trail;
        trail.fill(40);
        const auto report = trail.verify({trail.log().head()});
        QVERIFY(report.ok && !report.finding);
        QCOMPARE(report.records, std::int64_t{40});
        QCOMPARE(report.firstSequence, std::int64_t{1});
        QCOMPARE(report.lastSequence, std::int64_t{40});
        QCOMPARE(report.headHash, trail.log().head().hash);
        QCOMPARE(report.publicKey, trail.log().publicKeyBase64());
    }

    void anEmptyTrailVerifies()
    {
        Trail trail;
        QVERIFY(trail.verify().ok);
    }

    // SECURITY 35: by somebody who holds the database key but not the signing key.
    void namesEachKindOfTampering_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("sequence");
        const auto row = [](const char* name, const char* sql, Kind kind, int sequence) {
            QTest::newRow(name) << QString::fromLatin1(sql) << static_cast<int>(kind) << sequence;
        };
        row("edited name", "UPDATE audit_record SET connection_name = 'Other' WHERE sequence = 7", Kind::Edited, 7);
        row("edited time", "UPDATE audit_record SET time = time + 1 WHERE sequence = 1", Kind::Edited, 1);
        row("edited last", "UPDATE audit_record SET outcome = 'success' WHERE sequence = 20", Kind::Edited, 20);
        row("edited connection", "UPDATE audit_record SET connection_id = NULL WHERE sequence = 9", Kind::Edited, 9);
        row("edited detail", R"(UPDATE audit_record SET detail = '{"attempt":"7"}' WHERE sequence = 7)", Kind::Edited,
            7);
        row("respelt detail", "UPDATE audit_record SET detail = ' ' || detail WHERE sequence = 7", Kind::Edited, 7);
        row("unknown action", "UPDATE audit_record SET action = 'nothing' WHERE sequence = 7", Kind::Edited, 7);
        row("flag", "UPDATE audit_record SET authenticated = 0 WHERE sequence = 7", Kind::Edited, 7);
        row("hash", "UPDATE audit_record SET hash = 'ff' || substr(hash, 3) WHERE sequence = 7", Kind::Edited, 7);
        row("signature",
            "UPDATE audit_record SET signature = (SELECT signature FROM audit_record WHERE sequence = 8) WHERE "
            "sequence = 7",
            Kind::BadSignature, 7);
        row("signature gone", "UPDATE audit_record SET signature = '' WHERE sequence = 20", Kind::BadSignature, 20);
        row("removed", "DELETE FROM audit_record WHERE sequence = 7", Kind::Removed, 7);
        row("removed first", "DELETE FROM audit_record WHERE sequence = 1", Kind::Removed, 1);
        row("removed three", "DELETE FROM audit_record WHERE sequence BETWEEN 7 AND 9", Kind::Removed, 7);
        row("removed and renumbered",
            "DELETE FROM audit_record WHERE sequence = 7; UPDATE audit_record SET sequence = sequence - 1 WHERE "
            "sequence > 7",
            Kind::Removed, 7);
        row("removed three and renumbered",
            "DELETE FROM audit_record WHERE sequence BETWEEN 7 AND 9; UPDATE audit_record SET sequence = sequence - 3 "
            "WHERE sequence > 9",
            Kind::Removed, 7);
        row("neighbours swapped",
            "UPDATE audit_record SET sequence = 1000 WHERE sequence = 7; UPDATE audit_record SET sequence = 7 WHERE "
            "sequence = 8; "
            "UPDATE audit_record SET sequence = 8 WHERE sequence = 1000",
            Kind::Reordered, 7);
        row("far ones swapped",
            "UPDATE audit_record SET sequence = 1000 WHERE sequence = 5; UPDATE audit_record SET sequence = 5 WHERE "
            "sequence = 15; "
            "UPDATE audit_record SET sequence = 15 WHERE sequence = 1000",
            Kind::Reordered, 5);
        row("moved to the end",
            "UPDATE audit_record SET sequence = 1000 WHERE sequence = 7; UPDATE audit_record SET sequence = sequence - "
            "1 WHERE sequence BETWEEN 8 AND 20; "
            "UPDATE audit_record SET sequence = 20 WHERE sequence = 1000",
            Kind::Reordered, 7);
        row("inserted",
            "UPDATE audit_record SET sequence = -sequence + 1000 WHERE sequence >= 7; UPDATE audit_record SET sequence "
            "= 1000 - sequence + 1 WHERE sequence > 900; "
            "INSERT INTO audit_record SELECT 7, time, actor_kind, program, program_sha256, pid, via, 'backup_made', "
            "connection_id, connection_name, provider_id, "
            "outcome, duration_us, detail, authenticated, previous_hash, hash, signature, erased_by FROM audit_record "
            "WHERE "
            "sequence = 6",
            Kind::Inserted, 7);
        row("a copy inserted",
            "INSERT INTO audit_record SELECT 21, time, actor_kind, program, program_sha256, pid, via, action, "
            "connection_id, connection_name, provider_id, "
            "outcome, duration_us, detail, authenticated, previous_hash, hash, signature, erased_by FROM audit_record "
            "WHERE "
            "sequence = 6",
            Kind::Inserted, 21);
        row("cut off", "DELETE FROM audit_record WHERE sequence > 15", Kind::Truncated, 16);
        row("emptied", "DELETE FROM audit_record", Kind::Truncated, 1);
    }
    void namesEachKindOfTampering()
    {
        QFETCH(QString, sql);
        QFETCH(int, kind);
        QFETCH(int, sequence);
        Trail trail;
        trail.fill(20);
        trail.sql(sql.toStdString());
        const auto report = trail.verify();
        QVERIFY(!report.ok && report.finding);
        QVERIFY2(report.finding->kind == static_cast<Kind>(kind), report.finding->detail.c_str());
        QCOMPARE(report.finding->sequence, std::int64_t{sequence});
        QVERIFY(!report.finding->detail.empty());
    }

    // The hash is public arithmetic: only the signature stands in the way of a careful forger.
    void aRehashedEditIsStillFound()
    {
        Trail trail;
        trail.fill(10);
        auto records = must(trail.log().read({}));
        model::AuditRecord forged = records[5]; // record 5
        forged.event.connectionName = "Other";
        forged.hash = audit::recordHash(trail.vault->id().text, 5, forged.previousHash, forged.event);
        trail.sql("UPDATE audit_record SET connection_name = 'Other', hash = '" + forged.hash + "' WHERE sequence = 5");
        const auto one = trail.verify();
        QVERIFY(!one.ok && one.finding->kind == Kind::Edited && one.finding->sequence == 5);
        // And with every later record linked anew:
        std::string previous = forged.hash;
        for (std::int64_t sequence = 6; sequence <= 10; ++sequence) {
            const auto& record = records[static_cast<std::size_t>(10 - sequence)];
            const std::string hash = audit::recordHash(trail.vault->id().text, sequence, previous, record.event);
            trail.sql("UPDATE audit_record SET previous_hash = '" + previous + "', hash = '" + hash +
                      "' WHERE sequence = " + std::to_string(sequence));
            previous = hash;
        }
        const auto all = trail.verify();
        QVERIFY(!all.ok && all.finding->kind == Kind::BadSignature && all.finding->sequence == 5);
    }

    void aRecordForgedAtTheEndIsFound()
    {
        Trail trail;
        trail.fill(5);
        const auto head = trail.log().head();
        trail.sql("INSERT INTO audit_record SELECT 6, time, actor_kind, program, program_sha256, pid, via, action, "
                  "connection_id, connection_name, provider_id, "
                  "outcome, duration_us, detail, authenticated, hash, hash, signature, erased_by FROM audit_record "
                  "WHERE sequence = 5");
        auto record = must(trail.log().read({}))[0];
        const std::string hash = audit::recordHash(trail.vault->id().text, 6, head.hash, record.event);
        trail.sql("UPDATE audit_record SET previous_hash = '" + head.hash + "', hash = '" + hash +
                  "' WHERE sequence = 6");
        const auto report = trail.verify();
        QVERIFY(!report.ok && report.finding->kind == Kind::BadSignature && report.finding->sequence == 6);
    }

    void anotherVaultsKeyOrIdFitsNothing()
    {
        Trail trail;
        trail.fill(3);
        auto input = trail.input();
        input.publicKey = base::toBase64(must(must(crypto::PrivateKey::generateEd25519()).publicKeyRaw()));
        QVERIFY(!must(audit::verifyDatabase(trail.database(), input)).ok);
        input = trail.input();
        input.vaultId = "vlt_000000000000000000000009";
        QVERIFY(!must(audit::verifyDatabase(trail.database(), input)).ok);
        input.publicKey.clear();
        QVERIFY(audit::verifyDatabase(trail.database(), input).error().code == base::ErrorCode::InvalidArgument);
    }

    void aRestoredOldFileIsRolledBack() // SECURITY 35
    {
        Trail trail;
        trail.fill(10);
        must(trail.database().checkpoint());
        const auto old = trail.vault.folder() / "old.db";
        std::filesystem::copy_file(trail.vault.file(), old);
        trail.fill(10);
        const auto anchor = trail.log().head();
        trail.close();
        std::filesystem::copy_file(old, trail.vault.file(), std::filesystem::copy_options::overwrite_existing);
        std::filesystem::remove(trail.vault.file().string() + "-wal");
        std::filesystem::remove(trail.vault.file().string() + "-shm");
        trail.vault.reopen();
        trail.open();
        QVERIFY(trail.verify().ok); // in itself it is a perfect vault
        const auto behind = trail.verify({anchor});
        QVERIFY(!behind.ok && behind.finding->kind == Kind::RolledBack);
        QCOMPARE(behind.finding->sequence, std::int64_t{11});
        // Used on past the remembered end, it still cannot pass.
        trail.vault.clock().advance(std::chrono::hours{1});
        trail.fill(15);
        const auto replaced = trail.verify({anchor});
        QVERIFY(!replaced.ok && replaced.finding->kind == Kind::RolledBack);
        QCOMPARE(replaced.finding->sequence, std::int64_t{20});
    }

    void aCutThatHidesItselfIsCaughtByTheAnchor()
    {
        Trail trail;
        trail.fill(20);
        const auto anchor = trail.log().head();
        trail.sql("DELETE FROM audit_record WHERE sequence > 15; DELETE FROM audit_anchor");
        QVERIFY(trail.verify().ok); // stated in docs/audit.md: only an anchor outside can tell
        const auto report = trail.verify({anchor});
        QVERIFY(!report.ok && report.finding->sequence == 16);
    }

    void canBeCancelled()
    {
        Trail trail;
        trail.fill(600);
        auto input = trail.input();
        int calls = 0;
        input.progress = [&](std::int64_t done, std::int64_t total) { return ++calls < 2 && done <= total; };
        const auto report = audit::verifyDatabase(trail.database(), input);
        QVERIFY(!report && report.error().code == base::ErrorCode::Cancelled);
        QCOMPARE(calls, 2);
    }

    void verifiesTenThousandRecords()
    {
        Trail trail;
        trail.fill(10'000);
        std::int64_t last = -1, total = 0;
        auto input = trail.input({trail.log().head()});
        input.progress = [&](std::int64_t done, std::int64_t of) {
            const bool forward = done >= last;
            last = done;
            total = of;
            return forward;
        };
        QElapsedTimer timer;
        timer.start();
        const auto report = must(audit::verifyDatabase(trail.database(), input));
        qInfo("10,000 records verified in %lld ms", static_cast<long long>(timer.elapsed()));
        QVERIFY(report.ok);
        QCOMPARE(report.records, std::int64_t{10'000});
        QCOMPARE(last, total);
        trail.sql("UPDATE audit_record SET pid = pid + 1 WHERE sequence = 9876");
        QCOMPARE(trail.verify().finding->sequence, std::int64_t{9876});
    }
};

QTEST_APPLESS_MAIN(TestVerifier)
#include "tst_verifier.moc"
