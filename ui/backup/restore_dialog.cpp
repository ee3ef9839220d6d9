// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backup/restore_dialog.h"

#include "ui/app_context.h"
#include "ui/backup/backup_secret_fields.h"
#include "ui/backup/backup_text.h"
#include "ui/backup/restore_steps.h"
#include "ui/connections/proof_dialog.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/widgets/file_line.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress_overlay.h"
#include "ui/widgets/secret_input.h"

#include <QFileInfo>
#include <QListWidget>
#include <QRadioButton>
#include <QVBoxLayout>

namespace keystead::ui {

using service::VaultState;

RestoreDialog::RestoreDialog(const AppContext& context, bool repair, QWidget* parent)
    : FormDialog(repair ? tr("Repair the vault from a backup") : tr("Restore from a backup"), 600, parent),
      m_context(context), m_repair(repair)
{
    setObjectName(QStringLiteral("restoreDialog"));
    build();
    show(Step::Which);
    loadAutomatic();
}

void RestoreDialog::build()
{
    m_whichPart = buildWhich();
    m_secretPart = buildSecret();
    m_previewPart = new PreviewPart(m_context, this);
    m_restoredPart = new RestoredPart(m_context, this);
    m_error = new InlineError(this);
    for (QWidget* part : {m_whichPart, m_secretPart, static_cast<QWidget*>(m_previewPart),
                          static_cast<QWidget*>(m_restoredPart), static_cast<QWidget*>(m_error)})
        body()->addWidget(part);
    body()->addStretch(1);
    connect(goButton(), &QPushButton::clicked, this, &RestoreDialog::goOn);
    connect(backButton(), &QPushButton::clicked, this, &RestoreDialog::goBack);
    connect(m_restoredPart, &RestoredPart::contentChanged, this, &RestoreDialog::fitHeight);
}

QWidget* RestoreDialog::buildWhich()
{
    QVBoxLayout* column = nullptr;
    auto* part = makePart(column, this);
    column->addWidget(makeLabel(tr("Nothing is changed before you have seen what would change."), "", true));
    m_byFile = new QRadioButton(tr("A backup file"), part);
    m_byList = new QRadioButton(tr("An automatic backup of this vault"), part);
    for (QRadioButton* radio : {m_byFile, m_byList})
        radio->setAccessibleName(radio->text());
    m_file = new FileLine(FileLine::Purpose::Open, tr("File of the backup"), {}, part);
    m_list = new QListWidget(part);
    m_list->setAccessibleName(tr("Automatic backups"));
    m_list->setMinimumHeight(fontMetrics().height() * 8);
    column->addWidget(m_byFile);
    column->addWidget(m_file);
    column->addWidget(m_byList);
    column->addWidget(m_list);
    connect(m_byList, &QRadioButton::toggled, this, [this](bool byList) {
        m_list->setVisible(byList);
        m_file->setVisible(!byList);
        m_error->clearError();
        if (isVisible())
            fitHeight();
    });
    connect(m_file, &FileLine::changed, this, [this] { m_error->clearError(); });
    connect(m_list, &QListWidget::itemActivated, this, &RestoreDialog::goOn);
    m_byFile->setChecked(true);
    m_list->hide();
    return part;
}

QWidget* RestoreDialog::buildSecret()
{
    QVBoxLayout* column = nullptr;
    auto* part = makePart(column, this);
    m_secret = new BackupSecretFields(m_context, BackupSecretFields::For::ExistingBackup, part);
    column->addWidget(m_secret);
    QVBoxLayout* vault = nullptr;
    m_vaultPart = makePart(vault, part);
    const bool open = m_context.core.lastStatus().state == VaultState::Unlocked;
    vault->addWidget(
        makeLabel(open ? tr("An automatic backup opens with this vault's own keys. Enter its passphrase.")
                       : tr("An automatic backup opens with this vault's own keys. Enter its passphrase, or "
                            "leave it empty to use this desktop's keychain."),
                  "", true));
    m_vaultPassphrase = new SecretInput(false, part);
    m_vaultPassphrase->setPlaceholder(tr("Passphrase of the vault"));
    m_vaultPassphrase->setAccessibleName(tr("Passphrase of the vault"));
    vault->addWidget(m_vaultPassphrase);
    column->addWidget(m_vaultPart);
    connect(m_secret, &BackupSecretFields::returnPressed, this, &RestoreDialog::goOn);
    connect(m_secret, &BackupSecretFields::contentChanged, this, [this] {
        if (isVisible())
            fitHeight();
    });
    connect(m_vaultPassphrase, &SecretInput::returnPressed, this, &RestoreDialog::goOn);
    connect(m_vaultPassphrase, &SecretInput::changed, this, [this] { m_error->clearError(); });
    return part;
}

void RestoreDialog::loadAutomatic()
{
    m_context.core.automaticBackups(this, [this](base::Result<std::vector<service::AutomaticBackup>> backups) {
        if (!backups || backups->empty()) {
            m_byList->setEnabled(false);
            m_byList->setText(tr("An automatic backup of this vault (there is none)"));
            return;
        }
        for (const service::AutomaticBackup& backup : *backups) {
            auto* item = new QListWidgetItem(
                tr("%1 – %2, %3").arg(dateTimeText(backup.madeAt), backupReason(backup.reason), sizeText(backup.bytes)),
                m_list);
            item->setData(Qt::UserRole, q(backup.name, 200));
            item->setSizeHint(QSize(0, fontMetrics().height() + 10));
        }
        m_list->setCurrentRow(0);
        if (m_file->file().isEmpty())
            m_byList->setChecked(true);
        if (!m_wanted.isEmpty())
            chooseAutomatic(m_wanted);
    });
}

void RestoreDialog::chooseFile(const QString& file)
{
    m_file->setFile(file);
    m_byFile->setChecked(true);
}

void RestoreDialog::chooseAutomatic(const QString& name)
{
    m_wanted = name;
    m_byList->setChecked(true);
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toString() == name)
            m_list->setCurrentRow(row);
    }
}

