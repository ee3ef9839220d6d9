// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/proof_dialog.h"

#include "ui/app_context.h"
#include "ui/core_port.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

bool vaultHasPassphrase(const AppContext& context)
{
    const service::VaultStatus status = context.core.lastStatus();
    return std::any_of(status.slots.begin(), status.slots.end(),
                       [](const auto& slot) { return slot.wantsPassphrase(); });
}

ProofDialog* ProofDialog::ask(const AppContext& context, QWidget* parent, const QString& what, const QString& action,
                              std::function<void(service::Proof)> then, Weight weight)
{
    auto* dialog = new ProofDialog(vaultHasPassphrase(context), what, action, weight, parent);
    dialog->m_then = std::move(then);
    dialog->open();
    return dialog;
}

ProofDialog::ProofDialog(bool wantsPassphrase, const QString& what, const QString& action, Weight weight,
                         QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("proofDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(wantsPassphrase ? tr("Confirm it is you") : tr("Please confirm"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addWidget(makeLabel(windowTitle(), "title"));
    column->addWidget(makeLabel(what, "", true));
    if (wantsPassphrase) {
        m_input = new SecretInput(false, this);
        m_input->setAccessibleName(tr("Passphrase of the vault"));
        m_input->setPlaceholder(tr("Passphrase of the vault"));
        m_error = new InlineError(this);
        column->addWidget(m_input);
        column->addWidget(m_error);
        connect(m_input, &SecretInput::returnPressed, this, &ProofDialog::confirm);
    }
    auto* row = new QHBoxLayout;
    auto* cancel = makeButton(tr("Cancel"));
    auto* go = makeButton(action, weight == Weight::Final ? "danger" : "primary");
    go->setObjectName(QStringLiteral("proofConfirm"));
    QPushButton* usual = weight == Weight::Final && !m_input ? cancel : go;
    usual->setDefault(true);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(go);
    column->addSpacing(4);
    column->addLayout(row);
    setMinimumWidth(400);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(go, &QPushButton::clicked, this, &ProofDialog::confirm);
    (m_input ? static_cast<QWidget*>(m_input) : usual)->setFocus();
}

void ProofDialog::confirm()
{
    service::Proof proof;
    proof.confirmed = true;
    if (m_input) {
        if (m_input->isEmpty()) {
            m_error->setError(tr("Enter the passphrase of the vault."));
            return;
        }
        proof.passphrase = m_input->secret();
        m_input->clear();
    }
    const auto then = std::exchange(m_then, {});
    accept();
    if (then)
        then(std::move(proof));
}

} // namespace keystead::ui
