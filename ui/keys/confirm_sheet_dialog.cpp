// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/confirm_sheet_dialog.h"

#include "ui/app_context.h"
#include "ui/core_port.h"
#include "ui/keys/key_text.h"
#include "ui/text.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QFile>
#include <QHBoxLayout>
#include <QUrl>
#include <QVBoxLayout>

namespace keystead::ui {

ConfirmSheetDialog::ConfirmSheetDialog(const AppContext& context, base::SlotId slot, const QString& file,
                                       QWidget* parent)
    : FormDialog(tr("Type the recovery key back"), 600, parent), m_context(context), m_slot(std::move(slot)),
      m_file(file)
{
    setObjectName(QStringLiteral("confirmSheetDialog"));
    if (!m_file.isEmpty())
        addFile();
    body()->addWidget(
        makeLabel(tr("Type the eight groups from the printed sheet. That shows that it can be read; until "
                     "then it does not count as a way to open the vault."),
                  "", true));
    m_input = new SecretInput(false, this);
    m_input->setShown(true); // it is read from paper, sign by sign
    m_input->setPlaceholder(tr("Recovery key"));
    m_input->setAccessibleName(tr("Recovery key from the sheet"));
    body()->addWidget(m_input);
    body()->addWidget(
        makeLabel(tr("Upper or lower case, with or without dashes. The letters O, I, L and U are read as 0, "
                     "1, 1 and V."),
                  "caption", true));
    m_error = new InlineError(this);
    body()->addWidget(m_error);
    if (!m_file.isEmpty()) {
        m_delete = new QCheckBox(tr("Delete the file then: whoever reads it can open the vault"), this);
        m_delete->setAccessibleName(m_delete->text());
        m_delete->setChecked(true);
        body()->addWidget(m_delete);
    }
    body()->addStretch(1);
    cancelButton()->setText(tr("Later"));
    cancelButton()->setAccessibleName(tr("Later"));
    setGo(tr("Confirm"));
    connect(goButton(), &QPushButton::clicked, this, &ConfirmSheetDialog::confirm);
    connect(m_input, &SecretInput::returnPressed, this, &ConfirmSheetDialog::confirm);
    connect(m_input, &SecretInput::changed, m_error, &InlineError::clearError);
    m_input->setFocus();
}

void ConfirmSheetDialog::addFile()
{
    body()->addWidget(makeLabel(tr("The emergency sheet was written to"), "", true));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* name = new ElidedLabel(m_file, "heading", this);
    name->setElideMode(Qt::ElideMiddle);
    row->addWidget(name, 1);
    auto* open = makeButton(tr("Open to print"));
    row->addWidget(open);
    body()->addLayout(row);
    connect(open, &QPushButton::clicked, this, [this] { Q_EMIT openSheetRequested(m_file); });
    connect(this, &ConfirmSheetDialog::openSheetRequested, this, [this](const QString& file) {
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(file)))
            m_error->setError(tr("No program on this computer opens PDF files."),
                              tr("Print the file from another one."));
    });
}

void ConfirmSheetDialog::confirm()
{
    if (m_input->isEmpty()) {
        m_error->setError(tr("Type the recovery key from the sheet."));
        return;
    }
    startWork(tr("Comparing…"));
    m_context.core.confirmRecoverySlot(this, m_slot, m_input->secret(), [this](base::Result<void> result) {
        endWork();
        if (!result) {
            m_error->setError(recoveryProblem(result.error()));
            fitHeight();
            m_input->setFocus();
            return;
        }
        m_input->clear();
        const bool gone = m_delete && m_delete->isChecked() && QFile::remove(m_file);
        accept();
        Q_EMIT confirmed(gone);
    });
}

} // namespace keystead::ui
