// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Asks for a new passphrase, twice.
#include "core/base/secret.h"

#include <memory>
#include <QDialog>

namespace keystead::ui {

class InlineError;
class SecretInput;

class PassphraseDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PassphraseDialog(QWidget* parent);

Q_SIGNALS:
    void chosen(std::shared_ptr<keystead::base::Secret> passphrase);

private:
    void confirm();
    SecretInput* m_first;
    SecretInput* m_second;
    InlineError* m_error;
};

} // namespace keystead::ui
