// SPDX-License-Identifier: GPL-3.0-or-later
// The tour's visit to imports and profiles: a made-up file is imported, its secrets are taken out, all of it is undone,
// and a profile is made and erased. The search for secrets is left out: its pictures would show the files of whoever
// takes the tour.
#include "app/gui/tour.h"

#include "ui/connections/connection_model.h"
#include "ui/connections/proof_dialog.h"
#include "ui/import/import_page.h"
#include "ui/import/import_wizard.h"
#include "ui/import/result_page.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/profiles/erase_dialog.h"
#include "ui/profiles/paper_field.h"
#include "ui/profiles/profile_dialogs.h"
#include "ui/profiles/profile_model.h"
#include "ui/profiles/profiles_page.h"
#include "ui/signin/form_field.h"
#include "ui/widgets/secret_input.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace keystead::app {

namespace {

template <class T> T* shown()
{
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (auto* found = qobject_cast<T*>(top); found && found->isVisible())
            return found;
    }
    return nullptr;
}

bool asked()
{
    const QWidget* top = QApplication::activeModalWidget();
    return top && top->objectName() == QLatin1String("askDialog");
}

void writeSource(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write("machine forge.example.org login ada password tour-only-1\n"
               "machine registry.example.net login robot password tour-only-2\n"
               "machine mail.example.com login ada\n");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

} // namespace

void Tour::importSteps()
{
    using At = ui::ImportWizard::Step;
    const auto at = [](At step) {
        return [step] { return shown<ui::ImportWizard>() && shown<ui::ImportWizard>()->step() == step; };
    };
    add(
        "import-file",
        [this] {
            const QString path = QDir(m_folder).absoluteFilePath(QStringLiteral("tour.netrc"));
            writeSource(path);
            m_mark = m_window.connections().rowCount();
            m_window.importFile(path);
        },
        [] { return shown<ui::ImportWizard>() && shown<ui::ImportWizard>()->nextButton()->isEnabled(); });
    add(
        "import-dry-run", [this] { click("importNext"); }, at(At::Review));
    add(
        "import-done", [this] { click("importNext"); }, at(At::Result));
    add(
        "import-take-out", [this] { click("importReplace"); }, asked);
    add(
        "import-taken-out", [this] { click("askConfirm"); },
        [] { return !asked() && !shown<ui::ImportWizard>()->resultPage()->replaceButton()->isVisible(); });
    add(
        "imports",
        [this] {
            click("importNext");
            m_window.actions().pageImport->trigger();
        },
        [this] { return !shown<ui::ImportWizard>() && m_window.importPage()->undoButton()->isEnabled(); });
    add(
        "import-undo", [this] { m_window.importPage()->undoButton()->click(); }, asked);
    add(
        "import-undone", [this] { click("askConfirm"); },
        [this] { return !asked() && m_window.connections().rowCount() == m_mark; });
}

void Tour::profileSteps()
{
    add(
        "profile-new",
        [this] {
            m_window.actions().pageProfiles->trigger();
            click("newProfile");
            shown<ui::NewProfileDialog>()->nameField()->setText(QStringLiteral("Client A"));
        },
        [] { return shown<ui::NewProfileDialog>() != nullptr; });
    add(
        "profiles", [] { shown<ui::NewProfileDialog>()->createButton()->click(); },
        [this] { return !shown<ui::NewProfileDialog>() && m_window.profilesPage()->model()->rowCount() == 2; });
    add(
        "profile-erase",
        [this] {
            ui::ProfileModel* model = m_window.profilesPage()->model();
            const int row = model->at(0)->name == "Client A" ? 0 : 1;
            m_window.profilesPage()->table()->selectRow(row);
            click("eraseProfile");
            shown<ui::EraseDialog>()->paper()->setPath(
                QDir(m_folder).absoluteFilePath(QStringLiteral("erasure-certificate")));
            shown<ui::EraseDialog>()->nameEdit()->setText(QStringLiteral("Client A"));
        },
        [] { return shown<ui::EraseDialog>() && shown<ui::EraseDialog>()->eraseButton()->isEnabled(); });
    add(
        "profile-erased",
        [this] {
            click("eraseConfirm");
            auto* proof = shown<ui::ProofDialog>();
            if (proof && proof->passphraseInput())
                proof->passphraseInput()->setSecret(base::Secret::fromText(tourPassphrase));
            click("proofConfirm");
        },
        [] { return shown<ui::EraseDialog>() && !shown<ui::EraseDialog>()->resultText().isEmpty(); }, 60);
    add(
        "profile-gone", [] { shown<ui::EraseDialog>()->accept(); },
        [this] { return m_window.profilesPage()->model()->rowCount() == 1; }, 20, false);
}

} // namespace keystead::app
