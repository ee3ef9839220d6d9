// SPDX-License-Identifier: GPL-3.0-or-later
// The settings page's part about programs. Not asking is a step that a person confirms.
#include "ui/connections/detail_sections.h"
#include "ui/connections/remove_dialog.h"
#include "ui/settings/setting_row.h"
#include "ui/settings/settings_page.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace keystead::ui {

void SettingsPage::addPrograms(QVBoxLayout* column)
{
    auto* section = new Section(tr("Programs"), this);
    m_askForPrograms = addSwitch(section->body(), tr("Ask before a program gets a credential"),
                                 tr("A program without a right waits until you answer. Nobody there, or no answer "
                                    "within 60 seconds: it is denied."));
    m_askForPrograms->setObjectName(QStringLiteral("askForPrograms"));
    m_trustPackages = addSwitch(section->body(), tr("Keep a program's rights when its package is updated"),
                                tr("Only for programs that the system's package manager owns. Any other program that "
                                   "changes is asked for again."));
    m_trustPackages->setObjectName(QStringLiteral("trustPackageUpdates"));
    m_proxy = addSwitch(section->body(), tr("Offer the local HTTP endpoint"),
                        tr("Programs that speak HTTP send their request to an address of this computer, and Keystead "
                           "adds the credential. Each program needs a key of its own."));
    m_proxy->setObjectName(QStringLiteral("proxyEnabled"));
    column->addWidget(section);
    connect(m_askForPrograms, &QCheckBox::clicked, this, &SettingsPage::changeAsking);
    for (QCheckBox* box : {m_trustPackages, m_proxy})
        connect(box, &QCheckBox::toggled, this, &SettingsPage::save);
}

void SettingsPage::changeAsking(bool ask)
{
    if (ask) {
        save();
        return;
    }
    m_askForPrograms->setChecked(true); // until the person has confirmed it
    askBefore(
        this, tr("Stop asking for programs?"),
        tr("Any program that runs as you may then read every token and every secret field of every connection while "
           "the vault is unlocked, without a question. Each use stays on record. Rights that you gave stay, but limit "
           "nothing."),
        tr("Stop asking"), true, [this] {
            m_askForPrograms->setChecked(false);
            save();
        });
}

} // namespace keystead::ui
