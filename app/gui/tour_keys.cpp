// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the practice story that shows keys, their replacement, a backup and what restoring it would change.
#include "app/gui/tour.h"

#include "ui/backup/backup_dialog.h"
#include "ui/backup/backup_secret_fields.h"
#include "ui/backup/backups_page.h"
#include "ui/backup/restore_dialog.h"
#include "ui/connections/proof_dialog.h"
#include "ui/keys/add_slot_dialog.h"
#include "ui/keys/keys_page.h"
#include "ui/keys/passphrase_fields.h"
#include "ui/keys/rotate_dialog.h"
#include "ui/keys/rotation_section.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/file_line.h"
#include "ui/widgets/secret_input.h"

#include <QDir>
#include <QFileInfo>
#include <QPushButton>

namespace keystead::app {

namespace {

const char* const backupPassphrase = "nine slow ferries after the storm";

void type(ui::SecretInput* input, const char* text)
{
    input->setSecret(base::Secret::fromText(text));
    Q_EMIT input->changed();
}

} // namespace

void Tour::prove(const char* name, std::function<bool()> done)
{
    add(
        "proof", [] {}, [this] { return dialog<ui::ProofDialog>() != nullptr; }, 20, false);
    add(
        name,
        [this] {
            type(dialog<ui::ProofDialog>()->passphraseInput(), tourPassphrase);
            click("proofConfirm");
        },
        std::move(done), 90);
}

void Tour::keysSteps()
{
    add(
        "keys", [this] { m_window.actions().pageKeys->trigger(); },
        [this] { return !m_window.keysPage()->rotationSection()->overview().keys.empty(); });
    add(
        "keys-add", [this] { m_window.actions().addSlot->trigger(); },
        [this] { return dialog<ui::AddSlotDialog>() != nullptr; });
    add(
        "keys-add-weak",
        [this] {
            dialog<ui::AddSlotDialog>()->choose(keys::SlotKind::Passphrase);
            type(dialog<ui::AddSlotDialog>()->passphraseFields()->first(), "dragon1987");
        },
        [this] { return dialog<ui::AddSlotDialog>()->passphraseFields()->meter()->score() >= 0; });
    add(
        "keys-add-sheet", [this] { dialog<ui::AddSlotDialog>()->choose(keys::SlotKind::Recovery); },
        [] { return true; });
    add(
        "close-add", [this] { dialog<ui::AddSlotDialog>()->reject(); }, [this] { return !dialog<ui::AddSlotDialog>(); },
        5, false);
    add(
        "keys-replace", [this] { m_window.actions().replaceKeys->trigger(); },
        [this] { return dialog<ui::RotateDialog>() != nullptr; });
    add(
        "start-replace", [this] { dialog<ui::RotateDialog>()->goButton()->click(); }, [] { return true; }, 5, false);
    prove("keys-replaced", [this] {
        const auto& all = m_window.keysPage()->rotationSection()->overview().keys;
        return !dialog<ui::RotateDialog>() && m_window.keysPage()->message()->isVisible() && all.front().version > 1;
    });
}

void Tour::backupSteps()
{
    const QString file = QDir(m_folder).absoluteFilePath(QStringLiteral("practice.backup"));
    add(
        "backup-now", [this] { m_window.actions().backUp->trigger(); },
        [this] { return dialog<ui::BackupDialog>() != nullptr; });
    add(
        "start-backup",
        [this, file] {
            auto* backing = dialog<ui::BackupDialog>();
            backing->fileLine()->setFile(file);
            type(backing->secretFields()->newPassphrase()->first(), backupPassphrase);
            type(backing->secretFields()->newPassphrase()->second(), backupPassphrase);
            backing->goOn();
        },
        [] { return true; }, 5, false);
    prove("backups", [this, file] {
        return !dialog<ui::BackupDialog>() && m_window.backupsPage()->message()->isVisible() &&
               QFileInfo(file).size() > 0;
    });
    add(
        "restore-which", [this] { m_window.actions().restore->trigger(); },
        [this] { return dialog<ui::RestoreDialog>() != nullptr; });
    add(
        "restore-secret",
        [this, file] {
            dialog<ui::RestoreDialog>()->chooseFile(file);
            dialog<ui::RestoreDialog>()->goOn();
            type(dialog<ui::RestoreDialog>()->secretFields()->passphraseInput(), backupPassphrase);
        },
        [] { return true; });
    add(
        "restore-preview", [this] { dialog<ui::RestoreDialog>()->goOn(); },
        [this] { return dialog<ui::RestoreDialog>()->step() == ui::RestoreDialog::Step::Preview; }, 90);
    add(
        "close-restore", [this] { dialog<ui::RestoreDialog>()->reject(); },
        [this] { return !dialog<ui::RestoreDialog>(); }, 5, false);
}

} // namespace keystead::app
