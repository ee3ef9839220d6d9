// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backup/backup_dialog.h"

#include "ui/app_context.h"
#include "ui/backup/backup_secret_fields.h"
#include "ui/backup/backup_text.h"
#include "ui/connections/proof_dialog.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/widgets/file_line.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress_overlay.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QVBoxLayout>

namespace keystead::ui {

BackupDialog::BackupDialog(const AppContext& context, QWidget* parent)
    : FormDialog(tr("Back up now"), 540, parent), m_context(context)
{
    setObjectName(QStringLiteral("backupDialog"));
    body()->addWidget(makeLabel(tr("Everything in this vault goes into one encrypted file, which is opened again and "
                                   "verified before you are told that it is there. Keep it on another disk."),
                                "", true));
    body()->addWidget(makeLabel(tr("File"), "heading"));
    m_file = new FileLine(FileLine::Purpose::Save, tr("File of the backup"), QStringLiteral("backup"), this);
    m_file->setFile(inDocuments(
        QStringLiteral("keystead-%1.backup").arg(toLocal(context.clock.now()).date().toString(Qt::ISODate))));
    body()->addWidget(m_file);
    m_replace = new QCheckBox(tr("Replace the file that is there"), this);
    m_replace->setAccessibleName(m_replace->text());
    body()->addWidget(m_replace);
    body()->addWidget(makeLabel(tr("It opens"), "heading"));
    m_secret = new BackupSecretFields(context, BackupSecretFields::For::NewBackup, this);
    body()->addWidget(m_secret);
    m_error = new InlineError(this);
    body()->addWidget(m_error);
    body()->addStretch(1);
    setGo(tr("Back up"));
    connect(goButton(), &QPushButton::clicked, this, &BackupDialog::goOn);
    connect(m_file, &FileLine::changed, this, &BackupDialog::showReplace);
    connect(m_secret, &BackupSecretFields::returnPressed, this, &BackupDialog::goOn);
    connect(m_secret, &BackupSecretFields::contentChanged, this, &BackupDialog::fitHeight);
    showReplace();
    m_secret->setFocus();
}

void BackupDialog::showReplace()
{
    m_error->clearError();
    m_replace->setChecked(false);
    m_replace->setVisible(QFileInfo::exists(m_file->file()));
}

void BackupDialog::goOn()
{
    m_error->clearError();
    if (m_file->file().isEmpty()) {
        m_file->setWrong(true);
        m_error->setError(tr("Name the file that the backup goes to."));
    } else if (!m_file->folderExists()) {
        m_file->setWrong(true);
        m_error->setError(tr("The folder of this file does not exist."), tr("Choose another one."));
    } else if (QFileInfo::exists(m_file->file()) && !m_replace->isChecked()) {
        m_replace->show();
        m_error->setError(tr("That file is there already."),
                          tr("Choose another name, or tick that it shall be replaced."));
    } else if (m_secret->secret()) {
        // Who can open the backup has everything: where the vault has a passphrase it is asked for.
        if (!vaultHasPassphrase(m_context))
            return make({});
        ProofDialog::ask(m_context, this, tr("The backup will hold everything that is in this vault."), tr("Back up"),
                         [this](service::Proof proof) { make(std::move(proof)); });
    }
    fitHeight();
}

void BackupDialog::make(service::Proof proof)
{
    auto secret = m_secret->secret();
    if (!secret)
        return;
    service::MakeBackup request;
    request.file = s(m_file->file());
    request.replace = m_replace->isChecked();
    request.secret = std::move(*secret);
    request.proof = std::move(proof);
    const Cancel cancel = m_context.core.makeBackup(
        this, std::move(request), [this](qint64 done, qint64 total) { overlay()->setProgress(done, total); },
        [this](base::Result<service::BackupMade> result) { finish(result); });
    startWork(tr("Writing and verifying the backup…"), cancel);
}

void BackupDialog::finish(const base::Result<service::BackupMade>& result)
{
    endWork();
    if (!result) {
        m_error->setError(result.error().code == base::ErrorCode::Cancelled ? tr("Stopped; no file was left behind.")
                          : result.error().code == base::ErrorCode::WrongPassphrase ? oneLine(result.error())
                                                                                    : backupProblem(result.error()));
        if (result.error().code == base::ErrorCode::AlreadyExists)
            m_replace->show();
        fitHeight();
        return;
    }
    m_secret->clear();
    accept();
    Q_EMIT made(q(result->file), result->bytes, result->info.connections);
}

} // namespace keystead::ui
