// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backup/backup_secret_fields.h"

#include "core/base/passphrase_rule.h"
#include "ui/app_context.h"
#include "ui/keys/passphrase_fields.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <QRadioButton>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

} // namespace

BackupSecretFields::BackupSecretFields(const AppContext& context, For purpose, QWidget* parent) : QWidget(parent)
{
    const bool fresh = purpose == For::NewBackup;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_byPassphrase = new QRadioButton(fresh ? tr("With a passphrase") : tr("With the backup's passphrase"), this);
    m_byRecovery = new QRadioButton(
        fresh ? tr("With the recovery key of a sheet that you have") : tr("With a recovery key from paper"), this);
    for (QRadioButton* radio : {m_byPassphrase, m_byRecovery})
        radio->setAccessibleName(radio->text());
    column->addWidget(m_byPassphrase);
    if (fresh) {
        m_new = new PassphraseFields(context, base::shortestPassphrase, this);
        m_new->setContentsMargins(26, 0, 0, 0);
        column->addWidget(m_new);
        connect(m_new, &PassphraseFields::contentChanged, this, &BackupSecretFields::contentChanged);
        connect(m_new, &PassphraseFields::returnPressed, this, &BackupSecretFields::returnPressed);
    } else {
        m_passphrase = new SecretInput(false, this);
        m_passphrase->setPlaceholder(tr("Passphrase of the backup"));
        m_passphrase->setAccessibleName(tr("Passphrase of the backup"));
        column->addWidget(m_passphrase);
        connect(m_passphrase, &SecretInput::returnPressed, this, &BackupSecretFields::returnPressed);
    }
    column->addWidget(m_byRecovery);
    m_recovery = new SecretInput(false, this);
    m_recovery->setShown(true); // it is read from paper, sign by sign
    m_recovery->setPlaceholder(tr("Recovery key"));
    m_recovery->setAccessibleName(tr("Recovery key"));
    column->addWidget(m_recovery);
    m_error = new InlineError(this);
    column->addWidget(m_error);
    connect(m_recovery, &SecretInput::returnPressed, this, &BackupSecretFields::returnPressed);
    connect(m_recovery, &SecretInput::changed, m_error, &InlineError::clearError);
    if (m_passphrase)
        connect(m_passphrase, &SecretInput::changed, m_error, &InlineError::clearError);
    m_byPassphrase->setChecked(true);
    connect(m_byPassphrase, &QRadioButton::toggled, this, &BackupSecretFields::showChosen);
    showChosen();
}

void BackupSecretFields::showChosen()
{
    const bool phrase = m_byPassphrase->isChecked();
    QWidget* typed = m_new ? static_cast<QWidget*>(m_new) : m_passphrase;
    typed->setVisible(phrase);
    m_recovery->setVisible(!phrase);
    setFocusProxy(phrase ? typed : m_recovery);
    m_error->clearError();
    Q_EMIT contentChanged();
}

std::optional<service::BackupSecretInput> BackupSecretFields::secret()
{
    service::BackupSecretInput input;
    if (m_byRecovery->isChecked()) {
        if (m_recovery->isEmpty()) {
            m_error->setError(tr("Type the recovery key from its sheet."));
            m_recovery->setFocus();
            return std::nullopt;
        }
        input.recoveryKey = m_recovery->secret();
        return input;
    }
    if (m_new) {
        input.passphrase = m_new->passphrase();
        return input.passphrase ? std::optional(std::move(input)) : std::nullopt;
    }
    if (m_passphrase->isEmpty()) {
        m_error->setError(tr("Enter the passphrase that the backup was made with."));
        m_passphrase->setFocus();
        return std::nullopt;
    }
    input.passphrase = m_passphrase->secret();
    return input;
}

void BackupSecretFields::clear()
{
    if (m_new)
        m_new->clear();
    if (m_passphrase)
        m_passphrase->clear();
    m_recovery->clear();
}

} // namespace keystead::ui
