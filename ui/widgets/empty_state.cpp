// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_state.h"

#include "ui/app_context.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

EmptyState::EmptyState(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(32, 32, 32, 32);
    column->setSpacing(8);
    m_iconLabel = makeLabel({});
    m_title = makeLabel({}, "title", true);
    m_text = makeLabel({}, "muted", true);
    m_title->setAlignment(Qt::AlignHCenter);
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setMaximumWidth(440);
    m_text->setMinimumWidth(220);
    column->addStretch(2);
    column->addWidget(m_iconLabel, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(m_title);
    auto* textRow = new QHBoxLayout;
    textRow->addStretch(1);
    textRow->addWidget(m_text, 10);
    textRow->addStretch(1);
    column->addLayout(textRow);
    column->addSpacing(8);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    m_buttons->addStretch(1);
    column->addLayout(m_buttons);
    column->addStretch(3);
    connect(&context.icons, &IconProvider::changed, this, &EmptyState::paintIcon);
}

void EmptyState::setContent(const QString& icon, const QString& title, const QString& text)
{
    m_icon = icon;
    m_title->setText(title);
    m_text->setText(text);
    paintIcon();
}

QPushButton* EmptyState::addButton(const QString& text, const char* look)
{
    auto* button = makeButton(text, look, this);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    return button;
}

void EmptyState::paintIcon()
{
    m_iconLabel->setPixmap(m_context.icons.pixmap(m_icon, m_context.theme.colors().accent, 48, devicePixelRatioF()));
}

} // namespace keystead::ui
