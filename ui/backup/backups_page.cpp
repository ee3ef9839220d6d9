// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backup/backups_page.h"

#include "ui/app_context.h"
#include "ui/backup/backup_dialog.h"
#include "ui/backup/backup_text.h"
#include "ui/backup/restore_dialog.h"
#include "ui/connections/detail_sections.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress_overlay.h"
#include "ui/widgets/scroll_column.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

BackupsPage::BackupsPage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    QVBoxLayout* column = makeScrollColumn(this);
    column->addWidget(makeLabel(tr("Backups"), "title"));
    m_message = new Banner(context, this);
    column->addWidget(m_message);
    buildOwn(column);
    buildAutomatic(column);
    column->addStretch(1);
    m_overlay = new ProgressOverlay(this);
    m_messageTimer.setSingleShot(true);
    connect(&m_messageTimer, &QTimer::timeout, m_message, &Banner::clear);
}

void BackupsPage::buildOwn(QVBoxLayout* column)
{
    auto* section = new Section(tr("Backups of your own"), this);
    section->body()->addWidget(
        makeLabel(tr("One encrypted file on another disk protects from the loss of this computer. It opens with a "
                     "passphrase or a recovery key, on any computer, also without Keystead."),
                  "muted", true));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* now = makeButton(tr("Back up now…"), "primary");
    now->setObjectName(QStringLiteral("backUpNow"));
    auto* restoring = makeButton(tr("Restore from a backup…"));
    restoring->setObjectName(QStringLiteral("restoreBackup"));
    row->addWidget(now);
    row->addWidget(restoring);
    row->addStretch(1);
    section->body()->addLayout(row);
    column->addWidget(section);
    connect(now, &QPushButton::clicked, this, &BackupsPage::backUp);
    connect(restoring, &QPushButton::clicked, this, [this] { restore(); });
}

void BackupsPage::buildAutomatic(QVBoxLayout* column)
{
    auto* section = new Section(tr("Automatic backups"), this);
    section->body()->addWidget(makeLabel(
        tr("One a day while the vault is open, and one before each change of its format or keys. Kept are seven "
           "days, four weeks and twelve months. Each was opened again and verified when it was made. They lie "
           "beside the vault and open with its own keys: they do not protect from the loss of the disk."),
        "muted", true));
    m_rows = new QVBoxLayout;
    section->body()->addLayout(m_rows);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* make = makeButton(tr("Make one now"));
    make->setObjectName(QStringLiteral("automaticNow"));
    m_check = makeButton(tr("Check them"));
    m_check->setObjectName(QStringLiteral("checkBackups"));
    row->addWidget(make);
    row->addWidget(m_check);
    row->addStretch(1);
    section->body()->addLayout(row);
    column->addWidget(section);
    connect(make, &QPushButton::clicked, this, &BackupsPage::makeAutomatic);
    connect(m_check, &QPushButton::clicked, this, &BackupsPage::checkBackups);
}

void BackupsPage::activate()
{
    load();
}

void BackupsPage::clear()
{
    m_messageTimer.stop();
    m_message->clear();
    clearLayout(m_rows);
}

void BackupsPage::load()
{
    m_context.core.automaticBackups(this, [this](base::Result<std::vector<service::AutomaticBackup>> backups) {
        if (backups)
            setBackups(*backups);
        else
            sayFailed(oneLine(backups.error()));
    });
}

void BackupsPage::setBackups(const std::vector<service::AutomaticBackup>& backups)
{
    clearLayout(m_rows);
    m_check->setEnabled(!backups.empty());
    if (backups.empty()) {
        m_rows->addWidget(makeLabel(tr("There is none yet. The first one is made within a day."), "", true));
        return;
    }
    auto* host = new QWidget(this);
    auto* grid = new QGridLayout(host);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(2);
    int column = 0;
    for (const QString& head : {tr("Made"), tr("Why"), tr("Size")})
        grid->addWidget(makeLabel(head, "section"), 0, column++);
    int line = 1;
    for (const service::AutomaticBackup& backup : backups) {
        const QString when = dateTimeText(backup.madeAt);
        grid->addWidget(makeLabel(when), line, 0);
        grid->addWidget(makeLabel(backupReason(backup.reason), "", true), line, 1);
        grid->addWidget(makeLabel(sizeText(backup.bytes)), line, 2);
        auto* button = makeButton(tr("Restore…"), "link");
        button->setObjectName(QStringLiteral("restoreAutomatic"));
        button->setAccessibleName(tr("Restore the backup of %1").arg(when));
        connect(button, &QPushButton::clicked, this, [this, name = q(backup.name, 200)] { restore(name); });
        grid->addWidget(button, line++, 3);
    }
    grid->setColumnStretch(1, 1);
    m_rows->addWidget(host);
}

BackupDialog* BackupsPage::backUp()
{
    auto* dialog = new BackupDialog(m_context, window());
    connect(dialog, &BackupDialog::made, this, [this](const QString& file, quint64 bytes, qint64 connections) {
        say(tr("The backup is there and verified"),
            tr("%1 (%2, %n connections). Keep it on another disk.", nullptr, static_cast<int>(connections))
                .arg(file, sizeText(bytes)));
    });
    dialog->open();
    return dialog;
}

RestoreDialog* BackupsPage::restore(const QString& name)
{
    auto* dialog = new RestoreDialog(m_context, false, window());
    if (!name.isEmpty())
        dialog->chooseAutomatic(name);
    connect(dialog, &RestoreDialog::restored, this, &BackupsPage::load);
    dialog->open();
    return dialog;
}

void BackupsPage::makeAutomatic()
{
    m_message->clear();
    const Cancel cancel = m_context.core.makeAutomaticBackup(
        this, [this](qint64 done, qint64 total) { m_overlay->setProgress(done, total); },
        [this](base::Result<service::BackupMade> made) {
            m_overlay->finish();
            if (made)
                say(tr("The backup is there and verified"));
            else if (made.error().code == base::ErrorCode::Cancelled)
                say(tr("Stopped; everything is as it was."));
            else
                sayFailed(backupProblem(made.error()));
            load();
        });
    m_overlay->start(tr("Writing and verifying the backup…"), cancel);
}

void BackupsPage::checkBackups()
{
    m_check->setEnabled(false);
    m_messageTimer.stop();
    m_message->show(QStringLiteral("info"), QStringLiteral("refresh"), tr("Checking the automatic backups…"), {});
    m_context.core.check(this, [this](base::Result<std::vector<service::CheckItem>> items) {
        m_check->setEnabled(true);
        if (!items)
            return sayFailed(oneLine(items.error()));
        for (const service::CheckItem& item : *items) {
            if (item.what == "backups" && !item.ok)
                return sayFailed(tr("An automatic backup cannot be opened: %1. Make one now.").arg(q(item.detail)));
        }
        say(tr("Every automatic backup is there and has its key"));
    });
}

void BackupsPage::say(const QString& done, const QString& more)
{
    m_message->show(QStringLiteral("ok"), QStringLiteral("circle-check"), done, more);
    m_messageTimer.start(20000);
}

void BackupsPage::sayFailed(const QString& problem)
{
    m_messageTimer.stop();
    m_message->show(QStringLiteral("danger"), QStringLiteral("alert"), tr("That did not work"), problem);
}

} // namespace keystead::ui
