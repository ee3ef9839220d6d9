// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/change_passphrase_dialog.h"

#include "core/base/passphrase_rule.h"
#include "ui/app_context.h"
#include "ui/connections/proof_dialog.h"
#include "ui/core_port.h"
#include "ui/keys/key_text.h"
#include "ui/keys/passphrase_fields.h"
#include "ui/text.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"

#include <QVBoxLayout>

namespace keystead::ui {

ChangePassphraseDialog::ChangePassphraseDialog(const AppContext& context, const keys::SlotInfo& slot, QWidget* parent)
    : FormDialog(tr("Change the passphrase"), 480, parent), m_context(context), m_slot(slot.id)
{
    setObjectName(QStringLiteral("changePassphraseDialog"));
    body()->addWidget(makeLabel(tr("It takes the place of the passphrase of “%1”. The vault's keys are replaced "
                                   "afterwards; other ways to open the vault stay.")
                                    .arg(slotTitle(slot)),
                                "", true));
    m_fields = new PassphraseFields(context, base::shortestPassphrase, this);
    m_error = new InlineError(this);
    body()->addWidget(m_fields);
    body()->addWidget(m_error);
    body()->addStretch(1);
    setGo(tr("Change"));
    connect(goButton(), &QPushButton::clicked, this, &ChangePassphraseDialog::ask);
    connect(m_fields, &PassphraseFields::returnPressed, this, &ChangePassphraseDialog::ask);
    connect(m_fields, &PassphraseFields::contentChanged, this, &ChangePassphraseDialog::fitHeight);
    m_fields->focus();
}

void ChangePassphraseDialog::ask()
{
    m_error->clearError();
    if (!m_fields->passphrase())
        return fitHeight();
    ProofDialog::ask(m_context, this, tr("Enter the passphrase that holds until now."), tr("Change"),
                     [this](service::Proof proof) { change(std::move(proof)); });
}

void ChangePassphraseDialog::change(service::Proof proof)
{
    std::optional<base::Secret> next = m_fields->passphrase();
    if (!next)
        return;
    startWork(tr("Changing the passphrase…"));
    m_context.core.changePassphrase(this, m_slot, std::move(*next), m_fields->allowWeak(), std::move(proof),
                                    [this](base::Result<service::AddedSlot> result) {
                                        endWork();
                                        if (!result) {
                                            const Sentence sentence = describe(result.error());
                                            m_error->setError(sentence.what, sentence.hint);
                                            fitHeight();
                                            return;
                                        }
                                        m_fields->clear();
                                        accept();
                                        Q_EMIT passphraseChanged();
                                    });
}

} // namespace keystead::ui
