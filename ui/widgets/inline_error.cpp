// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/inline_error.h"

#include <QAccessible>

namespace keystead::ui {

InlineError::InlineError(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setProperty("role", QStringLiteral("error"));
    hide();
}

void InlineError::setError(const QString& what, const QString& fix)
{
    const QString text = fix.isEmpty() ? what : what.isEmpty() ? fix : what + QLatin1Char(' ') + fix;
    if (text == QLabel::text())
        return;
    setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    if (!text.isEmpty()) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace keystead::ui
