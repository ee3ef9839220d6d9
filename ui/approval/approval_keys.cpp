// SPDX-License-Identifier: GPL-3.0-or-later
// Which keys an approval prompt takes.
#include "ui/approval/approval_dialog.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace keystead::ui {

namespace {

bool presses(int key)
{
    return key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space || key == Qt::Key_Select ||
           key == Qt::Key_Escape;
}

} // namespace

// Keys that were meant for another window: those pressed before this one has stood for a moment, and those held down.
bool ApprovalDialog::ignores(const QKeyEvent& key)
{
    const bool guarded = m_keyGuard.isActive();
    if (guarded && key.type() == QEvent::KeyPress) {
        m_keyGuard.start(m_armsAfter);
        if (!m_armed)
            m_arm.start(m_armsAfter);
    }
    if (!presses(key.key()))
        return false;
    if (m_reason->hasFocus() && key.key() != Qt::Key_Escape)
        return !key.text().startsWith(QLatin1Char(' ')); // Return in the line answers nothing
    return guarded || key.isAutoRepeat();
}

bool ApprovalDialog::eventFilter(QObject* watched, QEvent* event)
{
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease;
    if (key && watched->isWidgetType() && static_cast<QWidget*>(watched)->window() == this)
        return ignores(*static_cast<QKeyEvent*>(event));
    return FormDialog::eventFilter(watched, event);
}

} // namespace keystead::ui
