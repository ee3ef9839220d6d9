// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontInfo>
#include <QPalette>
#include <QStyleFactory>

namespace keystead::ui {

namespace {

QPalette paletteOf(const Colors& c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.surface);
    palette.setColor(QPalette::AlternateBase, c.hover);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::Button, c.raised);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.danger);
    palette.setColor(QPalette::ToolTipBase, c.raised);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.accentText);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::Light, c.raised);
    palette.setColor(QPalette::Midlight, c.hover);
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Dark, c.borderStrong);
    palette.setColor(QPalette::Shadow, c.borderStrong);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.borderStrong);
    return palette;
}

} // namespace

Theme::Theme(QApplication& app, QObject* parent) : QObject(parent), m_app(app)
{
    m_desktopDark = app.palette().color(QPalette::Window).lightness() < 128;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    m_dark = m_desktopDark;
    apply();
}

Theme::Choice Theme::choiceFromText(const QString& text)
{
    if (text == QLatin1String("light"))
        return Choice::Light;
    return text == QLatin1String("dark") ? Choice::Dark : Choice::System;
}

void Theme::setChoice(Choice choice)
{
    m_choice = choice;
    const bool dark = choice == Choice::System ? m_desktopDark : choice == Choice::Dark;
    if (dark != m_dark) {
        m_dark = dark;
        apply();
    }
}

void Theme::setDesktopDark(bool dark)
{
    m_desktopDark = dark;
    setChoice(m_choice);
}

void Theme::apply()
{
    QApplication::setPalette(paletteOf(colors()));
    m_app.setStyleSheet(styleSheet(colors(), QFontInfo(QApplication::font()).pointSizeF()));
    Q_EMIT changed();
}

} // namespace keystead::ui
