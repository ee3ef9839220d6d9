// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/passphrase_fields.h"

#include "ui/app_context.h"
#include "ui/keys/key_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

constexpr int parts = 5;

QString toneOf(int score)
{
    return score < 2                      ? QStringLiteral("danger")
           : score < crypto::strongEnough ? QStringLiteral("warn")
                                          : QStringLiteral("ok");
}

} // namespace

StrengthMeter::StrengthMeter(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&context.theme, &Theme::changed, this, [this] { update(); });
    clear();
}

void StrengthMeter::setStrength(const crypto::PassphraseStrength& strength)
{
    m_score = strength.score;
    setAccessibleName(tr("Strength: %1").arg(strengthName(m_score)));
    update();
}

void StrengthMeter::clear()
{
    m_score = -1;
    setAccessibleName(tr("Strength: nothing typed yet"));
    update();
}

QSize StrengthMeter::sizeHint() const
{
    return {parts * 32 + (parts - 1) * 4, 6};
}

void StrengthMeter::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int part = 0; part < parts; ++part) {
        painter.setBrush(part <= m_score ? toneColor(m_context.theme, toneOf(m_score))
                                         : m_context.theme.colors().border);
        painter.drawRoundedRect(QRectF(part * 36, 0, 32, 6), 3, 3);
    }
}

PassphraseFields::PassphraseFields(const AppContext& context, int minimum, QWidget* parent)
    : QWidget(parent), m_minimum(minimum)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_first = new SecretInput(false, this);
    m_first->setPlaceholder(tr("New passphrase"));
    m_first->setAccessibleName(tr("New passphrase"));
    m_second = new SecretInput(false, this);
    m_second->setPlaceholder(tr("The same again"));
    m_second->setAccessibleName(tr("Repeat the passphrase"));
    m_meter = new StrengthMeter(context, this);
    m_words = makeLabel({}, "caption");
    m_hint = makeLabel({}, "caption", true);
    m_weak = new QCheckBox(tr("Use it although it is weak"), this);
    m_weak->setAccessibleName(m_weak->text());
    m_error = new InlineError(this);
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(m_meter, 0, Qt::AlignVCenter);
    row->addWidget(m_words, 1);
    column->addWidget(m_first);
    column->addLayout(row);
    column->addWidget(m_hint);
    column->addWidget(m_second);
    column->addWidget(m_weak);
    column->addWidget(m_error);
    setFocusProxy(m_first);
    connect(m_first, &SecretInput::changed, this, &PassphraseFields::judge);
    connect(m_second, &SecretInput::changed, m_error, &InlineError::clearError);
    connect(m_first, &SecretInput::returnPressed, m_second, qOverload<>(&QWidget::setFocus));
    connect(m_second, &SecretInput::returnPressed, this, &PassphraseFields::returnPressed);
    judge();
}

void PassphraseFields::judge()
{
    m_error->clearError();
    const int length = m_first->length();
    m_strength = length == 0 ? crypto::PassphraseStrength{} : service::passphraseStrength(m_first->secret());
    const bool offered = m_weak->isVisibleTo(this);
    const bool weak = length >= m_minimum && m_strength.score < crypto::strongEnough;
    m_weak->setVisible(weak);
    if (!weak)
        m_weak->setChecked(false);
    if (weak != offered)
        Q_EMIT contentChanged();
    if (length == 0) {
        m_meter->clear();
        m_words->setText({});
        m_hint->setText(
            tr("At least %n characters; four or five random words are good. Nobody can reset it.", nullptr, m_minimum));
        return;
    }
    m_meter->setStrength(m_strength);
    m_words->setText(strengthName(m_strength.score));
    if (length < m_minimum)
        m_hint->setText(tr("%n more characters, please.", nullptr, m_minimum - length));
    else
        m_hint->setText(m_strength.hints.empty() ? tr("It takes very long to guess.")
                                                 : hintText(m_strength.hints.front()));
}

std::optional<base::Secret> PassphraseFields::passphrase()
{
    if (m_first->length() < m_minimum) {
        m_error->setError(tr("The passphrase is too short."), tr("Use at least %n characters.", nullptr, m_minimum));
        m_first->setFocus();
        return std::nullopt;
    }
    if (m_strength.score < crypto::strongEnough && !m_weak->isChecked()) {
        m_error->setError(tr("The passphrase is quickly guessed."),
                          tr("Make it longer, or tick that you want it all the same."));
        m_first->setFocus();
        return std::nullopt;
    }
    base::Secret first = m_first->secret();
    if (!first.equals(m_second->secret())) {
        m_error->setError(tr("The two passphrases differ."), tr("Type the same twice."));
        m_second->clear();
        m_second->setFocus();
        return std::nullopt;
    }
    return first;
}

bool PassphraseFields::allowWeak() const
{
    return m_weak->isChecked();
}

void PassphraseFields::clear()
{
    m_first->clear();
    m_second->clear();
    judge();
}

void PassphraseFields::focus()
{
    m_first->setFocus();
}

} // namespace keystead::ui
