// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The first start: how the vault shall be opened, in honest words (SECURITY 32), or a look around with practice data.
#include "ui/vault/vault_page.h"

class QCheckBox;
class QLabel;
class QPushButton;

namespace keystead::ui {

class InlineError;
class SecretInput;

class FirstRunPage : public VaultPage
{
    Q_OBJECT
public:
    explicit FirstRunPage(const AppContext& context, QWidget* parent = nullptr);
    void setPractice(bool practice);
    QCheckBox* keychainBox() const { return m_keychain; }
    QCheckBox* passphraseBox() const { return m_passphrase; }
    SecretInput* passphraseInput() const { return m_first; }
    SecretInput* repeatInput() const { return m_second; }
    QPushButton* createButton() const { return m_create; }
    QPushButton* practiceButton() const { return m_practice; }
    QPushButton* restoreButton() const { return m_restore; }

Q_SIGNALS:
    void practiceRequested();

private:
    void build();
    void addChoice(QCheckBox* box, QLabel* meaning);
    void update();
    void create();
    void setBusy(bool busy);
    QCheckBox* m_keychain;
    QCheckBox* m_passphrase;
    QWidget* m_fields;
    SecretInput* m_first;
    SecretInput* m_second;
    QLabel* m_strength;
    QLabel* m_consequence;
    InlineError* m_error;
    QPushButton* m_create;
    QPushButton* m_practice;
    QPushButton* m_restore;
};

} // namespace keystead::ui
