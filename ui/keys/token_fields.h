// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which PKCS#11 token, and its PIN. The PIN is handed on once and never tried again by itself (SECURITY 34).
#include "core/service/slot_requests.h"

#include <optional>
#include <QWidget>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace keystead::ui {

struct AppContext;
class InlineError;
class SecretInput;

class TokenFields : public QWidget
{
    Q_OBJECT
public:
    explicit TokenFields(const AppContext& context, QWidget* parent = nullptr);
    // Looks for tokens; takes as long as the slowest reader.
    void look();
    // Token, PIN and final try into the request; false where something is missing, and says it.
    bool fill(service::AddSlot& request);
    void forgetPin();
    QComboBox* tokenChoice() const { return m_choice; }
    SecretInput* pinInput() const { return m_pin; }
    InlineError* error() const { return m_error; }

Q_SIGNALS:
    void returnPressed();
    void contentChanged();

private:
    void show(const base::Result<std::vector<keys::TokenInfo>>& tokens);
    void showToken();
    const AppContext& m_context;
    std::vector<keys::TokenInfo> m_tokens;
    QLabel* m_state;
    QComboBox* m_choice;
    QPushButton* m_again;
    SecretInput* m_pin;
    QLabel* m_pinHint;
    QCheckBox* m_finalTry;
    InlineError* m_error;
};

} // namespace keystead::ui
