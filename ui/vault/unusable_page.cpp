// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/unusable_page.h"

#include "ui/app_context.h"
#include "ui/backup/backup_text.h"
#include "ui/backup/restore_dialog.h"
#include "ui/connections/detail_sections.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/vault/check_dialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/form_dialog.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

constexpr std::size_t mostBackups = 4; // the rest is in the list of the dialog

} // namespace

UnusablePage::UnusablePage(const AppContext& context, QWidget* parent) : VaultPage(context, parent)
{
    m_title = makeLabel(tr("This vault cannot be opened"), "title", true);
    m_banner = new Banner(context, this);
    m_steps = makeLabel({}, "", true);
    m_detail = makeLabel({}, "caption", true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    body()->addWidget(m_title);
    body()->addWidget(m_banner);
    body()->addWidget(m_steps);
    body()->addWidget(m_detail);
    m_backups = makePart(m_rows, this);
    m_rows->setSpacing(2);
    body()->addWidget(m_backups);
    m_repair = makeButton(tr("Repair from a backup…"), "primary");
    m_repair->setObjectName(QStringLiteral("repairVault"));
    m_check = makeButton(tr("Check what is damaged…"));
    m_check->setObjectName(QStringLiteral("checkVault"));
    m_retry = makeButton(tr("Try again"));
    m_retry->setObjectName(QStringLiteral("retryVault"));
    for (QPushButton* button : {m_repair, m_check, m_retry}) {
        button->setMinimumHeight(36);
        body()->addWidget(button);
    }
    connect(m_repair, &QPushButton::clicked, this, [this] { repair(); });
    connect(m_check, &QPushButton::clicked, this, &UnusablePage::check);
    connect(m_retry, &QPushButton::clicked, this, &UnusablePage::retryRequested);
}

void UnusablePage::setStatus(const service::VaultStatus& status)
{
    using base::ErrorCode;
    const base::Error error = status.problem.value_or(base::Error{ErrorCode::Damaged});
    const Sentence sentence = describe(error);
    // What a backup can mend; the rest is another program, another version or the folder's permissions.
    const bool grave = error.code == ErrorCode::Damaged || error.code == ErrorCode::Tampered ||
                       error.code == ErrorCode::StorageIo || error.code == ErrorCode::RolledBack;
    m_banner->show(grave ? QStringLiteral("danger") : QStringLiteral("warn"), QStringLiteral("shield-alert"),
                   sentence.what, sentence.hint);
    m_steps->setText(tr("Keystead has not changed anything and will not make a new vault in its place.") +
                     (grave ? QLatin1Char(' ') + tr("A repair keeps what stands here now and shows first what would "
                                                    "change.")
                            : QString()));
    QString detail = tr("Folder: %1").arg(q(status.folder.string()));
    if (!error.detail.empty())
        detail += QLatin1Char('\n') + tr("Details: %1").arg(q(error.detail));
    m_detail->setText(detail);
    m_repair->setVisible(grave);
    m_check->setVisible(grave);
    setStyleProperty(m_retry, "look", grave ? QString() : QStringLiteral("primary"));
    m_backups->setVisible(grave);
    if (grave)
        load();
}

void UnusablePage::load()
{
    context().core.automaticBackups(this, [this](base::Result<std::vector<service::AutomaticBackup>> backups) {
        showBackups(backups ? *backups : std::vector<service::AutomaticBackup>{});
    });
}

void UnusablePage::showBackups(const std::vector<service::AutomaticBackup>& backups)
{
    clearLayout(m_rows);
    if (backups.empty()) {
        m_rows->addWidget(
            makeLabel(tr("There are no automatic backups beside it. Use a backup file of your own."), "", true));
        return;
    }
    m_rows->addWidget(makeLabel(tr("Automatic backups beside it"), "heading"));
    for (std::size_t i = 0; i < std::min(backups.size(), mostBackups); ++i) {
        const service::AutomaticBackup& backup = backups[i];
        auto* host = new QWidget(this);
        auto* row = new QHBoxLayout(host);
        row->setContentsMargins(0, 0, 0, 0);
        const QString when = dateTimeText(backup.madeAt);
        row->addWidget(
            makeLabel(tr("%1 – %2, %3").arg(when, backupReason(backup.reason), sizeText(backup.bytes)), "", true), 1);
        auto* use = makeButton(tr("Use it…"), "link");
        use->setObjectName(QStringLiteral("repairWithAutomatic"));
        use->setAccessibleName(tr("Use the backup of %1").arg(when));
        connect(use, &QPushButton::clicked, this, [this, name = q(backup.name, 200)] { repair(name); });
        row->addWidget(use);
        m_rows->addWidget(host);
    }
    if (backups.size() > mostBackups)
        m_rows->addWidget(makeLabel(tr("and %n older ones", nullptr, static_cast<int>(backups.size() - mostBackups)),
                                    "caption", true));
}

CheckDialog* UnusablePage::check()
{
    auto* dialog = new CheckDialog(context(), window());
    connect(dialog, &CheckDialog::repairRequested, this, [this] { repair(); });
    dialog->open();
    return dialog;
}

RestoreDialog* UnusablePage::repair(const QString& automatic)
{
    auto* dialog = new RestoreDialog(context(), true, window());
    if (!automatic.isEmpty())
        dialog->chooseAutomatic(automatic);
    dialog->open();
    return dialog;
}

} // namespace keystead::ui
