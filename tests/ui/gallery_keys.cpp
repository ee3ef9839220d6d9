// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery_keys.h"

#include "stage.h"
#include "ui/backup/backup_dialog.h"
#include "ui/backup/backup_secret_fields.h"
#include "ui/backup/backups_page.h"
#include "ui/backup/restore_dialog.h"
#include "ui/keys/add_slot_dialog.h"
#include "ui/keys/confirm_sheet_dialog.h"
#include "ui/keys/keys_page.h"
#include "ui/keys/passphrase_fields.h"
#include "ui/keys/rotate_dialog.h"
#include "ui/main_window.h"
#include "ui/widgets/secret_input.h"

#include <QPushButton>
#include <QRadioButton>
#include <QTest>

namespace keystead::ui::test {

namespace {

constexpr int settle = 120;

void type(SecretInput* input, const char* text)
{
    input->setSecret(base::Secret::fromText(text));
    Q_EMIT input->changed();
}

} // namespace

void showKeys(Stage& stage, MainWindow& window, const Grab& grab)
{
    keys::SlotInfo sheet;
    sheet.id = base::SlotId::create();
    sheet.kind = keys::SlotKind::Recovery;
    sheet.label = "Recovery key";
    sheet.createdAt = stage.clock.now();
    sheet.confirmed = false;
    stage.core.status.slots.push_back(sheet);
    stage.core.status.keysDue = true;
    stage.core.tellStatus();
    window.showPage(MainWindow::Page::Keys);
    QTest::qWait(settle);
    grab(&window, "keys");
    service::RotationProgress progress;
    progress.phase = service::RotationProgress::Phase::Sealing;
    progress.profile = "Work";
    progress.step = 2;
    progress.steps = 3;
    progress.done = 7'400;
    progress.total = 18'402;
    stage.core.rotate(progress);
    grab(&window, "keys-rotating");
    progress.phase = service::RotationProgress::Phase::Done;
    stage.core.rotate(progress);
    QTest::qWait(settle);
    grab(&window, "keys-rotated");
    stage.core.status.keysDue = false;
    stage.core.tellStatus();
    AddSlotDialog* adding = window.keysPage()->addSlot();
    QTest::qWait(settle);
    grab(adding, "add-slot");
    adding->choose(keys::SlotKind::Passphrase);
    type(adding->passphraseFields()->first(), "dragon1987");
    QTest::qWait(settle);
    grab(adding, "add-slot-weak");
    adding->choose(keys::SlotKind::Recovery);
    QTest::qWait(settle);
    grab(adding, "add-slot-recovery");
    adding->choose(keys::SlotKind::Pkcs11);
    QTest::qWait(settle);
    grab(adding, "add-slot-token");
    delete adding;
    ConfirmSheetDialog confirm(stage.context, sheet.id,
                               QStringLiteral("/home/ada/Documents/keystead-emergency-sheet-2026-11-22.pdf"), &window);
    confirm.setAttribute(Qt::WA_DeleteOnClose, false);
    confirm.open();
    type(confirm.input(), "000G40XD-0G2GC1R6-104GM2X9");
    confirm.goButton()->click();
    QTest::qWait(settle);
    grab(&confirm, "confirm-sheet");
    confirm.close();
    RotateDialog rotating(stage.context, stage.core.overview, false, &window);
    rotating.setAttribute(Qt::WA_DeleteOnClose, false);
    rotating.open();
    QTest::qWait(settle);
    grab(&rotating, "replace-keys");
    rotating.close();
}

void showBackups(Stage& stage, MainWindow& window, const Grab& grab)
{
    window.showPage(MainWindow::Page::Backups);
    QTest::qWait(settle);
    grab(&window, "backups");
    BackupDialog* backing = window.backupsPage()->backUp();
    QTest::qWait(settle);
    grab(backing, "back-up");
    delete backing;
    stage.core.rows[0].problem = model::StateProblem{base::ErrorCode::FamilyUnconfirmed, {}, {}};
    stage.core.rows[3].problem = model::StateProblem{base::ErrorCode::FamilyUnconfirmed, {}, {}};
    RestoreDialog* restoring = window.backupsPage()->restore();
    QTest::qWait(settle);
    grab(restoring, "restore-which");
    restoring->goOn();
    type(restoring->vaultPassphrase(), stage.core.passphrase.c_str());
    QTest::qWait(settle);
    grab(restoring, "restore-secret");
    restoring->goOn();
    QTest::qWait(settle);
    grab(restoring, "restore-preview");
    restoring->goOn();
    QTest::qWait(settle);
    grab(restoring, "restore-done");
    delete restoring;
}

} // namespace keystead::ui::test
