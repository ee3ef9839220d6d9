// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/migrator.h"
#include "tests/db/scratch_database.h"

#include <vector>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using db::Migration;
using db::OpenMode;

class TestMigrator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesTheBuiltInSchema()
    {
        ScratchDatabase scratch;
        auto database = scratch.open(OpenMode::Create);
        KS_VERIFY(database);
        KS_VERIFY(db::migrate(**database));
        const auto version = db::schemaVersion(**database);
        KS_VERIFY(version);
        QCOMPARE(*version, static_cast<int>(db::builtInMigrations().size()));
        QCOMPARE(number(**database, "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                                    "AND name NOT LIKE 'sqlite_%' AND strict = 0"),
                 0);
        for (const char* table :
             {"meta", "profile", "profile_key", "connection", "credential", "oauth_client", "setting", "sealed_secret",
              "refresh_journal", "audit_record", "audit_anchor", "user_provider"})
            QCOMPARE(number(**database, std::string{"SELECT count(*) FROM "} + table), 0);
        KS_VERIFY((*database)->checkIntegrity());
    }

    void numbersTheBuiltInOnesFromOne()
    {
        int expected = 1;
        for (const Migration& migration : db::builtInMigrations())
            QCOMPARE(migration.number, expected++);
        QVERIFY(expected > 1);
    }

    void appliesOnlyWhatIsMissing()
    {
        ScratchDatabase scratch;
        auto database = scratch.open(OpenMode::Create);
        KS_VERIFY(database);
        const std::vector<Migration> first{{1, "one", "CREATE TABLE a (x); INSERT INTO a VALUES (1)"}};
        const std::vector<Migration> both{first[0], {2, "two", "CREATE TABLE b (x)"}};
        KS_VERIFY(db::migrate(**database, first));
        KS_VERIFY(db::migrate(**database, both));
        const std::uint64_t commits = (*database)->commitCount();
        KS_VERIFY(db::migrate(**database, both));
        QCOMPARE((*database)->commitCount(), commits);
        QCOMPARE(number(**database, "SELECT count(*) FROM a"), 1);
        QCOMPARE(*db::schemaVersion(**database), 2);
    }

    void rollsEverythingBackWhereOneFails()
    {
        ScratchDatabase scratch;
        auto database = scratch.open(OpenMode::Create);
        KS_VERIFY(database);
        KS_VERIFY(db::migrate(**database, std::vector<Migration>{{1, "one", "CREATE TABLE a (x)"}}));
        const std::vector<Migration> broken{{1, "one", ""},
                                            {2, "two", "CREATE TABLE b (x); INSERT INTO a VALUES (1)"},
                                            {3, "three", "CREATE TABEL c (x)"}};
        const base::Status status = db::migrate(**database, broken);
        KS_FAILS(status, ErrorCode::Internal);
        QVERIFY(status.error().detail.find("three") != std::string::npos);
        QCOMPARE(*db::schemaVersion(**database), 1);
        QCOMPARE(number(**database, "SELECT count(*) FROM a"), 0);
        QCOMPARE(number(**database, "SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), 0);
    }

    void refusesOneThatEndsTheTransaction()
    {
        ScratchDatabase scratch;
        auto database = scratch.open(OpenMode::Create);
        KS_VERIFY(database);
        KS_FAILS(db::migrate(**database, std::vector<Migration>{{1, "one", "CREATE TABLE a (x); ROLLBACK"}}),
                 ErrorCode::Internal);
        QCOMPARE(*db::schemaVersion(**database), 0);
    }

    void refusesGaps()
    {
        ScratchDatabase scratch;
        auto database = scratch.open(OpenMode::Create);
        KS_VERIFY(database);
        KS_FAILS(db::migrate(**database, std::vector<Migration>{{1, "one", ""}, {3, "three", ""}}),
                 ErrorCode::Internal);
    }

    void leavesANewerSchemaByteForByte() // SECURITY, table of faults
    {
        ScratchDatabase scratch;
        {
            auto database = scratch.open(OpenMode::Create);
            KS_VERIFY(database);
            KS_VERIFY(db::migrate(**database));
            KS_VERIFY((*database)->execute("PRAGMA user_version = 9999"));
        }
        const QByteArray before = hashOf(scratch.path());
        {
            auto database = scratch.open(OpenMode::ReadWrite);
            KS_VERIFY(database);
            KS_FAILS(db::migrate(**database), ErrorCode::TooNew);
        }
        QCOMPARE(hashOf(scratch.path()), before);
    }
};

QTEST_APPLESS_MAIN(TestMigrator)
#include "tst_migrator.moc"