bool RestoreDialog::automatic() const
{
    return m_byList->isChecked();
}

void RestoreDialog::show(Step step)
{
    m_step = step;
    m_whichPart->setVisible(step == Step::Which);
    m_secretPart->setVisible(step == Step::Secret);
    m_previewPart->setVisible(step == Step::Preview);
    m_restoredPart->setVisible(step == Step::Done);
    m_error->clearError();
    backButton()->setVisible(step == Step::Secret || step == Step::Preview);
    cancelButton()->setVisible(step != Step::Done);
    switch (step) {
    case Step::Which:
        setGo(tr("Continue"));
        (automatic() ? static_cast<QWidget*>(m_list) : m_file)->setFocus();
        break;
    case Step::Secret:
        setTitle(tr("What opens the backup?"));
        setGo(tr("See what would change"));
        m_secret->setVisible(!automatic());
        m_vaultPart->setVisible(automatic());
        (automatic() ? static_cast<QWidget*>(m_vaultPassphrase) : m_secret)->setFocus();
        break;
    case Step::Preview:
        setTitle(tr("What would change"));
        setGo(m_repair ? tr("Repair with this backup") : tr("Restore this backup"), "danger");
        cancelButton()->setFocus();
        break;
    case Step::Done:
        setTitle(tr("Restored"));
        setGo(tr("Close"));
        goButton()->setFocus();
        break;
    }
    if (step == Step::Which)
        setTitle(m_repair ? tr("Repair the vault from a backup") : tr("Restore from a backup"));
    if (isVisible())
        fitHeight();
}

void RestoreDialog::goOn()
{
    switch (m_step) {
    case Step::Which:
        goFromWhich();
        break;
    case Step::Secret:
        look();
        break;
    case Step::Preview:
        askRestore();
        break;
    case Step::Done:
        accept();
        break;
    }
}

void RestoreDialog::goBack()
{
    show(m_step == Step::Preview && m_secretPart->property("used").toBool() ? Step::Secret : Step::Which);
}

