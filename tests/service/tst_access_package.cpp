// SPDX-License-Identifier: GPL-3.0-or-later
// A grant and the updates of the package that its program is of: the system's own cat, once as another version of it
// was, and a program that only says it is cat.
#include "core/keys/key_file.h"
#include "tests/service/access_fixture.h"

#include <QProcess>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using model::AuditAction;

class TstAccessPackage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_cat = std::filesystem::canonical("/bin/cat").string();
        if (access::packageOf(m_cat).empty())
            QSKIP("this system's packages are not dpkg's");
    }

    void anUpdateOfThePackagePassesAndTheGrantFollows()
    {
        AccessFixture f;
        const auto connection = grantedToAnOlderVersion(f);
        QProcess running;
        const auto caller = start(running);
        must(f.authorize(f.wantToken(connection), caller));
        const auto record = f.lastRecord(AuditAction::GrantAdded);
        QCOMPARE(record.event.detail.at("cause"), std::string{"package_update"});
        QCOMPARE(record.event.detail.at("package"), access::packageOf(m_cat));
        QCOMPARE(record.event.actor.program, m_cat);
        const auto grants = must(await(f.core->grants()));
        QCOMPARE(grants.size(), std::size_t{1});
        QCOMPARE(grants.front().program.sha256, caller.program.sha256);
        QCOMPARE(f.records(AuditAction::GrantAdded), std::int64_t{2});
        must(f.authorize(f.wantToken(connection), caller));
        QCOMPARE(f.records(AuditAction::GrantAdded), std::int64_t{2}); // it has followed
        f.lock();
        must(f.unlock());
        must(f.authorize(f.wantToken(connection), caller));
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{0});
    }

    void anUpdateIsAskedAboutWhereTheSettingSaysSo()
    {
        AccessFixture f;
        const auto connection = grantedToAnOlderVersion(f);
        auto settings = must(await(f.core->settings()));
        QVERIFY(settings.trustPackageUpdates);
        settings.trustPackageUpdates = false;
        must(await(f.core->saveSettings(settings, service::person())));
        QProcess running;
        QCOMPARE(f.authorize(f.wantToken(connection), start(running)).error().code, ErrorCode::Denied);
        QCOMPARE(f.lastRecord(AuditAction::AccessDenied).event.detail.at("cause"), std::string{"changed_executable"});
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1});
        QCOMPARE(f.records(AuditAction::GrantAdded), std::int64_t{1});
    }

    // In a mount namespace of its own a program has any path it likes: what it runs must be the package's file.
    void anotherFileUnderThePackagesPathIsNoUpdate()
    {
        AccessFixture f;
        const auto connection = grantedToAnOlderVersion(f);
        auto caller = f.thisProcess();
        caller.program.executable = m_cat;
        QCOMPARE(f.authorize(f.wantToken(connection), caller).error().code, ErrorCode::Denied);
        QCOMPARE(f.lastRecord(AuditAction::AccessDenied).event.detail.at("cause"), std::string{"changed_executable"});
        QCOMPARE(f.records(AuditAction::GrantAdded), std::int64_t{1});
    }

private:
    model::Connection grantedToAnOlderVersion(AccessFixture& f) const
    {
        const auto connection = f.addKey("work");
        const auto grant = must(f.grant(f.tokenFor(m_cat, "work")));
        if (grant.program.package != access::packageOf(m_cat))
            qFatal("the grant does not know the package");
        f.core.reset();
        {
            const auto file = must(keys::KeyFile::load(f.folder() / "keys.json"));
            const base::Secret vaultKey = must(file.openWithPassphrase(secretText(goodPassphrase)));
            const base::Secret raw = must(keys::databaseKey(vaultKey, file.vaultId()));
            const auto database = must(db::Connection::open(f.folder() / "vault.db", raw, db::OpenMode::ReadWrite));
            database->accept();
            must(database->execute("UPDATE access_grant SET sha256 = '" + std::string(64, 'a') + "'"));
            must(database->checkpoint());
        }
        f.start();
        must(f.unlock());
        return connection;
    }
    // It runs until the end of the test.
    static model::Caller start(QProcess& process)
    {
        process.start(QStringLiteral("/bin/cat"), QStringList{});
        if (!process.waitForStarted())
            qFatal("cat does not start");
        access::ExecutableHashes hashes;
        model::Caller caller;
        caller.pid = process.processId();
        caller.program = access::identifyProgram(static_cast<pid_t>(caller.pid), hashes);
        caller.startTime = must(access::readStat(static_cast<pid_t>(caller.pid))).startTime;
        caller.via = "socket";
        return caller;
    }
    std::string m_cat;
};

QTEST_GUILESS_MAIN(TstAccessPackage)
#include "tst_access_package.moc"
