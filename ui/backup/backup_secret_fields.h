// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a backup opens with: a passphrase or a recovery key. New: judged and typed twice; existing: typed once.
#include "core/service/backup_requests.h"

#include <QWidget>

class QRadioButton;

namespace keystead::ui {

struct AppContext;
class InlineError;
class PassphraseFields;
class SecretInput;

class BackupSecretFields : public QWidget
{
    Q_OBJECT
public:
    enum class For { NewBackup, ExistingBackup };
    BackupSecretFields(const AppContext& context, For purpose, QWidget* parent = nullptr);
    // Empty where something is missing, which is said at the field.
    std::optional<service::BackupSecretInput> secret();
    void clear();
    QRadioButton* recoveryRadio() const { return m_byRecovery; }
    PassphraseFields* newPassphrase() const { return m_new; } // null for an existing backup
    SecretInput* passphraseInput() const { return m_passphrase; }
    SecretInput* recoveryInput() const { return m_recovery; }
    InlineError* error() const { return m_error; }

Q_SIGNALS:
    void returnPressed();
    void contentChanged();

private:
    void showChosen();
    QRadioButton* m_byPassphrase;
    QRadioButton* m_byRecovery;
    PassphraseFields* m_new = nullptr;
    SecretInput* m_passphrase = nullptr;
    SecretInput* m_recovery;
    InlineError* m_error;
};

} // namespace keystead::ui