void RestoreDialog::goFromWhich()
{
    if (automatic() ? !m_list->currentItem() : m_file->file().isEmpty()) {
        m_error->setError(tr("Choose a backup first."));
        return fitHeight();
    }
    if (!automatic() && !QFileInfo(m_file->file()).isFile()) {
        m_file->setWrong(true);
        m_error->setError(tr("There is no such file."), tr("Choose another one."));
        return fitHeight();
    }
    // An open vault without a passphrase has its keys at hand: there is nothing to ask.
    const bool ask =
        !automatic() || vaultHasPassphrase(m_context) || m_context.core.lastStatus().state != VaultState::Unlocked;
    m_secretPart->setProperty("used", ask);
    if (ask)
        show(Step::Secret);
    else
        look();
}

std::optional<service::RestoreVault> RestoreDialog::request(bool say)
{
    service::RestoreVault request;
    request.repair = m_repair;
    if (automatic()) {
        request.file = s(m_list->currentItem()->data(Qt::UserRole).toString());
        const bool open = m_context.core.lastStatus().state == VaultState::Unlocked;
        if (!m_vaultPassphrase->isEmpty()) {
            request.vaultPassphrase = m_vaultPassphrase->secret();
        } else if (open && vaultHasPassphrase(m_context)) {
            if (say)
                m_error->setError(tr("Enter the passphrase of the vault."));
            m_vaultPassphrase->setFocus();
            return std::nullopt;
        }
        return request;
    }
    request.file = s(m_file->file());
    auto secret = m_secret->secret();
    if (!secret)
        return std::nullopt;
    request.secret = std::move(*secret);
    return request;
}

void RestoreDialog::look()
{
    m_error->clearError();
    auto wanted = request(true);
    if (!wanted)
        return fitHeight();
    const Cancel cancel = m_context.core.previewRestore(
        this, std::move(*wanted), [this](qint64 done, qint64 total) { overlay()->setProgress(done, total); },
        [this](base::Result<service::RestorePreview> preview) {
            endWork();
            if (!preview)
                return sayProblem(preview.error());
            m_preview = *preview;
            m_previewPart->setPreview(m_preview);
            show(Step::Preview);
        });
    startWork(tr("Opening the backup and comparing…"), cancel);
}

void RestoreDialog::askRestore()
{
    auto wanted = request(false);
    if (!wanted)
        return show(Step::Secret);
    wanted->confirmed = true;
    const bool open = m_context.core.lastStatus().state == VaultState::Unlocked;
    if (!m_preview.otherVault || !open || !vaultHasPassphrase(m_context))
        return restore(std::move(*wanted));
    // Another vault takes the place of the open one: its passphrase shows that its owner asks.
    ProofDialog::ask(m_context, this, tr("Another vault takes the place of the one that is open."), tr("Restore"),
                     [this](service::Proof proof) {
                         if (auto again = request(false)) {
                             again->confirmed = true;
                             again->vaultPassphrase = std::move(proof.passphrase);
                             restore(std::move(*again));
                         }
                     });
}

void RestoreDialog::restore(service::RestoreVault request)
{
    const Cancel cancel = m_context.core.restore(
        this, std::move(request), [this](qint64 done, qint64 total) { overlay()->setProgress(done, total); },
        [this](base::Result<service::RestoreDone> done) {
            endWork();
            if (!done)
                return sayProblem(done.error());
            m_secret->clear();
            m_vaultPassphrase->clear();
            m_restoredPart->setResult(*done);
            show(Step::Done);
            Q_EMIT restored();
        });
    startWork(m_repair ? tr("Repairing…") : tr("Restoring…"), cancel);
}

void RestoreDialog::sayProblem(const base::Error& error)
{
    if (error.code == base::ErrorCode::Cancelled)
        m_error->setError(tr("Stopped; everything is as it was."));
    else
        m_error->setError(backupProblem(error));
    fitHeight();
}

} // namespace keystead::ui
