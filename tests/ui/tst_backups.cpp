// SPDX-License-Identifier: GPL-3.0-or-later
// The page for backups, the dialogs that make and restore them.
#include "fit_check.h"
#include "sample_vault.h"
#include "stage.h"
#include "ui/backup/backup_dialog.h"
#include "ui/backup/backup_secret_fields.h"
#include "ui/backup/backups_page.h"
#include "ui/backup/restore_dialog.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/proof_dialog.h"
#include "ui/keys/passphrase_fields.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/resources.h"
#include "ui/vault/check_dialog.h"
#include "ui/vault/other_ways_dialog.h"
#include "ui/vault/unusable_page.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/file_line.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/progress_overlay.h"

#include <QCheckBox>
#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;

namespace {

const char* const goodPhrase = "seven quiet lanterns by the harbour";

void type(SecretInput* input, const char* text)
{
    input->clear();
    QTest::keyClicks(input, QString::fromLatin1(text));
}

struct House
{
    House()
    {
        fillSample(stage.core, stage.clock.now());
        window = std::make_unique<MainWindow>(stage.context);
        window->resize(1280, 800);
        window->show();
        window->showPage(MainWindow::Page::Backups);
        QTest::qWait(60);
    }
    BackupsPage* page() { return window->backupsPage(); }
    template <class T> T* dialog()
    {
        QTest::qWait(60);
        for (T* found : window->findChildren<T*>()) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    void prove(const char* passphrase)
    {
        auto* proof = dialog<ProofDialog>();
        QVERIFY(proof);
        QVERIFY(proof->passphraseInput());
        proof->passphraseInput()->setSecret(base::Secret::fromText(passphrase));
        QTest::keyClick(proof->passphraseInput(), Qt::Key_Return);
        QTest::qWait(60);
    }
    // A file that a restore can be asked of.
    QString someFile()
    {
        const QString name = stage.folder.filePath(QStringLiteral("my.backup"));
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        return name;
    }
    // The restore dialog with a file and its passphrase, at the preview.
    RestoreDialog* atPreview()
    {
        RestoreDialog* restoring = page()->restore();
        QTest::qWait(60);
        restoring->chooseFile(someFile());
        restoring->goOn();
        type(restoring->secretFields()->passphraseInput(), stage.core.passphrase.c_str());
        restoring->goOn();
        QTest::qWait(60);
        return restoring;
    }
    Stage stage;
    std::unique_ptr<MainWindow> window;
};

} // namespace

class TestBackups : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        initResources();
        installTranslations(*qApp, qEnvironmentVariable("KEYSTEAD_TEST_LANGUAGE", QStringLiteral("en")));
    }

    void thePageAndItsDialogsFit()
    {
        House house;
        CHECK(house.window.get());
        BackupDialog* backing = house.page()->backUp();
        CHECK(backing);
        backing->secretFields()->recoveryRadio()->setChecked(true);
        CHECK(backing);
        delete backing;
        RestoreDialog* restoring = house.atPreview();
        QCOMPARE(restoring->step(), RestoreDialog::Step::Preview);
        CHECK(restoring);
        restoring->goBack();
        CHECK(restoring);
        restoring->goBack();
        CHECK(restoring);
    }

    void theShortcutsShowThePageAndStart()
    {
        House house;
        house.window->showPage(MainWindow::Page::Connections);
        house.window->actions().pageBackups->trigger();
        QVERIFY(house.page()->isVisible());
        house.window->actions().backUp->trigger();
        QVERIFY(house.dialog<BackupDialog>());
        house.dialog<BackupDialog>()->reject();
        house.window->actions().restore->trigger();
        QVERIFY(house.dialog<RestoreDialog>());
    }

    void aBackupWantsAGoodPassphraseAndAProof()
    {
        House house;
        const QString file = house.stage.folder.filePath(QStringLiteral("all.backup"));
        BackupDialog* backing = house.page()->backUp();
        backing->fileLine()->setFile(file);
        backing->goOn();
        QVERIFY(backing->secretFields()->newPassphrase()->error()->hasError());
        type(backing->secretFields()->newPassphrase()->first(), goodPhrase);
        type(backing->secretFields()->newPassphrase()->second(), goodPhrase);
        backing->goOn();
        QVERIFY(!house.stage.core.madeBackup);
        house.prove(house.stage.core.passphrase.c_str());
        QVERIFY(house.stage.core.madeBackup);
        QCOMPARE(QString::fromStdString(house.stage.core.madeBackup->file), file);
        QVERIFY(house.stage.core.madeBackup->secret.passphrase->exposeText() == goodPhrase);
        QVERIFY(house.stage.core.madeBackup->proof.passphrase);
        QVERIFY(!house.stage.core.madeBackup->replace);
        QTRY_VERIFY(house.page()->message()->isVisible());
        QVERIFY(house.page()->message()->text().contains(file));
    }

    void aFileThatIsThereIsReplacedOnlyWhenTicked()
    {
        House house;
        BackupDialog* backing = house.page()->backUp();
        backing->fileLine()->setFile(house.someFile());
        QVERIFY(backing->replaceBox()->isVisible());
        backing->secretFields()->recoveryRadio()->setChecked(true);
        type(backing->secretFields()->recoveryInput(), house.stage.core.recoveryText.c_str());
        backing->goOn();
        QVERIFY(backing->error()->hasError());
        QVERIFY(!house.dialog<ProofDialog>());
        backing->replaceBox()->setChecked(true);
        backing->goOn();
        house.prove(house.stage.core.passphrase.c_str());
        QVERIFY(house.stage.core.madeBackup);
        QVERIFY(house.stage.core.madeBackup->replace);
        QVERIFY(house.stage.core.madeBackup->secret.recoveryKey);
        QVERIFY(!house.stage.core.madeBackup->secret.passphrase);
    }

    void aBackupThatRunsShowsItsProgressAndCanBeStopped()
    {
        House house;
        house.stage.core.holdLongWork = true;
        BackupDialog* backing = house.page()->backUp();
        backing->fileLine()->setFile(house.stage.folder.filePath(QStringLiteral("all.backup")));
        type(backing->secretFields()->newPassphrase()->first(), goodPhrase);
        type(backing->secretFields()->newPassphrase()->second(), goodPhrase);
        backing->goOn();
        house.prove(house.stage.core.passphrase.c_str());
        QVERIFY(backing->overlay()->isVisible());
        backing->reject(); // closes nothing while it runs
        QVERIFY(backing->isVisible());
        backing->overlay()->findChild<QPushButton*>()->click();
        QTRY_VERIFY(!backing->overlay()->isVisible());
        QVERIFY(backing->error()->hasError());
        CHECK(backing);
    }

    void automaticBackupsAreListedAndOneIsMadeNow()
    {
        House house;
        const auto buttons = house.page()->findChildren<QPushButton*>(QStringLiteral("restoreAutomatic"));
        QCOMPARE(static_cast<std::size_t>(buttons.size()), house.stage.core.automatic.size());
        house.page()->findChild<QPushButton*>(QStringLiteral("automaticNow"))->click();
        QTRY_VERIFY(house.page()->message()->isVisible());
        QCOMPARE(house.stage.core.automaticMade, 1);
        QVERIFY(!house.page()->overlay()->isVisible());
    }

    void checkingTheAutomaticOnesNamesTheOneThatFails()
    {
        House house;
        house.stage.core.checkItems.push_back({"backups", false, "no key for auto-1", base::ErrorCode::NotFound});
        house.page()->findChild<QPushButton*>(QStringLiteral("checkBackups"))->click();
        QTRY_VERIFY(house.page()->message()->text().contains(QLatin1String("auto-1")));
    }

    void nothingIsRestoredBeforeThePreviewIsConfirmed()
    {
        House house;
        RestoreDialog* restoring = house.atPreview();
        QCOMPARE(restoring->step(), RestoreDialog::Step::Preview);
        QVERIFY(!house.stage.core.restored);
        const QStringList words = [&] {
            QStringList all;
            for (const QLabel* label : restoring->findChildren<QLabel*>()) {
                if (label->isVisible())
                    all.append(label->text());
            }
            return all;
        }();
        const QString said = words.join(QLatin1Char('\n'));
        for (const char* name : {"Personal/Old chat bot", "Work/Northbank (new)", "Personal/Forge"})
            QVERIFY2(said.contains(QLatin1String(name)), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("/home/ada/.local/share/keystead/backups")), qPrintable(said));
        restoring->reject();
        QVERIFY(!house.stage.core.restored);
    }

    void aRestoreEndsWithTheSignInsThatWait()
    {
        House house;
        house.stage.core.rows[0].problem = model::StateProblem{base::ErrorCode::FamilyUnconfirmed, {}, {}};
        RestoreDialog* restoring = house.atPreview();
        restoring->goOn();
        QTRY_COMPARE(restoring->step(), RestoreDialog::Step::Done);
        QVERIFY(house.stage.core.restored->confirmed);
        QVERIFY(!house.stage.core.restored->repair);
        QTRY_VERIFY(restoring->findChild<QPushButton*>(QStringLiteral("useHereAgain")));
        CHECK(restoring);
        restoring->findChild<QPushButton*>(QStringLiteral("useHereAgain"))->click();
        QTRY_VERIFY(house.stage.core.confirmed == house.stage.core.rows[0].id);
        restoring->goOn();
        QVERIFY(!house.dialog<RestoreDialog>());
    }

    void aRestoreSurvivesTheLockThatItCauses()
    {
        House house;
        house.stage.core.holdLongWork = true;
        RestoreDialog* restoring = house.page()->restore();
        QTest::qWait(60);
        restoring->chooseFile(house.someFile());
        restoring->goOn();
        type(restoring->secretFields()->passphraseInput(), house.stage.core.passphrase.c_str());
        restoring->goOn();
        QVERIFY(restoring->overlay()->isVisible());
        house.stage.core.status.state = service::VaultState::Locked;
        house.stage.core.tellStatus();
        QVERIFY(restoring->isVisible());
        restoring->overlay()->findChild<QPushButton*>()->click();
        QTRY_VERIFY(restoring->error()->hasError());
    }

    void aWrongPassphraseIsSaidAndNothingElseHappens()
    {
        House house;
        RestoreDialog* restoring = house.page()->restore();
        QTest::qWait(60);
        restoring->chooseFile(house.someFile());
        restoring->goOn();
        type(restoring->secretFields()->passphraseInput(), "not this one");
        restoring->goOn();
        QTRY_VERIFY(restoring->error()->hasError());
        QCOMPARE(restoring->step(), RestoreDialog::Step::Secret);
        CHECK(restoring);
    }

    void aFileThatIsNotThereIsSaid()
    {
        House house;
        RestoreDialog* restoring = house.page()->restore();
        QTest::qWait(60);
        restoring->chooseFile(QStringLiteral("/nowhere/at.all"));
        restoring->goOn();
        QVERIFY(restoring->error()->hasError());
        QCOMPARE(restoring->step(), RestoreDialog::Step::Which);
    }

    void anAutomaticBackupWantsTheVaultsPassphrase()
    {
        House house;
        const QString name = QString::fromStdString(house.stage.core.automatic[2].name);
        RestoreDialog* restoring = house.page()->restore(name);
        QTest::qWait(60);
        QCOMPARE(restoring->automaticList()->currentRow(), 2);
        restoring->goOn();
        QCOMPARE(restoring->step(), RestoreDialog::Step::Secret);
        restoring->goOn();
        QVERIFY(restoring->error()->hasError());
        type(restoring->vaultPassphrase(), house.stage.core.passphrase.c_str());
        restoring->goOn();
        QTRY_COMPARE(restoring->step(), RestoreDialog::Step::Preview);
        restoring->goOn();
        QTRY_COMPARE(restoring->step(), RestoreDialog::Step::Done);
        QCOMPARE(QString::fromStdString(house.stage.core.restored->file), name);
        QVERIFY(house.stage.core.restored->vaultPassphrase->exposeText() == house.stage.core.passphrase);
    }

    void aHeldSignInIsReleasedFromItsOwnPage()
    {
        House house;
        house.stage.core.rows[0].problem = model::StateProblem{base::ErrorCode::FamilyUnconfirmed, {}, {}};
        model::ChangeSet changes;
        changes.updated = {house.stage.core.rows[0]};
        house.stage.core.change(changes);
        house.window->selectConnection(QString::fromStdString(house.stage.core.rows[0].id.text));
        QTest::qWait(60);
        auto* fix = house.window->findChild<QPushButton*>(QStringLiteral("fixButton"));
        QVERIFY(fix && fix->isVisible());
        fix->click();
        auto* ask = house.dialog<QDialog>();
        QVERIFY(ask);
        QVERIFY(!house.stage.core.confirmed);
        ask->findChild<QPushButton*>(QStringLiteral("askConfirm"))->click();
        QTRY_VERIFY(house.stage.core.confirmed == house.stage.core.rows[0].id);
    }

    void anotherVaultTakesThePlaceOfTheOpenOneOnlyWithItsPassphrase()
    {
        House house;
        house.stage.core.preview.otherVault = true;
        RestoreDialog* restoring = house.atPreview();
        restoring->goOn();
        QVERIFY(!house.stage.core.restored);
        house.prove(house.stage.core.passphrase.c_str());
        QTRY_VERIFY(house.stage.core.restored);
        QVERIFY(house.stage.core.restored->vaultPassphrase);
    }

    void aDamagedVaultOffersTheCheckAndItsBackups()
    {
        House house;
        house.stage.core.status.state = service::VaultState::Unusable;
        house.stage.core.status.problem = base::Error{base::ErrorCode::Damaged, "vault.db: page 3"};
        house.stage.core.tellStatus();
        QTest::qWait(60);
        CHECK(house.window.get());
        auto* page = house.window->findChild<UnusablePage*>();
        QVERIFY(page);
        QCOMPARE(page->findChildren<QPushButton*>(QStringLiteral("repairWithAutomatic")).size(), 4);
        house.stage.core.checkItems = {{"pages", false, "page 3", base::ErrorCode::Damaged}, {"chain", true, {}}};
        CheckDialog* checking = page->check();
        type(checking->input(), "not this one");
        checking->check();
        QTRY_VERIFY(checking->error()->hasError());
        checking->check(); // by the keychain
        QTRY_VERIFY(checking->results()->isVisible());
        CHECK(checking);
        checking->goButton()->click();
        auto* restoring = house.dialog<RestoreDialog>();
        QVERIFY(restoring);
        restoring->goOn();
        restoring->goOn(); // no passphrase: by the keychain
        QTRY_COMPARE(restoring->step(), RestoreDialog::Step::Preview);
        restoring->goOn();
        QTRY_COMPARE(restoring->step(), RestoreDialog::Step::Done);
        QVERIFY(house.stage.core.restored->repair);
        QVERIFY(!house.stage.core.restored->vaultPassphrase);
    }

    void aVaultOfANewerVersionOffersNoRepair()
    {
        House house;
        house.stage.core.status.state = service::VaultState::Unusable;
        house.stage.core.status.problem = base::Error{base::ErrorCode::TooNew, {}};
        house.stage.core.tellStatus();
        QTest::qWait(60);
        auto* page = house.window->findChild<UnusablePage*>();
        QVERIFY(!page->repairButton()->isVisible());
        QVERIFY(!page->checkButton()->isVisible());
        CHECK(house.window.get());
    }

    void aRolledBackVaultIsAcceptedOnlyAfterItsConsequencesWereSaid()
    {
        House house;
        house.stage.core.status.rolledBack = true;
        house.stage.core.tellStatus();
        auto* accept = house.window->findChild<QPushButton*>(QStringLiteral("acceptRollback"));
        QVERIFY(accept && accept->isVisible());
        accept->click();
        auto* ask = house.dialog<QDialog>();
        QVERIFY(ask);
        CHECK(ask);
        QCOMPARE(house.stage.core.rollbacksAccepted, 0);
        ask->findChild<QPushButton*>(QStringLiteral("askConfirm"))->click();
        QTRY_COMPARE(house.stage.core.rollbacksAccepted, 1);
        QTRY_VERIFY(!accept->isVisible());
    }

    void aMissingVaultCanBeRestored()
    {
        House house;
        house.stage.core.status.state = service::VaultState::Missing;
        house.stage.core.tellStatus();
        QTest::qWait(60);
        auto* button = house.window->findChild<QPushButton*>(QStringLiteral("restoreFirst"));
        QVERIFY(button && button->isVisible());
        CHECK(house.window.get());
        button->click();
        QVERIFY(house.dialog<RestoreDialog>());
    }

    void aLockedVaultOpensWithARecoveryKeyOrAToken()
    {
        House house;
        keys::SlotInfo sheet;
        sheet.id = base::SlotId::create();
        sheet.kind = keys::SlotKind::Recovery;
        keys::SlotInfo card;
        card.id = base::SlotId::create();
        card.kind = keys::SlotKind::Pkcs11;
        card.label = "Ada's card";
        house.stage.core.status.slots = {sheet, card};
        house.stage.core.status.state = service::VaultState::Locked;
        house.stage.core.tellStatus();
        QTest::qWait(60);
        CHECK(house.window.get());
        house.window->findChild<QPushButton*>(QStringLiteral("otherWays"))->click();
        auto* other = house.dialog<OtherWaysDialog>();
        QVERIFY(other);
        CHECK(other);
        other->choice()->setCurrentIndex(1);
        type(other->input(), "123456");
        house.stage.core.nextError = base::Error{base::ErrorCode::Denied, {}};
        other->unlock();
        QTRY_VERIFY(other->finalTryBox()->isVisible());
        QVERIFY(other->input()->isEmpty());
        QVERIFY(house.stage.core.unlocked->slot == card.id);
        QVERIFY(!house.stage.core.unlocked->useFinalTry);
        other->choice()->setCurrentIndex(0);
        type(other->input(), house.stage.core.recoveryText.c_str());
        other->unlock();
        QTRY_VERIFY(house.stage.core.unlocked->recoveryKey);
        QVERIFY(!house.stage.core.unlocked->slot);
        QTRY_VERIFY(house.window->connectionsPage()->isVisible());
    }
};

QTEST_MAIN(TestBackups)
#include "tst_backups.moc"
