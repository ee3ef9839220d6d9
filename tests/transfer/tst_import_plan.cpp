// SPDX-License-Identifier: GPL-3.0-or-later
// Plan, import and undo against a real vault.
#include "core/transfer/import/apply_import.h"
#include "core/transfer/import/source_file.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"
#include "core/vault/profile_store.h"
#include "tests/transfer/import_helpers.h"

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using transfer::ImportChoices;
using transfer::OnConflict;
using transfer::PlanAction;

namespace {

struct Bench
{
    TemporaryVault vault;
    QTemporaryDir folder;
    std::filesystem::path source = writeText(folder, "x.csv", "what was imported");

    base::ProfileId profile() { return must(vault->profiles().first()).id; }
    transfer::ImportPlan plan(const transfer::ImportDocument& document, const ImportChoices& choices = {})
    {
        return must(transfer::planImport(document.entries, *vault, profile(), catalogue(), choices));
    }
    transfer::ImportApplied import(transfer::ImportDocument document, const ImportChoices& choices = {},
                                   std::int64_t passedOver = 0)
    {
        const transfer::ImportPlan made = plan(document, choices);
        db::Transaction transaction = must(vault->begin());
        const transfer::SourceFile file = must(transfer::readSource(source));
        transfer::ApplyInput input{made,
                                   document.entries,
                                   document.history,
                                   "csv",
                                   {{file.path.string(), file.sha256, file.bytes.size(), {}}},
                                   profile(),
                                   choices.takeOverTokens,
                                   vault.clock().now(),
                                   passedOver};
        input.providers = &catalogue();
        auto applied = must(transfer::applyImport(transaction, *vault, std::move(input)));
        must(transaction.commit());
        return applied;
    }
    base::Result<transfer::ImportUndone> undo(const std::string& run = {}, bool force = false)
    {
        db::Transaction transaction = must(vault->begin());
        auto undone = transfer::undoImport(transaction, *vault, run, force, vault.clock().now());
        if (undone)
            must(transaction.commit());
        return undone;
    }
    model::Connection named(const std::string& name) { return must(vault->connections().find(name)); }
    std::string secret(const std::string& name, std::string_view field)
    {
        return std::string{must(vault->credentials().get(named(name).id.text, field)).exposeText()};
    }
    // Everything that can be seen of the vault, secrets included.
    std::string whole()
    {
        std::string text;
        for (const model::Connection& c : must(vault->connections().all())) {
            text += c.name + "|" + c.providerId + "|" + c.account + "|" + c.notes + "|" + c.id.text;
            for (const std::string& tag : c.tags)
                text += "," + tag;
            for (const auto& [name, value] : must(vault->credentials().getAll(c.id.text)))
                text += "|" + name + "=" + std::string{value.exposeText()};
            text += "\n";
        }
        return text;
    }
};

transfer::ImportDocument csv(std::string_view rows)
{
    return settled("csv", "name,url,username,password,tags\n" + std::string{rows});
}

std::string actions(const transfer::ImportPlan& plan)
{
    std::string text;
    for (const transfer::PlannedItem& item : plan.items)
        text += std::string{toText(item.action)} + " ";
    return text;
}

} // namespace

class TstImportPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsAndTakesBack()
    {
        Bench b;
        const std::string before = b.whole();
        const auto applied =
            b.import(csv("A,https://a.example,ada,p1,x\nB,https://b.example,bob,p2,\nA,https://c.example,ada,p3,\n"));
        QCOMPARE(applied.created.size(), std::size_t{3});
        QCOMPARE(applied.created[2].name, std::string{"A (2)"});
        QCOMPARE(b.secret("A (2)", "password"), std::string{"p3"});
        QVERIFY(applied.events.back().action == model::AuditAction::ImportDone);
        QVERIFY(applied.events.size() == 4);
        const auto undone = must(b.undo());
        QCOMPARE(undone.removed.size(), std::size_t{3});
        QCOMPARE(b.whole(), before);
        QVERIFY(b.undo(applied.run.id).error().code == ErrorCode::IllegalState);
        QVERIFY(b.undo().error().code == ErrorCode::NotFound);
    }

    void twoEntriesOfOneNameAreNoConflictTheSecondTime()
    {
        Bench b;
        const char* const rows = "A,https://a.example,ada,p1,\nA,https://a.example,ada,p2,\nB,,,p3,\nB,,,p4,\n";
        QCOMPARE(b.import(csv(rows)).created.size(), std::size_t{4});
        QCOMPARE(actions(b.plan(csv(rows))), std::string{"skip skip skip skip "});
        // Another secret is a conflict still, with the connection of its name.
        const transfer::ImportPlan other = b.plan(csv("A (2),https://a.example,ada,p9,\n"));
        QCOMPARE(actions(other), std::string{"conflict "});
        QCOMPARE(other.items.front().existingName, std::string{"A (2)"});
    }

    void remembersWhatOfTheSourceWasPassedOver()
    {
        Bench b;
        const std::string run = b.import(csv("A,https://a.example,ada,p1,\n"), {}, 3).run.id;
        transfer::ImportStore store(b.vault->database());
        QVERIFY(must(store.get(run)).passedOver == std::optional<std::int64_t>{3});
        must(b.vault->database().execute("UPDATE import_run SET passed_over = NULL")); // an import of before
        QVERIFY(!must(store.get(run)).passedOver.has_value());
    }

    void meetsTheVaultByProviderServerAndAccount()
    {
        Bench b;
        b.import(csv("A,https://a.example,ada,p1,\nB,https://b.example,bob,p2,\n"));
        // The same; another name for the same account; another secret; another server; another account; twice in the
        // file.
        const auto document =
            csv("A,https://a.example,ada,p1,\nAlias,https://A.example/login,ADA,p1,\nB,https://"
                "b.example,bob,new,\nA,https://other.example,ada,p1,\n"
                "A,https://a.example,eve,p1,\nT,https://t.example,t,t1,\nT,https://t.example,t,t1,\n");
        QCOMPARE(actions(b.plan(document)), std::string{"skip skip conflict create create create skip "});
        ImportChoices add;
        add.onConflict = OnConflict::Add;
        QCOMPARE(actions(b.plan(document, add)), std::string{"skip skip create create create create skip "});
        ImportChoices leave;
        leave.leaveOut = {3, 4};
        QCOMPARE(actions(b.plan(document, leave)), std::string{"skip skip conflict skip skip create skip "});
    }

    void knowsSecretsWithoutAnAccountAgain()
    {
        Bench b;
        const auto rows = [] { return settled("csv", "name,token\nkey,t1\nkey,t2\nkey,t3\n"); };
        QCOMPARE(b.import(rows()).run.created, std::int64_t{3});
        QCOMPARE(actions(b.plan(rows())), std::string{"skip skip skip "});
        QCOMPARE(actions(b.plan(settled("csv", "name,token\nother,t2\nkey,t4\n"))), std::string{"skip conflict "});
    }

    void mergesWhatTheVaultLacksAndRestoresIt()
    {
        Bench b;
        b.import(csv("A,https://a.example,ada,p1,old\n"));
        const std::string before = b.whole();
        const auto applied = b.import(csv("A,https://a.example,ada,p1,new\n"));
        QCOMPARE(applied.run.merged, std::int64_t{1});
        QCOMPARE(b.named("A").tags, (std::vector<std::string>{"old", "new"}));
        const auto undone = must(b.undo());
        QCOMPARE(undone.restored.size(), std::size_t{1});
        QCOMPARE(b.whole(), before);
    }

    void keepsWhatItReplacesSealedUntilUndo()
    {
        Bench b;
        b.import(csv("A,https://a.example,ada,p1,\nB,https://b.example,bob,p2,\n"));
        const std::string before = b.whole();
        ImportChoices replace;
        replace.onConflict = OnConflict::Replace;
        const auto applied = b.import(csv("A,https://a.example,ada,n1,\nB,https://b.example,bob,n2,\n"), replace);
        QCOMPARE(applied.run.merged, std::int64_t{2});
        QCOMPARE(b.secret("A", "password"), std::string{"n1"});
        QVERIFY(applied.run.backup.has_value());
        const auto kept = must(b.vault->credentials().getAll(applied.run.backup->text));
        QCOMPARE(kept.size(), std::size_t{2});
        must(b.undo());
        QCOMPARE(b.whole(), before);
    }

    void leavesWhatWasChangedSince()
    {
        Bench b;
        b.import(csv("Z,https://z.example,z,z,\n"));
        const auto applied =
            b.import(csv("A,https://a.example,ada,p1,\nB,https://b.example,bob,p2,\nZ,https://z.example,z,z,tag\n"));
        for (const char* const name : {"A", "Z"}) {
            model::Connection changed = b.named(name);
            changed.notes = "mine now";
            db::Transaction transaction = must(b.vault->begin());
            must(b.vault->connections().save(transaction, changed));
            must(transaction.commit());
        }
        const auto undone = must(b.undo(applied.run.id));
        QCOMPARE(undone.removed.size(), std::size_t{1});
        QCOMPARE(undone.kept.size(), std::size_t{2});
        QCOMPARE(b.named("A").notes, std::string{"mine now"});
        QCOMPARE(b.named("Z").tags, std::vector<std::string>{"tag"});
    }

    void removesChangedOnesWhereThePersonInsists()
    {
        Bench b;
        const auto applied = b.import(csv("A,https://a.example,ada,p1,\n"));
        model::Connection changed = b.named("A");
        db::Transaction transaction = must(b.vault->begin());
        must(b.vault->connections().save(transaction, changed));
        must(transaction.commit());
        QCOMPARE(must(b.undo(applied.run.id, true)).removed.size(), std::size_t{1});
    }

    void removesNoOnlyCopyWithItsSourceChangedOrGone()
    {
        Bench b;
        const std::string before = b.whole();
        const auto first = b.import(csv("A,https://a.example,ada,p1,\n"));
        const std::filesystem::path firstSource = b.source;
        b.source = writeText(b.folder, "again.csv", "the same secret");
        QCOMPARE(b.import(csv("A,https://a.example,ada,p1,\n")).run.skipped, std::int64_t{1}); // is kept already
        std::filesystem::remove(b.source);
        writeText(b.folder, "x.csv", "something else");
        const base::Error changed = b.undo(first.run.id).error();
        QVERIFY(changed.code == ErrorCode::IllegalState);
        QVERIFY(changed.detail.find(firstSource.string() + " is no longer what was imported") != std::string::npos);
        std::filesystem::remove(firstSource);
        const base::Error gone = b.undo(first.run.id).error();
        QVERIFY(gone.code == ErrorCode::IllegalState);
        QVERIFY(gone.detail.find("x.csv is gone") != std::string::npos);
        QVERIFY(gone.detail.find("--force") != std::string::npos);
        QCOMPARE(b.secret("A", "password"), std::string{"p1"});
        QVERIFY(must(b.undo()).removed.empty()); // the second one made nothing: nothing can be lost
        QCOMPARE(must(b.undo(first.run.id, true)).removed.size(), std::size_t{1});
        QCOMPARE(b.whole(), before);
    }

    void spendsNoRefreshTokenOfAnotherSystem()
    {
        for (const bool takeOver : {false, true}) {
            Bench b;
            transfer::ImportDocument document;
            transfer::ImportEntry entry;
            entry.name = "git";
            entry.provider = "gitlab";
            entry.kind = model::AuthKind::OAuth2;
            entry.instanceUrl = "https://gitlab.example.com";
            entry.clientId = "client-1";
            entry.clientSecret = base::Secret::fromText("cs");
            entry.secrets.emplace("access_token", base::Secret::fromText("a"));
            entry.secrets.emplace("refresh_token", base::Secret::fromText("r"));
            transfer::settleEntry(entry, catalogue());
            QVERIFY(entry.kind == model::AuthKind::OAuth2);
            document.entries.push_back(std::move(entry));
            ImportChoices choices;
            choices.takeOverTokens = takeOver;
            const auto applied = b.import(std::move(document), choices);
            QCOMPARE(b.named("git").hasRefreshToken, takeOver);
            QCOMPARE(b.named("git").parameters.at("host"), std::string{"gitlab.example.com"});
            QCOMPARE(must(b.vault->oauthClients().all()).size(), std::size_t{1});
            must(b.undo());
            QCOMPARE(must(b.vault->oauthClients().all()).size(), std::size_t{0});
        }
    }

    void aClientOfTheVaultIsSharedOnlyWithItsOwnServersAndSecret_data()
    {
        QTest::addColumn<QByteArray>("endpoint");
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<bool>("shared");
        QTest::newRow("the same") << QByteArray("https://id.example.com/token") << QByteArray("cs") << true;
        QTest::newRow("the same server") << QByteArray("https://id.example.com/other") << QByteArray("cs") << true;
        QTest::newRow("a foreign endpoint")
            << QByteArray("https://listener.example.net/token") << QByteArray("cs") << false;
        QTest::newRow("another port") << QByteArray("https://id.example.com:8443/token") << QByteArray("cs") << false;
        QTest::newRow("another secret") << QByteArray("https://id.example.com/token") << QByteArray("guess") << false;
        QTest::newRow("no secret") << QByteArray("https://id.example.com/token") << QByteArray() << false;
        QTest::newRow("no secret, foreign")
            << QByteArray("https://listener.example.net/token") << QByteArray() << false;
    }
    void aClientOfTheVaultIsSharedOnlyWithItsOwnServersAndSecret()
    {
        QFETCH(const QByteArray, endpoint);
        QFETCH(const QByteArray, secret);
        QFETCH(const bool, shared);
        Bench b;
        const auto machine = [](const std::string& name, const QByteArray& tokens, const QByteArray& clientSecret) {
            transfer::ImportEntry entry;
            entry.name = name;
            entry.provider = "generic-client-credentials";
            entry.kind = model::AuthKind::ClientCredentials;
            entry.parameters = {{"token_endpoint", tokens.toStdString()}};
            entry.clientId = "robot";
            entry.clientSecret = base::Secret::fromText(clientSecret.toStdString());
            entry.account = name;
            entry.secrets.emplace("access_token", base::Secret::fromText("at-" + name));
            return entry;
        };
        transfer::ImportDocument first;
        first.entries.push_back(machine("mine", "https://id.example.com/token", "cs"));
        b.import(std::move(first));
        transfer::ImportDocument second;
        second.entries.push_back(machine("theirs", endpoint, secret));
        b.import(std::move(second));
        const auto client = b.named("theirs").oauthClient;
        QVERIFY(client.has_value());
        QCOMPARE(client == b.named("mine").oauthClient, shared);
        const auto held = b.vault->credentials().get(client->text, model::field::clientSecret);
        QCOMPARE(held ? QByteArray::fromStdString(std::string{held->exposeText()}) : QByteArray(), secret);
    }

    void anExpiredOrInactiveSourceIsSo()
    {
        Bench b;
        transfer::ImportDocument document = csv("A,https://a.example,ada,p1,\nB,https://b.example,bob,p2,\n");
        document.entries[0].expiresAt = b.vault.clock().now() - std::chrono::hours{1};
        document.entries[1].paused = true;
        b.import(std::move(document));
        QVERIFY(b.named("A").state == model::ConnectionState::Expired);
        QVERIFY(b.named("B").state == model::ConnectionState::Paused);
    }

    void doesAllOrNothing()
    {
        Bench b;
        const std::string before = b.whole();
        transfer::ImportDocument document = csv("A,https://a.example,ada,p1,\nB,https://b.example,bob,p2,\n");
        document.entries[1].secrets.at("password") = base::Secret(300 * 1024); // more than the store takes
        const transfer::ImportPlan plan = b.plan(document);
        {
            db::Transaction transaction = must(b.vault->begin());
            transfer::ApplyInput input{plan,  document.entries,     document.history, "csv", {}, b.profile(),
                                       false, b.vault.clock().now()};
            const auto applied = transfer::applyImport(transaction, *b.vault, std::move(input));
            QVERIFY(!applied && applied.error().code == ErrorCode::LimitExceeded);
        }
        QCOMPARE(b.whole(), before);
        QVERIFY(must(transfer::ImportStore(b.vault->database()).all()).empty());
    }

    void itsRecordsGoWithTheConnection()
    {
        Bench b;
        const auto applied = b.import(csv("A,https://a.example,ada,p1,\nB,https://b.example,bob,p2,\n"));
        db::Transaction transaction = must(b.vault->begin());
        must(b.vault->connections().remove(transaction, b.named("A").id));
        must(transaction.commit());
        QCOMPARE(must(transfer::ImportStore(b.vault->database()).items(applied.run.id)).size(), std::size_t{1});
        QCOMPARE(must(b.undo()).removed.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TstImportPlan)
#include "tst_import_plan.moc"
