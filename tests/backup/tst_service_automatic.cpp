// SPDX-License-Identifier: GPL-3.0-or-later
// When automatic backups are made: by the day, before a rotation, before a vault of an older schema is moved up.
#include "core/backup/automatic.h"
#include "core/db/migrator.h"
#include "core/service/backup_watch.h"
#include "core/service/context.h"
#include "core/service/vault_lifecycle.h"
#include "core/service/vault_unlock.h"
#include "tests/backup/machine.h"
#include "tests/support/failing_calls.h"

#include <QTest>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
namespace fs = std::filesystem;

namespace {

// tests/e2e/sweep/schema-1: written by the version of 2026-11-21.
constexpr std::string_view oldPhrase = "a long enough passphrase";

service::Proof confirmed()
{
    service::Proof proof;
    proof.confirmed = true;
    return proof;
}

std::vector<std::string> automatic(ServiceFixture& f)
{
    std::vector<std::string> reasons;
    for (const service::AutomaticBackup& backup : must(await(f.core->automaticBackups())))
        reasons.push_back(backup.reason);
    return reasons;
}

// The real file of schema 1, taken up to `schema` by the migrations of then.
void layOutOldVault(const ServiceFixture& f, int schema)
{
    const fs::path source = fs::path(KEYSTEAD_SOURCE_DIR) / "tests/e2e/sweep/schema-1";
    for (const char* name : {"keys.json", "vault.db"})
        writeAll(f.folder() / name, readAll(source / name));
    const auto file = must(keys::KeyFile::load(f.folder() / "keys.json"));
    const base::Secret key = must(file.openWithPassphrase(secretText(oldPhrase)));
    const auto database = must(db::Connection::open(
        f.folder() / "vault.db", must(keys::databaseKey(key, file.vaultId())), db::OpenMode::ReadWrite));
    must(db::migrate(*database, db::builtInMigrations().first(static_cast<std::size_t>(schema))));
    must(database->checkpoint());
}

} // namespace

