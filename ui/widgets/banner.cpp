// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/app_context.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QVBoxLayout>

namespace keystead::ui {

Banner::Banner(const AppContext& context, QWidget* parent) : QFrame(parent), m_context(context)
{
    setProperty("look", QStringLiteral("banner"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(12);
    m_iconLabel = makeLabel({});
    row->addWidget(m_iconLabel, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    m_title = makeLabel({}, "heading", true);
    m_text = makeLabel({}, "", true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_title);
    column->addWidget(m_text);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(8);
    m_buttons->setContentsMargins(0, 4, 0, 0);
    m_buttons->addStretch(1);
    column->addLayout(m_buttons);
    row->addLayout(column, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(&context.icons, &IconProvider::changed, this, &Banner::paintIcon);
    hide();
}

void Banner::show(const QString& tone, const QString& icon, const QString& title, const QString& text)
{
    m_tone = tone;
    m_icon = icon;
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setStyleProperty(this, "tone", tone);
    setAccessibleName(title + QLatin1Char(' ') + text);
    paintIcon();
    setVisible(!title.isEmpty());
}

void Banner::clear()
{
    hide();
}

QPushButton* Banner::addButton(const QString& text, const char* look)
{
    auto* button = makeButton(text, look, this);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    return button;
}

QString Banner::title() const
{
    return m_title->text();
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::paintIcon()
{
    if (!m_icon.isEmpty())
        m_iconLabel->setPixmap(
            m_context.icons.pixmap(m_icon, toneColor(m_context.theme, m_tone), 20, devicePixelRatioF()));
}

} // namespace keystead::ui
