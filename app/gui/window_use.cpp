// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window_use.h"

#include <QCoreApplication>
#include <QEvent>

namespace keystead::app {

WindowUse::WindowUse(QCoreApplication& application, QObject* parent) : QObject(parent)
{
    application.installEventFilter(this);
}

bool WindowUse::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
        Q_EMIT used();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace keystead::app
