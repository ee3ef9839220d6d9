// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window says above its pages: practice, a rolled-back vault, keys that are due, an error.
#include "ui/app_context.h"
#include "ui/backup/backups_page.h"
#include "ui/connections/remove_dialog.h"
#include "ui/core_port.h"
#include "ui/keys/keys_page.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"

#include <QVBoxLayout>

namespace keystead::ui {

void MainWindow::buildBanners()
{
    m_banners = new QWidget(this);
    m_banners->setProperty("look", QStringLiteral("surface"));
    m_banners->setAttribute(Qt::WA_StyledBackground);
    auto* banners = new QVBoxLayout(m_banners);
    banners->setContentsMargins(pageMargin, 12, 16, 8);
    banners->setSpacing(8);
    m_practice = new Banner(m_context, this);
    m_rollback = new Banner(m_context, this);
    m_keysDue = new Banner(m_context, this);
    m_waiting = new Banner(m_context, this);
    m_error = new Banner(m_context, this);
    for (Banner* banner : {m_practice, m_rollback, m_keysDue, m_waiting, m_error}) {
        banners->addWidget(banner);
        banner->installEventFilter(this);
    }
    m_banners->hide();
    auto* accept = m_rollback->addButton(tr("Go on with this vault…"));
    accept->setObjectName(QStringLiteral("acceptRollback"));
    connect(accept, &QPushButton::clicked, this, &MainWindow::askAcceptRollback);
    connect(m_rollback->addButton(tr("Restore a backup…")), &QPushButton::clicked, this, [this] {
        showPage(Page::Backups);
        backupsPage()->restore();
    });
    connect(m_rollback->addButton(tr("Look at the audit trail")), &QPushButton::clicked, this,
            [this] { showPage(Page::Audit); });
    connect(m_keysDue->addButton(tr("Replace keys now…")), &QPushButton::clicked, this, [this] {
        showPage(Page::Keys);
        keysPage()->replaceKeys(true);
    });
    connect(m_keysDue->addButton(tr("Later")), &QPushButton::clicked, this, [this] {
        m_keysDueDismissed = true;
        m_keysDue->clear();
    });
    connect(m_waiting->addButton(tr("Answer…")), &QPushButton::clicked, m_actions->answer, &QAction::trigger);
    m_errorSignIn = m_error->addButton(tr("Sign in again"), "primary");
    m_errorSignIn->setObjectName(QStringLiteral("errorSignIn"));
    connect(m_errorSignIn, &QPushButton::clicked, this, [this] {
        m_error->clear();
        signIn(m_errorAbout);
    });
    connect(m_error->addButton(tr("Dismiss")), &QPushButton::clicked, m_error, &Banner::clear);
}

void MainWindow::showBanners(const service::VaultStatus& status)
{
    if (status.practice)
        m_practice->show(QStringLiteral("info"), QStringLiteral("practice"),
                         tr("Practice: nothing here is real, and it is gone when you quit."), {});
    else
        m_practice->clear();
    if (status.rolledBack)
        m_rollback->show(QStringLiteral("danger"), QStringLiteral("shield-alert"),
                         tr("This vault is older than the last one seen on this computer"),
                         tr("If you did not restore a backup yourself, somebody may have put an old copy in its place. "
                            "Sign-ins are not refreshed until you decide."));
    else
        m_rollback->clear();
    if (status.keysDue && !status.rotating && !m_keysDueDismissed)
        m_keysDue->show(QStringLiteral("warn"), QStringLiteral("key"), tr("Keys of this vault are due for replacement"),
                        tr("It takes seconds, and the vault stays in use."));
    else
        m_keysDue->clear();
}

void MainWindow::askAcceptRollback()
{
    askBefore(
        this, tr("Go on with the older vault?"),
        tr("What was added or changed after it was copied is not in it: connections, newer tokens, records of the "
           "trail. Tokens that were renewed since may be refused by their services, and you would have to sign in "
           "again. The warning stays in the audit trail. If you did not put this copy here yourself, restore a "
           "backup instead and change the passphrase."),
        tr("Go on with this vault"), true, [this] {
            m_context.core.acceptRollback(this, [this](base::Result<void> result) {
                if (!result)
                    showError(tr("The warning stays"), result.error());
            });
        });
}

} // namespace keystead::ui
