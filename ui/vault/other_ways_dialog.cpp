// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/other_ways_dialog.h"

#include "ui/app_context.h"
#include "ui/core_port.h"
#include "ui/keys/key_text.h"
#include "ui/text.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <algorithm>
#include <QCheckBox>
#include <QComboBox>
#include <QVBoxLayout>

namespace keystead::ui {

using keys::SlotKind;

bool OtherWaysDialog::possible(const std::vector<keys::SlotInfo>& slots)
{
    return std::any_of(slots.begin(), slots.end(), [](const keys::SlotInfo& slot) {
        return slot.kind == SlotKind::Recovery || slot.kind == SlotKind::Pkcs11;
    });
}

OtherWaysDialog::OtherWaysDialog(const AppContext& context, const std::vector<keys::SlotInfo>& slots, QWidget* parent)
    : FormDialog(tr("Open the vault another way"), 560, parent), m_context(context)
{
    setObjectName(QStringLiteral("otherWaysDialog"));
    m_choice = new QComboBox(this);
    m_choice->setAccessibleName(tr("Way to open the vault"));
    const auto has = [&](SlotKind kind) {
        return std::any_of(slots.begin(), slots.end(), [&](const auto& slot) { return slot.kind == kind; });
    };
    if (has(SlotKind::Recovery))
        m_choice->addItem(slotKindName(SlotKind::Recovery), QString());
    for (const keys::SlotInfo& slot : slots) {
        if (slot.kind == SlotKind::Pkcs11)
            m_choice->addItem(tr("Security token “%1”").arg(slotTitle(slot)), QString::fromStdString(slot.id.text));
    }
    m_input = new SecretInput(false, this);
    m_finalTry = new QCheckBox(tr("Use the last try: if the PIN is wrong, the token is locked"), this);
    m_finalTry->setAccessibleName(m_finalTry->text());
    m_finalTry->hide();
    m_error = new InlineError(this);
    for (QWidget* part : {static_cast<QWidget*>(m_choice), static_cast<QWidget*>(m_input),
                          static_cast<QWidget*>(m_finalTry), static_cast<QWidget*>(m_error)})
        body()->addWidget(part);
    body()->addStretch(1);
    setGo(tr("Unlock"));
    connect(m_choice, &QComboBox::currentIndexChanged, this, &OtherWaysDialog::showChoice);
    connect(goButton(), &QPushButton::clicked, this, &OtherWaysDialog::unlock);
    connect(m_input, &SecretInput::returnPressed, this, &OtherWaysDialog::unlock);
    connect(m_input, &SecretInput::changed, m_error, &InlineError::clearError);
    showChoice();
    m_input->setFocus();
}

void OtherWaysDialog::showChoice()
{
    const bool token = !m_choice->currentData().toString().isEmpty();
    const QString name = token ? tr("PIN (leave it empty where it is typed on the reader)")
                               : tr("Recovery key from the emergency sheet");
    m_input->clear();
    m_input->setShown(!token);
    m_input->setPlaceholder(name);
    m_input->setAccessibleName(name);
    m_finalTry->hide();
    m_finalTry->setChecked(false);
    m_error->clearError();
}

void OtherWaysDialog::unlock()
{
    const QString slot = m_choice->currentData().toString();
    const bool byToken = !slot.isEmpty();
    if (!byToken && m_input->isEmpty()) {
        m_error->setError(tr("Type the recovery key from its sheet."));
        return fitHeight();
    }
    service::UnlockVault request;
    if (byToken) {
        request.slot = base::SlotId{s(slot)};
        request.pin = m_input->secret();
        request.useFinalTry = m_finalTry->isChecked();
        m_input->clear(); // tried once
    } else {
        request.recoveryKey = m_input->secret();
    }
    startWork(byToken ? tr("Asking the token…") : tr("Opening…"));
    m_context.core.unlock(this, std::move(request),
                          [this, byToken](base::Result<void> result) { finish(result, byToken); });
}

void OtherWaysDialog::finish(const base::Result<void>& result, bool byToken)
{
    endWork();
    if (result) {
        m_input->clear();
        return accept();
    }
    if (byToken && result.error().code == base::ErrorCode::Denied) {
        m_finalTry->show();
        m_error->setError(tr("One try is left."), tr("Tick that it shall be used, if you are sure of the PIN."));
    } else if (result.error().code == base::ErrorCode::WrongKey && !byToken) {
        m_error->setError(tr("This recovery key does not open this vault."), tr("Is it the sheet of another one?"));
    } else {
        m_error->setError(byToken ? oneLine(result.error()) : recoveryProblem(result.error()));
    }
    fitHeight();
    m_input->setFocus();
}

} // namespace keystead::ui
