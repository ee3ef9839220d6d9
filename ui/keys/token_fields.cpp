// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/token_fields.h"

#include "ui/app_context.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

TokenFields::TokenFields(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_state = makeLabel({}, "caption", true);
    m_choice = new QComboBox(this);
    m_choice->setAccessibleName(tr("Security token"));
    m_again = makeButton(tr("Look again"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_choice, 1);
    row->addWidget(m_again);
    m_pin = new SecretInput(false, this);
    m_pin->setPlaceholder(tr("PIN"));
    m_pin->setAccessibleName(tr("PIN of the token"));
    m_pinHint = makeLabel({}, "caption", true);
    m_finalTry = new QCheckBox(tr("Use the last try: if the PIN is wrong, the token is locked"), this);
    m_finalTry->setAccessibleName(m_finalTry->text());
    m_error = new InlineError(this);
    column->addLayout(row);
    column->addWidget(m_state);
    column->addWidget(m_pin);
    column->addWidget(m_pinHint);
    column->addWidget(m_finalTry);
    column->addWidget(m_error);
    setFocusProxy(m_choice);
    connect(m_again, &QPushButton::clicked, this, &TokenFields::look);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &TokenFields::showToken);
    connect(m_pin, &SecretInput::changed, m_error, &InlineError::clearError);
    connect(m_pin, &SecretInput::returnPressed, this, &TokenFields::returnPressed);
    showToken();
}

void TokenFields::look()
{
    m_again->setEnabled(false);
    m_state->setText(tr("Looking for tokens…"));
    m_context.core.tokens(this, [this](base::Result<std::vector<keys::TokenInfo>> tokens) {
        m_again->setEnabled(true);
        show(tokens);
    });
}

void TokenFields::show(const base::Result<std::vector<keys::TokenInfo>>& tokens)
{
    m_tokens = tokens ? *tokens : std::vector<keys::TokenInfo>{};
    m_choice->clear();
    for (const keys::TokenInfo& token : m_tokens)
        m_choice->addItem(
            tr("%1 – %2, serial %3")
                .arg(q(token.identity.label, 40), q(token.identity.model, 40), q(token.identity.serial, 40)));
    if (!tokens)
        m_state->setText(
            tokens.error().code == base::ErrorCode::Unsupported
                ? tr("No PKCS#11 module is set up on this computer. Install the one of your token's maker, "
                     "then look again.")
                : oneLine(tokens.error()));
    else if (m_tokens.empty())
        m_state->setText(tr("No token was found. Plug it in, then look again."));
    showToken();
    if (m_pin->isVisibleTo(this))
        m_pin->setFocus();
}

void TokenFields::showToken()
{
    const int index = m_choice->currentIndex();
    const bool any = index >= 0 && index < static_cast<int>(m_tokens.size());
    m_choice->setEnabled(any);
    const keys::TokenInfo token = any ? m_tokens[static_cast<std::size_t>(index)] : keys::TokenInfo{};
    const bool locked = token.pin == keys::PinState::Locked || token.pin == keys::PinState::NotSet;
    m_pin->setVisible(any && !token.pinPad && !locked);
    m_finalTry->setVisible(any && token.pin == keys::PinState::FinalTry);
    m_finalTry->setChecked(false);
    if (any)
        m_state->setText(tr("A new key is made on it that never leaves it. Any other keys there are left alone."));
    QString hint;
    if (token.pin == keys::PinState::Locked)
        hint = tr("Its PIN is locked. Unlock it with the token's own tool and its PUK.");
    else if (token.pin == keys::PinState::NotSet)
        hint = tr("It has no PIN yet. Set one with the token's own tool.");
    else if (token.pinPad)
        hint = tr("You will be asked for the PIN on the reader.");
    else if (token.pin == keys::PinState::CountLow)
        hint = tr("A wrong PIN was given before. Few tries are left.");
    else if (any)
        hint = tr("It is tried once and never again by itself.");
    m_pinHint->setText(hint);
    m_pinHint->setVisible(!hint.isEmpty());
    m_error->clearError();
    Q_EMIT contentChanged();
}

bool TokenFields::fill(service::AddSlot& request)
{
    const int index = m_choice->currentIndex();
    if (index < 0 || index >= static_cast<int>(m_tokens.size())) {
        m_error->setError(tr("No token is chosen."), tr("Plug one in and look again."));
        return false;
    }
    const keys::TokenInfo& token = m_tokens[static_cast<std::size_t>(index)];
    if (token.pin == keys::PinState::Locked || token.pin == keys::PinState::NotSet) {
        m_error->setError(tr("This token cannot be used as it is."));
        return false;
    }
    if (token.pin == keys::PinState::FinalTry && !m_finalTry->isChecked()) {
        m_error->setError(tr("One try is left."), tr("Tick that it shall be used, if you are sure of the PIN."));
        return false;
    }
    if (!token.pinPad && m_pin->isEmpty()) {
        m_error->setError(tr("Enter the PIN of the token."));
        m_pin->setFocus();
        return false;
    }
    request.token = token.identity.serial.empty() ? token.identity.label : token.identity.serial;
    request.useFinalTry = m_finalTry->isChecked();
    if (!token.pinPad)
        request.pin = m_pin->secret();
    return true;
}

void TokenFields::forgetPin()
{
    m_pin->clear();
}

} // namespace keystead::ui
