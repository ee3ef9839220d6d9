// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A locked vault: passphrase, keychain, the other ways, and why the keychain did not do.
#include "core/service/vault_status.h"
#include "ui/vault/vault_page.h"

#include <QTimer>

class QLabel;
class QPushButton;

namespace keystead::ui {

class InlineError;
class SecretInput;

class UnlockPage : public VaultPage
{
    Q_OBJECT
public:
    explicit UnlockPage(const AppContext& context, QWidget* parent = nullptr);
    void setStatus(const service::VaultStatus& status);
    SecretInput* input() const { return m_input; }
    QPushButton* unlockButton() const { return m_unlock; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void unlock();
    void done(const base::Result<void>& result);
    void setBusy(bool busy);
    void focusFirst();
    QLabel* m_why;
    SecretInput* m_input;
    InlineError* m_error;
    QPushButton* m_unlock;
    QPushButton* m_keychain;
    QPushButton* m_other;
    QLabel* m_folder;
    QTimer m_wait;
    int m_waitSeconds = 0;
};

} // namespace keystead::ui