class TestServiceAutomatic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What the timer does two minutes after the unlock and every hour.
    void theTimerMakesOneADay()
    {
        ServiceFixture f;
        must(f.create(true, false));
        f.lock();
        f.core.reset();
        service::CoreService owner(f.parts());
        const auto context = std::make_shared<service::Context>(f.parts(), &owner);
        // As the core's destructor does: nothing goes on when the fixture is gone.
        const auto end = [](service::Context* c) {
            c->service = nullptr;
            service::closeSession(*c);
            c->worker.waitForDone();
            QCoreApplication::sendPostedEvents(&c->receiver);
            service::closeSession(*c);
        };
        const std::unique_ptr<service::Context, decltype(end)> ending(context.get(), end);
        must(await(service::unlockVault(context, {}, service::person())));
        const auto files = [&] {
            return backup::AutomaticBackups(f.folder(), context->session->keyFile.vaultId()).list().size();
        };
        const auto look = [&] {
            context->session->backups->look();
            return QTest::qWaitFor([&] { return !context->worker.busy(); });
        };
        // It is passed over while one is being made; the next hour it looks again.
        const auto becomes = [&](std::size_t count) {
            return QTest::qWaitFor(
                [&] {
                    context->session->backups->look();
                    return files() == count;
                },
                30'000);
        };
        QVERIFY(look());
        QVERIFY(becomes(1)); // a new vault has none
        f.clock.advance(23h);
        QVERIFY(look());
        QCOMPARE(files(), std::size_t{1});
        f.clock.advance(2h);
        QVERIFY(becomes(2));
        QVERIFY(look());
        QCOMPARE(files(), std::size_t{2});
        // Put back and not looked at by a person: it pushes no good one out.
        f.clock.advance(25h);
        context->session->rolledBack = true;
        QVERIFY(look());
        QCOMPARE(files(), std::size_t{2});
        context->session->rolledBack = false;
        QVERIFY(look());
        QVERIFY(becomes(3));
        model::AuditFilter filter;
        filter.actions = {model::AuditAction::BackupMade};
        QTRY_COMPARE(must(context->session->audit->count(filter)), std::int64_t{3});
        const auto records = must(context->session->audit->read(filter));
        QCOMPARE(records.front().event.actor.via, std::string("timer"));
        QCOMPARE(records.front().event.detail.at("reason"), std::string("daily"));
    }

    void aDayCountsInBothDirections()
    {
        const base::WallTime now = base::fromMillis(1795348800000);
        QVERIFY(service::backupIsDue(std::nullopt, now));
        QVERIFY(!service::backupIsDue(now - 23h, now));
        QVERIFY(service::backupIsDue(now - 24h, now));
        QVERIFY(!service::backupIsDue(now + 23h, now));
        QVERIFY(service::backupIsDue(now + 400 * 24h, now)); // a clock that went back
    }

    void aRotationIsBackedUpFirst()
    {
        ServiceFixture f;
        must(f.create(true, false));
        const model::Connection one = f.addKey("one", "secret-of-one");
        service::RotateKeys request;
        request.vaultKey = true;
        must(await(f.core->rotateKeys(request, confirmed(), {}, service::person())));
        QCOMPARE(automatic(f), std::vector<std::string>{"rotation"});
        // It is of before, and opens under the new key.
        f.addKey("later");
        service::RestoreVault restore;
        restore.file = must(await(f.core->automaticBackups())).front().name;
        restore.confirmed = true;
        must(await(f.core->restore(std::move(restore), {}, {}, service::person())));
        QCOMPARE(must(await(f.core->connections())).size(), std::size_t{1});
        QCOMPARE(must(f.release(one)).value.exposeText(), std::string_view{"secret-of-one"});
        QCOMPARE(f.records(model::AuditAction::KeyRotated), 0);
    }

    void withoutABackupNothingIsReplaced()
    {
        ServiceFixture f;
        must(f.create(true, false));
        const std::string keysBefore = readAll(f.folder() / "keys.json");
        {
            const FailingCall full(FailingCall::Call::Write, ".part", 1, ENOSPC, FailingCall::Until::TheEnd);
            service::RotateKeys request;
            request.vaultKey = true;
            KS_FAILS(await(f.core->rotateKeys(request, confirmed(), {}, service::person())), ErrorCode::StorageFull);
            QVERIFY(full.happened());
        }
        QCOMPARE(readAll(f.folder() / "keys.json"), keysBefore);
        QVERIFY(automatic(f).empty());
        f.addKey("it goes on");
    }

    void anOlderSchemaIsBackedUpAndMovedUp_data()
    {
        QTest::addColumn<int>("schema");
        for (int schema = 1; schema < static_cast<int>(db::builtInMigrations().size()); ++schema)
            QTest::newRow(qPrintable(QString::number(schema))) << schema;
    }
    void anOlderSchemaIsBackedUpAndMovedUp()
    {
        QFETCH(int, schema);
        ServiceFixture f;
        layOutOldVault(f, schema);
        f.start();
        must(f.unlock(oldPhrase));
        const std::map<std::string, std::string> secrets{
            {"bearer", "bt-7d1f0a-canary"}, {"key", "ak-55c2e9-canary"}, {"deep", "bt-0c88d2-canary"}};
        const auto whole = [&] {
            for (const auto& [name, secret] : secrets) {
                const model::Connection found = must(await(f.core->find(name)));
                if (must(f.release(found)).value.exposeText() != secret)
                    return false;
            }
            return must(await(f.core->verifyAudit({}, {}))).ok;
        };
        QVERIFY(whole());
        for (const service::CheckItem& item : must(await(f.core->check())))
            QVERIFY2(item.ok, (item.what + ": " + item.detail).c_str());
        QCOMPARE(automatic(f), std::vector<std::string>{"migration"});
        // Opened again, nothing is moved; and what was kept is of then, and restores.
        f.lock();
        must(f.unlock(oldPhrase));
        QCOMPARE(automatic(f).size(), std::size_t{1});
        service::RestoreVault restore;
        restore.file = must(await(f.core->automaticBackups())).front().name;
        restore.confirmed = true;
        restore.vaultPassphrase = secretText(oldPhrase);
        const auto done = await(f.core->restore(std::move(restore), {}, {}, service::person()));
        KS_VERIFY(done);
        QCOMPARE(done->preview.backup.schema, schema);
        QVERIFY(whole());
    }
};

QTEST_GUILESS_MAIN(TestServiceAutomatic)
#include "tst_service_automatic.moc"
