// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/passphrase_dialog.h"

#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

PassphraseDialog::PassphraseDialog(QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("passphraseDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New passphrase"));
    setMinimumWidth(420);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(10);
    column->addWidget(makeLabel(tr("New passphrase"), "title"));
    column->addWidget(
        makeLabel(tr("At least 12 characters. Nobody can reset it: write it down and keep it safe."), "muted", true));
    m_first = new SecretInput(false, this);
    m_first->setPlaceholder(tr("Passphrase"));
    m_first->setAccessibleName(tr("Passphrase"));
    m_second = new SecretInput(false, this);
    m_second->setPlaceholder(tr("The same again"));
    m_second->setAccessibleName(tr("Repeat the passphrase"));
    m_error = new InlineError(this);
    auto* row = new QHBoxLayout;
    auto* cancel = makeButton(tr("Cancel"));
    auto* go = makeButton(tr("Continue"), "primary");
    go->setDefault(true);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(go);
    column->addWidget(m_first);
    column->addWidget(m_second);
    column->addWidget(m_error);
    column->addSpacing(8);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(go, &QPushButton::clicked, this, &PassphraseDialog::confirm);
    m_first->setFocus();
}

void PassphraseDialog::confirm()
{
    if (m_first->length() < 12) {
        m_error->setError(tr("The passphrase is too short."), tr("Use at least 12 characters."));
        return;
    }
    auto first = std::make_shared<base::Secret>(m_first->secret());
    if (!first->equals(m_second->secret())) {
        m_error->setError(tr("The two passphrases differ."), tr("Type the same twice."));
        return;
    }
    m_first->clear();
    m_second->clear();
    accept();
    Q_EMIT chosen(first);
}

} // namespace keystead::ui
