// SPDX-License-Identifier: GPL-3.0-or-later
// Profiles: keys of their own, moving, erasure that leaves nothing behind, subject access.
#include "core/base/json.h"
#include "core/db/connection.h"
#include "core/keys/key_file.h"
#include "core/transfer/erasure_certificate.h"
#include "tests/service/service_fixture.h"

#include <nlohmann/json.hpp>
#include <QTest>
#include <sqlite3.h>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
namespace fs = std::filesystem;

namespace {

service::Proof passphraseProof()
{
    service::Proof proof;
    proof.passphrase = secretText(goodPassphrase);
    return proof;
}

// The vault's database as somebody with its key sees it.
std::unique_ptr<db::Connection> openDatabase(const ServiceFixture& f)
{
    const auto file = must(keys::KeyFile::load(f.folder() / "keys.json"));
    const base::Secret vaultKey = must(file.openWithPassphrase(secretText(goodPassphrase)));
    const base::Secret raw = must(keys::databaseKey(vaultKey, file.vaultId()));
    return must(db::Connection::open(f.folder() / "vault.db", raw, db::OpenMode::ReadOnly));
}

// Every page decrypted, free pages and gaps included.
std::string pagesOf(const ServiceFixture& f)
{
    const auto database = openDatabase(f);
    sqlite3_int64 size = 0;
    unsigned char* const bytes = sqlite3_serialize(database->handle(), "main", &size, 0);
    std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    sqlite3_free(bytes);
    return text;
}

std::vector<std::string> sealedBlobs(const ServiceFixture& f, const std::string& owner)
{
    const auto database = openDatabase(f);
    auto query = must(database->prepare("SELECT sealed FROM credential WHERE owner = ?"));
    query.bind(owner);
    std::vector<std::string> blobs;
    while (must(query.step())) {
        const auto blob = query.blob(0);
        blobs.emplace_back(reinterpret_cast<const char*>(blob.data()), blob.size());
    }
    return blobs;
}

bool contains(const std::string& haystack, const std::string& needle)
{
    return haystack.find(needle) != std::string::npos;
}

} // namespace

class TestProfiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesAConnectionAndSealsItAnew()
    {
        ServiceFixture f;
        must(f.create(true, true));
        const model::Profile work = must(await(f.core->addProfile("Work", service::person())));
        const model::Connection key = f.addKey("mover", "secret-of-mover");
        f.addKey("stays");
        const auto before = sealedBlobs(f, key.id.text);
        const model::Connection moved = must(await(f.core->moveToProfile(key.id, "Work", service::person())));
        QCOMPARE(moved.profile, work.id);
        const auto after = sealedBlobs(f, key.id.text);
        QCOMPARE(after.size(), before.size());
        QVERIFY(after != before);
        QCOMPARE(must(f.release(moved)).value.exposeText(), std::string_view{"secret-of-mover"});
        QCOMPARE(f.lastRecord(model::AuditAction::SettingsChanged).event.detail.at("changed"), std::string{"profile"});
        QVERIFY(await(f.core->moveToProfile(key.id, "Nowhere", service::person())).error().code == ErrorCode::NotFound);
        // A name that is taken there stays where it is.
        must(await(f.core->moveToProfile(key.id, "Work", service::person()))); // it is there already
        const model::Connection twin = f.addKey("mover");
        QVERIFY(await(f.core->moveToProfile(twin.id, "Work", service::person())).error().code ==
                ErrorCode::AlreadyExists);
        QVERIFY(f.get(twin).profile != work.id);
        must(f.release(f.get(twin)));
        f.lock();
        must(f.unlock());
        QCOMPARE(must(f.release(moved)).value.exposeText(), std::string_view{"secret-of-mover"});
    }

    void aClientComesAlongOrIsCopied()
    {
        ServiceFixture f;
        must(f.create(true, false));
        must(await(f.core->addProfile("Work", service::person())));
        const model::Connection own = f.addOAuth("own");
        must(f.signIn(own));
        const model::Connection moved = must(await(f.core->moveToProfile(own.id, "Work", service::person())));
        auto clients = must(await(f.core->oauthClients()));
        QCOMPARE(clients.size(), std::size_t{1});
        QCOMPARE(clients[0].profile, moved.profile);
        must(f.release(f.get(moved)));
        must(await(f.core->refresh(own.id, service::person()))); // client and refresh token open in the new place
        QCOMPARE(must(await(f.core->moveToProfile(own.id, "Personal", service::person()))).oauthClient,
                 moved.oauthClient);
    }

    void erasesAProfileWithoutATrace()
    {
        ServiceFixture f;
        must(f.create(true, true));
        must(await(f.core->addProfile("Client Xylophone", service::person())));
        const model::Connection stays = f.addKey("stays", "secret-that-stays");
        std::vector<model::Connection> gone;
        std::vector<std::string> blobs;
        for (int i = 0; i < 60; ++i) {
            const model::Connection c = f.addKey("zanzibar-" + std::to_string(i), "secret-" + std::to_string(i));
            gone.push_back(must(await(f.core->moveToProfile(c.id, "Client Xylophone", service::person()))));
            must(f.release(gone.back()));
        }
        // One that was removed before: the trail still speaks of it.
        service::RemoveConnection removal;
        removal.id = gone[5].id;
        removal.revokeRemotely = false;
        must(await(f.core->remove(std::move(removal), service::person())));
        for (const model::Connection& c : gone) {
            const auto some = sealedBlobs(f, c.id.text);
            blobs.insert(blobs.end(), some.begin(), some.end());
        }
        QCOMPARE(blobs.size(), std::size_t{59});
        const std::string before = pagesOf(f);
        QVERIFY2(contains(before, blobs[0]) && contains(before, "zanzibar-7") && contains(before, "Xylophone"),
                 "the search finds what is there");

        service::EraseProfile request{"Client Xylophone", "Client Xylophone",
                                      (f.folder().parent_path() / "cert").string()};
        const auto erased = must(await(f.core->eraseProfile(request, passphraseProof(), service::person())));
        QCOMPARE(erased.connections, 59);
        QCOMPARE(erased.seals, 59);
        QVERIFY(erased.records >= 60 * 4);
        QVERIFY(erased.pagesRewritten);
        QVERIFY(erased.notReached.empty());

        const std::string after = pagesOf(f);
        for (const std::string& blob : blobs)
            QVERIFY(!contains(after, blob));
        for (const model::Connection& c : gone)
            QVERIFY2(!contains(after, c.id.text) && !contains(after, c.name), c.name.c_str());
        QVERIFY(!contains(after, "Xylophone"));
        QVERIFY(!contains(after, gone[0].profile.text));
        QVERIFY(contains(after, "stays"));
        std::error_code none;
        QVERIFY(fs::file_size(f.folder() / "vault.db-wal", none) == 0 || none);

        QCOMPARE(must(await(f.core->profiles())).size(), std::size_t{1});
        QCOMPARE(must(await(f.core->connections())).size(), std::size_t{1});
        QCOMPARE(must(f.release(stays)).value.exposeText(), std::string_view{"secret-that-stays"});
        const auto record = f.lastRecord(model::AuditAction::CredentialDelete);
        QCOMPARE(record.sequence, erased.sequence);
        QVERIFY(record.event.connectionName.empty() && !record.event.connection);
        QCOMPARE(record.event.detail.at("cause"), std::string{"erasure"});
        const auto report = must(await(f.core->verifyAudit({}, {})));
        QVERIFY2(report.ok, report.finding ? report.finding->detail.c_str() : "");
        for (const service::CheckItem& item : must(await(f.core->check())))
            QVERIFY2(item.ok, (item.what + ": " + item.detail).c_str());
        // The certificate is the person's: it may say the name.
        const std::string json = readAll(f.folder().parent_path() / "cert.json");
        QCOMPARE(must(transfer::verifyCertificate(json)), report.publicKey);
        QVERIFY(contains(json, "Client Xylophone"));
        QVERIFY(readAll(f.folder().parent_path() / "cert.pdf").starts_with("%PDF"));
        QVERIFY(await(f.core->undoRemove(gone[5].id, service::person())).error().code == ErrorCode::NotFound);
        f.lock();
        must(f.unlock());
        QVERIFY(must(await(f.core->verifyAudit({}, {}))).ok);
    }

    void reachesTheAutomaticBackups()
    {
        ServiceFixture f;
        must(f.create(true, true));
        must(await(f.core->addProfile("Client X", service::person())));
        const model::Connection one = f.addKey("one", "secret-of-one");
        must(await(f.core->moveToProfile(one.id, "Client X", service::person())));
        service::RotateKeys rotation;
        rotation.vaultKey = true;
        must(await(f.core->rotateKeys(rotation, passphraseProof(), {}, service::person()))); // makes a backup first
        const auto backups = must(await(f.core->automaticBackups()));
        QCOMPARE(backups.size(), std::size_t{1});
        const std::string before = readAll(f.folder() / "backups" / backups[0].name);
        service::EraseProfile request{"Client X", "Client X", {}};
        const auto erased = must(await(f.core->eraseProfile(request, passphraseProof(), service::person())));
        QVERIFY2(erased.notReached.empty(), erased.notReached.empty() ? "" : erased.notReached[0].second.c_str());
        QCOMPARE(erased.backupsRewritten.size(), std::size_t{1});
        QVERIFY(readAll(f.folder() / "backups" / backups[0].name) != before);
        // Put back, it holds no trace of the profile, and its trail verifies.
        service::RestoreVault restore;
        restore.file = backups[0].name;
        restore.confirmed = true;
        restore.vaultPassphrase = secretText(goodPassphrase);
        must(await(f.core->restore(std::move(restore), {}, {}, service::person())));
        QCOMPARE(must(await(f.core->profiles())).size(), std::size_t{1});
        QVERIFY(must(await(f.core->connections())).empty());
        const auto report = must(await(f.core->verifyAudit({}, {})));
        QVERIFY2(report.ok, report.finding ? report.finding->detail.c_str() : "");
        QVERIFY(!contains(pagesOf(f), one.id.text));
    }

    void wantsProofAndName()
    {
        ServiceFixture f;
        must(f.create(true, true));
        must(await(f.core->addProfile("Client X", service::person())));
        const model::Connection one = f.addKey("one");
        must(await(f.core->moveToProfile(one.id, "Client X", service::person())));
        const auto erase = [&](service::EraseProfile request, service::Proof proof) {
            return await(f.core->eraseProfile(std::move(request), std::move(proof), service::person())).error().code;
        };
        QVERIFY(erase({"Client X", "Client Y", {}}, passphraseProof()) == ErrorCode::InvalidArgument);
        QVERIFY(erase({"Client X", "Client X", {}}, {}) == ErrorCode::Denied);
        QVERIFY(erase({"Nobody", "Nobody", {}}, passphraseProof()) == ErrorCode::NotFound);
        QVERIFY(erase({"Client X", "Client X", "relative"}, passphraseProof()) == ErrorCode::InvalidArgument);
        QVERIFY(erase({"Client X", "Client X", "/no/such/folder/c"}, passphraseProof()) == ErrorCode::NotFound);
        must(f.release(one));
        QVERIFY(await(f.core->exportProfile({"Client X", "/tmp/x"}, {}, service::person())).error().code ==
                ErrorCode::Denied);
    }

    void theOnlyProfileLeavesAnEmptyOne()
    {
        ServiceFixture f;
        must(f.create(true, true));
        f.addKey("one");
        const std::string id = must(await(f.core->profiles()))[0].id.text;
        must(await(f.core->eraseProfile({"Personal", "Personal", {}}, passphraseProof(), service::person())));
        const auto profiles = must(await(f.core->profiles()));
        QCOMPARE(profiles.size(), std::size_t{1});
        QVERIFY(profiles[0].id.text != id);
        QVERIFY(must(await(f.core->connections())).empty());
        f.addKey("two");
        QVERIFY(must(await(f.core->verifyAudit({}, {}))).ok);
    }

    void anExportHoldsAllButTheSecrets()
    {
        ServiceFixture f;
        must(f.create(true, true));
        const model::Connection one = f.addKey("one", "canary-secret-4711");
        must(f.release(one));
        const std::string file = (f.folder().parent_path() / "subject").string();
        const auto exported =
            must(await(f.core->exportProfile({"Personal", file}, passphraseProof(), service::person())));
        QCOMPARE(exported.connections, 1);
        QVERIFY(exported.records >= 3);
        const std::string json = readAll(file + ".json");
        QVERIFY(contains(json, one.id.text) && contains(json, "credential_access") && contains(json, "api_key"));
        QVERIFY(!contains(json, "canary-secret-4711")); // SECURITY 25
        QVERIFY(readAll(file + ".pdf").starts_with("%PDF"));
        QCOMPARE(f.lastRecord(model::AuditAction::ReportExported).event.detail.at("format"),
                 std::string{"subject_access"});
    }
};

QTEST_GUILESS_MAIN(TestProfiles)
#include "tst_profiles.moc"
