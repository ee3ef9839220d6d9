// SPDX-License-Identifier: GPL-3.0-or-later
// The page for ways to open the vault and for its keys.
#include "fit_check.h"
#include "sample_vault.h"
#include "stage.h"
#include "ui/connections/proof_dialog.h"
#include "ui/keys/add_slot_dialog.h"
#include "ui/keys/change_passphrase_dialog.h"
#include "ui/keys/confirm_sheet_dialog.h"
#include "ui/keys/key_text.h"
#include "ui/keys/keys_page.h"
#include "ui/keys/passphrase_fields.h"
#include "ui/keys/rotate_dialog.h"
#include "ui/keys/rotation_section.h"
#include "ui/keys/slots_section.h"
#include "ui/keys/token_fields.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/resources.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/file_line.h"
#include "ui/widgets/inline_error.h"

#include <QCheckBox>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;
using keys::SlotKind;

namespace {

const char* const goodPhrase = "seven quiet lanterns by the harbour";

struct House
{
    House()
    {
        fillSample(stage.core, stage.clock.now());
        window = std::make_unique<MainWindow>(stage.context);
        window->resize(1280, 800);
        window->show();
        window->showPage(MainWindow::Page::Keys);
        QTest::qWait(50);
    }
    KeysPage* page() { return window->keysPage(); }
    template <class T> T* dialog()
    {
        QTest::qWait(60);
        for (T* found : window->findChildren<T*>()) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    // Answers the proof that is asked for.
    void prove(const char* passphrase)
    {
        auto* proof = dialog<ProofDialog>();
        QVERIFY(proof);
        QVERIFY(proof->passphraseInput());
        proof->passphraseInput()->setSecret(base::Secret::fromText(passphrase));
        QTest::keyClick(proof->passphraseInput(), Qt::Key_Return);
        QTest::qWait(60);
    }
    base::SlotId slot(SlotKind kind)
    {
        for (const keys::SlotInfo& each : stage.core.status.slots) {
            if (each.kind == kind)
                return each.id;
        }
        return {};
    }
    Stage stage;
    std::unique_ptr<MainWindow> window;
};

void type(SecretInput* input, const char* text)
{
    input->clear();
    QTest::keyClicks(input, QString::fromLatin1(text));
}

} // namespace

class TestKeys : public QObject
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
        AddSlotDialog* adding = house.page()->addSlot();
        CHECK(adding);
        for (const SlotKind kind :
             {SlotKind::Keychain, SlotKind::Passphrase, SlotKind::Recovery, SlotKind::Pkcs11, SlotKind::Combined}) {
            adding->choose(kind);
            CHECK(adding);
        }
        delete adding;
        house.page()->replaceKeys();
        CHECK(house.dialog<RotateDialog>());
    }

    void theShortcutShowsThePage()
    {
        House house;
        house.window->showPage(MainWindow::Page::Connections);
        QCOMPARE(house.window->actions().pageKeys->shortcut(), QKeySequence(QStringLiteral("Ctrl+3")));
        house.window->actions().pageKeys->trigger();
        QVERIFY(house.page()->isVisible());
    }

    void theMeterJudgesEachKeyStroke()
    {
        House house;
        PassphraseFields fields(house.stage.context, 8);
        QCOMPARE(fields.meter()->score(), -1);
        type(fields.first(), "password1");
        const int weak = fields.meter()->score();
        QVERIFY(weak < crypto::strongEnough);
        QVERIFY(fields.weakBox()->isVisibleTo(&fields));
        type(fields.second(), "password1");
        QVERIFY(!fields.passphrase());
        QVERIFY(fields.error()->hasError());
        fields.weakBox()->setChecked(true);
        QVERIFY(fields.passphrase());
        QVERIFY(fields.allowWeak());
        type(fields.first(), goodPhrase);
        QVERIFY(fields.meter()->score() >= crypto::strongEnough);
        QVERIFY(!fields.weakBox()->isVisibleTo(&fields));
        QVERIFY(!fields.passphrase()); // typed twice, and not the same
        type(fields.second(), goodPhrase);
        QVERIFY(fields.passphrase());
        QVERIFY(!fields.allowWeak());
    }

    void aShortPassphraseIsRefusedEvenWhenWeakOnesAreWanted()
    {
        House house;
        PassphraseFields fields(house.stage.context, 12);
        type(fields.first(), "x7!pQ");
        type(fields.second(), "x7!pQ");
        QVERIFY(!fields.weakBox()->isVisibleTo(&fields));
        QVERIFY(!fields.passphrase());
    }

    void aPassphraseIsAddedWithAFreshProof()
    {
        House house;
        AddSlotDialog* adding = house.page()->addSlot();
        adding->choose(SlotKind::Passphrase);
        type(adding->passphraseFields()->first(), goodPhrase);
        type(adding->passphraseFields()->second(), goodPhrase);
        adding->goOn();
        QVERIFY(!house.stage.core.addedSlot); // not before the proof
        house.prove("not this one");
        QVERIFY(!house.stage.core.addedSlot);
        QVERIFY(adding->error()->hasError());
        adding->goOn();
        house.prove(house.stage.core.passphrase.c_str());
        QVERIFY(house.stage.core.addedSlot);
        QCOMPARE(house.stage.core.addedSlot->kind, SlotKind::Passphrase);
        QVERIFY(house.stage.core.addedSlot->passphrase->exposeText() == goodPhrase);
        QVERIFY(!house.dialog<AddSlotDialog>());
        QVERIFY(house.page()->message()->isVisible());
    }

    void aRecoveryKeyCountsOnlyAfterItWasTypedBack()
    {
        House house;
        QTemporaryDir folder;
        const QString sheet = folder.filePath(QStringLiteral("sheet.pdf"));
        AddSlotDialog* adding = house.page()->addSlot();
        adding->choose(SlotKind::Recovery);
        adding->sheetFile()->setFile(sheet);
        adding->goOn();
        house.prove(house.stage.core.passphrase.c_str());
        QCOMPARE(QString::fromStdString(house.stage.core.addedSlot->sheetFile), sheet);
        QFile file(sheet);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        auto* confirm = house.dialog<ConfirmSheetDialog>();
        QVERIFY(confirm);
        CHECK(confirm);
        const base::SlotId slot = house.stage.core.status.slots.back().id;
        QVERIFY(house.page()->slotsSection()->buttonOf(slot, QStringLiteral("slotConfirm")));
        type(confirm->input(), "000G40XD-0G2GC1R6-WRONG");
        confirm->goButton()->click();
        QTest::qWait(60);
        QVERIFY(confirm->error()->text().contains(QLatin1Char('3'))); // names the group
        QVERIFY(!house.stage.core.confirmedSlot);
        type(confirm->input(), house.stage.core.recoveryText.c_str());
        confirm->goButton()->click();
        QTRY_VERIFY(house.stage.core.confirmedSlot == slot);
        QTRY_VERIFY(!QFile::exists(sheet)); // as ticked
        QTRY_VERIFY(!house.page()->slotsSection()->buttonOf(slot, QStringLiteral("slotConfirm")));
    }

    void anUnconfirmedSheetIsFlaggedUntilItIsTypedBack()
    {
        House house;
        keys::SlotInfo sheet;
        sheet.id = base::SlotId::create();
        sheet.kind = SlotKind::Recovery;
        sheet.confirmed = false;
        house.stage.core.status.slots.push_back(sheet);
        house.stage.core.tellStatus();
        auto* button = house.page()->slotsSection()->buttonOf(sheet.id, QStringLiteral("slotConfirm"));
        QVERIFY(button);
        button->click();
        auto* confirm = house.dialog<ConfirmSheetDialog>();
        QVERIFY(confirm);
        QVERIFY(!confirm->deleteBox()); // no file is known
        confirm->reject();
        QTRY_VERIFY(house.page()->message()->isVisible());
        QVERIFY(!house.stage.core.confirmedSlot);
    }

    void aTokenIsChosenAndItsPinIsTriedOnce() // SECURITY 34
    {
        House house;
        AddSlotDialog* adding = house.page()->addSlot();
        adding->choose(SlotKind::Pkcs11);
        QTest::qWait(60);
        QCOMPARE(adding->tokenFields()->tokenChoice()->count(), 1);
        adding->goOn();
        QVERIFY(adding->tokenFields()->error()->hasError()); // no PIN yet
        type(adding->tokenFields()->pinInput(), "123456");
        adding->goOn();
        house.stage.core.nextError = base::Error{base::ErrorCode::WrongPin, {}};
        house.prove(house.stage.core.passphrase.c_str());
        QVERIFY(adding->error()->hasError());
        QVERIFY(adding->tokenFields()->pinInput()->isEmpty()); // typed anew for a new try
        QVERIFY(house.stage.core.addedSlot->pin->exposeText() == "123456");
        QCOMPARE(house.stage.core.addedSlot->token, house.stage.core.tokenList.front().identity.serial);
        QVERIFY(!house.stage.core.addedSlot->useFinalTry);
    }

    void theLastTryOfATokenIsUsedOnlyWhenTicked()
    {
        House house;
        house.stage.core.tokenList.front().pin = keys::PinState::FinalTry;
        AddSlotDialog* adding = house.page()->addSlot();
        adding->choose(SlotKind::Pkcs11);
        QTest::qWait(60);
        type(adding->tokenFields()->pinInput(), "123456");
        adding->goOn();
        QVERIFY(!house.dialog<ProofDialog>());
        QVERIFY(adding->tokenFields()->error()->hasError());
    }

    void noTokenIsSaidAndLookedForAgain()
    {
        House house;
        house.stage.core.tokenList.clear();
        AddSlotDialog* adding = house.page()->addSlot();
        adding->choose(SlotKind::Pkcs11);
        QTest::qWait(60);
        adding->goOn();
        QVERIFY(adding->tokenFields()->error()->hasError());
        CHECK(adding);
    }

    void theLastUsableWayIsNotRemovedAndTheReasonIsSaid()
    {
        House house;
        const base::SlotId keychain = house.slot(SlotKind::Keychain);
        const base::SlotId passphrase = house.slot(SlotKind::Passphrase);
        keys::SlotInfo sheet;
        sheet.id = base::SlotId::create();
        sheet.kind = SlotKind::Recovery;
        sheet.confirmed = false; // does not count
        house.stage.core.status.slots.push_back(sheet);
        house.stage.core.tellStatus();
        auto* remove = house.page()->slotsSection()->buttonOf(keychain, QStringLiteral("slotRemove"));
        remove->setFocus();
        remove->click();
        auto* ask = house.dialog<QDialog>();
        QVERIFY(ask);
        ask->findChild<QPushButton*>(QStringLiteral("askConfirm"))->click();
        house.prove(house.stage.core.passphrase.c_str());
        QVERIFY(house.stage.core.removedSlot == keychain);
        using Progress = service::RotationProgress;
        Progress progress;
        progress.phase = Progress::Phase::Copying;
        house.stage.core.rotate(progress);
        progress.phase = Progress::Phase::Done;
        house.stage.core.rotate(progress);
        const QString removed = QCoreApplication::translate("keystead::ui::KeysPage", "“%1” was removed.");
        QVERIFY(house.page()->message()->title().endsWith(removed.section(QStringLiteral("%1"), 1)));
        QCOMPARE(house.page()->message()->text(),
                 QCoreApplication::translate("keystead::ui::Keys", "The keys were replaced."));
        QVERIFY(house.page()->slotsSection()->isAncestorOf(house.window->focusWidget())); // though the button is gone
        house.stage.core.removedSlot.reset();
        QTest::qWait(60);
        house.page()->slotsSection()->buttonOf(passphrase, QStringLiteral("slotRemove"))->click();
        QVERIFY(!house.dialog<QDialog>());
        QVERIFY(!house.stage.core.removedSlot);
        QCOMPARE(house.page()->message()->text(), whySlotStays(house.stage.core.status.slots, passphrase));
    }

    void thePassphraseIsChangedWithTheOldOne()
    {
        House house;
        const base::SlotId slot = house.slot(SlotKind::Passphrase);
        const std::string old = house.stage.core.passphrase;
        house.page()->slotsSection()->buttonOf(slot, QStringLiteral("slotChange"))->click();
        auto* changing = house.dialog<ChangePassphraseDialog>();
        QVERIFY(changing);
        CHECK(changing);
        type(changing->fields()->first(), goodPhrase);
        type(changing->fields()->second(), goodPhrase);
        changing->goButton()->click();
        house.prove("not the old one");
        QVERIFY(changing->error()->hasError());
        QVERIFY(!house.stage.core.changedSlot);
        changing->goButton()->click();
        house.prove(old.c_str());
        QVERIFY(house.stage.core.changedSlot == slot);
        QCOMPARE(house.stage.core.passphrase, std::string{goodPhrase});
    }

    void chosenKeysAreReplacedWithProgressAndCanBeStopped()
    {
        House house;
        house.page()->replaceKeys(true);
        auto* dialog = house.dialog<RotateDialog>();
        QVERIFY(dialog);
        QVERIFY(!dialog->box(0)->isChecked()); // only the one that is due
        QVERIFY(dialog->box(2)->isChecked());
        dialog->box(0)->setChecked(true);
        dialog->goButton()->click();
        house.prove(house.stage.core.passphrase.c_str());
        QVERIFY(house.stage.core.rotated);
        QVERIFY(house.stage.core.rotated->vaultKey);
        QCOMPARE(house.stage.core.rotated->profiles.size(), std::size_t{1});
        RotationSection* section = house.page()->rotationSection();
        service::RotationProgress progress;
        progress.phase = service::RotationProgress::Phase::Copying;
        progress.step = 1;
        progress.steps = 2;
        progress.done = 30;
        progress.total = 60;
        house.stage.core.rotate(progress);
        QVERIFY(section->bar()->isVisible());
        QCOMPARE(section->bar()->value(), 500);
        QVERIFY(!section->replaceButton()->isEnabled());
        CHECK(house.window.get());
        section->stopButton()->click();
        QCOMPARE(house.stage.core.cancelledRotations, 1);
        progress.phase = service::RotationProgress::Phase::Failed;
        progress.error = base::Error{base::ErrorCode::Cancelled, {}};
        house.stage.core.rotate(progress);
        QVERIFY(!section->bar()->isVisible());
        QVERIFY(section->replaceButton()->isEnabled());
        QVERIFY(house.page()->message()->isVisible());
    }

    void theScheduleIsSaved()
    {
        House house;
        RotationSection* section = house.page()->rotationSection();
        section->modeChoice()->setCurrentIndex(
            section->modeChoice()->findData(static_cast<int>(service::RotationMode::Automatic)));
        QTRY_VERIFY(house.stage.core.overview.schedule.mode == service::RotationMode::Automatic);
        section->monthsChoice()->setCurrentIndex(section->monthsChoice()->findData(3));
        QTRY_COMPARE(house.stage.core.overview.schedule.months, 3);
        section->modeChoice()->setCurrentIndex(
            section->modeChoice()->findData(static_cast<int>(service::RotationMode::Off)));
        QVERIFY(!section->monthsChoice()->isEnabled());
    }

    void nothingOfTheVaultStaysOnThePageBehindALock()
    {
        House house;
        QTRY_VERIFY(!house.page()->rotationSection()->overview().keys.empty());
        const base::SlotId slot = house.slot(SlotKind::Passphrase);
        house.stage.core.status.state = service::VaultState::Locked;
        house.stage.core.tellStatus();
        QVERIFY(house.page()->rotationSection()->overview().keys.empty());
        QVERIFY(!house.page()->slotsSection()->buttonOf(slot, QStringLiteral("slotRemove")));
    }

    void keysThatAreDueAreSaidOnceAndCanWait()
    {
        House house;
        house.stage.core.status.keysDue = true;
        house.stage.core.tellStatus();
        QPushButton* replace = nullptr;
        QPushButton* later = nullptr;
        for (Banner* banner : house.window->findChildren<Banner*>()) {
            if (banner->isVisible() && banner->findChildren<QPushButton*>().size() == 2 &&
                banner->parentWidget() != house.page()) {
                replace = banner->findChildren<QPushButton*>()[0];
                later = banner->findChildren<QPushButton*>()[1];
            }
        }
        QVERIFY(replace && later);
        replace->click();
        QVERIFY(house.dialog<RotateDialog>());
        house.dialog<RotateDialog>()->reject();
        later->click();
        QVERIFY(!later->isVisible());
        house.stage.core.tellStatus();
        QVERIFY(!later->isVisible()); // not again before the next unlock
    }
};

QTEST_MAIN(TestKeys)
#include "tst_keys.moc"
