// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Light or dark, the palette and the style sheet of the program. Follows the desktop unless the person chose.
#include "ui/theme/colors.h"

#include <QObject>
#include <QString>

class QApplication;

namespace keystead::ui {

class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Choice { System, Light, Dark };
    Q_ENUM(Choice)

    explicit Theme(QApplication& app, QObject* parent = nullptr);

    // "system", "light", "dark"; anything else is system.
    static Choice choiceFromText(const QString& text);

    void setChoice(Choice choice);
    Choice choice() const { return m_choice; }
    // What the desktop says, where it says something (org.freedesktop.appearance).
    void setDesktopDark(bool dark);

    bool dark() const { return m_dark; }
    const Colors& colors() const { return m_dark ? darkColors() : lightColors(); }

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication& m_app;
    Choice m_choice = Choice::System;
    bool m_desktopDark = false;
    bool m_dark = false;
};

// The style sheet of one scheme, sizes from the application's font.
QString styleSheet(const Colors& colors, double pointSize);

} // namespace keystead::ui
