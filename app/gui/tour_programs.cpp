// SPDX-License-Identifier: GPL-3.0-or-later
// The tour's visit to programs: who has access, a right that is given by hand and taken away, how a connection is used
// and what would break without it.
#include "app/gui/tour.h"

#include "ui/connections/connection_list.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/remove_dialog.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/programs/allow_dialog.h"
#include "ui/programs/how_to_dialog.h"
#include "ui/programs/program_model.h"
#include "ui/programs/programs_page.h"
#include "ui/programs/use_list.h"
#include "ui/widgets/file_line.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QPushButton>

namespace keystead::app {

void Tour::programSteps()
{
    add(
        "programs-empty", [this] { m_window.actions().pagePrograms->trigger(); },
        [this] { return m_window.programsPage()->isVisible(); });
    add(
        "programs-allow",
        [this] {
            m_window.actions().allowProgram->trigger();
            if (auto* allowing = dialog<ui::AllowDialog>()) {
                allowing->program()->setFile(QCoreApplication::applicationFilePath());
                allowing->reason()->setText(QStringLiteral("The tour shows what a right looks like"));
            }
        },
        [this] { return dialog<ui::AllowDialog>() && dialog<ui::AllowDialog>()->goButton()->isEnabled(); });
    add(
        "programs-allow-proof", [this] { dialog<ui::AllowDialog>()->goButton()->click(); }, [] { return true; }, 5,
        false);
    prove("programs",
          [this] { return !dialog<ui::AllowDialog>() && m_window.programsPage()->model()->rowCount() > 0; });
    add(
        "how-to-use",
        [this] {
            m_window.showPage(ui::MainWindow::Page::Connections);
            m_window.connectionsPage()->list()->selectRow(0);
            m_window.actions().howTo->trigger();
        },
        [this] { return dialog<ui::HowToDialog>() != nullptr; });
    add(
        "blast-radius",
        [this] {
            dialog<ui::HowToDialog>()->accept();
            m_window.actions().remove->trigger();
        },
        [this] { return dialog<ui::RemoveDialog>() != nullptr; });
    add(
        "programs-revoked",
        [this] {
            dialog<ui::RemoveDialog>()->reject();
            m_window.actions().pagePrograms->trigger();
            m_window.programsPage()->selectRow(0);
            m_window.programsPage()->revoke();
        },
        [this] { return m_window.programsPage()->model()->rowCount() == 0; });
}

} // namespace keystead::app
